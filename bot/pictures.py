"""Pictures of answers, drawn with Pillow (the extra `pictures`): dark text on light.

A picture is a little more than twice as wide as a phone shows it, so on the phone no text in it
is smaller than the small print of a chat.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from bot.engine.chart import Bar, Chart

WIDTH, EDGE, GAP = 900, 48, 28
HIGHEST = 3000
"""Maximum height; charts stay far below it."""
QUALITY = 85
TITLE, HEAD, TEXT, SMALL = 46, 36, 34, 27
"""Font sizes, in pixels."""
LINE = 1.28
"""Height of a line, relative to the font size."""
PAPER, INK, PALE, TRACK = "#ffffff", "#1b2733", "#566573", "#e8edf1"
COLOURS = ("#1f6fb2", "#c2571a", "#2e7d4f", "#7a4fa3")
"""One for each job of a comparison; each is dark enough to be read on white."""
RANGE, MIDDLE = "#a9cdea", "#14507f"
THICK = 30
"""Height of a bar."""


@dataclass(slots=True)
class _Sheet:
    """A sheet that is filled from top to bottom."""

    draw: ImageDraw.ImageDraw
    y: float = EDGE

    def write(
        self,
        text: str,
        size: int,
        colour: str = INK,
        *,
        bold: bool = False,
        left: float = EDGE,
        width: float = WIDTH - 2 * EDGE,
    ) -> float:
        """Write a paragraph at `y`, and return its height."""
        font = _font(size, bold=bold)
        lines = _wrapped(text, font, width)
        for number, line in enumerate(lines):
            self.draw.text((left, self.y + number * size * LINE), line, colour, font)
        return len(lines) * size * LINE


def draw(chart: Chart) -> bytes:
    """Return the picture of a chart as JPEG: Telegram stores photos so, and it is faster."""
    paper = Image.new("RGB", (WIDTH, HIGHEST), PAPER)
    height = min(round(_drawn(chart, paper)), HIGHEST)
    made = BytesIO()
    paper.crop((0, 0, WIDTH, height)).save(made, "JPEG", quality=QUALITY, subsampling=0)
    return made.getvalue()


def _drawn(chart: Chart, paper: Image.Image) -> float:
    """Draw a chart, and return its height."""
    sheet = _Sheet(ImageDraw.Draw(paper))
    sheet.y += sheet.write(chart.title, TITLE, bold=True) + GAP / 2
    if chart.lead:
        sheet.y += sheet.write(chart.lead, TEXT) + GAP
    _bars(chart.bars, sheet)
    _rows(chart, sheet)
    sheet.y += sheet.write(chart.note, SMALL, PALE)
    return sheet.y + EDGE


def _bars(bars: Sequence[Bar], sheet: _Sheet) -> None:
    """Draw ranges on one scale, from zero to the highest end."""
    most = max((one.high for one in bars), default=1)
    scale = (WIDTH - 2 * EDGE) / most
    for one in bars:
        told = _font(HEAD, bold=True)
        right = WIDTH - EDGE - told.getlength(one.told)
        sheet.draw.text((right, sheet.y), one.told, MIDDLE, told)
        sheet.y += sheet.write(one.label, HEAD, width=right - EDGE - GAP) + GAP / 4
        low, middle, high = (EDGE + scale * at for at in (one.low, one.middle, one.high))
        top, bottom = sheet.y, sheet.y + THICK
        sheet.draw.rounded_rectangle((EDGE, top, WIDTH - EDGE, bottom), THICK / 3, TRACK)
        sheet.draw.rounded_rectangle((low, top, high, bottom), THICK / 3, RANGE)
        sheet.draw.rectangle((middle - 3, top - 4, middle + 3, bottom + 4), MIDDLE)
        sheet.y = bottom + GAP / 3
        sheet.y += sheet.write(one.ends, SMALL, PALE) + GAP / 2
    sheet.y += GAP / 2 if bars else 0


def _rows(chart: Chart, sheet: _Sheet) -> None:
    """Write a comparison: two jobs in columns, more of them below one another."""
    beside = len(chart.heads) == 2
    width = (WIDTH - 2 * EDGE - GAP) / 2 if beside else WIDTH - 2 * EDGE
    if beside:
        sheet.y += max(
            sheet.write(head, HEAD, colour, bold=True, left=EDGE + at * (width + GAP), width=width)
            for at, (head, colour) in enumerate(zip(chart.heads, COLOURS, strict=False))
        ) + GAP / 2  # fmt: skip
    for row in chart.rows:
        sheet.draw.rectangle((EDGE, sheet.y, WIDTH - EDGE, sheet.y + 2), TRACK)
        sheet.y += GAP / 2
        sheet.y += sheet.write(row.label, SMALL, PALE) + GAP / 4
        high = 0.0
        for at, (head, cell) in enumerate(zip(chart.heads, row.cells, strict=True)):
            if beside:
                left = EDGE + at * (width + GAP)
                high = max(high, sheet.write(cell, TEXT, left=left, width=width))
            else:
                sheet.y += sheet.write(head, TEXT, COLOURS[at % len(COLOURS)], bold=True)
                sheet.y += sheet.write(cell, TEXT) + GAP / 4
        sheet.y += high + GAP / 2
    sheet.y += GAP / 2 if chart.rows else 0


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """Return a text in lines of at most this width, unless a single word is wider."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


@cache
def _font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    name = "Roboto-Medium.ttf" if bold else "Roboto-Regular.ttf"
    with (files("bot") / "fonts" / name).open("rb") as file:
        return ImageFont.truetype(BytesIO(file.read()), size)
