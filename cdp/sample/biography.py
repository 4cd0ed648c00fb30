"""Biography: the whole life of one person with the company, each part from a stream of its own."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from cdp.sample.asking import leads_of
from cdp.sample.buying import orders_of
from cdp.sample.calling import calls_of
from cdp.sample.life import Life
from cdp.sample.lines import Exchange
from cdp.sample.needing import cases_of
from cdp.sample.person import Person
from cdp.sample.stream import Stream

_JUST_NOW: Final = timedelta(hours=1)


def life_of(person: Person, stream: Stream, exchange: Exchange, now: datetime) -> Life:
    """What she did up to `now`."""
    until = person.left_at or now.replace(microsecond=0) - _JUST_NOW
    leads = leads_of(person, stream.fork("leads"), until)
    orders = orders_of(person, stream.fork("orders"), exchange, until, now)
    cases = cases_of(person, stream.fork("cases"), orders, until, now)
    return Life(
        leads=leads,
        orders=orders,
        cases=cases,
        calls=calls_of(
            person, stream.fork("calls"), leads=leads, orders=orders, cases=cases, until=until
        ),
    )
