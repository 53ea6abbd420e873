"""The bytes of one raw file, opened with suspicion: what it is, where it lies, how large it is, whether it stands still."""

from __future__ import annotations

import errno
import gzip
import os
import stat
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final
from unicodedata import category

from pipeline.errors import SourceBusy, SourceError
from pipeline.sources.sniff import check

__all__ = ["DEFAULT_LIMIT", "LIMIT_VARIABLE", "Raw", "megabytes", "named", "opened", "suffix"]

DEFAULT_LIMIT: Final = 32 * 1024 * 1024
"""Bytes that one announcement may have, after decompression."""

LIMIT_VARIABLE: Final = "HERALD_LIMIT_MB"
"""The environment variable that raises the limit, for every command and flow alike."""

BOMB_RATIO: Final = 100
"""Text shrinks by 3 to 20; what shrinks by more than this, and is larger than the limit, was made to harm."""

TRUNCATED: Final = (EOFError, gzip.BadGzipFile, zlib.error)

OPEN_FLAGS: Final = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)

TROUBLES: Final[dict[int, tuple[str, str]]] = {
    errno.ENOENT: ("is not there", "check the path, or whether a link points nowhere"),
    errno.ENOTDIR: ("is not there", "check the path: a part of it is no folder"),
    errno.EACCES: ("may not be read by this user", "give read permission (chmod +r), also to the folders above"),
    errno.EPERM: ("may not be read by this user", "give read permission (chmod +r), also to the folders above"),
    errno.ELOOP: ("is a symbolic link that leads back to itself", "remove the link or put the file in its place"),
    errno.ENAMETOOLONG: ("has a name that is too long", "rename it"),
}

UNNAMED: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})

KINDS: Final[tuple[tuple[int, str], ...]] = (
    (stat.S_IFDIR, "is a folder"),
    (stat.S_IFIFO, "is a named pipe"),
    (stat.S_IFSOCK, "is a socket"),
    (stat.S_IFCHR, "is a device"),
    (stat.S_IFBLK, "is a device"),
)


@dataclass(frozen=True, slots=True)
class Raw:
    """An open raw file.

    `source` names it in records and errors, `suffix` is the format that the name promises (".txt", also for
    "a.txt.gz"), `limit` is in bytes, `stream` gives the bytes, decompressed.
    """

    source: str
    suffix: str
    limit: int
    stream: IO[bytes]
    descriptor: int
    before: os.stat_result
    packed: bool

    def data(self) -> bytes:
        """All bytes. Raises SourceError above the limit or if empty, SourceBusy if the file changed meanwhile."""
        if not self.packed and self.before.st_size > self.limit:
            raise self.too_large(f"is {megabytes(self.before.st_size)} large, over")
        data = self.take(lambda: self.stream.read(self.limit + 1))
        if len(data) > self.limit:
            raise self.too_large("unpacks to more than" if self.packed else "has grown over")
        self.still()
        if not data:
            raise SourceError(self.source, "is empty", "fill or remove it")
        check(data, self.suffix, self.source)
        return data

    def lines(self) -> Iterator[bytes | SourceError]:
        """Line by line, without the line's end; an error in the place of a line above the limit."""
        read = 0
        while line := self.take(lambda: self.stream.readline(self.limit + 1)):
            if not read:
                check(line, self.suffix, self.source)
            read += len(line)
            self.check_ratio(read)
            if len(line) <= self.limit or line.endswith(b"\n"):
                yield line.rstrip(b"\r\n")
                continue
            while line and not line.endswith(b"\n"):
                line = self.take(lambda: self.stream.readline(self.limit + 1))
                read += len(line)
                self.check_ratio(read)
            yield self.too_large("is a line longer than")
        self.still()

    def take(self, read: Callable[[], bytes]) -> bytes:
        """The bytes that `read` gives, its failures told as SourceError."""
        try:
            return read()
        except TRUNCATED as error:
            self.still()
            raise SourceError(self.source, f"is a damaged gzip file ({error})", "compress or fetch it again") from None
        except OSError as error:
            raise trouble(self.source, error) from None

    def check_ratio(self, read: int) -> None:
        """Raise SourceError where a stream swells as only a bomb does."""
        if self.packed and read > self.limit and read > BOMB_RATIO * max(self.before.st_size, 1):
            reason = f"swells more than {BOMB_RATIO}-fold when decompressed, as a gzip bomb does"
            raise SourceError(self.source, reason, "decompress it by hand if you trust it")

    def still(self) -> None:
        """Raise SourceBusy if the file is no longer what it was when opened."""
        after = os.fstat(self.descriptor)
        if (after.st_size, after.st_mtime_ns) != (self.before.st_size, self.before.st_mtime_ns):
            raise SourceBusy(self.source, "changed while it was read", "try again when it is written")

    def too_large(self, how: str) -> SourceError:
        """The error for too many bytes; `how` says what was seen."""
        remedy = f"split it into its announcements, or raise the limit: set {LIMIT_VARIABLE} to more megabytes"
        return SourceError(self.source, f"{how} the limit of {megabytes(self.limit)}", remedy)


