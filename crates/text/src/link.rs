//! Is this a link, an address, a handle or a smiley?
//!
//! These stay whole however many marks they hold.

/// How far a link may reach, in bytes; keeps every input linear.
const LONGEST: usize = 2048;

/// Endings that make dotted words a site or a file name.
const ENDINGS: [&str; 34] = [
    "com", "org", "net", "gov", "edu", "mil", "int", "info", "io", "uk", "us", "eu", "ru", "ua",
    "de", "fr", "cn", "jp", "in", "ir", "il", "au", "ca", "tv", "co", "me", "ai", "news", "html",
    "htm", "pdf", "doc", "xls", "jpg",
];

const SCHEMES: [&str; 6] = ["http://", "https://", "ftp://", "www.", "mailto:", "doi:"];

/// Length of the link, address, handle or hashtag at the start of `rest`.
pub(crate) fn len(rest: &str) -> Option<usize> {
    let head = prefix(rest, LONGEST);
    if SCHEMES.iter().any(|scheme| starts_with_ignore_case(head, scheme)) {
        let end = head.find(['<', '>', '"', '“', '”', '«', '»']).unwrap_or(head.len());
        return Some(trim_end(&head[..end]));
    }
    let first = head.chars().next()?;
    if first == '@' || first == '#' {
        let end = trim_end(&head[1..1 + word_end(&head[1..], "_.")]);
        let letter = head[1..].starts_with(|c: char| c.is_alphabetic());
        return (end > 0 && letter).then_some(end + 1);
    }
    if !first.is_alphanumeric() {
        return None;
    }
    email_len(head).or_else(|| site_len(head))
}

fn email_len(head: &str) -> Option<usize> {
    let local = word_end(head, "._%+-");
    let domain = head[local..].strip_prefix('@')?;
    let end = trim_end(&domain[..word_end(domain, ".-_")]);
    (end > 0).then_some(local + 1 + end)
}

/// Length of a site or file name without a scheme: `bbc.co.uk/news`.
fn site_len(head: &str) -> Option<usize> {
    let name = trim_end(&head[..word_end(head, ".-_")]);
    let (stem, ending) = head[..name].rsplit_once('.')?;
    let known = ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending));
    let plain = ending.chars().all(|c| c.is_lowercase()) || ending.chars().all(char::is_uppercase);
    if !known || !plain || stem.len() < 2 || stem.chars().all(|c| c.is_numeric() || c == '.') {
        return None;
    }
    if stem.split('.').any(|part| part.is_empty()) {
        return None;
    }
    let path = &head[name..];
    if !path.starts_with('/') {
        return Some(name);
    }
    Some(name + trim_end(path))
}

/// Whether the dot between `word` and `after` is inside a word: an abbreviation or a site.
pub(crate) fn joins_dot(word: &str, after: &str) -> bool {
    let last = word.rsplit('.').next().unwrap_or(word);
    let end = word_end(prefix(after, 16), "");
    let next = &after[..end];
    if last.chars().count() <= 2 && !last.is_empty() {
        let short = next.chars().count() <= 2;
        let stop = after[end..].starts_with('.');
        return short || stop && next.chars().count() <= 3 || next.chars().all(char::is_lowercase);
    }
    false
}

/// Smileys that stand alone.
const EMOTICONS: [&str; 26] = [
    ":-)", ":-(", ";-)", ":-D", ":-/", ":-P", ":)", ":(", ";)", ":D", ":P", ":p", "=)", "=(", "=D",
    ":/", ":o", ":O", "<3", "^_^", "(:", "):", ":'(", "XD", ":|", ";(",
];

/// Whether `form` is a smiley.
pub(crate) fn is_emoticon(form: &str) -> bool {
    form.len() <= 3 && EMOTICONS.contains(&form)
}

/// Length of `text` without the marks that end a sentence or a bracket around it.
fn trim_end(text: &str) -> usize {
    let mut kept = text;
    loop {
        let marks = ['.', ',', ';', ':', '!', '?', '\'', '’', '‘', ']', '}', '-'];
        let next = kept.trim_end_matches(marks);
        let next = match next.strip_suffix(')') {
            Some(inner) if !inner.contains('(') => inner,
            _ => next,
        };
        if next.len() == kept.len() {
            return kept.len();
        }
        kept = next;
    }
}

/// Length of the letters and digits, and of `more`, at the start of `text`.
fn word_end(text: &str, more: &str) -> usize {
    text.find(|c: char| !c.is_alphanumeric() && !more.contains(c)).unwrap_or(text.len())
}

/// The first `bytes` bytes of `text`, or fewer to end between characters.
fn prefix(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn starts_with_ignore_case(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}
