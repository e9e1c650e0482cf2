//! What can go wrong with a request, and how is it told?

use axum::http::StatusCode;
use verbale_store::StoreError;

/// Why there is no answer. The code is stable: programs may rely on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// One word for programs.
    pub code: &'static str,
    /// The status of the answer.
    pub status: StatusCode,
    /// What is wrong and what to do.
    pub message: String,
}

impl Fault {
    fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { code, status, message: message.into() }
    }

    pub fn bad_parameter(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad_parameter", message)
    }

    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", message)
    }

    /// An address that nothing answers.
    pub fn nowhere(path: &str) -> Self {
        let remedy =
            if path.starts_with("/api") { "; /api/openapi.json tells what there is" } else { "" };
        Self::not_found(format!("there is nothing at {path}{remedy}"))
    }

    pub fn method() -> Self {
        let message = "a corpus can only be read here: ask with GET";
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", message)
    }

    pub fn too_long(most: usize) -> Self {
        let message = format!("the address is longer than {most} bytes; ask for less");
        Self::new(StatusCode::URI_TOO_LONG, "too_long", message)
    }

    pub fn wrong_host() -> Self {
        let message = "this address is not one of this server's: open it as localhost, by its number, or \
                       name the host with --host";
        Self::new(StatusCode::MISDIRECTED_REQUEST, "wrong_host", message)
    }

    pub fn busy() -> Self {
        let message = "too much is being asked at once; try again in a moment";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy", message)
    }

    pub fn too_slow() -> Self {
        let message = "the answer takes too long; ask for fewer days, or more exactly";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "too_slow", message)
    }

    pub fn internal(message: impl Into<String>) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", message)
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Question(message) => {
                Self::new(StatusCode::BAD_REQUEST, "bad_question", message)
            }
            StoreError::TooSlow => Self::too_slow(),
            other => Self::internal(other.to_string()),
        }
    }
}
