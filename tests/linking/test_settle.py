"""Links looked at again with what each text tells apart."""

from __future__ import annotations

from itertools import permutations
from typing import Any

from dateline.linking import settle_links
from dateline.model import Link

ONE = "Gunmen shot two men at a bank in Jos on Monday. Police closed the street. Later a bomb went off at a school in Jos."
TWO = "Two men were shot at a bank in Jos. Police have closed roads around it."
THREE = "A bomb exploded at a school in Jos on Monday."


def link(a: Any, b: Any, score: float) -> Link:
    return Link(kind="same-event", left=a.ref, right=b.ref, score=score, because=())


def scores(accounts: list[Any], links: list[Link]) -> dict[tuple[str, str], float]:
    names = {a.ref: f"{a.ref.revision}.{a.event.id}" for a in accounts}
    return {tuple(sorted((names[one.left], names[one.right]))): one.score for one in settle_links(accounts, links)}  # type: ignore[misc]


def three(build: Any) -> list[Any]:
    bank, road, school = (
        build.event(ONE, "shot", id="shot", actors=[("Gunmen", "UAF", "")]),
        build.event(
            ONE,
            "closed",
            id="closed",
            type="COERCE",
            actors=[("Police", "COP", "")],
            relations=[("response-to", "shot")],
        ),
        build.event(ONE, "went off", id="bomb"),
    )
    return [
        *(build.account(ONE, event, id="a") for event in (bank, road, school)),
        build.account(TWO, build.event(TWO, "shot", id="shot"), id="b"),
        build.account(
            TWO,
            build.event(
                TWO,
                "closed",
                id="closed",
                type="COERCE",
                actors=[("Police", "COP", "")],
                relations=[("response-to", "shot")],
            ),
            id="b",
        ),
        build.account(THREE, build.event(THREE, "exploded", id="bomb"), id="c"),
    ]


def test_of_two_events_that_a_text_tells_apart_an_account_is_one(build: Any) -> None:
    shot, closed, bomb, shot_b, _, bomb_c = accounts = three(build)
    del closed
    found = scores(
        accounts, [link(shot, shot_b, 0.95), link(bomb, shot_b, 0.7), link(bomb, bomb_c, 0.9), link(shot, bomb_c, 0.8)]
    )
    assert found["a.shot", "b.shot"] == 0.95 and found["a.bomb", "c.bomb"] == 0.9
    assert found["a.bomb", "b.shot"] < 0.5 and found["a.shot", "c.bomb"] < 0.5


def test_what_stands_around_one_main_event_is_laid_side_by_side(build: Any) -> None:
    accounts = three(build)
    assert scores(accounts, [link(accounts[0], accounts[3], 0.95)])["a.closed", "b.closed"] > 0.8
    assert ("a.closed", "b.closed") not in scores(accounts, [link(accounts[0], accounts[3], 0.6)])


def test_places_and_days_that_exclude_each_other_part_two_events(build: Any) -> None:
    one, two = "A man was hit by a car in Jos on Monday.", "A man was hit by a car in Kano on Friday."
    jos = build.tell(
        one, "hit", id="a", type="INCIDENT", where=[("Jos", "city", 9.9, 8.9)], when=("2024-01-01", "Monday")
    )
    kano = build.tell(two, "hit", id="b", type="INCIDENT", where=[("Kano", "city", 12.0, 8.5)])
    friday = build.tell(two, "hit", id="c", type="INCIDENT", when=("2024-01-05", "Friday"))
    (parted,) = settle_links([jos, kano], [link(jos, kano, 0.97)])
    assert parted.score < 0.5 and parted.because[0].field == "place"
    (parted,) = settle_links([jos, friday], [link(jos, friday, 0.97)])
    assert parted.score < 0.5 and parted.because[0].field == "time"
    assert settle_links([kano, friday], [link(kano, friday, 0.97)])[0].score == 0.97


def test_the_order_of_links_and_accounts_changes_nothing(build: Any) -> None:
    accounts = three(build)
    links = [
        link(accounts[0], accounts[3], 0.95),
        link(accounts[2], accounts[5], 0.9),
        link(accounts[0], accounts[5], 0.9),
    ]
    wanted = settle_links(accounts, links)
    for order in permutations(links):
        assert settle_links(accounts[::-1], order) == wanted
    assert settle_links(accounts, wanted) == settle_links(accounts, settle_links(accounts, wanted))
