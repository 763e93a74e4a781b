"""Open-source event intelligence from news: what is known, and who says so."""

__version__ = "0.1.0"
