"""What components have in common whose knowledge is one file of weights: read when the pipeline is built, carried along when it is saved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Self

from spacy.language import Language
from spacy.training import Example

from pipeline.errors import ModelError
from pipeline.ner.recogniser import FILE
from pipeline.ner.weights import folder


class Weighted:
    """A component with weights. A subclass makes of the bytes what it needs in `use`; `stored` are these bytes."""

    stored = b""

    def use(self, data: bytes) -> None:
        """Make of the weights what the component reads with; there are none where the bytes are empty. Raises ModelError, if they are unfit."""
        raise NotImplementedError

    def initialize(
        self, get_examples: Callable[[], Iterable[Example]], *, nlp: Language | None = None, weights: str = ""
    ) -> None:
        """Read trained weights, of a folder under models/weights; `herald train` makes them."""
        self.from_disk(folder(weights))

    def to_bytes(self, *, exclude: Sequence[str] = ()) -> bytes:
        """Give the weights as they are stored."""
        return self.stored

    def from_bytes(self, data: bytes, *, exclude: Sequence[str] = ()) -> Self:
        """Read what `to_bytes` gave."""
        self.use(data)
        self.stored = data
        return self

    def to_disk(self, path: str | Path, *, exclude: Sequence[str] = ()) -> None:
        """Write the weights into a folder."""
        Path(path).mkdir(parents=True, exist_ok=True)
        (Path(path) / FILE).write_bytes(self.stored)

    def from_disk(self, path: str | Path, *, exclude: Sequence[str] = ()) -> Self:
        """Read what `to_disk` or training wrote.

        Raises:  ModelError, if there are no weights.
        """
        return self.from_bytes(held(Path(path)))


def held(place: Path) -> bytes:
    """The weights in a folder. Raises ModelError, if there are none."""
    file = place / FILE
    if not file.is_file():
        raise ModelError(f"{file}: no such weights; build the pipeline anew")
    return file.read_bytes()
