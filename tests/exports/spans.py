"""Readings of any text, with stretches anywhere in it, for property tests."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from hypothesis import strategies as st

from dateline.exports._reading import Reading
from dateline.model import Claim, Codes, Document, Event, EventMention, Evidence, Party, Source, TriggerWords

CODES = Codes(plover="ASSAULT", cameo="190", acled_event_type=None, acled_sub_event_type=None, quad=4, goldstein=-9.0)
# Letters of one to four bytes, the ends of lines, and white space at the ends of stretches.
LETTERS = "ab é€😀\n\t.“"


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    text = draw(st.text(alphabet=LETTERS, min_size=3, max_size=60).filter(lambda t: any(not c.isspace() for c in t)))
    words = [n for n, c in enumerate(text) if not c.isspace()]

    def stretch() -> Evidence:
        """Holds a letter, as every evidence does; it may begin and end in white space or run over lines."""
        at = draw(st.sampled_from(words))
        start = draw(st.integers(0, at))
        return Evidence.of(text, start, draw(st.integers(at + 1, len(text))))

    document = Document(id="d", sha256=sha256(text.encode()).hexdigest(), text=text)
    events = tuple(_event(stretch, draw(st.integers(1, 3)), number) for number in range(draw(st.integers(1, 3))))
    return Reading(
        revision="0123456789abcdef",
        document=document,
        reader="dateline 1, reader none",
        events=tuple((f"{number:016x}", event) for number, event in enumerate(events)),
    )


def _event(stretch, mentions: int, number: int) -> Event:
    party = Party(name="x\ty", actor_id=None, country="", sector="UAF", evidence=stretch(), confidence=0.5)
    teller = Source(name="police", kind="police", actor_id=None, evidence=stretch())
    return Event(
        id=f"e{number}",
        type="ASSAULT",
        mode="",
        realis="actual",
        ground="main",
        summary="Something\nhappened",
        confidence=0.5,
        attempt=number == 1,
        mentions=tuple(_mention(stretch()) for _ in range(mentions)),
        when=None,
        where=(),
        actors=(party, replace(party, evidence=stretch())),
        targets=(),
        weapon=None,
        casualties=None,
        claims=(
            Claim(about=("event",), sources=(teller, teller), stance="asserts", hedge="none", evidence=stretch()),
            Claim(about=("event",), sources=(), stance="denies", hedge="hedged", evidence=stretch()),
        ),
        relations=(),
        codes=CODES,
    )


def _mention(words: Evidence) -> EventMention:
    trigger = TriggerWords(start=words.start, end=words.end, text=words.quote)
    return EventMention(start=words.start, end=words.end, quote=words.quote, trigger=trigger)
