"""How the garbage collector is set for a bot that answers in less than a millisecond."""

import gc

THRESHOLDS = 200, 5, 70
"""Collections of few objects and often, that no answer may wait for one of many; all objects
are looked at as seldom as by default."""


def settle() -> None:
    """Leave out of all later collections what is loaded by now, for it stays to the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
