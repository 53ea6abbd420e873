"""How a text says that a body houses something: the cues ("hosted by", "lends the rooms"), and the body that each speaks of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.centres.givers import ENDS, NEAR, Givers, close
from pipeline.centres.kinship import HAN
from pipeline.phrases import Match, Phrases, Word, fold, split
from pipeline.spans import Fact

# Words of a part of the house between a cue and the body behind it, with its article and link.
PART = 8
# Characters that so many words take, at most; and what they are in a language without a word for "of".
WIDE, CASED_PART = 160, 4
# Characters from a signing to its place, and the kinds of cues that speak of another thing in between.
OCCASION = 70
FIRM = frozenset({"strong", "kept", "giving", "manages", "shelters", "runs", "founds"})
# Characters from a body to its premises behind it, and where the script has no spaces.
ROOM, SHORT = 25, 3
POSSESSIVES = ("'s ", "’s ", "' ", "’ ")
# Characters of what a body is called between a cue and its name.
APPOSED = 30
# Marks between a role and who has it.
ROLE = " :：—–-\t"
# What opens a name in quotation marks, before which a legal form may stand.
QUOTES = '«“„"'
# Kinds of cues behind which a body stands, and those of them behind which a part of it may: "in the workshops of X".
LEADING = frozenset({"strong", "settled", "kept", "founded", "weak", "within", "upon", "owner", "outside", "parties"})
PLACES = frozenset({"strong", "settled", "kept", "weak", "within", "upon"})
# Kinds of cues that say little by themselves, and are part of what others say: "taught at", "rector of".
SLIGHT = frozenset({"weak", "within", "upon", "owner"})
# Kinds that a denial may hold: "no longer hosted by".
DENIABLE = frozenset({"strong", "kept"})
# Kinds that tell the same.
WHERE = {"settled": "strong"}
# Kinds that say of a body what it is other than a host.
OFF = frozenset({"outside", "signed", "leader", "post"})
# Kinds of cues that speak of housing wherever they stand in a sentence.
LOOSE = frozenset({"strong", "kept", "shelters", "runs", "lends", "giving", "manages", "housing"})


@dataclass(frozen=True, slots=True)
class Cues:
    """The words of one language.

    `phrases`: cues by kind: `strong`, `settled` ("lies", where a word for the place is to follow), `kept` ("run by"), `founded` ("opened by"), `weak`, `within`, `upon` (a part of the body follows) and `owner` stand before the body, as do `outside` ("opposite",
    "taught at"), which say that it is no host, and `parties` ("agreement with"); `giving` and `aloof` ("visited the") behind it;
    `manages` ("runs it") too; `shelters`, `runs` and `founds` are verbs that take the centre ("houses", "operates", "opened"), `lends` those that take the premises, `premises` nouns, `pronouns` may stand for the
    centre beside a verb, `clitics` before it, `signing` tells what is done in a place that is no host; `theirs` ("on its premises") mean the body named last; `agents` ("由") stand between the premises and who lends them; `relatives` put the
    thing before the verb and the body behind it ("que", "которую"); `housing` are words that speak of a host in any place ("roof").
    `articles`: words between a cue and its body; `owners`: words that
    say whose a thing is ("of"); `worldwide`: words that open the name of a network; `seated`: Chinese words before the place in which a
    centre is seated; `cases`: whether the language has them; `inverts`: whether the subject may stand behind its verb; `officer`: whether a post beside a body is that of one who leads it (`leader`), another (`post`), or none;
    `elsewhere`: whether words hold the name of a place; `heads`: nouns of bodies, folded;
    `appositives`: what a body may be called between a cue and its name ("our partner").
    """

    phrases: Phrases[str]
    articles: Collection[str]
    owners: Collection[str]
    worldwide: tuple[str, ...]
    seated: Collection[str]
    cases: bool
    inverts: bool
    officer: Callable[[str, int, int], str]
    elsewhere: Callable[[str], bool]
    heads: Collection[str] = frozenset()
    appositives: Collection[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue and the body of which it speaks.

    `start`: offset of the cue; `at`: of the body; `manner`: `next`, a `part` of the body or a `room` of it between, `verb`, or `near` in the sentence.
    """

    start: int
    cue: str
    body: str
    manner: str
    at: int


def hits(
    text: str, words: Cues, bodies: Sequence[Fact], nouns: Sequence[tuple[int, int]], sentences: Sequence[tuple[int, int]] = ()
) -> list[Hit]:
    """Every cue of a text with its body, in the order of the text. `nouns`: where centres are named or taken up."""
    tokens = split(text)
    found = [cue for n in range(len(tokens)) if (cue := words.phrases.at(text, tokens, n)) is not None]
    officers = [Hit(f.start, kind, f.entity, "next", f.start) for f in bodies if (kind := words.officer(text, f.start, f.end))]
    cues = _told(found)
    said = [*officers, *_glued(text, words, bodies)]
    givers = Givers(text, cues, bodies, nouns, words.inverts)
    for cue in cues:
        if cue.value in LEADING:
            posted = {hit.start for hit in officers} if cue.value in SLIGHT else set()
            near = (f for f in bodies if f.start not in posted)
            said += [
                Hit(cue.start, WHERE.get(cue.value, cue.value), f.entity, manner, f.start)
                for f in near
                if (manner := _behind(text, words, cue, f, cues))
            ]
        elif cue.value == "theirs":
            said += [Hit(cue.start, "strong", f.entity, "next", f.start) for f in _last(text, bodies, cue.start)]
        elif cue.value == "premises":
            said += [Hit(cue.start, "room", f.entity, "next", f.start) for f in bodies if _room(text, words, cue, f)]
        elif (fact := givers.of(cue)) is not None:
            said.append(Hit(cue.start, cue.value, fact.entity, "verb", fact.start))
    said = [_signed(text, cues, hit) for hit in said]
    told = {hit.at for hit in said if hit.cue in OFF}
    said = [hit for hit in said if hit.at not in told or hit.cue not in SLIGHT]
    said += _loose(cues, bodies, sentences, said)
    return sorted(dict.fromkeys(said), key=lambda hit: hit.start)


