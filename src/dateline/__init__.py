# pyright: reportUnsupportedDunderAll=false
"""Open-source event intelligence from news: what is known, and who says so.

    import dateline

    dossier = dateline.read("article.txt")
    with dateline.Ledger("case.sqlite") as ledger:
        ledger.read("articles/")
        dateline.export(ledger, "geojson", "events.geojson", country="FIN")

What is named here is loaded when it is first asked for, so that `import dateline` costs nothing; docs/python.md tells all of it.
"""

from importlib import import_module

__version__ = "0.1.0"

# Name -> the room that has it. `__init__.pyi` says the same to type checkers; a test compares the two.
_ROOMS = {
    "dateline.api": ("Events", "Filters", "InputWarning", "Ledger", "Written", "export", "read", "read_text"),
    "dateline.errors": ("DatelineError",),
    "dateline.model": (
        "Account",
        "Claim",
        "Document",
        "Dossier",
        "Event",
        "Evidence",
        "Figure",
        "Party",
        "When",
        "Where",
    ),
    "dateline.views": ("EventPage", "EventRow", "Story"),
}
_HOMES = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = [
    "Account",
    "Claim",
    "DatelineError",
    "Document",
    "Dossier",
    "Event",
    "EventPage",
    "EventRow",
    "Events",
    "Evidence",
    "Figure",
    "Filters",
    "InputWarning",
    "Ledger",
    "Party",
    "Story",
    "When",
    "Where",
    "Written",
    "__version__",
    "export",
    "read",
    "read_text",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'dateline' has no attribute {name!r}")
    found: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
