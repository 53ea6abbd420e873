"""Find what an announcement makes known: foundings, signings, launches, visits, meetings, ceremonies, appointments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from pipeline import edtf, numbers, places, spans
from pipeline.components.base import Extractor
from pipeline.lexicon import Lexicon
from pipeline.phrases import Phrases, fold, split
from pipeline.places import PlaceKind
from pipeline.records import EventType, FactField, Status
from pipeline.spans import Fact
from pipeline.statements import Force, Statement, Triggers

SURE = 0.75
PLANNED = 0.6
# Words between a number and those who came ("420 schoolteachers and administrators").
REACH = 3
# How long before its publication an announcement's own events lie at most, and how long behind it.
PAST, SOON = timedelta(days=430), timedelta(days=10)
AHEAD = {"APPOINTMENT", "CONFERENCE"}
# By these a centre comes about, the most solemn first.
SOLEMN = ("CEREMONY", "LAUNCH", "ESTABLISHMENT")
COMPLETES = {
    Status.ESTABLISHED.value: (EventType.ESTABLISHMENT, EventType.SIGNING),
    Status.LAUNCHED.value: (EventType.LAUNCH, EventType.CEREMONY),
    Status.AGREED.value: (EventType.SIGNING,),
}


@Language.factory("herald_events")
class Events(Extractor):
    """Find events by their triggers, with date, place, centre and attendance.

    Reads:   the text, its sentences, groups `dates` and `centres`; triggers of each type, marks that take their force away, nouns
             for those who attend.
    Writes:  group `events`, label the type in capitals; value `{"date", "place", "centre", "attendance"}`. Gives a centre without
             the date of its status that of the event by which it came about.
    """

    group = spans.EVENTS
    lexicons = ("events", "centres")

    def prepare(self, lexicon: Lexicon) -> None:
        words = lexicon.words
        types = {name: words.get("types", {}).get(name, ()) for name in map(str, EventType)}
        self.triggers = Triggers(types, words.get("marks", {}))
        self.attendees = Phrases([(noun, noun) for noun in words.get("attendees", ())], cased=False)
        self.definite = frozenset(fold(w) for w in words.get("definite", ()))

    def find(self, doc: Doc) -> Iterator[Fact]:
        passive, text = spans.passive(doc), doc.text
        sentences = [(s.start_char, s.end_char) for s in doc.sents]
        seen: set[tuple[str, str | None, str | None]] = set()
        found = []
        for statement in self.triggers.find(text, sentences):
            if statement.force in {Force.VOID, Force.TENTATIVE} or passive.covers(statement.start, statement.end):
                continue
            value = self._value(doc, text, statement)
            key = (statement.value, value["date"], value["centre"])
            vague = (statement.value, None, value["centre"])
            if key in seen or (value["date"] is None and any(k[0] == statement.value for k in seen)):
                continue
            seen |= {key, vague}
            confidence = PLANNED if statement.force is Force.PLANNED or statement.nominal else SURE
            found.append(
                Fact(statement.start, statement.end, statement.value.upper(), "events.trigger", confidence, value=value)
            )
        _complete(doc, found)
        yield from _once(_news(_solemnised(found), doc._.published))

    def _value(self, doc: Doc, text: str, statement: Statement) -> dict[str, Any]:
        start, end = statement.sentence
        return {
            "date": _date(doc, text, statement),
            "place": self._place(text, start, end),
            "centre": _centre(doc, statement),
            "attendance": self._attendance(text, start, end),
        }

    def _place(self, text: str, start: int, end: int) -> str | None:
        """The first city or country that the sentence names, a city before a country."""
        found = [p for p in places.find(text[start:end], self.language) if p.kind in {PlaceKind.CITY, PlaceKind.COUNTRY}]
        cities = [p for p in found if p.kind is PlaceKind.CITY]
        return next((p.name for p in cities or found), None)

    def _attendance(self, text: str, start: int, end: int) -> dict[str, Any] | None:
        """The number of those who came, if the sentence counts any."""
        sentence = text[start:end]
        words = split(sentence)
        for number in numbers.among(sentence, words, self.language):
            if number.kind is not numbers.Kind.CARDINAL:
                continue
            behind = range(number.last, min(number.last + REACH, len(words)))
            noun = next((m for n in behind if (m := self.attendees.at(sentence, words, n)) is not None), None)
            if noun is not None and not any(c in sentence[number.end : noun.start] for c in ",.;()，。；、"):
                return {"value": number.value, "comparator": number.comparator, "text": sentence[number.start : noun.end]}
        return None


def _news(events: Sequence[Fact], published: str | None) -> list[Fact]:
    """What the announcement makes known: not its background, nor what is yet to come, unless it says nothing else.

    News has a date more precise than a year, of the year before the publication or of the days after it; appointments and
    conferences are announced ahead.
    """
    dated = [e for e in events if "-" in str(e.value["date"] or "")]
    days = edtf.bounds(published) if published else None
    if days is None:
        return dated or list(events)
    first, last = days
    near = [e for e in dated if first - PAST < edtf.bounds(e.value["date"])[1]]
    said = [e for e in near if e.label in AHEAD or edtf.bounds(e.value["date"])[0] < last + SOON]
    return said or near or dated or list(events)


def _solemnised(events: Sequence[Fact]) -> list[Fact]:
    """The events; a ceremony without a date took place on the day on which alone a centre is said to have come about."""
    dates = {e.value["date"] for e in events if e.label in SOLEMN[1:] and "-" in str(e.value["date"] or "")}
    if len(dates) != 1:
        return list(events)
    (day,) = dates
    loose = [e.label == SOLEMN[0] and e.value["date"] is None for e in events]
    return [replace(e, value={**e.value, "date": day}) if bare else e for e, bare in zip(events, loose, strict=True)]


def _once(events: Sequence[Fact]) -> list[Fact]:
    """The events, of those by which a centre comes about on one day only the most solemn."""
    kept: dict[tuple[Any, ...], Fact] = {}
    for event in sorted(events, key=lambda e: (SOLEMN.index(e.label) if e.label in SOLEMN else 0, e.start)):
        what = (event.value["date"],) if event.label in SOLEMN else (event.label, event.start)
        kept.setdefault(what, event)
    return sorted(kept.values(), key=lambda e: e.start)


def _date(doc: Doc, text: str, statement: Statement) -> str | None:
    """The date in the sentence that is nearest to the trigger, else the day named last before it in its paragraph."""
    start, end = statement.sentence
    dates = [f for f in spans.read(doc, spans.DATES) if f.value.get("value")]
    inside = [f for f in dates if start <= f.start < end]
    nearest = min(inside, key=lambda f: max(f.start - statement.end, statement.start - f.end), default=None)
    if nearest is None:
        paragraph = text.rfind("\n", 0, start) + 1
        days = [
            f for f in dates if paragraph <= f.start < start and edtf.precision(str(f.value["value"])) is edtf.Precision.DAY
        ]
        nearest = max(days, key=lambda f: f.start, default=None)
    return str(nearest.value["value"]) if nearest is not None else None


def _centre(doc: Doc, statement: Statement) -> str | None:
    """The centre that the sentence names, the nearest of several."""
    known = spans.entities(doc, spans.CENTRES)
    inside = [f for f in spans.read(doc, spans.CENTRES) if statement.sentence[0] <= f.start < statement.sentence[1]]
    nearest = min(inside, key=lambda f: max(f.start - statement.end, statement.start - f.end), default=None)
    return str(known[nearest.entity]["name"]) if nearest is not None else None


def _complete(doc: Doc, events: Sequence[Fact]) -> None:
    """Give centres the date of the event that brought their status about."""
    for key, fields in spans.entities(doc, spans.CENTRES).items():
        types = COMPLETES.get(str(fields["status"]), ())
        fit = [e for e in events if e.label.lower() in types and e.value["centre"] == fields["name"] and e.value["date"]]
        if fields["date"] is None and len({e.value["date"] for e in fit}) == 1:
            told = [*fields["facts"], _told(doc, fit[0], fields["facts"])]
            spans.set_entity(doc, spans.CENTRES, key, {**fields, "date": fit[0].value["date"], "facts": told})


def _told(doc: Doc, event: Fact, facts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The date of an event as that of the status that it brought about, no surer than the status (one of the `facts`)."""
    value = event.value["date"]
    dates = (f for f in spans.read(doc, spans.DATES) if f.value.get("value") == value)
    at = min(dates, key=lambda f: max(f.start - event.end, event.start - f.end))
    sure = min((fact["confidence"] for fact in facts if fact["field"] == FactField.STATUS), default=event.confidence)
    fact = Fact(at.start, at.end, FactField.DATE.value, "centres.event", min(event.confidence, sure))
    return spans.told(doc.text, fact, value)
