"""Which raw text shall the teacher read?"""

import gzip
import json
import random
import re
import tomllib
from pathlib import Path

# A paragraph: begins with a capital, ends as sentences do, and is neither heading nor address.
PLAIN = re.compile(r"[A-Z“\"].*[.!?][”\"]?")
# Proof sentences in one article.
PROOFS = 20
JUNK = re.compile(r"https?:|www\.|@|[|©•]|\bhide\b|Download Report|\.{3}|…")


def choose(arguments):
    """Draws whole paragraphs from all documents, about as many words of each, in random order.

    So any first part of what the teacher reads is a fair sample, should time be short.
    """
    rng = random.Random(20220211)
    with gzip.open(arguments.raw, "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    each = arguments.words / len(documents)
    seen, words, articles = set(), 0, []
    for document in documents:
        paragraphs = [" ".join(p.split()) for p in document["text"].split("\n")]
        rng.shuffle(paragraphs)
        chosen, taken = [], 0
        for paragraph in paragraphs:
            # Years repeat each other: of paragraphs that begin alike, one is enough.
            begin = paragraph[:60]
            if taken >= each or begin in seen or not is_plain(paragraph):
                continue
            seen.add(begin)
            taken += len(paragraph.split())
            chosen.append(paragraph)
        articles.append({"id": document["doc"], "text": "\n\n".join(chosen)})
        words += taken
    rng.shuffle(articles)
    write(articles, arguments.out)
    print(f"{words} words of {len(documents)} documents")


def prose(arguments):
    """What we wrote ourselves: the sentences that prove the knowledge, each a paragraph, and the sample articles."""
    root = Path(arguments.root)
    files = sorted(path for part in ["frames", "actors", "words"] for path in (root / "data" / part).rglob("*.toml"))
    proofs = (proof for path in files for proof in proofs_in(tomllib.loads(path.read_text(encoding="utf-8"))))
    # What it must be read as stands behind a bar; a proof may stand with several entries.
    sentences = list(dict.fromkeys(proof.split(" | ")[0].strip() for proof in proofs))
    sentences = [sentence for sentence in sentences if sentence.count(" ") >= 3]
    if not sentences:
        raise SystemExit(f"{root}: holds no proof sentences; name the repository with --root")
    random.Random(20220211).shuffle(sentences)
    parts = range(0, len(sentences), PROOFS)
    articles = [{"id": f"proofs-{at}", "text": "\n\n".join(sentences[at : at + PROOFS])} for at in parts]
    for path in sorted((root / "corpus").glob("*.txt")):
        articles.append({"id": path.stem, "text": path.read_text(encoding="utf-8")})
    write(articles, arguments.out)
    words = sum(len(article["text"].split()) for article in articles)
    print(f"{len(sentences)} proof sentences, {words} words with the sample articles")


def proofs_in(entry):
    """The `yes` and `no` sentences in an entry of knowledge and in what it holds."""
    if isinstance(entry, list):
        for part in entry:
            yield from proofs_in(part)
    elif isinstance(entry, dict):
        for key, value in entry.items():
            if key in ("yes", "no"):
                told = value if isinstance(value, list) else [value]
                yield from (text for text in told if isinstance(text, str))
            else:
                yield from proofs_in(value)


def write(articles, path):
    with open(path, "w", encoding="utf-8") as out:
        for article in articles:
            out.write(json.dumps(article, ensure_ascii=False) + "\n")


def is_plain(paragraph):
    count = len(paragraph.split())
    lists = paragraph.count(";") > 3 or paragraph.count(",") > count / 5
    return 5 <= count <= 250 and PLAIN.fullmatch(paragraph) and not JUNK.search(paragraph) and not lists
