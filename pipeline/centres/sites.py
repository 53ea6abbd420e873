"""One centre of a text while it is being gathered: what is said of it, and what that comes to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline import edtf
from pipeline.centres.days import Calendar
from pipeline.records import Status

DONE = {Status.ESTABLISHED.value, Status.LAUNCHED.value}
DATED = {*DONE, Status.AGREED.value}
# What is said of one that has existed for long, the day of which is not that on which it began: "celebrates ten years".
STANDING = "standing"
ORDER = [status.value for status in Status]


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said of a centre: its status, and the date of that.

    `nominal`: only a noun says it; `told`: it is told as history ("(2021)"); `tentative`: it is hoped or considered.
    """

    status: str
    date: str | None
    nominal: bool = False
    told: bool = False
    tentative: bool = False


@dataclass(slots=True)
class Site:
    """One centre while it is being gathered.

    `mentions`: offsets → rule; `heads`: where its head nouns begin; `said`: what is stated of it, with the date of each statement;
    `headlines`: what only a headline says; `stated`: the sentences that state it; `around`: days named in the paragraphs
    that say it came about; `denied`: whether the text says that it has not.
    """

    name: str
    unit: str | None
    weight: float
    mentions: dict[tuple[int, int], str] = field(default_factory=dict)
    said: list[Said] = field(default_factory=list)
    headlines: list[Said] = field(default_factory=list)
    around: list[str] = field(default_factory=list)
    heads: set[int] = field(default_factory=set)
    stated: set[tuple[int, int]] = field(default_factory=set)
    denied: bool = False
    host: str | None = None
    country: str | None = None


def settle(site: Site, calendar: Calendar, *, ageing: bool = True, sole: bool = False) -> dict[str, Any]:
    """Status and date of a centre: the furthest that is stated of it, else that it operates, which its mention presupposes.

    It is planned where the text denies that it came about. That it "runs" or "works" says no more than that it exists, and yields to any statement that something came about. What came
    about a year ago or more is no news: that the centre is spoken of says that it operates since (`ageing`, which no language does
    whose verbs have no tense). Of the only centre of an announcement (`sole`) the more precise of two dates counts.
    """
    said = _weighty(site)
    if not said:
        return {"status": (Status.PLANNED if site.denied else Status.OPERATING).value, "date": None}
    status = max((s.status for s in said), key=ORDER.index)
    dated = [s.date for s in said if s.status == status and s.date]
    if not dated and status in DONE:
        dated = [s.date for s in said if s.status in {*DONE, Status.AGREED} and s.date]
    if not dated and status == Status.OPERATING and site.said:
        dated = [s.date for s in said if s.status in DONE and s.date]
    if not dated and status in DATED:
        dated = site.around
    date = _precise(dated) if sole else next(iter(dated), None)
    if ageing and status in DONE and date and calendar.aged(date) and not any(s.told and s.date == date for s in said):
        status = Status.OPERATING.value
    return {"status": status, "date": date}


def _precise(dated: Sequence[str]) -> str | None:
    """The first of several dates, or the day or month within it that another statement names."""
    within = [date for date in dated if edtf.contains(dated[0], date)]
    return max(within, key=len) if within and "/" not in dated[0] else dated[0] if dated else None


def _weighty(site: Site) -> list[Said]:
    """What counts of all that is said: verbs before nouns, the body before the headline; a headline makes an agreement good."""
    sure = any(not s.tentative for s in site.said)
    body = [s for s in site.said if s.status in ORDER and not (sure and s.tentative)]
    if any(not s.nominal for s in body):
        body = [s for s in body if not s.nominal]
    done = [s for s in body if s.status != Status.PLANNED]
    if not done:
        body = [*body, *(s for s in site.headlines if s.status in ORDER and not (body and s.nominal))]
    elif all(s.status == Status.AGREED for s in done):
        body = [*body, *(s for s in site.headlines if s.status == Status.ESTABLISHED)]
    return body or [
        Said(Status.OPERATING.value, s.date if s.status != STANDING else None) for s in (*site.said, *site.headlines)
    ]
