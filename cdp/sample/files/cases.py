"""cases.jsonl: what a help desk exports, one JSON object a line, under names of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final

from cdp.sample.files.consignment import Consignment, Expected, numbers_of
from cdp.sample.files.row import Row, sound, with_noise
from cdp.sample.files.sheet import Words, mapping_text, said
from cdp.sample.files.times import with_offset
from cdp.sample.life import Case, Life
from cdp.sample.lines import Exchange, Line
from cdp.sample.person import Person
from cdp.sample.shapes import BY_HAND
from cdp.sample.stream import Stream

_MEMBERS: Final[Mapping[str, str]] = {
    "external_key": "ticket",
    "number": "caller",
    "kind": "type",
    "subject_line": "title",
    "priority": "urgency",
    "status": "state",
    "opened_at": "opened",
    "first_response_at": "answered",
    "resolved_at": "solved",
    "root_cause": "cause",
    "resolution": "answer",
    "product": "item",
    "csat": "stars",
}
_WORDS: Final[Words] = {
    "kind": {
        "CONSULTATION": "咨询",
        "COMPLAINT": "投诉",
        "FAULT": "故障",
        "REFUND": "退款",
        "ORDER": "订单",
        "OTHER": "其他",
    },
    "priority": {"LOW": "低", "NORMAL": "普通", "HIGH": "高", "URGENT": "紧急"},
    "status": {
        "NEW": "新建",
        "OPEN": "处理中",
        "PENDING_CUSTOMER": "待客户回复",
        "ON_HOLD": "挂起",
        "RESOLVED": "已解决",
        "CLOSED": "已关闭",
        "REOPENED": "重新打开",
    },
    "root_cause": {
        "PRODUCT": "产品",
        "PROCESS": "流程",
        "DELIVERY": "物流",
        "BILLING": "账务",
        "PEOPLE": "人员",
        "DATA_ERROR": "数据错误",
        "UNKNOWN": "不明",
    },
}
_SUBJECTS: Final[Mapping[str, Sequence[str]]] = {
    "CONSULTATION": ("怎么更换滤芯", "安装条件咨询", "保修多久"),
    "COMPLAINT": ("安装师傅迟到", "客服态度不好", "承诺的赠品没有收到"),
    "FAULT": ("接口漏水", "不出水", "指示灯一直闪"),
    "REFUND": ("七天无理由退货", "重复付款"),
    "ORDER": ("想改收货地址", "什么时候发货"),
    "OTHER": ("想要发票", "建议增加颜色"),
}
_ANSWERS: Final = ("电话指导后恢复", "已上门处理", "已补发", "已退款", "已解释，客户认可")


def cases(
    lives: Sequence[tuple[Person, Life]],
    stream: Stream,
    exchange: Exchange,
    shared: Sequence[Line],
) -> Consignment:
    """Every case of `lives`, by time."""
    sound_rows = [
        _row(person, case, stream.fork(case.key)) for person, life in lives for case in life.cases
    ]
    rows = with_noise(
        sound_rows, stream.fork("noise"), exchange, prefix="S", shared=shared, habit=BY_HAND
    )
    return Consignment(
        name="cases.jsonl",
        kind="cases",
        source="help-desk",
        content="".join(f"{_object(row)}\n" for row in rows).encode("utf-8"),
        mapping=mapping_text(
            _MEMBERS, fields=tuple(_MEMBERS), words=_WORDS, defaults={}, ignored=()
        ),
        unknown=(),
        expected=Expected.of(rows),
        numbers=numbers_of(rows),
    )


def _object(row: Row) -> str:
    """The row as JSON, all of it text; what it does not say is null."""
    members = {
        name: said(field, row.cells.get(field, ""), _WORDS) or None
        for field, name in _MEMBERS.items()
    }
    return json.dumps(members, ensure_ascii=False)


def _row(person: Person, case: Case, stream: Stream) -> Row:
    at, about = with_offset(case.opened_at), stream.pick(_SUBJECTS[case.kind])
    answer = stream.pick(_ANSWERS)
    cells = {
        "external_key": case.key,
        "kind": case.kind,
        "subject_line": f"{about}（订单 {case.order.key}）" if case.order else about,
        "priority": case.priority,
        "status": case.status,
        "opened_at": at,
        "first_response_at": with_offset(case.first_response_at) if case.first_response_at else "",
        "resolved_at": with_offset(case.resolved_at) if case.resolved_at else "",
        "root_cause": case.root_cause,
        "resolution": answer if case.resolved_at else "",
        "product": case.order.product.name if case.order else "",
        "csat": "" if case.csat is None else str(case.csat),
    }
    return sound(at, person.line, cells, stream, BY_HAND)
