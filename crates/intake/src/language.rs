//! Is this article in English?
//!
//! An article that is set aside is lost to whoever does not look, so that witnesses must agree: the letters
//! (whatlang), too few words such as "the" and "of", and enough such words, or accents, of another language.
//! A text too short for all that is kept, unless its giver says that it is in another language.

use verbale_engine::Article;
use whatlang::{Lang, Script};

/// How much of a text is looked at, in bytes.
const SAMPLE: usize = 4096;

/// Fewer words tell nothing.
const FEWEST_WORDS: usize = 8;

/// Of English prose twice as many words are frequent ones; of other languages hardly half.
const ENGLISH: f64 = 0.12;

/// Of other languages that we list, more words are frequent ones of theirs.
const FOREIGN: f64 = 0.08;

/// English has hardly any accents, but for names.
const ACCENTS: f64 = 0.03;

const FREQUENT: [&str; 36] = [
    "the", "of", "and", "to", "a", "in", "that", "is", "was", "for", "on", "with", "as", "by",
    "at", "from", "his", "it", "be", "has", "have", "had", "are", "were", "an", "this", "which",
    "will", "said", "he", "but", "not", "they", "its", "their", "who",
];

/// Frequent words of languages in Latin letters, none of them English: French, German, Spanish, Portuguese,
/// Italian, Catalan, Dutch, the Nordic ones, Polish, Turkish, Indonesian, Swahili, Somali, Tagalog, Hausa.
const FREQUENT_ELSEWHERE: [&str; 103] = [
    "le", "la", "les", "des", "du", "et", "un", "une", "est", "dans", "que", "qui", "pour", "sur",
    "der", "das", "und", "den", "dem", "von", "mit", "ist", "ein", "eine", "auf", "für", "nicht",
    "el", "los", "las", "del", "en", "de", "y", "por", "con", "se", "su", "o", "os", "da", "do",
    "em", "uma", "com", "não", "il", "di", "che", "della", "per", "non", "gli", "els", "amb",
    "het", "een", "van", "voor", "niet", "og", "och", "att", "det", "som", "til", "på", "av", "ja",
    "w", "z", "na", "nie", "się", "ve", "bir", "bu", "da", "için", "ile", "yang", "dan", "di",
    "ini", "itu", "untuk", "dengan", "ya", "wa", "kwa", "katika", "za", "oo", "ka", "ku", "waa",
    "ang", "ng", "sa", "mga", "ga", "ta", "ba",
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
    let share = |found: usize| found as f64 / words.max(1) as f64;
    let foreign =
        || share(count(sample, &FREQUENT_ELSEWHERE)) >= FOREIGN || accents(sample) >= ACCENTS;
    if latin && (share(count(sample, &FREQUENT)) >= ENGLISH || !foreign()) {
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

/// How many words of `sample` are among `frequent`; "UN" is a name and no French article, unless all is in capitals.
fn count(sample: &str, frequent: &[&str]) -> usize {
    let cased = sample.chars().any(char::is_lowercase);
    let is_acronym = |word: &str| cased && word.len() > 1 && word.chars().all(char::is_uppercase);
    let words = sample.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()));
    let listed = |word: &&str| frequent.contains(&word.to_lowercase().as_str());
    words.filter(|word| !is_acronym(word)).filter(listed).count()
}

/// The share of letters of `sample` that are not among English's own.
fn accents(sample: &str) -> f64 {
    let letters = || sample.chars().filter(|c| c.is_alphabetic());
    letters().filter(|c| !c.is_ascii()).count() as f64 / letters().count().max(1) as f64
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
            (
                "Menteri luar negeri menerima para duta besar dari kawasan itu di Jakarta dan berjanji untuk berunding.",
                "ind",
            ),
            (
                "Minister spraw zagranicznych przyjął w piątek ambasadorów państw regionu w Warszawie.",
                "pol",
            ),
            ("Министр иностранных дел принял в пятницу послов стран региона в Москве.", "rus"),
            ("EL MINISTRO RECIBIO EL VIERNES A LOS EMBAJADORES DE LA REGION EN LA CAPITAL.", "spa"),
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
            "Ghana expelled two Togolese diplomats. Ghana expelled two Togolese diplomats. Togo left.",
            "Emmanuel Macron visits São Paulo, Brasília; Lula da Silva hosts Mercosur leaders, ministers.",
            "Haiti's prime minister sought UN help against gangs",
            "Ghana met Togo.",
            "GHANA EXPELLED TWO TOGOLESE DIPLOMATS ON FRIDAY, THE FOREIGN MINISTRY SAID IN ACCRA.",
            "",
        ] {
            assert_eq!(told(text, None), None, "{text}");
        }
        let text = "The minister of foreign affairs received the envoys of the region on Friday.";
        assert_eq!(told(text, Some("fr")), None);
        assert_eq!(told("Rencontre à Lomé.", Some("fr")).as_deref(), Some("fr"));
    }
}
