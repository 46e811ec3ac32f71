"""Russian."""

from __future__ import annotations

from onrecord.languages.language import Language
from onrecord.languages.russian.annotator import RussianAnnotator
from onrecord.languages.russian.dates import RussianDates

RUSSIAN = Language(code="ru", annotator=RussianAnnotator(), dates=RussianDates())
