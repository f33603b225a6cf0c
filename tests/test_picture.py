"""Pictures for print: they open elsewhere, say what they show, and are the same every time."""

from __future__ import annotations

import re
import zlib
from datetime import date
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from geo.catalogue import LANGUAGES, load_catalogue
from geo.classes import CLASSES
from geo.dates import write_date
from geo.filters import Filter
from geo.legend import describe_legend
from geo.look import COLOUR_BY, Look
from geo.picture import font
from geo.picture.chart_sheet import Bar, Chart, draw_chart
from geo.picture.labels import Label, place_labels
from geo.picture.map_sheet import HEIGHT, WIDTH, compose_map, draw_map
from geo.picture.outlines import STEPS, outlines
from geo.picture.outlines import WIDTH as OUTLINES_WIDTH
from geo.picture.page import DRAWING, HALO
from geo.picture.pictured import Pictured
from geo.picture.words import tell_filter
from geo.provenance import read_records

DAY = date(2026, 11, 23)
NOTHING = Filter(text="nowhere at all")
RECORDS = read_records()


def pictured(atlas, language, shown=None, look=None):
    selection = atlas.select(shown or Filter())
    return Pictured(atlas, selection, look or Look(), load_catalogue(language))


def texts_of(page):
    return [text.get_text() for text in page.paper.texts if text.get_gid() != HALO]


@pytest.fixture(scope="module", params=LANGUAGES)
def page(request, atlas):
    with DRAWING:
        made = compose_map(pictured(atlas, request.param), RECORDS, DAY)
    made.language = request.param
    return made


def test_the_png_is_a_sheet_of_a4_at_300_dpi(atlas):
    content = draw_map(pictured(atlas, "ja"), RECORDS, DAY, "png")
    with Image.open(BytesIO(content)) as image:
        assert image.size == (int(WIDTH / 25.4 * 300), int(HEIGHT / 25.4 * 300)) == (3507, 2480)
        assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)
        assert image.info["Title"] == "スマートシティ・モデルプロジェクト地図"
        assert "気象庁" in image.info["Source"]
        assert len(image.convert("RGB").getcolors(1 << 24)) > 50


def test_the_pdf_embeds_its_font_holds_its_text_and_is_small_and_the_same_twice(atlas):
    shown = Filter(prefectures=frozenset({"静岡県"}))
    first, again = (draw_map(pictured(atlas, "ja", shown), RECORDS, DAY, "pdf") for _ in range(2))
    assert first == again
    assert first.startswith(b"%PDF-")
    assert first.rstrip().endswith(b"%%EOF")
    assert len(first) < 2_000_000
    assert re.search(rb"/BaseFont /[A-Z]{6}\+IPAexGothic", first)
    assert b"/FontFile2" in first
    assert set("静岡県藤枝市") <= letters_of(first), "characters are mapped to Unicode"
    assert b"/CreationDate (D:20261123000000Z)" in first
    # Text that is no Latin-1 stands in UTF-16 in the file's own description.
    assert "静岡県".encode("utf-16-be") in unescaped(first)


def unescaped(pdf):
    return re.sub(rb"\\([()\\])", rb"\1", pdf)


def letters_of(pdf):
    """Return the characters that the file's fonts map to Unicode."""
    streams = []
    for raw in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            streams.append(zlib.decompress(raw))
        except zlib.error:
            continue
    return {
        chr(int(code, 16))
        for stream in streams
        if b"beginbfrange" in stream or b"beginbfchar" in stream
        for code in re.findall(rb"<([0-9a-f]{4})>", stream)
    }


def test_the_sheet_says_title_counts_filter_legend_sources_and_day(page):
    texts = load_catalogue(page.language)
    said = texts_of(page)
    assert texts("picture.title") in said
    assert texts("picture.made_on", date=write_date(DAY, texts)) in said
    assert any("43" in line and "45" in line and "29" in line for line in said)
    assert texts("picture.filter", filter=texts("picture.everything")) in said
    for row in describe_legend("category", texts):
        assert row["text"] in said
    joined = "".join(said).replace(" ", "")
    for record in RECORDS:
        for source in record.sources:
            assert source[f"attribution_{page.language}"].replace(" ", "") in joined
            assert source[f"licence_{page.language}"].replace(" ", "") in joined


def test_each_shown_municipality_is_named_once(page, atlas):
    column = "name" if page.language == "ja" else "name_en"
    said = texts_of(page)
    assert [name for name in atlas.pairs[column] if said.count(name) != 1] == []


def test_no_text_lies_outside_the_page_or_on_another(page):
    with DRAWING:
        renderer = FigureCanvasAgg(page.figure).get_renderer()
        boxes = [
            (text.get_text(), text.get_window_extent(renderer))
            for text in page.paper.texts
            if text.get_gid() != HALO
        ]
    width, height = page.figure.bbox.size
    for text, box in boxes:
        assert box.x0 > 0, text
        assert box.y0 > 0, text
        assert box.x1 < width, text
        assert box.y1 < height, text
    shrunk = [(text, box.expanded(0.9, 0.5)) for text, box in boxes]
    clashes = [
        (one, other)
        for at, (one, box) in enumerate(shrunk)
        for other, another in shrunk[at + 1 :]
        if box.overlaps(another)
    ]
    assert clashes == []


