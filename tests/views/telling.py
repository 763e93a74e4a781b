"""Events told from dossiers by hand, without a ledger."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "desk"))

from dateline.ledger import document_id, list_refs, revision_id
from dateline.linking import derive_statuses, find_disputes, find_origins, list_tolls
from dateline.model import Account, Dossier, EventRef, Judgement, Link, LinkedEvent
from dateline.views import Told

AT = datetime(2024, 5, 1, 12, tzinfo=UTC)


def account(dossier: Dossier, number: int = 0, minute: int = 0) -> Account:
    revision = revision_id(dossier.document)
    at = AT.replace(minute=minute)
    ref = list_refs(dossier, revision)[number]
    return Account(ref=ref, event=dossier.events[number], document=dossier.document, recorded=at, seen=at)


def told(
    *accounts: Account,
    earlier: tuple[Account, ...] = (),
    judgements: tuple[Judgement, ...] = (),
    grades: dict[str, str] | None = None,
    links: tuple[Link, ...] = (),
    id: str = "0123456789abcdef",
) -> Told:
    origins, disputes = find_origins(accounts), find_disputes(accounts)
    refs: tuple[EventRef, ...] = tuple(a.ref for a in (*earlier, *accounts))
    return Told(
        linked=LinkedEvent(id=id, members=refs),
        accounts=accounts,
        earlier=earlier,
        is_dropped=False,
        documents={a.ref.revision: document_id(a.document) for a in (*earlier, *accounts)},
        origins=origins,
        tolls=list_tolls((*earlier, *accounts)),
        disputes=disputes,
        statuses=derive_statuses(accounts, origins, disputes, grades=grades or {}),
        judgements=judgements,
        grades=grades or {},
        links=links,
    )
