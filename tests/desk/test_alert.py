"""Alerts: what changed between two lines of the log, each sent once over kills, failures and processes beside each other."""

from __future__ import annotations

import hashlib
import hmac
import json
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from reports import HOSPITAL, MONDAY, POLICE, Said, coded, first, march, other, report, revised

from dateline.alerts import KINDS, Alert, Rule
from dateline.desk import AlertMemory, add_rules, ingest, make_digest, merge, run_alerts, send_sample
from dateline.errors import NotFound, UsageError
from dateline.ledger import Filter, Ledger, open_ledger
from dateline.model import Judgement

LATER = datetime(2030, 1, 1, tzinfo=UTC)


class Time:
    """A clock that is set by hand and by sleeping."""

    def __init__(self) -> None:
        self.now = LATER
        self.slept: list[float] = []

    def __call__(self) -> datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def time() -> Time:
    return Time()


def run(ledger: Ledger, time: Time, *, post=None) -> tuple[list[Alert], object]:
    got: list[Alert] = []
    done = run_alerts(ledger, put=got.append, post=post, clock=time, sleep=time.sleep)
    return got, done


def kinds(alerts: list[Alert]) -> list[tuple[str, str]]:
    return [(alert.kind, alert.became) for alert in alerts]


def save(ledger: Ledger, *dossiers) -> None:
    for dossier in dossiers:
        ingest(ledger, coded(dossier))


def denial():
    return report(
        "Gunmen of the Red Sickle attacked a bakery in Karsum on Monday and killed two bakers, the district police said. "
        "A spokesman of the Red Sickle denied that its men had attacked a bakery.",
        Said(
            word="attacked", place="Karsum", actor="Red Sickle", target="bakers", killed="two",
            tellers=(POLICE, ("spokesman of the Red Sickle", "armed-group", "denies")),
        ),
        url="https://velnik.example/denied", publisher="Velnik Post",
    )  # fmt: skip


def test_a_rule_hears_of_what_comes_after_it_and_of_nothing_twice(ledger, time):
    save(ledger, march())
    add_rules(ledger, [Rule(name="all")])
    assert run(ledger, time)[0] == []
    save(ledger, first())
    got, done = run(ledger, time)
    assert kinds(got) == [("new", "claimed")] and (done.made, done.sent, done.waiting) == (1, 1, 0)
    (alert,) = got
    assert (alert.title, alert.place, alert.killed, alert.when) == (
        "Red Sickle: attacked in Karsum",
        "Karsum",
        2,
        str(MONDAY),
    )
    assert alert.quotes[0].words.startswith("Gunmen of the Red Sickle") and alert.quotes[0].publisher == "Karsum Herald"
    assert run(ledger, time)[0] == []


def test_from_the_start_it_hears_of_all(ledger, time):
    save(ledger, march(), first())
    add_rules(ledger, [Rule(name="all")], from_start=True)
    assert kinds(run(ledger, time)[0]) == [("new", "claimed")] * 2


def test_status_and_toll_and_revision(ledger, time):
    add_rules(ledger, [Rule(name="all")])
    save(ledger, first())
    run(ledger, time)
    save(ledger, revised())
    assert ("toll-raised", "4 killed") in kinds(run(ledger, time)[0])
    save(ledger, other())
    got = run(ledger, time)[0]
    assert ("confirmed", "confirmed") in kinds(got) and ("new", "claimed") in kinds(got)
    assert got == sorted(got, key=lambda alert: -alert.weight)


def test_a_denial_is_a_contradiction_or_a_denial(ledger, time):
    add_rules(ledger, [Rule(name="all", on=("contradicted", "denied"))])
    save(ledger, first())
    assert run(ledger, time)[0] == []
    save(ledger, denial())
    got = run(ledger, time)[0]
    assert got and {alert.kind for alert in got} <= {"contradicted", "denied"}


def test_what_a_person_rejects_is_retracted_and_comes_back(ledger, time):
    add_rules(ledger, [Rule(name="all")])
    save(ledger, first())
    run(ledger, time)
    event = next(iter(ledger.view().linked()))

    def judge(kind: str, at: datetime) -> None:
        with ledger.writer() as writer:
            writer.judge(Judgement(id="", kind=kind, who="ann", at=at, events=event.members, reason="x"))

    judge("reject", LATER)
    assert kinds(run(ledger, time)[0]) == [("retracted", "rejected")]
    judge("accept", LATER + timedelta(days=1))
    assert kinds(run(ledger, time)[0]) == [("new", "claimed")]


def test_a_deleted_report_retracts_its_event(ledger, time):
    add_rules(ledger, [Rule(name="all")])
    save(ledger, march())
    run(ledger, time)
    with ledger.writer() as writer:
        writer.delete("https://velnik.example/1", who="ann", reason="asked to")
    # The words are gone from every view, of what time ever: there is nothing left to compare.
    assert run(ledger, time)[0] == []


