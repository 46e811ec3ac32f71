"""A linked record → its findings."""

from __future__ import annotations

from onrecord.compare.registry import compare

__all__ = ["compare"]
