//! Does a corpus answer what its commands promise? Every example of their help is run.

mod running;

use std::path::Path;
use std::process::Stdio;

use running::sample::{ask, examples, in_shell, root, sample};
use running::served::Served;
use running::{file, folder, run, verbale};

const COMMANDS: [&str; 8] =
    ["add", "find", "timeline", "said", "claims", "dyads", "tension", "echoes"];

#[test]
fn every_example_in_the_help_runs_and_finds_something() {
    for command in COMMANDS {
        let help = run([command, "--help"]);
        let after = help.out.split("Examples:").nth(1).expect("help has examples");
        let examples = examples(after);
        assert!(examples.len() >= 2, "{command}: {examples:?}");
        for example in examples.iter().filter(|_| command != "add") {
            assert!(ask(example).out.lines().count() > 0, "{example}: finds nothing");
        }
    }
}

#[test]
fn every_example_in_the_documents_runs() {
    let text = std::fs::read_to_string(root().join("docs/store.md")).expect("it is there");
    let examples = examples(&text);
    assert!(examples.len() >= 6, "{examples:?}");
    // What adds and what follows feeds is tried on its own, the latter on servers of this machine alone.
    let asks =
        |line: &&String| !line.starts_with("verbale add") && !line.starts_with("verbale watch");
    for example in examples.iter().filter(asks) {
        assert!(ask(example).out.lines().count() > 0, "{example}: finds nothing");
    }
}

