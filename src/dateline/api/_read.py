"""read: articles -> dossiers, by the reader that is installed."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dateline import __version__
from dateline.documents import from_text, load
from dateline.errors import NotText, UsageError
from dateline.ledger import Custody
from dateline.model import Document, Dossier

if TYPE_CHECKING:
    from dateline.documents import Loaded
    from dateline.evaluation import Reads

Source = str | Path | Document

# Pipelines that are kept loaded: one is some 150 megabytes, and few programs use tables of actors of several kinds.
_KEPT: Final = 2


class InputWarning(UserWarning):
    """An input among several that could not be read, or was read with something to say of it; the others go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDocument:
    """A dossier with how its text was obtained, as the ledger records it."""

    dossier: Dossier
    custody: Custody


def read(
    source: Source | Sequence[Source], *, actors: Sequence[str | Path] = (), pipeline: Reads | None = None
) -> Dossier | list[Dossier]:
    """Reads articles into dossiers. Nothing is kept; `Ledger.read` keeps what it reads.

    `source` is a path of a file or a folder, an http(s) address (the only thing that is ever fetched), a Document, or several of
    these. Of one source that holds one document (a text, a page, an address, a Document) the dossier comes back; of a folder, a
    file of many documents and of several sources a list, in the order of the documents. For a text at hand see `read_text`.

    `actors` are your own tables of actors (YAML), `pipeline` anything that has `read(document, issues=...)` in place of the
    reader that is installed, which is loaded at the first call (about a second) and takes some 0.1 s an article.

    A single source that cannot be read raises NotReadable, NotText, TooLarge or FetchError. Of several, one that cannot be read
    is an InputWarning and the others go on. Raises ReaderError where no reader is installed, RegistryError for a broken table.
    """
    is_one = isinstance(source, str | Path | Document)
    sources: Sequence[Source] = (source,) if is_one else tuple(source)  # type: ignore[assignment]
    single = is_one and not _is_folder(source)
    found = [one.dossier for one in read_documents(sources, actors=actors, pipeline=pipeline, strict=single)]
    if single and len(found) == 1:
        return found[0]
    return found


def read_text(
    text: str,
    *,
    title: str | None = None,
    published: date | str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    actors: Sequence[str | Path] = (),
    pipeline: Reads | None = None,
) -> Dossier:
    """The dossier of a text at hand. `published` is a day ("2022-06-14"): without one, "on Monday" stays unknown.

    Raises NotText for a text without a letter, UsageError for a day that is none, ReaderError, RegistryError.
    """
    document = from_text(text, title=title, published=parse_day(published), publisher=publisher, url=url)
    return (pipeline or load_pipeline(tuple(actors))).read(document)


def read_documents(
    sources: Iterable[Source], *, actors: Sequence[str | Path], pipeline: Reads | None, strict: bool
) -> Iterator[ReadDocument]:
    """Each document of the sources. What cannot be read is an InputWarning; with `strict` it raises where it is all there is."""
    reads = pipeline
    for source in sources:
        some = _load(source)
        start = list(islice(some, 2))
        alone = strict and len(start) < 2
        for loaded in chain(start, some):
            problem = loaded.error or (
                None
                if loaded.document
                else NotText(loaded.source, " ".join(i.message for i in loaded.issues) or "no text")
            )
            if problem is not None:
                if alone:
                    raise problem
                warnings.warn(str(problem), InputWarning, stacklevel=3)
                continue
            if loaded.document is not None:
                reads = reads or load_pipeline(tuple(actors))
                yield ReadDocument(dossier=reads.read(loaded.document, issues=loaded.issues), custody=_obtain(loaded))


def load_pipeline(actors: tuple[str | Path, ...] = ()) -> Reads:
    """The reader that is installed, kept for the next call. Raises ReaderError, RegistryError."""
    return _keep_pipeline(tuple(Path(path) for path in actors))


def parse_day(given: date | str | None) -> date | None:
    """Raises UsageError for a text that is no day."""
    if given is None or isinstance(given, date):
        return given.date() if isinstance(given, datetime) else given
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise UsageError(f"{given!r} is no day; give one such as '2024-05-01'.") from None


@lru_cache(maxsize=_KEPT)
def _keep_pipeline(overlays: tuple[Path, ...]) -> Reads:
    from dateline.pipeline import Pipeline  # noqa: PLC0415

    return Pipeline.load(overlays=overlays)


def _is_folder(source: object) -> bool:
    return isinstance(source, str | Path) and "://" not in str(source) and Path(source).expanduser().is_dir()


def _load(source: Source) -> Iterator[Loaded]:
    if isinstance(source, Document):
        from dateline.documents import Loaded  # noqa: PLC0415

        yield Loaded(source=source.url or source.id, document=source)
        return
    text = str(source)
    if text == "-":
        raise UsageError("Standard input is for the command; give its text to read_text.")
    yield from load([text if "://" in text else str(Path(text).expanduser())])


def _obtain(loaded: Loaded) -> Custody:
    is_address = loaded.source.startswith(("http://", "https://"))
    how = "fetched" if is_address and loaded.raw is not None else "file" if loaded.raw is not None else "given"
    return Custody(
        how=how,
        source=loaded.source,
        at=loaded.seen or datetime.now(UTC),
        by=f"dateline {__version__}",
        raw=loaded.raw,
        media_type=loaded.media_type,
    )
