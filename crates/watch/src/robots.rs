//! What does a host's robots.txt ask of programs? As RFC 9309 says.

use std::time::Duration;

/// How we are called there.
const NAME: &str = "verbale";

/// The longest file that is read, as the RFC allows.
pub(crate) const MAX_LENGTH: u64 = 500 << 10;

/// No host makes us wait longer between two requests.
const LONGEST_DELAY: Duration = Duration::from_secs(60);

/// More rules, and longer ones, are no rules but a trap.
const MAX_RULES: usize = 5_000;
const MAX_PATTERN: usize = 2_048;

/// The rules of one host for us.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Robots {
    rules: Vec<Rule>,
    /// How long to wait between two requests, where it says.
    pub delay: Option<Duration>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    allow: bool,
    pattern: String,
}

impl Robots {
    /// Reads the file: the groups for us, or else those for all.
    pub fn read(text: &str) -> Self {
        let groups = groups(text);
        let of = |name: &str| -> Vec<&Group> {
            groups.iter().filter(|group| group.agents.iter().any(|agent| agent == name)).collect()
        };
        let ours = of(NAME);
        let chosen = if ours.is_empty() { of("*") } else { ours };
        let delay = chosen.iter().find_map(|group| group.delay);
        let rules = chosen.into_iter().flat_map(|group| group.rules.clone());
        Self { rules: rules.take(MAX_RULES).collect(), delay }
    }

    /// Whether we may ask for `path`: the longest rule that fits decides, and nothing forbids what none fits.
    pub fn allow(&self, path: &str) -> bool {
        let fitting =
            self.rules.iter().filter(|rule| fits(rule.pattern.as_bytes(), path.as_bytes()));
        fitting.max_by_key(|rule| (rule.pattern.len(), rule.allow)).is_none_or(|rule| rule.allow)
    }
}

/// What is asked of some programs.
#[derive(Debug, Default)]
struct Group {
    agents: Vec<String>,
    rules: Vec<Rule>,
    delay: Option<Duration>,
}

fn groups(text: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut names = false;
    for line in text.lines() {
        let line = line.split('#').next().unwrap_or_default();
        let Some((key, value)) = line.split_once(':') else { continue };
        let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
        if key == "user-agent" {
            // Several names in a row head one group.
            if !names {
                groups.push(Group::default());
            }
            names = true;
            if let Some(group) = groups.last_mut() {
                group.agents.push(value.to_ascii_lowercase());
            }
            continue;
        }
        let Some(group) = groups.last_mut() else { continue };
        match key.as_str() {
            "allow" | "disallow" if (1..=MAX_PATTERN).contains(&value.len()) => {
                group.rules.push(Rule { allow: key == "allow", pattern: value.to_owned() });
            }
            "crawl-delay" => group.delay = value.parse().ok().map(delay),
            "allow" | "disallow" => {}
            // Sitemaps and the like belong to no group and end none.
            _ => continue,
        }
        names = false;
    }
    groups
}

fn delay(seconds: f64) -> Duration {
    Duration::try_from_secs_f64(seconds).unwrap_or_default().min(LONGEST_DELAY)
}

/// Whether `path` begins as `pattern` says: `*` is anything, a last `$` the end.
fn fits(pattern: &[u8], path: &[u8]) -> bool {
    let (pattern, whole) = match pattern.strip_suffix(b"$") {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let (mut at, mut read) = (0, 0);
    // Where to go on if what follows the last star does not fit.
    let mut star: Option<(usize, usize)> = None;
    loop {
        if at == pattern.len() && (!whole || read == path.len()) {
            return true;
        }
        if pattern.get(at) == Some(&b'*') {
            star = Some((at + 1, read));
            at += 1;
        } else if at < pattern.len() && path.get(read) == Some(&pattern[at]) {
            (at, read) = (at + 1, read + 1);
        } else if let Some((after, from)) = star.filter(|&(_, from)| from < path.len()) {
            (at, read) = (after, from + 1);
            star = Some((after, from + 1));
        } else {
            return false;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_longest_rule_that_fits_decides() {
        let robots = Robots::read("User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /*.pdf$\n");
        for (path, allowed) in [
            ("/", true),
            ("/a", false),
            ("/a/c", false),
            ("/a/b", true),
            ("/x.pdf", false),
            ("/x.pdf?y", true),
            ("/x/y/z.pdf", false),
        ] {
            assert_eq!(robots.allow(path), allowed, "{path}");
        }
    }

    #[test]
    fn a_group_for_us_is_all_that_counts_for_us() {
        let text = "user-agent: *\ndisallow: /\n\nuser-agent: other\nUSER-AGENT: Verbale # us\n\
                    disallow: /private\ncrawl-delay: 5\nsitemap: https://example.org/s.xml";
        let robots = Robots::read(text);
        assert!(robots.allow("/news") && !robots.allow("/private/x"));
        assert_eq!(robots.delay, Some(Duration::from_secs(5)));
    }

    #[test]
    fn nothing_forbids_what_is_not_forbidden() {
        for text in
            ["", "disallow: /", "user-agent: *\ndisallow:", "user-agent: other\ndisallow: /"]
        {
            assert!(Robots::read(text).allow("/news"), "{text}");
        }
        assert_eq!(Robots::read("user-agent: *\ncrawl-delay: 1e30").delay, Some(Duration::ZERO));
    }

    proptest! {
        #[test]
        fn any_file_can_be_read(text in "(?s)(user-agent: ?[*a-z]{0,3}\n|(dis)?allow:[/*$a]{0,9}\n|.){0,20}", path in "/[a/*$]{0,12}") {
            Robots::read(&text).allow(&path);
        }

        #[test]
        fn a_path_fits_its_own_beginning(path in "/[a-z/]{0,12}", length in 1usize..13) {
            let start = &path[..length.min(path.len())];
            prop_assert!(fits(start.as_bytes(), path.as_bytes()));
            let starred = format!("*{start}");
            prop_assert!(fits(starred.as_bytes(), path.as_bytes()));
        }
    }
}
