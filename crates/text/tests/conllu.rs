//! Are trees written and given words read as CoNLL-U asks?

use verbale_text::{Language, conllu, read};

fn language() -> Language {
    Language::from_bytes(verbale_data::MODEL, verbale_data::FILES).expect("the model opens")
}

#[test]
fn a_text_is_written_with_its_spaces_and_features() {
    let written = conllu::write(
        &read("The envoys didn't agree.\n\nThey left.", &language()),
        &conllu::no_notes,
    );
    let lines: Vec<&str> = written.lines().collect();
    assert_eq!(
        lines[..4],
        ["# newdoc", "# newpar", "# sent_id = 1", "# text = The envoys didn't agree."]
    );
    assert_eq!(lines[4].split('\t').count(), 10);
    assert!(lines[6].starts_with("3\tdid\tdo\tAUX\tVBD\tMood=Ind|Tense=Past|VerbForm=Fin\t"));
    assert!(lines[6].ends_with("\t_\tSpaceAfter=No"));
    assert!(lines[7].starts_with("4\tn't\tnot\tPART\tRB\tPolarity=Neg\t5\tadvmod"));
    assert_eq!(lines[8], "5\tagree\tagree\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No");
    assert!(written.ends_with("\n\n"));
}

const GIVEN: &str = "\
# sent_id = x-1
# text = It's theirs.
1-2\tIt's\t_\t_\t_\t_\t_\t_\t_\t_
1\tIt\t_\t_\t_\t_\t_\t_\t_\t_
2\t's\t_\t_\t_\t_\t_\t_\t_\tGloss=is
2.1\tthere\t_\t_\t_\t_\t_\t_\t_\t_
3\ttheirs\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
4\t.\t_\t_\t_\t_\t_\t_\t_\t_

";

#[test]
fn a_file_is_known_by_its_first_word_and_a_table_is_none() {
    let written = conllu::write(&read("They left.", &language()), &conllu::no_notes);
    for trees in
        [written.as_str(), GIVEN, "\u{feff}# text = a\r\n1\ta\t_\t_\t_\t_\t0\troot\t_\t_\r\n"]
    {
        assert!(conllu::looks_like(trees.as_bytes()), "{trees}");
    }
    let table = "1\tMali\t2012\t3\tcoup\tMLI\tthe army\tx\ty\tz\n";
    let days = "2012-03\tMali\t1\t3\tcoup\tMLI\t7\tx\ty\tz\n";
    for other in ["", "# only a comment", "1\tone column too few\n", "1. They left.\n", table, days]
    {
        assert!(!conllu::looks_like(other.as_bytes()), "{other}");
    }
}

#[test]
fn given_words_keep_their_ranges_comments_and_notes() {
    let out = conllu::reannotate(GIVEN, &language(), &conllu::no_notes).expect("well-formed");
    let (given, out): (Vec<&str>, Vec<&str>) = (GIVEN.lines().collect(), out.lines().collect());
    assert_eq!(given.len(), out.len());
    for kept in [0, 1, 2, 5] {
        assert_eq!(given[kept], out[kept]);
    }
    assert!(out[3].starts_with("1\tIt\tit\tPRON\tPRP\t"));
    assert!(out[4].ends_with("\tGloss=is"));
    assert!(out[6].ends_with("\tSpaceAfter=No"));
}

#[test]
fn a_malformed_line_is_named() {
    let fault = |input: &str| match conllu::parse(input) {
        Ok(_) => String::from("no fault"),
        Err(error) => error.to_string(),
    };
    assert_eq!(fault("1\tone\t_\n"), "line 1: expected 10 columns between tabs, found 3");
    let skips = GIVEN.replace("3\ttheirs", "5\ttheirs");
    assert_eq!(
        fault(&skips),
        "line 7: unexpected id \"5\": expected 3, or a range or an empty node"
    );
    let nameless = GIVEN.replace("4\t.\t", "4\t\t");
    assert_eq!(fault(&nameless), "line 8: the word's form is empty");
}
