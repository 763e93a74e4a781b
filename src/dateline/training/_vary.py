"""Coded texts with other names and other edges: what a reader learns of them by heart must not be either."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from dateline.reading.token import ARTICLE_WINDOWS, TITLE, WindowShape, cut_windows

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from dateline.reading.token import Tokens
    from dateline.training._example import Example

    Word = tuple[int, ...]

NAME_SHARE: Final = 0.9  # of a word's occurrences that are written like a name
MOST_TEXTS: Final = 60  # a name of more texts is a state, a month or a capital, which stands for itself
LEAST_LETTERS: Final = 3
EXCHANGED: Final = (0.3, 0.7, 1.0)  # shares of a text's names that are exchanged; one is drawn for each text
LEAST_BLOCK: Final = 170  # positions in a block


class Variation:
    """Draws another form of an example each time that it is read.

    Its names are exchanged for others of as many word pieces out of other texts, one name for one all through the text, so that
    every span stays where it is; and its windows are cut in blocks of another width. What a text is taught stays as it is.
    """

    def __init__(self, examples: Iterable[Example], tokenizer: Tokenizer, *, renamed: float, recut: float) -> None:
        self.renamed, self.recut = renamed, recut
        pieces = tokenizer.get_vocab()
        self.inner = np.zeros(max(pieces.values()) + 1, dtype=bool)
        self.inner[[number for piece, number in pieces.items() if piece.startswith("##")]] = True
        titled: Counter[Word] = Counter()
        seen: Counter[Word] = Counter()
        texts: dict[Word, set[str]] = defaultdict(set)
        for example in examples:
            for word, first, _ in self._words(example.tokens):
                seen[word] += 1
                titled[word] += int(example.tokens.case[first] == TITLE)
                texts[word].add(example.name)
        self.names: dict[int, list[Word]] = defaultdict(list)
        for word, count in seen.items():
            if titled[word] >= NAME_SHARE * count and len(texts[word]) <= MOST_TEXTS:
                letters = "".join(str(tokenizer.id_to_token(piece)).removeprefix("##") for piece in word)
                if len(letters) >= LEAST_LETTERS and letters.isalpha():
                    self.names[len(word)].append(word)
        self.known = frozenset(word for words in self.names.values() for word in words)

    def vary(self, example: Example, chance: random.Random) -> Example:
        tokens = self._rename(example.tokens, chance) if chance.random() < self.renamed else example.tokens
        shape = ARTICLE_WINDOWS
        if chance.random() < self.recut:
            block = chance.randint(LEAST_BLOCK, shape.block)
            shape = WindowShape(block=block, blocks=shape.blocks, stride=(shape.blocks - 1) * (block - 2))
        return replace(example, windows=cut_windows(tokens, shape))

    def _rename(self, tokens: Tokens, chance: random.Random) -> Tokens:
        share = chance.choice(EXCHANGED)
        ids: NDArray[np.int64] = tokens.ids.copy()
        given: dict[Word, Word] = {}
        for word, first, end in self._words(tokens):
            if word in self.known:
                if word not in given:
                    given[word] = chance.choice(self.names[len(word)]) if chance.random() < share else word
                ids[first:end] = given[word]
        return replace(tokens, ids=ids)

    def _words(self, tokens: Tokens) -> Iterator[tuple[Word, int, int]]:
        """Each word's pieces, its first row and the row behind its last."""
        firsts = np.flatnonzero(~self.inner[tokens.ids])
        for first, end in zip(firsts, [*firsts[1:], len(tokens.ids)], strict=True):
            yield tuple(tokens.ids[first:end].tolist()), int(first), int(end)
