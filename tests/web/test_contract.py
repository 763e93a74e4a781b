"""The server keeps to its own description, whatever it is asked; and the description leaves nothing out."""

from __future__ import annotations

from typing import Any

import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from served import Served
from starlette.testclient import TestClient

API = "/api/v1"
# The first never ends, and test_stream asks it; the others make files of the whole ledger.
_OTHERWISE = rf"^{API}/(stream$|export/)"


def test_every_answer_is_as_described(server: Served) -> None:
    schema = schemathesis.openapi.from_url(f"{server.url}{API}/openapi.json")
    asked = schema.include(method="GET").exclude(path_regex=_OTHERWISE)
    operations = [one.ok() for one in asked.get_all_operations()]
    assert len(operations) > 10
    for operation in operations:

        @given(case=operation.as_strategy())
        @settings(max_examples=4, suppress_health_check=list(HealthCheck), database=None)
        def ask(case: Any) -> None:
            case.call_and_validate(
                checks=[
                    not_a_server_error,
                    status_code_conformance,
                    content_type_conformance,
                    response_schema_conformance,
                ]
            )

        ask()


def test_everything_that_is_asked_and_answered_is_described(client: TestClient) -> None:
    document = client.get(f"{API}/openapi.json").json()
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            where = f"{method} {path}"
            assert operation.get("description"), where
            assert {"400", "401", "403", "404", "422", "429", "500"} <= set(operation["responses"]), where
            for response in operation["responses"].values():
                assert response["description"] and all(
                    "schema" in one or not one for one in response["content"].values()
                ), where
            if method in ("post", "put", "patch"):
                assert operation["requestBody"]["content"], where


def test_answers_of_real_things_are_as_described(client: TestClient) -> None:
    """Made-up ids are mostly of nothing: here each route is asked for something that there is."""
    import jsonschema_rs  # noqa: PLC0415  comes with schemathesis

    document = client.get(f"{API}/openapi.json").json()
    listed = client.get(f"{API}/events?limit=100").json()["events"]
    page = client.get(f"{API}/events/{listed[0]['id']}").json()
    asked = [
        "/session", "/events", "/marks", "/stories?query=Odrin", "/search?text=ferry", "/judgements", "/formats", "/jobs",
        *(f"/events/{row['id']}" for row in listed[:8]),
        f"/documents/{page['reports'][0]['document']}",
        "/export/geojson/losses",
    ]  # fmt: skip
    for address in asked:
        path = address.partition("?")[0]
        known = API + path if API + path in document["paths"] else API + path.rpartition("/")[0] + "/{id}"
        known = f"{API}/export/{{name}}/losses" if "losses" in path else known
        schema = document["paths"][known]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        answer = client.get(API + address)
        assert answer.status_code == 200, address
        jsonschema_rs.validate({**schema, "components": document["components"]}, answer.json())
