"""JSON-LD in the words of schema.org: one document, its context inside, so that nothing is fetched to read it.

Source:  JSON-LD 1.1.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from pipeline.dumps.everything import whole
from pipeline.dumps.triples import PREFIXES, Iri, Literal, Node, nodes
from pipeline.registry.facade import Registry

__all__ = ["write"]

CONTEXT: Final = {"@vocab": PREFIXES["schema"], **{name: iri for name, iri in PREFIXES.items() if name != "schema"}}


def write(registry: Registry, path: Path) -> None:
    """Write the file `path`: the same triples as the N-Triples, a node a line."""
    with whole(path) as stream:
        stream.write(f'{{"@context": {json.dumps(CONTEXT)},\n"@graph": [')
        for at, node in enumerate(nodes(registry)):
            stream.write((",\n" if at else "\n") + json.dumps(_object(node), ensure_ascii=False))
        stream.write("\n]}\n")


def _object(node: Node) -> dict[str, Any]:
    found: dict[str, Any] = {"@id": node.iri}
    said: dict[str, list[Any]] = {}
    for predicate, value in node.said:
        if predicate == "rdf:type":
            assert isinstance(value, Iri)
            said.setdefault("@type", []).append(_short(value.name))
        else:
            said.setdefault(_short(predicate), []).append(_value(value))
    return found | {name: values[0] if len(values) == 1 else values for name, values in said.items()}


def _value(value: Iri | Literal) -> Any:
    if isinstance(value, Iri):
        return {"@id": value.name}
    return {"@value": value.text, "@type": value.type} if value.type else value.text


def _short(name: str) -> str:
    """A word of schema.org stands without its prefix."""
    return name.removeprefix("schema:")
