"""Numbers in words and digits, with the words that bound them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.grounding.figures._lexicon import Bound, Lexicon, number_words
from dateline.grounding.figures._token import Token

_ONES = {word: value for value, word in enumerate(number_words("ones"))}
_TENS = {word: 10 * value for value, word in enumerate(number_words("tens"), start=2)}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12}
_SHORT_SCALES = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000}
# The codebook's rulings; "tens" and the larger words follow their pattern, "a few" has the low of an uncounted plural.
_VAGUE = {
    "several": (3, 9),
    "few": (2, 9),
    "tens": (20, 99),
    "dozens": (24, 99),
    "scores": (40, 99),
    "hundreds": (100, 999),
    "thousands": (1_000, 9_999),
    "millions": (1_000_000, 9_999_999),
}
_SETS = {"couple": 2, "pair": 2, "duo": 2, "trio": 3, "both": 2, "twins": 2}
NUMBER_WORDS = frozenset({*_ONES, *_TENS, *_SCALES, *_VAGUE, *_SETS, "half", "some", "many", "untold", "countless"})
_LONGEST_PHRASE = 4  # words in the longest phrase of bounds.yaml
_LARGEST = 10_000_000_000  # more people than there are: such a number counts none


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number of tokens `first` to `last` (exclusive), its bounding words included; `core` is where the number
    itself begins. None is an open bound."""

    first: int
    core: int
    last: int
    low: int | None
    high: int | None
    plain: bool  # digits without a bound
    open: bool = False  # the lower bound was put by words before it


