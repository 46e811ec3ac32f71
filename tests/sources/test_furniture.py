"""Pages with marks: "-" before a line that is page, "+" before one that is article; "‖" cuts a line."""

from __future__ import annotations

from itertools import pairwise

import pytest

from onrecord.sources.furniture import read_lines
from onrecord.sources.reading import make_document

LEAD = "Министр иностранных дел Кемории Рустан Кебеков прибыл в Линтар и встретился с коллегами из Тумерии и Ардалии."
NEXT = "По его словам, стороны обсудили тариф, дорогу к перевалу и сроки открытия нового посольства в Ошгере."
LAST = "Следующая встреча министров намечена на осень, её место пока не названо."

PAGES = {
    "share, print, comment": f"""
+Министр прилетел в Линтар

+{LEAD}
+{LAST}
-Поделиться
-Версия для печати
-Комментарии (12)
-Оставить комментарий
""",
    "placeholders": f"""
+Министр прилетел в Линтар
-None
-null
+{LEAD}
-undefined
+{LAST}
-None
""",
    "weather and rates above": f"""
-Загрузка погоды…
-Линтар: +3 °C, дождь
-Погода в Саврине
--5…-7 °С
-Курсы валют Нацбанка
-(11.03.2031) $ 512.53 ₸ € 592.43 ₸ ¥ 72.44 ₸
-USD 512,3 EUR 590,1 RUB 6,4
+Министр прилетел в Линтар
+{LEAD}
+{LAST}
""",
    "menu above and below": f"""
-Главная
-Политика
-Экономика
-В мире
-Рус Қаз Eng
+Министр прилетел в Линтар
+{LEAD}
+{LAST}
-Новости | Политика | Общество | Спорт
-О проекте
-Реклама на сайте
-Контакты
""",
    "crumbs, stamp, author, counters": f"""
-Главная / Новости / Политика
-06.03.2031, 14:30
-Автор: Инга Солева
-Просмотров: 1 204
+Министр прилетел в Линтар
-Опубликовано: 6 марта 2031, 14:30
-1 204 просмотра
-Время чтения: 2 мин
+{LEAD}
+{LAST}
""",
    "who made it, and how long it takes to read": f"""
-Автор Инга Солева
-Авторы публикации: редакция
-Текст и фото: И. Солева, Пётр Ветров
-Журналист: Инга Солева, «Курьер»
-Материал подготовила Инга Солева
-Беседовал Пётр Ветров-Саврин.
-Источник фото: архив министерства
-Время чтения — 3 мин.
-Время чтения менее минуты
-На чтение 2–3 минуты
-4 мин чтения
+Министр прилетел в Линтар
+{LEAD}
+Журналист: Как вы долетели?
+Корреспондент: Спасибо за разговор.
+Автор закона ждал его два часа.
+Перевела дух только вся свита.
+{LAST}
-Записала Инга Солева
""",
    "photo credits, but captions stay": f"""
+Министр прилетел в Линтар
+Рустан Кебеков выходит из самолёта
-Фото: архив «Линтарского курьера»
+{LEAD}
-Фото Руслана САВЕЛЬЕВА
-Фото пресс-службы министерства
-Иллюстративное фото: pixabay.com
-© Эстрапресс / Иван Петров
-Снимок: пресс-служба МИД Тумерии
-Кебеков в Линтаре - Эстрапресс, 1920, 06.03.2031
+{LAST}
""",
    "a list of links at the end": f"""
+Министр прилетел в Линтар
+{LEAD}
+{LAST}
-Сейчас читают
-Почему в Нуверсе дорожает хлеб
-Три вопроса к новому посольству
-Куда исчезла саранча?
-14:20
-Сколько стоит билет до Ошгера
""",
    "one link in the middle": f"""
+Министр прилетел в Линтар

+{LEAD}

-Читайте также: Почему в Нуверсе дорожает хлеб

+{NEXT}

-Читайте также:
-Три вопроса к новому посольству

+{LAST}
""",
    "links in the middle, a subheading after": f"""
+Министр прилетел в Линтар

+{LEAD}

-По теме:

-Почему в Нуверсе второй месяц подряд дорожает хлеб

-Три вопроса к новому посольству Эстравии в Тумерии

+Что будет дальше

+{NEXT}

+{LAST}
""",
    "links after sharing, without a heading": f"""
+Министр прилетел в Линтар
+{LEAD}
+{LAST}
-Поделиться новостью
-Почему в Нуверсе дорожает хлеб
-Три вопроса к новому посольству
""",
    "follow us, write to us, rights, cookies": f"""
+Министр прилетел в Линтар
+{LEAD}
-Подписывайтесь на наш Telegram-канал
-Следите за нашими новостями в Instagram
-Больше важных новостей в Telegram-канале «Линтар сегодня»
+{LAST}
-Нашли ошибку? Выделите её мышью и нажмите Ctrl+Enter
-Если вы стали свидетелем происшествия, присылайте фото: +7 700 000 00 00
-При использовании материалов сайта ссылка обязательна.
-© 2031 Линтар сегодня. Все права защищены
-Мы используем файлы cookie. Продолжая пользоваться сайтом, вы соглашаетесь с этим.
-Теги: Кемория, Эстравия, тариф
-#кемория #тариф
-https://lintar.example/news/17
-Редакция: тел. +7 700 000 00 00
-WhatsApp: +7 700 000 00 00
""",
    "short paragraphs and headings are article": f"""
+Корвальд анонсировал турне
+{LEAD}
+Главные темы
+1. Дорога и тариф
+  • Кемория — первая по длине дорог.
+  • Тумерия строит мост.
+Программа поездки
+Кемория: Саврин и перевал.
+Тумерия: газ.
+Ардалия: уран.
+Почему сейчас
+Пошлины растут.
+Корвальд: «Мы предлагаем партнёрство».
-Поделиться
""",
    "a page with tags, a picture's text and stamps": f"""
-https://lintar.example/20310306/ministr-17.html
+Министр прилетел в Линтар
-Самолёт министра - 06.03.2031, Линтар сегодня
-06.03.2031, 14:30, Саврин - lintar.kg, Инга СОЛЕВА
-2031-03-06T14:30+0500
-кемория
-эстравия
+САВРИН, 6 мар — Sputnik. {LEAD}
+{LAST}
-дороги
-просмотров: 1234
-Ссылка: https://lintar.example/17
-Лента новостей
-0
-Новости
-RU
""",
    "a masthead with rates, one a line": f"""
-LINTAR.KG
-19:05, 07 марта 2031
-USD 87.45
-EUR 101.20
-RUB 1.07
+Министр прилетел в Линтар
-13:20, 06 марта 2031
+{LEAD}
+{LAST}
-Версия для печати
-Материалы по теме
-Посол улетел из Линтара
""",
    "a list of small letters with bullets is article": f"""
+Министр прилетел в Линтар
+{LEAD} Он назвал, что везёт:
+- уран;
+- газ;
+- цемент.
+{LAST}
""",
    "words of menus within the article are article": f"""
+Министр прилетел в Линтар
+{LEAD}
+Политика
+{NEXT}
+Экономика
+Комментарии
+{LAST}
""",
    "what addresses nobody is article": f"""
+Министр прилетел в Линтар
+«Подписывайтесь на мир, а не на войну», — призвал собравшихся президент Кемории Ильяс Тарлан.
+Читайте договор внимательно, сказал министр, обращаясь к послам четырёх стран региона.
+Погода в Линтаре не испортила встречу: дипломаты гуляли по набережной до самого вечера.
+Курс валют обсудят министры финансов, которые приедут в столицу во вторник.
+{LAST}
""",
    "tails of lines": f"""
+Министр прилетел в Линтар
+{LEAD} ‖Фото: lintar.example
+{NEXT}‖Читайте нас в Яндексе
+{LAST} ‖Подписывайтесь на телеграм-канал «Линтар сегодня».
""",
}


