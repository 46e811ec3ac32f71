"""Marks to SVG: Altair says what is where, vl-convert draws it, and nothing but shapes, texts and links is let through.

Runs in a process of its own (`studio.py`): drawing holds the interpreter for as long as it takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from lxml import etree

from onrecord.web.addresses import static_address
from onrecord.web.pictures.picture import INK, SOFT, Picture

if TYPE_CHECKING:
    import altair as alt

FONT = '"Source Sans 3", "Noto Sans", "DejaVu Sans", system-ui, sans-serif'
SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"
# Marks carry the number of their link, never an address: what leads somewhere is put in when all is drawn.
_NUMBERED = "https://picture.invalid/"
_TAGS = frozenset(("svg", "g", "path", "rect", "line", "text", "tspan", "a"))
_ATTRIBUTES = frozenset(
    """
    width height viewBox x y x1 x2 y1 y2 dx dy d transform fill fill-opacity stroke stroke-width stroke-opacity
    stroke-dasharray stroke-miterlimit stroke-linecap opacity font-size font-weight text-anchor
    """.split()
)


def sheet() -> str:
    """The address of the style sheet."""
    return static_address("picture.css")


def draw(picture: Picture, language: str) -> bytes:
    """The picture as SVG, the same bytes for the same picture. Raises `KeyError` where nobody knows its name."""
    import vl_convert

    from onrecord.web.pictures import MODULES

    links: list[tuple[str, str]] = []
    parts = {name: [_numbered(mark, links) for mark in marks] for name, marks in picture.parts.items()}
    chart = MODULES[picture.name].chart(parts, picture.width, picture.height)
    drawn = vl_convert.vegalite_to_svg(chart.to_dict())
    return _clean(drawn, links, picture.title, language)


def _numbered(mark: Mapping[str, Any], links: list[tuple[str, str]]) -> dict[str, Any]:
    found = {name: value for name, value in mark.items() if name not in ("link", "says")}
    if link := mark.get("link"):
        found["href"] = f"{_NUMBERED}{len(links)}"
        links.append((link, mark.get("says", "")))
    return found


def _clean(drawn: str, links: list[tuple[str, str]], title: str, language: str) -> bytes:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.fromstring(drawn.encode(), parser)
    fresh = _copy(root, links)
    fresh.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    fresh.set("font-family", FONT)
    fresh.set("role", "group")
    fresh.set("aria-label", title)
    tree = etree.ElementTree(fresh)
    fresh.addprevious(etree.ProcessingInstruction("xml-stylesheet", f'type="text/css" href="{sheet()}"'))
    data: bytes = etree.tostring(tree, xml_declaration=True, encoding="utf-8")
    return data


def _copy(element: Any, links: list[tuple[str, str]]) -> Any:
    """The element with what is known to be harmless; a link leads to a page of the desk or nowhere."""
    name = etree.QName(element).localname
    fresh = etree.Element(f"{{{SVG}}}{name}", nsmap={None: SVG})
    for attribute, value in element.attrib.items():
        if attribute in _ATTRIBUTES:
            fresh.set(attribute, value)
    fresh.text = element.text
    if name == "a":
        link, says = links[int(element.get(_XLINK, "").removeprefix(_NUMBERED))]
        if link.startswith("/") and not link.startswith("//"):
            fresh.set("href", link)
            fresh.set("target", "_top")  # the page that shows the picture, not the frame
        if says:
            fresh.set("aria-label", says)
            etree.SubElement(fresh, f"{{{SVG}}}title").text = says
    for child in element:
        if isinstance(child.tag, str) and etree.QName(child).localname in _TAGS:
            fresh.append(_copy(child, links))
    return fresh


# ---- what charts have in common


def data_of(marks: Iterable[Mapping[str, Any]]) -> alt.InlineData:
    import altair as alt

    return alt.InlineData(values=[dict(mark) for mark in marks])


def layered(layers: Iterable[Any], width: int, height: int) -> Any:
    """One chart of these layers. What is where is settled by numbers alone, not by how wide a font of this machine
    is, so that other machines draw the same."""
    import altair as alt

    chart = alt.layer(*layers).properties(
        width=width, height=height, padding=0, autosize=alt.AutoSizeParams(type="none")
    )
    return (
        chart.configure(background="transparent", font=FONT)
        .configure_view(stroke=None)
        .configure_text(color=INK, fontSize=13)
    )


def pixels(width: int, height: int) -> tuple[Any, Any]:
    """Encodings for marks that know where they stand, from the upper left corner."""
    import altair as alt

    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, width], range=[0, width], nice=False, zero=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, height], range=[0, height], nice=False, zero=False))
    return x, y


def own(channel: str) -> dict[str, Any]:
    """Encodes a channel by what the marks themselves say."""
    return {"field": channel, "type": "nominal", "scale": None, "legend": None}


def legend(entries: Iterable[Mapping[str, Any]], width: int, height: int) -> list[Any]:
    """Layers that say what colours and shapes mean."""
    import altair as alt

    x, y = pixels(width, height)
    base = alt.Chart(data_of(entries))
    return [
        base.mark_point(filled=True, size=70, opacity=1).encode(
            x=x, y=y, color=alt.Color(**own("colour")), shape=alt.Shape(**own("shape"))
        ),
        base.mark_text(align="left", baseline="middle", dx=10, color=SOFT).encode(x=x, y=y, text="text:N"),
    ]
