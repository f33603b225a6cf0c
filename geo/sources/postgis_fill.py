"""``script/postgis ADDRESS``: make the tables in PostGIS that the dashboard reads, and fill them.

Everything happens in one transaction: viewers see the rows from before or all of the new ones.
Run again it makes what is missing and replaces the rows.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

import geopandas as gpd
import pandas as pd
import psycopg
import shapely
from psycopg import sql

from geo.atlas import MUNICIPALITIES_FILE, PROJECTS_FILE
from geo.catalogue import load_catalogue
from geo.problems import DataError, describe_all
from geo.provenance import Record
from geo.schema import MUNICIPALITY_COLUMNS, PROJECT_COLUMNS, Column
from geo.sources import open_source
from geo.sources.postgis_schema import SCHEMA
from geo.sources.read import load_municipalities, load_projects


def main(arguments: Sequence[str] | None = None) -> int:
    """Make and fill the tables; return 0, or 1 after saying what is wrong (nothing is changed)."""
    parser = argparse.ArgumentParser(prog="script/postgis", description=__doc__)
    parser.add_argument("address", nargs="?", help="postgresql://user@host/database")
    parser.add_argument("--projects", default=PROJECTS_FILE, metavar="FILE")
    parser.add_argument("--municipalities", default=MUNICIPALITIES_FILE, metavar="FILE")
    parser.add_argument("--sql", action="store_true", help="print the statements, run nothing")
    options = parser.parse_args(arguments)
    if options.sql:
        sys.stdout.write(SCHEMA)
        return 0
    if options.address is None:
        parser.error("an address is needed, or --sql")
    try:
        with psycopg.connect(options.address, connect_timeout=10) as connection:
            said = fill(connection, options.projects, options.municipalities)
    except DataError as error:
        problems = list(describe_all(error.problems, load_catalogue("en"), total=error.total))
    except psycopg.Error as error:
        problems = str(error).strip().splitlines()
    else:
        sys.stdout.write(f"postgis: {said}\n")
        return 0
    for problem in (*problems, "stopped; the database is as it was"):
        sys.stderr.write(f"postgis: {problem}\n")
    return 1


def fill(
    connection: psycopg.Connection,
    projects_address: str = str(PROJECTS_FILE),
    municipalities_address: str = str(MUNICIPALITIES_FILE),
) -> str:
    """Make the tables where they are missing and replace their rows; say what was done.

    Raises :class:`geo.problems.DataError` when the data do not hold; nothing is changed then.
    """
    sources = {
        "municipalities": open_source(municipalities_address, "municipalities"),
        "projects": open_source(projects_address, "projects"),
    }
    municipalities, _ = load_municipalities(sources["municipalities"])
    projects, _ = load_projects(sources["projects"], municipalities)
    with connection.transaction():
        connection.execute(SCHEMA)
        _replace(connection, "projects", PROJECT_COLUMNS, projects)
        _replace(connection, "municipalities", MUNICIPALITY_COLUMNS, municipalities)
        for table, source in sources.items():
            _keep(connection, table, source.record())
    return f"{len(projects)} projects, {len(municipalities)} areas"


def _replace(
    connection: psycopg.Connection, table: str, columns: Sequence[Column], frame: pd.DataFrame
) -> None:
    names = [column.name for column in columns]
    cells = frame[names].astype(object).replace("", None)
    if isinstance(frame, gpd.GeoDataFrame):
        shapes = frame.geometry.to_numpy()
        cells["geometry"] = shapely.to_wkb(
            shapely.set_srid(shapes, 4326), hex=True, include_srid=True
        )
    rows = cells.where(cells.notna(), None).itertuples(index=False, name=None)
    table_name = sql.Identifier(table)
    connection.execute(sql.SQL("DELETE FROM {}").format(table_name))
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(
        table_name, sql.SQL(", ").join(map(sql.Identifier, cells.columns))
    )
    with connection.cursor() as cursor, cursor.copy(into) as copy:
        for row in rows:
            copy.write_row(row)


def _keep(connection: psycopg.Connection, table: str, record: Record | None) -> None:
    connection.execute("DELETE FROM atlas_provenance WHERE table_name = %s", [table])
    if record is not None:
        connection.execute(
            "INSERT INTO atlas_provenance (table_name, record) VALUES (%s, %s)",
            [table, json.dumps(record.entry, ensure_ascii=False)],
        )


if __name__ == "__main__":
    sys.exit(main())
