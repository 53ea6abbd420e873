"""Who stands right behind the body of their post, with no comma: "la directrice de l'Orchestre de Bamako | Fatou Sarr a remercié"."""

from __future__ import annotations

from dataclasses import replace

from pipeline.names.capitals.joints import Joints
from pipeline.names.capitals.stretch import COMMA
from pipeline.names.phrase import Phrase
from pipeline.names.words import Word

# Words before a body among which the post stands: "la cheffe du service des archives de l'".
REACH = 9
# Capitals that make a name of a body without any link in it: "Fondation Terres Hautes".
OWN = 2


def without_holder(phrase: Phrase, words: list[Word], starts: dict[int, int], joints: Joints) -> Phrase:
    """The name of a body, less the person that it swallowed: a given name and a family name behind a name that is whole.

    `starts`: the number of each word by its offset. Only behind a post, and not where another name follows a comma: then
    the body is called after the first ("le directeur de l'Institut de médecine Pedro Kourí, Luc Sow").
    """
    first, last = starts[phrase.start], starts[phrase.start]
    while last + 1 < len(words) and words[last + 1].end <= phrase.end:
        last += 1
    head = next(n for n in range(first, last + 1) if words[n].end >= phrase.head_end)
    at = next((n for n in range(head + 2, last) if _begins(n, words, joints)), None)
    if at is None or not _whole(words[head + 1 : at], joints) or _called_after(words, last) or not _led(words, first, joints):
        return phrase
    return replace(phrase, end=words[at - 1].end)


def _begins(n: int, words: list[Word], joints: Joints) -> bool:
    """Whether a person's name may begin here: a given name, a capital behind it, and before it a word that is no link, given name or head."""
    before, word, after = words[n - 1 : n + 2]
    return (
        word.capital
        and word.lower.partition("-")[0] in joints.given
        and (after.capital or after.lower in joints.particles)
        and before.is_word
        and before.lower not in joints.little | joints.given | joints.possessives | joints.generic | joints.bodies
    )


def _whole(inner: list[Word], joints: Joints) -> bool:
    """Whether what stands behind the head makes a name already: a complement, or capitals of its own."""
    linked = any(word.lower in joints.of | joints.inner for word in inner)
    own = [word for word in inner if word.capital and word.lower not in joints.generic]
    return (
        (linked and bool(own or inner[-1].is_word)) or len(own) >= OWN or any("-" in word.text or word.shouted for word in own)
    )


def _called_after(words: list[Word], last: int) -> bool:
    """Whether another name follows a comma."""
    return last + 2 < len(words) and words[last + 1].text == COMMA and words[last + 2].capital


def _led(words: list[Word], first: int, joints: Joints) -> bool:
    """Whether a post and a link lead to the body."""
    before = words[max(0, first - REACH) : first]
    stop = max((n for n, word in enumerate(before) if not word.is_word and word.text not in "-'’"), default=-1)
    before = before[stop + 1 :]
    linked = bool(before) and before[-1].lower in joints.of | joints.articles
    return linked and any(word.lower in joints.posts | joints.led | joints.governing for word in before)
