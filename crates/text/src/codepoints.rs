//! Which words stand at a span of code points? Records and tables count code points, Rust slices bytes.

/// A text that can be sliced by code points.
#[derive(Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// Byte at which each code point begins, and the end; empty where all are single bytes.
    starts: Vec<u32>,
}

impl<'t> CodePoints<'t> {
    /// Indexes `text`.
    pub fn new(text: &'t str) -> Self {
        let starts = if text.is_ascii() {
            Vec::new()
        } else {
            let starts = text.char_indices().map(|(at, _)| at);
            starts.chain([text.len()]).map(|at| u32::try_from(at).unwrap_or(u32::MAX)).collect()
        };
        Self { text, starts }
    }

    /// The words from `start` up to `end`; what lies outside the text is left out.
    pub fn slice(&self, start: usize, end: usize) -> &'t str {
        self.text.get(self.byte(start)..self.byte(end)).unwrap_or_default()
    }

    fn byte(&self, code_point: usize) -> usize {
        if self.starts.is_empty() {
            return code_point.min(self.text.len());
        }
        self.starts.get(code_point).map_or(self.text.len(), |&at| at as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::CodePoints;

    #[test]
    fn slices_count_code_points() {
        let words = CodePoints::new("Señor Núñez fled");
        assert_eq!(words.slice(6, 11), "Núñez");
        assert_eq!(words.slice(12, 99), "fled");
        assert_eq!(CodePoints::new("plain").slice(2, 4), "ai");
        assert_eq!(CodePoints::new("plain").slice(4, 2), "");
    }
}
