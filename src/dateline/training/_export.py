"""The trained network -> the files of a reader: int8 ONNX encoder, heads, tokenizer, manifest."""

from __future__ import annotations

import hashlib
import json
import math
import shutil
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor, nn

if TYPE_CHECKING:
    from pathlib import Path

    from tokenizers import Tokenizer

    from dateline.training._network import Encoder, Network

FORMAT = 1


class _OneWindow(nn.Module):
    """The encoder for one window without padding: (1, width) ids and case -> (1, width, 384).

    Written out here because the library's own forward pass carries its mask and its guards against empty rows into the
    graph, which cost 43 % of the time on one core (windows of 480, measured).
    """

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor, case: Tensor) -> Tensor:
        bert = self.encoder.bert
        first = bert.embeddings
        places = first.position_embeddings(torch.arange(ids.shape[1]).unsqueeze(0))
        x = first.word_embeddings(ids) + self.encoder.case(case) + places + first.token_type_embeddings.weight[0]
        x = first.LayerNorm(x)
        for layer in bert.encoder.layer:
            own = layer.attention.self
            heads, size = own.num_attention_heads, own.attention_head_size

            def split(t: Tensor, heads: int = heads, size: int = size) -> Tensor:
                return t.view(t.shape[0], t.shape[1], heads, size).permute(0, 2, 1, 3)

            query, key, value = split(own.query(x)), split(own.key(x)), split(own.value(x))
            weights = torch.softmax(torch.matmul(query, key.transpose(-1, -2)) / math.sqrt(size), dim=-1)
            seen = torch.matmul(weights, value).permute(0, 2, 1, 3).contiguous()
            seen = seen.view(seen.shape[0], seen.shape[1], heads * size)
            x = layer.attention.output.LayerNorm(layer.attention.output.dense(seen) + x)
            wide = nn.functional.gelu(layer.intermediate.dense(x))
            x = layer.output.LayerNorm(layer.output.dense(wide) + x)
        return x


def export(
    network: Network, tokenizer: Tokenizer, folder: Path, *, version: str, about: dict[str, Any], work: Path
) -> None:
    """Writes `model.onnx`, `heads.npz`, `tokenizer.json` and `manifest.json` into `folder`; `work` takes the fp32 file."""
    from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: PLC0415

    folder.mkdir(parents=True, exist_ok=True)
    work.mkdir(parents=True, exist_ok=True)
    network.eval()
    plain = work / "encoder-fp32.onnx"
    one = torch.ones((1, 16), dtype=torch.long)
    torch.onnx.export(
        _OneWindow(network.encoder), (one, one), str(plain), input_names=["ids", "case"], output_names=["hidden"],
        dynamic_axes={name: {1: "width"} for name in ("ids", "case", "hidden")}, opset_version=17, dynamo=False,
    )  # fmt: skip
    small = work / "encoder-int8.onnx"
    quantize_dynamic(str(plain), str(small), per_channel=True, weight_type=QuantType.QInt8)
    shutil.copyfile(small, folder / "model.onnx")
    weights = {k: v.detach().numpy().astype(np.float16) for k, v in network.heads.state_dict().items()}
    np.savez(folder / "heads.npz", **weights)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    files = {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in ("model.onnx", "heads.npz", "tokenizer.json")
    }
    manifest = {"format": FORMAT, "name": "reader-en", "version": version, "files": files, **about}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", "utf8")
