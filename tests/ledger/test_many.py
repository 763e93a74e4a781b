"""Several at once: two processes that write, and readers while they do."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

from sample import numbered

from dateline.ledger import Ledger, document_id, open_ledger

WRITE = """
import sys
sys.path.insert(0, sys.argv[1])
from sample import custody, numbered
from dateline.ledger import open_ledger
with open_ledger(sys.argv[2], wait_s=60) as ledger, ledger.writer() as writer:
    for number in range(int(sys.argv[3]), int(sys.argv[4])):
        writer.save(numbered(number), custody=custody())
"""
EACH = 30


def test_two_writers_and_a_reader(where: str) -> None:
    open_ledger(where).close()
    here = str(Path(__file__).parent)
    # They have ten documents in common.
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITE, here, where, str(first), str(first + EACH)])
        for first in (0, EACH - 10)
    ]
    seen: list[int] = []
    with open_ledger(where, read_only=True) as ledger:
        while any(writer.poll() is None for writer in writers):
            view = ledger.view()
            documents = list(view.documents())
            assert len(documents) == view.counts().documents
            assert [one.document.id for one in view.accounts()] == [
                view.dossier(d.revision).document.id for d in documents
            ]
            seen.append(len(documents))
    assert [writer.wait() for writer in writers] == [0, 0]
    assert seen == sorted(seen)
    with open_ledger(where) as ledger:
        wanted = {document_id(numbered(number).document) for number in range(2 * EACH - 10)}
        assert {doc.id for doc in ledger.view().documents()} == wanted
        assert ledger.view().counts().entries == 2 * EACH
        assert list(ledger.verify()) == []


OPEN = """
import sys
from dateline.ledger import open_ledger
sys.stdin.read()
with open_ledger(sys.argv[1], wait_s=60) as ledger:
    print(ledger.view().counts().entries)
"""


def test_many_may_open_a_ledger_that_is_not_there_yet(where: str) -> None:
    openers = [
        subprocess.Popen(
            [sys.executable, "-c", OPEN, where], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(4)
    ]
    for opener in openers:
        assert opener.stdin is not None
        opener.stdin.close()
        opener.stdin = None
    assert [opener.communicate() for opener in openers] == [(b"0\n", b"")] * 4


def test_threads_share_a_ledger(ledger: Ledger) -> None:
    failed: list[BaseException] = []

    def write(first: int) -> None:
        from sample import custody  # noqa: PLC0415

        try:
            with ledger.writer() as writer:
                for number in range(first, first + 8):
                    writer.save(numbered(number), custody=custody())
                    assert list(ledger.view().documents())
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=write, args=(first,)) for first in (0, 100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert ledger.view().counts().documents == 24
    assert list(ledger.verify()) == []
