"""Bot API calls whose results are used as raw JSON.

The library makes an object of a hundred fields of each message that it has sent, which takes as
long as all else about the sending; and of a batch of updates one bad one spoils all.
"""

from typing import Any

from telegram import Bot
from telegram.error import EndPointNotFound, InvalidToken

Raw = dict[str, Any]

PATIENCE = 5.0
"""Seconds that an answer may take, as in the library."""
LARGEST_ID = 2**53
"""Ids of the Bot API are below it."""
WARNING = "Please use 'Bot\\."
"""What the library warns of at each such call."""


async def call(bot: Bot, method: str, data: Raw, *, patience: float = PATIENCE) -> Any:
    """Call a method of the Bot API and return its result; give up after `patience` seconds.

    Raises:
        TelegramError: as any method of the library does.
    """
    try:
        return await bot.do_api_request(method, data, read_timeout=patience)
    except EndPointNotFound:
        # What the library makes of a refused token when it does not know the call.
        raise InvalidToken from None


def is_update(raw: object) -> bool:
    """Tell whether a JSON value may be an update: it has a number that can be confirmed."""
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return type(number) is int and 0 <= number < LARGEST_ID
