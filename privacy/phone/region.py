"""Region: the province of a Chinese fixed line, from its area code.

The offline geocoder of `phonenumbers` also knows prefixes of mobile numbers, at the price of 100 MB
and half a second a process (measured), and says where a number was sold, not where its owner lives.
A test compares this table with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_AREAS: Final[Mapping[str, str]] = {
    "Beijing": "10",
    "Shanghai": "21",
    "Tianjin": "22",
    "Chongqing": "23",
    "Guangdong": "20 66 75 76",
    "Liaoning": "24 41 42",
    "Jiangsu": "25 51 52",
    "Hubei": "27 71 72",
    "Sichuan": "28 81 82 83",
    "Shaanxi": "29 91",
    "Hebei": "31 335",
    "Shanxi": "34 35",
    "Henan": "37 39",
    "Jilin": "43",
    "Heilongjiang": "45 46",
    "Inner Mongolia": "47 48",
    "Shandong": "53 54 63",
    "Anhui": "55 56",
    "Zhejiang": "57 580",
    "Fujian": "59",
    "Yunnan": "69 87 88",
    "Jiangxi": "70 79",
    "Hunan": "73 74",
    "Guangxi": "77",
    "Guizhou": "85",
    "Tibet": "89",
    "Hainan": "898",
    "Xinjiang": "90 99",
    "Gansu": "93 94",
    "Ningxia": "95",
    "Qinghai": "97",
}
_PROVINCES: Final[Mapping[str, str]] = {
    prefix: province for province, prefixes in _AREAS.items() for prefix in prefixes.split()
}


def province(national: str) -> str:
    """The province of a Chinese fixed line's national number; empty where unknown."""
    return _PROVINCES.get(national[:3]) or _PROVINCES.get(national[:2], "")
