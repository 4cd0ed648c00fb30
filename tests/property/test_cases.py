"""Whatever way a request takes: nothing is completed that was not verified, approved and proven."""

from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from privacy.errors import ImpossibleStep, PlanChanged, SameActor
from privacy.rights.case import Case, CaseState, Proof, RequestType

ACTORS = ("anna", "boris")
PLANS = ("a" * 64, "b" * 64)
DONE = {CaseState.COMPLETED, CaseState.COMPLETED_RESTRICTED}

MOVES = st.one_of(
    st.tuples(
        st.just("move"), st.sampled_from(CaseState), st.frozensets(st.sampled_from(list(Proof)))
    ),
    st.tuples(st.just("plan"), st.sampled_from(PLANS), st.just(frozenset[Proof]())),
    st.tuples(
        st.just("approve"),
        st.tuples(st.sampled_from(ACTORS), st.sampled_from(PLANS)),
        st.just(frozenset[Proof]()),
    ),
)

STRAIGHT = (
    ("move", CaseState.VERIFYING, frozenset[Proof]()),
    ("move", CaseState.VERIFIED, frozenset({Proof.IDENTITY})),
    ("move", CaseState.SCOPING, frozenset[Proof]()),
    ("plan", PLANS[0], frozenset[Proof]()),
    ("approve", ("boris", PLANS[0]), frozenset[Proof]()),
    ("move", CaseState.EXECUTING, frozenset[Proof]()),
    ("move", CaseState.VERIFYING_RESULT, frozenset[Proof]()),
    ("move", CaseState.COMPLETED, frozenset({Proof.NOTHING_LEFT})),
)


def step(case: Case, move: tuple[str, object, frozenset[Proof]]) -> Case:
    what, how, shown = move
    match what, how:
        case "move", CaseState():
            return case.moved(how, *shown)
        case "plan", str():
            return case.planned(how)
        case "approve", (str() as by, str() as plan):
            return case.approved(by=by, plan=plan)
        case _:
            raise AssertionError(what)


@given(st.lists(MOVES, max_size=40), st.permutations(STRAIGHT), st.integers(0, 8))
def test_no_way_to_completion_leaves_a_proof_out(
    walk: list[tuple[str, object, frozenset[Proof]]],
    shuffled: list[tuple[str, object, frozenset[Proof]]],
    kept: int,
) -> None:
    """Random walks, and the straight way with steps out of order or left out."""
    for moves in (walk, shuffled, [*STRAIGHT[:kept], *walk, *STRAIGHT[kept:]]):
        case = Case(
            id=UUID(int=1), type=RequestType.DELETE, state=CaseState.RECEIVED, opened_by="anna"
        )
        passed, proofs = [case.state], set[Proof]()
        for move in moves:
            try:
                case = step(case, move)
            except (ImpossibleStep, SameActor, PlanChanged):
                continue
            passed.append(case.state)
            proofs |= move[2]
        if case.state in DONE:
            assert {CaseState.VERIFIED, CaseState.EXECUTING} <= set(passed)
            assert passed.index(CaseState.VERIFIED) < passed.index(CaseState.EXECUTING)
            assert {Proof.IDENTITY, Proof.NOTHING_LEFT} <= proofs
            assert case.approved_by not in {None, case.opened_by}
            assert case.plan in PLANS


def test_the_straight_way_leads_there() -> None:
    """Else the promise above would be empty."""
    case = Case(id=UUID(int=1), type=RequestType.DELETE, state=CaseState.RECEIVED, opened_by="anna")
    for move in STRAIGHT:
        case = step(case, move)
    assert case.state is CaseState.COMPLETED
