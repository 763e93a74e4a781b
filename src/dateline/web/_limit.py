"""Limiter: how many requests one client may make."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

_MOST: Final = 10_000  # clients that are remembered


class Limiter:
    """A bucket for each client that fills with `rate` requests a second up to `burst`."""

    def __init__(self, rate: float, burst: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._burst = burst
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, client: str) -> float:
        """0 where the request may go on, else the seconds after which the next may."""
        now = self._clock()
        with self._lock:
            left, then = self._left.get(client, (float(self._burst), now))
            left = min(float(self._burst), left + (now - then) * self._rate)
            wait = 0.0 if left >= 1 else (1 - left) / self._rate
            self._left[client] = (left if wait else left - 1, now)
            self._left.move_to_end(client)
            while len(self._left) > _MOST:
                self._left.popitem(last=False)
        return wait
