"""A crowd: people with tokens, one in twenty of them a second self of somebody before her.

What is said of them goes through the code that makes the tokens of a contact; the rows are copied
in. Names, cities and companies are as common as such are: a few are everywhere, most are rare. A
second self was written down by another hand: in traditional characters, with another mailbox,
without a street.
"""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import blake2b
from itertools import accumulate
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from uuid import UUID

from asyncpg import BitString, Range

from cdp.contacts.record import Address
from cdp.identity.match_tables import match_token
from cdp.identity.matching.tokens import MatchIndex, TokenKind, said_of
from cdp.identity.tables import phone_identity, phone_ownership
from privacy.phone import Phone
from privacy.store.subjects import NO_BITS, subject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from bench.rig.people import Rows

AT_ONCE: Final = 5_000
"""People of one COPY."""

SECOND: Final = 20
"""One in so many is somebody's second self."""

_SHARED: Final = 50
"""One in so many answers the number of the one before her."""

_SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭肖田董潘袁蔡蒋余杜叶程魏苏吕丁卢"
    "姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵武康钱汤易常"
)
_GIVEN: Final = (
    "伟芳娜敏静丽强磊军洋勇艳杰涛明超秀兰霞平刚桂英文建国玉梅红春荣辉海志飞波鹏宇浩凯秋雪琳云莲真环"
    "妹佳嘉琼勤珍贞莉璐婷姣婉娴瑾颖露瑶怡婵雁蓓仪丹蓉眉君琴蕊薇菁梦岚苑婕馨瑗琰韵园艺咏卿聪澜纯毓悦"
    "昭冰爽琬茗羽希宁欣飘育滢馥筠柔竹霭凝晓欢枫芸菲寒伊亚宜可姬舒影荔枝思朋亮政谦亨奇固之轮翰朗伯宏"
)
_TRADITIONAL: Final = str.maketrans(
    "伟丽静军国红荣辉飞云张刘陈杨黄赵吴马", "偉麗靜軍國紅榮輝飛雲張劉陳楊黃趙吳馬"
)
_CITIES: Final = 300
_STREETS: Final = (
    "人民路",
    "解放路",
    "中山路",
    "科技园路",
    "建设大道",
    "和平街",
    "新华路",
    "长江路",
)
_COMPARED: Final[Mapping[str, Callable[[str], Mapping[TokenKind, frozenset[str]]]]] = (
    MappingProxyType(
        {
            "name": lambda text: said_of(name=text),
            "birthday": lambda text: said_of(birthday=text),
            "company": lambda text: said_of(company=text),
        }
    )
)
_ALLOCATION: Final = Phone.parse("13900000000")


@lru_cache
def _shares(size: int) -> tuple[float, ...]:
    """What part of all the first, the first two, … of so many have, where the nth has 1/n."""
    sums = list(accumulate(1 / (n + 1) for n in range(size)))
    return tuple(each / sums[-1] for each in sums)


def _steep(chance: int, size: int) -> int:
    """One of so many, the first far more often than the last."""
    return min(size - 1, bisect(_shares(size), (chance & 0xFFFFFFFF) / 2**32))


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a source says of one of them."""

    name: str
    birthday: str | None
    email: str | None
    city: str
    street: str
    company: str | None

    @classmethod
    def of(cls, n: int, people: int) -> Said:
        """Of the nth of so many."""
        if n % SECOND == SECOND - 1:
            return cls._again(n, people)
        a, b, c, d, e, f, g, h = _chances(n)
        given = "".join(_GIVEN[_steep(each, len(_GIVEN))] for each in ((b, c) if d % 5 else (b,)))
        return cls(
            name=_SURNAMES[_steep(a, len(_SURNAMES))] + given,
            birthday=f"{e % 12 + 1:02}-{e // 12 % 28 + 1:02}" if d % 10 < 6 else None,
            email=f"u{n}x{f % 1000}@example.com" if f % 10 < 7 else None,
            city=f"{_steep(g, _CITIES)}城",
            street=f"{_STREETS[h % 8]}{h // 8 % 2000}号{h // 16000 % 60}室" if g % 10 < 7 else "",
            company=f"第{_steep(c, max(people // 100, 10))}贸易有限公司" if h % 5 == 0 else None,
        )

    @classmethod
    def _again(cls, n: int, people: int) -> Said:
        """The second self of the one who stands `SECOND` before n, as she is written elsewhere."""
        before, chance = cls.of(max(0, n - SECOND + 1), people), _chances(n)[0]
        return replace(
            before,
            name=before.name.translate(_TRADITIONAL) if chance % 2 else before.name,
            email=before.email if chance % 5 < 2 else f"v{n}@example.org",
            street=before.street if chance % 7 < 3 else "",
        )


def twin_of(n: int) -> int | None:
    """Whose second self the nth is; None: nobody's."""
    return max(0, n - SECOND + 1) if n % SECOND == SECOND - 1 else None


