"""Watching feeds: a schedule, a log, alerts."""
