"""Which raw text shall the teacher read?"""

import gzip
import json
import random
import re

# A paragraph: begins with a capital, ends as sentences do, and is neither heading nor address.
PLAIN = re.compile(r"[A-Z“\"].*[.!?][”\"]?")
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
    with open(arguments.out, "w", encoding="utf-8") as out:
        for article in articles:
            out.write(json.dumps(article, ensure_ascii=False) + "\n")
    print(f"{words} words of {len(documents)} documents")


def is_plain(paragraph):
    count = len(paragraph.split())
    lists = paragraph.count(";") > 3 or paragraph.count(",") > count / 5
    return 5 <= count <= 250 and PLAIN.fullmatch(paragraph) and not JUNK.search(paragraph) and not lists
