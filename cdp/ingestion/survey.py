"""The survey: a file is read through once before a row of it is filed: none is half-read."""

from __future__ import annotations

import codecs
import hashlib
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

from cdp.errors import FileUnreadable
from cdp.ingestion.encoding import Encoding, encoding_of

_STRETCH: Final = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What a file is, as bytes."""

    size: int
    digest: bytes = field(repr=False)
    """SHA-256 of its bytes: the same file is known again by it, whatever it is called."""
    encoding: Encoding


def opened(path: Path) -> BinaryIO:
    """`path`, open for reading; the caller closes it.

    Raises:
        FileUnreadable: it is not there, not allowed, or no file, such as a directory or a pipe.
    """
    try:
        # Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except FileNotFoundError:
        raise FileUnreadable("There is no such file: check its name.") from None
    except (OSError, ValueError):
        raise FileUnreadable("The file cannot be opened: check who may read it.") from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise FileUnreadable("This is no file but a directory, pipe or device: save it as a file.")
    return os.fdopen(descriptor, "rb")


def survey(file: BinaryIO, watch: Callable[[int], None] = lambda _: None) -> Survey:
    """Read all of `file` once; `watch` is told how many bytes were read.

    Raises:
        FileUnreadable: a part of it is not text of its encoding; `line` says where.
    """
    encoding = encoding_of(file)
    decode = codecs.getincrementaldecoder(encoding.value)().decode
    digest, size, ends = hashlib.sha256(), 0, _Ends()
    file.seek(0)
    while True:
        stretch = file.read(_STRETCH)
        try:
            text = decode(stretch, not stretch)
        except UnicodeDecodeError as fault:
            # What the decoder had kept from the stretch before is part of `fault.object`.
            ends.count(fault.object[: fault.start].decode(_unmarked(encoding), "replace"))
            raise _broken(ends.seen + 1, encoding) from None
        if not stretch:
            return Survey(size=size, digest=digest.digest(), encoding=encoding)
        digest.update(stretch)
        size += len(stretch)
        ends.count(text)
        watch(size)


@dataclass(slots=True)
class _Ends:
    """Line ends of every kind, counted over stretches that may cut one in two."""

    seen: int = 0
    _is_cut: bool = False

    def count(self, text: str) -> None:
        self.seen += text.count("\n") + text.count("\r") - text.count("\r\n")
        if self._is_cut and text.startswith("\n"):
            self.seen -= 1
        self._is_cut = text.endswith("\r") if text else self._is_cut


def _unmarked(encoding: Encoding) -> str:
    return "utf-16-le" if encoding is Encoding.UTF_16 else encoding.value


def _broken(line: int, encoding: Encoding) -> FileUnreadable:
    return FileUnreadable(
        f"Bytes about here are not {encoding.written}, so nothing was read: correct them, "
        "or export the file again as UTF-8.",
        line=line,
    )
