"""Mail: an address as it is compared, and the part of it that people take from one provider on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

from cdp.identity.matching.spelling import folded, letters

_OFFICES: Final = frozenset(
    {
        *("info", "admin", "sales", "service", "support", "contact", "office", "hr", "mail"),
        *("webmaster", "postmaster", "noreply", "donotreply", "test", "kefu", "email", "none"),
        *("customer", "market", "marketing", "hello", "user", "abc", "null", "caiwu", "xiaoshou"),
    }
)
"""Local parts that many people answer: they say nothing of anybody."""

_SHORTEST: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ComparedMail:
    """An e-mail address as it is compared; `local` None: that part says nothing of anybody."""

    whole: str
    local: str | None

    @classmethod
    def of(cls, email: str | None) -> Self | None:
        """What of `email` may be compared; what follows a plus sign names a folder of hers."""
        if email is None:
            return None
        local, _, domain = folded(email).rpartition("@")
        local = local.partition("+")[0]
        plain = letters(local)
        if not plain or not domain:
            return None
        is_hers = len(plain) >= _SHORTEST and plain not in _OFFICES
        return cls(whole=f"{local}@{domain.rstrip('.')}", local=plain if is_hers else None)
