"""What the files say of one person hangs together: she asks, buys, needs help, falls silent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone

from cdp.sample.company import Company
from cdp.sample.life import Life
from cdp.sample.lines import LineKind
from cdp.sample.person import Bond
from cdp.sample.population import A_SEAM, DAYS, SILENT_DAYS
from tests.unit.sample.conftest import NOW
from tests.unit.sample.reading import accepted

BEIJING = timezone(timedelta(hours=8))
WHEN = {"leads": "captured_at", "orders": "placed_at", "calls": "started_at", "cases": "opened_at"}


def at(row: Mapping[str, str], kind: str) -> datetime:
    """When a record happened."""
    text = row[WHEN[kind]].replace("/", "-")
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)


def histories(company: Company, kind: str) -> dict[str, list[datetime]]:
    """The times of each number's records of a kind."""
    consignment = next(each for each in company.consignments if each.kind == kind)
    return {
        number: [at(row, kind) for row in rows] for number, rows in accepted(consignment).items()
    }


def moments(life: Life) -> list[datetime]:
    """When she asked, bought and was called."""
    asked = [lead.at for lead in life.leads]
    bought = [order.at for order in life.orders]
    return asked + bought + [call.at for call in life.calls]


def marketplace(company: Company) -> set[str]:
    """The numbers that a marketplace lent."""
    lines = {order.line for life in company.lives for order in life.orders}
    return {line.canonical for line in lines if line.kind is LineKind.PRIVACY}


def test_no_two_people_have_one_number(company: Company) -> None:
    """Of those that reach one person; a parcel's number is lent once."""
    own = [person.line.canonical for person in company.people]
    assert len(own) == len(set(own))
    lent = [
        order.line.canonical
        for life in company.lives
        for order in life.orders
        if order.line.kind is LineKind.PRIVACY
    ]
    assert len(lent) == len(set(lent)) > 50
    assert not set(lent) & set(own)


def test_two_thousand_people_and_more_come_of_the_files(company: Company) -> None:
    """Everybody is in an accepted row of some file."""
    own = {person.line.canonical for person in company.people}
    assert len(own) >= 2_000
    assert company.numbers == own | marketplace(company)


def test_people_share_lines_as_people_do(company: Company) -> None:
    """Households of one door and one line; behind a desk a number of one's own."""
    homes = Counter(person.household for person in company.people if person.household)
    doors = {(person.household, person.door) for person in company.people if person.household}
    assert max(homes.values()) > 2
    assert len(doors) == len(homes)
    assert any(person.line.kind is LineKind.DESK for person in company.people)
    assert any(person.switchboard for person in company.people)


def test_everything_lies_in_the_past_and_not_too_far(company: Company) -> None:
    """Of the time that was given; a call that was agreed on may lie ahead."""
    oldest = NOW - timedelta(days=DAYS + 5)
    for kind in WHEN:
        for times in histories(company, kind).values():
            assert all(oldest < moment < NOW for moment in times)
    for life in company.lives:
        for case in life.cases:
            for moment in (case.first_response_at, case.resolved_at):
                assert moment is None or case.opened_at < moment < NOW


def test_orders_follow_leads_and_calls_come_after_the_first_of_them(company: Company) -> None:
    """Whoever bought had asked; but on a marketplace nobody asks us first."""
    leads, orders = histories(company, "leads"), histories(company, "orders")
    calls = histories(company, "calls")
    for number in orders.keys() - marketplace(company):
        assert min(leads[number]) < min(orders[number])
    for number in leads.keys() & calls.keys():
        assert min(leads[number]) < min(calls[number])
    between = sum(
        any(min(leads[number]) < call < max(orders[number]) for call in calls.get(number, ()))
        for number in orders.keys() & leads.keys()
    )
    assert between > 300


def test_a_case_about_an_order_comes_after_it_and_from_its_buyer(company: Company) -> None:
    """Its subject names the order, and its product is the order's."""
    about = 0
    for life in company.lives:
        for case in life.cases:
            if case.order is not None:
                about += 1
                assert case.order in life.orders
                assert case.order.at < case.opened_at
    assert about > 400
    assert all(
        life.orders or case.kind == "CONSULTATION" for life in company.lives for case in life.cases
    )


def test_whoever_went_silent_did_so_long_ago(company: Company) -> None:
    """Nothing comes after, but for the call that ended it."""
    silent = [
        (person, life)
        for person, life in zip(company.people, company.lives, strict=True)
        if person.left_at
    ]
    assert len(silent) > 200
    for person, life in silent:
        assert person.left_at is not None
        assert NOW - person.left_at > timedelta(days=SILENT_DAYS)
        times = moments(life)
        assert all(moment <= person.left_at + timedelta(hours=3) for moment in times)


def test_what_ends_a_number_is_the_last_of_its_records(company: Company) -> None:
    """A wrong or unallocated number has no later lead, order, call or case."""
    ends = {"WRONG_NUMBER", "UNALLOCATED", "DO_NOT_CALL", "DECEASED_OR_CLOSED"}
    ended = 0
    for life in company.lives:
        times = moments(life)
        times += [case.opened_at for case in life.cases]
        for call in life.calls:
            if {call.result, call.outcome} & ends:
                ended += 1
                assert call.at == max(times)
    assert ended > 20


def test_a_few_people_do_most(company: Company) -> None:
    """Activity has a long tail: a tenth of the people place more than half of the orders."""
    counts = sorted((len(life.orders) for life in company.lives), reverse=True)
    assert sum(counts[: len(counts) // 10]) > sum(counts) / 2
    assert {person.bond for person in company.people} == set(Bond)
    repeated = [life for life in company.lives if len({lead.campaign for lead in life.leads}) > 1]
    assert len(repeated) > 300


def test_people_stand_behind_every_seam(company: Company) -> None:
    """Later issues find them; so far they are ordinary, and no birthday of theirs is stated."""
    for numbers in company.set_aside.values():
        assert len(numbers) == A_SEAM
        assert set(numbers) <= company.numbers
    assert all(person.birthday is None for person in company.people if person.seam)
