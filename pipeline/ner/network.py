"""A token-classification network from a folder's files: by onnxruntime if they hold an ONNX graph, else by torch.

Both libraries are imported when a network is opened and not before: neither costs anything to who does not use it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import ModelError
from pipeline.ner.decode import Floats

GRAPH = "model.onnx"
STATE = "model.safetensors"
TOKENIZER = "tokenizer.json"
CONFIG = "config.json"
OWN = "herald.json"
KEPT = (GRAPH, STATE, TOKENIZER, CONFIG, OWN)

Files = dict[str, bytes]
Integers = NDArray[np.int64]


class Network(Protocol):
    """Gives the logits of a batch: piece ids, their mask, their case classes, one row per text.

    Where inner layers were asked for, what these make of each piece follows the logits.
    """

    def __call__(self, ids: Integers, mask: Integers, cases: Integers) -> Floats: ...


def read_files(path: Path) -> Files:
    """Read what a network needs from a folder.

    Raises:  ModelError, if the folder lacks a graph or weights, a fast tokenizer, or the names of its tags.
    """
    files = {name: (path / name).read_bytes() for name in KEPT if (path / name).is_file()}
    if GRAPH in files:
        files.pop(STATE, None)
    for wanted in ((GRAPH, STATE), (TOKENIZER,), (CONFIG,)):
        if not any(name in files for name in wanted):
            raise ModelError(f"{path}: no {' or '.join(wanted)}; a fast-tokenizer token classifier was expected")
    return files


def tags_of(files: Mapping[str, bytes]) -> list[str]:
    """Give the network's tags, in the order of its outputs."""
    named = json.loads(files[CONFIG])["id2label"]
    return [named[str(number)] for number in range(len(named))]


def open_network(files: Mapping[str, bytes], *, threads: int, inner: Sequence[str] = ()) -> Network:
    """Build the network; `threads` 0 leaves the number to the library. `inner`: values of an ONNX graph that are wanted too.

    Raises:  ModelError, if inner values are wanted of weights that are no graph.
    """
    if inner and GRAPH not in files:
        raise ModelError(f"rows of inner layers are read from {GRAPH}, which these weights lack")
    return _open_onnx(files[GRAPH], threads, inner) if GRAPH in files else _open_torch(files, threads)


def _with_outputs(graph: bytes, names: Sequence[str]) -> bytes:
    """A stored graph that gives inner values besides.

    Protocol buffers merge what is written twice: behind the model stands once more a `ModelProto` whose `graph` (field 7) has but
    further `output`s (field 12): a name (1), and that it is a tensor (2, 1) of floats (1: 1).
    """

    def field(number: int, content: bytes) -> bytes:
        size, length = b"", len(content)
        while length > 0x7F:
            size, length = size + bytes([length & 0x7F | 0x80]), length >> 7
        return bytes([number << 3 | 2]) + size + bytes([length]) + content

    floats = field(2, field(1, b"\x08\x01"))
    return graph + b"".join(field(7, field(12, field(1, name.encode()) + floats)) for name in names)


def _open_onnx(graph: bytes, threads: int, inner: Sequence[str]) -> Network:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(_with_outputs(graph, inner), options, providers=["CPUExecutionProvider"])
    accepted = {node.name for node in session.get_inputs()}

    def run(ids: Integers, mask: Integers, cases: Integers) -> Floats:
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": cases}
        found = session.run(None, {name: value for name, value in given.items() if name in accepted})
        return np.concatenate(found[: 1 + len(inner)], axis=-1, dtype=np.float32)

    return run


def _open_torch(files: Mapping[str, bytes], threads: int) -> Network:
    try:
        import torch
        from safetensors.torch import load
        from transformers import AutoConfig, AutoModelForTokenClassification
    except ImportError as error:
        raise ModelError(f"{STATE} needs torch and transformers ({error.name} is absent); or export it to {GRAPH}") from error
    if threads:
        torch.set_num_threads(threads)
    settings = json.loads(files[CONFIG])
    config: Any = AutoConfig.for_model(**settings)
    classes: Any = AutoModelForTokenClassification
    model = classes.from_config(config)
    model.load_state_dict(load(files[STATE]), strict=False)
    model.eval()
    types = getattr(config, "type_vocab_size", 0) > 1

    def run(ids: Integers, mask: Integers, cases: Integers) -> Floats:
        given = {"input_ids": torch.from_numpy(ids), "attention_mask": torch.from_numpy(mask)}
        if types:
            given["token_type_ids"] = torch.from_numpy(cases)
        with torch.inference_mode():
            return np.asarray(model(**given).logits.float().numpy(), dtype=np.float32)

    return run


def fold_tags(scores: Floats, tags: Sequence[str], labels: Mapping[str, str], kept: Sequence[str]) -> Floats:
    """Translate a network's tag log-probabilities to ours: BIO, BIOES, BILOU or bare labels; the rest becomes O.

    Reads:   labels, the network's label → ours; kept, our tags, "O" first.
    """
    chances = np.exp(scores)
    folded = np.full((len(scores), len(kept)), 1e-9, dtype=np.float32)
    for column, tag in enumerate(tags):
        prefix, dash, label = tag.partition("-")
        prefix, label = (prefix, label) if dash and len(prefix) == 1 else ("", tag)
        ours = labels.get(label)
        if ours is None or tag == "O":
            folded[:, 0] += chances[:, column]
            continue
        if prefix in ("B", "S", "U", ""):
            folded[:, kept.index(f"B-{ours}")] += chances[:, column] * (1.0 if prefix else 0.9)
        if prefix in ("I", "E", "L", ""):
            folded[:, kept.index(f"I-{ours}")] += chances[:, column]
    return np.asarray(np.log(folded), dtype=np.float32)
