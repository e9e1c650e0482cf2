//! `verbale explain`: how was this sentence read, and why not otherwise?

use std::io::{BufWriter, Write};

use anstyle::{AnsiColor, Style};
use anyhow::Result;
use clap::Args;
use jiff::civil::Date;
use verbale_engine::record::Body;
use verbale_engine::{Article, Coded, Coder};
use verbale_extract::{Outcome, Trial};
use verbale_text::{Sentence, TokenId};

use crate::knowledge::KnowledgeArguments;
use crate::terminal::Brush;
use crate::{Ending, tree};

/// Show how a sentence is read, step by step
///
/// Its words with tags and tree, who is mentioned, the records, which patterns matched, and which nearly
/// did and what they lacked.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The sentence, or several
    #[arg(value_name = "SENTENCE")]
    text: String,
    /// Read it as published on this day: decides who held which office and what "Thursday" means
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
    /// Show every pattern that was tried
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    knowledge: KnowledgeArguments,
}

const EXAMPLES: &str = "\
Examples:
  verbale explain \"Ghana expelled two Togolese envoys on Friday.\"
  verbale explain \"Lavrov said Moscow would answer.\" --date 2022-02-11";

/// How many patterns that did not match are shown for a word.
const FEW: usize = 5;

pub(crate) fn run(arguments: &Arguments) -> Result<Ending> {
    let coder = arguments.knowledge.coder()?;
    let article =
        Article { date: arguments.date, ..Article::new("explain", arguments.text.as_str()) };
    let coded = coder.code(article);
    let trials = coder.trials(&coded.doc, coded.date);
    let out = BufWriter::new(std::io::stdout().lock());
    let mut view =
        View { coder: &coder, coded: &coded, all: arguments.all, brush: Brush::new(), out };
    for sentence in coded.doc.sentences() {
        view.tree(sentence)?;
    }
    view.mentions()?;
    view.records()?;
    view.trials(&trials)?;
    view.out.flush()?;
    Ok(Ending::Complete)
}

struct View<'a, W> {
    coder: &'a Coder,
    coded: &'a Coded,
    all: bool,
    brush: Brush,
    out: W,
}

impl<W: Write> View<'_, W> {
    fn heading(&mut self, text: &str) -> Result<()> {
        let text = self.brush.paint(Style::new().bold(), text);
        Ok(writeln!(self.out, "{text}")?)
    }

    fn dim(&self, text: &str) -> String {
        self.brush.paint(Style::new().dimmed(), text)
    }

    /// A line for each word: form, lemma, tags, arcs, relation.
    fn tree(&mut self, sentence: &Sentence) -> Result<()> {
        let doc = &self.coded.doc;
        let arcs = tree::arcs(doc, sentence.tokens.clone());
        let longest =
            |text: &dyn Fn(TokenId) -> usize| sentence.tokens.clone().map(text).max().unwrap_or(0);
        let form_width = longest(&|id| doc.form(id).chars().count());
        let lemma_width = longest(&|id| doc.token(id).lemma.chars().count());
        for (id, arcs) in sentence.tokens.clone().zip(arcs) {
            let token = doc.token(id);
            let number = self.dim(&format!("{:>3}", id - sentence.tokens.start + 1));
            let form = format!("{:form_width$}", doc.form(id));
            let form = self.brush.paint(Style::new().bold(), &form);
            let facts = format!(
                "{:lemma_width$}  {:5} {:5}",
                token.lemma,
                token.upos.as_str(),
                token.tag.as_str()
            );
            let facts = self.dim(&facts);
            let relation = self.brush.paint(AnsiColor::Cyan.on_default(), token.relation.as_str());
            writeln!(self.out, "{number} {form}  {facts}  {arcs}  {relation}")?;
        }
        Ok(writeln!(self.out)?)
    }

    fn mentions(&mut self) -> Result<()> {
        self.heading("Named")?;
        let mut any = false;
        for record in self.coded.records.iter().filter(|record| record.is_mention()) {
            writeln!(self.out, "  {}{}", record.line(), self.dim(&details(&record.body)))?;
            any = true;
        }
        self.end(any, "nobody and nothing that we know")
    }

    fn records(&mut self) -> Result<()> {
        self.heading("Read")?;
        let mut any = false;
        for record in &self.coded.records {
            if record.is_mention() || matches!(record.body, Body::Document(_)) {
                continue;
            }
            writeln!(self.out, "  {}{}", record.line(), self.dim(&details(&record.body)))?;
            any = true;
        }
        self.end(any, "no act, no quotation")
    }

    fn end(&mut self, any: bool, nothing: &str) -> Result<()> {
        if !any {
            writeln!(self.out, "  {}", self.dim(nothing))?;
        }
        Ok(writeln!(self.out)?)
    }

    /// What was tried, word by word.
    fn trials(&mut self, trials: &[Trial]) -> Result<()> {
        self.heading("Tried")?;
        for of_word in trials.chunk_by(|a, b| a.trigger == b.trigger) {
            let word = self.coded.doc.form(of_word[0].trigger);
            writeln!(
                self.out,
                "  {}",
                self.brush.paint(AnsiColor::Yellow.on_default().bold(), word)
            )?;
            let mut ranked: Vec<&Trial> = of_word.iter().collect();
            ranked.sort_by_key(|trial| rank(&trial.outcome));
            let matched = ranked.iter().filter(|t| t.outcome == Outcome::Matched).count();
            let shown = if self.all { ranked.len() } else { matched + FEW };
            for trial in ranked.iter().take(shown) {
                self.trial(trial)?;
            }
            if ranked.len() > shown {
                let more = ranked.len() - shown;
                writeln!(
                    self.out,
                    "    {}",
                    self.dim(&format!("and {more} more; --all shows them"))
                )?;
            }
        }
        self.end(!trials.is_empty(), "no word here heads a pattern")
    }

    fn trial(&mut self, trial: &Trial) -> Result<()> {
        let rule = &self.coder.lexicon().frames.frame(trial.frame).rule;
        let (sign, style, why) = match &trial.outcome {
            Outcome::Matched => ("✓", AnsiColor::Green.on_default().bold(), String::new()),
            Outcome::SetAside(why) => ("~", AnsiColor::Yellow.on_default(), format!("  {why}")),
            Outcome::Missing(why) => ("·", Style::new().dimmed(), format!("  {why}")),
        };
        let sign = self.brush.paint(style, sign);
        writeln!(self.out, "    {sign} {rule}  {}{}", trial.pattern, self.dim(&why))?;
        Ok(())
    }
}

fn rank(outcome: &Outcome) -> u8 {
    match outcome {
        Outcome::Matched => 0,
        Outcome::SetAside(_) => 1,
        Outcome::Missing(_) => 2,
    }
}

/// What the line of a record does not tell.
fn details(body: &Body) -> String {
    match body {
        Body::Event(event) => {
            let cameo =
                event.cameo.as_ref().map_or(String::new(), |code| format!(", CAMEO {code}"));
            format!("  by {} at \"{}\"{cameo}", event.rule, event.trigger.text)
        }
        Body::Mention(mention) => {
            let entity = &mention.entity;
            let office =
                entity.office.as_ref().map_or(String::new(), |office| format!(", {office}"));
            let id = entity.id.as_ref().map_or(String::new(), |id| format!("  {id}"));
            format!("{id}{office}")
        }
        _ => String::new(),
    }
}
