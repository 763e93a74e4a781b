"""Sink: where the dossiers go: standard output, or a file that appears when it is whole."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from dateline.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence


class Sink(Protocol):
    def write(self, output: bytes) -> None: ...

    def finish(self, *, keep: bool) -> None:
        """Closes it; with `keep` what was written stays, without it nothing does, as far as that is possible."""
        ...


class StreamSink:
    """Standard output: each dossier is flushed, so that whoever reads along sees it. `encoding` None is UTF-8."""

    def __init__(self, stream: BinaryIO, *, encoding: str | None = None) -> None:
        self._stream = stream
        self._encoding = encoding

    def write(self, output: bytes) -> None:
        if self._encoding is not None:
            output = output.decode("utf-8").encode(self._encoding, errors="replace")
        self._stream.write(output)
        self._stream.flush()

    def finish(self, *, keep: bool) -> None:
        del keep
        self._stream.flush()


class FileSink:
    """A file that is written beside its place and moved there when it is done; a device or pipe is written at once."""

    def __init__(self, path: Path) -> None:
        """Raises UsageError where `path` cannot be written."""
        self._path = Path(os.path.realpath(path))  # a link stays a link: what it points at is replaced
        self._beside: Path | None = None
        try:
            mode = self._path.stat().st_mode if self._path.exists() else None
            if mode is not None and stat.S_ISDIR(mode):
                raise UsageError(f"{path}: it is a folder; name a file.")
            if mode is not None and not stat.S_ISREG(mode):
                self._stream: BinaryIO = self._path.open("wb")
                return
            if mode is not None and not os.access(self._path, os.W_OK):
                raise UsageError(f"{path}: you may not write it; name another file.")
            handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=f".{self._path.name[:100]}.", suffix=".part")
            self._beside = Path(name)
            self._stream = os.fdopen(handle, "wb")
            self._beside.chmod(stat.S_IMODE(mode) if mode is not None else 0o666 & ~_umask())
        except (OSError, ValueError) as error:
            what = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            raise UsageError(
                f"{path}: it cannot be written ({what}); name a file in a folder that is there."
            ) from error

    @property
    def beside(self) -> str | None:
        """The file that is written until it is moved."""
        return str(self._beside) if self._beside else None

    def write(self, output: bytes) -> None:
        self._stream.write(output)

    def finish(self, *, keep: bool) -> None:
        try:
            self._stream.close()
            if self._beside is not None and keep:
                self._beside.replace(self._path)
                self._beside = None
        finally:
            if self._beside is not None:
                self._beside.unlink(missing_ok=True)


def refuse_input_as_output(output: Path, sources: Sequence[str]) -> None:
    """Raises UsageError where `output` is one of the inputs, or lies in a folder of them, where it would become one."""
    target = Path(os.path.realpath(output))
    for source in sources:
        if source == "-" or "://" in source or not Path(source).exists():
            continue
        path = Path(os.path.realpath(source))
        if path.is_dir() and target.is_relative_to(path):
            raise UsageError(f"{output}: it lies in {source}, which is read; name a file outside of it.")
        if target == path or (target.exists() and target.samefile(path)):
            raise UsageError(f"{output}: it is one of the inputs; name another file.")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
