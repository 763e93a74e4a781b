"""The trained network -> the files of a reader: int8 ONNX encoder, heads, tokenizer, manifest."""

from __future__ import annotations

import hashlib
import json
import shutil
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

if TYPE_CHECKING:
    from pathlib import Path

    from tokenizers import Tokenizer

    from dateline.training._network import Network

FORMAT = 1


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
    axes = {name: {0: "windows", 1: "width"} for name in ("ids", "case", "mask", "hidden")}
    torch.onnx.export(
        network.encoder, (one, one, one), str(plain), input_names=["ids", "case", "mask"], output_names=["hidden"],
        dynamic_axes=axes, opset_version=17, dynamo=False,
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
