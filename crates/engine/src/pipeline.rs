//! How are many articles coded at once, and still come out in order?
//!
//! One thread reads, some code, and the caller takes the results in input order. Few articles are under
//! way at any time, so that memory is bounded by the longest of them, and a slow article holds up the
//! reader and not the memory. The number of threads changes nothing in the results.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use crate::{Article, Coded, Coder, InputError, InputErrorKind};

/// What came of one article.
pub type Outcome = Result<Box<Coded>, InputError>;

/// How many articles may be under way for each thread.
const UNDER_WAY: usize = 4;

/// An article and where to put what comes of it.
type Job = (Article, SyncSender<Outcome>);

/// Codes `articles` with `threads` threads and gives each outcome to `take`, in input order, until
/// `take` fails.
///
/// # Errors
/// What `take` fails with.
pub fn code_all<E>(
    coder: &Coder,
    articles: impl Iterator<Item = Result<Article, InputError>> + Send,
    threads: usize,
    mut take: impl FnMut(Outcome) -> Result<(), E>,
) -> Result<(), E> {
    let threads = threads.max(1);
    let (job_in, job_out) = sync_channel::<Job>(threads);
    let (order_in, order_out) = sync_channel::<Receiver<Outcome>>(threads * UNDER_WAY);
    let jobs = Mutex::new(job_out);
    thread::scope(|scope| {
        // Moved in, so that a failing `take` drops it and the reader stops.
        let order = order_out;
        scope.spawn(move || read(articles, &job_in, &order_in));
        for _ in 0..threads {
            scope.spawn(|| work(coder, &jobs));
        }
        order.iter().filter_map(|result| result.recv().ok()).try_for_each(&mut take)
    })
}

/// Hands out articles until there are no more, or nobody takes the results.
fn read(
    articles: impl Iterator<Item = Result<Article, InputError>>,
    jobs: &SyncSender<Job>,
    order: &SyncSender<Receiver<Outcome>>,
) {
    for article in articles {
        let (result_in, result_out) = sync_channel(1);
        if order.send(result_out).is_err() {
            return;
        }
        match article {
            Ok(article) => {
                if jobs.send((article, result_in)).is_err() {
                    return;
                }
            }
            // The channel holds one result, so this neither waits nor fails.
            Err(error) => drop(result_in.send(Err(error))),
        }
    }
}

fn work(coder: &Coder, jobs: &Mutex<Receiver<Job>>) {
    loop {
        let job = match jobs.lock() {
            Ok(jobs) => jobs.recv(),
            Err(_) => return,
        };
        let Ok((article, result)) = job else { return };
        // Nobody may be waiting any more: the run has ended.
        drop(result.send(code(coder, article)));
    }
}

/// Codes one article; a panic is a fault of ours that must not end the run.
fn code(coder: &Coder, article: Article) -> Outcome {
    let id = article.id.clone();
    catch_unwind(AssertUnwindSafe(|| Box::new(coder.code(article)))).map_err(|_| InputError {
        kind: InputErrorKind::Internal,
        file: id,
        line: None,
        message: "could not be coded: a fault of verbale; please report it with the article".into(),
    })
}
