"""Names: what of a name may be compared. A title, or a word that stands for none, is no name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

from cdp.identity.matching.pinyin import syllables
from cdp.identity.matching.spelling import folded, is_han, letters, words

_TITLES: Final = (
    *("先生", "女士", "小姐", "太太", "夫人", "老师", "经理", "总经理", "主任", "医生", "师傅"),
    *("教授", "同志", "老板", "总监", "大夫"),
)
_LATIN_TITLES: Final = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "madam", "sir"})
_NOBODY: Final = frozenset(
    {
        *("测试", "匿名", "未知", "无", "无名", "客户", "顾客", "用户", "会员", "本人", "暂无"),
        *("无名氏", "不详", "保密", "游客", "test", "unknown", "anonymous", "none", "null", "na"),
        *("guest", "customer", "user"),
    }
)
"""What forms hold where nobody gave a name: it would make one person of all of them."""

_FEWEST: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ComparedName:
    """A name as it is compared: as it is written, how it sounds, and the sounds' first letters.

    A name of several Latin words sounds in both orders: who is called Wei Wang is called Wang Wei.
    """

    written: str
    sounds: frozenset[str]
    initials: frozenset[str]

    @classmethod
    def of(cls, name: str | None) -> Self | None:
        """What of `name` may be compared; None where nothing of it names anybody."""
        if name is None:
            return None
        bare = _bare(folded(name))
        written = letters(bare)
        if len(written) < _FEWEST or written in _NOBODY:
            return None
        orders = _orders(syllables(bare), is_latin=not any(map(is_han, written)))
        initials = {"".join(word[0] for word in order) for order in orders if len(order) > 1}
        return cls(
            written=written,
            sounds=frozenset("".join(order) for order in orders),
            initials=frozenset(initials),
        )


def _bare(name: str) -> str:
    """A folded name without titles."""
    kept = [word for word in words(name) if word not in _LATIN_TITLES]
    bare = " ".join(kept)
    for title in sorted(_TITLES, key=len, reverse=True):
        if bare.endswith(title):
            return bare.removesuffix(title).rstrip()
    return bare


def _orders(said: tuple[str, ...], *, is_latin: bool) -> list[tuple[str, ...]]:
    if not is_latin or len(said) < _FEWEST:
        return [said]
    return [said, (said[-1], *said[:-1])]
