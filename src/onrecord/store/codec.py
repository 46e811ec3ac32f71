"""Frozen values to bytes and back, by their own types (pydantic reads the dataclasses as they are)."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from onrecord.errors import StoreError
from onrecord.model.document import Document

T = TypeVar("T")


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def dump(value: Any) -> bytes:
    """JSON of a dataclass of the model; what was unset stays out, so old rows stay short."""
    kind: Any = type(value)
    return _adapter(kind).dump_json(value, exclude_defaults=True)


def dump_document(document: Document) -> bytes:
    """A document without its text, which is kept beside it."""
    return dump(replace(document, raw=""))


def load_document(data: bytes, raw: str) -> Document:
    """The document again with its text; errors as with `load`."""
    return replace(load(Document, data), raw=raw)


def load(kind: type[T], data: bytes | str) -> T:
    """The value again, checked against its type. Raises `StoreError` if another version wrote it."""
    key: Any = kind
    try:
        result: T = _adapter(key).validate_json(data)
    except ValidationError as error:
        message = f"a {kind.__name__.lower()} of the record was written by another version of onrecord"
        raise StoreError(message, hint="add its articles again: onrecord add PATH…") from error
    return result
