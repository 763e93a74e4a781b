"""score_same_event: which articles tell of one incident, and what they say of it together."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Final, TypeVar

import msgspec

from dateline.documents import from_text, load, with_headline
from dateline.errors import UsageError
from dateline.evaluation._result import Fault, Result, harmonic, per_cent
from dateline.grounding.gazetteer import Gazetteer
from dateline.linking import (
    Index,
    PlaceName,
    Profile,
    Scorer,
    TextPlaces,
    cluster,
    mark_incident,
    pick_lead,
    profile_events,
    refer,
    settle_toll,
    settle_town,
)
from dateline.model import Account, Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from dateline.evaluation._reads import Reads
    from dateline.model import Dossier, Link

TASK: Final = "same-event"
_Item = TypeVar("_Item")
INCIDENTS: Final = "-incidents.jsonl"


class ArticleItem(msgspec.Struct, frozen=True, kw_only=True):
    """An article and the incident that it tells of; its other fields are those of any document."""

    id: str
    incident: str
    text: str
    title: str = ""
    published: str = ""


class IncidentItem(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of an incident; `city` may name a part of it in brackets."""

    incident: str
    city: str
    killed: int
    injured: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An article as it was read: its account of its lead event and that one's profile, None where it has no events."""

    id: str
    incident: str
    title: str
    account: Account | None
    profile: Profile | None
    beside: TextPlaces


def score_same_event(folder: Path, reads: Reads, *, progress: Callable[[int, int, str], None] | None = None) -> Result:
    """The figures over the articles of `*.jsonl` and the incidents of `*-incidents.jsonl`.

    All articles are read, linked and clustered in order of publication. Articles of incidents that the scorer was
    trained on go in, but nothing is measured on them. Raises UsageError where the files are missing or malformed.
    """
    items, incidents = read_items(folder)
    gazetteer = Gazetteer.load()
    told: list[Told] = []
    for number, (document, item) in enumerate(_documents(folder, items), start=1):
        one = tell(reads.read(document), item[0].incident, gazetteer=gazetteer)
        told.append(one)
        # An article that tells of several incidents is an item for each: it has one place in the clusters all the same.
        told += [replace(one, id=f"{one.id} ({more.incident})", incident=more.incident) for more in item[1:]]
        if progress:
            progress(number, len(items), document.id)
    return measure_told(told, incidents, Scorer.load())


def read_items(folder: Path) -> tuple[dict[str, list[ArticleItem]], dict[str, IncidentItem]]:
    """The lines of each article and the incidents of a folder, by id. Raises UsageError."""
    paths = sorted(folder.glob("*.jsonl"))
    articles: dict[str, list[ArticleItem]] = {}
    for path in paths:
        if not path.name.endswith(INCIDENTS):
            for item in _lines(path, ArticleItem):
                articles.setdefault(item.id, []).append(item)
    incidents = {
        item.incident: item for path in paths if path.name.endswith(INCIDENTS) for item in _lines(path, IncidentItem)
    }
    if not articles or not incidents:
        raise UsageError(f"{folder}: it needs articles in *.jsonl and their incidents in *{INCIDENTS}.")
    return articles, incidents


def tell(dossier: Dossier, incident: str, *, gazetteer: Gazetteer) -> Told:
    """What of a dossier is compared; its text is kept for the values that its figures are settled by."""
    document = dossier.document
    lead = pick_lead(dossier)
    account = profile = None
    if lead is not None:
        day = document.published
        noon = datetime.combine(day, time(12), UTC) if day else datetime.min.replace(tzinfo=UTC)
        ref = refer(lead, revision=document.id)
        account = Account(ref=ref, event=lead, document=document, recorded=noon, seen=noon)
        profile = next(one for one in profile_events(dossier, revision=document.id) if one.ref == ref)
    return Told(
        id=document.id,
        incident=incident,
        title=document.title or "",
        account=account,
        profile=profile,
        beside=TextPlaces(
            places=tuple(place for event in dossier.events for place in event.where),
            names=tuple(
                PlaceName(name=place.name, level=place.level, start=place.start)
                for place in gazetteer.find_places(document.text)
            ),
        ),
    )


