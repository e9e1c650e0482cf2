#![allow(missing_docs, clippy::print_stdout)]
use std::collections::BTreeMap;
use verbale_engine::*;
use verbale_extract::Outcome;
fn folder(dir: &str) -> Vec<ExtraFile> {
    let mut out = vec![];
    for f in ["ontology","words","frames","actors","places"] {
        for e in std::fs::read_dir(format!("{dir}/{f}")).unwrap() {
            let p = e.unwrap().path();
            let ext = p.extension().and_then(|e| e.to_str()).unwrap_or("");
            if ["toml","tsv","txt"].contains(&ext) {
                out.push((format!("{f}/{}", p.file_name().unwrap().to_str().unwrap()), std::fs::read_to_string(&p).unwrap()));
            }
        }
    }
    out
}
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let data = std::env::var("DATA").unwrap_or("/work/main/data".into());
    let coder = Coder::new(&Knowledge::built_in().with(folder(&data))).unwrap();
    let set = &args[1];
    let want = args.get(2).cloned().unwrap_or_default();
    let mut tally: BTreeMap<(String,&str), usize> = BTreeMap::new();
    let mut total: BTreeMap<&str, usize> = BTreeMap::new();
    for line in std::fs::read_to_string(set).unwrap().lines() {
        let v: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = v["text"].as_str().unwrap();
        let date = v["date"].as_str().and_then(|d| d.get(..10)?.parse().ok());
        let mut a = Article::new(v["id"].as_str().unwrap(), text); a.date = date;
        let coded = coder.code(a);
        let trials = coder.trials(&coded.doc, coded.date);
        let idx: Vec<usize> = text.char_indices().map(|(b,_)| b).chain([text.len()]).collect();
        for s in v["sentences"].as_array().unwrap() {
            let (st,en) = (idx[s["start"].as_u64().unwrap() as usize], idx[s["end"].as_u64().unwrap() as usize]);
            let mut used = vec![false; coded.findings.events.len()];
            for e in s["events"].as_array().unwrap() {
                let ev = e["event"].as_str().unwrap();
                let trig = e["trigger"].as_str().unwrap();
                let hit = coded.findings.events.iter().enumerate().position(|(i,x)| !used[i] && (x.trigger_span.start as usize) >= st && (x.trigger_span.start as usize) < en && &*coder.lexicon().ontology.event(x.event).code == ev);
                if let Some(i) = hit { used[i] = true; *total.entry("hit").or_default() += 1; continue; }
                *total.entry("miss").or_default() += 1;
                let words: Vec<String> = trig.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len()>2).map(|w| w.to_lowercase()).collect();
                let toks: Vec<usize> = (0..coded.doc.tokens().len()).filter(|&t| { let sp = coded.doc.token(t).span; (sp.start as usize) >= st && (sp.end as usize) <= en && words.contains(&coded.doc.form(t).to_lowercase()) }).collect();
                let mine: Vec<_> = trials.iter().filter(|t| toks.contains(&t.trigger)).collect();
                let evs = |t: &verbale_extract::Trial| { let f = coder.lexicon().frames.frame(t.frame); f.effect.name(&coder.lexicon().ontology).to_string() };
                let right: Vec<_> = mine.iter().filter(|t| evs(t)==ev).collect();
                let class = if mine.is_empty() { "1 no pattern headed" }
                  else if right.is_empty() { if mine.iter().any(|t| matches!(t.outcome, Outcome::Matched)) {"2 other type matched"} else {"3 only other types, none matched"} }
                  else if right.iter().any(|t| matches!(t.outcome, Outcome::Matched)) {"4 matched (composed to other / taken)"}
                  else if right.iter().any(|t| matches!(t.outcome, Outcome::SetAside(_))) {"5 fits but set aside"}
                  else {"6 right type misfit"};
                *tally.entry((class.to_string(), "")).or_default() += 1;
                if class.starts_with(&want) && !want.is_empty() {
                    println!("{} {ev} [{trig}] :: {}", v["id"].as_str().unwrap(), &text[st..en]);
                    for t in mine.iter().filter(|t| evs(t)==ev || want != "6").take(12) { println!("      {} {:?} `{}` {:?}", coder.lexicon().frames.frame(t.frame).rule, coded.doc.form(t.trigger), t.pattern, t.outcome); }
                }
            }
        }
    }
    println!("{total:?}"); for (k,n) in tally { println!("{n:5} {}", k.0); }
}
