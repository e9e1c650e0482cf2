//! Does training on a handful of sentences give the same model twice, and one that knows them?

use verbale_text::{Language, Relation, Tag, Upos, annotate};
use verbale_train::{GoldWord, Options, Treebank, WordLists, train};

/// A sentence from lines of form, lemma, tags, head (0 for the root) and relation.
fn sentence(lines: &str) -> Vec<GoldWord> {
    let rows: Vec<Vec<&str>> =
        lines.lines().map(|line| line.split_whitespace().collect()).collect();
    let word = |row: &Vec<&str>| GoldWord {
        form: row[0].to_owned(),
        lemma: row[1].to_owned(),
        upos: Upos::parse(row[2]).expect("a part of speech"),
        tag: Tag::parse(row[3]).expect("a tag"),
        head: row[4].parse::<usize>().expect("a head").checked_sub(1).unwrap_or(rows.len()),
        relation: Relation::parse(row[5]).expect("a relation"),
    };
    rows.iter().map(word).collect()
}

fn treebank() -> Treebank {
    let sentences = [
        "Spain Spain PROPN NNP 2 nsubj\nexpelled expel VERB VBD 0 root\ntwo two NUM CD 4 nummod\n\
         envoys envoy NOUN NNS 2 obj\n. . PUNCT . 2 punct",
        "The the DET DT 2 det\nenvoys envoy NOUN NNS 3 nsubj\nleft leave VERB VBD 0 root\n\
         on on ADP IN 5 case\nMonday Monday PROPN NNP 3 obl\n. . PUNCT . 3 punct",
        "They they PRON PRP 2 nsubj\nprotested protest VERB VBD 0 root\n. . PUNCT . 2 punct",
    ];
    Treebank {
        sentences: sentences.iter().cycle().take(12).map(|lines| sentence(lines)).collect(),
        documents: vec![String::new(); 12],
    }
}

fn model(name: &str) -> Vec<u8> {
    let path = std::env::temp_dir().join(format!("verbale-train-{name}-{}", std::process::id()));
    let options = Options { tagger_epochs: 5, parser_epochs: 8, folds: 2, ..Options::default() };
    let lists = WordLists { classes: "spain\t1\t1\t1\n", inflections: "fled\tVERB\tVBD\tflee\n" };
    train(&treebank(), &treebank(), lists, &path, options, &mut |_| {}).expect("trains");
    let bytes = std::fs::read(&path).expect("wrote the model");
    std::fs::remove_file(&path).expect("its own file");
    bytes
}

#[test]
fn training_is_deterministic_and_learns_what_it_saw() {
    let bytes = model("first");
    assert!(bytes == model("second"), "the same data gives the same bytes");
    let language = Language::from_bytes(bytes, verbale_data::FILES).expect("opens");
    for gold in &treebank().sentences[..3] {
        let len = gold.len();
        let forms: Vec<&str> = gold.iter().map(|word| word.form.as_str()).collect();
        let found = &annotate(&[forms], &language)[0];
        for (gold, found) in gold.iter().zip(found) {
            assert_eq!((gold.upos, gold.tag, &*gold.lemma), (found.upos, found.tag, &*found.lemma));
            assert_eq!(gold.relation, found.relation);
            assert_eq!(found.head.unwrap_or(len), gold.head);
        }
    }
}
