"""`herald registry …`, `herald conflicts`, `herald why`, `herald changes`: build the registry, and ask it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.registry_view import explained, facts, reach, stretch, table
from pipeline.cli.terminal import fail, many, say

if TYPE_CHECKING:
    from pipeline.registry.facade import Registry
    from pipeline.registry.models import Change, Entity, EntityKind

In = Annotated[Path, typer.Option("--in", help="Folder of the curated dataset.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Country = Annotated[str | None, typer.Option("--country", metavar="KG", help="ISO 3166 alpha-2.")]
Kind = Annotated[str | None, typer.Option("--kind", metavar="KIND", help="Its kind, as “national centre” or “university”.")]
Query = Annotated[str | None, typer.Option("--name", help="A part of a name, in any spelling that was seen.")]

Wanted = tuple[str | None, str | None, str | None]
"""What a list is narrowed to: country, a part of a name, a kind."""

BUILD_EXAMPLES = """
[bold]Examples[/]

herald registry build                        bring the registry up to date with processed/

herald registry build --from records.jsonl   take in records as `herald extract` writes them

herald registry centres --country KG         what is known of a country's centres

herald registry as-of 2025-08-01             what held on that day, as known now

herald why centre-0a1b2c3d4e5f6071           who says so, where, and why it is one centre
"""

registry = typer.Typer(
    help="Build the registry of centres, people, organisations and positions, and ask it.", no_args_is_help=True
)


def register(app: typer.Typer) -> None:
    """Add the verbs to the command."""
    app.add_typer(registry, name="registry", epilog=BUILD_EXAMPLES)
    app.command()(conflicts)
    app.command()(why)
    app.command()(changes)


@registry.command()
def build(
    processed: In = Path("processed"),
    records: Annotated[Path | None, typer.Option("--from", help="Records as JSON Lines, instead of the dataset.")] = None,
    decisions: Annotated[
        Path | None, typer.Option(help="Analysts' decisions; by default decisions.jsonl in the dataset.")
    ] = None,
) -> None:
    """Bring the registry up to date: what is new, changed or gone since the last run."""
    from pipeline.registry.intake import build as bring

    done = bring(processed, at=datetime.now(UTC), decisions=decisions, records=records)
    for warning in done.warnings:
        say(warning)
    taken, logged = many(done.taken, "announcement"), many(done.changes, "change")
    say(f"{taken} taken in, {done.gone} withdrawn, {logged} logged")


@registry.command()
def centres(
    processed: In = Path("processed"),
    country: Country = None,
    name: Query = None,
    of_kind: Kind = None,
    as_json: Json = False,
) -> None:
    """List centres: number, status, date, host."""
    _list("centre", processed, (country, name, of_kind), as_json=as_json)


@registry.command()
def people(processed: In = Path("processed"), country: Country = None, name: Query = None, as_json: Json = False) -> None:
    """List people, with the positions they were seen in."""
    _list("person", processed, (country, name, None), as_json=as_json)


@registry.command()
def organisations(
    processed: In = Path("processed"),
    country: Country = None,
    name: Query = None,
    of_kind: Kind = None,
    as_json: Json = False,
) -> None:
    """List organisations: acronym, kind."""
    _list("organisation", processed, (country, name, of_kind), as_json=as_json)


@registry.command()
def positions(processed: In = Path("processed"), country: Country = None, name: Query = None, as_json: Json = False) -> None:
    """List positions, with who was seen to hold them."""
    _list("position", processed, (country, name, None), as_json=as_json)


@registry.command()
def gaps(processed: In = Path("processed"), as_json: Json = False) -> None:
    """List numbers that no centre of a series bears, and numbers that two bear."""
    found = list(_open(processed).findings())
    if as_json:
        _lines(item.model_dump(mode="json") for item in found)
        return
    table(("what", "series", "number", "text"), ((item.kind, item.series, str(item.number), item.text) for item in found))


@registry.command(name="as-of")
def as_of(
    day: Annotated[str, typer.Argument(metavar="DATE", help="What held on this day: 2025-08-01.")],
    processed: In = Path("processed"),
    known: Annotated[
        str | None, typer.Option(metavar="DATE", help="As the registry knew it at the end of this day (UTC).")
    ] = None,
    as_json: Json = False,
) -> None:
    """List what held on a day (valid time), as known now or, with --known, as known then (record time)."""
    moment = datetime.combine(_day(known), time.max, UTC) if known else None
    found = _open(processed).as_of(held=_day(day), known=moment)
    if as_json:
        _lines(item.model_dump(mode="json") for item in found)
        return
    rows = ((item.entity.kind, item.entity.name, stretch(period), item.entity.id) for item in found for period in item.periods)
    table(("kind", "name", "held", "id"), rows)


def conflicts(processed: In = Path("processed"), as_json: Json = False) -> None:
    """List values that cannot all be true, with who says each."""
    found = list(_open(processed).conflicts())
    if as_json:
        _lines(item.model_dump(mode="json") for item in found)
        return
    rows = (
        (
            item.name,
            f"{item.property} {reach(item.group)}".strip(),
            f"{value.comparator.strip('=')}{value.value}",
            "→" if value.current else "",
            str(value.sources),
            value.reason,
        )
        for item in found
        for value in item.values
    )
    table(("entity", "property", "value", "current", "sources", "reason"), rows)


def why(
    entity: Annotated[str, typer.Argument(metavar="ENTITY", help="An id, as the lists print it, or how one begins.")],
    processed: In = Path("processed"),
    as_json: Json = False,
) -> None:
    """Print who says what of an entity: announcement, characters, rule, date; and why its mentions are one."""
    registry = _open(processed)
    begun = registry.beginning(entity, limit=2)
    found = registry.why(begun[0].id if len(begun) == 1 else entity)
    if found is None:
        fail(f"{entity} is no entity of the registry in {processed}: {_meant(registry, entity)}")
    if as_json:
        _lines([found.model_dump(mode="json")])
        return
    explained(found)


def changes(
    since: Annotated[int, typer.Option(min=0, help="Sequence number after which to begin.")] = 0,
    processed: In = Path("processed"),
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many.")] = None,
    as_json: Json = False,
) -> None:
    """Print the change log: what was added, changed, removed, with the state before and after."""
    registry = _open(processed)
    if since > (last := registry.version):
        fail(f"the change log ends at {last}, before {since}: the log that gave this number is gone; read it from --since 0")
    found = registry.changes(since, limit=limit)
    if as_json:
        _lines(item.model_dump(mode="json") for item in found)
        return
    rows = (
        (str(item.seq), f"{item.at:%Y-%m-%d %H:%M:%S}", item.op, _name(registry, item), item.reason, item.entity)
        for item in found
    )
    table(("seq", "at", "what", "name", "reason", "entity id"), rows)


def _open(processed: Path) -> Registry:
    from pipeline.registry.facade import Registry

    return Registry.open(processed)


def _all(registry: Registry, kind: EntityKind | str, wanted: Wanted) -> Iterable[Entity]:
    after = None
    country, name, of_kind = wanted
    while True:
        page = registry.entities(kind, country=country, query=name, of_kind=of_kind, after=after, limit=500)
        yield from page.entities
        if page.after is None:
            return
        after = page.after


def _list(kind: str, processed: Path, wanted: Wanted, *, as_json: bool) -> None:
    found = _all(_open(processed), kind, wanted)
    if as_json:
        _lines(item.model_dump(mode="json") for item in found)
        return
    rows = ((item.name, item.country or "", facts(item), str(item.sources), item.id) for item in found)
    table(("name", "country", "facts", "sources", "id"), sorted(rows))


def _meant(registry: Registry, name: str) -> str:
    """What somebody may have meant who gave a name, or how several ids begin, in place of an id."""
    from pipeline.registry.models import EntityKind

    if begun := registry.beginning(name, limit=3):
        return "so begin " + _listed(begun)
    found = [entity for kind in EntityKind for entity in registry.entities(kind, query=name, limit=3).entities]
    if last := registry.gone(name):
        return f"it was removed on {last.at:%Y-%m-%d} (change {last.seq}): {last.reason}"
    if not found:
        return "`herald registry centres` and the like print their ids"
    return "by that name there are " + _listed(found)


def _listed(entities: Iterable[Entity]) -> str:
    return "; ".join(f"{entity.id} ({entity.name})" for entity in entities)


def _name(registry: Registry, change: Change) -> str:
    """The name of what changed, as the change has it or as it is now."""
    from pipeline.registry.models import Entity

    said = next((str(side["name"]) for side in (change.after, change.before) if side and side.get("name")), "")
    if said:
        return said
    now = registry.entity(change.entity)
    return now.name if isinstance(now, Entity) else ""


def _lines(items: Iterable[dict[str, Any]]) -> None:
    for item in items:
        sys.stdout.write(json.dumps(item, ensure_ascii=False) + "\n")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no date; write 2025-08-01") from None
