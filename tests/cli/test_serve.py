"""dateline serve, as its user starts and ends it."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

pytest.importorskip("fastapi", reason="the workbench needs the extra `web`")

from dateline import web
from dateline.cli import _serve_app
from dateline.cli._app import app
from dateline.ledger import open_ledger

WAIT_S = 120


@contextmanager
def served(*arguments: str) -> Iterator[tuple[http.client.HTTPConnection, subprocess.Popen[str]]]:
    """The server as a process of its own on a free port."""
    command = [sys.executable, "-m", "dateline", "serve", "--port", "0", "--who", "ada", *arguments]
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stderr is not None
            line = process.stderr.readline()
            address = next(word for word in line.split() if word.startswith("http://"))
            host = address.removeprefix("http://").rstrip("/")
            with closing(http.client.HTTPConnection(host, timeout=WAIT_S)) as connection:
                yield connection, process
        finally:
            process.kill()


def ask(connection: http.client.HTTPConnection, path: str) -> Any:
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read()
    assert response.status == 200, body
    return json.loads(body) if response.headers["Content-Type"] == "application/json" else body


def test_it_serves_a_ledger_and_ends_though_somebody_listens(tmp_path: Path) -> None:
    path = tmp_path / "case.sqlite"
    with served("--ledger", str(path)) as (connection, process):
        session = ask(connection, "/api/v1/session")
        assert (session["who"], session["ledger"], session["demo"]) == ("ada", str(path), False)
        assert b"<!doctype html>" in ask(connection, "/").lower()
        connection.request("GET", "/api/v1/stream")
        stream = connection.getresponse()
        assert stream.readline().startswith(b"retry: ")
        process.send_signal(signal.SIGTERM)
        stream.read()  # it ends
        assert process.wait(WAIT_S) in (0, -signal.SIGTERM)
        assert process.stderr is not None and process.stderr.read() == ""
    with open_ledger(path, read_only=True) as ledger:
        assert not list(ledger.verify())


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["serve", *arguments])
    return result.exit_code, result.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--host", "0.0.0.0"], "--token-file"),
        (["--host", "no.such.host.example", "--token-file", "TOKENS"], "no address or name of this machine"),
        (["--host", "192.0.2.1", "--token-file", "TOKENS"], "cannot be listened at"),
        (["--token-file", "NOWHERE"], "cannot be read"),
        (["--token-file", "EMPTY"], "holds no token"),
        (["--tls-cert", "TOKENS"], "belong together"),
        (["--tls-cert", "TOKENS", "--tls-key", "TOKENS"], "certificate or its key cannot be read"),
        (["--demo", "--ledger", "mine.sqlite"], "leave out --ledger"),
    ],
)
def test_what_cannot_be_served_is_told_in_a_sentence(tmp_path: Path, arguments: list[str], told: str) -> None:
    (tmp_path / "TOKENS").write_text("editor sixteen-letters-or-more Ada\n")
    (tmp_path / "EMPTY").write_text("# nobody yet\n")
    for file in tmp_path.iterdir():
        file.chmod(0o600)
    names = {"TOKENS", "EMPTY", "NOWHERE"}
    given = [str(tmp_path / one) if one in names else one for one in arguments]
    ledger = [] if "--demo" in given else ["--ledger", str(tmp_path / "case.sqlite")]
    status, error = run(*given, *ledger, "--port", "0")
    assert status == 2 and told in " ".join(error.split()) and "sixteen" not in error


def test_tokens_that_others_may_read_are_told_of(tmp_path: Path) -> None:
    tokens = tmp_path / "tokens.txt"
    tokens.write_text("editor short Ada\n")
    tokens.chmod(0o644)
    status, error = run("--token-file", str(tokens), "--ledger", str(tmp_path / "case.sqlite"))
    assert status == 2 and "chmod 600" in error and "line 1" in error


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with served("--ledger", str(tmp_path / "case.sqlite")) as (connection, _):
        status, error = run("--ledger", str(tmp_path / "case.sqlite"), "--port", str(connection.port))
    assert status == 2 and "--port 0 takes a free one" in " ".join(error.split())


def test_where_it_is_served_is_said_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (_serve_app.HOST, _serve_app.PORT) == (web.HOST, web.PORT)


def test_without_the_extra_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name == "dateline.web" or name.startswith("dateline.web.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "fastapi", None)
    import dateline  # noqa: PLC0415

    monkeypatch.delattr(dateline, "web")
    status, error = run()
    assert status == 1 and "pip install 'dateline[web]'" in error
