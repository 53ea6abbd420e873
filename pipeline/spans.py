"""The blackboard: how extractors leave facts on a spaCy `Doc`, and how a `Doc` becomes a `Record`.

A group of facts is a `doc.spans` group of exact spans (tokens give way to facts: a token is split where a fact begins or
ends inside it), with label = what it is, id = the rule, kb_id = the entity that it mentions. Values that differ from layer to
layer lie in the group's `attrs`, because spaCy keeps `span._` values by offsets and would share them between groups.
What is known of an entity as a whole (a person's name, a centre's status) lies in `doc._.entities[group][key]`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from pydantic import ValidationError
from spacy.tokens import Doc, Span, SpanGroup

from pipeline.errors import RecordError
from pipeline.phrases import trimmed
from pipeline.records import (
    Announcement,
    Centre,
    CentreNumber,
    Clutter,
    Date,
    Event,
    EventType,
    NumberKind,
    Organisation,
    Person,
    Position,
    Record,
)
from pipeline.told import Told

CLUTTER = "clutter"
HEADER = "header"
DATES = "dates"
CENTRE_NUMBERS = "centre_numbers"
PEOPLE = "people"
POSITIONS = "positions"
ORGANISATIONS = "organisations"
CENTRES = "centres"
EVENTS = "events"

FOREIGN = "FOREIGN"

_FACTS = "facts"


@dataclass(frozen=True, slots=True)
class Fact:
    """A grounded span with its meaning.

    `start`, `end`: code points of `doc.text`, half-open. `label`: what it is (DATE, PERSON, …). `rule`: id of the rule that
    found it. `confidence`: probability. `entity`: key into `doc._.entities[group]`. `value`: plain JSON values only.
    """

    start: int
    end: int
    label: str
    rule: str = ""
    confidence: float = 1.0
    entity: str = ""
    value: dict[str, Any] = field(default_factory=dict)

    def overlaps(self, start: int, end: int) -> bool:
        """Whether the fact shares a character with `start:end`."""
        return self.start < end and start < self.end


def told(text: str, fact: Fact, value: object) -> dict[str, Any]:
    """What an entity keeps of one of its fields: the value, with the characters of the text, the rule and the probability of a fact labelled by the field."""
    said = {"text": text[fact.start : fact.end], "start": fact.start, "end": fact.end}
    return {"field": fact.label, "value": value, **said, "rule": fact.rule, "confidence": round(fact.confidence, 4)}


def declare() -> None:
    """Declare the extension attributes; every component module calls it through `components.base`.

    `doc._.source`: where the text came from. `doc._.published`, `doc._.title`: what the source says of itself, then what the header component found.
    `doc._.foreign`: stretches, start and end, that the model of another language reads. `doc._.known`: what those named. `doc._.entities`: group → key → fields.
    `doc._.told`: what the second reading takes each stretch for (`pipeline.told`), None before it.
    """
    if not Doc.has_extension("entities"):
        Doc.set_extension("source", default="a text")
        Doc.set_extension("published", default=None)
        Doc.set_extension("title", default=None)
        Doc.set_extension("foreign", default=[])
        Doc.set_extension("known", default=[])
        Doc.set_extension("entities", default={})
        Doc.set_extension("told", default=None)


@dataclass(frozen=True, slots=True)
class Known:
    """An institution that another part of the same text names. `group`: organisations or centres; `kind` as RECORDS.md has it."""

    name: str
    kind: str
    group: str


def known(record: Record) -> list[Known]:
    """The institutions of a record, in the order of their first mention."""
    named = [(one, ORGANISATIONS) for one in record.organisations] + [(one, CENTRES) for one in record.centres]
    named.sort(key=lambda pair: min(mention.start for mention in pair[0].mentions))
    return [Known(one.name, one.kind or "", group) for one, group in named]


def write(doc: Doc, group: str, facts: Iterable[Fact]) -> None:
    """Replace a group by these facts, sorted by offsets, without the blanks at their ends; what is nothing but blanks is no fact.

    Raises RecordError for a fact that is empty or lies outside the text.
    """
    text, bare = doc.text, list[Fact]()
    for fact in facts:
        if not 0 <= fact.start < fact.end <= len(text):
            raise RecordError(f"{group}: {fact} lies outside a text of {len(text)} characters")
        start, end = trimmed(text, fact.start, fact.end)
        if start < end:
            bare.append(fact if (start, end) == (fact.start, fact.end) else replace(fact, start=start, end=end))
    ordered = sorted(bare, key=lambda f: (f.start, f.end, f.label, f.rule))
    split_tokens(doc, {offset for fact in ordered for offset in (fact.start, fact.end)})
    _set_group(doc, group, ordered)


def read(doc: Doc, group: str) -> list[Fact]:
    """The facts of a group, in the order of the text; empty where no component wrote any."""
    if group not in doc.spans:
        return []
    return [Fact(*row) for row in doc.spans[group].attrs.get(_FACTS, [])]


def told_of(doc: Doc, passive: Zones) -> Told:
    """What the second reading took each stretch for, outside what is passed over."""
    return Told(tuple(s for s in doc._.told.stretches if not passive.covers(s.start, s.end)))


def set_entity(doc: Doc, group: str, key: str, fields: dict[str, Any]) -> None:
    """Say what is known of an entity as a whole; replaces what was said."""
    entities = {name: dict(table) for name, table in doc._.entities.items()}
    entities.setdefault(group, {})[key] = fields
    doc._.entities = entities


def entities(doc: Doc, group: str) -> dict[str, dict[str, Any]]:
    """What is known of the entities of a group: key → fields."""
    return {key: dict(fields) for key, fields in doc._.entities.get(group, {}).items()}


class Zones:
    """Stretches of text that are passed over; answers in logarithmic time."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        merged: list[list[int]] = []
        for start, end in sorted(stretches):
            if merged and start <= merged[-1][1]:
                merged[-1][1] = max(merged[-1][1], end)
            else:
                merged.append([start, end])
        self.stretches: Sequence[tuple[int, int]] = [(s, e) for s, e in merged]
        self._starts = [s for s, _ in self.stretches]

    def covers(self, start: int, end: int) -> bool:
        """Whether `start:end` shares a character with a zone."""
        at = bisect_right(self._starts, max(start, end - 1)) - 1
        return at >= 0 and self.stretches[at][1] > start


