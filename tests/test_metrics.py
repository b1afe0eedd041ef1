"""The figures."""

from prometheus_client.parser import text_string_to_metric_families

from bot import metrics


def _names() -> set[str]:
    page = metrics.page().decode()
    return {family.name for family in text_string_to_metric_families(page)}


def test_page() -> None:
    """Every figure stands on the page, in Prometheus's form, and says what it is."""
    page = metrics.page().decode()

    for family in text_string_to_metric_families(page):
        assert family.name.startswith("rolewise_")
        assert family.documentation
    assert {"rolewise_answered", "rolewise_update_seconds", "rolewise_failed"} <= _names()


def test_queue_is_asked_for() -> None:
    """The depth of the queue is that of the moment in which figures are wanted."""
    waiting = [1, 2]
    metrics.watch_queue(lambda: len(waiting))
    assert metrics.REGISTRY.get_sample_value("rolewise_queue_depth") == 2

    waiting.clear()
    assert metrics.REGISTRY.get_sample_value("rolewise_queue_depth") == 0


def test_own_registry() -> None:
    """The figures are the bot's own: nothing of the machine it runs on is among them."""
    assert not [name for name in _names() if name.startswith(("process_", "python_"))]
