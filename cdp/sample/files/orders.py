"""orders.csv: what the shop exports, UTF-8, with semicolons, one order a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from cdp.sample.files.consignment import Consignment, Expected, numbers_of
from cdp.sample.files.row import Row, sound, with_noise
from cdp.sample.files.sheet import Words, delimited, mapping_text
from cdp.sample.files.times import to_the_minute
from cdp.sample.life import Life, Order
from cdp.sample.lines import Exchange, Line
from cdp.sample.person import Person
from cdp.sample.shapes import BY_FORM
from cdp.sample.stream import Stream

_HEADERS: Final[Mapping[str, str]] = {
    "external_key": "订单号",
    "placed_at": "下单时间",
    "number": "收件人电话",
    "product": "商品",
    "quantity": "数量",
    "unit_price": "单价",
    "status": "订单状态",
    "parcel": "快递公司",
}
_IGNORED: Final = ("parcel",)
_WORDS: Final[Words] = {
    "status": {
        "PENDING_PAYMENT": "待付款",
        "PAID": "已付款",
        "FULFILLED": "已发货",
        "COMPLETED": "已完成",
        "CANCELLED": "已取消",
        "REFUNDED": "已退款",
        "PARTLY_REFUNDED": "部分退款",
    }
}
_CARRIERS: Final = ("样例快递", "样例速运", "自提")
_FEN: Final = 100


def orders(
    lives: Sequence[tuple[Person, Life]],
    stream: Stream,
    exchange: Exchange,
    shared: Sequence[Line],
) -> Consignment:
    """Every order of `lives`, by time."""
    sound_rows = [_row(order, stream.fork(order.key)) for _, life in lives for order in life.orders]
    rows = with_noise(
        sound_rows, stream.fork("noise"), exchange, prefix="YQ", shared=shared, habit=BY_FORM
    )
    return Consignment(
        name="orders.csv",
        kind="orders",
        source="shop",
        content=delimited(_HEADERS, rows, words=_WORDS, delimiter=";").encode("utf-8"),
        mapping=mapping_text(
            _HEADERS,
            fields=[field for field in _HEADERS if field not in _IGNORED],
            words=_WORDS,
            defaults={"currency": "CNY"},
            ignored=_IGNORED,
        ),
        unknown=(),
        expected=Expected.of(rows),
        numbers=numbers_of(rows),
    )


def _row(order: Order, stream: Stream) -> Row:
    at = to_the_minute(order.at)
    yuan, fen = divmod(order.product.unit_minor, _FEN)
    cells = {
        "external_key": order.key,
        "placed_at": at,
        "product": order.product.name,
        "quantity": str(order.quantity),
        "unit_price": f"{yuan}.{fen:02}",
        "status": order.status,
        "parcel": stream.pick(_CARRIERS),
    }
    return sound(at, order.line, cells, stream, BY_FORM)
