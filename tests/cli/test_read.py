from __future__ import annotations

import io
import json
import os
from itertools import count
from pathlib import Path

import pytest
from fake_pipeline import make_broken, make_fake, story_dossier

from dateline.cli import _pool
from dateline.cli._page import Look
from dateline.cli._pool import FEW, WINDOW, read_all
from dateline.cli._read import Request, Streams, count_inputs, read
from dateline.cli._work import Job, keep_sure
from dateline.documents import Loaded, from_text, load
from dateline.errors import NotReadable, ReaderError

JSON = Job(look=None)


class Result:
    def __init__(self, status: int, out: bytes, err: str) -> None:
        self.status, self.out, self.err = status, out.decode(), err

    @property
    def ids(self) -> list[str]:
        return [json.loads(line)["document"]["text"].split(".")[0] for line in self.out.splitlines()]


def run(*sources, job=JSON, stdin=b"", stdout=None, make=None, cores=1, **options) -> Result:
    out, err = stdout or io.BytesIO(), io.StringIO()
    streams = Streams(stdin=io.BytesIO(stdin), stdout=out, stderr=err)
    request = Request(sources=tuple(map(str, sources)), job=job, **options)
    status = read(request, load=load, make=make or make_fake, streams=streams, cores=cores)
    return Result(status, getattr(out, "getvalue", bytes)(), err.getvalue())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "in"
    path.mkdir()
    for number in range(4):
        (path / f"{number}.txt").write_text(f"Story {number}. A grain store burned in Strelsau on Monday.")
    return path


def test_json_is_one_dossier_a_line_in_order(folder):
    result = run(folder)
    assert (result.status, result.ids) == (0, [f"Story {n}" for n in range(4)])
    assert result.err == "dateline: 4 read, 0 failed; 4 events, 0 issues.\n"


def test_text_for_a_person(folder):
    result = run(folder / "0.txt", job=Job(look=Look()))
    assert "Incident told in Story 0." in result.out and str(folder / "0.txt") in result.out
    assert result.err == ""


def test_standard_input():
    assert run("-", stdin=b"A dam broke in Zenda.").ids == ["A dam broke in Zenda"]


def test_a_bad_input_is_one_sentence_and_the_others_are_read(folder):
    (folder / "1.txt").write_bytes(b"\x00\x01\x02\xff" * 50)
    (folder / "2.txt").write_text("It will break the reader.")
    result = run(folder, folder / "missing.txt")
    assert (result.status, result.ids) == (1, ["Story 0", "Story 3"])
    lines = result.err.splitlines()
    assert [line.split(":")[0] for line in lines] == ["dateline"] * 4
    assert lines[0].startswith(f"dateline: {folder / '1.txt'}: ")
    assert "a fault of dateline" in lines[1] and "ValueError: a fault of the reader" in lines[1]
    assert lines[2] == f"dateline: {folder / 'missing.txt'}: there is no such file or folder; check the path."
    assert lines[3].startswith("dateline: 2 read, 3 failed; 2 events, ")


def test_names_are_cleaned_in_messages(tmp_path):
    result = run(tmp_path / "\x1b[2Jevil.txt")
    assert "\x1b" not in result.err and "␛[2Jevil.txt" in result.err


def test_quiet_keeps_only_failures(folder):
    (folder / ".hidden").write_text("x")
    assert "note: " in run(folder).err and "1 skipped" in run(folder).err
    assert run(folder, quiet=True).err == ""
    assert "missing" in run("missing.txt", quiet=True).err


def test_less_sure_events_are_left_out(folder):
    result = run(folder / "0.txt", job=Job(look=None, min_confidence=0.7))
    assert json.loads(result.out)["events"] == []
    assert "1 less sure left out" in run(folder / "0.txt", job=Job(look=Look(), min_confidence=0.7)).out


def test_relations_to_events_left_out_go_too():
    story = story_dossier()
    kept = keep_sure(story, 0.6)
    assert [event.id for event in kept.events] == ["e1", "e3", "e4"]
    kept = keep_sure(story, 0.5)
    ids = {event.id for event in kept.events}
    assert all(relation.event in ids for event in kept.events for relation in event.relations)
    assert keep_sure(story, 0.0) is story


def test_output_appears_whole_and_keeps_its_mode(folder, tmp_path):
    output = tmp_path / "out.jsonl"
    output.write_text("old")
    output.chmod(0o640)
    result = run(folder, output=output)
    assert result.status == 0 and result.out == ""
    assert len(output.read_text().splitlines()) == 4
    assert output.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out.jsonl"]


