"""The fast back-end: spaCy's transition-based recogniser over a small convolutional network."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import srsly
from spacy.language import Language
from spacy.pipeline.ner import EntityRecognizer
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import Model

import pipeline.ner.tok2vec  # noqa: F401  (registers the architecture that the configs name)
from pipeline.errors import ModelError
from pipeline.ner.weights import folder, narrow, widen

FILE = "weights.msgpack"
MODEL = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "ner",
    "extra_state_tokens": False,
    "hidden_width": 64,
    "maxout_pieces": 2,
    "use_upper": True,
    "nO": None,
    "tok2vec": {
        "@architectures": "herald.NameTok2Vec.v1",
        "width": 96,
        "depth": 4,
        "window_size": 1,
        "maxout_pieces": 3,
        "columns": ["word", "prefix2", "prefix3", "suffix2", "suffix3", "shape", "list"],
        "rows": [5000, 1000, 2000, 1000, 2000, 500, 200],
        "word_dropout": 0.05,
    },
}


@Language.factory("herald_ner_cnn", assigns=["doc.ents", "token.ent_iob", "token.ent_type"], default_config={"model": MODEL})
class NerCnn(EntityRecognizer):  # type: ignore[misc]
    """Find names of persons, organisations and places.

    Reads:   the tokens; `weights`, a folder under models/weights, when the pipeline is built.
    Writes:  `doc.ents` with labels PER, ORG, LOC. It gives no confidences.
    Raises:  ModelError, if the weights are absent or were made for another configuration of the network.
    Source:  Honnibal, embed, encode, attend, predict; Lample et al. 2016 for the transitions.
    """

    def __init__(self, nlp: Language, name: str, model: Model[list[Doc], object]) -> None:
        super().__init__(nlp.vocab, model, name)

    def initialize(
        self, get_examples: Callable[[], Iterable[Example]], *, nlp: Language | None = None, weights: str = ""
    ) -> None:
        """Read trained weights; only training itself begins from nothing (`herald train ner`)."""
        load(self, folder(weights))


def load(component: EntityRecognizer, path: Path) -> None:
    """Read what `save` wrote.

    Raises:  ModelError, if the file is absent or does not fit the component's network.
    """
    try:
        message = srsly.msgpack_loads((path / FILE).read_bytes())
        component.from_bytes(srsly.msgpack_dumps(message | {"model": widen(message["model"])}))
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{path / FILE}: cannot be read into {component.name!r} ({error}); train anew") from error


def save(component: EntityRecognizer, path: Path) -> None:
    """Write a component's weights in half precision."""
    path.mkdir(parents=True, exist_ok=True)
    message = srsly.msgpack_loads(component.to_bytes(exclude=["vocab"]))
    (path / FILE).write_bytes(srsly.msgpack_dumps(message | {"model": narrow(message["model"])}))
