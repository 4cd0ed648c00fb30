"""PhoneResolution and CallerContext: what a ringing number opens."""

from __future__ import annotations

from collections.abc import Sequence

import strawberry

from cdp.api.calls.types import LIST as CALLS
from cdp.api.calls.types import CallConnection
from cdp.api.cases.types import OPEN_LIST, CaseConnection
from cdp.api.field import given, held, plain, turn_of
from cdp.api.orders.types import LIST as ORDERS
from cdp.api.orders.types import OrderConnection
from cdp.api.people.contact import OF_A_DECISION, ByChannel, ContactDecision, shown
from cdp.api.people.profile import Profile
from cdp.api.root import After, First
from cdp.api.rows import Rows
from cdp.identity.record import ResolutionStatus
from cdp.profile.person import Person
from cdp.profile.reach import Contacting
from privacy.contactability import NOBODY
from privacy.terms import DataCategory, ReasonCode


@strawberry.type(description="Something to know about an answer.")
class Warning:  # noqa: A001 - the surface's own word
    """A code and what it means."""

    code: ReasonCode = given("word of a closed list", "What it is.")
    message: str = given("text of ours", "What it means.")


@strawberry.type(description="Whom a number stands for.")
class PhoneResolution:
    """NOT_AVAILABLE is one answer for: never seen, recycled, restricted, erased, forbidden."""

    person: strawberry.Private[Person | None]
    known: strawberry.Private[Sequence[Warning]] = ()
    those: strawberry.Private[Sequence[Person]] = ()
    """Whom it may be, where there are several; then `person` is nobody."""

    @plain("word of a closed list", "How surely the number stands for one person.")
    def status(self) -> ResolutionStatus:
        """EXACT where somebody may be shown."""
        if self.those:
            return ResolutionStatus.SHARED
        return ResolutionStatus.NOT_AVAILABLE if self.person is None else ResolutionStatus.EXACT

    @plain("its fields are classified", "The person, where one may be shown.")
    def profile(self) -> Profile | None:
        """The profile."""
        return None if self.person is None else Profile(person=self.person)

    @plain("its nodes' fields are classified", "Whom it may be, where there are several.")
    def candidates(self) -> list[Profile]:
        """To an exempt purpose the owner, and whoever is withheld; to all others nobody."""
        return [Profile(person=person) for person in self.those]

    @plain("text of ours", "Something to know about this answer.")
    def warnings(self) -> list[Warning]:
        """That a number of many was none."""
        return list(self.known)


def unreadable(advice: str) -> PhoneResolution:
    """What answers an item of a list that is no number; it is not repeated."""
    warning = Warning(code=ReasonCode.INVALID_INPUT, message=advice)
    return PhoneResolution(person=None, known=[warning])


@strawberry.type(description="What an agent needs when the telephone rings.")
class CallerContext:
    """The person, open cases, last orders and last calls, in one round trip."""

    person: strawberry.Private[Person | None]
    contacting: strawberry.Private[Contacting | None] = None
    those: strawberry.Private[Sequence[Person]] = ()

    @plain("its fields are classified", "Whom the number stands for.")
    def resolution(self) -> PhoneResolution:
        """The resolution."""
        return PhoneResolution(person=self.person, those=self.those)

    @held(DataCategory.SERVICE_CASE, "The newest cases that somebody still works on.")
    def open_cases(
        self, info: strawberry.Info, first: First, after: After = None
    ) -> CaseConnection | None:
        """Null where nobody may be shown."""
        shown = turn_of(info).shows("CallerContext.openCases", DataCategory.SERVICE_CASE)
        if self.person is None or not shown:
            return None
        return CaseConnection(of=Rows(OPEN_LIST, self.person.open_cases, first, after, self.person))

    @held(DataCategory.COMMERCIAL_ORDER, "The newest orders.")
    def last_orders(
        self, info: strawberry.Info, first: First, after: After = None
    ) -> OrderConnection | None:
        """Null where nobody may be shown."""
        shown = turn_of(info).shows("CallerContext.lastOrders", DataCategory.COMMERCIAL_ORDER)
        return (
            None
            if self.person is None or not shown
            else OrderConnection(of=Rows(ORDERS, self.person.orders, first, after, self.person))
        )

    @held(DataCategory.CONTACT_CALL_RECORD, "The newest calls.")
    def last_calls(
        self, info: strawberry.Info, first: First, after: After = None
    ) -> CallConnection | None:
        """Null where nobody may be shown."""
        shown = turn_of(info).shows("CallerContext.lastCalls", DataCategory.CONTACT_CALL_RECORD)
        return (
            None
            if self.person is None or not shown
            else CallConnection(of=Rows(CALLS, self.person.calls, first, after, self.person))
        )

    @plain(OF_A_DECISION, "Whether the person may be contacted, for the operation's purpose, now.")
    def contactability(self, info: strawberry.Info, channel: ByChannel) -> ContactDecision:
        """Not allowed, NOT_AVAILABLE, where nobody may be shown."""
        if self.person is None or self.contacting is None or turn_of(info).grant is None:
            return shown(NOBODY)
        return shown(self.contacting.decision(self.person.reach, channel))