def test_output_that_is_a_link_or_a_device(folder, tmp_path):
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert run(folder, output=tmp_path / "link").status == 0
    assert (tmp_path / "link").is_symlink() and "Story 0" in (tmp_path / "real").read_text()
    assert run(folder, output=Path(os.devnull)).status == 0
    assert not Path(os.devnull).is_file()


def test_output_is_left_as_it_was_where_nothing_was_read(tmp_path):
    output = tmp_path / "out.jsonl"
    output.write_text("old")
    result = run(tmp_path / "missing.txt", output=output)
    assert result.status == 1 and output.read_text() == "old" and "nothing was read" in result.err


@pytest.mark.parametrize("name", ["in/0.txt", "in/new.jsonl", "in", "no/such/folder.jsonl", "link"])
def test_output_that_is_refused(folder, tmp_path, name):
    (tmp_path / "link").symlink_to(folder / "0.txt")
    before = (folder / "0.txt").read_bytes()
    result = run(folder, folder / "0.txt", output=tmp_path / name)
    assert result.status == 2 and result.err.startswith("dateline: ") and result.err.count("\n") == 1
    assert (folder / "0.txt").read_bytes() == before and len(list(folder.iterdir())) == 4


class Closed(io.BytesIO):
    def write(self, _data) -> int:
        raise BrokenPipeError


class Full(io.BytesIO):
    def write(self, _data) -> int:
        raise OSError(28, "No space left on device")


def test_a_closed_pipe_ends_quietly_and_a_full_disk_does_not(folder):
    result = run(folder, stdout=Closed())
    assert (result.status, result.err) == (0, "")
    result = run(folder, stdout=Full())
    assert result.status == 1 and "No space left" in result.err


def test_a_pipeline_that_cannot_load_is_said_once(folder, tmp_path):
    def broken(*, threads):
        raise ReaderError("the reader is not installed; install it.")

    result = run(folder, make=broken, output=tmp_path / "out")
    assert (result.status, result.err) == (2, "dateline: the reader is not installed; install it.\n")
    assert not (tmp_path / "out").exists()


def test_control_c_prints_what_was_done(folder, tmp_path):
    (folder / "2.txt").write_text("You will press control c.")
    result = run(folder)
    assert (result.status, result.ids) == (130, ["Story 0", "Story 1"])
    run(folder, output=tmp_path / "out")
    assert len((tmp_path / "out").read_text().splitlines()) == 2


def test_processes_give_the_same_as_one(folder, tmp_path):
    (folder / "1.txt").write_text("It will end the process.")
    (folder / "2.txt").write_text("It will break the reader.")
    result = run(folder, tmp_path / "missing.txt", folder / "0.txt", jobs=2)
    assert (result.status, result.ids) == (1, ["Story 0", "Story 3", "Story 0"])
    assert "1.txt: reading it ended the process (status 9)" in result.err
    assert "ValueError" in result.err and "missing.txt" in result.err


def test_processes_that_cannot_load_end_the_run(folder):
    result = run(folder, jobs=2, make=make_broken)
    assert (result.status, result.err) == (2, "dateline: the reader is not installed.\n")


def failing(taken: list[int]):
    for number in count():
        taken.append(number)
        yield Loaded(source=str(number), error=NotReadable(str(number), "bad"))


def test_many_inputs_are_not_taken_ahead():
    taken: list[int] = []
    outcomes = read_all(failing(taken), make=make_fake, job=JSON, jobs=3, cores=1)
    for number in range(50):
        assert next(outcomes).source == str(number)
        assert len(taken) <= number + 3 * WINDOW + 3
    outcomes.close()


def test_few_documents_start_no_process(monkeypatch):

    started: list[int] = []

    def no_processes(loaded, **options):
        started.append(options["processes"])
        return iter(())

    monkeypatch.setattr(_pool, "_read_in_processes", no_processes)
    document = from_text("A dam broke in Zenda.")
    inputs = [Loaded(source=str(n), document=document) for n in range(FEW + 1)]
    assert len(list(read_all(inputs[:-1], make=make_fake, job=JSON, jobs=None, cores=4))) == FEW and started == []
    assert len(list(read_all(inputs, make=make_fake, job=JSON, jobs=None, cores=4))) == FEW and started == [4]
    assert len(list(read_all(inputs, make=make_fake, job=JSON, jobs=None, cores=1))) == FEW + 1


def test_inputs_are_counted_for_the_bar(folder):
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "a.txt").write_text("x")
    assert count_inputs([str(folder), "http://example.org/a"]) == 6
    assert count_inputs(["-"]) is None
    (folder / "many.jsonl").write_text("")
    assert count_inputs([str(folder)]) is None