def number_at(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> Number | None:
    """The number that begins at a token, None where none does; the words before and after it are taken in."""
    found = _range_at(tokens, index)
    if found is None:
        return None
    low, high, last = found
    first, bound = _bound_before(tokens, index, lexicon)
    if first > 0 and tokens[first - 1].lower == "between" and last < len(tokens) and tokens[last].lower == "and":
        other = _range_at(tokens, last + 1)
        if other is not None and other[1] >= low:
            return Number(first=first - 1, core=index, last=other[2], low=low, high=other[1], plain=False)
    joint = _second_end(tokens, last, low)
    if joint is not None:
        high, last = joint
    if bound is None:
        bound, last = _bound_after(tokens, last, lexicon)
    if high > _LARGEST:
        return None
    plain = bound is None and tokens[index].text[0].isdigit()
    bounded = _bounded(low, high, bound)
    return Number(
        first=first, core=index, last=last, low=bounded[0], high=bounded[1], plain=plain, open=bound == "lower"
    )


def _bounded(low: int, high: int, bound: Bound | None) -> tuple[int | None, int | None]:
    match bound:
        case "lower":
            return low, None
        case "upper":
            return None, high
        case "about" if low == high:
            return (9 * low + 5) // 10, (11 * low + 5) // 10
        case _:
            return low, high


def _bound_before(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> tuple[int, Bound | None]:
    edge = index
    while True:
        for phrase, bound in lexicon.before.get(tokens[edge - 1].lower, ()) if edge else ():
            begin = edge - len(phrase)
            if begin >= 0 and all(tokens[begin + k].lower == word for k, word in enumerate(phrase)):
                return begin, bound
        if edge > 0 and index - edge < _LONGEST_PHRASE and tokens[edge - 1].lower in lexicon.neutral:
            edge -= 1
        else:
            return index, None


def _bound_after(tokens: Sequence[Token], last: int, lexicon: Lexicon) -> tuple[Bound | None, int]:
    for phrase, bound in lexicon.after:
        end = last + len(phrase)
        if end <= len(tokens) and all(tokens[last + k].lower == word for k, word in enumerate(phrase)):
            return bound, end
    glued = last + 2 <= len(tokens) and tokens[last].text == "-" and tokens[last + 1].lower == "plus"
    return ("lower", last + 2) if glued else (None, last)


def _second_end(tokens: Sequence[Token], last: int, low: int) -> tuple[int, int] | None:
    """The far end of "20 to 30", "20-30" and "six or seven"."""
    if last + 1 >= len(tokens) or tokens[last].lower not in ("to", "-", "\u2013", "\u2014", "or"):
        return None
    other = _range_at(tokens, last + 1)
    if other is None or other[1] <= low:
        return None
    return other[1], other[2]


def _range_at(tokens: Sequence[Token], index: int) -> tuple[int, int, int] | None:
    """Least, most and the token after the number; vague words have a range."""
    if index >= len(tokens):
        return None
    token = tokens[index]
    if token.text[0].isdigit():
        return _digits_at(tokens, index)
    word = token.lower
    following = tokens[index + 1].lower if index + 1 < len(tokens) else ""
    if word in ("a", "an", "half") or word in _SETS:
        return _set_at(tokens, index)
    if word in _VAGUE:
        low, high = _VAGUE[word]
        if word in ("several", "few") and following in _SCALES:
            return low * _SCALES[following], (high + 1) * _SCALES[following] - 1, index + 2
        after = index + 1
        while after + 1 < len(tokens) and tokens[after].lower == "of" and tokens[after + 1].lower in _VAGUE:
            more = _VAGUE[tokens[after + 1].lower]
            low, high, after = (10 if word == "tens" else low) * more[0], (high + 1) * more[0] - 1, after + 2
        return low, high, after
    return _words_at(tokens, index)


def _digits_at(tokens: Sequence[Token], index: int) -> tuple[int, int, int] | None:
    raw = tokens[index].text.replace(",", "")
    if not raw.replace(".", "").isdecimal():
        return None
    scale, last = 1, index + 1
    if last < len(tokens):
        word = tokens[last].lower
        if word in _SCALES:
            scale, last = _SCALES[word], last + 1
        elif tokens[last].glued and word in _SHORT_SCALES:
            scale, last = _SHORT_SCALES[word], last + 1
    if "." in raw and scale == 1:
        return None  # nobody is counted in fractions
    value = round(float(raw) * scale) if "." in raw else int(raw) * scale
    return value, value, last


def _set_at(tokens: Sequence[Token], index: int) -> tuple[int, int, int] | None:
    word = tokens[index].lower
    following = tokens[index + 1].lower if index + 1 < len(tokens) else ""
    if word == "half":
        step = 2 if following in ("a", "-") else 1
        scale = _SCALES.get(tokens[index + step].lower) if index + step < len(tokens) else None
        return (scale // 2, scale // 2, index + step + 1) if scale else None
    if word in _SETS:
        return _SETS[word], _SETS[word], index + 1
    if following in _SCALES:
        return _words_at(tokens, index)
    if following in ("couple", "pair", "trio"):
        return _SETS[following], _SETS[following], index + 2
    if following in ("few", "several"):
        return _range_at(tokens, index + 1)
    return None


def _words_at(tokens: Sequence[Token], index: int) -> tuple[int, int, int] | None:
    total, current, last, begun = 0, 0, index, False
    previous = ""
    while last < len(tokens):
        word = tokens[last].lower
        if word in ("a", "an") and not begun:
            current = 1
        elif word in _ONES and previous in ("", "tens" if _ONES[word] < 10 else "", "scale"):
            current += _ONES[word]
            previous = "ones"
        elif word in _TENS and previous in ("", "scale"):
            current += _TENS[word]
            previous = "tens"
        elif word in _SCALES and begun:
            scale = _SCALES[word]
            if scale in (12, 100):
                current = max(current, 1) * scale
            else:
                total, current = total + max(current, 1) * scale, 0
            previous = "scale"
        elif not _links(tokens, last, previous):
            break
        begun = True
        last += 1
    if not begun or not previous:
        return None
    return total + current, total + current, last


def _links(tokens: Sequence[Token], index: int, previous: str) -> bool:
    """Whether a token only links two words of one number: "twenty-three", "two hundred and five"."""
    if tokens[index].text == "-":
        return previous == "tens" and _is_one(tokens, index + 1)
    return tokens[index].lower == "and" and previous == "scale" and _is_small(tokens, index + 1)


def _is_one(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and 0 < _ONES.get(tokens[index].lower, 0) < 10


def _is_small(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and (tokens[index].lower in _ONES or tokens[index].lower in _TENS)
