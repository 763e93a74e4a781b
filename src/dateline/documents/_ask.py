"""Ask and Answer: one request of the network and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dateline import __version__
from dateline.documents._address import Fetched

USER_AGENT = f"dateline/{__version__}"
# What is read as an article.
PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "application/json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One request. `etag` and `modified` are what the server said the last time, "" for nothing: it may then answer 304.

    `media_types` None takes any type. `max_bytes` of the body, None as `Limits` say. `allow_private`: also from private networks.
    """

    url: str
    etag: str = ""
    modified: str = ""
    media_types: tuple[str, ...] | None = PAGE_TYPES
    max_bytes: int | None = None
    user_agent: str = USER_AGENT
    allow_private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the server said. `headers` by their names in small letters; `location` of a redirect, made absolute.

    `fetched.body` is empty but for a 200. `is_private`: the answer came out of a private network.
    """

    status: int
    fetched: Fetched
    headers: Mapping[str, str]
    location: str | None
    is_private: bool
