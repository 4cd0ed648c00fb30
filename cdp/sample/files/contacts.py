"""contacts.csv: what an old CRM exports, GB18030, Chinese headers, numbers typed over the years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from cdp.sample.files.consignment import Consignment, Expected, numbers_of
from cdp.sample.files.row import Row, sound, with_noise
from cdp.sample.files.sheet import Words, delimited, mapping_text
from cdp.sample.lines import Exchange, Line
from cdp.sample.person import Person
from cdp.sample.shapes import BY_HAND
from cdp.sample.stream import Stream

_HEADERS: Final[Mapping[str, str]] = {
    "external_key": "客户编号",
    "name": "姓名",
    "number": "手机",
    "email": "邮箱",
    "province": "省份",
    "city": "城市",
    "street": "详细地址",
    "company": "单位",
    "title": "职务",
    "role": "客户类型",
    "gender": "性别",
    "birthday": "生日",
    "locale": "语言",
    "grade": "老系统评级",
    "remark": "备注2",
}
_IGNORED: Final = ("remark",)
_UNKNOWN: Final = ("grade",)
_WORDS: Final[Words] = {
    "role": {
        "PROSPECT": "潜在客户",
        "CUSTOMER": "客户",
        "MEMBER": "会员",
        "SUPPLIER": "供应商",
        "EMPLOYEE": "员工",
        "PARTNER": "合作伙伴",
        "TEST": "测试",
    },
    "gender": {"FEMALE": "女", "MALE": "男"},
}
_ADDRESS: Final = 560
_GENDER: Final = 700
_LOCALE: Final = 250
_TWICE: Final = 8


def contacts(
    people: Sequence[Person], stream: Stream, exchange: Exchange, shared: Sequence[Line]
) -> Consignment:
    """The CRM's export of `people`, a row each; also for the lines that they share."""
    sound_rows = [row for person in people for row in _rows(person, stream)]
    rows = with_noise(
        sound_rows, stream.fork("noise"), exchange, prefix="C", shared=shared, habit=BY_HAND
    )
    fields = [field for field in _HEADERS if field not in {*_IGNORED, *_UNKNOWN}]
    return Consignment(
        name="contacts.csv",
        kind="contacts",
        source="crm-export",
        content=delimited(_HEADERS, rows, words=_WORDS).encode("gb18030"),
        mapping=mapping_text(_HEADERS, fields=fields, words=_WORDS, defaults={}, ignored=_IGNORED),
        unknown=tuple(_HEADERS[field] for field in _UNKNOWN),
        expected=Expected.of(rows),
        numbers=numbers_of(rows),
    )


def _rows(person: Person, stream: Stream) -> Iterator[Row]:
    own = stream.fork(f"{person.index}")
    if not person.is_in_crm:
        return
    key = f"C{person.index:05}"
    cells = _cells(person, own)
    yield sound(key, person.line, {**cells, "external_key": key}, own, BY_HAND)
    if own.chance(_TWICE):  # somebody typed her in again, under another key
        again = {"name": person.name.whole, "role": person.role, "external_key": f"{key}-2"}
        yield sound(f"{key}-2", person.line, again, own, BY_HAND)
    for mark, line in (("H", person.household), ("W", person.switchboard)):
        if line is not None:
            shared = {**cells, "external_key": f"{key}-{mark}"}
            yield sound(f"{key}-{mark}", line, shared, own, BY_HAND)


def _cells(person: Person, stream: Stream) -> dict[str, str]:
    """What this CRM knows of her: rarely everything."""
    has_address, has_gender, has_locale = (
        stream.chance(_ADDRESS),
        stream.chance(_GENDER),
        stream.chance(_LOCALE),
    )
    return {
        "name": person.name.whole,
        "email": person.email,
        "province": person.city.province if has_address else "",
        "city": person.city.name if has_address else "",
        "street": person.door if has_address else "",
        "company": person.company,
        "title": person.title,
        "role": person.role,
        "gender": person.gender.value if has_gender else "",
        "birthday": "" if person.birthday is None else person.birthday.isoformat(),
        "locale": person.name.locale if has_locale else "",
        "grade": stream.pick(("A", "B", "C", "")),
        "remark": stream.pick(("", "", "", "老客户", "见纸质档案")),
    }
