"""Titles as the second reading tells them: what is no title let go, what no rule found taken in, and where each begins and ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline import morphology
from pipeline.persons.employers.wording import Post
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title

__all__ = ["retell", "worded"]

# Small words between a title and the body behind it ("of the").
LINK = 3


def retell(scene: Scene, titles: Sequence[Title], *, before: bool) -> list[Title]:
    """The titles of a text of which the second reading tells them; as they are, where there was none.

    `before`: a body stands before the title of its posts, nothing between.
    """
    if scene.entitled is None:
        return list(titles)
    kept = [t for t in titles if any(t.core_first < last and first < t.last for first, last in scene.entitled)]
    for first, last in scene.entitled:
        if not any(t.first < last and first < t.last for t in titles):
            begin = next((start for start, end in scene.institutions.items() if before and end == first), first)
            end = last if before else _with_body(scene, last)
            head = scene.tokens[last - 1 if before else first].lower
            kept.append(Title(begin, first, first, last, end, head))
    return sorted(kept, key=lambda t: t.first)


def _with_body(scene: Scene, last: int) -> int:
    """Index behind the body that follows a title, small words between."""
    for at in range(last, min(last + LINK + 1, len(scene.tokens))):
        if at in scene.institutions:
            return scene.institutions[at]
        if scene.tokens[at].is_break or not scene.tokens[at].is_word or scene.tokens[at].is_capital:
            break
    return last


def worded(scene: Scene, title: Title, post: Post, titles: Sequence[Title], language: str) -> Post:
    """A post with its title led on to where the second reading ends it, where the rules cut it short.

    Not a plural that several share, nor where one stretch runs over two titles, nor what the rules joined of parts or brought to another form.
    """
    told = [(f, e) for f, e in scene.entitled or () if title.core_first < e and f < title.last]
    said = scene.between(title.first, title.last).casefold()
    if len(told) != 1 or title.plural or post.title.casefold() not in said:
        return post
    (first, last), words = told[0], " ".join(scene.between(*told[0]).split())
    several = sum(t.first < last and first < t.last for t in titles) > 1
    if several or len(words) < len(post.title) or len(words.split()) == len(post.title.split()):
        return post
    return replace(post, title=morphology.nominative(words, language))
