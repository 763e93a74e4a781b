"""from_text: what a document knows of itself."""

import hashlib
from datetime import date

import pytest

from dateline.documents import detect_language, from_text
from dateline.errors import NotText

ENGLISH = "The mayor said on Monday that the bridge would be closed for a week after a lorry hit it."


def test_a_plain_text_gets_an_id_a_digest_and_a_language() -> None:
    doc = from_text(ENGLISH)
    assert doc.sha256 == hashlib.sha256(ENGLISH.encode()).hexdigest()
    assert doc.id == doc.sha256[:12]
    assert (doc.language, doc.published, doc.title, doc.segments) == ("en", None, None, ())


def test_what_is_given_is_kept() -> None:
    given = {
        "id": "x1",
        "url": "https://lamp.example/1",
        "publisher": "The Lamp",
        "author": "A. Bell",
        "title": "Bridge",
    }
    doc = from_text("date 2021-03-04\n" + ENGLISH, published=date(2021, 3, 5), language="en", **given)
    assert {name: getattr(doc, name) for name in given} == given
    assert doc.published == date(2021, 3, 5)


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("date 2021-03-04\n\n", date(2021, 3, 4)),
        ("Date: 2021-03-04\n", date(2021, 3, 4)),
        ("Thursday 4 March 2021 10.15 GMT\n", date(2021, 3, 4)),
        ("CAIRO | Thu Mar 4, 2021 6:41 am EST\n", date(2021, 3, 4)),
        ("date 2021-02-30\n", None),
        ("On March 4, 2021 the gates were shut. ", None),
    ],
)
def test_the_day_at_the_head_is_taken_as_published(head: str, day: date | None) -> None:
    assert from_text(head + ENGLISH).published == day


@pytest.mark.parametrize("text", ["", " \n\t", "123 456", "\u2014 ... !", "\x00\x01"])
def test_a_text_without_letters_is_refused(text: str) -> None:
    with pytest.raises(NotText, match="give a text"):
        from_text(text)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        ("Troops leave northern base town", None),
        ("Fire", None),
        ("El alcalde dijo el lunes que el puente de la ciudad se cerrar\u00eda por una semana.", "es"),
        ("Le maire a d\u00e9clar\u00e9 lundi que le pont serait ferm\u00e9 pour une semaine apr\u00e8s un accident.", "fr"),
        ("Der B\u00fcrgermeister sagte am Montag, dass die Br\u00fccke f\u00fcr eine Woche gesperrt wird.", "de"),
        ("Il sindaco ha detto che il ponte della citt\u00e0 sar\u00e0 chiuso per una settimana.", "it"),
        ("O prefeito disse que a ponte da cidade n\u00e3o ser\u00e1 aberta para os carros.", "pt"),
        ("Belediye ba\u015fkan\u0131 k\u00f6pr\u00fcn\u00fcn bir hafta i\u00e7in kapal\u0131 olaca\u011f\u0131n\u0131 ve sonra a\u00e7\u0131laca\u011f\u0131n\u0131 dedi.", "tr"),  # noqa: E501
        ("\u041c\u044d\u0440 \u0441\u043a\u0430\u0437\u0430\u043b, \u0447\u0442\u043e \u043c\u043e\u0441\u0442 \u0437\u0430\u043a\u0440\u044b\u0442 \u043d\u0430 \u043d\u0435\u0434\u0435\u043b\u044e.", "ru"),  # noqa: E501
        ("\u041c\u0435\u0440 \u0441\u043a\u0430\u0437\u0430\u0432, \u0449\u043e \u043c\u0456\u0441\u0442 \u0437\u0430\u043a\u0440\u0438\u0442\u0438\u0439 \u043d\u0430 \u0442\u0438\u0436\u0434\u0435\u043d\u044c.", "uk"),  # noqa: E501
        ("\u0642\u0627\u0644 \u0631\u0626\u064a\u0633 \u0627\u0644\u0628\u0644\u062f\u064a\u0629 \u0625\u0646 \u0627\u0644\u062c\u0633\u0631 \u0645\u063a\u0644\u0642.", "ar"),  # noqa: E501
        ("\u5e02\u957f\u8bf4\u5927\u6865\u5c06\u5173\u95ed\u4e00\u5468\u3002", "zh"),
        ("\u5e02\u9577\u306f\u6a4b\u3092\u4e00\u9031\u9593\u9589\u9396\u3059\u308b\u3068\u8ff0\u3079\u305f\u3002", "ja"),
        ("zug mil vor tan pel kos rim dag fen lor " * 4, "und-Latn"),
    ],
)  # fmt: skip
def test_languages(text: str, language: str | None) -> None:
    assert detect_language(text) == language
