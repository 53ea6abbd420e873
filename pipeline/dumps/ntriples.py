"""RDF as N-Triples: one triple a line, UTF-8; any RDF tool reads it.

Source:  RDF 1.1 N-Triples.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pipeline.dumps.everything import whole
from pipeline.dumps.triples import PREFIXES, Iri, Literal, nodes
from pipeline.registry.facade import Registry

__all__ = ["write"]

ESCAPES: Final = {ord("\\"): "\\\\", ord('"'): '\\"', ord("\n"): "\\n", ord("\r"): "\\r", ord("\t"): "\\t"} | {
    code: f"\\u{code:04X}" for code in (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F)
}
FORBIDDEN: Final = {ord(sign): f"%{ord(sign):02X}" for sign in '<>"{}|^`\\ '} | {code: f"%{code:02X}" for code in range(0x20)}


def write(registry: Registry, path: Path) -> None:
    """Write the file `path`."""
    with whole(path) as stream:
        for node in nodes(registry):
            for predicate, value in node.said:
                stream.write(f"{_iri(node.iri)} {_iri(predicate)} {_term(value)} .\n")


def _iri(name: str) -> str:
    prefix, _, rest = name.partition(":")
    return f"<{(PREFIXES[prefix] + rest if prefix in PREFIXES else name).translate(FORBIDDEN)}>"


def _term(value: Iri | Literal) -> str:
    if isinstance(value, Iri):
        return _iri(value.name)
    text = f'"{value.text.translate(ESCAPES)}"'
    return f"{text}^^{_iri(value.type)}" if value.type else text
