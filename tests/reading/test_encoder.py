"""The table of word pieces: what is asked for is whole again, within a fixed share of each row's largest number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from dateline.documents import from_text
from dateline.errors import ReaderError
from dateline.reading import Reader
from dateline.reading._encoder import LEAST_SCALE, WordTable

if TYPE_CHECKING:
    from pathlib import Path


@given(
    arrays.arrays(
        np.float32,
        st.tuples(st.integers(1, 5), st.integers(1, 8)),
        elements=st.floats(-8, 8, width=32),
    )
)
def test_rows_come_back_within_a_share_of_their_largest_number(table: np.ndarray) -> None:
    rows, scales = WordTable.shorten(table)
    words = WordTable(rows, scales)
    back = words.look_up(np.arange(len(table)))
    # Half a step of the rounding, and what a scale in 16 bits is off by.
    room = np.abs(table).max(axis=1, keepdims=True) * (0.5 / 127 + 2e-3) + LEAST_SCALE
    assert back.shape == table.shape and (np.abs(back - table) <= room).all()


def test_ids_of_any_shape_are_looked_up() -> None:
    words = WordTable(*WordTable.shorten(np.eye(4, dtype=np.float32)))
    seen = words.look_up(np.asarray([[3, 0], [1, 1]]))
    assert seen.shape == (2, 2, 4) and seen.argmax(axis=2).tolist() == [[3, 0], [1, 1]]


@pytest.fixture(scope="module")
def without_close_reading(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import json  # noqa: PLC0415
    import shutil  # noqa: PLC0415
    from importlib import resources  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("reader") / "reader"
    with resources.as_file(resources.files("dateline_reader_en")) as installed:
        shutil.copytree(installed, folder)
    manifest = json.loads((folder / "manifest.json").read_text("utf8"))
    for name in ("close.onnx", "close-heads.npz"):
        (folder / name).unlink()
        del manifest["files"][name]
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf8")
    return folder


def test_a_reader_without_close_reading_says_so(without_close_reading: Path) -> None:
    reader = Reader(without_close_reading, threads=1)
    document = from_text("Police said that rebels fled.", id="fled")
    assert reader.read(document).sentences
    with pytest.raises(ReaderError, match="close"):
        reader.read_closely(document)


def test_a_file_that_is_not_the_one_of_the_manifest_is_refused(without_close_reading: Path, tmp_path: Path) -> None:
    import shutil  # noqa: PLC0415

    folder = tmp_path / "reader"
    shutil.copytree(without_close_reading, folder)
    (folder / "heads.npz").write_bytes(b"other")
    with pytest.raises(ReaderError, match=r"heads\.npz"):
        Reader(folder)
