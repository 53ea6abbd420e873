"""Timelines: how far a centre had come, who held which position, from dates in the texts and dates of publication.

Only what is attested is said. A status holds from its date until the next stage. A tenure is attested from the first to the last
announcement that speaks of it; a title that says "former" ends it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from pipeline import edtf
from pipeline.records import Status
from pipeline.registry.concepts import terms
from pipeline.registry.models import Entity, EntityKind, Period, Value

__all__ = ["holds", "on", "periods"]

LAST_KNOWN: Final = "last known"
FORMER: Final = "=former"
_STAGES: Final = [str(status) for status in Status]


def periods(entity: Entity) -> tuple[Period, ...]:
    """The timeline of an entity, in order; empty for an organisation."""
    match entity.kind:
        case EntityKind.CENTRE:
            return tuple(_statuses(entity))
        case EntityKind.PERSON:
            return _ordered(_tenures(entity, "position"))
        case EntityKind.POSITION:
            return _ordered(_tenures(entity, "holder"))
    return ()


def holds(period: Period, day: date) -> str | None:
    """Whether a period covers a day: `attested`, `last known` where nothing later is, or None."""
    first = _bounds(period.first)
    if first is None or day < first[0]:
        return None
    last = _bounds(period.last)
    if period.property == "status":
        return "attested" if last is None or day < last[0] else None
    if last is None or day < last[1]:
        return "attested"
    return None if period.ends else LAST_KNOWN


def on(stretches: Iterable[Period], day: date) -> Iterator[Period]:
    """The periods that cover a day; one that is only the last that is known says so in `ends`."""
    for period in stretches:
        how = holds(period, day)
        if how == LAST_KNOWN:
            yield period.model_copy(update={"ends": f"not attested after {period.last}"})
        elif how:
            yield period


def _statuses(entity: Entity) -> Iterator[Period]:
    dated = [(value, entity.current(f"{value.value}_on") or value.date or value.earliest) for value in entity.all("status")]
    known = sorted(
        ((value, when) for value, when in dated if when and edtf.valid(when)),
        key=lambda pair: (edtf.sort_key(pair[1])[0], _stage(pair[0]), pair[1], pair[0].value),
    )
    steps: list[tuple[Value, str]] = []
    for value, when in known:
        if steps and steps[-1][0].value == value.value:
            continue
        if not steps or _stage(value) > _stage(steps[-1][0]):
            steps.append((value, when))
    law = next((value for value in entity.all("status") if value.decided), None)
    if law:
        steps = _decided(law, dict(known).get(law), steps)
    for at, (value, when) in enumerate(steps):
        after = steps[at + 1] if at + 1 < len(steps) else None
        ends = f"then {after[0].value}" if after else None
        yield Period(
            property="status", value=value.value, first=when, last=after[1] if after else None, ends=ends, sources=value.sources
        )


def _decided(law: Value, when: str | None, steps: list[tuple[Value, str]]) -> list[tuple[Value, str]]:
    """The stages as an analyst has them: what was decided is the last.

    Where it has no date of its own, it holds from when the sources speak of a later stage, which it takes the place of, else from the
    last announcement that speaks of an earlier one. With no date at all it cannot be placed.
    """
    before = [step for step in steps if _stage(step[0]) < _stage(law)]
    later = [first for value, first in steps if _stage(value) > _stage(law)]
    seen = [value.latest for value, _ in before if value.latest]
    first = when or (later[0] if later else max(seen, default=before[-1][1] if before else None))
    if first is None:
        return []
    start = edtf.sort_key(first)[0]
    return [*(step for step in before if edtf.sort_key(step[1])[0] <= start), (law, first)]


def _stage(value: Value) -> int:
    return _STAGES.index(value.value) if value.value in _STAGES else -1


def _tenures(entity: Entity, name: str) -> Iterator[Period]:
    """Values that name one entity are one tenure."""
    gathered: dict[str, list[Value]] = {}
    for value in entity.all(name):
        gathered.setdefault(value.target or value.value, []).append(value)
    for values in gathered.values():
        first = min((v.earliest for v in values if v.earliest), default=None)
        last = max((v.latest for v in values if v.latest), default=None)
        title = values[0].value if name == "position" else entity.name
        former = FORMER in terms(title, "en").concepts
        yield Period(
            property=name,
            value=values[0].value,
            subject=values[0].target,
            first=None if former else first,
            last=first if former else last,
            ends="called former" if former else None,
            sources=max(v.sources for v in values),
        )


def _ordered(found: Iterator[Period]) -> tuple[Period, ...]:
    return tuple(sorted(found, key=lambda p: (p.first or p.last or "~", p.last or "~", p.value)))


def _bounds(when: str | None) -> tuple[date, date] | None:
    return edtf.bounds(when) if when and edtf.valid(when) else None
