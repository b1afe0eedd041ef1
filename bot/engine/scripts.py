"""Writing without spaces, taken apart into phrases that are known."""

import re
from collections.abc import Iterable

from bot.engine import text

_SCRIPTS = r"\u0600-\u06ff\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
"""Arabic, Thai, kana, Chinese characters and Hangul: they set no spaces, or glue small words."""
_SPACELESS = re.compile(f"[{_SCRIPTS}]")
_BORDER = re.compile(
    f"(?<=[{_SCRIPTS}])(?=[^\\s{_SCRIPTS}])|(?<=[^\\s{_SCRIPTS}])(?=[{_SCRIPTS}])"
)


class Spacer:
    """Sets spaces around known phrases of scripts that have none."""

    def __init__(self, phrases: Iterable[str]) -> None:
        whole = [text.fold(phrase) for phrase in phrases if _SPACELESS.match(phrase)]
        whole.sort(key=lambda phrase: (-len(phrase), phrase))
        self._known = re.compile("|".join(map(re.escape, whole))) if whole else None

    def spaced(self, typed: str) -> str:
        """Return a text with its known phrases set apart, the longest first."""
        if self._known is None or not _SPACELESS.search(typed):
            return typed
        return self._known.sub(r" \g<0> ", _BORDER.sub(" ", text.fold(typed)))
