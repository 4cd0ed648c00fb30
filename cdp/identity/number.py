"""NumberIndex: from a number to the token that finds it, and from typed text to a number."""

from __future__ import annotations

from dataclasses import dataclass

from cdp.errors import InvalidField
from privacy.errors import PhoneRefused
from privacy.phone import Phone
from privacy.vault import IndexKey


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberIndex:
    """The blind index of telephone numbers, in the version that reads and writes now."""

    key: IndexKey
    version: int

    def binds(self, phone: Phone) -> dict[str, object]:
        """The parameters of a look-up: the token, and the version of its key."""
        return {"bx": self.key.token(phone.canonical), "key_ver": self.version}

    def record_token(self, source: str, kind: str, key: str) -> bytes:
        """The token of a record's own `key` in its source: tokens of numbers never equal it."""
        return self.key.token(f"{source}\x1f{kind}\x1f{key}")

    def seen_token(self, canonical: str) -> bytes:
        """What marks what a steward was shown: tokens of numbers and of records never equal it.

        Keyed, so that whoever holds the database alone cannot try what people consented to.
        """
        return self.key.token(f"seen\x1f{canonical}")


def number_of(text: str, *, field: str, default_country: str = "CN") -> Phone:
    """The number that somebody typed, if it can stand for one person.

    Raises:
        InvalidField: it is no number, is masked, or several people may answer it; the advice
            says which, the text stands nowhere.
    """
    try:
        phone = Phone.parse(text, default_country=default_country)
    except PhoneRefused as refused:
        raise InvalidField(field, refused.advice) from None
    if not phone.is_exclusive:
        raise InvalidField(
            field,
            "Several people may answer this line; give a mobile number, or the line's extension.",
        )
    return phone
