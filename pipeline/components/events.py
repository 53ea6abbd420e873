"""Find what an announcement makes known: foundings, signings, launches, visits, meetings, ceremonies, appointments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from pipeline import numbers, places, spans
from pipeline.components.base import Extractor
from pipeline.lexicon import Lexicon
from pipeline.phrases import Phrases, fold, split
from pipeline.places import PlaceKind
from pipeline.records import EventType, Status
from pipeline.spans import Fact
from pipeline.statements import Force, Statement, Triggers

SURE = 0.75
PLANNED = 0.6
# Words between a number and those who came ("420 schoolteachers and administrators").
REACH = 3
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
        passive = spans.passive(doc)
        sentences = [(s.start_char, s.end_char) for s in doc.sents]
        seen: set[tuple[str, str | None, str | None]] = set()
        found = []
        for statement in self.triggers.find(doc.text, sentences):
            if statement.force is Force.VOID or passive.covers(statement.start, statement.end):
                continue
            value = self._value(doc, statement)
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
        yield from found

    def _value(self, doc: Doc, statement: Statement) -> dict[str, Any]:
        start, end = statement.sentence
        return {
            "date": _date(doc, statement),
            "place": self._place(doc.text, start, end),
            "centre": _centre(doc, statement),
            "attendance": self._attendance(doc.text, start, end),
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


def _date(doc: Doc, statement: Statement) -> str | None:
    inside = [f for f in spans.read(doc, spans.DATES) if statement.sentence[0] <= f.start < statement.sentence[1]]
    dated = [f for f in inside if f.value.get("value")]
    nearest = min(dated, key=lambda f: max(f.start - statement.end, statement.start - f.end), default=None)
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
        dates = {
            e.value["date"]
            for e in events
            if e.label.lower() in types and e.value["centre"] == fields["name"] and e.value["date"]
        }
        if fields["date"] is None and len(dates) == 1:
            spans.set_entity(doc, spans.CENTRES, key, {**fields, "date": dates.pop()})