def parse(page: str) -> tuple[str, list[tuple[str, bool]]]:
    """The text of a marked page, and its pieces with whether they are article."""
    pieces: list[tuple[str, bool]] = []
    lines = []
    for line in page.strip("\n").split("\n"):
        if not line:
            lines.append("")
            continue
        text, _, tail = line[1:].partition("‖")
        lines.append(text + tail)
        pieces.append((text.strip(), line[0] == "+"))
        if tail:
            pieces.append((tail.strip(), False))
    return "\n".join(lines), pieces


@pytest.mark.parametrize("name", PAGES)
def test_pages(name: str) -> None:
    raw, pieces = parse(PAGES[name])
    document = make_document("page.txt", raw)
    body = "\n".join(span.text for span in document.body)
    page = "\n".join(span.text for span in document.furniture)
    for text, is_article in pieces:
        assert (text in body) == is_article, text
        assert (text in page) != is_article, text


@pytest.mark.parametrize("name", PAGES)
def test_body_and_furniture_are_all_there_is(name: str) -> None:
    raw, _ = parse(PAGES[name])
    document = make_document("page.txt", raw)
    spans = sorted((*document.body, *document.furniture))
    assert all(one.end <= other.start for one, other in pairwise(spans))
    left = "".join(raw[one.end : other.start] for one, other in pairwise(spans))
    assert not left.strip()
    assert not (raw[: spans[0].start] + raw[spans[-1].end :]).strip()


def test_the_headline_of_a_weather_report_stays() -> None:
    raw = "Прогноз погоды на 8 ноября\n\nВ пятницу в Линтаре ожидается дождь, ночью до -3 °C, днём около нуля."
    assert make_document("x", raw).body[0].text.startswith("Прогноз погоды")


def test_without_a_language_only_placeholders_are_page() -> None:
    lines = read_lines("None\nПоделиться\ntext", 0, None)
    assert [line.kept for line in lines] == [False, True, True]


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_line_ends(end: str) -> None:
    raw = end.join(["Министр прилетел в Линтар", "", LEAD, LAST, "Поделиться", ""])
    document = make_document("x", raw)
    assert [span.text for span in document.furniture] == ["Поделиться"]
    assert document.raw == raw
