"""Builds the registry: takes records in, compares what is new with what shares a block, gathers what changed, logs it.

Entities are a function of the records and the decisions alone. An entity's id is that of its first profile: the one that was
published first. Any order, any number of runs, a kill in the middle: the same entities with the same ids.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from pipeline.dataset.rows import key
from pipeline.dataset.tables import Dataset
from pipeline.records import Record
from pipeline.registry import renewal, reprints
from pipeline.registry.clusters import Clusters
from pipeline.registry.decisions import Decision
from pipeline.registry.ledger import STATEMENTS, Ledger
from pipeline.registry.nodes import Nodes
from pipeline.registry.profiles import Describer, Profile
from pipeline.registry.settle import Settlement
from pipeline.registry.statements import COLUMNS, Claim, read
from pipeline.registry.store import Store

__all__ = ["Builder"]

BATCH: Final = 500
SPLIT: Final = "decided|"

_CLAIMS: Final = """
insert or ignore into claims (property, value, qualifier, comparator, date)
select property, value, coalesce(qualifier, ''), comparator, iif(property in ('position', 'holder'), '', coalesce(date, ''))
from statements where announcement = ? and last_seen is null order by id
"""
_TELL: Final = """
insert into said
select u.node, c.number, n.number, m.number, max(s.confidence), a.published, min(s.target)
from announcements a cross join statements s on s.announcement = a.id and s.last_seen is null
  cross join subjects u on u.id = s.subject
  cross join numbers n on n.announcement = a.id cross join numbers m on m.announcement = a.cluster
  cross join claims c on c.property = s.property and c.value = s.value and c.qualifier = coalesce(s.qualifier, '')
    and c.comparator = s.comparator and c.date = iif(s.property in ('position', 'holder'), '', coalesce(s.date, ''))
