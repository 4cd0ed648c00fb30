"""Companies: a company's name without the words that all companies have."""

from __future__ import annotations

import re
from typing import Final

from cdp.identity.matching.spelling import folded, letters

_FORM: Final = re.compile(
    r"(?:股份有限公司|有限责任公司|集团有限公司|有限公司|集团公司|总公司|分公司|公司|集团"
    r"|coltd|companylimited|limited|ltd|inc|llc|corp|corporation|gmbh)$"
)
_NONE: Final = frozenset({"", "无", "个人", "自由职业", "个体", "没有", "暂无", "none", "na"})
_SHORTEST: Final = 2


def compared_company(name: str | None) -> str | None:
    """What of a company's name may be compared; None where it names none."""
    if name is None:
        return None
    plain = _FORM.sub("", letters(folded(name)))
    return None if plain in _NONE or len(plain) < _SHORTEST else plain
