"""Plots: bars in SVG, written by hand: three small pictures are not worth ten packages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from bench.report.results import Results
    from bench.rig.finding import Finding

_WIDTH: Final = 720
_LABEL: Final = 190
"""Where the names end and the bars begin."""
_NUMBER: Final = 80
"""Left free for the number behind a bar."""
_ROW: Final = 18
_GAP: Final = 10
_TOP: Final = 52
_COLOURS: Final = ("#3b6fb6", "#e08a2e")
_STYLE: Final = "font-family='system-ui, sans-serif' font-size='12' fill='#24292f'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """Bars by name. Several figures of a name are stacked, or stand one beneath the other."""

    title: str
    figures: Sequence[str]
    bars: Mapping[str, Sequence[float]]
    is_stacked: bool = False

    def svg(self) -> str:
        """The picture."""
        rows = 1 if self.is_stacked else len(self.figures)
        height = _TOP + len(self.bars) * (rows * _ROW + _GAP)
        size = f"width='{_WIDTH}' height='{height}' viewBox='0 0 {_WIDTH} {height}'"
        inside = [
            f"<rect width='{_WIDTH}' height='{height}' fill='#ffffff'/>",
            f"<text x='{_GAP}' y='20' font-weight='bold'>{escape(self.title)}</text>",
            *self._legend(),
        ]
        for n, (name, values) in enumerate(self.bars.items()):
            top = _TOP + n * (rows * _ROW + _GAP)
            middle = top + rows * _ROW / 2 + 4
            at = f"x='{_LABEL - _GAP}' y='{middle:g}' text-anchor='end'"
            inside.append(f"<text {at}>{escape(name)}</text>")
            inside += self._stacked(values, top) if self.is_stacked else self._beneath(values, top)
        body = "\n".join(inside)
        return f"<svg xmlns='http://www.w3.org/2000/svg' {size} {_STYLE}>\n{body}\n</svg>\n"

    @property
    def _scale(self) -> float:
        totals = [sum(each) if self.is_stacked else max(each) for each in self.bars.values()]
        return (_WIDTH - _LABEL - _NUMBER) / max(*totals, 1e-9)

    def _legend(self) -> list[str]:
        if len(self.figures) == 1:
            return []
        drawn, x = [], float(_LABEL)
        for name, colour in zip(self.figures, _COLOURS, strict=False):
            drawn.append(f"<rect x='{x:g}' y='30' width='12' height='12' fill='{colour}'/>")
            drawn.append(f"<text x='{x + 18:g}' y='41'>{escape(name)}</text>")
            x += 40 + 8 * len(name)
        return drawn

    def _stacked(self, values: Sequence[float], top: float) -> list[str]:
        drawn, x = [], float(_LABEL)
        for value, colour in zip(values, _COLOURS, strict=False):
            drawn.append(_bar(x, top, value * self._scale, colour))
            x += value * self._scale
        return [*drawn, _number(x, top, sum(values))]

    def _beneath(self, values: Sequence[float], top: float) -> list[str]:
        drawn = []
        for n, (value, colour) in enumerate(zip(values, _COLOURS, strict=False)):
            y = top + n * _ROW
            drawn.append(_bar(_LABEL, y, value * self._scale, colour))
            drawn.append(_number(_LABEL + value * self._scale, y, value))
        return drawn


def _bar(x: float, y: float, width: float, colour: str) -> str:
    at = f"x='{x:.1f}' y='{y:g}' width='{width:.1f}' height='{_ROW - 4}'"
    return f"<rect {at} fill='{colour}'/>"


def _number(x: float, y: float, value: float) -> str:
    text = f"{value:,.0f}".replace(",", " ") if value >= 100 else f"{value:.1f}"
    return f"<text x='{x + 6:.1f}' y='{y + _ROW - 7:g}'>{text}</text>"


def plots(results: Results) -> dict[str, Plot]:
    """What is drawn of a run, by file name."""
    pops, acts = results.of("P1"), results.of("deciding")
    return {
        **({} if pops is None else _of_pops(pops)),
        **({} if acts is None else {"deciding": _of_acts(acts)}),
    }


def _of_acts(acts: Finding) -> Plot:
    times: dict[str, dict[str, Any]] = acts.figures["ms"]
    return Plot(
        title="Deciding who is who, by the facts of each record, in milliseconds",
        figures=["p50", "p99"],
        bars={
            f"{act}, {many} facts": [each["p50_ms"], each["p99_ms"]]
            for act, of in times.items()
            if act != "preview"
            for many, each in of.items()
        },
    )


def _of_pops(pops: Finding) -> dict[str, Plot]:
    sides: dict[str, dict[str, Any]] = pops.figures["sides"]
    waited = {name: each for name, each in sides.items() if each["p99_ms"] is not None}
    return {
        "answers": Plot(
            title="Answers a second",
            figures=["answers a second"],
            bars={name: [each["per_second"]] for name, each in sides.items()},
        ),
        "waits": Plot(
            title="Wait for an answer, in milliseconds",
            figures=["p50", "p99"],
            bars={name: [each["p50_ms"], each["p99_ms"]] for name, each in waited.items()},
        ),
        "processor": Plot(
            title="Processor time an answer, in microseconds",
            figures=["its own", "PostgreSQL"],
            bars={name: [each["server_us"], each["postgres_us"]] for name, each in sides.items()},
            is_stacked=True,
        ),
    }


def write(results: Results, folder: Path) -> list[Path]:
    """Draw them into `folder`."""
    places = []
    for name, plot in plots(results).items():
        place = folder / f"{results.name}-{name}.svg"
        place.write_text(plot.svg(), encoding="utf-8")
        places.append(place)
    return places
