"""Pinyin: how a name sounds, so that a name written in Latin letters meets the one in characters.

The readings are the table of pypinyin, and of that the file alone: its dictionary of phrases, made
for running text, would cost 50 MB and reads names no better. A surname is read as a surname.
Source: pypinyin `pinyin_dict.json`; surnames as in the dictionary Xiandai Hanyu Cidian.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Final

import orjson

from cdp.identity.matching.spelling import is_han, words

_SURNAMES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "尉迟": ("yu", "chi"),
        "万俟": ("mo", "qi"),
        "长孙": ("zhang", "sun"),
        "单于": ("chan", "yu"),
        "澹台": ("tan", "tai"),
        "令狐": ("ling", "hu"),
        "单": ("shan",),
        "曾": ("zeng",),
        "解": ("xie",),
        "仇": ("qiu",),
        "查": ("zha",),
        "区": ("ou",),
        "朴": ("piao",),
        "盖": ("ge",),
        "翟": ("zhai",),
        "乐": ("yue",),
        "种": ("chong",),
        "缪": ("miao",),
        "员": ("yun",),
        "覃": ("qin",),
        "折": ("she",),
        "黑": ("he",),
        "洗": ("xian",),
        "召": ("shao",),
        "繁": ("po",),
        "华": ("hua",),
        "任": ("ren",),
        "纪": ("ji",),
        "祭": ("zhai",),
        "牟": ("mu",),
        "秘": ("bi",),
        "薄": ("bo",),
        "逄": ("pang",),
        "臧": ("zang",),
        "葛": ("ge",),
        "燕": ("yan",),
    }
)
"""Surnames whose reading differs from the character's usual one, or that must be read so."""

_LONGEST: Final = 2
_UMLAUT: Final = str.maketrans({"ü": "v"})
_PASSPORT: Final[Mapping[str, str]] = MappingProxyType({"lyu": "lv", "nyu": "nv"})
"""How ü is spelled in passports. Source: GB/T 28039-2011."""


def syllables(name: str) -> tuple[str, ...]:
    """The syllables of a folded name: of characters their readings, of other words themselves."""
    found: list[str] = []
    for word in words(name):
        found += _of_word(word, is_first=not found)
    return tuple(found)


def _of_word(word: str, *, is_first: bool) -> list[str]:
    found: list[str] = []
    at = 0
    while at < len(word):
        surname = _surname(word) if is_first and at == 0 else ""
        if surname:
            found += _SURNAMES[surname]
            at += len(surname)
        elif is_han(word[at]):
            found.append(_readings().get(word[at], word[at]))
            at += 1
        else:
            end = next((n for n in range(at, len(word)) if is_han(word[n])), len(word))
            found.append(_latin(word[at:end]))
            at = end
    return found


def _surname(word: str) -> str:
    return next(
        (word[:size] for size in range(_LONGEST, 0, -1) if word[:size] in _SURNAMES),
        "",
    )


def _latin(word: str) -> str:
    """A word in plain letters: without tones, with ü as keyboards have it."""
    plain = unicodedata.normalize("NFC", word).translate(_UMLAUT)
    for umlaut in "ǖǘǚǜ":
        plain = plain.replace(umlaut, "v")
    bare = "".join(
        each for each in unicodedata.normalize("NFD", plain) if not unicodedata.combining(each)
    )
    for passport, keyboard in _PASSPORT.items():
        if bare.startswith(passport):
            return keyboard + bare.removeprefix(passport)
    return bare


@lru_cache(maxsize=1)
def _readings() -> Mapping[str, str]:
    """The first reading of each character, without its tone."""
    spec = find_spec("pypinyin")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(name="pypinyin")
    table = Path(next(iter(spec.submodule_search_locations)), "pinyin_dict.json")
    said: dict[str, str] = orjson.loads(table.read_bytes())
    return {chr(int(point)): _latin(all_.partition(",")[0]) for point, all_ in said.items()}
