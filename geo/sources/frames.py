"""From a table with types of its own (PostGIS, GeoParquet, GeoPackage) to what the rules examine.

So a number, a missing value or a list in a database is judged like the same words in a file.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geo.findings import Findings
from geo.geojson_features import MOST_FEATURES, Features
from geo.schema import CRS, LIST_SEPARATOR
from geo.table import Table

_POLYGONAL: Final = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)


def text_table(
    frame: pd.DataFrame, required: Sequence[str], optional: Sequence[str], findings: Findings
) -> Table:
    """Return the columns named here as text cells, as :func:`geo.csv_table.read_table` does.

    Rows are counted from 1. Columns of other names (keys, times, shapes) are left out with a note.
    """
    wanted = (*required, *optional)
    for name in wanted:
        if name in frame:
            continue
        if name in optional:
            findings.note("column_blank", column=name)
        else:
            findings.problem("column_missing", column=name)
    for name in frame.columns.difference(list(wanted)):
        findings.note("property_ignored", value=str(name))
    if frame.empty:
        findings.problem("no_records")
    blank = pd.Series("", index=range(len(frame)), dtype="str")
    cells = {
        name: _text(frame[name].reset_index(drop=True)) if name in frame else blank
        for name in wanted
        if name in frame or name in optional
    }
    return Table(pd.DataFrame(cells), np.arange(1, len(frame) + 1), findings)


def _text(cells: pd.Series[Any]) -> pd.Series[str]:
    values = cells.astype(object)
    written = values.map(_cell_text, na_action="ignore")
    return written.where(_is_there(values), "").astype("str")


def _is_there(values: pd.Series[Any]) -> pd.Series[bool]:
    """Tell which values are there; a list is, whatever it holds."""
    return values.map(lambda value: isinstance(value, list | np.ndarray) or not pd.isna(value))


def _cell_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple | np.ndarray):
        return LIST_SEPARATOR.join(map(_cell_text, value))
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # a column of whole numbers with blanks comes as such
    return str(value)


def features(frame: pd.DataFrame, findings: Findings) -> Features:
    """Return rows with polygons as the features of a GeoJSON file are returned.

    Raises
    ------
    DataError
        When there are no rows, no shapes, too many rows, or another coordinate system.
    """
    if frame.empty:
        raise findings.refuse("no_records")
    if not isinstance(frame, gpd.GeoDataFrame) or frame.active_geometry_name is None:
        findings.problem("column_missing", column="geometry")
        raise findings.error()
    if len(frame) > MOST_FEATURES:
        raise findings.refuse("too_many_features", limit=f"{MOST_FEATURES:,}")
    if frame.crs is None or not frame.crs.equals(CRS, ignore_axis_order=True):
        name = "" if frame.crs is None else frame.crs.to_string()
        findings.problem("crs_other", column="crs", value=name, expected=CRS)
        raise findings.error()
    shapes = np.asarray(frame.geometry.to_numpy(), dtype=object)
    kept = np.flatnonzero(_check_shapes(shapes, findings)).tolist()
    rows = frame.drop(columns=frame.active_geometry_name).astype(object)
    properties = rows.where(rows.notna(), None).to_dict("records")
    return Features(
        [index + 1 for index in kept],
        [{str(name): _plain(cell) for name, cell in properties[index].items()} for index in kept],
        shapely.force_2d(shapes[kept]),
    )


def _check_shapes(shapes: npt.NDArray[np.object_], findings: Findings) -> npt.NDArray[np.bool_]:
    missing = shapely.is_missing(shapes)
    empty = shapely.is_empty(shapes) & ~missing
    other = ~np.isin(shapely.get_type_id(shapes), _POLYGONAL) & ~missing & ~empty
    for index in np.flatnonzero(missing).tolist():
        findings.problem("geometry_missing", index + 1, "geometry")
    for index in np.flatnonzero(empty).tolist():
        findings.problem("coordinates", index + 1, "geometry")
    for index in np.flatnonzero(other).tolist():
        found = shapes[index].geom_type
        findings.problem("geometry_type", index + 1, "geometry", value=found)
    for index in np.flatnonzero(shapely.has_z(shapes)).tolist():
        findings.note("heights", index + 1, "geometry")
    sound: npt.NDArray[np.bool_] = ~(missing | empty | other)
    return sound


def _plain(value: Any) -> Any:
    """Return a value as JSON would have it; a number of the database's own kind as a float."""
    if isinstance(value, Decimal | np.number):
        return float(value)
    return value if value is None or isinstance(value, str | int | float) else str(value)
