"""The edge of a request: whatever comes of it is a reply, and a fault of ours says no more."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from cdp.errors import IssuerKeysUnavailable, Unauthenticated
from cdp.http import problem as problems
from cdp.http.body import CallerWentAway
from cdp.http.fault import TokenFault
from cdp.http.problem import Declined
from cdp.http.reply import Reply, problem, unauthenticated

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from cdp.http.media import Media

_LOG: Final = logging.getLogger("cdp.http")


async def replied(answering: Awaitable[Reply], media: Media) -> Reply:
    """The reply of `answering`, or what is replied in its place; `media` is what refusals are in.

    Raises:
        CallerWentAway: there is nobody to reply to.
    """
    try:
        return await answering
    except Declined as declined:
        return problem(declined.problem, media)
    except Unauthenticated as refused:
        return unauthenticated(TokenFault(refused.fault))
    except IssuerKeysUnavailable:
        return problem(problems.KEYS_UNAVAILABLE)
    except CallerWentAway:
        raise
    except Exception:  # noqa: BLE001 - the edge of a request: whatever it is, say no more
        _LOG.exception("a request failed")
        return problem(problems.INTERNAL, media)
