"""How a tagger is laid out, what it looks up and what it has learnt: as it is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import srsly  # type: ignore[import-untyped]

from pipeline.ner.decode import Floats
from pipeline.ner.features import Features
from pipeline.ner.hashing import unpack
from pipeline.ner.known import USES, Known
from pipeline.ner.vectors import SAMPLES, Vectors

Weights = Mapping[str, Floats]

KIND = "tagger"
MOST, TINY = 127, 1e-7
"""The largest code of a byte; what is divided by if a row is empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a tagger is laid out.

    `columns` are hashed features, each with so many `rows` of so many numbers (`sizes`); `groups` say what lists know, and
    `listed` in how many numbers that is summed up; given word vectors have `vectors` numbers (0: there are none). Then come layers of `width` numbers, each of which looks at its neighbours
    so far off on both sides as `reaches` says. Scores are divided by `temperature` to be probabilities.
    `echoes`: persons that the text and the
    lists tell are added (`pipeline.ner.echoes`). `glued`: letters that are written on to the next word and belong to no name.
    """

    columns: tuple[str, ...]
    rows: tuple[int, ...]
    sizes: tuple[int, ...]
    groups: tuple[str, ...]
    listed: int = 48
    vectors: int = 0
    width: int = 128
    reaches: tuple[int, ...] = (1, 2, 4, 1)
    temperature: float = 1.0
    echoes: bool = False
    glued: str = ""

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Layout:
        """Make a layout of settings as they are stored."""
        given: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in settings.items()}
        return cls(**given)


@dataclass(slots=True)
class Tables:
    """What a tagger looks up: the words that keep their identity, the lists, what letters are used for, word vectors. All packed."""

    known: bytes
    lists: bytes
    members: bytes
    letters: bytes = b""
    uses: bytes = b""
    words: bytes = b""
    codes: bytes = b""
    samples: bytes = b""

    def features(self, columns: Sequence[str]) -> Features:
        """Unpack what the hashed features need."""
        return Features(columns, frozenset(unpack(self.known)), self._lists())

    def groups(self, names: Sequence[str], lists: Mapping[int, int]) -> Known:
        """Unpack what the plain features need."""
        uses = np.frombuffer(self.uses, dtype=np.int8).reshape(-1, USES).astype(np.float32) / 127
        return Known(names, lists, dict(zip(unpack(self.letters), uses, strict=True)))

    def vectors(self, size: int) -> Vectors | None:
        """Unpack the given word vectors of so many numbers; None if there are none."""
        if not size:
            return None
        words = np.frombuffer(self.words, dtype="<u4")
        codes = np.frombuffer(self.codes, dtype=np.uint8).reshape(len(words), -1)
        samples = np.frombuffer(self.samples, dtype="<f2").reshape(codes.shape[1], SAMPLES, -1).astype(np.float32)
        return Vectors(words, codes, samples)

    def _lists(self) -> dict[int, int]:
        held = np.frombuffer(self.members, dtype="<u2").tolist()
        return dict(zip(unpack(self.lists), held, strict=True))


def save(layout: Layout, tables: Tables, members: Sequence[Weights]) -> bytes:
    """Store a tagger: tables of features and layers in bytes, each row with its scale, the rest in half precision."""
    shape = {name: getattr(layout, name) for name in layout.__dataclass_fields__}
    looked_up = {name: getattr(tables, name) for name in tables.__dataclass_fields__}
    held = [{name: packed(name, values) for name, values in one.items()} for one in members]
    return bytes(srsly.msgpack_dumps({KIND: shape, "tables": looked_up, "members": held}))


def read(message: Mapping[str, Any]) -> tuple[Layout, Tables, list[Weights]]:
    """Read the unpacked message that `save` stored.

    Raises:  ValueError, KeyError or TypeError, if something is missing.
    """
    layout = Layout.of(message[KIND])
    members: list[Weights] = [{key: unpacked(one[key]) for key in _wanted(layout)} for one in message["members"]]
    return layout, Tables(**message["tables"]), members


def packed(name: str, values: Floats) -> Any:
    """Tables of features and layers in bytes, each row with its scale; the rest in half precision."""
    if values.ndim != 2 or not name.startswith(("embed.", "narrow.", "layers.")):
        return np.asarray(values, dtype=np.float16)
    scale = (np.abs(values).max(axis=1, keepdims=True) / MOST).astype(np.float16)
    return {"scale": scale, "codes": np.round(values / np.maximum(scale, TINY)).clip(-MOST, MOST).astype(np.int8)}


def unpacked(stored: Any) -> Floats:
    """What `packed` stored."""
    if isinstance(stored, dict):
        return np.asarray(stored["codes"].astype(np.float32) * stored["scale"].astype(np.float32), dtype=np.float32)
    return np.asarray(stored, dtype=np.float32)


def _wanted(layout: Layout) -> list[str]:
    layers = [f"{kind}.{layer}" for kind in ("layers", "norms") for layer in range(len(layout.reaches))]
    pairs = [f"{name}.{part}" for name in ("listed", "mixed", "out", *layers) for part in ("weight", "bias")]
    return ["steps", "first", *pairs, *(f"embed.{column}" for column in range(len(layout.columns)))]
