"""A cluster as a picture: its records from the oldest down, and what was decided between them.

The same graph is the same picture, byte for byte. Whoever cannot see it reads its title and
description; what it shows of people are their masked numbers, where those are shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, unique
from types import MappingProxyType
from typing import Final
from xml.sax.saxutils import escape

from privacy.terms import Words

_LEFT: Final = 330
_TOP: Final = 64
_WIDE: Final = 340
_HIGH: Final = 56
_STEP: Final = 92
_LANE: Final = 26
_WIDTH: Final = 700

_TITLE: Final = Words(
    en="Who is one person, and by which decision", zh="哪些记录属于同一人，依据哪项决定"
)
_SAID: Final = Words(
    en="{nodes} records; {edges} merges that hold, {undone} that were reversed.",
    zh="共 {nodes} 条记录；有效合并 {edges} 项，已撤销 {undone} 项。",
)
_NO_NUMBER: Final = Words(en="no number shown", zh="不显示号码")
_REVERSED: Final = Words(en="reversed", zh="已撤销")
_BY_RULE: Final = Words(en="by rule", zh="按规则")
_BY_HAND: Final = Words(en="by a steward", zh="人工决定")
_NEVER: Final = Words(en="never one person", zh="不得合并")
_ALWAYS: Final = Words(en="always one person", zh="始终合并")


@unique
class PictureLanguage(StrEnum):
    """In which language a picture is labelled."""

    EN = "en"
    ZH = "zh"


_INK: Final[Mapping[str, str]] = MappingProxyType(
    {"held": "#0b5d57", "reversed": "#8a8f98", "NEVER_LINK": "#a3262c", "ALWAYS_LINK": "#3d4f9f"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnNode:
    """One record: its letter, and its numbers as they may be shown."""

    letter: str
    numbers: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnLine:
    """What leads from one record to another, by their places from the top.

    `kind` is held, reversed, NEVER_LINK or ALWAYS_LINK; `rule` names the rule that decided.
    """

    one: int
    other: int
    kind: str
    rule: str | None = None


def drawn(nodes: Sequence[DrawnNode], lines: Sequence[DrawnLine], language: PictureLanguage) -> str:
    """The picture as SVG, labelled in `language`."""
    return "\n".join(_svg(nodes, lines, language)) + "\n"


def _in(words: Words, language: PictureLanguage) -> str:
    return words.en if language is PictureLanguage.EN else words.zh


def _svg(
    nodes: Sequence[DrawnNode], lines: Sequence[DrawnLine], language: PictureLanguage
) -> Iterator[str]:
    height = _TOP + _STEP * max(len(nodes), 1) + 24
    counted = [line.kind for line in lines]
    described = _in(_SAID, language).format(
        nodes=len(nodes), edges=counted.count("held"), undone=counted.count("reversed")
    )
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        f'width="{_WIDTH}" height="{height}" lang="{language.value}" role="img" '
        'aria-labelledby="identity-title identity-desc" '
        "font-family=\"system-ui, 'PingFang SC', 'Noto Sans CJK SC', sans-serif\">"
    )
    yield f'<title id="identity-title">{_in(_TITLE, language)}</title>'
    yield f'<desc id="identity-desc">{described}</desc>'
    yield f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>'
    yield f'<text x="24" y="34" font-size="16" fill="#1d2129">{_in(_TITLE, language)}</text>'
    for lane, line in enumerate(lines):
        yield from _line(line, lane, language)
    for place, node in enumerate(nodes):
        yield from _card(node, place, language)
    yield "</svg>"


def _card(node: DrawnNode, place: int, language: PictureLanguage) -> Iterator[str]:
    top = _TOP + place * _STEP
    said = ", ".join(node.numbers) or _in(_NO_NUMBER, language)
    yield (
        f'<rect x="{_LEFT}" y="{top}" width="{_WIDE}" height="{_HIGH}" rx="8" '
        'fill="#f4f6f8" stroke="#c5cbd3"/>'
    )
    yield (
        f'<text x="{_LEFT + 18}" y="{top + 35}" font-size="18" font-weight="600" '
        f'fill="#1d2129">{escape(node.letter)}</text>'
    )
    yield (
        f'<text x="{_LEFT + 52}" y="{top + 34}" font-size="14" fill="#1d2129">{escape(said)}</text>'
    )


def _line(line: DrawnLine, lane: int, language: PictureLanguage) -> Iterator[str]:
    """An arc to the left of both: each in a lane of its own, so that none hides another."""
    first, last = sorted((line.one, line.other))
    above, below = (_TOP + place * _STEP + _HIGH // 2 for place in (first, last))
    out = _LEFT - 40 - (lane % 9) * _LANE
    ink = _INK[line.kind]
    dashes = "" if line.kind in {"held", "ALWAYS_LINK"} else ' stroke-dasharray="5 4"'
    yield (
        f'<path d="M {_LEFT} {above} H {out} V {below} H {_LEFT}" fill="none" stroke="{ink}" '
        f'stroke-width="2"{dashes}/>'
    )
    yield (
        f'<text x="{out + 6}" y="{below - 6}" font-size="12" fill="{ink}">'
        f"{escape(_label(line, language))}</text>"
    )


def _label(line: DrawnLine, language: PictureLanguage) -> str:
    match line.kind:
        case "NEVER_LINK":
            return _in(_NEVER, language)
        case "ALWAYS_LINK":
            return _in(_ALWAYS, language)
        case _:
            by = (
                _in(_BY_HAND, language)
                if line.rule is None
                else (f"{_in(_BY_RULE, language)} {line.rule}")
            )
            return by if line.kind == "held" else f"{by} · {_in(_REVERSED, language)}"
