"""Under graphql-core's own executor nothing personal is given out that no Grant shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from graphql import GraphQLObjectType
from hypothesis import given, settings
from hypothesis import strategies as st

from cdp.api.roots import OF_THE_LEDGER
from cdp.api.schema import Surface, surface
from cdp.api.turn import Turn
from privacy.grant import Grant, View
from privacy.masking import MASKS
from privacy.terms import DataCategory, Effect
from privacy.testing.grants import grant_for
from tests.house.checks.everything import everything, values_for
from tests.house.checks.exposure import Watch, watched
from tests.house.stage import KEYS, VALUES, answers
from tests.unit.plan.scene import CURSORS, IDS

if TYPE_CHECKING:
    from collections.abc import Mapping

SURFACE: Final = surface()
ANSWERS: Final = answers()
WHOLE: Final = View(effect=Effect.ALLOW)
MASKED: Final = View(effect=Effect.MASK, mask=MASKS["phone_cn_3_4"], mask_name="phone_cn_3_4")

PERSONAL: Final = {
    f"{kind.name}.{name}"
    for kind in SURFACE.schema.type_map.values()
    if isinstance(kind, GraphQLObjectType) and not kind.name.startswith("__")
    for name in kind.fields
    if SURFACE.compiler.labels.category(f"{kind.name}.{name}")
}
"""Every personal output coordinate of the surface."""


def grant(views: Mapping[DataCategory, View]) -> Grant:
    return grant_for(KEYS, views=views)


def look(turn: Turn, made: Surface = SURFACE) -> Watch:
    """Ask everything of everybody under `turn`, with the reference executor."""
    watch = Watch(labels=made.compiler.labels)
    for document in everything(made.schema):
        if document.root not in OF_THE_LEDGER:
            watched(
                made.schema,
                watch,
                document.text,
                variables=values_for(document.variables, VALUES),
                root=ANSWERS[document.root],
                turn=turn,
            )
    return watch


def test_under_a_grant_that_shows_everything_every_personal_coordinate_gives_a_value() -> None:
    """Else the promises below would be empty: the stage has one of everything."""
    watch = look(Turn(cursors=CURSORS, ids=IDS, grant=grant(dict.fromkeys(DataCategory, WHOLE))))
    assert watch.met >= PERSONAL
    assert watch.given == PERSONAL
    assert watch.breaches == set()


def test_without_a_grant_no_personal_coordinate_gives_a_value() -> None:
    """Whatever the rows hold."""
    watch = look(Turn(cursors=CURSORS, ids=IDS))
    assert watch.given == set()
    assert "Profile.name" in watch.met


@pytest.mark.parametrize(
    "views",
    [
        {},
        dict.fromkeys(DataCategory, View(effect=Effect.DENY)),
        dict.fromkeys(DataCategory, View(effect=Effect.REDACT)),
        dict.fromkeys(DataCategory, View(effect=Effect.MASK, mask_name="nobody supplied it")),
    ],
    ids=["nothing asked", "denied", "redacted", "no mask"],
)
def test_a_grant_that_shows_nothing_gives_no_value(views: Mapping[DataCategory, View]) -> None:
    """Not asked, denied, redacted, or masked by a mask that is not there; nor does a list."""
    assert look(Turn(cursors=CURSORS, ids=IDS, grant=grant(views))).given == set()


def test_a_grant_that_was_closed_gives_no_value() -> None:
    """Its keys are dropped when the answer has been written, and so is what it showed."""
    closed = grant(dict.fromkeys(DataCategory, WHOLE))
    closed.close()
    assert look(Turn(cursors=CURSORS, ids=IDS, grant=closed)).given == set()


views_drawn = st.dictionaries(
    st.sampled_from(DataCategory),
    st.sampled_from(
        [WHOLE, MASKED, View(effect=Effect.REDACT), View(effect=Effect.DENY)],
    ),
)


@settings(max_examples=40, deadline=None)
@given(views_drawn)
def test_nothing_is_given_out_that_no_view_shows(views: dict[DataCategory, View]) -> None:
    """Whatever mixture of effects a policy comes to."""
    assert look(Turn(cursors=CURSORS, ids=IDS, grant=grant(views))).breaches == set()


@pytest.mark.parametrize(
    ("kind", "name"), [("Profile", "name"), ("Profile", "email"), ("RevealPhoneDone", "number")]
)
def test_a_resolver_that_goes_around_the_grant_is_found(kind: str, name: str) -> None:
    """One that returns what it holds, instead of asking the turn."""
    planted = surface()
    owner = planted.schema.type_map[kind]
    assert isinstance(owner, GraphQLObjectType)
    owner.fields[name].resolve = lambda _source, _info: "leaked"
    assert look(Turn(cursors=CURSORS, ids=IDS), planted).breaches == {f"{kind}.{name}"}
    shown = Turn(
        cursors=CURSORS, ids=IDS, grant=grant(dict.fromkeys(DataCategory, View(effect=Effect.DENY)))
    )
    assert look(shown, planted).breaches == {f"{kind}.{name}"}


def test_a_coordinate_under_another_category_s_view_is_found() -> None:
    """A name that is shown because a number may be shown is a leak."""
    planted = surface()
    owner = planted.schema.type_map["Profile"]
    assert isinstance(owner, GraphQLObjectType)
    owner.fields["name"].resolve = owner.fields["email"].resolve
    turn = Turn(cursors=CURSORS, ids=IDS, grant=grant({DataCategory.CONTACT_EMAIL: WHOLE}))
    assert look(turn, planted).breaches == {"Profile.name"}
