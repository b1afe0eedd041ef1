"""Regenerate the lists of common words from the frequency lists of wordfreq (extra `train`)."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from wordfreq import top_n_list

from bot.files.reader import FOLDER

LOOKED_AT, COMMON, LONG = 12_000, 5_000, 5
"""The commonest English words looked at, and how long one must be to be kept: among the first few
thousand two letters, further down five, since shorter ones are as often of another language."""
LITTLE = 80
"""How many of the commonest words of each other language are looked at."""
ENGLISH = 3_000
"""A word among this many common English words does not count as foreign ..."""
SHARED = frozenset(
    ["de", "la", "el", "en", "se", "da", "un", "die", "der", "das", "ist", "che", "di", "em"]
)
"""... except for these, which are commoner in the other language."""
LANGUAGES = ("es", "pt", "fr", "it", "de", "nl", "pl", "ro", "id", "tr", "sv", "da", "fil")


def write(folder: Path) -> Iterator[Path]:
    """Write both lists into a folder of knowledge, and yield their paths."""
    plain = [word for word in top_n_list("en", LOOKED_AT) if word.isascii() and word.isalpha()]
    everyday = [
        word for rank, word in enumerate(plain) if len(word) >= (2 if rank < COMMON else LONG)
    ]
    english = set(top_n_list("en", ENGLISH)) - SHARED
    little = {
        form
        for language in LANGUAGES
        for word in top_n_list(language, LITTLE)
        for form in (word, _without_accents(word))
        if word.isalpha() and len(word) > 1 and form not in english
    }
    for name, words in (("everyday.txt", everyday), ("foreign_words.txt", sorted(little))):
        path = folder / FOLDER / name
        path.write_text("\n".join(words) + "\n", encoding="utf-8")
        yield path


def _without_accents(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
