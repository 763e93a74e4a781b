"""What no present text tells any more goes into formats that can call off, and into no other."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

from reports import coded, first, report

from dateline.desk import export, ingest
from dateline.exports import get_format
from dateline.ledger import Ledger

MADE = datetime(2024, 5, 9, tzinfo=UTC)


def write(ledger: Ledger, name: str) -> bytes:
    out = io.BytesIO()
    export(ledger, get_format(name), out, note=lambda loss: None, made=MADE, program="dateline 0", who="ann", log=False)
    return out.getvalue()


def test_a_withdrawn_report_is_cancelled(ledger: Ledger) -> None:
    ingest(ledger, coded(first()))
    assert b"STATUS:CANCELLED" not in write(ledger, "icalendar")
    ingest(ledger, coded(report("The Karsum Herald has withdrawn this report.", url="https://herald.example/karsum")))
    assert b"STATUS:CANCELLED" in write(ledger, "icalendar")
    with zipfile.ZipFile(io.BytesIO(write(ledger, "cap"))) as packed:
        assert any(b"<msgType>Cancel</msgType>" in packed.read(name) for name in packed.namelist())
    assert write(ledger, "csv-events").count(b"\n") == 1  # the header