def test_events_that_become_one_say_so(ledger, time):
    add_rules(ledger, [Rule(name="all", on=("revised", "retracted"))])
    save(ledger, first(), march())
    run(ledger, time)
    one, two = (event.id for event in ledger.view().linked())
    merge(ledger, [one, two], who="ann", reason="the same")
    got = run(ledger, time)[0]
    assert [(alert.kind, alert.became) for alert in got if alert.event == two] == [("revised", f"part of {one[:8]}")]


def test_filters_and_levels(ledger, time):
    add_rules(
        ledger,
        [
            Rule(name="bulgaria", filter=(("country", "bgr"),)),
            Rule(name="attack", filter=(("type", "ASSAULT"), ("near", "37,35,50"))),
            Rule(name="loud", least="critical"),
            Rule(name="words", filter=(("text", "dockers"),)),
        ],
    )
    save(ledger, first(), march())
    got = run(ledger, time)[0]
    assert sorted((alert.rule, alert.country) for alert in got) == [
        ("attack", "TUR"),
        ("bulgaria", "BGR"),
        ("words", "BGR"),
    ]


def test_what_is_saved_and_not_linked_yet_is_waited_for(ledger, time):
    from dateline.ledger import prepare  # noqa: PLC0415

    add_rules(ledger, [Rule(name="all")])
    save(ledger, first())
    run(ledger, time)
    (late,) = coded(revised())
    with ledger.writer() as writer:
        writer.save_all([prepare(late.dossier, late.custody, late.profiles)])
    (saved,) = (line for line in ledger.view().audit(after=ledger.view().entry - 1))
    time.now = saved.recorded + timedelta(seconds=5)
    assert run(ledger, time)[0] == []  # its event would seem to be told by nobody
    save(ledger, revised())
    assert ("toll-raised", "4 killed") in kinds(run(ledger, time)[0])