def _chances(n: int) -> tuple[int, ...]:
    """Eight numbers, the same whenever they are asked for."""
    octets = blake2b(n.to_bytes(8), digest_size=64).digest()
    return tuple(int.from_bytes(octets[at : at + 8]) for at in range(0, 64, 8))


def person_of(n: int) -> UUID:
    """The id of the nth: as random as any, and known again."""
    return UUID(bytes=blake2b(n.to_bytes(8), digest_size=16, person=b"crowd").digest(), version=4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """So many people, under a deployment's own keys of matching."""

    people: int
    index: MatchIndex
    now: datetime
    _made: dict[tuple[str, str], tuple[tuple[TokenKind, bytes], ...]] = field(default_factory=dict)
    """Tokens of what many say: their names, cities and birthdays are looked at once."""

    def rows(self, some: range) -> Rows:
        """The rows of these, by table, in an order that their references allow."""
        rows: Rows = {subject: [], phone_identity: [], phone_ownership: [], match_token: []}
        for n in some:
            person = person_of(n)
            rows[subject].append(self._subject(person))
            if _answers(n) == n:
                rows[phone_identity].append(self._number(_number_of(n)))
            rows[phone_ownership].append(self._ownership(n, person))
            rows[match_token] += [
                {
                    "subject_id": person,
                    "row_id": person,
                    "kind": kind.value,
                    "key_ver": self.index.version,
                    "token": token,
                    "verification": 1,
                    "said_at": self.now,
                }
                for kind, token in sorted(self._tokens(Said.of(n, self.people)))
            ]
        return rows

    def _tokens(self, said: Said) -> Iterator[tuple[TokenKind, bytes]]:
        yield from self._of("name", said.name)
        if said.birthday is not None:
            yield from self._of("birthday", said.birthday)
        if said.email is not None:
            yield from self.index.tokens(said_of(email=said.email))
        if said.company is not None:
            yield from self._of("company", said.company)
        place = Address(province="", city=said.city, street=said.street)
        yield from self.index.tokens(said_of(address=place))

    def _of(self, field_: str, value: str) -> tuple[tuple[TokenKind, bytes], ...]:
        made = self._made.get((field_, value))
        if made is None:
            made = tuple(self.index.tokens(_COMPARED[field_](value)))
            self._made[field_, value] = made
        return made

    def _subject(self, person: UUID) -> dict[str, object]:
        return {
            "id": person,
            "state": "LIVE",
            "age_band": "UNKNOWN",
            "granted": BitString(NO_BITS),
            "denied": BitString(NO_BITS),
            "valid_until": None,
            "contract_until": None,
            "created_at": self.now,
        }

    def _number(self, identity: UUID) -> dict[str, object]:
        return {
            "id": identity,
            "has_extension": False,
            "country": _ALLOCATION.country,
            "region": _ALLOCATION.region,
            "line_type": _ALLOCATION.line_type.value,
            "carrier_original": _ALLOCATION.carrier_original,
            "created_at": self.now,
        }

    def _ownership(self, n: int, person: UUID) -> dict[str, object]:
        is_shared = n in {_answers(n) + 1, _answers(n + 1)}
        return {
            "subject_id": person,
            "id": person,
            "identity_id": _number_of(_answers(n)),
            "e164": b"\0" * 48,  # nobody opens it here
            "during": Range(None, None),
            "role": "HOUSEHOLD" if is_shared else "PRIMARY",
            "exclusive": not is_shared,
            "verification": "DECLARED",
            "verified_at": None,
            "state": "ACTIVE",
            "end_reason": None,
            "number_status": "ACTIVE",
            "status_checked_at": None,
            "last_answered_at": self.now,
        }


def _answers(n: int) -> int:
    """Whose number the nth answers."""
    return n - 1 if n and n % _SHARED == 0 else n


def _number_of(n: int) -> UUID:
    return UUID(bytes=blake2b(n.to_bytes(8), digest_size=16, person=b"number").digest(), version=4)
