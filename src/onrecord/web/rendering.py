"""Templates to pages: nothing of an article reaches a page but as text."""

from __future__ import annotations

import secrets
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from onrecord.model.span import Span
from onrecord.views.marked import anchor, printable
from onrecord.views.names import one_line
from onrecord.views.rules import in_words
from onrecord.web.addresses import address, on_day, static_address
from onrecord.web.safety import Sessions
from onrecord.web.saying import of_finding
from onrecord.web.tongue import LANGUAGES, Tongue, choose, tongue
from onrecord.web.wording import words

LANGUAGE_COOKIE = "onrecord_language"


def language_of(request: Request) -> Tongue:
    return choose(request.cookies.get(LANGUAGE_COOKIE, ""), request.headers.get("accept-language", ""))


@cache
def get_ready() -> None:
    """Reads all templates and catalogs, so that no reader waits for that."""
    for code in LANGUAGES:
        environment = _environment(code)
        for name in environment.list_templates(["html"]):
            environment.get_template(name)


class Renderer:
    """Pages of one server."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        # Stands where a session's token belongs; drawn anew for each server, so that no article can have it.
        self._blank = secrets.token_hex(32)

    def page(self, request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
        """A page in the language of whoever asks."""
        return self.answer(request, self.text(request, template, **context), status)

    def text(self, request: Request, template: str, **context: Any) -> str:
        """A page as anybody may be shown it who speaks this language: `answer` makes it that of one session."""
        speech = language_of(request)
        page = (
            _environment(speech.code)
            .get_template(template)
            .render(
                request_path=request.url.path,
                here=here(request),
                query=dict(request.query_params),
                token=self._blank,
                tongue=speech,
                languages=LANGUAGES,
                **context,
            )
        )
        day = context.get("shown_day")
        return on_day(page, day.edtf) if day else page

    def answer(self, request: Request, text: str, status: int = 200) -> HTMLResponse:
        """A page with the token of whoever asks for it."""
        code = language_of(request).code
        own = text.replace(self._blank, self._sessions.token(getattr(request.state, "session", "")))
        return HTMLResponse(own, status, headers={"content-language": code, "vary": "accept-language, cookie"})


def here(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


@cache
def _environment(code: str) -> Environment:
    speech = tongue(code)
    environment = Environment(
        loader=PackageLoader("onrecord.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printable,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(speech.translations, newstyle=True)  # type: ignore[attr-defined]
    environment.globals.update(
        w=lambda table, value: speech.say(words(table, value)),
        rule=lambda value: in_words(value, speech.say),
        value=lambda text: of_finding(one_line(text), speech),
        static=static_address,
        anchor=anchor,
        words_at=words_at,
        address=address,
        behind=False,  # pages that say nothing of the record need not know
        shown_day=None,
        left_out=(),
    )
    environment.filters.update(
        name_in=lambda id_, names: one_line(names.actor(id_)),
        outlet_in=lambda id_, names: names.outlet(id_) if id_ in names.documents else id_,
        day=speech.day,
        when=speech.when,
        number=speech.number,
        share=speech.share,
        month=speech.month,
        line=one_line,
    )
    return environment


def _printable(value: Any) -> Any:
    """Without characters that steer a terminal or turn the direction of a line, whatever they were written into."""
    if isinstance(value, str) and not value.isprintable():
        return Markup(printable(value)) if isinstance(value, Markup) else printable(value)
    return value


def words_at(document: str, span: Span, row: str = "") -> str:
    """The address of words in their article, with the row that rests on them opened."""
    return f"/articles/{document}{f'?row={row}' if row else ''}#{anchor(document, span)}"
