"""Whatever is sent to the API, it answers as its own description says, and nothing breaks.

schemathesis makes the requests out of the description, the same ones each time; COACH_TEST_EXAMPLES says how many of
chance for each address (10 if unset), besides those that it tries of every parameter.
"""

import os
from dataclasses import dataclass

import pytest
import schemathesis
from hypothesis import settings
from people import World
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks
from starlette.types import ASGIApp, Receive, Scope, Send

from coach.settings import Settings
from web.app import create_app


@dataclass(slots=True)
class Stand:
    """Where the application of a world stands: the requests are described before there is one."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self.app(scope, receive, send)


TOLD = [not_a_server_error, checks.content_type_conformance, checks.response_schema_conformance]
stand = Stand(create_app(Settings(), work=False))
schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", stand)
some = settings(max_examples=int(os.environ.get("COACH_TEST_EXAMPLES", "10")), derandomize=True, deadline=None)


@pytest.fixture(scope="module")
def token(shared: World) -> str:
    stand.app = shared.app
    return shared.bearer["dora"]


@schema.parametrize()
@some
def test_answers_are_as_described(case: schemathesis.Case, token: str) -> None:
    # The framework names one method of an address in `Allow`, not all.
    beyond = [checks.allow_header_conformance]
    if case.method == "POST":
        # Of a file more is asked than a schema can say: that it holds something, that its day is past. And an empty
        # field of a form is one that was left open.
        beyond += [checks.positive_data_acceptance, checks.negative_data_rejection]
    case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, excluded_checks=beyond)


@schema.include(method="GET", path_regex="{").parametrize()
@some
def test_answers_about_what_is_there_are_as_described(case: schemathesis.Case, token: str, shared: World) -> None:
    case.path_parameters = {name: str(shared.ours[name]) for name in case.path_parameters}
    answer = case.call(headers={"Authorization": f"Bearer {token}"})
    case.validate_response(answer, checks=TOLD)
    assert answer.status_code != 404
