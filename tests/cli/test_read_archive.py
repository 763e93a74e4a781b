"""`dateline read` of archives and tables: it goes on after a kill, loses and repeats nothing, and accounts for the rest."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "documents" / "archives"))

from crawl import Crawl, make_page
from fake_pipeline import make_fake

from dateline.cli import _keep, _pool
from dateline.cli._keep import Keeper
from dateline.cli._read import Request, Streams, count_inputs, read
from dateline.cli._work import Job, Outcome
from dateline.documents import Mark, load, parse_columns
from dateline.ledger import open_ledger

PAGES = 20
JSON = Job(look=None, keep=True)
TEXT = "The mayor said on Monday that the bridge would be closed for a week after a lorry hit it."


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    crawl = Crawl()
    for number in range(PAGES):
        crawl.add(f"https://lamp.example/{number}", make_page(number))
        if number % 4 == 0:
            crawl.add(f"https://lamp.example/{number}.png", b"\x89PNG", media_type="image/png")
    path = tmp_path / "news.warc.gz"
    path.write_bytes(crawl.to_bytes())
    return path


def run(*sources, ledger: Path | None, again=False, cores=1, make=make_fake, columns=(), **options):
    out, err = io.BytesIO(), io.StringIO()
    keeper = Keeper(str(ledger)) if ledger else None

    def load_here(names, **more):
        mark = {"find_mark": keeper.find_mark} if keeper and not again else {}
        return load(names, columns=parse_columns(columns), **mark, **more)

    status = read(
        Request(sources=tuple(map(str, sources)), job=JSON if ledger else Job(look=None), **options),
        load=load_here,
        make=make,
        streams=Streams(stdin=None, stdout=out, stderr=err),
        cores=cores,
        keeper=keeper,
    )
    return status, [json.loads(line)["document"]["url"] for line in out.getvalue().splitlines()], err.getvalue()


def saved(path: Path) -> list[str]:
    with open_ledger(path, read_only=True) as ledger:
        return [doc.url for doc in ledger.view().documents()]


def positions(path: Path) -> dict[str, str]:
    with open_ledger(path, read_only=True) as ledger:
        return ledger.positions(_keep.KIND)


def test_an_archive_is_read_saved_and_summed_up(archive, tmp_path):
    ledger, log = tmp_path / "book.sqlite", tmp_path / "log.jsonl"
    status, urls, err = run(archive, ledger=ledger, log=log)
    assert status == 0 and urls == [f"https://lamp.example/{n}" for n in range(PAGES)] == saved(ledger)
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert [line["url"] for line in lines] == [f"https://lamp.example/{n}.png" for n in range(0, PAGES, 4)]
    assert lines[0]["reason"] == "it is image/png, not a page or a text."
    assert {(line["code"], line["failed"]) for line in lines} == {("not-html", False)}
    assert lines[0]["source"].startswith(f"{archive}@")
    assert f"{archive}: 26 records: 20 pages, 5 that are not read, 0 broken" in err
    assert "20 read, 0 failed, 5 skipped" in err
    with open_ledger(ledger, read_only=True) as opened:
        view = opened.view()
        (custody,) = view.revisions("https://lamp.example/3")[0].custody
        assert (custody.how, f"{custody.at:%F %R}") == ("archive", "2021-03-04 12:30")
        assert custody.source.startswith(f"{archive}@") and custody.media_type == "text/html"
        assert view.raw(custody.raw_sha256) == make_page(3)


def test_an_archive_that_was_read_is_not_read_again_unless_asked_or_changed(archive, tmp_path):
    ledger = tmp_path / "book.sqlite"
    run(archive, ledger=ledger)
    status, urls, err = run(archive, ledger=ledger)
    assert (status, urls) == (0, []) and "all of it was read before; --again" in err
    assert len(run(archive, ledger=ledger, again=True)[1]) == PAGES
    assert len(run(archive, ledger=None)[1]) == PAGES
    crawl = Crawl()
    crawl.add("https://lamp.example/new", make_page(99))
    with archive.open("ab") as file:
        file.write(crawl.to_bytes())
    status, urls, err = run(archive, ledger=ledger)
    assert "it has changed since it was read" in err and len(urls) == PAGES + 1
    assert len(saved(ledger)) == PAGES + 1


KILLED = """
import os, signal, sys
sys.path += {paths!r}
import fake_pipeline
from test_read_archive import run
class Ends(fake_pipeline.FakePipeline):
    def read(self, document, *, issues=()):
        if "report number {last}." in document.text:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().read(document, issues=issues)
