"""In which country a body of an announcement is at home: what the text says for each country, and for none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.centres.atlas import Atlas
from pipeline.centres.sites import NOTHING, Found, Site
from pipeline.judge import NOBODY, Evidence, Judge

# A country is told that is right more often than not, and clearly so.
SURE = 0.6
# Characters between the name of a centre and that of the body behind it.
GAP = 3
# Evidence that says more or less by the kind of the body.
BY_KIND = frozenset(
    {"first", "opening", "commonest text", "only word about", "only place text", "houses", "only land of centres"}
)


def bodies(facts: Mapping[str, Sequence[tuple[int, int]]], entities: Mapping[str, Mapping[str, Any]]) -> list[Site]:
    """The bodies of a text, key → mentions, as an atlas takes them."""
    return [Site(entities[key]["name"], None, 0.0, dict.fromkeys(mentions, "")) for key, mentions in facts.items()]


def told(atlas: Atlas, own: int, body: Mapping[str, Any], centres: Sequence[Site]) -> dict[str, Evidence]:
    """The evidence for each country as the home of a body, and for none; `atlas`: that of the bodies, `centres`: placed already."""
    found = {code: set(names) for code, names in atlas.told(own).items()}
    kind = body["kind"] or "unknown"
    if body["country"]:
        found.setdefault(body["country"], set()).add("by name")
    lands = {centre.country.value for centre in centres} - {None}
    for centre in centres:
        if land := centre.country.value:
            evidence = found.setdefault(land, set())
            evidence.add("only land of centres" if len(lands) == 1 else "land of a centre")
            if centre.host.value == body["name"]:
                evidence.add("houses")
            if any(0 <= start - end <= GAP for _, end in centre.mentions for start, _ in atlas.sites[own].mentions):
                evidence.add("right behind centre")
    for names in found.values():
        names |= {f"{name} {kind}" for name in names & BY_KIND}
    found[NOBODY] |= {f"nobody {kind}", f"nobody {kind} of {min(3, len(found))}"}
    return {code: frozenset(names) for code, names in found.items()}


def decide(judge: Judge, told: Mapping[str, Evidence]) -> Found:
    """The likeliest country, where it is likely enough."""
    best, chance = judge.decide(told)
    return Found(best, chance) if chance >= SURE else NOTHING
