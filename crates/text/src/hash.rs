//! How is a feature turned into a number?
//!
//! Models are keyed by 64-bit hashes of features. The hash is part of the model's format: it must
//! never change while a model made with it is in use, so it is written out here.

const SEED: u64 = 0x9E37_79B9_7F4A_7C15;
const MIX: u64 = 0xFF51_AFD7_ED55_8CCD;

/// The hash of some bytes.
#[inline]
pub fn bytes(bytes: &[u8]) -> u64 {
    let hash = bytes.iter().fold(0xCBF2_9CE4_8422_2325, |hash: u64, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
    });
    finish(hash)
}

/// The hash of `hash` followed by `next`.
#[inline]
pub fn join(hash: u64, next: u64) -> u64 {
    finish(hash.rotate_left(5) ^ next.wrapping_mul(SEED))
}

#[inline]
fn finish(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(MIX);
    hash ^ (hash >> 29)
}
