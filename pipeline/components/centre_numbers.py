"""Find which one in a sequence a centre is, and how many there are."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from pipeline import spans, units
from pipeline.components.base import Extractor
from pipeline.counted import bearers, claims, ground, knowledge, scopes
from pipeline.counted.claim import Claim
from pipeline.counted.reading import Entity, Mention, Reading
from pipeline.lexicon import Lexicon
from pipeline.numbers import Kind
from pipeline.spans import Fact, Zones


@Language.factory("herald_centre_numbers")
class CentreNumbers(Extractor):
    """Find ordinals and counts of centres with unit, scope and bearer.

    Reads:   the text, its sentences, groups `clutter`, `header`, `dates`, `organisations` and `centres`; number words, units, places.
    Writes:  group `centre_numbers`, label ORDINAL or COUNT; value `{"value", "comparator", "unit", "scope", "scope_text", "centre"}`.
    Raises:  LexiconError, if a list of words is unknown or a rule has no confidence.
    Source:  UN M49 and ISO 3166-1 for scopes.
    """

    group = spans.CENTRE_NUMBERS
    lexicons = ("centre_numbers", "counting")

    def prepare(self, lexicon: Lexicon) -> None:
        self.known = knowledge.build(lexicon)

    def find(self, doc: Doc) -> Iterator[Fact]:
        reading = self._reading(doc)
        found = claims.find(reading)
        named = {c.numeral.start: scopes.of(reading, c, found, None) for c in found}
        bearing = bearers.of(
            reading,
            found,
            {start: (scope.code or reading.text[scope.start : scope.end]) if scope else None for start, scope in named.items()},
        )
        for claim in found:
            bearer = bearing.get(claim.numeral.start)
            entity = reading.entities.get(bearer.key) if bearer else None
            scope = scopes.of(reading, claim, found, entity.country if entity else None)
            yield self._fact(reading.text, claim, scope, entity)

    def _fact(self, text: str, claim: Claim, scope: ground.Scope | None, entity: Entity | None) -> Fact:
        numeral = claim.numeral
        value = {
            "value": numeral.value,
            "comparator": numeral.comparator,
            "unit": units.in_english(claim.unit, str(self.language)),
            "scope": scope.code if scope else None,
            "scope_text": text[scope.start : scope.end] if scope else None,
            "centre": entity.name if entity else None,
        }
        label = "ORDINAL" if numeral.kind is Kind.ORDINAL else "COUNT"
        return Fact(numeral.start, numeral.end, label, claim.rule, self.known.confidences.get(claim.rule, 0.8), value=value)

    def _reading(self, doc: Doc) -> Reading:
        passive = spans.passive(doc)
        centres = spans.entities(doc, spans.CENTRES)
        title = next(((f.start, f.end) for f in spans.read(doc, spans.HEADER) if f.label == "TITLE"), None)
        return Reading(
            text=doc.text,
            language=str(self.language),
            known=self.known,
            sentences=[(s.start_char, s.end_char) for s in doc.sents],
            mentions=[Mention(f.start, f.end, f.entity) for f in spans.read(doc, spans.CENTRES)],
            entities={key: Entity(key, row["name"], row.get("kind"), row.get("country")) for key, row in centres.items()},
            title=title,
            closed=Zones([*passive.stretches, *((f.start, f.end) for f in spans.read(doc, spans.DATES))]),
            clutter=passive,
            bodies=[(f.start, f.end) for f in spans.read(doc, spans.ORGANISATIONS)],
        )
