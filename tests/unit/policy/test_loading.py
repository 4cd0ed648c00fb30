"""A document that cannot be loaded is refused with the line of every fault and what to write."""

from __future__ import annotations

import hashlib

import pytest

from privacy.errors import PolicyInvalid
from privacy.policy import default_document, load
from privacy.policy.loading import MOST_BYTES


def changed(old: str, new: str) -> bytes:
    """The default policy with its first `old` replaced."""
    text = default_document().decode()
    assert old in text
    return text.replace(old, new, 1).encode()


def problems(document: bytes) -> tuple[str, ...]:
    with pytest.raises(PolicyInvalid) as caught:
        load(document)
    return caught.value.problems


def line_of(text: str, document: bytes) -> int:
    return document.decode().split(text)[0].count("\n") + 1


def test_the_hash_is_over_the_exact_bytes() -> None:
    """A comment makes another version."""
    document = default_document()
    assert load(document).hash == hashlib.sha256(document).hexdigest()
    assert load(document + b"# reviewed\n").hash != load(document).hash


@pytest.mark.parametrize(
    ("old", "new", "advice"),
    [
        ('"consent"]', '"consnt"]', "'consnt' is no legal basis. Did you mean 'consent'?"),
        ('"consent"]', '"cоnsent"]', "It holds letters outside ASCII."),
        ('"consent"]', '"legitimate_interests"]', "is no legal basis"),
        ('"consent"]', '"guardian_consent"]', "nothing can enforce it yet"),
        ('roles = ["sales"]', 'roles = ["seller"]', "'seller' is no role"),
        ('roles = ["sales"]', 'roles = ["sales", "sales"]', "Write each word once."),
        ('roles = ["sales"]', "roles = []", "Write a list of at least 1."),
        ('roles = ["sales"]', "roles = [1]", "Write a word in quotation marks."),
        ('roles = ["sales"]', 'roles = "sales"', "Write a list of at least 1."),
        ('roles = ["sales"]\n', "", "This entry is missing."),
        ('roles = ["sales"]', 'role = ["sales"]', "it is unknown here. Did you mean 'roles'?"),
        ('"identity.name" = "full"', '"identity.nome" = "full"', "Did you mean 'identity.name'?"),
        ('"identity.name" = "full"', '"identity.name" = "ful"', "Did you mean 'full'?"),
        ('"identity.name" = "full"', '"identity.name" = "mask:rot13"', "nothing that can be shown"),
        ('"identity.name" = "full"', '"identity.name" = ""', "Write a text of 1 to 120"),
        ('"identity.name" = "full"', '"identity.name" = "fúll"', "Write ASCII letters"),
        ('"identity.name" = "full"', '"identity.name" = true', "Write a text of 1 to 120"),
        ('"contact.phone" = "mask:phone_cn_3_4"', '"contact.phone" = "full"', "never shown whole"),
        ('"identity.name" = "full"', '"pseudonym.key" = "full"', "nobody may see it"),
        ('"contact.call_content", "service.case"]', '"pseudonym.key"]', "nobody may see it"),
        ('"acquisition.source" = "full"', '"commercial.order" = "full"', "consent does not cover"),
        ('reveal = ["contact.phone"]', 'reveal = ["identity.name"]', "only that can be revealed"),
        ('roles = ["job"]\nentrust', 'roles = ["job", "steward"]\nentrust', "for job alone"),
        ('entrust = ["contact.phone"]', 'entrust = ["identity.name"]', "nobody here sees it whole"),
        ("necessary = false", 'necessary = "no"', "Write true or false."),
        ("necessary = false", "exempt = true", "the law exempts other purposes only"),
        ("necessary = false", "case_reference = true", "no ground here needs a case"),
        ("case_reference = true", "case_reference = false", "Add case_reference = true"),
        ("bit = 1\n", "bit = 0\n", "a bit is never used again"),
        ("bit = 1\n", "bit = 128\n", "Write a whole number from 0 to 127."),
        ("bit = 1\n", "bit = true\n", "Write a whole number from 0 to 127."),
        ("bit = 1\n", "bit = 1.0\n", "Write a whole number from 0 to 127."),
        ("bit = 1\n", "bit = 1\nretired = true\n", "a consent needs its question"),
        ('purpose = "sales.follow_up"', 'purpose = "compliance.audit"', "or retire this cell"),
        ('purpose = "sales.follow_up"', 'purpose = "staff.performance"', "or retire this cell"),
        ('purpose = "sales.follow_up"', 'purpose = "service.support"', "has a cell already"),
        ('channel = "phone"', 'channel = "fax"', "'fax' is no channel"),
        ('kind = "general"', 'kind = "bundled"', "is no consent kind"),
        ("valid_days = 90", "valid_days = 0", "Write a whole number from 1 to"),
        ("ends_on = 2028-12-31", "ends_on = 2020-12-31", "Write a date between 2021-11-01"),
        ("ends_on = 2028-12-31", "ends_on = 2028-12-31T00:00:00Z", "Write a date between"),
        ("ends_on = 2028-12-31", 'ends_on = "2028-12-31"', "Write a date between"),
        ('country = "CN"', 'country = "SG"', "needs a mechanism on record"),
        ("[client.crm-web]", '[client."CRM web"]', "lower-case letters"),
        ('roles = ["auditor"]', 'roles = ["auditor", "admin"]', "these roles exclude each other"),
        ('purposes = ["compliance.audit"]', 'purposes = ["staff.performance"]', "no [purpose]"),
        ('purposes = ["compliance.audit"]', 'purposes = ["legal.claim"]', "none of this client's"),
        ('consent = "PIPL 13(1)"\n', "", "Name the article of the ground consent."),
        ('consent = "PIPL 13(1)"', 'consent = "see above!"', "Write the law and its article"),
        ('CONSENT_MISSING = "PIPL 13(1)"\n', "", "the article that CONSENT_MISSING stands on"),
        ('NO_PURPOSE = "PIPL 6"', 'NO_PURPOZE = "PIPL 6"', "Did you mean 'NO_PURPOSE'?"),
        ("version = 1", "version = 2", "Write a whole number from 1 to 1."),
        ("quiet_from = 21:00:00", 'quiet_from = "21:00"', "Write a time of day, as in 21:00:00."),
        ("quiet_from = 21:00:00", "quiet_from = 09:00:00", "quiet hours end"),
        ("quiet_from = 21:00:00", "quite_from = 21:00:00", "Did you mean 'quiet_from'?"),
        ("quiet_from = 21:00:00\n", "", "This entry is missing."),
        ('acr = ["aal2", "aal3"]', "acr = []", "Write a list of at least one text."),
        ('acr = ["aal2", "aal3"]', 'acr = ["aal2", "aal2"]', "Write different texts"),
        ("budgets = {", "budgets = 7 #", "Write a table [budgets]."),
        ("[[cell]]\nbit = 0", "[cell]\nbit = 0", "This is no TOML document"),
        ('"sales.follow_up"]', '"sales.folow_up"]', "Did you mean 'sales.follow_up'?"),
        ("[writing]", "[writings]", "This entry is missing. Write a table [writing]."),
        ('title = { zh = "默认策略"', 'title = { zh = "默认\\n策略"', "Write a text of 1 to 120"),
    ],
)
def test_a_fault_is_named_with_advice(old: str, new: str, advice: str) -> None:
    """Unknown words with the nearest known one, missing entries, wrong types, contradictions."""
    found = problems(changed(old, new))
    assert [text for text in found if advice in text] != []


