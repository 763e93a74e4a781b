"""Rules: checked where they are given, and the same through a file of YAML."""

from __future__ import annotations

import contextlib
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.alerts import CHANNELS, KINDS, LEVELS, Rule, dump_rules, make_filter, parse_rules, parse_target
from dateline.errors import RegistryError, UsageError
from dateline.ledger import Near
from dateline.model import StatusName

NAMES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,10}", fullmatch=True)
FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "text": st.text("abc é:#'\"-", min_size=1).map(str.strip).filter(bool),
        "since": st.dates().map(str),
        "near": st.just("60.45,22.27,30"),
        "country": st.sampled_from(["FIN", "no", "NOR"]),
        "status": st.sampled_from(get_args(StatusName)),
    },
)
TARGETS = st.one_of(
    st.just(("stdout", "")),
    st.tuples(st.sampled_from(["file", "atom"]), st.sampled_from(["/tmp/a b.jsonl", "C:\\x", "é: #1"])),
    st.just(("webhook", "https://desk.example/hook?a=b")),
)


@given(
    st.lists(
        st.builds(
            lambda name, chosen, on, least, way: Rule(
                name=name, filter=tuple(chosen.items()), on=tuple(on), least=least, channel=way[0], target=way[1]
            ),
            NAMES,
            FILTERS,
            st.lists(st.sampled_from(KINDS), min_size=1, unique=True),
            st.sampled_from(LEVELS),
            TARGETS,
        ),
        unique_by=lambda rule: rule.name,
    )
)
def test_rules_are_the_same_through_a_file(rules):
    assert parse_rules(dump_rules(tuple(rules)), source="rules.yaml") == tuple(rules)


def test_a_file_as_a_person_writes_it():
    (rule,) = parse_rules(
        """
rules:
  - name: finland
    filter:
      country: fin
      since: 2024-05-01
      near: 60.45,22.27,30
    on: [new, toll-raised]
    to: https://desk.example.org/hook
    secret: env:HOOK
""",
        source="rules.yaml",
    )
    assert (rule.on, rule.channel, rule.secret, rule.least) == (("new", "toll-raised"), "webhook", "env:HOOK", "low")
    chosen = make_filter(rule)
    assert (chosen.country, str(chosen.since), chosen.near) == ("FIN", "2024-05-01", Near(lat=60.45, lon=22.27, km=30))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("rules: [{name: a, on: [gone]}]", "rule 1: a: 'gone' is no change"),
        ("rules: [{name: a, filter: {colour: red}}]", "'colour' is no filter"),
        ("rules: [{name: a, filter: {since: soon}}]", "'soon' is no day"),
        ("rules: [{name: a, filter: {near: '1,2'}}]", "not of the form LAT"),
        ("rules: [{name: a, filter: {near: '99,2,3'}}]", "the latitude is from"),
        ("rules: [{name: a, filter: {status: sure}}]", "is no status"),
        ("rules: [{name: a, least: loud}]", "'loud' is no level"),
        ("rules: [{name: a, to: 'mail:x'}]", "is no way to send alerts"),
        ("rules: [{name: a, to: 'ftp://x'}]", "is no way to send alerts"),
        ("rules: [{name: a, to: 'https://'}]", "none of the web"),
        ("rules: [{name: a, to: 'https://u:p@desk.example/'}]", "would be shown"),
        ("rules: [{name: a, to: 'https://desk.example/', secret: hunter2}]", "never as itself"),
        ("rules: [{name: a, to: stdout, secret: 'env:X'}]", "only a webhook has a secret"),
        ("rules: [{name: 'a b'}]", "is no name"),
        ("rules: [{name: a}, {name: a}]", "two rules are named a"),
        ("rules: [{name: a, colour: red}]", "'colour' is no part of a rule"),
        ("rules: [a]", "no mapping"),
        ("rules: [{name: a, on: new}]", "no list"),
        ("rules: a", "no list `rules`"),
        ("[]", "no list `rules`"),
        ("rules: [", "it is not YAML"),
        ("rules: [{name: a, least: 3}]", "`least` is no text"),
    ],
)
def test_what_is_wrong_is_named(text, why):
    with pytest.raises(RegistryError, match=r"rules\.yaml") as raised:
        parse_rules(text, source="rules.yaml")
    assert why in str(raised.value) and "hunter2" not in str(raised.value)


@given(st.text(max_size=60))
def test_no_text_raises_anything_else(text):
    with contextlib.suppress(RegistryError):
        parse_rules(text, source="x")


def test_targets():
    assert parse_target("stdout") == ("stdout", "")
    assert parse_target("file:a:b") == ("file", "a:b") and set(CHANNELS) >= {"file", "atom", "webhook"}
    for given_ in ("", "file:", "file", "javascript:x"):
        with pytest.raises(UsageError):
            parse_target(given_)
