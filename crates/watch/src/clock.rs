//! What time is it, and how does one wait? Tests bring a clock of their own.

use std::fmt::Debug;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A clock that can be waited by.
pub trait Clock: Debug + Send {
    /// Time since 1970.
    fn now(&self) -> Duration;

    /// Waits for so long.
    fn wait(&self, time: Duration);
}

/// The machine's own.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Duration {
        SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
    }

    fn wait(&self, time: Duration) {
        std::thread::sleep(time);
    }
}
