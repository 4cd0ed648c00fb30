"""Tokens and weights: what is typed otherwise is compared alike, and evidence adds up."""

from __future__ import annotations

import unicodedata
from typing import Final
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdp.contacts.record import Address
from cdp.identity.matching.companies import compared_company
from cdp.identity.matching.evidence import (
    FEW,
    SHIPPED,
    Agreement,
    Feature,
    Model,
    Observed,
    agreements,
    score,
)
from cdp.identity.matching.learning import estimate
from cdp.identity.matching.mail import ComparedMail
from cdp.identity.matching.names import ComparedName
from cdp.identity.matching.pinyin import syllables
from cdp.identity.matching.places import ComparedPlace
from cdp.identity.matching.spelling import folded
from cdp.identity.matching.tokens import MatchIndex, TokenKind, said_of
from privacy.vault import AES_GCM_SHA256, MasterKey
from tests.vectors.golden import HANDLER

ROOT: Final = MasterKey(bytes(range(32)))
INDEX: Final = MatchIndex.derive(ROOT, handler=HANDLER, suite=AES_GCM_SHA256)
PEOPLE: Final = st.integers(min_value=0, max_value=10_000_000)
SHARING: Final = st.integers(min_value=1, max_value=100_000)
HAN: Final = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2)

SPELLINGS: Final = [
    ("王伟", "王 偉"),
    ("欧阳小明", "歐陽　小明"),
    ("王伟", "王伟先生"),
    ("Wang Wei", "ＷＡＮＧ　ｗｅｉ"),
    ("买买提·吐尔逊", "買買提•吐爾遜"),
    ("钟馗", "鍾馗"),
]


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_one_name_in_two_spellings_has_one_token(one: str, other: str) -> None:
    """Script, width, case, spaces, marks and titles tell nobody apart."""
    tokens = [set(INDEX.tokens(said_of(name=name))) for name in (one, other)]
    assert tokens[0] == tokens[1]


@pytest.mark.parametrize(
    ("han", "latin"),
    [
        ("王伟", "Wang Wei"),
        ("王伟", "Wei Wang"),
        ("欧阳小明", "Xiaoming Ouyang"),
        ("单雄信", "Shan Xiongxin"),
        ("吕布", "Lü Bu"),
        ("呂布", "LYU BU"),
        ("曾国藩", "Zeng Guofan"),
    ],
)
def test_a_name_in_letters_sounds_like_the_one_in_characters(han: str, latin: str) -> None:
    """In either order, and with its surname read as a surname."""
    one, other = ComparedName.of(han), ComparedName.of(latin)
    assert one is not None
    assert other is not None
    assert one.sounds & other.sounds


@pytest.mark.parametrize("name", ["", " ", "王先生", "测试", "①", "unknown", "N/A", "匿名", "王"])
def test_what_names_nobody_is_no_name(name: str) -> None:
    """Else everybody who left the field empty would be one person."""
    assert ComparedName.of(name) is None


@given(st.text(max_size=80))
def test_folding_once_is_folding_for_ever(text: str) -> None:
    once = folded(text)
    assert folded(once) == once
    assert folded(unicodedata.normalize("NFD", text)) == folded(unicodedata.normalize("NFC", text))


@given(HAN)
def test_what_is_written_alike_sounds_alike(name: str) -> None:
    """Whatever is in it: a weaker token follows from a stronger one."""
    one, other = ComparedName.of(name), ComparedName.of(f" {name} ")
    assert one == other
    assert all(syllables(folded(name)))


@given(st.text(max_size=120))
def test_whatever_is_typed_can_be_compared(text: str) -> None:
    """Nothing that a source sends stops a write."""
    address = Address(province=text[:9], city=text[9:20], street=text)
    said = said_of(
        name=text, phonetic_name=text, email=text, address=address, birthday="05-01", company=text
    )
    tokens = list(INDEX.tokens(said))
    assert len(tokens) == len(set(tokens))


TYPED: Final = [
    (
        ("广东省", "深圳市", "南山区科技园路12号3栋402室"),
        ("广东", "深圳", "南山区科技园路十二号三号楼402"),
    ),
    (
        ("北京市", "市辖区", "朝阳区建国路88号"),
        ("", "北京", "北京朝阳区建国路８８号"),
    ),
    (
        ("內蒙古自治區", "呼和浩特市", "新城区一百二十三号"),
        ("内蒙古", "呼和浩特", "新城区123号"),
    ),
]


@pytest.mark.parametrize(("one", "other"), TYPED)
def test_one_address_in_two_spellings_is_one(
    one: tuple[str, str, str], other: tuple[str, str, str]
) -> None:
    """Suffixes, numerals, and a city that is said again in the street."""
    compared = {
        (place.city, place.street)
        for typed in (one, other)
        if (place := ComparedPlace.of(Address(province=typed[0], city=typed[1], street=typed[2])))
    }
    assert len(compared) == 1


def test_two_doors_are_two_addresses() -> None:
    """A mark between numbers stays a mark."""
    places = [
        ComparedPlace.of(Address(province="", city="上海市", street=street))
        for street in ("愚园路1015弄3-402", "愚园路1015弄34-02")
    ]
    assert places[0] != places[1]


