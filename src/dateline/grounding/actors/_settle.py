"""What each name of a text stands for: names that are sure first, then those that need support."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import NamedTuple

from dateline.grounding.actors._compile import ARTICLE, CAPITAL, DEMONYM, FORMS, NAME, SEAT, WEAK, WEAK_ARTICLE
from dateline.grounding.actors._record import STATE_BODIES, Actor
from dateline.grounding.actors._registry import ActorRegistry, Hit, WordHit
from dateline.grounding.actors._token import Tokens
from dateline.grounding.actors._words import word_set

# Nouns before which a name is that of a place or building, whoever else bears it ("Wardak province", "Kennedy airport").
_PLACE_NOUNS = word_set(
    "province district city town village region county state valley river lake island airport street road square "
    "avenue hospital university mosque church bridge camp prison port stadium school market crossing checkpoint"
)
# "last May", "May 12": the month, not the minister.
_MONTH = "May"
_BEFORE_MONTH = word_set("in last next this since until by early late mid of from during through till after before to")
# Capitals that are also the name of a large town elsewhere stand for their government only where the state is named.
_SHARED_CAPITALS = frozenset(
    ("Tripoli", "Georgetown", "Victoria", "Hamilton", "Kingston", "Santiago", "San Jose", "San Juan", "St Johns",
     "Stanley", "Plymouth", "Jamestown", "Male")
)  # fmt: skip
# Such a word may stand between a state and its body ("Iran's foreign ministry").
_LINKS = frozenset(("'s",))
# The bodies of which a state has one under several names; looked up in this order.
_BODY_IDS = {"army": ("army", "military"), "government": ("government",)}


class Named(NamedTuple):
    """Tokens `first`..`last` (exclusive) that stand for an actor of the registry; `form` is how they name it."""

    first: int
    last: int
    actor: Actor
    form: int


class Settling:
    """Two passes over the hits of one text: names that stand alone first, then those that need support."""

    def __init__(
        self,
        registry: ActorRegistry,
        tokens: Tokens,
        capital: tuple[bool, ...],
        word_of: list[WordHit | None],
        published: date | None,
    ) -> None:
        self._registry = registry
        self._words = tokens.words
        self._ends: set[int] = set()
        self._countries_at: dict[int, str] = {}
        self._states_to: dict[int, str] = {}
        self._capital = capital
        self._word_of = word_of
        self._published = published.isoformat() if published else ""
        self._countries: Counter[str] = Counter()
        self._ids: set[str] = set()

    def settle(self, hits: tuple[Hit, ...]) -> list[Named]:
        found: list[Named] = []
        later: list[Hit] = []
        for hit in hits:
            if self._is_part(hit):
                continue
            form = hit.names[0] % FORMS
            sure = len(hit.names) == 1 and form in (NAME, DEMONYM, CAPITAL, SEAT)
            if sure and not (form == CAPITAL and " ".join(self._words[hit.first : hit.last]) in _SHARED_CAPITALS):
                self._take(hit, self._registry.actors[hit.names[0] // FORMS], form, found)
            else:
                later.append(hit)
        self._ends = {n.last for n in found}
        self._countries_at = {n.first: n.actor.country for n in found}
        self._states_to = {n.last: n.actor.country for n in found if n.actor.kind in ("state", "territory")}
        for hit in later:
            self._choose(hit, found)
        found.sort()
        return self._join_bodies(found)

    def _is_part(self, hit: Hit) -> bool:
        """Whether the words only look like a name: New Jersey is not Jersey, and "THIS IS ALL" is not of the IS."""
        before = self._words[hit.first - 1] if hit.first else ""
        after = self._words[hit.last] if hit.last < len(self._words) else ""
        shouted = before.isupper() and after.isupper() and before.isalpha() and after.isalpha()
        return before == "New" or (shouted and hit.last - hit.first == 1)

    def _take(self, hit: Hit, actor: Actor, form: int, found: list[Named]) -> None:
        found.append(Named(hit.first, hit.last, actor, form))
        self._ids.add(actor.id)
        if actor.country and actor.kind not in ("person", "media"):
            self._countries[actor.country] += 1

    def _choose(self, hit: Hit, found: list[Named]) -> None:
        """Takes the best supported of several actors or of weak names; none where nothing or too much supports them."""
        best: list[tuple[float, Actor, int]] = []
        sure = any(n % FORMS == NAME for n in hit.names)
        for packed in hit.names:
            actor, form = self._registry.actors[packed // FORMS], self._form_here(hit, packed % FORMS)
            support = self._score(hit, actor, form, sure=sure)
            if support is not None:
                best.append((support, actor, form))
        if owner := self._owner(hit):  # a body right behind a state's name is that state's
            best = [b for b in best if b[1].country == owner or b[1].kind not in STATE_BODIES]
        if not best:
            return
        best.sort(key=lambda b: (-b[0], b[1].id))
        if len(best) > 1 and best[0][0] == best[1][0] and best[0][1].country != best[1][1].country:
            return
        self._take(hit, best[0][1], best[0][2], found)

    def _owner(self, hit: Hit) -> str:
        """The country whose state stands right before the words ("New Zealand's Ministry of Foreign Affairs"), or ""."""
        linked = hit.first > 0 and self._words[hit.first - 1] in _LINKS
        return self._states_to.get(hit.first - linked, "")

    def _form_here(self, hit: Hit, form: int) -> int:
        """How a name that needs its article stands here: `NAME` with it, else `WEAK`, or still `ARTICLE` for no name."""
        if form not in (ARTICLE, WEAK_ARTICLE):
            return form
        the = hit.first > 0 and self._words[hit.first - 1] in ("the", "The")
        if the and self._ends_here(hit):
            return NAME
        return WEAK if form == WEAK_ARTICLE else ARTICLE

    def _score(self, hit: Hit, actor: Actor, form: int, *, sure: bool) -> float | None:
        """What speaks for the actor; None where it is out. `sure`: the words are the full name of some actor."""
        support = self._support(actor)
        if form == WEAK:
            if (sure and actor.id not in self._ids) or not self._is_alone(hit, actor):
                return None  # the full name of one actor is not the short name of another that the text has not
            if not support and actor.kind != "state":
                return None  # a state's short name ("America") needs no support
            if actor.kind == "person" and not self._in_news(actor):
                support /= 4
        elif form == NAME:
            support += 3 if actor.kind in ("state", "territory") and not actor.until else 1
        elif form in (DEMONYM, SEAT):
            support += 0.5 if actor.until else 1
        elif form == CAPITAL and (len(hit.names) > 1 or self._countries[actor.country]):
            support += 0.25 if actor.until else 0.5
        else:
            return None
        return support + self._holds_office(actor) if actor.kind == "person" else support

    def _support(self, actor: Actor) -> float:
        if actor.id in self._ids:
            return 8.0
        named = self._countries[actor.country] if actor.country else 0
        share = named / max(1, sum(self._countries.values()))
        return 2 * share + (1.0 if named else 0.0) + (0.5 * any(c in self._countries for c in actor.active_in))

    def _holds_office(self, person: Actor) -> bool:
        """Whether the person was in an office that is known at the time of the text."""
        now = self._published[:4]
        return bool(now) and any(o.since and o.since[:4] <= now <= (o.until[:4] or now) for o in person.offices)

    def _in_news(self, person: Actor) -> bool:
        """Whether the person's first known office had begun by the time of the text."""
        begun = [o.since for o in person.offices if o.since]
        return not begun or not self._published or min(begun)[:4] <= self._published[:4]

    def _is_alone(self, hit: Hit, actor: Actor) -> bool:
        """Whether a weak name is no part of another name, of a place's or of a date."""
        if actor.kind == "person":
            return self._stands_alone(hit) and not self._is_place_or_month(hit)
        if actor.kind in ("state", "territory"):
            return self._stands_alone(hit)
        if actor.kind in ("group", "organisation", "media") and not self._words[hit.first].isupper():
            return self._ends_here(hit) and (hit.first in self._ends or self._begins_here(hit))
        return not self._is_of_another(hit, actor)

    def _is_of_another(self, hit: Hit, actor: Actor) -> bool:
        """Whether "of" and a name after the words tell of what they are ("supreme court of New South Wales")."""
        at = hit.last
        if self._words[at : at + 1] != ("of",):
            return False
        at += 2 if self._words[at + 1 : at + 2] == ("the",) else 1
        return at < len(self._words) and self._capital[at] and self._countries_at.get(at) != actor.country

    def _is_place_or_month(self, hit: Hit) -> bool:
        after = self._words[hit.last] if hit.last < len(self._words) else ""
        if after in _PLACE_NOUNS:
            return True
        if self._words[hit.first] != _MONTH or hit.last - hit.first > 1:
            return False
        before = self._words[hit.first - 1].lower() if hit.first else ""
        return before in _BEFORE_MONTH or before[:1].isdigit() or after[:1].isdigit()

    def _begins_here(self, hit: Hit) -> bool:
        before = hit.first - 1
        if before < 0 or not self._capital[before] or self._word_of[before] is not None:
            return True
        return not self._words[before][0].isalpha() or self._words[before].lower() in ("the", "a", "an")

    def _ends_here(self, hit: Hit) -> bool:
        """Whether no other capitalised word goes on with the name ("Guardian Angels"), nor an Arabic one ("Bashir al-")."""
        after = hit.last
        if after >= len(self._words):
            return True
        if self._words[after] in ("al", "bin") and after + 1 < len(self._words) and self._capital[after + 1]:
            return False
        return not self._capital[after] or self._word_of[after] is not None

    def _stands_alone(self, hit: Hit) -> bool:
        """Whether no other capitalised word before or after makes the words a part of another name."""
        before, words = hit.first - 1, self._words
        if before >= 0 and self._capital[before] and self._word_of[before] is None and words[before][0].isalpha():
            sentence_start = before == 0 or not words[before - 1][0].isalnum()
            if not sentence_start or (before > 0 and words[before - 1] == ","):
                return False
        return self._ends_here(hit)

    def _join_bodies(self, found: list[Named]) -> list[Named]:
        """Joins a state's name or adjective with the body named after it: "Iranian army", "Iran's Foreign Ministry"."""
        joined: list[Named] = []
        starts = {n.first for n in found}
        for name in found:
            if name.actor.kind not in ("state", "territory"):
                joined.append(name)
                continue
            at = name.last
            if at < len(self._words) and self._words[at] in _LINKS:
                at += 1
            noun = self._word_of[at] if at < len(self._word_of) else None
            body = None
            if noun is not None and noun.first == at and noun.word.state_body and at not in starts:
                body = self.body_of(name.actor.id, noun.word.state_body)
            joined.append(name if body is None or noun is None else Named(name.first, noun.last, body, NAME))
        return joined

    def body_of(self, state_id: str, suffix: str) -> Actor | None:
        for tail in _BODY_IDS.get(suffix, (suffix,)):
            if (actor := self._registry.get(f"{state_id}-{tail}")) is not None:
                return actor
        return None
