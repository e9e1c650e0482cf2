"""Trees: reading and writing CoNLL-U, and finding the best projective tree."""

import gzip
from dataclasses import dataclass, field

import numpy as np


@dataclass
class Sentence:
    """Words with their annotation; head 0 is the root."""

    forms: list
    upos: list = field(default_factory=list)
    tags: list = field(default_factory=list)
    heads: list = field(default_factory=list)
    relations: list = field(default_factory=list)
    document: str = ""
    confidence: float = 0.0


def read(path):
    """The sentences of a CoNLL-U file, gzipped or not."""
    opened = gzip.open(path, "rt", encoding="utf-8") if str(path).endswith(".gz") else open(path, encoding="utf-8")
    found, now, document, confidence = [], Sentence([]), "", 0.0
    with opened as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc id = "):
                document = line.removeprefix("# newdoc id = ")
            elif line.startswith("# confidence = "):
                confidence = float(line.removeprefix("# confidence = "))
            elif not line and now.forms:
                now.document, now.confidence = document, confidence
                found.append(now)
                now = Sentence([])
            elif line and line[0].isdigit():
                number, form, _, upos, tag, _, head, relation, *_ = line.split("\t")
                if number.isdigit():
                    now.forms.append(form)
                    now.upos.append(upos)
                    now.tags.append(tag)
                    now.heads.append(int(head))
                    now.relations.append(relation)
    return found


def writer(path):
    """A gzipped text file whose bytes depend on nothing but what is written."""
    return Gzipped(path)


class Gzipped:
    def __init__(self, path):
        self.file = open(path, "wb")
        self.zip = gzip.GzipFile(fileobj=self.file, mode="wb", filename="", mtime=0, compresslevel=6)

    def write(self, text):
        self.zip.write(text.encode())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.zip.close()
        self.file.close()


def as_conllu(sentence):
    """Lemmas stay open: the teacher knows none, and the lemma rules must not learn from it."""
    lines = [f"# confidence = {sentence.confidence:.4f}"]
    columns = zip(sentence.forms, sentence.upos, sentence.tags, sentence.heads, sentence.relations)
    for nth, (form, upos, tag, head, relation) in enumerate(columns, 1):
        lines.append(f"{nth}\t{form}\t_\t{upos}\t{tag}\t_\t{head}\t{relation}\t_\t_")
    return "\n".join(lines) + "\n\n"


def select(arguments):
    """Writes the share of sentences that the teacher is surest of, in their order.

    Long sentences hold more doubtful words: each is compared with those of about its length, so that they are
    not the ones that go.
    """
    sentences = read(arguments.input)
    by_length = {}
    for nth, sentence in enumerate(sentences):
        by_length.setdefault(len(sentence.forms) // 5, []).append(nth)
    kept = set()
    for group in by_length.values():
        group.sort(key=lambda nth: -sentences[nth].confidence)
        kept.update(group[: round(len(group) * arguments.share)])
    with writer(arguments.out) as out:
        for nth in sorted(kept):
            out.write(as_conllu(sentences[nth]))
    words = sum(len(sentences[nth].forms) for nth in kept)
    print(f"{len(kept)} of {len(sentences)} sentences, {words} words")


def best_trees(scores, lens):
    """The best projective tree with one root for each sentence of a batch (Eisner's chart, by numpy).

    scores[b, d, h] is what word d under head h is worth; column 0 is the root, words count from 1. The chart is
    over words alone, and the root is put on at the end: so there is exactly one.
    """
    size, n = scores.shape[0], scores.shape[2] - 1
    arcs = scores[:, :, 1:]
    right, left = np.zeros((2, size, n, n), np.float32)  # complete spans, headed at their start, at their end
    open_right, open_left = np.zeros((2, size, n, n), np.float32)
    cut = np.zeros((3, size, n, n), np.int32)  # where spans were joined: open, right, left
    for width in range(1, n):
        i = np.arange(n - width)
        j = i + width
        k = i[:, None] + np.arange(width)
        joined = right[:, i[:, None], k] + left[:, k + 1, j[:, None]]
        cut[0][:, i, j], best = joined.argmax(2) + i, joined.max(2)
        open_right[:, i, j] = best + arcs[:, j, i]
        open_left[:, i, j] = best + arcs[:, i, j]
        joined = open_right[:, i[:, None], k + 1] + right[:, k + 1, j[:, None]]
        cut[1][:, i, j], right[:, i, j] = joined.argmax(2) + i + 1, joined.max(2)
        joined = left[:, i[:, None], k] + open_left[:, k, j[:, None]]
        cut[2][:, i, j], left[:, i, j] = joined.argmax(2) + i, joined.max(2)
    found = []
    for b, count in enumerate(lens):
        at = np.arange(count)
        root = int((scores[b, :count, 0] + left[b, 0, at] + right[b, at, count - 1]).argmax())
        found.append(heads(cut[:, b], count, root))
    return found


def heads(cut, count, root):
    """Follows the chart back down; heads count from 1."""
    found = [0] * count
    todo = [("right", root, count - 1), ("left", 0, root)]
    while todo:
        kind, i, j = todo.pop()
        if i == j:
            continue
        if kind == "right":
            k = cut[1][i, j]
            todo += [("open right", i, k), ("right", k, j)]
        elif kind == "left":
            k = cut[2][i, j]
            todo += [("left", i, k), ("open left", k, j)]
        else:
            dependent, head = (j, i) if kind == "open right" else (i, j)
            found[dependent] = int(head) + 1
            k = cut[0][i, j]
            todo += [("right", i, k), ("left", k + 1, j)]
    return found
