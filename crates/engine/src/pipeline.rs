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

/// How many items may be under way for each thread.
const UNDER_WAY: usize = 4;

/// A piece of work and where to put what comes of it.
type Job<T, R> = (T, SyncSender<R>);

/// Codes `articles` with `threads` threads and gives each outcome to `take`, in input order, until
/// `take` fails.
///
/// # Errors
/// What `take` fails with.
pub fn code_all<E>(
    coder: &Coder,
    articles: impl Iterator<Item = Result<Article, InputError>> + Send,
    threads: usize,
    take: impl FnMut(Outcome) -> Result<(), E>,
) -> Result<(), E> {
    in_order(
        articles,
        threads,
        |article| article.and_then(|article| code_article(coder, article)),
        take,
    )
}

/// Does `work` on each of `items` with `threads` threads and gives the results to `take`, in the order
/// of the items, until `take` fails.
///
/// # Errors
/// What `take` fails with.
pub fn in_order<T: Send, R: Send, E>(
    items: impl Iterator<Item = T> + Send,
    threads: usize,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let threads = threads.max(1);
    let (job_in, job_out) = sync_channel::<Job<T, R>>(threads);
    let (order_in, order_out) = sync_channel::<Receiver<R>>(threads * UNDER_WAY);
    let jobs = Mutex::new(job_out);
    thread::scope(|scope| {
        // Moved in, so that a failing `take` drops it and the reader stops.
        let order = order_out;
        scope.spawn(move || hand_out(items, &job_in, &order_in));
        for _ in 0..threads {
            scope.spawn(|| keep_at(&work, &jobs));
        }
        order.iter().filter_map(|result| result.recv().ok()).try_for_each(&mut take)
    })
}

/// Hands out items until there are no more, or nobody takes the results.
fn hand_out<T, R>(
    items: impl Iterator<Item = T>,
    jobs: &SyncSender<Job<T, R>>,
    order: &SyncSender<Receiver<R>>,
) {
    for item in items {
        // Holds one result, so that nobody waits to put it there.
        let (result_in, result_out) = sync_channel(1);
        if order.send(result_out).is_err() || jobs.send((item, result_in)).is_err() {
            return;
        }
    }
}

fn keep_at<T, R>(work: &impl Fn(T) -> R, jobs: &Mutex<Receiver<Job<T, R>>>) {
    loop {
        let job = match jobs.lock() {
            Ok(jobs) => jobs.recv(),
            Err(_) => return,
        };
        let Ok((item, result)) = job else { return };
        // Nobody may be waiting any more: the run has ended.
        drop(result.send(work(item)));
    }
}

/// Codes one article; a panic is a fault of ours that must not end the run.
///
/// # Errors
/// That fault.
pub fn code_article(coder: &Coder, article: Article) -> Outcome {
    let id = article.id.clone();
    catch_unwind(AssertUnwindSafe(|| Box::new(coder.code(article)))).map_err(|_| InputError {
        kind: InputErrorKind::Internal,
        file: id,
        line: None,
        message: "could not be coded: a fault of verbale; please report it with the article".into(),
    })
}
