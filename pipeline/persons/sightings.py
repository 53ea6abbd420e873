"""Where a text seems to name a person, and what speaks for it.

Each sighting carries its evidence by kind; what a kind is worth is data (`weights`), and the worth is combined as if the
kinds were independent (noisy-or).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline import gazetteer, morphology
from pipeline.lexicon import Lexicon
from pipeline.persons.government import Government
from pipeline.persons.holders import Holders
from pipeline.persons.links import Placed
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.shapes import Name, Shapes
from pipeline.persons.titles import Context, Title, TitleGrammar
from pipeline.persons.tokens import Token

__all__ = ["CasedFinder", "Sighting", "combine"]

EVIDENCE = {"before": "title_before", "before_comma": "title_before", "chain_before": "title_before"}


@dataclass(frozen=True, slots=True)
class Sighting:
    """A name at a place, the honorific before it as written, and the kinds of evidence for a person."""

    name: Name
    honorific: str | None = None
    evidence: frozenset[str] = frozenset()
    cases: frozenset[str] = morphology.ALL_CASES

    def with_evidence(self, *kinds: str) -> Sighting:
        """The same with more evidence."""
        return replace(self, evidence=self.evidence | set(kinds))

    def within(self, cases: frozenset[str]) -> Sighting:
        """The same, in these grammatical cases only, if that leaves any."""
        return replace(self, cases=self.cases & cases or self.cases)


def combine(kinds: Iterable[str], weights: Mapping[str, float]) -> float:
    """Probability of a person from independent pieces of evidence (noisy-or)."""
    doubt = 1.0
    for kind in kinds:
        doubt *= 1.0 - weights.get(kind, 0.0)
    return 1.0 - doubt


class CasedFinder:
    """Finds sightings in a script with capitals."""

    def __init__(self, lexicon: Lexicon, grammar: TitleGrammar) -> None:
        self.grammar = grammar
        self.shapes = Shapes(lexicon, key=grammar.key)
        self.language = grammar.language
        self.honorifics = Phrases(lexicon.list("honorifics"), elisions=grammar.elisions, key=grammar.key)
        self.weak = Phrases(lexicon.list("weak_honorifics"), key=grammar.key)
        self.eponyms = Phrases(lexicon.list("eponyms"))
        self.tails = Phrases(lexicon.list("honorific_tails"))
        self.speech = Phrases(lexicon.list("speech"), elisions=grammar.elisions, key=grammar.key)
        self.bylines = Phrases(lexicon.list("bylines"), elisions=grammar.elisions, key=grammar.key)
        self.holders = Holders(lexicon, grammar)
        self.government = Government(lexicon, self.language)

    def find(self, scene: Scene) -> tuple[list[Sighting], list[Title]]:
        """All sightings, surest first where they overlap, and the titles of the text."""
        scene = self._seated(scene)
        tokens = scene.tokens
        anchored = self._anchored(scene)
        starts = {s.name.first for s in anchored.values()} | set(anchored)
        if not morphology.inflects(self.language):
            starts |= {
                first
                for first, last in scene.entities.items()
                if last - first > 1 and self.grammar.heads.at(tokens, first) is None
            }
        starts |= self._likely(scene)
        titles = self.grammar.find(
            tokens,
            Context(
                scene.institutions, scene.inside | scene.quiet | scene.credits, frozenset(starts), scene.places, scene.nationals
            ),
        )
        taken = {i for begin, s in anchored.items() for i in range(begin, s.name.last)}
        titled = {i for t in titles for i in range(t.first, t.last)}
        found = {s.name.first: s for s in anchored.values()}
        for name in self._unanchored(scene, taken | titled, titles):
            found[name.first] = Sighting(name)
        for name in self._credited(scene):
            found.setdefault(name.first, Sighting(name))
        order = sorted(found.values(), key=lambda s: s.name.first)
        begins = {s.name.first: begin for begin, s in anchored.items()}
        placed = [Placed(begins.get(s.name.first, s.name.first), s.name.first, s.name.last) for s in order]
        firsts = [p.begin for p in placed]
        for link in self.holders.link(scene, titles, placed):
            order[link.name] = order[link.name].with_evidence(EVIDENCE.get(link.how, "title_after"))
            if link.how == "before":
                firsts[link.name] = titles[link.title].first
                order[link.name] = order[link.name].within(self.government.titled(scene, titles[link.title]))
        order = self._governed(scene, order, firsts)
        return [self._witness(scene, s) for s in order], titles

    def _governed(self, scene: Scene, order: Sequence[Sighting], firsts: Sequence[int]) -> list[Sighting]:
        """The sightings in the cases that the words before them allow."""
        if not self.government.inflects:
            return list(order)
        found = self.government.settled(scene, [s.name for s in order], firsts, [s.cases for s in order])
        return [s.within(cases) for s, cases in zip(order, found, strict=True)]

    def _seated(self, scene: Scene) -> Scene:
        """The same where a town between a title and a full name is a place, and no part of the name: "Mayor of Suva Ann Poe"."""
        towns: dict[int, int] = {}
        for index in range(len(scene.tokens)):
            head = self.grammar.heads.at(scene.tokens, index)
            found = self.grammar.prepositions.at(scene.tokens, head.end) if head is not None else None
            at = found.end if found is not None else head.end if head is not None and self.grammar.genitive else 0
            run = self.shapes.at(scene.tokens, at, barred=scene.inside.__contains__) if at else None
            if run is not None and len(run.capitals) > 2 and self._town(scene.tokens[run.first].text):
                towns[run.first] = run.first + 1
        if not towns:
            return scene
        entities = {towns.get(first, first): last for first, last in scene.entities.items()}
        return replace(scene, places={**scene.places, **towns}, entities=entities)

    def _town(self, word: str) -> bool:
        """Whether a word is the name of a town, in whatever case."""
        if not self.grammar.genitive:
            return gazetteer.known(word)
        forms = (word, *morphology.place_forms(word, self.language))
        return not self._given(word) and any(gazetteer.known(form) for form in forms)

    def _given(self, word: str) -> bool:
        return morphology.name_kind(word, self.language) is morphology.NameKind.NAME

    def _unanchored(self, scene: Scene, taken: set[int], titles: Sequence[Title]) -> Iterable[Name]:
        """Names without honorific."""
        return self._runs(scene, taken, {t.last for t in titles})

    def _anchored(self, scene: Scene) -> dict[int, Sighting]:
        """Honorific and name, by the token at which the honorific begins."""
        found: dict[int, Sighting] = {}
        index = 0
        while index < len(scene.tokens):
            end = 0 if index in scene.quiet or index in scene.inside else self.honorific(scene.tokens, index)
            if end and index and self.grammar.after.at(scene.tokens, index) is not None:
                end = 0 if self.grammar.heads.covers(scene.tokens, index - 1, index) else end
            head = self.grammar.heads.at(scene.tokens, index) if end else None
            end = 0 if head is not None and (head.end > end or self._titular(scene.tokens, end)) else end
            name = self._behind(scene, end) if end else None
            if name is not None and scene.tokens[end].is_all_capitals:
                name = self._without_words(scene, name)
            if name is not None and self.weak.covers(scene.tokens, index, end) and name.parts[0][0].islower():
                name = None
            if name is not None and len(name.capitals) < 2 and self.weak.covers(scene.tokens, index, end):
                name = None
            if name is not None:
                written = scene.between(index, end).strip()
                sighting = Sighting(name, written, frozenset({"honorific"}))
                found[index] = sighting.within(self.government.honoured(scene, index, end))
            index = name.last if name is not None else index + 1
        return found

    def _titular(self, tokens: Sequence[Token], at: int) -> bool:
        """Where the article is glued: whether what a post is qualified by follows an honorific that is a post as well."""
        affixes = self.grammar.affixes
        if not affixes or at >= len(tokens) or not tokens[at].text.startswith(affixes.article):
            return False
        return self.grammar.after.at(tokens, at) is not None

    def honorific(self, tokens: Sequence[Token], index: int) -> int:
        """Index behind a stack of honorifics ("H.E. Prof. Dr.", "Lt. Gen. (Retd)"); 0 where none begins."""
        end = 0
        at = index
        while (found := self.honorifics.at(tokens, at)) is not None:
            if found.phrase[0].isupper() and not tokens[at].is_capital and not end:
                break
            at = end = found.end
            while at < len(tokens) and tokens[at].text == "." and tokens[at].start == tokens[at - 1].end:
                at = end = at + 1
            if at + 1 < len(tokens) and tokens[at].is_capital and len(tokens[at].text) <= 4 and tokens[at + 1].text == ".":
                unknown = at + 2
                if tokens[at + 1].start == tokens[at].end and self.honorifics.at(tokens, unknown) is not None:
                    at = unknown
            if (tail := self.tails.at(tokens, at)) is not None:
                at = end = tail.end
                while at < len(tokens) and tokens[at].text in ".)" and tokens[at].start == tokens[at - 1].end:
                    at = end = at + 1
        return end

    def _likely(self, scene: Scene) -> set[int]:
        """In a language whose complements need no preposition: where a run of capitals begins that may be a name."""
        if not self.grammar.genitive:
            return set()
        starts: set[int] = set()
        for name in self._runs(scene, set(), set()):
            kinds = {morphology.name_kind(p, self.language) for p in name.words}
            known = kinds & {morphology.NameKind.NAME, morphology.NameKind.PATRONYMIC}
            several = len(name.capitals) > 1 and kinds != {morphology.NameKind.WORD}
            if (known and len(name.capitals) > 1) or several or known == {morphology.NameKind.NAME} == kinds:
                starts.add(name.first)
        return starts

    def _behind(self, scene: Scene, index: int) -> Name | None:
        """The name behind an honorific: a single part is enough."""
        if index >= len(scene.tokens) or scene.tokens[index].is_break:
            return None
        return self.shapes.at(scene.tokens, index, barred=lambda i: self._barred(scene, i, index), loose=True)

    def _barred(self, scene: Scene, index: int, first: int) -> bool:
        if index in scene.quiet or (index in scene.inside and not self._capital_family(scene, index, first)):
            return True
        if index == first and self.grammar.before.at(scene.tokens, index) is not None:
            return True
        return self.grammar.heads.at(scene.tokens, index) is not None

    def _capital_family(self, scene: Scene, index: int, first: int) -> bool:
        """Whether what was taken for an institution is a family name in capitals behind a given name."""
        body = next((f for f, last in scene.institutions.items() if f <= index < last), index)
        last = scene.institutions.get(body, index + 1)
        words = [t for t in scene.tokens[body:last] if len(t.text) > 1]
        return first < body and last - body <= 3 and all(t.is_all_capitals for t in words)

    def _runs(self, scene: Scene, taken: set[int], ends: set[int]) -> Iterable[Name]:
        """Runs of capitals outside what is taken; at `ends` of titles a particle may begin one."""

        def barred(index: int) -> bool:
            if index in taken or index in scene.quiet or index in scene.inside or index in away:
                return True
            head = self.grammar.heads.at(scene.tokens, index) if index == begin else None
            return head is not None and not self.grammar.is_name(scene.tokens, index, head.end)

        away = self._away(scene)
        index = begin = 0
        while index < len(scene.tokens):
            begin = index
            name = (
                None
                if barred(index)
                else self.shapes.at(
                    scene.tokens, index, barred=barred, loose=index in ends and self._may_open(scene.tokens, index)
                )
            )
            whole = name
            name = self._without_words(scene, self._without_verb(scene, name)) if name is not None else None
            if name is not None and not self._cut_off(scene, name) and not self._qualifies(scene, name):
                yield name
            name = whole
            index = name.last if name is not None else index + 1

    def _may_open(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether a particle behind a title may open a name: where posts are joined by "de", only one with a capital."""
        return tokens[index].is_capital or not self.grammar.loose

    def _without_verb(self, scene: Scene, name: Name) -> Name:
        """A run less the verb that opens its sentence: "Firmó Ana Ruiz"; a recogniser or the list of verbs of speech says so too."""
        first, tokens = name.first, scene.tokens
        opens = first == 0 or scene.sentence(first) != scene.sentence(first - 1)
        if not opens or not self.grammar.loose or len(name.capitals) < 2 or first in scene.entities:
            return name
        speaks = self.speech.covers(tokens, first, first + 1)
        ends = tokens[first].lower.endswith(self.grammar.stop_endings) or self.grammar.stops.covers(tokens, first, first + 1)
        if not speaks and not (ends and first + 1 in scene.entities):
            return name
        return self.shapes.at(tokens, first + 1, barred=lambda i: i >= name.last) or name

    def _without_words(self, scene: Scene, name: Name) -> Name | None:
        """A run less the ordinary words and acronyms it begins with: "Фонда Лидия Блок", "РАН Павел Белов"."""
        if not morphology.inflects(self.language) or len(name.capitals) < 3:
            return name
        token = scene.tokens[name.first]
        if len(name.words) == 1 and len(name.parts[0]) > 1:
            return name
        plain = morphology.name_kind(token.text, self.language) is morphology.NameKind.WORD
        plain = plain and morphology.name_kind(name.parts[-1], self.language) is not morphology.NameKind.PATRONYMIC
        signed = (token.is_all_capitals and len(token.text) <= 6) or any(c.isupper() for c in token.text.replace("-", "")[1:])
        if (len(token.text) < 3 and not signed) or not (plain or signed):
            return name
        rest = self.shapes.at(scene.tokens, name.first + 1, barred=lambda i: i >= name.last)
        return self._without_words(scene, rest) if rest is not None and len(rest.capitals) > 1 else None

    def _qualifies(self, scene: Scene, name: Name) -> bool:
        """Whether one word is but the adjective of a noun in small letters behind it: "Джалал-Абадской области"."""
        after = scene.tokens[name.last] if name.last < len(scene.tokens) else None
        alone = len(name.parts) == 1 and after is not None and after.is_word and after.text.islower()
        return alone and morphology.qualifies(name.parts[0], after.text if after else "", self.language)

    def _cut_off(self, scene: Scene, name: Name) -> bool:
        """Whether a run goes on in capitals that belong to no name: "Capacity Building"."""
        at = name.last
        if len(name.capitals) == 1 and self._runs_on(scene, name.first):
            return True
        if scene.places.get(name.first) == at or self._datelines(scene, name):
            return True
        if any(self.eponyms.covers(scene.tokens, name.first - back, name.first) for back in (1, 2)):
            return True
        if at >= len(scene.tokens) or at in scene.inside or self.grammar.heads.at(scene.tokens, at) is not None:
            return False
        token = scene.tokens[at]
        near = token.start - scene.tokens[at - 1].end <= 1 and not token.is_break
        return near and token.is_word and token.is_capital and token.lower in self.shapes.not_names

    def _runs_on(self, scene: Scene, first: int) -> bool:
        """Whether a word is only the rest of an institution's name, of which a shorter part was found."""
        before = first - 1
        near = before in scene.inside and scene.tokens[first].start - scene.tokens[before].end == 1
        return near and scene.tokens[before].is_capital and not scene.tokens[first].is_break

    def _datelines(self, scene: Scene, name: Name) -> bool:
        """Whether a run opens a line and a dash follows, with nothing but a date between: "Port Mira, 3 May 2024 –"."""
        tokens = scene.tokens
        if name.first and not tokens[name.first - 1].is_break:
            return False
        for at in range(name.last, min(name.last + 8, len(tokens))):
            if tokens[at].text in {"–", "—", "--"}:
                return True
            if tokens[at].is_break or tokens[at].text.islower():
                return False
        return False

    def _away(self, scene: Scene) -> set[int]:
        """Tokens of places that are no names: of two words or more, or behind a preposition."""
        away: set[int] = set()
        for first, last in scene.places.items():
            behind = first and self.grammar.prepositions.at(scene.tokens, first - 1) is not None
            if last - first > 1 or behind or self._ruled(scene.tokens, first, last):
                away |= set(range(first, last))
        return away

    def _ruled(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """In a language of cases, whether a place stands between a title and two capitals: "аким Тараза Ермек Болат"."""
        head = self.grammar.heads.at(tokens, first - 1) if first and self.grammar.genitive else None
        behind = tokens[last : last + 2]
        ruled = head is not None and head.end == first and not self._given(tokens[first].text)
        return ruled and len(behind) > 1 and all(t.is_capital for t in behind)

    def _witness(self, scene: Scene, sighting: Sighting) -> Sighting:
        name, tokens = sighting.name, scene.tokens
        kinds = set(sighting.evidence)
        if self._speaks(tokens, name):
            kinds.add("speech")
        if any(first < name.last and name.first < last for first, last in scene.entities.items()):
            kinds.add("entity")
        if self._byline(tokens, name.first):
            kinds.add("byline")
        words = [w for w in name.words if not w.isupper()]
        if words and len(name.words) > 1 and any(w.isupper() for w in name.words):
            kinds.add("capitals")
        named = {morphology.name_kind(p, self.language) for p in name.words}
        if morphology.NameKind.PATRONYMIC in named:
            kinds.add("patronymic")
        if morphology.NameKind.NAME in named and morphology.NameKind.WORD not in named and len(name.capitals) > 1:
            kinds.add("name_tag")
        return sighting.with_evidence(*kinds)

    def _speaks(self, tokens: Sequence[Token], name: Name) -> bool:
        if self.speech.at(tokens, name.last) is not None:
            return True
        back = range(max(0, name.first - 3), name.first)
        return any((f := self.speech.at(tokens, i)) is not None and f.end == name.first for i in back)

    def _credited(self, scene: Scene) -> Iterable[Name]:
        """Names of two parts or more that a word such as "Contact:" or "Photo:" introduces, clutter or not."""
        for index in sorted(scene.quiet | scene.credits):
            byline = self.bylines.at(scene.tokens, index)
            if byline is None:
                continue
            first = byline.end + (byline.end < len(scene.tokens) and scene.tokens[byline.end].text in ":/")
            if first >= len(scene.tokens) or scene.tokens[first].is_break:
                continue
            name = self.shapes.at(scene.tokens, first, barred=lambda i: i in scene.inside)
            if name is not None and len(name.words) > 1 and not self._cut_off(scene, name):
                yield name

    def _byline(self, tokens: Sequence[Token], first: int) -> bool:
        at = first - 1 if first and tokens[first - 1].text in ":/" else first
        for back in range(1, 5):
            begin = at - back
            if begin < 0:
                break
            found = self.bylines.at(tokens, begin)
            if found is not None and found.end == at:
                return begin == 0 or not tokens[begin - 1].is_word
        return False
