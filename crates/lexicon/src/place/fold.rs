//! Are two spellings the same name?
//!
//! "Port-au-Prince", "PORT AU PRINCE" and "Port au Prince" are; "Córdoba" and "Cordoba" are. Only
//! letters and figures count, in lower case and without accents.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Adds the letters and figures of `text` to `key`.
pub fn fold_into(key: &mut String, text: &str) {
    if text.is_ascii() {
        let letters = text.bytes().filter(u8::is_ascii_alphanumeric);
        key.extend(letters.map(|b| char::from(b.to_ascii_lowercase())));
        return;
    }
    for c in text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ø' => key.push('o'),
            'ł' => key.push('l'),
            'đ' | 'ð' => key.push('d'),
            'ı' => key.push('i'),
            'ə' => key.push('a'),
            'ß' => key.push_str("ss"),
            'æ' => key.push_str("ae"),
            'œ' => key.push_str("oe"),
            'þ' => key.push_str("th"),
            // Modifier letters stand for apostrophes in transcriptions.
            '\u{2b0}'..='\u{2ff}' => {}
            c if c.is_alphanumeric() => key.push(c),
            _ => {}
        }
    }
}

/// A hash of a folded name, the same on every machine (FNV-1a).
pub fn hash(key: &str) -> u32 {
    key.bytes().fold(SEED, mix)
}

/// The hash of `name` once folded; `None` where nothing of it is left.
pub fn hash_of_name(name: &str) -> Option<u32> {
    if name.is_ascii() {
        let letters = name.bytes().filter(u8::is_ascii_alphanumeric);
        let hash = letters.map(|b| b.to_ascii_lowercase()).fold(SEED, mix);
        return (hash != SEED).then_some(hash);
    }
    let mut key = String::with_capacity(name.len());
    fold_into(&mut key, name);
    (!key.is_empty()).then(|| hash(&key))
}

const SEED: u32 = 0x811c_9dc5;

fn mix(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}
