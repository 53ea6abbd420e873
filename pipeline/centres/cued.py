"""What the cues of a text tell of each body as the host of a centre."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.centres.bodies import ALOOF, TELLING, Body
from pipeline.centres.housing import Hit
from pipeline.centres.sites import Site

# Cues that say nothing of who houses a centre.
SILENT = ALOOF | {"loose", "parties", "founded"}
# Characters between a centre and the cue or the "of" behind it.
CUED, OWNED = 45, 2
# Characters of a Chinese town's name with which that of its school begins.
TOWN = (2, 3, 4)
# How a cue reaches a centre if it does so loosely, or not at all.
LOOSELY = frozenset({None, "last"})


@dataclass(frozen=True)
class Cued:
    """The cues of one text.

    `hits`: each with its body, and how it reaches each of the centres; `cases`, `seated`: as of `Cues`.
    """

    text: str
    hits: Sequence[tuple[Hit, Sequence[str | None]]]
    sites: Sequence[Site]
    cases: bool
    seated: Collection[str]

    @cached_property
    def roles(self) -> dict[int, frozenset[str]]:
        """Where a body is named → the cues that speak of it there."""
        roles: dict[int, set[str]] = {}
        for hit, _ in self.hits:
            roles.setdefault(hit.at, set()).add(hit.cue)
        return {at: frozenset(cues) for at, cues in roles.items()}

    def told(self, body: Body, own: int) -> Iterator[str]:
        """The evidence for a body as the host of a centre."""
        heard = [(hit, reaches) for hit, reaches in self.hits if hit.body == body.key]
        told = {hit.at for hit, reaches in heard if hit.cue in TELLING and reaches[own] not in LOOSELY}
        if len(told) > 1:
            yield "told again"
        if not told and any(hit.cue in TELLING and any(set(reaches) - LOOSELY) for hit, reaches in heard):
            yield "told of another"
        if all(reaches[own] is None or hit.cue in SILENT for hit, reaches in heard):
            yield f"untold {body.sort}"
        yield from self._cued(body, own)

    def _cued(self, body: Body, own: int) -> Iterator[str]:
        """What each cue tells."""
        for hit, reaches in self.hits:
            reach = reaches[own]
            if hit.body != body.key or all(one is None for one in reaches):
                continue
            if reach is None:
                yield f"{hit.cue} another"
                continue
            if hit.cue in TELLING:
                kind = "told" if reach != "last" else "told last"
                yield kind
                yield f"{kind} {body.sort}"
            yield f"{hit.cue} {reach}"
            yield f"{hit.cue} {hit.manner} {body.sort}"
            near = OWNED if hit.cue == "owner" else CUED
            if hit.manner == "next" and hit.cue in {"weak", "owner"} and self._behind(own, hit.start, near):
                yield f"{hit.cue} right behind {body.sort}"
        if self.cases and any(self._behind(own, start - 1, 0) for start, _ in body.spans):
            yield f"genitive {body.sort}"
        said = [self.text[start:end] for start, end in self.sites[own].stated] if self.seated else []
        towns = [body.forms[0][:letters] for letters in TOWN]
        if any(word + town in sentence for sentence in said for word in self.seated for town in towns):
            yield "seated"

    def _behind(self, own: int, at: int, most: int) -> bool:
        """Whether an offset lies that few characters behind the centre's name, in the same sentence."""
        mentions = self.sites[own].mentions
        return any(0 <= at - end <= most and "." not in self.text[end:at] for _, end in mentions)
