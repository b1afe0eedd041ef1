"""How the garbage collector is set for a bot that answers in less than a millisecond."""

import gc

THRESHOLDS = 200, 5, 70
"""Collect often and few objects, so that no answer waits for a long collection; all objects are
examined as rarely as by default."""


def settle() -> None:
    """Exclude everything loaded so far from later collections, because it stays until the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
