"""read and read_text: files, folders, several, texts at hand, and what cannot be read."""

from __future__ import annotations

import json
import warnings
from datetime import date

import pytest

import dateline
from dateline.errors import FetchError, NotReadable, NotText, UsageError


@pytest.fixture
def folder(tmp_path, texts):
    path = tmp_path / "articles"
    path.mkdir()
    for number, text in enumerate(texts[:2]):
        (path / f"{number}.txt").write_text(text)
    return path


def test_one_file_gives_its_dossier_and_a_folder_a_list(folder, reader):
    one = dateline.read(folder / "0.txt", pipeline=reader)
    assert isinstance(one, dateline.Dossier) and one.events[0].type == "ASSAULT"
    both = dateline.read(str(folder), pipeline=reader)
    assert [dossier.events[0].type for dossier in both] == ["ASSAULT", "PROTEST"]
    assert dateline.read([folder / "1.txt"], pipeline=reader) == [both[1]]
    (folder / "1.txt").unlink()
    assert isinstance(dateline.read(folder, pipeline=reader), list)


def test_a_document_and_a_text_at_hand(reader, texts):
    dossier = dateline.read_text(texts[0], title="A title", published="2024-04-30", publisher="Herald", pipeline=reader)
    document = dossier.document
    assert (document.title, document.published, document.publisher) == ("A title", date(2024, 4, 30), "Herald")
    again = dateline.read(document, pipeline=reader)
    assert again == dossier


def test_a_file_of_many_documents_gives_a_list(tmp_path, reader, texts):
    path = tmp_path / "two.jsonl"
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts[:2]))
    assert len(dateline.read(path, pipeline=reader)) == 2


def test_one_that_cannot_be_read_raises_and_one_of_several_warns(folder, reader):
    (folder / "2.txt").write_text("")
    with pytest.raises(NotText, match=r"2\.txt"):
        dateline.read(folder / "2.txt", pipeline=reader)
    with pytest.raises(NotReadable, match=r"none.txt"):
        dateline.read(folder / "none.txt", pipeline=reader)
    with pytest.warns(dateline.InputWarning, match=r"2\.txt"):
        found = dateline.read(folder, pipeline=reader)
    assert len(found) == 2
    with pytest.warns(dateline.InputWarning, match=r"none.txt"):
        assert len(dateline.read([folder / "none.txt", folder / "0.txt"], pipeline=reader)) == 1


def test_a_bad_line_of_a_file_of_many_ends_nothing(tmp_path, reader, texts):
    path = tmp_path / "some.jsonl"
    path.write_text(json.dumps({"text": texts[0]}) + "\n{broken\n" + json.dumps({"text": texts[1]}) + "\n")
    with pytest.warns(dateline.InputWarning, match="some.jsonl:2"):
        assert len(dateline.read(path, pipeline=reader)) == 2


@pytest.mark.parametrize(("source", "error"), [("-", UsageError), ("ftp://a.example/1", FetchError)])
def test_what_is_no_source(source, error, reader):
    with pytest.raises(error), warnings.catch_warnings():
        dateline.read(source, pipeline=reader)


def test_a_day_that_is_none(reader):
    with pytest.raises(UsageError, match="'soon' is no day"):
        dateline.read_text("A text.", published="soon", pipeline=reader)
