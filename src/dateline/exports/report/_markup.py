"""el: elements as strings. What is no `Markup` is text and is escaped, so that no word of an article can become markup."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final
from urllib.parse import urlsplit

_VOID: Final = frozenset(("meta", "br", "hr"))
# Shapes of SVG have no content, but in HTML they are closed all the same.
_SHAPES: Final = frozenset(("circle", "path", "line", "rect"))
# Control characters that HTML forbids; they are shown as what they are, a character that cannot be shown.
_FORBIDDEN: Final = dict.fromkeys(
    (*range(9), 11, *range(14, 32), *range(127, 160), *range(55296, 57344), 65534, 65535), "�"
)


class Markup(str):
    """Text that is markup already: made by `el` and by nothing else, or a file of the package."""

    __slots__ = ()


Child = str | int | None | Iterable["Child"]


def el(name: str, /, *children: Child, **attributes: str | float | bool | None) -> Markup:
    """`el("a", "words", href="#x", class_="y", aria_label="z")`; an attribute that is None or False is left out."""
    given = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Markup(f"<{name}{given}>")
    if name in _SHAPES:
        return Markup(f"<{name}{given}/>")
    return Markup(f"<{name}{given}>{join(*children)}</{name}>")


def join(*children: Child) -> Markup:
    """Children one after the other, text escaped."""
    return Markup("".join(_flatten(children)))


def link(address: str | None, *children: Child, **attributes: str | float | bool | None) -> Markup:
    """A link to an address of the web; only the words where it is none, such as a script's."""
    if address is None or not is_web(address):
        return el("span", *children, **attributes)
    return el("a", *children, href=address, rel="noreferrer noopener external", **attributes)


def is_web(address: str) -> bool:
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.netloc)


def _attribute(key: str, value: str | float | bool | None) -> str:
    name = key.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    if value is True:
        return f" {name}"
    shown = f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
    return f' {name}="{escape(shown.translate(_FORBIDDEN), quote=True)}"'


def _flatten(children: Iterable[Child]) -> Iterable[str]:
    for child in children:
        if child is None:
            continue
        if isinstance(child, Markup):
            yield child
        elif isinstance(child, str | int):
            yield escape(str(child).translate(_FORBIDDEN), quote=False)
        else:
            yield from _flatten(child)
