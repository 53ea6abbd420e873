"""Before names are learnt: guess hidden words of the raw text from their neighbours (Devlin et al. 2019), without labels."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from spacy.tokens import Doc
from thinc.api import Adam, Linear, Model

from pipeline.ner.decode import log_softmax
from pipeline.ner.features import fold

HIDDEN = "\ufffd"
SHARE = 0.15
GUESSED = 5000
"""How many words, the most frequent, can be guessed; the rest count as one."""

BATCH = 40


Report = Callable[[str], None]
Network = Model[list[Doc], Any]
Hidden = tuple[Doc, list[int]]
"""A text in which some words are hidden, and where those stand."""


def pretrain(tok2vec: Network, docs: Sequence[Doc], *, epochs: int, seed: int, report: Report) -> None:
    """Train a network in place to guess hidden words; `docs` are raw texts. What guesses is thrown away."""
    chance = random.Random(seed)
    words = Counter(fold(token.text) for doc in docs for token in doc)
    numbers = {word: at for at, (word, _) in enumerate(words.most_common(GUESSED), 1)}
    head: Model[Any, Any] = Linear(len(numbers) + 1, tok2vec.get_dim("nO"))
    head.initialize()
    optimizer = Adam(0.001, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0)
    for epoch in range(1, epochs + 1):
        losses: list[float] = []
        for batch in _batches(docs, chance):
            hidden = [_hide(doc, chance) for doc in batch]
            pairs = zip(batch, hidden, strict=True)
            wanted = [numbers.get(fold(doc[at].text), 0) for doc, (_, places) in pairs for at in places]
            losses += _step(tok2vec, head, hidden, wanted)
            head.finish_update(optimizer)
            tok2vec.finish_update(optimizer)
        report(f"pretraining {epoch}: loss {sum(losses) / len(losses):.3f}")


def _step(tok2vec: Network, head: Model[Any, Any], hidden: Sequence[Hidden], wanted: Sequence[int]) -> list[float]:
    """Guess the hidden words of a batch, and lay the gradients up; give the loss of each word."""
    vectors, learn = tok2vec.begin_update([doc for doc, _ in hidden])
    logits, learn_head = head.begin_update(np.vstack([rows[places] for rows, (_, places) in zip(vectors, hidden, strict=True)]))
    chances = np.exp(log_softmax(np.asarray(logits)))
    right = (np.arange(len(wanted)), np.array(wanted))
    losses = -np.log(chances[right] + 1e-9)
    chances[right] -= 1
    gradients = learn_head(chances / len(wanted))
    back = [np.zeros_like(rows) for rows in vectors]
    start = 0
    for into, (_, places) in zip(back, hidden, strict=True):
        into[places] = gradients[start : start + len(places)]
        start += len(places)
    learn(back)
    return [float(loss) for loss in losses]


def _batches(docs: Sequence[Doc], chance: random.Random) -> Iterator[list[Doc]]:
    order = [doc for doc in docs if len(doc)]
    chance.shuffle(order)
    for start in range(0, len(order), BATCH):
        yield order[start : start + BATCH]


def _hide(doc: Doc, chance: random.Random) -> Hidden:
    """Copy a text with some words hidden; give the places of those."""
    places = [at for at in range(len(doc)) if chance.random() < SHARE] or [chance.randrange(len(doc))]
    gone = set(places)
    words = [HIDDEN if token.i in gone else token.text for token in doc]
    copy = Doc(doc.vocab, words=words, spaces=[bool(token.whitespace_) for token in doc])
    copy.user_data.update(doc.user_data)
    return copy, places
