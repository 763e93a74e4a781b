"""What coding asks of grounding: the pipeline hands in something that answers these questions for spans of one document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from dateline.model import Figure, Party, Realis, Weapon, When, Where


class Grounding(Protocol):
    """All spans are code points into the one document; None means that the words do not say it."""

    def party(self, start: int, end: int) -> Party: ...

    def is_person(self, start: int, end: int) -> bool:
        """Whether the words name one person."""
        ...

    def place(self, start: int, end: int) -> Where | None: ...

    def time(self, start: int, end: int, *, reference: When | None, realis: Realis) -> When | None: ...

    def relative(self, start: int, end: int) -> bool:
        """Whether the words count from another event ("a day after …")."""
        ...

    def figure(self, start: int, end: int, *, kind: str) -> Figure | None: ...

    def adds_to_named(self, start: int, end: int) -> bool:
        """Whether the figure counts others beside named ones ("six others")."""
        ...

    def combine(self, named: tuple[str, ...], others: Figure, *, sentence: tuple[int, int]) -> Figure:
        """The total of named victims and of others; `sentence` is the one that the figure stands in."""
        ...

    def weapon(self, start: int, end: int) -> Weapon | None: ...

    def facility_end(self, start: int, end: int) -> int | None:
        """Where the name of a building ends that the words are, or are the state in front of; None if neither."""
        ...

    def is_weapon(self, start: int, end: int) -> bool:
        """Whether the words end in the name of a weapon: "a US drone" is what somebody used."""
        ...

    def source_kind(self, start: int, end: int, *, party: Party, is_party: bool) -> str:
        """`is_party` says that the source is an actor or target of the event itself."""
        ...

    def today(self) -> When | None:
        """The publication day, if it is known."""
        ...
