"""The workbench: a server over the ledger, its interface for programs, and its pages.

_serve     listens and answers
_app       the application, put together
_guard     what every request passes, and every response carries: hosts, limits, sessions, roles, headers
_session _settings _limit _login    who may ask, and how often
_desk      what routes are given, and what requests ask
_answer _body _schema               values and errors as responses, what is sent, and the description of both
_list _judge _undo _add _job _stream _export    the routes
_marks     every event as a point, kept ready
_page      pages and static files
_demo      a ledger of examples
"""

from dateline.web._app import make_app
from dateline.web._demo import fill_demo
from dateline.web._serve import serve
from dateline.web._settings import HOST, PORT, Bounds, Settings, Token, is_loopback, parse_tokens

__all__ = [
    "HOST",
    "PORT",
    "Bounds",
    "Settings",
    "Token",
    "fill_demo",
    "is_loopback",
    "make_app",
    "parse_tokens",
    "serve",
]
