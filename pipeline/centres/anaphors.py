"""What takes up a centre without its name: a common noun ("the hub"), or "it" at the beginning of the next sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc

from pipeline import numbers, spans, units
from pipeline.centres.phrases import Naming, before, headlines
from pipeline.centres.sites import DONE, Site
from pipeline.phrases import fold
from pipeline.records import Status
from pipeline.statements import Statement

# From a verb to the date right behind it: "opened in May".
LEAD = 6


class Anaphors(Naming):
    """Finds what takes up the centres of one text."""

    def _anaphors(
        self, doc: Doc, counted: Sequence[units.Unit], sites: Sequence[Site], sentences: Sequence[tuple[int, int]]
    ) -> list[tuple[int, int]]:
        """The common nouns that take up a centre ("the hub"); `counted`: those of what the centres are."""
        text, titles = doc.text, headlines(doc)
        told = self._numerals(doc)
        numerals = {n.end for n in told if n.kind is not numbers.Kind.ORDINAL}
        ordinals = {n.end: n.start for n in told if n.kind is numbers.Kind.ORDINAL}
        anaphors = [
            (u.start, u.end) for u in counted if self._singular(text[u.start : u.end]) and not numerals & before(text, u.start)
        ]
        named = [(f.end, set(fold(text[f.start : f.end]).split())) for f in spans.read(doc, spans.ORGANISATIONS)]
        first = min(
            (start for site in sites for start, _ in site.mentions if not any(a <= start < b for a, b in titles)),
            default=len(text),
        )
        ends = {end for site in sites for _, end in site.mentions}

        def opens(start: int) -> int:
            """Where a noun begins, or the ordinal right before it: "a fifth | centre"."""
            return next((ordinals[end] for end in before(text, start) if end in ordinals), start)

        return [
            span
            for span in anaphors
            if not self._of_body(text, span, named, sites)
            and not (span[0] > first and (self._another(text, opens(span[0]), ends) or self._others(text, span, sentences)))
        ]

    def _taken_up(
        self,
        text: str,
        sites: Sequence[Site],
        statements: Sequence[Statement],
        before: Mapping[int, tuple[int, int]],
        dates: Sequence[int] = (),
    ) -> frozenset[int]:
        """Where a plan, a passive or a verb with no object but a date follows the "it" that opens a sentence behind one that names a centre: "It should open in May".

        `before`: where a sentence begins → the one before; `dates`: where dates begin.
        """
        named = [mention[0] for site in sites for mention in site.mentions]
        dated = {s.start for s in statements if any(0 < at - s.end <= LEAD for at in dates)}
        return frozenset(
            s.start
            for s in statements
            if (s.value == Status.PLANNED or (s.value in DONE and (s.start in dated or self._passive(text, s))))
            and fold(text[s.sentence[0] : s.start].strip()) in self.pronouns
            and fold(text[s.start : s.end]) not in self.personal
            and any(a <= at < b for a, b in [before.get(s.sentence[0], (0, 0))] for at in named)
        )

    def _passive(self, text: str, statement: Statement) -> bool:
        """Whether a trigger begins as passives do, which are told of things and not of persons: "was inaugurated"."""
        return bool(self.signs.passives) and fold(text[statement.start : statement.end]).startswith(self.signs.passives)
