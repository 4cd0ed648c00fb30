"""A flame graph in SVG: who called whom, as wide as the processor time it took, callers on top."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_WIDTH: Final = 1200
_ROW: Final = 17
_LETTER: Final = 6.2
"""Width of a letter, more or less."""
_NARROWEST: Final = 0.004
"""Of the whole: what took less is not drawn."""
_COLOURS: Final[Mapping[str, str]] = {
    "privacy": "#e9a23b",
    "cdp.http": "#8fb7e3",
    "cdp.api": "#6aa84f",
    "cdp.profile": "#b6d7a8",
    "cdp.database": "#b4a7d6",
    "cdp.plan": "#93c47d",
    "generated": "#38761d",
    "asyncpg": "#cfc5e8",
    "asyncio": "#d9d9d9",
    "logging": "#d9d9d9",
}
_OTHER: Final = "#efefef"
_STYLE: Final = "font-family='system-ui, sans-serif' font-size='11' fill='#24292f'"


@dataclass(slots=True)
class _Node:
    name: str
    times: int = 0
    below: dict[str, _Node] = field(default_factory=dict)


def flame(stacks: Counter[tuple[str, ...]], *, title: str, since: str) -> str:
    """The picture of `stacks`, from the function `since` on."""
    root = _Node("all")
    for stack, times in stacks.items():
        node = root
        node.times += times
        for name in _from(stack, since):
            node = node.below.setdefault(name, _Node(name))
            node.times += times
    boxes: list[str] = []
    deepest = _draw(root, 0.0, 0, root.times, boxes)
    height = (deepest + 2) * _ROW + 12
    size = f"width='{_WIDTH}' height='{height}' viewBox='0 0 {_WIDTH} {height}'"
    head = f"<text x='6' y='14' font-weight='bold'>{escape(title)}</text>"
    ground = f"<rect width='{_WIDTH}' height='{height}' fill='#ffffff'/>"
    inside = "\n".join((ground, head, *boxes))
    return f"<svg xmlns='http://www.w3.org/2000/svg' {size} {_STYLE}>\n{inside}\n</svg>\n"


def _from(stack: Sequence[str], since: str) -> Sequence[str]:
    return stack[stack.index(since) :] if since in stack else stack


def _draw(node: _Node, left: float, depth: int, whole: int, boxes: list[str]) -> int:
    """Draw what is below `node`; how deep it goes."""
    deepest = depth
    for each in sorted(node.below.values(), key=lambda below: -below.times):
        share = each.times / whole
        if share >= _NARROWEST:
            boxes.append(_box(each, left, depth, share))
            deepest = max(deepest, _draw(each, left, depth + 1, whole, boxes))
        left += share * _WIDTH
    return deepest


def _box(node: _Node, left: float, depth: int, share: float) -> str:
    wide, top = share * _WIDTH, 20 + depth * _ROW
    colour = next((of for begin, of in _COLOURS.items() if node.name.startswith(begin)), _OTHER)
    told = escape(f"{node.name}: {100 * share:.1f} %")
    label = escape(node.name.rpartition(".")[2][: max(0, int((wide - 4) / _LETTER))])
    place = f"x='{left:.1f}' y='{top}' width='{max(wide - 0.5, 0.5):.1f}' height='{_ROW - 1}'"
    return (
        f"<g><title>{told}</title><rect {place} fill='{colour}'/>"
        f"<text x='{left + 2:.1f}' y='{top + 12}'>{label}</text></g>"
    )
