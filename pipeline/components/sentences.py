"""Sentence boundaries by punctuation, white space and abbreviations."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, cast

import numpy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.components.base import Extractor
from pipeline.errors import LexiconError
from pipeline.lexicon import Lexicon

BEGINS, CONTINUES = 1, -1
# Letters among which the word that opens a sentence ends.
LONGEST = 24
LAST_WORD = re.compile(r"[\w.\-ªº]+\Z")


@Language.factory("herald_sentences", assigns=["token.is_sent_start", "doc.sents"])
class Sentences(Extractor):
    """Cut a text into sentences; a line break always ends one, since headlines and captions have no full stop.

    Reads:   the text; `terminators`, `closers`, `wide` (terminators that need no space after them), `abbreviations`, of them those
             that may end a sentence too (`closing`: "S. L."), before words that open one (`openers`: "Su").
    Writes:  `token.is_sent_start`, so that `doc.sents` works; no group.
    """

    group = ""
    lexicons = ("sentences",)

    def prepare(self, lexicon: Lexicon) -> None:
        self.abbreviations = frozenset(w.casefold().rstrip(".") for w in lexicon.list("abbreviations"))
        self.closing = tuple(lexicon.list("closing"))
        self.openers = frozenset(lexicon.list("openers"))
        closers = "".join(map(re.escape, lexicon.list("closers")))
        ends = "".join(map(re.escape, lexicon.list("terminators")))
        wide = "".join(map(re.escape, lexicon.list("wide")))
        self.boundary = re.compile(rf"[{wide}]+[{closers}]*|[{ends}]+[{closers}]*(?=\s)|\n")

    def __call__(self, doc: Doc) -> Doc:
        """Mark the first token of every sentence."""
        if self.lexicon is None:
            raise LexiconError(f"{self.name} has no words yet: call nlp.initialize(), or load a built model")
        if not len(doc):
            return doc
        token_starts = [token.idx for token in doc]
        marks = numpy.full((len(doc), 1), CONTINUES, dtype="int64")
        marks[0] = BEGINS
        for start in self.starts(doc.text):
            marks[max(0, bisect_right(token_starts, start) - 1)] = BEGINS
        # An array at once: the setter of a single token looks through the whole document each time.
        return doc.from_array(["SENT_START"], cast("Any", marks.astype("uint64")))

    def starts(self, text: str) -> Iterator[int]:
        """Offsets at which sentences begin, white space passed over."""
        last = 0
        yield last
        for match in self.boundary.finditer(text):
            after = match.end()
            while after < len(text) and text[after].isspace():
                after += 1
            if last < after < len(text) and not self._goes_on(text, match, after):
                last = after
                yield last

    def _goes_on(self, text: str, match: re.Match[str], after: int) -> bool:
        """Whether a full stop belongs to an abbreviation, initials or a number, or the next word is in lower case."""
        if match.group() != "." or "\n" in text[match.end() : after]:
            return False
        last = LAST_WORD.search(text, max(0, match.start() - 24), match.start())
        word = last.group() if last else ""
        if text[after].islower():
            return True
        if text.endswith(self.closing, 0, match.start()) and text[after : after + LONGEST].split(maxsplit=1)[0] in self.openers:
            return False
        if word.casefold() in self.abbreviations:
            return True
        return all(len(part) == 1 and part.isupper() for part in word.split(".")) or (word.isdigit() and len(word) < 3)
