"""The little words of a language with cases, which open, join or end the parts of a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.names.genitive.inflection import readings


@dataclass(frozen=True, slots=True)
class Words:
    """The little words of such a language, casefolded.

    `prepositions` may open a complement of fields ("по делам"), `places_after` one that says where ("в"), `both` joins,
    `named_after` opens a dedication ("имени"), `never` are no part of a name, `generic` tell no body from another,
    `apposed` introduce a quoted name and are no part of it, `seated` are heads whose place belongs to the name,
    `parts` are heads of what is but part of a body that the name goes on to tell,
    `eponyms` are persons after whom bodies are named, `sorts_of_place` nouns before the name of a place ("города"),
    `first` heads of institutions, `fieldless` those that take no such complement, `further` prepositions inside one ("по борьбе с"),
    `memorials` end compounds that a person's name may follow ("дом-музей"), `spheres` nouns that open a field ("в области"), `manners` those that close one ("на русском языке"),
    `organs` heads that are no bodies in small letters before a name in quotation marks ("совет «Зари»"),
    `family_endings` of family names, `compounding` what may be written before a head ("медиа" of "медиаколледж"), `uncompounded` words that only look so made ("транспорт"),
    `acts` heads that in small letters say what is done ("учреждение сада"), `branches` those that are called by whose they are,
    `founded` heads of what is called after a person ("фонд"), `belongings` heads of what a body may have ("сеть"),
    `inner` heads of what may be but part of a body with an `outer` one,
    `advisers` posts with a field ("советник по"), `fielded` heads that have one behind their owner ("Программа ООН по"), `owned` nouns that are a body's ("директор", "коллектив") before its name in quotation marks, `latinised` heads that only introduce a name in Latin letters ("сеть SoilBreath"), `governing` prepositions that open a field before a name in quotation marks ("слежения за дюнами «Запад»"), `states` adjectives that say how a thing fares ("закрытый"), `local` heads of bodies in one town, `called` forms of "name" behind a preposition ("под вывеской «Омуль»"), `departments` heads that name a body only where the territory follows of whose government they are ("управление культуры Омской области"), `governing_heads` those that do so in small letters too ("министерство"), `numbered` heads whose number may stand at the end of a longer name ("больница скорой помощи № 2"), `introducing` heads that a name in quotation marks right behind them leaves out («группа «Сигма»»), `media` heads of a name in quotation marks only («сайт «Сигма»»), `consecrated` heads of what bears the name of a saint or a feast («храм Рождества Богородицы»), `stiff` foreign words that stand before a head and never bend («Жогорку Кенеш»).
    """

    prepositions: frozenset[str]
    places_after: frozenset[str]
    both: frozenset[str]
    named_after: frozenset[str]
    never: frozenset[str]
    generic: frozenset[str]
    apposed: frozenset[str]
    seated: frozenset[str]
    parts: frozenset[str]
    eponyms: frozenset[str]
    sorts_of_place: frozenset[str]
    first: frozenset[str]
    fieldless: frozenset[str]
    further: frozenset[str]
    organs: frozenset[str]
    memorials: frozenset[str]
    spheres: frozenset[str]
    manners: frozenset[str]
    family_endings: frozenset[str]
    numbered: frozenset[str]
    compounding: frozenset[str]
    uncompounded: frozenset[str]
    advisers: frozenset[str]
    fielded: frozenset[str]
    acts: frozenset[str]
    branches: frozenset[str]
    founded: frozenset[str]
    belongings: frozenset[str]
    inner: frozenset[str]
    outer: frozenset[str]
    owned: frozenset[str]
    latinised: frozenset[str]
    governing: frozenset[str]
    states: frozenset[str]
    called: frozenset[str]
    local: frozenset[str]
    departments: frozenset[str]
    governing_heads: frozenset[str]
    introducing: frozenset[str]
    media: frozenset[str]
    consecrated: frozenset[str]
    stiff: frozenset[str]

    @classmethod
    def read(cls, words: Mapping[str, Any]) -> Words:
        """From the lexicon `name_grammar` of a language."""
        return cls(*(frozenset(w.casefold() for w in words.get(name, ())) for name in cls.__slots__))

    def heads_body(self, word: str) -> bool:
        """Whether a word heads the name of another body."""
        return any(p.normal_form in self.first - self.departments for p in readings(word))
