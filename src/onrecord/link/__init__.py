"""Records of many documents → one record: a pure function of the set of documents."""

from __future__ import annotations

from onrecord.link.build import link

__all__ = ["link"]
