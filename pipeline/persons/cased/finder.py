"""Where a text seems to name a person, in a script with capitals: behind honorifics, beside titles, in runs of capitals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipeline import gazetteer, morphology
from pipeline.lexicon import Lexicon
from pipeline.persons.cased import towns
from pipeline.persons.cased.government import Government
from pipeline.persons.cased.runs import Runs
from pipeline.persons.holders.holders import Holders
from pipeline.persons.holders.links import Placed
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.shapes import Name, Shapes
from pipeline.persons.sightings import Sighting
from pipeline.persons.titles.context import Context
from pipeline.persons.titles.grammar import Title, TitleGrammar
from pipeline.persons.tokens import Token, initial, same_phrase

__all__ = ["CasedFinder"]

# Evidence that a town may have too.
BARE = {"entity", "speech", "given_name", "joined"}
# Evidence by which somebody stands in a list of people.
SOMEBODY = {"honorific", "title_before", "title_after", "byline", "entity", "given_name", "name_tag", "joined"}
# Tokens of a stack of honorifics; without a bound, a page of nothing else would be read once for each of them.
LONGEST_STACK = 16
# Tokens of the honorifics between "Contact:" and a name.
LONGEST_BYLINED = 4
# A name stands in the case of the title before it, a comma between them or not, and of the one behind a comma.
APPOSED = {"before", "before_comma", "after"}
EVIDENCE = {"before": "title_before", "before_comma": "title_before", "chain_before": "title_before"}


class CasedFinder:
    """Finds sightings in a script with capitals."""

    def __init__(self, lexicon: Lexicon, grammar: TitleGrammar, shapes: Shapes | None = None) -> None:
        self.grammar = grammar
        self.shapes = shapes or Shapes(lexicon, key=grammar.key)
        self.language = grammar.language
        self.honorifics = Phrases(lexicon.list("honorifics"), elisions=grammar.elisions, key=grammar.key)
        self.weak = Phrases(lexicon.list("weak_honorifics"), key=grammar.key)
        self.tails = Phrases(lexicon.list("honorific_tails"))
        self.speech = Phrases(lexicon.list("speech"), elisions=grammar.elisions, key=grammar.key)
        # Where the article is glued, only a noun without it takes the name behind it, "and" written to it or not.
        key = grammar.affixes.plain if grammar.affixes else grammar.key
        eponyms = Phrases(lexicon.list("eponyms"), elisions=grammar.elisions, key=key)
        inside, saints = frozenset(lexicon.list("inside")), frozenset(lexicon.list("saints"))
        self.runs = Runs(grammar, self.shapes, self.speech, eponyms, inside, saints)
        self.bylines = Phrases(lexicon.list("bylines"), elisions=grammar.elisions, key=grammar.key)
        self.holders = Holders(lexicon, grammar)
        self.government = Government(lexicon, self.language)

    def find(self, scene: Scene) -> tuple[list[Sighting], list[Title]]:
        """All sightings, surest first where they overlap, and the titles of the text."""
        scene = towns.seated(scene, self.grammar, self.shapes)
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
                scene.institutions,
                scene.inside | scene.quiet | scene.credits | self._posted(scene),
                frozenset(starts),
                scene.places,
                scene.nationals,
            ),
        )
        taken = {i for begin, s in anchored.items() for i in range(begin, s.name.last)}
        titled = {i for t in titles for i in range(t.first, t.last)}
        found = {s.name.first: s for s in anchored.values()}
        for name in self._unanchored(scene, taken | titled, titles):
            found[name.first] = Sighting(name)
        for sighting in self._credited(scene):
            found.setdefault(sighting.name.first, sighting)
        order = sorted(found.values(), key=lambda s: s.name.first)
        begins = {s.name.first: begin for begin, s in anchored.items()}
        placed = [Placed(begins.get(s.name.first, s.name.first), s.name.first, s.name.last) for s in order]
        firsts = [p.begin for p in placed]
        for link in self.holders.link(scene, titles, placed):
            order[link.name] = order[link.name].with_evidence(EVIDENCE.get(link.how, "title_after"))
            if link.how in APPOSED:
                order[link.name] = order[link.name].within(self.government.titled(scene, titles[link.title]))
            if link.how == "before":
                firsts[link.name] = titles[link.title].first
        order = self._governed(scene, order, firsts)
        return _untowned(self._joined_to(scene, [self._witness(scene, s) for s in order])), titles

    def _joined_to(self, scene: Scene, order: Sequence[Sighting]) -> list[Sighting]:
        """The sightings; those of two words or more that a comma or a conjunction joins to somebody are somebody too."""
        found = list(order)
        for pairs in (pairwise(range(len(found))), pairwise(range(len(found) - 1, -1, -1))):
            for known, other in pairs:
                name = found[other].name
                whole = len(name.words) > 1 and name.parts == name.capitals
                somebody = found[known].evidence & SOMEBODY and (found[known].honorific or len(found[known].name.words) > 1)
                joined = somebody and not found[other].evidence and whole
                first, last = sorted((known, other))
                if joined and self._joined(scene.tokens[found[first].name.last : found[last].name.first]):
                    found[other] = found[other].with_evidence("joined")
        return found

    def _joined(self, between: Sequence[Token]) -> bool:
        """Whether nothing but a comma, a conjunction and a preposition repeated stands between two names: ", and", "et à"."""
        marks = [t.lower for t in between]
        while marks and (marks[0] == "," or marks[0] in self.grammar.conjunctions):
            marks.pop(0)
            if not marks or (len(marks) == 1 and self.grammar.prepositions.at(between, len(between) - 1) is not None):
                return True
        return False

    def _governed(self, scene: Scene, order: Sequence[Sighting], firsts: Sequence[int]) -> list[Sighting]:
        """The sightings in the cases that the words before them allow."""
        if not self.government.inflects:
            return list(order)
        found = self.government.settled(scene, [s.name for s in order], firsts, [s.cases for s in order])
        return [s.within(cases) for s, cases in zip(order, found, strict=True)]

    def _unanchored(self, scene: Scene, taken: set[int], titles: Sequence[Title]) -> Iterable[Name]:
        """Names without honorific."""
        return self.runs.find(scene, taken, {t.last for t in titles})

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
            end = 0 if end and (self._closes(scene.tokens, index, end) or self._initial(scene, index)) else end
            name = self._behind(scene, end) if end and not self.runs.eponymous(scene, index) else None
            if name is not None and scene.tokens[end].is_all_capitals:
                name = self.runs.without_words(scene, name)
            if name is not None and self.weak.covers(scene.tokens, index, end) and name.parts[0][0].islower():
                name = None
            if name is not None and (gazetteer.known(scene.between(index, name.last)) or scene.places.get(index) == name.last):
                name = None
            if name is not None and len(name.capitals) < 2 and self.weak.covers(scene.tokens, index, end):
                name = None
            if name is not None:
                written = scene.between(index, end).strip()
                sighting = Sighting(name, written, frozenset({"honorific"}))
                found[index] = sighting.within(self.government.honoured(scene, index, end))
            index = name.last if name is not None else index + 1
        return found

    def _closes(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """Whether what may be an honorific is a degree behind somebody else's name, at the end of a sentence: "Ann Poe, PhD. Remarks…"."""
        behind = first > 1 and tokens[first - 1].text == "," and tokens[first - 2].is_capital
        return behind and tokens[last - 1].text == "." and self.shapes.degrees.over(tokens, first) > first

    def _initial(self, scene: Scene, index: int) -> bool:
        """Whether a letter that may be an honorific is an initial, behind another or a given name: "W.M.A. Silva", "José M. Rubio", not "Habló D. Luis Paz"."""
        tokens = scene.tokens
        before = tokens[index - 1] if index else None
        if before is not None and before.text == "." and before.end == tokens[index].start and initial(tokens, index - 2):
            return True
        if before is None or not self.grammar.loose or len(tokens[index].text) > 1 or not same_phrase(tokens, index):
            return False
        if not (before.is_word and before.is_capital and len(before.text) > 1) or index - 1 in scene.inside:
            return False
        said = before.lower.endswith(self.grammar.stop_endings) or before.lower in self.grammar.titled | self.grammar.not_names
        posts = (self.grammar.heads, self.grammar.stops, self.speech, self.grammar.after)
        return not said and not any(table.covers(tokens, index - 1, index) for table in posts)

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
        while at - index < LONGEST_STACK and (found := self.honorifics.at(tokens, at)) is not None:
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

    def _posted(self, scene: Scene) -> set[int]:
        """Tokens of given names that are spelled like posts; none where capitals tell them."""
        return set()

    def _likely(self, scene: Scene) -> set[int]:
        """In a language whose complements need no preposition: where a run of capitals begins that may be a name."""
        if not self.grammar.genitive:
            return set()
        starts: set[int] = set()
        for name in self.runs.find(scene, set(), set()):
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
        head = self.grammar.heads.at(scene.tokens, index)
        return head is not None and not (index > first and self.grammar.is_name(scene.tokens, index, head.end))

    def _capital_family(self, scene: Scene, index: int, first: int) -> bool:
        """Whether what was taken for an institution is a family name in capitals behind a given name."""
        body = next((f for f, last in scene.institutions.items() if f <= index < last), index)
        last = scene.institutions.get(body, index + 1)
        words = [t for t in scene.tokens[body:last] if len(t.text) > 1]
        return first < body and last - body <= 3 and all(t.is_all_capitals for t in words)

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
        if self.shapes.begins_given(name.parts):
            kinds.add("given_name")
        return sighting.with_evidence(*kinds)

    def _speaks(self, tokens: Sequence[Token], name: Name) -> bool:
        if self.speech.at(tokens, name.last) is not None:
            return True
        back = range(max(0, name.first - 3), name.first)
        return any((f := self.speech.at(tokens, i)) is not None and f.end == name.first for i in back)

    def _credited(self, scene: Scene) -> Iterable[Sighting]:
        """Names of two parts or more that a word such as "Contact:" or "Photo:" introduces, clutter or not."""
        for index in sorted(scene.quiet | scene.credits):
            byline = self.bylines.at(scene.tokens, index)
            if byline is None:
                continue
            first = byline.end + (byline.end < len(scene.tokens) and scene.tokens[byline.end].text in ":/")
            if first >= len(scene.tokens) or scene.tokens[first].is_break:
                continue
            behind = self.honorific(scene.tokens, first) or first
            name = self.shapes.at(scene.tokens, behind, barred=lambda i: i in scene.inside)
            if name is not None and len(name.words) > 1 and not self.runs.cut_off(scene, name):
                yield Sighting(name, scene.between(first, behind).strip() or None)

    def _byline(self, tokens: Sequence[Token], first: int) -> bool:
        stacked = range(max(0, first - LONGEST_BYLINED), first)
        first = next((at for at in stacked if self.honorific(tokens, at) == first), first)
        at = first - 1 if first and tokens[first - 1].text in ":/" else first
        for back in range(1, 5):
            begin = at - back
            if begin < 0:
                break
            found = self.bylines.at(tokens, begin)
            if found is not None and found.end == at and (begin == 0 or not tokens[begin - 1].is_word):
                return True
        return False


def _untowned(sightings: Sequence[Sighting]) -> list[Sighting]:
    """The sightings less those that are towns, where neither title nor honorific nor, for a single word, a full name makes them persons."""
    full = {word for s in sightings if len(s.name.words) > 1 for word in s.name.words}
    return [
        s
        for s in sightings
        if (len(s.name.parts) > 1 and not (s.name.parts == s.name.capitals and gazetteer.known(" ".join(s.name.parts))))
        or s.honorific
        or not s.evidence <= BARE
        or (s.name.parts[0] in full and len(s.name.parts) == 1)
        or not gazetteer.anywhere(s.name.parts[0])
    ]
