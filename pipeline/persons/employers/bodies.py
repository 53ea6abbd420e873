"""The institutions that a text names, as titles see them: where they stand and what they are called in full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from pipeline.persons.scene import Scene
from pipeline.persons.tokens import index_at
from pipeline.spans import CENTRES, Known

__all__ = ["Body", "bodies_of", "bracketed", "elsewhere", "expanded", "latest", "spells"]


@dataclass(frozen=True, slots=True)
class Body:
    """An institution at a place, in tokens.

    `name` is its fullest form, `kind` as RECORDS.md has it, if known; `centre` tells a centre from an organisation; `short`:
    whether the text gives it an acronym.
    """

    first: int
    last: int
    name: str
    kind: str = ""
    centre: bool = False
    short: bool = False


def bodies_of(scene: Scene, entities: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> list[Body]:
    """The institutions of a text in its order, each by its fullest name. `entities`: label → key → fields."""
    rows: dict[int, Body] = {}
    for fact in scene.bodies:
        first, last = index_at(scene.tokens, fact.start), index_at(scene.tokens, fact.end - 1) + 1
        fields = entities.get(fact.label, {}).get(fact.entity, {})
        name = str(fields.get("name") or scene.text[fact.start : fact.end])
        if first not in rows or rows[first].last < last:
            kind, short = str(fields.get("kind") or ""), bool(fields.get("acronym"))
            rows[first] = Body(first, last, name, kind, fact.label == "CENTRE", short)
    return _spelled_out(scene, [rows[first] for first in sorted(rows)])


def elsewhere(known: Sequence[Known], bodies: Sequence[Body]) -> list[Body]:
    """The institutions that only another language's part of the text names, as if before its first word."""
    named = {body.name for body in bodies}
    return [Body(0, 0, one.name, one.kind, one.group == CENTRES) for one in known if one.name not in named]


def expanded(name: str, bodies: Sequence[Body]) -> str:
    """The full name of the one body that an acronym spells, or begins, or that has a proper word or begins with these; the name itself where none or several do."""
    long = [b.name for b in bodies if " " in b.name]
    if not _is_acronym(name):
        fitting = {n for n in long if name in n.split()} if " " not in name else {n for n in long if n.startswith(f"{name} ")}
    else:
        fitting = {n for n in long if spells(name, n)} or {n for n in long if n.startswith(f"{name} ")}
    return fitting.pop() if len(fitting) == 1 else name


def spells(acronym: str, name: str) -> bool:
    """Whether an acronym is made of the initials of a name's longer words, in order, with letters between from the words."""
    letters = acronym.casefold()
    words = [w for w in name.casefold().replace("-", " ").split() if len(w) > 3 and w[0].isalpha()]
    if len(words) < 2:
        return False
    at = 0
    for word in words:
        at = letters.find(word[0], at) + 1
        if at == 0:
            return False
    return letters[0] == words[0][0] and len(letters) <= len(words) + 2


def latest(bodies: Sequence[Body], word: str, at: int) -> Body | None:
    """The last body before a token that has a word in its name; the first one of all where none stands before."""
    named = [b for b in bodies if word in b.name.lower()]
    return max((b for b in named if b.last <= at), key=lambda b: b.last, default=named[0] if named else None)


def bracketed(scene: Scene, body: Body) -> bool:
    """Whether a body is only the acronym of what stands before it: "the Agency (AGY)"."""
    return body.first > 0 and scene.tokens[body.first - 1].text in "(（"


def _spelled_out(scene: Scene, bodies: list[Body]) -> list[Body]:
    """Bodies known by an acronym only get the full name that the text itself gives, in brackets, by its initials or because it begins so ("CHU")."""
    full = {b.name for b in bodies if " " in b.name}
    long: dict[str, str] = {}
    for left, right in pairwise(bodies):
        if left.last + 1 == right.first and scene.tokens[left.last].text in "(（" and " " in left.name:
            long[scene.between(right.first, right.last)] = left.name
    for left, right in pairwise(bodies):
        gap = scene.tokens[left.last : right.first]
        if _is_acronym(left.name) and " " in right.name and 1 <= len(gap) <= 2 and gap[0].text == ",":
            closed = right.last < len(scene.tokens) and scene.tokens[right.last].text in {",", ".", ")"}
            if closed and all(t.text == "," or t.lower in {"the", "la", "le", "el", "l'"} for t in gap):
                long.setdefault(left.name, right.name)
    done: list[Body] = []
    for body in bodies:
        name = long.get(body.name) or next((n for a, n in long.items() if a.endswith(f"-{body.name}")), None)
        if name is None and _is_acronym(body.name):
            fitting = sorted(n for n in full if spells(body.name, n))
            fitting = fitting or sorted(n for n in full if n.startswith(f"{body.name} "))
            name = fitting[0] if len(fitting) == 1 else None
        done.append(replace(body, name=name or body.name))
    return done


def _is_acronym(name: str) -> bool:
    return 2 <= len(name) <= 8 and " " not in name and name.upper() == name and name.isalpha()
