"""What the invented outlets of the tests publish: pages with all that stands around an article, and feeds of them."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

DOSSIER = """
outlets:
  - id: estra-tv
    names: {ru: [Эстра-ТВ]}
    domains: [127.0.0.1]
"""

LEAD = "САВРИН, 5 мая. Министр иностранных дел Эстравии Даниэль Корвальд провёл переговоры с посланником Тарвии."
MORE = "Стороны обсудили строительство моста через реку Лан и поставки зерна на 2031 год."
QUOTE = "«Мы откроем мост 12 июня и примем первые грузы», — заявил Корвальд журналистам."
EDITED = "«Мы откроем мост осенью, если найдутся деньги», — заявил Корвальд журналистам."
LAST = "Следующая встреча намечена на 20 мая в Ардале, сообщил представитель министерства."


def page(title: str, paragraphs: Iterable[str], published: str = "2031-05-05T10:00:00+03:00", link: str = "") -> str:
    """A page of an outlet, with its furniture."""
    text = "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in paragraphs)
    canonical = f'<link rel="canonical" href="{escape(link)}">' if link else ""
    return f"""<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>{escape(title)} — Эстра-ТВ</title>
<meta property="og:title" content="{escape(title)}"><meta property="og:type" content="article">{canonical}
<meta property="article:published_time" content="{published}"></head><body>
<header><nav><a href="/">Главная</a> <a href="/politics">Политика</a></nav></header>
<main><article><h1>{escape(title)}</h1>{text}</article></main>
<aside>Читайте также: <a href="/x">Погода в Саврине</a></aside><footer>© Эстра-ТВ, 2031</footer></body></html>"""


def bridge(number: int, quote: str = QUOTE) -> str:
    """One of many articles about the bridge, each its own."""
    town = ("Ардаль", "Саврин", "Лангау", "Тессен", "Корвен", "Мирталь", "Остраль", "Вальден")[number % 8]
    own = f"Власти города {town} выделили на подъездные дороги {number + 3} миллионов крон и ждут ответа до конца мая."
    return page(f"Переговоры о мосте: {town}, день {number + 1}", [LEAD, MORE, own, quote, LAST])


def feed(root: str, items: Iterable[tuple[str, str]]) -> str:
    """An RSS feed of (path, title); only titles and beginnings."""
    listed = "".join(
        f"<item><title>{escape(title)}</title><link>{root}{path}</link><description>Начало…</description>"
        "<pubDate>Mon, 05 May 2031 10:00:00 +0300</pubDate></item>"
        for path, title in items
    )
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Эстра-ТВ</title>{listed}</channel></rss>'
