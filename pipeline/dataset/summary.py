"""What a run did and what the dataset holds after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.dataset.plan import Plan
from pipeline.dataset.schema import CHILDREN
from pipeline.dataset.tables import Change, Dataset

__all__ = ["Quarantined", "Summary", "summarise"]


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A file, or a part of it, that could not be read."""

    source: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Summary:
    """`read`, `unchanged`: raw files. `languages`: announcements by language, `rows`: rows by table, both of the whole dataset.

    `changes`: what this run did, by table. `quarantined`: what of this raw folder cannot be read, now or before.
    """

    run_id: str
    raw: Path
    processed: Path
    read: int
    unchanged: int
    languages: Mapping[str, int]
    rows: Mapping[str, int]
    changes: Mapping[str, Change]
    quarantined: tuple[Quarantined, ...]

    @property
    def usable(self) -> bool:
        """Whether the dataset holds anything."""
        return self.rows["announcements"] > 0

    def markdown(self) -> str:
        """The summary as Markdown, for Prefect's artifact."""
        lines = [
            f"# herald run {self.run_id}",
            f"{self.read} file{'' if self.read == 1 else 's'} read, {self.unchanged} unchanged, {len(self.quarantined)} in quarantine.",
            "| language | announcements |\n|---|---:|",
            *(f"| {language} | {count} |" for language, count in self.languages.items()),
            "\n| table | rows | new | changed | removed |\n|---|---:|---:|---:|---:|",
        ]
        for table, count in self.rows.items():
            change = self.changes.get(table, Change())
            lines.append(f"| {table} | {count} | {change.inserted} | {change.updated} | {change.deleted} |")
        if self.quarantined:
            lines.append("\n| in quarantine | why | what to do |\n|---|---|---|")
            lines += [f"| {_cell(q.source)} | {_cell(q.reason)} | {_cell(q.remedy)} |" for q in self.quarantined]
        return "\n".join(lines) + "\n"


def summarise(dataset: Dataset, plan: Plan, *, run_id: str, changes: Mapping[str, Change]) -> Summary:
    """Count what is there. Raises DatasetError where the tables cannot be read."""
    languages = Counter(row["language"] for row in dataset.rows("announcements", columns=["language"]))
    wrong = dataset.rows("quarantine", columns=["source", "reason", "remedy"], within=("root", [plan.root]))
    return Summary(
        run_id=run_id,
        raw=plan.raw,
        processed=dataset.folder,
        read=len(plan.pending),
        unchanged=plan.unchanged,
        languages=dict(sorted(languages.items(), key=lambda pair: (-pair[1], pair[0]))),
        rows={table: dataset.count(table) for table in ("announcements", *CHILDREN)},
        changes=dict(changes),
        quarantined=tuple(sorted((Quarantined(**row) for row in wrong), key=lambda q: q.source)),
    )


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
