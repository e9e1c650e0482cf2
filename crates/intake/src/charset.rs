//! In which charset are these bytes written?
//!
//! A mark at the start decides, then whether the bytes are sound UTF-8, which hardly happens by chance;
//! then what the giver declares, and last what the bytes look like.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// Bytes read as text.
pub(crate) struct Decoded<'b> {
    /// The text, without a mark at its start.
    pub text: Cow<'b, str>,
    /// The charset, where it is not UTF-8.
    pub charset: Option<&'static Encoding>,
    /// Whether nobody said so, and the bytes only look like it.
    pub guessed: bool,
    /// Whether some bytes mean nothing in it; a replacement character stands for each.
    pub damaged: bool,
}

impl Decoded<'_> {
    /// What a reader of the records should know of it.
    pub fn note(&self) -> Option<String> {
        let name = self.charset.map_or("UTF-8", Encoding::name);
        match (self.charset, self.guessed, self.damaged) {
            (None, _, false) => None,
            (_, _, true) => Some(format!("read as {name}; bytes that mean nothing in it are lost")),
            (_, true, _) => Some(format!("read as {name}, which its bytes look like")),
            (_, false, _) => Some(format!("read as {name}")),
        }
    }
}

/// `bytes` as text; `declared` is what the giver calls their charset.
pub(crate) fn decode<'b>(bytes: &'b [u8], declared: Option<&'static Encoding>) -> Decoded<'b> {
    let marked = Encoding::for_bom(bytes).map(|(charset, _)| charset);
    let sound = || std::str::from_utf8(bytes).is_ok().then_some(UTF_8);
    let known = marked.or_else(sound).or(declared);
    let charset = known.unwrap_or_else(|| guess(bytes));
    let (text, charset, damaged) = charset.decode(bytes);
    let other = (charset != UTF_8).then_some(charset);
    Decoded { text, charset: other, guessed: known.is_none(), damaged }
}

/// Bytes that a guess is made from; more change nothing.
const SAMPLE: usize = 1 << 16;

fn guess(bytes: &[u8]) -> &'static Encoding {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, sample.len() == bytes.len());
    detector.guess(None, Utf8Detection::Deny)
}

/// The charset of a stream that begins with `start`: `None` where it is UTF-8, or may as well be.
pub(crate) fn of_stream(start: &[u8]) -> Option<&'static Encoding> {
    if let Some((charset, _)) = Encoding::for_bom(start) {
        return (charset != UTF_8).then_some(charset);
    }
    match std::str::from_utf8(start) {
        Ok(_) => None,
        // The last character may go on after the sample.
        Err(error) if error.error_len().is_none() => None,
        Err(_) => Some(guess(start)),
    }
}

/// The charset called `label` in a header such as `text/html; charset=windows-1251`.
pub(crate) fn in_content_type(header: &str) -> Option<&'static Encoding> {
    let lower = header.to_ascii_lowercase();
    let (_, rest) = lower.split_once("charset")?;
    let label = rest.trim_start().strip_prefix('=')?.trim_start();
    let label = label.trim_start_matches(['"', '\'']);
    let end = label.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '>' | '/'));
    Encoding::for_label(&label.as_bytes()[..end.unwrap_or(label.len())])
}

/// How far into a page its charset is looked for.
const HEAD: usize = 4096;

/// The charset that an HTML page declares in its head.
pub(crate) fn in_page(page: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&page[..page.len().min(HEAD)]);
    let tags = head.split('<').filter(|tag| {
        tag.get(..4).is_some_and(|name| name.eq_ignore_ascii_case("meta") || name == "?xml")
    });
    tags.filter_map(|tag| tag.split('>').next())
        .find_map(|tag| in_content_type(&tag.replace("encoding=", "charset=")))
        // A page that can be read so far is in no such charset, whatever it says.
        .map(|charset| if charset.is_ascii_compatible() { charset } else { UTF_8 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declared_marked_and_guessed_charsets_are_read() {
        let decoded = decode(b"\xCC\xE8\xED\xE8\xF1\xF2\xF0", Encoding::for_label(b"cp1251"));
        assert_eq!(decoded.text, "Министр");
        assert_eq!(decoded.note().unwrap(), "read as windows-1251");
        let decoded = decode(b"\xFF\xFEG\0h\0a\0n\0a\0", None);
        assert_eq!(decoded.text, "Ghana");
        let decoded = decode(b"The attach\xe9s left S\xe3o Tom\xe9 on Friday.", None);
        assert_eq!(decoded.text, "The attachés left São Tomé on Friday.");
        assert_eq!(decoded.note().unwrap(), "read as windows-1252, which its bytes look like");
    }

    #[test]
    fn sound_utf8_is_utf8_whatever_the_page_says() {
        let decoded = decode("São Tomé".as_bytes(), Encoding::for_label(b"latin1"));
        assert_eq!((decoded.text.as_ref(), decoded.note()), ("São Tomé", None));
        assert!(decode(b"one \xFF two", Some(UTF_8)).note().unwrap().contains("are lost"));
    }

    #[test]
    fn declarations_are_found() {
        let name = |charset: Option<&'static Encoding>| charset.map(Encoding::name);
        assert_eq!(name(in_content_type("text/html; charset=\"ISO-8859-2\"")), Some("ISO-8859-2"));
        assert_eq!(name(in_content_type("text/html")), None);
        assert_eq!(name(in_page(b"<html><META charset=koi8-r>")), Some("KOI8-R"));
        assert_eq!(name(in_page(b"<?xml version='1.0' encoding='gbk'?>")), Some("GBK"));
        assert_eq!(name(in_page(b"<meta charset=utf-16>")), Some("UTF-8"));
        assert_eq!(name(in_page(b"<p>charset=gbk</p>")), None);
    }

    #[test]
    fn a_stream_cut_inside_a_character_is_still_utf8() {
        assert_eq!(of_stream("São".as_bytes().split_at(2).0), None);
        assert_eq!(of_stream(b"S\xe3o Tom\xe9"), Some(encoding_rs::WINDOWS_1252));
    }
}
