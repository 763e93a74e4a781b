"""What a format is: a name, and a function that writes events into a stream and notes what it could not carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from dateline.ledger import View
    from dateline.views import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Something that a format could not carry. `event` is the id of the linked event, "" for the export as a whole.

    `field` names what it is of ("fatalities", "claims", "place"); `why` says in plain words what became of it.
    """

    event: str
    field: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What an export is made from. `made` is UTC and handed in; `base_url` is where the workbench is, "" for nowhere."""

    view: View
    made: datetime
    program: str
    base_url: str = ""


class Writes(Protocol):
    def __call__(self, events: Iterable[Told], out: BinaryIO, context: Context, note: Callable[[Loss], None]) -> int:
        """Writes one record after the other, so that memory stays flat; how many it wrote.

        The same ledger and the same `made` give the same bytes. Each thing that the format cannot carry is noted once.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format as the user names it. `suffix` begins with a dot; `extra` is the extra of pip that it needs, "" for none.

    `whole`: it takes the ledger as it is and no choice of events. `withdrawn`: it can call off what it told before, so it
    takes events that no present text tells any more, too.
    """

    name: str
    title: str
    suffix: str
    media_type: str
    write: Writes
    extra: str = ""
    whole: bool = False
    withdrawn: bool = False
