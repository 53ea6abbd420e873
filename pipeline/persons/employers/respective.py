"""A plural title of several places or bodies, one to each of its holders: "послы Швеции и Норвегии в Грузии X и Y"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from pipeline.persons.employers.bodies import Body
from pipeline.persons.employers.wording import Post
from pipeline.persons.holders.links import Link
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title

__all__ = ["distributed"]

Row = tuple[Link, Post]
Span = tuple[int, int]


def distributed(
    scene: Scene, rows: Sequence[Row], titles: Sequence[Title], bodies: Sequence[Body], joiners: Collection[str]
) -> list[Row]:
    """The rows, each holder of such a title with the place or the body of his own.

    `joiners`: "and". Titles of as many places or bodies as they have holders are meant; any other stays whole.
    """
    given: list[Row] = []
    for link, post in rows:
        title = titles[link.title]
        order = sorted({other.name for other, _ in rows if other.title == link.title})
        shares = _shares(scene, title, bodies, joiners) if title.plural and len(order) > 1 else []
        given.append((link, _of(scene, post, shares, order.index(link.name)) if len(shares) == len(order) else post))
    return given


def _shares(scene: Scene, title: Title, bodies: Sequence[Body], joiners: Collection[str]) -> list[Span | Body]:
    """The two bodies or places that "and" joins right behind the core of a title; nothing where there are none."""
    inner = [b for b in bodies if title.core_last <= b.first and b.last <= title.last]
    starts: dict[int, Span | Body] = {first: (first, last) for first, last in scene.places.items()}
    starts |= {b.first: b for b in inner}
    one = starts.get(title.core_last)
    end = (one.last if isinstance(one, Body) else one[1]) if one is not None else title.last
    joined = end + 1 < title.last and scene.tokens[end].lower in joiners
    other = starts.get(end + 1) if joined else None
    return [one, other] if one is not None and other is not None and type(one) is type(other) else []


def _of(scene: Scene, post: Post, shares: Sequence[Span | Body], number: int) -> Post:
    """The post with the share of one holder."""
    share = shares[number]
    if isinstance(share, Body):
        return replace(post, organisation=share.name, how="named")
    spans = [s for s in shares if not isinstance(s, Body)]
    whole = scene.between(spans[0][0], spans[-1][1])
    return replace(post, title=post.title.replace(whole, scene.between(*share), 1))