def passive(doc: Doc) -> Zones:
    """The clutter of a text and its passages in another language, in which nothing is found."""
    return Zones((fact.start, fact.end) for fact in read(doc, CLUTTER))


def listed(doc: Doc) -> Zones:
    """Where a page lists other announcements: their dates are not that of this one."""
    return Zones((fact.start, fact.end) for fact in read(doc, CLUTTER) if fact.label == "RELATED")


def _set_group(doc: Doc, group: str, facts: list[Fact]) -> None:
    spans = []
    for fact in facts:
        span = doc.char_span(fact.start, fact.end, alignment_mode="expand")
        if span is not None:
            spans.append(Span(doc, span.start, span.end, label=fact.label, span_id=fact.rule, kb_id=fact.entity))
    rows = [[f.start, f.end, f.label, f.rule, f.confidence, f.entity, f.value] for f in facts]
    doc.spans[group] = SpanGroup(doc, name=group, spans=spans, attrs={_FACTS: rows})


def split_tokens(doc: Doc, offsets: set[int]) -> None:
    """Split the tokens inside which an offset falls; spaCy moves entities, we move our groups."""
    starts = [token.idx for token in doc]
    cuts: dict[int, list[int]] = {}
    for offset in sorted(offsets):
        at = bisect_right(starts, offset) - 1
        if at >= 0 and starts[at] < offset < starts[at] + len(doc[at]):
            cuts.setdefault(at, []).append(offset - starts[at])
    if not cuts:
        return
    begins = {starts[at] + cut for at, inner in cuts.items() for cut in inner}
    with doc.retokenize() as retokenizer:
        for at, inner in cuts.items():
            edges = [0, *inner, len(doc[at])]
            orths = [doc[at].text[a:b] for a, b in pairwise(edges)]
            retokenizer.split(doc[at], orths, heads=[(doc[at], 0)] * len(orths))
    # spaCy lets a sentence begin at the end of a split token where one begins behind it: "2024|."
    for token in doc:
        if token.idx in begins and token.is_sent_start:
            token.is_sent_start = False
    for group in list(doc.spans):
        _set_group(doc, group, read(doc, group))


def to_record(doc: Doc, announcement: Announcement, *, language: str, confidence: float, model: str) -> Record:
    """Make the record of an announcement from what the extractors left on its document.

    Raises RecordError, naming the announcement, where a fact does not keep the contract.
    """
    text = doc.text
    try:
        return Record(
            id=announcement.id,
            source=announcement.source,
            title=announcement.title or doc._.title,
            published=announcement.published or doc._.published,
            language=language,
            language_confidence=confidence,
            model=model,
            text=announcement.text,
            dates=tuple(Date(**_evidence(text, f), **f.value) for f in read(doc, DATES)),
            centre_numbers=tuple(
                CentreNumber(**_evidence(text, f), kind=NumberKind(f.label.lower()), **f.value)
                for f in read(doc, CENTRE_NUMBERS)
            ),
            people=_people(doc),
            organisations=tuple(Organisation(**row) for _, row in _entities(doc, ORGANISATIONS)),
            centres=tuple(Centre(**row) for _, row in _entities(doc, CENTRES)),
            events=tuple(Event(**_evidence(text, f), type=EventType(f.label.lower()), **f.value) for f in read(doc, EVENTS)),
            clutter=tuple(Clutter(**_mention(text, f), kind=f.label.lower()) for f in read(doc, CLUTTER) if f.label != FOREIGN),
        )
    except (ValidationError, TypeError, ValueError) as error:
        raise RecordError(f"{announcement.source}: a fact breaks the record contract: {error}") from error


def _people(doc: Doc) -> tuple[Person, ...]:
    held: dict[str, list[Position]] = {}
    text = doc.text
    for fact in read(doc, POSITIONS):
        held.setdefault(fact.entity, []).append(Position(**_evidence(text, fact), **fact.value))
    return tuple(Person(**row, positions=tuple(held.get(key, ()))) for key, row in _entities(doc, PEOPLE))


def _evidence(text: str, fact: Fact) -> dict[str, Any]:
    return {**_mention(text, fact), "confidence": round(fact.confidence, 4), "rule": fact.rule}


def _mention(text: str, fact: Fact) -> dict[str, Any]:
    return {"text": text[fact.start : fact.end], "start": fact.start, "end": fact.end}


def _entities(doc: Doc, group: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Entities that are mentioned, in the order of their first mention, as rows of the contract."""
    mentions: dict[str, list[Fact]] = {}
    for fact in read(doc, group):
        mentions.setdefault(fact.entity, []).append(fact)
    known, text = entities(doc, group), doc.text
    for key, facts in mentions.items():
        best = max(facts, key=lambda f: f.confidence)
        row = {"mentions": tuple(_mention(text, f) for f in facts), "confidence": round(best.confidence, 4), "rule": best.rule}
        yield key, {**known[key], **row}
