"""leads.csv: what an advertising platform delivers, UTF-8 with BOM, headers of the contract."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cdp.sample.files.consignment import Consignment, Expected, numbers_of
from cdp.sample.files.row import Row, sound, with_noise
from cdp.sample.files.sheet import delimited
from cdp.sample.files.times import with_offset
from cdp.sample.goods import AUTHORITIES, BUDGETS, NEEDS, PAINS, REMARKS, TIMELINES
from cdp.sample.life import Lead, Life
from cdp.sample.lines import Exchange, Line
from cdp.sample.person import Person
from cdp.sample.shapes import BY_FORM
from cdp.sample.stream import Stream

_FIELDS: Final = (
    "external_key",
    "captured_at",
    "campaign",
    "tracking_link",
    "name",
    "number",
    "email",
    "company",
    "product",
    "pain_point",
    "need",
    "budget_range",
    "authority",
    "timeline",
    "intent",
    "form",
)
_ANSWERED: Final = 420


def leads(
    lives: Sequence[tuple[Person, Life]],
    stream: Stream,
    exchange: Exchange,
    shared: Sequence[Line],
) -> Consignment:
    """Every lead of `lives`, by time."""
    sound_rows = [
        _row(person, lead, stream.fork(lead.key)) for person, life in lives for lead in life.leads
    ]
    rows = with_noise(
        sound_rows, stream.fork("noise"), exchange, prefix="L", shared=shared, habit=BY_FORM
    )
    return Consignment(
        name="leads.csv",
        kind="leads",
        source="ad-platform",
        content=delimited({field: field for field in _FIELDS}, rows, words={}).encode("utf-8-sig"),
        mapping=None,
        unknown=(),
        expected=Expected.of(rows),
        numbers=numbers_of(rows),
    )


def _row(person: Person, lead: Lead, stream: Stream) -> Row:
    at = with_offset(lead.at)
    cells = {
        "external_key": lead.key,
        "captured_at": at,
        "campaign": lead.campaign,
        "tracking_link": lead.tracking_link,
        "name": person.name.whole,
        "email": person.email,
        "company": person.company,
        "product": lead.product,
        "intent": lead.intent,
        "form": stream.pick(REMARKS),
        **_answers(stream),
    }
    return sound(at, person.line, cells, stream, BY_FORM)


def _answers(stream: Stream) -> dict[str, str]:
    """What she ticked: most people skip most questions."""
    asked = {
        "pain_point": PAINS,
        "need": NEEDS,
        "budget_range": BUDGETS,
        "authority": AUTHORITIES,
        "timeline": TIMELINES,
    }
    return {
        field: answer if stream.chance(_ANSWERED) else ""
        for field, answer in ((field, stream.pick(among)) for field, among in asked.items())
    }
