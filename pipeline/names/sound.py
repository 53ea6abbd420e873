"""Which phrases name a body: what tells one from its like, from its own parts, from a unit that is numbered, from a field."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from pipeline import morphology, numbers, places, units
from pipeline.names import acronyms
from pipeline.names.construct.ties import Ties
from pipeline.names.construct.words import ConstructWords
from pipeline.names.localities import Localities
from pipeline.names.phrase import Phrase
from pipeline.names.words import split
from pipeline.phrases import fold, readings
from pipeline.spans import Zones


class Sound:
    """Tells sound names. Words read: those of `institutions` and `name_grammar`; `heads` are all head nouns, `little` the little words."""

    def __init__(self, words: Mapping[str, Any], heads: frozenset[str], localities: Localities, language: str) -> None:
        self.language = language
        self.localities = localities
        self.folded = frozenset(fold(head) for head in heads)
        self.order = words.get("order")
        self.complement = frozenset(words.get("complement", ()))
        self.needs_parent = frozenset(words.get("needs_parent", ()))
        self.may_be_centres = frozenset(words.get("may_be_centres", ()))
        self.inner_units = frozenset(words.get("inner_units", ()))
        self.inner_fields = frozenset(fold(word) for word in words.get("inner_fields", ()))
        self.inner_parents = tuple(words.get("inner_parents", ()))
        self.both = str(words.get("both_letter", ""))
        self.elisions = frozenset(words.get("elisions", ()))
        self.standing = frozenset(fold(word) for word in words.get("standing", ()))
        self.not_bodies = frozenset(words.get("not_bodies", ()))
        self.igo: Mapping[str, str] = words.get("igo", {})
        self.igo_names = tuple(full for full in self.igo.values() if not full.isascii() and " " not in full)
        self.never = frozenset(words.get("never", ()))
        self.to = str(words.get("to", "\0"))
        self.article = str(words.get("article", "\0"))
        self.stops = frozenset(fold(w) for w in (*words.get("stops", ()), *words.get("affairs", ())))
        self.objects = frozenset(fold(w) for w in words.get("objects", ()))
        self.general = frozenset({*words.get("generic", ()), *words.get("subjects", ()), *heads})
        self.endings = tuple(words.get("subject_endings", ()))
        self.fields = frozenset(words.get("prepositions", ()))
        self.generic = frozenset(fold(w) for w in words.get("generic", ()))
        self.shapes = ConstructWords(Ties.read(words, ())) if words.get("shapes") else None
        articles = words.get("articles", ())
        self.little = frozenset({*words.get("of", ()), *words.get("both", ()), *words.get("inner", ()), *articles})

    def names_body(self, text: str, phrase: Phrase) -> bool:
        """Whether a phrase names one body: it is specific, and a head that needs a complement or a parent has one."""
        if phrase.called(text).casefold() in self.not_bodies or self.of_faculty(phrase.called(text), text):
            return False
        around = f"{text[phrase.start : phrase.head_start]} {text[phrase.head_end : phrase.end]}"
        by_itself = phrase.specific and any(fold(word) in self.standing for word in around.split())
        if phrase.head in self.needs_parent:
            return (
                by_itself or any(word in self.igo for word in around.split()) or any(full in around for full in self.igo_names)
            )
        if (
            phrase.head in self.inner_units
            and phrase.start == phrase.head_start
            and not phrase.rule
            and not (self.inner_fields or self.placed(text[phrase.head_end : phrase.end]))
        ):
            return False
        # Two adjectives tell what one does not ("Каспийский водный совет", but "Учёный совет").
        before = text[phrase.start : phrase.head_start].split()
        adjectives = len(before) > 1 and before[0][0].isupper() and all(word.islower() for word in before[1:])
        whole = phrase.end > phrase.head_end or by_itself or adjectives
        return phrase.specific and (bool(phrase.rule) or phrase.head not in self.complement or whole)

    def of_faculty(self, name: str, text: str) -> bool:
        """Whether a name is but that of an inner unit: a field of study alone is said of it, and the text names the sort of body that has such."""
        noun, *fields = (fold(word) for word in name.split())
        bare = all(field in self.inner_fields or field.removeprefix(self.both) in self.inner_fields for field in fields)
        return bool(fields) and noun in self.inner_units and bare and any(parent in text for parent in self.inner_parents)

    def placed(self, behind: str) -> bool:
        """Whether what follows the noun of an inner unit says which or where it is: "Facultad de Leyes de Salto", not "Facultad de Leyes"."""
        if acronyms.looks(behind.rpartition(" ")[2]):
            return False
        following = [word.lower for word in split(behind, self.elisions)]
        links = [word for word in following if word in self.little]
        return (
            len(links) > 1
            or following[:1] != links[:1]
            or bool(places.find(behind, self.language))
            or self.localities.in_name(behind, ()) is not None
        )

    def ends(self, last: str, word: str) -> bool:
        """Whether a name ends between two words: at a stop or what opens a field, before or behind a place with a letter written to it, an article on the last only."""
        if last.startswith((self.article, self.to * 2)) and not (word.startswith(self.article) and self._adjectival(word)):
            return True
        if self.shapes is not None and self.shapes.coming(fold(word)):
            return True
        return fold(word) in self.stops | self.objects or self.localities.at_town(last, word)

    def _adjectival(self, word: str) -> bool:
        """Whether a definite word may be an adjective, in a language that tells one so."""
        return self.shapes is None or fold(word) in self.generic or self.shapes.adjectival(fold(word))

    def without_fields(self, text: str, phrases: list[Phrase]) -> list[Phrase]:
        """Phrases; less one of a bare head and a field, where the text has told a fuller name of that head before.

        In "советник Союза по связям" the field is the adviser's.
        """
        heads: set[str] = set()
        kept = []
        for phrase in phrases:
            behind = text[phrase.head_end : phrase.end].split()
            bare = phrase.start == phrase.head_start and bool(behind) and behind[0] in self.fields
            if not (bare and phrase.head in heads):
                kept.append(phrase)
            if not bare and phrase.specific:
                heads.add(phrase.head)
        return kept

    def without_units(self, text: str, phrases: list[Phrase], dates: Zones) -> list[Phrase]:
        """Phrases that are more than a unit that the text numbers ("the tenth seed bank"), and that no ordinal follows.

        Nor may the noun of a unit stand right before one whose noun may be a centre's: both are one noun ("Invernadero Escuela").
        """
        counted = {u.end: u.start for u in units.find(text, self.language) if u.coined or not u.weak}
        ordinals = [n for n in numbers.find(text, self.language) if n.kind is numbers.Kind.ORDINAL and not n.label]
        behind = {n.start - 1 for n in ordinals if not dates.covers(n.start, n.end)}
        after = behind if self.order == "first" else set()
        cases = morphology.inflects(self.language)
        nouns = {u.end + 1 for u in units.find(text, self.language) if self.order == "first" and text[u.start].isupper()}
        second = {p.start for p in phrases if p.head in self.may_be_centres and p.start == p.head_start} & nouns
        inner = {p.start for p in phrases if self.order == "first" and any(s < p.start < e for e, s in counted.items())}
        return [
            p
            for p in phrases
            if counted.get(p.end, p.end) > p.start
            and (p.end not in after or (cases and p.head not in self.may_be_centres))
            and p.start not in second | inner
        ]

    def namelike(self, name: str) -> bool:
        """Whether what a recogniser found can name a body: no place, and more than general words."""
        whole = [p for p in places.find(name, self.language) if p.end - p.start >= len(name.strip(" .,"))]
        words = [w for w in split(name) if w.is_word]
        # Where no cases tell, "la Fédération camerounaise" is a name as well.
        small = self.order == "first" and not morphology.inflects(self.language) and any(w.capital for w in words)
        telling = [
            w
            for w in words
            if w.lower not in self.never | self.general | self.little and (w.capital or small or _caseless(w.text))
        ]
        if len(words) == 1 and self._common(words[0].text):
            return False
        return bool(telling) and not whole and self.localities.in_name(name, ()) is None

    def proper(self, name: str, never: Collection[str]) -> bool:
        """Whether two words of a name have capitals, one of them is neither general nor a place, and it neither begins nor ends in one of `never`."""
        words = [w for w in split(name) if w.is_word]
        capital = [w for w in words if w.capital and w.lower not in self.little]
        general = self.never | self.general
        telling = [w for w in capital if w.lower not in general and not w.lower.endswith(self.endings)]
        telling = [w for w in telling if not places.find(w.text, self.language)]
        ends = {words[0].lower, words[-1].lower} if words else set()
        return len(capital) > 1 and bool(telling) and not ends & frozenset(never) and words[-1].capital

    def _common(self, word: str) -> bool:
        """Whether a word is but the noun of a body or a unit, in whatever case, letters written to it or not."""
        if any(form.removeprefix(self.article) in self.folded for _, form in readings(fold(word))):
            return True
        return morphology.inflects(self.language) and fold(morphology.lemma(word.casefold(), self.language)) in self.folded


def _caseless(word: str) -> bool:
    """Whether a word is of a script without capitals."""
    return word.lower() == word.upper()
