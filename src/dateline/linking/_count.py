"""read_counts: how many people a sentence says were killed, injured, in danger of their lives, in hospital …"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """People of one fate: at least `low`, at most `high` (None: no bound), at `start`..`end` of the text read.

    `rest` is what the count leaves over where it is told of “the other six”; `negated` is one that is told not to be so.
    """

    kind: str
    low: int | None
    high: int | None
    start: int
    end: int
    rest: bool = False
    negated: bool = False


_UNITS: Final = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()  # noqa: E501
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORTH: Final = {word: n for n, word in enumerate(_UNITS)} | {word: 10 * n for n, word in enumerate(_TENS, start=2)}
# Words for an open number of people, as the codebook bounds them.
_VAGUE: Final = {
    "several": (3, 9),
    "a few": (3, 9),
    "multiple": (2, None),
    "a number of": (2, None),
    "dozens": (24, 99),
    "dozens of": (24, 99),
    "scores": (40, 99),
    "scores of": (40, 99),
    "hundreds": (100, 999),
    "hundreds of": (100, 999),
    "thousands": (1000, 9999),
    "thousands of": (1000, 9999),
    "a dozen": (12, 12),
    "no": (0, 0),
    "none": (0, 0),
    "nobody": (0, 0),
    "no one": (0, 0),
}
_NUMBER: Final = (
    r"(?:\d{1,3}(?:,\d{3})+|\d{1,6}|(?:" + "|".join(_TENS) + r")(?:[- ](?:" + "|".join(_UNITS[1:10]) + r"))?|"
    r"(?:" + "|".join(sorted(_UNITS[1:], key=len, reverse=True)) + r"))(?:[- ](?:hundred|thousand))?"
)
_LOWER: Final = r"at least|no (?:fewer|less) than|more than|over|upwards of"
_UPPER: Final = r"up to|as many as|at most|no more than|fewer than|less than"
_ABOUT: Final = r"about|around|nearly|almost|roughly|approximately|some|an estimated|close to"
_PEOPLE: Final = (
    r"(?:people|persons?|men|women|man|woman|girls?|boys?|child(?:ren)?|babies|baby|patients?|victims?|civilians?|troops|"
    r"policem[ae]n|policewom[ae]n|servicem[ae]n|firem[ae]n|gunm[ae]n|others|more|males?|females?|students?|pupils?|guests?|"
    r"pilgrims?|migrants?|refugees?|militants?|residents?|nationals?|citizens?|relatives?|members?|staff|crew|"
    r"Iraqis|Israelis|Pakistanis|[A-Z][a-z]+(?:ans|ese|ians|is)|[a-z]{3,}(?:ers|ors|ists|eers)|officer|soldier|worker|driver|fighter)"
)
# What ends like a word of people and is none.
_THINGS: Final = r"(?!(?:numbers|papers|letters|orders|matters|meters|metres|kilometers|kilometres|quarters|headquarters|powers|members of parliament|others?wise|hours|colors|doors|floors|errors|factors|rotors|motors|corridors|rivers|towers|borders|centers|shelters|lockers|trailers|helicopters|drivers of|years)\b)"  # noqa: E501
_QUANTITY: Final = re.compile(
    rf"(?<![\w$€£.,:-])(?:(?P<lower>{_LOWER})\s+|(?P<upper>{_UPPER})\s+|(?P<about>{_ABOUT})\s+)?"
    rf"(?:(?P<the>the|these|those|all)\s+)?(?P<rest>(?:other|remaining|another)\s+)?"
    rf"(?P<number>{_NUMBER}|{'|'.join(sorted(_VAGUE, key=len, reverse=True))})(?![\w]|[.:,]\d|\s*(?:%|per cent|percent))"
    rf"(?:\s+of\s+(?:the\s+)?(?P<of>(?:{_NUMBER})(?:\s+{_PEOPLE})?|(?:[a-z]+\s+)?{_PEOPLE}|them))?"
    rf"(?:\s+(?P<rest_after>other|remaining)\b)?"
    rf"(?P<noun>\s+(?:(?!and\b|were\b|are\b|was\b|have\b|had\b|of\b|in\b)[^\W\d][\w’'-]*\s+){{0,2}}?{_THINGS}{_PEOPLE}\b)?",
    re.IGNORECASE,
)
_SINGLE: Final = re.compile(
    r"\b(?P<number>an?)(?P<noun>\s+(?:[\w-]+\s+){0,2}?(?:man|woman|girl|boy|child|baby|officer|soldier|worker|driver|student|pupil|policeman|civilian|person|passenger|teenager)\b)",
    re.IGNORECASE,
)
_CUES: Final = (
    ("critical", r"critical(?:ly)?(?:[- ](?:ill|injured|wounded|condition))?|['‘’\"“]?life[- ]threatening['‘’\"”]?|fighting for (?:his|her|their) li(?:fe|ves)|intensive care"),  # noqa: E501
    ("killed", r"shot (?:dead|and killed)|kill(?:ed|ing|s)|dead|die[sd]|deaths?|fatalit(?:y|ies)|fatally \w+|slain|perished|murdered|beheaded|executed|massacred|lost their lives|lives lost"),  # noqa: E501
    ("hospitalised", r"(?:taken|rushed|brought|transported|flown|airlifted|admitted|carried|sent|driven) (?:by \w+ )?to (?:an? |the |nearby |local |\w+ )?(?:hospitals?|clinics?)|(?:still |remain(?:ed|s)? )?in (?:the )?hospitals?|hospitali[sz]ed|receiving (?:medical )?treatment"),  # noqa: E501
    ("injured", r"injur(?:ed|ing|es|ies|y)|wound(?:ed|ing|s)|hurt|shot(?!\s+(?:dead|and killed))|maimed"),
    ("missing", r"missing|unaccounted for"),
    ("arrested", r"arrest(?:ed|ing|s)?|detain(?:ed|ing|s)|in custody|rounded up"),
    ("abducted", r"abduct(?:ed|ing)|kidnapp(?:ed|ing)|taken hostage"),
    ("displaced", r"displac(?:ed|ing)|forced from their homes|fled their homes|made homeless"),
)  # fmt: skip
_CUE: Final = re.compile(r"\b(?:" + "|".join(f"(?P<{kind}>{words})" for kind, words in _CUES) + r")\b", re.IGNORECASE)
_LYING: Final = re.compile(r"(?:were |are |lying |lay )?(?:down\b|on the (?:ground|floor|street)\b)", re.IGNORECASE)
# Told of the hurt without a count: some are, how many is open.
_THERE_ARE: Final = re.compile(
    r"\bthere (?:have been|were|are|had been|has been) (?:some |also |many )?(?P<what>injuries|deaths|fatalities)\b",
    re.IGNORECASE,
)
_NO_HARM: Final = re.compile(
    r"\b(?:no|without) (?:reports? of |any )*(?P<what>casualties|deaths|fatalities|injuries|dead|victims)\b",
    re.IGNORECASE,
)
# A part of the hurt who are better is no toll.
_BETTER: Final = re.compile(
    r"\b(?:improv\w+|recover\w+|discharged|satisfactory|out of danger|released|stable condition(?<!but stable condition))\b",
    re.IGNORECASE,
)
_NOT: Final = re.compile(r"\b(?:not|never|n't|none|without)\b|n[’']t\b", re.IGNORECASE)
_ASIDE: Final = re.compile(r"\s[-–—]\s[^-–—]{1,60}\s[-–—]\s|\([^()]{1,80}\)")
_ADDS: Final = re.compile(r"\s*(?:,|,?\s*and|&)\s*$")
_PASSES: Final = re.compile(r"^(?:\s+(?:off|of|up|out|the|a further|another|also|both|one another))?\s*$")
# A share, a rate or a sum over months is the toll of no one event.
_SUMMED: Final = re.compile(
    r"\bsince (?:the|their|his|its|last|\d{4}|january|february|march|april|may|june|july|august|september|october|november|"
    r"december|mid-)|\b(?:every|each|per|a) (?:day|week|month|year)\b|\bso far this (?:year|month)\b|\b(?:have|has) died since\b",
    re.IGNORECASE,
)
# Counts of a part that the whole already holds.
_PART: Final = re.compile(
    r"\b(?:includ\w+|among them|of whom|of them|amongst them)(?:\s+(?:at least|some|about))?\s*$", re.IGNORECASE
)
_DOES: Final = re.compile(r"(?:kill|wound|injur|maim|arrest|detain|abduct|kidnapp|displac)ing", re.IGNORECASE)
_FURTHER: Final = re.compile(r"\b(?:more|another|others?)\b", re.IGNORECASE)
_YEAR: Final = re.compile(r"\b(?:since|in|of|by|until|from|year)\s+$", re.IGNORECASE)
_SHARES: Final = re.compile(r"^(?:at least|more than|over)\b[^.;,]{0,60}\band\s+$", re.IGNORECASE)
_REACH: Final = 70  # characters between a number of people and what became of them
_WHOLE: Final = re.compile(r"[.;:!?](?:\s|$)")


def read_counts(text: str) -> tuple[Count, ...]:
    """The counts that `text` (a sentence or two) gives, in order; nothing for a count whose fate it does not say."""
    flat = _ASIDE.sub(lambda m: " " * len(m.group()), text)
    if _SUMMED.search(flat):
        return ()
    better = bool(_BETTER.search(flat))
    found = [*_read_plain(flat), *_read_numbers(flat)]
    kept = [c for c in found if not (better and c.kind == "injured")]
    return tuple(sorted(kept, key=lambda c: (c.start, c.end)))


def _read_plain(text: str) -> Iterator[Count]:
    for match in _THERE_ARE.finditer(text):
        kind = "injured" if match["what"].lower() == "injuries" else "killed"
        yield Count(kind=kind, low=2, high=None, start=match.start(), end=match.end())
    for match in _NO_HARM.finditer(text):
        kind = "injured" if match["what"].lower() in ("injuries", "victims") else "killed"
        yield Count(kind=kind, low=0, high=0, start=match.start(), end=match.end())


def _read_numbers(text: str) -> Iterator[Count]:
    singles = list(_SINGLE.finditer(text))
    quantities = [m for m in _QUANTITY.finditer(text) if _is_of_people(m, text)]
    merged = sorted([*quantities, *(s for s in singles if _joins(s, quantities, text))], key=lambda m: m.start())
    groups: list[list[re.Match[str]]] = []
    for match in merged:
        joined = (
            groups
            and _ADDS.match(text[groups[-1][-1].end() : match.start()])
            and match["noun"]
            and groups[-1][-1]["noun"]
        )
        if (
            joined
            and not _CUE.search(text[groups[-1][0].start() : match.start()])
            and not _told_before(groups[-1][0], text)
        ):
            groups[-1].append(match)
        else:
            groups.append([match])
    last: Count | None = None
    for n, group in enumerate(groups):
        if _PART.search(text[: group[0].start()]):
            continue
        until = groups[n + 1][0].start() if n + 1 < len(groups) else len(text)
        count = _read_group(group, text, until)
        if count:
            if last and last.low and last.high is None and _SHARES.search(text[last.start : count.start]):
                count = replace(count, high=None)  # “at least 12 killed and 30 wounded”: the bound is of both
            yield count
            last = count


def _is_of_people(match: re.Match[str], text: str) -> bool:
    """A count of people: by its noun, by “of them”, or bare before what became of them (“two were killed”, “one critically”)."""
    if re.fullmatch(r"(?:19|20)\d\d", match["number"]) and _YEAR.search(text[: match.start()]):
        return False
    if match["noun"] or match["of"]:
        return True
    after = text[match.end() : match.end() + 40]
    if re.match(
        r"\s+(?:were|are|was|is|have|had|has|remain\w*|still|died|dead|killed|wounded|injured|hurt|critically|missing|seriously)\b",
        after,
    ):
        return True
    before = _told_before(match, text)
    return bool(before) and not re.match(r"\s*[-\w]", after)


def _joins(single: re.Match[str], quantities: Sequence[re.Match[str]], text: str) -> bool:
    """“a girl” counts only beside other counts: alone it is seldom a toll."""
    return any(
        _ADDS.match(text[single.end() : q.start()])
        if q.start() >= single.end()
        else _ADDS.match(text[q.end() : single.start()])
        for q in quantities
        if q["noun"] and (q.start() >= single.end() or q.end() <= single.start())
    )


def _told_before(match: re.Match[str], text: str) -> re.Match[str] | None:
    """The fate right before a count: “killed five”, “wounding at least 13”."""
    last = None
    for cue in _CUE.finditer(text, max(0, match.start() - 40), match.start()):
        last = cue
    return last if last and _PASSES.match(text[last.end() : match.start()]) else None


def _read_group(group: Sequence[re.Match[str]], text: str, until: int) -> Count | None:
    first, last = group[0], group[-1]
    stop = min(until, last.end() + _REACH)
    end = _WHOLE.search(text, last.end(), stop)
    window = text[last.end() : end.start() if end else stop]
    kind, at = _fate(window)
    before = _told_before(first, text)
    inner = first["noun"] or ""
    negated = False
    if before and (kind in (None, "injured", "hospitalised") or at > 25):
        kind, finish = _kind(before), last.end()
    elif kind:
        finish = last.end() + at
        negated = bool(_NOT.search(window[:at]))
    elif re.search(r"\bvictims\b", inner, re.IGNORECASE) and len(group) == 1:
        kind, finish = "injured", last.end()
        if first["the"]:
            return None  # “the five victims” counts nobody anew
    elif (lying := _LYING.match(window.lstrip())) is not None:
        kind, finish = "injured", last.end() + lying.end() + 1
    else:
        return None
    further = text[first.start() : last.end() + 12]
    if not before and (re.search(r"\bmore of\b", further) or (kind == "killed" and _FURTHER.search(further))):
        return None  # “two more of the wounded have died” adds to a toll and is none
    low, high = _bounds(group)
    if low is None and high is None:
        return None
    count = Count(kind=kind, low=low, high=high, start=first.start(), end=finish, negated=negated)
    return (
        replace(count, rest=True) if "rest" in first.re.groupindex and (first["rest"] or first["rest_after"]) else count
    )


def _fate(window: str) -> tuple[str | None, int]:
    """The first fate in a window, the graver where two stand together (“suffering life-threatening injuries”)."""
    cue = _CUE.search(window)
    if cue is None or _DOES.fullmatch(cue.group()):
        return None, 0  # whoever comes before “killing” does it and does not suffer it
    return _kind(cue), cue.end()


def _kind(cue: re.Match[str]) -> str:
    return next(kind for kind, _ in _CUES if cue[kind])


def _bounds(group: Sequence[re.Match[str]]) -> tuple[int | None, int | None]:
    lows, highs = zip(*(_bound(match) for match in group), strict=True)
    low = None if None in lows else sum(lows)
    high = None if None in highs else sum(highs)
    return low, high


def _bound(match: re.Match[str]) -> tuple[int | None, int | None]:
    words = match["number"].lower()
    if "lower" not in match.re.groupindex:
        return 1, 1
    if words in _VAGUE:
        low, high = _VAGUE[words]
        return (low, None) if match["lower"] else (low, high)
    number = _worth(words)
    low = high = number
    if number is None or match["lower"]:
        high = None
    elif match["upper"]:
        low = None
    elif match["about"] and match["about"].lower() != "some" and number >= 10:
        low, high = round(0.9 * number), round(1.1 * number)
    return low, high


def _worth(words: str) -> int | None:
    digits = words.replace(",", "")
    factor = 1
    for word, worth in (("hundred", 100), ("thousand", 1000)):
        if digits.endswith(word):
            factor, digits = worth, digits[: -len(word)].strip(" -")
    if digits.isdigit():
        return int(digits) * factor
    parts = re.split(r"[- ]", digits)
    if all(part in _WORTH for part in parts):
        return sum(_WORTH[part] for part in parts) * factor
    return None
