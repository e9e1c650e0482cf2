//! `verbale serve`: a corpus to look at in a browser.

use anyhow::Result;
use clap::Args;
use verbale_serve::{Options, Server};

use crate::corpus::CorpusArguments;
use crate::{Ending, terminal};

/// Show the corpus in a browser: articles with what was read in them, search, timelines, tension
///
/// Pages and a JSON API under /api, which /api/openapi.json describes. Only this machine can reach them unless
/// `--host` says otherwise. The corpus is only read; articles may be added meanwhile. Ctrl-C ends it.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Port to listen on; 0 takes any that is free
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Host to listen on, by name or number; others than this machine's own let anybody in who can reach it
    #[arg(long, default_value = "127.0.0.1")]
    host: String,
    #[command(flatten)]
    pub(super) corpus: CorpusArguments,
}

const EXAMPLES: &str = "\
Examples:
  verbale serve --db corpus.db              then open http://127.0.0.1:8080/
  verbale serve --db corpus.db --port 0     on any free port; the address is told
  curl -s 'http://127.0.0.1:8080/api/tension?between=GBR,RUS&by=month'";

pub(crate) fn run(arguments: &Arguments) -> Result<Ending> {
    let Arguments { port, host, corpus } = arguments;
    let server = Server::bind(&Options { db: corpus.db.clone(), host: host.clone(), port: *port })?;
    let address = server.address();
    terminal::note(&format!("http://{address}/  (Ctrl-C ends)"));
    if !address.ip().is_loopback() {
        terminal::note("anybody who can reach this address can read the corpus");
    }
    server.run()?;
    Ok(Ending::Complete)
}
