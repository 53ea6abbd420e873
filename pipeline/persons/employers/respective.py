"""A plural title of several places or bodies, one to each of its holders: "послы Швеции и Норвегии в Грузии X и Y"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from pipeline.persons.employers.bodies import Body
from pipeline.persons.employers.shares import Shares
from pipeline.persons.employers.wording import Post
from pipeline.persons.holders.links import Link
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title

__all__ = ["distributed", "widened"]

Row = tuple[Link, Post]
Span = tuple[int, int]

# The preposition and the article before a body, at most.
SMALL = 3


def distributed(
    scene: Scene,
    rows: Sequence[Row],
    named: tuple[Sequence[Title], Sequence[Body]],
    *,
    joiners: Collection[str],
    lists: Shares | None,
) -> list[Row]:
    """The rows, each holder of such a title with the place or the body of his own.

    `named`: the titles and bodies of the text; `joiners`: "and"; `lists` reads those of places and bodies that nobody knows. Titles of as many places or bodies as they have
    holders are meant; any other stays whole.
    """
    titles, bodies = named
    given: list[Row] = []
    for link, post in rows:
        title = titles[link.title]
        order = sorted({other.name for other, _ in rows if other.title == link.title})
        shares = _shares(scene, title, bodies, joiners) if title.plural and len(order) > 1 else []
        if len(shares) == len(order):
            given.append((link, _of(scene, (title, post), shares, order.index(link.name))))
            continue
        posts = lists.of(scene, title, post, bodies) if lists is not None and len(order) > 1 else []
        given.append((link, posts[order.index(link.name)] if len(posts) == len(order) else post))
    return given


def _shares(scene: Scene, title: Title, bodies: Sequence[Body], joiners: Collection[str]) -> list[Span | Body]:
    """The bodies, or the two places, that "and" joins behind the core of a title; nothing where there are none."""
    if listed := _bodies(scene, title, bodies, joiners):
        return list(listed)
    one = scene.places.get(title.core_last)
    other = scene.places.get(one + 1) if one is not None and one < title.last and scene.tokens[one].lower in joiners else None
    return [(title.core_last, one), (one + 1, other)] if one is not None and other is not None and one + 1 < title.last else []


def _bodies(scene: Scene, title: Title, bodies: Sequence[Body], joiners: Collection[str]) -> list[Body]:
    """The bodies joined by commas and "and" from the first in a title on, also where the title ends with the first; with their articles and prepositions."""
    behind = sorted((b for b in bodies if b.first >= title.core_last), key=lambda b: b.first)
    first = behind[0] if behind else None
    if first is None or first.last > title.last or not _small(scene, title.core_last, first.first):
        return []
    listed = [first]
    for body in behind[1:]:
        end = listed[-1].last
        joined = end < body.first and (scene.tokens[end].lower in joiners or scene.tokens[end].text == ",")
        if not joined or not _small(scene, end + 1, body.first):
            break
        listed.append(body)
    return listed if len(listed) > 1 else []


def _before(scene: Scene, title: Title, said: str, first: Body) -> str:
    """What a post says before the first of its bodies, less the small words that lead to it."""
    head = said.partition(scene.between(first.first, first.last))[0].rstrip()
    return head.removesuffix(scene.between(title.core_last, first.first)).rstrip(" ,") or said


def widened(scene: Scene, title: Title, bodies: Sequence[Body], joiners: Collection[str]) -> Title:
    """A plural title over all the bodies that "and" joins: "the rectors of X and the Y"."""
    listed = _bodies(scene, title, bodies, joiners) if title.plural else []
    further = scene.places.get(title.last + 1) if title.last < len(scene.tokens) - 1 else None
    if title.plural and further is not None and scene.tokens[title.last].lower in joiners and _placed(scene, title):
        return replace(title, last=further)
    return replace(title, last=listed[-1].last) if listed and listed[-1].last > title.last else title


def _placed(scene: Scene, title: Title) -> bool:
    """Whether a title ends with a place."""
    return title.last > title.core_last and title.last in scene.places.values()


def _small(scene: Scene, first: int, last: int) -> bool:
    """Whether nothing but a few small words stand in the tokens `first:last`."""
    return last - first <= SMALL and all(t.is_word and t.text.islower() for t in scene.tokens[first:last])


def _of(scene: Scene, held: tuple[Title, Post], shares: Sequence[Span | Body], number: int) -> Post:
    """The post with the share of one holder."""
    title, post = held
    share = shares[number]
    if isinstance(share, Body):
        first = next(s for s in shares if isinstance(s, Body))
        return replace(post, title=_before(scene, title, post.title, first), organisation=share.name, how="named")
    spans = [s for s in shares if not isinstance(s, Body)]
    whole = scene.between(spans[0][0], spans[-1][1])
    return replace(post, title=post.title.replace(whole, scene.between(*share), 1))
