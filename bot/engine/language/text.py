"""Fold, split and compare strings.

What people type becomes words that can be looked up: `fold` makes "ML-Engineer" and
"ml engineer" one, `words` keeps where a clause begins, `stem` lets a plural meet its singular.
"""

import math
import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from rapidfuzz.distance import OSA

MAX_CHARS = 4096
"""Telegram's limit for a message; longer texts are cut first of all."""
MAX_WORDS = 130
"""Maximum words read; of a longer text, its beginning and its end, where people ask."""

_WORD = re.compile(
    r"[a-z]++(?:-\d{3,}){2,}|\d++(?:[.,]\d+)+|(?:[^\W_]|[\u0900-\u0dff])++(?:\+\+|#)?"
    r"|[,:!?;\n]|\.(?![^\W_])|->|\$|/"
)
"""A name followed by two numbers is one word, an identifier: "cve-2019-6446"; a full stop
before a letter ends nothing: "B.Tech"; Indic vowel signs are parts of words."""
_CAPITALS = re.compile(r"\b[A-Z]{2,5}\b")
_SHORTENED = re.compile(
    r"\b((?:b|m|ph|u)\.(?:a|d|e|k|s|sc)|vs|eg|ie|approx|incl|resp|sr|jr|dr|mr|mrs)\."
)
"""Words with a full stop that does not end a sentence: "Ph.D.", "vs."."""
_STOPS = frozenset(".!?;\n")
_PAUSES = _STOPS | {",", ":"}
_SIGNS_MEANT = str.maketrans({**dict.fromkeys("→➡⇒➔⟶»", "->"), "।": "."})
_APOSTROPHES = re.compile(r"['’‘`´]")  # noqa: RUF001  # the quotes that phones really type
_WITHOUT = re.compile(r"\bw/o\b")
_ELIDED = re.compile(r"\b(l|d|un|dell|all|nell|dall|sull|qu)['’](?=\w)")  # noqa: RUF001
"""A French or Italian article attached to the next word: "l'ML engineer"."""
_SIGNS = frozenset("$>)")
_PRICE = re.compile(r"(?<!\$)\$++(?=\s?\d)")
_MONEY = re.compile(r"\$+")
_LONG_ARROW = re.compile(r"(?<![-=~])[-=~]++>++")
_LISTED = re.compile(r"(?<!\S)\d{1,2}\)(?=\s)")
"""Numbers of a list: "1) MLE 2) DS"."""
_ELONGATED = re.compile(r"(\w)\1{2,}")


_NO_AGE = (
    r"(?!\s*(?:[,.]\d|%|k\b|thousand|lakh|grand|an? (?:hour|day|week|month)|per\b|euro|dollar"
    r"|pound|usd|eur|gbp|inr|hours|hrs|days|weeks|months"
    r"|years? (?:of|in|as|exp)|yrs? (?:of|in|as|exp)))"
)
"""Units that make a number an amount, a share or a time."""
_AGE = re.compile(
    r"\b(?:i'?m|i am|im|aged?|at|turning|turned|he'?s|she'?s|is)\s+(1[4-9]|[2-6]\d)\b"
    + _NO_AGE
    + r"|\b(1[4-9]|[2-6]\d)[ -]?(?:years?[ -]old|yrs?[ -]old|y/?o)\b"
    r"|,\s*(1[89]|[2-6]\d)\s*(?=,|$|\.)"
)
_NUMBERS = {
    **{"half an": 0.5, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6},
    **{"seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20},
}
_HOURS = re.compile(
    rf"\b(\d{{1,2}}|{'|'.join(_NUMBERS)})\s*(?:(?:-|to|or)\s*\w+\s*)?"
    r"(hours?|hrs?|h|minutes|mins?)\s*(?:a|per|each|every|at|/)?\s*(weekday|week|wk|day|daily|night|evening)"
)
_FEW = re.compile(
    r"\b(?:top|first|only|just|best|main|max|maximum)\s+(two|three|four|five|[2-5])\b"
    r"|\b(two|three|four|five|[2-5])\s+(?:things?|skills?|tools?|steps?|languages?|max|maximum)\b"
)
_A_WEEK = {"week": 1, "wk": 1, "weekday": 5}
"""How often a unit of time occurs per week; a day, not listed, seven times."""


class Word(NamedTuple):
    """One folded word of a question."""

    text: str
    clause: int
    """Number of its clause; a comma or a full stop begins a new one."""
    sentence: int
    """Number of its sentence."""
    asks: bool = False
    """That sentence ends in a question mark."""
    run: int = 0
    """Number of its run of words, which no phrase crosses; line breaks do not end a run."""


def fold(text: str) -> str:
    """Return the text in the normalized form in which strings are compared.

    NFKC, casefold, no accents or apostrophes, arrows as "->", "soooo" as "soo"; `+` and `#` stay.
    An amount loses its currency sign: "$90k" does not ask about pay.
    """
    text = text[:MAX_CHARS]
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_SIGNS_MEANT))[:MAX_CHARS].casefold()
        plain = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
        text = unicodedata.normalize("NFC", "".join(plain))
    text = _APOSTROPHES.sub("", _ELIDED.sub(r"\1 ", text.casefold()))
    text = _WITHOUT.sub("without", text)
    if not _SIGNS.isdisjoint(text):
        text = _MONEY.sub("$", _LONG_ARROW.sub("->", _PRICE.sub("", _LISTED.sub(",", text))))
    return _ELONGATED.sub(r"\1\1", text)


