"""Named-entity corpora: one JSON sentence a line, read into texts with labelled character spans.

A data folder holds `<language>/<corpus>.<train|dev>.jsonl.gz`; a line is
`{"text": str, "tokens": [str], "spaces": [bool], "tags": ["O", "B-PER", ...]}`.
The corpora's own tokens serve to place the spans and are then forgotten: every back-end cuts words its own way.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import SourceError

LABELS = ("PER", "ORG", "LOC")
SPLITS = ("train", "dev")


@dataclass(frozen=True, slots=True)
class Mention:
    """A labelled name: half-open code-point offsets into its sentence."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One annotated text: what was written, where its names stand, and the corpus it comes from."""

    text: str
    mentions: tuple[Mention, ...]
    corpus: str


def read(path: Path) -> list[Sentence]:
    """Read one corpus file, keeping PER, ORG and LOC.

    Raises:  SourceError, if the file is absent or a line breaks the format.
    """
    corpus = path.name.split(".", 1)[0]
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            return [_sentence(json.loads(line), corpus) for line in lines]
    except (OSError, ValueError, KeyError) as error:
        raise SourceError(str(path), f"not a corpus: {error}", "JSON lines with text, tokens, spaces, tags") from error


def load(data: Path, language: str, split: str) -> dict[str, list[Sentence]]:
    """Read all corpora of a language, by name in alphabetical order.

    Raises:  SourceError, if `data` has no corpus of that language and split.
    """
    if split not in SPLITS:
        raise SourceError(str(data), f"split {split!r} is unknown", f"there are {', '.join(SPLITS)}")
    paths = sorted((data / language).glob(f"*.{split}.jsonl.gz"))
    if not paths:
        known = sorted(path.name for path in data.iterdir() if path.is_dir()) if data.is_dir() else []
        reason = f"no {split} corpus for {language!r}"
        raise SourceError(str(data), reason, f"languages there: {', '.join(known) or 'none'}")
    return {path.name.split(".", 1)[0]: read(path) for path in paths}


def join(sentences: Sequence[Sentence], separator: str = " ") -> Sentence:
    """Put neighbouring sentences into one text; offsets move along."""
    parts: list[str] = []
    mentions: list[Mention] = []
    offset = 0
    for sentence in sentences:
        parts.append(sentence.text)
        mentions += [Mention(m.start + offset, m.end + offset, m.label) for m in sentence.mentions]
        offset += len(sentence.text) + len(separator)
    return Sentence(separator.join(parts), tuple(mentions), sentences[0].corpus)


def spans_of(tokens: Iterable[str], spaces: Iterable[bool], tags: Iterable[str]) -> Iterator[Mention]:
    """Turn BIO tags into character spans; a stray I- opens a span, as conlleval has it."""
    offset = 0
    start, end, label = 0, 0, ""
    for token, space, tag in zip(tokens, spaces, tags, strict=True):
        prefix, _, kind = tag.partition("-")
        if label and (prefix != "I" or kind != label):
            yield Mention(start, end, label)
            label = ""
        if kind and not label:
            start, label = offset, kind
        if kind:
            end = offset + len(token)
        offset += len(token) + bool(space)
    if label:
        yield Mention(start, end, label)


def _sentence(row: dict[str, Any], corpus: str) -> Sentence:
    found = spans_of(row["tokens"], row["spaces"], row["tags"])
    return Sentence(row["text"], tuple(m for m in found if m.label in LABELS), corpus)
