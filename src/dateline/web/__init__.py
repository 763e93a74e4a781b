"""The workbench: a server over the ledger, its interface for programs, and its pages.

_app       the application, put together
_guard     what every request passes, and every response carries: hosts, limits, sessions, roles, headers
_session _settings _limit    who may ask, and how often
_desk      what routes are given, and what requests ask
_answer _schema              values and errors as responses, and their description
_list      lists, search, stories
_page      pages and static files
"""

from dateline.web._app import make_app
from dateline.web._settings import HOST, PORT, Bounds, Settings, Token, is_loopback, parse_tokens

__all__ = ["HOST", "PORT", "Bounds", "Settings", "Token", "is_loopback", "make_app", "parse_tokens"]
