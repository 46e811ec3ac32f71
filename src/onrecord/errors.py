"""One error tree: whatever onrecord raises on purpose is an `OnrecordError`."""

from __future__ import annotations


class OnrecordError(Exception):
    """The root. `where` names the file, document or row, `hint` says what to do about it."""

    def __init__(self, message: str, *, where: str | None = None, hint: str | None = None) -> None:
        self.message, self.where, self.hint = message, where, hint
        super().__init__(message)

    def __str__(self) -> str:
        line = f"{self.where}: {self.message}" if self.where else self.message
        return f"{line} ({self.hint})" if self.hint else line

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross process borders; keyword-only arguments need help to be pickled.
        return (_rebuild, (type(self), self.message, self.where, self.hint))


def _rebuild(kind: type[OnrecordError], message: str, where: str | None, hint: str | None) -> OnrecordError:
    return kind(message, where=where, hint=hint)


class SpanError(OnrecordError):
    """A span that does not fit the text it claims to come from."""


class DateError(OnrecordError):
    """A string that is not an EDTF date of the kinds onrecord uses."""


class SourceError(OnrecordError):
    """Something that was to be read could not be; the rest goes on without it."""


class RefusedError(SourceError):
    """Something that is not asked for, or not taken: asking again will not change that."""


class DossierError(OnrecordError):
    """A mistake in a dossier file; `where` is `file:line`."""


class StoreError(OnrecordError):
    """The record on disk cannot be opened, is of another version, or is in use."""