def test_every_character_is_in_the_font(page, atlas):
    with TTFont(font.font_path(), lazy=True) as opened:
        known = set(map(chr, opened.getBestCmap()))
    assert set("".join(texts_of(page))) <= known
    assert font.NO_GLYPH not in "".join(texts_of(page))
    drawn = atlas.municipalities["name"].str.cat() + atlas.municipalities["name_en"].str.cat()
    assert set(drawn) <= known
    for language in LANGUAGES:
        assert set("".join(load_catalogue(language).texts.values())) - set("\n") <= known


@pytest.mark.parametrize("colour", COLOUR_BY[1:])
def test_the_legend_follows_what_colour_tells(atlas, colour):
    with DRAWING:
        made = compose_map(pictured(atlas, "en", look=Look(colour)), RECORDS, DAY)
    for row in describe_legend(colour, load_catalogue("en")):
        assert row["text"] in texts_of(made)


def test_counts_by_prefecture_have_their_legend_and_numbers_and_no_names(atlas):
    with DRAWING:
        made = compose_map(pictured(atlas, "ja", look=Look(level="prefecture")), RECORDS, DAY)
    said = texts_of(made)
    assert {f"{n}" for n in atlas.select(Filter()).summary["by_prefecture"].values()} <= set(said)
    assert "5件以上" in said
    assert "柏市" not in said


def test_nothing_shown_is_said_on_the_map(atlas):
    with DRAWING:
        made = compose_map(pictured(atlas, "ja", NOTHING), RECORDS, DAY)
    said = texts_of(made)
    assert said.count("この条件に当てはまるプロジェクトはありません。") == 2
    assert "表示の条件：語句＝「nowhere at all」" in said


def test_a_filter_is_told_in_the_language_of_the_reader():
    shown = Filter(
        frozenset({"leading"}), frozenset({2020}), prefectures=frozenset({"静岡県"}), text="$x$ 😀"
    )
    assert tell_filter(shown, load_catalogue("ja")) == (
        "種別＝先行モデルプロジェクト／選定年度＝令和2年度／都道府県＝静岡県／語句＝「$x$ 😀」"
    )
    assert "Prefecture = Shizuoka" in tell_filter(shown, load_catalogue("en"))
    assert tell_filter(Filter(scopes=frozenset()), load_catalogue("ja")) == "対象範囲＝なし"


def test_a_reader_s_own_data_are_drawn_too(drawn):
    assert draw_map(pictured(drawn, "en"), (), DAY, "png").startswith(b"\x89PNG")


def test_a_chart_is_a_picture_with_its_numbers(atlas):
    chart = Chart("x", "図の題", "種別", (Bar("先行$モデル$", "", 3), Bar("なし", "", 0)))
    selection = atlas.select(NOTHING)
    texts = load_catalogue("ja")
    png, png_again, svg, svg_again = (
        draw_chart(chart, selection, RECORDS, texts, DAY, suffix)
        for suffix in ("png", "png", "svg", "svg")
    )
    assert png == png_again
    assert svg == svg_again
    with Image.open(BytesIO(png)) as image:
        assert image.width == int(180 / 25.4 * 300)
    root = ElementTree.fromstring(svg)  # noqa: S314  (our own)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "図の題" in svg.decode()


def test_a_line_breaks_where_it_may_and_is_cut_where_it_must():
    lines = font.wrap("あいうえおかきくけこ、さしす", 10, 36, 2)
    assert lines == ["あいうえおかきくけ", "こ、さしす"]
    assert font.wrap("word " * 30, 10, 40, 1)[0].endswith("…")
    assert font.printable("a😀b") == "a〓b"


def test_a_name_leaves_its_mark_and_its_neighbours_free():
    marks = ((10.0, 10.0), (14.0, 10.0))
    labels = [Label("one", 8, 2, (marks[0],)), Label("two", 8, 2, (marks[1],))]
    blocked = [(x - 1, y - 1, x + 1, y + 1) for x, y in marks]
    (first, _), (second, _) = place_labels(labels, blocked, (0, 0, 40, 20), 1)
    assert first[2] <= 9
    assert second[0] >= 15


def test_outlines_are_small_and_of_all_prefectures(atlas):
    made = outlines(atlas)
    assert len(made) == 47
    assert sum(len(one.path) for one in made) < 25_000
    assert all(0 <= one.x <= OUTLINES_WIDTH * STEPS for one in made)


def test_the_swatches_of_the_page_have_the_colours_of_the_classes():
    style = (Path(__file__).parents[1] / "ui/assets/page.css").read_text("utf-8")
    found = re.findall(r"\.swatch\.count(\d) \{ background: (#\w{6}); \}", style)
    assert found == [(str(number), known.colour) for number, known in enumerate(CLASSES)]
