"""Rules: what a person wants to hear of and where, checked where it is given; as YAML for a file of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, cast, get_args
from urllib.parse import urlsplit

import yaml

from dateline.alerts._change import KINDS, Kind
from dateline.alerts._severity import LEVELS, Level
from dateline.errors import RegistryError, UsageError
from dateline.ledger import Filter, Near
from dateline.model import StatusName

Channel = Literal["stdout", "file", "webhook", "atom"]
CHANNELS: Final[tuple[Channel, ...]] = get_args(Channel)
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_FILTER: Final = ("text", "since", "until", "near", "country", "type", "party", "status", "source")
_MOST_BYTES: Final = 1_000_000  # of a file of rules; one rule has some hundred


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. `filter` are pairs of an option of `dateline ledger list` and its value; `on` the changes that it asks for.

    `target` is the path or address of the channel, "" for standard output. `secret` says where a webhook's secret stands:
    env:NAME or file:PATH; the secret itself is never part of a rule.
    """

    name: str
    filter: tuple[tuple[str, str], ...] = ()
    on: tuple[Kind, ...] = KINDS
    least: Level = "low"
    channel: Channel = "stdout"
    target: str = ""
    secret: str = ""

    def __post_init__(self) -> None:
        """Raises UsageError, by the name of the rule, where a part of it is not one."""
        if not _NAME.fullmatch(self.name):
            raise UsageError(
                f"{self.name!r} is no name for a rule: letters, digits, dot, dash and underscore, 64 at most."
            )
        for kind in self.on:
            if kind not in KINDS:
                raise UsageError(f"{self.name}: {kind!r} is no change; there are {', '.join(KINDS)}.")
        if not self.on:
            raise UsageError(f"{self.name}: it asks for no change; there are {', '.join(KINDS)}.")
        if self.least not in LEVELS:
            raise UsageError(f"{self.name}: {self.least!r} is no level; there are {', '.join(LEVELS)}.")
        make_filter(self)
        _check_channel(self)


def parse_target(given: str) -> tuple[Channel, str]:
    """`stdout`, `file:PATH`, `atom:PATH`, or the address of a webhook. Raises UsageError."""
    if given == "stdout":
        return "stdout", ""
    if given.startswith(("http://", "https://")):
        return "webhook", given
    channel, sign, target = given.partition(":")
    if sign and target and channel in ("file", "atom"):
        return cast(Channel, channel), target
    raise UsageError(f"{given!r} is no way to send alerts: give stdout, file:PATH, atom:PATH, or an http(s) address.")


def make_filter(rule: Rule) -> Filter:
    """The filter of a rule, as the commands have it. Raises UsageError."""
    given = dict(rule.filter)
    for name in given:
        if name not in _FILTER:
            raise UsageError(f"{rule.name}: {name!r} is no filter; there are {', '.join(_FILTER)}.")
    status = given.get("status", "")
    if status and status not in get_args(StatusName):
        raise UsageError(f"{rule.name}: {status!r} is no status; there are {', '.join(get_args(StatusName))}.")
    return Filter(
        text=given.get("text", ""),
        since=_day(rule, given.get("since", "")),
        until=_day(rule, given.get("until", "")),
        near=_near(rule, given.get("near", "")),
        country=given.get("country", "").upper(),
        type=given.get("type", "").upper(),
        party=given.get("party", ""),
        status=status,
        source=given.get("source", ""),
    )


def parse_rules(text: str, *, source: str) -> tuple[Rule, ...]:
    """The rules of a YAML file: `rules:` and a list of them. Raises RegistryError that names the rule."""
    if len(text) > _MOST_BYTES:
        raise RegistryError(f"{source}: it is too long for a file of rules.")
    try:
        value = cast(object, yaml.safe_load(text))
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        where = " ".join(str(error).split())[:200]
        raise RegistryError(f"{source}: it is not YAML ({where}).") from None
    listed = cast(dict[object, object], value).get("rules") if isinstance(value, dict) else None
    if not isinstance(listed, list):
        raise RegistryError(f"{source}: it has no list `rules`.")
    rules: list[Rule] = []
    for number, one in enumerate(cast(list[object], listed), start=1):
        try:
            rules.append(_parse_rule(one))
        except (UsageError, ValueError) as error:
            raise RegistryError(f"{source}: rule {number}: {error}") from None
    names = [rule.name for rule in rules]
    for name in names:
        if names.count(name) > 1:
            raise RegistryError(f"{source}: two rules are named {name}.")
    return tuple(rules)


