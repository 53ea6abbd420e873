"""Whom a verb gives a title in Chinese: who takes a post, is entrusted with one, leaves one, and whose it is said to be."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.lexicon import Lexicon
from pipeline.persons.han.speaking import HanSpeaking
from pipeline.persons.holders.links import Placed
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title
from pipeline.persons.tokens import Token

__all__ = ["HanVerbs"]

# From "this" to the title, in tokens.
THIS = 12
# From "succeeds" to the name, in tokens.
DESCRIBED = 14
COMMAS = frozenset("，,")


class HanVerbs:
    """Finds the names that hold a title by a verb or a pronoun.

    Words read: taking (担任, 为), entrusting (由), honorifics, separators, attributive (的), leaving (免去), these (这位), whose (其),
    respectively (分别), succeeding (接替), measures_of_people (名), called_posts (一职), by (以) and guises (身份), pronouns (他), heads (behind which a name is a subject) and those of `HanSpeaking`.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.taking = Phrases(lexicon.list("taking"))
        self.entrusting = Phrases(lexicon.list("entrusting"))
        self.honorifics = Phrases(lexicon.list("honorifics"))
        self.separators = frozenset(lexicon.list("separators"))
        self.of = str(lexicon.words.get("attributive", "\0"))
        self.leaving = Phrases(lexicon.list("leaving"))
        self.these = Phrases(lexicon.list("these"))
        self.whose = frozenset(lexicon.list("whose"))
        self.each = Phrases(lexicon.list("respectively"))
        self.succeeding = Phrases(lexicon.list("succeeding"))
        self.guises, self.by = Phrases(lexicon.list("guises")), frozenset(lexicon.list("by"))
        self.called_posts = Phrases(lexicon.list("called_posts"))
        self.pronouns = frozenset(lexicon.list("pronouns"))
        self.speaking = HanSpeaking(lexicon)
        self.heads = Phrases(lexicon.list("heads"))
        self.heads_counted = frozenset(lexicon.list("measures_of_people"))

    def holders(self, scene: Scene, title: Title, names: Sequence[Placed]) -> list[int]:
        """The names in "X担任…", "聘请X、Y为…", "…由X担任"."""
        tokens = scene.tokens
        if (meant := self._meant(scene, title, names)) is not None:
            return [meant]
        if title.first and tokens[title.first - 1].lower in self.by and self.guises.at(tokens, title.last) is not None:
            return self._subjects(scene, title.first - 1, names)
        entrusted = self._entrusted(scene, title, names)
        for back in range(min(6, title.first), 0, -1):
            if self.taking.covers(tokens, title.first - back, title.first):
                return [*self._subjects(scene, title.first - back, names), *entrusted]
        return entrusted

    def _entrusted(self, scene: Scene, title: Title, names: Sequence[Placed]) -> list[int]:
        """The names in "…由X担任": right behind the title, or behind "the post" and a comma (职务，由X接任)."""
        tokens = scene.tokens
        found = self.entrusting.at(tokens, self._over_post(tokens, title.last))
        if found is None:
            return []
        listed: list[int] = []
        for number, name in enumerate(names):
            if found.end <= name.first < found.end + 40 and scene.sentence(name.first) == scene.sentence(title.first):
                end = self._over_honorific(scene, name.last)
                if end < len(tokens) and tokens[end].lower == self.of:
                    continue
                listed.append(number)
                if self._taken(scene, self._over_count(scene, end)):
                    return listed
                if end >= len(tokens) or tokens[end].lower not in self.separators:
                    return []
        return []

    def _over_post(self, tokens: Sequence[Token], at: int) -> int:
        """Behind "the post" behind a title, and a comma."""
        if (found := self.called_posts.at(tokens, at)) is None:
            return at
        return found.end + (found.end < len(tokens) and tokens[found.end].text in COMMAS)

    def _over_count(self, scene: Scene, at: int) -> int:
        """Behind "the two of them" (二人) after names."""
        counted = at + 1 < len(scene.tokens) and scene.tokens[at + 1].lower in self.heads_counted
        return at + 2 if counted and scene.tokens[at].is_han else at

    def _taken(self, scene: Scene, at: int) -> bool:
        """Whether a verb of taking a post stands at a token, "each" before it or not."""
        each = self.each.at(scene.tokens, at)
        return self.taking.at(scene.tokens, each.end if each is not None else at) is not None

    def _meant(self, scene: Scene, title: Title, names: Sequence[Placed]) -> int | None:
        """Whose a title is that a word before it gives to the person named last: 其馆长职务, 这位41岁的教授, 免去X的馆长职务."""
        tokens, first = scene.tokens, title.first
        before = [n for n, p in enumerate(names) if p.last <= first]
        last = max(before, key=lambda n: names[n].last, default=None)
        if last is None:
            return None
        whose = tokens[first - 1].lower
        if whose in self.whose and scene.sentence(names[last].last - 1) == scene.sentence(first):
            return last
        named = names[last]
        if whose == self.of and self._over_honorific(scene, named.last) == first - 1:
            left = any(self.leaving.covers(tokens, named.first - n, named.first) for n in range(1, min(5, named.first) + 1))
            return last if left else None
        for at in range(first - 1, max(0, first - THIS), -1):
            if not tokens[at].is_word and not tokens[at].text.isdigit():
                return None
            if self.these.at(tokens, at) is not None:
                return last
        return None

    def _subjects(self, scene: Scene, verb: int, names: Sequence[Placed]) -> list[int]:
        if self.speaking.says(scene, verb):
            speaker = self.speaking.speaker(scene, verb, names)
            return [] if speaker is None else [speaker]
        before = [n for n, p in enumerate(names) if p.last <= verb]
        before = [n for n in before if not self._succeeded(scene, names[n])] or before
        if not before:
            return []
        last = max(before, key=lambda n: names[n].last)
        found = [last]
        if self._over_honorific(scene, names[last].last) != verb:
            gap = scene.tokens[names[last].last : verb]
            if any(t.lower in self.pronouns for t in gap):
                return [self._spoken_of(scene, before, names)]
            others = any(t.text in self.heads_counted and gap[n - 1].text.isdigit() for n, t in enumerate(gap) if n)
            return [] if others else found
        for number in sorted((n for n in before if n != last), key=lambda n: -names[n].last):
            end = self._over_honorific(scene, names[number].last)
            gap = scene.tokens[end : names[found[-1]].first]
            if not gap or gap[0].lower not in self.separators or self._taken(scene, end):
                break
            found.append(number)
        return found

    def _spoken_of(self, scene: Scene, before: Sequence[int], names: Sequence[Placed]) -> int:
        """Whom "he" means of the names before it: the last one that opens a clause or stands behind a post, else the last."""
        ordered = sorted(before, key=lambda n: names[n].last)
        return next((n for n in reversed(ordered) if self._subject(scene, names[n].begin)), ordered[-1])

    def _subject(self, scene: Scene, at: int) -> bool:
        """Whether a name that begins at a token opens a clause or stands behind a post."""
        opens = at == 0 or not scene.tokens[at - 1].is_word or scene.tokens[at - 1].is_break
        return opens or any(self.heads.covers(scene.tokens, at - n, at) for n in range(1, min(6, at) + 1))

    def _succeeded(self, scene: Scene, name: Placed) -> bool:
        """Whether a name is that of who is succeeded in the post: 接替任期届满的X."""
        for at in range(name.first - 1, max(0, name.first - DESCRIBED) - 1, -1):
            if not scene.tokens[at].is_han:
                return False
            if self.succeeding.at(scene.tokens, at) is not None:
                return True
        return False

    def _over_honorific(self, scene: Scene, at: int) -> int:
        found = self.honorifics.at(scene.tokens, at)
        return found.end if found is not None else at

    def once(self, scene: Scene, title: Title) -> bool:
        """Whether a verb of holding stands before a title, or begins it: 曾任教务处处长|的X, 时任院长|的X."""
        begun = self.taking.at(scene.tokens, title.first)
        if begun is not None and len(begun.phrase) > 1 and begun.end <= title.head_at:
            return True
        return any(self.taking.covers(scene.tokens, title.first - n, title.first) for n in range(1, min(4, title.first) + 1))
