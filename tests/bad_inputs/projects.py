"""Odd and broken files of projects, each made by one change to the good rows of the squares."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator

from tests.bad_inputs.case import Case
from tests.squares import PROJECTS, Row, csv_text

_GOOD = csv_text()
_LINES = _GOOD.splitlines(keepends=True)
_BASE_COLUMNS = list(PROJECTS[0])[:12]


def _rows(of: str, /, **cells: str) -> bytes:
    """Return the good rows, some cells of one project written otherwise."""
    rows = [row | cells if row["project_id"] == of else row for row in PROJECTS]
    return csv_text(rows).encode()


def _columns(change: Callable[[Row], Row]) -> bytes:
    """Return the good rows, each with its columns changed."""
    return csv_text(map(change, PROJECTS)).encode()


def _without(*names: str) -> bytes:
    return _columns(lambda row: {name: row[name] for name in row if name not in names})


def _renamed(old: str, new: str) -> bytes:
    return _columns(lambda row: {new if name == old else name: row[name] for name in row})


def cases() -> Iterator[Case]:
    """Yield all cases."""
    for name, data in (
        _FILES | _ENCODINGS | _LINE_ENDS_AND_DELIMITERS | _QUOTES | _HEADINGS | _ROWS
    ).items():
        yield Case(name, data)
    for name, (project_id, cells) in _CELLS.items():
        yield Case(name, _rows(project_id, **cells))


_FILES: dict[str, bytes | None] = {
    "good": _GOOD.encode(),
    "no file": None,
    "empty file": b"",
    "line feeds only": b"\n\n\n",
    "mark only": codecs.BOM_UTF8,
    "NUL inside": _GOOD.replace("市の中心部", "市の\0中心部").encode(),
    "a workbook instead of CSV": b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00\xb5U0#\xf4\x00",
    "a web page instead of CSV": b"<!DOCTYPE html>\n<html><body>404</body></html>\n",
}

_ENCODINGS: dict[str, bytes | None] = {
    "UTF-8 with mark": _GOOD.encode("utf-8-sig"),
    "CP932": _GOOD.encode("cp932"),
    "CP932 with a character of its own": _GOOD.replace("大通駅", "大通駅①").encode("cp932"),
    "Shift_JIS": _GOOD.encode("shift_jis"),
    "UTF-16 little-endian with mark": codecs.BOM_UTF16_LE + _GOOD.encode("utf-16-le"),
    "UTF-16 big-endian with mark": codecs.BOM_UTF16_BE + _GOOD.encode("utf-16-be"),
    "UTF-16 without mark": _GOOD.encode("utf-16-le"),
    "UTF-16 cut inside a character": codecs.BOM_UTF16_LE + _GOOD.encode("utf-16-le")[:-1],
    "UTF-32 with mark": codecs.BOM_UTF32_LE + _GOOD.encode("utf-32-le"),
    "EUC-JP": _GOOD.encode("euc_jp"),
    "UTF-8 with a broken byte": _GOOD.encode().replace("札".encode(), b"\xff\xfe", 1),
    "UTF-8 cut inside a character": _GOOD.encode()[: _GOOD.encode().index("那".encode()) + 2],
    "two encodings in one file": (_GOOD.encode() + csv_text(PROJECTS[:1]).encode("cp932")),
}

_LINE_ENDS_AND_DELIMITERS: dict[str, bytes | None] = {
    "CRLF": csv_text(lineterminator="\r\n").encode(),
    "lone CR": csv_text(lineterminator="\r").encode(),
    "CRLF and LF mixed": "".join([_LINES[0].replace("\n", "\r\n"), *_LINES[1:]]).encode(),
    "no line end at the end": _GOOD.rstrip("\n").encode(),
    "tabs for commas": csv_text(delimiter="\t").encode(),
    "semicolons for commas": csv_text(delimiter=";").encode(),
    "semicolons for commas, lists not quoted": _GOOD.replace(",", ";").encode(),
    "bars for commas": csv_text(delimiter="|").encode(),
    "as Excel saves it for Japan": csv_text(lineterminator="\r\n").encode("cp932"),
    "as Excel saves Unicode text": csv_text(delimiter="\t", lineterminator="\r\n").encode("utf-16"),
}

_QUOTES: dict[str, bytes | None] = {
    "everything quoted": csv_text(quoting=1).encode(),
    "a quote never closed": _GOOD.replace("毛呂山町", '"毛呂山町').encode(),
    "a quote closed too soon": _GOOD.replace("市の中心部", '"市の"中心部').encode(),
    "a quote inside a plain cell": _GOOD.replace("市の中心部", '市の"中心"部').encode(),
    "a line break inside quotes": _GOOD.replace("市の中心部", '"市の\n中心部"').encode(),
}

_HEADINGS: dict[str, bytes | None] = {
    "headings only": _LINES[0].encode(),
    "headings and blank lines": (_LINES[0] + "\n\n").encode(),
    "no heading line": "".join(_LINES[1:]).encode(),
    "a title above the headings": ("スマートシティ一覧\n" + _GOOD).encode(),
    "Japanese headings": _GOOD.replace(
        _LINES[0], ",".join(["番号", "種別", "年度"]) + "\n"
    ).encode(),
    "columns in another order": _columns(lambda row: dict(reversed(row.items()))),
    "a column missing": _without("scope"),
    "three columns missing": _without("scope", "earlier_fy", "municipality_codes"),
    "all fact columns missing": _columns(lambda row: {name: row[name] for name in _BASE_COLUMNS}),
    "one fact column missing": _without("summary_en"),
    "a column doubled": _GOOD.replace("target_area", "scope", 1).encode(),
    "names under the heading of codes": _GOOD.replace(
        "municipality_names", "municipality_codes", 1
    ).encode(),
    "a column renamed": _renamed("selected_fy", "select_fy"),
    "headings in capitals": _renamed("scope", "SCOPE"),
    "full-width headings": _renamed("scope", "ｓｃｏｐｅ"),
    "spaces around headings": _LINES[0].replace(",", " , ").encode() + "".join(_LINES[1:]).encode(),
    "an unknown column": _columns(lambda row: row | {"備考": "済"}),
    "a column without heading, blank": _columns(lambda row: row | {"": ""}),
    "a column without heading, filled": _columns(lambda row: row | {"": "済"}),
    "too many columns": _LINES[0].rstrip("\n").encode() + b",x" * 1000 + b"\n",
}

_ROWS: dict[str, bytes | None] = {
    "a blank row": _GOOD.replace("L16", "\nL16").encode(),
    "rows of delimiters at the end": (_GOOD + ("," * 21 + "\n") * 3).encode(),
    "a cell too many": _GOOD.replace("札幌市", "札幌市,北区").encode(),
    "a cell too few": _GOOD.replace(",北海道,", ",").encode(),
    "an id twice": csv_text([*PROJECTS, PROJECTS[0]]).encode(),
    "an id three times": csv_text([*PROJECTS, PROJECTS[3], PROJECTS[3]]).encode(),
    "sixty rows, all wrong": csv_text(
        PROJECTS[0] | {"project_id": f"L{number:02d}", "table_no": str(number), "scope": "ward"}
        for number in range(1, 61)
    ).encode(),
    "three problems in one row": _rows("L01", scope="ward", selected_fy="x", sources="なし"),
    "marks of other programs": _rows(
        "L01", project_name="=1+1", organisation="<script>alert(1)</script>", summary_ja="{{7*7}}"
    ),
}

_CELLS: dict[str, tuple[str, dict[str, str]]] = {
    # text
    "a required cell blank": ("P01", {"target_area": ""}),
    "a required cell of spaces": ("P01", {"target_area": "  "}),
    "a control character": ("P01", {"target_area": "町全\x1b[31m域"}),
    "a character lost in an earlier save": ("P01", {"target_area": "町全\ufffd"}),
    "spaces around a word": ("P01", {"category": " priority "}),
    "full-width spaces around a name": ("P01", {"municipality_names": "　毛呂山町　"}),
    "a tab inside a text": ("P01", {"target_area": "町全域\t（一部除く）"}),
    # words
    "category unknown": ("P01", {"category": "lead"}),
    "category in Japanese": ("L01", {"category": "先行モデルプロジェクト"}),
    "scope unknown": ("P01", {"scope": "全域"}),
    "earlier_basis unknown": ("L16", {"earlier_basis": "推定"}),
    "confidence unknown": ("L01", {"confidence": "High"}),
    # ids and numbers
    "id without zero": ("P01", {"project_id": "P1"}),
    "id in small letters": ("P01", {"project_id": "p01"}),
    "id in full width": ("P01", {"project_id": "Ｐ０１"}),
    "id of the other category": ("P01", {"project_id": "L03"}),
    "id of another number": ("P01", {"table_no": "4"}),
    "table_no zero": ("P01", {"table_no": "0"}),
    "table_no negative": ("P01", {"table_no": "-1"}),
    "table_no a fraction": ("P01", {"table_no": "1.5"}),
    "table_no with decimals": ("P01", {"table_no": "1.0"}),
    "table_no in full width": ("P01", {"table_no": "１"}),
    "table_no in kanji": ("P01", {"table_no": "一"}),
    "table_no of thirty digits": ("P01", {"table_no": "9" * 30}),
    # years
    "year 令和2": ("P17", {"selected_fy": "令和2"}),
    "year 令和元年度": ("P01", {"selected_fy": "令和元年度"}),
    "year R2": ("P17", {"selected_fy": "R2"}),
    "year 2020年度": ("P17", {"selected_fy": "2020年度"}),
    "year FY2020": ("P17", {"selected_fy": "FY2020"}),
    "year 平成31年度": ("P01", {"selected_fy": "平成31年度"}),
    "year in full width": ("P17", {"selected_fy": "２０２０"}),
    "year with decimals": ("P17", {"selected_fy": "2020.0"}),
    "calendar year 2020年": ("P17", {"selected_fy": "2020年"}),
    "year of two digits": ("P17", {"selected_fy": "20"}),
    "year not in the programme": ("P17", {"selected_fy": "2018"}),
    "year 令和99": ("P17", {"selected_fy": "令和99"}),
    "two years in one cell": ("P17", {"selected_fy": "2019/2020"}),
    # earlier selection
    "earlier selection half filled": ("L16", {"earlier_basis": ""}),
    "earlier selection after the selection": ("L16", {"earlier_fy": "2020"}),
    "earlier year 令和元": ("L16", {"earlier_fy": "令和元"}),
    # prefectures
    "prefecture without its ending": ("P02", {"prefecture": "東京"}),
    "prefecture unknown": ("P02", {"prefecture": "江戸府"}),
    "prefecture of another code": ("P01", {"prefecture": "東京都"}),
    # codes
    "code without its zero": ("L01", {"municipality_codes": "1100"}),
    "code without its zero, name of another": (
        "L01",
        {"municipality_codes": "1100", "municipality_names": "函館市"},
    ),
    "code with decimals": ("L01", {"municipality_codes": "1100.0"}),
    "code in full width": ("L01", {"municipality_codes": "０１１００"}),
    "code with check digit": ("L01", {"municipality_codes": "011002"}),
    "code with wrong check digit": ("L01", {"municipality_codes": "011003"}),
    "code with check digit, without its zero": ("L01", {"municipality_codes": "11002"}),
    "code as Excel shortens it": ("L01", {"municipality_codes": "1.1E+03"}),
    "code of three digits": ("L01", {"municipality_codes": "110"}),
    "code of prefecture 48": ("L01", {"municipality_codes": "48100"}),
    "code in letters": ("L01", {"municipality_codes": "札幌"}),
    "code unknown": ("P01", {"municipality_codes": "11399", "municipality_names": "中央村"}),
    "code unknown, name known": ("P01", {"municipality_codes": "11399"}),
    "code of a ward": ("L16", {"municipality_codes": "14101"}),
    "code of another municipality": ("P01", {"municipality_codes": "40231"}),
    "two forms of one code": (
        "P02",
        {"municipality_codes": "13101;131016", "municipality_names": "千代田区;東京都千代田区"},
    ),
    "code blank": ("P01", {"municipality_codes": ""}),
    "code abolished, new name": ("P17", {"municipality_codes": "40305"}),
    "code abolished, old name": (
        "P17",
        {"municipality_codes": "40305", "municipality_names": "那珂川町"},
    ),
    "code abolished, with check digit": ("P17", {"municipality_codes": "403059"}),
    "code abolished, successor not in the boundaries": (
        "P17",
        {"municipality_codes": "40222", "municipality_names": "前原市"},
    ),
    # names
    "name of another code": ("P17", {"municipality_names": "福岡市"}),
    "names in another order than codes": ("P02", {"municipality_names": "中央区;千代田区"}),
    "name with its county": ("P01", {"municipality_names": "入間郡毛呂山町"}),
    "name with its prefecture": ("P01", {"municipality_names": "埼玉県毛呂山町"}),
    "fewer names than codes": ("P02", {"municipality_names": "千代田区"}),
    "names parted by a comma": ("P02", {"municipality_names": "千代田区、中央区"}),
    "names parted in full width": ("P02", {"municipality_names": "千代田区；中央区"}),
    "names with spaces between": ("P02", {"municipality_names": "千代田区; 中央区"}),
    "a separator too many": ("P02", {"municipality_names": "千代田区;;中央区"}),
    "a name twice": ("P02", {"municipality_names": "千代田区;千代田区"}),
    # points
    "point swapped": ("L01", {"point_lat": "141.5", "point_lon": "43.5"}),
    "point at sea": ("L01", {"point_lat": "40.0", "point_lon": "145.0"}),
    "point in another municipality": (
        "P02",
        {"point_lat": "35.5;34.5", "point_lon": "139.9;139.5"},
    ),
    "point outside Japan": ("L01", {"point_lat": "51.5", "point_lon": "0.1"}),
    "point in 北方地域": ("L01", {"point_lat": "44.5", "point_lon": "146.5"}),
    "point just off the border": ("L01", {"point_lat": "42.9996"}),
    "point on a shared border": ("P02", {"point_lon": "140.0;140.0"}),
    "point too far off the border": ("L01", {"point_lat": "42.99"}),
    "point in degrees and minutes": ("L01", {"point_lat": "43°30′", "point_lon": "141°30′"}),
    "point in full width": ("L01", {"point_lat": "４３．５"}),
    "point not a number": ("L01", {"point_lat": "nan"}),
    "point infinite": ("L01", {"point_lat": "1e999"}),
    "a point without longitude": ("P02", {"point_lon": "139.9"}),
    "a point without name": ("P02", {"point_name": ""}),
    # sources
    "source a script": ("L01", {"sources": "javascript:alert(1)"}),
    "source without scheme": ("L01", {"sources": "www.mlit.go.jp"}),
    "source with a space": ("L01", {"sources": "https://example.jp/a b"}),
    "source without host": ("L01", {"sources": "https:///a"}),
    "source not to be parsed": ("L01", {"sources": "https://[::1"}),
    "sources parted by a comma": ("L01", {"sources": "https://a.jp/, https://b.jp/"}),
}
