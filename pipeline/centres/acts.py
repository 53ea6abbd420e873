"""Whether something is said to open, to be founded, to be planned right beside a name, or in its sentence."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline import morphology
from pipeline.centres.kinship import HAN, LAST_HAN
from pipeline.centres.sites import VISITED
from pipeline.names.phrase import Phrase
from pipeline.phrases import fold
from pipeline.records import Status
from pipeline.statements import Statement
from pipeline.units import Unit

# From a name to a verb behind it, from a verb to a name.
CLOSE = 24
WIDE = 42
# Characters of what may stand behind a verb and tell that it takes no object: "opened its doors", "opens next".
LONGEST = 12
# From a Chinese verb to its object.
OBJECT = 14
# An apposition between commas, at most.
LONGEST_APPOSED = 80
DASHES = frozenset("—–")
# Letters of a verb with a pronoun written to it, more than these.
LONG_VERB = 4
SUBJECT_OR_OBJECT = frozenset("na")
# Words from "in" over a month to the year behind it.
MONTHLY = 4
# From a verb to its object, and words between the object's article and its noun.
TO_OBJECT = 70
QUALIFIED = 3
# Letters of "of" and of the article behind it.
LINK = 3


@dataclass(frozen=True, slots=True)
class Signs:
    """Words by which roles are told.

    `posts` ("director"), `agents` ("by"), `passives`: openings of passive triggers ("was"), `bodies`: heads with their kinds;
    `article` where it is written to its noun, `to` the letter before a noun that the title goes on with; `occasions`: units that
    are events more often than places; `holding`: posts whose chair is what the text speaks of ("holder"); `classing`: words before the article of what a
    centre is ("is a laboratory"); `again`: articles of a
    noun with a capital that is spoken of again ("the Chair"), unless words of `completing` go on with its name ("of Physics");
    `timely` agents lead to a month or year as well; `that` opens what somebody says; `object_articles` stand before what is opened ("opened a branch"), unless a word of `no_object` stands before them ("opened in a school"); `happening` are verbs that, without object, say that their subject opens or closes; `of` says whose a thing is; `owners` are pronouns written to a word; `cases`: whether the language has them, so that "in" governs but the words right behind it.
    In Chinese: `seats` ("in") stand right before a name, `objectless` may stand behind a verb that takes no object, `parting` are characters that part a name from a verb
    which is another's, `attributive` may stand right behind the name all the same.
    """

    posts: Collection[str]
    agents: Collection[str]
    passives: tuple[str, ...]
    bodies: Mapping[str, str]
    article: str = "\0"
    to: str = "\0"
    occasions: Collection[str] = ()
    cases: bool = False
    holding: Collection[str] = ()
    classing: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    completing: tuple[str, ...] = ()
    seats: tuple[str, ...] = ("\0",)
    objectless: tuple[str, ...] = ()
    parting: frozenset[str] = frozenset()
    attributive: str = "\0"
    that: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    owners: tuple[str, ...] = ()
    language: str = ""
    timely: frozenset[str] = frozenset()
    object_articles: frozenset[str] = frozenset()
    no_object: frozenset[str] = frozenset()
    happening: tuple[str, ...] = ()

    @classmethod
    def read(
        cls, words: Mapping[str, Any], posts: Collection[str], bodies: Mapping[str, str], *, cases: bool, language: str
    ) -> Signs:
        """From the lexicon `centres` of a language."""
        return cls(
            posts,
            frozenset(words.get("agents", ())),
            tuple(words.get("passives", ())),
            bodies,
            timely=frozenset(words.get("timely", ())),
            object_articles=frozenset(words.get("object_articles", ())),
            no_object=frozenset(words.get("no_object", ())),
            happening=tuple(words.get("happening", ())),
            article=str(words.get("article", "\0")),
            to=str(words.get("to", "\0")),
            occasions=frozenset(words.get("occasions", ())),
            cases=cases,
            language=language,
            holding=frozenset(words.get("holding", ())),
            classing=tuple(f" {word}" for word in words.get("classing", ())),
            again=tuple(f"{word} " for word in words.get("again", ())),
            completing=tuple(f" {word} " for word in words.get("completing", ())),
            seats=tuple(words.get("seated", ())) or ("\0",),
            objectless=tuple(words.get("objectless", ())),
            parting=frozenset(words.get("parting", ())),
            attributive=str(words.get("attributive", "\0")),
            owners=tuple(words.get("noun_owners", ())),
            that=frozenset(fold(word) for word in words.get("that", ())),
            of=frozenset(fold(word).rstrip("'") for word in (*words.get("of", ()), *words.get("contracted", ()))),
        )


@dataclass(frozen=True, slots=True)
class Acts:
    """What a text says that somebody does, or that happens. `units`, `statements`: of the text."""

    text: str
    units: Sequence[Unit]
    statements: Sequence[Statement]
    signs: Signs

    def evidence(self, phrase: Phrase, *, firm: bool) -> list[str]:
        """Whether something is said to open, to be founded, to be planned, right beside the name or in its sentence.

        What founds is no centre for it: a name behind "by", or one before an active verb unless it is `firm`ly a unit's.
        """
        text, signs = self.text, self.signs
        near = [s for s in self.statements if s.sentence[0] <= phrase.start < s.sentence[1] and s.value != VISITED]
        before = fold(text[max(0, phrase.start - CLOSE // 2) : phrase.start]).removesuffix("the ").split()
        han = text[phrase.head_start] > HAN
        if not near or (
            not firm and before and (before[-1] in signs.agents or (han and before[-1].endswith(tuple(signs.agents))))
        ):
            return []
        if self.opens_another(phrase) or (not firm and self._owns(phrase)):
            return []
        if text[max(0, phrase.start - 1) : phrase.start] == signs.to:
            return ["same_sentence"] if firm else []
        for statement in near:
            inside = statement.start <= phrase.start < statement.end
            if inside and (statement.value == Status.AGREED or (not firm and self._followed(statement))):
                # Who stands within "signed … an agreement" is a party to it, who "saw … the opening of" a unit its house.
                continue
            ahead = phrase.end <= statement.start
            gap = text[phrase.end : statement.start] if ahead else text[statement.end : phrase.start]
            close = len(gap) <= (CLOSE if ahead else WIDE) and not any(c in gap.strip(" ,،，") for c in ",;:.。，；：،")
            close = close or (ahead and not han and _apposed(gap))
            if not ahead and not firm and self._led(fold(gap).split()[-1:] if signs.cases else fold(gap).split()):
                continue
            if not ahead and (self._of_actor(phrase, gap) or self._acting(phrase) or (not firm and self._has_object(phrase))):
                continue
            if ahead and not firm and self._oblique(phrase):
                continue
            if ahead and signs.that.intersection(fold(gap).replace("'", " ").split()):
                continue
            passive = bool(signs.passives) and fold(text[statement.start : statement.end + LONGEST]).startswith(signs.passives)
            passive = passive or self._happens(statement) or self._undergoes(statement)
            if han and not firm and not (self._opens(phrase, statement) if ahead else self._opened(gap)):
                continue
            if han and not gap and self._locates(phrase) and not (ahead and self._closed(statement.end)):
                continue
            if close and (not ahead or firm or passive):
                return ["acted_on"]
        return ["same_sentence"] if firm else []

    def _oblique(self, phrase: Phrase) -> bool:
        """In a language of cases, whether a name can be neither subject nor object of a verb behind it: "в корпусе | Института леса | заработала"."""
        head = self.text[phrase.head_start : phrase.head_end].lower()
        return self.signs.cases and not morphology.cases(head, self.signs.language, number="sing") & SUBJECT_OR_OBJECT

    def _owns(self, phrase: Phrase) -> bool:
        """Whether a name only says whose the unit before it is: "the new laboratory of | the Aral Academy | opens"."""
        gaps = (self.text[u.end : phrase.start] for u in self.units if 0 < phrase.start - u.end <= CLOSE // 2)
        links = (fold(gap).replace("'", " ").replace("’", " ").split() for gap in gaps if gap.islower())
        return not self.signs.cases and any(
            words and max(map(len, words)) <= LINK and words[0] in self.signs.of for words in links
        )

    def _acting(self, phrase: Phrase) -> bool:
        """Whether a name between a verb and another unit is that of who acts, where verbs come first: "opened | the X Academy | its branch"."""
        text, end = self.text, phrase.end
        if text.startswith(" (", end) and (close := text.find(")", end, end + CLOSE)) > 0:
            end = close + 1
        glued = self.signs.article != "\0" and text[end : end + 1] == " "
        return glued and any(u.start == end + 1 and not phrase.start <= u.start < phrase.end for u in self.units)

    def _of_actor(self, phrase: Phrase, gap: str) -> bool:
        """Where verbs come first, whether a name between a verb and its object ends the title of who acts: "opened the head of | the X Chamber | the Y"."""
        glued = self.signs.article != "\0"
        return glued and any(word in self.signs.posts for word in fold(gap).split()) and self.in_title(phrase)

    def _has_object(self, phrase: Phrase) -> bool:
        """Whether the verb right before a name has a pronoun for its object written to it, so that the name is who acts: "أغلقه | معهد س"."""
        said = self.text[max(0, phrase.start - CLOSE) : phrase.start].rpartition("\n")[2].split()[-1:]
        return any(len(word) > LONG_VERB and word.endswith(self.signs.owners or ("\0",)) for word in said)

    def opens_another(self, phrase: Phrase) -> bool:
        """Whether a name is that of who opens another unit: "the X Centre opened on Monday | its third clinic"."""
        return bool(self.signs.object_articles) and any(self._governs(phrase, statement) for statement in self.statements)

    def _governs(self, phrase: Phrase, statement: Statement) -> bool:
        """Whether a verb right behind a name has another unit for its object."""
        gap = self.text[phrase.end : statement.start]
        opening = not statement.nominal and statement.value not in {Status.OPERATING, VISITED}
        if statement.start < phrase.end or not opening or not 0 < len(gap) <= CLOSE or gap[0] not in " (":
            return False
        said = fold(self.text[statement.start : statement.end + LONGEST])
        if said.startswith(self.signs.passives) or set(gap) & set(",;:."):
            return False
        behind = (
            u.start for u in self.units if statement.end < u.start < min(statement.end + TO_OBJECT, statement.sentence[1])
        )
        return (start := next(behind, None)) is not None and self._object(self.text[statement.end : start])

    def _object(self, gap: str) -> bool:
        """Whether what stands between a verb and a unit makes it the verb's object: an article, no preposition before it, no mark."""
        words = fold(gap.replace("’", "'").replace("'", "' ")).split()
        at = next((n for n in range(len(words) - 1, -1, -1) if words[n] in self.signs.object_articles), None)
        if at is None or len(words) - at - 1 > QUALIFIED or set(gap) & set(",;:.()\n"):
            return False
        return self.signs.no_object.isdisjoint(words[max(0, at - 1) : at] + words[at + 1 :])

    def _happens(self, statement: Statement) -> bool:
        """Whether an active verb has no object, so that what opens is its subject: "the X branch opened | in May"."""
        said = fold(self.text[statement.start : statement.end])
        if not any(said == verb or said.endswith(f" {verb}") for verb in self.signs.happening):
            return False
        behind = self.text[statement.end : statement.sentence[1]].lstrip(" ")
        words = fold(behind[:LONGEST].replace("’", "'").replace("'", "' ")).split()
        dated = len(words) > 1 and words[0] in self.signs.object_articles and words[1][0].isdigit()
        return not behind[:1].isalpha() or words[0] in self.signs.no_object or dated

    def _undergoes(self, statement: Statement) -> bool:
        """In a language of cases, whether a verb is reflexive, or said of "them" with no unit behind it, so that one name before it is what it befalls: «пункт в Оше | закрыли»."""
        if not self.signs.cases:
            return False
        verb, *more = self.text[statement.start : statement.end].split()
        role = morphology.behind_verb(verb, self.signs.language)
        if more:
            return role == frozenset("n")
        if role != frozenset("a") or not morphology.is_plural(verb, self.signs.language):
            return role == frozenset("n")
        last = min(statement.end + TO_OBJECT, statement.sentence[1])
        return not any(statement.end < unit.start < last for unit in self.units)

    def _followed(self, statement: Statement) -> bool:
        """Where the article is glued, whether a unit follows a statement in two parts, whose object it is: "شهد معهد س تدشين | مختبر ص"."""
        glued = self.signs.article != "\0" and self.text[statement.end : statement.end + 1] == " "
        return glued and any(u.start == statement.end + 1 for u in self.units)

    def _opens(self, phrase: Phrase, statement: Statement) -> bool:
        """Whether a Chinese verb behind a name may be its own: nothing parts them, no other site stands between, no object follows."""
        gap = self.text[phrase.end : statement.start]
        others = (u for u in self.units if phrase.end <= u.start < statement.start)
        seated = all(self.text.endswith(tuple(self.signs.agents), 0, u.start) for u in others)
        parted = set(gap.removeprefix(self.signs.attributive)) & (DASHES | self.signs.parting)
        own = seated and not parted and not self.in_title(phrase)
        return own and self._closed(statement.end)

    def _locates(self, phrase: Phrase) -> bool:
        """Whether a Chinese name only says where something else is founded: "在|X卫生院|设立Y"."""
        return self.text.endswith(self.signs.seats, 0, phrase.start)

    def _opened(self, gap: str) -> bool:
        """Whether a Chinese verb before a name may have it for its object: no other party stands between."""
        return len(gap) <= OBJECT and not set(gap) & set("，。；：、") and not any(agent in gap for agent in self.signs.agents)

    def _closed(self, at: int) -> bool:
        """Whether a Chinese verb ends its clause, so that no object follows: a mark, or what says of the occasion more."""
        text = self.text
        return at >= len(text) or not HAN <= text[at] <= LAST_HAN or text.startswith(self.signs.objectless, at)

    def _led(self, gap: Sequence[str]) -> bool:
        """Whether an agent stands between a verb and a name, no month or year: "inauguró en 2019 | el X"; where verbs come first, what follows them at once says only where or when."""
        glued = self.signs.article != "\0"
        late = [
            at
            for at, word in enumerate(gap)
            if (glued and at == 0) or ((glued or word in self.signs.timely) and _dated(gap, at))
        ]
        return any(word in self.signs.agents for at, word in enumerate(gap) if at not in late)

    def in_title(self, phrase: Phrase) -> bool:
        """Whether the name stands in somebody's title ("Director of the X"); a definite noun has closed it ("the minister of health"), or "that"."""
        text, signs = self.text, self.signs
        if text[phrase.head_start] > HAN:
            return text.startswith(tuple(signs.posts), phrase.end)
        before = fold(text[max(0, phrase.start - 30) : phrase.start]).replace(",", " ").split()
        last = next((n for n in range(len(before) - 1, max(-1, len(before) - 4), -1) if before[n] in signs.posts), None)
        if last is not None and before[last] in signs.holding:
            return False
        if last is None or signs.that.intersection(before[last + 1 :]):
            return False
        return before[-1] == signs.to or not any(word.startswith(signs.article) for word in before[last + 1 :])


def _apposed(gap: str) -> bool:
    """Whether nothing but what is said between two commas stands between a name and its verb: ", ninth of its kind in Oceania, was"."""
    inner = gap.rpartition(",")[0]
    return gap[:1] == "," and 0 < len(inner) <= LONGEST_APPOSED and not any(c in inner[1:] for c in ",;:.!?\n")


def _dated(words: Sequence[str], at: int) -> bool:
    """Whether a figure stands behind a word, a month between or not: "in 2031", "في يناير 2031", "en marzo de 2024"."""
    return any(word[0].isdigit() for word in words[at + 1 : at + MONTHLY])
