"""Names that share a word are completed: "applied / research scientist", "data or ML engineer"."""

from collections.abc import Iterator, Sequence

from bot.engine.knowledge import Knowledge
from bot.engine.language import text
from bot.engine.language.lexicon import Lexicon
from bot.engine.language.mention import JOINERS, Mention, places


def complete(
    every: Sequence[Mention], words: Sequence[text.Word], lexicon: Lexicon, knowledge: Knowledge
) -> list[Mention]:
    """Complete names that share a word: "applied / research scientist", "data or ML engineer"."""
    found = list(every)
    for one in every:
        if one.family == "role" and one.how != "short":
            found += _shared_before(one, words, lexicon, found)
            found += _shared_behind(one, words, knowledge, found)
    taken = places(one for one in found[len(every) :])
    return [one for one in found if one.job or one.start not in taken]


def _shared_before(
    one: Mention, words: Sequence[text.Word], lexicon: Lexicon, found: Sequence[Mention]
) -> Iterator[Mention]:
    taken = places(other for other in found if other.job)
    at, joined = one.start - 1, False
    while at >= 0 and one.how == "name":
        joined = joined or words[at].text in JOINERS or words[at].clause != words[at + 1].clause
        if words[at].text not in JOINERS:
            named = lexicon.lookup(f"{words[at].text} {words[one.end - 1].text}")
            role = next((meaning.value for meaning in named if meaning.family == "role"), "")
            if not (role and joined) or at in taken:
                return
            yield Mention("role", role, at, at + 1, mark=one.mark)
        at -= 1


def _shared_behind(
    one: Mention, words: Sequence[text.Word], knowledge: Knowledge, found: Sequence[Mention]
) -> Iterator[Mention]:
    at = one.end + 1
    if at >= len(words) or words[one.end].text not in JOINERS or at in places(found):
        return
    word = text.stem(words[at].text)
    endings = knowledge.phrases.get("disciplines", {})
    title = next((name for name, every in endings.items() if word in every), word)
    if title in endings and (sibling := knowledge.sibling(one.id, title)):
        yield Mention("role", sibling, at, at + 1, one.how, one.mark)
