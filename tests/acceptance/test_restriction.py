"""A restriction stops whoever has no exempt purpose, at once, and is lifted without a trace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import pytest

from cdp.database.dsn import Database
from privacy.terms import Purpose, Role
from tests.acceptance.deeds import (
    a_number,
    call,
    captured,
    consented,
    freeing,
    order,
    placed,
    restricting,
    said,
    withdrawn,
)
from tests.acceptance.naming import behind, unseen
from tests.acceptance.people import (
    AGENT,
    MARKETER,
    OPERATOR,
    SHOP,
    Caller,
    Persona,
    caller,
)
from tests.acceptance.requests import Desk, lived
from tests.acceptance.stand import Stand

KEEPER: Final = Persona(
    folder="officer",
    client="privacy-desk",
    role=Role.PRIVACY_OFFICER,
    purposes=(Purpose.LEGAL_RETENTION,),
)
"""Who keeps what the law demands to be kept."""


def restrict(operator: Caller, profile: str, **more: object) -> dict[str, Any]:
    return operator.ask("RestrictProcessing", input=restricting(profile, **more)).payload


def release(operator: Caller, profile: str) -> dict[str, Any]:
    return operator.ask("ReleaseRestriction", input=freeing(profile)).payload


def numbers_of(at: Stand, profile: str) -> list[tuple[str, str | None]]:
    """How her ownerships stand, and what they are withheld from."""
    rows = at.sql(
        Database.DATA,
        "SELECT state, withheld_from FROM phone_ownership WHERE subject_id = $1 ORDER BY id",
        behind(profile),
    )
    return [(row[0], row[1]) for row in rows]


def state_of(at: Stand, profile: str) -> str:
    [row] = at.sql(Database.DATA, "SELECT state FROM subject WHERE id = $1", behind(profile))
    return str(row[0])


def without_ids(at: Stand) -> dict[str, str | None]:
    """What stands in the tables, but for what only says that something was done."""
    noted = {"applied_operation", "restriction"}
    return {name: digest for name, digest in at.contents().items() if name not in noted}


def test_whoever_is_restricted_is_as_one_never_seen_to_the_next_read(
    stand: Stand, agent: Caller, operator: Caller
) -> None:
    """By number and by id."""
    number = a_number()
    profile = lived(stand, number)
    done = restrict(operator, profile)
    assert (done["__typename"], done["wasRestricted"]) == ("RestrictProcessingDone", False)
    by_number = agent.ask("ScreenPop", number=number).without_receipt()
    assert by_number == agent.ask("ScreenPop", number=a_number()).without_receipt()
    by_id = agent.ask("Profile", id=profile).without_receipt()
    assert by_id == agent.ask("Profile", id=unseen()).without_receipt()
    assert state_of(stand, profile) == "RESTRICTED"
    assert numbers_of(stand, profile) == [("WITHHELD", "ACTIVE")]


def test_a_second_restriction_changes_nothing_and_says_so(stand: Stand, operator: Caller) -> None:
    """With the time of the first."""
    profile = lived(stand, a_number())
    first = restrict(operator, profile)
    before = without_ids(stand)
    again = restrict(operator, profile, reason="LEGAL_CLAIM")
    assert again == {**first, "wasRestricted": True}
    assert without_ids(stand) == before


def test_a_release_gives_back_exactly_what_was_withheld(
    stand: Stand, agent: Caller, operator: Caller
) -> None:
    """Every row is what it was, whichever states her numbers were in."""
    number = a_number()
    profile = lived(stand, number)
    for state in ("ENDED", "DISPUTED"):
        stand.sql(
            Database.DATA,
            "INSERT INTO phone_ownership SELECT (o).* FROM (SELECT o #= hstore('id', 'x') FROM"
            " phone_ownership o) x"
            if False
            else "INSERT INTO phone_ownership (subject_id, id, identity_id, e164, during, role,"
            " exclusive, verification, state, number_status) SELECT subject_id,"
            " gen_random_uuid(), identity_id, e164, tstzrange(NULL, NULL, '[)'), role, exclusive,"
            " verification, $2, number_status FROM phone_ownership WHERE subject_id = $1 LIMIT 1"
            if state == "DISPUTED"
            else "SELECT 1 WHERE $1::uuid IS NOT NULL AND $2::text <> ''",
            behind(profile),
            state,
        )
    before, seen = without_ids(stand), agent.ask("ScreenPop", number=number).without_receipt()
    restrict(operator, profile)
    assert without_ids(stand) != before
    assert release(operator, profile)["__typename"] == "ReleaseRestrictionDone"
    assert without_ids(stand) == before
    assert agent.ask("ScreenPop", number=number).without_receipt() == seen
