"""Who is who: titles and their bearers, bodies called by their field, people told by what befell them."""

from __future__ import annotations

import pytest
from who import EMPTY, language, named, read, whom

from onrecord.dossier import load_dossier
from onrecord.extract.mentions import Mentions, find_mentions
from onrecord.sources.reading import make_document


def called(found: Mentions, words: str) -> str:
    party = whom(found, words)
    return "" if party is None else party.name


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        # the net takes these names for places
        ("Об этом заявил губернатор острова Ваян Костер.", "губернатор острова Ваян Костер", "Ваян Костер"),
        # a woman, though the dictionary has her first name for a man's
        (
            "Официальный представитель МИД Кемории Мао Нин заявила об отказе.",
            "Официальный представитель МИД Кемории Мао Нин",
            "Мао Нин",
        ),
        # the verb that syntax finds is another's
        (
            "Скульптор Георгий Марвен соорудил памятник, его работа понравилась супруге мэра.",
            "Скульптор Георгий Марвен",
            "Георгий Марвен",
        ),
        # an owner whose surname does not bend
        ("Катя Лис молчит. Адвокат Лис Денис Гром приехал.", "Адвокат Лис Денис Гром", "Денис Гром"),
        # set off, with a title of its own or without
        ("Её коллега по палате, сенатор Джон Тарн, возразил.", "коллега по палате", "Джон Тарн"),
        ("Её супруг, Олег Вейн, уехал.", "супруг, Олег Вейн", "Олег Вейн"),
        ("Прибыл спикер Нурлан Тургунбек уулу.", "спикер Нурлан Тургунбек уулу", "Нурлан Тургунбек уулу"),
    ],
)
def test_a_title_is_of_whom_it_stands_beside(text: str, words: str, name: str) -> None:
    assert called(read(text), words) == name


def test_a_name_after_a_title_may_yet_be_its_owners() -> None:
    found = read("Помощник Кейт Грант сообщил об отъезде. Кейт Грант молчит.")
    assert called(found, "Помощник Кейт Грант") == "помощник Кейт Грант"


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("МИД Сельмии молчит. Так сказали во внешнеполитическом ведомстве.", "внешнеполитическом ведомстве", "МИД"),
        ("МИД Сельмии молчит. Дипведомство не отвечает.", "Дипведомство", "МИД"),
        (
            "Министерство обороны Сельмии молчит. Министерство финансов Сельмии тоже. Об этом сказали в оборонном "
            "ведомстве.",
            "оборонном ведомстве",
            "Министерство обороны",
        ),
        ("Посольство Сельмии в Тальсе закрыто. Так сказали в дипмиссии.", "дипмиссии", "Посольство"),
        ("Следственный комитет молчит. Представитель СК уехал.", "СК", "Следственный комитет"),
        ("Нацбанк Кемории молчит. Регулятор ждёт.", "Регулятор", "Нацбанк"),
        (
            "Погиб один человек, передаёт ТАСС со ссылкой на пресс-службу МВД по Тальсу. Так сказали в ведомстве.",
            "ведомстве",
            "МВД по Тальсу",
        ),
        ("В управлении образования молчат. В управлении образования пояснили это.", "управлении образования", "управл"),
    ],
)
def test_a_body_may_be_called_by_its_field(text: str, words: str, name: str) -> None:
    assert called(read(text), words).startswith(name)


def test_a_field_of_another_state_is_another_body() -> None:
    found = read("МИД Китая молчит. Внешнеполитическое ведомство Ирана тоже.")
    assert called(found, "Внешнеполитическое ведомство Ирана") != "МИД Китая"


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Пресс-секретарь президента Лев Тарн уехал. Представитель Кремля молчит.", "Представитель Кремля", "Лев Тарн"),
        ("Экс-глава Минтранса Роман Вейн молчит. Бывший министр уехал.", "Бывший министр", "Роман Вейн"),
        ("Глава Минспорта Иван Гром молчит. Министр спорта уехал.", "Министр спорта", "Иван Гром"),
        (
            "Уполномоченный по правам ребёнка Динара Тарн молчит. Детский омбудсмен уехала.",
            "Детский омбудсмен",
            "Динара Тарн",
        ),
    ],
)
def test_one_office_by_two_names(text: str, words: str, name: str) -> None:
    assert called(read(text), words) == name


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Пострадавшая рассказала, что нападавших было двое.", "Пострадавшая", "пострадавшая"),
        ("Задержанный признался, что взял деньги.", "Задержанный", "задержанный"),
        ("Выжившие сообщили, что судно загорелось.", "Выжившие", "выжившие"),
        ("По словам пострадавшего, помощь не пришла.", "пострадавшего", "пострадавший"),
        ("Об этом сказала мать погибшего.", "мать погибшего", "мать погибшего"),
    ],
)
def test_people_told_by_what_befell_them(text: str, words: str, name: str) -> None:
    assert called(read(text), words) == name


