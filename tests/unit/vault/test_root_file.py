"""The root key's file is whole, private and never overwritten, or it is not used."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from privacy.errors import RootKeyMissing, RootKeyUnusable
from privacy.vault import FileRootKey, MasterKey, RootUse


def made(path: Path) -> FileRootKey:
    return FileRootKey.create(path)


def test_a_key_that_was_made_loads_again(tmp_path: Path) -> None:
    """The same key, in a file that its owner alone can read, and nothing else left behind."""
    path = tmp_path / "root.key"
    key = made(path)
    assert key.derive(RootUse.INDEX) == FileRootKey.load(path).derive(RootUse.INDEX)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [path] == list(tmp_path.iterdir())


def test_the_umask_does_not_decide_who_reads_it(tmp_path: Path) -> None:
    """Neither a lax nor an over-strict one."""
    for mask in (0o000, 0o777):
        path = tmp_path / f"{mask}.key"
        before = os.umask(mask)
        try:
            made(path)
        finally:
            os.umask(before)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    """Whatever stands there, even an empty file, is somebody's."""
    path = tmp_path / "root.key"
    path.write_bytes(b"")
    with pytest.raises(RootKeyUnusable, match="never overwritten"):
        made(path)
    assert path.read_bytes() == b""
    assert [path] == list(tmp_path.iterdir())


def test_two_processes_that_start_at_once_end_with_one_key(tmp_path: Path) -> None:
    """One of them made it; the others loaded the same."""
    path = tmp_path / "root.key"
    results: list[tuple[bytes, bool]] = []

    def start() -> None:
        key, is_new = FileRootKey.load_or_create(path)
        results.append((key.derive(RootUse.KEK), is_new))

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({key for key, _ in results}) == 1
    assert sum(is_new for _, is_new in results) == 1


def test_the_loser_of_a_race_loads_the_winners_key(tmp_path: Path) -> None:
    """Between looking and making, another process makes it."""
    path = tmp_path / "root.key"
    winner: list[FileRootKey] = []

    def slow_entropy(size: int) -> bytes:
        if not winner:
            winner.append(made(path))
        return os.urandom(size)

    key, is_new = FileRootKey.load_or_create(path, entropy=slow_entropy)
    assert not is_new
    assert winner[0].derive(RootUse.KEK) == key.derive(RootUse.KEK)


def test_a_missing_key_is_told_apart(tmp_path: Path) -> None:
    """So that a first start may make one, and a later start may not."""
    with pytest.raises(RootKeyMissing, match="does not exist"):
        FileRootKey.load(tmp_path / "root.key")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o601, 0o666])
def test_a_key_that_others_may_touch_is_refused(tmp_path: Path, mode: int) -> None:
    """Group or other, reading, writing or executing."""
    path = tmp_path / "root.key"
    made(path)
    path.chmod(mode)
    with pytest.raises(RootKeyUnusable, match="chmod 600"):
        FileRootKey.load(path)


def test_a_link_to_a_key_is_refused(tmp_path: Path) -> None:
    """Whoever owns a link's directory decides what it points to."""
    made(tmp_path / "root.key")
    link = tmp_path / "link.key"
    link.symlink_to(tmp_path / "root.key")
    with pytest.raises(RootKeyUnusable, match="symbolic link"):
        FileRootKey.load(link)
    with pytest.raises(RootKeyUnusable, match="never overwritten"):
        made(link)


def test_what_is_no_plain_file_is_refused_without_waiting(tmp_path: Path) -> None:
    """A directory, and a named pipe that nobody writes to."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe, 0o600)
    for path in (tmp_path, pipe):
        with pytest.raises(RootKeyUnusable, match="not a plain file"):
            FileRootKey.load(path)


def test_another_users_key_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root's is fine: that is how secrets are mounted."""
    path = tmp_path / "root.key"
    made(path)
    owner = path.stat().st_uid
    monkeypatch.setattr("os.geteuid", lambda: owner + 1)
    if owner == 0:
        assert FileRootKey.load(path).derive(RootUse.KEK)
        os.chown(path, 1, -1)
        monkeypatch.setattr("os.geteuid", lambda: 0)
    with pytest.raises(RootKeyUnusable, match="another user"):
        FileRootKey.load(path)


@pytest.mark.parametrize("damage", ["", "cdp-root-key-v1:", "cut", "longer", "other", "no base64"])
def test_a_damaged_key_is_refused(tmp_path: Path, damage: str) -> None:
    """Half a key would silently be another key."""
    path = tmp_path / "root.key"
    made(path)
    whole = path.read_text()
    damaged = {
        "cut": whole[:-5],
        "longer": whole.strip() + "AAAA",
        "other": whole.replace("v1", "v2"),
        "no base64": whole[:20] + "*" + whole[21:],
    }
    path.write_text(damaged.get(damage, damage))
    with pytest.raises(RootKeyUnusable, match="restore it") as caught:
        FileRootKey.load(path)
    assert whole[16:30] not in str(caught.value)


def test_a_directory_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """The advice says which path, and leaves nothing half-made."""
    path = tmp_path / "missing" / "root.key"
    with pytest.raises(RootKeyUnusable, match="ENOENT"):
        made(path)
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(RootKeyUnusable, match="ENOTDIR"):
        FileRootKey.load(blocked / "root.key")


def test_uses_are_a_closed_list_of_keys_that_differ() -> None:
    """Nobody invents a label: two uses of one key would be two meanings of one secret."""
    root = MasterKey(bytes(32))
    assert len({root.derive(use) for use in RootUse}) == len(RootUse)
    with pytest.raises(ValueError, match="indexes"):
        root.derive("indexes")
    with pytest.raises(ValueError, match="32 bytes"):
        MasterKey(bytes(31))
