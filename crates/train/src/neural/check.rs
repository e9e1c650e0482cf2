//! Do the gradients tell how the loss changes?
//!
//! Compares them with differences of the loss: first for single layers, then for every matrix of a
//! small network on two sentences.

use std::collections::BTreeMap;
use std::ops::Range;

use verbale_text::neural::layer::{dot, normalise, run_both_ways};
use verbale_text::neural::network::Network;
use verbale_text::neural::plan::{Layer, Plan};
use verbale_text::neural::vectors::Vectors;
use verbale_text::table::HashTable;
use verbale_text::transition::Action;
use verbale_text::{NameTag, Relation, Tag, Upos};

use super::batch::{Batch, Lookup};
use super::layers::{normalise_back, run_back};
use super::pass::{self, Gradient, Manner, Model};
use super::substitute::Substitutes;
use super::weights::{Straight, Transposed, Weights};
use crate::random::Random;
use crate::treebank::{GoldSentence, GoldWord};

fn draw(count: usize, random: &mut Random) -> Vec<f32> {
    (0..count).map(|_| random.signed()).collect()
}

/// Asserts that `back` is the gradient of `loss` at `point`.
pub(crate) fn assert_gradient(
    what: &str,
    point: &[f32],
    back: &[f32],
    mut loss: impl FnMut(&[f32]) -> f64,
) {
    let mut random = Random::new(7);
    let (mut found, mut expected) = (Vec::new(), Vec::new());
    for _ in 0..40 {
        let at = random.below(point.len());
        let mut moved = point.to_vec();
        let mut shifted = |by: f32| {
            moved[at] = point[at] + by;
            loss(&moved)
        };
        let step = 4e-3;
        expected.push(((shifted(step) - shifted(-step)) / f64::from(2.0 * step)) as f32);
        found.push(back[at]);
    }
    expected.resize(48, 0.0);
    found.resize(48, 0.0);
    let length = |values: &[f32]| dot(values, values).sqrt();
    let likeness = dot(&found, &expected) / (length(&found) * length(&expected)).max(1e-12);
    let ratio = length(&found) / length(&expected).max(1e-12);
    assert!(
        likeness > 0.995 && (0.97..1.03).contains(&ratio),
        "{what}: likeness {likeness}, ratio {ratio}"
    );
}

#[test]
fn normalisation_goes_back() {
    let mut random = Random::new(1);
    let (values, upper) = (draw(32, &mut random), draw(32, &mut random));
    let (gain, shift) = (draw(32, &mut random), draw(32, &mut random));
    let loss = |values: &[f32], gain: &[f32]| {
        let mut out = values.to_vec();
        normalise(&mut out, gain, &shift);
        f64::from(dot(&out, &upper))
    };
    let mut back = upper.clone();
    let (mut gain_back, mut shift_back, mut scratch) =
        (vec![0.0; 32], vec![0.0; 32], vec![0.0; 32]);
    normalise_back(&values, &gain, &mut back, &mut gain_back, &mut shift_back, &mut scratch);
    assert_gradient("values", &values, &back, |values| loss(values, &gain));
    assert_gradient("gain", &gain, &gain_back, |gain| loss(&values, gain));
    assert_eq!(shift_back, upper);
}

#[test]
fn running_means_go_back() {
    let (width, words) = (32, 5);
    let mut random = Random::new(2);
    let both = draw(words * 2 * width, &mut random);
    let upper = draw(words * width, &mut random);
    let run = |both: &[f32]| {
        let mut out = vec![0.0; words * width];
        run_both_ways(both, &mut out, width);
        out
    };
    let mut back = vec![0.0; both.len()];
    run_back(&both, &run(&both), &upper, &mut back, width);
    assert_gradient("run", &both, &back, |both| f64::from(dot(&run(both), &upper)));
}

fn sentence(words: &[(&str, Upos, Tag, usize, Relation)]) -> GoldSentence {
    let word = |&(form, upos, tag, head, relation): &(&str, Upos, Tag, usize, Relation)| GoldWord {
        form: form.to_owned(),
        lemma: form.to_owned(),
        upos,
        tag,
        head,
        relation,
        name: Some(if upos == Upos::Propn { NameTag::BeginPlace } else { NameTag::Outside }),
    };
    words.iter().map(word).collect()
}

fn sentences() -> [GoldSentence; 2] {
    use Relation::{Case, Det, Nsubj, Obj, Obl, Punct, Root};
    [
        sentence(&[
            ("Rebels", Upos::Noun, Tag::Nns, 1, Nsubj),
            ("seized", Upos::Verb, Tag::Vbd, 5, Root),
            ("the", Upos::Det, Tag::Dt, 3, Det),
            ("town", Upos::Noun, Tag::Nn, 1, Obj),
            (".", Upos::Punct, Tag::Stop, 1, Punct),
        ]),
        sentence(&[
            ("They", Upos::Pron, Tag::Prp, 1, Nsubj),
            ("met", Upos::Verb, Tag::Vbd, 4, Root),
            ("in", Upos::Adp, Tag::In, 3, Case),
            ("Oslo", Upos::Propn, Tag::Nnp, 1, Obl),
        ]),
    ]
}

struct Bench {
    batch: Batch,
    actions: Vec<Action>,
}

