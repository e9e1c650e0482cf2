//! What becomes of the work that threads share?

use std::panic::resume_unwind;
use std::thread::ScopedJoinHandle;

/// What each of `running` gives, in their order. A panic in one goes on here: a gradient that lacks a
/// share would train on, and nobody would see it.
pub(crate) fn joined<T>(running: Vec<ScopedJoinHandle<'_, T>>) -> Vec<T> {
    running
        .into_iter()
        .map(|worker| worker.join().unwrap_or_else(|panic| resume_unwind(panic)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_come_in_order_and_a_panic_goes_on() {
        let work = |shares: [Option<u8>; 3]| {
            std::panic::catch_unwind(|| {
                std::thread::scope(|scope| {
                    let running = shares.map(|share| scope.spawn(move || share.expect("a share")));
                    joined(running.into())
                })
            })
        };
        assert_eq!(work([Some(1), Some(2), Some(3)]).ok(), Some(vec![1, 2, 3]));
        assert!(work([Some(1), None, Some(3)]).is_err());
    }
}
