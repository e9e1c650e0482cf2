//! Does the API answer as its description says, with the records that `verbale code` writes?

mod browser;

use browser::{COPY, SKRIPAL, get, part, served};
use serde_json::Value;

fn description() -> Value {
    get("/api/openapi.json").json()
}

/// What `reference` means, if it is one.
fn resolved<'d>(description: &'d Value, value: &'d Value) -> &'d Value {
    match value["$ref"].as_str() {
        Some(reference) => {
            description.pointer(reference.trim_start_matches('#')).expect("it is there")
        }
        None => value,
    }
}

/// The parameters of an operation.
fn parameters<'d>(description: &'d Value, operation: &'d Value) -> Vec<&'d Value> {
    let all = operation["parameters"].as_array().expect("a list");
    all.iter().map(|parameter| resolved(description, parameter)).collect()
}

fn example(parameter: &Value) -> String {
    match &parameter["example"] {
        Value::String(text) => part(text),
        other => other.to_string(),
    }
}

/// `path` with its parts and what must be asked filled in.
fn filled(path: &str, parameters: &[&Value]) -> String {
    let mut path = path.to_owned();
    let mut query = Vec::new();
    for parameter in parameters.iter().filter(|parameter| parameter["required"] == true) {
        let name = parameter["name"].as_str().expect("a name");
        if parameter["in"] == "path" {
            path = path.replace(&format!("{{{name}}}"), &example(parameter));
        } else {
            query.push(format!("{name}={}", example(parameter)));
        }
    }
    format!("{path}?{}", query.join("&"))
}

#[test]
fn an_address_that_nothing_answers_is_told_where_to_look() {
    for path in ["/api", "/api/", "/api/everything"] {
        let answer = get(path);
        assert_eq!(answer.status, 404, "{path}");
        let message = answer.json()["error"]["message"].to_string();
        assert!(message.contains("/api/openapi.json"), "{path}: {message}");
    }
    assert_eq!(get("/everything").status, 404);
}

#[test]
fn every_address_and_parameter_of_the_description_is_answered_as_it_says() {
    let description = description();
    assert_eq!(description["openapi"], "3.1.0");
    let paths = description["paths"].as_object().expect("paths");
    for (path, operations) in paths {
        let operation = &operations["get"];
        let parameters = parameters(&description, operation);
        let bare = filled(path, &parameters);
        let schema = &operation["responses"]["200"]["content"]["application/json"]["schema"];
        let schema = serde_json::json!({
            "$ref": schema["$ref"], "components": description["components"],
        });
        let validator = (!schema["$ref"].is_null())
            .then(|| jsonschema::validator_for(&schema).expect("a schema"));
        let mut asked = vec![bare.clone()];
        for parameter in parameters.iter().filter(|parameter| parameter["required"] != true) {
            let name = parameter["name"].as_str().expect("a name");
            asked.push(format!("{bare}&{name}={}", example(parameter)));
        }
        for address in asked {
            let answer = get(&address);
            assert_eq!(answer.status, 200, "{address}: {}", answer.body);
            assert_eq!(answer.header("content-type"), Some("application/json"), "{address}");
            if let Some(validator) = &validator {
                let told = answer.json();
                if let Some(fault) = validator.iter_errors(&told).next() {
                    panic!("{address}: {fault} at {}", fault.instance_path());
                }
            }
        }
        // What the description does not name is refused: it names all that there is.
        let answer = get(&format!("{bare}&colour=red"));
        assert_eq!(
            (answer.status, answer.json()["error"]["code"].as_str()),
            (400, Some("bad_parameter"))
        );
    }
}

#[test]
fn records_are_those_that_code_writes_letter_for_letter() {
    for (id, _, records) in &served().articles {
        let lines = |mentions: bool| -> Vec<String> {
            let kept = records.iter().filter(|record| mentions || !record.is_mention());
            kept.map(|record| serde_json::to_string(record).expect("JSON")).collect()
        };
        for mentions in [false, true] {
            let path = format!("/api/documents/{}/records?mentions={mentions}", part(id));
            let whole = format!("\"records\":[{}]}}", lines(mentions).join(","));
            assert!(get(&path).body.ends_with(&whole), "{path}");
        }
    }
}

