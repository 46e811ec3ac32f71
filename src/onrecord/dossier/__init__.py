"""What is known beforehand: actors, offices with their terms, groups, outlets, and the names of countries."""

from __future__ import annotations

from onrecord.dossier.dossier import Dossier, Entry
from onrecord.dossier.loading import empty_dossier, load_dossier, parse_dossier

__all__ = ["Dossier", "Entry", "empty_dossier", "load_dossier", "parse_dossier"]
