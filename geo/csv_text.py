"""From the bytes of a text file to its lines: which encoding, and limits that keep memory small."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final

from geo.findings import Findings

LONGEST_RECORD: Final = 1_000_000
"""Characters of one record (a row, its quoted line breaks included)."""

MOST_LINES: Final = 1_500_000

UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffd-\uffff]")
"""Control characters, halves of pairs, and the mark of a character lost in an earlier save."""

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "", "UTF-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_BLOCK: Final = 1 << 20


def detect_encoding(data: bytes, findings: Findings) -> str:
    """Return the name of the one encoding that ``data`` can be read in without doubt.

    UTF-8 with or without a mark, UTF-16 with a mark, CP932 (Microsoft's Shift_JIS). A mark and
    anything but UTF-8 leave a note. Bytes that are both CP932 and EUC-JP are in doubt: refused.

    Raises
    ------
    DataError
        When the bytes are in none of these encodings.
    """
    for mark, codec, name in _BOMS:
        if data.startswith(mark):
            if not codec:
                raise findings.refuse("encoding", tried=(name,))
            _decode(data, codec, (name,), findings)
            findings.note("bom" if name == "UTF-8" else "encoding", read=name)
            return codec
    if (place := data.find(b"\0")) >= 0:
        raise findings.refuse("nul", data.count(b"\n", 0, place) + 1)
    if _decodes(data, "utf-8"):
        return "utf-8"
    if not _decodes(data, "cp932") or _decodes(data, "euc_jp"):
        _decode(data, "utf-8", ("UTF-8", "UTF-16", "CP932"), findings)
    findings.note("encoding", read="CP932 (Shift_JIS)")
    return "cp932"


def _decodes(data: bytes, codec: str) -> bool:
    try:
        _decode_blocks(data, codec)
    except UnicodeDecodeError:
        return False
    return True


def _decode(data: bytes, codec: str, tried: tuple[str, ...], findings: Findings) -> None:
    """Raise what tells why ``data`` is no text in ``codec``: cut off, or another encoding."""
    try:
        _decode_blocks(data, codec)
    except UnicodeDecodeError as error:
        is_cut = error.reason in ("unexpected end of data", "truncated data")
        raise findings.refuse("text_cut" if is_cut else "encoding", tried=tried) from None


def _decode_blocks(data: bytes, codec: str) -> None:
    """Decode without keeping the text, so that a large file takes no more memory than its bytes."""
    decoder = codecs.getincrementaldecoder(codec)()
    for start in range(0, len(data), _BLOCK):
        decoder.decode(data[start : start + _BLOCK])
    decoder.decode(b"", final=True)


class UnreadableError(Exception):
    """From this line on the text cannot be read; ``rule`` says why, ``limit`` what was passed."""

    def __init__(self, rule: str, line: int, limit: int = 0) -> None:
        super().__init__(rule)
        self.rule = rule
        self.line = line
        self.limit = limit


class Lines(Iterable[str]):
    """The lines of a text, each ending with one line feed whatever ended it in the file.

    ``record_length`` counts the characters since it was last set to 0, as the reader does at the
    start of each record; a record may not grow over ``LONGEST_RECORD``, so that an open quote
    cannot fill the memory.
    """

    def __init__(self, data: bytes, codec: str) -> None:
        self.data = data
        self.codec = codec
        self._stream = io.TextIOWrapper(io.BytesIO(data), encoding=codec, newline=None)
        self.record_length = 0

    def __iter__(self) -> Iterator[str]:
        lines = iter(partial(self._stream.readline, LONGEST_RECORD + 1), "")
        for number, line in enumerate(lines, start=1):
            self.record_length += len(line)
            if self.record_length > LONGEST_RECORD:
                raise UnreadableError("row_too_long", number, LONGEST_RECORD)
            if number > MOST_LINES:
                raise UnreadableError("too_many_rows", number, MOST_LINES)
            if "\0" in line:
                raise UnreadableError("nul", number)
            yield line

    @property
    def ends(self) -> set[str]:
        """The line ends seen so far: ``\\n``, ``\\r``, ``\\r\\n``."""
        seen = self._stream.newlines
        return {seen} if isinstance(seen, str) else set(seen or ())