def test_a_participle_of_a_noun_is_nobody() -> None:
    found = read("Базирующаяся в Риме организация молчит. Прооперировавшие и лечащие больного врачи молчат.")
    assert named(found, "person").isdisjoint({"базирующаяся", "прооперировавшие"})
    assert "прооперировавшие" not in named(found, "group")


@pytest.mark.parametrize(
    ("text", "title", "name"),
    [
        ("Министр обороны Кастонии, глава делегации Пётр Лозан прибыл.", "Министр обороны Кастонии", "Пётр Лозан"),
        ("Депутат, лидер фракции «Север» Анна Лис отметила успех.", "Депутат", "Анна Лис"),
        (
            "Заместитель министра иностранных дел Норландии, специальный представитель премьер-министра по реке Эсте "
            "Олаф Бергсон заявил, что переговоры продолжатся.",
            "Заместитель министра иностранных дел Норландии",
            "Олаф Бергсон",
        ),
        # a list of people, not of titles
        ("Директор завода, министр Орлов и мэр осмотрели цех.", "Директор завода", "директор завода"),
        ("Директор завода, министр Иван Орлов осмотрели цех.", "Директор завода", "директор завода"),
    ],
)
def test_titles_with_a_comma_between_are_one_persons(text: str, title: str, name: str) -> None:
    assert called(read(text), title) == name


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Выступила Анна Зорина. Потом Анна Сергеевна уехала.", "Анна Сергеевна", "Анна Зорина"),
        # another father's name, two of one first name
        ("Выступила Анна Петровна Зорина. Потом Анна Сергеевна уехала.", "Анна Сергеевна", "Анна Сергеевна"),
        ("Анна Зорина и Анна Лис молчат. Потом Анна Сергеевна уехала.", "Анна Сергеевна", "Анна Сергеевна"),
        ("Сослались на министра Татьяну Былинскую.", "министра Татьяну Былинскую", "Татьяна Былинская"),
        ("Сообщил источник, близкий к мэрии.", "источник, близкий к мэрии", "источник, близкий к мэрии"),
        (
            "Министерство по вопросам временно оставленных территорий молчит.",
            "Министерство по вопросам временно оставленных территорий",
            "Министерство по вопросам временно оставленных территорий",
        ),
        # what bodies are called
        ("Минздрав ответил банку «Север». В министерстве ждут.", "министерстве", "Минздрав"),
        ("Говорил министр экономики и коммерции Бекир Садов. Так считает глава Минэкономкоммерции.",
         "глава Минэкономкоммерции", "Бекир Садов"),
        ("Говорил министр экономики и коммерции Бекир Садов. Так считает глава Минздрава.", "глава Минздрава",
         "глава Минздрава"),
        ("Учителя пошли в Минпросвещения. В Минпросвещения молчат.", "Минпросвещения", "Минпросвещения"),
        ("Роскомнадзор направил письмо в Telegram. По данным ведомства, канал закрыт.", "ведомства", "Роскомнадзор"),
        ("Кабинет министров собрался. В правительстве ждут.", "правительстве", "Кабинет министров"),
        ("Кабинет министров собрался. Областное правительство ждёт.", "Областное правительство",
         "областное правительство"),
        ("Посольство Норландии молчит. В диппредставительстве ждут.", "диппредставительстве", "посольство Норландии"),
    ],
)  # fmt: skip
def test_who_is_called_otherwise(text: str, words: str, name: str) -> None:
    assert called(read(text), words) == name


def test_an_adposition_is_no_initial() -> None:
    assert "В Эстебург" not in named(read("В Эстебург прибыл министр обороны Кастонии, глава делегации."), "person")


def test_an_office_that_the_net_takes_for_a_name_is_none() -> None:
    text = (
        "Тургунов провёл переговоры с Ландером\n\nЗаместитель Премьер-министра – министр иностранных дел Республики "
        "Казахстан Мурат Тургунов провёл в Вашингтоне переговоры с заместителем Госсекретаря Кристофером Ландером, "
        "сообщает пресс-служба МИД РК."
    )
    assert named(read(text), "person") == {"Мурат Тургунов", "Кристофер Ландер"}


