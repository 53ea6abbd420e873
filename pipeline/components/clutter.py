"""Mark what a page shows around an announcement, so that nothing is extracted from it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from pipeline import lexicon, spans
from pipeline.components.base import Extractor
from pipeline.layout import Line, lines
from pipeline.lexicon import Lexicon
from pipeline.spans import Fact

SEPARATOR = re.compile(r"\s*[|>»›/·•→←▸＞丨]\s*|\s{2,}|\u3000|::|\s[—–-]\s|\t")
BREADCRUMB = re.compile(r"\s[>»›/→＞:]{1,2}\s")
BRACKETED = re.compile(r"\[[^\[\]\n]{0,80}\]")
CLOCK_OR_NUMBER = re.compile(r"^[\d\s.,:()\[\]/+%№#k-]*$", re.IGNORECASE)
WORD_OR_NUMBER = re.compile(r"\w")
NUMBER = re.compile(r"\d")
# A line of which a sentence ends is text, whatever stands before it: "▸ Lamps. The council will replace 900 of them."
SENTENCE = re.compile(r"\w{2,}[.!?][»”\"]?(?:\s+\S.*)?$|[。！？]")
LONG_LINE = 140
TEASER_LENGTH = 80
# So many words of a menu make one of a line of twice as many parts.
SEVERAL = 2
LIST_LINE = 150
# What leads a line to the announcement before this one; what else points at a line says nothing of it.
BACK = ("←", "⟵", "⬅")
POINTERS = "▸▼▲▾"

# A page's word list → the label of the stretch that it marks.
KINDS = {"menu": "MENU", "share": "SHARE", "counter": "COUNTER", "copyright": "COPYRIGHT", "related": "RELATED"}


@Language.factory("herald_clutter")
class Clutter(Extractor):
    """Find menus, share lines, file names, view counters, copyright lines, lists of other announcements, repeated teasers.

    Reads:   the text; `menu`, `share`, `counter`, `copyright`, `related`, `notice`, `extensions`, `marks`, `bullets` of all languages at
             once, since an English page may have Chinese menus.
    Writes:  group `clutter`, one label a kind, FOREIGN for `doc._.foreign`. Captions are text, and so are lines that only date or sign the text.
    """

    group = spans.CLUTTER

    def initialize(self, get_examples: Callable[[], Iterable[Example]] | None = None, *, nlp: Language | None = None) -> None:
        """Read the words of every language."""
        self._take(lexicon.union("clutter"))

    def prepare(self, lexicon: Lexicon) -> None:
        self.words = {kind: tuple(w.casefold() for w in lexicon.list(kind)) for kind in (*KINDS, "notice", "marks", "bullets")}
        self.first: dict[str, list[tuple[str, str]]] = {}
        for kind, label in KINDS.items():
            for word in self.words[kind]:
                self.first.setdefault(word[0], []).append((word, label))
        endings = "|".join(lexicon.list("extensions"))
        self.file_name = re.compile(
            rf"\w[\w()（）.+@-]{{0,120}}\.(?:{endings})\b(?: ?\([\d.,]+ ?[KMGkmgМКо]?[BoОб]?\w?\))?", re.IGNORECASE
        )
        self.file_line = re.compile(rf"(?:[^.!?。]|\.(?=\d)){{0,90}}[\w)]\.(?:{endings})", re.IGNORECASE)

    def find(self, doc: Doc) -> Iterator[Fact]:
        text = doc.text
        rows = lines(text)
        yield from (Fact(start, end, spans.FOREIGN, "clutter.foreign") for start, end in doc._.foreign)
        yield from self._teasers(rows)
        listing = False
        for line in rows:
            label = self._line(line.text)
            if listing and label is None and len(line.text) < LIST_LINE and not line.text.endswith((".", "。", "!", "؟", "?")):
                label = "RELATED"
            elif label is None:
                listing = False
            if label == "RELATED" and (listing or self._is_heading(line.text)):
                listing = True
            if label is not None:
                yield Fact(line.start, line.end, label, f"clutter.{label.lower()}", 0.95)
            else:
                yield from self._inside(line)

    def _line(self, text: str) -> str | None:
        """The kind of clutter that a whole line is, or None."""
        folded = text.casefold()
        if self.file_line.fullmatch(text.strip("[]() ")) or not WORD_OR_NUMBER.search(text):
            return "FILE" if WORD_OR_NUMBER.search(text) else None
        if len(text) > LONG_LINE * 2:
            return None
        if any(word in folded for word in self.words["notice"]):
            return "MENU"
        linked = folded.startswith(self.words["bullets"]) and not SENTENCE.search(text)
        if (
            linked
            or folded.startswith(self.words["marks"])
            or any(w in folded for w in self.words["copyright"] if len(text) < LONG_LINE)
        ):
            return "COPYRIGHT"
        return self._listing(text) if len(text) <= LONG_LINE else None

    def _listing(self, text: str) -> str | None:
        """The kind of a short line whose parts tell that it is clutter, or None."""
        if text.startswith(BACK):
            return "RELATED"
        parts = [p.strip(f' .[](){{}}（）【】:：«»"“”_{POINTERS}') for p in SEPARATOR.split(text)]
        parts = [p for p in parts if p]
        labels = [self._part(p) for p in parts]
        known = [label for label in labels if label is not None]
        if labels[:1] == ["RELATED"] and set(":：") & set(parts[0]):
            # "Past issues: May 2025 | April 2025": the label speaks for the whole line.
            return "RELATED"
        neutral = sum(1 for p, label in zip(parts, labels, strict=True) if label is None and CLOCK_OR_NUMBER.match(p))
        if known and 2 * len(known) >= len(parts) - neutral:
            # "Published 12 May 2021 | Category: News | Print": what stands behind other words lists no announcements.
            return known[0] if labels[0] is not None or known[0] != "RELATED" else "MENU"
        if labels.count("MENU") >= SEVERAL and len(parts) >= 2 * SEVERAL:
            return "MENU"
        return "MENU" if len(parts) > 2 and labels[0] == "MENU" and BREADCRUMB.search(text) else None

    def _part(self, part: str) -> str | None:
        """The kind of a part that begins with a word of clutter and says little else."""
        folded = part.casefold()
        for word, label in self.first.get(folded[:1], ()):
            if folded.startswith(word):
                rest = folded[len(word) :]
                if self._is_tail(rest, label, word):
                    return label
        for word in self.words["counter"]:
            if NUMBER.search(folded) and folded.rstrip("次 ").endswith(word) and len(folded) < len(word) + 12:
                return "COUNTER"
        return None

    def _is_tail(self, rest: str, label: str, word: str) -> bool:
        """Whether what follows a word of clutter keeps it clutter: nothing, numbers, a colon, other words of clutter."""
        bare = rest.strip(" .…:：()[]")
        if not bare or CLOCK_OR_NUMBER.match(rest):
            return True
        if len(word) < 3 and word.isascii():
            return False
        if label == "RELATED":
            return rest.lstrip().startswith((":", "：", "→", "(", "（"))
        if label in {"SHARE", "MENU", "COUNTER"} and rest.lstrip()[:1] in {":", "：", "("}:
            return True
        words = bare.split()
        return label in {"SHARE", "MENU"} and len(words) <= 6 and all(self._known(w) for w in words)

    def _known(self, word: str) -> bool:
        return any(word == w or w.startswith(word + " ") for w, _ in self.first.get(word[:1], ()))

    def _is_heading(self, text: str) -> bool:
        """Whether a line announces a list of other things and has nothing after its colon."""
        bare = text.casefold().strip(" :：.…[]【】▸→>")
        return bare in self.words["related"]

    def _inside(self, line: Line) -> Iterator[Fact]:
        """File names and bracketed buttons inside a line that is text."""
        for match in self.file_name.finditer(line.text):
            yield Fact(line.start + match.start(), line.start + match.end(), "FILE", "clutter.file", 0.95)
        for match in BRACKETED.finditer(line.text):
            inner = match.group().strip("[] ")
            if inner and self._part(inner) is not None:
                yield Fact(line.start + match.start(), line.start + match.end(), "MENU", "clutter.button", 0.9)

    def _teasers(self, rows: list[Line]) -> Iterator[Fact]:
        """Long lines that repeat what stands earlier, whole or cut short; the repeat may run over several lines."""
        before = ""
        heads: dict[str, int] = {}
        for line in rows:
            folded = " ".join(line.text.split())
            body = folded.rstrip(" .…")
            head = body[:TEASER_LENGTH]
            if len(head) == TEASER_LENGTH and head in heads and before.startswith(body, heads[head]):
                yield Fact(line.start, line.end, "TEASER", "clutter.teaser", 0.95)
            else:
                heads.setdefault(head, len(before))
            before += folded + " "
