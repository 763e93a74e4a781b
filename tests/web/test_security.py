"""What others must not be able to do: other sites, other hosts, readers who would write, and whoever sends what hurts."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
import seed
from hypothesis import given
from hypothesis import strategies as st
from served import ADDRESS, SETTINGS
from starlette.testclient import TestClient

from dateline.errors import UsageError
from dateline.ledger import Ledger
from dateline.web import Bounds, Settings, Token, make_app, parse_tokens

API = "/api/v1"
EDITOR = Token(role="editor", name="Ada", token="editor-token-of-many-letters")
READER = Token(role="reader", name="Rea", token="reader-token-of-many-letters")
GUARDED = replace(SETTINGS, tokens=(EDITOR, READER))
WRITES = [
    ("POST", f"{API}/documents", {"text": "Gunmen attacked Odrin."}),
    ("POST", f"{API}/judgements", {"kind": "reject", "event": "0000"}),
    ("POST", f"{API}/judgements/undo", {"id": "0000"}),
    ("DELETE", f"{API}/jobs/0000", None),
]


@contextmanager
def asking(ledger: Ledger, settings: Settings = SETTINGS, **options: Any) -> Iterator[TestClient]:
    with TestClient(make_app(ledger, settings), base_url=ADDRESS, follow_redirects=False, **options) as client:
        yield client


def code(response: Any) -> str:
    return response.json()["error"]["code"]


def log_in(client: TestClient, token: Token) -> dict[str, str]:
    """Logs in by the form; the headers that writing calls need."""
    assert client.post("/login", data={"token": token.token}).status_code == 303
    return {"X-CSRF-Token": client.get(f"{API}/session").json()["csrf"]}


# Hosts


@pytest.mark.parametrize("host", ["127.0.0.1:8321", "localhost:8321", "[::1]:8321", "LOCALHOST:8321"])
def test_this_machine_is_asked_by_any_of_its_own_names(client: TestClient, host: str) -> None:
    assert client.get(f"{API}/session", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example:8321",
        "evil.example",
        "127.0.0.1.evil.example:8321",
        "127.0.0.1:1",
        "127.0.0.1@evil.example:8321",
        "",
        "[",
        "a b",
    ],
)
def test_a_name_that_leads_here_is_not_ours(client: TestClient, host: str) -> None:
    for path in ("/", f"{API}/session", "/static/login.css"):
        response = client.get(path, headers={"Host": host})
        assert (response.status_code, code(response)) == (421, "wrong-host")


def test_bound_to_all_addresses_it_is_asked_by_numbers_or_by_names_that_are_allowed(seeded: Ledger) -> None:
    with asking(seeded, replace(GUARDED, host="0.0.0.0", hosts=("desk.example",))) as client:
        for host, status in (
            ("192.0.2.7:8321", 200),
            ("desk.example", 200),
            ("desk.example:443", 200),
            ("evil.example:8321", 421),
        ):
            headers = {"Host": host, "Authorization": f"Bearer {READER.token}"}
            assert client.get(f"{API}/session", headers=headers).status_code == status


# Who may


def test_nothing_is_served_to_other_machines_without_tokens() -> None:
    with pytest.raises(UsageError, match="--token-file"):
        Settings(host="0.0.0.0")


def test_without_a_token_only_the_login_page_is_there(seeded: Ledger) -> None:
    with asking(seeded, GUARDED) as client:
        assert client.get("/").headers["location"] == "/login"
        assert client.get("/event/0000").headers["location"] == "/login"
        page = client.get("/login")
        assert "Your token" in page.text and "not known. Check" in page.text and 'role="alert" hidden' in page.text
        assert client.get("/static/login.css").status_code == 200
        for path in (
            "session",
            "events",
            "marks",
            "search?text=a",
            "stream",
            "openapi.json",
            "export/csv-events",
            "jobs",
        ):
            assert code(client.get(f"{API}/{path}")) == "no-session"
        for method, path, body in WRITES:
            assert code(client.request(method, path, json=body)) == "no-session"
        for cookie in ("x", READER.token):
            assert client.get(f"{API}/session", headers={"Cookie": f"dateline-8321={cookie}"}).status_code == 401


def test_a_wrong_token_says_so_on_the_page(seeded: Ledger) -> None:
    with asking(seeded, GUARDED) as client:
        response = client.post("/login", data={"token": "wrong"})
        assert response.status_code == 401 and "set-cookie" not in response.headers
        assert re.search(r'role="alert">\s*This token is not known', response.text)
        assert code(client.get(f"{API}/session", headers={"Authorization": "Bearer wrong"})) == "wrong-token"


def test_a_session_is_a_cookie_that_no_script_and_no_other_site_sees(seeded: Ledger) -> None:
    with asking(seeded, GUARDED) as client:
        cookie = client.post("/login", data={"token": READER.token}).headers["set-cookie"]
        assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
        assert READER.token not in cookie
        headers = {"X-CSRF-Token": client.get(f"{API}/session").json()["csrf"]}
        assert client.post("/logout", headers=headers).status_code == 204
        assert code(client.get(f"{API}/session")) == "no-session"
        client.cookies.set("dateline-8321", cookie.partition("=")[2].partition(";")[0])
        assert code(client.get(f"{API}/session")) == "no-session"


def test_over_tls_the_cookie_goes_no_other_way(seeded: Ledger) -> None:
    with asking(seeded, replace(SETTINGS, is_encrypted=True)) as client:
        assert "; Secure" in client.get("/login").headers["set-cookie"]


def test_a_reader_reads_and_writes_nothing(fresh: Ledger) -> None:
    with asking(fresh, GUARDED) as client:
        headers = log_in(client, READER)
        assert client.get(f"{API}/session").json()["role"] == "reader"
        entry = fresh.view().entry
        for method, path, body in WRITES:
            assert code(client.request(method, path, json=body, headers=headers)) == "reader"
            bearer = {"Authorization": f"Bearer {READER.token}"}
            assert code(client.request(method, path, json=body, headers=bearer)) == "reader"
        assert fresh.view().entry == entry
        assert client.post(f"{API}/looks", json={"query": "Odrin"}, headers=headers).status_code == 200


def test_a_program_with_an_editors_token_needs_no_word_of_a_session(fresh: Ledger) -> None:
    with asking(fresh, GUARDED) as client:
        event = next(iter(fresh.view().linked())).id
        response = client.post(
            f"{API}/judgements",
            json={"kind": "reject", "event": event},
            headers={"Authorization": f"Bearer {EDITOR.token}"},
        )
        assert response.status_code == 200 and response.json()["judgement"]["who"] == "Ada"


def test_tokens_are_never_repeated() -> None:
    assert "many-letters" not in repr(GUARDED)
    for lines in (
        ["editor short Ada"],
        ["boss sixteen-letters-or-more Ada"],
        ["reader sixteen-letters-or-more"],
        ["# none"],
    ):
        with pytest.raises(UsageError) as raised:
            parse_tokens(lines, source="tokens.txt")
        assert "sixteen" not in str(raised.value) and "short" not in str(raised.value)
    twice = ["editor sixteen-letters-or-more Ada", "reader sixteen-letters-or-more Rea"]
    with pytest.raises(UsageError, match="line 2"):
        parse_tokens(twice, source="tokens.txt")
    assert [
        t.name for t in parse_tokens(["", "# all of us", "reader sixteen-letters-or-more Rea Two"], source="t")
    ] == ["Rea Two"]


def test_other_machines_are_not_told_where_the_ledger_lies(seeded: Ledger) -> None:
    with asking(seeded, GUARDED) as client:
        log_in(client, READER)
        told = [client.get(f"{API}/{path}").text for path in ("session", "events/ffff", "stories?query=nothing")]
    assert all("seeded.sqlite" in one and "/seeded.sqlite" not in one for one in told), told


# Other sites


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_another_site_writes_nothing(fresh_client: TestClient, fresh: Ledger, headers: dict[str, str]) -> None:
    entry = fresh.view().entry
    for method, path, body in WRITES:
        assert code(fresh_client.request(method, path, json=body, headers=headers)) == "cross-site"
    assert fresh.view().entry == entry


def test_without_the_word_of_the_session_nothing_is_written(fresh_client: TestClient) -> None:
    for word in ("", "wrong", "é", SETTINGS.user):
        for method, path, body in WRITES:
            headers = {"X-CSRF-Token": word.encode(), "Origin": ADDRESS.encode()}
            assert code(fresh_client.request(method, path, json=body, headers=headers)) == "no-csrf"


def test_without_a_cookie_this_machine_reads_and_does_not_write(fresh: Ledger) -> None:
    with asking(fresh) as client:
        assert client.get(f"{API}/events").status_code == 200
        for method, path, body in WRITES:
            assert code(client.request(method, path, json=body)) == "no-session"


def test_another_site_gets_no_answer_to_read(client: TestClient) -> None:
    response = client.get(f"{API}/events", headers={"Sec-Fetch-Site": "cross-site"})
    assert code(response) == "cross-site"
    for path in ("/", f"{API}/events", "/static/login.css", "/nothing"):
        headers = client.get(path, headers={"Origin": "https://evil.example"}).headers
        assert "access-control-allow-origin" not in headers
        assert headers["cross-origin-resource-policy"] == "same-origin"


def test_a_browsers_form_of_another_kind_is_no_judgement(fresh_client: TestClient) -> None:
    """A form can send text/plain that happens to be JSON without being asked whether it may."""
    body = json.dumps({"kind": "reject", "event": "0000"})
    response = fresh_client.post(f"{API}/judgements", content=body, headers={"Content-Type": "text/plain"})
    assert (response.status_code, code(response)) == (415, "media-type")


# What is said of an event may be anything


def test_every_response_forbids_scripts_that_are_not_ours(client: TestClient) -> None:
    for path in ("/", "/login", f"{API}/events", "/static/login.css", "/nothing", f"{API}/events?since=x"):
        headers = client.get(path, follow_redirects=False).headers
        policy = headers["content-security-policy"]
        assert (
            policy.startswith("default-src 'none'; script-src 'self';") and "unsafe" not in policy and "*" not in policy
        )
        assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "same-origin"


def test_a_script_in_a_name_is_sent_as_data_only(client: TestClient) -> None:
    for path in ("events", "marks", "search?text=ferry", f"stories?query={seed.RIGHT_TO_LEFT}"):
        response = client.get(f"{API}/{path}")
        assert "<script>" in response.text and response.headers["content-type"] == "application/json"
    page = client.get("/explore?text=<script>alert(1)</script>")
    assert "alert(1)" not in page.text
    assert "alert(1)" not in client.get("/<script>alert(1)</script>").headers["content-type"]


def test_a_line_break_in_an_address_adds_no_header(client: TestClient) -> None:
    for path in (
        f"{API}/export/csv-events%0d%0aSet-Cookie:%20a=b",
        f"{API}/events?after=%0d%0aSet-Cookie:%20a=b",
        "/login%0d%0aSet-Cookie:%20a=b",
        f"{API}/jobs/%0d%0aX: y",
    ):
        response = client.get(path, follow_redirects=False)
        assert response.status_code in (400, 404, 422)
        assert "a=b" not in response.headers.get("set-cookie", "") and "x" not in response.headers


# Files


@pytest.mark.parametrize(
    "path",
    [
        "/static/../_app.py",
        "/static/%2e%2e/_app.py",
        "/static/..%2f_app.py",
        "/static/%2e%2e%2f_app.py",
        "/static/..%5c_app.py",
        "/static//etc/passwd",
        "/static/%00login.css",
        "/static/....//_app.py",
        "/event/../../_app.py",
        "/static/",
    ],
)
def test_no_path_leads_out_of_the_static_files(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code in (404, 400) and "import" not in response.text and "root:" not in response.text


@given(st.text(max_size=60))
def test_whatever_is_asked_for_is_no_file_of_the_server(shared_client: TestClient, path: str) -> None:
    response = shared_client.get("/static/" + "".join(f"%{byte:02x}" for byte in path.encode("utf-8", "replace")))
    assert response.status_code in (200, 307, 404) and "from __future__" not in response.text


# Too much


def test_too_large_a_body_is_refused(fresh: Ledger) -> None:
    with asking(fresh, replace(SETTINGS, bounds=Bounds(max_body=1_000, max_upload=2_000))) as client:
        headers = {"X-CSRF-Token": client.get(f"{API}/session").json()["csrf"], "Content-Type": "application/json"}
        big = json.dumps({"kind": "grade", "source": "s", "grade": "A", "reason": "x" * 1_500}).encode()
        assert code(client.post(f"{API}/judgements", content=big, headers=headers)) == "too-large"
        # Without a length that is said beforehand.
        assert (
            code(client.post(f"{API}/judgements", content=iter([big[:700], big[700:]]), headers=headers)) == "too-large"
        )
        text = json.dumps({"text": "x" * 3_000}).encode()
        assert code(client.post(f"{API}/documents", content=iter([text]), headers=headers)) == "too-large"
        del headers["Content-Type"]
        files = {"files": ("a.txt", io.BytesIO(b"x" * 3_000))}
        assert code(client.post(f"{API}/documents", files=files, headers=headers)) == "too-large"


def test_too_many_requests_are_told_when_to_come_back(seeded: Ledger) -> None:
    with asking(seeded, replace(SETTINGS, bounds=Bounds(reads=(0.01, 3)))) as client:
        answers = [client.get(f"{API}/events?limit=1") for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert code(answers[3]) == "too-many" and int(answers[3].headers["retry-after"]) > 10


def test_tokens_cannot_be_guessed_quickly(seeded: Ledger) -> None:
    with asking(seeded, replace(GUARDED, bounds=Bounds(logins=(0.01, 3)))) as client:
        assert [client.post("/login", data={"token": "x"}).status_code for _ in range(4)] == [401, 401, 401, 429]
        tries = [client.get(f"{API}/session", headers={"Authorization": "Bearer x"}).status_code for _ in range(2)]
        assert tries == [429, 429]


# Addresses that lead inside


def add(client: TestClient, wait: Callable[[str], dict[str, Any]], url: str) -> Any:
    response = client.post(f"{API}/documents", json={"url": url})
    return wait(response.json()["id"]) if response.status_code == 202 else response.json()


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/",
        "http://localhost:1/",
        "http://[::1]:1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://2130706433/",
        "http://0x7f.1/",
    ],
)
def test_an_address_of_a_private_network_is_not_fetched(
    fresh_client: TestClient, wait: Callable[[str], Any], url: str
) -> None:
    job = add(fresh_client, wait, url)
    assert job["state"] == "failed" and "private or reserved network" in job["step"]


@pytest.mark.parametrize(
    "url", ["/etc/passwd", "file:///etc/passwd", "-", "ftp://example.org/", "http://a b/", "http://", "."]
)
def test_what_is_no_address_is_no_path_either(fresh_client: TestClient, url: str) -> None:
    response = fresh_client.post(f"{API}/documents", json={"url": url})
    assert (response.status_code, code(response)) == (422, "invalid")


def test_a_file_may_have_any_name(fresh_client: TestClient, wait: Callable[[str], Any]) -> None:
    files = {
        "files": ("../../etc/cron.d/\x1b[31mevil.txt", b"Gunmen attacked a ferry in Odrin on Monday, police said.")
    }
    job = wait(fresh_client.post(f"{API}/documents", files=files).json()["id"])
    assert job["state"] == "done" and job["what"] == "[31mevil.txt"
