"""How the registry looks on a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.cli.terminal import many, say

if TYPE_CHECKING:
    from pipeline.registry.models import Entity, Period, Why

__all__ = ["explained", "facts", "reach", "stretch", "table"]

# The columns of ids.
IDS = {"id", "entity id"}
SHOWN = {
    "centre": ("number", "status", "host"),
    "person": ("position",),
    "organisation": ("acronym", "kind"),
    "position": ("holder",),
}


def facts(entity: Entity) -> str:
    """The current values that tell most, in one line."""
    parts = []
    for name in SHOWN[entity.kind]:
        for value in entity.values:
            if value.current and value.property == name:
                date = entity.current(f"{value.value}_on") if name == "status" else None
                said = f"no. {value.value} ({reach(value.group)})" if name == "number" else value.value
                parts.append(f"{said} {date}" if date else said)
    return "; ".join(parts)


def reach(group: str) -> str:
    """What a value holds for, in words."""
    from pipeline.registry import series

    return series.reach(group)


def stretch(period: Period) -> str:
    """What held, from when to when as far as it is attested."""
    return f"{period.value} [{period.first or '..'}/{period.last or '..'}]" + (f", {period.ends}" if period.ends else "")


def explained(found: Why) -> None:
    """Print everything behind an entity."""
    console = Console()
    entity = found.entity
    console.print(f"[bold]{escape(entity.name)}[/] · {entity.kind} · {entity.country or '–'} · {entity.id}")
    console.print(f"{many(entity.sources, 'independent source')}, {many(entity.announcements, 'announcement')}\n")
    console.print("[bold]What is said of it[/]")
    sources = {source.announcement: source for source in found.sources}
    table(
        ("property", "value", "current", "sources", "reason"),
        (
            (
                v.property,
                f"{v.comparator.strip('=')}{v.value}" + (f" ({reach(v.group)})" if v.group else ""),
                "→" if v.current else "",
                str(v.sources),
                v.reason,
            )
            for v in entity.values
        ),
    )
    console.print("\n[bold]Who says it[/]")
    rows = []
    for said in found.statements:
        source = sources[said.announcement]
        place = f"{source.source} [{said.start}:{said.end}]"
        rows.append(
            (said.property, said.value, repr(said.text), place, source.published or "–", f"{said.rule} {said.confidence:.2f}")
        )
    table(("property", "value", "says", "where", "published", "rule"), rows)
    if found.links:
        console.print("\n[bold]Why its mentions are one, and its neighbours others[/]")
    for link in found.links:
        verdict = "one" if link.joined else "two"
        console.print(
            f"[bold]{verdict}[/] {link.probability:.3f}: {escape(link.left_name)} / {escape(link.right_name)} ({link.by})"
        )
        for feature in link.features:
            console.print(f"    {feature.weight:+.1f} {feature.name}: {escape(feature.text)}")


def table(heads: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    """Print rows, or say that there are none; an id stands whole on one line, however narrow the terminal: it is to be copied."""
    cells = [[str(cell) for cell in row] for row in rows]
    if not cells:
        say("none")
        return
    shown = Table(show_edge=False, pad_edge=False)
    for head, column in zip(heads, zip(*cells, strict=True), strict=True):
        whole = head in IDS
        shown.add_column(head, overflow="fold", no_wrap=whole, min_width=max(map(len, column)) if whole else None)
    for row in cells:
        shown.add_row(*map(escape, row))
    Console().print(shown, crop=False)
