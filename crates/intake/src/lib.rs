//! How do files of any kind become articles?
//!
//! The fronts give paths, [`Intake`] gives articles one by one: a file is opened, unpacked, its charset
//! and format told, its articles read, and those not in English set aside and counted. Memory is bounded
//! by the longest article, not by the file. A fault is given in the place of its article, with file and
//! line or record, and the rest goes on. The engine knows none of this, nor the crates that it takes.

mod capture;
mod charset;
mod columns;
mod day;
mod feed;
mod folder;
mod format;
mod http;
mod language;
mod markup;
mod metadata;
mod page;
mod plain;
mod stream;
mod table;
mod tally;
mod warc;

use std::io::BufRead;
use std::path::Path;
use std::sync::Arc;

use verbale_engine::input::{Articles, unreadable};
use verbale_engine::{Article, InputError, InputErrorKind};

pub use columns::Columns;
pub use format::{FORMATS, Format, format_named};
pub use page::MAX_PAGE;
pub use tally::Tally;

use folder::Named;
use format::Source;
use stream::{Stream, start};

/// What a path holds, for whoever reads files of one more kind.
pub enum Held {
    /// What we read.
    Articles(Articles),
    /// A file of the other kind: its bytes, unpacked.
    Other(Box<dyn BufRead + Send>),
}

/// Reads files into articles.
#[derive(Debug, Clone, Default)]
pub struct Intake {
    /// The format of all files; `None` where each one tells its own.
    pub format: Option<&'static Format>,
    /// Which columns of tables hold what.
    pub columns: Arc<Columns>,
    /// Whether articles in other languages than English are given as well.
    pub any_language: bool,
    /// What was left out so far.
    pub tally: Tally,
}

impl Intake {
    /// The articles in `path`: a file, a folder, or `-` for standard input.
    pub fn articles(&self, path: &str) -> Articles {
        let files = match folder::files(path, &self.tally) {
            Ok(files) => files,
            Err(error) => return Box::new(std::iter::once(Err(unreadable(path, &error)))),
        };
        if files.is_empty() {
            let message = "holds no file that can be read; name one to read it all the same";
            return Box::new(std::iter::once(Err(InputError {
                kind: InputErrorKind::Empty,
                file: path.to_owned(),
                line: None,
                message: message.to_owned(),
            })));
        }
        let intake = self.clone();
        Box::new(files.into_iter().flat_map(move |file| {
            let stream = folder::open(&file.path);
            intake.opened(file, stream)
        }))
    }

    /// The articles in `path`, unless it is a file whose first bytes show by `is_other` that it is of
    /// another kind: then the file.
    pub fn articles_or(&self, path: &str, is_other: impl Fn(&[u8]) -> bool) -> Held {
        if path != "-" && Path::new(path).is_dir() {
            return Held::Articles(self.articles(path));
        }
        let opened = folder::open(path).and_then(|mut stream| {
            let is_other = is_other(start(&mut stream)?);
            Ok((stream, is_other))
        });
        let file = Named { path: path.to_owned(), id: folder::stem(path.as_ref()) };
        match opened {
            Ok((stream, true)) => Held::Other(Box::new(stream)),
            Ok((stream, false)) => Held::Articles(self.opened(file, Ok(stream))),
            Err(error) => Held::Articles(self.opened(file, Err(error))),
        }
    }

    /// The articles in `reader`, as if it were the file called `file`.
    pub fn read(&self, reader: Box<dyn BufRead + Send>, file: &str) -> Articles {
        let named = Named { path: file.to_owned(), id: folder::stem(file.as_ref()) };
        self.opened(named, Stream::new(reader))
    }

    /// The article on a page that a web server gave for `address`, called by its address; `media` is the server's
    /// `Content-Type`. Where there is none, or none in English, the tally counts why.
    pub fn page(&self, address: &str, media: &str, body: Vec<u8>) -> Option<Article> {
        let record = warc::Record {
            kind: "resource".to_owned(),
            address: Some(address.to_owned()),
            media: media.to_owned(),
            content: body,
            ..warc::Record::default()
        };
        let article = capture::article(&record, &self.tally).map(Ok)?;
        let wanted = self.any_language || is_english(&article, &self.tally);
        article.ok().filter(|_| wanted)
    }

    fn opened(&self, file: Named, stream: std::io::Result<Stream>) -> Articles {
        let stream = match stream {
            Ok(stream) => stream,
            Err(error) => return Box::new(std::iter::once(Err(unreadable(&file.path, &error)))),
        };
        let named = file.clone();
        let Named { path: file, id } = file;
        let (columns, tally) = (self.columns.clone(), self.tally.clone());
        let articles = Source { stream, file, id, columns, tally }.articles(self.format);
        let articles = Box::new(articles.map(move |article| {
            let mut article = article?;
            article.file = named.place(&article.id);
            Ok(article)
        }));
        if self.any_language {
            return articles;
        }
        let tally = self.tally.clone();
        Box::new(articles.filter(move |article| is_english(article, &tally)))
    }
}

/// The bytes of `file`, unpacked if they are gzip's; `-` is standard input.
///
/// # Errors
/// Those of the file system.
pub fn open(file: &str) -> std::io::Result<Box<dyn BufRead + Send>> {
    Ok(Box::new(folder::open(file)?))
}

/// Whether to go on with what was read; an article in another language is counted.
fn is_english(article: &Result<Article, InputError>, tally: &Tally) -> bool {
    let foreign =
        article.as_ref().ok().and_then(|article| Some((language::foreign(article)?, article)));
    match foreign {
        Some((lang, article)) => {
            tally.add_foreign(&lang, &article.id);
            false
        }
        None => true,
    }
}
