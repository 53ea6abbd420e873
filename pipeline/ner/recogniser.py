"""spaCy's recogniser over our network: how it is laid out, built, and stored in half precision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import srsly  # type: ignore[import-untyped]
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

import pipeline.ner.tok2vec  # noqa: F401  (registers the network that the layouts name)
from pipeline.errors import ModelError
from pipeline.ner.decode import Floats

FILE = "weights.msgpack"
TOK2VEC: dict[str, Any] = {
    "@architectures": "herald.NameTok2Vec.v1",
    "width": 96,
    "depth": 4,
    "window_size": 1,
    "maxout_pieces": 3,
    "columns": ["word", "prefix2", "prefix3", "suffix2", "suffix3", "shape", "list"],
    "rows": [5000, 1000, 2000, 1000, 2000, 500, 200],
    "word_dropout": 0.05,
}


PARSER: dict[str, Any] = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "ner",
    "extra_state_tokens": False,
    "hidden_width": 64,
    "maxout_pieces": 2,
    "use_upper": True,
    "nO": None,
}
UPPER = ("extra_state_tokens", "hidden_width")
"""Settings of `PARSER` that a recipe may change among those of the network under it."""


def layout(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Give the whole network's layout, with these settings in place of the usual ones of `TOK2VEC` and `PARSER`."""
    upper = {name: settings[name] for name in UPPER if name in settings}
    lower = {name: value for name, value in settings.items() if name not in UPPER}
    return {**PARSER, **upper, "tok2vec": {**TOK2VEC, **lower}}


def build(network: dict[str, Any], vocab: Vocab, name: str) -> EntityRecognizer:
    """Build a recogniser that knows nothing yet."""
    model = registry.resolve({"model": network})["model"]
    return EntityRecognizer(vocab, model, name)


def save(recogniser: EntityRecognizer, network: Mapping[str, Any]) -> bytes:
    """Store a recogniser with its layout."""
    parts = srsly.msgpack_loads(recogniser.to_bytes(exclude=["vocab"]))
    parts["model"] = _cast(parts["model"], np.dtype(np.float32), np.dtype(np.float16))
    return bytes(srsly.msgpack_dumps({"network": dict(network), "parts": parts}))


def load(message: Mapping[str, Any], vocab: Vocab, name: str) -> EntityRecognizer:
    """Build the recogniser that `save` stored, from its unpacked message.

    Raises:  ModelError, if the message is something else.
    """
    try:
        recogniser = build(message["network"], vocab, name)
        parts = message["parts"]
        parts["model"] = _cast(parts["model"], np.dtype(np.float16), np.dtype(np.float32))
        recogniser.from_bytes(srsly.msgpack_dumps(parts))
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{name}: {FILE} cannot be read ({error}); train or fetch it anew") from error
    return recogniser


def rows(recogniser: EntityRecognizer, doc: Doc) -> Floats:
    """What the network under a recogniser makes of each word."""
    found = recogniser.model.get_ref("tok2vec").predict([doc]) if len(doc) else np.zeros((0, 1))
    return np.asarray(found, dtype=np.float32)


def _cast(model: bytes, before: np.dtype[Any], after: np.dtype[Any]) -> bytes:
    message = srsly.msgpack_loads(model)
    message["params"] = [{name: _cast_one(value, before, after) for name, value in node.items()} for node in message["params"]]
    return bytes(srsly.msgpack_dumps(message))


def _cast_one(value: Any, before: np.dtype[Any], after: np.dtype[Any]) -> Any:
    return value.astype(after) if isinstance(value, np.ndarray) and value.dtype == before else value
