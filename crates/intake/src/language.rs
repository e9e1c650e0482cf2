//! Is this article in English?
//!
//! Two witnesses must agree before one is set aside: the letters (whatlang) and the share of words such as
//! "the" and "of", without which nobody writes English. A text too short for either is kept, unless its
//! giver says that it is in another language.

use verbale_engine::Article;
use whatlang::{Lang, Script};

/// How much of a text is looked at, in bytes.
const SAMPLE: usize = 4096;

/// Fewer words tell nothing.
const FEWEST_WORDS: usize = 8;

/// English prose has twice as many; other languages in Latin letters hardly half.
const SHARE: f64 = 0.12;

const FREQUENT: [&str; 36] = [
    "the", "of", "and", "to", "a", "in", "that", "is", "was", "for", "on", "with", "as", "by",
    "at", "from", "his", "it", "be", "has", "have", "had", "are", "were", "an", "this", "which",
    "will", "said", "he", "but", "not", "they", "its", "their", "who",
];

/// The language of `article`, where it is not English: an ISO 639-3 code, or the giver's tag.
pub(crate) fn foreign(article: &Article) -> Option<String> {
    let sample = head(&article.text);
    let info = whatlang::detect(sample);
    let info = info.as_ref();
    if info.is_some_and(|info| info.lang() == Lang::Eng && info.is_reliable()) {
        return None;
    }
    let words = sample.split_whitespace().count();
    let latin = info.is_none_or(|info| info.script() == Script::Latin);
    if latin && words < FEWEST_WORDS {
        let given = article.lang.as_deref();
        return given.filter(|tag| !is_english(tag)).map(str::to_owned);
    }
    if latin && share(sample, words) >= SHARE {
        return None;
    }
    let detected = info.map(whatlang::Info::lang).filter(|&lang| lang != Lang::Eng);
    detected.map(|lang| lang.code().to_owned())
}

/// Whether a language tag such as `en-GB` stands for English.
fn is_english(tag: &str) -> bool {
    let tag = tag.to_ascii_lowercase();
    matches!(tag.split(['-', '_']).next(), Some("en" | "eng" | "english" | "und" | ""))
}

/// The share of frequent English words among `words`.
fn share(sample: &str, words: usize) -> f64 {
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
    let frequent =
        sample.split_whitespace().filter(|word| FREQUENT.contains(&bare(word).as_str())).count();
    frequent as f64 / words.max(1) as f64
}

fn head(text: &str) -> &str {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, lang: Option<&str>) -> Option<String> {
        foreign(&Article { lang: lang.map(str::to_owned), ..Article::new("a", text) })
    }

    #[test]
    fn other_languages_are_told() {
        for (text, lang) in [
            (
                "Le ministre des Affaires étrangères a reçu vendredi les ambassadeurs de la région.",
                "fra",
            ),
            ("Die Außenministerin empfing am Freitag die Botschafter der Region in Berlin.", "deu"),
            ("El ministro recibió el viernes a los embajadores de la región en la capital.", "spa"),
            ("Министр иностранных дел принял в пятницу послов стран региона в Москве.", "rus"),
            ("外交部长星期五在北京会见了各国大使。", "cmn"),
        ] {
            assert_eq!(told(text, None).as_deref(), Some(lang), "{text}");
            assert_eq!(told(text, Some("en")).as_deref(), Some(lang), "{text}");
        }
    }

    #[test]
    fn english_is_kept_whatever_its_tag_says() {
        for text in [
            "Ghana expelled two Togolese diplomats on Friday, the foreign ministry said in Accra.",
            "Kyrgyz President Sadyr Japarov and Tajik President Emomali Rahmon met in Dushanbe.",
            "Ghana met Togo.",
            "",
        ] {
            assert_eq!(told(text, None), None, "{text}");
        }
        let text = "The minister of foreign affairs received the envoys of the region on Friday.";
        assert_eq!(told(text, Some("fr")), None);
        assert_eq!(told("Rencontre à Lomé.", Some("fr")).as_deref(), Some("fr"));
    }
}
