"""Mentions of bodies that are known already: by everybody, from the text below a headline, or from the text before."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from pipeline.names import acronyms, gather
from pipeline.names.gather import Bodies
from pipeline.names.phrase import Phrase
from pipeline.spans import Zones


def known(text: str, bodies: Bodies, passive: Zones, *, igo: Mapping[str, str], cut: Callable[[str, int], bool]) -> None:
    """International bodies that need no introduction, by full name or acronym.

    `igo`: acronym → name; `cut`: whether what ends at an offset is but part of a longer name.
    """
    for short, full in igo.items():
        taken = [span for body in bodies.all for span in body.mentions]
        for form in dict.fromkeys((full, short)):
            known = bodies.named(form)
            for start, end in gather.free([s for s in acronyms.occurrences(text, form) if not passive.covers(*s)], taken):
                if form == short and (cut(text, end) or _shouted(text, start, end)):
                    continue
                body = known or bodies.named(full) or bodies.named(short) or bodies.take(form, short=short, kind="igo")
                body.add(start, end, "organisations.known", 0.85)


def _shouted(text: str, start: int, end: int) -> bool:
    """Whether all of a line is in capitals, so that these prove no acronym: "UN QUATRIÈME BUREAU"."""
    close = text.find("\n", end)
    line = text[text.rfind("\n", 0, start) + 1 : close if close >= 0 else len(text)]
    return line.isupper() and len(line.strip()) > end - start


def headline(text: str, phrase: Phrase, bodies: Bodies) -> None:
    """A name in headline capitals counts as far as the body of the text confirms it, or is left whole where it cannot."""
    for body in sorted(bodies.all, key=lambda b: -len(b.name)):
        found = re.compile(re.escape(body.name), re.IGNORECASE).search(text, phrase.start, phrase.end)
        if found:
            body.add(*found.span(), "organisations.headline", 0.8)
            return
    if fuller := bodies.full_form(phrase.called(text), phrase.head):
        fuller.add(phrase.start, phrase.end, "organisations.headline", 0.7)


def repeated(text: str, bodies: Bodies, passive: Zones) -> None:
    """Every further mention of a known name or acronym."""
    for body in bodies.all:
        taken = [span for other in bodies.all for span in other.mentions]
        forms = [form for form in (body.name, body.short) if form]
        for form in sorted(forms, key=len, reverse=True):
            found = acronyms.occurrences(text, form, unspaced=form == body.short)
            for start, end in gather.free([s for s in found if not passive.covers(*s)], taken):
                body.add(start, end, "organisations.again", 0.5)
