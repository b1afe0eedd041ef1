"""From an Answer to lines by importance, and from the lines to those that fit.

Laws of the layout:

1. The answer comes first: the verdict, or the title if nothing is decided.
2. Every part has forms, from its smallest to its full one. All start in their smallest form;
   then each grows in turn while there is room.
3. The head, the first paragraph and the first block that was asked for always stay.
4. Doubts and sources are in one folded quote, which has its own limit.
5. Nothing is cut within a line, so markup is always whole.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from bot.engine.answer import Answer, Block, Citation
from bot.render.reply import FOLDED, MESSAGE, SCREEN, Reply
from bot.render.typeset import set_

Size = tuple[int, int]
ALL: Size = (999, 999)
SIZES: tuple[Size, ...] = ((2, 1), (4, 2), (9, 4), ALL)
"""(names per line, lines per block) in each form of a block that was asked for."""
GROWTH = {1: (0,), 2: (0, 0), 3: (0, 1, 6), 4: (0, 0, 1, 6)}
"""Number of forms of a block that was asked for -> the turn in which each comes in."""
ASIDE = (6, 2)
"""The same size for a block that only supplements it."""
REST = 15
"""Characters reserved for "N more" sources."""
SOURCES, MOST_SOURCES = 4, 20
"""Sources named in a normal answer, and in a full one."""
PICKERS = frozenset({"clarify", "roles", "help", "unknown"})
"""Kinds of answers that consist of choices to tap."""
MOST_ROWS = 4
COUNTED = frozenset({"general", "recommend", "find", "transition"})
"""Kinds of answers that have thumbs even if no short question leads to them."""
IN_FULL_ASKED = " in full"
IN_FULL = 90
TURNS = {1: (4, 7), 2: (5, 8), 3: (IN_FULL, IN_FULL)}
"""Rank of a block -> the turns in which it comes in and grows; `IN_FULL`: only in full."""


class Style(Enum):
    """The role of a line; each markup decides how it looks."""

    HEAD = "head"
    TEXT = "text"
    LABEL = "label"
    NAMES = "names"
    POINT = "point"
    SMALL = "small"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a reply."""

    text: str
    style: Style = Style.TEXT
    label: str = ""
    gap: bool = False
    """An empty line comes before it."""
    url: str = ""
    """The address to which the label links."""

    def __len__(self) -> int:
        """Return its code points, including its markers and the line break."""
        extra = 2 if self.style is Style.POINT else 1 if self.style is Style.LABEL else 0
        return len(self.text) + (len(self.label) + 2 if self.label else 0) + extra + 1 + self.gap


Form = tuple[Line, ...]


@dataclass(slots=True)
class _Part:
    """A part of a reply in its current form."""

    forms: tuple[Form, ...]
    turns: tuple[int, ...]
    """The turn in which the part grows into each form after the first; lower is earlier."""
    now: int = 0
    sizes: list[int] = field(init=False)
    """Code points of each form."""

    def __post_init__(self) -> None:
        self.sizes = [_size(form) for form in self.forms]


Written = Callable[[Sequence[Line], Sequence[Line]], str]
"""Writes the lines of a reply and those of its folded quote in a markup."""


def fit(answer: Answer, limit: int, write: Written) -> Reply:
    """Return the fullest reply of at most `limit` code points, not counting the folded quote.

    If the limit is a screen, a full answer may take a whole message; a smaller place is shared
    with others, so there everything keeps to the limit.
    """
    answer = set_(answer)
    full = answer.reading.full and limit >= SCREEN
    quote = list(_quote(answer, full=full, limit=limit))
    parts = list(_parts(answer))
    whole = MESSAGE - _size(quote) if full else limit
    room = whole - sum(part.sizes[0] for part in parts)
    growth = sorted(
        (turn, form, place)
        for place, part in enumerate(parts)
        for form, turn in enumerate(part.turns, 1)
        if turn < IN_FULL or full
    )
    for _, form, place in growth:
        part = parts[place]
        more = part.sizes[form] - part.sizes[part.now]
        if form == part.now + 1 and more <= room:
            part.now = form
            room -= more
    lines = [line for part in parts for line in part.forms[part.now]]
    reply = _written(lines, quote, write)
    return _leading_on(reply, answer) if full else _leading_on(reply, answer, answer.more)


def pages(answer: Answer, limit: int, write: Written) -> tuple[Reply, ...]:
    """Return the answer on as many pages as it needs: one, unless it was asked for in full.

    A page ends between two parts of the answer or, if one part is longer than a message,
    between two of its lines. The next questions and the quote are on the last page.
    """
    if not answer.reading.full or limit < SCREEN:
        return (fit(answer, limit, write),)
    answer = set_(answer)
    quote = list(_quote(answer, full=True, limit=limit))
    filled: list[list[Line]] = [[]]
    for part in _parts(answer):
        for lines in _pieces(part.forms[-1]):
            if filled[-1] and _size([*filled[-1], *lines]) > MESSAGE:
                filled.append([])
            filled[-1] += lines
    if _size([*filled[-1], *quote]) > MESSAGE:
        filled.append([])
    *front, last = filled
    replies = [_written(lines, (), write) for lines in front]
    return (*replies, _leading_on(_written(last, quote, write), answer))


