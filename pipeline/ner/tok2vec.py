"""The network under the convolutional back-end: hashed features, embedded, mixed, and convolved over neighbours."""

from __future__ import annotations

from typing import Any

import numpy as np
from spacy.ml.models.tok2vec import MaxoutWindowEncoder
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import HashEmbed, Maxout, Model, chain, concatenate, list2ragged, ragged2list, with_array

from pipeline.errors import ModelError
from pipeline.ner.features import CORPUS, IDENTITIES, UNKNOWN, WORDS, Features
from pipeline.ner.hashing import unpack
from pipeline.ner.runs import PAIR_COLUMNS

LAYER = "herald_features"
_ORDER = [*WORDS, *PAIR_COLUMNS, CORPUS]


@registry.architectures("herald.NameTok2Vec.v1")
def name_tok2vec(  # noqa: PLR0913  (the settings of a network are its arguments)
    *,
    width: int,
    depth: int,
    window_size: int,
    maxout_pieces: int,
    columns: list[str],
    rows: list[int],
    word_dropout: float,
) -> Model[list[Doc], Any]:
    """Build the network; `rows` gives the size of each column's embedding table.

    Raises:  ModelError, if a column is unknown or a pair column stands before a word column.
    """
    if bad := [name for name in columns if name not in _ORDER]:
        raise ModelError(f"feature columns {bad} are unknown; there are {', '.join(_ORDER)}")
    kinds = [1 if name in PAIR_COLUMNS else 2 if name == CORPUS else 0 for name in columns]
    if len(columns) != len(rows) or sorted(kinds) != kinds:
        raise ModelError(f"feature columns {columns} need {len(columns)} table sizes, pair columns last; sizes are {rows}")
    embeds: list[Model[Any, Any]] = [HashEmbed(width, size, column=at, seed=8 + at) for at, size in enumerate(rows)]
    mixed = Maxout(width, width * len(rows), nP=3, normalize=True)
    own: Model[Any, Any] = with_array(chain(concatenate(*embeds), mixed))
    embed: Model[Any, Any] = chain(_features(columns, word_dropout), list2ragged(), own, ragged2list())
    encode = MaxoutWindowEncoder(width, window_size, maxout_pieces, depth)
    model: Model[Any, Any] = chain(embed, encode)
    model.set_dim("nO", width)
    model.set_ref("embed", embed)
    model.set_ref("encode", encode)
    return model


def _features(columns: list[str], word_dropout: float) -> Model[list[Doc], list[Any]]:
    attrs = {"columns": list(columns), "known": b"", "lists": b"", "members": b"", "home": "", "word_dropout": word_dropout}
    return Model(LAYER, _Reading().forward, attrs=attrs)


class _Reading:
    """Unpacks the layer's stored lists once, and anew when the layer was read from disk."""

    def __init__(self) -> None:
        self.features = Features(())
        self.stored: tuple[Any, ...] = ()

    def forward(self, model: Model[list[Doc], list[Any]], docs: list[Doc], is_train: bool) -> tuple[list[Any], Any]:
        features = self.read(model.attrs)
        found = [features.of(doc) for doc in docs]
        hidden = [column for column, name in enumerate(features.columns) if name in IDENTITIES]
        if is_train and model.attrs["word_dropout"] and hidden:
            for rows in found:
                rows[np.ix_(np.random.random(len(rows)) < model.attrs["word_dropout"], hidden)] = UNKNOWN
        return list(found), lambda gradient: []

    def read(self, attrs: dict[str, Any]) -> Features:
        stored = (attrs["known"], attrs["lists"], attrs["members"], attrs["home"])
        if len(self.stored) != len(stored) or any(old is not new for old, new in zip(self.stored, stored, strict=True)):
            entries = unpack(attrs["lists"])
            members = np.frombuffer(attrs["members"], dtype=f"<u{len(attrs['members']) // max(1, len(entries)) or 1}")
            table = {entry: int(held) for entry, held in zip(entries, members, strict=True)}
            self.features = Features(attrs["columns"], frozenset(unpack(attrs["known"])), table, attrs["home"])
            self.stored = stored
        return self.features
