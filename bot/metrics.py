"""Metrics for Prometheus: what was asked, how it ended, how long it took. No words, no persons.

The metric objects are global, as the library makes them; the journal and the talk update them,
and `page` writes them out.
"""

from collections.abc import Callable
from functools import cache

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, generate_latest

REGISTRY = CollectorRegistry()
FAST = (0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1)
SLOW = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
"""Upper bounds of the buckets, in seconds."""

ANSWERED = Counter(
    "rolewise_answered",
    "Questions answered; the kind unknown is what nobody here could answer.",
    ["surface", "kind"],
    registry=REGISTRY,
)
IGNORED = Counter(
    "rolewise_ignored", "Updates not answered, by reason.", ["reason"], registry=REGISTRY
)
FAILED = Counter("rolewise_failed", "Updates that met a fault of ours.", registry=REGISTRY)
UNREADABLE = Counter("rolewise_unreadable", "Updates passed over unread.", registry=REGISTRY)
REFUSED = Counter(
    "rolewise_refused", "Deliveries that did not know the webhook's secret.", registry=REGISTRY
)
TELEGRAM_ERRORS = Counter(
    "rolewise_telegram_errors", "Answers that Telegram did not take.", ["error"], registry=REGISTRY
)
RATE_LIMITED = Counter(
    "rolewise_rate_limited", "Flood limits met, and answers dropped as stale.", registry=REGISTRY
)
STORE_ERRORS = Counter(
    "rolewise_store_errors",
    "Calls that a store failed, or was spared because it had just failed others.",
    registry=REGISTRY,
)
STORE_DROPPED = Counter(
    "rolewise_store_dropped",
    "Entries dropped before their time, because the store was full.",
    registry=REGISTRY,
)
UPDATE_SECONDS = Histogram(
    "rolewise_update_seconds",
    "From when an update was taken in hand, its wait for its turn included, to its answer.",
    ["surface"],
    buckets=SLOW,
    registry=REGISTRY,
)
ENGINE_SECONDS = Histogram(
    "rolewise_engine_seconds",
    "Reading a question and making its answer.",
    buckets=FAST,
    registry=REGISTRY,
)
QUEUE = Gauge("rolewise_queue_depth", "Updates in hand or waiting.", registry=REGISTRY)
KNOWLEDGE = Info("rolewise_knowledge", "The knowledge served.", registry=REGISTRY)


answered = cache(ANSWERED.labels)
ignored = cache(IGNORED.labels)
update_seconds = cache(UPDATE_SECONDS.labels)
"""The metrics by their few labels, cached because the lookup costs more than the counting."""


def watch_queue(depth: Callable[[], float]) -> None:
    """Call this for the depth of the queue whenever metrics are requested."""
    QUEUE.set_function(depth)


def page() -> bytes:
    """Return all metrics in Prometheus's text format."""
    return generate_latest(REGISTRY)
