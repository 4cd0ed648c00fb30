"""Goods: what the sample company sells, in fen, and what people say about it.

The company lets people drink from the tap: purifiers, filters for them, and visits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cdp.sample.stream import Stream


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """One product. `unit_minor` in fen."""

    name: str
    unit_minor: int


_MACHINES: Final = (
    (Product(name="样泉 Q3 净水器", unit_minor=199_900), 45),
    (Product(name="样泉 Q5 净水器", unit_minor=299_900), 30),
    (Product(name="样泉 M1 母婴净饮机", unit_minor=349_900), 15),
    (Product(name="样泉 B8 商用直饮机", unit_minor=1_280_000), 5),
    (Product(name="样泉滤水壶", unit_minor=12_900), 25),
)
_AFTER: Final = (
    (Product(name="复合滤芯一年装", unit_minor=39_900), 50),
    (Product(name="反渗透滤芯", unit_minor=59_900), 25),
    (Product(name="上门清洗", unit_minor=14_900), 15),
    (Product(name="延保两年", unit_minor=29_900), 10),
)

CAMPAIGNS: Final = (
    ("春季家装节", "春装-短视频"),
    ("618 大促", "618-信息流"),
    ("双十一", "双十一-搜索"),
    ("开学季母婴专场", "母婴-社群"),
    ("社区地推", "地推-二维码"),
    ("老客户推荐", "推荐-海报"),
)
"""Campaigns, each with its tracking link."""

PAINS: Final = ("水垢多", "水有异味", "家有婴儿", "旧机器漏水", "桶装水太贵", "办公室人多")
NEEDS: Final = ("厨下安装", "台上免安装", "加热一体", "商用大通量", "换滤芯方便")
BUDGETS: Final = ("1000 元以下", "1000–2000 元", "2000–3000 元", "3000–5000 元", "1 万元以上")
AUTHORITIES: Final = ("本人决定", "与家人商量", "公司采购", "为父母购买")
TIMELINES: Final = ("本周", "一个月内", "装修完成后", "三个月内", "先了解")
REMARKS: Final = (
    "想了解安装条件，周末方便接电话",
    "旧小区水压低，能装吗？",
    '看到"以旧换新"，请说明折价',
    "请先发资料；不急",
    "上次报价还有效吗\n希望能再优惠一点",
    "",
    "",
)
"""Form answers: with quotation marks, a semicolon and a line break, as people type them."""

NOTES: Final = (
    "",
    "",
    "客户在开会",
    "已加企业微信",
    "对价格敏感",
    "家里有老人，讲慢一点",
    "约周末上门量尺寸",
)


def first_bought(stream: Stream) -> Product:
    """What somebody buys first."""
    return stream.weighted(_MACHINES)


def bought_again(stream: Stream) -> Product:
    """What whoever has a machine buys later: mostly filters."""
    return stream.weighted(_AFTER) if stream.chance(880) else stream.weighted(_MACHINES)
