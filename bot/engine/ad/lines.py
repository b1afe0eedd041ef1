"""The text of a job ad -> its lines, without markup, and their features for the fitted model.

A line is a sentence, or a separate part: an item of a list, a part between bars. It knows the
heading above it. Features are words and pairs of words, those of the heading, how the
line begins, and its position; names and numbers are put into classes, so that an address, an
amount or a number of years looks like any other.
"""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import pairwise
from typing import NamedTuple

MAX_CHARS = 8192
"""Maximum characters read of an ad: two messages."""
MAX_LINES = 400
HEADING = 8
"""Words of the longest heading."""
LABEL = 4
"""Words of the longest heading inside a line: "Nice to have: Spark"."""

_MARKUP = re.compile(r"<[a-zA-Z/][^<>]{0,300}>")
_BLOCKS = re.compile(
    r"\s*</?(?:p|div|br|li|ul|ol|h[1-6]|tr|td|th|table|section|header|hr)\b[^<>]{0,300}>\s*", re.I
)
_MOJIBAKE = (("â€™", "'"), ("â€“", "-"), ("â€œ", '"'), ("â€\x9d", '"'), ("â€¢", "•"))
_LOST_SPACE = re.compile(r"Â(?=\W|$)")
_ENDS = re.compile(
    r"(?:(?<=[!?;])|(?<=[^.]\.)(?<!\b[a-z]\.[a-z]\.))\s+(?=[^a-z\s])|(?<=;)\s+|\s+[|•·●▪◦✅]\s*"
)
"""The end of a sentence: the next begins with no lower-case letter, except after a semicolon."""
_BULLET = re.compile(
    r"^\s*(?:[^\w\s(\"'“‘#@$€£₹¥+~.<\[&/]\ufe0f?\s*)+|^\s*(?:\d{1,2}[.)]|[a-z]\)|o)\s+"  # noqa: RUF001
)
_TAIL = re.compile(r"[\s\-–—•·|*_;,]+$")  # noqa: RUF001
_STARS = re.compile(r"\*\*|__|^#+\s+")
_LABELLED = re.compile(r"^([^\W\d_][^:.!?]{1,40}):\s+(?=\S)")
NOISE = re.compile(
    r"https?://\S+|www\.\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|example|ai|co|de|uk|eu)\b\S*"
    r"|\([mfdxwhn](?:[/|.][mfdxwhn])+\)|(?<=\w)(?:[/·](?:a|e|in|r|n|se|euse|ra|trice)\b|\((?:a|e|in|ra)\))"
    r"|[\w.+-]+@[\w.-]+|(?<!\w)[@#][\w-]+|\b(?:R|A|C|US|S|NZ|HK)\$|(?<=[\s\d])R(?=\s?\d)"
)
"""Noise: links, addresses, handles, tags, gender markers ("(m/f/d)"), and money
that looks like a language."""
_MAY_BE_NOISE = re.compile(r"[@#/$·(]|\.\w|\sR\s?\d")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[$€£₹¥%]|[^\W\d_]+(?:['’][^\W\d_]+)?|\+|:|\?|!")  # noqa: RUF001
_THOUSAND = 4
_A_YEAR = re.compile(r"(?:19|20)\d\d")


class Line(NamedTuple):
    """A line of an ad."""

    text: str
    """Its text, without bullets and markup."""
    number: int
    """The line number in the text, from 0."""
    heading: str = ""
    """The heading above it, "" for none."""
    bullet: bool = False
    head: bool = False
    """It is itself a heading."""

    @property
    def plain(self) -> str:
        """The line without noise."""
        return without_noise(self.text, " ")


def without_noise(said: str, instead: str) -> str:
    """Return a text with noise replaced by something else."""
    return NOISE.sub(instead, said) if _MAY_BE_NOISE.search(said) else said


def clean(typed: str) -> str:
    """Return a text without markup, one line per block."""
    if _MARKUP.search(typed):
        typed = _MARKUP.sub("", _BLOCKS.sub("\n", typed))
    if "&" in typed:
        typed = unescape(typed)
    for broken, meant in _MOJIBAKE if "â€" in typed else ():
        typed = typed.replace(broken, meant)
    return _LOST_SPACE.sub("", typed) if "Â" in typed else typed


def lines(typed: str) -> list[Line]:
    """Return the lines of an ad, up to `MAX_CHARS` characters."""
    typed = typed[:MAX_CHARS].replace("\r", "")
    every = [(at, part) for at, line in enumerate(typed.split("\n")) for part in _parts(line)]
    found: list[Line] = []
    heading = ""
    for place, (number, line) in enumerate(every):
        bullet = _BULLET.match(line)
        said = _TAIL.sub("", _STARS.sub("", _BULLET.sub("", line, count=1)))
        if not any(map(str.isalnum, said)):
            continue
        head = _is_heading(said, place, every)
        if head:
            heading = said
        found += _sentences(said, number, "" if head else heading, bool(bullet), head)
        if len(found) >= MAX_LINES:
            break
    return found[:MAX_LINES]


def _parts(line: str) -> list[str]:
    """Split a line into the lines that its markup separates."""
    every = clean(line).split("\n")
    return [one for one in every if one.strip()] if len(every) > 1 else every


def _sentences(said: str, number: int, heading: str, bullet: bool, head: bool) -> Iterator[Line]:
    for part in _ENDS.split(said):
        part = _TAIL.sub("", _BULLET.sub("", part, count=1))
        if not any(map(str.isalnum, part)):
            continue
        label = _LABELLED.match(part)
        if label and len(label[1].split()) <= LABEL:
            heading = label[1]
        yield Line(part, number, heading, bullet, head)


def _is_heading(said: str, at: int, every: Sequence[tuple[int, str]]) -> bool:
    """Tell whether a line is a heading for those after it."""
    line = every[at][1]
    behind = next((one for _, one in every[at + 1 : at + 3] if one.strip()), "")
    if len(said.split()) > HEADING or said[-1] in ".,;" or not behind:
        return False
    if said[-1] == ":" or line.lstrip().startswith(("#", "**")):
        return True
    sign, next_sign = _sign(line), _sign(behind)
    alone = at == 0 or not every[at - 1][1].strip()
    return (
        bool(next_sign and sign != next_sign)
        or (not sign and len(behind) > 2 * len(said))
        or (not sign and alone and behind == every[at + 1][1])
    )


def _sign(line: str) -> str:
    bullet = _BULLET.match(line)
    return bullet[0].strip()[:1] if bullet else ""


def tokens(said: str) -> list[str]:
    """Return the words and signs of a line as the model sees them; numbers by their size."""
    found = []
    for token in _TOKEN.findall(without_noise(said, " @ ").casefold().replace("’", "'")):  # noqa: RUF001
        if token[0].isdecimal():
            digits = re.sub(r"\D", "", token)
            year = _A_YEAR.fullmatch(token)
            found.append("year" if year else "0" if len(digits) < _THOUSAND else "0000")
        else:
            found.append(token)
    return found


def features(every: Sequence[Line]) -> list[list[str]]:
    """Return the features of each line of an ad."""
    found = []
    under: dict[str, list[str]] = {}
    last = len(every) - 1
    for at, line in enumerate(every):
        if line.heading not in under:
            under[line.heading] = _of_heading(line.heading)
        found.append([*_of_words(line), *under[line.heading], *_of_place(line, at, last)])
    return found


def _of_words(line: Line) -> list[str]:
    words = tokens(line.text)
    pairs = [f"{one} {other}" for one, other in pairwise(words)]
    first = [f"^{words[0]}", f"^{' '.join(words[:2])}"] if words else []
    return list(dict.fromkeys((*words, *pairs, *first)))


def _of_heading(heading: str) -> list[str]:
    words = tokens(heading)
    pairs = [f"h:{one} {other}" for one, other in pairwise(words)]
    return [*(f"h:{word}" for word in words), *pairs] if words else ["h:"]


def _of_place(line: Line, at: int, last: int) -> Iterator[str]:
    size = len(line.text.split())
    yield f"size:{min(size // 4, 6)}"
    yield f"from:{min(at, 6)}"
    yield f"left:{min(last - at, 4)}"
    if line.bullet:
        yield "bullet"
    if line.head:
        yield "head"
