"""Every error as problem details (RFC 9457), whatever went wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from onrecord.errors import OnrecordError

MEDIA = "application/problem+json"
# The framework's own words, in ours.
_PLAIN = {404: "There is nothing at this address.", 405: "This address does not take this method."}


def problem(
    status: int,
    detail: str,
    hint: str | None = None,
    errors: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """An answer that says what went wrong; `errors` name values of the request and what is wrong with each."""
    told: dict[str, Any] = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    told["detail"] = detail
    if hint:
        told["hint"] = hint
    if errors:
        told["errors"] = list(errors)
    text = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
    return Response(text, status, headers=dict(headers or {}), media_type=MEDIA)


def is_busy(error: OnrecordError) -> bool:
    """Whether the same may well be answered a little later."""
    return "too long" in error.message or "locked" in error.message


def described(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """These problems for the description of an address."""
    content = {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": HTTPStatus(status).phrase, "content": content} for status in statuses}


def add_problems(api: FastAPI) -> None:
    """Has every error answered so."""

    @api.exception_handler(HTTPException)
    def on_http(request: Request, error: HTTPException) -> Response:
        status = error.status_code
        if getattr(error.__cause__, "too_large", False):
            status = 413  # the body was longer than it was announced; the framework calls any trouble with it a 400
        own = error.detail if error.detail != HTTPStatus(status).phrase else ""
        detail = "This is too large." if status == 413 else own or _PLAIN.get(status, HTTPStatus(status).phrase + ".")
        return problem(status, detail, headers=error.headers)

    @api.exception_handler(RequestValidationError)
    def on_invalid(request: Request, error: RequestValidationError) -> Response:
        errors = [{"where": "/".join(map(str, e["loc"])), "why": str(e["msg"])} for e in error.errors()]
        return problem(422, "Something in the request is missing, wrong or too long.", errors=errors[:20])

    @api.exception_handler(LookupError)
    def on_missing(request: Request, error: LookupError) -> Response:
        return problem(404, str(error.args[0]) if error.args else "There is no such row in the record.")

    @api.exception_handler(OnrecordError)
    def on_trouble(request: Request, error: OnrecordError) -> Response:
        if is_busy(error):
            return problem(503, error.message, error.hint, headers={"retry-after": "5"})
        return problem(404 if "cursor" in error.message else 422, error.message, error.hint)

    @api.exception_handler(Exception)
    def on_fault(request: Request, error: Exception) -> Response:
        return problem(500, "This is a fault of onrecord's own; please report it with the address.")