def test_mail_is_compared_without_folders_and_offices_are_nobody() -> None:
    one = ComparedMail.of("Wang.Wei+news@QQ.com")
    other = ComparedMail.of("wang.wei@qq.com")
    assert one == other
    office = ComparedMail.of("info@example.com")
    assert office is not None
    assert office.local is None


def test_a_company_is_compared_without_its_form() -> None:
    assert compared_company("深圳市某某科技有限公司") == compared_company("深圳市某某科技")
    assert compared_company("个人") is None


def test_no_two_deployments_and_no_two_kinds_have_a_token_in_common() -> None:
    """A dump of one says nothing of another, and a name says nothing of a company."""
    other = MatchIndex.derive(ROOT, handler=UUID(int=7), suite=AES_GCM_SHA256)
    another = MatchIndex.derive(MasterKey(bytes(32)), handler=HANDLER, suite=AES_GCM_SHA256)
    indexes = (INDEX, other, another)
    tokens = {index.token(kind, "wangwei") for index in indexes for kind in TokenKind}
    assert len(tokens) == len(indexes) * len(TokenKind)
    assert repr(INDEX).find("wangwei") < 0


@given(PEOPLE, SHARING, SHARING)
def test_a_rarer_value_never_weighs_less(people: int, one: int, other: int) -> None:
    """And none weighs less than nothing: to agree is no evidence against."""
    model, rare, common = Model(), min(one, other), max(one, other)
    for comparison in SHIPPED:
        for level in comparison.levels:
            weights = [
                model.weight(comparison, level.agreement, sharing=sharing, people=people)
                for sharing in (rare, common)
            ]
            assert weights[0] >= weights[1] >= 0


@given(PEOPLE, SHARING)
def test_agreeing_never_weighs_less_than_missing_nor_missing_than_disagreeing(
    people: int, sharing: int
) -> None:
    model = Model()
    for comparison in SHIPPED:
        missing = model.weight(comparison, Agreement.MISSING, sharing=FEW, people=people)
        different = model.weight(comparison, Agreement.DIFFERENT, sharing=FEW, people=people)
        assert missing == 0
        assert different < 0
        levels = [
            model.weight(comparison, level.agreement, sharing=sharing, people=people)
            for level in comparison.levels
        ]
        assert min(levels) >= missing


OBSERVED: Final = st.dictionaries(
    st.sampled_from(Feature),
    st.builds(
        Observed,
        agreement=st.sampled_from([Agreement.SAME, Agreement.DIFFERENT, Agreement.MISSING]),
        sharing=SHARING,
    ),
)


@given(OBSERVED, PEOPLE)
def test_evidence_is_the_same_in_any_order(observed: dict[Feature, Observed], people: int) -> None:
    backwards = dict(reversed(observed.items()))
    assert score(observed, people=people) == score(backwards, people=people)


def test_a_common_name_and_nothing_else_is_never_enough() -> None:
    """王伟 is a few hundred among a million."""
    seen = {Feature.NAME: Observed(agreement=Agreement.SAME, sharing=300)}
    assert score(seen, people=1_000_000) < -10
    born = {**seen, Feature.BIRTHDAY: Observed(agreement=Agreement.SAME, sharing=2_740)}
    assert score(born, people=1_000_000) < 0
    mailed = {**born, Feature.EMAIL: Observed(agreement=Agreement.SAME)}
    assert score(mailed, people=1_000_000) > 6


def test_learning_finds_again_what_made_the_vectors() -> None:
    """Counts drawn from known rates: m comes back, and the share of matches with it."""
    share, names, born = 0.2, (0.9, 0.05), (0.95, 0.1)
    counts = {}
    for name, birthday in ((True, True), (True, False), (False, True), (False, False)):
        told = f"{'S' if name else 'D'}--{'S' if birthday else 'D'}-"
        match = (
            share * (names[0] if name else 1 - names[0]) * (born[0] if birthday else 1 - born[0])
        )
        chance = (1 - share) * (names[1] if name else 1 - names[1])
        chance *= born[1] if birthday else 1 - born[1]
        counts[told] = round((match + chance) * 1_000_000)
    more = {f"{told[0]}S-{told[3]}-": n // 50 for told, n in counts.items() if told[0] == "S"}
    learned = estimate({**counts, **more})
    found = learned.by_feature
    assert 0.05 < learned.share < 0.5
    assert found[Feature.NAME][Agreement.SAME] > found[Feature.NAME][Agreement.DIFFERENT]
    assert found[Feature.BIRTHDAY][Agreement.SAME] > 0.7
    assert estimate({**counts, **more}) == learned


@given(st.dictionaries(st.sampled_from(["S--S-", "D--D-", "-SS--", "w-sDS"]), st.integers(1, 999)))
def test_what_is_learned_is_rates(counts: dict[str, int]) -> None:
    """Between nothing and one, whatever was seen; of nothing nothing is learned."""
    if not counts:
        with pytest.raises(ValueError, match="no pairs"):
            estimate(counts)
        return
    for ways in estimate(counts).by_feature.values():
        assert all(0 < rate <= 1 for rate in ways.values())


def test_a_suggestion_keeps_an_agreement_a_feature() -> None:
    assert agreements("SsDw-")[Feature.BIRTHDAY] is Agreement.WEAK
    with pytest.raises(ValueError, match="shorter"):
        agreements("S")
