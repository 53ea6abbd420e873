"""The grammar of titles: modifiers, a head noun, and what it is the head of.

A title runs from its first modifier ("Acting Deputy") over the head ("Director") to the end of its complement ("of Research
at the Institute"). Who bears it and whose it is, is for the components to say. The words of a language are data; the grammar
knows two ways to join a complement: by prepositions, or directly (the genitive of Russian, the iḍāfa of Arabic).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pipeline import morphology, phrases, units
from pipeline.persons.phrases import Found
from pipeline.persons.titles.complements import MOST_WORDS
from pipeline.persons.titles.context import Context
from pipeline.persons.titles.modifiers import Modifiers
from pipeline.persons.tokens import Token, same_phrase

__all__ = ["Title", "TitleGrammar"]

# Endings of plurals in languages whose adjectives stand behind their nouns.
PLURALS = ("s", "x")


@dataclass(frozen=True, slots=True)
class Title:
    """A title in tokens, half-open: the expression `first:last`, in it the core `core_first:core_last` (modifiers and head).

    `head` as the lexicon writes it, singular; `plural` where the text says "Rectors"; `institution` is the token span of
    an institution written before the core ("KNU Rector").
    """

    first: int
    core_first: int
    head_at: int
    core_last: int
    last: int
    head: str
    plural: bool = False


class TitleGrammar(Modifiers):
    """Finds titles. Words read: see the comments of `languages/en/positions.toml`."""

    def find(self, tokens: Sequence[Token], context: Context) -> list[Title]:
        """The titles of a text from left to right, none inside another."""
        found: list[Title] = []
        index = 0
        while index < len(tokens):
            skipped = self.skips.at(tokens, index)
            # A capital makes a post of what else were a verb: "according to Head of Nursing X".
            if skipped is not None and (tokens[index].is_capital or not tokens[skipped.end - 1].is_capital):
                index = skipped.end
                continue
            title = self._title(tokens, index, context, found[-1].last if found else 0)
            if title is not None:
                found.append(title)
            index = title.last if title is not None else index + 1
        return found

    def _title(self, tokens: Sequence[Token], index: int, context: Context, floor: int) -> Title | None:
        if index in context.inside or index in context.people or not tokens[index].is_word:
            return None
        ranked = self.ranked(tokens, index, context)
        head = ranked or self.heads.at(tokens, index)
        if head is not None and tokens[index].text in self.homographs:
            return None
        if head is None:
            return self._unlisted(tokens, index, context)
        if ranked is None and (self._leads(tokens, index, head.end) or self.is_name(tokens, index, head.end)):
            return None
        if head.phrase in self.postnominals and self._behind_holder(tokens, index, head.end, context):
            return None
        head = head if ranked is not None else self._short_of(tokens, index, head, context)
        core_last = self.see(tokens, index, head.end) or self._after(tokens, head.end, context)
        if self.trained.at(tokens, core_last) is not None and head.phrase not in self.heading:
            return None
        while (more := self.heads.at(tokens, core_last)) is not None and self._merges(tokens, core_last):
            head, core_last = more, self._after(tokens, more.end, context)
        core_first = self._before(tokens, index, context, floor)
        if core_first - 1 >= floor and core_first - 1 in context.nationals and head.phrase in self.sent:
            core_first -= 1
        honoured = any(self.honours.at(tokens, at) is not None for at in range(core_first, index))
        if honoured or self._ranks(tokens, core_first, core_last):
            return None
        first = self._owner(tokens, core_first, context, floor)
        begin = self._fielded(tokens, index, core_last, context)
        seated = begin > head.end and tokens[begin - 1].is_capital and self.see(tokens, index, head.end) == begin
        last = self.complement(tokens, begin, context, core_last + MOST_WORDS) if not seated else begin
        last -= last > core_last and self._addressed(tokens, last, context)
        while last > core_last and (tokens[last - 1].lower in self.conjunctions or self._dangles(tokens, last - 1)):
            last -= 1
        last = self.field(tokens, core_last, context) if last == core_last else last
        last = self.seat(tokens, head.phrase, core_last, context) if last == core_last else last
        noun = index + (head.end > index + 1 and self._qualifying(tokens, index))
        plural = head.phrase in self.plurals or all(morphology.is_plural(tokens[n].text, self.language) for n in {index, noun})
        plural = plural or self._dual(tokens, index)
        foreign = self.genitive and all(at in context.nationals for at in range(core_last, last))
        bare = foreign or self._seated(tokens, core_last, last, context) or self._of_authors(tokens, core_last, last, context)
        if ranked is None and self._is_occupation(tokens, index, (core_first, core_last), core_last if bare else last, context):
            return None
        return Title(first, core_first, index, core_last, last, self.plurals.get(head.phrase, head.phrase), plural)

    def _behind_holder(self, tokens: Sequence[Token], at: int, end: int, context: Context) -> bool:
        """Whether what members of a parliament have behind their names stands so and says nothing more: "Ann Poe MP", "Ann Poe, MLA,"."""
        before = at - (at > 0 and tokens[at - 1].text == ",")
        closed = end >= len(tokens) or tokens[end].text not in {"for", "of"}
        return before in context.named and closed

    def _ranks(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """Whether a post with an ordinal in small letters leads on to what somebody was so many to do: "the third minister | to come"."""
        numbered = any(t.text in self.ordinals for t in tokens[max(0, first - 1) : first + 1])
        done = last + 1 < len(tokens) and tokens[last].lower in self.rankings and tokens[last + 1].text.islower()
        return numbered and done

    def _dangles(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether an article or a preposition stands here with nothing that it could belong to: "Director of the Port of Walvis in | March 2023"."""
        small = not tokens[at].is_capital and not self.affixes
        return small and (self.articles.covers(tokens, at, at + 1) or self.prepositions.covers(tokens, at, at + 1))

    def _qualifying(self, tokens: Sequence[Token], index: int) -> bool:
        """In a language of cases, whether a word qualifies the noun of a post behind it: "генеральный директор", "учёный секретарь"."""
        if morphology.is_adjective(tokens[index].text, self.language):
            return True
        words = tokens[index].lower, tokens[index + 1].lower
        return morphology.is_person(words[1], self.language) and bool(
            morphology.cases(words[0], self.language) & morphology.cases(words[1], self.language)
        )

    def _fielded(self, tokens: Sequence[Token], index: int, core_last: int, context: Context) -> int:
        """Index behind what goes on with the field that a listed head ends in: "gerenta de operaciones | y logística", "jefa de Colecciones | Sonoras"."""
        inner = any(self.prepositions.at(tokens, at) is not None for at in range(index + 1, core_last - 1))
        if not (self.loose and inner and core_last < len(tokens)):
            return core_last
        core_last += self._agrees(tokens, core_last, context)
        if core_last >= len(tokens) or tokens[core_last].lower not in self.conjunctions:
            return core_last
        return max(core_last, self.phrases.end(tokens, core_last - 1, context))

    def _agrees(self, tokens: Sequence[Token], at: int, context: Context) -> bool:
        """Whether a plural with a capital closes a field in the plural with one, no more of a name behind it: "jefa de Colecciones | Sonoras"."""
        if at in context.people or at in context.places or not same_phrase(tokens, at):
            return False
        both = all(t.is_capital and t.is_word and t.lower.endswith(PLURALS) for t in tokens[at - 1 : at + 1])
        return both and not (same_phrase(tokens, at + 1) and tokens[at + 1].is_capital)

    def _addressed(self, tokens: Sequence[Token], last: int, context: Context) -> bool:
        """Where the article is glued: whether a title ends with how the person behind it is called: «محافظ الساحل | اللواء»."""
        called = bool(self.affixes) and last in context.people and tokens[last - 1].lower in self.titled
        return called and last not in context.places.values()

    def _dual(self, tokens: Sequence[Token], head: int) -> bool:
        """Where the article is glued: whether a head that seems an object is two of them: «نائبا | المدير», what they are heads of behind it."""
        ending = self.affixes.accusative if self.affixes else ""
        noun = bool(ending) and head + 1 < len(tokens) and tokens[head].text.endswith(ending)
        noun = noun and tokens[head].lower == tokens[head].text and not self.affixes.definite(tokens[head].text)
        return noun and tokens[head + 1].text.startswith(self.affixes.article)

    def _unlisted(self, tokens: Sequence[Token], index: int, context: Context) -> Title | None:
        core_last = self.unlisted(tokens, index, context)
        if core_last == index:
            return None
        head = index if self.loose else core_last - 1
        last = self.complement(tokens, core_last, context, core_last + MOST_WORDS)
        return Title(index, index, head, core_last, last, tokens[head].lower)

    def is_name(self, tokens: Sequence[Token], index: int, end: int) -> bool:
        """Whether a head with a capital in mid-sentence is a name: a given name before another («заведующий Аким Пестов»), a family name behind one ("Ana Gil Pastor")."""
        if self.loose and end == index + 1 and index and tokens[index].lower in self.homonyms:
            before = tokens[index - 1]
            named = before.is_word and before.is_capital and before.lower not in self.titled | self.not_names
            return (
                named and tokens[index].is_capital and same_phrase(tokens, index) and self.heads.at(tokens, index - 1) is None
            )
        if not self.genitive or end != index + 1 or not tokens[index].is_capital or index + 1 >= len(tokens):
            return False
        if self._ends_name(tokens, index):
            return True
        if morphology.name_kind(tokens[index + 1].text, self.language) is morphology.NameKind.PATRONYMIC:
            return same_phrase(tokens, index + 1)  # "Раису Ильиничну", no "раис"
        opens = not index or tokens[index - 1].is_break or not tokens[index - 1].is_word
        named = morphology.name_kind(tokens[index].text, self.language) is morphology.NameKind.NAME
        return not opens and named and tokens[index + 1].is_capital and same_phrase(tokens, index + 1)

    def _ends_name(self, tokens: Sequence[Token], index: int) -> bool:
        """In a language of cases, whether a word spelled like a post is the family name behind a given one: «Марат Ахунов»."""
        before = tokens[index - 1] if index else None
        if before is None or not before.is_capital or not same_phrase(tokens, index):
            return False
        if not morphology.inflects(self.language) or self.heads.at(tokens, index - 1) is not None:
            return False
        return morphology.name_kind(before.text, self.language) is morphology.NameKind.NAME

    def _short_of(self, tokens: Sequence[Token], index: int, head: Found, context: Context) -> Found:
        """Where the article is glued, a head of several words cut where an institution begins in it: "head of council", "head | of the City Council"."""
        for at in range(index + 1, head.end if head.phrase not in self.indivisible else 0):
            whole = head.phrase in self.civic and not self.affixes.definite(tokens[at].text)
            whole = whole or context.institutions.get(at, head.end + 1) <= head.end
            if at in context.institutions and self.affixes and not whole:
                return self.heads.at(tokens[:at], index) or head
        return self._of_house(tokens, index, head)

    def _of_house(self, tokens: Sequence[Token], index: int, head: Found) -> Found:
        """Where the article is glued, a head of several words cut before a noun of bodies with the article, which points to one: «مديرة | المكتب», «صاحبة | الكرسي»."""
        last = head.end - 1
        if not self.affixes or last == index or head.phrase in self.civic or not self.affixes.definite(tokens[last].text):
            return head
        if self.affixes.definite(tokens[index].text) or self.affixes.key(tokens[last].text) not in self.houses:
            return head
        shorter = self.heads.at(tokens[:last], index)
        inner = self.affixes.key(tokens[last].text) in map(phrases.fold, self.units)
        return shorter or (head if inner else Found(last, head.phrase.rpartition(" ")[0]))

    def _is_occupation(self, tokens: Sequence[Token], head: int, core: tuple[int, int], last: int, context: Context) -> bool:
        """Whether a head in small letters, without modifier but of its field, says only what somebody does: "a teacher of music", "the marine biologist", not "the usher of the Opera"."""
        first, core_last = core
        begin, end = self._plain(tokens, head, core, context.nationals)
        if begin < head or not self.occupations.covers(tokens, head, end):
            return False
        if tokens[head].is_capital:
            return core_last == last
        if first and (tokens[first - 1].lower == "'s" or self.owning.covers(tokens, first - 1, first)):
            return False
        article = any(self.articles.covers(tokens, first - back, first) for back in (1, 2))
        definite = article and not any(t.lower in self.indefinite for t in tokens[max(0, first - 2) : first])
        at_body = definite and any(at in context.institutions for at in range(core_last, last))
        return core_last == last or (article and not at_body) or self._of_trade(tokens, core_last, last, context)

    def is_no_post(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """Whether small words say only what somebody is to others, not what somebody does: "resident"."""
        return all(t.text.islower() for t in tokens[first:last]) and self.unlisted_not.covers(tokens, first, last)

    def _of_trade(self, tokens: Sequence[Token], at: int, last: int, context: Context) -> bool:
        """In a language of cases, whether a complement says only what somebody works at, or where: no body, no part of one: «преподаватель музыки», «тренер в Бресте», no «лаборант кафедры»."""
        if not (self.genitive and morphology.inflects(self.language)):
            return False
        words = [morphology.lemma(tokens[n].text, self.language) for n in range(at, last)]
        housed = not (self.units | self.nouns | self.inner).isdisjoint(words)
        housed = housed or any(units.heads(tokens[n].lower, self.language) for n in range(at, last))
        away = not self.elsewhere.isdisjoint(words)
        return not any(n in context.institutions for n in range(at, last)) and (away or not housed)

    def see(self, tokens: Sequence[Token], index: int, end: int) -> int:
        """Index behind the adjectives of the towns of a bishop's see, with capitals, that agree with the head before them: «епископ | Курский и Рыльский»; 0 where none stands."""
        if not (self.sees.covers(tokens, index, end) and morphology.inflects(self.language)):
            return 0
        cases = morphology.cases(tokens[end - 1].text, self.language, number="sing")
        at = last = end
        while at < len(tokens) and same_phrase(tokens, at):
            word = tokens[at]
            joined = at > end and (word.text == "," or word.lower in self.conjunctions)
            if not joined and not (word.is_capital and self._of_see(word, cases)):
                break
            at += 1
            last = last if joined else at
        return last if last > end else 0

    def _of_see(self, word: Token, cases: frozenset[str]) -> bool:
        """Whether a word is a masculine adjective of a place in one of these cases, or is spelled as one."""
        return word.lower.endswith(self.see_endings) and bool(cases & morphology.cases(word.text, self.language, number="sing"))

    def _plain(self, tokens: Sequence[Token], head: int, core: tuple[int, int], nationals: Collection[int]) -> tuple[int, int]:
        """The core of a title less the words for the field of a trade or a nation: "marine | biologist", "hydrologue | belge"."""
        begin, end = core
        while begin < head and tokens[begin].text.islower() and (found := self.specialities.at(tokens, begin)) is not None:
            begin = found.end
        while end > head + 1 and tokens[end - 1].text.islower():
            if end - 1 not in nationals and not self.specialities.covers(tokens, end - 1, end):
                break
            end -= 1
        return begin, end

    def _seated(self, tokens: Sequence[Token], at: int, last: int, context: Context) -> bool:
        """Whether a complement says only where: "ébéniste à Sfax"."""
        found = self.prepositions.at(tokens, at) if at < last else None
        return self.loose and found is not None and context.places.get(found.end) == last

    def _of_authors(self, tokens: Sequence[Token], at: int, last: int, context: Context) -> bool:
        """In a language of cases, whether a complement is but the names of those whose work it is: "переводчица Пруста и Модиано"."""
        if not self.genitive or not morphology.inflects(self.language) or at >= last:
            return False
        taken = context.institutions, context.places
        words = [n for n in range(at, last) if tokens[n].lower not in self.conjunctions]
        return all(tokens[n].is_capital and not any(n in held for held in taken) and self._named(tokens[n]) for n in words)

    def _named(self, token: Token) -> bool:
        """Whether a word is no common noun and no acronym, so that it may be somebody's name."""
        kind = morphology.name_kind(token.text, self.language)
        return kind is not morphology.NameKind.WORD and not token.is_all_capitals

    def _leads(self, tokens: Sequence[Token], index: int, at: int) -> bool:
        """Whether a head is here only the modifier of a later one: "Chief Scientific Officer"."""
        if not self.before.covers(tokens, index, at):
            return False
        end = at
        while end < len(tokens) and end - at < 4 and same_phrase(tokens, end):
            if self.heads.at(tokens, end) is not None:
                return self.genitive or tokens[end].is_capital or not tokens[index].is_capital
            step = self.before.at(tokens, end)
            if step is None and not (tokens[index].is_capital and self._premodifies(tokens, end) and tokens[end].is_capital):
                return False
            end = step.end if step is not None else end + 1
        return False

    def _merges(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether two heads side by side are one title: "Chief Executive", "Minister Counsellor", not "Director Chief of"."""
        if not same_phrase(tokens, at):
            return False
        return self.before.covers(tokens, at - 1, at) and (tokens[at].is_capital or not tokens[at - 1].is_capital)

    def _after(self, tokens: Sequence[Token], at: int, context: Context) -> int:
        while at < len(tokens) and same_phrase(tokens, at) and not (self.genitive and at in context.institutions):
            found = self.after.at(tokens, at)
            national = at in context.nationals and self.loose and not tokens[at].is_capital
            if found is None and not national and not self._adjective(tokens, at):
                if not self._two(tokens, at):
                    break
                at, found = at + 1, self.after.at(tokens, at + 1)
            at = found.end if found is not None else at + 1
        return at

    def _two(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether "and" joins two modifiers behind a head: "directrice générale et artistique"."""
        if not self.loose or tokens[at].lower not in self.conjunctions or self.after.at(tokens, at - 1) is None:
            return False
        found = self.after.at(tokens, at + 1) if at + 1 < len(tokens) else None
        return found is not None and self.heads.at(tokens, at + 1) is None and tokens[at + 1].text.islower()

    def _adjective(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word that no list has ends as adjectives do, and the title goes on or is over behind it ("directeur préfectoral de")."""
        word = tokens[at]
        if not (self.endings and word.is_word and word.lower == word.text and word.text.endswith(self.endings)):
            return False
        if self.stops.at(tokens, at) is not None or self.heads.at(tokens, at) is not None:
            return False
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        return after is None or after.text in {",", ";", "."} or self.prepositions.at(tokens, at + 1) is not None

    def _owner(self, tokens: Sequence[Token], at: int, context: Context, floor: int) -> int:
        """Where an institution before the core begins ("KNU Rector", "Instituto Azul director", "LCN's President")."""
        back = at - 1 if at > 0 and tokens[at - 1].lower == "'s" else at
        if back <= floor or not same_phrase(tokens, back):
            return at
        for first, last in context.institutions.items():
            if last == back and first >= floor:
                return first
        token = tokens[back - 1]
        if back < at and token.is_word and back - 2 >= floor and self.articles.at(tokens, back - 2) is not None:
            return back - 1
        if self.loose or self.genitive or not token.is_all_capitals or back - 1 in context.people:
            return at
        return back - 1 if not (back >= 2 and tokens[back - 2].is_capital and not back - 2 < floor and back == at) else at
