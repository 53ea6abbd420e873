"""Personal names in Chinese text: family name and one or two characters, transliterated names with a dot, Latin names.

Nothing parts a Chinese name from its neighbours, so a name is only seen where something anchors it: a title before it, an
honorific behind it, a byline, a verb of speech or appointment. The words come from `languages/zh/people.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.lexicon import Lexicon
from pipeline.persons.han_titles import HanTitles
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.shapes import Name, Shapes
from pipeline.persons.sightings import Sighting
from pipeline.persons.titles import Title
from pipeline.persons.tokens import Token

__all__ = ["HanFinder"]

DOTS = frozenset("·•‧・．")
BRACKETS = frozenset("（(")
MARKS = frozenset("：:｜|/／ ")
MOST_SYLLABLES = 9
SHORTEST_FOREIGN = 3
SHORTEST_SPELLED = 2


class HanFinder:
    """Finds sightings in Chinese text."""

    def __init__(self, lexicon: Lexicon, titles: HanTitles) -> None:
        self.titles = titles
        self.shapes = Shapes(lexicon)
        self.families = Phrases(lexicon.list("families"))
        self.honorifics = Phrases(lexicon.list("honorifics"))
        self.follow = Phrases(lexicon.list("follow"))
        self.speech = Phrases(lexicon.list("speech"))
        self.appointing = Phrases(lexicon.list("appointing"))
        self.taking = Phrases(lexicon.list("taking"))
        self.openers = Phrases([*lexicon.list("openers"), *lexicon.list("appointing")])
        self.bylines = Phrases(lexicon.list("bylines"))
        self.not_names = Phrases(lexicon.list("not_names"))
        self.sounds = frozenset(str(lexicon.words.get("sounds", "")))
        self.place_ends = frozenset(lexicon.list("place_ends"))
        self.separators = frozenset(lexicon.list("separators"))

    def find(self, scene: Scene) -> tuple[list[Sighting], list[Title]]:
        """All sightings in the order of the text, and the titles."""
        titles = self.titles.find(scene)
        found: dict[int, Sighting] = {}
        for name, kind in self._anchored(scene, titles):
            if name.first in scene.quiet and kind != "byline":
                continue
            known = found.get(name.first)
            if known is None or known.name.last == name.last:
                kinds = {kind} | (set(known.evidence) if known else set())
                found[name.first] = self._witness(scene, Sighting(name, None, frozenset(kinds)))
        for sighting in list(found.values()):
            for name in self._enumerated(scene, sighting.name):
                found.setdefault(name.first, self._witness(scene, Sighting(name, None, frozenset({"enumerated"}))))
        found |= self._repeated(scene, found)
        return _apart(found), titles

    def honorific(self, tokens: Sequence[Token], index: int) -> int:
        """Honorifics stand behind the name in Chinese: nothing before it."""
        return 0

    def _anchored(self, scene: Scene, titles: Sequence[Title]) -> Iterator[tuple[Name, str]]:
        yield from self._titled(scene, titles)
        tokens = scene.tokens
        for index in range(len(tokens)):
            if index in scene.inside:
                continue
            if self.honorifics.at(tokens, index) is not None and (name := self._ending(scene, index)) is not None:
                yield name, "honorific"
            byline = self.bylines.at(tokens, index)
            if byline is not None and (name := self._byline(scene, byline.end)) is not None:
                yield name, "byline"
            opener = self.appointing.at(tokens, index)
            if opener is not None and (name := self.name_at(scene, opener.end)) is not None and self._takes(tokens, name.last):
                yield name, "title_after"
            if self._begins_clause(tokens, index) and (name := self.name_at(scene, index)) is not None:
                if self.speech.at(tokens, name.last) is not None:
                    yield name, "speech"
                elif self._takes(tokens, name.last):
                    yield name, "title_after"
        for first in scene.entities:
            name = self.name_at(scene, first) if self._opens(scene, first) or self._dotted(scene, first) else None
            if name is not None:
                yield name, "entity"

    def _titled(self, scene: Scene, titles: Sequence[Title]) -> Iterator[tuple[Name, str]]:
        """The names behind titles, and behind the words for those who are sent for a group."""
        tokens = scene.tokens
        for title in titles:
            behind = self._over_marks(tokens, title.last)
            entrusted = self.titles.entrusting.at(tokens, behind)
            at = entrusted.end if entrusted else behind
            if (name := self._foreign(scene, at) or self.name_at(scene, at) or self._recognised(scene, at)) is not None:
                yield name, "title_before"
        bracketed = {title.first for title in titles if title.first and tokens[title.first - 1].text in BRACKETS}
        for first in sorted(bracketed):
            yield from ((name, "title_after") for name in self._before(scene, first - 1))
        for index in self.titles.sent(scene):
            if (name := self.name_at(scene, index) or self._foreign(scene, index)) is not None:
                yield name, "title_before"

    def _before(self, scene: Scene, end: int) -> Iterator[Name]:
        """The name that ends before a bracket with a title in it: "金伯年（副处长）"."""
        for first in range(max(0, end - MOST_SYLLABLES), end - 1):
            if (
                self._begins_clause(scene.tokens, first)
                and (name := self.name_at(scene, first)) is not None
                and name.last == end
            ):
                yield name

    def _dotted(self, scene: Scene, first: int) -> bool:
        """Whether what the recogniser takes for a person has the dot of foreign names inside."""
        inside = range(first + 1, scene.entities[first] - 1)
        headed = any(self.titles.heads.at(scene.tokens, at) is not None for at in (first, *inside))
        return not headed and any(scene.tokens[at].text in DOTS for at in inside)

    def _foreign(self, scene: Scene, index: int) -> Name | None:
        """A name without family name or dot, spelled in characters for sounds, between a title and what may follow a name."""
        tokens, at = scene.tokens, index
        while (
            at < len(tokens) and at not in scene.inside and tokens[at].lower in self.sounds and self._runs_on(tokens, index, at)
        ):
            at += 1
            if at - index >= SHORTEST_FOREIGN and self._ends(tokens, at):
                known = self.families.at(tokens, index) is not None and at - index <= SHORTEST_FOREIGN
                return None if known else Name(index, at, tokens[index].start, tokens[at - 1].end, (scene.between(index, at),))
        return None

    def _runs_on(self, tokens: Sequence[Token], first: int, at: int) -> bool:
        return at - first < MOST_SYLLABLES and (at == first or tokens[at].start == tokens[at - 1].end)

    def _ends(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a name of foreign sounds ends before a token: at a mark, or where a longer word or an honorific begins."""
        if at < len(tokens) and tokens[at].text in DOTS:
            return False
        return (self._bounded(tokens, at) and self._breaks_off(tokens, at)) or self._closes(tokens, at)

    def _recognised(self, scene: Scene, index: int) -> Name | None:
        """The name of two or three characters right behind a title that only the recogniser can end."""
        family = self.families.at(scene.tokens, index)
        if family is None or self.not_names.at(scene.tokens, index) is not None:
            return None
        seen = {last for first, last in scene.entities.items() if index <= first <= index + 1}
        end = next((e for e in (family.end + 2, family.end + 1) if e in seen and self._all_han(scene, index, e)), None)
        if end is None:
            return None
        return Name(index, end, scene.tokens[index].start, scene.tokens[end - 1].end, (scene.between(index, end),))

    def _takes(self, tokens: Sequence[Token], index: int) -> bool:
        return self.taking.at(tokens, index) is not None

    def _begins_clause(self, tokens: Sequence[Token], index: int) -> bool:
        if index == 0 or not tokens[index].is_word:
            return index == 0
        before = tokens[index - 1]
        if before.text in DOTS:
            return False
        return before.is_break or not before.is_word or before.end < tokens[index].start

    def name_at(self, scene: Scene, index: int) -> Name | None:
        """The name that begins at a token, whatever its script."""
        tokens = scene.tokens
        if index >= len(tokens) or index in scene.inside or tokens[index].is_break:
            return None
        if not tokens[index].is_han:
            name = self.shapes.at(tokens, index, barred=lambda i: i in scene.inside or tokens[i].is_han)
            return name if (name is not None and not tokens[index].is_all_capitals) or _mixed(name) else None
        return self._transliterated(scene, index) or self._native(scene, index)

    def _transliterated(self, scene: Scene, index: int) -> Name | None:
        tokens, at, dots = scene.tokens, index, 0
        if tokens[index].lower not in self.sounds and (
            self.openers.covers(tokens, index, index + 1) or self.taking.covers(tokens, index, index + 1)
        ):
            return None
        parts, part = list[str](), ""
        while at < len(tokens) and at not in scene.inside:
            token = tokens[at]
            if not dots and part and (self.titles.heads.at(tokens, at) or self._verb_at(tokens, at)):
                return None
            if not dots and token.lower in self.separators:
                return None
            if token.text in DOTS and part:
                parts, part, dots = [*parts, part], "", dots + 1
            elif token.is_han and len(part) < MOST_SYLLABLES and not (dots and part and self._breaks_off(tokens, at)):
                part += token.text
            elif not token.is_han and token.is_capital and not part:
                part = token.text
            else:
                break
            at += 1
        if not dots or not part:
            return None
        return Name(index, at, tokens[index].start, tokens[at - 1].end, (*parts, part))

    def _native(self, scene: Scene, index: int) -> Name | None:
        tokens = scene.tokens
        family = self.families.at(tokens, index)
        if family is None or self.not_names.at(tokens, index) is not None:
            return None
        ends = [e for e in (family.end + 2, family.end + 1) if self._all_han(scene, index, e)]
        bounded = [e for e in ends if self._bounded(tokens, e) and tokens[e - 1].lower not in self.place_ends]
        if not bounded:
            return None
        end = bounded[0]
        if len(bounded) == 2 and self._phrase_at(tokens, bounded[1], bounded[0]):
            end = self._oftener(scene, index, bounded[1], bounded[0])
        return Name(index, end, tokens[index].start, tokens[end - 1].end, (scene.between(index, end),))

    def _phrase_at(self, tokens: Sequence[Token], short: int, long: int) -> bool:
        """Whether what follows the shorter reading is itself a phrase: "吕薇|担任" rather than "吕薇担|任"."""
        tables = (self.follow, self.speech, self.taking, self.honorifics)
        longest = max((f.end for t in tables if (f := t.at(tokens, short)) is not None), default=0)
        return longest > long or self.follow.covers(tokens, short, long)

    def _oftener(self, scene: Scene, index: int, short: int, long: int) -> int:
        """Of two readings of a name the one that the text repeats; the short one where it repeats neither."""
        count = scene.text.count
        return long if count(scene.between(index, long)) > 1 else short

    def _all_han(self, scene: Scene, first: int, last: int) -> bool:
        tokens = scene.tokens[first:last]
        joined = all(a.end == b.start for a, b in pairwise(tokens))
        return len(tokens) == last - first and joined and all(t.is_han for t in tokens)

    def _bounded(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a name may end before a token."""
        if at >= len(tokens) or not tokens[at].is_han or tokens[at].start > tokens[at - 1].end:
            return True
        if self.follow.at(tokens, at) or self.honorifics.at(tokens, at) or self.speech.at(tokens, at):
            return True
        return self.taking.at(tokens, at) is not None or self.titles.heads.at(tokens, at) is not None

    def _verb_at(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word of two characters or more, which introduces a name, stands at a token."""
        found = self.openers.at(tokens, at) or self.speech.at(tokens, at)
        return found is not None and len(found.phrase) > 1

    def _breaks_off(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a transliterated name ends before a token: a single character that also spells sounds does not end it."""
        if self.honorifics.at(tokens, at) is not None or self.titles.heads.at(tokens, at) is not None:
            return True
        found = self.follow.at(tokens, at) or self.speech.at(tokens, at) or self.taking.at(tokens, at)
        return found is not None and (len(found.phrase) > 1 or tokens[at].lower not in self.sounds)

    def _ending(self, scene: Scene, end: int) -> Name | None:
        """The name that an honorific closes."""
        for back in range(2, 24):
            first = end - back
            if first < 0 or first in scene.inside or scene.tokens[first].is_break:
                break
            if not self._opens(scene, first):
                continue
            name = self.name_at(scene, first)
            if name is not None and name.last == end:
                return name
        if end and not scene.tokens[end - 1].is_han and end - 1 not in scene.inside:
            first = end - 1
            while first and self.shapes.is_part(scene.tokens[first - 1]) and not scene.tokens[first - 1].is_han:
                first -= 1
            name = self.shapes.at(scene.tokens, first, barred=lambda i: i in scene.inside or scene.tokens[i].is_han)
            return name if name is not None and name.last == end else None
        return None

    def _opens(self, scene: Scene, first: int) -> bool:
        """Whether a name may begin at a token: behind a mark, an institution, a title or a word that introduces one."""
        if self._begins_clause(scene.tokens, first) or first - 1 in scene.inside:
            return True
        if not scene.tokens[first].is_han:
            return scene.tokens[first - 1].is_han
        for back in range(1, min(5, first) + 1):
            if self.openers.covers(scene.tokens, first - back, first) or self.titles.heads.covers(
                scene.tokens, first - back, first
            ):
                return True
        return scene.tokens[first - 1].lower in self.separators

    def _over_marks(self, tokens: Sequence[Token], at: int) -> int:
        return at + 1 if at < len(tokens) and tokens[at].text in MARKS else at

    def _byline(self, scene: Scene, at: int) -> Name | None:
        """The name behind "记者", "编辑：": directly, or as the last word of a line of bodies and names."""
        tokens = scene.tokens
        at = self._over_marks(tokens, at)
        for first in range(at, min(at + 16, len(tokens))):
            if tokens[first].is_break:
                return None
            if first == at or tokens[first - 1].end < tokens[first].start:
                name = self._native(scene, first) or self._transliterated(scene, first) or self._spelled(scene, first)
                if name is not None and self._closes(tokens, name.last):
                    return name
        return None

    def _spelled(self, scene: Scene, first: int) -> Name | None:
        """A word that is all characters for sounds: a name in a byline."""
        at = first
        while at < len(scene.tokens) and scene.tokens[at].lower in self.sounds and self._runs_on(scene.tokens, first, at):
            at += 1
        if at - first < SHORTEST_SPELLED or not self._closes(scene.tokens, at):
            return None
        return Name(first, at, scene.tokens[first].start, scene.tokens[at - 1].end, (scene.between(first, at),))

    def _closes(self, tokens: Sequence[Token], at: int) -> bool:
        return at >= len(tokens) or not tokens[at].is_han or tokens[at].start > tokens[at - 1].end

    def _enumerated(self, scene: Scene, name: Name) -> Iterator[Name]:
        """The names of a list: "…、X和Y"."""
        at = name.last
        while at < len(scene.tokens):
            honorific = self.honorifics.at(scene.tokens, at)
            at = honorific.end if honorific else at
            if at >= len(scene.tokens) or scene.tokens[at].lower not in self.separators:
                return
            following = self.name_at(scene, at + 1)
            if following is None:
                return
            yield following
            at = following.last

    def _repeated(self, scene: Scene, found: dict[int, Sighting]) -> dict[int, Sighting]:
        """The other places at which a known name, or the last part of one, stands."""
        tokens = scene.tokens
        forms = Phrases(
            {
                form
                for s in found.values()
                for form in {scene.between(s.name.first, s.name.last), *s.name.parts[-1:]}
                if len(form) > 1
            }
        )
        more: dict[int, Sighting] = {}
        covered = {i for s in found.values() for i in range(s.name.first, s.name.last)}
        for index in range(len(tokens)):
            form = forms.at(tokens, index)
            if form is None or index in covered or index in scene.inside or index in scene.quiet:
                continue
            covered |= set(range(index, form.end))
            parts = tuple(p for p in _split(scene.between(index, form.end)) if p)
            more[index] = Sighting(Name(index, form.end, tokens[index].start, tokens[form.end - 1].end, parts))
        return more

    def _witness(self, scene: Scene, sighting: Sighting) -> Sighting:
        name, kinds = sighting.name, set[str]()
        honorific = self.honorifics.at(scene.tokens, name.last)
        written = None
        if honorific is not None:
            kinds.add("honorific")
            written = scene.between(name.last, honorific.end)
        if self.speech.at(scene.tokens, name.last) is not None:
            kinds.add("speech")
        if any(first < name.last and name.first < last for first, last in scene.entities.items()):
            kinds.add("entity")
        if len(name.parts) > 1:
            kinds.add("name_tag")
        return Sighting(name, written, sighting.evidence | kinds)


def _split(written: str) -> list[str]:
    for dot in DOTS:
        written = written.replace(dot, " ")
    return written.split()


def _mixed(name: Name | None) -> bool:
    return name is not None and len(name.parts) > 1


def _apart(found: dict[int, Sighting]) -> list[Sighting]:
    """Sightings in the order of the text; of two that overlap the one with more evidence, then the longer."""
    kept: list[Sighting] = []
    for sighting in sorted(found.values(), key=lambda s: (-len(s.evidence), -(s.name.last - s.name.first), s.name.first)):
        if not any(k.name.first < sighting.name.last and sighting.name.first < k.name.last for k in kept):
            kept.append(sighting)
    return sorted(kept, key=lambda s: s.name.first)
