"""The Russian words that tell of encounters, with what each takes: prepositions, cases, objects."""

from __future__ import annotations

from onrecord.languages.encounters import Frame, Role, Slot
from onrecord.model.record import EventKind


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SITE: dict[Slot, Role] = {("в", "Loc"): "place", ("на", "Loc"): "place"}
_LED: dict[Slot, Role] = {("глава", "Ins"): "with", ("руководство", "Gen"): "with", ("вместе", "Ins"): "with"}
_COMPANY: dict[Slot, Role] = {("с", "Ins"): "with", ("между", "Ins"): "agent", ("участие", "Gen"): "with", **_LED}

_MEET_NOUN: dict[Slot, Role] = {("", "Gen"): "agent", ("", "Ins"): "agent", ("у", "Gen"): "host", **_COMPANY, **_SITE}
_MEET_VERB: dict[Slot, Role] = {("", "Nom"): "agent", **_COMPANY, **_SITE}
_BODY: dict[Slot, Role] = {**_MEET_NOUN, ("", "Gen"): "host", ("при", "Loc"): "host", ("для", "Gen"): "with"}
_GUESTS: dict[Slot, Role] = {**_BODY, ("", "Dat"): "with", ("честь", "Gen"): "with"}
_TRIP_NOUN: dict[Slot, Role] = {
    ("", "Gen"): "agent",
    ("", "Ins"): "agent",
    ("в", "Acc"): "goal",
    ("на", "Acc"): "goal",
    ("по", "Dat"): "goal",
    ("в", "Loc"): "goal",
    ("участие", "Gen"): "with",
    **_LED,
}
_TRIP_VERB: dict[Slot, Role] = {
    ("", "Nom"): "agent",
    ("в", "Acc"): "goal",
    ("на", "Acc"): "goal",
    **_LED,
}
_SIGN_VERB: dict[Slot, Role] = {("", "Nom"): "agent", ("", "Ins"): "agent", ("", "Acc"): "object", **_COMPANY, **_SITE}
_ASK_VERB: dict[Slot, Role] = {
    ("", "Nom"): "agent",
    ("", "Acc"): "with",
    ("в", "Acc"): "goal",
    ("на", "Acc"): "goal",
}

_CREDENTIALS_NOUN: dict[Slot, Role] = {("", "Dat"): "with", ("", "Ins"): "agent", **_SITE}
_SIGN_NOUN: dict[Slot, Role] = {("", "Gen"): "object", ("", "Ins"): "agent", **_COMPANY, **_SITE}
_SEE_NOUN: dict[Slot, Role] = {("", "Gen"): "goal", ("", "Ins"): "agent"}
_SEE_VERB: dict[Slot, Role] = {("", "Nom"): "agent", ("", "Ins"): "agent", ("", "Acc"): "goal", **_LED}
_STAY_VERB: dict[Slot, Role] = {("", "Nom"): "agent", ("в", "Loc"): "goal", ("на", "Loc"): "goal", **_LED}
_RECEIVE_VERB: dict[Slot, Role] = {("", "Nom"): "agent", ("", "Ins"): "agent", ("", "Acc"): "with", **_LED, **_SITE}
_CREDENTIALS_VERB: dict[Slot, Role] = {("", "Nom"): "agent", ("", "Dat"): "with", ("от", "Gen"): "with", **_SITE}
_CALL_VERB: dict[Slot, Role] = {("", "Nom"): "agent", ("", "Dat"): "with", **_COMPANY}
_DISCUSS_VERB: dict[Slot, Role] = {("", "Nom"): "agent", **_COMPANY}

_PAPERS = _words(
    "соглашение договор контракт меморандум декларация протокол коммюнике пакт конвенция заявление договоренность "
    "документ хартия сделка пакет закон указ"
)
_CONTRACTS = _PAPERS - _words("заявление закон указ документ пакет")


def _noun(
    kind: EventKind,
    rule: str,
    roles: dict[Slot, Role],
    modifiers: str = "",
    unless: str = "",
    needs: tuple[Role, ...] = (),
) -> Frame:
    return Frame(kind, "noun." + rule, roles, _words(modifiers), _words(unless), frozenset(), frozenset(needs))


