"""Where a personal name may begin in a script without capitals: behind a title, a verb, a colon, or before "son of"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import gazetteer, phrases
from pipeline.lexicon import Lexicon
from pipeline.persons.affixes import Affixes
from pipeline.persons.cased.finder import CasedFinder
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.shapes import Name
from pipeline.persons.sightings import Sighting
from pipeline.persons.titles.grammar import Title, TitleGrammar
from pipeline.persons.tokens import Token
from pipeline.persons.uncased.shapes import MOST_WORDS, UncasedShapes

__all__ = ["Openings"]

# What parts the names of a list.
TWO_PARTS = 2
# Tokens of the honorifics before a name.
LONGEST_RANK = 3
ROSTER_MARKS = frozenset("،؛,;")


class Openings(CasedFinder):
    """Finds the tokens with which names may begin.

    Words read: introducers, speech, honorifics, relatives (who), given_over (what somebody is given or succeeded to), rosters ("present:"), districts and territories (nouns of places).
    """

    def __init__(self, lexicon: Lexicon, grammar: TitleGrammar, affixes: Affixes) -> None:
        shapes = UncasedShapes(lexicon, grammar, affixes)
        super().__init__(lexicon, grammar, shapes)
        self.shapes: UncasedShapes = shapes
        self.openers = frozenset(phrases.fold(w) for w in [*lexicon.list("introducers"), *lexicon.list("speech")])
        affixed = [w for w in lexicon.list("honorifics") if not w.startswith(affixes.article)]
        self.bare = affixes.vocabulary(affixed)
        self.relatives = frozenset(lexicon.list("relatives"))
        self.given_over = Phrases(lexicon.list("given_over"), key=phrases.fold)
        ends = (phrases.fold(given).rpartition(" ") for given in lexicon.list("given_over"))
        self.lettered = frozenset((before, letter) for before, _, letter in ends if len(letter) == 1)
        nouns = [w for name in ("districts", "territories", "units", "lands") for w in lexicon.list(name)]
        self.landscapes = frozenset(phrases.fold(w) for w in [*nouns, *lexicon.table("anaphors")])
        self.rosters = Phrases(lexicon.list("rosters"), key=phrases.fold)

    def _given(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether the letter of a preposition that the word before governs is written to a token, and no article with it."""
        before = phrases.fold(tokens[at - 1].text) if at else ""
        return (before, tokens[at].text[:1]) in self.lettered and not self.shapes.given_to(tokens, at)

    def _rostered(self, scene: Scene) -> set[int]:
        """Where the names may begin that a line lists behind a colon: "Present: A B (secretary); C D"."""
        tokens, found = scene.tokens, set[int]()
        for at in range(1, len(tokens) - 1):
            if tokens[at].text != ":" or not any(self.rosters.covers(tokens, at - back, at) for back in (1, 2) if at >= back):
                continue
            end = next((n for n in range(at, len(tokens)) if tokens[n].is_break or tokens[n].text == "."), len(tokens))
            firsts = {n + 1 for n in range(at, end - 1) if n == at or tokens[n].text in ROSTER_MARKS}
            names = ((n, self._behind(scene, n)) for n in firsts if n not in scene.inside)
            found |= {
                n for n, name in names if name is not None and (name.last >= len(tokens) or not tokens[name.last].is_word)
            }
        return found

    def _paired(self, scene: Scene, titles: Sequence[Title]) -> set[int]:
        """Where the second of two names begins that share a post in the plural, "and" written to it."""
        found = set[int]()
        for title in titles:
            first = self._behind(scene, title.last) if title.plural and title.last < len(scene.tokens) else None
            at = first.last if first is not None else len(scene.tokens)
            if at < len(scene.tokens) and scene.tokens[at].text.startswith(self.shapes.letter):
                name = self._behind(scene, at)
                found |= {at} if name is not None and self.shapes.is_closed(scene.tokens, name.last) else set()
        return found

    def _foreigner(self, scene: Scene, title: Title) -> int:
        """Where a name begins behind a title and an adjective of nationality ("the president, the Kenyan X"); 0 where none does."""
        at = title.last + (title.last < len(scene.tokens) and scene.tokens[title.last].text == "،")
        return at + 1 if at in scene.nationals and self.shapes.affixes.definite(scene.tokens[at].text) else 0

    def _listed(self, scene: Scene, title: Title) -> bool:
        """Whether a colon parts a title that opens its line from who holds it: "Director: Sami Haddad"."""
        tokens, at = scene.tokens, title.first
        return title.last < len(tokens) and tokens[title.last].text == ":" and (not at or not tokens[at - 1].is_word)

    def _elsewise(self, scene: Scene, first: int) -> bool:
        """Whether no person can begin here: behind a figure ("2 May"), or where the whole stretch is a town of the gazetteer."""
        before = scene.tokens[first - 1].text if first else ""
        if before[:1].isdigit():
            return True
        last = scene.entities.get(first, first)
        return last - first > 1 and gazetteer.known(" ".join(phrases.fold(t.text) for t in scene.tokens[first:last]))

    def _introduced(self, scene: Scene, titles: Sequence[Title]) -> set[int]:
        """Where a name may begin that ends at a comma before a title, or before "who": behind a verb of speech or the like."""
        begins = {t.first for t in titles}
        found = set[int]()
        for at, token in enumerate(scene.tokens[:-1]):
            follows = at + 1 in begins or scene.tokens[at + 1].text in self.relatives
            if token.text == "،" and follows:
                ahead = range(at - 2, max(0, at - MOST_WORDS - 1), -1)
                first = next((n for n in ahead if self._opens(scene.tokens, n) or self._led(scene, n)), 0)
                name = self._behind(scene, first) if first and first not in scene.inside else None
                found |= {first} if name is not None and name.last == at and len(name.parts) > 1 else set()
        return found | {first for title in titles if (first := self._before_title(scene, title))}

    def _before_title(self, scene: Scene, title: Title) -> int:
        """Where a name begins that ends at a title, behind a verb that leads to a person: "they appointed X deputy"; 0 where none does."""
        for first in range(title.first - 2, max(0, title.first - MOST_WORDS - 2), -1):
            if self._opens(scene.tokens, first) and not self.shapes.affixes.definite(scene.tokens[first].text):
                name = self._behind(scene, first) if first not in scene.inside else None
                return first if name is not None and name.last == title.first and len(name.parts) > 1 else 0
        return 0

    def _behind_comma(self, scene: Scene, title: Title) -> int:
        """Where a name begins between the comma behind a title and the next, if the recogniser knows a part of it; 0 where none does."""
        first = title.last + 1
        if first >= len(scene.tokens) or scene.tokens[title.last].text != "،" or first in scene.inside:
            return 0
        name = self._behind(scene, first)
        known = name is not None and any(name.first <= at < name.last for at in scene.entities)
        known = known or (name is not None and self.shapes.begins_given(name.parts))
        known = known or (name is not None and self._strange(name))
        closed = name is not None and name.last < len(scene.tokens) and scene.tokens[name.last].text in {"،", "."}
        return first if name is not None and known and closed and len(name.parts) > 1 else 0

    def _strange(self, name: Name) -> bool:
        """Whether a name of two or three words can be a foreigner's: none has the article, begins with a preposition, or is the noun of a body or unit."""
        words = [phrases.fold(part) for part in name.parts]
        if not TWO_PARTS <= len(words) <= TWO_PARTS + 1 or any(self.shapes.affixes.definite(w) for w in words[:-1]):
            return False
        return not any(w in self.landscapes or w[1:] in self.landscapes for w in words)

    def _descended(self, scene: Scene) -> set[int]:
        """Where a name may begin that says whose son or daughter somebody is: the word before "son of"."""
        found = set[int]()
        for at in range(1, len(scene.tokens) - 1):
            if at > 1 and phrases.fold(scene.tokens[at].text) in self.shapes.nasab and self._compound(scene, at - 2, at):
                found.add(at - 2)
            elif self.shapes.descends(scene.tokens, at) and not self.shapes.is_closed(scene.tokens, at - 1):
                found.add(at - 2 if at > 1 and self.shapes.joins(scene.tokens, at - 2) else at - 1)
        return {first for first in found if not self._eponymous(scene, first)}

    def _christened(self, scene: Scene) -> set[int]:
        """Where a name may begin with a given name that is hardly anything else, and goes on as names do."""
        found, tokens, shapes = set[int](), scene.tokens, self.shapes
        for at in range(len(tokens) - 1):
            letters = shapes.letters(tokens, at)
            if at and tokens[at - 1].lower.removeprefix(shapes.letter) in self.runs.inside:
                continue
            inside = at > 0 and not letters and (shapes.is_given(tokens[at - 1].text) or shapes.joins(tokens, at - 1))
            if inside or not (letters or shapes.is_sure(tokens[at].text)) or at in scene.inside or at in scene.places:
                continue
            name = None if self._eponymous(scene, at) else self._behind(scene, at)
            if name is not None and len(name.parts) >= TWO_PARTS and self._goes_on(tokens, name):
                found.add(at)
        return found

    def _goes_on(self, tokens: Sequence[Token], name: Name) -> bool:
        """Whether what follows a given name is a name: another one, a family's, or what the sentence closes; no post of two words."""
        rest = range(name.first + 1, name.last)
        posts = (self.grammar.heads.at(tokens, at) for at in rest)
        if any(post is not None and post.end > at + 1 for at, post in zip(rest, posts, strict=True)):
            return False
        shapes = self.shapes
        named = any(shapes.is_given(tokens[at].text) or shapes.familial(tokens[at]) for at in rest)
        joined = any(shapes.joins(tokens, at) for at in (name.first, name.first + 1))
        listed = name.last < len(tokens) and shapes.letters(tokens, name.last) > 0
        return named or joined or listed or shapes.is_closed(tokens, name.last)

    def _eponymous(self, scene: Scene, at: int) -> bool:
        """Whether a name here, or the honorific before it, only gives its name to something."""
        ahead = (first for first in range(max(0, at - LONGEST_RANK), at) if self.honorific(scene.tokens, first) == at)
        return self.runs.eponymous(scene, next(ahead, at))

    def _compound(self, scene: Scene, first: int, last: int) -> bool:
        """Whether these tokens are a given name of two words."""
        return self.shapes.compounds.covers(scene.tokens, first, last)

    def _opens(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word that leads to a person stands right before a token, "and" written to it or not."""
        word = phrases.fold(tokens[at - 1].text) if at else ""
        return word in self.openers or (word.startswith(self.shapes.affixes.joining) and word[1:] in self.openers)

    def _led(self, scene: Scene, at: int) -> bool:
        """Whether a name may begin here as the subject of the verb that opens its sentence, or as that to which something is given."""
        before = scene.tokens[at - 1] if at else None
        if before is None or not before.is_word or self.shapes.affixes.definite(scene.tokens[at].text) or at in scene.places:
            return False
        if any(self.given_over.covers(scene.tokens, at - back, at) for back in (1, 2)) or self._given(scene.tokens, at):
            return True
        opens = at == 1 or scene.tokens[at - 2].is_break or scene.sentence(at - 2) != scene.sentence(at)
        opens = opens or (before.start == scene.tokens[at - 2].end and (at < 3 or scene.sentence(at - 3) != scene.sentence(at)))
        return opens and not self.shapes.affixes.definite(before.text) and self.grammar.heads.at(scene.tokens, at - 1) is None

    def _fielded(self, sighting: Sighting) -> bool:
        """Whether a name of two words with the article is a field of work, «البحث العلمي»: the first is no given name, the second like an adjective."""
        parts, shapes = sighting.name.parts, self.shapes
        if len(parts) != TWO_PARTS or not all(shapes.affixes.definite(part) for part in parts):
            return False
        own = shapes.is_given(parts[0]) or phrases.fold(parts[0]) in shapes.families
        bare = phrases.fold(parts[0])
        bare = bare.removeprefix(shapes.affixes.article)
        return not own and not shapes.is_given(bare) and bare not in shapes.givens

    def _sited(self, sighting: Sighting) -> bool:
        """Whether a name is a place by its first word, a preposition written to it: «بواحة كذا»."""
        first = phrases.fold(sighting.name.parts[0])
        led = any(first.startswith(p) and len(first) > len(p) + 2 for p in self.shapes.affixes.governing)
        return led and first[1:] in self.landscapes
