"""One run of the main job: what is new under raw/ is read, extracted and merged into the tables, batch by batch.

A batch is done when its files stand in `files`, which is written last; a run that is killed before leaves tables that the next
run completes. Children are written before `announcements`, whose row says that a text is done in this version.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType
from typing import Final, Self

import structlog

from pipeline.dataset import origins
from pipeline.dataset.books import quarantined, read
from pipeline.dataset.plan import Job, Plan, extractor, survey
from pipeline.dataset.reading import Batch, Origin, Reading, Seen
from pipeline.dataset.rows import announcement, children
from pipeline.dataset.schema import CHILDREN, Row
from pipeline.dataset.summary import Summary, summarise
from pipeline.dataset.tables import Change, Dataset
from pipeline.dataset.workers import Workers
from pipeline.errors import RecordError, SourceError
from pipeline.records import Announcement, Record

__all__ = ["Run", "run"]

TIDY_EVERY: Final = 25
"""Batches after which small files are joined: every commit looks at all of them."""

log = structlog.get_logger("herald")


@dataclass(slots=True)
class Work:
    """A batch on its way: what is known of its announcements, and what becomes of them."""

    batch: Batch
    before: dict[str, Row]
    origins: dict[str, list[Origin]] = field(default_factory=dict)
    announcements: list[Row] = field(default_factory=list)
    children: dict[str, list[Row]] = field(default_factory=lambda: {table: [] for table in CHILDREN})
    extracted: set[str] = field(default_factory=set)

    @property
    def gone(self) -> set[str]:
        """Announcements that no source says any more."""
        return {id for id, places in self.origins.items() if not places}


class Run:
    """Call `discover`, then `read`, `extract` and `write` in turn until `read` gives 0, then `report`; use as a context.

    Each step may be called again where it raised that something is busy. `started` names the run and dates its rows;
    `extracted` is called after each announcement.
    """

    extracted: Callable[[], None] = staticmethod(lambda: None)

    def __init__(self, job: Job, *, started: datetime) -> None:
        self.job, self.dataset = job, Dataset(job.processed)
        self.stamp: Row = {"run_id": f"{started:%Y%m%dT%H%M%S.%fZ}", "written_at": started}
        self.changes: dict[str, Change] = {}
        self.plan: Plan
        self._stack = ExitStack()
        self._work: Work | None = None
        self._written = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stack.close()

    def discover(self) -> int:
        """Lock the dataset and see what is new; how many files are to be read.

        Raises SourceError where the raw folder is not there, DatasetBusy while another run writes, DatasetError.
        """
        with ExitStack() as stack:
            stack.enter_context(self.dataset.locked())
            self.dataset.migrate()
            self.plan = survey(self.job.raw, self.dataset, version=extractor(), again=self.job.again)
            self.dataset.create()
            self._reading = Reading(self.plan.pending, folder=self.plan.raw, size=self.job.batch)
            self._stale = list(self.plan.stale)
            self._held = self._holders() if self.plan.pending else {}
            self._workers = stack.enter_context(Workers(self.job.workers, expected=len(self.plan.pending)))
            self._stack = stack.pop_all()
        log.info("run.started", run=self.stamp["run_id"], pending=len(self.plan.pending), unchanged=self.plan.unchanged)
        return len(self.plan.pending)

    def read(self) -> int:
        """Read the next batch; how many announcements and ends of files it has, 0 at the end.

        Raises SourceBusy when all that is left is being written: try again in a while.
        """
        batch = self._reading.batch()
        stale, self._stale = ([], self._stale) if batch else (self._stale[: self.job.batch], self._stale[self.job.batch :])
        ids = {said.id for said, _ in batch.said} | set(stale)
        ids |= {id for seen in batch.done for id in self._left_behind(seen)}
        rows = self.dataset.rows("announcements", within=("id", ids))
        self._work = Work(batch, {row["id"]: row for row in rows})
        return len(batch.said) + len(batch.done) + len(stale)

    def extract(self) -> int:
        """Extract what the batch read brought that is new; how many announcements that is. Raises ModelError."""
        work = self._current()
        tasks: list[Announcement] = []
        texts = {id: row["text"] for id, row in work.before.items()} | {said.id: said.text for said, _ in work.batch.said}
        for id, seen in self._readers(work).items():
            row = work.before.get(id)
            places = origins.joined(row["sources"] if row else (), seen, key=id)
            work.origins[id] = places
            if not places:
                continue
            winner = origins.best(places)
            if (
                self.job.again
                or row is None
                or row["extractor"] != self.plan.extractor
                or origins.best(row["sources"]) != winner
            ):
                tasks.append(origins.announcement(texts[id], winner))
            elif row["sources"] != places:
                work.announcements.append({**row, "sources": places})
        for task, record in zip(tasks, self._workers.records(tasks), strict=True):
            self._take(work, task, record)
            self.extracted()
        return len(tasks)

    def write(self) -> int:
        """Merge the batch into the tables; how many files are done with it. Raises DatasetBusy, DatasetError."""
        work = self._current()
        children_of = work.extracted | work.gone
        for table, rows in work.children.items():
            self._merge(table, rows, within=("announcement_id", children_of))
        touched = {row["id"] for row in work.announcements} | work.gone
        self._merge("announcements", work.announcements, within=("id", touched))
        for id, places in work.origins.items():
            for place in places:
                self._held.setdefault((place["root"], place["file"]), set()).add(id)
        self._write_books(work.batch.done)
        self._work, self._written = None, self._written + 1
        if self._written % TIDY_EVERY == 0:
            self.dataset.tidy()
        log.info("batch.written", announcements=len(work.extracted), files=len(work.batch.done))
        return len(work.batch.done)

    def report(self) -> Summary:
        """Forget the quarantine of files that are gone, tidy the tables, and say what was done."""
        self._merge("files", [], within=("id", self.plan.vanished))
        self._merge("quarantine", [], within=("file_id", self.plan.vanished))
        if any(self.changes.values()):
            self.dataset.tidy()
        summary = summarise(self.dataset, self.plan, run_id=self.stamp["run_id"], changes=self.changes)
        log.info("run.finished", run=summary.run_id, read=summary.read, quarantined=len(summary.quarantined))
        return summary

    def _current(self) -> Work:
        if self._work is None:
            raise RuntimeError("nothing was read: call read, extract and write in turn")
        return self._work

    def _holders(self) -> dict[tuple[str, str], set[str]]:
        """(root, file) → announcements that name it as an origin, also those that a killed run left."""
        held: dict[tuple[str, str], set[str]] = {}
        for row in self.dataset.rows("announcements", columns=["id", "sources"]):
            for place in row["sources"]:
                held.setdefault((place["root"], place["file"]), set()).add(row["id"])
        return held

    def _left_behind(self, seen: Seen) -> set[str]:
        """Announcements that a file said before and says no more; none where it was damaged, and may be repaired."""
        held = self._held.get((seen.file.root, seen.file.file), set())
        return set() if seen.errors else held - seen.origins.keys()

    def _readers(self, work: Work) -> dict[str, list[Seen]]:
        """Announcement → the files of the batch that say it, or said it before."""
        found: dict[str, list[Seen]] = {id: [] for id in work.before}
        for said, seen in work.batch.said:
            entry = found.setdefault(said.id, [])
            if seen not in entry:
                entry.append(seen)
        for seen in work.batch.done:
            for id in self._left_behind(seen) & work.before.keys():
                found[id].append(seen)
        return found

    def _take(self, work: Work, task: Announcement, record: Record | RecordError) -> None:
        try:
            if isinstance(record, RecordError):
                raise record
            rows = children(record)
        except RecordError as error:
            self._blame(work, task, error)
            return
        for table, found in rows.items():
            work.children[table] += found
        work.extracted.add(record.id)
        work.announcements.append(announcement(record, work.origins[record.id], self.plan.extractor))

    def _blame(self, work: Work, task: Announcement, error: RecordError) -> None:
        """Put an announcement that herald fails on into quarantine; raise where no file of this run brought it."""
        reader = next((seen for said, seen in work.batch.said if said.id == task.id), None)
        if reader is None:
            raise error
        log.error("announcement.failed", source=task.source, error=str(error))
        reader.errors.append(SourceError(task.source, str(error), "this is herald's fault: report it with the file"))

    def _write_books(self, done: Iterable[Seen]) -> None:
        files = list(done)
        ids = {seen.file.id for seen in files}
        tried = {row["id"]: row for row in self.dataset.rows("quarantine", within=("file_id", ids))}
        wrong = {row["id"]: row for seen in files for row in quarantined(seen, self.plan.extractor, tried)}
        self._merge("quarantine", wrong.values(), within=("file_id", ids))
        self._merge("files", [read(seen, self.plan.extractor) for seen in files if seen.settled], within=("id", ids))
        for row in wrong.values():
            log.warning("file.quarantined", source=row["source"], reason=row["reason"])

    def _merge(self, table: str, rows: Iterable[Row], *, within: tuple[str, Iterable[str]]) -> None:
        column, values = within
        change = self.dataset.merge(table, list(rows), within=(column, set(values)), stamp=self.stamp)
        self.changes[table] = self.changes.get(table, Change()) + change


def run(job: Job, *, started: datetime) -> Summary:
    """The whole job in one call, without Prefect: what the flow does, less its retries. Raises HeraldError."""
    with Run(job, started=started) as current:
        current.discover()
        while current.read():
            current.extract()
            current.write()
        return current.report()
