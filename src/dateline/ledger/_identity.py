"""identity: what a document and a text are called, the same on every machine and in every order."""

from __future__ import annotations

import hashlib
import unicodedata
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

if TYPE_CHECKING:
    from dateline.model import Document

_ID_LENGTH: Final = 16  # hexadecimal digits: 64 bits, a chance of one in four million of two equal ids among 3 million
# What is added to an address to follow its readers, and does not change what is served.
_FOLLOWERS: Final = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "ref_src")
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}


def document_key(document: Document) -> str:
    """The address where there is one, else the document's own id.

    Of an address, what does not change the page is left out: the scheme's s, the letter case of the host, the default port,
    the fragment, and parameters that only follow readers.
    """
    return address_key(document.url) if document.url else f"id:{document.id}".replace("\0", "")


def address_key(url: str) -> str:
    """The same for an address."""
    url = url.replace("\0", "").strip()
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return f"url:{url}"
    if parts.scheme.lower() not in _DEFAULT_PORTS or not parts.hostname:
        return f"url:{url}"
    host = parts.hostname.rstrip(".")
    if port is not None and port != _DEFAULT_PORTS[parts.scheme.lower()]:
        host = f"{host}:{port}"
    query = parts.query
    if any(follower in query for follower in _FOLLOWERS):
        pairs = parse_qsl(query, keep_blank_values=True)
        query = urlencode([(name, value) for name, value in pairs if not name.lower().startswith(_FOLLOWERS)])
    return "url:" + urlunsplit(("https", host, parts.path or "/", query, ""))


def document_id(document: Document) -> str:
    """The ledger's id of a document: a hash of its key."""
    return hash_key(document_key(document))


def hash_key(key: str) -> str:
    return digest(key.encode("utf-8", "surrogatepass"))[:_ID_LENGTH]


def revision_id(document: Document) -> str:
    """The id of this text of this document, known before it is saved."""
    return revision_of(document_id(document), document.sha256)


def revision_of(document: str, sha256: str) -> str:
    return digest(f"{document}\n{sha256}".encode())[:_ID_LENGTH]


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def key_number(key: str) -> int:
    """A blocking key as a signed number of 64 bits, a third of the room of its words.

    The first 16 bits are of what follows the last "|", such as a day: keys of one day lie together, and what is reported
    within some days is written to few pages of the index.
    """
    data = key.encode("utf-8", "surrogatepass")
    zone = hashlib.blake2b(data[data.rfind(b"|") + 1 :], digest_size=2).digest()
    return int.from_bytes(zone + hashlib.blake2b(data, digest_size=6).digest(), signed=True)


def fold(text: str) -> str:
    """Lower case without accents, for comparing names and finding words; never shown."""
    if text.isascii():
        return text.lower().replace("\0", "")
    # Folding may make letters that decompose, and decomposing letters that fold: a bold letter is an A only then.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(c for c in plain if not unicodedata.combining(c) and c != "\0")
