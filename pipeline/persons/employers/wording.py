"""How a post is worded: the expression of a title less the institution in it, its head in the singular and the nominative."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline import gazetteer, morphology, places
from pipeline.lexicon import Lexicon
from pipeline.persons.employers.bodies import Body
from pipeline.persons.employers.offices import Offices
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title
from pipeline.persons.titles.noun_phrases import MOST_UNIT

__all__ = ["Post", "Wording"]

MOST_RANKS = 2
# Letters of the ending of a noun.
MOST_ENDING = 2
# Kinds of bodies with posts in many places.
BRANCHED = {"ministry", "government", "igo", "network"}


@dataclass(frozen=True, slots=True)
class Post:
    """A title without its institution, and the institution; `how` it was found out, and how likely it is, where that was weighed."""

    title: str
    organisation: str | None
    how: str
    chance: float | None = None


class Wording:
    """Words titles. Words read: possessive_article, definite, concerning, and those of `Offices`."""

    def __init__(self, lexicon: Lexicon, offices: Offices) -> None:
        self.grammar = offices.grammar
        self.offices = offices
        self.possessive_article = str(lexicon.words.get("possessive_article", ""))
        self.concerning = frozenset(lexicon.list("concerning"))
        self.definite = Phrases(lexicon.list("definite"), elisions=self.grammar.elisions, key=self.grammar.key)

    def said(self, scene: Scene, title: Title, first: int, last: int, *, strip: bool = True) -> str:
        """The text of these tokens, a plural head in the singular."""
        if first >= last:
            return ""
        inflects = morphology.inflects(self.grammar.language)
        if inflects and first <= title.head_at:
            last = self._less_adjectives(scene, title, last)
        words = scene.between(first, last)
        if title.plural and not inflects and first <= title.head_at < last:
            at = scene.tokens[title.head_at]
            head_end = scene.tokens[title.core_last - 1].end if title.core_last > title.head_at else at.end
            begin = at.start - scene.tokens[first].start
            head = title.head.capitalize() if at.is_capital else title.head
            if self.grammar.affixes:
                head, head_end = head.split()[0], at.end
            words = words[:begin] + head + words[head_end - scene.tokens[first].start :]
        words = " ".join(words.split())
        if self.grammar.loose and last == title.core_last:
            words = self._present(scene, title, words)
        if self.grammar.affixes:
            words = self._nominative(scene, title, first, self.grammar.affixes.unmarked(words))
            words = self._disowned(scene, title, first, words)
            words = self._inner_disowned(scene, title, last, words)
        if inflects and first <= title.head_at < last:
            core = " ".join(scene.between(first, min(title.core_last, last)).split())
            bent = morphology.nominative(core, self.grammar.language, singular=title.plural)
            bent = title.head if self._misread(title.head, core, bent) else bent
            words = bent + words[len(core) :]
            for token in scene.tokens[title.core_last : last]:
                if self.grammar.owned(token.lower):
                    words = words.replace(f" {token.text} ", " ", 1).removesuffix(f" {token.text}")
        return words.strip(" ,;:").rstrip(" «„“") if strip else words

    def _less_adjectives(self, scene: Scene, title: Title, last: int) -> int:
        """Index before the adjectives of an institution that is cut off at `last`: "директор объединённой | школы № 4"."""
        while title.core_last < last < title.last and self._sorts(scene.tokens[last - 1].text):
            last -= 1
        return last

    def _misread(self, head: str, core: str, bent: str) -> bool:
        """Whether the dictionary takes a form of a post for a name ("акима") or for a neuter ("ответственного за")."""
        form = " " not in core and bent == core and core[: len(head)] == head and 0 < len(core) - len(head) <= MOST_ENDING
        neuter, _, rest = bent.partition(" ")
        return form or (neuter.endswith("ое") and bool(rest) and rest == head.partition(" ")[2])

    def _present(self, scene: Scene, title: Title, words: str) -> str:
        """A title less the adjective behind it that says no more than that it is held now: "directeur actuel"."""
        at = title.core_last - 1
        whole = title.head.lower().split()[-1] == scene.tokens[at].lower
        said = at > title.head_at and not whole and self.grammar.dropped.covers(scene.tokens, at, at + 1)
        said = said and not self.grammar.after.covers(scene.tokens, at, at + 1)
        return words.removesuffix(scene.tokens[at].text) if said else words

    def back(self, scene: Scene, at: int, floor: int) -> int:
        """Index before the preposition, articles and comma that lead to an institution."""
        moved = True
        while moved and at > floor:
            moved = False
            for back in range(min(5, at - floor), 0, -1):
                tables = (self.grammar.articles, self.grammar.prepositions, self.grammar.apposed)
                if any(phrases.covers(scene.tokens, at - back, at) for phrases in tables):
                    apposed = self.grammar.apposed.covers(scene.tokens, at - back, at)
                    if apposed and self._inner(scene, at):
                        break
                    at, moved = at - back, True
                    while apposed and at > floor and self._sorts(scene.tokens[at - 1].text):
                        at -= 1
                    break
            if not moved and scene.tokens[at - 1].text in {",", "،", "«", "“", '"', "„"}:
                quoted = scene.tokens[at - 1].text not in {",", "،"}
                at, moved = at - 1, True
                if quoted and at > floor and self._heads_body(scene.tokens[at - 1].text):
                    at -= 1
                    while at > floor and self._sorts(scene.tokens[at - 1].text):
                        at -= 1
        return at

    def _inner(self, scene: Scene, at: int) -> bool:
        """In a language of cases, whether a noun before an acronym or a name without quotation marks is that of an inner unit: «руководитель группы | МСК»."""
        inflects = morphology.inflects(self.grammar.language)
        return inflects and self.offices.key(scene.tokens[at - 1].lower) in self.offices.inner and scene.tokens[at].is_word

    def _heads_body(self, word: str) -> bool:
        """In a language of cases, whether a noun in small letters before a name in quotation marks says what sort of body it is: «кинокомпании «Кит»»."""
        language, key = self.grammar.language, self.offices.key(word)
        if not morphology.inflects(language) or not word.islower() or not morphology.is_noun(word, language):
            return False
        plain = key not in self.offices.inner and key not in self.offices.unhoused and not morphology.is_person(word, language)
        return plain and not morphology.is_plural(word, language) and "g" in morphology.cases(word, language, number="sing")

    def _sorts(self, word: str) -> bool:
        """In a language of cases, whether a word in small letters is an adjective: "юридической фирмы"."""
        return word[1:].islower() and morphology.is_adjective(word, self.grammar.language)

    def without(self, scene: Scene, title: Title, body: Body) -> str:
        """The expression less an institution, its preposition, its article and the acronym behind it."""
        tokens = scene.tokens
        start, end = body.first, body.last
        if end < title.last and tokens[end].text in '»”"':
            end += 1
        if end < title.last and tokens[end].text in "(（":
            end = next((i + 1 for i in range(end, title.last) if tokens[i].text in ")）"), end)
        if end < title.last and tokens[end].lower == "'s":
            kept = self.said(scene, title, title.core_first, start, strip=False)
            if kept.split()[-1].lower() == self.possessive_article:
                return f"{kept} {self.said(scene, title, end + 1, title.last)}"
            return f"{kept} {self.possessive_article} {self.said(scene, title, end + 1, title.last)}"
        if start - 2 >= title.core_last and tokens[start - 1].lower == "'s":
            start -= 2
        led = self.back(scene, start, title.core_last)
        link = self._kept(scene, title, led, body=body) if end == body.last else ""
        start = self._opening(scene, title, self._before_noun(scene, title, led))
        left = self.said(scene, title, title.core_first, start)
        aside = self._apposed(scene, end, title.last) or self._sited(scene, title, start, end)
        aside = aside or self._ranked(scene, end, title.last)
        aside = aside or self._of_house(scene, end, title.last) or self._of_seat(scene, title, end, body=body)
        right = "" if aside else self.said(scene, title, end, title.last)
        return " ".join(f"{left} {link if right else ''} {right}".split()).strip(" ,")

    def _kept(self, scene: Scene, title: Title, led: int, *, body: Body) -> str:
        """The link before an institution that only says whose the noun right behind it is: "chair | of the BCN | Council"; empty elsewhere."""
        after = scene.tokens[body.last] if body.last < title.last else None
        unit = any(t.lower in self.grammar.units for t in scene.tokens[body.last : min(body.last + MOST_UNIT, title.last)])
        own = after is not None and after.is_word and (after.is_capital or unit)
        own = own and not (self.grammar.loose or self.grammar.genitive)
        return scene.between(led, body.first) if own and title.core_last <= led < body.first else ""

    def _apposed(self, scene: Scene, first: int, last: int) -> bool:
        """Where the article is glued: whether definite words behind an institution are the holder's rank ("the Brigadier")."""
        affixes = self.grammar.affixes
        if not affixes or not 0 < last - first <= MOST_RANKS:
            return False
        if any(self.grammar.after.at(scene.tokens, at) is not None for at in range(first, last)):
            return False
        return all(scene.tokens[at].text.startswith(affixes.article) for at in range(first, last))

    def _ranked(self, scene: Scene, first: int, last: int) -> bool:
        """In a language of cases, whether a rank of the holder stands behind an institution: "начальник госпиталя | полковник медицинской службы"."""
        ranked = first < last and self.offices.key(scene.tokens[first].lower) in self.grammar.titled
        return ranked and morphology.inflects(self.grammar.language)

    def _of_house(self, scene: Scene, first: int, last: int) -> bool:
        """Where the article is glued: whether all that follows an institution is where it is: "at the faculty"."""
        affixes, found = self.grammar.affixes, self.grammar.prepositions.at(scene.tokens, first)
        noun = found.end if found is not None else first
        if not affixes or found is None or noun != last - 1 or not affixes.definite(scene.tokens[noun].text):
            return False
        led = affixes.definite(scene.tokens[first].text)
        return not led and self.offices.key(scene.tokens[noun].lower) in self.offices.anaphors

    def _of_seat(self, scene: Scene, title: Title, first: int, *, body: Body) -> bool:
        """Where prepositions are glued: whether all that follows an institution of one place is its seat, "at the University of X | in Y"; who is sent somewhere, or stands for it there, keeps the place."""
        affixes, tokens = self.grammar.affixes, scene.tokens
        if not affixes or first >= title.last or body.kind in BRANCHED:
            return False
        if any(self.offices.key(t.text) in self.offices.stationed for t in tokens[title.core_first : body.first]):
            return False
        if affixes.town(tokens, first) == title.last:
            return True
        at = first + (self.grammar.prepositions.at(tokens, first) is not None)
        if at >= title.last:
            return False
        glued = at == first
        word = tokens[at].text
        rest = next((word[len(p) :] for p in affixes.governing if word.startswith(p)), "") if glued else word
        if glued and not rest:
            return False
        if self.offices.key(rest) in self.offices.districts:
            return True
        end = scene.places.get(at, at)
        known = end == title.last or bool(places.find(rest, self.grammar.language)) or gazetteer.anywhere(rest)
        return known or (glued and at + 1 == title.last and not rest.startswith(affixes.article))

    def _opening(self, scene: Scene, title: Title, start: int) -> int:
        """Index before capitals that open the name of an institution of which only the end is known: "at the Eye | of the North Archive"."""
        for at in range(start - 1, title.core_last - 1, -1):
            token = scene.tokens[at]
            if self.grammar.housed.covers(scene.tokens, at, at + 1):
                return at
            if not (token.is_capital or token.lower in self.grammar.joiners) or at in scene.places:
                break
        return start

    def _sited(self, scene: Scene, title: Title, start: int, end: int) -> bool:
        """Whether a place behind an institution says where that is: who heads it has no field, and it no other seat, or works "at" it."""
        lodged = start < end and self.grammar.housed.covers(scene.tokens, start, start + 1)
        if not lodged and (start > title.core_last or self.offices.kinds.get(title.head) != "centre"):
            return False
        found = self.grammar.prepositions.at(scene.tokens, end)
        if found is None or scene.tokens[end].lower in self.concerning:
            return False
        # "At the house in the Gambia", but "regional director for the Sahel".
        place = self.grammar.phrases.skip_articles(scene.tokens, found.end) if lodged else found.end
        return scene.places.get(place) == title.last

    def _before_noun(self, scene: Scene, title: Title, at: int) -> int:
        """Index before "of the manufacturer" that ends at a token, where the institution behind is what the noun means; not "of archives"."""
        noun = at - 1
        if noun <= title.core_last or scene.tokens[at].text != "," or not self.offices.bodily(scene.tokens[noun].lower):
            return at
        if self._sorts(scene.tokens[noun - 1].text):
            return at  # "учёного совета" is an organ of the body behind the comma.
        if not self.grammar.genitive and not self.definite.covers(scene.tokens, noun - 1, noun):
            return at
        return noun if (start := self.back(scene, noun, title.core_last)) == noun else start

    def _nominative(self, scene: Scene, title: Title, first: int, words: str) -> str:
        """A title whose head is an object without its mark ("مديرا عاما"), as it is listed."""
        ending, head = self.grammar.affixes.accusative, scene.tokens[title.head_at].text
        bare = head.removesuffix(ending)
        owned = scene.tokens[title.head_at].lower != head.lower()
        if owned or first != title.head_at or bare == head or self.grammar.heads.at(scene.tokens, title.head_at) is None:
            return words
        size = title.core_last - title.head_at
        parts = words.split(" ")
        return " ".join([*(part.removesuffix(ending) for part in parts[:size]), *parts[size:]])

    def _disowned(self, scene: Scene, title: Title, first: int, words: str) -> str:
        """A title without the possessive glued to its head; with the article where its adjective has one."""
        head = scene.tokens[title.head_at]
        if first != title.head_at or head.lower == head.text.lower() or not words.startswith(head.text):
            return words
        rest, article = words[len(head.text) :], self.grammar.affixes.article
        return (article if rest.strip().startswith(article) else "") + head.lower + rest

    def _inner_disowned(self, scene: Scene, title: Title, last: int, words: str) -> str:
        """A title without the possessives glued to what its head is the head of: «نائب رئيسها», «رئيس مجلس أمنائها»."""
        for token in scene.tokens[title.head_at + 1 : last]:
            if token.lower != token.text and token.text in words:
                words = words.replace(token.text, token.lower, 1)
        before, space, end = words.rpartition(" ")
        own = end and end == scene.tokens[last - 1].text and not scene.tokens[last - 1].is_capital
        return f"{before}{space}{self.grammar.affixes.disowned(end)}" if own and space else words