def dump_rules(rules: tuple[Rule, ...]) -> str:
    """The same as YAML, to be read by `parse_rules`."""
    listed: list[dict[str, object]] = []
    for rule in rules:
        entry: dict[str, object] = {"name": rule.name, "on": list(rule.on)}
        if rule.filter:
            entry["filter"] = dict(rule.filter)
        if rule.least != "low":
            entry["least"] = rule.least
        entry["to"] = rule.target if rule.channel == "webhook" else f"{rule.channel}:{rule.target}".rstrip(":")
        if rule.secret:
            entry["secret"] = rule.secret
        listed.append(entry)
    return yaml.safe_dump({"rules": listed}, sort_keys=False, allow_unicode=True)


def _parse_rule(value: object) -> Rule:
    if not isinstance(value, dict):
        raise UsageError("it is no mapping with a name.")
    # YAML takes a bare `on` for true; here it is the word.
    given = {"on" if key is True else key: part for key, part in cast(dict[Any, object], value).items()}
    known = {"name", "filter", "on", "least", "to", "secret"}
    for key in given:
        if key not in known:
            raise UsageError(f"{key!r} is no part of a rule; there are {', '.join(sorted(known))}.")
    channel, target = parse_target(_word(given, "to", "stdout"))
    chosen: object = given.get("filter") or {}
    if not isinstance(chosen, dict):
        raise UsageError("`filter` is no mapping.")
    on = given.get("on", list(KINDS))
    if not isinstance(on, list):
        raise UsageError("`on` is no list of changes.")
    return Rule(
        name=_word(given, "name", ""),
        filter=tuple((str(k), _plain(v)) for k, v in cast(Mapping[object, object], chosen).items()),
        on=cast(tuple[Kind, ...], tuple(map(str, cast(list[object], on)))),
        least=cast(Level, _word(given, "least", "low")),
        channel=channel,
        target=target,
        secret=_word(given, "secret", ""),
    )


def _word(given: Mapping[Any, object], name: str, default: str) -> str:
    value = given.get(name, default)
    if not isinstance(value, str):
        raise UsageError(f"`{name}` is no text.")
    return value


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _check_channel(rule: Rule) -> None:
    if rule.channel not in CHANNELS:
        raise UsageError(f"{rule.name}: {rule.channel!r} is no channel; there are {', '.join(CHANNELS)}.")
    if rule.channel != "stdout" and not rule.target:
        raise UsageError(f"{rule.name}: it does not say where to.")
    if rule.channel != "webhook":
        if rule.secret:
            raise UsageError(f"{rule.name}: only a webhook has a secret.")
        return
    try:
        parts = urlsplit(rule.target)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
        parts = urlsplit("")
    if not usable or any(char.isspace() or ord(char) < 32 for char in rule.target):
        raise UsageError(f"{rule.name}: its address is none of the web.")
    if parts.username is not None or parts.password is not None:
        raise UsageError(f"{rule.name}: a name and password in the address would be shown; give a secret instead.")
    if rule.secret and not re.fullmatch(r"(env:[A-Za-z_][A-Za-z0-9_]*|file:.+)", rule.secret):
        raise UsageError(f"{rule.name}: the secret is given as env:NAME or file:PATH, never as itself.")


def _day(rule: Rule, given: str) -> date | None:
    if not given:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise UsageError(f"{rule.name}: {given!r} is no day; give one such as 2024-05-01.") from None


def _near(rule: Rule, given: str) -> Near | None:
    if not given:
        return None
    try:
        lat, lon, km = (float(part) for part in given.split(","))
    except ValueError:
        raise UsageError(f"{rule.name}: {given!r} is not of the form LAT,LON,KM, such as 60.45,22.27,30.") from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180 and 0 < km <= 20_100):
        raise UsageError(f"{rule.name}: the latitude is from -90 to 90, the longitude from -180 to 180, KM above 0.")
    return Near(lat=lat, lon=lon, km=km)
