"""The plain words for codes, statuses and values, as an analyst would say them: one table for the terminal and the pages."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from dateline.model import Party, Weapon, When, Where

if TYPE_CHECKING:
    from datetime import datetime

    from dateline.model import Claim, Figure, Source

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


_CREDIBILITY: Final = {
    1: "confirmed by others", 2: "probably true", 3: "possibly true", 4: "doubtful", 5: "improbable", 6: "cannot be judged",
}  # fmt: skip
# The rules of `dateline.linking` in words, see docs/status.md.
_BASIS: Final = {
    1: "It is confirmed, and from more than one house.",
    2: "It is confirmed by one house, or corroborated by several who claim to know.",
    3: "It is corroborated by reports, or claimed by somebody who knows.",
    4: "It is disputed.",
    5: "It is denied or taken back.",
    6: "Nobody who claims to know is named, so that it cannot be judged.",
}
_GRADE: Final = {
    "A": "reliable", "B": "usually reliable", "C": "fairly reliable", "D": "not usually reliable", "E": "unreliable",
    "F": "cannot be judged",
}  # fmt: skip
_HOW: Final = {
    "own reporting": "its own reporting", "relay": "passed on", "same words": "the same words in each",
    "agency copy": "by way of an agency",
}  # fmt: skip


def say_act(kind: str, mode: str, realis: str = "actual", *, attempt: bool = False) -> str:
    """For example "attempted bombing", "planned: visit"."""
    before = say_realis(realis)
    return f"{f'{before}: ' if before else ''}{'attempted ' if attempt else ''}{say_type(kind, mode)}"


def say_bounds(low: int | None, high: int | None) -> str:
    """For example "at least 4"; a figure without bounds is said to have none."""
    if low is None and high is None:
        return "number not given"
    if low is not None and high is not None:
        return f"{low:,}" if low == high else f"{low:,} to {high:,}"
    return f"at least {low:,}" if low is not None else f"up to {high:,}"


def say_credibility(credibility: int) -> str:
    """For example "probably true"."""
    return _CREDIBILITY.get(credibility, "")


def say_basis(credibility: int) -> str:
    """Which rule leads to this credibility, as a sentence."""
    return _BASIS.get(credibility, "")


def say_grade(grade: str) -> str:
    """For example "usually reliable"."""
    return _GRADE.get(grade, "")


def say_how(how: str) -> str:
    return _HOW.get(how, how)


def say_place(where: Where) -> str:
    """For example "Turku, Southwest Finland, FIN"."""
    inside = where.admin1 if where.admin1 and where.admin1 != where.name else ""
    return ", ".join((where.name, *(part for part in (inside, where.country) if part and part != where.name)))


def say_item(item: When | Where | Party | Weapon) -> tuple[str, str]:
    """A value in words, and what the tables know of it: ("Turku, FIN", "city, to within 8 km")."""
    match item:
        case When():
            return say_when(item), ""
        case Where():
            within = f"to within {item.radius_km:,.0f} km" if item.radius_km else ""
            return say_place(item), ", ".join(part for part in (item.level, within) if part)
        case Party():
            return item.name, ", ".join(part for part in (item.country, say_sector(item.sector)) if part)
        case Weapon():
            return say_weapon(item.kind), ""


def say_moment(moment: datetime) -> str:
    return f"{say_day(moment.date())}, {moment:%H:%M} UTC"


def many(number: int, noun: str) -> str:
    """For example "1 report", "2,000 reports"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
