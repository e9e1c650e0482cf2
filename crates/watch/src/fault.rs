//! Why could something not be had?

use std::time::Duration;

/// Why an address gave nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// It is no address of the web.
    #[error("is no http or https address")]
    Address,
    /// The server says no.
    #[error("answers with status {0}")]
    Status(u16),
    /// The server asks to be left alone for a while.
    #[error("is busy (status {status}); asks to be left alone for {} s", wait.as_secs())]
    Busy {
        /// What it answered.
        status: u16,
        /// For how long.
        wait: Duration,
    },
    /// The body is longer than anything that we read.
    #[error("is longer than {} MiB", limit >> 20)]
    TooLong {
        /// Bytes.
        limit: u64,
    },
    /// The answer did not come in time.
    #[error("does not answer in time")]
    TooSlow,
    /// It leads on and on, or nowhere.
    #[error("leads elsewhere: {0}")]
    Redirection(&'static str),
    /// The host's robots.txt asks programs to stay away.
    #[error("the host's robots.txt asks programs to stay away")]
    Robots,
    /// The link leads to this machine or its own network, and no feed that was named lies there.
    #[error("leads to a machine of this network")]
    Inside,
    /// No connection, no certificate, no sense in the answer.
    #[error("cannot be reached: {0}")]
    Network(String),
}

impl Fault {
    /// Whether another try may go better.
    pub fn may_pass(&self) -> bool {
        match self {
            Fault::Status(status) => matches!(status, 408 | 425 | 429 | 500..),
            Fault::Busy { .. } | Fault::TooSlow | Fault::Network(_) => true,
            _ => false,
        }
    }
}