#[test]
fn the_examples_of_adding_run() {
    let folder = folder("adding");
    for entry in
        ["corpus/2013-12-21-khodorkovsky-pardoned.txt", "corpus/2017-11-22-mugabe-resigns.txt"]
    {
        file(&folder, entry, std::fs::read(root().join(entry)).expect("it is there"));
    }
    file(&folder, "news.jsonl", r#"{"id": "a", "text": "Ghana expelled two Togolese diplomats."}"#);
    for name in ["talks.txt", "a/talks.txt", "b/talks.txt"] {
        file(&folder, name, format!("Benin met Gabon; {name} told it."));
    }
    let help = run(["add", "--help"]);
    let told: Vec<String> =
        examples(help.out.split("Examples:").nth(1).expect("help has examples"))
            .iter()
            .map(|example| in_shell(&folder, example).err)
            .collect();
    let called =
        "b/talks.txt: another article is called talks; this one is kept as b/talks\n2 added\n";
    assert_eq!(told, ["2 added\n", "1 added\n", called, "1 added\n", "nothing to do\n"]);
}

#[test]
fn where_the_disk_is_full_it_is_told_and_the_same_command_goes_on() {
    let add = "verbale add corpus/*.txt --db full.db";
    // No file may grow beyond one and a half megabytes, which a few articles fill.
    let full = in_shell(sample(), &format!("trap '' XFSZ; ulimit -f 3000; {add}"));
    assert_eq!(full.status, Some(2), "{}", full.err);
    assert!(
        full.err.contains("disk is full") && full.err.contains("command again"),
        "{}",
        full.err
    );
    let gone_on = ask(add);
    let (added, unchanged) = gone_on.err.split_once(" added, ").expect("some of each");
    let number = |told: &str| told.split(' ').next().and_then(|number| number.parse::<u32>().ok());
    assert_eq!(number(added).zip(number(unchanged)).map(|(a, b)| a + b), Some(32));
    assert_eq!(ask("verbale find -n 0 --db full.db").json().len(), {
        let rows = ask("verbale find -n 0").json();
        let own = ["a", "accra-wire", "lome-post"].map(serde_json::Value::from);
        rows.iter().filter(|row| !own.contains(&row["doc"])).count()
    });
}

#[test]
fn what_is_wrong_with_a_file_is_told_with_its_name_and_a_remedy() {
    let whole = std::fs::read(sample().join("corpus.db")).expect("the corpus is there");
    std::fs::write(sample().join("cut.db"), &whole[..whole.len() / 2]).expect("it is written");
    let mut spoilt = whole.clone();
    // The first pages, which say where everything is, stay.
    spoilt[1 << 16..].fill(0xA5);
    std::fs::write(sample().join("spoilt.db"), spoilt).expect("it is written");
    for (db, fault) in [("cut.db", "is cut off"), ("spoilt.db", "is damaged")] {
        for question in ["find said", "timeline --between RUS UKR", "dyads", "add corpus/*.txt"] {
            let told = in_shell(sample(), &format!("verbale {question} --db {db}"));
            assert_eq!(told.status, Some(2), "{question}: {}", told.err);
            for part in [db, fault, "new corpus", ".recover"] {
                assert!(told.err.contains(part), "{question}: {}", told.err);
            }
        }
    }
}

#[test]
fn records_in_answers_are_those_that_code_writes() {
    let article = "2019-10-11-turkey-offensive-syria";
    let coded = in_shell(sample(), &format!("verbale code corpus/{article}.txt")).json();
    let of_kind = |kind: &str| coded.iter().filter(|record| record["kind"] == kind).count();
    let questions =
        [("find", "event"), ("said TUR", "quote"), ("said USA", "quote"), ("claims", "claim")];
    for (question, kind) in questions {
        let rows = ask(&format!("verbale {question} -n 0")).json();
        let records: Vec<_> =
            rows.iter().filter(|r| r["doc"] == article).map(|r| &r["record"]).collect();
        assert!(!records.is_empty(), "{question}");
        assert!(records.iter().all(|record| coded.contains(record)), "{question}");
        assert!(kind == "quote" || records.len() == of_kind(kind), "{question}");
    }
}

#[test]
fn filters_hold_together() {
    for (question, holds) in [
        (
            "--event ACCUSE",
            (|row| row["record"]["event"] == "ACCUSE") as fn(&serde_json::Value) -> bool,
        ),
        ("--status hypothetical", |row| row["record"]["status"] == "hypothetical"),
        ("--alleged", |row| row["record"]["alleged"] == true),
        ("--denied", |row| row["record"]["denied_by"].as_array().is_some_and(|by| !by.is_empty())),
        ("--actor TUR", |row| row["record"]["actor"].to_string().contains("\"TUR\"")),
        ("--recipient Russia", |row| row["record"]["recipient"].to_string().contains("\"russia\"")),
        ("--place Syria", |row| row["record"]["place"]["name"] == "Syria"),
        ("--mode expel", |row| row["record"]["mode"] == "expel"),
        ("--denied=false", |row| row["record"]["denied_by"].as_array().is_some_and(Vec::is_empty)),
        ("--alleged=false", |row| row["record"]["alleged"] == false),
        ("--place SYR", |row| row["record"]["place"]["country"] == "SYR"),
        ("--source 'accra daily'", |row| row["source"] == "Accra Daily"),
        ("--context military", |row| row["record"]["context"].to_string().contains("military")),
        ("sanctions", |row| row["sentence"].to_string().to_lowercase().contains("sanction")),
        ("--from 2014-03-01 --to 2014-03-31", |row| {
            row["day"].as_str().is_some_and(|day| day <= "2014-03-31")
        }),
    ] {
        let rows = ask(&format!("verbale find {question} -n 0")).json();
        assert!(!rows.is_empty(), "{question} finds nothing");
        for row in &rows {
            assert!(holds(row), "{question}: {row}");
        }
    }
}

#[test]
fn answers_are_tables_csv_or_json() {
    let table = ask("verbale dyads -n 3 --format table").out;
    assert!(table.starts_with("actor →") && table.contains("───"), "{table}");
    assert!(!table.contains('\u{1b}'));
    let csv = ask("verbale dyads -n 3 --format csv").out;
    assert!(csv.starts_with("actor,recipient,acts,") && csv.lines().count() == 4, "{csv}");
    let json: serde_json::Value =
        serde_json::from_str(&ask("verbale dyads -n 3 --format json").out).unwrap();
    assert_eq!(json.as_array().map(Vec::len), Some(3));
    assert_eq!(ask("verbale dyads -n 3").json().len(), 3);
}

#[test]
fn a_chart_is_drawn_on_request() {
    let chart = ask("verbale tension RUS USA --by year --format table").out;
    assert!(chart.contains('│') && chart.contains("acts"), "{chart}");
    ask("verbale tension RUS USA --by year --chart chart.svg");
    let svg = std::fs::read_to_string(sample().join("chart.svg")).unwrap();
    assert!(svg.starts_with("<svg ") && svg.contains("<rect x="), "{svg}");
    ask("verbale tension RUS USA --by year --chart chart.png");
    let png = std::fs::read(sample().join("chart.png")).unwrap();
    assert!(png.starts_with(b"\x89PNG\r\n"));
    for name in ["chart.jpg", "chart"] {
        let other = in_shell(sample(), &format!("verbale tension RUS USA --chart {name}"));
        assert_eq!(other.status, Some(2), "{name}");
        assert!(other.err.contains(name) && other.err.contains(".png or .svg"), "{}", other.err);
        assert!(!sample().join(name).exists(), "{name}");
    }
}

#[test]
fn where_no_corpus_can_be_it_is_told_with_a_remedy() {
    for (db, fault) in [
        ("corpus", "corpus: is a folder; name a file in it, such as corpus/corpus.db"),
        ("nowhere/corpus.db", "nowhere/corpus.db: there is no folder nowhere; make it"),
        ("corpus.db/corpus.db", "corpus.db/corpus.db: there is no folder corpus.db; make it"),
    ] {
        for question in ["add news.jsonl", "find oil", "dyads", "serve --port 0"] {
            let told = in_shell(sample(), &format!("verbale {question} --db {db}"));
            assert_eq!(told.status, Some(2), "{question}: {}", told.err);
            assert!(told.err.contains(fault), "{question}: {}", told.err);
        }
    }
}

#[test]
fn echoes_are_told_in_groups_and_one_by_one() {
    let all = ask("verbale echoes");
    assert_eq!(all.err, "articles 35, independent sources 34, groups of echoes 1\n");
    let group = &all.json()[0];
    assert_eq!((&group["reports"], &group["publishers"]), (&2.into(), &2.into()));
    assert_eq!(group["first"]["doc"], "accra-wire");
    assert!(group["least_share"].as_f64().is_some_and(|share| share > 0.8), "{group}");
    let of_one = ask("verbale echoes lome-post").json();
    assert_eq!((of_one.len(), &of_one[1]["echoes"]), (2, &"accra-wire".into()));
    let csv = ask("verbale echoes --format csv").out;
    assert!(csv.starts_with("reports,publishers,first,") && csv.lines().count() == 2, "{csv}");
    let alone = ask("verbale echoes a");
    assert!(alone.err.contains("a: echoes no other report") && alone.json().len() == 1);
    let none = in_shell(sample(), "verbale echoes zzyzx");
    assert!(none.status == Some(1) && none.err.contains("no article \"zzyzx\""), "{}", none.err);
}

#[test]
fn what_is_told_for_a_year_is_in_no_week_and_counted() {
    let told = ask("verbale tension RUS UKR --by week").err;
    assert!(told.starts_with("acts told for longer than a week, which no step has: "), "{told}");
    assert_eq!(ask("verbale tension RUS UKR --by year").err, "");
}

#[test]
fn questions_without_sense_are_answered_with_a_remedy() {
    let none = in_shell(sample(), "verbale said 'Nobody Of That Name'");
    assert_eq!((none.status, none.out.as_str()), (Some(1), ""));
    assert!(
        none.err.contains("nobody in the corpus is called \"Nobody Of That Name\""),
        "{}",
        none.err
    );
    let none = in_shell(sample(), "verbale find '*'");
    assert!(none.status == Some(1) && none.err.contains("holds no word"), "{}", none.err);
    let none = in_shell(sample(), "verbale find oil --db nowhere.db");
    assert!(
        none.status == Some(2) && none.err.contains("nowhere.db: no such corpus"),
        "{}",
        none.err
    );
    let none = in_shell(sample(), "verbale find oil --db news.jsonl");
    assert!(
        none.status == Some(2) && none.err.contains("news.jsonl: is not a corpus"),
        "{}",
        none.err
    );
}

#[test]
fn any_number_of_threads_makes_the_same_corpus() {
    let dump = |threads: usize| {
        let folder = folder(&format!("threads-{threads}"));
        let db = folder.join("corpus.db");
        let files = sample().join("corpus/*.txt");
        let made =
            in_shell(&folder, &format!("verbale add {} --threads {threads}", files.display()));
        assert_eq!(made.status, Some(0), "{}", made.err);
        in_shell(
            &folder,
            "verbale find -n 0 --db corpus.db; verbale timeline -n 0 --all; verbale dyads -n 0",
        )
        .out + &format!("{}", db.is_file())
    };
    let one = dump(1);
    assert!(one.len() > 100_000);
    assert!(one == dump(5));
}

#[test]
fn bad_articles_are_told_and_the_rest_goes_in() {
    let folder = folder("bad-articles");
    file(
        &folder,
        "some.jsonl",
        "{\"id\": \"a\", \"text\": \"Ghana thanked Togo.\"}\n{\"id\": 7}\n{\"id\": \"b\", \"text\": \"Mali met Niger.\"}\n",
    );
    let made = in_shell(&folder, "verbale add some.jsonl missing.txt");
    assert_eq!(made.status, Some(1));
    assert!(
        made.err.contains("some.jsonl:2: ") && made.err.contains("missing.txt: no such file"),
        "{}",
        made.err
    );
    assert!(made.err.ends_with("2 added, 2 not read\n"), "{}", made.err);
}

#[test]
fn a_run_that_is_killed_is_gone_on_with() {
    let folder = folder("killed-add");
    let line = |n: usize| {
        let text = "Ghana expelled two Togolese diplomats. ".repeat(5 + n % 7);
        format!(
            "{{\"id\": \"a{n}\", \"text\": \"{text}\", \"date\": \"2015-06-{:02}\"}}\n",
            1 + n % 28
        )
    };
    let path = file(&folder, "many.jsonl", (0..150).map(line).collect::<String>());
    let db = folder.join("corpus.db").display().to_string();
    // From before the corpus is made to the middle of the work.
    for wanted in [0, 1, 2, 15, 40, 41, 80] {
        let mut child = verbale()
            .args(["add", &path, "--db", &db])
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        while documents(&db) < wanted {
            assert!(child.try_wait().expect("it can be asked").is_none(), "it ended too soon");
        }
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
    }
    assert!((80..150).contains(&documents(&db)));
    let done = run(["add", &path, "--db", &db]);
    assert_eq!(done.status, Some(0), "{}", done.err);
    let again = run(["add", &path, "--db", &db]);
    assert_eq!(again.err, "150 unchanged\n");
}

/// How many documents the corpus in `db` holds; none while it is not there yet.
fn documents(db: &str) -> i64 {
    let Ok(store) = verbale_store::Store::open(Path::new(db)) else { return 0 };
    let count =
        store.connection().query_row("SELECT count(*) FROM documents", [], |row| row.get(0));
    count.unwrap_or(0)
}

#[test]
fn serve_tells_its_address_answers_there_and_faults_what_it_cannot_have() {
    let served = Served::at_work(sample(), &["serve", "--port", "0"]);
    let address = &served.address;
    assert!(address.starts_with("127.0.0.1:"), "{address}");
    let answer = served.get("/");
    assert!(answer.starts_with("HTTP/1.1 200 ") && answer.contains("35 articles"), "{answer}");

    let port = address.rsplit(':').next().expect("a port");
    let taken = in_shell(sample(), &format!("verbale serve --port {port}"));
    assert_eq!(taken.status, Some(2));
    assert!(taken.err.contains(address) && taken.err.contains("--port"), "{}", taken.err);
    let missing = in_shell(sample(), "verbale serve --db nothing.db --port 0");
    assert_eq!(missing.status, Some(2));
    assert!(missing.err.contains("nothing.db: no such corpus"), "{}", missing.err);
}
