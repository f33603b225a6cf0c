"""The shown pairs as an Excel workbook: the rows, and a sheet of filter, counts and sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from geo.atlas import Selection
from geo.export import describe_selection, plain
from geo.formats.described import drop_forbidden, tell
from geo.formats.table import defuse, make_table
from geo.provenance import Record

ROWS_SHEET: Final = "Projects"
ABOUT_SHEET: Final = "Filter and sources"

_HEAD_FONT: Final = Font(bold=True, color="FFFFFF")
_HEAD_FILL: Final = PatternFill("solid", fgColor="1F3A5F")
_WIDEST: Final = 48


def to_excel(selection: Selection, records: Sequence[Record]) -> bytes:
    """Return the shown pairs as .xlsx; codes are text, numbers numbers, no cell is a formula."""
    book = Workbook()
    book.remove(book.worksheets[0])
    described = describe_selection(selection, records)
    book.properties.title = described["title"]
    book.properties.creator = "Smart City Atlas"
    _write_rows(book.create_sheet(ROWS_SHEET), selection)
    _write_about(book.create_sheet(ABOUT_SHEET), described)
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        _InMemory(book, archive).save()
    return content.getvalue()


class _InMemory(ExcelWriter):
    """Writes sheets without openpyxl's temporary files, which a full disk would refuse."""

    _archive: ZipFile

    def write_worksheet(self, ws: Any) -> None:
        ws._drawing = SpreadsheetDrawing()  # empty: no sheet of ours has a picture
        content = BytesIO()
        writer: Any = WorksheetWriter(ws, content)
        writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], content.getvalue())
        self.manifest.append(ws)


def _write_rows(sheet: Worksheet, selection: Selection) -> None:
    table = make_table(selection)
    _write_head(sheet, 1, table.columns)
    for number, row in enumerate(table.to_dict("records"), start=2):
        for column, value in enumerate(row.values(), start=1):
            _write(sheet.cell(number, column), plain(value))
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    for number, (name, cells) in enumerate(table.items(), start=1):
        longest = max((_width(str(cell)) for cell in cells), default=0)
        width = min(max(longest, len(str(name)) + 3) + 2, _WIDEST)
        sheet.column_dimensions[get_column_letter(number)].width = width


def _write_about(sheet: Worksheet, described: dict[str, Any]) -> None:
    lines: list[tuple[str, object]] = [("title", described["title"])]
    lines += [(f"filter: {name}", tell(value)) for name, value in described["filter"].items()]
    lines += _count_lines(described["counts"])
    for number, (name, value) in enumerate(lines, start=1):
        _write(sheet.cell(number, 1), name)
        sheet.cell(number, 1).font = Font(bold=True)
        _write(sheet.cell(number, 2), value)
    head = len(lines) + 2
    origins = [
        {"data": record["data"], "data_date": record["data_date"]} | origin
        for record in described["sources"]
        for origin in record["origins"]
    ]
    if origins:
        _write_head(sheet, head, origins[0])
    for number, origin in enumerate(origins, start=head + 1):
        for column, value in enumerate(origin.values(), start=1):
            _write(sheet.cell(number, column), value)
            sheet.cell(number, column).alignment = Alignment(wrap_text=True, vertical="top")
    for column in range(1, sheet.max_column + 1):
        sheet.column_dimensions[get_column_letter(column)].width = _WIDEST


def _count_lines(counts: dict[str, Any], prefix: str = "count: ") -> list[tuple[str, object]]:
    lines: list[tuple[str, object]] = []
    for name, value in counts.items():
        if isinstance(value, dict):
            lines += _count_lines(value, f"{prefix}{name} ")
        else:
            lines.append((f"{prefix}{name}", value))
    return lines


def _write_head(sheet: Worksheet, row: int, names: Iterable[str]) -> None:
    for column, name in enumerate(names, start=1):
        cell = sheet.cell(row, column)
        _write(cell, name)
        cell.font, cell.fill = _HEAD_FONT, _HEAD_FILL


def _write(cell: Any, value: Any) -> None:
    """Write a value; a text is defused, and marked as text whatever it looks like."""
    if isinstance(value, str):
        cell.value = defuse(drop_forbidden(value))
        cell.data_type = "s"
    else:
        cell.value = value


def _width(text: str) -> int:
    """Return about how many Latin characters wide a text is; a Japanese one is two."""
    return sum(1 if char.isascii() else 2 for char in text)