def measure_told(told: Iterable[Told], incidents: Mapping[str, IncidentItem], scorer: Scorer) -> Result:
    """Links, clusters and figures of articles that were read."""
    articles = sorted(told, key=lambda one: (one.account.recorded if one.account else _NEVER, one.id))
    groups = group(articles, link_all(articles, scorer))
    known = frozenset(scorer.weights.trained_on)
    counted = [one for one in articles if mark_incident(one.incident) not in known]
    if not counted:
        raise UsageError(
            "The scorer was trained on every incident of this folder: there is nothing left to measure on."
        )
    gold = {one.id: one.incident for one in articles}
    figures, faults = compare_groups(groups, gold, {one.id for one in counted})
    values, more = _compare_values(articles, groups, _measured(incidents, counted))
    titles = {one.id: one.title for one in articles}
    faults = [replace(fault, context=titles.get(fault.item_id, fault.context)) for fault in faults]
    return Result(task=TASK, items=len(counted), figures=figures | values, faults=(*faults, *more))


def link_all(articles: Sequence[Told], scorer: Scorer) -> list[Link]:
    """Each article's lead against those before it, as a ledger would meet them."""
    index = Index()
    links: list[Link] = []
    for profile in _profiles(articles):
        links += index.link(profile, scorer)
        index.add(profile)
    return links


def _profiles(articles: Iterable[Told]) -> Iterable[Profile]:
    """The profiles of the leads, each once."""
    return {one.profile.ref: one.profile for one in articles if one.profile}.values()


def group(articles: Sequence[Told], links: Sequence[Link]) -> dict[str, str]:
    """The id of the linked event that each article's lead is in; an article without events stands alone."""
    refs = [profile.ref for profile in _profiles(articles)]
    names = {ref: event.id for event in cluster(refs, links, ()) for ref in event.members}
    return {one.id: names[one.profile.ref] if one.profile else f"none:{one.id}" for one in articles}


def _measured(incidents: Mapping[str, IncidentItem], counted: Sequence[Told]) -> dict[str, IncidentItem]:
    """The incidents of the articles that count, as far as anything is known of them."""
    names = dict.fromkeys(one.incident for one in counted)
    return {name: incidents[name] for name in names if name in incidents}


_NEVER: Final = datetime.max.replace(tzinfo=UTC)


def _documents(folder: Path, items: Mapping[str, list[ArticleItem]]) -> Iterator[tuple[Document, list[ArticleItem]]]:
    """The articles as the loader gives them, headline first as on their pages; of some only the headline was kept."""
    seen: set[str] = set()
    paths = [str(path) for path in sorted(folder.glob("*.jsonl")) if not path.name.endswith(INCIDENTS)]
    for loaded in load(paths):
        document = loaded.document
        if document and document.id in items and document.id not in seen:
            seen.add(document.id)
            yield with_headline(document), items[document.id]
    for name, item in items.items():
        if name not in seen:
            title = item[0].title
            yield from_text(title or "(no text)", id=name, title=title or None, published=_day(item[0].published)), item


def _day(published: str) -> date | None:
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


def _lines(path: Path, form: type[_Item]) -> Iterator[_Item]:
    decoder = msgspec.json.Decoder(form)
    try:
        for number, line in enumerate(path.read_bytes().splitlines(), start=1):
            if line.strip():
                try:
                    yield decoder.decode(line)
                except msgspec.MsgspecError as fault:
                    raise UsageError(f"{path}: line {number} is not an item of this task ({fault}).") from fault
    except OSError as fault:
        raise UsageError(f"{path}: it cannot be read ({fault.strerror}).") from fault


