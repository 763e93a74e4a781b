"""Making what is trained: check the coded texts, and turn them and the gold into the weights of the reader and the linker."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dateline.training._check import check
from dateline.training._corpus import write_kept
from dateline.training._measured import write_measured

EXAMPLES = """examples:
  python -m dateline.training check corpus
  python -m dateline.training kept work/kept && dateline score dossiers work/kept
  python -m dateline.training train --gold ../shared/gold --work work/reader
  python -m dateline.training close --gold ../shared/gold --work work/reader
  python -m dateline.training arguments --gold ../shared/gold
  python -m dateline.training link --gold ../shared/gold/same-event --stories ../shared/gold/dossiers/train/docs
"""
READER = Path("models/reader-en/dateline_reader_en")
LINKER = Path("src/dateline/linking/data")


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m dateline.training",
        description=__doc__,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="check coded texts of the project's own")
    checking.add_argument("paths", nargs="+", help="files or folders of YAML")
    keeping = commands.add_parser("kept", help="write the coded texts that are kept for testing, to be scored")
    keeping.add_argument("out", type=Path, help="folder that takes docs/ and ann/")
    keeping.add_argument("--corpus", type=Path, default=Path("corpus"))
    keeping.add_argument(
        "--gold", type=Path, help="folder of the public sets: writes what of them is left to be measured, too"
    )
    training = commands.add_parser("train", help="train a reader (needs the extra 'train')")
    training.add_argument(
        "--gold", type=Path, help="folder with dossiers/, attribution/ and plover-types/; without it the corpus alone"
    )
    training.add_argument("--corpus", type=Path, default=Path("corpus"))
    training.add_argument(
        "--codings", type=Path, default=Path("codings"), help="codings of texts of gold (default: %(default)s)"
    )
    training.add_argument("--out", type=Path, default=READER, help="where the reader's files go (default: %(default)s)")
    training.add_argument(
        "--work", type=Path, default=Path("work/reader"), help="log and checkpoints (default: %(default)s)"
    )
    training.add_argument("--version", default="1", help="the reader's own version, part of every dossier")
    training.add_argument("--seed", type=int)
    closely = commands.add_parser(
        "close", help="teach close reading alone, from what 'train' left in its work folder (needs the extra 'train')"
    )
    closely.add_argument(
        "--gold", type=Path, required=True, help="folder with attribution/, plover-types/, event-places/"
    )
    closely.add_argument("--corpus", type=Path, default=Path("corpus"))
    closely.add_argument("--codings", type=Path, default=Path("codings"))
    closely.add_argument("--out", type=Path, default=READER, help="the reader's folder (default: %(default)s)")
    closely.add_argument(
        "--work", type=Path, default=Path("work/reader"), help="of the training (default: %(default)s)"
    )
    closely.add_argument("--seed", type=int)
    taking_part = commands.add_parser(
        "arguments", help="teach a finished reader who takes part in events of KAIROS' types (needs the extra 'train')"
    )
    taking_part.add_argument("--gold", type=Path, required=True, help="folder with arguments/train-tokens.jsonl")
    taking_part.add_argument("--out", type=Path, default=READER, help="the reader's folder (default: %(default)s)")
    taking_part.add_argument("--seed", type=int)
    linking = commands.add_parser(
        "link", help="train what says whether two events are one (needs scikit-learn's scipy)"
    )
    linking.add_argument("--gold", type=Path, required=True, help="folder with articles of known incidents (*.jsonl)")
    linking.add_argument(
        "--stories", type=Path, help="folder of articles on few topics, whose events are easily confused"
    )
    linking.add_argument(
        "--dossiers",
        type=Path,
        default=Path("work/linking/dossiers.jsonl"),
        help="what was read of them; without that file they are read first (default: %(default)s)",
    )
    linking.add_argument("--out", type=Path, default=LINKER, help="where the weights go (default: %(default)s)")
    args = parser.parse_args()
    if args.command == "check":
        return 1 if check(args.paths) else 0
    if args.command == "kept":
        print(f"{write_kept(args.corpus, args.out)} texts in {args.out}")
        for name, count in write_measured(args.gold, args.out).items() if args.gold else ():
            print(f"{count} items in {args.out / name}")
        return 0
    if args.command == "link":
        from dateline.training._linking import link  # noqa: PLC0415  (scipy is in the extra only)

        link(gold=args.gold, stories=args.stories, dossiers=args.dossiers, out=args.out)
        return 0
    from dateline.training._run import SEED, teach_close, train  # noqa: PLC0415  (torch is in the extra only)

    seed = SEED if args.seed is None else args.seed
    if args.command == "arguments":
        from dateline.training._arguments import teach_arguments  # noqa: PLC0415

        teach_arguments(args.gold, args.out, seed=seed, say=print)
        return 0
    if args.command == "close":
        teach_close(gold=args.gold, corpus=args.corpus, codings=args.codings, out=args.out, work=args.work, seed=seed)
        return 0
    train(
        gold=args.gold,
        corpus=args.corpus,
        codings=args.codings,
        out=args.out,
        work=args.work,
        version=args.version,
        seed=seed,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
