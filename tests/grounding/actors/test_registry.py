from __future__ import annotations

import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import pytest

from dateline.errors import RegistryError
from dateline.grounding.actors import ActorRegistry, build_context, find_actors
from dateline.grounding.actors._build import REGISTRY, render
from dateline.grounding.actors._compile import assemble
from dateline.grounding.actors._table import read_leaders
from dateline.grounding.actors._token import name_key

OVERLAY = Path(__file__).parent / "fixtures" / "overlay.yaml"


def test_generated_file_is_that_of_the_tables() -> None:
    assert REGISTRY.read_bytes() == render(), "run: python -m dateline.grounding.actors._build"


def test_loads_fast_and_small() -> None:
    def load() -> float:
        begin = time.perf_counter()
        ActorRegistry.load()
        return time.perf_counter() - begin

    assert min(load() for _ in range(5)) < 0.15
    tracemalloc.start()
    kept = ActorRegistry.load()
    assert tracemalloc.get_traced_memory()[1] < 80_000_000
    tracemalloc.stop()
    assert kept.actors


def test_generated_file_is_not_too_large() -> None:
    assert REGISTRY.stat().st_size < 5_000_000


def test_same_content_has_same_version_in_another_process() -> None:
    code = "from dateline.grounding.actors import ActorRegistry; print(ActorRegistry.load().version)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == ActorRegistry.load().version


def test_overlay_adds_and_overrides(tmp_path: Path) -> None:
    plain = ActorRegistry.load()
    some = next(a for a in plain.actors if a.kind == "group")
    mine = tmp_path / "mine.yaml"
    mine.write_text(
        f"- {{id: {some.id}, name: Renamed Band, kind: group, sector: CVL}}\n"
        "- {id: village-choir, name: Village Choir, kind: organisation, sector: CVL}\n",
        "utf8",
    )
    mixed = ActorRegistry.load(overlays=[mine])
    changed = mixed.get(some.id)
    assert changed is not None and changed.name == "Renamed Band" and changed.sector == "CVL"
    assert mixed.get("village-choir") is not None and plain.get("village-choir") is None
    assert len(mixed.actors) == len(plain.actors) + 1
    assert mixed.version != plain.version
    text = "The Village Choir sang before the Renamed Band."
    found = find_actors(text, build_context(text, published=None, registry=mixed))
    assert [s.actor_id for s in found] == ["village-choir", some.id]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("- {id: a, name: A}\n- {id: B_, name: B}\n", "row 2"),
        ("- {id: a, name: A, sector: XXX}\n", "row 1"),
        ("- {id: a}\n", "row 1"),
        ("- {id: a, name: A, country: France}\n", "row 1"),
        ("- {id: a, name: A, since: soon}\n", "row 1"),
        ("- {id: a, name: A, aliases: word}\n", "row 1"),
        ("- {id: a, name: A, aliases: [no]}\n", "row 1"),
        ("- {id: a, name: A, colour: red}\n", "row 1"),
        ("- {id: a, name: A, offices: [{title: T, role: boss}]}\n", "row 1"),
        ("- word\n", "row 1"),
        ("id: a\n", "list"),
        ("- [\n", "YAML"),
    ],
)
def test_malformed_overlay_names_file_and_row(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(content, "utf8")
    with pytest.raises(RegistryError) as caught:
        ActorRegistry.load(overlays=[path])
    assert "broken.yaml" in str(caught.value) and told in str(caught.value)


def test_missing_overlay_is_named(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match=r"nowhere\.yaml"):
        ActorRegistry.load(overlays=[tmp_path / "nowhere.yaml"])


def test_two_people_of_one_name_in_one_state_need_ids_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "leaders.yaml"
    row = "{name: Ivo Brandl, offices: [{title: President, role: head-of-state}]}"
    path.write_text(f"- {{state: freedonia, people: [{row}, {row}]}}\n", "utf8")
    with pytest.raises(RegistryError, match="freedonia-ivo-brandl"):
        assemble(read_leaders(path, {"freedonia": "QFR"}), {})
    other = row.replace("{name", "{id: freedonia-ivo-brandl-2, name")
    path.write_text(f"- {{state: freedonia, people: [{row}, {other}]}}\n", "utf8")
    compiled = assemble(read_leaders(path, {"freedonia": "QFR"}), {})
    assert [a.id for a in compiled.actors] == ["freedonia-ivo-brandl", "freedonia-ivo-brandl-2"]
    assert len(compiled.names["Ivo Brandl"]) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Al-Qa\u2019ida", "al Qaida"),
        ("Abdul el-Zar", "Abdul al-Zar"),
        ("S\u0142awomir \u00d8rn", "Slawomir Orn"),
        ("Malm\u00f6 Bj\u00f8rn", "Malmo Bjorn"),
        ("The U.S. Navy", "US Navy"),
        ("Sana\u02bca", "Sanaa"),
    ],
)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)
