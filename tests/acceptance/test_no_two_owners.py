"""Whatever is heard of a number, in any order: at no time has it two owners, and nothing breaks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum, auto
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from cdp.acts.refresh_numbers import refresh_numbers
from cdp.acts.stale_number import StaleNumber
from cdp.api.ids import Fact, Record
from cdp.database.dsn import Database
from cdp.identity.provider import SHANGHAI
from privacy.phone import Phone
from tests.acceptance.deeds import a_number, call, disputed, lead
from tests.acceptance.naming import IDS, behind
from tests.acceptance.people import AGENT, STEWARD, caller
from tests.acceptance.recycling import a_list
from tests.acceptance.stand import Stand

BEGAN: Final = datetime(2026, 3, 1, 16, tzinfo=UTC)
"""Midnight in Shanghai, so that a provider's days are the days of the events."""

DAYS: Final = st.integers(0, 12)
ANSWERS: Final = frozenset({"CONFLICT", "INVALID_INPUT", "NOT_AVAILABLE"})
"""What may be said instead of done."""


class Kind(StrEnum):
    """What is heard of a number."""

    CALLED = auto()
    ASKED = auto()
    ANOTHERS_IN = auto()
    ANOTHERS_OUT = auto()
    NOBODYS = auto()
    RECYCLED = auto()
    DOUBTED = auto()
    HERS = auto()
    NOT_HERS = auto()


@dataclass(frozen=True, slots=True)
class Word:
    """What is heard, of which day; of which of her people a steward speaks."""

    kind: Kind
    day: int
    whose: int

    @property
    def at(self) -> datetime:
        return BEGAN + timedelta(days=self.day)


WORDS: Final = st.lists(
    st.builds(Word, st.sampled_from(Kind), DAYS, st.integers(0, 3)), min_size=2, max_size=9
)

CALLS: Final[dict[Kind, dict[str, object]]] = {
    Kind.CALLED: {"direction": "OUTBOUND"},
    Kind.ANOTHERS_IN: {"outcome": "WRONG_NUMBER"},
    Kind.ANOTHERS_OUT: {"outcome": "WRONG_NUMBER", "direction": "OUTBOUND"},
    Kind.NOBODYS: {
        "direction": "OUTBOUND",
        "result": "UNALLOCATED",
        "outcome": None,
        "talkSeconds": 0,
    },
}
SETTLES: Final[dict[Kind, dict[str, object]]] = {
    Kind.DOUBTED: {},
    Kind.HERS: {"reason": "DOCUMENT_SHOWN", "settled": "HERS"},
    Kind.NOT_HERS: {"settled": "NOT_HERS"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A service, one number of it, and where lists are laid."""

    at: Stand
    folder: Path
    number: str

    def terms(self) -> list[Any]:
        """Every ownership of the number, the oldest person first."""
        token = self.at.service.ground.numbers.key.token(Phone.parse(self.number).canonical)
        return list(
            self.at.sql(
                Database.DATA,
                "SELECT o.subject_id, o.id, o.e164, o.during, o.state FROM phone_ownership o"
                " JOIN identity_index i ON i.identity_id = o.identity_id WHERE i.bx = $1"
                " ORDER BY o.subject_id",
                token,
            )
        )

    def hear(self, word: Word) -> None:
        """Say it to the service, which does it or says what is in the way."""
        if word.kind is Kind.RECYCLED:
            self.ask_the_list(word)
        elif word.kind in SETTLES:
            self.ask_a_steward(word)
        else:
            self.file(word)

    def file(self, word: Word) -> None:
        """An event: it is filed with whoever had the number then."""
        agent, at = caller(self.at, AGENT), word.at.isoformat()
        if word.kind is Kind.ASKED:
            reply = agent.ask("CaptureLead", input=lead(self.number, capturedAt=at))
        else:
            reply = agent.ask("LogCall", input=call(self.number, startedAt=at, **CALLS[word.kind]))
        assert reply.status == 200, reply.octets
        row = reply.payload["leadId" if word.kind is Kind.ASKED else "callId"]
        table = "lead" if word.kind is Kind.ASKED else "call"
        query = f"SELECT subject_id, ownership_id FROM {table} WHERE id = $1"  # noqa: S608 - of two
        [filed] = self.at.sql(Database.DATA, query, behind(row))
        [hers] = [each for each in self.terms() if each["subject_id"] == filed["subject_id"]]
        if filed["ownership_id"] is not None and hers["state"] != "DISPUTED":
            assert (hers["id"], contains(hers["during"], word.at)) == (filed["ownership_id"], True)

    def ask_a_steward(self, word: Word) -> None:
        """Somebody of the number, by whichever way she is named."""
        terms = self.terms()
        if not terms:
            return
        term = terms[word.whose % len(terms)]
        more = dict(SETTLES[word.kind])
        if word.kind is Kind.NOT_HERS:
            more["since"] = word.at.isoformat()
        given = disputed(
            IDS.record(Record.PROFILE, term["subject_id"]),
            IDS.fact(Fact.NUMBER, term["subject_id"], term["id"]),
            **more,
        )
        reply = caller(self.at, STEWARD).ask("DisputePhone", input=given)
        assert reply.status == 200, reply.octets
        said = reply.payload.get("code", "DONE")
        event(f"{word.kind} {said}")
        assert said in {"DONE", *ANSWERS}

    def ask_the_list(self, word: Word) -> None:
        """A list that was made that day, about whoever has the number."""
        asked = [
            StaleNumber(
                subject=each["subject_id"],
                ownership=each["id"],
                e164=each["e164"],
                token=self.at.service.ground.numbers.key.token(Phone.parse(self.number).canonical),
                hers_since=each["during"].lower or BEGAN - timedelta(days=1),
            )
            for each in self.terms()
            if each["state"] == "ACTIVE"
        ]
        day = word.at.astimezone(SHANGHAI).date()
        provider = a_list(self.at, self.folder, f"{self.number},RECYCLED,{day}")
        if asked:
            counts = self.at.wait_for(refresh_numbers(asked, provider, self.at.service.ground))
            event(f"RECYCLED {sorted(counts)}")


def contains(during: Any, at: datetime) -> bool:  # noqa: ANN401 - asyncpg's Range
    """Whether an instant lies in a range."""
    if during.isempty:
        return False
    return (during.lower is None or during.lower <= at) and (
        during.upper is None or at < during.upper
    )


def overlapping(terms: list[Any]) -> list[tuple[UUID, UUID]]:
    """Owners who have the number at one time, of those who count."""
    spans = [
        (each["id"], each["during"])
        for each in terms
        if each["state"] in {"ACTIVE", "ENDED"} and not each["during"].isempty
    ]
    return [
        (one, other)
        for n, (one, first) in enumerate(spans)
        for other, second in spans[n + 1 :]
        if (second.upper is None or first.lower is None or first.lower < second.upper)
        and (first.upper is None or second.lower is None or second.lower < first.upper)
    ]


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(WORDS)
def test_at_no_time_has_a_number_two_owners(
    stand: Stand, tmp_path: Path, words: list[Word]
) -> None:
    """Active or ended; each event goes to whoever had it then; and nobody meets a fault of ours."""
    town = Town(at=stand, folder=tmp_path, number=a_number())
    for word in words:
        town.hear(word)
        terms = town.terms()
        assert overlapping(terms) == []
        assert len([each for each in terms if each["state"] == "ACTIVE"]) <= 1
