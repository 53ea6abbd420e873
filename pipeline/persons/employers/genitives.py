"""Institutions that only a title names, where what a title is the head of follows without preposition, as the genitive of Russian and the iḍāfa of Arabic."""

from __future__ import annotations

from dataclasses import replace

from pipeline import gazetteer, morphology, places
from pipeline.lexicon import Lexicon
from pipeline.persons.employers.offices import Offices
from pipeline.persons.employers.wording import Post, Wording
from pipeline.persons.scene import Scene
from pipeline.persons.titles.complements import NUMBER_SIGN
from pipeline.persons.titles.grammar import Title
from pipeline.persons.titles.noun_phrases import CLOSING, OPENING

__all__ = ["Genitives"]

# Letters of the first word of a body, at least.
SHORTEST_BODY = 3


class Genitives:
    """Splits off such institutions. Words read: named_after (endings of adjectives), coined_endings (of names of one word in the genitive), organic (adjectives of what is but an organ of a body), national (adjectives that make a body of the noun of an inner unit), charged (who is put in charge of what "of" is written to), fields_of_work (nouns of what a post is for), and those of `Offices`."""

    def __init__(self, lexicon: Lexicon, offices: Offices, wording: Wording) -> None:
        self.grammar = offices.grammar
        self.offices, self.wording = offices, wording
        self.named_after = tuple(lexicon.list("named_after")) or ("\0",)
        self.coined = tuple(lexicon.list("coined_endings")) or ("\0",)
        self.national, self.organic, self.charged, self.fields = (
            frozenset(offices.key(w) for w in lexicon.list(name))
            for name in ("national", "organic", "charged", "fields_of_work")
        )

    def post(self, scene: Scene, title: Title) -> Post | None:
        """The title and the institution behind it."""
        return self._lower_case(scene, title) or self._constructed(scene, title) or self._glued(scene, title)

    def capitalised(self, scene: Scene, title: Title) -> Post | None:
        """In a language of cases, an institution by the capital of its first word, whatever its noun: "советник | Арктического форума"; no place, no person."""
        tokens = scene.tokens
        if not self.grammar.genitive or self.grammar.affixes or self.offices.of_state(scene, title):
            return None
        if self.offices.of_place(scene, title):
            return None
        at = next((n for n in range(title.core_last, title.last) if tokens[n].is_capital), title.last)
        if at == title.last or at in scene.places:
            return None
        if tokens[at - 1].text == "," and morphology.inflects(self.grammar.language):
            said = self.wording.said(scene, title, title.core_first, at - 1)
            return Post(said, scene.between(at, title.last), "housed")
        if not self._opens_body(scene, title, at):
            return None
        if self.grammar.prepositions.at(tokens, at - 1) is not None:
            return None
        post = self.split_off(scene, title, at, at)
        return replace(post, organisation=self._coined(tokens[at].text)) if at + 1 == title.last else post

    def _coined(self, word: str) -> str:
        """A name of one word in the nominative, as the dictionary supposes: «Росатома» is Росатом."""
        parse = next((p for p in morphology.parses_of(word.lower(), self.grammar.language) if p.tag.POS == "NOUN"), None)
        bent = parse.inflect({"nomn", "sing"}) if parse is not None and parse.tag.number == "sing" else None
        return morphology.like(word, str(bent.word)) if bent is not None else word

    def _opens_body(self, scene: Scene, title: Title, at: int) -> bool:
        """Whether a capital in the genitive opens the name of a body: an adjective of a noun behind it, or a common noun; none that names people or places."""
        tokens, language = scene.tokens, self.grammar.language
        word = tokens[at].text
        if tokens[at].is_latin:
            return all(t.is_latin or not t.is_word for t in tokens[at : title.last])
        if not morphology.cases(word, language, number="sing") & {"g", "i"}:
            return False
        behind = tokens[at + 1] if at + 1 < title.last else None
        if self.qualifies(word):
            return behind is not None and behind.is_word and at + 1 not in scene.places
        if "g" in morphology.place_cases(word, language):
            return False
        kind = morphology.name_kind(word, language)
        coined = kind is morphology.NameKind.UNKNOWN and behind is None and word[1:].islower()
        coined = coined and (word.endswith(self.coined) or not morphology.ends_as_family(word, language))
        if coined:
            return True
        known = kind is morphology.NameKind.WORD and morphology.is_noun(word, language)
        bodily = self.offices.key(tokens[at].lower) in self.offices.anaphors
        return known and (
            behind is None or bodily or not behind.is_capital or self.qualifies(behind.text) or self._placed(scene, at + 1)
        )

    def _placed(self, scene: Scene, at: int) -> bool:
        """Whether a place stands at a token, in the genitive."""
        return at in scene.places or "g" in morphology.place_cases(scene.tokens[at].text, self.grammar.language)

    def in_brackets(self, scene: Scene, title: Title) -> Post | None:
        """In a language of cases, an institution in brackets behind all else: "куратор по спорту (Мэрия Пинска)"."""
        tokens, end = scene.tokens, title.last - 1
        if not self.grammar.genitive or self.grammar.affixes or tokens[end].text != ")":
            return None
        opens = next((at for at in range(end, title.core_last - 1, -1) if tokens[at].text == "("), end)
        bodily = opens + 1 < end and self.offices.key(tokens[opens + 1].lower) in self.offices.anaphors
        if opens == end or not bodily:
            return None
        return Post(self.wording.said(scene, title, title.core_first, opens), scene.between(opens + 1, end), "named")

    def _lower_case(self, scene: Scene, title: Title) -> Post | None:
        """In a language of cases, an institution whose noun is in small letters, told by a name in quotation marks, a number or capitals behind it: «газеты «Луч»», «школы № 5», «больницы Святой Анны»."""
        if not self.grammar.genitive or self.grammar.affixes or self.offices.of_state(scene, title):
            return None
        for noun in range(title.core_last, title.last - 1):
            if not self._told(scene, title, noun):
                continue
            first = noun
            while first > title.core_last and self._qualifies_body(scene, first - 1):
                first -= 1
            return self.split_off(scene, title, first, first)
        return None

    def _constructed(self, scene: Scene, title: Title) -> Post | None:
        """Where nothing has capitals, an institution by the noun that what follows it makes a name of: «إمام | جامع النور», «مديرة | بالمكتب الوطني للواحات»."""
        affixes, tokens = self.grammar.affixes, scene.tokens
        if not affixes or self.offices.of_state(scene, title):
            return None
        for at in range(title.core_last, title.last - 1):
            word = affixes.plain(tokens[at].text)
            led = next((p for p in affixes.governing if word.startswith(p)), "")
            key = self.offices.key(tokens[at].text)
            inner = key in self.offices.inner and self.offices.key(tokens[at + 1].lower) not in self.national
            organ = self.offices.key(tokens[at + 1].lower) in self.organic and self._ends(scene, title, at + 2)
            organ = organ or (
                key in self.organic and affixes.definite(tokens[at - 1].text) and affixes.definite(tokens[at].text)
            )
            if organ and key in self.offices.anaphors:
                return None
            if key in self.offices.anaphors and not inner and at not in scene.places:
                led = led if self.offices.key(word) == key and affixes.key(word) != key else ""
                first = self.wording.back(scene, at, title.core_last)
                said = self.wording.said(scene, title, title.core_first, first)
                return self._post(scene, title, said, at=at, led=led)
        return None

    def _glued(self, scene: Scene, title: Title) -> Post | None:
        """Where prepositions are glued, an institution of no known noun that "at" or "for" is written to: «مسؤول التدريب | بالحرس المدني»; no field, unit or place."""
        affixes, tokens = self.grammar.affixes, scene.tokens
        if not affixes or self.offices.of_state(scene, title) or self.offices.of_place(scene, title):
            return None
        if any(self.offices.key(t.text) in self.charged for t in tokens[title.core_first : title.last]):
            return None
        for at in range(max(title.core_last, title.head_at + 1), title.last):
            word = tokens[at].text
            led = (
                affixes.to_the
                if word.startswith(affixes.to_the)
                else next((p for p in affixes.governing if word.startswith(p)), "")
            )
            rest = word[len(led) :]
            if not led or len(rest) < SHORTEST_BODY or at in scene.places:
                continue
            joined = led == affixes.to_the or rest.startswith(affixes.article)
            noun = self.offices.key(word)
            plain = affixes.key(rest)
            known = {noun, plain} & (self.fields | self.offices.inner | self.offices.districts | self.offices.lands)
            alone = at + 1 == title.last and self.offices.bodily(word)
            organ = any(self.offices.key(t.text) in self.organic for t in tokens[title.core_last : at])
            if known or alone or organ or self.grammar.heads.at(tokens, at) is not None:
                return None
            if not joined and at + 1 < title.last and not affixes.definite(tokens[at + 1].text):
                continue
            if places.find(rest, self.grammar.language) or gazetteer.anywhere(rest):
                return None
            said = self.wording.said(scene, title, title.core_first, at)
            return self._post(scene, title, said, at=at, led=led)
        return None

    def _post(self, scene: Scene, title: Title, said: str, *, at: int, led: str) -> Post:
        """The post with the institution from a token on, less the letters that lead to it: as far as the title goes, up to where it is, or up to a deputy's field."""
        affixes, tokens = self.grammar.affixes, scene.tokens
        end = self._charge(scene, title, at)
        seats = (n for n in range(at + 1, end - 1) if self.grammar.prepositions.at(tokens, n) is not None)
        last = next((n for n in seats if n + 1 in scene.places), end)
        word, rest = tokens[at].text, scene.between(at + 1, last)
        glued = bool(led) and word.startswith(affixes.to_the)
        restored = affixes.article if glued or affixes.eaten(tokens, at) else ""
        word = restored + word[len(affixes.to_the if glued else led) :]
        charge = self.wording.said(scene, title, end, title.last)
        return Post(f"{said} {charge}".strip(), " ".join(f"{word} {rest}".split()).strip(" ،,"), "housed")

    def _charge(self, scene: Scene, title: Title, at: int) -> int:
        """Index before what a deputy is in charge of behind the institution at a token: "deputy head of the Port | for studies"; where the title ends if nothing is told."""
        affixes, tokens = self.grammar.affixes, scene.tokens
        if title.head.split()[0] not in self.offices.carriers:
            return title.last
        for n in range(title.last - 1, at + 1, -1):
            bare = affixes.bare(tokens[n].text)
            led = tokens[n].text.startswith(affixes.governing) or self.grammar.prepositions.covers(tokens, n - 1, n)
            if led and not self.fields.isdisjoint(bare):
                return n - self.grammar.prepositions.covers(tokens, n - 1, n)
        return title.last

    def _ends(self, scene: Scene, title: Title, at: int) -> bool:
        """Whether a title is over, or goes on with "for the" or "in the" written to a word."""
        affixes = self.grammar.affixes
        if at >= title.last:
            return True
        return scene.tokens[at].text.startswith((affixes.to_the, *(p + affixes.article for p in affixes.governing)))

    def _qualifies_body(self, scene: Scene, at: int) -> bool:
        """Whether a word is an adjective of the body behind it; an ordinal such as "14-й" is no word."""
        word = scene.tokens[at]
        return word.is_word and word.text[0].isalpha() and self.qualifies(word.text)

    def _told(self, scene: Scene, title: Title, noun: int) -> bool:
        """Whether a noun in small letters is that of a body, and what follows it is its name or number."""
        token, behind = scene.tokens[noun], scene.tokens[noun + 1]
        key = self.offices.key(token.lower)
        if (
            not token.text.islower()
            or key in self.offices.inner
            or key in self.offices.unhoused
            or not self._governed(token.text)
        ):
            return False
        if behind.text in OPENING:
            return scene.tokens[title.last - 1].text in CLOSING
        known = key in self.offices.anaphors or bool(self.offices.body_kind(key))
        if behind.text == NUMBER_SIGN:
            return known
        places = noun + 1 in scene.places or "g" in morphology.place_cases(behind.text, self.grammar.language)
        return known and behind.is_word and behind.is_capital and not places and not behind.is_all_capitals

    def _governed(self, word: str) -> bool:
        """Whether a word is a noun in a case in which a post governs it: "director of the plant", «заведующая библиотекой»."""
        if not morphology.is_noun(word, self.grammar.language):
            return False
        return bool(morphology.cases(word, self.grammar.language, number="sing") & {"g", "i"})

    def qualifies(self, word: str) -> bool:
        """Whether a word is an adjective, or one made of a name, which the dictionary takes for a family name: «Спасского»."""
        return morphology.is_adjective(word, self.grammar.language) or word.endswith(self.named_after)

    def split_off(self, scene: Scene, title: Title, at: int, first: int) -> Post:
        """The institution from `first` on; in a language of cases it ends at a preposition, and is named in the nominative."""
        end = title.last
        if self.grammar.genitive:
            behind = range(first + 1, title.last)
            end = next((i for i in behind if self.grammar.prepositions.at(scene.tokens, i) is not None), title.last)
        written = scene.between(first, end).split(" (")[0].strip(" ,;")
        told = any(mark in written for mark in (*OPENING, NUMBER_SIGN))
        name = morphology.nominative(written, self.grammar.language, singular=told)
        left, right = self.wording.said(scene, title, title.core_first, at), self.wording.said(scene, title, end, title.last)
        return Post(f"{left} {right}".strip(), name, "housed")
