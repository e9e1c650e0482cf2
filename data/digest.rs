//! What tells one state of the knowledge from another?

/// What tells this knowledge from any other, 16 hexadecimal digits: changes with each byte of `files`, pairs
/// of path and text, sorted by path, and of `models`, in their order.
pub fn digest<'f>(
    files: impl IntoIterator<Item = (&'f str, &'f str)>,
    models: [&[u8]; 2],
) -> String {
    use sha2::{Digest, Sha256};
    let mut hasher = Sha256::new();
    for (path, text) in files {
        for part in [path, text] {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
    }
    models.iter().for_each(|model| hasher.update(model));
    hasher.finalize()[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}
