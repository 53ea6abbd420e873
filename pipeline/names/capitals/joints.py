"""What holds the names of a language with capitals together: head nouns and the little words beside them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from pipeline.names.words import Word


@dataclass(frozen=True, slots=True)
class Joints:
    """The little words of a language that hold a name together, casefolded.

    `of` opens a complement, `inner` one that must follow another,
    `seats` say where a thing stands, `both` joins two, `articles` follow a link,
    `particles` stand inside proper names, `never` are capitalised only because they open a sentence or are no part of a
    name (titles, months), `generic` say nothing of which body it is, `endings` mark a small adjective that belongs to the
    name before it, `quality_endings` one with a capital that "and" may join to another, `plain` allows small nouns after a link, `peopled` only small plurals without article after one of `of`, `subjects` and `subject_endings` mark fields of knowledge, `phrases` are links
    of several words, `tails` may end a complement ("à distance"), `openers` may stand before a head-first noun, `ordinals` open no name,
    `apposed`, written small, introduce one, `parts` are heads
    of what is but part of a body that the name goes on to tell, `annexes` the same of bodies, where sites may be called so, `seated` are heads whose place belongs to the name,
    `aimless` ones whose names go on behind no link of `purpose`, `topical` ones that "and" may give any further field, `modifying` words of `never` stand before the noun of a body inside its name ("Credit Union"), `themed` ones to which `themes` give one ("Panel on Deep Ice"), `contracted` are links with an article in them, `led` posts held at
    associations and companies, `led_definite` posts behind which an article must stand, `not_led` parts of a body, which are none, `aims` links that lead to a field; `governing` posts of the
    state, behind which `departments` are bodies, as anywhere with one of `state_fields` or behind a word `of_state` ("State Archives Department"); `inner_posts` are held at departments inside a body, `not_towns` common words that some town is called by; `bodily` heads of
    bodies and nothing else, behind an `adverbial` one a small noun is none ("en compagnie de"), `idioms` end names without head noun ("d'abord"), `backers` lead to who
    pays for, gives, runs or signs ("funded by"), `never_endings` those of compounds that are no part of one ("Swiss-based"),
    `posts` are no part of a list of fields, `post_modifiers` stand before one, `preposed` small adjectives before a noun, `purpose` links that need an article,
    `branding` leads to what a brand ends with ("Pousses en ville"), `companies` are nouns that introduce a company's name, `trades` those that introduce persons, too, `fields` end what a post is over and no body ("Community Services"), `inner_organs` open names of what is but an organ of a body ("comité directeur"),
    `homonyms` are words of `never` that with a capital behind "of" are part of a name ("Entre Ríos", "del Este"), those of `compass`
    behind another word of it as well ("de Ningbo Este"),
    `directed` links follow a field ("Atención a Víctimas"), `demonyms` and small words with one of `demonym_endings`, less `not_demonyms`, say whence a body is, between its noun and its name
    ("la firma catalana Remolins"), `spanning` links to small nouns inside a name that goes on behind them, but for `unspanned` ones, `small` are common names of bodies whose noun means much else ("cour d'appel"), `attributive` nouns stand behind another without a
    link ("prévoyance santé"), `lacking` leads to what a name is without ("sans
    frontières"), `participles` are endings of plural ones, `bodies` all heads of institutions, `head_first` whether the language puts what modifies a noun behind it.
    """

    of: frozenset[str]
    inner: frozenset[str] = frozenset()
    seats: frozenset[str] = frozenset()
    both: frozenset[str] = frozenset({"&"})
    articles: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    generic: frozenset[str] = frozenset()
    stops: frozenset[str] = frozenset()
    possessives: frozenset[str] = frozenset()
    elisions: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    apposed: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    annexes: frozenset[str] = frozenset()
    seated: frozenset[str] = frozenset()
    topical: frozenset[str] = frozenset()
    themed: frozenset[str] = frozenset()
    aimless: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    ordinals: frozenset[str] = frozenset()
    contracted: frozenset[str] = frozenset()
    led: frozenset[str] = frozenset()
    homonyms: frozenset[str] = frozenset()
    compass: frozenset[str] = frozenset()
    led_definite: frozenset[str] = frozenset()
    not_led: frozenset[str] = frozenset()
    aims: frozenset[str] = frozenset()
    governing: frozenset[str] = frozenset()
    departments: frozenset[str] = frozenset()
    state_fields: frozenset[str] = frozenset()
    inner_posts: frozenset[str] = frozenset()
    not_towns: frozenset[str] = frozenset()
    of_state: frozenset[str] = frozenset()
    bodily: frozenset[str] = frozenset()
    adverbial: frozenset[str] = frozenset()
    preposed: frozenset[str] = frozenset()
    purpose: frozenset[str] = frozenset()
    posts: frozenset[str] = frozenset()
    post_modifiers: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    phrases: tuple[tuple[str, ...], ...] = ()
    idioms: tuple[tuple[str, ...], ...] = ()
    backers: tuple[tuple[str, ...], ...] = ()
    small: tuple[tuple[str, ...], ...] = ()
    tails: tuple[tuple[str, ...], ...] = ()
    headline_capitals: bool = True
    inner_organs: tuple[tuple[str, ...], ...] = ()
    subject_endings: tuple[str, ...] = ()
    never_endings: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    quality_endings: tuple[str, ...] = ()
    demonym_endings: tuple[str, ...] = ()
    demonyms: frozenset[str] = frozenset()
    directed: frozenset[str] = frozenset()
    not_demonyms: frozenset[str] = frozenset()
    plain: bool = False
    head_first: bool = False
    bodies: frozenset[str] = frozenset()
    companies: frozenset[str] = frozenset()
    trades: frozenset[str] = frozenset()
    branding: frozenset[str] = frozenset()
    spanning: frozenset[str] = frozenset()
    lacking: frozenset[str] = frozenset()
    modifying: frozenset[str] = frozenset()
    attributive: frozenset[str] = frozenset()
    participles: tuple[str, ...] = ()
    peopled: bool = False
    unspanned: frozenset[str] = frozenset()
    places: frozenset[str] = field(default_factory=frozenset)
    pairs: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def read(cls, words: Mapping[str, Any], places: Collection[str] = ()) -> Joints:
        """From the lexicon `name_grammar` of a language; `places`: names of places, folded; those with "and" inside are its `pairs`."""
        kept = {
            f.name: frozenset(word.casefold() for word in words.get(f.name, ()))
            for f in fields(cls)
            if f.name
            not in {
                "phrases",
                "tails",
                "idioms",
                "backers",
                "small",
                "inner_organs",
                "subject_endings",
                "never_endings",
                "endings",
                "quality_endings",
                "demonym_endings",
                "participles",
                "peopled",
                "plain",
                "places",
                "pairs",
                "head_first",
                "bodies",
                "headline_capitals",
            }
        }
        both = [f" {word} " for word in kept["both"]]
        phrases, tails, idioms, backers, small, inner_organs = (
            tuple(tuple(row.casefold().split()) for row in words.get(name, ()))
            for name in ("phrases", "tails", "idioms", "backers", "small", "inner_organs")
        )
        return cls(
            inner_organs=inner_organs,
            idioms=idioms,
            backers=backers,
            small=small,
            phrases=phrases,
            tails=tails,
            subject_endings=tuple(words.get("subject_endings", ())),
            never_endings=tuple(words.get("never_endings", ())),
            endings=tuple(words.get("endings", ())),
            quality_endings=tuple(words.get("quality_endings", ())),
            demonym_endings=tuple(words.get("demonym_endings", ())),
            participles=tuple(words.get("participles", ())),
            plain=bool(words.get("plain")),
            peopled=bool(words.get("peopled")),
            head_first=words.get("order") == "first",
            headline_capitals=bool(words.get("headline_capitals", True)),
            bodies=frozenset({*words.get("last", ()), *words.get("first", ())}),
            places=frozenset(places),
            pairs=frozenset(place for place in places if any(word in place for word in both)),
            **kept,
        )

    def subject(self, word: Word) -> bool:
        """Whether a word names a field of knowledge or public affairs."""
        lower = word.lower
        if not word.is_word or lower in self.subjects:
            return word.is_word
        return any(form.endswith(self.subject_endings) for form in (lower, lower.removesuffix("s")))

    @property
    def little(self) -> frozenset[str]:
        """Words that headlines write small."""
        return self.of | self.inner | self.both | self.articles | self.particles
