"""Telegram's own text code, offline: what it makes of a reply's HTML and of a person's words."""

import json
import re
from functools import cache
from typing import Any

import tdjson


class Unparsable(Exception):
    """Telegram's parser refuses the markup; the message is Telegram's."""


def parse(html: str) -> dict[str, Any]:
    """Return the formatted text of a reply: `text` and `entities`."""
    mode = {"@type": "textParseModeHTML"}
    result = _execute("parseTextEntities", text=html, parse_mode=mode)
    if result["@type"] == "error":
        raise Unparsable(result["message"])
    return result


def entities(text: str) -> list[dict[str, Any]]:
    """Return the entities that Telegram finds in a person's words, as the Bot API gives them."""
    found = _execute("getTextEntities", text=text)["entities"]
    return [
        {"offset": one["offset"], "length": one["length"], "type": _snake(one["type"]["@type"])}
        for one in found
    ]


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name.removeprefix("textEntityType")).lower()


def _execute(name: str, **values: Any) -> dict[str, Any]:
    _quiet()
    request = json.dumps({"@type": name, **values}).encode()
    result: dict[str, Any] = json.loads(tdjson.td_execute(request) or b"{}")
    return result


@cache
def _quiet() -> None:
    tdjson.td_execute(b'{"@type": "setLogVerbosityLevel", "new_verbosity_level": 0}')
