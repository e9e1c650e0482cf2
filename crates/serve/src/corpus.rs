//! How do many requests share one corpus? A few connections, taken in turn, each question with an end.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Semaphore;
use verbale_store::{Store, StoreError};

use crate::fault::Fault;

/// Questions that are answered at once: more would only wait for the same disk and cores.
const AT_ONCE: usize = 4;

/// A request waits so long for its turn, and its questions may take so long.
const TURN: Duration = Duration::from_secs(20);
const ANSWER: Duration = Duration::from_secs(8);

/// A corpus that many requests ask.
#[derive(Debug)]
pub(crate) struct Corpus {
    path: PathBuf,
    turns: Arc<Semaphore>,
    idle: Mutex<Vec<Store>>,
}

impl Corpus {
    /// Opens the corpus in `path`.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let first = Store::open(path)?;
        let turns = Arc::new(Semaphore::new(AT_ONCE));
        Ok(Self { path: path.to_owned(), turns, idle: Mutex::new(vec![first]) })
    }

    /// Answers with `answer` when it is our turn, on a thread that may wait.
    pub async fn ask<T: Send + 'static>(
        self: Arc<Self>,
        answer: impl FnOnce(&Store) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let turn = tokio::time::timeout(TURN, Arc::clone(&self.turns).acquire_owned()).await;
        let Ok(Ok(turn)) = turn else { return Err(Fault::busy()) };
        let answered = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let mut store = self.take()?;
            store.give_up_at(Instant::now() + ANSWER)?;
            let answered = answer(&store);
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(store);
            answered
        });
        answered.await.unwrap_or_else(|_| Err(Fault::internal("the answer could not be made")))
    }

    fn take(&self) -> Result<Store, Fault> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        Ok(match idle {
            Some(store) => store,
            None => Store::open(&self.path)?,
        })
    }
}
