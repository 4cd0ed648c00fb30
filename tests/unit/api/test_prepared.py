"""A plan belongs to the surface that it was compiled for, and runs on no other."""

from __future__ import annotations

from typing import Final

import pytest

from cdp.api.cursor import Cursors
from cdp.api.documents import Documents
from cdp.api.prepared import Preparations
from cdp.api.schema import Surface, surface
from cdp.settings import Documents as Trust
from tests.unit.plan.scene import SURFACE

TEXT: Final = "query Newest { checkpoint { size } }"


def documents(of: Surface) -> Documents:
    return Documents(compiler=of.compiler, mode=Trust.PREFER, trusted={})


def preparations(of: Surface) -> Preparations:
    return Preparations(surface=of, cursors=Cursors.derive(bytes(32)))


def test_two_surfaces_in_one_process_compile_and_prepare_for_themselves() -> None:
    """The same text, twice: neither has the other's plan."""
    for each in (SURFACE, surface()):
        plan = documents(each).meant(None, TEXT, None).plan
        assert plan.writer.script.schema is each.schema
        assert preparations(each).of(plan).plan is plan


@pytest.mark.parametrize("has_its_own", [True, False])
def test_the_plan_of_another_surface_is_not_run(*, has_its_own: bool) -> None:
    """Whether or not this one has prepared the same text: fields may be read, and labelled,
    otherwise there."""
    here = preparations(SURFACE)
    if has_its_own:
        here.of(documents(SURFACE).meant(None, TEXT, None).plan)
    foreign = documents(surface()).meant(None, TEXT, None).plan
    with pytest.raises(ValueError, match="the surface that it was compiled for"):
        here.of(foreign)
