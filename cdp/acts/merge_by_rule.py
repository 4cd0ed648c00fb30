"""merge_by_rule: what a rule found makes two one person; the decision says which rule it was."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from cdp.acts.deciding import Why
from cdp.acts.ground import Ground
from cdp.acts.merge_profiles import MergeWish, merge_profiles
from cdp.acts.write import Payload
from cdp.identity.matching.rule import MatchRule
from cdp.identity.merging import MergeEvidence, MergeReason
from privacy.gate import Ask


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeByRule:
    """Merges, as the service itself."""

    ground: Ground

    async def __call__(self, one: UUID, other: UUID, rule: MatchRule, ask: Ask) -> bool:
        """Make them one person, by `rule`; true once they are.

        Raises: as `merge_profiles`.
        """
        why = Why(
            evidence=MergeEvidence.SAME_IDENTIFIER,
            reason=MergeReason.RULE_MATCHED,
            rule=rule.key,
            rule_version=rule.version,
        )
        wish = MergeWish(one=one, other=other, why=why)
        resolved = await merge_profiles(wish, ask, self.ground, Payload())
        return bool(resolved.profiles)
