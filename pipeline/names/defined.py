"""Bodies to whose names the text itself gives an acronym or a short name."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from pipeline import morphology
from pipeline.names import acronyms
from pipeline.names.gather import Bodies
from pipeline.names.phrase import Phrase
from pipeline.names.sound import Sound
from pipeline.names.words import Word


class Definitions:
    """Reads them in one language.

    Words read: heads of bodies with their kinds, `needs_parent` and `not_bodies_heads` among them; `igo`: international bodies by
    acronym; `hereafter`: what leads to a short name.
    """

    def __init__(self, words: Mapping[str, Any], heads: Collection[str], sound: Sound, language: str) -> None:
        self.heads = frozenset(heads)
        self.sound = sound
        self.language = language
        self.kinds: dict[str, str] = {**words.get("last", {}), **words.get("first", {})}
        self.needs_parent = frozenset(words.get("needs_parent", ()))
        self.not_bodies_heads = frozenset(words.get("not_bodies_heads", ()))
        self.igo: Mapping[str, str] = words.get("igo", {})
        self.hereafter = tuple(words.get("hereafter", ()))

    def find(self, text: str, phrases: Sequence[Phrase], *, words: Sequence[Word], bodies: Bodies) -> set[str]:
        """Names that the text itself gives an acronym. Returns the acronyms that it gives to what is no body."""
        other = set()
        by_end = {p.end: p for p in phrases}
        for found in acronyms.definitions(text, phrases, words, self.sound.little):
            phrase = by_end.get(found.end)
            name, short = text[found.start : found.end], text[found.short_start : found.short_end]
            if phrase is not None and phrase.start == found.start:
                name = phrase.called(text)
            elif phrase is None:
                name = morphology.nominative(name, self.language)
            has_head = phrase is not None or any(part.casefold() in self.heads for part in name.split())
            if phrase is not None and phrase.head in self.needs_parent:
                has_head = self.sound.names_body(text, phrase)
            if not has_head and short not in self.igo and self._nouns(name) & (self.not_bodies_heads | self.needs_parent):
                other.add(short)
                continue
            head = phrase.head if phrase is not None and phrase.start >= found.start else ""
            body = bodies.take(name, short=short, kind=self.kind(head or name), head=head)
            body.add(found.start, found.end, "organisations.defined", 0.95 if has_head else 0.6)
            body.add(found.short_start, found.short_end, "organisations.acronym", 0.9)
        self._nickname(text, phrases, bodies)
        return other

    def _nickname(self, text: str, phrases: Sequence[Phrase], bodies: Bodies) -> None:
        """Short names that the text gives in so many words."""
        for phrase in phrases:
            short = acronyms.nicknamed(text, phrase.end, self.hereafter)
            if short is None or not self.sound.names_body(text, phrase):
                continue
            body = bodies.take(phrase.called(text), short=text[slice(*short)], kind=self.kind(phrase.head), head=phrase.head)
            body.add(phrase.start, phrase.end, "organisations.defined", 0.95)
            body.add(*short, "organisations.acronym", 0.9)

    def _nouns(self, name: str) -> set[str]:
        """The words that may be the head of a name: the last one, and the one before the first link."""
        words = name.casefold().split()
        linked = next((words[n - 1] for n, word in enumerate(words) if n and word in self.sound.little), words[-1])
        return {words[-1], linked}

    def kind(self, head: str) -> str | None:
        """The sort of body that a head is, or the last head in a name; None where the lexicon knows none."""
        return self.kinds.get(head) or next((self.kinds[w] for w in reversed(head.casefold().split()) if w in self.kinds), None)
