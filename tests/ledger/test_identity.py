"""Identity: keys, ids and folded names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.ledger._identity import address_key, fold, key_number


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://a.example", "url:https://a.example/"),
        ("http://A.example:80/x?b=1&utm_medium=mail&c=", "url:https://a.example/x?b=1&c="),
        ("https://a.example:8443/x#y", "url:https://a.example:8443/x"),
        ("https://a.example/X?q=%C3%A9", "url:https://a.example/X?q=%C3%A9"),
        ("ftp://a.example/x", "url:ftp://a.example/x"),
        ("http://[broken", "url:http://[broken"),
        ("http://a.example:port/", "url:http://a.example:port/"),
    ],
)
def test_keys_of_addresses(address: str, key: str) -> None:
    assert address_key(address) == key


@given(st.text())
def test_every_address_has_a_key(address: str) -> None:
    key = address_key(address)
    assert address_key(key.removeprefix("url:")) == key


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_keys_are_numbers_of_64_bits(key: str) -> None:
    assert -(2**63) <= key_number(key) < 2**63
