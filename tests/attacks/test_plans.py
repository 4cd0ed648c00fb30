"""Plans under pressure: documents that cost too much, and more of them than anybody would write."""

from __future__ import annotations

import gc
import linecache
import tracemalloc
from collections.abc import Iterator
from typing import Final

import pytest

from cdp.api.cursor import Cursors
from cdp.api.documents import Documents
from cdp.api.prepared import Preparations
from cdp.api.schema import surface
from cdp.settings import Documents as Trust
from privacy.policy import default_document
from tests.acceptance.people import SELLER
from tests.acceptance.stand import settings_in
from tests.attacks.room import Room, opened_room
from tests.postgres.clones import Clones

EVERYTHING: Final = (
    "query($n: Int!) @purpose(is: SALES_FOLLOW_UP) { leads(first: 100) { edges { profile {"
    " orders(first: $n) { edges { node { status } } } } } } }"
)
"""A hundred people, and of each as many orders as a variable says."""

DOCUMENTS: Final = 10_000
TRACED: Final = 1_000
"""The last of them, whose memory is traced: by then everything that is kept is full."""
PLANS: Final = 512 + 256
"""Most plans that a process holds: those it has prepared, and those it has compiled."""
GROWN_MIB: Final = 2


@pytest.fixture(scope="module")
def usual(clones: Clones, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A room under the shipped budgets."""
    folder = tmp_path_factory.mktemp("usual")
    policy = folder.parent / "shipped.policy.toml"
    policy.write_bytes(default_document())
    settings = settings_in(folder, policy_file=policy)
    with clones.fresh() as dsns, opened_room(settings, dsns) as at:
        yield at


def test_more_than_five_thousand_points_are_refused_before_anybody_is_asked(usual: Room) -> None:
    """By what the variables make of it: the bound and its number are named, nothing is read."""
    first, again = (usual.say(EVERYTHING, who=SELLER, n=100) for _ in range(2))
    for refused in (first, again):
        [error] = refused.body["errors"]
        assert (refused.status, refused.code) == (400, "COST_EXCEEDED")
        assert (error["extensions"]["limit"], error["extensions"]["allowed"]) == ("cost", 5_000)
        assert "data" not in refused.body
    assert first.cost.keys() == {"part of the body", "token", "validation"}
    assert again.cost == {"part of the body": 1}


def test_the_same_document_is_answered_where_its_lists_are_short(usual: Room) -> None:
    """It is the length that costs, not the text."""
    answered = usual.say(EVERYTHING, who=SELLER, n=1)
    assert (answered.status, answered.body["data"]) == (200, {"leads": {"edges": []}})


def test_ten_thousand_documents_leave_no_more_plans_than_may_be_kept() -> None:
    """Plans, what was prepared for them, and the source that tracebacks show: all are bounded."""
    made = surface()
    documents = Documents(compiler=made.compiler, mode=Trust.PREFER, trusted={})
    preparations = Preparations(surface=made, cursors=Cursors.derive(bytes(32)))
    sources = len(linecache.cache)

    def answer(numbers: range) -> int:
        for n in numbers:
            plan = documents.meant(
                None, f"query Drawn{n} {{ a{n}: checkpoint {{ size }} }}", None
            ).plan
            preparations.of(plan)
            plan.writer.prepare()
        gc.collect()
        return tracemalloc.get_traced_memory()[0] if tracemalloc.is_tracing() else 0

    answer(range(DOCUMENTS - TRACED - PLANS))
    tracemalloc.start()
    try:
        # What is forgotten in between was not traced, and what takes its place is.
        full = answer(range(DOCUMENTS - TRACED - PLANS, DOCUMENTS - TRACED))
        grown = answer(range(DOCUMENTS - TRACED, DOCUMENTS)) - full
    finally:
        tracemalloc.stop()
    assert len(documents._recent) <= 256
    assert len(preparations._made) <= 512
    assert len(linecache.cache) - sources <= PLANS
    assert grown < GROWN_MIB * 2**20
