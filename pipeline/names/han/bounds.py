"""The words by which the bounds of a Chinese name are told."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.phrases import fold


@dataclass(frozen=True, slots=True)
class Bounds:
    """What ends a name on its left, and heads that look like one and are none; simplified characters.

    `stops` never stand inside a name, `joints` may ("与"), `opening_joints` may open one (和光), `not_after` and `not_before` are what makes another word of a head (大学生, 北部), `parents`
    are heads whose own parts (`parts`) are no bodies, `generic` tell no body from another, `needs_place` heads that
    need a place before them, `shields` words whose characters stop nothing, `measures` the measure words of units,
    `abroad` heads before whose proper name a country is left out, unless it is `home`, `subjects` fields that are no proper name,
    `alone` heads that are names by themselves, `nations` names of countries, `divisions` what ends the name of a place that
    no list knows ("市", "县"), `fields` what tells no faculty (a head of `faculties`) from that of another school,
    `totals` what shows behind a head that all of its sort are meant, `collectives` what makes of sites a body of theirs,
    `owners` what makes of a faculty an inner unit ("我校"), `sides` what ends the name of one side of two ("几方", but for
    those of `not_sides`: "东方"), `own` nouns
    that end the name of a site behind that of its network, `posts` titles of persons, which end whatever they stand behind, `central` words
    that say of a body of the state that it is the whole country's, `ones` numerals that open no name ("一研究中心成立"),
    `counting` characters before a measure word ("三", "几", "这"), `told` heads that are bodies where these words follow them
    (会|会长, 计划|秘书处), `untold` nouns with such heads that are none, `national` words that keep a country before them (国立),
    `copulas` characters that open no name, `acts` verbs that names may hold but that follow a person's name, `holders` posts behind
    which a person's name follows, `recognised` how the names of bodies end that a recogniser finds, `untold_ends` words that end so
    and name none, `phonetic` characters that spell sounds in most of their uses, `spelling` stops that do between two of them (安第斯),
    `whole` words for all of a country, which open names that end as `whole_ends` do (全国|X联合会), `past_names` what says that a body
    was of somebody once (原|燕南大学), `offices` heads of what is inside a ministry, whose names end as `ministries` do, `founded` words
    that make a body of what a parent has set up (附属), `of_states` heads of bodies of the state, which keep its name, `inner` what stands before heads that are then those of inner
    bodies (学术|委员会), `inner_heads` heads that are so behind the name of a body, `deictic` characters that
    point to one (该), `told_any` heads that are bodies where some post follows (站|国际处处长), `parts_of` those that have inner units, `site_ends` how nouns of
    sites end, `telling` what
    people are called there beside those of `holders`, `secretariats` the like of bodies, `department` the noun of a unit behind the noun of a body (公司市场|部), `posted` characters behind such a head that make it the beginning of a post (院|长),
    `industries` nouns behind a brand which are a company's where something of `trading` stands right behind (远航石化|捐出), `unbranded` words that
    are no brand (现代物流), `district_bodies` heads that a district alone tells apart (县|供销社), `leading` what may open the stretch before a
    name and is none of it (业主|X公司).
    """

    stops: tuple[str, ...]
    joints: tuple[str, ...]
    opening_joints: tuple[str, ...]
    not_after: Mapping[str, str]
    parents: tuple[str, ...]
    parts: frozenset[str]
    generic: tuple[str, ...]
    needs_place: frozenset[str]
    shields: tuple[str, ...]
    measures: tuple[str, ...]
    subjects: tuple[str, ...]
    abroad: frozenset[str]
    alone: frozenset[str]
    home: tuple[str, ...]
    places: frozenset[str]
    nations: frozenset[str]
    divisions: tuple[str, ...]
    fields: tuple[str, ...]
    faculties: frozenset[str]
    not_before: Mapping[str, str]
    totals: tuple[str, ...]
    collectives: tuple[str, ...]
    owners: tuple[str, ...]
    sides: tuple[str, ...]
    not_sides: tuple[str, ...]
    own: tuple[str, ...]
    posts: tuple[str, ...]
    central: tuple[str, ...]
    ones: tuple[str, ...]
    counting: str
    told: Mapping[str, tuple[str, ...]]
    untold: tuple[str, ...]
    national: tuple[str, ...]
    copulas: tuple[str, ...]
    acts: tuple[str, ...]
    holders: tuple[str, ...]
    recognised: tuple[str, ...]
    untold_ends: tuple[str, ...]
    phonetic: str
    spelling: str
    whole: tuple[str, ...]
    whole_ends: tuple[str, ...]
    past: tuple[str, ...]
    offices: tuple[str, ...]
    ministries: tuple[str, ...]
    founded: tuple[str, ...]
    of_states: tuple[str, ...]
    inner: Mapping[str, frozenset[str]]
    inner_heads: frozenset[str]
    deictic: str
    told_any: tuple[str, ...]
    posted: str
    telling: tuple[str, ...]
    site_ends: tuple[str, ...]
    parts_of: tuple[str, ...]
    wholes: tuple[str, ...]
    secretariats: frozenset[str]
    department: str
    inner_sites: tuple[str, ...]
    industries: tuple[str, ...]
    trading: tuple[str, ...]
    unbranded: tuple[str, ...]
    district_bodies: frozenset[str]
    leading: tuple[str, ...]

    @classmethod
    def read(cls, words: Mapping[str, Any], places: Collection[str]) -> Bounds:
        """From the lexicon `name_grammar` of a language."""

        def listed(name: str) -> tuple[str, ...]:
            return tuple(sorted(words.get(name, ()), key=len, reverse=True))

        return cls(
            stops=listed("stops"),
            joints=listed("joints"),
            opening_joints=listed("opening_joints"),
            not_after=dict(words.get("not_after", {})),
            parents=listed("parents"),
            parts=frozenset(words.get("parts", ())),
            generic=listed("generic"),
            needs_place=frozenset(words.get("needs_place", ())),
            shields=listed("shields"),
            measures=listed("measures"),
            subjects=listed("subjects"),
            abroad=frozenset(words.get("abroad", ())),
            alone=frozenset(words.get("alone", ())),
            home=tuple(words.get("home", ())) or ("\0",),
            nations=frozenset(fold(name) for name in words.get("countries", ())),
            divisions=listed("divisions"),
            fields=listed("fields"),
            faculties=frozenset(words.get("faculties", ())),
            not_before=dict(words.get("not_before", {})),
            totals=listed("totals") or ("\0",),
            collectives=listed("collectives") or ("\0",),
            owners=listed("owners") or ("\0",),
            sides=listed("sides"),
            not_sides=listed("not_sides"),
            own=listed("own_nouns"),
            posts=listed("posts"),
            central=listed("central") or ("\0",),
            ones=listed("ones"),
            counting=str(words.get("counting", "")),
            told={head: tuple(posts) for head, posts in words.get("told", {}).items()},
            untold=listed("untold"),
            national=listed("national") or ("\0",),
            copulas=listed("opening_copulas"),
            acts=listed("acts"),
            holders=listed("holders") or ("\0",),
            recognised=listed("recognised"),
            untold_ends=listed("untold_ends") or ("\0",),
            phonetic=str(words.get("phonetic", "")),
            spelling=str(words.get("spelling", "")),
            whole=listed("whole"),
            whole_ends=listed("whole_ends") or ("\0",),
            past=listed("past_names"),
            offices=listed("offices") or ("\0",),
            ministries=listed("ministries"),
            founded=listed("founded") or ("\0",),
            of_states=listed("of_states") or ("\0",),
            inner_heads=frozenset(words.get("inner_heads", ())),
            told_any=listed("told_any"),
            telling=listed("telling"),
            site_ends=listed("site_ends"),
            parts_of=tuple(head for head in words.get("told_any", ()) if head not in words.get("not_housing", ())),
            wholes=tuple({*words.get("parents", ()), *words.get("of_states", ()), *words.get("wholes", ())}),
            secretariats=frozenset(words.get("secretariats", ())),
            department=str(words.get("department", "\0")),
            inner_sites=listed("inner_sites") or ("\0",),
            industries=listed("industries"),
            trading=listed("trading"),
            unbranded=listed("unbranded"),
            district_bodies=frozenset(words.get("district_bodies", ())),
            leading=listed("leading"),
            posted=str(words.get("posted", "\0")),
            deictic=str(words.get("deictic", "")),
            inner={head: frozenset(fields) for head, fields in words.get("inner_bodies", {}).items()},
            places=frozenset(p for p in places if len(p) > 1 and "\u3400" <= p[0] <= "\u9fff"),
        )
