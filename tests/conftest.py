"""Settings that all tests share."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import settings

# A busy machine is slow, not wrong: no test fails for the time that an example took.
settings.register_profile("dateline", deadline=None)
settings.load_profile("dateline")

# No test, and no process that one starts, writes into the ledger of whoever runs it.
_folder = tempfile.mkdtemp(prefix="dateline-test-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["DATELINE_LEDGER"] = str(Path(_folder) / "ledger.sqlite")
