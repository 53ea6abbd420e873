"""What every export reads and how it writes: all entities, their evidence, and files that are whole or not there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, Any, Final

from pipeline.registry.facade import Registry
from pipeline.registry.models import Entity, EntityKind, Source, Statement

__all__ = ["entities", "proven", "whole"]

PAGE: Final = 500


def entities(registry: Registry) -> Iterator[Entity]:
    """Every entity, kind by kind, in the order of their ids."""
    for kind in EntityKind:
        after = None
        while True:
            page = registry.entities(kind, after=after, limit=PAGE)
            yield from page.entities
            if page.after is None:
                break
            after = page.after


def proven(registry: Registry) -> Iterator[tuple[Entity, tuple[Statement, ...], tuple[Source, ...]]]:
    """Every entity with its statements and their sources, a page of entities at a time."""
    for page in _pages(entities(registry)):
        ids = [entity.id for entity in page]
        statements, sources = registry.statements_of(ids), registry.sources_of(ids)
        for entity in page:
            yield entity, statements[entity.id], sources[entity.id]


def _pages(found: Iterator[Entity]) -> Iterator[list[Entity]]:
    while page := list(islice(found, PAGE)):
        yield page


@contextmanager
def whole(path: Path, *, binary: bool = False) -> Iterator[IO[Any]]:
    """A stream (UTF-8, newlines as written, unless binary) that takes the path's name when all is written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") if binary else part.open("w", encoding="utf-8", newline="") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
