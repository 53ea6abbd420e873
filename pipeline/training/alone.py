"""Word vectors out of a transformer: what it makes of a word that it reads alone, once as a Title and once in lower case.

For each word the last layer of the first piece is kept, both readings together, turned to their main axes. So a small network
is told of a word that it has never met what the large one takes it for. English: our MiniLM; words: the most frequent of
wordfreq (CC BY-SA 4.0), and those of the name lists.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.ner.case import LOWER, TITLE
from pipeline.ner.features import fold
from pipeline.ner.hashing import number
from pipeline.ner.network import GRAPH, TOKENIZER
from pipeline.ner.vectors import Vectors
from pipeline.training.frequencies import forms
from pipeline.training.namelists import gather
from pipeline.training.quantise import quantised

SIZE, PARTS = 128, 64
"""How many numbers a vector has, and in how many bytes it is kept."""

LONGEST = 16
"""How many pieces of a word are read."""

TOGETHER = 512
THREADS = 1
RAREST = 900
SEED = 1

Floats = NDArray[np.float32]


def vectors(language: str, count: int, weights: Path) -> Vectors:
    """Give vectors of the most frequent `count` words of a language and of those that its name lists hold."""
    words = {number(word): word for word in _words(language, count)}
    order = sorted(words)
    read = _read([words[key] for key in order], weights)
    return quantised(np.array(order, dtype=np.uint32), _turned(read), PARTS, SEED)


def _words(language: str, count: int) -> Iterator[str]:
    frequent = (fold(form) for _, form in forms(language, RAREST))
    yield from islice(dict.fromkeys(word for word in frequent if any(map(str.isalpha, word))), count)
    yield from gather(language, ("lexicon",))


def _turned(read: Floats) -> Floats:
    """Turn to the main axes, all of them together of a spread of one."""
    middle = read - read.mean(axis=0)
    _, axes = np.linalg.eigh(np.cov(middle.T.astype(np.float64)))
    turned = middle @ np.asarray(axes[:, ::-1][:, :SIZE], dtype=np.float32)
    return np.asarray(turned / turned.std(axis=0).mean(), dtype=np.float32)


def _read(words: Sequence[str], weights: Path) -> Floats:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(weights / TOKENIZER))
    special = tokenizer.encode("").ids
    pieces = [encoding.ids[:LONGEST] for encoding in tokenizer.encode_batch(list(words), add_special_tokens=False)]
    layer = _LastLayer(weights / GRAPH)
    found = np.zeros((len(words), 2 * layer.size), dtype=np.float32)
    order = sorted(range(len(words)), key=lambda at: len(pieces[at]))
    for start in range(0, len(order), TOGETHER):
        some = order[start : start + TOGETHER]
        read = [layer.first([[special[0], *pieces[at], special[-1]] for at in some], case) for case in (TITLE, LOWER)]
        found[some] = np.concatenate(read, axis=1)
    return found


class _LastLayer:
    """The graph of a transformer, opened at what goes into its head."""

    def __init__(self, graph: Path) -> None:
        import onnx
        import onnxruntime

        model = onnx.load(str(graph))
        nodes = {out: node for node in model.graph.node for out in node.output}
        name = _last(nodes, "logits")
        model.graph.output.append(onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None))
        scale = {one.name: one for one in model.graph.initializer}[nodes[name].input[1]]
        self.size, self.name = int(scale.dims[0]), name
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = THREADS
        self.session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])

    def first(self, rows: Sequence[Sequence[int]], case: int) -> Floats:
        """Give the last layer of the first piece of each row."""
        ids, mask, cases = (np.zeros((len(rows), max(map(len, rows))), dtype=np.int64) for _ in range(3))
        for at, row in enumerate(rows):
            ids[at, : len(row)], mask[at, : len(row)], cases[at, 1 : len(row) - 1] = row, 1, case
        [read] = self.session.run([self.name], {"input_ids": ids, "attention_mask": mask, "token_type_ids": cases})
        return np.asarray(read[:, 1])


def _last(nodes: Mapping[str, object], output: str) -> str:
    """Give the name of the last normalised layer that an output comes from."""
    waiting = [output]
    for name in waiting:
        node = nodes.get(name)
        if node is not None:
            if node.op_type == "LayerNormalization":  # type: ignore[attr-defined]
                return name
            waiting += node.input  # type: ignore[attr-defined]
    raise ValueError(f"{output} comes from no normalised layer")
