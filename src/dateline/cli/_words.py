"""The plain words for the codes of a dossier, as an analyst would say them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dateline.model import Claim, Figure, Source, When

_TYPE: Final = {
    "AGREE": "agreement", "CONSULT": "talks", "SUPPORT": "support", "CONCEDE": "concession", "COOPERATE": "cooperation",
    "AID": "aid", "RETREAT": "withdrawal or release", "REQUEST": "appeal or demand", "ACCUSE": "accusation",
    "REJECT": "refusal", "THREATEN": "threat", "PROTEST": "protest", "SANCTION": "sanction",
    "MOBILIZE": "movement of forces", "COERCE": "coercion", "ASSAULT": "attack", "INCIDENT": "incident",
}  # fmt: skip
_MODE: Final = {
    "CONSULT/visit": "visit", "CONSULT/third-party": "talks through a third side",
    "CONSULT/multilateral": "talks of three or more sides", "CONSULT/phone": "telephone call",
    "RETREAT/withdraw": "withdrawal", "RETREAT/release": "release", "RETREAT/disarm": "disarming",
    "RETREAT/ceasefire": "ceasefire", "RETREAT/access": "access granted", "RETREAT/resign": "resignation",
    "REQUEST/assist": "appeal for help", "REQUEST/change": "demand for change", "REQUEST/yield": "demand to yield",
    "REQUEST/meet": "call for talks",
    "ACCUSE/disapprove": "condemnation", "ACCUSE/investigate": "inquiry", "ACCUSE/allege": "accusation of a wrong",
    "REJECT/assist": "refusal of help", "REJECT/change": "refusal to change", "REJECT/yield": "refusal to yield",
    "REJECT/meet": "refusal of talks",
    "THREATEN/restrict": "threat of restrictions", "THREATEN/arrest": "threat of arrest",
    "THREATEN/relations": "threat to end relations", "THREATEN/expel": "threat of expulsion",
    "THREATEN/territory": "threat to take territory", "THREATEN/violence": "threat of force",
    "PROTEST/demo": "demonstration", "PROTEST/riot": "riot", "PROTEST/strike": "labour strike",
    "PROTEST/hunger": "hunger strike", "PROTEST/boycott": "boycott", "PROTEST/obstruct": "blockade in protest",
    "PROTEST/vandalize": "damage in protest",
    "SANCTION/convict": "conviction or sentence", "SANCTION/expel": "expulsion or dismissal",
    "SANCTION/withdraw": "recall of envoys or staff", "SANCTION/discontinue": "aid, ties or talks ended",
    "MOBILIZE/troops": "movement of troops", "MOBILIZE/weapons": "movement of weapons, ships or aircraft",
    "MOBILIZE/police": "movement of police", "MOBILIZE/militia": "movement of an armed group",
    "COERCE/seize": "seizure", "COERCE/restrict": "restriction", "COERCE/censor": "censorship",
    "COERCE/curfew": "curfew", "COERCE/martial-law": "state of emergency", "COERCE/arrest": "arrest",
    "COERCE/deport": "deportation or eviction", "COERCE/withhold": "supplies withheld",
    "COERCE/misinformation": "false information", "COERCE/cyber": "break-in to computers",
    "ASSAULT/abduct": "abduction", "ASSAULT/beat": "beating", "ASSAULT/torture": "torture",
    "ASSAULT/sexual": "sexual violence", "ASSAULT/targeted": "targeted killing or attempt on a life",
    "ASSAULT/destroy": "destruction or looting", "ASSAULT/primitive": "attack with blades, clubs, stones or fire",
    "ASSAULT/firearms": "shooting", "ASSAULT/explosives": "bombing", "ASSAULT/suicide-attack": "suicide attack",
    "ASSAULT/aerial": "air strike", "ASSAULT/drone": "drone attack",
    "ASSAULT/heavy-weapons": "attack with heavy weapons",
    "ASSAULT/crowd-control": "force against a crowd",
    "ASSAULT/unconventional": "chemical, biological or nuclear attack",
}  # fmt: skip
_REALIS: Final = {
    "actual": "", "future": "planned", "hypothetical": "possible, not said to have happened",
    "negated": "said not to have happened",
}  # fmt: skip
_SECTOR: Final = {
    "GOV": "government", "MIL": "military", "COP": "police", "LEG": "parliament", "JUD": "courts",
    "SPY": "intelligence service", "PTY": "party", "OPP": "opposition", "REB": "armed group",
    "UAF": "unidentified armed people", "CVL": "civilians", "JRN": "media", "MED": "health", "EDU": "education",
    "BUS": "business", "LAB": "labour", "REF": "refugees", "REL": "religious", "IGO": "international body",
    "NGO": "private organisation", "UNK": "",
}  # fmt: skip
_SOURCE: Final = {
    "party-to-event": "party to the event", "armed-group": "armed group", "activist-ngo": "activist or monitor",
    "igo": "international body", "social-post": "social post", "unnamed": "", "other": "",
}  # fmt: skip
_WEAPON: Final = {
    "explosive": "bomb, mine or grenade", "car-bomb": "car bomb", "suicide-bomb": "suicide bomb",
    "rocket-missile": "rocket or missile", "vehicle": "vehicle driven at people", "blunt": "club, stone or fist",
    "chemical": "gas or poison", "other": "other",
}  # fmt: skip
_STANCE: Final = {
    "asserts": "says", "confirms": "confirms", "denies": "denies", "doubts": "doubts",
    "unknown": "says it is not known",
}  # fmt: skip
_ABOUT: Final = {
    "event": "that it happened", "actor": "who did it", "target": "to whom", "weapon": "with what", "when": "when",
    "where": "where", "casualties": "the toll", "cause": "the cause",
}  # fmt: skip
_RELATION: Final = {
    "response-to": "in response to", "part-of": "part of", "follows": "follows", "same-series": "in one series with",
}  # fmt: skip
_LANGUAGE: Final = {
    "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fa": "Persian", "fr": "French", "it": "Italian",
    "pt": "Portuguese", "ru": "Russian", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip
_MONTH: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DAY: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# The bands that a confidence is read in: of events at 0.8 and above, eight in ten or more are coded right.
_CONFIDENCE: Final = ((0.8, "high confidence"), (0.5, "moderate confidence"), (0.3, "low confidence"))


def say_type(kind: str, mode: str) -> str:
    """The act in words; the codes themselves for an act that the tables do not have."""
    return _MODE.get(f"{kind}/{mode}") or _TYPE.get(kind) or kind.lower()


def say_realis(realis: str) -> str:
    """ "" for what is said to have happened."""
    return _REALIS.get(realis, realis)


def say_confidence(value: float) -> str:
    """For example "high confidence 0.83"; it is the trust in the coding, not in the story."""
    words = next((words for least, words in _CONFIDENCE if value >= least), "very low confidence")
    # Rounded down, so that the words and the number never contradict each other.
    return f"{words} {int(value * 100 + 1e-9) / 100:.2f}"


def say_sector(code: str) -> str:
    return _SECTOR.get(code, code)


def say_weapon(kind: str) -> str:
    return _WEAPON.get(kind, kind)


def say_relation(kind: str) -> str:
    return _RELATION.get(kind, kind)


def say_language(code: str) -> str:
    return _LANGUAGE.get(code, code)


def say_kind(kind: str) -> str:
    """A kind of teller, "" where it says nothing."""
    return _SOURCE.get(kind, kind)


def say_source(source: Source) -> str:
    kind = _SOURCE.get(source.kind, source.kind)
    return f"{source.name} ({kind})" if kind else source.name


def say_chain(sources: tuple[Source, ...]) -> str:
    """For example "reports, via Sputnik (social post)"; the article itself where nobody else is named."""
    return ", via ".join(map(say_source, sources)) or "the article itself"


def say_stance(claim: Claim) -> str:
    """For example "says, reportedly"."""
    return _STANCE.get(claim.stance, claim.stance) + (", reportedly" if claim.hedge == "hedged" else "")


def say_about(fields: tuple[str, ...]) -> str:
    return ", ".join(_ABOUT.get(field, field) for field in fields)


def say_figure(figure: Figure) -> str:
    """For example "at least 4"; "" where the text sets no bound at all."""
    low, high = figure.low, figure.high
    if low is not None and high is not None:
        return f"{low:,}" if low == high else f"{low:,} to {high:,}"
    if low is not None:
        return f"at least {low:,}"
    return f"up to {high:,}" if high is not None else ""


def say_day(day: date, *, weekday: bool = False) -> str:
    name = f"{_DAY[day.weekday()]} " if weekday else ""
    return f"{name}{day.day} {_MONTH[day.month - 1]} {day.year}"


def say_when(when: When) -> str:
    """A time for a heading: "Friday 3 January 2020", "January 2020", "2019", "about 2019", "1 to 3 January 2020"."""
    first, last = when.earliest, when.latest
    about = "about " if any(mark in when.edtf for mark in "~?%") else ""
    whole = _say_whole(first, last)
    if whole:
        return about + whole
    if when.edtf.endswith("/..") or last == date.max:
        return f"{about}since {say_day(first)}"
    if when.edtf.startswith("../") or first == date.min:
        return f"{about}until {say_day(last)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{about}{first.day} to {say_day(last)}"
    return f"{about}{say_day(first)} to {say_day(last)}"


def _say_whole(first: date, last: date) -> str:
    """The days as one whole day, month, year or decade; "" where they are none of these."""
    if first == last:
        return say_day(first, weekday=True)
    if first.day != 1 or (last + timedelta(days=1) if last < date.max else last).day != 1:
        return ""
    if (first.year, first.month) == (last.year, last.month):
        return f"{_MONTH[first.month - 1]} {first.year}"
    if (first.month, last.month) != (1, 12):
        return ""
    if first.year == last.year:
        return str(first.year)
    return f"the {first.year}s" if first.year % 10 == 0 and last.year - first.year == 9 else ""