def _leading_on(reply: Reply, answer: Answer, more: str = "") -> Reply:
    """Return a reply with its next questions; a full answer also leads back to its short
    form."""
    back = answer.asked or answer.more.removesuffix(IN_FULL_ASKED)
    return replace(
        reply,
        suggestions=answer.suggestions,
        more=more,
        back="" if more or not answer.reading.full else back,
        tools=answer.tools,
        sources=answer.sources,
        rows=_rows(answer),
        asked=answer.asked,
        about=answer.asked or (_about(answer) if answer.verdict else ""),
    )


def _about(answer: Answer) -> str:
    """Return how a question was read, if no short question says it; "" for small talk."""
    reading = answer.reading
    if reading.kind == "unknown" and (topic := answer.data.get("topic")):
        return f"general {topic}"  # found by the wordings of a card
    if reading.kind not in COUNTED or reading.ad or reading.quiz is not None:
        return ""
    return " ".join((reading.kind, reading.topic, *reading.named_sections)).replace("  ", " ")


def _rows(answer: Answer) -> int:
    """Return how many rows of buttons an answer may have; menus and pickers have more."""
    picks = answer.reading.kind in PICKERS and not answer.citations  # else a card answered it
    if picks or answer.reading.quiz is not None:
        return MOST_ROWS
    return MOST_ROWS - 1 if answer.reading.kind == "recommend" else MOST_ROWS - 2


def _pieces(form: Form) -> Iterator[Sequence[Line]]:
    """Yield a part whole, or line by line if it is longer than a message."""
    if _size(form) <= MESSAGE:
        yield form
    else:
        yield from ([line] for line in form)


def _written(lines: Sequence[Line], quote: Sequence[Line], write: Written) -> Reply:
    """Return the reply made of these lines; the first has no empty line before it."""
    if lines and lines[0].gap:
        lines = (replace(lines[0], gap=False), *lines[1:])
    return Reply(write(lines, quote), _size((*lines, *quote)) - 1)


def _size(form: Iterable[Line]) -> int:
    return sum(map(len, form))


def _parts(answer: Answer) -> Iterator[_Part]:
    """Yield the parts in the order in which they are read."""
    head = [Line(f"{answer.opening} {answer.verdict or answer.title}".strip(), Style.HEAD)]
    first, *others = answer.text or ("",)
    if first:
        head.append(Line(first, gap=bool(answer.verdict)))
    yield _Part((tuple(head),), ())
    for number, text in enumerate(others):
        yield _Part(((), (Line(text, gap=True),)), (number,))
    for number, block in enumerate(answer.blocks):
        yield _block(block, first=number == 0 and not answer.text)
    for number, aside in enumerate(answer.asides):
        yield _Part(((), (Line(aside, gap=number == 0),)), (0,))


def _quote(answer: Answer, *, full: bool, limit: int) -> Iterator[Line]:
    """Yield doubts and sources, as many as the folded quote has room for."""
    most = MESSAGE // 2 if full else FOLDED[limit >= SCREEN]
    rest = REST if answer.citations else 0
    for doubt in answer.doubts:
        line = Line(doubt)
        most -= len(line)
        if most >= rest:
            yield line
    cited = 0
    for one in answer.citations[: MOST_SOURCES if full else SOURCES]:
        line = _source(one)
        if most - len(line) < REST and cited:
            break
        most -= len(line)
        cited += 1
        yield line
    if left := len(answer.citations) - cited:
        yield Line(f"and {left} more")


def _source(one: Citation) -> Line:
    return Line(f"{one.title} ({one.date})", Style.SOURCE, one.publisher, url=one.url or "")


def _block(block: Block, *, first: bool) -> _Part:
    """Return the part for a block: one that was asked for shrinks, others may be left out.

    Only the first block is sure of its place; the other ones asked for come next.
    """
    sizes: tuple[Size, ...]
    if block.whole and first and block.rank == 0:
        # The first block must have a place even if there is room for one line only.
        sizes = (SIZES[0], ALL)
    elif block.whole:
        sizes = (ALL,)
    else:
        sizes = (ASIDE, ALL) if block.rank else SIZES
    forms = _forms(block, sizes)
    if block.rank == 0 and first:
        return _Part(forms, GROWTH[len(forms)][1:])
    if block.rank == 0:
        return _Part(((), *forms), GROWTH[len(forms)])
    return _Part(((), *forms), TURNS[block.rank][: len(forms)])


def _forms(block: Block, sizes: Sequence[Size]) -> tuple[Form, ...]:
    """Return the forms of a block in these sizes; sizes that look the same give one form."""
    most = (names if block.names else lines for names, lines in sizes)
    return tuple(_lines(block, n) for n in dict.fromkeys(_room(block.lines, n) for n in most))


def _lines(block: Block, most: int) -> Form:
    shown, over = _first(block.lines, most)
    if block.names:
        more = f" and {over} more" if over else ""
        return (Line(", ".join(shown) + more, Style.NAMES, block.label),)
    label = [Line(block.label.rstrip("?"), Style.LABEL, gap=True)] if block.label else []
    rest = [Line(f"and {over} more", Style.POINT)] if over else []
    return (*label, *(Line(line, Style.POINT) for line in shown), *rest)


def _first(lines: Sequence[str], most: int) -> tuple[Sequence[str], int]:
    """Return at most `most` lines, and how many are left; a single extra line is shown too."""
    shown = _room(lines, most)
    return lines[:shown], len(lines) - shown


def _room(lines: Sequence[str], most: int) -> int:
    """Return how many lines are shown if there is room for `most`."""
    return most if len(lines) > most + 1 else len(lines)
