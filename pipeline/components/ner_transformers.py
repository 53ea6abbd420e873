"""The accurate back-end: any Hugging Face token classifier, ours by ONNX, over windows of a text of any length."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import srsly  # type: ignore[import-untyped]
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from pipeline.errors import ModelError
from pipeline.ner.decode import Floats, log_softmax, names
from pipeline.ner.ents import declare, set_ents
from pipeline.ner.network import OWN, TOKENIZER, Files, Network, fold_tags, open_network, read_files, tags_of
from pipeline.ner.pieced import likely, put_together
from pipeline.ner.pieces import Pieces, pieces
from pipeline.ner.rows import Rows
from pipeline.ner.rows import declare as declare_rows
from pipeline.ner.weights import folder
from pipeline.ner.windows import Window, windows

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LABELS = {"PER": "PER", "ORG": "ORG", "LOC": "LOC"}


@Language.factory(
    "herald_ner_transformers",
    assigns=["doc.ents", "token.ent_iob", "token.ent_type", "span._.ner_confidence"],
    default_config={"labels": LABELS, "window": 192, "overlap": 32, "batch_pieces": 1536, "threads": 1, "rows": False},
)
class NerTransformers:
    """Find names of persons, organisations and places.

    Reads:   the text; `weights` when the pipeline is built: a folder under models/weights, or any folder of a Hugging
             Face token classifier with a fast tokenizer. `labels`: its labels → ours; a label not there is no name.
             `window`, `overlap`: pieces read at once, and shared by neighbours. `threads`: 0 for as many as there are.
             `rows`: whether what the inner layers named in the weights' herald.json make of each word is kept.
    Writes:  `doc.ents`, and `span._.ner_confidence`, the probability of each name by the network's own reckoning; `doc._.rows`.
    Raises:  ModelError, if the weights are absent or unfit.
    Source:  Devlin et al. 2019 for the network; Viterbi 1967 for the decoding.
    """

    def __init__(  # noqa: PLR0913  (a component's settings are its arguments)
        self,
        nlp: Language,
        name: str,
        *,
        labels: dict[str, str],
        window: int,
        overlap: int,
        batch_pieces: int,
        threads: int,
        rows: bool = False,
    ) -> None:
        declare()
        declare_rows()
        self.rows = rows
        self.name = name
        self.labels = labels
        self.window = window
        self.overlap = overlap
        self.batch_pieces = batch_pieces
        self.threads = threads
        self.kept = ["O", *(f"{prefix}-{label}" for label in sorted(set(labels.values())) for prefix in "BI")]
        self.files: Files = {}
        self._opened: _Opened | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Find the names of one text."""
        text = doc.text
        words, scores, inner = self._both(text)
        if self.rows:
            doc._.rows = _rows(text, words, inner)
        ends = [0, *(end for _, end in words)]
        breaks = ["\n" in text[before:start] for before, (start, _) in zip(ends, words, strict=False)]
        spans = [(words[n.start][0], words[n.end - 1][1], n.label, n.confidence) for n in names(scores, self.kept, breaks)]
        set_ents(doc, likely(text, put_together(text, spans), self._open().least))
        return doc

    def read(self, text: str) -> tuple[list[tuple[int, int]], Floats]:
        """Give the words of a text, by their offsets, and for each a row of log-probabilities of the tags `kept`."""
        words, scores, _ = self._both(text)
        return words, scores

    def _both(self, text: str) -> tuple[list[tuple[int, int]], Floats, Floats]:
        """What `read` gives, and what the inner layers make of each word."""
        opened = self._open()
        cut = pieces(opened.tokenizer, text)
        if not cut.ids:
            return [], np.zeros((0, len(self.kept)), dtype=np.float32), np.zeros((0, 1), dtype=np.float32)
        found = self._logits(opened, cut)
        logits, inner = found[:, : len(opened.tags)], found[:, len(opened.tags) :]
        return cut.words, fold_tags(log_softmax(logits, opened.temperature), opened.tags, self.labels, self.kept), inner

    def initialize(
        self, get_examples: Callable[[], Iterable[Example]], *, nlp: Language | None = None, weights: str = ""
    ) -> None:
        """Read the network's files; they travel with the pipeline from then on."""
        self._use(read_files(folder(weights)))

    def to_bytes(self, *, exclude: Sequence[str] = ()) -> bytes:
        """Write all files into one string of bytes."""
        return bytes(srsly.msgpack_dumps(self.files))

    def from_bytes(self, data: bytes, *, exclude: Sequence[str] = ()) -> NerTransformers:
        """Read what `to_bytes` wrote, and open the network: a model that loads is a model that works."""
        self._use(srsly.msgpack_loads(data))
        self._open()
        return self

    def to_disk(self, path: str | Path, *, exclude: Sequence[str] = ()) -> None:
        """Write the network's files into a folder."""
        Path(path).mkdir(parents=True, exist_ok=True)
        for name, content in self.files.items():
            (Path(path) / name).write_bytes(content)

    def from_disk(self, path: str | Path, *, exclude: Sequence[str] = ()) -> NerTransformers:
        """Read what `to_disk` wrote, and open the network: a model that loads is a model that works."""
        self._use(read_files(Path(path)))
        self._open()
        return self

    def _use(self, files: Files) -> None:
        self.files = files
        self._opened = None

    def _open(self) -> _Opened:
        if self._opened is None:
            if not self.files:
                raise ModelError(f"{self.name}: no weights; call nlp.initialize() with [initialize.components.{self.name}]")
            self._opened = _Opened(self.files, self.threads, rows=self.rows)
        return self._opened

    def _logits(self, opened: _Opened, cut: Pieces) -> Floats:
        """Run the network over all windows and keep, for each word's first piece, the window that sees most around it."""
        room = self.window - len(opened.before) - len(opened.after)
        found = np.zeros((len(cut.ids), 0), dtype=np.float32)
        todo = sorted(windows(cut.heads, size=room, overlap=self.overlap), key=lambda w: w.end - w.start)
        while todo:
            size = max(1, self.batch_pieces // (todo[-1].end - todo[-1].start))
            batch, todo = todo[-size:], todo[:-size]
            logits = opened.run(cut, batch)
            if not found.shape[1]:
                found = np.zeros((len(cut.ids), logits.shape[2]), dtype=np.float32)
            for row, window in enumerate(batch):
                first = len(opened.before) - window.start
                found[window.keep_start : window.keep_end] = logits[row, window.keep_start + first : window.keep_end + first]
        return np.asarray(found[np.array(cut.heads)])


def _rows(text: str, words: Sequence[tuple[int, int]], values: Floats) -> Rows:
    """The words of a text with their rows, line by line."""
    starts = [0, *(n for n, (before, after) in enumerate(pairwise(words), 1) if "\n" in text[before[1] : after[0]])]
    lines = [(start, end - start) for start, end in pairwise([*starts, len(words)]) if end > start]
    return Rows([text[start:end] for start, end in words], words, lines, values)


class _Opened:
    """A network ready to run, with its tokenizer and the special pieces put around each window."""

    def __init__(self, files: Files, threads: int, *, rows: bool) -> None:
        from tokenizers import Tokenizer

        self.tokenizer: Tokenizer = Tokenizer.from_str(files[TOKENIZER].decode())
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        special = self.tokenizer.encode("").ids
        self.before, self.after = special[: len(special) // 2], special[len(special) // 2 :]
        own = json.loads(files.get(OWN, b"{}"))
        self.cased = bool(own.get("case", False))
        self.temperature = float(own.get("temperature", 1.0))
        self.least = float(own.get("least", 0.0))
        self.tags = tags_of(files)
        self.network: Network = open_network(files, threads=threads, inner=own.get("rows", ()) if rows else ())

    def run(self, cut: Pieces, batch: Sequence[Window]) -> Floats:
        width = max(window.end - window.start for window in batch) + len(self.before) + len(self.after)
        ids, mask, cases = (np.zeros((len(batch), width), dtype=np.int64) for _ in range(3))
        for row, window in enumerate(batch):
            line = [*self.before, *cut.ids[window.start : window.end], *self.after]
            ids[row, : len(line)] = line
            mask[row, : len(line)] = 1
            if self.cased:
                first = len(self.before)
                cases[row, first : first + window.end - window.start] = cut.cases[window.start : window.end]
        return self.network(ids, mask, cases)
