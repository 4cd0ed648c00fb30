"""calls.txt: what a telephone system exports, UTF-16, with tabs."""

from __future__ import annotations

import codecs
from collections.abc import Mapping, Sequence
from typing import Final

from cdp.sample.files.consignment import Consignment, Expected, numbers_of
from cdp.sample.files.row import Row, sound, with_noise
from cdp.sample.files.sheet import Words, delimited, mapping_text
from cdp.sample.files.times import to_the_second
from cdp.sample.goods import NOTES
from cdp.sample.life import Call, Life
from cdp.sample.lines import Exchange, Line
from cdp.sample.person import Person
from cdp.sample.shapes import BY_EXCHANGE
from cdp.sample.stream import Stream

_HEADERS: Final[Mapping[str, str]] = {
    "external_key": "通话编号",
    "started_at": "开始时间",
    "direction": "方向",
    "number": "客户号码",
    "result": "接通情况",
    "ring_seconds": "振铃秒数",
    "talk_seconds": "通话秒数",
    "outcome": "通话结果",
    "callback_at": "约定回拨",
    "notes": "小结",
    "seat": "坐席",
}
_IGNORED: Final = ("seat",)
_WORDS: Final[Words] = {
    "direction": {"INBOUND": "呼入", "OUTBOUND": "呼出"},
    "result": {
        "ANSWERED": "已接通",
        "NO_ANSWER": "无人接听",
        "BUSY": "忙线",
        "REJECTED": "拒接",
        "VOICEMAIL": "语音信箱",
        "POWERED_OFF": "关机",
        "OUT_OF_COVERAGE": "不在服务区",
        "SUSPENDED": "停机",
        "UNALLOCATED": "空号",
        "NETWORK_FAILURE": "线路故障",
    },
    "outcome": {
        "INTERESTED": "有意向",
        "CALLBACK_REQUESTED": "要求回拨",
        "APPOINTMENT": "已预约",
        "SALE": "成交",
        "INFO_SENT": "已发资料",
        "NURTURE": "继续培育",
        "NOT_INTERESTED": "无意向",
        "REFUSED": "拒绝沟通",
        "WRONG_NUMBER": "错号",
        "THIRD_PARTY_ANSWERED": "他人接听",
        "LANGUAGE_BARRIER": "语言不通",
        "ALREADY_CUSTOMER": "已是客户",
        "COMPLAINT": "投诉",
        "DO_NOT_CALL": "勿再来电",
        "DECEASED_OR_CLOSED": "已故或已停业",
    },
}
_SEATS: Final = 12


def calls(
    lives: Sequence[tuple[Person, Life]],
    stream: Stream,
    exchange: Exchange,
    shared: Sequence[Line],
) -> Consignment:
    """Every call of `lives`, by time."""
    sound_rows = [
        _row(person, call, stream.fork(call.key)) for person, life in lives for call in life.calls
    ]
    rows = with_noise(
        sound_rows, stream.fork("noise"), exchange, prefix="T", shared=shared, habit=BY_EXCHANGE
    )
    text = delimited(_HEADERS, rows, words=_WORDS, delimiter="\t")
    return Consignment(
        name="calls.txt",
        kind="calls",
        source="telephone-system",
        content=codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
        mapping=mapping_text(
            _HEADERS,
            fields=[field for field in _HEADERS if field not in _IGNORED],
            words=_WORDS,
            defaults={},
            ignored=_IGNORED,
        ),
        unknown=(),
        expected=Expected.of(rows),
        numbers=numbers_of(rows),
    )


def _row(person: Person, call: Call, stream: Stream) -> Row:
    at, note = to_the_second(call.at), stream.pick(NOTES)
    cells = {
        "external_key": call.key,
        "started_at": at,
        "direction": call.direction,
        "result": call.result,
        "ring_seconds": str(call.ring_s),
        "talk_seconds": str(call.talk_s),
        "outcome": call.outcome,
        "callback_at": "" if call.callback_at is None else to_the_second(call.callback_at),
        "notes": note if call.outcome else "",
        "seat": f"坐席{stream.between(1, _SEATS):02}",
    }
    return sound(at, person.line, cells, stream, BY_EXCHANGE)
