"""Merging never widens: of two profiles as one, no fact may be used that could not be before."""

from __future__ import annotations

from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from cdp.profile.consents_together import standing_of_all
from privacy.consent import DENIALS
from privacy.terms import ConsentState

GIVEN: Final = ConsentState.GIVEN
said: Final = st.lists(st.sampled_from(ConsentState), min_size=1, max_size=4)


def usable(own: ConsentState, everybody: list[ConsentState]) -> bool:
    """Whether a fact of somebody who said `own` may be used: the rule of reads."""
    return own is GIVEN and not DENIALS & set(everybody)


@given(said, said)
def test_no_fact_of_either_side_becomes_usable(
    one: list[ConsentState], other: list[ConsentState]
) -> None:
    """A yes of the other gives nothing; a no of the other takes."""
    for side in (one, other):
        for own in side:
            assert not (usable(own, [*one, *other]) and not usable(own, side))


@given(said, said)
def test_what_a_preview_says_of_both_is_what_holds(
    one: list[ConsentState], other: list[ConsentState]
) -> None:
    """GIVEN where some fact may be used, a no where none may for that."""
    every = [*one, *other]
    together = standing_of_all(every)
    assert (together is GIVEN) == any(usable(own, every) for own in every)
    assert (together in DENIALS) == bool(DENIALS & set(every))
    assert together in every
