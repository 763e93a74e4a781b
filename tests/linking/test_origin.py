"""Who first said it: tellers across reports, quotations, wires, posts."""

from __future__ import annotations

from itertools import permutations
from typing import Any

from dateline.linking import find_origins
from dateline.linking._credit import find_credits
from dateline.linking._teller import count_houses, has_office, meet_teller, same_house, same_teller
from dateline.model import Document, Evidence, Source

ONE = "A dam burst above Sorata on Sunday. “The gate gave way like paper,” engineer Luis Paredes told reporters."
TWO = "Water from a broken dam hit Sorata. According to Luis Paredes, an engineer at the dam, “the gate gave way like paper”."
THREE = "A dam above Sorata has burst, resident Ana Choque said."


def dam(build: Any) -> list[Any]:
    return [
        build.tell(
            ONE,
            "burst",
            build.said(
                quote="“The gate gave way like paper,” engineer Luis Paredes told reporters",
                by=[("engineer Luis Paredes", "witness")],
                about="event cause",
            ),
            id="one",
            type="INCIDENT",
            publisher="Andes Today",
        ),
        build.tell(
            TWO,
            "broken dam",
            build.said(
                quote="According to Luis Paredes, an engineer at the dam, “the gate gave way like paper”",
                by=[("Luis Paredes", "witness")],
                about="event cause",
            ),
            id="two",
            type="INCIDENT",
            day=2,
        ),
        build.tell(
            THREE,
            "burst",
            build.said(quote="A dam above Sorata has burst, resident Ana Choque said", by=[("Ana Choque", "witness")]),
            id="three",
            type="INCIDENT",
            day=3,
        ),
    ]


def teller(name: str, kind: str, words: str = "") -> Any:
    quote = words or name
    return meet_teller(
        Source(name=name, kind=kind, actor_id=None, evidence=Evidence(start=0, end=len(quote), quote=quote))
    )


def test_one_quotation_in_two_reports_is_one_origin_with_its_relay(build: Any) -> None:
    paredes, choque = find_origins(dam(build))
    assert {c.event.revision for c in paredes.claims} == {"one", "two"} and paredes.how == "same words"
    assert any("the gate gave way like paper" in reason for reason in paredes.because)
    assert [relay.parent for relay in paredes.relays] == [None, paredes.claims[0]]
    assert "Andes Today, 2024-01-01" in paredes.relays[0].because
    assert (choque.name, choque.kind, len(choque.claims)) == ("Ana Choque", "witness", 1)
    assert all(len(origin.quotes) == len(origin.claims) for origin in (paredes, choque))


def test_the_order_of_accounts_changes_nothing(build: Any) -> None:
    told = [find_origins(order) for order in permutations(dam(build))]
    assert all(one == told[0] for one in told)


def test_what_reporters_write_by_themselves_are_two_origins_and_copies_one(build: Any) -> None:
    wire = "A cargo ship ran aground off the coast of Chiloe on Friday after its engines failed in heavy seas."
    other = "Engine trouble drove a freighter onto rocks near Chiloe at the end of the week."
    own = [
        build.tell(text, trigger, build.said(quote=text.rstrip(".")[:40]), id=id, type="INCIDENT", publisher=id)
        for id, text, trigger in (
            ("a", wire, "ran aground"),
            ("b", wire + " (AP)", "ran aground"),
            ("c", other, "drove"),
        )
    ]
    found = {(o.name, o.how, len(o.claims)) for o in find_origins(own)}
    assert found == {("AP", "agency copy", 2), ("c", "own reporting", 1)}


def test_one_who_tells_an_agency_is_agency_copy(build: Any) -> None:
    text = "The roof fell in, shopkeeper Ida Moe told Reuters."
    account = build.tell(
        text,
        "fell in",
        build.said(quote=text.rstrip("."), by=[("Ida Moe", "witness"), ("Reuters", "media")]),
        id="a",
        type="INCIDENT",
    )
    (origin,) = find_origins([account])
    assert (origin.name, origin.how) == ("Ida Moe", "agency copy") and "by way of Reuters" in " ".join(origin.because)


def test_a_party_that_the_article_quotes_on_its_own_act_is_its_teller(build: Any) -> None:
    text = "Governor Paula Reyes ordered schools to close “until the water is safe”."
    account = build.tell(
        text,
        "ordered",
        build.said(quote="Governor Paula Reyes ordered schools to close"),
        id="a",
        type="COERCE",
        actors=[("Governor Paula Reyes", "GOV", "")],
    )
    (origin,) = find_origins([account])
    assert (origin.name, origin.kind) == ("Governor Paula Reyes", "official")


def test_tellers_and_houses() -> None:
    merle, police = (
        teller("Ines Merle", "police", "Ines Merle, deputy chief of the city police"),
        teller("police", "police"),
    )
    post, guards = teller("City Police (Twitter)", "social-post"), teller("coastguard", "official")
    assert post.kind == "police" and same_house(merle, police) and same_house(police, post)
    assert not same_teller(merle, police) and not same_house(police, guards)
    assert not same_house(teller("Ana Choque", "witness"), teller("Luis Paredes", "witness"))
    assert same_teller(teller("Luis Paredes", "witness"), teller("Mr Paredes", "expert"))
    assert not same_teller(
        teller("French President Jean Roux", "official"), teller("French minister Luc Petit", "official")
    )
    assert count_houses([merle, police, post, guards]) == 2


def test_whose_office_it_is_to_know() -> None:
    assert has_office(teller("police", "police"), "cause") and not has_office(
        teller("a police source", "police"), "cause"
    )
    assert has_office(teller("Ada Lund, hospital director", "medical"), "casualties")
    assert not has_office(teller("Ada Lund, hospital director", "medical"), "when")
    assert not has_office(teller("the mayor", "official"), "cause") and has_office(
        teller("the prosecutor", "official"), "cause"
    )
    assert not has_office(teller("Luis Paredes", "witness"), "event")


def test_credits() -> None:
    def credits(text: str, **of: Any) -> tuple[str, ...]:
        return find_credits(Document(id="d", sha256="", text=text, **of))

    assert credits("QUITO (Reuters) - Rain fell.") == ("Reuters",)
    assert credits("Rain fell. (AFP, AP)") == ("AP", "AFP")
    assert credits("Rain fell. The Associated Press contributed to this report.") == ("AP",)
    assert credits("Rain fell.", publisher="Xinhua") == ("Xinhua",)
    assert credits("He apologised to the AP reporter.") == ()
