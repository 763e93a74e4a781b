"""The project's own papers agree with each other."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from dateline import __version__

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", ROOT / "examples" / "README.md", *(ROOT / "docs").glob("*.md")])
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)")


def test_the_changelog_is_about_this_version() -> None:
    found = re.search(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text("utf8"), re.MULTILINE)
    assert found
    assert found[1] == __version__


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    targets = LINK.findall(page.read_text("utf8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_page_is_in_the_index() -> None:
    listed = set(LINK.findall((ROOT / "docs" / "index.md").read_text("utf8")))
    assert {page.name for page in (ROOT / "docs").glob("*.md")} - {"index.md"} <= listed


def test_ci_runs_the_commands_of_the_readme() -> None:
    blocks = re.findall(r"```sh\n(.+?)\n```", (ROOT / "README.md").read_text("utf8"), re.DOTALL)
    script = (ROOT / ".ci" / "run").read_text("utf8")
    commands = re.findall(r'^readme "(.+)"$', script, re.MULTILINE)
    assert commands == blocks
    assert len(commands) == 2
    subprocess.run(["bash", "-n", str(ROOT / ".ci" / "run")], check=True)


def test_every_example_has_a_case() -> None:
    examples = {path.stem for path in (ROOT / "examples").glob("*.txt")}
    assert examples == {path.parent.name for path in (ROOT / "tests" / "golden").glob("*/expected.json")}
