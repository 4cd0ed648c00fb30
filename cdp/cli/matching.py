"""What `cdp identity match` does, and how it shows what was found: counts, and nobody."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TextIO

from rich.table import Table

from cdp.acts.save_match_rule import RuleWish, rehearse_match_rule
from cdp.acts.write import Payload
from cdp.jobs.matching.clerk import asking
from privacy.terms import Action

if TYPE_CHECKING:
    from cdp.identity.matching.evidence import Learned
    from cdp.wiring import Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What was found, or, of a dry run, what each rule would do."""

    people: int = 0
    pairs: int = 0
    suggested: int = 0
    merged: int = 0
    passed_over: int = 0
    set_aside: int = 0
    tokens_made: int = 0
    would_merge: int = 0
    would_suggest: int = 0


async def matched(service: Service, *, whole: bool, backfill: bool, stream: TextIO) -> Shown:
    """Compare everybody, or whoever changed; progress goes to `stream`."""
    desk = service.matching
    made = await desk.backfill.run(_Counting(stream)) if backfill else 0
    if whole:
        found = await desk.matcher.everybody(_Progress(stream))
    else:
        found = await desk.matcher.changed()
    return Shown(
        people=found.people,
        pairs=found.pairs,
        suggested=found.suggested,
        merged=found.merged,
        passed_over=found.noise,
        set_aside=found.ended,
        tokens_made=made,
    )


async def rehearsed(service: Service) -> Shown:
    """What the rules in force would merge and suggest, each by itself."""
    shown = Shown()
    for rule in await service.matching.matcher.rules():
        ask = asking(service.ground, action=Action.READ)
        told = await rehearse_match_rule(RuleWish(rule=rule), ask, service.ground, Payload())
        shown = replace(
            shown,
            would_merge=shown.would_merge + told.merges,
            would_suggest=shown.would_suggest + told.suggestions,
        )
    return shown


def told(learned: Learned) -> str:
    """What was learned, a line a way of agreeing: how often the fields of one person agree so."""
    lines = [f"{learned.share:.1%} of the pairs are taken for one person"]
    lines += [
        f"{feature.value.lower()} {way.value.lower()} {rate:.4f}"
        for feature, ways in learned.by_feature.items()
        for way, rate in ways.items()
    ]
    return "\n".join(lines)


def table(shown: Shown) -> Table:
    """The counts, for people."""
    rows = (
        ("People compared", shown.people),
        ("Pairs weighed", shown.pairs),
        ("Suggestions made", shown.suggested),
        ("Merged by rules", shown.merged),
        ("Blocks passed over: too many share the value", shown.passed_over),
        ("Suggestions set aside: they no longer hold", shown.set_aside),
        ("Rows whose tokens were made", shown.tokens_made),
        ("Would be merged by rules", shown.would_merge),
        ("Would be suggested by rules", shown.would_suggest),
    )
    made = Table("What", "How many")
    for what, count in rows:
        if count:
            made.add_row(what, f"{count:,}")
    if not made.rows:
        made.add_row("Nothing to compare", "0")
    return made


class _Progress:
    """One line, written anew with every step; of a file or a pipe only the last."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __call__(self, done: int, of: int) -> None:
        is_seen = self._stream.isatty()
        if is_seen or done == of:
            end = "\n" if done == of else ""
            self._stream.write(f"{chr(13) if is_seen else ''}compared {done} of {of} parts{end}")
            self._stream.flush()


class _Counting:
    """As `_Progress`, where nobody knows how many there are."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __call__(self, done: int) -> None:
        if self._stream.isatty():
            self._stream.write(f"\rtokens of {done} rows made")
            self._stream.flush()
