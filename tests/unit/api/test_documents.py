"""Which text a request means: a trusted document by its id, or ad-hoc text where it is allowed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from cdp.api.documents import Documents
from cdp.contract import Contract, Operation
from cdp.errors import DocumentRefused
from cdp.plan.compile import digest
from cdp.settings import Documents as Trust
from privacy.terms import ReasonCode
from tests.unit.plan.scene import SURFACE

TRUSTED = "query Newest @purpose(is: COMPLIANCE_AUDIT) { checkpoint { size } }"
AD_HOC = "{ checkpoint { root } }"
ID = digest(TRUSTED)


def documents(mode: Trust = Trust.PREFER, texts: Sequence[str] = (TRUSTED,)) -> Documents:
    operations = [
        Operation(id=digest(text), name="Newest", persona="auditor", text=text) for text in texts
    ]
    contract = Contract(sdl="", manifest="", operations=operations)
    return Documents.of(contract, SURFACE.compiler, mode)


def refusal(
    made: Documents, document_id: str | None = None, text: str | None = None
) -> DocumentRefused:
    with pytest.raises(DocumentRefused) as refused:
        made.meant(document_id, text, None)
    return refused.value


TRUSTING = [Trust.PREFER, Trust.REQUIRE]


@pytest.mark.parametrize("mode", TRUSTING)
@pytest.mark.parametrize("identity", [ID, f"sha256:{ID}"])
def test_a_trusted_document_is_meant_by_its_id(mode: Trust, identity: str) -> None:
    """Wherever any is trusted, with or without the name of the hash; the text may come along."""
    for text in (None, TRUSTED):
        meant = documents(mode).meant(identity, text, None)
        assert (meant.plan.name, meant.trusted) == ("Newest", True)


@pytest.mark.parametrize("mode", TRUSTING)
def test_the_text_of_a_trusted_document_is_that_document(mode: Trust) -> None:
    """A client that sends the whole text is not treated as an ad-hoc one."""
    assert documents(mode).meant(None, TRUSTED, None).trusted


def test_a_deployment_without_trusted_documents_knows_no_id() -> None:
    """Its screens send text, and the text of a document of ours is any caller's: not trusted."""
    fault = refusal(documents(Trust.OFF), ID)
    assert (fault.reason, "send the text" in fault.advice) == (ReasonCode.DOCUMENT_UNKNOWN, True)
    meant = documents(Trust.OFF).meant(None, TRUSTED, None)
    assert (meant.trusted, meant.plan.name) == (False, "Newest")


def test_a_deployment_without_trusted_documents_starts_whatever_they_say() -> None:
    """It does not read them."""
    assert documents(Trust.OFF, ["{ nobody }"]).trusted == {}


@pytest.mark.parametrize("identity", ["", "sha256:", "0" * 64, "sha256:sha256:" + ID, ID.upper()])
def test_an_id_of_no_document_is_refused(identity: str) -> None:
    """And is not repeated."""
    fault = refusal(documents(), identity)
    assert fault.reason is ReasonCode.DOCUMENT_UNKNOWN
    assert not identity or identity not in fault.advice


def test_an_id_and_a_text_that_disagree_are_refused() -> None:
    """Else a reviewed id would stand in the log for another text."""
    assert refusal(documents(), ID, AD_HOC).reason is ReasonCode.DOCUMENT_UNKNOWN


def test_neither_id_nor_text_is_a_bad_request() -> None:
    """There is nothing to run."""
    assert refusal(documents()).reason is ReasonCode.BAD_REQUEST


def test_ad_hoc_text_runs_where_the_deployment_allows_it() -> None:
    """It is not trusted: its name stands in no log line, its purpose may come by header."""
    for mode in (Trust.PREFER, Trust.OFF):
        meant = documents(mode).meant(None, AD_HOC, None)
        assert (meant.trusted, meant.plan.sha256) == (False, digest(AD_HOC))
    assert refusal(documents(Trust.REQUIRE), None, AD_HOC).reason is ReasonCode.DOCUMENT_UNKNOWN


def test_ad_hoc_text_is_compiled_once() -> None:
    """By its text and the operation that is meant."""
    made, two = documents(), "query A { checkpoint { size } } query B { checkpoint { root } }"
    plan = made.meant(None, AD_HOC, None).plan
    assert made.meant(None, AD_HOC, None).plan is plan
    assert made.meant(None, two, "A").plan.name == "A"
    assert made.meant(None, two, "B").plan.name == "B"


def test_the_least_recently_used_ad_hoc_text_is_forgotten_first() -> None:
    """However many come: what is kept is bounded, and what is used stays."""
    made = documents()
    kept = made.meant(None, AD_HOC, None).plan
    texts = [f"{{ a{n}: checkpoint {{ size }} }}" for n in range(300)]
    first = made.meant(None, texts[0], None).plan
    for text in texts[1:]:
        made.meant(None, text, None)
        assert made.meant(None, AD_HOC, None).plan is kept
    assert made.meant(None, texts[0], None).plan is not first
    assert made.meant(None, texts[-1], None).plan is made.meant(None, texts[-1], None).plan


def test_text_that_does_not_compile_is_not_kept() -> None:
    """It is refused each time."""
    made = documents()
    for _ in range(2):
        assert refusal(made, None, "{ nobody }").reason is ReasonCode.DOCUMENT_INVALID


def test_a_trusted_document_that_does_not_compile_stops_the_start() -> None:
    """A front end would find out at its first call otherwise."""
    with pytest.raises(DocumentRefused):
        documents(texts=[TRUSTED, "query Broken { nobody }"])
