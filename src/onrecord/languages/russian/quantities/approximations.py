"""What words before a number make of it: more, less, about."""

from __future__ import annotations

from onrecord.languages.russian.quantities.columns import Columns, Found, words
from onrecord.model.record import Approximate

_MORE = words("более больше свыше минимум превысить превышать превысил превышает превысила превысит")
_LESS = words("менее меньше максимум почти")
_ABOUT = words("около примерно приблизительно порядка ориентировочно где-то")
# a change ends at a figure ("вырос до 5%"); without one "до" is a limit
_CHANGES = words(
    "вырасти возрасти увеличить увеличиться повысить повыситься снизить снизиться сократить сократиться упасть подняться "
    "поднять довести уменьшить уменьшиться расти опуститься подорожать подешеветь укрепиться рост увеличение снижение "
    "повышение сокращение уровень расширить наращивание нарастить достигать достигнуть достичь увеличивать снижать повышать доходить дойти"
)
_LEADS = words("чем на в за по с из $ и то ,")


def approximation(text: Columns, item: Found, begin: int) -> tuple[int, Approximate | None]:
    """Where the phrase begins with its approximation, and what that says."""
    first = item.first
    at = first - 1
    while at >= begin and at > first - 4 and text.words[at] in _LEADS:
        at -= 1  # "более чем на", "не менее, чем"
    word = text.word(at) if at >= begin else ""
    before = text.word(at - 1) if at > begin else ""
    if word in _MORE or word in ("выше",):
        negated = before == "не"
        return at - negated, "less_than" if negated else "more_than"
    if word in _LESS or word == "ниже":
        negated = before == "не"
        return at - negated, "more_than" if negated else "less_than"
    if word in _ABOUT:
        return at, "about"
    if word == "мере" and before in ("крайней", "меньшей"):
        return at - 1 - (text.word(at - 2) == "по"), "more_than"
    if text.word(first - 1) == "до" and first - 1 >= begin:
        governed = any(text.lemma(i) in _CHANGES for i in range(max(begin, first - 7), first - 1))
        return first - 1, None if governed else "less_than"
    return first, None
