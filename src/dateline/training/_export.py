"""The trained network -> the files of a reader: word pieces, int8 ONNX encoders, heads, tokenizer, manifest."""

from __future__ import annotations

import hashlib
import json
import shutil
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor, nn

from dateline.reading._encoder import WordTable
from dateline.reading._reader import CLOSE, FORMAT
from dateline.training._network import HIDDEN, WHOLE, forward_layer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tokenizers import Tokenizer

    from dateline.training._network import Encoder, Network


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
    """The encoder for one window: (blocks, width, 384) word pieces and (blocks, width) case -> (blocks, width, 384).

    Written out here without the masks of training, which cost 43 % of the time on one core (windows of 480, measured).
    """

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, words: Tensor, case: Tensor) -> Tensor:
        blocks, width = case.shape[0], case.shape[1]
        places = self.encoder.places(torch.arange(blocks * width)).view(blocks, width, HIDDEN)
        x = self.encoder.first_norm(words + self.encoder.case(case) + places)
        for number, layer in enumerate(self.encoder.layers):
            rows = 1 if number in WHOLE else blocks
            x = forward_layer(layer, x.view(rows, -1, HIDDEN), _Attention.apply).view(blocks, width, HIDDEN)
        return x


def export(
    network: Network, tokenizer: Tokenizer, folder: Path, *, version: str, about: dict[str, Any], work: Path
) -> None:
    """Writes a reader into `folder`, without close reading and arguments; `work` takes the fp32 file."""
    folder.mkdir(parents=True, exist_ok=True)
    rows, scales = WordTable.shorten(network.encoder.words.weight.detach().numpy())
    np.savez(folder / "words.npz", rows=rows, scales=scales)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    names = _write_network(network, folder, ("model.onnx", "heads.npz"), work)
    manifest = {"format": FORMAT, "name": "reader-en", "version": version, "files": {}, **about}
    write_manifest(folder, manifest, ("words.npz", "tokenizer.json", *names))


def export_close(network: Network, folder: Path, *, about: dict[str, Any], work: Path) -> None:
    """Adds the encoder of close reading to the reader in `folder`, over the word pieces that are there: they are not taught."""
    names = _write_network(network, folder, CLOSE, work)
    manifest = json.loads((folder / "manifest.json").read_text("utf8"))
    write_manifest(folder, {**manifest, "close": about}, names)


def write_manifest(folder: Path, manifest: dict[str, Any], names: Iterable[str]) -> None:
    """Writes `manifest.json` with the checksums of the files `names` beside those that it has."""
    for name in names:
        manifest["files"][name] = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", "utf8")


def _write_network(network: Network, folder: Path, names: tuple[str, str], work: Path) -> tuple[str, str]:
    from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: PLC0415

    work.mkdir(parents=True, exist_ok=True)
    network.eval()
    plain = work / "encoder-fp32.onnx"
    words, case = torch.ones((2, 16, HIDDEN)), torch.ones((2, 16), dtype=torch.long)
    torch.onnx.export(
        _OneWindow(network.encoder), (words, case), str(plain), input_names=["words", "case"], output_names=["hidden"],
        dynamic_axes={name: {0: "blocks", 1: "width"} for name in ("words", "case", "hidden")}, opset_version=17, dynamo=False,
        custom_opsets={"com.microsoft": 1},
    )  # fmt: skip
    small = work / "encoder-int8.onnx"
    quantize_dynamic(str(plain), str(small), per_channel=True, weight_type=QuantType.QInt8)
    shutil.copyfile(small, folder / names[0])
    weights = {k: v.detach().numpy().astype(np.float16) for k, v in network.heads.state_dict().items()}
    np.savez(folder / names[1], **weights)
    return names
