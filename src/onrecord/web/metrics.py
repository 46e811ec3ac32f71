"""What Prometheus can ask for."""

from __future__ import annotations

from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest


class Metrics:
    """Counts of one server."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "onrecord_requests", "Answers by page and status.", ["page", "status"], registry=self._registry
        )
        self._seconds = Histogram(
            "onrecord_request_seconds",
            "How long answers took.",
            ["page"],
            registry=self._registry,
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5),
        )
        self._articles = Gauge("onrecord_articles", "Articles of the record.", registry=self._registry)
        self._in_step = Gauge(
            "onrecord_in_step", "1 where rows and findings are as articles and decisions make them.",
            registry=self._registry,
        )  # fmt: skip

    def served(self, route: Any, status: int, seconds: float, path: str) -> None:
        """Notes an answer under its route: addresses of rows, and whatever else is asked for, would be too many."""
        page = getattr(route, "path", None) or ("/static" if path.startswith("/static/") else "other")
        self._requests.labels(page, str(status)).inc()
        self._seconds.labels(page).observe(seconds)

    def text(self, articles: int, in_step: bool) -> bytes:
        self._articles.set(articles)
        self._in_step.set(in_step)
        return generate_latest(self._registry)
