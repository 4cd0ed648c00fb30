"""Touching: what an operation touches, in words, one line a category and language.

What is seen of a category is the policy's to say: the words are those of the shipped policy for
the operation's purpose, so that a change of either stands in the manifest's difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from graphql import GraphQLInputObjectType, GraphQLType, get_named_type, type_from_ast

from cdp.plan.compile import Compiler, Plan
from privacy.policy import Policy
from privacy.policy.document import Shown
from privacy.terms import CATEGORY_NAMES, DataCategory, Effect, Purpose, Words

_REVEALING: Final = "RevealPhoneDone.number"
"""The one coordinate that shows a number whole."""

_ASKED: Final = Words(en="asked by", zh="作为查询条件")
_TAKEN: Final = Words(en="taken in", zh="写入")
_REVEALED: Final = Words(
    en="revealed whole, one at a time, with a reason and after step-up",
    zh="逐条完整显示（须填写理由并重新验证身份）",
)
_UNSEEN: Final = Words(en="not shown for this purpose", zh="此目的下不显示")
_OWN: Final = Words(en="shown whole in the caller's own rows", zh="仅本人经手的记录完整显示")
_SEEN: Final[Mapping[Effect, Words]] = {
    Effect.ALLOW: Words(en="shown whole", zh="完整显示"),
    Effect.MASK: Words(en="shown masked", zh="遮盖显示"),
    Effect.REDACT: Words(en="shown to be there, not what it is", zh="仅显示有无"),
    Effect.DENY: _UNSEEN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """One category that an operation touches, and how."""

    category: DataCategory
    words: Words


def touched(plan: Plan, taken: frozenset[str], policy: Policy) -> Iterator[Touched]:
    """Every category that `plan` touches, by name; `taken` are those that its variables carry."""
    footprint = plan.footprint
    shown = set(footprint.shown.values())
    for name in sorted({*shown, *footprint.asked, *taken}):
        category = DataCategory(name)
        said = [
            *([_ASKED] if name in footprint.asked else []),
            *([_TAKEN] if name in taken else []),
            *(_views(plan, category, policy) if name in shown else []),
        ]
        called = CATEGORY_NAMES[category]
        yield Touched(
            category=category,
            words=Words(
                en=f"{called.en}: {'; '.join(words.en for words in said)}",
                zh=f"{called.zh}：{'；'.join(words.zh for words in said)}",
            ),
        )


def taken_by(plan: Plan, compiler: Compiler) -> frozenset[str]:
    """The categories that a mutation's variables can carry, whatever part of them is sent."""
    if not plan.is_mutation:
        return frozenset()
    found: set[str] = set()
    for variable in plan.operation.variable_definitions or ():
        _carry(type_from_ast(compiler.schema, variable.type), compiler, found, set())
    return frozenset(found)


def _carry(kind: GraphQLType | None, compiler: Compiler, found: set[str], walked: set[str]) -> None:
    named = get_named_type(kind)
    if not isinstance(named, GraphQLInputObjectType) or named.name in walked:
        return
    walked.add(named.name)
    for name, part in named.fields.items():
        category = compiler.labels.category(f"{named.name}.{name}")
        if category is not None:
            found.add(category)
        _carry(part.type, compiler, found, walked)


def _views(plan: Plan, category: DataCategory, policy: Policy) -> Iterator[Words]:
    """What each role of the purpose sees: said once where all see the same."""
    if plan.footprint.shown.get(_REVEALING) == category.value:
        yield _REVEALED
        return
    rule = policy.purposes.get(Purpose[plan.purpose.name])
    rows = () if rule is None else rule.rows
    by_view: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        words = _seen(row.show.get(category))
        by_view.setdefault((words.en, words.zh), []).extend(role.value for role in row.roles)
    if len(by_view) == 1:
        [(en, zh)] = by_view
        yield Words(en=en, zh=zh)
        return
    for (en, zh), roles in by_view.items():
        who = ", ".join(sorted(roles))
        yield Words(en=f"{en} ({who})", zh=f"{zh}（{who}）")


def _seen(shown: Shown | None) -> Words:
    if shown is None:
        return _UNSEEN
    words = _OWN if shown.own_rows else _SEEN[shown.effect]
    if not shown.after_step_up:
        return words
    return Words(en=f"{words.en} after step-up", zh=f"{words.zh}（须重新验证身份）")
