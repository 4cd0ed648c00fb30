"""A number rings: who is it, what may be said, and what the screen shows where something may not.

    cdp token --role frontend_agent --purpose service.support \
      | python docs/examples/python/screen_pop.py http://127.0.0.1:8000/graphql 13912345678

The token comes by standard input: arguments of a process can be read by others.
"""

from __future__ import annotations

import asyncio
import sys

from pipl_cdp_client import CdpError, Declined, Operations, StepUpRequired
from pipl_cdp_client.operations.screen_pop import ScreenPopCallerContext


def lines(context: ScreenPopCallerContext) -> list[str]:
    """What a screen says of a caller."""
    profile = context.resolution.profile
    if profile is None:
        # Never seen, not to be seen for this purpose, or erased: they look alike, and must.
        return [f"{context.resolution.status.value}: nobody to show"]
    reasons = {each.field: each.reason for each in profile.privacy if each.reason is not None}
    shown = [
        f"name: {profile.name or reasons.get('name', '')}",
        f"e-mail: {profile.email or reasons.get('email', '')}",
    ]
    shown += [f"number: {phone.display}" for phone in profile.phones or ()]
    orders = context.last_orders.edges if context.last_orders is not None else []
    shown += [f"order: {edge.node.placed_at:%Y-%m-%d} {edge.node.total_minor}" for edge in orders]
    return shown


async def main(url: str, number: str) -> int:
    """Ask, and print."""
    async with Operations(url, token=sys.stdin.readline().strip()) as cdp:
        try:
            answer = await cdp.screen_pop(number)
        except StepUpRequired as wanted:
            print("log in again:", " ".join(wanted.acr_values))
            return 1
        except Declined as declined:
            print(f"{declined.code}: {declined.message}")
            return 1
        except CdpError as fault:
            print(fault)
            return 1
    context = answer.data.caller_context
    print("\n".join(lines(context) if context is not None else ["nothing"]))
    if answer.receipt is not None:
        print(f"entry {answer.receipt.index} of the access log")
    for each in answer.withheld:
        print(f"withheld: {each.coordinate} {each.reason}")
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(*sys.argv[1:])))
