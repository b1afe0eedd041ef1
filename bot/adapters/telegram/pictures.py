"""Sending pictures: each is drawn once; later Telegram sends it again by its id."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from telegram import Bot
from telegram.error import BadRequest

from bot.adapters.telegram import delivery
from bot.adapters.telegram.delivery import Sent
from bot.adapters.telegram.place import Target
from bot.engine.chart import Chart
from bot.render.html import escape

REMEMBERED = 512
CAPTION = 1000
"""Maximum characters of a caption; Telegram allows 1,024."""


@dataclass(slots=True)
class Pictures:
    """Draws charts, and remembers the ids of the pictures that Telegram already has."""

    draw: Callable[[Chart], bytes] | None = None
    """None if Pillow is not installed."""
    ids: OrderedDict[Chart, str] = field(default_factory=OrderedDict)

    async def deliver(self, bot: Bot, target: Target, chart: Chart) -> Sent | None:
        """Send the picture of a chart and return the message; None if none can be drawn."""
        if self.draw is None:
            return None
        caption = _caption(chart)
        if known := self.ids.get(chart):
            try:
                return (await delivery.show(bot, target, known, caption))[0]
            except BadRequest:  # the id is no longer valid, or sending fails again below
                self.ids.pop(chart, None)
        made = await asyncio.to_thread(self.draw, chart)
        sent, self.ids[chart] = await delivery.show(bot, target, made, caption)
        if len(self.ids) > REMEMBERED:
            self.ids.popitem(last=False)
        return sent


def _caption(chart: Chart) -> str:
    """Return as text what a picture shows, as much as fits."""
    said, room = [f"<b>{escape(chart.title)}</b>"], CAPTION - len(chart.title)
    for line in (one for one in chart.told() if one):
        room -= len(line) + 1
        if room < 0:
            break
        said.append(escape(line))
    return "\n".join(said)