run({archive!r}, ledger={ledger!r}, make=lambda **_: Ends())
"""


@pytest.mark.parametrize("last", [5, 17])
def test_after_a_kill_it_goes_on_and_nothing_is_lost_or_twice(archive, tmp_path, last):
    ledger = tmp_path / "book.sqlite"
    here = Path(__file__).parent
    code = KILLED.format(
        paths=[str(here), str(here.parent / "documents" / "archives")],
        archive=str(archive),
        ledger=str(ledger),
        last=last,
    )
    ended = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()
    done = last // _keep.BATCH * _keep.BATCH
    assert len(saved(ledger)) == done
    status, urls, err = run(archive, ledger=ledger)
    assert status == 0 and urls == [f"https://lamp.example/{n}" for n in range(done, PAGES)]
    assert ("goes on after record" in err) == (done > 0)
    assert saved(ledger) == [f"https://lamp.example/{n}" for n in range(PAGES)]
    with open_ledger(ledger, read_only=True) as opened:
        assert all(len(opened.view().revisions(url)[0].custody) == 1 for url in saved(ledger))
        assert list(opened.verify()) == []


def test_a_kill_between_saving_and_the_mark_saves_nothing_twice(archive, tmp_path, monkeypatch):
    ledger = tmp_path / "book.sqlite"

    class Ended(BaseException):
        pass

    def end(*_args: object) -> None:
        raise Ended

    with monkeypatch.context() as patched:
        patched.setattr("dateline.ledger.Writer.save_positions", end)
        with pytest.raises(Ended):
            run(archive, ledger=ledger)
    assert len(saved(ledger)) == _keep.BATCH and positions(ledger) == {}
    assert run(archive, ledger=ledger)[0] == 0
    with open_ledger(ledger, read_only=True) as opened:
        assert opened.view().counts().revisions == PAGES


def test_where_only_pictures_follow_the_place_is_kept_all_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(_keep, "_MARKS", 10)
    crawl = Crawl()
    for number in range(25):
        crawl.add(f"https://lamp.example/{number}.png", b"\x89PNG", media_type="image/png")
    path = tmp_path / "pictures.warc.gz"
    path.write_bytes(crawl.to_bytes())
    keeper = Keeper(str(tmp_path / "book.sqlite"))
    for outcome in _pool.read_all(load([str(path)]), make=make_fake, job=JSON, jobs=1, cores=1):
        keeper.add(outcome)
    assert json.loads(positions(tmp_path / "book.sqlite")[str(path)])["place"]["number"] == 21


def test_several_processes_keep_the_order_of_the_marks(archive, tmp_path):
    ledger = tmp_path / "book.sqlite"
    assert run(archive, ledger=ledger, jobs=2)[1] == [f"https://lamp.example/{n}" for n in range(PAGES)]
    assert json.loads(positions(ledger)[str(archive)])["place"]["done"] is True


def test_an_interruption_keeps_no_mark_behind_a_gap():
    import queue  # noqa: PLC0415

    marks = [Mark(name="a", data=str(n), share=0.1) for n in range(6)]
    done: queue.SimpleQueue = queue.SimpleQueue()
    for number in (4, 2):
        done.put((number, Outcome(source=str(number), mark=marks[number])))
    drained = _pool._drain(done, {1: Outcome(source="1", mark=marks[1])}, 1)  # 3 is not done yet
    assert [(one.source, one.mark is not None) for one in drained] == [("1", True), ("2", True), ("4", False)]


def test_a_ledger_that_cannot_be_written_keeps_no_mark(archive, tmp_path):
    ledger = tmp_path / "book.sqlite"
    ledger.write_bytes(b"no ledger" * 100)
    status, urls, err = run(archive, ledger=ledger)
    assert status == 1 and len(urls) == PAGES and "nothing was saved" in err


def test_a_table_goes_on_too_and_its_bad_rows_are_logged(tmp_path):
    rows = [f"{n},{TEXT} It was row {n}.,2021-03-04,https://lamp.example/{n}" for n in range(20)]
    rows[7] = "7,,2021-03-04,https://lamp.example/7"
    path, ledger, log = tmp_path / "rows.csv", tmp_path / "book.sqlite", tmp_path / "log.jsonl"
    path.write_text("headline,body,date,link\n" + "\n".join(rows) + "\n")
    columns = ("text=body,title=headline", "published=date,url=link")
    status, urls, err = run(path, ledger=ledger, log=log, columns=columns)
    assert status == 1 and len(urls) == 19 and f"{path}:9: the row has no text." in err
    assert [json.loads(line)["code"] for line in log.read_text().splitlines()] == ["no-main-text"]
    assert "all of it was read before" in run(path, ledger=ledger, columns=columns)[2]
    with open_ledger(ledger, read_only=True) as opened:
        (custody,) = opened.view().revisions("https://lamp.example/3")[0].custody
        assert custody.how == "file" and opened.view().raw(custody.raw_sha256) == (rows[3] + "\n").encode()


def test_a_log_that_cannot_be_written_is_misuse(archive, tmp_path):
    status, _, err = run(archive, ledger=None, log=tmp_path / "no" / "log.jsonl")
    assert status == 2 and "log.jsonl: it cannot be written" in err
    status, _, err = run(archive, ledger=None, log=archive)
    assert status == 2 and "it is one of the inputs" in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_log_on_a_full_disk_ends_and_the_reading_goes_on(archive):
    status, urls, err = run(archive, ledger=None, log=Path("/dev/full"))
    assert status == 0 and len(urls) == PAGES and err.count("the log ends here") == 1


def test_the_number_of_documents_in_an_archive_is_not_guessed_from_its_name():
    assert count_inputs(["a.warc.gz"]) is None and count_inputs(["rows.csv"]) is None
