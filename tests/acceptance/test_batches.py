"""Batches: one statement, one key query, one leaf; and nobody costs what a hidden person costs."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from cdp.database.dsn import Database
from tests.acceptance.counting import Counted, Tally
from tests.acceptance.deeds import a_number, captured, consented
from tests.acceptance.naming import behind, unseen
from tests.acceptance.people import AGENT, SENDER, SHOP, Caller, Reply, caller
from tests.acceptance.stand import Exchanged, Stand, opened, settings_in
from tests.postgres.clones import Clones

ONCE = {"leaf": 1, "cdp_keys: keys.rows": 1}


@pytest.fixture(scope="module")
def tally() -> Tally:
    return Tally()


@pytest.fixture(scope="module")
def counted(
    clones: Clones, tmp_path_factory: pytest.TempPathFactory, tally: Tally
) -> Iterator[Stand]:
    settings = settings_in(tmp_path_factory.mktemp("batches"))
    with clones.fresh() as dsns, opened(settings, dsns, Exchanged(remade=Counted(tally))) as at:
        yield at


@pytest.fixture(scope="module")
def people(counted: Stand) -> dict[str, str]:
    """A hundred people who may be called for marketing, by number: their profiles."""
    agent = caller(counted, AGENT)
    numbers = [a_number() for _ in range(100)]
    return {number: consented(agent, number) for number in numbers}


def cost(tally: Tally, ask: Callable[[], Reply]) -> tuple[Reply, dict[str, int]]:
    """An answer, and what it took."""
    tally.forget()
    reply = ask()
    assert "errors" not in reply.body
    return reply, tally.counts()


def resolve(who: Caller, numbers: list[str]) -> Reply:
    return who.ask("ResolvePhones", numbers=numbers)


def may_call(who: Caller, numbers: list[str]) -> Reply:
    return who.ask("MayCall", numbers=numbers)


@pytest.mark.parametrize("many", [1, 2, 100])
def test_one_statement_one_key_query_and_one_leaf_serve_any_number_of_numbers(
    counted: Stand, tally: Tally, people: dict[str, str], many: int
) -> None:
    """By number and by profile, to resolve and to decide."""
    shop, sender, numbers = caller(counted, SHOP), caller(counted, SENDER), list(people)[:many]
    profiles = [people[number] for number in numbers]
    ways: list[tuple[str, Callable[[], Reply]]] = [
        ("by_numbers", lambda: resolve(shop, numbers)),
        ("by_numbers", lambda: may_call(sender, numbers)),
        ("by_ids", lambda: sender.ask("MayCall", profiles=profiles)),
    ]
    for statement, ask in ways:
        reply, taken = cost(tally, ask)
        assert len(reply.rows) == many
        once = {name: times for name, times in taken.items() if ":" in name or name == "leaf"}
        assert once == {**ONCE, f"cdp: profile.{statement}": 1}
        assert taken["derivation"] == many
    [leaf] = counted.leaves(counted.size() - 1)
    assert (leaf["n"], len(leaf["subjects"])) == (many, many)


def test_everybody_is_answered_in_the_order_of_the_question(
    counted: Stand, people: dict[str, str]
) -> None:
    """A number asked twice is answered twice; strangers stand between them."""
    shop = caller(counted, SHOP)
    numbers = [*list(people)[:3], a_number(), next(iter(people)), "nobody's", *list(people)[7:9]]
    rows = resolve(shop, numbers).rows
    found = [row["profile"] and row["profile"]["id"] for row in rows]
    assert found == [people.get(number) for number in numbers]
    assert [bool(row["warnings"]) for row in rows] == [number == "nobody's" for number in numbers]


def hide(at: Stand, profile: str) -> None:
    """She restricts how she is processed."""
    at.sql(Database.DATA, "UPDATE subject SET state = 'RESTRICTED' WHERE id = $1", behind(profile))


@pytest.mark.parametrize("hidden", [1, 3])
def test_hidden_people_answer_and_cost_what_nobody_does(
    counted: Stand, tally: Tally, people: dict[str, str], hidden: int
) -> None:
    """Alone and among others: same bodies, statements, key queries, unwraps, derivations."""
    agent, shop, sender = (caller(counted, who) for who in (AGENT, SHOP, SENDER))
    known = list(people)[:2]
    numbers = [a_number() for _ in range(hidden)]
    profiles = [captured(agent, number) for number in numbers]
    for profile in profiles:
        hide(counted, profile)
    strangers = [a_number() for _ in range(hidden)]
    nobodies = [unseen() for _ in range(hidden)]
    for beside in ([], known):
        ids = [people[number] for number in beside]
        for of_hidden, of_absent in (
            (
                lambda beside=beside: resolve(shop, [*beside, *numbers]),
                lambda beside=beside: resolve(shop, [*beside, *strangers]),
            ),
            (
                lambda beside=beside: may_call(sender, [*beside, *numbers]),
                lambda beside=beside: may_call(sender, [*beside, *strangers]),
            ),
            (
                lambda ids=ids: sender.ask("MayCall", profiles=[*ids, *profiles]),
                lambda ids=ids: sender.ask("MayCall", profiles=[*ids, *nobodies]),
            ),
        ):
            one, cost_of_hidden = cost(tally, of_hidden)
            other, cost_of_absent = cost(tally, of_absent)
            assert one.without_receipt() == other.without_receipt()
            assert cost_of_hidden == cost_of_absent


def test_nothing_that_is_no_number_costs_another_statement(counted: Stand, tally: Tally) -> None:
    """A batch of typing errors is decided and written down as any other."""
    _, taken = cost(tally, lambda: resolve(caller(counted, SHOP), ["", "138****8000"]))
    assert taken["cdp: profile.by_numbers"] == taken["leaf"] == taken["cdp_keys: keys.rows"] == 1
