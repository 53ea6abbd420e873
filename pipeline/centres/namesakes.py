"""What the names of a body and a centre tell of whether the one houses the other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from pipeline.centres.bodies import Body
from pipeline.centres.kinship import akin, begins, within
from pipeline.centres.sites import Site
from pipeline.phrases import fold

# Always some university's.
BELONGING = frozenset({"chair", "campus", "branch", "sub-branch", "outpost", "department", "faculty"})


def told(body: Body, site: Site, proper: Collection[str], elsewhere: Callable[[str], bool]) -> Iterator[str]:
    """The evidence for a body as the host of a centre.

    `proper`: the telling words of the centre's name; `elsewhere`: whether words hold the name of a place.
    """
    inside = [form for form in body.forms if within(form, site.name)]
    if inside and body.sort == "seat":
        placed = any(elsewhere(site.name.replace(form, "")) for form in inside)
        yield "branch elsewhere" if placed else "in its name"
        if not placed and any(fold(site.name).startswith(fold(form)) for form in inside):
            # "Tidewell University Smart Classroom".
            yield "opens its name"
    elif inside:
        yield "network in its name"
    if begins(site.name, body.forms[0]):
        yield "end of its name"
    if akin(body.forms[0], body.words, site.name, proper):
        yield "akin"
        yield f"akin {body.sort}"
    if site.noun in BELONGING:
        yield f"{site.noun} {body.sort}"
