"""The tests of archives can import `crawl`."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
