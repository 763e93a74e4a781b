"""Where the score is lost: coded articles read with ever more of the reading put right from their codings.

    python benchmarks/ceiling.py FOLDER [--reader FOLDER] [--json]

FOLDER has docs/ and ann/ as `dateline score dossiers` reads them. Each row puts one more thing right: first the words that name
events, then which of them name the same event, then their types, then realis, ground, mode, voice and whether it is today's;
last, all spans, roles and claims, so that what is still lost is lost by grounding and coding.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.coding import code_events
from dateline.documents import from_text
from dateline.evaluation import Scoreboard, score_dossiers, to_json
from dateline.grounding import DocumentGrounding
from dateline.model import Candidate, Dossier, Mention, Reading, Trigger, label
from dateline.pipeline import Pipeline
from dateline.reading.token import token_rows
from dateline.training._dossier import from_dossier
from dateline.training._example import Example, TriggerRow

STEPS = ("as it is read", "triggers", "same event", "types", "realis, ground, mode", "everything")
SURE = 0.99  # the score of a role that is known


def share(count: int, number: int) -> tuple[float, ...]:
    """All for one label; where the coding does not tell, the same for each."""
    return tuple(1.0 / count if number < 0 else float(n == number) for n in range(count))


def rows_of(example: Example) -> list[TriggerRow]:
    """One trigger for each span, in order of text."""
    spans: dict[tuple[int, int], TriggerRow] = {}
    for row in sorted(example.triggers, key=lambda row: (row.start, row.end)):
        spans.setdefault((row.start, row.end), row)
    return list(spans.values())


def known_trigger(row: TriggerRow, example: Example) -> Trigger:
    tokens = example.tokens
    return Trigger(
        start=int(tokens.starts[row.start]), end=int(tokens.ends[row.end - 1]), sentence=int(tokens.sentence[row.start]),
        score=1.0, types=share(len(label.EVENT_TYPES), row.type), modes=share(len(label.MODE_LABELS), row.mode),
        realis=share(len(label.REALIS), row.realis), ground=share(len(label.GROUND), row.ground),
        own_voice=max(row.own, 0.0), today=max(row.today, 0.0),
    )  # fmt: skip


def known_reading(example: Example, candidates: Sequence[Candidate]) -> Reading:
    """What a reader without fault would see."""
    tokens, rows = example.tokens, rows_of(example)
    spans = sorted(example.mentions, key=lambda row: (row.start, row.end, row.layer))
    exact = {(*found, c.layer): (c.start, c.end) for c in candidates if (found := token_rows(tokens, c.start, c.end))}
    mentions: list[Mention] = []
    for span in spans:
        layer = label.MENTION_LAYERS[span.layer]
        own = int(tokens.starts[span.start]), int(tokens.ends[span.end - 1])
        start, end = exact.get((span.start, span.end, layer), own)
        mentions.append(Mention(start=start, end=end, layer=layer, score=1.0))
    roles = np.zeros((len(rows), len(spans), len(label.ROLES)), np.float32)
    stance = np.zeros((len(rows), len(spans) + 1, len(label.STANCE)), np.float32)
    hedge = np.zeros((len(rows), len(spans) + 1, len(label.HEDGE)), np.float32)
    stance[..., 0], hedge[..., 0] = SURE, SURE
    for i, row in enumerate(rows):
        for j, span in enumerate(spans):
            roles[i, j, list(example.roles.get((row.event, span.entity), ()))] = SURE
        for event, entity, said, hedged in example.claims:
            tellers = [len(spans)] if entity < 0 else [j for j, span in enumerate(spans) if span.entity == entity]
            if event == row.event:
                stance[i, tellers] = share(len(label.STANCE), said)
                hedge[i, tellers] = share(len(label.HEDGE), hedged)
    return Reading(
        sentences=tokens.sentences, triggers=tuple(known_trigger(row, example) for row in rows), mentions=tuple(mentions),
        stretches=(), roles=roles, same=same_events(rows), stance=stance, hedge=hedge,
    )  # fmt: skip


def same_events(rows: Sequence[TriggerRow]) -> NDArray[np.float32]:
    events = np.asarray([row.event for row in rows])
    return (events[:, None] == events[None, :]).astype(np.float32)


def put_right(read: Reading, known: Reading, step: int) -> Reading:
    """The reading with what the steps up to this one put right; both have the same triggers."""
    triggers = tuple(replace(trigger, score=1.0) for trigger in read.triggers)
    if step >= STEPS.index("types"):
        triggers = tuple(replace(a, types=b.types) for a, b in zip(triggers, known.triggers, strict=True))
    if step >= STEPS.index("realis, ground, mode"):
        triggers = tuple(
            replace(a, realis=b.realis, ground=b.ground, modes=b.modes, own_voice=b.own_voice, today=b.today)
            for a, b in zip(triggers, known.triggers, strict=True)
        )
    return replace(read, triggers=triggers, same=known.same if step >= STEPS.index("same event") else read.same)


def read_all(pipeline: Pipeline, folder: Path, step: int) -> dict[str, Dossier]:
    found: dict[str, Dossier] = {}
    for path in sorted((folder / "ann").glob("*.json")):
        doc: dict[str, Any] = json.loads((folder / "docs" / path.name).read_text("utf8"))
        coding: dict[str, Any] = json.loads(path.read_text("utf8"))
        published = date.fromisoformat(doc["published"][:10]) if doc.get("published") else None
        document = from_text(doc["text"], id=doc["id"], published=published)
        grounding = DocumentGrounding(document, registry=pipeline.registry, gazetteer=pipeline.gazetteer)
        candidates = grounding.candidates()
        if step == 0:
            reading = pipeline.reader.read(document, candidates)
        else:
            known = known_reading(from_dossier(doc, coding, pipeline.reader.tokenizer, candidates), candidates)
            spans = [(trigger.start, trigger.end) for trigger in known.triggers]
            read = pipeline.reader.read(document, candidates, triggers=spans)
            reading = known if step == len(STEPS) - 1 else put_right(read, known, step)
        grounding.see(reading)
        events, _ = code_events(document, reading, grounding, pipeline.ontology, settings=pipeline.settings)
        found[coding["id"]] = Dossier(document=document, coder=pipeline.coder, events=events, issues=())
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reader", type=Path, help="the installed one where it is left out")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of the table")
    given = parser.parse_args()
    pipeline = Pipeline.load(reader=given.reader)
    boards: dict[str, Scoreboard] = {}
    for step, name in enumerate(STEPS):
        boards[name] = score_dossiers(given.folder, read_all(pipeline, given.folder, step))
        if not given.json:
            figures = " ".join(f"{slot} {100 * tally.f:.1f}" for slot, tally in boards[name].slots.items())
            print(f"{name:<22}total {100 * boards[name].total.f:.1f}  {figures}", flush=True)
    if given.json:
        print(json.dumps({name: to_json(board)["figures"] for name, board in boards.items()}))


if __name__ == "__main__":
    main()