def test_solemn_titles_are_one_persons() -> None:
    text = (
        "Основатель мира и единства — Лидер нации, Президент Республики Таджикистан уважаемый Олег Тарин принял посла Игоря "
        "Веско."
    )
    assert named(read(text), "person") == {"Олег Тарин", "Игорь Веско"}
    # a list is one of several people still
    assert "министр экономики" in named(
        read("Пришли министр экономики, председатель банка Иван Лодин и гости."), "person"
    )


def test_who_is_nobody_in_particular_is_no_office_holder() -> None:
    found = read("Президент Кемории Олег Тарин молчит. Ни один президент Кемории туда не ездил. Каждый министр знает.")
    assert whom(found, "один президент Кемории") is None
    assert whom(found, "министр") is None


def test_a_diplomat_is_rather_who_is_known_for_one_than_a_president_named_later() -> None:
    terms = load_dossier(None)
    text = (
        "Спецпосланник США Олег Тарин приехал в Ташкент. Олег Тарин передал приглашение Шавкату Мирзиёеву. "
        "Вопросов не было, сказал дипломат."
    )
    for published in (None, "XXXX-11-18", "2025-11-18"):
        assert called(read(text, terms, published), "дипломат") == "Олег Тарин"


def test_an_envoy_is_called_so_by_other_words_and_a_guest_is_not_the_host() -> None:
    text = (
        "Специальный представитель президента США Олег Тарин прилетел в Бишкек. Затем американский посланник встретился "
        "с депутатами. Его принял спикер Игорь Веско. Гость молчал."
    )
    found = read(text, load_dossier(None))
    assert called(found, "американский посланник") == "Олег Тарин"
    assert called(found, "Гость") != "Игорь Веско"


def test_a_bodys_name_in_marks_may_begin_with_a_states() -> None:
    found = read("Глава «Казахстан темир жолы» Олег Тарин подписал договор.", load_dossier(None))
    assert "Казахстан темир жолы" in named(found, "organization")
    assert "Казахстан" not in named(found, "country")


def test_sides_that_act_are_those_who_came_together() -> None:
    found = read(
        "Министры стран Центральной Азии и США собрались в Астане. Стороны подписали меморандум.", load_dossier(None)
    )
    party = whom(found, "Стороны")
    assert party is not None
    assert len(party.members) == 6


def test_a_mans_first_name_ends_a_title() -> None:
    text = (
        "Делегацию возглавил первый заместитель министра иностранных дел Фаррух Лорзода, другую — советник Пол Капур."
    )
    assert "Фаррух Лорзода" in named(read(text), "person")
    assert not any("заместитель" in name for name in named(read(text), "person"))


def test_at_the_head_of_is_nobody() -> None:
    found = read("Президент Олег Тарин принял делегацию во главе с Игорем Веско.")
    assert not any(mention.span.text == "главе" for mention in found.mentions)


def test_sides_are_the_two_states_of_the_lead() -> None:
    text = "Таджикистан и США договорились о торговле. " + "Олег Тарин молчит. " * 8 + "Стороны довольны."
    party = whom(read(text, load_dossier(None)), "Стороны")
    assert party is not None
    assert party.name == "Таджикистан, США"
    # leaders of states are no ministers who met
    text = (
        "Министр иностранных дел Перу Олег Тарин встретился с министром иностранных дел Чада Игорем Веско. Говорили о "
        "договоренностях, достигнутых лидерами двух стран."
    )
    leaders = whom(read(text, load_dossier(None)), "лидерами двух стран")
    assert leaders is None or "Олег Тарин" not in leaders.name


def test_who_reports_at_the_end_is_nobody_of_whom_it_is_told() -> None:
    text = "Министр Олег Тарин сообщил о письме. Министр торговли Игорь Веско лично вел переговоры, уточнил он."
    assert called(read(text), "он") == "Олег Тарин"


def test_a_medium_that_a_credit_names_is_the_paper() -> None:
    document = make_document(
        "t",
        "Компания «Север» строит завод. Цены выросли, передает «Маяк». Издание молчит о деталях.",
        load_dossier(None),
    )
    found = find_mentions(document, language().annotator.annotate(document.raw, document.body), language(), EMPTY)
    assert called(found, "Издание") == "Маяк"


def test_a_latin_name_may_end_with_a_states() -> None:
    found = read("Об этом Олег Тарин рассказал Forbes Kazakhstan.", load_dossier(None))
    assert named(found, "country") == set()


def test_where_somebody_works_is_no_part_of_the_name() -> None:
    found = read("По мнению сотрудника Карнеги-центра Темура Лорова, всё хорошо.")
    assert "Темур Лоров" in named(found, "person")
