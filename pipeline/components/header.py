"""Find the headline, the line that dates the announcement, and the lines that sign it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from pipeline import dates, spans
from pipeline.components.base import Extractor
from pipeline.layout import Line, lines
from pipeline.lexicon import Lexicon
from pipeline.spans import Fact

HEAD_LINES = 8
HEADLINE = range(8, 220)
WIDE_HEADLINE = range(6, 70)
WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
SENTENCE_END = (".", "。", ";", "；", ":", "：", ",")
# Letters of an article, at most.
ARTICLE = 3
# Characters of a byline that ends with a full stop or goes on in small letters; a third of them in Chinese.
SIGNED = 40
LEADING = 70
# How far into a line a dateline may reach.
DATELINE = 100
DASHES = "—–-"
BRACKETS = {"(": ")", "（": "）"}


@Language.factory("herald_header")
class Header(Extractor):
    """Find what a page says of the announcement as a whole.

    Reads:   the text, clutter too for the date; `byline` and `source`, words that begin such lines, those of `pictures` a caption too.
    Writes:  group `header`: TITLE, PUBLISHED (value `{"value": EDTF}`), BYLINE, SOURCE, DATELINE (the agency in brackets); sets `doc._.title` and
             `doc._.published` where the source's metadata left them open.
    """

    group = spans.HEADER
    lexicons = ("header",)

    def prepare(self, lexicon: Lexicon) -> None:
        self.byline = tuple(w.casefold() for w in lexicon.list("byline"))
        self.source = tuple(w.casefold() for w in lexicon.list("source"))
        self.pictures = tuple(w.casefold() for w in lexicon.list("pictures"))

    def find(self, doc: Doc) -> Iterator[Fact]:
        text = doc.text
        found = dates.find_published(text, self.language, listed=spans.listed(doc).stretches)
        if found is not None and found.value is not None:
            yield Fact(found.start, found.end, "PUBLISHED", found.rule, found.confidence, value={"value": found.value})
            doc._.published = doc._.published or found.value
        passive = spans.passive(doc)
        rows = [line for line in lines(text) if not passive.covers(line.start, line.end)]
        signed = {line.start: label for line in rows if (label := self._signature(line)) is not None}
        for line in rows:
            if line.start in signed:
                end = _signed_end(line)
                yield Fact(line.start, end, signed[line.start], f"header.{signed[line.start].lower()}", 0.9)
        for start, end in filter(None, map(_agency, rows[:HEAD_LINES])):
            yield Fact(start, end, "DATELINE", "header.agency", 0.9)
        dated = range(found.start, found.end) if found is not None else range(0)
        yield from self._title(doc, [line for line in rows[:HEAD_LINES] if line.start not in signed], dated)

    def _title(self, doc: Doc, rows: list[Line], dated: range) -> Iterator[Fact]:
        given = doc._.title
        if given and (at := doc.text.find(given)) >= 0:
            yield Fact(at, at + len(given), "TITLE", "header.title_given", 0.99)
            return
        best: Line | None = None
        for line in rows:
            limits = WIDE_HEADLINE if WIDE.search(line.text) else HEADLINE
            if len(line.text) > limits.stop or (len(line.text) > limits.stop // 2 and line.text.endswith(SENTENCE_END)):
                break
            holds_date = bool(dated) and line.start <= dated.start < line.end
            if len(line.text) in limits and not holds_date and not line.text.endswith(SENTENCE_END) and "|" not in line.text:
                best = line if best is None or len(line.text) > len(best.text) else best
        if best is not None and not given:
            yield Fact(best.start, best.end, "TITLE", "header.title_line", 0.85)
            doc._.title = best.text

    def _signature(self, line: Line) -> str | None:
        """BYLINE or SOURCE for a short line that begins with such a word and is no sentence: not "By Thursday all had signed."."""
        told = line.text.lstrip("([（【«-— ")
        folded = told.casefold()
        if len(line.text) > LEADING * 2:
            return None
        cue = next((word for word in self.byline if folded.startswith(word)), None)
        if cue is not None:
            long = len(line.text) > (SIGNED // 3 if WIDE.search(line.text) else SIGNED)
            sentence = line.text.endswith(SENTENCE_END) or told[len(cue) : len(cue) + 1].islower()
            return None if (long and sentence) or _for_body(told[len(cue) :], cue) else "BYLINE"
        # A sentence behind "Photo:" is a caption, and text.
        caption = folded.startswith(self.pictures) and len(line.text) > SIGNED and line.text.endswith(SENTENCE_END)
        return "SOURCE" if folded.startswith(self.source) and not caption else None


def _for_body(rest: str, cue: str) -> bool:
    """Whether a line names the body for which somebody signs, by an article before its capital: "Por la Fundación Alba", "Par le Fonds bleu"."""
    article, _, name = rest.partition(" ")
    return cue.endswith(" ") and article.islower() and article.isalpha() and len(article) <= ARTICLE and name[:1].isupper()


def _signed_end(line: Line) -> int:
    """Where a byline ends: at the bracket that closes it, where the text begins behind that in the same line."""
    close = line.text.find(BRACKETS[line.text[0]]) if line.text[:1] in BRACKETS else -1
    return line.start + close + 1 if 0 < close < len(line.text) - LEADING // 4 else line.end


def _agency(line: Line) -> tuple[int, int] | None:
    """What stands in brackets between the place and date that open a line and the dash behind them."""
    opening = next((n for n, char in enumerate(line.text[:DATELINE]) if char in BRACKETS), 0)
    close = line.text.find(BRACKETS[line.text[opening]], opening, DATELINE) if opening else -1
    if close < 0 or not line.text[close + 1 :].lstrip(" .").startswith(tuple(DASHES)):
        return None
    before = line.text[:opening]
    dated = any(char.isdigit() for char in before) or before.strip(" ,").isupper()
    return (line.start + opening, line.start + close + 1) if dated else None
