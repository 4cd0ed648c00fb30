"""Tables: results in Markdown, as the README quotes them.

.venv/bin/python -m bench.report.table bench/results/DATE.json [--zh]
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bench.report.results import Results

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bench.rig.finding import Finding

_WORK: Final = {
    "en": {
        "P1": "screen pop with everything on, to PostGraphile with no privacy: answers a second",
        "P2": "what privacy costs an answer: µs of processor time, at most",
        "P3": "generated writer, to graphql-core",
        "P7": "ledger: appends a second with 64 waiting",
        "P9": "`cdp serve` to its first answer: seconds, at most",
        "P10": "screen pop with ten times the people, to itself",
        "P1 of three": "P1's question about three merged records, to one of as many facts",
        "deciding": "merge, unmerge and split, whatever the number of facts: ms, at most",
        "identity": "all bars of identity in time; ms of the slowest act",
        "attacks": "dearest refusal, to an honest screen pop: at most",
        "suggestions": "everybody compared with everybody, of a million: minutes, at most",
        "hot path": "an answer without sockets: µs of Python and PostgreSQL, at most",
    },
    "zh": {
        "P1": "来电弹屏（全部隐私措施开启）对 PostGraphile（无隐私措施）：每秒应答数之比",
        "P2": "隐私措施对每次应答的代价：处理器时间（µs），不超过",
        "P3": "生成的写出器对 graphql-core",
        "P7": "账本：64 个等待者时每秒追加数",
        "P9": "`cdp serve` 到首次应答：秒，不超过",
        "P10": "人数十倍时的来电弹屏，对自身",
        "P1 of three": "P1 的查询：三条已合并记录对事实同样多的一条记录",
        "deciding": "合并、撤销合并与拆分，不论事实多少：毫秒，不超过",
        "identity": "身份随时间变化的全部指标；最慢操作的毫秒数",
        "attacks": "最贵的拒绝，对一次正常弹屏：不超过",
        "suggestions": "一百万档案两两比对：分钟，不超过",
        "hot path": "不经套接字的一次应答：Python 与 PostgreSQL 的处理器时间（µs），不超过",
    },
}
_HEADS: Final = {
    "en": (
        ("Bar", "Work", "Found", "Bar at", "Holds"),
        ("Side", "answers/s", "p50 ms", "p99 ms", "its own µs", "PostgreSQL µs", "× PostGraphile"),
    ),
    "zh": (
        ("指标", "工作", "结果", "目标", "达到"),
        ("对象", "应答/秒", "p50 ms", "p99 ms", "自身 µs", "PostgreSQL µs", "× PostGraphile"),
    ),
}
_HOLDS: Final = {
    "en": {True: "yes", False: "**no**", None: "not judged"},
    "zh": {True: "是", False: "**否**", None: "未判定"},
}
_PEER: Final = "PostGraphile"


def markdown(results: Results, language: str = "en") -> str:
    """Both tables, what they were made by, and what failed."""
    parts = [_made_by(results, language), _bars(results.findings, language)]
    pops = results.of("P1")
    if pops is not None:
        parts.append(_sides(pops, language))
    if results.failures:
        parts.append("\n".join(f"- `{name}`: {why}" for name, why in results.failures.items()))
    return "\n\n".join(parts) + "\n"


def _made_by(results: Results, language: str) -> str:
    where = results.where
    cpu = f"{where['cores']} × {where['cpu']}, {where['memory_gib']} GiB"
    at, command = str(where["at"])[:16].replace("T", " "), results.command
    if language == "zh":
        return f"`{command}`，{at} UTC，{cpu}，Python {where['python']}。"
    return f"`{command}`, {at} UTC, {cpu}, Python {where['python']}."


def _bars(findings: Iterable[Finding], language: str) -> str:
    rows = [
        (
            each.bar,
            _WORK[language].get(each.bar, each.bar),
            _number(each.value),
            _number(each.target),
            _HOLDS[language][each.holds],
        )
        for each in sorted(findings, key=lambda each: (len(each.bar), each.bar))
    ]
    return _table(_HEADS[language][0], rows)


def _sides(pops: Finding, language: str) -> str:
    sides: dict[str, dict[str, Any]] = {**pops.figures["sides"], **pops.figures.get("two", {})}
    one = sides.get(_PEER, {}).get("per_second")
    rows = [
        (
            name,
            _number(each["per_second"]),
            *(_number(each[figure]) for figure in ("p50_ms", "p99_ms")),
            *(_number(each[figure] or None) for figure in ("server_us", "postgres_us")),
            _number(round(each["per_second"] / one, 2) if one else None),
        )
        for name, each in sides.items()
    ]
    return _table(_HEADS[language][1], rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(each)} |" for each in lines)


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}".replace(",", " ") if abs(value) >= 1_000 else f"{value:g}"


def main() -> None:
    """Print the tables of a file."""
    parser = argparse.ArgumentParser(description="The tables of one run, in Markdown.")
    parser.add_argument("results", type=Path, help="a file of bench/results/")
    parser.add_argument("--zh", action="store_true", help="in Chinese")
    given = parser.parse_args()
    print(markdown(Results.read(given.results), "zh" if given.zh else "en"), end="")


if __name__ == "__main__":
    main()