def _verb(
    kind: EventKind,
    rule: str,
    roles: dict[Slot, Role],
    objects: frozenset[str] = frozenset(),
    unless: str = "",
    needs: tuple[Role, ...] = (),
    modifiers: str = "",
) -> Frame:
    return Frame(kind, "verb." + rule, roles, _words(modifiers), _words(unless), objects, frozenset(needs))


_REMOTE = "телефонный телефон"
_INTERVIEWERS = "корреспондент журналист издание газета агентство журнал радио телеканал репортер"
_MEETING = _noun("meeting", "meeting", _MEET_NOUN)
_TALKS = _noun("negotiation", "talks", _MEET_NOUN)
_GATHERING = _noun("conference", "gathering", _BODY)
_SESSION = _noun("meeting", "session", _BODY)
_VISIT = _noun("visit", "visit", _TRIP_NOUN)
_PRESS = _noun("conference", "press", _BODY)
_SIGNING = _noun(
    "signing",
    "signing",
    _SIGN_NOUN,
    modifiers=" ".join(sorted(_CONTRACTS)),
)

# People eat every day: who gives it for whom makes it a reception, or what it is called.
_MEAL = (
    _noun("reception", "reception", _GUESTS, modifiers="торжественный официальный государственный праздничный рабочий"),
    _noun("reception", "reception_plain", _GUESTS, needs=("guest", "host", "with")),
)

NOUNS: dict[str, tuple[Frame, ...]] = {
    "встреча": (
        _noun("summit", "summit", _MEET_NOUN, modifiers="верх"),
        _noun("call", "call", _MEET_NOUN, modifiers=_REMOTE),
        _MEETING,
    ),
    "аудиенция": (_MEETING,),
    "беседа": (
        _noun("call", "call", _MEET_NOUN, modifiers=_REMOTE),
        _noun("meeting", "talk", _MEET_NOUN, unless=_INTERVIEWERS),
    ),
    "разговор": (
        _noun("call", "call", _MEET_NOUN, modifiers=_REMOTE),
        _noun("meeting", "talk", _MEET_NOUN, unless=_INTERVIEWERS, needs=("with", "agent")),
    ),
    "звонок": (_noun("call", "call", _MEET_NOUN, needs=("agent", "with")),),
    "видеозвонок": (_noun("call", "call", _MEET_NOUN, needs=("agent", "with")),),
    "контакт": (
        _noun("call", "call", _MEET_NOUN, modifiers=_REMOTE),
        _noun("meeting", "contacts", _MEET_NOUN, needs=("with",)),
    ),
    "видеовстреча": (_MEETING,),
    "переговоры": (_noun("call", "call", _MEET_NOUN, modifiers=_REMOTE), _TALKS),
    "вручение": (_noun("meeting", "credentials", _CREDENTIALS_NOUN, modifiers="верительный", needs=("with", "agent")),),
    "консультация": (_noun("negotiation", "consultations", _MEET_NOUN, needs=("with", "agent")),),
    "заседание": (_SESSION,),
    "совещание": (_SESSION,),
    "собрание": (_noun("meeting", "session", _BODY, unless="законодательный народный учредительный федеральный"),),
    "сессия": (_SESSION,),
    "саммит": (_noun("summit", "summit", _BODY),),
    "прием": (
        _noun(
            "reception",
            "reception",
            _GUESTS,
            modifiers="торжественный приветственный официальный государственный дипломатический праздничный",
        ),
        _noun(
            "reception",
            "reception_plain",
            _GUESTS,
            unless="документ заявление заявка гражданин лекарство препарат пища вызов звонок обращение теплый "
            "холодный радушный горячий врач экзамен",
            needs=("agent", "host", "with"),
        ),
    ),
    "банкет": (_noun("reception", "reception", _GUESTS),),
    "ужин": _MEAL,
    "обед": _MEAL,
    "завтрак": _MEAL,
    "ланч": _MEAL,
    "форум": (_GATHERING,),
    "конференция": (_GATHERING,),
    "видеоконференция": (_GATHERING,),
    "пресс-конференция": (_PRESS,),
    "брифинг": (_PRESS,),
    "симпозиум": (_GATHERING,),
    "конгресс": (_noun("conference", "gathering", _BODY, unless="член американский сша палата сенат представитель"),),
    "съезд": (_GATHERING,),
    "ассамблея": (_noun("conference", "gathering", _BODY, unless="парламентский законодательный"),),
    "стол": (_noun("conference", "gathering", _BODY, modifiers="круглый"),),
    "чтение": (_noun("conference", "readings", _BODY, unless="второй первый третий книга"),),
    "визит": (_VISIT,),
    "поездка": (_VISIT,),
    "приезд": (_VISIT,),
    "турне": (_VISIT,),
    "посещение": (_noun("visit", "visit", _SEE_NOUN),),
    "прибытие": (_noun("visit", "arrival", _TRIP_NOUN, needs=("agent",)),),
    "подписание": (_SIGNING,),
    "заключение": (_SIGNING,),
    "приглашение": (_noun("invitation", "invitation", _TRIP_NOUN, needs=("goal", "agent")),),
}