def capitals(typed: str) -> frozenset[str]:
    """Return the words typed in capitals, folded; none if the whole text is in capitals."""
    return frozenset(map(str.casefold, _CAPITALS.findall(typed)) if not typed.isupper() else ())


def words(text: str, spellings: Mapping[str, tuple[str, ...]] | None = None) -> tuple[Word, ...]:
    """Split a text into folded words, at most `MAX_WORDS`.

    `spellings` rewrites single words before they are looked up: "whats" -> "what", "is".
    """
    found: list[tuple[str, int, int, int]] = []
    asking: set[int] = set()
    clause = sentence = run = 0
    text = fold(text)
    for token in _WORD.findall(_SHORTENED.sub(r"\1", text) if "." in text else text):
        if token in _PAUSES:
            if token == "?":
                asking.add(sentence)
            clause += 1
            sentence += token in _STOPS
            run += token in ".!?"
            continue
        clause += token == "but"
        for word in spellings[token] if spellings and token in spellings else (token,):
            found.append((word, clause, sentence, run))
    every = [Word(word, at, within, within in asking, run) for word, at, within, run in found]
    if len(every) > MAX_WORDS:
        head, tail = every[: MAX_WORDS // 2], every[-MAX_WORDS // 2 :]
        every = [*head, *(word._replace(clause=word.clause + 1, run=run + 1) for word in tail)]
    return tuple(every)


def age(text: str) -> int:
    """Return the age given in a text: "I'm 45", "at 38", "45 years old"; 0 for none."""
    return next((int(one) for hit in _AGE.findall(text[:MAX_CHARS]) for one in hit if one), 0)


def hours(text: str) -> int:
    """Return the hours per week given in a text: "5 hours a week", "1 h a day"; 0 for none."""
    found = _HOURS.search(text[:MAX_CHARS])
    if not found:
        return 0
    length, unit, every = found.groups()
    told = _NUMBERS.get(length) or int(length)
    each = told / 60 if unit.startswith("m") else told
    return math.ceil(each * _A_WEEK.get(every, 7))


def few(text: str) -> int:
    """Return to how many things the answer is to be limited: "3 things max"; 0 for no limit."""
    found = _FEW.search(text[:MAX_CHARS])
    named = (found[1] or found[2]) if found else ""
    return int(_NUMBERS.get(named) or named or 0)


def stem(word: str) -> str:
    """Return the word without a plural ending; words of three letters stay ("mls", "aws")."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def uninflected(word: str) -> tuple[str, ...]:
    """Return the possible base forms of a verb: "looked" -> "look", "looke"; () for others."""
    base = word.removesuffix("ing").removesuffix("ed")
    if base == word or len(base) < 3:
        return ()
    return base, base + "e", base[:-1] if base[-1] == base[-2] else base


def key(phrase: str, spellings: Mapping[str, tuple[str, ...]] | None = None) -> tuple[str, ...]:
    """Return the stems of a phrase's words: the key under which it is looked up."""
    return tuple(stem(word.text) for word in words(phrase, spellings))


def edits(typed: str, meant: str) -> int | None:
    """Return the number of edits from `typed` to `meant`, or None if they are too many.

    An edit is an insertion, deletion, substitution or transposition of neighbours. Short words
    resemble one another: in four letters, two may only be swapped or one doubled. The first letter
    must be right unless it was only swapped, or nothing else is wrong with a long word.
    """
    limit = sum(len(meant) >= least for least in (5, 8, 12))
    distance = OSA.distance(typed, meant, score_cutoff=max(limit, 1))
    if distance > max(limit, 1) or (limit == 0 and not same_letters(typed, meant)):
        return None
    if typed.endswith("ed") and meant.endswith("er"):
        return None  # "managed" is not "manager"
    if distance == 1 and len(meant) == 5 == len(typed) and not same_letters(typed, meant):
        return None  # "stock" is not "stack"
    if typed[0] != meant[0] and typed[:2] != meant[1::-1] and (distance > 1 or len(meant) < 6):
        return None
    return distance


def same_letters(typed: str, meant: str) -> bool:
    """Tell whether two words have the same letters, swapped or doubled, with none lost."""
    longer = len(typed) > len(meant)
    return set(typed) == set(meant) if longer else sorted(typed) == sorted(meant)
