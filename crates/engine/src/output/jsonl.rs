//! JSON Lines: one record a line, as `RECORD.md` defines it.

use super::Format;

/// JSON Lines.
pub(super) const FORMAT: Format = Format {
    name: "jsonl",
    about: "JSON Lines: one record a line, the full evidence (see `verbale schema`)",
    write: |coded, options, out| {
        for record in &coded.records {
            if options.mentions || !record.is_mention() {
                serde_json::to_writer(&mut *out, record)?;
                out.write_all(b"\n")?;
            }
        }
        Ok(())
    },
};
