//! Do the gradients of the proposing network tell how its loss changes, and is what is kept what was trained?

use std::sync::Arc;

use verbale_extract::Extractor;
use verbale_extract::proposal::{Network, Places, Plan, ProposalError, Reader, Work};
use verbale_lexicon::Lexicon;
use verbale_text::Language;

use super::articles::parse;
use super::examples::{Example, examples};
use super::pass::{self, Manner, Matrices};
use crate::neural::check::assert_gradient;
use crate::random::Random;

const ARTICLE: &str = "# a1 | 1998-04-17 | a wire\n\
    S Togo's president said on Friday that the plan was a gift to smugglers and nobody's friend.\n\
    E ACCUSE disapprove | gift to smugglers | Togo's president | - | actual\n\
    S \"They took us for fools,\" he said of Ghana, and Ghana expelled two envoys.\n\
    E ACCUSE disapprove | took us for fools | he | Ghana | actual\n\
    E SANCTION expel | expelled | Ghana | - | actual\n";

fn learned() -> Vec<Example> {
    let lexicon =
        Arc::new(Lexicon::open(verbale_data::LEXICON, verbale_data::FILES).expect("opens"));
    let language =
        Language::from_bytes(verbale_data::MODEL, verbale_data::FILES).expect("a usable model");
    let articles = parse(ARTICLE).expect("well formed");
    examples(&articles[0], &Extractor::new(lexicon), &language)
}

fn plan() -> Plan {
    let events = (0..16).map(|nth| format!("E{nth}")).collect();
    Plan { width: 16, layers: 2, events }
}

fn numbers() -> Vec<f32> {
    let mut random = Random::new(5);
    (0..Places::of(&plan()).total).map(|_| 0.4 * random.signed()).collect()
}

#[test]
fn what_the_frames_read_is_not_left_over() {
    let examples = learned();
    let told = |classes: &[u8]| classes.iter().filter(|&&class| class != 0).count();
    let all: usize = examples.iter().map(|example| told(&example.unread.1)).sum();
    let rest: usize = examples.iter().map(|example| told(&example.read.1)).sum();
    assert_eq!(all, 3);
    assert!(rest < all, "the expulsion is read by a frame");
    let unread = &examples[1].unread.0;
    let marks = |sight: &verbale_extract::proposal::Sight| {
        (0..sight.words()).map(|word| sight.marks_of(word).len()).sum::<usize>()
    };
    assert!(marks(unread) < marks(&examples[1].read.0), "what is read leaves marks");
}

#[test]
fn the_gradient_tells_how_the_loss_changes() {
    let examples = learned();
    let (sight, classes) = &examples[1].read;
    let manner = Manner { drop_words: 0.0, drop_layers: 0.0, act_weight: 1.0, scale: 1.0 };
    let run = |numbers: &[f32], gradient: &mut [f32]| {
        let network = Network::new(plan(), numbers.to_vec());
        let matrices = Matrices::of(&network);
        pass::run(&network, &matrices, (sight, classes), manner, &mut Random::new(0), gradient)
    };
    let numbers = numbers();
    let places = Places::of(&plan());
    let mut gradient = vec![0.0; numbers.len()];
    run(&numbers, &mut gradient);
    let mut parts = vec![("vectors", places.vectors), ("bias", places.bias), ("out", places.out)];
    parts.extend(places.layers.iter().map(|layer| ("layer", layer.weights.clone())));
    parts.extend(places.layers.iter().map(|layer| ("gain", layer.norm[0].clone())));
    for (name, range) in parts {
        assert_gradient(name, &numbers[range.clone()], &gradient[range.clone()], |moved| {
            let mut all = numbers.clone();
            all[range.clone()].copy_from_slice(moved);
            run(&all, &mut vec![0.0; numbers.len()])
        });
    }
}

#[test]
fn a_network_that_is_kept_and_opened_says_the_same() {
    let network = Network::new(plan(), numbers());
    let bytes = network.to_bytes();
    let opened = Network::open(&bytes).expect("what was written");
    assert_eq!(opened.to_bytes(), bytes);
    let examples = learned();
    let sight = &examples[0].read.0;
    let likely = Reader::of(opened).read(sight, &mut Work::default());
    assert_eq!(likely.len(), sight.words() * 17);
    for word in likely.chunks_exact(17) {
        assert!((word.iter().sum::<f32>() - 1.0).abs() < 1e-3);
    }
    for cut in [0, 10, 18, 40, bytes.len() - 1] {
        let error = Network::open(&bytes[..cut]).expect_err("too short");
        assert!(matches!(error, ProposalError::NotAModel | ProposalError::Damaged), "{error}");
    }
}
