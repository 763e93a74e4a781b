"""What a coder may have left out: words that an earlier reader takes for an event's, and that no coding names.

Of such words in the texts that it was itself trained on, read by hand, most name an event that the coder passed over, or one
that is coded by another word beside it. Taught as "no event" they teach the reader to pass over others. So they are taught
neither way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dateline.training._example import IGNORE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.reading import Reader
    from dateline.training._example import Example

LEAST: Final = 0.7  # probability of the earlier reader, from which a word is left open


def leave_open(examples: Iterable[Example], reader: Reader, *, least: float = LEAST) -> int:
    """Marks the doubtful words in the examples' tags of triggers; how many tokens that are."""
    count = 0
    for example in {id(e): e for e in examples}.values():
        tags = example.trigger_tags
        if tags is None or not len(tags):
            continue
        doubtful = (reader.weigh_triggers(example.tokens) >= least) & (tags == 0)
        tags[doubtful] = IGNORE
        count += int(doubtful.sum())
    return count
