"""A list of rows, read as it is gone through, and shown as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from onrecord.errors import OnrecordError
from onrecord.store.lookup import Lookup

if TYPE_CHECKING:
    import pandas
    import pyarrow

    from onrecord.views import exports

T = TypeVar("T")

# So many rows are read at a time.
_SOME = 200


class Rows(Sequence[T], Generic[T]):
    """Rows of one type, in the order in which the desk shows them.

    What is in the list is settled when it is made; the rows themselves are read some hundreds at a time. It behaves as
    a tuple does: `len`, indexes, slices (which are lists of this kind again), `for`.
    """

    def __init__(
        self,
        kind: str,
        ids: Sequence[str],
        opened: Callable[[], AbstractContextManager[Lookup]],
        read: Callable[[Lookup, str, Sequence[str]], list[Any]],
        exported: Callable[[str, Sequence[str]], AbstractContextManager[exports.Rows]],
    ) -> None:
        self.kind = kind
        self.ids = tuple(ids)
        self._opened, self._read, self._exported = opened, read, exported

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[T]:
        for at in range(0, len(self.ids), _SOME):
            with self._opened() as lookup:
                rows = self._read(lookup, self.kind, self.ids[at : at + _SOME])
            yield from rows

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Rows[T]: ...
    def __getitem__(self, at: int | slice) -> T | Rows[T]:
        if isinstance(at, slice):
            return Rows(self.kind, self.ids[at], self._opened, self._read, self._exported)
        with self._opened() as lookup:
            row: T = self._read(lookup, self.kind, [self.ids[at]])[0]
        return row

    def to_arrow(self) -> pyarrow.Table:
        """A table with a row each: what the record format says of it, names beside ids, and the exact words.

        The columns of a type are those of an export to Parquet, the same however many rows there are.
        """
        from onrecord.api.tables import table

        with self._exported(self.kind, self.ids) as rows:
            return table(rows)

    def to_pandas(self) -> pandas.DataFrame:
        """The same table as a data frame. Raises `OnrecordError` where pandas is not installed."""
        try:
            import pandas  # noqa: F401  # asked first, so that what is missing is named
        except ImportError as error:
            message = "data frames need pandas, which is not installed"
            raise OnrecordError(message, hint="pip install 'onrecord[notebook]'") from error
        return self.to_arrow().to_pandas()

    def __repr__(self) -> str:
        return f"<{len(self)} {self.kind}{'' if len(self) == 1 else 's'} of the record>"

    def _repr_html_(self) -> str:
        from onrecord.api.showing import rows_html

        return rows_html(self)
