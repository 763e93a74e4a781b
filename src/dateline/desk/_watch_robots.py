"""robots.txt: what a site asks programs to leave alone (RFC 9309)."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Final

from dateline.errors import UsageError

if TYPE_CHECKING:
    from protego import Protego

# RFC 9309: at least this much has to be read.
MOST_BYTES: Final = 512_000
# Our name, in every rule that is meant for us, whatever the user calls the program to the server.
TOKEN: Final = "dateline"
_PRODUCT: Final = re.compile(r"[A-Za-z_-]+")
# A site that asks for more between two requests gets one a round: the rest waits.
LONGEST_DELAY_S: Final = 600.0


def need_robots() -> None:
    """Raises UsageError where the library is missing. The standard library's own reader of robots.txt knows neither `*` and
    `$` in paths nor that the longest rule counts, and would fetch what a site refuses."""
    try:
        import_module("protego")
    except ModuleNotFoundError:
        raise UsageError("Watching feeds needs the extra: pip install 'dateline[feeds]'.") from None


class Robots:
    """The rules of one host; `text` None allows all."""

    def __init__(self, text: str | None, user_agent: str) -> None:
        from protego import Protego  # noqa: PLC0415

        self._rules: Protego | None = None if text is None else Protego.parse(text)
        product = _PRODUCT.match(user_agent)
        self._names = tuple(dict.fromkeys((TOKEN, product[0] if product else TOKEN)))

    def allows(self, url: str) -> bool:
        """Whether every name that we go by may fetch it."""
        return self._rules is None or all(self._rules.can_fetch(url, name) for name in self._names)

    def delay_s(self) -> float:
        """Seconds that it asks for between two requests; 0 where it asks for none."""
        if self._rules is None:
            return 0.0
        asked = (self._rules.crawl_delay(name) or 0.0 for name in self._names)
        return min(max(asked), LONGEST_DELAY_S)
