"""Personal names in a script without capitals, as Arabic: they begin behind an honorific or a title and end at a stop.

A name is one to four words; what joins words (بن, عبد, أبو) does not count. Where nothing closes it, a word with the article
in second place or later does, because a family name so formed comes last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from pipeline import gazetteer, phrases
from pipeline.lexicon import Lexicon
from pipeline.persons.affixes import Affixes
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.shapes import Name, Shapes
from pipeline.persons.sightings import CasedFinder, Sighting
from pipeline.persons.titles import Title, TitleGrammar
from pipeline.persons.tokens import Token

__all__ = ["UncasedFinder", "UncasedShapes"]

MOST_WORDS = 4
SHORTEST_VERB = 3
LONG_PLURAL = 8
ABBREVIATED = "./"
FAITH = {"الدين", "الله"}


class UncasedShapes(Shapes):
    """What a name looks like without capitals.

    Words read: particles, compounds, name_stops, waw_names, article, `verbal` (letters that open a verb), `verbal_names` (names
    that begin so all the same), `nisba` (the ending of family names made of places and tribes), `unnamed_marks` (that no name
    bears), `given_too` (honorifics with the article, given names without), `posts_too` (the same, posts without), `names_of_posts`
    (posts and given names alike).
    """

    def __init__(self, lexicon: Lexicon, grammar: TitleGrammar, affixes: Affixes) -> None:
        super().__init__(lexicon)
        self.affixes = affixes
        self.joining = frozenset(phrases.fold(p) for p in lexicon.list("particles"))
        self.compounds = Phrases(lexicon.list("compounds"), key=phrases.fold)
        self.stops = Phrases([*lexicon.list("name_stops"), *lexicon.list("speech")], key=_unlike)
        self.glued = frozenset(phrases.fold(w) for w in lexicon.list("waw_names"))
        self.marks = tuple(lexicon.list("unnamed_marks"))
        self.plurals = tuple(lexicon.list("plural_endings"))
        self.nisba = str(lexicon.words.get("nisba", ""))
        self.posts = frozenset(phrases.fold(w) for w in lexicon.list("posts_too"))
        self.both = frozenset(phrases.fold(w) for w in lexicon.list("names_of_posts"))
        self.givens = frozenset(phrases.fold(w) for w in lexicon.list("given_too"))
        self.verbal = tuple(lexicon.list("verbal"))
        self.unverbal = frozenset(phrases.fold(w) for w in lexicon.list("verbal_names"))
        self.enders = (grammar.heads, Phrases(lexicon.list("honorifics"), key=grammar.key))

    def at(self, tokens: Sequence[Token], index: int, *, barred: Callable[[int], bool], loose: bool = False) -> Name | None:
        """The name that begins at a token; whether that is a name at all, only its surroundings can say."""
        ends = self._ends(tokens, index, barred)
        if not ends:
            return None
        closed = self._closed(tokens, ends[-1], barred)
        last = ends[-1] if closed else self._cut(tokens, index, ends)
        return Name(index, last, tokens[index].start, tokens[last - 1].end, tuple(t.text for t in tokens[index:last]))

    def _ends(self, tokens: Sequence[Token], index: int, barred: Callable[[int], bool]) -> list[int]:
        """Indices behind the first word, the second, and so on, as far as a name may go."""
        ends: list[int] = []
        at = index
        while at < len(tokens) and len(ends) < MOST_WORDS and not self._stops(tokens, at, index, barred):
            compound = self.compounds.at(tokens, at)
            at = compound.end if compound is not None else at + 1
            while at < len(tokens) and self._joins(tokens, at - 1) and not self._parted(tokens, at, index, barred):
                at += 1
            if at < len(tokens) and phrases.fold(tokens[at].text) in FAITH:
                at += 1
            if not self._joins(tokens, at - 1):
                ends.append(at)
        return ends

    def _parted(self, tokens: Sequence[Token], at: int, first: int, barred: Callable[[int], bool]) -> bool:
        """Whether a name ends though a joining word stands last: "servant of" takes any noun, be it that of a post ("al-Amir")."""
        if phrases.fold(tokens[at - 1].text).startswith(self.affixes.article):
            return self._stops(tokens, at, first, barred)
        return not tokens[at].is_word or not tokens[at].text[0].isalpha()

    def _joins(self, tokens: Sequence[Token], at: int) -> bool:
        return phrases.fold(tokens[at].text) in self.joining

    def _stops(self, tokens: Sequence[Token], at: int, first: int, barred: Callable[[int], bool]) -> bool:
        token = tokens[at]
        if barred(at) or not token.is_word or not token.text[0].isalpha() or self.stops.at(tokens, at) is not None:
            return True
        if at > first and token.text in self.affixes.prefixes:
            return True
        if at > first and self._ends_name(tokens, at):
            return True
        if at > first and self._adverbial(tokens, at) and not self._clan(tokens, at, first):
            return True
        folded = phrases.fold(token.text)
        glued = folded[:1] in {"و", "ل", "ب"} and folded not in self.glued and at > first + (folded[0] == "و")
        return glued and (folded[0] == "و" or folded.startswith(("لل", "بال")))

    def _clan(self, tokens: Sequence[Token], at: int, first: int) -> bool:
        """Whether a definite plural right behind a given name ends the name: a family called after its clan."""
        return at == first + 1 and self.affixes.definite(tokens[at].text) and self.is_closed(tokens, at + 1)

    def _adverbial(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word bears a mark that no name has, is a plural, or can be but a verb, its object behind it."""
        text = tokens[at].text
        if any(mark in text for mark in self.marks):
            return True
        folded, article = phrases.fold(text), self.affixes.article
        if folded.startswith(article):
            return len(folded) >= LONG_PLURAL and folded.endswith(self.plurals)
        if at + 1 >= len(tokens) or not tokens[at + 1].is_word:
            return False
        if folded.endswith(self.plurals) and phrases.fold(tokens[at + 1].text).startswith(article):
            return len(folded) > SHORTEST_VERB + 1
        return folded.startswith(self.verbal) and folded not in self.unverbal and len(folded) >= SHORTEST_VERB

    def _closed(self, tokens: Sequence[Token], at: int, barred: Callable[[int], bool]) -> bool:
        """Whether a mark, the end, or a title follows, so that the words before are the whole name."""
        if at >= len(tokens) or not tokens[at].is_word:
            return True
        if self.given_to(tokens, at):
            return True
        return self._ends_name(tokens, at) or self.stops.at(tokens, at) is not None or tokens[at].text[0] == "و"

    def is_closed(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a mark, a title or a word that belongs to no name follows a name."""
        if at >= len(tokens) or not tokens[at].is_word or tokens[at].text == "و":
            return True
        return self._ends_name(tokens, at) or self.stops.at(tokens, at) is not None or self._adverbial(tokens, at)

    def cut_short(self, tokens: Sequence[Token], last: int) -> bool:
        """Whether a name cannot end before a token: a word that joins stands last, or "of the faith" follows."""
        behind = tokens[last].text if last < len(tokens) else ""
        return behind in FAITH or (self._joins(tokens, last - 1) and tokens[last - 1].text not in FAITH)

    def joined(self, token: Token) -> int:
        """How many letters of "and" are written to the first word of a name."""
        folded = phrases.fold(token.text)
        return int(folded.startswith("و") and folded not in self.glued and len(folded) > SHORTEST_VERB)

    def given_to(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a preposition is written to the article of a word, so that no name begins with it."""
        return at < len(tokens) and phrases.fold(tokens[at].text).startswith(("لل", "بال"))

    def opens_none(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word behind a title goes on with the sentence: a verb, or "and" written to another word."""
        folded = phrases.fold(tokens[at].text)
        if self.given_to(tokens, at) or self._joined_to_stop(tokens[at]):
            return True
        return self._adverbial(tokens, at) or (folded.startswith("و") and folded not in self.glued)

    def _joined_to_stop(self, token: Token) -> bool:
        """Whether a letter is written to a word at which names end: "bi-anna"."""
        rests = [token.text.removeprefix(p) for p in self.affixes.prefixes if token.text.startswith(p)]
        return any(self.stops.at([Token(token.start, token.end, rest, rest)], 0) is not None for rest in rests if rest)

    def familial(self, token: Token) -> bool:
        """Whether a word can hardly be but a family name: the article, and the ending of those who come from somewhere."""
        folded = phrases.fold(token.text)
        return folded.startswith(self.affixes.article) and folded.endswith(self.nisba) and not token.text.endswith("ى")

    def _ends_name(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a title or an honorific begins, that is not a name as well ("Amir", "Sharif" without article)."""
        if self.given(tokens, at) or self._joins(tokens, at):
            return False
        posts, honorifics = self.enders
        if posts.at(tokens, at) is not None:
            return True
        found = honorifics.at(tokens, at)
        return (
            found is not None
            and found.end < len(tokens)
            and (tokens[found.end].is_word or tokens[found.end].text in ABBREVIATED)
        )

    def given(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word is an honorific with the article and a given name without: "al-Sharif", but "Sharif"."""
        if phrases.fold(tokens[at].text) in self.both:
            found = self.enders[0].at(tokens, at)
            return (found is None or found.end == at + 1) and self._last(tokens, at + 1)
        glued = at > 0 and tokens[at - 1].text.endswith("لل") and tokens[at - 1].end == tokens[at].start
        return not glued and phrases.fold(tokens[at].text) in self.givens

    def _last(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether what follows can be no complement of a post: a mark, the end, a family name, a word without article."""
        if at >= len(tokens) or not tokens[at].is_word:
            return True
        if not self.affixes.definite(tokens[at].text) and self.stops.at(tokens, at) is None:
            return True
        closed = at + 1 >= len(tokens) or not tokens[at + 1].is_word
        return self.familial(tokens[at]) or (closed and self.enders[1].at(tokens, at) is not None)

    def bare_post(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word is an honorific with the article and a post without: "al-Safir", but "safir of Japan"."""
        glued = at > 0 and tokens[at - 1].text.endswith("لل") and tokens[at - 1].end == tokens[at].start
        definite = phrases.fold(tokens[at].text).startswith(self.affixes.article)
        return not glued and not definite and self.affixes.key(tokens[at].lower) in self.posts

    def ends_in(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """Whether a stretch holds a word at which a name ends."""
        return any(self.is_closed(tokens, at) for at in range(first + 1, last))

    def _cut(self, tokens: Sequence[Token], index: int, ends: Sequence[int]) -> int:
        """Where an open run of words stops being a name: behind the first later word with the article, else the second."""
        for end in ends[1:]:
            if phrases.fold(tokens[end - 1].text).startswith(self.affixes.article):
                return end
        return ends[min(1, len(ends) - 1)]


class UncasedFinder(CasedFinder):
    """Finds sightings in a script without capitals."""

    def __init__(self, lexicon: Lexicon, grammar: TitleGrammar, affixes: Affixes) -> None:
        super().__init__(lexicon, grammar)
        self.shapes: UncasedShapes = UncasedShapes(lexicon, grammar, affixes)
        self.openers = frozenset(phrases.fold(w) for w in [*lexicon.list("introducers"), *lexicon.list("speech")])
        self.relatives = frozenset(lexicon.list("relatives"))
        self.given_over = Phrases(lexicon.list("given_over"), key=phrases.fold)

    def find(self, scene: Scene) -> tuple[list[Sighting], list[Title]]:
        """All sightings, each cut to what the text shows elsewhere to be a name, and the repetitions."""
        sightings, titles = super().find(scene)
        families = {phrases.fold(s.name.parts[-1]) for s in sightings if len(s.name.parts) > 1}
        trimmed = [self._trim(scene, s, families) for s in sightings]
        return sorted([*trimmed, *self._repeated(scene, trimmed)], key=lambda s: s.name.first), titles

    def honorific(self, tokens: Sequence[Token], index: int) -> int:
        """As in any script; what is a given name or a post without its article ends the stack."""
        end = super().honorific(tokens, index)
        end = next((at for at in range(index, end) if self.shapes.bare_post(tokens, at)), end)
        while end > index and self.shapes.given(tokens, end - 1):
            end -= 1
        return end if end > index else 0

    def _barred(self, scene: Scene, index: int, first: int) -> bool:
        if self.shapes.given(scene.tokens, index) and index not in scene.quiet and index not in scene.inside:
            return False
        return super()._barred(scene, index, first)

    def _likely(self, scene: Scene) -> set[int]:
        return set()

    def _unanchored(self, scene: Scene, taken: set[int], titles: Sequence[Title]) -> Iterable[Name]:
        """Names behind titles, and what the recogniser found."""
        begins = {t.last for t in titles} | set(scene.entities) | self._introduced(scene, titles)
        reached = 0
        for first in sorted(begins - taken):
            if first < len(scene.tokens) and first not in scene.inside and first not in scene.quiet:
                if self._elsewise(scene, first):
                    continue
                known = self._entity(scene, first)
                if known is not None and known.last == reached:
                    continue
                name = self._extended(scene, known) if known is not None else self._behind_title(scene, first)
                if name is not None:
                    reached = name.last
                    yield name

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
        return found

    def _opens(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word that leads to a person stands right before a token, "and" written to it or not."""
        word = phrases.fold(tokens[at - 1].text) if at else ""
        return word in self.openers or (word[:1] in {"و", "ف"} and word[1:] in self.openers)

    def _led(self, scene: Scene, at: int) -> bool:
        """Whether a name may begin here as the subject of the verb that opens its sentence, or as that to which something is given."""
        before = scene.tokens[at - 1] if at else None
        if before is None or not before.is_word or self.shapes.affixes.definite(scene.tokens[at].text) or at in scene.places:
            return False
        if any(self.given_over.covers(scene.tokens, at - back, at) for back in (1, 2)):
            return True
        opens = at == 1 or scene.tokens[at - 2].is_break or scene.sentence(at - 2) != scene.sentence(at)
        opens = opens or (before.start == scene.tokens[at - 2].end and (at < 3 or scene.sentence(at - 3) != scene.sentence(at)))
        return opens and not self.shapes.affixes.definite(before.text) and self.grammar.heads.at(scene.tokens, at - 1) is None

    def _speaks(self, tokens: Sequence[Token], name: Name) -> bool:
        return super()._speaks(tokens, name) or self._opens(tokens, name.first)

    def _behind_title(self, scene: Scene, first: int) -> Name | None:
        if self.shapes.opens_none(scene.tokens, first):
            return None
        name = self._behind(scene, first)
        return name if name is not None and len(name.parts) > 1 else None

    def _entity(self, scene: Scene, first: int) -> Name | None:
        last = scene.entities.get(first)
        if last is None:
            return None
        tokens = scene.tokens[first:last]
        if not all(t.is_word for t in tokens) or self.shapes.ends_in(scene.tokens, first, last):
            return None
        if self.shapes.cut_short(scene.tokens, last) or self.shapes.stops.at(scene.tokens, first) is not None:
            return None
        if self._calls(scene, first) and last - first > 2:
            return self._entity_from(scene, first + 1, last)
        return self._entity_from(scene, first, last)

    def _calls(self, scene: Scene, at: int) -> bool:
        """Whether a word is a verb that leads to a person, with a mark that no name bears or by the lexicon."""
        word = scene.tokens[at]
        return any(mark in word.text for mark in self.shapes.marks) or phrases.fold(word.text) in self.openers

    def _entity_from(self, scene: Scene, first: int, last: int) -> Name:
        tokens = scene.tokens[first:last]
        joined = self.shapes.joined(tokens[0])
        parts = (tokens[0].text[joined:], *(t.text for t in tokens[1:]))
        return Name(first, last, tokens[0].start + joined, tokens[-1].end, parts)

    def _behind(self, scene: Scene, index: int) -> Name | None:
        if index in scene.nationals or self.shapes.given_to(scene.tokens, index):
            return None
        name = super()._behind(scene, index)
        known = self._entity(scene, index)
        if known is None or len(known.parts) < 2:
            return name or known
        if name is None or (known.last > name.last and not self.shapes.is_closed(scene.tokens, name.last)):
            return self._extended(scene, known)
        rest = range(known.last, name.last)
        whole = all(self.shapes.familial(scene.tokens[at]) or at in scene.entities for at in rest)
        given = scene.tokens[known.last - 1].text in FAITH
        return name if known.last > name.last or whole or given else self._extended(scene, known)

    def _extended(self, scene: Scene, name: Name) -> Name:
        """What the recogniser found, and the family name right behind it that it has missed."""
        at, tokens = name.last, scene.tokens
        if at >= len(tokens) or not self.shapes.familial(tokens[at]) or self.shapes.is_closed(tokens, at) or at in scene.inside:
            return name
        return Name(name.first, at + 1, name.start, tokens[at].end, (*name.parts, tokens[at].text))

    def _trim(self, scene: Scene, sighting: Sighting, families: set[str]) -> Sighting:
        """An honorific and a known family name: the words behind it are no part of the name."""
        name = sighting.name
        if len(name.parts) < 2 or phrases.fold(name.parts[0]) not in families:
            return sighting
        definite = phrases.fold(name.parts[0]).startswith(self.shapes.affixes.article)
        if not definite and self.shapes.is_closed(scene.tokens, name.last):
            return sighting
        end = scene.tokens[name.first].end
        short = Name(name.first, name.first + 1, name.start, end, name.parts[:1])
        return Sighting(short, sighting.honorific, sighting.evidence, sighting.cases)

    def _repeated(self, scene: Scene, sightings: Sequence[Sighting]) -> list[Sighting]:
        """The other places at which a full name or a family name stands."""
        covered = {i for s in sightings for i in range(s.name.first, s.name.last)}
        forms: Mapping[str, Sighting] = {
            " ".join(parts): s for s in sightings if len(s.name.parts) > 1 for parts in (s.name.parts, s.name.parts[-1:])
        }
        table = Phrases(forms, key=phrases.fold)
        more: list[Sighting] = []
        for index in range(len(scene.tokens)):
            found = table.at(scene.tokens, index)
            if found is None or any(i in covered or i in scene.inside or i in scene.quiet for i in range(index, found.end)):
                continue
            tokens = scene.tokens[index : found.end]
            covered |= set(range(index, found.end))
            more.append(Sighting(Name(index, found.end, tokens[0].start, tokens[-1].end, tuple(t.text for t in tokens))))
        return more


def _unlike(word: str) -> str:
    """A word folded, its last letter aside where folding makes it another word: "on" and the name Ali."""
    return phrases.fold(word) + ("ى" if word.endswith("ى") else "")
