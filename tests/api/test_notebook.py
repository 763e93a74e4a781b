"""The tutorial runs from top to bottom, offline, with the reader that is installed."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import resources
from importlib.util import find_spec
from pathlib import Path

import pytest

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "tutorial.ipynb"
RUNNER = Path(__file__).with_name("run_notebook.py")


def has_reader() -> bool:
    try:
        return resources.files("dateline_reader_en").joinpath("model.onnx").is_file()
    except ModuleNotFoundError:
        return False


def test_the_tutorial_runs_from_top_to_bottom(tmp_path):
    missing = [name for name in ("nbclient", "ipykernel", "pyarrow", "pandas") if find_spec(name) is None]
    if missing:
        pytest.skip(f"{', '.join(missing)} not installed (extra `dev`)")
    if not has_reader():
        pytest.skip("no trained reader is installed")
    home = {"JUPYTER_RUNTIME_DIR": str(tmp_path), "IPYTHONDIR": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, str(RUNNER), str(NOTEBOOK)],
        capture_output=True, text=True, encoding="utf-8", env=os.environ | home, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    assert "told before: " in done.stdout, "the second report was not linked to the first"
    assert "in dispute: casualties: killed" in done.stdout
    assert "features" in done.stdout and "killed_low" in done.stdout and "“" in done.stdout


def test_no_cell_holds_a_path_of_whoever_ran_it():
    words = NOTEBOOK.read_text("utf-8")
    assert "/tmp/" not in words and "/home/" not in words and "/root" not in words
