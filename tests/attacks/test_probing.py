"""Probing: refusals are worded so that no schema can be rebuilt from them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import pytest

from cdp.api.executor import GraphQLExecutor
from cdp.api.introspection import Introspection
from cdp.settings import Documents
from cdp.wiring import Service
from tests.acceptance.people import CONTRACT
from tests.acceptance.stand import settings_in
from tests.attacks.probing import HINTS, Guess, Names, right_guesses, wrong_guesses
from tests.attacks.room import ACCEPT, JSON, Room, opened_room
from tests.contract.scope import Caller as Wire
from tests.contract.scope import chunk
from tests.postgres.clones import Clones


@pytest.fixture(scope="module")
def names(room: Room) -> Names:
    return Names.of(room.executor.surface.schema)


@pytest.fixture(scope="module")
def strict(clones: Clones, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A service that runs what was published, as production does, and shows nobody its schema."""
    settings = settings_in(tmp_path_factory.mktemp("strict"), documents=Documents.REQUIRE)

    def closed(made: Service) -> GraphQLExecutor:
        unshown = Introspection.of(made.executor.surface.sdl, frozenset())
        return replace(made.executor, introspection=unshown)

    with clones.fresh() as dsns, opened_room(settings, dsns, remade=closed) as at:
        yield at


def heard(room: Room, guesses: Iterator[Guess]) -> dict[bytes, list[str]]:
    """Every different answer, with the guesses that had it."""
    answers: dict[bytes, list[str]] = {}
    for some in iter(lambda: list(islice(guesses, 200)), []):
        room.at.wait_for(_hear(room, some, answers))
    return answers


async def _hear(room: Room, guesses: list[Guess], answers: dict[bytes, list[str]]) -> None:
    headers = [room.bearer(), JSON, ACCEPT]
    for guess in guesses:
        body = chunk(json.dumps({"query": guess.text}).encode())
        wire = await room.quietly(Wire([body], headers=headers))
        answers.setdefault(without_id(wire), []).append(guess.word)


def without_id(wire: Wire) -> bytes:
    """The answer, but for the id that every request has of its own."""
    sent = dict(wire.answered[0]["headers"])[b"x-request-id"]
    return wire.body.replace(sent, b"")


def test_thousands_of_near_misses_are_told_one_and_the_same(room: Room, names: Names) -> None:
    """Every name of the schema with a letter changed, and its beginning: one answer, to the byte.

    So nothing is recovered: no name, no suggestion, and no difference that is closer to a name.
    """
    answers = heard(room, wrong_guesses(names))
    [(octets, words)] = answers.items()
    assert len(words) > 2_000
    [error] = json.loads(octets)["errors"]
    assert error["extensions"].pop("code") == "DOCUMENT_INVALID"
    assert error["extensions"].keys() <= {"requestId", "messageZh"}
    assert not [hint.pattern for hint in HINTS if hint.search(error["message"])]


def test_where_published_documents_alone_run_a_right_guess_is_told_no_more(
    strict: Room, names: Names
) -> None:
    """Right or wrong, no letter of the text is read."""
    sample = [guess for n, guess in enumerate(right_guesses(names)) if n % 5 == 0]
    sample += [guess for n, guess in enumerate(wrong_guesses(names)) if n % 20 == 0]
    [(octets, words)] = heard(strict, iter(sample)).items()
    assert len(words) == len(sample) > 200
    assert json.loads(octets)["errors"][0]["extensions"]["code"] == "DOCUMENT_UNKNOWN"
    assert strict.say(sample[0].text).cost == {"part of the body": 1}


@pytest.mark.parametrize(
    "purpose", ["SERVICE_SUPPOR", "SERVICE_SUPPORTT", "service_support", "SERVICE", "X"]
)
def test_a_purpose_that_is_nearly_one_is_told_no_other(room: Room, purpose: str) -> None:
    """The refusal is written down, and names none."""
    answered = room.say(f"query @purpose(is: {purpose}) {{ __typename }}")
    assert (answered.status, answered.code) == (400, "PURPOSE_NOT_IN_CEILING")
    assert b"SERVICE" not in answered.octets
    assert b"SUPPORT" not in answered.octets


@pytest.mark.parametrize(
    ("operation", "variables"),
    [
        ("Contactability", {"profile": "p", "channel": "PHON"}),
        ("Contactability", {"profile": "p", "channel": "SMSS"}),
        ("CaptureLead", {"input": {"number": "x", "source": "web-form", "nam": "x"}}),
        ("CaptureLead", {"input": {"number": "x", "source": "web-form", "names": "x"}}),
        ("CaptureLead", {"input": {"number": "x"}}),
        ("CaptureLead", {"input": {}}),
    ],
)
def test_a_variable_that_nearly_fits_is_told_by_its_own_name(
    room: Room, operation: str, variables: dict[str, object]
) -> None:
    """The coercion's own message would list the words that would fit."""
    document = f"sha256:{CONTRACT.named('agent', operation).id}"
    answered = room.post({"documentId": document, "variables": variables})
    assert (answered.status, answered.code) == (400, "INVALID_INPUT")
    [error] = answered.body["errors"]
    assert error["extensions"]["field"] in variables
    assert not [hint.pattern for hint in HINTS if hint.search(error["message"])]
    assert not {"PHONE", "SMS", "name", "need", "source"} & set(
        re.findall(r"[A-Za-z_]+", error["message"])
    )


@pytest.mark.parametrize("name", ["ScreenPo", "ScreenPopp", "Screen", "IntrospectionQuery"])
def test_a_document_that_is_nearly_published_is_unknown(room: Room, name: str) -> None:
    """Ids are digests: there is nothing near one; names of operations are no ids."""
    for body in ({"documentId": name}, {"documentId": f"x-agent:{name}"}):
        answered = room.post(body)
        assert (answered.status, answered.code) == (400, "DOCUMENT_UNKNOWN")
        assert name.encode() not in answered.octets
