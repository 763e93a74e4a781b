"""The tests, and the processes that they start, can import `fake_pipeline`."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
