"""What every extractor has in common: words come in at `initialize`, facts go out as one span group."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import ClassVar, Self

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from pipeline import lexicon, spans
from pipeline.errors import LexiconError
from pipeline.lexicon import Lexicon
from pipeline.spans import Fact

spans.declare()


class Extractor:
    """A component that reads a `Doc` and writes one group of facts.

    A subclass names its `group` and its `lexicons` (files under `languages/<code>/`), turns words into whatever it
    needs in `prepare`, and yields facts in `find`. Saving and loading carry the lexicon along, so that a model on disk
    needs nothing but this package.

    Raises: LexiconError when used before `initialize` or after loading a model without words.
    """

    group: ClassVar[str]
    lexicons: ClassVar[tuple[str, ...]] = ()

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self.vocab = nlp.vocab
        self.language: str = nlp.lang or ""
        self.lexicon: Lexicon | None = None

    def initialize(self, get_examples: Callable[[], Iterable[Example]] | None = None, *, nlp: Language | None = None) -> None:
        """Read the words and rules of the language."""
        self._take(lexicon.read(self.language, *self.lexicons))

    def prepare(self, lexicon: Lexicon) -> None:
        """Turn words into tables and patterns, once. Raises LexiconError where they are wrong."""

    def find(self, doc: Doc) -> Iterator[Fact]:
        """Yield the facts of one document, in any order."""
        raise NotImplementedError

    def __call__(self, doc: Doc) -> Doc:
        """Write the group."""
        if self.lexicon is None:
            raise LexiconError(f"{self.name} has no words yet: call nlp.initialize(), or load a built model")
        spans.write(doc, self.group, self.find(doc))
        return doc

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The lexicon as bytes."""
        if self.lexicon is None:
            raise LexiconError(f"{self.name} has no words to save: call nlp.initialize() first")
        return self.lexicon.dumps().encode()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Self:
        """Take the lexicon that `to_bytes` gave."""
        self._take(lexicon.loads(data.decode()))
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the lexicon to a folder."""
        Path(path).mkdir(parents=True, exist_ok=True)
        (Path(path) / "lexicon.json").write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Self:
        """Read the lexicon that `to_disk` wrote."""
        return self.from_bytes((Path(path) / "lexicon.json").read_bytes())

    def _take(self, words: Lexicon) -> None:
        self.prepare(words)
        self.lexicon = words
