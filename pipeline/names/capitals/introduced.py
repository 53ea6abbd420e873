"""Names of bodies without any head noun, told by a post there or by what they pay for: "gérant de Vanille & Compagnie", "funded by Aral Cellars"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline import gazetteer
from pipeline.names.capitals.stretch import COMMA, Stretch
from pipeline.names.capitals.unheaded import Unheaded
from pipeline.names.phrase import Phrase
from pipeline.names.words import Word

# Words between a post and the "of" that leads to the body: "cheffe de mission de".
REACH = 4
SHORT = 3


def behind_posts(unheaded: Unheaded, found: Sequence[Phrase]) -> list[Phrase]:
    """Names of two words or more behind a post held at companies and associations, where no head noun has `found` one."""
    stretch = unheaded.stretch
    taken = [(p.start, p.end) for p in found]
    names = []
    for at, word in enumerate(stretch.words):
        first = _led(stretch, at) if word.lower in stretch.joints.led | stretch.joints.led_definite else None
        if first is not None and not _may_lead(stretch, at, first):
            continue
        governed = first is not None and _governs(stretch, at, first)
        last = unheaded.own(first, plain=True) if first is not None else None
        if first is not None and governed:
            field = unheaded.own(first, plain=True, opened=True)
            last = _fields(stretch, field) if field is not None and field > first else None
        if first is not None and last == first and _again(stretch, first):
            last = first + 1
        if first is None or last is None or not (governed or _sound(stretch, stretch.words[first : last + 1])):
            continue
        if stretch.joints.head_first and _of_acronym(stretch, first, last):
            continue
        start, end = stretch.words[first].start, stretch.words[last].end
        if not any(s < end and start < e and not (start <= s and e <= end) for s, e in taken):
            names.append(Phrase(start, end, start, stretch.words[first].end, "", specific=True, rule="post"))
    return names


def _of_acronym(stretch: Stretch, first: int, last: int) -> bool:
    """Whether the last of some words is the acronym of whose field the others are: "director de los Pueblos Originarios del | INCAL"."""
    word, words = stretch.words[last], stretch.words
    linked = last > first + 1 and any(w.lower in stretch.joints.of for w in words[max(first + 1, last - 2) : last])
    again = any(
        one.text == "(" and other.text == word.text and close.text == ")"
        for one, other, close in zip(words, words[1:], words[2:], strict=False)
    )
    return linked and (word.shouted or again)


def behind_backers(unheaded: Unheaded, found: Sequence[Phrase]) -> list[Phrase]:
    """Names of two words or more behind what leads to who pays, gives, runs or signs, where no head noun has `found` one."""
    stretch = unheaded.stretch
    lows = [word.lower for word in stretch.words]
    backers: dict[str, list[tuple[str, ...]]] = {}
    for backer in stretch.joints.backers:
        backers.setdefault(backer[0], []).append(backer)
    names = []
    for at, low in enumerate(lows):
        first = max((at + len(b) for b in backers.get(low, ()) if tuple(lows[at : at + len(b)]) == b), default=None)
        while first is not None and first < len(lows) and lows[first] in stretch.joints.articles:
            first += 1
        if first is None or first >= len(lows) or not (stretch.words[first].capital and stretch.words[first].near):
            continue
        last = unheaded.own(first, plain=stretch.joints.head_first)
        department = _fielded(stretch, first) and stretch.words[first - 1].lower in stretch.joints.articles
        if department:
            field = unheaded.own(first, plain=True, opened=True)
            last = _fields(stretch, field) if field is not None and field > first else None
        if last is None or not (department or _sound(stretch, stretch.words[first : last + 1])):
            continue
        start, end = stretch.words[first].start, stretch.words[last].end
        if not any(p.start < end and start < p.end for p in found):
            names.append(Phrase(start, end, start, stretch.words[first].end, "", specific=True, rule="backed"))
    return names


def of_state(stretch: Stretch, found: Sequence[Phrase]) -> list[Phrase]:
    """Departments of a government, by their field or by the state in their name: "Department of Inland Fisheries", "State Archives Department"; none that a body in the phrase has."""
    names = []
    for at, word in enumerate(stretch.words):
        if word.lower not in stretch.joints.departments or not word.capital:
            continue
        span = _of_field(stretch, at) if _fielded(stretch, at) else _before_department(stretch, at)
        owned = span is not None and span[0] > 0 and stretch.words[span[0] - 1].lower == "'s"
        if span is None or owned or _inside(stretch, span[1]) or _headed(stretch, span[0]):
            continue
        start, end = stretch.words[span[0]].start, stretch.words[span[1]].end
        if not any(p.start < end and start < p.end and not (start <= p.start and p.end <= end) for p in found):
            names.append(Phrase(start, end, word.start, word.end, "", specific=True, rule="state"))
    return names


def _of_field(stretch: Stretch, at: int) -> tuple[int, int] | None:
    """The words of a department and its field, where that is one of the state: "Department of Agriculture and Food"."""
    joints, end, last = stretch.joints, at + 2, at
    while (word := stretch.at(end)) is not None:
        joined = last > at and end > last + 1
        known = word.lower in joints.state_fields or stretch.subject(word)
        if known and word.capital:
            last = end
        elif word.capital and word.is_word and word.lower not in joints.never and not joined:
            pass
        elif joined or (word.lower not in joints.both and word.text != COMMA):
            break
        end += 1
    words = stretch.words[at + 2 : last + 1]
    return (at, last) if any(w.lower in joints.state_fields for w in words) else None


def _before_department(stretch: Stretch, at: int) -> tuple[int, int] | None:
    """The words of a department that ends its name, behind one that says it is of the state: "State Archives Department"."""
    first = at
    while first and stretch.words[first].near and stretch.named(stretch.words[first - 1]):
        first -= 1
    first = next((n for n in range(first, at - 1) if stretch.words[n].lower in stretch.joints.of_state), at)
    return (first, at) if first < at else None


def _headed(stretch: Stretch, first: int) -> bool:
    """Whether a post of those that departments inside a body have leads to one: "Head of the | Department of Culture"."""
    joints, at = stretch.joints, first
    at -= at > 1 and stretch.words[at - 1].lower in joints.generic
    little = joints.articles | joints.of
    while at and stretch.words[at - 1].lower in little:
        at -= 1
    return 0 < at < first and stretch.words[at - 1].lower in joints.inner_posts


def _inside(stretch: Stretch, last: int) -> bool:
    """Whether a department is said to be a part of something: "at", "in" or "of the" stands behind it."""
    link = stretch.at(last + 1)
    return link is not None and (link.lower in stretch.joints.seats or link.lower in stretch.joints.of)


def _led(stretch: Stretch, post: int) -> int | None:
    """Where a capitalised word begins behind a post, what else belongs to the title, and "of"."""
    seated = False
    for at in range(post + 1, min(post + 1 + REACH, len(stretch.words) - 1)):
        word, first = stretch.words[at], at + 1
        if word.near and word.capital and seated and stretch.joints.head_first:  # "delegado en España de …"
            seated = False
            continue
        seated = word.lower in stretch.joints.seats
        if not word.near or not word.is_word or word.capital or word.lower in stretch.joints.stops:
            return None
        while first < len(stretch.words) - 1 and stretch.words[first].lower in stretch.joints.articles:
            first += 1
        if word.lower in stretch.joints.of - stretch.joints.aims and stretch.words[first].near and stretch.words[first].capital:
            return first
    return None


def _may_lead(stretch: Stretch, post: int, first: int) -> bool:
    """Whether a post leads to bodies as well as to fields: an article stands before the body ("director of the Norrland Post"), or it is a brand ("director of NorrPost Trondelag")."""
    led = stretch.words[post].lower in stretch.joints.led or stretch.words[first - 1].lower in stretch.joints.articles
    return led or _brand(stretch.words[first].text)


def _brand(word: str) -> bool:
    """Whether capitals inside a word make a brand of it: "MapMakers", no "McKay" and no acronym."""
    inside = [n for n, char in enumerate(word) if char.isupper() and n > 0]
    return len(inside) == 1 and inside[0] > SHORT - 1 and word.isalpha()


def _governs(stretch: Stretch, post: int, first: int) -> bool:
    """Whether a post of the state stands before a department with its field: "Director General of the Department of Quarries"."""
    joints = stretch.joints
    public = post > 0 and stretch.words[post - 1].lower in joints.of_state and stretch.words[post].lower in joints.led_definite
    governing = stretch.words[post].lower in joints.governing or public
    governing = governing and stretch.words[first - 1].lower in joints.articles
    return governing and _fielded(stretch, first)


def _fielded(stretch: Stretch, first: int) -> bool:
    """Whether a department with its field begins at a word."""
    link = stretch.at(first + 1)
    return stretch.words[first].lower in stretch.joints.departments and link is not None and link.lower in stretch.joints.of


def _fields(stretch: Stretch, last: int) -> int:
    """The end of a list of fields that begins at a word: "Trade, Industry and Water"; two capitals behind "and" are somebody else."""
    at = last
    while (
        (mark := stretch.at(at + 1)) is not None and (field := stretch.at(at + 2)) is not None and field.near and field.capital
    ):
        after = stretch.at(at + 3)
        if mark.lower in stretch.joints.both:
            return at + 2 if after is None or not (after.capital and after.near) else last
        if mark.text != COMMA:
            break
        at += 2
    return last


def _again(stretch: Stretch, at: int) -> bool:
    """Whether a capitalised word and the small one behind it stand together again in the text: "Fil tendu"."""
    pair = tuple(w.text for w in stretch.words[at : at + 2])
    small = len(pair) > 1 and stretch.words[at + 1].near and pair[1].islower() and len(pair[1]) > SHORT
    if not small or stretch.words[at + 1].lower in stretch.joints.stops | stretch.joints.little | stretch.joints.never:
        return False
    return sum((one.text, other.text) == pair for one, other in pairwise(stretch.words)) > 1


def _sound(stretch: Stretch, name: Sequence[Word]) -> bool:
    """Whether words name a body: more than one, the first neither a place nor a field, nor all of them known nouns, the last none that points to one."""
    head = name[0]
    joints = stretch.joints
    if joints.head_first and not name[-1].capital and name[-1].lower in joints.bodies | stretch.heads.all:
        return False
    if any(word.lower in joints.not_led for word in name):
        return False
    if len([w for w in name if w.is_word]) < 2 or head.lower in joints.never | joints.bodies | stretch.places:
        return False
    if " ".join(word.lower for word in name) in joints.places:
        return False
    return not joints.subject(head) and not gazetteer.known(head.text) and head.lower not in joints.generic
