"""Commands: "/tips mle" is another way to type "mle tips"."""

import re

COMMANDS = {
    "start": "help",
    "help": "help",
    "roles": "list the roles",
    "ask": "{}",
    "compare": "compare {}",
    "role": "{}",
    "tips": "{} tips",
}
"""Command -> the question it stands for; {} is what follows the command."""

_COMMAND = re.compile(r"/(\w+)(?:@(\w+))?(?:\s+(.*))?$", re.DOTALL)


def question(typed: str) -> str:
    """Return the question that a message stands for; what is no command stays as it is.

    `/start mle_vs_mlse_tools` is a deep link: its payload is the question.
    """
    match = _COMMAND.match(typed.strip())
    if not match or match[1].lower() not in COMMANDS:
        return typed
    command, rest = match[1].lower(), (match[3] or "").strip()
    if command == "start" and rest:
        return rest.replace("_", " ")
    template = COMMANDS[command]
    if not rest and command in {"ask", "role"}:
        return "help"
    return template.format(rest).strip()
