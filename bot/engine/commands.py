"""Commands and deep links: "/tips mle" and "/start mle_tips" are other ways to type "mle tips"."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

COMMANDS = {
    "start": "start",
    "help": "help",
    "roles": "roles:",
    "ask": "{}",
    "compare": "compare {}",
    "role": "{}",
    "pay": "{} salary",
    "tips": "{} tips",
    "sources": "{} sources",
    "quiz": "quiz",
    "map": "map:",
    "ad": "ad: {}",
    "picture": "{}",
}
"""Command -> the question that it means; {} is what follows the command."""
BARE = {
    "ask": "ask:",
    "compare": "compare:",
    "role": "roles:",
    "pay": "salary:",
    "tips": "tips:",
    "picture": "help",
}
"""Command sent alone -> the picker that asks for what is missing (`bot.engine.pick`)."""
OWN = frozenset(name for name, typed in COMMANDS.items() if "{}" not in typed)
"""Commands that mean the same in any context, with or without their "/"."""
ROOM = 64
"""Telegram's limit for the payload of a deep link, in characters of `A-Za-z0-9_-`."""
CODED = "--"
"""Prefix of a base64 payload; others are words with "_" for spaces."""

_COMMAND = re.compile(r"/(\w+)(?:@(\w+))?(?:\s+(.*))?$", re.DOTALL)
_PLAIN = re.compile(r"[A-Za-z0-9 ]*")


def question(typed: str) -> str:
    """Return the question that a message means; a message without a command is unchanged.

    `/start mle_vs_mlse_tools` is a deep link: its payload is the question.
    """
    match = _COMMAND.match(typed.strip())
    if not match or match[1].lower() not in COMMANDS:
        return typed
    command, rest = match[1].lower(), (match[3] or "").strip()
    if command == "start" and rest:
        return _linked(rest) or "start"
    template = COMMANDS[command] if rest else BARE.get(command, COMMANDS[command])
    return template.format(rest).strip()


def linked(typed: str) -> bool:
    """Tell whether a message was not typed, but comes from a deep link with a payload."""
    match = _COMMAND.match(typed.strip())
    return bool(match and match[1].lower() == "start" and (match[3] or "").strip())


def payload(question: str) -> str:
    """Return the payload of the deep link that asks a question, or "" if it does not fit."""
    if _PLAIN.fullmatch(question):
        made = question.replace(" ", "_")
    else:
        made = CODED + urlsafe_b64encode(question.encode(errors="replace")).decode().rstrip("=")
    return made if len(made) <= ROOM else ""


def _linked(payload: str) -> str:
    """Return the question in a payload, or "" for an invalid one."""
    if not payload.startswith(CODED):
        return payload.replace("_", " ")
    coded = payload.removeprefix(CODED)
    try:
        return urlsafe_b64decode(coded + "=" * (-len(coded) % 4)).decode()
    except ValueError:
        return ""
