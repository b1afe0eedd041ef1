"""Logging, set up once for `serve`: structlog in front, everything else's log records behind it.

Laws of the log:

1. With `json`, every line is one object, including those of the libraries.
2. Secrets are replaced in the finished line, so that no exception or address can leak them.
3. Libraries that print users' words or whole addresses when chatty are kept quiet.
"""

import logging
import sys
from collections.abc import Iterable
from typing import Any

import structlog

_QUIET = {
    "httpx": logging.WARNING,  # INFO logs every address, with the token
    "httpcore": logging.WARNING,
    "telegram": logging.INFO,  # DEBUG prints whole updates
    "uvicorn": logging.ERROR,  # WARNING logs whatever strangers send
    "aiosqlite": logging.INFO,  # DEBUG prints what is stored
}


def set_up(form: str, level: str, secrets: Iterable[str] = ()) -> None:
    """Send the log to stderr, as `text` or `json`."""
    hidden = tuple(secrets)

    def redact(_logger: Any, _method: str, line: Any) -> Any:
        for secret in hidden:
            line = line.replace(secret, "<secret>")
        return line

    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.add_logger_name],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *_renderers(form),
                redact,
            ],
        )
    )
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    for name, quiet in _QUIET.items():
        logging.getLogger(name).setLevel(max(quiet, logging.getLogger().level))
    logging.captureWarnings(True)


def _renderers(form: str) -> list[Any]:
    if form == "json":
        return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    return [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=_trace)]


def _trace(stream: Any, exc_info: Any) -> None:
    """Print a plain trace: rich would show the values of variables, a token among them."""
    structlog.dev.plain_traceback(stream, exc_info)
