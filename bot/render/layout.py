"""From an Answer to lines by importance, and from the lines to what fits.

Laws of the layout:

1. Every part of an answer comes in forms, from the least it may be to all of it.
2. All parts begin in their least form; then each grows in its turn while there is room.
3. Title, lead, the first of what was asked and the sources always stay.
4. Nothing is cut within a line, so markup is always whole.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from bot.engine.answer import Answer, Block, Citation
from bot.render.reply import MESSAGE, SCREEN, Reply

Size = tuple[int, int]
ALL: Size = (999, 999)
SIZES: tuple[Size, ...] = ((2, 1), (4, 2), (9, 4), ALL)
"""Names on a line and lines in a block, in the forms of what was asked."""
GROWTH = {1: (0,), 2: (0, 0), 3: (0, 1, 6), 4: (0, 0, 1, 6)}
"""Number of forms of what was asked -> when each comes in."""
ASIDE = (6, 2)
"""The same for what only belongs to it."""
SOURCES, MOST_SOURCES = 3, 20
"""Publishers named where not everything is asked for, and where it is."""
IN_FULL = 90
TURNS = {1: (4, 7), 2: (5, 8), 3: (IN_FULL, IN_FULL)}
"""Rank of a block -> when it comes in, and when it grows; `IN_FULL` is never but in full."""


class Style(Enum):
    """What a line is; each markup says how that looks."""

    TITLE = "title"
    TEXT = "text"
    LABEL = "label"
    NAMES = "names"
    POINT = "point"
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a reply."""

    text: str
    style: Style = Style.TEXT
    label: str = ""
    gap: bool = False
    """An empty line stands before it."""

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


def fit(answer: Answer, limit: int, style: Callable[[Line], str]) -> Reply:
    """Return the fullest reply of at most `limit` code points.

    Where the limit is a screen, an answer in full may take a whole message; a smaller place is
    shared with others, so there everything keeps to its limit.
    """
    parts = list(_parts(answer))
    full = answer.reading.full and limit >= SCREEN
    room = (MESSAGE if full else limit) - sum(part.sizes[0] for part in parts)
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
    cut = any(part.now < len(part.turns) for part in parts)
    rest = answer.more if cut and not full else ""
    reply = _written(lines, style)
    return replace(reply, suggestions=answer.suggestions, more=rest, asked=answer.asked)


def pages(answer: Answer, limit: int, style: Callable[[Line], str]) -> tuple[Reply, ...]:
    """Return the answer on as many pages as it needs: one, but for what was asked for in full.

    A page ends between two parts of the answer, or where one part is longer than a message
    between two of its lines. The next questions stand on the last.
    """
    if not answer.reading.full or limit < SCREEN:
        return (fit(answer, limit, style),)
    filled: list[list[Line]] = [[]]
    for part in _parts(answer):
        for lines in _pieces(part.forms[-1]):
            if filled[-1] and _size([*filled[-1], *lines]) > MESSAGE:
                filled.append([])
            filled[-1] += lines
    *front, last = (_written(lines, style) for lines in filled)
    last = replace(last, suggestions=answer.suggestions, asked=answer.asked)
    return (*front, last)


def _pieces(form: Form) -> Iterator[Sequence[Line]]:
    """Yield a part whole, or line by line where it is longer than a message."""
    if _size(form) <= MESSAGE:
        yield form
    else:
        yield from ([line] for line in form)


def _written(lines: Sequence[Line], style: Callable[[Line], str]) -> Reply:
    """Return lines as they are sent; the first needs no empty line before it."""
    text = "\n".join(("\n" if line.gap else "") + style(line) for line in lines)
    return Reply(text.lstrip("\n"), sum(map(len, lines)) - 1 - bool(lines and lines[0].gap))


def _size(form: Iterable[Line]) -> int:
    return sum(map(len, form))


def _parts(answer: Answer) -> Iterator[_Part]:
    """Yield the parts in the order in which they are read."""
    head = [Line(answer.title, Style.TITLE)]
    if answer.lead:
        head.append(Line(answer.lead))
    yield _Part((tuple(head),), ())
    for number, block in enumerate(answer.blocks):
        yield _block(block, first=number == 0)
    if answer.legend:
        yield _Part(((), (Line(answer.legend, Style.SMALL, gap=True),)), (0,))
    if answer.receipt:
        told = [" ".join(answer.receipt[:lines]) for lines in (1, len(answer.receipt))]
        forms = ((Line(one, Style.SMALL, gap=True),) for one in dict.fromkeys(told))
        yield _Part(tuple(forms), (0,) if len(answer.receipt) > 1 else ())
    for number, note in enumerate(answer.notes):
        yield _Part(((), (Line(note, Style.SMALL, gap=True),)), (3 if number == 0 else 5,))
    if answer.tip:
        yield _Part(((), (Line(answer.tip, Style.NAMES, "Tip", gap=True),)), (2,))
    if answer.citations:
        yield _sources(answer.citations)


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
    label = [Line(block.label, Style.LABEL, gap=True)] if block.label else []
    rest = [Line(f"and {over} more", Style.POINT)] if over else []
    return (*label, *(Line(line, Style.POINT) for line in shown), *rest)


def _first(lines: Sequence[str], most: int) -> tuple[Sequence[str], int]:
    """Return at most so many lines, and how many are left; one more is not worth "1 more"."""
    shown = _room(lines, most)
    return lines[:shown], len(lines) - shown


def _room(lines: Sequence[str], most: int) -> int:
    """Return how many lines are shown where there is room for so many."""
    return most if len(lines) > most + 1 else len(lines)


def _sources(citations: Sequence[Citation]) -> _Part:
    """Return publishers with the dates of what they published: the best, more, in full many."""
    dates: dict[str, dict[str, None]] = {}
    for one in citations:
        dates.setdefault(one.publisher, {})[one.date] = None
    listed = [f"{publisher} ({'; '.join(when)})" for publisher, when in dates.items()]
    forms = [_source_line(listed, 1)]
    turns = []
    for most, turn in ((SOURCES, 2), (MOST_SOURCES, IN_FULL)):
        form = _source_line(listed, most)
        if form != forms[-1]:
            forms.append(form)
            turns.append(turn)
    return _Part(tuple(forms), tuple(turns))


def _source_line(listed: Sequence[str], most: int) -> Form:
    shown, over = _first(listed, most)
    more = f" and {over} more" if over else ""
    return (Line("Sources: " + ", ".join(shown) + more, Style.SMALL, gap=True),)
