"""What a grant, a refusal and a statement say of themselves, and what they show of others."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import String, bindparam, column, select

from privacy.errors import Refusal
from privacy.grant import View
from privacy.store.statement import Statement
from privacy.terms import Effect, Purpose, ReasonCode
from privacy.testing.grants import grant_for

TEXT = "13800138000"


@pytest.mark.parametrize("effect", [Effect.MASK, Effect.REDACT, Effect.DENY])
def test_a_view_without_a_mask_shows_nothing_that_is_not_whole(effect: Effect) -> None:
    """A mask that the policy names and nobody supplied fails closed."""
    assert View(effect=effect).render(TEXT) is None
    assert View(effect=Effect.ALLOW).render(TEXT) == TEXT


def test_a_grant_says_its_entry_and_purpose_and_no_key() -> None:
    """Whatever log or traceback prints it."""
    grant = grant_for({UUID(int=7): {}})
    assert repr(grant) == f"<Grant entry={grant.entry} purpose={grant.purpose.value}>"
    assert grant.purpose in Purpose


def test_a_refusal_names_its_rule_and_its_article() -> None:
    """And nothing of who was asked about."""
    assert str(Refusal(ReasonCode.NO_PURPOSE)) == "NO_PURPOSE"
    assert str(Refusal(ReasonCode.NO_PURPOSE, "PIPL 6")) == "NO_PURPOSE (PIPL 6)"


def test_a_statement_says_its_name_and_never_its_parameters() -> None:
    """It is compiled once; values come with each call."""
    named = Statement("test.named", select(column("a")).where(column("b") == bindparam("b")))
    assert repr(named) == "<Statement test.named>"
    assert named.arguments(b=TEXT) == (TEXT,)


def test_a_statement_whose_text_depends_on_its_values_is_refused() -> None:
    """One text serves every call: a list that is spelled out at run time would not."""
    listed = column("b", String).in_(("x", "y"))
    with pytest.raises(ValueError, match="spell out"):
        Statement("test.list", select(column("a")).where(listed))