class Hook:
    """A server of the loopback that answers with the given statuses, one after the other, then with 200."""

    def __init__(self, *statuses: int, location: str = "") -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        left = list(statuses)
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                hook.got.append(({k.lower(): v for k, v in self.headers.items()}, body))
                self.send_response(left.pop(0) if left else 200)
                if location:
                    self.send_header("Location", location)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def do_GET(self) -> None:
                self.do_POST()

            def log_message(self, *_args: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook?token=abc"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    def __enter__(self) -> Hook:
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


def test_a_webhook_is_signed_and_tried_again_with_the_same_key(ledger, time, monkeypatch):
    monkeypatch.setenv("HOOK_SECRET", "a very long secret")
    with Hook(503, 500) as hook:
        add_rules(ledger, [Rule(name="hook", channel="webhook", target=hook.url, secret="env:HOOK_SECRET")])
        save(ledger, first())
        _, done = run(ledger, time)
    assert (done.sent, done.waiting, time.slept) == (1, 0, [1.0, 2.0]) and len(hook.got) == 3
    assert len({headers["idempotency-key"] for headers, _ in hook.got}) == 1
    for headers, body in hook.got:
        signed = f"{headers['dateline-timestamp']}.".encode() + body
        expected = hmac.new(b"a very long secret", signed, hashlib.sha256).hexdigest()
        assert headers["dateline-signature"] == f"v1={expected}"
        assert json.loads(body)["key"] == headers["idempotency-key"]
    stamps = [int(headers["dateline-timestamp"]) for headers, _ in hook.got]
    assert stamps == [int(LATER.timestamp()) + n for n in (0, 1, 3)]


def test_a_webhook_that_stays_down_is_tried_later_and_later(ledger, time):
    calls: list[str] = []

    def down(url: str, body: bytes, headers) -> int:
        calls.append(headers["Idempotency-Key"])
        raise ConnectionRefusedError(111, "Connection refused")

    add_rules(ledger, [Rule(name="hook", channel="webhook", target="https://desk.example/hook")])
    save(ledger, first(), march())
    _, done = run(ledger, time, post=down)
    assert len(calls) == 3 and (done.sent, done.waiting, done.failed) == (0, 2, 0)  # the second is not even tried
    assert done.problems == ("hook: it could not be sent (Connection refused)",)
    waits: list[timedelta] = []
    for _ in range(4):
        first_due = min(one.due for one in AlertMemory(ledger).parcels("hook") if one.due)
        waits.append(first_due - time.now)
        time.now = first_due
        run(ledger, time, post=down)
    assert waits[0] == timedelta(minutes=1) and waits == sorted(waits)
    time.now += timedelta(days=1)
    _, done = run(ledger, time, post=lambda *_: 204)
    assert (done.sent, done.waiting) == (2, 0)
    assert run(ledger, time, post=down)[1].problems == ()


@pytest.mark.parametrize(("status", "why"), [(400, "status 400"), (410, "status 410"), (302, "sent it elsewhere")])
def test_a_refusal_for_good_is_named_and_not_tried_again(ledger, time, status, why):
    with Hook(status, location="http://127.0.0.1:1/elsewhere") as hook:
        add_rules(ledger, [Rule(name="hook", channel="webhook", target=hook.url)])
        save(ledger, first())
        _, done = run(ledger, time)
        assert done.failed == 1 and why in done.problems[0]
        assert run(ledger, time)[1].problems == () and len(hook.got) == 1
    assert "dateline-signature" not in hook.got[0][0]


def test_a_missing_secret_keeps_the_alert_and_sends_nothing(ledger, time, monkeypatch):
    monkeypatch.delenv("HOOK_SECRET", raising=False)
    add_rules(ledger, [Rule(name="hook", channel="webhook", target="https://desk.example/", secret="env:HOOK_SECRET")])
    save(ledger, first())
    _, done = run(ledger, time, post=lambda *_: 1 / 0)
    assert done.problems == ("hook: The variable HOOK_SECRET with the secret is not set.",) and done.waiting == 1
    monkeypatch.setenv("HOOK_SECRET", "now it is")
    time.now += timedelta(hours=1)
    assert run(ledger, time, post=lambda *_: 200)[1].sent == 1


def test_a_file_and_a_feed(ledger, time, tmp_path):
    lines, feed = tmp_path / "alerts.jsonl", tmp_path / "alerts.xml"
    add_rules(
        ledger,
        [
            Rule(name="file", channel="file", target=str(lines)),
            Rule(name="feed", channel="atom", target=str(feed)),
            Rule(name="nowhere", channel="file", target=str(tmp_path / "no" / "x.jsonl")),
        ],
    )
    save(ledger, first())
    _, done = run(ledger, time)
    assert done.sent == 2 and "it cannot be written (No such file or directory)" in done.problems[0]
    save(ledger, march())
    run(ledger, time)
    rows = [json.loads(line) for line in lines.read_text().splitlines()]
    assert [row["kind"] for row in rows] == ["new", "new"] and len({row["key"] for row in rows}) == 2
    from xml.etree import ElementTree  # noqa: PLC0415

    entries = ElementTree.parse(feed).getroot().findall("{http://www.w3.org/2005/Atom}entry")
    assert len(entries) == 2


def test_after_a_kill_between_sending_and_its_note_a_file_has_it_once_and_a_webhook_the_same_key(
    ledger, time, tmp_path, monkeypatch
):
    lines = tmp_path / "alerts.jsonl"
    keys: list[str] = []

    def take(url: str, body: bytes, headers) -> int:
        keys.append(headers["Idempotency-Key"])
        return 200

    add_rules(
        ledger,
        [
            Rule(name="a-file", channel="file", target=str(lines)),
            Rule(name="hook", channel="webhook", target="https://desk.example/"),
        ],
    )
    save(ledger, first())

    class Killed(BaseException):
        pass

    for _ in range(2):  # once behind the file, once behind the webhook
        with monkeypatch.context() as patched:
            swap, settled = AlertMemory.swap, []

            def die(memory, parcel, new, swap=swap, settled=settled):
                if new is not None and new.state == "delivered":
                    raise Killed
                return swap(memory, parcel, new)

            patched.setattr(AlertMemory, "swap", die)
            with pytest.raises(Killed):
                run(ledger, time, post=take)
        time.now += timedelta(minutes=4)  # the claim of the process that is no more runs out
        if not keys:
            run(ledger, time, post=lambda *_: 503)
            time.now += timedelta(hours=7)
    run(ledger, time, post=take)
    assert len(lines.read_text().splitlines()) == 1
    assert len(keys) == 2 and len(set(keys)) == 1


KILLED = """
import os, signal, sys
from dateline.desk import run_alerts
from dateline.ledger import open_ledger
def end(alert):
    sys.stdout.write(alert.key + "\\n"); sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGKILL)
def post(url, body, headers):
    os.kill(os.getpid(), signal.SIGKILL)
with open_ledger({ledger!r}) as ledger:
    run_alerts(ledger, put=end, post=post)
"""


def test_a_process_that_is_killed_loses_nothing(tmp_path, time):
    path, lines = tmp_path / "book.sqlite", tmp_path / "alerts.jsonl"
    with open_ledger(path) as ledger:
        add_rules(
            ledger,
            [
                Rule(name="a-file", channel="file", target=str(lines)),
                Rule(name="hook", channel="webhook", target="https://desk.example/"),
                Rule(name="z-file", channel="file", target=str(tmp_path / "z.jsonl")),
            ],
        )
        save(ledger, first(), march())
    code = KILLED.format(ledger=str(path))
    ended = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()
    assert len(lines.read_text().splitlines()) == 2
    keys: list[str] = []

    def take(url: str, body: bytes, headers) -> int:
        keys.append(headers["Idempotency-Key"])
        return 200

    with open_ledger(path) as ledger:
        # The claim was of a process that is no more, so that it is not waited for.
        _, done = run(ledger, time, post=take)
        assert done.made == 0 and done.sent == 4 and len(set(keys)) == 2
        assert run(ledger, time, post=take)[1].sent == 0
    assert len(lines.read_text().splitlines()) == len((tmp_path / "z.jsonl").read_text().splitlines()) == 2


TWO = """
import sys
from dateline.desk import run_alerts
from dateline.ledger import open_ledger
with open_ledger({ledger!r}) as ledger:
    sys.stdin.readline()
    for _ in range(3):
        done = run_alerts(ledger, put=lambda alert: print(alert.key, flush=True))
"""


def test_two_processes_at_once_send_each_alert_once(tmp_path):
    path, lines = tmp_path / "book.sqlite", tmp_path / "alerts.jsonl"
    with open_ledger(path) as ledger:
        add_rules(ledger, [Rule(name="out"), Rule(name="file", channel="file", target=str(lines))])
        save(ledger, first(), march(), other())
        count = len(make_digest(ledger, datetime(2020, 1, 1, tzinfo=UTC)))
    command = [sys.executable, "-c", TWO.format(ledger=str(path))]
    both = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    for process in both:
        process.stdin.write("go\n")
        process.stdin.flush()
    keys = [key for process in both for key in process.communicate(timeout=120)[0].split()]
    assert [process.returncode for process in both] == [0, 0]
    assert len(keys) == len(set(keys)) == count == len(lines.read_text().splitlines())


def test_standard_output_that_is_closed_keeps_the_alert(ledger, time):
    add_rules(ledger, [Rule(name="all")])
    save(ledger, first())

    def closed(alert: Alert) -> None:
        raise BrokenPipeError(32, "Broken pipe")

    done = run_alerts(ledger, put=closed, clock=time, sleep=time.sleep)
    assert done.waiting == 1 and "standard output: it cannot be written" in done.problems[0]
    time.now += timedelta(hours=1)
    assert len(run(ledger, time)[0]) == 1


def test_rules_are_kept_listed_and_removed(ledger, time):
    add_rules(ledger, [Rule(name="a", on=("new",)), Rule(name="b")])
    with pytest.raises(UsageError, match="There is a rule a already"):
        add_rules(ledger, [Rule(name="c"), Rule(name="a")])
    memory = AlertMemory(ledger)
    assert memory.rules() == {"a": Rule(name="a", on=("new",)), "b": Rule(name="b")}
    save(ledger, first())
    assert memory.remove_rule("b") == 0
    run(ledger, time)
    assert [one.state for one in memory.parcels("a")] == ["delivered"]
    time.now += timedelta(days=100)
    run(ledger, time)
    assert memory.parcels("a") == []
    memory.remove_rule("a")
    assert ledger.positions("alert") == {}
    with pytest.raises(NotFound, match="there are: none"):
        memory.rule("a")


def test_a_digest_tells_what_changed_and_records_nothing(ledger, clock):
    save(ledger, first())
    since = clock.now
    before = ledger.view().entry
    assert make_digest(ledger, since) == ()
    save(ledger, revised(), march())
    found = make_digest(ledger, since)
    assert ("toll-raised", "4 killed") in kinds(list(found)) and ("new", "claimed") in kinds(list(found))
    assert [one.event for one in make_digest(ledger, since, Filter(type="PROTEST"))] == [
        one.event for one in found if one.type == "PROTEST"
    ]
    assert ledger.positions("alert") == {} and before < ledger.view().entry
    assert make_digest(ledger, since)[0].key == found[0].key


def test_a_sample_goes_by_the_channel_and_is_recorded_nowhere(ledger, tmp_path):
    got: list[Alert] = []
    assert send_sample(Rule(name="x"), put=got.append).is_done and got[0].title.startswith("A test")
    refused = send_sample(
        Rule(name="x", channel="webhook", target="https://desk.example/"), put=got.append, post=lambda *_: 403
    )
    assert not refused.is_done and "403" in refused.problem
    feed = tmp_path / "x.xml"
    assert send_sample(Rule(name="x", channel="atom", target=str(feed)), put=got.append).is_done and not feed.exists()
    assert ledger.positions("alert") == {}


def test_all_kinds_can_be_asked_for():
    assert Rule(name="x").on == KINDS and HOSPITAL[1] == "medical"
