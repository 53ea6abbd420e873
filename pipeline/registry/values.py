"""What an entity's sources say of a property: which value is current and why, which others agree with it, which contradict it.

The order of reasons: an analyst's word, more sources (those that say the same less exactly count for it), more exact, said
later, said more surely, the smaller value. Dates agree when they overlap, numbers when one can be both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from pipeline.records import Status
from pipeline.registry.agreement import AGREE, Mode, equal
from pipeline.registry.models import Value
from pipeline.registry.ranking import Ranking, counted
from pipeline.registry.said import Said, merged
from pipeline.transcription.letters import fold

__all__ = ["MODES", "weigh"]

MODES: Final[Mapping[str, Mode]] = {
    "name": Mode.PREFERRED,
    "kind": Mode.PREFERRED,
    "country": Mode.ONE,
    "host": Mode.BODY,
    "organisation": Mode.PREFERRED,
    "title": Mode.PREFERRED,
    "family": Mode.PREFERRED,
    "given": Mode.PREFERRED,
    "status": Mode.STATUS,
    "number": Mode.NUMBER,
    "attendance": Mode.NUMBER,
    **{f"{status}_on": Mode.DATE for status in Status},
}
"""Properties that are not named may have many values, all of them true."""


def weigh(said: Iterable[Said], *, decided: Mapping[tuple[str, str], str] | None = None) -> tuple[Value, ...]:
    """Every value, the current one of each group first; `decided`: analysts' values by property and group."""
    gathered: dict[tuple[str, str], list[Said]] = {}
    for item in said:
        gathered.setdefault((item.about, item.group), []).append(item)
    law = decided or {}
    for name, group in law.keys() - gathered.keys():
        gathered[name, group] = [_law(name, group, law[name, group])]
    found: list[Value] = []
    for (name, group), items in sorted(gathered.items()):
        found += _weigh(MODES.get(name, Mode.MANY), _merged(items), law.get((name, group)))
    return tuple(found)


def _merged(items: Sequence[Said]) -> list[Said]:
    """Values that differ in case only, or in the scope that stands for the world, as one."""
    chosen: dict[tuple[str, str, str], list[Said]] = {}
    for item in items:
        chosen.setdefault(item.content, []).append(item)
    return [merged(same) for same in chosen.values()]


def _weigh(mode: Mode, items: list[Said], law: str | None) -> list[Value]:
    if law is not None and all(fold(item.value) != fold(law) for item in items):
        items = [*items, _law(items[0].about, items[0].qualifier, law)]
    if mode is Mode.MANY:
        ordered = sorted(items, key=lambda item: (-item.sources, item.value, item.date or "", item.comparator))
        return [_value(item, current=True, agrees=True, reason=counted(item), law=law) for item in ordered]
    agree = AGREE.get(mode, equal)
    rank = Ranking(mode, items, agree, law)
    ordered = sorted(items, key=rank.key)
    best = ordered[0]
    found = [_value(best, current=True, agrees=True, reason=rank.reason(best, ordered[1:]), law=law)]
    for item in ordered[1:]:
        agrees = mode in (Mode.PREFERRED, Mode.STATUS) or agree(best, item)
        found.append(_value(item, current=False, agrees=agrees, reason=rank.reason_against(item, best, agrees=agrees)))
    return sorted(found, key=lambda value: (not value.current, not value.agrees))


def _law(about: str, qualifier: str | None, value: str) -> Said:
    """What an analyst says and nobody else."""
    return Said(about, value, qualifier or None, "=", None, 1.0, 0, 0, None, None)


def _value(item: Said, *, current: bool, agrees: bool, reason: str, law: str | None = None) -> Value:
    return Value(
        property=item.about,
        group=item.group,
        value=item.value,
        comparator=item.comparator,
        qualifier=item.qualifier,
        date=item.date,
        current=current,
        agrees=agrees,
        reason=reason,
        decided=law is not None and fold(item.value) == fold(law),
        confidence=item.confidence,
        sources=item.sources,
        announcements=item.announcements,
        earliest=item.earliest,
        latest=item.latest,
        target=item.target,
    )