_MEET = _verb("meeting", "meet", _MEET_VERB)
_ARRIVE = _verb("visit", "arrive", _TRIP_VERB, needs=("goal",))
_CALL = _verb("call", "call", _CALL_VERB, modifiers="телефон видеосвязь", needs=("agent", "with"))
_TALK = _verb("meeting", "meet", _MEET_VERB, needs=("with",), unless=_INTERVIEWERS)
_CREDENTIALS = _verb("meeting", "credentials", _CREDENTIALS_VERB, modifiers="верительный")
_LEAVE = _verb("visit", "leave", _TRIP_VERB, needs=("goal",))
_SIGN = _verb("signing", "sign", _SIGN_VERB, objects=_CONTRACTS)
_ENACT = _verb("signing", "enact", _SIGN_VERB, objects=_PAPERS - _CONTRACTS)


def _each(lemmas: str, *frames: Frame) -> dict[str, tuple[Frame, ...]]:
    return dict.fromkeys(lemmas.split(), frames)


VERBS: dict[str, tuple[Frame, ...]] = {
    **_each("встретиться встречаться повстречаться увидеться повидаться", _MEET),
    **_each("побеседовать беседовать переговорить", _CALL, _MEET),
    **_each("поговорить", _CALL, _TALK),
    **_each("связаться связываться говорить пообщаться общаться", _CALL),
    **_each("обменяться обмениваться", _CALL, _verb("meeting", "discuss", _DISCUSS_VERB, objects=_words("мнение"))),
    **_each("собраться собираться", _verb("meeting", "gather", _MEET_VERB, needs=("agent",))),
    **_each("вручить вручать", _CREDENTIALS),
    **_each("принять принимать", _CREDENTIALS, _verb("meeting", "receive", _RECEIVE_VERB, needs=("with",))),
    **_each("созвониться позвонить созваниваться", _verb("call", "call", _CALL_VERB, needs=("with",))),
    **_each("посетить посещать", _verb("visit", "visit", _SEE_VERB, needs=("goal",))),
    **_each("прибыть прибывать прилететь прилетать приехать приезжать", _ARRIVE),
    **_each(
        "отправиться отправляться вылететь вылетать направиться полететь съездить поехать ехать слетать отбыть", _LEAVE
    ),
    **_each("побывать гостить", _verb("visit", "stay", _STAY_VERB, needs=("goal",))),
    **_each("подписать подписывать парафировать", _SIGN, _ENACT),
    **_each("заключить заключать", _verb("signing", "conclude", _SIGN_VERB, objects=_CONTRACTS)),
    **_each("пригласить приглашать", _verb("invitation", "invite", _ASK_VERB, needs=("with",))),
    **_each("обсудить", _CALL, _verb("meeting", "discuss", _DISCUSS_VERB)),
    **_each("обсуждать", _CALL),
}