impl Bench {
    fn new() -> (Self, Weights) {
        let sentences = sentences();
        let (mut clusters, mut vectors) = (Vec::new(), Vec::new());
        HashTable::write(&[(1, 1)], &mut clusters);
        let hash = verbale_text::form::word_hash("town");
        Vectors::write(&[(hash, draw(100, &mut Random::new(3)))], &mut vectors);
        let mut class_of = BTreeMap::new();
        for word in sentences.iter().flatten() {
            let next = class_of.len();
            class_of.entry((word.upos, word.tag)).or_insert(next);
        }
        let lookup = Lookup {
            clusters: HashTable::open(&clusters).expect("just written").0,
            vectors: Vectors::open(&vectors).expect("just written"),
            class_of,
            counts: BTreeMap::new(),
            substitutes: Substitutes::default(),
        };
        let relations = sentences.iter().flatten().map(|word| word.relation);
        let mut actions = vec![Action::Shift];
        for relation in relations {
            for action in [Action::Left(relation), Action::Right(relation)] {
                if !actions.contains(&action) {
                    actions.push(action);
                }
            }
        }
        let plan = Plan {
            width: 32,
            layers: vec![Layer::Window, Layer::Run, Layer::Window],
            hidden: 32,
            classes: lookup.class_of.len(),
            actions: actions.len(),
        };
        let mut random = Random::new(4);
        let mut weights = Weights::start(plan, &mut random);
        weights.numbers.iter_mut().for_each(|n| *n += 0.1 * random.signed());
        let sentences: Vec<&GoldSentence> = sentences.iter().collect();
        (Self { batch: Batch::of(&sentences, &lookup, None), actions }, weights)
    }

    fn run(&self, weights: &Weights) -> Gradient {
        let network = Network::new(weights.plan.clone(), weights.numbers.clone());
        let (forth, back) = (Straight::of(weights), Transposed::of(weights));
        let model = Model {
            network: &network,
            table: &weights.table,
            forth: &forth,
            back: &back,
            actions: &self.actions,
        };
        let manner = Manner { drop_words: 0.0, drop_layers: 0.0, explore: 0.0, scale: 1.0 };
        pass::run(model, &self.batch, manner, &mut Random::new(5))
    }

    fn loss(&self, weights: &Weights) -> f64 {
        let gradient = self.run(weights);
        0.5 * gradient.tag_loss + gradient.step_loss + 0.3 * gradient.name_loss
    }
}

#[test]
fn every_matrix_goes_back() {
    let (bench, weights) = Bench::new();
    let gradient = bench.run(&weights);
    let places = &weights.places;
    let mut ranges: Vec<(String, Range<usize>)> = vec![
        ("vectors".into(), places.vectors.clone()),
        ("mix bias".into(), places.mix_bias.clone()),
        ("mix gain".into(), places.mix_gain.clone()),
        ("mix shift".into(), places.mix_shift.clone()),
        ("tags".into(), places.tag_weights.clone()),
        ("tag bias".into(), places.tag_bias.clone()),
        ("names".into(), places.name_weights.clone()),
        ("name bias".into(), places.name_bias.clone()),
        ("slots".into(), places.slots.clone()),
        ("absent".into(), places.absent.clone()),
        ("marks".into(), places.marks.clone()),
        ("state bias".into(), places.state_bias.clone()),
        ("out".into(), places.out_weights.clone()),
        ("out bias".into(), places.out_bias.clone()),
    ];
    for (nth, layer) in places.layers.iter().enumerate() {
        ranges.push((format!("layer {nth}"), layer.weights.clone()));
        ranges.push((format!("layer {nth} bias"), layer.bias.clone()));
        ranges.push((format!("layer {nth} gain"), layer.gain.clone()));
        ranges.push((format!("layer {nth} shift"), layer.shift.clone()));
    }
    for (what, range) in ranges {
        // Marks that never occur have no gradient: look where there is one.
        let live: Vec<usize> =
            range.clone().filter(|&at| what != "marks" || gradient.numbers[at] != 0.0).collect();
        let point: Vec<f32> = live.iter().map(|&at| weights.numbers[at]).collect();
        let back: Vec<f32> = live.iter().map(|&at| gradient.numbers[at]).collect();
        assert_gradient(&what, &point, &back, |point| {
            let mut moved = weights.clone();
            live.iter().zip(point).for_each(|(&at, value)| moved.numbers[at] = *value);
            bench.loss(&moved)
        });
    }
}

#[test]
fn the_embedding_table_goes_back() {
    let (bench, weights) = Bench::new();
    let gradient = bench.run(&weights);
    let width = 2 * weights.plan.width;
    // The first row of the first word belongs to that word alone.
    let row = gradient.rows[0][0] as usize;
    let range = row * width..(row + 1) * width;
    let point = weights.table[range.clone()].to_vec();
    assert_gradient("table", &point, &gradient.words[..width], |point| {
        let mut moved = weights.clone();
        moved.table[range.clone()].copy_from_slice(point);
        bench.loss(&moved)
    });
}

#[test]
fn training_and_reading_compute_the_same() {
    use verbale_text::neural::network::{Table, Work};
    let (bench, weights) = Bench::new();
    let network = Network::new(weights.plan.clone(), weights.numbers.clone());
    let bytes = Table::write(&weights.table, 2 * weights.plan.width);
    let table = Table::open(&bytes, &weights.plan).expect("just written");
    let count = bench.batch.rows.len();
    let mut out = vec![0.0; count * 32];
    let mut work = Work::default();
    network.embed(table, &bench.batch.rows, &bench.batch.vectors, &mut work, &mut out);
    let exact = pass::embedded(&network, &weights.table, &bench.batch);
    let worst = out.iter().zip(&exact).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
    assert!(worst < 0.05, "quantised embeddings are off by {worst}");
}