@pytest.mark.parametrize(
    ("old", "last", "beyond"),
    [
        ("valid_days = 90", "valid_days = 3650", "valid_days = 3651"),
        ("service_term_days = 730", "service_term_days = 3650", "service_term_days = 3651"),
        ("service_term_days = 730", "service_term_days = 1", "service_term_days = 0"),
        ("lead_contract_days = 90", "lead_contract_days = 1", "lead_contract_days = 0"),
        ("max_age_s = 300", "max_age_s = 3600", "max_age_s = 3601"),
        ("max_age_s = 300", "max_age_s = 1", "max_age_s = 0"),
        ("ends_on = 2028-12-31", "ends_on = 2100-12-31", "ends_on = 2101-01-01"),
        ("in_force_from = 2026-11-01", "in_force_from = 2021-11-01", "in_force_from = 2021-10-31"),
        ("lookups_a_day = 500", "lookups_a_day = 1000000000", "lookups_a_day = 1000000001"),
        ("reveals_a_day = 20", "reveals_a_day = 0", "reveals_a_day = -1"),
        ("bit = 9\n", "bit = 127\n", "bit = 128\n"),
        ('notice = "2026-11"', 'notice = "A"', 'notice = "二〇二六"'),
        ('country = "CN"', 'country = "CN"', 'country = "中国"'),
    ],
)
def test_a_bound_is_where_the_page_puts_it(old: str, last: str, beyond: str) -> None:
    """The last value that may stand, and the first that may not."""
    assert load(changed(old, last)).hash != ""
    assert len(problems(changed(old, beyond))) == 1