where a.id = ? group by u.node, c.number
"""
_NAMES: Final = ", ".join(f"[{name}]" for name in COLUMNS)
_INSERT: Final = f"insert or ignore into statements ({_NAMES}, first_seen) values ({', '.join('?' * (len(COLUMNS) + 1))})"


class Builder:
    """Writes the registry in `folder`; use as a context. Raises DatasetBusy while another writes, DatasetError.

    `anew`: make another store beside the one that is there, which readers have until the new one is settled and takes its place.
    """

    def __init__(self, folder: Path, *, decisions: Iterable[Decision] = (), anew: bool = False) -> None:
        self.folder, self.anew = folder, anew
        self.decisions = list(decisions)
        self._lock = Dataset(folder).locked()
        self._open: set[str] = set()

    def __enter__(self) -> Builder:
        self._lock.__enter__()
        try:
            self.ledger = Ledger(self.folder)
            self.ledger.create()
            self._use(renewal.begin(self.folder, self.ledger) if self.anew else Store(self.folder, write=True))
            self.ledger.flush(self.store)
            self._inherit()
            self._legislate()
        except BaseException:
            self._lock.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, *error: object) -> None:
        self.store.close()
        self._lock.__exit__(None, None, None)

    def _use(self, store: Store) -> None:
        self.store, self.clusters, self.nodes = store, Clusters(store), Nodes(store)

    def known(self) -> dict[str, str]:
        """Announcement → digest of what the registry has of it."""
        return dict(self.store.all("select id, digest from announcements"))

    def take(self, records: Iterable[Record], *, at: datetime, batch: int = BATCH) -> int:
        """Take records in; one that is as before costs nothing. How many were new or changed. `at` dates what is said anew."""
        taken = 0
        pending: list[Record] = []
        for record in records:
            pending.append(record)
            if len(pending) >= batch:
                taken += self._take(pending, at)
                pending = []
        return taken + self._take(pending, at)

    def withdraw(self, announcements: Collection[str], *, at: datetime) -> None:
        """Take announcements out; their statements stay on record, closed."""
        with self.store.transaction():
            for id in sorted(announcements):
                self._forget(id, at, keep=frozenset())

    def resolve(self, *, at: datetime, mark: str = "") -> int:
        """Gather what changed into entities and log it, all in one transaction; how many changes. `mark`: see freshness."""
        with self.store.transaction():
            self._close_orphans(at)
            changes = Settlement(self.store, self.decisions, at).run()
            if mark:
                self.store.remember("mark", mark)
        self.ledger.flush(self.store)
        if self.anew:
            self.anew = False
            self._use(renewal.end(self.store, self.folder))
        self.store.run("pragma wal_checkpoint(passive)")
        return changes

    def _close_orphans(self, at: datetime) -> None:
        """After the store was made anew: what no announcement says any more is closed."""
        if self.store.meta("rebuilt"):
            orphans = "last_seen is null and announcement not in (select id from announcements)"
            self.store.run(f"insert into outbox select subject, id, first_seen, 1 from statements where {orphans}")
            self.store.run(f"update statements set last_seen = ? where {orphans}", at.isoformat())
            self.store.remember("closed", at.isoformat())

    def _take(self, records: list[Record], at: datetime) -> int:
        if not records:
            return 0
        taken = 0
        with self.store.transaction():
            for record in records:
                digest = key("record", record.model_dump_json(exclude={"text"}))
                if self.store.one("select digest from announcements where id = ?", record.id) != digest:
                    self._one(record, digest, at)
                    taken += 1
        return taken

    def _one(self, record: Record, digest: str, at: datetime) -> None:
        subjects, claims = read(record)
        first = self.store.one("select first_seen from announcements where id = ?", record.id)
        self._open = set()
        if first or self.store.one("select 1 from statements where announcement = ? limit 1", record.id):
            self._forget(record.id, at, keep={claim.id for claim in claims})
        sketch = reprints.sketch(record)
        self.store.run("insert or ignore into numbers (announcement) values (?)", record.id)
        self.store.run(
            "insert into announcements values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(record.id, record.source, record.title, record.published, record.language, record.model),
            *(digest, record.id, sketch, first or at.isoformat()),
        )
        self.clusters.join(record.id, sketch)
        describer = Describer(record)
        for subject in subjects:
            profile = self._as_decided(subject.id, describer.describe(subject))
            node = self.nodes.of(profile)
            self.store.run(
                "insert into subjects values (?, ?, ?, ?, ?)", subject.id, record.id, str(subject.kind), subject.name, node
            )
            self.store.run("insert or ignore into dirty values (?)", node)
        self._say(claims, at)
        self._tell(record.id)

    def _tell(self, announcement: str) -> None:
        """Count what an announcement says for its nodes, so that an entity is read in one sweep however many speak of it."""
        self.store.run(
            "delete from said where announcement = (select number from numbers where announcement = ?)", announcement
        )
        self.store.run(_CLAIMS, announcement)
        self.store.run(_TELL, announcement)

    def _say(self, claims: Iterable[Claim], at: datetime) -> None:
        fresh = [claim for claim in claims if claim.id not in self._open]
        closed = self.store.meta("closed")
        stamp = max(at, datetime.fromisoformat(closed) + timedelta(microseconds=1) if closed else at).isoformat()
        self.store.many(_INSERT, ((*(getattr(claim, name) for name in COLUMNS), stamp) for claim in fresh))
        self.store.many("insert into outbox values (?, ?, ?, 0)", ((claim.subject, claim.id, stamp) for claim in fresh))

    def _forget(self, announcement: str, at: datetime, *, keep: Collection[str]) -> None:
        """Take an announcement out of everything but the statements; those that it does not repeat are closed."""
        store = self.store
        rows = store.all(
            "select subject, id, first_seen from statements where announcement = ? and last_seen is null", announcement
        )
        self._open = {id for _, id, _ in rows if id in keep}
        gone = [row for row in rows if row[1] not in keep]
        stamp = at.isoformat()
        store.many(
            "update statements set last_seen = ? where subject = ? and id = ? and first_seen = ?",
            ((stamp, *row) for row in gone),
        )
        store.many("insert into outbox values (?, ?, ?, 1)", gone)
        if gone:
            store.remember("closed", stamp)
        store.run("insert or ignore into dirty select node from subjects where announcement = ?", announcement)
        store.run("delete from subjects where announcement = ?", announcement)
        store.run("delete from said where announcement = (select number from numbers where announcement = ?)", announcement)
        store.run("delete from announcements where id = ?", announcement)
        store.run("delete from bands where announcement = ?", announcement)
        twins = [row[0] for row in store.all("select b from twins where a = ?", announcement)]
        store.run("delete from twins where a = ? or b = ?", announcement, announcement)
        if twins:
            self.clusters.part(twins)

    def _inherit(self) -> None:
        """A store that was made anew goes on where the change log ended."""
        if not self.store.one("select 1 from changes limit 1") and self.ledger.last_seq():
            with self.store.transaction():
                self.store.many("insert into changes values (?, ?, ?, ?, ?, ?, ?, ?)", map(_row, self.ledger.changes()))
                names = ", ".join(f"[{name}]" for name in STATEMENTS.names)
                marks = ", ".join("?" * len(STATEMENTS))
                self.store.many(f"insert into statements ({names}) values ({marks})", self.ledger.open_statements())
                self.store.remember("flush", self.ledger.flushes())
                self.store.remember("rebuilt", "1")

    def _legislate(self) -> None:
        """Where decisions changed since the last run, what they speak of is gathered anew."""
        wanted = {decision.line() for decision in self.decisions}
        before = {row[0] for row in self.store.all("select line from decisions")}
        if wanted == before:
            return
        with self.store.transaction():
            for line in sorted(wanted ^ before):
                decision = Decision.model_validate_json(line)
                for id in (decision.left, decision.right, decision.entity):
                    for node in self._nodes_of(id):
                        self.store.run("insert or ignore into dirty values (?)", node)
            self._resplit()
            self.store.run("delete from decisions")
            self.store.many("insert into decisions values (?)", ((line,) for line in sorted(wanted)))

    def _nodes_of(self, id: str | None) -> Iterator[str]:
        if id:
            yield from (row[0] for row in self.store.all("select id from nodes where id = ? or entity = ?", id, id))
            yield from (row[0] for row in self.store.all("select node from subjects where id = ?", id))

    def _resplit(self) -> None:
        """Give the subjects that decisions part a node of their own, and give back those that none parts any more."""
        named = {
            id for decision in self.decisions if decision.decision == "different" for id in (decision.left, decision.right)
        }
        own = f'%"private": "{SPLIT}%'
        parted = {
            row[0]
            for row in self.store.all("select u.id from subjects u join nodes n on n.id = u.node where n.profile like ?", own)
        }
        for id in sorted({*(id for id in named if id), *parted}):
            row = self.store.all("select n.id, n.profile from subjects u join nodes n on n.id = u.node where u.id = ?", id)
            if not row:
                continue
            node, profile = row[0][0], Profile.load(row[0][1])
            if profile.private and profile.private.startswith(SPLIT):
                profile = replace(profile, private=profile.private.split("|", 2)[2] or None)
            wanted = self.nodes.of(self._as_decided(id, profile))
            if wanted != node:
                self.store.run("update subjects set node = ? where id = ?", wanted, id)
                self.store.many("insert or ignore into dirty values (?)", ((wanted,), (node,)))
                self._tell(self.store.one("select announcement from subjects where id = ?", id))

    def _as_decided(self, subject: str, profile: Profile) -> Profile:
        """The profile of a subject; one that an analyst parts from its like by name gets its own."""
        if any(d.decision == "different" and subject in (d.left, d.right) for d in self.decisions):
            return replace(profile, private=f"{SPLIT}{subject}|{profile.private or ''}")
        return profile


def _row(change: Any) -> tuple[Any, ...]:
    sides = (json.dumps(side, ensure_ascii=False) if side is not None else None for side in (change.before, change.after))
    return (change.seq, change.at.isoformat(), str(change.op), str(change.kind), change.entity, *sides, change.reason)
