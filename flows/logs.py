"""herald's events as JSON lines: on standard error where no one watches a progress bar, and in Prefect's API."""

from __future__ import annotations

import logging
import sys

import structlog

__all__ = ["configure"]


def configure() -> None:
    """Send structlog's events to the logger `herald`; twice is once."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    )
    logger = logging.getLogger("herald")
    logger.setLevel(logging.INFO)
    logger.propagate = False
    if not sys.stderr.isatty() and not any(type(handler) is logging.StreamHandler for handler in logger.handlers):
        logger.addHandler(logging.StreamHandler())