@contextmanager
def opened(path: Path, *, root: Path | None, limit: int) -> Iterator[Raw]:
    """Open a regular file for reading, decompressing `.gz`.

    Raises SourceError where it is missing, unreadable, no regular file, or outside `root` once links are followed.
    """
    source = named(path)
    target = settled(path, source, root)
    try:
        check_kind(target.stat(), source)
        descriptor = os.open(target, OPEN_FLAGS)
    except OSError as error:
        raise trouble(source, error) from None
    with os.fdopen(descriptor, "rb") as file:
        before = os.fstat(descriptor)
        check_kind(before, source)
        packed = path.suffix.lower() == ".gz"
        stream: IO[bytes] = gzip.GzipFile(fileobj=file, mode="rb") if packed else file  # type: ignore[assignment]
        yield Raw(source, suffix(path), permitted(limit, source), stream, descriptor, before, packed)


def permitted(limit: int, source: str) -> int:
    """The limit in bytes, or what the environment raises it to. Raises SourceError where that is no number."""
    raised = os.environ.get(LIMIT_VARIABLE, "").strip() or "0"
    if not raised.isdecimal():
        raise SourceError(source, f"is not read: {LIMIT_VARIABLE} is {raised!r}", "set it to whole megabytes, or unset it")
    return max(limit, int(raised) * 1024 * 1024)


def named(path: Path) -> str:
    """The path as given, on one line: control characters and bytes that are no text are escaped."""
    return "".join(f"\\x{ord(letter):02x}" if category(letter) in UNNAMED else letter for letter in path.as_posix())


def suffix(path: Path) -> str:
    """The lower-case suffix that names the format: ".txt" for "a.TXT" and for "a.txt.gz"."""
    last = path.suffix.lower()
    return Path(path.stem).suffix.lower() if last == ".gz" else last


def settled(path: Path, source: str, root: Path | None) -> Path:
    """The real path. Raises SourceError where links lead nowhere, in a circle or out of `root`."""
    try:
        target = Path(os.path.realpath(path, strict=True))
        base = None if root is None else Path(os.path.realpath(root, strict=True))
    except OSError as error:
        raise trouble(source, error) from None
    except ValueError:
        raise SourceError(source, "is no path: it holds a NUL character", "correct the path") from None
    if base is not None and not target.is_relative_to(base):
        reason = f"leads out of {root} to {target}"
        raise SourceError(source, reason, "copy the file itself into the folder")
    if path.is_symlink() and target.is_dir():
        raise SourceError(source, "is a symbolic link to a folder", "name that folder itself, or copy it in")
    return target


def check_kind(status: os.stat_result, source: str) -> None:
    """Raise SourceError for whatever is no regular file."""
    if stat.S_ISREG(status.st_mode):
        return
    kind = next((words for mode, words in KINDS if stat.S_IFMT(status.st_mode) == mode), "is no regular file")
    raise SourceError(source, f"{kind}, not a file", "give the files themselves")


def trouble(source: str, error: OSError) -> SourceError:
    """The SourceError for what the operating system said."""
    said = (error.strerror or str(error)).lower()
    reason, remedy = TROUBLES.get(error.errno or 0, (f"cannot be read ({said})", "check the disk and the path"))
    return SourceError(source, reason, remedy)


def megabytes(size: int) -> str:
    """A size for messages: "31.5 MB"."""
    return f"{size / 1024 / 1024:.1f} MB" if size >= 100 * 1024 else f"{size} bytes"
