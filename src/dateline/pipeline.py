"""The stages put together: Document -> candidates of the rules -> Reading -> grounding -> events -> Dossier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline import __version__
from dateline.coding import Settings, code_events
from dateline.grounding import DocumentGrounding
from dateline.grounding.actors import ActorRegistry
from dateline.grounding.gazetteer import Gazetteer
from dateline.model import Coder, Dossier
from dateline.ontology import Ontology
from dateline.reading import Reader

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dateline.model import Argument, Document, Issue, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """Everything that reading needs, loaded once; reading one document changes nothing in it."""

    reader: Reader
    registry: ActorRegistry
    gazetteer: Gazetteer
    ontology: Ontology
    settings: Settings

    @classmethod
    def load(
        cls,
        *,
        overlays: Sequence[Path] = (),
        reader: Path | None = None,
        threads: int = 0,
        settings: Settings | None = None,
    ) -> Pipeline:
        """The pipeline over the installed reader, or over the one in folder `reader`.

        `overlays` are the user's own tables of actors; `threads` are the encoder's, 0 for all cores.
        Raises ReaderError or RegistryError.
        """
        return cls(
            reader=Reader(reader, threads=threads) if reader else Reader.installed(threads=threads),
            registry=ActorRegistry.load(overlays=overlays),
            gazetteer=Gazetteer.load(),
            ontology=Ontology.load(),
            settings=settings or Settings(),
        )

    @property
    def coder(self) -> Coder:
        return Coder(name="dateline", version=__version__, reader=self.reader.name, ontology=self.ontology.version)

    def read(self, document: Document, *, issues: Sequence[Issue] = ()) -> Dossier:
        """The dossier of one document; `issues` are those that were met while it was loaded.

        A text that is known to be in another language has no events: the reader would only guess.
        """
        if not _is_readable(document.language):
            return Dossier(document=document, coder=self.coder, events=(), issues=tuple(issues))
        reading, grounding = self._look(document, None)
        grounding.see(reading)
        events, found = code_events(document, reading, grounding, self.ontology, settings=self.settings)
        return Dossier(document=document, coder=self.coder, events=events, issues=(*issues, *found))

    def look(self, document: Document, *, triggers: Sequence[tuple[int, int]] | None = None) -> Reading:
        """What the reader sees before anything is coded; `triggers` in place of its own, where they are given."""
        return self._look(document, triggers)[0]

    def look_closely(self, document: Document, *, triggers: Sequence[tuple[int, int]] | None = None) -> Reading:
        """The same by close reading: its `stretches` are who is quoted, by which words, saying what; the roles of given
        `triggers` tell where each happened. Dossiers are not made of it. Raises ReaderError for a reader that lacks it.
        """
        return self.reader.read_closely(document, self._ground(document).candidates(), triggers=triggers)

    def _look(
        self, document: Document, triggers: Sequence[tuple[int, int]] | None
    ) -> tuple[Reading, DocumentGrounding]:
        grounding = self._ground(document)
        return self.reader.read(document, grounding.candidates(), triggers=triggers), grounding

    def _ground(self, document: Document) -> DocumentGrounding:
        return DocumentGrounding(document, registry=self.registry, gazetteer=self.gazetteer)

    def weigh_types(
        self, document: Document, *, source: tuple[int, int] | None, target: tuple[int, int] | None
    ) -> dict[str, float]:
        """The share of each event type in what passes from one party's words to the other's; None leaves a party open."""
        return self.reader.weigh_types(document, source=source, target=target)

    def find_arguments(
        self, document: Document, events: Sequence[tuple[tuple[int, int], str]]
    ) -> tuple[tuple[Argument, ...], ...]:
        """The words that take part in each event and their roles, as KAIROS names them for its types.

        An event is given by the words that name it, in code points, and its type ("Conflict.Attack.DetonateExplode").
        """
        reading = self.look(document, triggers=sorted({span for span, _ in events}))
        return self.reader.find_arguments(document, reading, events)


def _is_readable(language: str | None) -> bool:
    """English, or not known to be anything else ("und-Latn": only the script is sure)."""
    return language is None or language.lower().startswith(("en", "und-latn"))
