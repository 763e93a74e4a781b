"""`import dateline`: light, and the same names at run time, for type checkers and in `__all__`."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import dateline

ROOT = Path(dateline.__file__).parent
LIGHT = (
    "import sys, dateline; dateline.__version__; print(sorted(n for n in sys.modules if n.split('.')[0] in {names!r}))"
)


def test_importing_it_loads_nothing():
    names = {"numpy", "onnxruntime", "sqlalchemy", "msgspec", "pandas", "typer", "trafilatura"}
    done = subprocess.run(
        [sys.executable, "-c", LIGHT.format(names=names)], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_every_name_is_there_and_documented():
    for name in dateline.__all__:
        found = getattr(dateline, name)
        assert name == "__version__" or found.__doc__, name
        assert name in dir(dateline)


def test_the_stub_names_the_same():
    tree = ast.parse((ROOT / "__init__.pyi").read_text("utf-8"))
    homes = {alias.name: node.module for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert set(homes) == set(dateline.__all__) - {"__version__"}
    assert homes == dateline._HOMES


def test_the_version_is_where_the_build_reads_it():
    found = re.search(r'^__version__ = "([^"]+)"$', (ROOT / "__init__.py").read_text("utf-8"), re.MULTILINE)
    assert found is not None and found[1] == dateline.__version__


def test_a_name_that_is_none():
    with pytest.raises(AttributeError, match="no attribute 'raed'"):
        _ = dateline.raed
