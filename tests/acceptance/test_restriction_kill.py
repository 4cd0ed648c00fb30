"""A restriction that dies anywhere stands whole or not at all, and can be sent again."""

from __future__ import annotations

import pytest

from cdp.acts.release_restriction import ReleaseWish, release_restriction
from cdp.acts.restrict_processing import RestrictionWish, restrict_processing
from cdp.acts.write import Payload
from cdp.database.dsn import Database
from privacy.rights.restriction import RestrictionReason
from tests.acceptance.deeds import a_number, placed
from tests.acceptance.fuse import Died, Fuse, fused, operators_ask
from tests.acceptance.naming import behind
from tests.acceptance.people import AGENT, SHOP, caller
from tests.acceptance.requests import lived
from tests.acceptance.stand import Stand

HOW_SHE_STANDS = (
    "SELECT s.state, o.state, r.withheld FROM subject s"
    " JOIN phone_ownership o ON o.subject_id = s.id"
    " JOIN external_ref r ON r.subject_id = s.id WHERE s.id = $1"
)
FREE = {("LIVE", "ACTIVE", False)}
STOPPED = {("RESTRICTED", "WITHHELD", True)}


def restrict(at: Stand, profile: str, fuse: Fuse) -> None:
    wish = RestrictionWish(
        subject=behind(profile),
        reason=RestrictionReason.REQUESTED,
        citation="PIPL 44",
        case_ref="TKT-1042",
    )
    ground = fused(at, fuse).ground
    at.wait_for(restrict_processing(wish, operators_ask(), ground, Payload()))


def release(at: Stand, profile: str, fuse: Fuse) -> None:
    wish = ReleaseWish(subject=behind(profile), case_ref="TKT-1042")
    ground = fused(at, fuse).ground
    at.wait_for(release_restriction(wish, operators_ask(), ground, Payload()))


def stands(at: Stand, profile: str) -> set[tuple[object, ...]]:
    return {tuple(row) for row in at.sql(Database.DATA, HOW_SHE_STANDS, behind(profile))}


@pytest.mark.parametrize("after", [False, True], ids=["before the call", "after it"])
def test_whichever_call_it_dies_at_nothing_is_half_done(stand: Stand, *, after: bool) -> None:
    """The log says which it is, once it is swept; sent again, it is done."""
    agent, number = caller(stand, AGENT), a_number()
    profile = lived(stand, number)
    placed(caller(stand, SHOP), number)
    for act, begin, end in ((restrict, FREE, STOPPED), (release, STOPPED, FREE)):
        whole = Fuse()
        act(stand, profile, whole)
        assert stands(stand, profile) == end
        (release if act is restrict else restrict)(stand, profile, Fuse())
        for n in range(1, whole.met + 1):
            size = stand.size()
            with pytest.raises(Died):
                act(stand, profile, Fuse(n=n, after=after))
            is_done = stands(stand, profile) == end
            assert is_done or stands(stand, profile) == begin, whole.names[n - 1]
            seen = agent.ask("ProfileByPhone", number=number).payload["status"] == "EXACT"
            assert seen == (stands(stand, profile) == FREE)
            stand.wait_for(stand.service.sweeper.sweep(older_than_s=0))
            ends = [leaf["decision"] for leaf in stand.leaves(size) if leaf["kind"] == "outcome"]
            assert ends in ([], ["applied" if is_done else "void"])
            if not is_done:
                act(stand, profile, Fuse())
            assert stands(stand, profile) == end
            (release if act is restrict else restrict)(stand, profile, Fuse())
        act(stand, profile, Fuse())
    assert stand.open_intents() == 0
