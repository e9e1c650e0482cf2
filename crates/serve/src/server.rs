//! How does a request reach its answer? The socket, the routes, the guard before and behind them.

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, RawPathParams, Request, State};
use axum::http::{HeaderName, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::sync::Semaphore;
use verbale_store::StoreError;

use crate::asked::Asked;
use crate::corpus::Corpus;
use crate::fault::Fault;
use crate::routes::{API, ASSETS, Answer, PAGES, Page};
use crate::{api, guard, page};

/// Requests that may wait for their turn.
const WAITING: usize = 2_000;

/// What to serve, and where.
#[derive(Debug, Clone)]
pub struct Options {
    /// The corpus.
    pub db: PathBuf,
    /// Name or number of the host to listen on.
    pub host: String,
    /// Port to listen on; 0 is any that is free.
    pub port: u16,
}

/// Why nothing can be served.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The corpus cannot be opened.
    #[error(transparent)]
    Corpus(#[from] StoreError),
    /// Nobody can listen there.
    #[error("{host}:{port}: cannot be listened on ({error}); choose another with --port or --host")]
    Address {
        /// The host asked for.
        host: String,
        /// The port asked for.
        port: u16,
        /// What the system says.
        error: std::io::Error,
    },
    /// The system refuses threads or sockets.
    #[error("the server cannot run: {0}")]
    System(#[from] std::io::Error),
}

/// A corpus at an address, ready to be looked at.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    corpus: Arc<Corpus>,
    host: Arc<str>,
}

impl Server {
    /// Opens the corpus and takes the address.
    ///
    /// # Errors
    /// The corpus cannot be opened, or the address is not to be had.
    pub fn bind(options: &Options) -> Result<Self, ServeError> {
        let corpus = Arc::new(Corpus::open(&options.db)?);
        let Options { host, port, .. } = options.clone();
        let bound = TcpListener::bind((host.as_str(), port));
        let listener = match bound {
            Ok(listener) => listener,
            Err(error) => return Err(ServeError::Address { host, port, error }),
        };
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        Ok(Self { listener, address, corpus, host: host.into() })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers until the program ends.
    ///
    /// # Errors
    /// The system refuses threads or sockets.
    pub fn run(self) -> Result<(), ServeError> {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(self.listener)?;
            axum::serve(listener, router(self.corpus, self.host)).await?;
            Ok(())
        })
    }
}

fn router(corpus: Arc<Corpus>, host: Arc<str>) -> Router {
    let mut router = Router::new();
    for &(path, make) in PAGES {
        let handler = move |State(corpus): State<Arc<Corpus>>, uri: Uri, path, query| async move {
            told(&uri, asked(path, query), |asked| page_of(corpus, make, asked)).await
        };
        router = router.route(path, get(handler));
    }
    for &(path, make) in API {
        let handler = move |State(corpus): State<Arc<Corpus>>, uri: Uri, path, query| async move {
            told(&uri, asked(path, query), |asked| answer_of(corpus, make, asked)).await
        };
        router = router.route(path, get(handler));
    }
    for &(path, kind, content) in ASSETS {
        let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "max-age=600")];
        router = router.route(path, get(move || async move { (headers, content) }));
    }
    let gate = Arc::new(Gate { host, waiting: Semaphore::new(WAITING) });
    router
        .fallback(|uri: Uri| async move { faulty(&uri, &Fault::nowhere(uri.path())) })
        .method_not_allowed_fallback(|uri: Uri| async move {
            let allow = [(header::ALLOW, "GET, HEAD")];
            (allow, faulty(&uri, &Fault::method())).into_response()
        })
        .layer(middleware::from_fn_with_state(gate, pass))
        .with_state(corpus)
}

/// What stands before the routes.
#[derive(Debug)]
struct Gate {
    host: Arc<str>,
    waiting: Semaphore,
}

async fn pass(State(gate): State<Arc<Gate>>, request: Request, next: Next) -> Response {
    let uri = request.uri().clone();
    let mut response = match guard::admit(&uri, request.headers(), &gate.host) {
        Err(fault) => faulty(&uri, &fault),
        Ok(()) => match gate.waiting.try_acquire() {
            Err(_) => faulty(&uri, &Fault::busy()),
            Ok(_place) => next.run(request).await,
        },
    };
    guard::protect(response.headers_mut());
    response
}

type Pairs = Vec<(String, String)>;

fn asked(path: RawPathParams, query: Result<Query<Pairs>, QueryRejection>) -> Result<Asked, Fault> {
    let path = path.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    match query {
        Ok(Query(query)) => Ok(Asked::new(path, query)),
        Err(_) => Err(Fault::bad_parameter("what stands behind the ? cannot be read")),
    }
}

/// The answer to what was asked, or its fault, told in the manner of the address.
async fn told<F: Future<Output = Result<Response, Fault>>>(
    uri: &Uri,
    asked: Result<Asked, Fault>,
    answer: impl FnOnce(Asked) -> F,
) -> Response {
    let answered = match asked {
        Ok(asked) => answer(asked).await,
        Err(fault) => Err(fault),
    };
    answered.unwrap_or_else(|fault| faulty(uri, &fault))
}

async fn page_of(corpus: Arc<Corpus>, make: Page, asked: Asked) -> Result<Response, Fault> {
    let made = corpus.ask(move |store| Ok(page::written(make(store, asked)?))).await?;
    Ok(html(StatusCode::OK, made))
}

async fn answer_of(corpus: Arc<Corpus>, make: Answer, asked: Asked) -> Result<Response, Fault> {
    Ok(json(StatusCode::OK, corpus.ask(move |store| make(store, asked)).await?))
}

fn faulty(uri: &Uri, fault: &Fault) -> Response {
    if uri.path().starts_with("/api") {
        json(fault.status, api::told(fault))
    } else {
        html(fault.status, page::written(page::fault(fault)))
    }
}

fn html(status: StatusCode, body: String) -> Response {
    (status, kind("text/html; charset=utf-8"), body).into_response()
}

fn json(status: StatusCode, body: String) -> Response {
    (status, kind("application/json"), body).into_response()
}

fn kind(kind: &'static str) -> [(HeaderName, &'static str); 1] {
    [(header::CONTENT_TYPE, kind)]
}