def compare_groups(
    groups: Mapping[str, str], gold: Mapping[str, str], counted: set[str]
) -> tuple[dict[str, float], list[Fault]]:
    """Pairs of which one article at least is counted, and B-cubed over the counted articles (Bagga and Baldwin, 1998)."""
    ours, theirs = _members(groups), _members(gold)
    right = given = wanted = 0.0
    precision = recall = 0.0
    faults: list[Fault] = []
    for name in sorted(counted):
        here, there = ours[groups[name]], theirs[gold[name]]
        both = here & there
        precision += len(both) / len(here)
        recall += len(both) / len(there)
        # A pair of two counted articles is met from both sides, and counts half from each.
        right += sum(0.5 if other in counted else 1.0 for other in both - {name})
        given += sum(0.5 if other in counted else 1.0 for other in here - {name})
        wanted += sum(0.5 if other in counted else 1.0 for other in there - {name})
        faults += [Fault(item_id=name, kind="false merge", given=other) for other in sorted(here - there)]
        faults += [Fault(item_id=name, kind="missed merge", wanted=other) for other in sorted(there - here)]
    p, r = per_cent(right, given), per_cent(right, wanted)
    b3_p, b3_r = per_cent(precision, len(counted)), per_cent(recall, len(counted))
    return {
        "pair_f1": harmonic(p, r),
        "b3_f1": harmonic(b3_p, b3_r),
        "false_merge_rate": 100 - p if given else 0.0,
        "missed_merge_rate": 100 - r if wanted else 0.0,
        "b3_precision": b3_p,
        "b3_recall": b3_r,
    }, faults


def _compare_values(
    articles: Sequence[Told], groups: Mapping[str, str], incidents: Mapping[str, IncidentItem]
) -> tuple[dict[str, float], list[Fault]]:
    """Each incident against the linked event that has most of its articles, the earlier where two have as many."""
    members: dict[str, list[Told]] = defaultdict(list)
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for one in articles:
        members[groups[one.id]].append(one)
        votes[one.incident][groups[one.id]] += 1
    right: Counter[str] = Counter()
    faults: list[Fault] = []
    asked = [incident for incident in incidents if incident in votes]
    for incident in asked:
        item = incidents[incident]
        event = votes[incident].most_common(1)[0][0]
        accounts = list({one.account.ref: one.account for one in members[event] if one.account}.values())
        beside = {one.account.ref.revision: one.beside for one in members[event] if one.account}
        killed, injured = settle_toll(accounts, "killed"), settle_toll(accounts, "injured")
        city = settle_town(accounts, beside=beside)
        answers = {
            "killed": (str(item.killed), killed.value if killed else "0"),
            "injured": (str(item.injured), injured.value if injured else "0"),
            "city": (item.city, city.value if city else ""),
        }
        for slot, (wanted, given) in answers.items():
            if same_town(wanted, given) if slot == "city" else wanted == given:
                right[slot] += 1
            else:
                titles = "; ".join(one.title for one in members[event])
                faults.append(Fault(item_id=incident, kind=slot, wanted=wanted, given=given, context=titles))
    return {f"{slot}_accuracy": per_cent(right[slot], len(asked)) for slot in ("killed", "injured", "city")}, faults


def _members(groups: Mapping[str, str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for name, group_ in groups.items():
        found[group_].add(name)
    return found


def same_town(wanted: str, given: str) -> bool:
    """Whether a town is the one wanted, or the part of it in brackets ("Polk (county)" is Polk County); dots do not count."""
    names = {_plain(part) for part in re.split(r"[()]", wanted)} - {""}
    if "county" in names:
        names = {f"{name} county" for name in names}
    return _plain(given) in names


def _plain(name: str) -> str:
    words = re.sub(r"[^\w\s]", "", name.casefold().replace("-", " ")).split()
    plain = " ".join({"saint": "st", "mount": "mt", "fort": "ft"}.get(word, word) for word in words)
    return {"dc": "washington", "washington dc": "washington"}.get(plain, plain)
