"""The plain words for the codes of a dossier, as pages have them too."""

from dateline.views.words import (
    say_about,
    say_chain,
    say_confidence,
    say_day,
    say_figure,
    say_kind,
    say_language,
    say_realis,
    say_relation,
    say_sector,
    say_source,
    say_stance,
    say_type,
    say_weapon,
    say_when,
)

__all__ = [
    "say_about",
    "say_chain",
    "say_confidence",
    "say_day",
    "say_figure",
    "say_kind",
    "say_language",
    "say_realis",
    "say_relation",
    "say_sector",
    "say_source",
    "say_stance",
    "say_type",
    "say_weapon",
    "say_when",
]
