"""What is worth a person's look: more doubt and more weight never come later."""

from __future__ import annotations

import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

sys.path.append(str(Path(__file__).parent))

from telling import AT, account, told  # isort: skip
from reports import Said, report  # isort: skip

from dateline.model import FieldMatch, Judgement, Link
from dateline.views import compare_values, is_decided, make_item, rate_doubt, rate_weight

SHARE = st.floats(0, 1)
POLICE = ("district police", "police", "asserts")


def one(url: str = "https://a.example/1", killed: str = "two"):
    return account(
        report(
            f"Gunmen of the Red Sickle attacked a bakery in Karsum on Monday and killed {killed} bakers, the district police "
            "said.",
            Said(
                word="attacked", place="Karsum", actor="Red Sickle", target="bakers", tellers=(POLICE,), killed=killed
            ),
            url=url,
        )
    )


@given(st.lists(SHARE, max_size=6), SHARE)
def test_one_more_reason_never_lowers_the_doubt(shares: list[float], more: float) -> None:
    assert 0.05 <= rate_doubt(shares) <= rate_doubt([*shares, more]) <= 1


@given(
    st.sampled_from(("ASSAULT", "PROTEST", "AGREE")),
    st.none() | st.integers(0, 10**6),
    st.integers(1, 500),
    st.booleans(),
)
def test_more_dead_and_more_reports_never_lower_the_weight(
    kind: str, killed: int | None, reports: int, is_news: bool
) -> None:
    least = rate_weight(kind=kind, killed=killed, reports=reports, is_news=is_news)
    assert 0.05 <= least <= rate_weight(kind=kind, killed=(killed or 0) + 5, reports=reports, is_news=is_news) <= 1
    assert least <= rate_weight(kind=kind, killed=killed, reports=reports + 3, is_news=is_news)
    assert rate_weight(kind=kind, killed=killed, reports=reports, is_news=False) <= least


def test_an_item_says_why_it_waits() -> None:
    found = one()
    other = one("https://b.example/1", killed="five")
    link = Link(
        kind="same-event", left=found.ref, right=other.ref, score=0.48,
        because=(FieldMatch(field="time", left="Monday", right="Monday", weight=1.0),),
    )  # fmt: skip
    item = make_item(told(found), [(link, "fedcba9876543210")])
    assert {doubt.name for doubt in item.doubts} == {"unsure reading", "single origin", "uncertain link"}
    assert item.priority == round(item.doubt * item.weight, 4) and not item.is_decided
    assert item.links[0].event == "fedcba9876543210"
    assert item.doubt > make_item(told(found)).doubt


def test_a_verdict_that_was_taken_back_waits_again() -> None:
    found = one()

    def judged(*kinds: str) -> bool:
        made = tuple(
            Judgement(id=str(n), kind=kind, who="ada", at=AT.replace(minute=n), events=(found.ref,))  # type: ignore[arg-type]
            for n, kind in enumerate(kinds)
        )
        return is_decided(told(found, judgements=made))

    assert [judged(), judged("accept"), judged("accept", "restore"), judged("reject", "restore", "accept")] == [
        False, True, False, True,
    ]  # fmt: skip


def test_fields_side_by_side_agree_or_differ() -> None:
    assert compare_values([("The Army",), ("army",)]) == "same"
    assert compare_values([("army", "police"), ("army",)]) == "partly"
    assert compare_values([("army",), ("police",)]) == "different"
    assert compare_values([("army",), ()]) == "one side"
    assert compare_values([(), ()]) == "nobody"
