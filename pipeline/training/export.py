"""A trained transformer as the files that herald ships: int8 ONNX graph, tokenizer, names of the tags."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.ner.network import CONFIG, GRAPH, OWN, TOKENIZER

if TYPE_CHECKING:
    from tokenizers import Tokenizer

INPUTS = ("input_ids", "attention_mask", "token_type_ids")
ROWS = tuple(f"/inner/bert/encoder/layer.{layer}/output/LayerNorm/LayerNormalization_output_0" for layer in (3, 5))
"""What the graph calls the outputs of a middle layer and of the last, which who reads on from there can ask for."""


def export(model: Any, tokenizer: Tokenizer, target: Path, *, temperature: float, least: float) -> None:
    """Write a network into a folder.

    Reads:   model, a Hugging Face token classifier; temperature, by which its logits are divided to be probabilities; least, how
             probable a name must be.
    Writes:  model.onnx, tokenizer.json, config.json, herald.json.
    """
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / GRAPH
        _graph(model, whole)
        _quantize(whole, target / GRAPH)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.save(str(target / TOKENIZER), pretty=False)
    names = {str(number): tag for number, tag in model.config.id2label.items()}
    (target / CONFIG).write_text(json.dumps({"id2label": names}, indent=1) + "\n", encoding="utf-8")
    own = {"case": True, "temperature": round(temperature, 3), "least": round(least, 2), "rows": ROWS}
    (target / OWN).write_text(json.dumps(own) + "\n", encoding="utf-8")


def _graph(model: Any, path: Path) -> None:
    import torch

    class Logits(torch.nn.Module):  # type: ignore[misc]
        """The network with tensors in and one tensor out, as the exporter wants it."""

        def __init__(self) -> None:
            super().__init__()
            self.inner = model

        def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> Any:
            return self.inner(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids).logits

    model.set_attn_implementation("eager")
    wrapped = Logits().eval()
    sample = torch.ones((2, 8), dtype=torch.long)
    axes = {name: {0: "batch", 1: "pieces"} for name in (*INPUTS, "logits")}
    torch.onnx.export(
        wrapped, (sample, sample, sample), str(path), input_names=list(INPUTS), output_names=["logits"],
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip
    wrapped.eval()


def _quantize(whole: Path, path: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    # Unsigned: signed weights overflow 16 bits on processors without VNNI, and scored no better with it.
    quantize_dynamic(whole, path, weight_type=QuantType.QUInt8)
