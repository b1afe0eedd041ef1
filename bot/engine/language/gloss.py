"""A text in another language -> its words in English, word by word.

A text is in a language where more of its words stand in that language's glossary, and in no list
of English words, than are little words of English. Then every phrase of the glossary, the longest
first, is replaced by its English; names in English and what nobody knows stay as they are.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

from bot.engine.knowledge import Glossary
from bot.engine.language import text

LONGEST = 6
"""Words of the longest phrase that is looked for."""
# fmt: off
ENGLISH = frozenset({
    "a", "about", "am", "an", "and", "are", "as", "at", "be", "but", "by", "can", "do", "does",
    "for", "from", "get", "has", "have", "how", "i", "if", "im", "in", "into", "is", "it", "its",
    "like", "me", "more", "most", "my", "need", "no", "not", "of", "on", "or", "should", "so",
    "than", "that", "the", "them", "there", "they", "this", "to", "want", "was", "what", "when",
    "where", "which", "who", "why", "will", "with", "without", "would", "you", "your",
})
# fmt: on
"""The little words of English."""


class Glossaries:
    """All glossaries, ready to be asked which of them fits a text."""

    def __init__(
        self, languages: Mapping[str, Glossary], is_english: Callable[[str], bool]
    ) -> None:
        """Keep the glossaries, each under the name of its language.

        `is_english` tells whether a word means something in English, names and all.
        """
        self._languages, self._is_english = languages, is_english
        self._words = {
            name: {word for phrase in glossary for word in phrase}
            for name, glossary in languages.items()
        }

    def language(self, words: Sequence[text.Word]) -> str:
        """Return the language that some words are in, "" for English and all others."""
        every = [word.text for word in words]
        told = dict.fromkeys(self._words, 0)
        for one in every:
            known = [name for name, own in self._words.items() if one in own]
            if known and one not in ENGLISH and not self._is_english(one):
                for name in known:
                    told[name] += 1
        name = max(told, key=told.__getitem__, default="")
        if not name or not told[name]:
            return ""
        own = self._languages[name]
        english = sum(one in ENGLISH and (one,) not in own for one in every)
        return name if told[name] > english else ""

    def english(
        self, words: Sequence[text.Word], language: str, names: Collection[str] = ()
    ) -> list[text.Word]:
        """Return words in a language in English, but for those that are names."""
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
