"""What a PDF needs of a TrueType font: glyphs of characters, their widths, and a font with no others in it."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from functools import cached_property

# What a font within a PDF needs: shapes, their places and widths, and the programs that fit them to pixels.
_KEPT = (b"cvt ", b"fpgm", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"prep")
_WORDS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 1, 8, 32, 64, 128


class Font:
    """A font from its file. One with other tables than TrueType has is a `KeyError` or `struct.error`."""

    def __init__(self, data: bytes) -> None:
        count = struct.unpack(">H", data[4:6])[0]
        self._tables: dict[bytes, bytes] = {}
        for at in range(12, 12 + 16 * count, 16):
            tag, _, start, size = struct.unpack(">4sIII", data[at : at + 16])
            self._tables[tag] = data[start : start + size]
        head, hhea = self._tables[b"head"], self._tables[b"hhea"]
        self._unit = struct.unpack(">H", head[18:20])[0]
        self.box = tuple(self._scaled(value) for value in struct.unpack(">4h", head[36:44]))
        self.ascent, self.descent = (self._scaled(value) for value in struct.unpack(">2h", hhea[4:8]))
        self._measured = struct.unpack(">H", hhea[34:36])[0]
        self._glyphs = struct.unpack(">H", self._tables[b"maxp"][4:6])[0]

    def _scaled(self, value: int) -> int:
        """In thousandths of the size of the letters, as PDFs count."""
        return round(value * 1000 / int(self._unit))

    @cached_property
    def _map(self) -> dict[int, int]:
        """The glyph of each code point."""
        table, found = self._tables[b"cmap"], dict[int, int]()
        count = struct.unpack(">H", table[2:4])[0]
        for at in range(4, 4 + 8 * count, 8):
            start = struct.unpack(">I", table[at + 4 : at + 8])[0]
            if struct.unpack(">H", table[start : start + 2])[0] == 12:
                (groups,) = struct.unpack(">I", table[start + 12 : start + 16])
                for group in range(groups):
                    first, last, glyph = struct.unpack_from(">3I", table, start + 16 + 12 * group)
                    found.update((code, glyph + code - first) for code in range(first, last + 1))
            elif struct.unpack(">H", table[start : start + 2])[0] == 4:
                found |= {code: glyph for code, glyph in _segments(table, start) if code not in found}
        return found

    def glyph(self, character: str) -> int:
        """The number of a character's glyph, 0 where there is none."""
        return self._map.get(ord(character), 0)

    def width(self, glyph: int) -> int:
        """In thousandths of the size of the letters."""
        at = 4 * min(glyph, self._measured - 1)
        return self._scaled(struct.unpack_from(">H", self._tables[b"hmtx"], at)[0])

    @cached_property
    def _places(self) -> tuple[int, ...]:
        loca, long = self._tables[b"loca"], struct.unpack(">h", self._tables[b"head"][50:52])[0]
        if long:
            return struct.unpack(f">{self._glyphs + 1}I", loca[: 4 * (self._glyphs + 1)])
        return tuple(2 * place for place in struct.unpack(f">{self._glyphs + 1}H", loca[: 2 * (self._glyphs + 1)]))

    def only(self, glyphs: Iterable[int]) -> bytes:
        """The font with the shapes of these glyphs alone; all keep their numbers."""
        wanted, shapes = self._with_parts({0, *glyphs}), self._tables[b"glyf"]
        kept, places = bytearray(), [0]
        for glyph in range(self._glyphs):
            if glyph in wanted:
                kept += shapes[self._places[glyph] : self._places[glyph + 1]]
                kept += b"\0" * (-len(kept) % 4)
            places.append(len(kept))
        head = bytearray(self._tables[b"head"])
        head[50:52] = b"\0\1"
        new = {b"glyf": bytes(kept), b"loca": struct.pack(f">{len(places)}I", *places), b"head": bytes(head)}
        return _packed({tag: new.get(tag, self._tables[tag]) for tag in _KEPT if tag in self._tables})

    def _with_parts(self, glyphs: set[int]) -> set[int]:
        """With the glyphs that others are put together of."""
        found, waiting = set[int](), sorted(glyphs)
        while waiting:
            glyph = waiting.pop()
            if glyph not in found and glyph < self._glyphs:
                found.add(glyph)
                waiting += _parts(self._tables[b"glyf"][self._places[glyph] : self._places[glyph + 1]])
        return found


def _segments(table: bytes, start: int) -> Iterable[tuple[int, int]]:
    """The code points of a table of segments (format 4) with their glyphs."""
    count = struct.unpack_from(">H", table, start + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", table, start + 14)
    firsts = struct.unpack_from(f">{count}H", table, start + 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", table, start + 16 + 4 * count)
    at = start + 16 + 6 * count
    offsets = struct.unpack_from(f">{count}H", table, at)
    for number in range(count):
        for code in range(firsts[number], min(ends[number], 0xFFFE) + 1):
            glyph = code
            if offsets[number]:
                place = at + 2 * number + offsets[number] + 2 * (code - firsts[number])
                glyph = struct.unpack_from(">H", table, place)[0]
                if not glyph:
                    continue
            yield code, (glyph + deltas[number]) & 0xFFFF


def _parts(shape: bytes) -> Iterable[int]:
    if len(shape) < 10 or struct.unpack(">h", shape[:2])[0] >= 0:
        return
    at, flags = 10, _MORE
    while flags & _MORE:
        flags, glyph = struct.unpack_from(">2H", shape, at)
        yield glyph
        at += 4 + (4 if flags & _WORDS else 2)
        at += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0


def _packed(tables: dict[bytes, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    header = struct.pack(">I4H", 0x00010000, count, power * 16, power.bit_length() - 1, (count - power) * 16)
    entries, body, start = b"", b"", 12 + 16 * count
    for tag in sorted(tables):
        data = tables[tag]
        padded = data + b"\0" * (-len(data) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        entries += struct.pack(">4sIII", tag, total, start + len(body), len(data))
        body += padded
    return header + entries + body
