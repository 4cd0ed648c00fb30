"""What people said of consent can be filed as it stands, and takes every course."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from itertools import pairwise

from cdp.sample.company import Company
from cdp.sample.consents import ASKED_FOR
from cdp.sample.person import Ending
from privacy.phone import Phone
from privacy.policy import default_document, load
from privacy.terms import ConsentMethod, ConsentState, Purpose
from tests.unit.sample.conftest import NOW

GIVEN, REFUSED, WITHDRAWN = ConsentState.GIVEN, ConsentState.REFUSED, ConsentState.WITHDRAWN


def courses(company: Company) -> set[tuple[ConsentState, ...]]:
    answers: dict[tuple[str, Purpose], tuple[ConsentState, ...]] = defaultdict(tuple)
    for saying in company.sayings:
        answers[saying.number, saying.purpose] += (saying.state,)
    return set(answers.values())


def test_more_than_a_thousand_people_spoke_under_numbers_of_the_files(company: Company) -> None:
    """Numbers of one person, each canonical."""
    numbers = {saying.number for saying in company.sayings}
    assert 1_100 < len(numbers) < 1_400
    assert numbers <= company.numbers
    for number in numbers:
        phone = Phone.parse(number)
        assert (phone.canonical, phone.is_exclusive) == (number, True)


def test_consents_are_given_refused_withdrawn_and_given_again(company: Company) -> None:
    """Each course occurs."""
    assert {
        (GIVEN,),
        (REFUSED,),
        (GIVEN, WITHDRAWN),
        (GIVEN, WITHDRAWN, GIVEN),
        (REFUSED, GIVEN),
    } <= courses(company)


def test_every_question_is_one_of_the_policy_and_each_is_asked(company: Company) -> None:
    """No cell is left out."""
    cells = {cell.purpose for cell in load(default_document()).cells}
    assert {saying.purpose for saying in company.sayings} == cells


def test_statements_are_told_in_their_order_and_in_time(company: Company) -> None:
    """Since the notice is read out, and an hour and more ago, as the record demands."""
    for one, next_one in pairwise(company.sayings):
        assert one.said_at <= next_one.said_at
    assert all(
        NOW - ASKED_FOR <= saying.said_at < NOW - timedelta(hours=2) for saying in company.sayings
    )
    joined = {person.line.canonical: person.joined_at for person in company.people}
    assert all(joined[saying.number] <= saying.said_at for saying in company.sayings)


def test_no_two_answers_to_one_question_are_as_late(company: Company) -> None:
    """Else nobody could say which binds."""
    said = [(saying.number, saying.purpose, saying.said_at) for saying in company.sayings]
    assert len(said) == len(set(said))


def test_no_statement_needs_a_proof_that_is_not_there(company: Company) -> None:
    """An imported consent would."""
    assert ConsentMethod.IMPORT not in {saying.method for saying in company.sayings}


def test_whoever_wants_no_calls_refuses_them_and_a_wrong_number_says_nothing(
    company: Company,
) -> None:
    """As their last call came to."""
    said = defaultdict(set)
    for saying in company.sayings:
        said[saying.number].add((saying.purpose, saying.state))
    for person in company.people:
        if person.ending is Ending.DO_NOT_CALL:
            assert said[person.line.canonical] == {
                (Purpose.MARKETING_DIRECT_CALL, REFUSED),
                (Purpose.MARKETING_DIRECT_SMS, REFUSED),
            }
        elif person.ending is not None:
            assert person.line.canonical not in said
