"""prov: where each claim comes from, as PROV-O in JSON-LD: documents, texts, codings, claims, origins, events, judgements.

document  <- specializationOf - text - wasRevisionOf -> the text before
text      <- used - obtaining (who, when), coding (which reader)
claim     - wasQuotedFrom -> text; - wasGeneratedBy -> coding; - hadPrimarySource -> what the origin said;
          - wasDerivedFrom -> the claim that it passes on, as the relay tree has it
event     - wasDerivedFrom -> claims; - wasInfluencedBy -> judgements, which are activities of persons
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import msgspec

from dateline.errors import LedgerError
from dateline.exports._identity import make_urn
from dateline.exports._known import know, web
from dateline.exports._value import Format, Loss

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from typing import BinaryIO

    from dateline.exports._known import Known
    from dateline.exports._value import Context
    from dateline.ledger import RecordedRevision, View
    from dateline.model import Account, Claim, ClaimRef, Judgement, Origin
    from dateline.views import Told

Node = dict[str, object]
# No address of a context: the file is read without the network.
CONTEXT: Final = {
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "dcterms": "http://purl.org/dc/terms/",
    "dateline": "urn:dateline:terms:",
    **{
        f"prov:{name}": {"@type": "@id"}
        for name in (
            "wasGeneratedBy", "used", "wasDerivedFrom", "wasRevisionOf", "wasQuotedFrom", "hadPrimarySource",
            "wasAttributedTo", "wasAssociatedWith", "wasInfluencedBy", "specializationOf",
        )
    },
    **{
        f"prov:{name}": {"@type": "xsd:dateTime"}
        for name in ("generatedAtTime", "invalidatedAtTime", "startedAtTime", "endedAtTime")
    },
    "dcterms:issued": {"@type": "xsd:date"},
}  # fmt: skip


def write(events: Iterable[Told], out: BinaryIO, context: Context, note: Callable[[Loss], None]) -> int:
    """Counts events; what several events share stands in the file once."""
    out.write(b'{"@context":' + msgspec.json.encode(CONTEXT) + b',"@graph":[')
    note(Loss(event="", field="slots", why="what a claim was read as (sides, place, time, tolls) is left out"))
    seen: set[str] = set()  # ids only
    written = 0
    for told in events:
        known = know(told, context.view)
        for node in _nodes(known, context):
            id = str(node["@id"])
            if id not in seen:
                out.write((b",\n" if seen else b"\n") + msgspec.json.encode(node))
                seen.add(id)
        if told.earlier:
            why = f"{len(told.earlier)} accounts of replaced texts are there as texts, without their claims"
            note(Loss(event=known.id, field="claims", why=why))
        if told.left_out:
            note(Loss(event=known.id, field="reports", why=f"{told.left_out} accounts were too many to weigh"))
        written += 1
    out.write(b"\n]}\n")
    return written


def _nodes(known: Known, context: Context) -> Iterator[Node]:
    told = known.told
    texts = {id: _list_revisions(context.view, id) for id in dict.fromkeys(told.documents.values())}
    for document, revisions in texts.items():
        yield from _document(document, told)
        for revision in revisions:
            yield from _revision(revision)
    # An account is taken from the coding of its text that was recorded last.
    codings = {one.id: one.codings[-1].number for found in texts.values() for one in found if one.codings}
    for origin in told.origins:
        yield _teller(known, origin.name)
        yield _origin(known, origin)
    for account in told.accounts:
        for number, claim in enumerate(account.event.claims):
            yield _claim(known, account, number, claim, codings.get(account.ref.revision))
            yield from (_teller(known, source.name) for source in claim.sources)
    for judgement in told.judgements:
        yield from _judgement(known, judgement)
    yield _event(known)


def _document(document: str, told: Told) -> Iterator[Node]:
    account = next(a for a in (*told.accounts, *told.earlier) if told.documents[a.ref.revision] == document)
    doc = account.document
    node: Node = {"@id": _urn("document", document), "@type": "prov:Entity", "rdfs:label": doc.title or document}
    if web(doc.url):
        node["dcterms:identifier"] = web(doc.url)
    if doc.publisher:
        node["prov:wasAttributedTo"] = _urn("agent", doc.publisher)
        yield _agent(doc.publisher, "prov:Organization")
    if doc.published:
        node["dcterms:issued"] = doc.published.isoformat()
    yield node


def _list_revisions(view: View, document: str) -> tuple[RecordedRevision, ...]:
    try:
        return view.revisions(document)
    except LedgerError:
        return ()


def _revision(revision: RecordedRevision) -> Iterator[Node]:
    node: Node = {
        "@id": _urn("text", revision.id),
        "@type": "prov:Entity",
        "rdfs:label": f"text {revision.id}",
        "prov:specializationOf": _urn("document", revision.document),
        "dateline:sha256": revision.sha256,
        "dateline:characters": revision.characters,
    }
    if revision.previous:
        node["prov:wasRevisionOf"] = _urn("text", revision.previous)
    if revision.is_deleted:
        node["dateline:deleted"] = True
    obtained = [_urn("obtaining", revision.id, str(n)) for n in range(len(revision.custody))]
    if obtained:
        # An entity is generated once; that it was obtained again is told by further activities that used it.
        node["prov:wasGeneratedBy"] = obtained[0]
    yield node
    for number, custody in enumerate(revision.custody):
        yield _agent(custody.by, "prov:Agent")
        activity: Node = {
            "@id": obtained[number],
            "@type": "prov:Activity",
            "rdfs:label": f"obtained: {custody.how}",
            "prov:endedAtTime": _stamp(custody.at),
            "prov:wasAssociatedWith": _urn("agent", custody.by),
            "dateline:source": custody.source,
        }
        if number:
            activity["prov:used"] = _urn("text", revision.id)
        yield activity
    for coding in revision.codings:
        reader = (
            f"{coding.coder} {coding.version}, reader {coding.reader or 'none'}, ontology {coding.ontology or 'none'}"
        )
        yield _agent(reader, "prov:SoftwareAgent")
        yield {
            "@id": _urn("coding", revision.id, str(coding.number)),
            "@type": "prov:Activity",
            "rdfs:label": f"coding {coding.number} of text {revision.id}",
            "prov:used": _urn("text", revision.id),
            "prov:endedAtTime": _stamp(coding.recorded),
            "prov:wasAssociatedWith": _urn("agent", reader),
        }


def _claim(known: Known, account: Account, number: int, claim: Claim, coding: int | None) -> Node:
    told, ref = known.told, account.ref
    mine = [
        (origin, place)
        for origin in told.origins
        for place, other in enumerate(origin.claims)
        if other.event == ref and other.number == number
    ]
    node: Node = {
        "@id": _urn_claim(known, ref.revision, ref.start, number),
        "@type": "prov:Entity",
        "prov:value": claim.evidence.quote,
        "prov:wasQuotedFrom": _urn("text", ref.revision),
        "dateline:start": claim.evidence.start,
        "dateline:end": claim.evidence.end,
        "dateline:stance": claim.stance,
        "dateline:hedge": claim.hedge,
        "dateline:about": list(claim.about),
    }
    if coding is not None:
        node["prov:wasGeneratedBy"] = _urn("coding", ref.revision, str(coding))
    if claim.sources:
        node["prov:wasAttributedTo"] = [_urn_teller(known, source.name) for source in claim.sources]
        node["dateline:tellers"] = {"@list": [source.name for source in claim.sources]}
    if mine:
        node["prov:hadPrimarySource"] = [_urn("origin", known.id, origin.id) for origin, _ in mine]
    parents = [
        relay.parent
        for origin, _ in mine
        for relay in origin.relays
        if relay.parent is not None and relay.claim.event == ref and relay.claim.number == number
    ]
    if parents:
        node["prov:wasDerivedFrom"] = list(dict.fromkeys(_urn_ref(known, parent) for parent in parents))
    return node


def _origin(known: Known, origin: Origin) -> Node:
    return {
        "@id": _urn("origin", known.id, origin.id),
        "@type": "prov:Entity",
        "rdfs:label": f"what {origin.name or 'the report'} said",
        "prov:wasAttributedTo": _urn_teller(known, origin.name),
        "dateline:kind": origin.kind,
        "dateline:how": origin.how,
        "rdfs:comment": list(origin.because),
    }


def _event(known: Known) -> Node:
    told = known.told
    claims = [
        _urn_claim(known, account.ref.revision, account.ref.start, number)
        for account in told.accounts
        for number in range(len(account.event.claims))
    ]
    node: Node = {
        "@id": _urn("event", known.id),
        "@type": "prov:Entity",
        "rdfs:label": known.row.summary,
        "prov:wasDerivedFrom": claims,
        "prov:generatedAtTime": _stamp(known.changes[0]),
        "dateline:status": known.page.status,
        "dateline:credibility": known.page.credibility,
        "rdfs:comment": known.page.why,
    }
    judged = [_urn("judgement", j.id) for j in told.judgements if j.events]
    if judged:
        node["prov:wasInfluencedBy"] = judged
    if known.is_withdrawn:
        node["prov:invalidatedAtTime"] = _stamp(known.changes[-1])
    return node


def _judgement(known: Known, judgement: Judgement) -> Iterator[Node]:
    yield _agent(judgement.who, "prov:Person")
    node: Node = {
        "@id": _urn("judgement", judgement.id),
        "@type": "prov:Activity",
        "rdfs:label": judgement.kind,
        "prov:startedAtTime": _stamp(judgement.at),
        "prov:endedAtTime": _stamp(judgement.at),
        "prov:wasAssociatedWith": _urn("agent", judgement.who),
    }
    if judgement.reason:
        node["rdfs:comment"] = judgement.reason
    if judgement.source:
        node |= {"dateline:source": judgement.source, "dateline:grade": judgement.grade}
    texts = {ref.revision for ref in judgement.events} & set(known.told.documents)
    if texts:
        node["prov:used"] = [_urn("text", text) for text in sorted(texts)]
    yield node


def _agent(name: str, kind: str) -> Node:
    types = list(dict.fromkeys(("prov:Agent", kind)))
    return {"@id": _urn("agent", name), "@type": types, "rdfs:label": name}


def _teller(known: Known, name: str) -> Node:
    return {"@id": _urn_teller(known, name), "@type": "prov:Agent", "rdfs:label": name or "the report itself"}


def _urn_teller(known: Known, name: str) -> str:
    """An actor of the registry is the same in all events; "police" of one event is nobody of another."""
    sources = (s for a in known.told.accounts for c in a.event.claims for s in c.sources)
    actor = next((source.actor_id for source in sources if source.name == name and source.actor_id), "")
    return _urn("actor", actor) if actor else _urn("teller", known.id, name)


def _urn_ref(known: Known, ref: ClaimRef) -> str:
    return _urn_claim(known, ref.event.revision, ref.event.start, ref.number)


def _urn_claim(known: Known, revision: str, start: int, number: int) -> str:
    return _urn("claim", known.id, revision, str(start), str(number))


def _urn(kind: str, *parts: str) -> str:
    return make_urn(kind, *parts)


def _stamp(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


FORMAT: Final = Format(
    name="prov", title="Where each claim comes from, as PROV-O (JSON-LD)", suffix=".jsonld",
    media_type="application/ld+json", write=write,
)  # fmt: skip
