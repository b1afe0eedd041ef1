"""From an Answer to lines by importance, and from the lines to what fits.

Laws of the layout:

1. The answer stands first: the verdict, or the title where nothing is decided.
2. Every part comes in forms, from the least it may be to all of it. All begin in their least
   form; then each grows in its turn while there is room.
3. Head, first paragraph and the first of what was asked always stay.
4. Doubts and sources stand in one folded quote, which has a room of its own.
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
"""Names on a line and lines in a block, in the forms of what was asked."""
GROWTH = {1: (0,), 2: (0, 0), 3: (0, 1, 6), 4: (0, 0, 1, 6)}
"""Number of forms of what was asked -> when each comes in."""
ASIDE = (6, 2)
"""The same for what only belongs to it."""
REST = 15
"""Letters kept for how many sources are left."""
SOURCES, MOST_SOURCES = 4, 20
"""Sources named where not everything is asked for, and where it is."""
PICKERS = frozenset({"clarify", "roles", "help", "unknown"})
"""Kinds of answers that are there to be tapped."""
MOST_ROWS = 4
COUNTED = frozenset({"general", "recommend", "find", "transition"})
"""Kinds of answers that may be liked though no short question asks for them."""
IN_FULL_ASKED = " in full"
IN_FULL = 90
TURNS = {1: (4, 7), 2: (5, 8), 3: (IN_FULL, IN_FULL)}
"""Rank of a block -> when it comes in, and when it grows; `IN_FULL` is never but in full."""


class Style(Enum):
    """What a line is; each markup says how that looks."""

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
    """An empty line stands before it."""
    url: str = ""
    """Where the label leads to."""

    def __len__(self) -> int:
        """Return the code points it takes, with its marks and its line break."""
        extra = 2 if self.style is Style.POINT else 1 if self.style is Style.LABEL else 0
        return len(self.text) + (len(self.label) + 2 if self.label else 0) + extra + 1 + self.gap


Form = tuple[Line, ...]


@dataclass(slots=True)
class _Part:
    """A part of a reply in the form it has so far."""

    forms: tuple[Form, ...]
    turns: tuple[int, ...]
    """When the part grows into each form after the first; the lower the earlier."""
    now: int = 0
    sizes: list[int] = field(init=False)
    """Code points of each form."""

    def __post_init__(self) -> None:
        self.sizes = [_size(form) for form in self.forms]


Written = Callable[[Sequence[Line], Sequence[Line]], str]
"""Writes the lines of a reply and those of its folded quote, in one markup."""


def fit(answer: Answer, limit: int, write: Written) -> Reply:
    """Return the fullest reply of at most `limit` code points, beside its folded quote.

    Where the limit is a screen, an answer in full may take a whole message; a smaller place is
    shared with others, so there everything keeps to its limit.
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
    """Return the answer on as many pages as it needs: one, but for what was asked for in full.

    A page ends between two parts of the answer, or where one part is longer than a message
    between two of its lines. The next questions and the quote stand on the last.
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
    """Return a reply with what may be asked next; the whole of an answer leads back to its short
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
    """Return how a question was read where no short question says it; "" for talk."""
    reading = answer.reading
    if reading.kind == "unknown" and (topic := answer.data.get("topic")):
        return f"general {topic}"  # the wordings of a card found it
    if reading.kind not in COUNTED or reading.ad or reading.quiz is not None:
        return ""
    return " ".join((reading.kind, reading.topic, *reading.named_sections)).replace("  ", " ")


def _rows(answer: Answer) -> int:
    """Return how many rows of buttons an answer may have: doors and pickers more than others."""
    picks = answer.reading.kind in PICKERS and not answer.citations  # else a card answered it
    if picks or answer.reading.quiz is not None:
        return MOST_ROWS
    return MOST_ROWS - 1 if answer.reading.kind == "recommend" else MOST_ROWS - 2


def _pieces(form: Form) -> Iterator[Sequence[Line]]:
    """Yield a part whole, or line by line where it is longer than a message."""
    if _size(form) <= MESSAGE:
        yield form
    else:
        yield from ([line] for line in form)


def _written(lines: Sequence[Line], quote: Sequence[Line], write: Written) -> Reply:
    """Return lines as they are sent; the first needs no empty line before it."""
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
    """Return a block: what was asked shrinks, what belongs to it may be left out.

    Only the first block is sure of its place; the others of what was asked come next.
    """
    sizes: tuple[Size, ...]
    if block.whole and first and block.rank == 0:
        # What comes first must have a place even where there is room for a line only.
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
    """Return a block in these sizes; sizes in which it looks the same give one form."""
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
    """Return at most so many lines, and how many are left; one more is not worth "1 more"."""
    shown = _room(lines, most)
    return lines[:shown], len(lines) - shown


def _room(lines: Sequence[str], most: int) -> int:
    """Return how many lines are shown where there is room for so many."""
    return most if len(lines) > most + 1 else len(lines)
