"""What is presumed of a centre of which no verb says how far it has come: since when it works, or that it is still to come."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.centres.days import Calendar
from pipeline.centres.sites import ORDER, Said, Site
from pipeline.phrases import split
from pipeline.records import Status
from pipeline.spans import Fact

SINCE = "since"


def presume(
    text: str,
    sites: Sequence[Site],
    sentences: Sequence[tuple[int, int]],
    calendar: Calendar,
    aside: Callable[[int], bool],
) -> None:
    """Give each centre of which nothing is said the date that its sentence names: since when it works, or for when it is planned.

    `aside`: whether the name at an offset is that of a place or an employer only ("at the hub", "director of the hub").
    """
    for site in sites:
        if any(said.status in ORDER for said in site.said) or site.headlines:
            continue
        said = _since(text, site, sentences, calendar)
        if said is None and not site.said and not any(aside(start) for start, _ in site.mentions):
            said = _ahead(site, sentences, calendar)
        if said is not None:
            site.said.append(said)


def _since(text: str, site: Site, sentences: Sequence[tuple[int, int]], calendar: Calendar) -> Said | None:
    """A date since when, as in "the lab, at work since 2014": behind the name and some word of what it does."""
    for fact in _behind(text, site, sentences, calendar):
        if fact.value.get("modifier") == SINCE and not calendar.coming(str(fact.value["value"])):
            return Said(Status.OPERATING.value, str(fact.value["value"]))
    return None


def _ahead(site: Site, sentences: Sequence[tuple[int, int]], calendar: Calendar) -> Said | None:
    """A day to come that is the only date of a sentence which names a centre: "the tenth, in Nelson, is awaited in August"."""
    for sentence in _named(site, sentences):
        inside = [f for f in calendar.dates if sentence[0] <= f.start < sentence[1] and f.value.get("value")]
        if inside and all(calendar.coming(str(f.value["value"])) for f in inside):
            return Said(Status.PLANNED.value, str(inside[0].value["value"]))
    return None


def _named(site: Site, sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(s, e) for s, e in sentences if any(s <= start < e for start, _ in site.mentions)]


def _behind(text: str, site: Site, sentences: Sequence[tuple[int, int]], calendar: Calendar) -> list[Fact]:
    """The dates behind the last mention in each sentence that names a centre, more than their preposition between."""
    found = []
    for start, end in _named(site, sentences):
        last = max(close for at, close in site.mentions if start <= at < end)
        found += [f for f in calendar.dates if last <= f.start < end and len(split(text[last : f.start])) > 1]
    return found
