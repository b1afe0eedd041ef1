"""Notices: what the bot says about itself and what it stores, and to its operators."""

from bot.adapters.telegram.parts import HELD
from bot.adapters.telegram.talk import Talk
from bot.render.html import escape
from bot.stores import ANCHORS


def notice(talk: Talk, name: str) -> str:
    """Return what the bot says about itself ("about"), or about what it stores."""
    known = talk.advisor.knowledge
    if name == "about":
        counts = {"roles": known.roles, "items": known.items, "sources": known.sources}
        sizes = {kind: len(every) for kind, every in counts.items()}
        return escape(talk.words(name, version=known.version, **sizes))
    if name == "privacy":
        answers = max(talk.ttl, ANCHORS).days
        return talk.words(name, days=talk.ttl.days or 1, answers=answers, seconds=HELD)
    return talk.words("forgotten")


def reloaded(talk: Talk, problems: list[str]) -> str:
    """Return the message on how reloading the knowledge went."""
    if problems:
        return "\n".join((talk.words("reload_kept"), *map(escape, problems)))
    return talk.words("reload_done", version=talk.advisor.knowledge.version)
