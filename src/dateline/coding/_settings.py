"""The thresholds of coding, in one frozen value. Each was set on the training articles' held-out seventh."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    trigger: float = 0.5  # least score of a trigger that opens an event
    same: float = 0.5  # least mean probability for two groups of triggers to be one event
    actor: float = 0.35  # least score of the best actor …
    actor_more: float = 0.6  # … and of each further one
    target: float = 0.35
    target_more: float = 0.6
    place: float = 0.35
    place_more: float = 0.7
    time: float = 0.35
    weapon: float = 0.4
    toll: float = 0.35
    source: float = 0.4
    own_voice: float = 0.5
    today: float = 0.5  # least probability that an undated event is news of the publication day
    confidence: float = 0.0  # least confidence of an event that is kept
