"""The date engine as a spaCy component."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from pipeline import dates, spans
from pipeline.components.base import Extractor
from pipeline.spans import Fact


@Language.factory("herald_dates")
class Dates(Extractor):
    """Find dates and resolve them against the publication date and each other.

    Reads:   the text; `doc._.published` (EDTF or None); the group `clutter`.
    Writes:  group `dates`, label DATE, value `{"value": EDTF, "modifier": …, "relative": bool}`. The line that dates the
             announcement is a date of it even where it stands in clutter; unresolved mentions are not written.
    Source:  ISO 8601-2:2019 (EDTF); the grammar is `pipeline.dates`.
    """

    group = spans.DATES

    def find(self, doc: Doc) -> Iterator[Fact]:
        passive, listed = spans.passive(doc).stretches, spans.listed(doc).stretches
        for found in dates.find(doc.text, self.language, doc._.published, passive=passive, listed=listed):
            if found.value is not None:
                value = {"value": found.value, "modifier": found.modifier, "relative": found.relative}
                yield Fact(found.start, found.end, "DATE", found.rule, found.confidence, value=value)
