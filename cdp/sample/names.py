"""Names as they occur in China: frequent and rare, of two, three and more characters."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique
from typing import Final

from cdp.sample.stream import Stream


@unique
class Gender(StrEnum):
    """As a form asks for it."""

    FEMALE = "FEMALE"
    MALE = "MALE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A whole name, and how its bearer's family is called, where the name says it."""

    whole: str
    surname: str
    locale: str


_COUNTED: Final = (
    "王=720 李=700 张=680 刘=530 陈=450 杨=310 黄=220 赵=210 吴=200 周=190 徐=145 孙=140 "
    "马=130 朱=125 胡=120 郭=115 何=110 林=110 罗=100 高=100 郑=95 梁=85 谢=75 宋=70 唐=68 "
    "许=66 韩=65 邓=63 冯=62 曹=60 彭=58 曾=57 肖=56 田=55 董=53 潘=50 袁=49 蔡=48 蒋=47 "
    "余=46 于=45 杜=44 叶=43 程=42 魏=41 苏=40 吕=39 丁=38 任=37 卢=36 姚=35 沈=34 钟=33 "
    "姜=32 崔=31 谭=30 陆=30 范=29 汪=28 廖=28 石=27 金=26 韦=25 贾=25 夏=24 付=24 方=23 "
    "邹=22 熊=22 白=21 孟=20 秦=20 邱=19 侯=18 江=18 尹=17 薛=17 闫=16 段=15 雷=15 龙=14 "
    "黎=14 史=13 陶=12 贺=12 毛=11 郝=11 顾=10 龚=10 邵=10 万=9 覃=9 武=8 钱=8 戴=8 严=7 "
    "莫=7 孔=6 向=6 常=5 汤=5 区=2 单=2 仇=2 查=2 盖=1 乜=1 欧阳=4 上官=2 司马=2 诸葛=2 "
    "令狐=1 皇甫=1 尉迟=1 司徒=1 夏侯=1 慕容=1"
)
"""In the order of the name reports of the Ministry of Public Security; the weights are rounded."""

_SURNAMES: Final = tuple(
    (surname, int(weight))
    for surname, _, weight in (each.partition("=") for each in _COUNTED.split())
)

_FEMALE: Final = "芳娜敏静丽艳娟霞秀燕玲桂兰梅萍红玉凤洁琳雪颖婷慧莹瑶怡蕾薇倩妍悦萱彤欣蓉婉嫣"
_MALE: Final = "伟强磊军洋勇杰涛超刚平辉鹏飞波斌宇浩凯健俊帆帅旭宁毅峰彬晖坤锋航睿哲铭泽轩"
_EITHER: Final = "明华文晓春林子安佳嘉思雨晨新云海天一乐宁清远书若君可梓亦舒逸"
_RARE: Final = ("喆", "翀", "玥", "赟", "堃", "犇", "淼", "昇", "珺", "濛", "䶮", "㛃", "𬀩", "𫖯")
"""Letters that old systems lose: outside GB2312, and the last two outside the basic plane."""

_UYGHUR_FEMALE: Final = ("阿依古丽", "古丽娜尔", "热依汗", "帕提古丽", "阿孜古丽", "迪丽努尔")
_UYGHUR_MALE: Final = ("买买提", "艾尔肯", "吐尔逊", "阿不都", "艾力", "亚森", "玉素甫", "库尔班")
_FOREIGN_FEMALE: Final = ("Emma", "Sarah", "Olga", "玛丽", "安娜", "Julia", "Chloé", "Aoife")
_FOREIGN_MALE: Final = ("James", "Thomas", "Ivan", "约翰", "迈克尔", "Jürgen", "Peter", "Søren")
_FOREIGN_LAST: Final = ("Carter", "Wilson", "Novak", "O'Neill", "Müller", "Dubois")
_FOREIGN_LAST_ZH: Final = ("史密斯", "布朗", "米勒", "泰勒")

_UYGHUR: Final = 12
_FOREIGN: Final = 10
_RARE_LETTER: Final = 25
_ONE_LETTER: Final = 150
_BY_GENDER: Final = 600


def name_of(stream: Stream, gender: Gender, *, surname: str = "") -> Name:
    """A name for one of `gender`; of the family `surname` where it is given."""
    if not surname and stream.chance(_UYGHUR):
        return _uyghur(stream, gender)
    if not surname and stream.chance(_FOREIGN):
        return _foreign(stream, gender)
    family = surname or stream.weighted(_SURNAMES)
    return Name(whole=family + _given(stream, gender), surname=family, locale="zh-CN")


def _given(stream: Stream, gender: Gender) -> str:
    last = _letter(stream, gender)
    if stream.chance(_RARE_LETTER):
        last = stream.pick(_RARE)
    if stream.chance(_ONE_LETTER):
        return last
    return _letter(stream, gender) + last


def _letter(stream: Stream, gender: Gender) -> str:
    if not stream.chance(_BY_GENDER):
        return stream.pick(_EITHER)
    return stream.pick(_FEMALE if gender is Gender.FEMALE else _MALE)


def _uyghur(stream: Stream, gender: Gender) -> Name:
    own = stream.pick(_UYGHUR_FEMALE if gender is Gender.FEMALE else _UYGHUR_MALE)
    father = stream.pick([name for name in _UYGHUR_MALE if name != own])
    return Name(whole=f"{own}·{father}", surname="", locale="ug-CN")


def _foreign(stream: Stream, gender: Gender) -> Name:
    own = stream.pick(_FOREIGN_FEMALE if gender is Gender.FEMALE else _FOREIGN_MALE)
    if own.isascii() or own[0].isascii():
        return Name(whole=f"{own} {stream.pick(_FOREIGN_LAST)}", surname="", locale="en")
    return Name(whole=f"{own}·{stream.pick(_FOREIGN_LAST_ZH)}", surname="", locale="en")
