"""Russian."""

from __future__ import annotations

from onrecord.languages.language import Language
from onrecord.languages.russian.annotator import RussianAnnotator
from onrecord.languages.russian.asserting import RUSSIAN_ASSERTING
from onrecord.languages.russian.comparing import RussianComparing
from onrecord.languages.russian.dates import RussianDates
from onrecord.languages.russian.encounters import ENCOUNTERS
from onrecord.languages.russian.page import RussianPage
from onrecord.languages.russian.people import RUSSIAN_PEOPLE
from onrecord.languages.russian.pledges import PLEDGES
from onrecord.languages.russian.quantities import RussianNumbers
from onrecord.languages.russian.reporting import REPORTING

RUSSIAN = Language(
    code="ru",
    annotator=RussianAnnotator(),
    dates=RussianDates(),
    page=RussianPage(),
    numbers=RussianNumbers(),
    pledges=PLEDGES,
    asserting=RUSSIAN_ASSERTING,
    comparing=RussianComparing(),
    encounters=ENCOUNTERS,
    people=RUSSIAN_PEOPLE,
    reporting=REPORTING,
)
