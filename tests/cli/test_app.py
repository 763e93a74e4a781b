from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from asked import call
from fake_pipeline import make_fake
from reference import PAGE, make_reference, replace_reference

from dateline import __version__
from dateline.cli import _work
from dateline.cli._app import Task
from dateline.evaluation import TASKS

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@pytest.fixture(autouse=True)
def restore_interrupts():
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(_work, "open_pipeline", make_fake)
    path = tmp_path / "article.txt"
    path.write_text("A dam broke in Zenda on Monday.")
    return path


def test_the_page_documents_every_command_and_option():
    page = PAGE.read_text(encoding="utf-8")
    assert page == replace_reference(page), "run: python tests/cli/reference.py"
    for name in ("--json", "--output", "--actors", "--min-confidence", "--jobs", "--color", "--misses", "--version"):
        assert name in make_reference()


COMMANDS = [
    (), ("read",), ("score",), ("link",), ("verify",), ("story",), ("recode",), ("ledger",), ("judge",),
    *(("ledger", name) for name in ("list", "show", "search", "delete")),
    *(("judge", name) for name in ("merge", "split", "accept", "reject", "grade")),
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_examples(capfd, command):
    status, out, _ = call(capfd, *command, "--help")
    assert status == 0 and "Examples:\n" in out and f"dateline {' '.join(command)}" in out


def test_version(capfd):
    assert call(capfd, "--version") == (0, f"dateline {__version__}\n", "")


def test_what_is_heavy_is_not_loaded_for_help():
    heavy = (
        "{'rich', 'numpy', 'onnxruntime', 'msgspec', 'dateline.pipeline', 'dateline.documents', 'yaml', 'sqlalchemy', "
        "'dateline.ledger', 'dateline.desk', 'dateline.model'}"
    )
    code = (
        "import sys; from dateline.cli import main\n"
        f"try: main(['read', '--help'])\nexcept SystemExit: print(sorted({heavy} & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "argv",
    [
        (), ("read",), ("read", "ARTICLE", "--nope"), ("read", "ARTICLE", "--actors", "missing.yaml"),
        ("read", "ARTICLE", "--min-confidence", "2"), ("read", "ARTICLE", "--min-confidence", "nan"),
        ("read", "ARTICLE", "--jobs", "0"),
        ("read", "ARTICLE", "--jobs", "100000"), ("read", "ARTICLE", "--output", "no/such/out"),
        ("read", "ARTICLE", "--output", "ARTICLE"), ("read", "ARTICLE", "--color", "pink"), ("sing",),
        ("score", "dossiers", "missing"), ("score", "songs", "."),
    ],
)  # fmt: skip
def test_misuse_is_status_two(capfd, article, argv):
    status, _, err = call(capfd, *(article if word == "ARTICLE" else word for word in argv))
    assert status == 2 and "Traceback" not in err


def test_json_and_text(capfd, article):
    status, out, err = call(capfd, "read", article, "--json", "--no-save")
    assert (status, err) == (0, "")
    assert json.loads(out)["document"]["text"].startswith("A dam broke")
    status, out, _ = call(capfd, "read", article)
    assert status == 0 and "Incident told in A dam broke in Zenda" in out and "\x1b" not in out


def test_color_is_asked_for_or_refused(capfd, article, monkeypatch):
    assert "\x1b[" in call(capfd, "read", article, "--color", "always")[1]
    assert "\x1b[" not in call(capfd, "read", article, "--color", "always", "--no-color")[1]
    monkeypatch.setenv("COLUMNS", "60")
    assert max(map(len, call(capfd, "read", article)[1].splitlines())) == 60


def test_a_pipe_that_closes_ends_quietly(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.txt").write_text(f"Story {number}. " + "A dam broke in Zenda on Monday. " * 4000)
    code = (
        "from dateline.cli import _work, main; from fake_pipeline import make_fake\n"
        "_work.open_pipeline = make_fake\nmain()"
    )
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
    command = [sys.executable, "-c", code, "read", str(folder), "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env) as process:
        assert process.stdout and process.stderr
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


@pytest.fixture
def gold(tmp_path: Path, article: Path) -> Path:
    folder = tmp_path / "gold"
    for name, value in (
        ("docs/a1.json", {"id": "a1", "text": article.read_text()}),
        ("ann/a1.json", {"id": "a1", "events": []}),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(json.dumps(value))
    return folder


def test_score_reads_the_gold_and_shows_the_slots(capfd, gold):
    status, out, err = call(capfd, "score", "dossiers", gold, "--by-article", "--misses", 3)
    assert (status, err) == (0, "")
    assert "dossiers: 1 of 1 articles answered" in out and "precision" in out and "misses, 0 of 0" in out
    assert [line.split()[0] for line in out.splitlines() if line.startswith("a1")] == ["a1"]


def test_score_as_json_of_dossiers_made_before(capfd, gold, article):
    made = gold.parent / "made.jsonl"
    assert call(capfd, "read", article, "--json", "--output", made)[0] == 0
    status, out, _ = call(capfd, "score", "dossiers", gold, "--dossiers", made, "--json", "--by-article", "--misses", 1)
    found = json.loads(out)
    assert status == 0 and found["task"] == "dossiers" and found["articles"][0]["answered"] is False
    assert found["misses"] == [] and "total_f" in found["figures"]


def test_score_of_what_is_no_gold_is_misuse(capfd, tmp_path):
    status, _, err = call(capfd, "score", "dossiers", tmp_path)
    assert status == 2 and err.startswith("dateline: ")


@pytest.fixture
def timexes(tmp_path: Path) -> Path:
    folder = tmp_path / "timexes"
    folder.mkdir()
    text = "The kiln was lit on Friday. It burned for two days, a neighbour said."
    gold = [
        {"start": 20, "end": 26, "type": "DATE", "value": "2016-05-13", "text": "Friday"},
        {"start": 54, "end": 63, "type": "DATE", "value": "PAST_REF", "text": "neighbour"},
    ]
    line = {"id": "kiln", "published": "2016-05-18", "text": text, "timexes": gold}
    (folder / "dev.jsonl").write_text(json.dumps(line) + "\n")
    (folder / "train-more.jsonl").write_text("{}\n")
    return folder


def test_every_task_has_its_name_on_the_command_line():
    assert {task.value for task in Task} == set(TASKS)


def test_score_of_a_public_set(capfd, timexes):
    status, out, err = call(capfd, "score", "timex", timexes, "--misses", 5)
    assert (status, err) == (0, "")
    assert out.startswith("timex: 1 items\n") and "relaxed_f1" in out and "kiln missed: wanted neighbour" in out


def test_score_of_a_public_set_as_json(capfd, timexes):
    status, out, _ = call(capfd, "score", "timex", timexes, "--json", "--misses", 1)
    found = json.loads(out)
    assert (status, found["task"], found["items"], len(found["misses"])) == (0, "timex", 1, 1)
    assert found["figures"]["relaxed_f1"] == 50.0
    assert "misses" not in json.loads(call(capfd, "score", "timex", timexes, "--json")[1])


def test_dossiers_made_before_are_of_no_use_for_another_task(capfd, timexes):
    status, _, err = call(capfd, "score", "timex", timexes, "--dossiers", timexes / "dev.jsonl")
    assert status == 2 and err.startswith("dateline: --dossiers")


def test_a_closed_standard_output_is_said(article, capfd, monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    status, _, err = call(capfd, "read", article)
    assert status == 2 and "standard output is closed" in err
