"""The record from Python: open it, ask in the words of the desk, get the model's own types or tables."""

from onrecord.api.answers import Added, Citation, Explanation, Found
from onrecord.api.opening import open_record
from onrecord.api.record import Record
from onrecord.api.rows import Rows
from onrecord.api.writing import WritableRecord

__all__ = ["Added", "Citation", "Explanation", "Found", "Record", "Rows", "WritableRecord", "open_record"]
