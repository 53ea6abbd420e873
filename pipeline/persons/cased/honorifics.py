"""Honorifics before names, in a script with capitals: stacks of them, and what is spelled like one and is none."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import gazetteer
from pipeline.lexicon import Lexicon
from pipeline.persons.phrases import Found, Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.shapes import Name, Shapes
from pipeline.persons.titles.grammar import TitleGrammar
from pipeline.persons.tokens import Token, initial, same_phrase

__all__ = ["Honorifics"]

# Tokens of a stack of honorifics; without a bound, a page of nothing else would be read once for each of them.
LONGEST_STACK = 16
# Letters of an honorific in capitals that is one in other letters too: "DR".
INITIALS = 2
# Letters of an honorific that no list has, between two that are known.
LONGEST_UNKNOWN = 4


class Honorifics:
    """Reads honorifics. Words read: honorifics, weak_honorifics (before a full name only), honorific_tails ("(Retd)"), speech."""

    def __init__(self, lexicon: Lexicon, grammar: TitleGrammar, shapes: Shapes) -> None:
        self.grammar, self.shapes = grammar, shapes
        self.listed = Phrases(lexicon.list("honorifics"), elisions=grammar.elisions, key=grammar.key)
        self.weak = Phrases(lexicon.list("weak_honorifics"), key=grammar.key)
        self.tails = Phrases(lexicon.list("honorific_tails"))
        self.speech = Phrases(lexicon.list("speech"), elisions=grammar.elisions, key=grammar.key)

    def at(self, tokens: Sequence[Token], index: int) -> Found | None:
        """The one honorific of the lexicon that begins at a token; capitals stand for capitals ("WIM" is not Wim)."""
        found = self.listed.at(tokens, index)
        shouted = found is not None and found.phrase.isalpha() and found.phrase.isupper() and len(found.phrase) > INITIALS
        return found if found is None or not shouted or not tokens[index].text.istitle() else None

    def over(self, tokens: Sequence[Token], index: int) -> int:
        """Index behind a stack of honorifics ("H.E. Prof. Dr.", "Lt. Gen. (Retd)"); 0 where none begins."""
        end = 0
        at = index
        while at - index < LONGEST_STACK and (found := self.at(tokens, at)) is not None:
            if found.phrase[0].isupper() and not tokens[at].is_capital and not end and not _clipped(tokens, at):
                break
            if end and self._family(tokens, at, found.end):
                break
            at = end = _over_marks(tokens, found.end, ".")
            if self._unknown(tokens, at):
                at += 2
            if (tail := self.tails.at(tokens, at)) is not None:
                at = end = _over_marks(tokens, tail.end, ".)")
        return end

    def _family(self, tokens: Sequence[Token], at: int, last: int) -> bool:
        """Whether a weak honorific in capitals, behind another and before one word alone, is a family name: "Dr | HE Zhiwei", not "Dr HE Ann Poe"."""
        shouted = (
            last == at + 1 and tokens[at].is_all_capitals and len(tokens[at].text) > 1 and self.weak.at(tokens, at) is not None
        )
        if not shouted or last >= len(tokens) or not tokens[last].is_capital or tokens[last].is_all_capitals:
            return False
        return last + 1 >= len(tokens) or not (tokens[last + 1].is_capital and tokens[last + 1].is_word)

    def _unknown(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a short capital with a full stop to it stands between two honorifics: "Prof. Hab. Dr."."""
        if at + 1 >= len(tokens) or not tokens[at].is_capital or len(tokens[at].text) > LONGEST_UNKNOWN:
            return False
        stopped = tokens[at + 1].text == "." and tokens[at + 1].start == tokens[at].end
        return stopped and self.at(tokens, at + 2) is not None

    def addresses(self, scene: Scene, first: int, last: int) -> bool:
        """Whether what may be a stack of honorifics is one, and no post, no degree behind a name, no initial."""
        tokens = scene.tokens
        if first and self.grammar.after.at(tokens, first) is not None and self.grammar.heads.covers(tokens, first - 1, first):
            return False
        head = self.grammar.heads.at(tokens, first)
        if head is not None and (head.end > last or self._titular(tokens, last) or self.grammar.see(tokens, first, head.end)):
            return False
        return not self._closes(tokens, first, last) and not self._initial(scene, first)

    def allows(self, scene: Scene, index: int, end: int, *, name: Name) -> bool:
        """Whether a name may stand behind the honorifics of the tokens `index:end`: no place of theirs, behind a weak one a full name."""
        if gazetteer.known(scene.between(index, name.last)) or scene.places.get(index) == name.last:
            return False
        partial = name.parts[0][0].islower() or len(name.capitals) < 2
        return not (partial and self._weak(scene.tokens, index, end))

    def _weak(self, tokens: Sequence[Token], index: int, end: int) -> bool:
        """Whether a stack has no honorific but weak ones: "contador general"."""
        while index < end and (found := self.weak.at(tokens, index)) is not None:
            index = found.end
        return index == end

    def _titular(self, tokens: Sequence[Token], at: int) -> bool:
        """Where the article is glued: whether what a post is qualified by follows an honorific that is a post as well."""
        affixes = self.grammar.affixes
        if not affixes or at >= len(tokens) or not tokens[at].text.startswith(affixes.article):
            return False
        return self.grammar.after.at(tokens, at) is not None

    def _closes(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """Whether what may be an honorific is a degree behind somebody else's name, at the end of a sentence: "Ann Poe, PhD. Remarks…"."""
        behind = first > 1 and tokens[first - 1].text == "," and tokens[first - 2].is_capital
        return behind and tokens[last - 1].text == "." and self.shapes.degrees.over(tokens, first) > first

    def _initial(self, scene: Scene, index: int) -> bool:
        """Whether a letter that may be an honorific is an initial, behind another or a given name: "W.M.A. Silva", "José M. Rubio", not "Habló D. Luis Paz"."""
        tokens = scene.tokens
        before = tokens[index - 1] if index else None
        if before is not None and before.text == "." and before.end == tokens[index].start and initial(tokens, index - 2):
            return True
        if before is not None and before.text == "." and index > 1 and tokens[index - 2].lower in self.shapes.shortened:
            return len(tokens[index].text) == 1
        if before is None or not self.grammar.loose or len(tokens[index].text) > 1 or not same_phrase(tokens, index):
            return False
        if not (before.is_word and before.is_capital and len(before.text) > 1) or index - 1 in scene.inside:
            return False
        said = before.lower.endswith(self.grammar.stop_endings) or before.lower in self.grammar.titled | self.grammar.not_names
        posts = (self.grammar.heads, self.grammar.stops, self.speech, self.grammar.after)
        return not said and not any(table.covers(tokens, index - 1, index) for table in posts)


def _clipped(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word has its full stop behind it and a capital behind that, so that a small letter does no harm: "dr. Poe"."""
    stopped = at + 2 < len(tokens) and tokens[at + 1].text == "." and tokens[at + 1].start == tokens[at].end
    return stopped and tokens[at + 2].is_capital


def _over_marks(tokens: Sequence[Token], at: int, marks: str) -> int:
    """Index behind the marks that are written to the token before."""
    while at < len(tokens) and tokens[at].text in marks and tokens[at].start == tokens[at - 1].end:
        at += 1
    return at
