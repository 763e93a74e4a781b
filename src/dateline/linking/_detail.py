"""read_details: the particulars that a sentence gives of an event and that another report may give otherwise.

Each is read by its form alone (a crossing of two streets, a clock time, “in front of”, “wearing a cap”), so that two reports can
be laid side by side; what is not one of these forms is not compared.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dateline.linking._word import split_words, weigh

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """A particular of the kind `what`: `value` is compared, `topic` is what must be shared for a comparison to be fair.

    `low` and `high` bound a detail that is a quantity (minutes of the day, minutes of a duration, a number of things).
    """

    slot: str
    what: str
    value: str
    topic: frozenset[str] = frozenset()
    low: float | None = None
    high: float | None = None


_ROAD: Final = r"(?:streets?|avenues?|roads?|boulevards?|lanes?|drives?|ave|st|rd|blvd)\.?"
_STREET: Final = r"(?:[A-Z][\w’'-]+|\d{1,3}(?:st|nd|rd|th))(?:\s+[A-Z][\w’'-]+)?"
_CROSSING: Final = re.compile(
    rf"\b(?P<a>{_STREET}?)\s+(?i:{_ROAD})\s+(?:and|&|at)\s+(?P<b>{_STREET}?)\s+(?i:{_ROAD})(?![\w])|"
    rf"\b(?P<c>[A-Z][\w’'-]+)\s+and\s+(?P<d>[A-Z][\w’'-]+)\s+(?i:streets|avenues|roads)\b|"
    rf"(?<![\w/])(?P<e>\d{{1,3}}(?:st|nd|rd|th)?|[A-Z][a-z]+)/(?P<f>[A-Z][a-z]+)(?![\w/])"
)
_ORDINAL: Final[dict[str, str]] = dict(
    zip(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(),
        map(str, range(1, 13)),
        strict=True,
    )
)
# Where something is as seen from a thing; two of different classes exclude each other, nearness excludes none.
_POSITIONS: Final = (
    ("before", r"in front of|outside|at the (?:entrance|gates?|doors?) (?:of|to)"),
    ("inside", r"inside|in the (?:lobby|basement|hall|interior) of"),
    ("amid", r"in the (?:middle|centre|center) of"),
    ("behind", r"at the (?:back|rear) of"),
    ("on top", r"on (?:the roof|top) of"),
)
_POSITION: Final = re.compile(
    r"\b(?:"
    + "|".join(f"(?P<p{n}>{words})" for n, (_, words) in enumerate(_POSITIONS))
    + r")\s+(?:the|a|an|its|his|her)\s+",
    re.IGNORECASE,
)
# Acts that put something or somebody at a spot: only such spots are places of the event.
_PUTS: Final = re.compile(
    r"\b(?:plac|plant|left|leav|put|park|drop|explod|detonat|blew|went off|blast|blow|fir(?:ed|ing)|shot|shoot|attack|struck|"
    r"hit|landed|fell|stabb|kill|crash|ram)\w*",
    re.IGNORECASE,
)
_CLOCK: Final = re.compile(
    r"\b(?P<hour>[01]?\d|2[0-3])(?:[.:](?P<minute>[0-5]\d))?\s*(?P<half>[ap])\.?\s?m\b|\b(?P<noon>noon|midnight)\b",
    re.IGNORECASE,
)
_STAMP: Final = re.compile(r"\b(?:19|20)\d\d,?\s*(?:at\s*)?$|(?:updated|published|posted)[^.]{0,30}$", re.IGNORECASE)
_SPAN: Final = re.compile(
    r"\b(?:in|within|after)\s+(?P<less>(?:less|fewer) than|under|over|more than|about)?\s*"
    r"(?P<number>an?|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3})?\s*(?P<unit>second|minute|hour)(?P<many>s)?\b",
    re.IGNORECASE,
)
_NUMBERS: Final = {
    w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
}
_MINUTES: Final = {"second": 1 / 60, "minute": 1.0, "hour": 60.0}
_THINGS: Final = re.compile(
    r"\b(?P<bound>at least|up to|about|more than|some)?\s*(?P<number>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+"  # noqa: E501
    r"(?:[a-z-]+\s+)?(?P<thing>rockets?|missiles?|mortars?|shells?|bombs?|explosions?|blasts?|drones?|shots|grenades?|devices?|"
    r"gunm[ae]n|attackers?|assailants?|bombers?|suspects?|cars?|trucks?|vans?|helicopters?|warplanes?|jets?|airstrikes?|strikes?)\b",
    re.IGNORECASE,
)
_ATTACKERS: Final = frozenset("gunman attacker assailant bomber suspect".split())
_HEADWEAR: Final = re.compile(
    r"\b(?:cap|hat|hood|hoodie|helmet|scarf|head[- ]?(?:wrap|scarf)|mask|balaclava|beanie|turban|veil)\b", re.IGNORECASE
)
_WEARING: Final = re.compile(r"\b(?:wearing|wore|dressed in|clad in|had on)\b(?P<what>[^.;]{3,90})", re.IGNORECASE)
_ESCAPE: Final = re.compile(
    r"\b(?:fled|escaped|left|drove off|rode off|ran|got away|made off)\b[^.;]{0,40}?"
    r"\b(?P<how>on foot|bi(?:cycle|ke)|motor(?:cycle|bike)|scooter|car|van|truck|taxi|boat)\b",
    re.IGNORECASE,
)
_UNRELATED: Final = re.compile(
    r"\b(?:unrelated|unconnected|nothing to do with|no (?:link|connection|relation)|"
    r"n(?:ot|o longer|’t|'t)\b[^.;]{0,30}?\b(?:relat\w*|connect\w*|link\w*|tied|stem\w*))\b",
    re.IGNORECASE,
)
_RELATED: Final = re.compile(
    r"\b(?:relat(?:ed|es?) to|connected (?:to|with)|linked (?:to|with)|tied to|part of|stemm\w+ from|in connection with)\b",
    re.IGNORECASE,
)
_CAUSES: Final = (
    ("accident", r"accident(?:al(?:ly)?)?|gas leak|technical (?:fault|failure|problem)|mechanical (?:fault|failure)|short circuit|malfunction|pilot error|human error"),  # noqa: E501
    ("intent", r"deliberate(?:ly)?|arson|sabotage|terror(?:ist|ism)? (?:attack|act)|(?:was|as) an attack|an act of terror|foul play|shot down|bombed"),  # noqa: E501
)  # fmt: skip
_CAUSE: Final = re.compile(
    r"\b(?:" + "|".join(f"(?P<{kind}>{words})" for kind, words in _CAUSES) + r")\b", re.IGNORECASE
)
_NOT: Final = re.compile(r"\b(?:not|no|never|ruled out|rules out|without|nor|denied|denies)\b|n[’']t\b", re.IGNORECASE)
_HARMS: Final = r"(?:damag|destroy|shatter|wreck|smash|ruin|gutt|demolish|flatten|blown out|burn)\w*"
_UNHARMED: Final = re.compile(
    rf"(?P<thing>[a-z]+) [\"“]?(?:was|were|is|are|had|has|have)(?:n[’']t| not)(?: been)?(?: \w+){{0,2}} (?P<harm>{_HARMS})",
    re.IGNORECASE,
)
_HARMED: Final = re.compile(
    rf"\b{_HARMS}(?P<things>(?:\s+[a-z]+){{1,6}})|(?P<thing>[a-z]+) (?:was|were) (?:\w+ )?{_HARMS}", re.IGNORECASE
)
# Everyday short forms beside the long ones.
_SHORT: Final = {
    "fridge": "refrigerator", "phone": "telephone", "plane": "aircraft", "airplane": "aircraft", "jet": "aircraft",
    "bike": "bicycle", "motorbike": "motorcycle", "auto": "car", "shop": "store", "copter": "helicopter",
    "chopper": "helicopter", "lorry": "truck", "fence": "fence", "gym": "gymnasium", "lab": "laboratory",
}  # fmt: skip


def read_details(text: str) -> tuple[Detail, ...]:
    """The details of one sentence, in no order that means anything."""
    return tuple(
        detail
        for read in (_crossings, _positions, _clock, _spans, _things, _looks, _relation, _causes, _harm)
        for detail in read(text)
    )


def topic(text: str, *, least: float = 3.0) -> frozenset[str]:
    """The telling words of a sentence, those in fewer than one text of twenty unless told; long forms for short ones."""
    return frozenset(long_form(word) for word in split_words(text) if weigh(word) >= least and not word.isdigit())


def long_form(word: str) -> str:
    word = word.lower()
    return _SHORT.get(word) or _SHORT.get(word.removesuffix("s")) or word


def _crossings(text: str) -> Iterator[Detail]:
    for match in _CROSSING.finditer(text):
        names = [name for name in match.groups() if name]
        if len(names) == 2:
            streets = frozenset(_street(name) for name in names)
            if len(streets) == 2:
                yield Detail(slot="where", what="crossing", value=" and ".join(sorted(streets)), topic=streets)


def _street(name: str) -> str:
    last = str(name.lower().split()[-1])
    return _ORDINAL.get(last) or re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", last)


def _positions(text: str) -> Iterator[Detail]:
    if not _PUTS.search(text):
        return
    for match in _POSITION.finditer(text):
        at = next(name for n, (name, _) in enumerate(_POSITIONS) if match[f"p{n}"])
        yield Detail(slot="where", what="spot", value=at, topic=topic(text))


def _clock(text: str) -> Iterator[Detail]:
    for match in _CLOCK.finditer(text):
        if _STAMP.search(text[: match.start()]):
            continue  # when the article was published
        if match["noon"]:
            minutes = 720 if match["noon"].lower() == "noon" else 0
        else:
            minutes = int(match["hour"]) % 12 * 60 + int(match["minute"] or 0) + 720 * (match["half"].lower() == "p")
        yield Detail(
            slot="when", what="hour", value=match.group(), low=minutes - 30, high=minutes + 30, topic=topic(text)
        )


def _spans(text: str) -> Iterator[Detail]:
    for match in _SPAN.finditer(text):
        worth = _MINUTES[match["unit"].lower()]
        words = (match["number"] or "").lower()
        low, high = 2 * worth, 59 * worth  # “within minutes”: two at the least
        if words:
            number = int(words) if words.isdigit() else 1 if words in ("a", "an") else _NUMBERS[words]
            less, more = (match["less"] or "").lower() in ("less than", "fewer than", "under"), bool(match["less"])
            low, high = (0.0, number * worth) if less else (number * worth, (1e6 if more else number * worth * 1.5))
        elif not match["many"]:
            continue
        yield Detail(slot="when", what="length of time", value=match.group(), low=low, high=high, topic=topic(text))


def _things(text: str) -> Iterator[Detail]:
    for match in _THINGS.finditer(text):
        words = match["number"].lower()
        if words in ("a", "an"):
            continue
        number = int(words) if words.isdigit() else _NUMBERS[words]
        bound = (match["bound"] or "").lower()
        thing = re.sub(r"men$", "man", match["thing"].lower())
        thing = thing.removesuffix("s")
        low = 0 if bound == "up to" else number
        high = 1e6 if bound in ("at least", "more than", "some") else number
        slot = "actor" if thing in _ATTACKERS else "weapon"
        yield Detail(slot=slot, what=f"number of {thing}s", value=match.group().strip(), low=low, high=high)


def _looks(text: str) -> Iterator[Detail]:
    for match in _WEARING.finditer(text):
        worn = frozenset(word.lower() for word in _HEADWEAR.findall(match["what"]))
        if worn:
            yield Detail(slot="actor", what="headwear", value=" or ".join(sorted(worn)), topic=worn)
    for match in _ESCAPE.finditer(text):
        yield Detail(slot="actor", what="way of escape", value=long_form(match["how"].lower()))


def _relation(text: str) -> Iterator[Detail]:
    for pattern, value in ((_UNRELATED, "not related"), (_RELATED, "related")):
        match = pattern.search(text)
        if match:
            yield Detail(
                slot="cause", what="relation", value=value, topic=topic(text[match.end() : match.end() + 60], least=1.5)
            )
            return


def _causes(text: str) -> Iterator[Detail]:
    for match in _CAUSE.finditer(text):
        if not _NOT.search(text[max(0, match.start() - 30) : match.start()]):
            yield Detail(slot="cause", what="cause", value=match.lastgroup or "")


def _harm(text: str) -> Iterator[Detail]:
    spared = list(_UNHARMED.finditer(text))
    for match in spared:
        yield Detail(slot="", what="damage", value="spared", topic=frozenset((long_form(match["thing"]),)))
    for match in _HARMED.finditer(text):
        if not any(s.start() <= match.start() < s.end() for s in spared):
            words = (match["things"] or match["thing"] or "").split()
            things = frozenset(long_form(word) for word in words if weigh(word.lower()) >= 3.0)
            if things:
                yield Detail(slot="", what="damage", value="damaged", topic=things)
