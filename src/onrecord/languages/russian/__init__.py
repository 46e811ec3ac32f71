"""Russian."""

from __future__ import annotations

from onrecord.languages.language import Language
from onrecord.languages.russian.annotator import RussianAnnotator

RUSSIAN = Language(code="ru", annotator=RussianAnnotator())
