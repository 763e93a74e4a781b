"""describe: what two profiles say of one field, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from dateline.linking._profile import Profile

_NOTHING: Final = "not told"
_MOST_SHOWN: Final = 5


def describe(field: str, left: Profile, right: Profile) -> tuple[str, str]:
    """Both sides' words for a field of the scorer; of many words, first those that both have."""
    if field in _SETS:
        pick = _SETS[field]
        ours, theirs = dict.fromkeys(pick(left)), dict.fromkeys(pick(right))
        return _show(ours, theirs), _show(theirs, ours)
    say = _PLAIN.get(field, _say_event)
    return say(left), say(right)


def _show(words: Iterable[str], others: Iterable[str]) -> str:
    """The first few that both have, then own ones; a profile has its words in the order of how much they tell."""
    both = set(others)
    shared: list[str] = []
    own: list[str] = []
    for word in words:
        (shared if word in both else own).append(word)
    return ", ".join((shared + own)[:_MOST_SHOWN]) or _NOTHING


def _say_event(profile: Profile) -> str:
    mode = f"/{profile.mode}" if profile.mode else ""
    return f"{profile.type}{mode}" + (f" ({profile.realis})" if profile.realis != "actual" else "")


def _say_time(profile: Profile) -> str:
    if profile.earliest is None or profile.latest is None:
        return f"not told, published {profile.published}" if profile.published else _NOTHING
    if profile.earliest == profile.latest:
        return profile.earliest.isoformat()
    return f"{profile.earliest} to {profile.latest}"


def _say_toll(profile: Profile) -> str:
    parts: list[str] = []
    for toll in profile.tolls:
        if toll.low == toll.high:
            number = str(toll.low)
        elif toll.high is None:
            number = f"at least {toll.low}"
        elif toll.low is None:
            number = f"at most {toll.high}"
        else:
            number = f"{toll.low} to {toll.high}"
        parts.append(f"{number} {toll.kind}")
    return ", ".join(parts) or _NOTHING


def _say_ground(profile: Profile) -> str:
    return {"main": "the news", "related": "related news", "background": "background"}[profile.ground]


_PLAIN: Final[Mapping[str, Callable[[Profile], str]]] = {
    "type": _say_event,
    "time": _say_time,
    "toll": _say_toll,
    "weapon": lambda profile: profile.weapon or _NOTHING,
    "focus": _say_ground,
}
_SETS: Final[Mapping[str, Callable[[Profile], Iterable[str]]]] = {
    "place": lambda profile: (place.name for place in profile.places),
    "people": lambda profile: (*profile.people, *(f"aged {age}" for age in profile.ages)),
    "names": lambda profile: (*profile.names, *profile.numbers),
    "parties": lambda profile: (party.name for party in profile.parties),
    "words": lambda profile: (*profile.words, *profile.context),
    "together": lambda profile: profile.context,
}
