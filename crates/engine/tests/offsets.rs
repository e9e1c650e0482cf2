//! Do offsets hold on any text? Every text in a record must equal the article's text at its span,
//! counted in code points.

mod coding;

use proptest::prelude::*;
use serde_json::Value;

use coding::{code, lines, write};
use verbale_engine::output;

/// Checks every object with `text`, `start` and `end` inside `value`; gives their number.
fn check(value: &Value, text: &[char]) -> usize {
    let inside: usize = match value {
        Value::Array(items) => items.iter().map(|item| check(item, text)).sum(),
        Value::Object(fields) => fields.values().map(|field| check(field, text)).sum(),
        _ => 0,
    };
    let (Some(words), Some(start), Some(end)) =
        (value["text"].as_str(), value["start"].as_u64(), value["end"].as_u64())
    else {
        return inside;
    };
    let at: String = text[start as usize..end as usize].iter().collect();
    assert_eq!(at, words, "at {start}..{end}");
    inside + 1
}

/// Checks that nobody whom we know is named with a mark too many: "Mali.", "Kenya (", "Iran --".
fn check_names(line: &Value) {
    let is_name = line["kind"] == "mention" && line["via"] == "name" && line["id"].is_string();
    let Some(name) = line["text"].as_str().filter(|_| is_name) else { return };
    assert!(name.ends_with(char::is_alphanumeric), "{name:?} ends in a mark");
}

fn check_text(text: &str) -> usize {
    let chars: Vec<char> = text.chars().collect();
    let lines = lines(text, true);
    lines.iter().for_each(check_names);
    lines.iter().map(|line| check(line, &chars)).sum()
}

/// Pieces that texts are made of: sentences that give records, and what offsets stumble over.
const PIECES: [&str; 18] = [
    "Ghana expelled two Togolese diplomats on Friday. ",
    "\"We will not be threatened,\" Togo's foreign minister said. ",
    "France 🇫🇷 condemned Mali. ",
    "The Perún ministry re\u{301}jected Bolivia\u{2019}s claim. ",
    "Côte d'Ivoire urged Burkina Faso to withdraw. ",
    "If Togo attacks Ghana 👩🏽‍⚖️, France may impose sanctions on Togo. ",
    "“Наш ответ,” Russia's foreign ministry said, “will be firm.” ",
    "Rebels killed at least 1,200 people in Chad 👩🏽, wounding dozens of Côte d'Ivoire's soldiers. ",
    "France (with Mali) sent aid to Chad; Thai–Cambodian talks failed -- in Togo. ",
    "中国 and Japan held talks in Tokyo. ",
    "\r\n\r\n",
    "\n",
    "\t",
    "\u{a0}",
    "\u{200b}",
    "e\u{301}\u{323}",
    "😀",
    "…",
];

#[test]
fn offsets_hold_on_each_piece() {
    for piece in PIECES {
        check_text(piece);
    }
    assert!(check_text(&PIECES.concat()) > 20, "the pieces together give many spans");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn offsets_hold_on_any_mixture(picks in prop::collection::vec(0..PIECES.len(), 1..12)) {
        let text: String = picks.into_iter().map(|pick| PIECES[pick]).collect();
        check_text(&text);
    }

    #[test]
    fn no_text_makes_the_coder_panic(text in "(\\PC|\\s|Ghana |expelled |Togo |said |\"){0,80}") {
        check_text(&text);
        for format in output::FORMATS {
            for colour in [false, true] {
                write(format.name, &text, output::Options { mentions: true, width: 50, colour });
            }
        }
    }
}

#[test]
fn the_same_text_gives_the_same_bytes() {
    let text = PIECES.concat();
    assert_eq!(code(&text).records, code(&text).records);
}
