"""What must hold whatever a file or a link holds; each check raises where it does not."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from geo.atlas import Atlas
from geo.catalogue import LANGUAGES, load_catalogue
from geo.filters import Filter, count_themes
from geo.municipalities import read_municipalities
from geo.problems import DataError, Finding
from geo.projects import read_projects
from ui.state import View


def check_projects(
    data: bytes, folder: Path, municipalities: gpd.GeoDataFrame
) -> pd.DataFrame | None:
    """Read a file of projects: it is refused in words, or reads the same when written again."""
    path = folder / "projects.csv"
    path.write_bytes(data)
    try:
        frame, notes = read_projects(path, municipalities)
    except DataError as error:
        _check_words(error.problems)
        return None
    _check_words(notes)
    frame.to_csv(path, index=False)
    again, notes = read_projects(path, municipalities)
    pd.testing.assert_frame_equal(again, frame)
    assert not notes
    return frame


def check_municipalities(data: bytes, folder: Path) -> gpd.GeoDataFrame | None:
    """Read a file of municipalities: refused in words, or the same when written again."""
    path = folder / "municipalities.geojson"
    path.write_bytes(data)
    try:
        frame, notes = read_municipalities(path, whole_country=False)
    except DataError as error:
        _check_words(error.problems)
        return None
    _check_words(notes)
    features = [
        {
            "type": "Feature",
            "properties": row,
            "geometry": shapely.geometry.mapping(shape),
        }
        for row, shape in zip(
            frame.drop(columns="geometry").to_dict("records"), frame.geometry, strict=True
        )
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    again, notes = read_municipalities(path, whole_country=False)
    pd.testing.assert_frame_equal(pd.DataFrame(again), pd.DataFrame(frame))
    assert not notes
    return frame


def check_link(query: Mapping[str, str], atlas: Atlas) -> View:
    """Read a link: never an error, and what is understood of it makes a link of its own."""
    themes = count_themes(atlas.projects)
    shown, _ = Filter.from_query(query, themes)
    assert Filter.from_query(shown.to_query(), themes) == (shown, ())
    view, _ = View.from_query(query, atlas, "ja")
    assert view.shown == shown
    assert View.from_query(view.to_query(), atlas, "en") == (view, ())
    atlas.select(view.shown)
    return view


def _check_words(findings: Iterable[Finding]) -> None:
    """Each finding can be said in each language, in one line that is not endless."""
    for finding in findings:
        for language in LANGUAGES:
            line = finding.describe(load_catalogue(language))
            assert line
            assert line.isprintable() or "\N{IDEOGRAPHIC SPACE}" in line
            assert len(line) < 1_000