def test_a_document_may_be_as_long_as_a_person_can_read() -> None:
    """To the byte."""
    document = default_document()
    longest = document + b"#" * (MOST_BYTES - len(document))
    assert (len(longest), load(longest).document) == (256 * 1024, longest)


def test_a_fault_names_its_line() -> None:
    """The line of the entry, and its path as the document writes it."""
    document = changed('channel = "phone"', 'channel = "fax"')
    (problem,) = problems(document)
    line = line_of('channel = "fax"', document)
    assert problem == f"line {line}, cell.3.channel: 'fax' is no channel."


def test_every_fault_is_found_at_once_in_the_order_of_the_lines() -> None:
    """A reviewer corrects the file in one go."""
    document = changed("valid_days = 90", "valid_days = 0").replace(b'"aal2", ', b"7, ")
    lines = [int(text.split(",")[0].removeprefix("line ")) for text in problems(document)]
    assert lines == [line_of("acr =", document), line_of("valid_days = 0", document)]


def test_a_path_with_dots_is_quoted() -> None:
    """So that it can be searched for in the file."""
    (problem,) = problems(changed("necessary = false", "necessary = 0"))
    assert 'purpose."lead.contact_requested".necessary' in problem


@pytest.mark.parametrize(
    ("document", "advice"),
    [
        (b"", "The document is empty."),
        (b" \n\t\n", "The document is empty."),
        (b"#" * (MOST_BYTES + 1), f"Write at most {MOST_BYTES} bytes."),
        (b"version = 1\n\xff\xfe", "line 2: Save the document as UTF-8."),
        (b"version = 1\nversion = 1\n", "This is no TOML document"),
        (b"version = ", "This is no TOML document"),
        (b"in_force_from = 2026-02-30", "This is no TOML document"),
        (b"\xef\xbb\xbfversion = 1", "This is no TOML document"),
        (b"x = " + b"[" * 50_000, "a nesting is too large to read"),
        (b"x = 1" + b"0" * 5_000, "a number or a nesting is too large"),
        ("version = １".encode(), "This is no TOML document"),
    ],
    ids=range(11),
)
def test_what_is_no_document_is_refused(document: bytes, advice: str) -> None:
    """Empty, huge, another encoding, keys twice, no such date, nested without end."""
    (problem,) = problems(document)
    assert advice in problem


def test_a_document_that_says_nothing_lists_what_is_missing() -> None:
    """Every entry of the top, each once."""
    found = problems(b"version = 1\n")
    missing = [text.split(",")[1].split(":")[0].strip() for text in found]
    for entry in ("title", "purpose", "cell", "client", "basis", "article", "step_up"):
        assert missing.count(entry) == 1


def test_a_role_stands_in_one_row_of_a_purpose() -> None:
    """The first row speaks for it; a second would never be read."""
    second = """
[[purpose."order.fulfilment".row]]
roles = ["integration"]
[purpose."order.fulfilment".row.show]
"commercial.order" = "full"

[purpose."service.support"]
title"""
    found = problems(changed('[purpose."service.support"]\ntitle', second))
    assert len(found) == 1
    assert "An earlier row speaks for integration already." in found[0]


def test_a_message_repeats_a_word_in_ascii_and_bounded() -> None:
    """A word of the file cannot forge a line of the report."""
    (problem, *_) = problems(changed('"consent"]', f'"\\n\\u202e{"x" * 500}"]'))
    assert problem.isascii()
    assert "\n" not in problem
    assert len(problem) < 250


def test_the_document_is_kept_as_it_was() -> None:
    """What is stored is what was hashed."""
    document = default_document().replace(b"\n", b"\r\n")
    assert load(document).document == document
