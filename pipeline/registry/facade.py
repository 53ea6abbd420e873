"""The registry as others read it: open a folder, ask. Writes nothing; see the package for an overview."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from pipeline.errors import DatasetError
from pipeline.registry import evidence, explain, timeline
from pipeline.registry.compare import Score
from pipeline.registry.freshness import FOLDER
from pipeline.registry.models import (
    Candidate,
    Change,
    Conflict,
    Entity,
    EntityKind,
    Finding,
    Held,
    Operation,
    Page,
    Period,
    Redirect,
    Source,
    Statement,
    Value,
    Why,
)
from pipeline.registry.profiles import Profile
from pipeline.registry.series import Numbered, findings
from pipeline.registry.state import entity
from pipeline.registry.store import Store
from pipeline.transcription.letters import fold, script

__all__ = ["Registry"]

WRITTEN: Final = {
    "han": ("zh",),
    "arabic": ("ar",),
    "cyrillic": ("ru", "kk", "ky"),
    "latin": ("en", "fr", "es", "pt", "de", "tr"),
}
"""Languages in which a name of a script may be meant, where none is given."""


class Registry:
    """The registry in a dataset's folder, for reading; usable from several threads, each has its own connection.

    Every method sees the last finished run; a run that goes on meanwhile is not seen. Methods raise DatasetError where the store
    is gone or broken.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._local = threading.local()

    @classmethod
    def open(cls, processed: Path) -> Registry:
        """The registry of a dataset. Raises DatasetError where it was not built."""
        registry = cls(processed / FOLDER)
        registry._store  # noqa: B018 - to fail early
        return registry

    @property
    def _store(self) -> Store:
        if not hasattr(self._local, "store"):
            self._local.store = Store(self.folder)
        store: Store = self._local.store
        return store

    @property
    def version(self) -> int:
        """The sequence number of the last change: as long as it is the same, so is every answer."""
        return int(self._store.one("select max(seq) from changes") or 0)

    def count(self, kind: EntityKind | str) -> int:
        """How many entities of a kind there are."""
        return int(self._store.one("select count(*) from entities where kind = ?", str(_kind(kind))))

    def entities(  # noqa: PLR0913 - what a list may be narrowed to
        self,
        kind: EntityKind | str,
        *,
        country: str | None = None,
        query: str | None = None,
        of_kind: str | None = None,
        after: str | None = None,
        limit: int = 50,
    ) -> Page:
        """A page of entities in the order of their ids; `query` is a part of any of their names, folded.

        `of_kind`: their own kind, as "national centre". `after` is that of the page before. Raises DatasetError for a kind that does
        not exist.
        """
        where, values = ["kind = ?"], [str(_kind(kind))]
        if country:
            where.append("country = ?")
            values.append(country.upper())
        if query:
            where.append("id in (select entity from names where instr(folded, ?))")
            values.append(fold(query))
        if of_kind:
            where.append("sort = ?")
            values.append(of_kind.casefold())
        clause = " and ".join(where)
        total = int(self._store.one(f"select count(*) from entities where {clause}", *values))
        rows = self._store.all(
            f"select id, state from entities where {clause} and id > ? order by id limit ?", *values, after or "", limit + 1
        )
        found = tuple(self._read(id, json.loads(state)) for id, state in rows[:limit])
        return Page(entities=found, after=rows[limit - 1][0] if len(rows) > limit else None, total=total)

    def entity(self, id: str) -> Entity | Redirect | None:
        """The entity of an id; a Redirect where the id now means another; None where it never was one, or is gone."""
        state = self._store.one("select state from entities where id = ?", id)
        if state is not None:
            return self._read(id, json.loads(state))
        home = self._home(id)
        return Redirect(id=id, to=home) if home else None

    def gone(self, id: str) -> Change | None:
        """How an entity ended that nothing has become of: its last line in the change log; None for every other id."""
        last = next(self._changes("where entity = ? order by seq desc limit 1", id), None)
        return last if last and last.op == Operation.DEL and self.entity(id) is None else None

    def beginning(self, part: str, *, limit: int = 50) -> tuple[Entity, ...]:
        """The entities whose ids begin so, in the order of their ids; none for nothing."""
        rows = self._store.all("select id, state from entities where instr(id, ?) = 1 order by id limit ?", part, limit)
        return tuple(self._read(id, json.loads(state)) for id, state in rows) if part else ()

    def _home(self, id: str) -> str | None:
        """Where an id leads: by its profile, by what was recorded when that went, or, for a subject, by its node."""
        for _ in range(100):
            found: str | None = self._store.one("select entity from nodes where id = ?", id) or self._store.one(
                "select n.entity from subjects u join nodes n on n.id = u.node where u.id = ?", id
            )
            if found:
                return found
            heir = self._store.one("select entity from retired where id = ?", id)
            if not heir:
                return None
            id = heir
        return None

    def statements(self, id: str, *, property: str | None = None, withdrawn: bool = False) -> tuple[Statement, ...]:
        """Everything that announcements say of an entity, with the characters that say it."""
        home = self._home(id) or id
        said = evidence.statements(self._store, [home], withdrawn=withdrawn)[home]
        return tuple(statement for statement in said if property in (None, statement.property))

    def statements_of(self, ids: Iterable[str]) -> dict[str, tuple[Statement, ...]]:
        """The statements of many entities in one sweep, by id: for who wants all of them. An id that was merged away has none."""
        return evidence.statements(self._store, ids)

    def sources(self, id: str) -> tuple[Source, ...]:
        """The announcements that speak of an entity, the earliest first."""
        home = self._home(id) or id
        return evidence.sources(self._store, [home])[home]

    def sources_of(self, ids: Iterable[str]) -> dict[str, tuple[Source, ...]]:
        """The same for many entities in one sweep, by id."""
        return evidence.sources(self._store, ids)

    def why(self, id: str) -> Why | None:
        """Everything behind an entity: who says what where, and why its mentions are one; None for an unknown id."""
        found = self.entity(id)
        if isinstance(found, Redirect):
            found = self.entity(found.to)
        if not isinstance(found, Entity):
            return None
        links = explain.links(self._store, found.id)
        return Why(entity=found, statements=self.statements(found.id), sources=self.sources(found.id), links=links)

    def timeline(self, id: str) -> tuple[Period, ...]:
        """The stretches of an entity's life that are attested; empty for an unknown id."""
        found = self.entity(id)
        return timeline.periods(found) if isinstance(found, Entity) else ()

    def conflicts(
        self, *, kind: EntityKind | str | None = None, after: tuple[str, str, str] = ("", "", "")
    ) -> Iterator[Conflict]:
        """Values that cannot all be true, in the order of entity, property and group, those after such a key; lazily.

        Raises DatasetError for a kind that does not exist.
        """
        where, values = ["conflict", "id >= ?"], [after[0]]
        if kind is not None:
            where.append("kind = ?")
            values.append(str(_kind(kind)))
        for (id,) in self._store.all(f"select id from entities where {' and '.join(where)} order by id", *values):
            found = self._read(id, json.loads(self._store.one("select state from entities where id = ?", id)))
            for name, group in sorted({(value.property, value.group) for value in found.values if not value.agrees}):
                if (id, name, group) > after:
                    said = tuple(value for value in found.values if (value.property, value.group) == (name, group))
                    yield Conflict(entity=id, kind=found.kind, name=found.name, property=name, group=group, values=said)

    def findings(self) -> Iterator[Finding]:
        """Gaps in numbered series, and numbers that several centres bear."""
        yield from findings(self._numbered())

    def changes(self, since: int = 0, *, limit: int | None = None) -> Iterator[Change]:
        """The change log after a sequence number, in order."""
        yield from self._changes("where seq > ? order by seq limit ?", since, -1 if limit is None else limit)

    def _changes(self, clause: str, *values: object) -> Iterator[Change]:
        columns = "seq, at, op, kind, entity, [before], after, reason"
        for seq, at, op, kind, id, before, after, reason in self._store.all(f"select {columns} from changes {clause}", *values):
            sides = {"before": json.loads(before) if before else None, "after": json.loads(after) if after else None}
            yield Change(seq=seq, at=at, op=op, kind=kind, entity=id, reason=reason, **sides)

    def candidates(
        self, kind: EntityKind | str, name: str, *, country: str | None = None, language: str | None = None, limit: int = 5
    ) -> tuple[Candidate, ...]:
        """The entities that a name may mean, the likeliest first; without a language, in each that its script may be."""
        found: dict[str, tuple[Score, str]] = {}
        for code in (language,) if language else _languages(name):
            profile = explain.question(_kind(kind), name, country, code)
            for id, state, score in explain.candidates(self._store, profile, limit=limit):
                if id not in found or score.probability > found[id][0].probability:
                    found[id] = (score, state)
        chosen = sorted(found.items(), key=lambda item: (-item[1][0].probability, item[0]))[:limit]
        return tuple(
            Candidate(entity=self._read(id, json.loads(state)), probability=score.probability, features=score.features)
            for id, (score, state) in chosen
        )

    def as_of(self, *, held: date | None = None, known: datetime | None = None) -> Iterator[Held]:
        """Entities as they were known at a time (now, if None), with what held of them on a day (everything, if None).

        A day leaves out what has no timeline on it.
        """
        states = evidence.known(self._store, known) if known else evidence.now(self._store)
        for id, state in states:
            found = self._read(id, state)
            stretches = timeline.periods(found)
            if held is None:
                yield Held(entity=found, periods=stretches)
            elif covering := tuple(timeline.on(stretches, held)):
                yield Held(entity=found, periods=covering)

    def _numbered(self) -> Iterator[Numbered]:
        for id, state in self._store.all("select id, state from entities where numbered order by id"):
            found = self._read(id, json.loads(state))
            profiles = self._store.all("select profile from nodes where entity = ?", id)
            networks = frozenset(key for (text,) in profiles for key in Profile.load(text).network)
            for value in found.all("number"):
                if value.current and value.comparator == "=":
                    yield Numbered(found, value.group, int(value.value), networks)

    def _read(self, id: str, state: dict[str, Any]) -> Entity:
        """An entity whose values name entities instead of subjects; a host in two languages is one host, no conflict."""
        found = entity(id, state)
        homes = {value.target: self._home(value.target) for value in found.values if value.target}
        if not homes:
            return found
        current = {(v.property, v.group): homes.get(v.target) for v in found.values if v.current and v.target}
        values = tuple(_at_home(value, homes, current) for value in found.values)
        return found.model_copy(update={"values": values})


def _languages(name: str) -> tuple[str, ...]:
    """The languages of all the scripts in a name; a Chinese name may hold a Latin acronym."""
    scripts = {script(sign) for sign in fold(name) if sign.isalpha()}
    return tuple(code for written, codes in WRITTEN.items() if written in scripts for code in codes) or ("en",)


def _at_home(value: Value, homes: dict[str, str | None], current: dict[tuple[str, str], str | None]) -> Value:
    home = homes.get(value.target or "")
    if value.agrees or home is None or current.get((value.property, value.group)) != home:
        return value.model_copy(update={"target": home})
    return value.model_copy(update={"target": home, "agrees": True, "reason": "another name of the same body"})


def _kind(kind: EntityKind | str) -> EntityKind:
    if kind not in list(EntityKind):
        raise DatasetError(f"{str(kind)!r} is no kind of entity; the kinds are {', '.join(EntityKind)}")
    return EntityKind(kind)
