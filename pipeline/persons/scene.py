"""What the people of a text are read from: its tokens, and what other extractors have already claimed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from pipeline import gazetteer, places, spans
from pipeline.persons.phrases import Phrases
from pipeline.persons.tokens import Token, index_at
from pipeline.spans import Fact
from pipeline.told import Role

__all__ = ["Scene", "scene"]

SHORT_LINE = 60
LONGEST_TOWN = 6
# Line breaks between two lines of one block.
MOST_BREAKS = 2


@dataclass(frozen=True, slots=True)
class Scene:
    """Tokens with what lies over them, by token index.

    `institutions`: first token → index behind the last, for organisations and centres. `inside`: tokens of these. `quiet`:
    tokens of clutter. `entities`: PER spans of the recogniser, first → behind the last. `sentences`: their first
    tokens. `places`: countries, regions and cities, first → behind the last.
    `credits`: tokens of bylines and contacts, in which people are named but hold no position.
    `nationals`: adjectives of nationality. `told`: the persons of the second reading, first → behind the last; None before it.
    `entitled`: its titles, the same. `dated`: tokens of dates.
    """

    text: str
    tokens: Sequence[Token]
    bodies: Sequence[Fact] = ()
    institutions: dict[int, int] = field(default_factory=dict)
    inside: frozenset[int] = frozenset()
    quiet: frozenset[int] = frozenset()
    entities: dict[int, int] = field(default_factory=dict)
    sentences: Sequence[int] = ()
    places: dict[int, int] = field(default_factory=dict)
    credits: frozenset[int] = frozenset()
    nationals: frozenset[int] = frozenset()
    told: Mapping[int, int] | None = None
    entitled: Sequence[tuple[int, int]] | None = None
    dated: frozenset[int] = frozenset()

    def sentence(self, index: int) -> int:
        """The number of the sentence of a token."""
        return bisect_right(self.sentences, index)

    def paragraph(self, index: int) -> int:
        """The first token of the paragraph of a token; paragraphs are parted by empty lines, or by lines where none is empty."""
        gap = "\n\n" if "\n\n" in self.text else "\n"
        start = self.text.rfind(gap, 0, self.tokens[index].start) + 1
        return index_at(self.tokens, start) if start else 0

    def line_above(self, at: int) -> range:
        """The tokens of the line above the one that begins at a token, an empty line between or not; none where no line begins there."""
        end = at
        while end and self.tokens[end - 1].is_break and at - end < MOST_BREAKS:
            end -= 1
        first = self.line_start(end)
        return range(first, end if end < at else first)

    def line_start(self, at: int) -> int:
        """The first token of the line in which a token stands, or that ends before it."""
        while at and not self.tokens[at - 1].is_break:
            at -= 1
        return at

    def between(self, first: int, last: int) -> str:
        """The text of the tokens `first:last`."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end] if first < last else ""


def scene(doc: Doc, tokens: Sequence[Token], language: str) -> Scene:
    """Read the groups that people and positions build on; each may be empty."""
    text = doc.text
    bodies = [*spans.read(doc, spans.ORGANISATIONS), *spans.read(doc, spans.CENTRES)]
    tokens = _parted(tokens, {text[f.start : f.end] for f in bodies})
    bodies += _renamed(doc, tokens, bodies)
    institutions = _reach(tokens, ((f.start, f.end) for f in bodies))
    inside = frozenset(i for first, last in institutions.items() for i in range(first, last))
    header, clutter = spans.read(doc, spans.HEADER), spans.read(doc, spans.CLUTTER)
    quiet = _under(tokens, [f for f in header if f.label in {"DATELINE", "PUBLISHED"}])
    quiet |= _under(tokens, [f for f in clutter if f.label != "CONTACT"])
    credits = (
        _under(
            tokens,
            [f for f in clutter if f.label == "CONTACT"]
            + [f for f in header if f.label == "BYLINE" and f.end - f.start <= SHORT_LINE],
        )
        - quiet
    )
    every = places.find(text, language)
    nationals = {index_at(tokens, p.start) for p in every if p.kind is places.PlaceKind.ADJECTIVE}
    named = [p for p in every if p.kind is not places.PlaceKind.ADJECTIVE]
    edges = {t.start for t in tokens}, {t.end for t in tokens}
    where = _reach(tokens, ((p.start, p.end) for p in named if p.start in edges[0] and p.end in edges[1])) | _towns(tokens)
    persons = [(e.start_char, e.end_char) for e in doc.ents if e.label_ in {"PER", "PERSON"}]
    if doc._.told is not None:
        persons = [(stretch.start, stretch.end) for stretch in doc._.told.of(Role.PERSON)]
    if doc.has_annotation("SENT_START"):
        sentences = sorted({index_at(tokens, sent.start_char) for sent in doc.sents})
    else:
        sentences = [i + 1 for i, t in enumerate(tokens) if t.is_break]
    return Scene(
        text,
        tokens,
        tuple(bodies),
        institutions,
        inside,
        quiet,
        _reach(tokens, persons),
        sentences,
        where,
        credits,
        frozenset(nationals),
        None if doc._.told is None else _reach(tokens, persons),
        None if doc._.told is None else sorted(_reach(tokens, _titles(doc)).items()),
        _under(tokens, spans.read(doc, spans.DATES)),
    )


