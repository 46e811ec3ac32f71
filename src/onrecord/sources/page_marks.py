"""What the marks of a page (tags, classes, roles) say of its parts: those that are page and never article.

The words here are those that the makers of pages give to its parts, in English or in Latin letters whatever the
page's own language is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Never article, wherever they stand.
_TAGS = frozenset(
    "script style noscript template svg canvas iframe frame object embed video audio map area form button input select"
    " textarea option datalist dialog nav aside menu link meta base progress meter figcaption noindex amp-ad amp-embed"
    " amp-sidebar amp-consent amp-iframe amp-social-share amp-analytics amp-list ins-ad".split()
)
# Page unless the headline stands in them.
_AROUND = frozenset(["header", "footer"])
_ROLES = frozenset(
    "navigation banner contentinfo complementary search dialog alertdialog menu menubar toolbar tablist".split()
)
_KINDS = re.compile(
    r"/(?:ImageObject|VideoObject|AudioObject|WPHeader|WPFooter|WPSideBar|SiteNavigationElement"
    r"|WPAdBlock|Comment|AggregateRating|InteractionCounter|BreadcrumbList|Organization|Person)\Z"
)
_PARTS = frozenset("caption image logo publisher commentcount comment interactionstatistic keywords".split())

_SPLIT = re.compile(r"[^a-z0-9]+|(?<=[a-z])(?=[0-9])")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def _any(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(words.split())})\Z")


# Other people's words and other articles: page even where they are longer than the article.
_OTHERS = _any(
    "comments? commentlist comentarios? kommentari\\w* discuss\\w* disqus\\w* forum replies respond hypercomments"
    " related\\w* recommend\\w* recommended similar simil\\w* readmore readnext readalso also seealso morenews"
    " othernews teasers? popular trending mostread mostpopular lenta newsfeed"
    " crosslinks? linklist upnext outbrain taboola mgid smi2 infinite neighbou?rs suggest\\w* promoted"
)
# What hangs around and within an article.
_FURNITURE = _any(
    "nav navi\\w* navbar menu menus submenu topmenu breadcrumbs? crumbs? sidebar sidebars side aside sider rail"
    " widget\\w* foot footer pagefoot sitefooter bottom\\w* masthead topbar toolbar toolbox headerbar"
    " share shares sharing sharer sharedaddy share\\w+ social socials soc socnet socialbar likes? likely repost rating"
    " ratings rate vote votes voting poll polls quiz opros"
    " subscribe\\w* subscription\\w* subs subscr newsletters? signup mailing push pushes optin"
    " ad ads adv advert\\w* adfox\\w* adsense adblock adslot adbox banners? sponsor\\w* promo promos reklama reclame"
    " cookies? consent gdpr policy paywall pay regwall loginform login popup popups modal modals overlay toast"
    " tags tagcloud taglist keywords topics rubricator toc"
    " byline bylines authorbox authorbio bio author authors views counter counters visits stat stats"
    " print printer tools tool actions controls buttons btn btns icons? pager pagination paging prev pagenav slider"
    " carousel gallery lightbox thumbs"
    " caption captions credit credits copyright copy photocredit photoby imgcaption figcaption"
    " weather pogoda currency currencies rates informer\\w* ticker horoscope goroskop calendar clock"
    " more next latest sr skip skiplink noprint preloader loader loading complaint orphus typo mistake"
    " telegram tg whatsapp vk vkontakte facebook twitter ok rss partner partners"
    " embed embeds"
)
# A name that opens so says what a part has, not what it is: "has-sidebar".
_MODIFIER = re.compile(r"(?:has|is|with|no|without)$")


def is_never_article(element: HtmlElement) -> bool:
    """Whether a tag, a role or a kind alone says that an element is no article."""
    tag = element.tag
    if not isinstance(tag, str) or tag in _TAGS:
        return True
    if (element.get("role") or "").lower() in _ROLES or element.get("hidden") is not None:
        return True
    if (element.get("aria-hidden") or "").lower() == "true" and tag not in ("span", "a"):
        return True
    style = (element.get("style") or "").replace(" ", "").lower()
    if "display:none" in style or "visibility:hidden" in style:
        return True
    kind = element.get("itemtype")
    if kind and _KINDS.search(kind.strip()):
        return True
    return (element.get("itemprop") or "").lower() in _PARTS


def is_around(element: HtmlElement) -> bool:
    """Whether an element is the page's head or foot, if the headline does not stand in it."""
    return element.tag in _AROUND


def is_of_others(element: HtmlElement) -> bool:
    """Whether the names of an element speak of readers' comments or of other articles."""
    return any(_OTHERS.match(word) for word in _words(element))


def is_furniture(element: HtmlElement) -> bool:
    """Whether the names of an element are those of furniture."""
    return any(_FURNITURE.match(word) for word in _words(element))


def _words(element: HtmlElement) -> list[str]:
    """The words of an element's class and id, whole names with their parts run together too."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if len(names) < 2 or len(names) > 500:
        return []
    words: list[str] = []
    for name in names.split():
        parts = [part for part in _SPLIT.split(_CAMEL.sub("-", name).lower()) if part]
        if parts and not _MODIFIER.match(parts[0]):
            words += parts
            words.append("".join(parts))
    return words
