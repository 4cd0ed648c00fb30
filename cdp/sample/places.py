"""Where people live and work: real cities, invented doors, and firms that say they are samples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cdp.sample.stream import Stream


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A city, its area code, and how many digits its fixed lines have behind it."""

    province: str
    name: str
    area: str
    digits: int = 8


CITIES: Final = tuple(
    (City(province=province, name=name, area=area, digits=int(digits)), int(weight))
    for province, name, area, digits, weight in (
        line.split()
        for line in (
            "北京市 北京市 010 8 90",
            "上海市 上海市 021 8 100",
            "天津市 天津市 022 8 30",
            "重庆市 重庆市 023 8 45",
            "广东省 广州市 020 8 70",
            "广东省 深圳市 0755 8 75",
            "广东省 佛山市 0757 8 25",
            "浙江省 杭州市 0571 8 90",
            "浙江省 宁波市 0574 8 35",
            "江苏省 南京市 025 8 55",
            "江苏省 苏州市 0512 8 60",
            "山东省 济南市 0531 8 35",
            "山东省 青岛市 0532 8 35",
            "湖北省 武汉市 027 8 50",
            "四川省 成都市 028 8 65",
            "陕西省 西安市 029 8 40",
            "辽宁省 沈阳市 024 8 25",
            "河南省 郑州市 0371 8 45",
            "湖南省 长沙市 0731 8 40",
            "福建省 厦门市 0592 7 20",
            "云南省 昆明市 0871 8 15",
            "新疆维吾尔自治区 乌鲁木齐市 0991 7 12",
            "新疆维吾尔自治区 喀什地区 0998 7 5",
            "西藏自治区 拉萨市 0891 7 3",
        )
    )
)
"""Each with how many of a thousand or so people live there."""

_ROADS: Final = (
    "人民路",
    "解放路",
    "建设路",
    "中山路",
    "和平路",
    "文化路",
    "学院路",
    "新华路",
    "滨江大道",
    "科技园路",
    "梧桐街",
    "青年路",
)
_HOMES: Final = ("云栖苑", "翠湖花园", "阳光家园", "梧桐里", "江南水岸", "锦绣新村")
_COINED: Final = ("云禾", "远桥", "青柏", "晴岚", "启明", "恒谷", "蓝屿", "拓野", "知行", "百川")
_TRADES: Final = (
    "科技",
    "商贸",
    "餐饮管理",
    "建筑设计",
    "物流",
    "教育咨询",
    "医疗器械",
    "物业服务",
)
_TITLES: Final = ("行政主管", "采购经理", "店长", "工程师", "会计", "总经理助理", "教师", "设计师")


def city_of(stream: Stream) -> City:
    """A city; big ones more often."""
    return stream.weighted(CITIES)


def door_of(stream: Stream) -> str:
    """The rest of an address: road, estate, building and door."""
    road, home = stream.pick(_ROADS), stream.pick(_HOMES)
    house, block = stream.between(1, 980), stream.between(1, 28)
    floor, door = stream.between(1, 32), stream.between(1, 4)
    return f"{road}{house}号 {home}{block}幢{floor}{door:02}室"


def firm_of(stream: Stream, city: City) -> str:
    """A company's name. It calls itself a sample (样例), so that it is nobody's."""
    place = city.name.removesuffix("市").removesuffix("地区")
    return f"{place}{stream.pick(_COINED)}样例{stream.pick(_TRADES)}有限公司"


def title_of(stream: Stream) -> str:
    """What somebody does there."""
    return stream.pick(_TITLES)