#[test]
fn pages_of_an_answer_make_the_whole() {
    for question in ["search", "dyads"] {
        let whole = get(&format!("/api/{question}?limit=500")).json();
        let total = whole["total"].as_u64().expect("a number");
        let mut found = Vec::new();
        let mut next = Some(0);
        while let Some(offset) = next {
            let some = get(&format!("/api/{question}?limit=50&offset={offset}")).json();
            found.extend(some["results"].as_array().expect("rows").clone());
            next = some["next_offset"].as_u64();
        }
        assert!(total > 50, "{question}: too few to be cut");
        assert_eq!(found.len() as u64, total, "{question}");
        assert_eq!(&found, whole["results"].as_array().expect("rows"), "{question}");
    }
}

#[test]
fn questions_find_what_they_ask_for() {
    let found = get("/api/search?q=russia*&actor=USA").json();
    let rows = found["results"].as_array().expect("rows");
    assert!(!rows.is_empty());
    assert!(rows.iter().all(|row| row["record"]["actor"].to_string().contains("\"USA\"")));
    let tension = get("/api/tension?between=USA,RUS&by=year").json();
    assert_eq!(tension["between"], serde_json::json!(["USA", "RUS"]));
    assert!(
        tension["steps"]
            .as_array()
            .is_some_and(|steps| steps.iter().any(|s| s["from"] == "2018-01-01"))
    );
    let article = get(&format!("/api/documents/{SKRIPAL}")).json();
    assert_eq!(article["text"].as_str(), Some(served().articles[1].1.as_str()));
    let said = get("/api/claims?stance=denies").json();
    assert!(said["results"].as_array().is_some_and(|rows| !rows.is_empty()));
    let denied = get("/api/quotes?denied_by=RUS").json();
    let rows = denied["results"].as_array().expect("rows");
    assert!(!rows.is_empty());
    assert!(rows.iter().all(|row| row["contradicted_by"][0]["by"].is_string()), "{denied}");
}

#[test]
fn echoes_are_told_in_groups_and_of_each_article() {
    let groups = get("/api/echoes").json();
    assert_eq!(groups["total"], 1);
    let group = &groups["results"][0];
    assert_eq!((&group["reports"], &group["first"]["doc"]), (&2.into(), &SKRIPAL.into()));
    let of_one = get(&format!("/api/documents/{COPY}/echoes")).json();
    assert_eq!(of_one["reports"][1]["echoes"], SKRIPAL);
    let shelf = get("/api/documents?limit=500").json();
    let marked =
        shelf["results"].as_array().expect("rows").iter().filter(|row| row["echoes"] == SKRIPAL);
    assert_eq!(marked.map(|row| &row["doc"]).collect::<Vec<_>>(), [COPY]);
}

#[test]
fn faults_have_stable_codes() {
    for (path, status, code) in [
        ("/api/documents/nobody", 404, "not_found"),
        ("/api/documents/nobody/records", 404, "not_found"),
        ("/api/documents/nobody/echoes", 404, "not_found"),
        ("/api/occurrences/0", 404, "not_found"),
        ("/api/nothing", 404, "not_found"),
        ("/api/search?limit=0", 400, "bad_parameter"),
        ("/api/search?q=a&q=b", 400, "bad_parameter"),
        ("/api/search?actor=Zzyzx", 400, "bad_question"),
        ("/api/search?event=FOO", 400, "bad_question"),
        ("/api/search?mode=foo", 400, "bad_question"),
        ("/api/timeline?context=foo", 400, "bad_question"),
        ("/api/places?status=foo", 400, "bad_question"),
        ("/api/claims?stance=foo", 400, "bad_question"),
        ("/api/search?from=2016-01-01&to=2015-01-01", 400, "bad_question"),
        ("/api/dyads?from=2016-01-01&to=2015-01-01", 400, "bad_question"),
        ("/api/tension", 400, "bad_parameter"),
        ("/api/tension?between=USA,Zzyzx", 400, "bad_question"),
        ("/api/quotes?stance=denies", 400, "bad_parameter"),
    ] {
        let answer = get(path);
        let told = answer.json();
        assert_eq!((answer.status, told["error"]["code"].as_str()), (status, Some(code)), "{path}");
        assert!(told["error"]["message"].as_str().is_some_and(|said| said.len() > 10), "{path}");
    }
}
