"""What holds an Arabic name together, as its lexicon says: letters, little words, and the sorts of nouns."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from typing import Any

from pipeline import gazetteer
from pipeline.phrases import fold

# Letters of a word with a pronoun, at least.
LONG_OWNED = 5


@dataclass(frozen=True, slots=True)
class Ties:
    """The words and letters that hold an Arabic name together, folded.

    `article` opens what is definite, `glued` are letters written with the next word (و ف ب ل ك), `to` opens a complement
    ("ل"), `within` says where a thing stands ("في"), `kin` stand inside personal names, `stops` end a name, `generic` tell no body
    from another, `seated` are heads whose place belongs to the name, `parts` heads of what is but part of a body named
    right behind it, `purposeful` heads whose name tells what they are for, `acts` nouns that are no such purpose, `charges` nouns of tasks of bodies, of which "and" adds one, `realms` parts of the world for which bodies are, `quarters` of which they are of one ("the west of"), `premises` parts of buildings and towns, `bodies` all heads of institutions, `places` names of places, `countries` those of countries,
    `districts` parts of a land that a name may give before its place ("the city of"), `landmarks` such of `kin` as begin names of places ("the mound of"), `omens` words by which schools and hospitals are called ("hope"),
    `tails` may end a name, `verbal` are letters that open a verb where no article does, `future` those of a verb in the future (`nouns` begin so too), `seat` is the letter "in" of places,
    `attendant` words with it that name none ("in the presence of"), `owners` endings of verbs and nouns ("which it opened"),
    `fielded` heads of what is called after its field, so that the town belongs to its name, `singly` those of which so much is told by one word only, `town_epithets` what stands behind towns ("new"), `branded` heads of which so much is told by several words only, as one may be a brand, `openers` words that begin a person's name ("abu"), `lam` nouns in "l" that others follow, `plain_nouns` such as end like adjectives, `topical` heads that any field tells apart ("ministry"), `sources` prepositions before a place,
    `purpose_links` join what a purpose is about, `him` such an ending of verbs that begin with a letter of `present`, `local` heads whose town belongs to the name,
    `organs` heads of what belongs to the body behind it ("board"), `committees` those of which one word tells only the field ("committee of awards"), `deputies` posts that a field follows, `affairs` words that open it, `posts` others,
    `regnal` names that an ordinal follows, `servants` first halves of given names, `royals` ranks after which also what stands between is called, `unnamed` adjectives without article ("new"), `not_bodies` what is but an organ of a body ("the executive committee"), `false_constructs` adjectives that stand before a noun ("three-dimensional"), `states` nouns before a league of countries, `singled` such as single one out by rank ("the only"), `ranks` ordinals before the noun that they number, `franchised` words of names that many sites bear ("Confucius"), `eponyms` the ranks of those after whom bodies are called, `ends` words at which a phrase ends behind a town,
    `nisba` endings of adjectives, `dual` those of two, `many_endings` those of several persons, `bound` the feminine one before another, `feminine` and `plural` those of nouns, `feminine_nouns` such without that ending, `objects` what a body gives or takes ("the premises"), `governed` parts of a state whose councils are bodies, `epithets` are adjectives without their article, `shapes` the letters of others, a star for any, `accusative` that of objects, `short` that of words which folding makes look like adjectives, `participle` letters of those that are but said of a body ("the participating").
    """

    article: str
    glued: tuple[str, ...]
    to: str
    both: str
    within: frozenset[str]
    kin: frozenset[str]
    openers: frozenset[str]
    lam: frozenset[str]
    plain_nouns: frozenset[str]
    stops: frozenset[str]
    generic: frozenset[str]
    seated: frozenset[str]
    parts: frozenset[str]
    purposeful: frozenset[str]
    acts: frozenset[str]
    charges: frozenset[str]
    realms: frozenset[str]
    quarters: frozenset[str]
    premises: frozenset[str]
    districts: frozenset[str]
    landmarks: frozenset[str]
    omens: frozenset[str]
    attendant: frozenset[str]
    local: frozenset[str]
    fielded: frozenset[str]
    singly: frozenset[str]
    town_epithets: frozenset[str]
    branded: frozenset[str]
    topical: frozenset[str]
    sources: frozenset[str]
    purpose_links: frozenset[str]
    ends: frozenset[str]
    eponyms: frozenset[str]
    royals: frozenset[str]
    regnal: frozenset[str]
    servants: frozenset[str]
    franchised: frozenset[str]
    organs: frozenset[str]
    committees: frozenset[str]
    deputies: frozenset[str]
    affairs: frozenset[str]
    posts: frozenset[str]
    unnamed: frozenset[str]
    singled: frozenset[str]
    ranks: frozenset[str]
    not_bodies: frozenset[str]
    states: frozenset[str]
    false_constructs: frozenset[str]
    feminine_nouns: frozenset[str]
    objects: frozenset[str]
    epithets: frozenset[str]
    governed: frozenset[str]
    bodies: frozenset[str]
    places: frozenset[str]
    countries: frozenset[str]
    tails: tuple[tuple[str, ...], ...]
    verbal: tuple[str, ...]
    future: tuple[str, ...]
    nouns: frozenset[str]
    seat: str
    owners: tuple[str, ...]
    present: tuple[str, ...]
    him: str
    nisba: tuple[str, ...]
    feminine: str
    plural: str
    dual: tuple[str, ...]
    bound: str
    many_endings: tuple[str, ...]
    participle: tuple[str, ...]
    shapes: tuple[str, ...]
    short: str
    accusative: str

    @classmethod
    def read(cls, words: Mapping[str, Any], places: Collection[str]) -> Ties:
        """From the lexicon `name_grammar` of a language."""
        listed = [f.name for f in fields(cls) if f.type == "frozenset[str]" and f.name not in {"bodies", "places", "nouns"}]
        sets = {name: frozenset(fold(w) for w in words.get(name, ())) for name in listed}
        return cls(
            article=words["article"],
            glued=tuple(words["glued_letters"]),
            to=words["to"],
            both=words["both_letter"],
            bodies=frozenset({*words.get("first", ()), *words.get("last", ())}),
            places=frozenset(places),
            tails=tuple(tuple(fold(w) for w in tail.split()) for tail in words.get("tails", ())),
            verbal=tuple(words.get("verbal", ())) or ("\0",),
            future=tuple(words.get("future_openings", ())) or ("\0",),
            nouns=frozenset(fold(w) for w in words.get("not_future", ())),
            seat=words.get("seat_letter", "\0"),
            owners=tuple(words.get("owners", ())) or ("\0",),
            present=tuple(words.get("present", ())) or ("\0",),
            him=words.get("him", "\0"),
            plural=fold(words.get("plural", "\0")),
            dual=tuple(fold(e) for e in words.get("dual_endings", ())),
            many_endings=tuple(fold(e) for e in words.get("many_endings", ())),
            bound=fold(words.get("feminine_bound", "\0")),
            feminine=fold(words.get("feminine", "\0")),
            nisba=tuple(fold(e) for e in words.get("nisba", ())) or ("\0",),
            participle=tuple(words.get("participle", ())) or ("\0",),
            shapes=tuple(fold(shape) for shape in words.get("shapes", ())),
            accusative=words.get("accusative_ending", "\0"),
            short=words.get("short_ending", "\0"),
            **sets,
        )

    def placed(self, form: str) -> bool:
        """Whether a folded word names a place that is known."""
        return form in self.places or gazetteer.known(form)

    def owned(self, form: str, written: str) -> bool:
        """Whether a word is a verb or noun with a pronoun, which no name holds: "opened it". `written`: with all its letters."""
        if len(form) < LONG_OWNED or form.startswith(self.article):
            return False
        him = written.endswith(self.him) and form.startswith(self.present)
        return (him or form.endswith(self.owners)) and not self.placed(form)

    def agrees(self, form: str, head: str) -> bool:
        """Whether a word is an adjective of the gender of a head."""
        head = fold(head)
        bare = head.removeprefix(self.article)
        feminine = head.endswith(self.feminine) or bare in self.feminine_nouns
        return form.endswith(self.nisba) and feminine == form.endswith(self.feminine)

    def passing(self, form: str) -> bool:
        """Whether a word is a definite participle, said of a body for the moment: "the participating university"."""
        return form.startswith(self.participle) and not form.endswith(self.nisba)
