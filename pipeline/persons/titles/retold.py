"""Titles as the second reading tells them: what is no title let go, what no rule found taken in, and where each begins and ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline import morphology
from pipeline.persons.employers.wording import Post
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title, TitleGrammar

__all__ = ["retell", "worded"]

# Small words between a title and the body behind it ("of the").
LINK = 3


def retell(scene: Scene, titles: Sequence[Title], grammar: TitleGrammar | None) -> list[Title]:
    """The titles of a text of which the second reading tells them, each to where it ends there and the body behind; as they are, where there was none.

    `grammar`: of a language in which a body stands behind the title of its posts; None where it stands before it, nothing between.
    """
    if scene.entitled is None:
        return list(titles)
    before = grammar is None
    kept = [t for t in titles if _told(scene, t) or _sure(scene, t)]
    kept = [_led_on(scene, t, kept, grammar) for t in kept] if grammar is not None else kept
    for first, last in scene.entitled:
        if not any(t.first < last and first < t.last for t in titles):
            begin = next((start for start, end in scene.institutions.items() if before and end == first), first)
            end = last if before else _with_body(scene, last)
            if grammar is not None and end == last and grammar.is_no_post(scene.tokens, first, last):
                continue
            head = scene.tokens[last - 1 if before else first].lower
            kept.append(Title(begin, first, first, last, end, head))
    return sorted(kept, key=lambda t: t.first)


def _told(scene: Scene, title: Title) -> list[tuple[int, int]]:
    """The titles of the second reading over a title, from its core on."""
    return [(first, last) for first, last in scene.entitled or () if title.core_first < last and first < title.last]


def _sure(scene: Scene, title: Title) -> bool:
    """Whether a post stands right before a person that its body or its capitals tell: "KNU Rector X", "Group Village Headman X"."""
    if title.plural or title.core_last != title.last or title.last not in (scene.told or ()):
        return False
    words = scene.tokens[title.core_first : title.core_last]
    return title.first in scene.institutions or (len(title.head.split()) > 1 and all(word.is_capital for word in words))


def _led_on(scene: Scene, title: Title, titles: Sequence[Title], grammar: TitleGrammar) -> Title:
    """A title that the second reading leads on beyond what rules see of it, and to the body behind: "Dean | for Africa and the Gulf at the KNU"."""
    end = max([title.last, *(last for _, last in _told(scene, title))])
    if grammar.over_moment(scene.tokens, title.last) > title.last:
        return title
    runs_on = any(title.last <= other.first < end for other in titles)
    if runs_on or any(title.core_last <= at < title.last for at in scene.institutions):
        return title
    link = grammar.prepositions.at(scene.tokens, end)
    body = grammar.phrases.skip_articles(scene.tokens, link.end) if link is not None else end
    return replace(title, last=scene.institutions.get(body, end))


def _with_body(scene: Scene, last: int) -> int:
    """Index behind the body that follows a title, small words between."""
    for at in range(last, min(last + LINK + 1, len(scene.tokens))):
        if at in scene.institutions:
            return scene.institutions[at]
        if scene.tokens[at].is_break or not scene.tokens[at].is_word or scene.tokens[at].is_capital:
            break
    return last


def worded(scene: Scene, title: Title, post: Post, titles: Sequence[Title], grammar: TitleGrammar | None) -> Post:
    """A post with its title led on to where the second reading ends it, where the rules cut it short.

    Not a plural that several share, nor where one stretch runs over two titles, nor what the rules joined of parts or brought to another form,
    nor over words that say when the post was held, or but the end of its body's name ("Minister of Education | Ruritania").
    """
    told = _told(scene, title)
    said = scene.between(title.first, title.last).casefold()
    if len(told) != 1 or title.plural or post.title.casefold() not in said:
        return post
    (first, last), words = told[0], " ".join(scene.between(*told[0]).split())
    timed = grammar is not None and grammar.over_moment(scene.tokens, title.last) > title.last
    several = timed or sum(t.first < last and first < t.last for t in titles) > 1
    bare = grammar is not None and not (grammar.loose or grammar.genitive)
    placed = bare and words.removeprefix(f"{post.title} ") in (post.organisation or "")
    if several or placed or len(words) < len(post.title) or len(words.split()) == len(post.title.split()):
        return post
    return replace(post, title=words if grammar is None else morphology.nominative(words, grammar.language))
