//! Does nobody take part of an answer for all of it, or a slip of the pen for a question?

mod running;

use running::sample::{ask, in_shell, sample};

const NOTHING: &str = "nothing in the corpus is like that\n";

#[test]
fn an_answer_that_is_cut_says_so_and_the_whole_one_does_not() {
    for (question, counts) in [
        ("find", true),
        ("timeline", true),
        ("dyads", true),
        ("claims", false),
        ("find --status actual", true),
        ("timeline --all --alleged=false", true),
    ] {
        let whole = ask(&format!("verbale {question} -n 0"));
        let rows = whole.json();
        assert!(whole.err.is_empty() && rows.len() > 50, "{question}: {}", rows.len());
        let total = rows.len().to_string();
        let total = match total.len() {
            4 => format!("{},{}", &total[..1], &total[1..]),
            _ => total,
        };
        let told = if counts {
            format!("50 of {total} shown; -n 0 shows all\n")
        } else {
            "50 shown, and there are more; -n 0 shows all\n".to_owned()
        };
        for format in ["csv", "jsonl", "json", "table"] {
            let part = ask(&format!("verbale {question} --format {format}"));
            assert_eq!(part.err, told, "{question} as {format}");
        }
        let part = ask(&format!("verbale {question}")).json();
        let kept =
            if question.starts_with("timeline") { &rows[rows.len() - 50..] } else { &rows[..50] };
        assert!(part == kept, "{question}");
        let few = ask(&format!("verbale {question} -n 7"));
        assert_eq!((few.json().len(), few.err.as_str()), (7, ""), "{question}");
    }
}

#[test]
fn where_nothing_is_found_it_is_told_in_every_format() {
    for question in [
        "find zeppelin",
        "find --from 1650-01-01 --to 1650-12-31",
        "timeline --between GBR RUS --from 1650-01-01 --to 1650-12-31",
        "claims --about zeppelin",
        "dyads --from 1650-01-01 --to 1650-12-31",
        "tension GBR RUS --from 1650-01-01 --to 1650-12-31",
    ] {
        for format in ["csv", "jsonl", "json", "table"] {
            let none = ask(&format!("verbale {question} --format {format}"));
            assert_eq!(none.err, NOTHING, "{question} as {format}");
            let written = match format {
                "csv" => none.out.lines().count() == 1,
                "json" => none.out == "[]\n",
                _ => none.out.is_empty(),
            };
            assert!(written, "{question} as {format}: {}", none.out);
        }
    }
}

#[test]
fn what_no_event_can_be_is_a_fault_that_tells_what_there_is() {
    for (question, told) in [
        ("find --event FOO", "\"FOO\": is no event; there are AGREE, CONSULT, "),
        ("find --event assult", "\"ASSULT\": is no event; there are AGREE, "),
        ("find --mode foo", "\"foo\": is no mode; there are "),
        ("find --event THREATEN --mode convict", "\"convict\": is no mode of THREATEN; there are "),
        ("find --event AGREE --mode visit", "\"visit\": is no mode of AGREE; there are none"),
        ("find --context foo", "\"foo\": is no context; there are military, intelligence, "),
        ("timeline --context foo", "\"foo\": is no context; "),
        ("find --from 2016-01-01 --to 2015-01-01", "from 2016-01-01 to 2015-01-01: ends before"),
        ("timeline --from 2016-01-01 --to 2015-01-01", "ends before it begins"),
        ("said RUS --from 2016-01-01 --to 2015-01-01", "ends before it begins"),
        ("claims --from 2016-01-01 --to 2015-01-01", "ends before it begins"),
        ("dyads --from 2016-01-01 --to 2015-01-01", "ends before it begins"),
        ("tension RUS UKR --from 2016-01-01 --to 2015-01-01", "ends before it begins"),
    ] {
        let fault = in_shell(sample(), &format!("verbale {question}"));
        assert_eq!((fault.status, fault.out.as_str()), (Some(1), ""), "{question}");
        assert!(fault.err.contains(told), "{question}: {}", fault.err);
    }
    assert!(ask("verbale find --event assault --mode aerial -n 1").json().len() == 1);
}

#[test]
fn who_asks_the_timeline_for_what_did_not_happen_is_told_it() {
    let rows = ask("verbale timeline --status negated -n 0").json();
    assert!(!rows.is_empty());
    assert!(rows.iter().all(|row| row["record"]["status"] == "negated"));
}

#[test]
fn codes_of_knowledge_of_ones_own_can_be_asked_for() {
    let folder = running::folder("own-codes");
    let built_in = running::sample::root().join("data");
    let terms = std::fs::read_to_string(built_in.join("ontology/terms.toml")).expect("it is there");
    let more = terms.replace("\"diplomatic\",", "\"diplomatic\", \"courtly\",");
    running::file(&folder, "own/ontology/terms.toml", more);
    let words = "[[context]]\nname = \"courtly\"\nwords = [\"diplomat\"]\nyes = [\"Ghana expelled two diplomats.\"]\n";
    running::file(&folder, "own/words/contexts-own.toml", words);
    running::file(&folder, "a.txt", "Ghana expelled two Togolese diplomats.");
    let made = in_shell(&folder, "verbale add a.txt --knowledge own");
    assert_eq!(made.status, Some(0), "{}", made.err);
    let found = in_shell(&folder, "verbale find --context courtly");
    assert_eq!((found.status, found.json().len()), (Some(0), 1), "{}", found.err);
}
