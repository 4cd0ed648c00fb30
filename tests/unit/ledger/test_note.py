"""Keys, checkpoints and policies: one spelling each, and no other is believed."""

from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from privacy.ledger.logkey import LogKey
from privacy.ledger.verify.merkle import EMPTY_ROOT, Unverified
from privacy.ledger.verify.note import Key, decode, open_checkpoint, read_policy
from tests.unit.ledger.scene import KEY, TENANT

ROOT = bytes(range(32))
NOTE = KEY.sign_checkpoint(7, ROOT)
OTHER = LogKey(bytes(32), origin="other.example/cdp")


def signed_by(key: LogKey, text: str, name: str | None = None) -> bytes:
    """A note with any text, properly signed."""
    private = Ed25519PrivateKey.from_private_bytes(bytes(range(32)) if key is KEY else bytes(32))
    signature = base64.b64encode(key.public.id + private.sign(text.encode())).decode()
    return f"{text}\n\u2014 {name or key.origin} {signature}\n".encode()


def test_a_checkpoint_is_read_back() -> None:
    """Origin, size and root, as C2SP writes them."""
    checkpoint = open_checkpoint(NOTE, KEY.public)
    assert (checkpoint.origin, checkpoint.size, checkpoint.root) == ("log.example/cdp", 7, ROOT)
    assert NOTE.startswith(
        b"log.example/cdp\n7\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n\n\xe2\x80\x94 log."
    )


def test_a_checkpoint_of_nothing_is_a_checkpoint() -> None:
    """Size 0 has one spelling too."""
    assert open_checkpoint(KEY.sign_checkpoint(0, EMPTY_ROOT), KEY.public).size == 0


def test_no_byte_of_a_checkpoint_may_change() -> None:
    """Whichever it is, and to whatever neighbour."""
    for at in range(len(NOTE)):
        for bit in range(8):
            changed = NOTE[:at] + bytes([NOTE[at] ^ 1 << bit]) + NOTE[at + 1 :]
            with pytest.raises(Unverified):
                open_checkpoint(changed, KEY.public)


def test_no_byte_of_a_checkpoint_may_be_missing() -> None:
    """Cut anywhere, it is none."""
    for length in range(len(NOTE)):
        with pytest.raises(Unverified):
            open_checkpoint(NOTE[:length], KEY.public)


def test_another_s_signature_is_ignored_and_ours_still_demanded() -> None:
    """A witness may sign beside us, not instead of us."""
    theirs = signed_by(OTHER, NOTE.decode().split("\n\n")[0] + "\n")
    beside = NOTE + theirs.split(b"\n\n")[1]
    assert open_checkpoint(beside, KEY.public).size == 7
    with pytest.raises(Unverified, match="not signed by"):
        open_checkpoint(theirs, KEY.public)


@pytest.mark.parametrize(
    "text",
    [
        "other.example/cdp\n7\n{root}\n",
        "log.example/cdp\n07\n{root}\n",
        "log.example/cdp\n-7\n{root}\n",
        "log.example/cdp\n７\n{root}\n",
        "log.example/cdp\n7\n{root}\nextension\n",
        "log.example/cdp\n7\nAAEC\n",
        "log.example/cdp\n7\n",
        "log.example/cdp\n",
        "\n",
    ],
)
def test_a_signed_text_must_still_be_a_checkpoint(text: str) -> None:
    """Our own key under something else proves nothing about a tree."""
    root = base64.b64encode(ROOT).decode()
    with pytest.raises(Unverified):
        open_checkpoint(signed_by(KEY, text.format(root=root)), KEY.public)


@pytest.mark.parametrize("spelled", ["AA", "AAAA====", "AB==", "A A=", "!!!!", "AAA"])
def test_base64_has_one_spelling(spelled: str) -> None:
    """Loose bits, missing or doubled padding and blanks are refused."""
    with pytest.raises(Unverified):
        decode(spelled)


def test_a_key_is_read_back() -> None:
    """Name, id and key, joined by plus signs."""
    assert Key.parse(str(KEY.public)) == KEY.public


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "log.example/cdp",
        "log.example/cdp+00000000+" + str(KEY.public).rsplit("+", 1)[1],
        str(KEY.public).replace("log.", "lag."),
        str(KEY.public)[:-4],
        "x+" + str(KEY.public).split("+")[1] + "+" + base64.b64encode(b"\x02" * 33).decode(),
        "+" + str(Key.of("", bytes(32))).split("+", 1)[1],
    ],
)
def test_a_key_that_does_not_fit_its_id_is_refused(vkey: str) -> None:
    """Nor one of another kind or length, nor a nameless one."""
    with pytest.raises(Unverified):
        Key.parse(vkey)


@pytest.mark.parametrize("origin", ["", "two words", "a+b", "tab\there", "line\nbreak"])
def test_a_log_has_a_name_that_fits_a_note(origin: str) -> None:
    """No blanks, no plus, no control characters."""
    with pytest.raises(ValueError, match="origin"):
        LogKey(bytes(32), origin=origin)


def test_a_key_does_not_print_its_seed() -> None:
    """Only what the public may know."""
    assert repr(KEY) == f"<LogKey {KEY.public}>"


def test_a_receipt_s_signature_is_no_checkpoint_s() -> None:
    """One key signs both; the texts cannot be taken for one another."""
    signature = KEY.sign_batch(tenant=TENANT, base=0, size=1, root=ROOT)
    text = NOTE.decode().split("\n\n")[0] + "\n"
    assert not KEY.public.signed(text.encode(), signature)


def test_a_policy_names_the_log() -> None:
    """As we write it, and with others' comments and blanks."""
    assert read_policy(KEY.policy().encode()) == KEY.public
    text = f"\n # said by phone\n  log\t{KEY.public}  https://log.example/cdp\n\nquorum none"
    assert read_policy(text.encode()) == KEY.public


@pytest.mark.parametrize(
    "policy",
    [
        b"",
        b"quorum none\n",
        b"\xff",
        b"log\nquorum none\n",
        f"log {KEY.public}\n".encode(),
        f"log {KEY.public}\nlog {OTHER.public}\nquorum none\n".encode(),
        f"log {KEY.public}\nwitness w {OTHER.public}\nquorum w\n".encode(),
        f"log {KEY.public}\nquorum none\nquorum none\n".encode(),
    ],
)
def test_a_policy_that_we_cannot_keep_is_refused(policy: bytes) -> None:
    """No log, several logs, no quorum line, or witnesses: better refused than half checked."""
    with pytest.raises(Unverified):
        read_policy(policy)
