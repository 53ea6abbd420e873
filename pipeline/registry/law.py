"""What a decision may say: properties by kind of entity, values by property, ids that the registry knows or once knew."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Final

from pipeline import edtf, lexicon, places
from pipeline.errors import DatasetError, RecordError
from pipeline.phrases import fold
from pipeline.records import OrganisationKind, Status
from pipeline.registry.decisions import Decision
from pipeline.registry.models import EntityKind
from pipeline.registry.store import Store

__all__ = ["PROPERTIES", "enforce", "objection"]

DATES: Final = tuple(f"{status}_on" for status in Status)
PROPERTIES: Final[Mapping[EntityKind, tuple[str, ...]]] = {
    EntityKind.CENTRE: ("name", "mentioned_as", "kind", "country", "host", "status", *DATES, "number", "attendance"),
    EntityKind.ORGANISATION: ("name", "mentioned_as", "acronym", "kind", "country"),
    EntityKind.PERSON: ("name", "mentioned_as", "family", "given", "position"),
    EntityKind.POSITION: ("name", "title", "organisation", "holder"),
}
"""What `statements.py` claims of each kind."""
GROUPED: Final = {"number": "unit|scope", "attendance": "event|date"}
VETTED: Final = "vetted"


def objection(decision: Decision) -> str | None:
    """What is wrong with a decision by itself, and the way out; None where nothing is."""
    if decision.decision != "value":
        return _of_two_kinds(decision, _kind(decision.left), _kind(decision.right))
    return _no_property(decision, _kind(decision.entity)) or _no_value(decision)


def enforce(store: Store, decisions: Iterable[Decision]) -> tuple[str, ...]:
    """Hold decisions against what the store knows, inside the caller's transaction.

    Ids that a store made anew does not know, and others did, are warned of: the warnings. Raises DatasetError naming the decision where
    an id was never one, or where it is one of the wrong kind.
    """
    vetted = set(json.loads(store.meta(VETTED, "[]")))
    anew = bool(store.meta("rebuilt"))
    lines, warnings = [], []
    for decision in decisions:
        lines.append(decision.line())
        kinds = {id: _known(store, id) for id in (decision.left, decision.right, decision.entity) if id}
        for id in (id for id, kind in kinds.items() if kind is None):
            lost = f"{decision.where}: {id!r} is no id of the registry"
            if not anew and decision.line() not in vetted:
                raise DatasetError(
                    f"{lost}; `herald registry centres` and the like print ids, `herald why ID` those of subjects"
                )
            warnings.append(f"{lost} any more: the decision has no effect; name the entity anew, or delete the line")
        if wrong := _misplaced(decision, kinds):
            raise DatasetError(f"{decision.where}: {wrong}")
    store.remember(VETTED, json.dumps(sorted(lines)))
    return tuple(warnings)


def _misplaced(decision: Decision, kinds: Mapping[str, EntityKind | None]) -> str | None:
    if decision.decision == "value":
        return _no_property(decision, kinds.get(decision.entity or ""))
    return _of_two_kinds(decision, kinds.get(decision.left or ""), kinds.get(decision.right or ""))


def _known(store: Store, id: str) -> EntityKind | None:
    """The kind of an id that is, or was, that of a profile, an entity or a subject."""
    found = (
        store.one("select kind from nodes where id = ?", id)
        or store.one("select kind from subjects where id = ?", id)
        or store.one("select kind from statements where subject = ? limit 1", id)
        or store.one("select kind from changes where entity = ? limit 1", id)
    )
    if found is None and store.one("select 1 from retired where id = ?", id):
        return _kind(id)
    return EntityKind(found) if found else None


def _kind(id: str | None) -> EntityKind | None:
    """The kind that an id of an entity begins with; those of subjects do not tell."""
    kind, dash, _ = (id or "").partition("-")
    return EntityKind(kind) if dash and kind in list(EntityKind) else None


def _one(kind: EntityKind) -> str:
    return f"an {kind}" if kind == EntityKind.ORGANISATION else f"a {kind}"


def _of_two_kinds(decision: Decision, left: EntityKind | None, right: EntityKind | None) -> str | None:
    if left is None or right is None or left == right:
        return None
    return f"{decision.left} is {_one(left)}, {decision.right} {_one(right)}: only two of one kind can be decided to be {decision.decision}"


def _no_property(decision: Decision, kind: EntityKind | None) -> str | None:
    names = PROPERTIES[kind] if kind else sorted({name for names in PROPERTIES.values() for name in names})
    if decision.about in names:
        return None
    return f"{decision.about!r} is no property of {_one(kind) if kind else 'anything'}; there are {', '.join(names)}"


def _no_value(decision: Decision) -> str | None:
    about, value, group = decision.about or "", decision.value or "", decision.group
    wanted = GROUPED.get(about)
    first, bar, second = group.partition("|")
    if wanted and not (first and bar and (second or about == "attendance")):
        return f"{about} needs a group, {wanted!r}, not {group!r}; `herald why ID --json` prints those that it has"
    if group and not wanted:
        return f"{about} has no groups: leave out {group!r}"
    if not value.strip():
        return f"{about} needs a value"
    check = _CHECKS.get(about)
    wrong = check(value) if check else None
    if about == "kind" and _kind(decision.entity) == EntityKind.ORGANISATION and value not in list(OrganisationKind):
        wrong = f"the kinds of organisations are {', '.join(OrganisationKind)}"
    return f"{value!r} is no value of {about}: {wrong}" if wrong else None


def _status(value: str) -> str | None:
    return None if value in list(Status) else f"the statuses are {', '.join(Status)}"


def _date(value: str) -> str | None:
    try:
        edtf.parse(value)
    except RecordError as error:
        return f"{error}; write EDTF, as 2025-11-26, 2025-11, 2025 or 2025-11/2026-01"
    return None


def _whole(value: str) -> str | None:
    return None if value.isascii() and value.isdigit() else "write a whole number in digits, as 15"


def _country(value: str) -> str | None:
    if value in _codes():
        return None
    meant = value.upper() if value.upper() in _codes() else places.countries("en").get(fold(value))
    return f"write {meant}" if meant else "write an ISO 3166 alpha-2 code, as KG"


@cache
def _codes() -> frozenset[str]:
    return frozenset(lexicon.read("en", "territories", "places").table("countries").values())


_CHECKS: Final[Mapping[str, Callable[[str], str | None]]] = {
    "status": _status,
    "country": _country,
    "number": _whole,
    "attendance": _whole,
    **dict.fromkeys(DATES, _date),
}
