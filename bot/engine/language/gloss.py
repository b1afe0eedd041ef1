"""A text in another language -> its words in English, word by word.

A text is in a language if more of its words are in that language's glossary, and in no list of
English words, than are short English words. Then every phrase of the glossary, the longest
first, is replaced with its English; English names and unknown words stay as they are.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence

from bot.engine.knowledge import Glossary
from bot.engine.language import text

LONGEST = 6
"""Words of the longest phrase that is looked for."""


class Glossaries:
    """All glossaries, indexed to find the one that fits a text."""

    def __init__(
        self,
        languages: Mapping[str, Glossary],
        little: Collection[str],
        is_english: Callable[[str], bool],
    ) -> None:
        """Take the glossaries, by the name of their language, and the short words of English.

        `is_english` tells whether a word means something in English, names included.
        """
        self._languages, self._is_english = languages, is_english
        self._little = frozenset(little)
        self._of: dict[str, set[str]] = {}
        """Word -> the languages whose glossaries have it."""
        for name, glossary in languages.items():
            for word in {word for phrase in glossary for word in phrase}:
                self._of.setdefault(word, set()).add(name)

    def language(self, words: Sequence[text.Word]) -> str:
        """Return the language of some words, "" for English and languages without a glossary."""
        every = [word.text for word in words if not word.text.isdecimal()]
        native = (one for one in every if one in self._of and one not in self._little)
        told = Counter(
            name for one in native if not self._is_english(one) for name in self._of[one]
        )
        if not told:
            return ""
        name, most = min(told.items(), key=lambda one: (-one[1], one[0]))
        own = self._languages[name]
        english = sum(one in self._little and (one,) not in own for one in every)
        return name if most > english else ""

    def english(
        self, words: Sequence[text.Word], language: str, names: Collection[str] = ()
    ) -> list[text.Word]:
        """Return the English for words in a language, except for names."""
        glossary = self._languages[language]
        found: list[text.Word] = []
        at = 0
        while at < len(words):
            for size in range(min(LONGEST, len(words) - at), 0, -1):
                phrase = tuple([one.text for one in words[at : at + size]])
                meant = None if phrase[0] in names else glossary.get(phrase)
                if meant is not None:
                    found += [words[at]._replace(text=word) for word in meant]
                    break
            else:
                size = 1
                found.append(words[at])
            at += size
        return found
