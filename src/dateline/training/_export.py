"""The trained network -> the files of a reader: int8 ONNX encoder, heads, tokenizer, manifest."""

from __future__ import annotations

import hashlib
import json
import shutil
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor, nn

from dateline.training._network import HIDDEN, WHOLE, forward_layer

if TYPE_CHECKING:
    from pathlib import Path

    from tokenizers import Tokenizer

    from dateline.training._network import Encoder, Network

FORMAT = 3


class _Attention(torch.autograd.Function):
    """Stands for ONNX Runtime's own attention, which is faster than the operators it is made of."""

    @staticmethod
    def forward(ctx: Any, query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:
        return query

    @staticmethod
    def symbolic(g: Any, query: Any, key: Any, value: Any, heads: int) -> Any:
        out = g.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads)
        out.setType(query.type())
        return out


class _OneWindow(nn.Module):
    """The encoder for one window: (blocks, width) ids and case -> (blocks, width, 384).

    Written out here without the masks of training, which cost 43 % of the time on one core (windows of 480, measured).
    """

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor, case: Tensor) -> Tensor:
        blocks, width = ids.shape[0], ids.shape[1]
        places = self.encoder.places(torch.arange(blocks * width)).view(blocks, width, HIDDEN)
        x = self.encoder.first_norm(self.encoder.words(ids) + self.encoder.case(case) + places)
        for number, layer in enumerate(self.encoder.layers):
            rows = 1 if number in WHOLE else blocks
            x = forward_layer(layer, x.view(rows, -1, HIDDEN), _Attention.apply).view(blocks, width, HIDDEN)
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
    one = torch.ones((2, 16), dtype=torch.long)
    torch.onnx.export(
        _OneWindow(network.encoder), (one, one), str(plain), input_names=["ids", "case"], output_names=["hidden"],
        dynamic_axes={name: {0: "blocks", 1: "width"} for name in ("ids", "case", "hidden")}, opset_version=17, dynamo=False,
        custom_opsets={"com.microsoft": 1},
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
