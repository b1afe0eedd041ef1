"""Commands and deep links: "/tips mle" and "/start mle_tips" are other ways to type "mle tips"."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

COMMANDS = {
    "start": "help",
    "help": "help",
    "roles": "list the roles",
    "ask": "{}",
    "compare": "compare {}",
    "role": "{}",
    "tips": "{} tips",
    "sources": "{} sources",
    "quiz": "quiz",
    "map": "map of the roles",
    "ad": "ad: {}",
}
"""Command -> the question it stands for; {} is what follows the command."""
MEANT = {"help": "help", "list the roles": "roles", "compare": "clarify"}
"""What a command makes of nothing -> the kind that it means, in every talk."""
OWN = frozenset(name for name, typed in COMMANDS.items() if "{}" not in typed)
"""Commands that mean the same in every talk, with or without their "/"."""
ROOM = 64
"""Signs in the payload of a deep link, out of `A-Za-z0-9_-`: Telegram's limit."""
CODED = "--"
"""Begins a payload in base64; others are words with "_" for spaces."""

_COMMAND = re.compile(r"/(\w+)(?:@(\w+))?(?:\s+(.*))?$", re.DOTALL)
_PLAIN = re.compile(r"[A-Za-z0-9 ]*")


def question(typed: str) -> str:
    """Return the question that a message stands for; what is no command stays as it is.

    `/start mle_vs_mlse_tools` is a deep link: its payload is the question.
    """
    match = _COMMAND.match(typed.strip())
    if not match or match[1].lower() not in COMMANDS:
        return typed
    command, rest = match[1].lower(), (match[3] or "").strip()
    if command == "start" and rest:
        return _linked(rest) or "help"
    template = COMMANDS[command]
    if not rest and command in {"ask", "role"}:
        return "help"
    return template.format(rest).strip()


def payload(question: str) -> str:
    """Return the payload of the deep link that asks a question, or "" where it has no room."""
    if _PLAIN.fullmatch(question):
        made = question.replace(" ", "_")
    else:
        made = CODED + urlsafe_b64encode(question.encode()).decode().rstrip("=")
    return made if len(made) <= ROOM else ""


def _linked(payload: str) -> str:
    """Return the question of a payload, or "" for one that nobody made."""
    if not payload.startswith(CODED):
        return payload.replace("_", " ")
    coded = payload.removeprefix(CODED)
    try:
        return urlsafe_b64decode(coded + "=" * (-len(coded) % 4)).decode()
    except ValueError:
        return ""