def _last(text: str, bodies: Sequence[Fact], at: int) -> list[Fact]:
    """The body that "in its rooms" means: the one named last before, in the paragraph."""
    before = [f for f in bodies if 0 <= at - f.end <= WIDE and "\n" not in text[f.end : at]]
    return sorted(before, key=lambda fact: fact.end)[-1:]


def _signed(text: str, cues: Sequence[Match[str]], hit: Hit) -> Hit:
    """What is said of a place where something was signed: "signed on 5 May in the great hall of X"."""
    if hit.cue not in {*SLIGHT, "room"}:
        return hit
    before = [cue for cue in cues if close(text, cue.end, hit.start, OCCASION) and cue.value in {"signing", *FIRM}]
    last = max(before, key=lambda cue: cue.start, default=None)
    return replace(hit, cue="signed") if last is not None and last.value == "signing" else hit


def _told(cues: Sequence[Match[str]]) -> list[Match[str]]:
    """The cues without those that are part of one that tells more: slight ones, and what it denies."""
    out: list[Match[str]] = []
    reach = -1
    for cue in cues:
        if cue.start < reach and (cue.value in SLIGHT or (cue.value in DENIABLE and cue.end <= reach)):
            continue
        if cue.value == "outside":
            reach = max(reach, cue.end)
        out.append(cue)
    return out


def _glued(text: str, words: Cues, bodies: Sequence[Fact]) -> Iterator[Hit]:
    """Cues of a letter that is written to the body: "بجامعة"."""
    for fact in bodies:
        if not "\u0600" <= text[fact.start - 1 : fact.start] <= "\u06ff":
            continue
        letter = Word(fact.start - 1, fact.start, fold(text[fact.start - 1]))
        if (cue := words.phrases.at(text, [letter], 0)) is not None and not words.officer(text, fact.start, fact.end):
            yield Hit(cue.start, cue.value, fact.entity, "next", fact.start)


def _behind(text: str, words: Cues, cue: Match[str], body: Fact, cues: Sequence[Match[str]]) -> str | None:
    """How a body stands behind a cue: right behind it, or behind one of its parts."""
    if not 0 <= body.start - cue.end <= WIDE:
        return None
    gap = text[cue.end : body.start]
    if cue.value == "settled" and not any(fold(word) in words.articles for word in gap.split()[:1]):
        return None
    lead = fold(gap).strip(ROLE + QUOTES).split()
    if cue.value in PLACES and len(gap) <= APPOSED and any(word in words.appositives for word in lead):
        lead = [word for word in lead if word not in words.appositives]
        gap = gap[:NEAR]
    near = len(gap) <= NEAR or gap.endswith(tuple(QUOTES))
    if near and cue.value not in {"within", "upon"} and all(word in words.articles for word in lead):
        return "next"
    if cue.value not in PLACES or gap != gap.lower() or any(not c.isalnum() and c not in " '’-" for c in gap):
        return None
    between = fold(gap).replace("'", " ").replace("’", " ").split()
    room = any(c.value == "premises" and cue.end <= c.start < body.start for c in cues)
    if not 0 < len(between) <= (PART if words.owners else CASED_PART):
        return None
    while between and {between[-1], f"{between[-1]}'"} & set(words.articles) and between[-1] not in words.owners:
        between.pop()
    if words.owners:
        linked = len(between) > 1 and between[-1] in words.owners
    else:
        linked = not any(c.value in PLACES and cue.end <= c.start < body.start for c in cues) and not any(map(str.isdigit, gap))
    return ("room" if room else "part") if linked else None


def _room(text: str, words: Cues, cue: Match[str], body: Fact) -> bool:
    """Whether premises are those of a body: "the cellar of X", "X's cellar", X图书馆."""
    gap = text[cue.end : body.start]
    if 0 < len(gap) <= NEAR:
        linked = fold(gap).replace("'", " ").replace("’", " ").split()
        owned = any(word in words.owners for word in linked) if words.owners else gap.isspace() or bool(linked)
        return owned and all(word in words.articles or word in words.owners for word in linked)
    gap = text[body.end : cue.start]
    if not 0 <= cue.start - body.end <= ROOM or ENDS & set(gap) or gap != gap.lower():
        return False
    if text[body.start : body.start + 1] > HAN:
        return len(gap) <= SHORT
    return gap.startswith(POSSESSIVES)


def _loose(
    cues: Sequence[Match[str]], bodies: Sequence[Fact], sentences: Sequence[tuple[int, int]], said: Sequence[Hit]
) -> Iterator[Hit]:
    """Bodies of which nothing is told in a sentence that speaks of housing."""
    for start, end in sentences:
        spoken = [cue for cue in cues if start <= cue.start < end and cue.value in LOOSE]
        if not spoken:
            continue
        told = {hit.body for hit in said if start <= hit.start < end and hit.cue not in {*SLIGHT, "parties"}}
        for body in bodies:
            if start <= body.start < end and body.entity not in told:
                yield Hit(body.start, "loose", body.entity, "near", body.start)