def _titles(doc: Doc) -> list[tuple[int, int]]:
    return [(stretch.start, stretch.end) for stretch in doc._.told.of(Role.TITLE)]


def _towns(tokens: Sequence[Token]) -> dict[int, int]:
    """Towns of several words with small ones between, first → index behind the last: "Alcalá la Real"."""
    found: dict[int, int] = {}
    at = 0
    while at + 2 < len(tokens):
        for last in range(min(at + LONGEST_TOWN, len(tokens)), at + 2, -1):
            run = tokens[at:last]
            little = [t for t in run[1:-1] if not t.is_capital]
            plain = all(t.is_word for t in run) and run[0].is_capital and run[-1].is_capital
            if plain and 0 < len(little) < len(run) - 1 and gazetteer.known(" ".join(t.text for t in run)):
                found[at], at = last, last - 1
                break
        at += 1
    return found


def _parted(tokens: Sequence[Token], forms: Collection[str]) -> list[Token]:
    """The tokens; one into which a page has run two known names in capitals together ("AGYOAK-LAB") is parted."""
    parted: list[Token] = []
    for token in tokens:
        cut = 0
        if token.is_all_capitals and token.text not in forms:
            cut = next((c for c in range(2, len(token.text) - 1) if token.text[:c] in forms and token.text[c:] in forms), 0)
        for begin, end in ((0, cut), (cut, len(token.text))) if cut else ():
            start = token.start + begin
            parted.append(Token(start, token.start + end, token.text[begin:end], token.lower[begin:end]))
        if not cut:
            parted.append(token)
    return parted


def _under(tokens: Sequence[Token], facts: Sequence[Fact]) -> frozenset[int]:
    """The tokens that share a character with one of the facts."""
    zones = spans.Zones((f.start, f.end) for f in facts)
    return frozenset(i for i, t in enumerate(tokens) if zones.covers(t.start, t.end))


def _renamed(doc: Doc, tokens: Sequence[Token], bodies: Sequence[Fact]) -> list[Fact]:
    """Mentions of known bodies by full name or acronym that nobody has claimed."""
    text = doc.text
    named: dict[str, Fact] = {}
    for fact in bodies:
        group = spans.CENTRES if fact.label == "CENTRE" else spans.ORGANISATIONS
        fields = doc._.entities.get(group, {}).get(fact.entity, {})
        for form in (fields.get("name"), fields.get("acronym"), text[fact.start : fact.end]):
            if form and (" " in form or (len(form) > 2 and any(c.isupper() for c in form[1:]))):
                named.setdefault(form, fact)
    table = Phrases(named)
    covered = spans.Zones((f.start, f.end) for f in bodies)
    found: list[Fact] = []
    for index, token in enumerate(tokens):
        match = table.at(tokens, index)
        if match is None or covered.covers(token.start, tokens[match.end - 1].end):
            continue
        written = text[token.start : tokens[match.end - 1].end]
        if " " in written or written == match.phrase:
            known = named[match.phrase]
            found.append(replace(known, start=token.start, end=tokens[match.end - 1].end))
    return found


def _reach(tokens: Sequence[Token], stretches: Iterable[tuple[int, int]]) -> dict[int, int]:
    """First token → index behind the last; the longest where several begin at one token."""
    reach: dict[int, int] = {}
    for start, end in stretches:
        first, last = index_at(tokens, start), index_at(tokens, end - 1) + 1
        reach[first] = max(reach.get(first, 0), last)
    return reach
