"""Words for people: what the readers of a document are called, and why one is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cdp.http.explorer.desk import Named, Refused
from privacy.terms import CATEGORY_NAMES, REASONS, DataCategory, ReasonCode, Words

_PERSONAS: Final[Mapping[str, Words]] = {
    "agent": Words(en="agents", zh="坐席与客服"),
    "auditor": Words(en="auditors", zh="审计员"),
    "integration": Words(en="services", zh="系统集成"),
    "marketing": Words(en="marketing", zh="营销"),
    "officer": Words(en="privacy desk", zh="个人信息保护"),
    "sales": Words(en="sales", zh="销售"),
}


def category(of: DataCategory) -> Named:
    """What a category is called."""
    words = CATEGORY_NAMES[of]
    return Named(code=of.value, zh=words.zh, en=words.en)


def persona(of: str) -> Named:
    """What the readers of a folder of documents are called; of a new one, as the folder is."""
    words = _PERSONAS.get(of, Words(en=of, zh=of))
    return Named(code=of, zh=words.zh, en=words.en)


def refused(reason: ReasonCode, advice: str = "") -> Refused:
    """Why a document is refused; `advice` in English where more is known than the code says."""
    said = REASONS[reason]
    return Refused(
        code=reason.value,
        zh=f"{said.meaning.zh}{said.advice.zh}",
        en=advice or f"{said.meaning.en} {said.advice.en}",
    )
