//! Which short words are written onto the end of another?
//!
//! `don't` is two words, `gonna` too. Gives the places to cut, for ASCII and typographic apostrophes.

/// Whole words that are cut although no apostrophe shows where.
const FUSED: [(&str, &[usize]); 29] = [
    ("ain't", &[2]),
    ("aint", &[2]),
    ("arent", &[3]),
    ("cannot", &[3]),
    ("cant", &[2]),
    ("couldnt", &[5]),
    ("didnt", &[3]),
    ("doesnt", &[4]),
    ("dont", &[2]),
    ("dunno", &[2, 3]),
    ("gimme", &[3]),
    ("gonna", &[3]),
    ("gotta", &[3]),
    ("hadnt", &[3]),
    ("hasnt", &[3]),
    ("havent", &[4]),
    ("isnt", &[2]),
    ("lemme", &[3]),
    ("shouldnt", &[6]),
    ("thats", &[4]),
    ("theres", &[5]),
    ("theyre", &[4]),
    ("wanna", &[3]),
    ("wasnt", &[3]),
    ("werent", &[4]),
    ("wont", &[2]),
    ("wouldnt", &[5]),
    ("y'all", &[2]),
    ("youre", &[3]),
];

/// Clitics without their apostrophe.
const CLITICS: [&str; 6] = ["s", "m", "d", "re", "ve", "ll"];

/// Words that begin with an apostrophe.
const APHETIC: [&str; 8] = ["em", "til", "cause", "tis", "twas", "bout", "round", "n"];

/// Bytes of the longest of them.
const LONGEST: usize = 5;

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '`' | 'ʼ')
}

/// The byte offsets at which `word` is cut, in order.
pub(crate) fn cuts(word: &str) -> Vec<usize> {
    // No clitic is longer than its host allows here; most words end the search at once.
    if word.len() < 3 || word.len() > 64 {
        return Vec::new();
    }
    if word.len() <= 8
        && let Some((_, cuts)) = FUSED.iter().find(|(fused, _)| fused.eq_ignore_ascii_case(word))
    {
        return cuts.to_vec();
    }
    let mut cuts = Vec::new();
    let mut end = word.len();
    while let Some(cut) = last_cut(&word[..end]) {
        cuts.insert(0, cut);
        end = cut;
    }
    cuts
}

/// Where the last clitic of `word` begins.
fn last_cut(word: &str) -> Option<usize> {
    let (at, mark) = word.char_indices().rev().take(3).find(|(_, c)| is_apostrophe(*c))?;
    let tail = &word[at + mark.len_utf8()..];
    if at == 0 {
        return None;
    }
    if tail.eq_ignore_ascii_case("t") {
        let host = word[..at].strip_suffix(['n', 'N'])?;
        return (!host.is_empty()).then_some(host.len());
    }
    let known = CLITICS.iter().any(|clitic| clitic.eq_ignore_ascii_case(tail));
    let decade = word[..at].ends_with("0") && tail == "s";
    (known && !decade).then_some(at)
}

/// Length of a clitic or clipped word at the start of `rest`, which begins with its apostrophe.
pub(crate) fn lone_len(rest: &str, fresh: bool) -> usize {
    let Some(mark) = rest.chars().next().filter(|c| is_apostrophe(*c)) else { return 0 };
    let tail = &rest[mark.len_utf8()..];
    // No more is looked at than can matter: an apostrophe that counts as a letter may stand in a run of its like.
    let ends = |&(_, c): &(usize, char)| !c.is_alphanumeric();
    let after = tail.char_indices().take(LONGEST + 1).find(ends).map(|(at, _)| at);
    let Some(end) = after.or((tail.len() <= LONGEST).then_some(tail.len())) else { return 0 };
    let word = &tail[..end];
    let is_one_of = |words: &[&str]| words.iter().any(|w| w.eq_ignore_ascii_case(word));
    let year = word.starts_with(|c: char| c.is_ascii_digit())
        && word.trim_end_matches('s').len() == 2
        && word.trim_end_matches('s').bytes().all(|b| b.is_ascii_digit());
    if is_one_of(&CLITICS) && !tail[end..].starts_with(is_apostrophe)
        || fresh && (year || is_one_of(&APHETIC))
    {
        mark.len_utf8() + end
    } else {
        0
    }
}
