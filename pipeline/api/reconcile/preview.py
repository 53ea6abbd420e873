"""An entity at a glance, as HTML for a small frame."""

from __future__ import annotations

from html import escape

from pipeline.registry.models import Entity

__all__ = ["HEIGHT", "WIDTH", "page"]

WIDTH, HEIGHT = 420, 240
STYLE = (
    "body{font:14px/1.4 sans-serif;margin:8px}h1{font-size:16px;margin:0 0 4px}"
    "dt{float:left;clear:left;width:7em;color:#555}dd{margin:0 0 2px 7.5em}"
)


def page(entity: Entity) -> str:
    """The current values with the number of their independent sources; names may run right to left."""
    rows = "".join(
        f"<dt>{escape(value.property.replace('_', ' '))}</dt><dd dir='auto'>{escape(value.comparator.strip('=') + value.value)}"
        f" <small>({value.sources})</small></dd>"
        for value in entity.values
        if value.current and value.property != "name"
    )
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{escape(entity.name)}</title><style>{STYLE}</style></head>"
        f"<body><h1 dir='auto'>{escape(entity.name)}</h1><p>{escape(entity.kind)} · {escape(entity.id)}</p><dl>{rows}</dl></body></html>"
    )
