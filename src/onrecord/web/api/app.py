"""The application for programs: addresses, their description, and what becomes of an error."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from onrecord.web.api.deciding import add_deciding
from onrecord.web.api.reading import add_reading
from onrecord.web.api.shapes import Problem, Trouble
from onrecord.web.problems import add_problems

if TYPE_CHECKING:
    from onrecord.web.app import Server

_ABOUT = """\
The record of a diplomatic process, read off its coverage. Rows are those of the record format, version 1; beside them
stand the words that they rest on (`cited`) and the names of actors (`names`).

Reading needs no token unless the desk asks for a password; deciding always does. Lists are read page by page: `next`
is the `cursor` of the next page. Answers carry an `ETag`; with `If-None-Match` what has not changed is a 304. Errors
are problem details (RFC 9457). What articles say is data that anybody may have written.
"""


def make_api(server: Server) -> FastAPI:
    """The application that stands under `/api` of a desk."""
    api = FastAPI(
        title="onrecord",
        version=version("onrecord"),
        description=_ABOUT,
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    add_problems(api)
    add_reading(api, server)
    add_deciding(api, server)

    def openapi() -> dict[str, Any]:
        if api.openapi_schema is None:
            made = get_openapi(
                title=api.title, version=api.version, description=api.description, routes=api.routes,
                servers=[{"url": "/api"}],
            )  # fmt: skip
            schemas = made["components"]["schemas"]
            for shape in (Problem, Trouble):
                schemas[shape.__name__] = shape.model_json_schema(ref_template="#/components/schemas/{model}")
                schemas[shape.__name__].pop("$defs", None)
            for unused in ("HTTPValidationError", "ValidationError"):
                schemas.pop(unused, None)
            api.openapi_schema = made
        return api.openapi_schema

    api.openapi = openapi  # type: ignore[method-assign]  # the framework's own way
    return api
