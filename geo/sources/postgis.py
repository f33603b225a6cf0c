"""A table in PostgreSQL with PostGIS: ``postgresql://user@host/database?table=schema.name``.

``script/postgis`` makes and fills such tables. Others, and views, will do when their columns have
the names of the column dictionary; the shape is ``geometry`` (any name with ``&geometry=``). What
else stands in the address goes to libpq, which also knows ``PGPASSWORD``, ``~/.pgpass`` and
``sslmode``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.exc import SQLAlchemyError

from geo.provenance import Record
from geo.sources.records import checked, record_name
from geo.sources.source import Kind, away

VERSIONS: Final = "atlas_version"
"""The table whose row for each table of ours changes with every change of its rows."""

RECORDS: Final = "atlas_provenance"

_KEYS: Final[dict[Kind, str]] = {
    "projects": "project_id",
    "municipalities": "municipality_code",
}
_LONGEST_MILLISECONDS: Final = 60_000
_CONNECT_ARGUMENTS: Final = {
    "connect_timeout": 5,
    "tcp_user_timeout": 10_000,
    "application_name": "smart-city-atlas",
    "prepare_threshold": None,  # a pooler between may give each statement another connection
}


class PostgisSource:
    """A table or view, read in the order of its key.

    The signature is its row in ``atlas_version``, which triggers change; a table without one is
    hashed by the database instead, which reads all of it at every look.
    """

    is_remote = True

    def __init__(self, address: str, kind: Kind) -> None:
        url = sa.make_url(address).set(drivername="postgresql+psycopg")
        table, geometry = (url.query.get(name) for name in ("table", "geometry"))
        self.name = str(table or kind)
        self._geometry = str(geometry or "geometry")
        schema, _, name = self.name.rpartition(".")
        self._schema = schema or None
        self._table = sa.table(name, schema=self._schema)
        self._key = _KEYS[kind]
        self._password = url.password
        self._engine = sa.create_engine(
            url.difference_update_query(["table", "geometry"]),
            connect_args=_CONNECT_ARGUMENTS,
            poolclass=sa.NullPool,  # a connection a look: none is left open, none grows stale
        )

    def signature(self) -> object:
        """Return the version of the table, or the hash of its rows where none is kept."""
        with self._transaction() as connection:
            version = self._kept(connection, VERSIONS, "version")
            if version is not None:
                return str(version)
            whole_row = sa.literal_column(
                self._engine.dialect.identifier_preparer.quote(self._table.name)
            ).cast(sa.Text)
            row = sa.func.md5(whole_row)
            together = sa.func.string_agg(row, aggregate_order_by(sa.literal(""), row))
            return connection.execute(
                sa.select(sa.func.md5(together)).select_from(self._table)
            ).scalar_one()

    def content(self) -> pd.DataFrame:
        """Return all rows, with shapes where the table has them."""
        with self._transaction() as connection:
            every = sa.select(sa.text("*")).select_from(self._table)
            names = connection.execute(every.limit(0)).keys()
            if self._key in names:
                every = every.order_by(*self._order())
            if self._geometry not in names:
                return pd.read_sql_query(every, connection, dtype_backend="numpy_nullable")
            read: Any = gpd.read_postgis  # its types know text alone, not a statement
            frame: gpd.GeoDataFrame = read(every, connection, geom_col=self._geometry)
            return frame

    def record(self) -> Record | None:
        """Return the record kept in ``atlas_provenance``, if there is one."""
        with self._transaction() as connection:
            entry = self._kept(connection, RECORDS, "record")
        path = Path(record_name(self._table.name))
        return checked(self.name, lambda: Record(path, dict(entry))) if entry else None

    def _order(self) -> list[sa.ColumnElement[Any]]:
        """Order as the shipped files are: L01, L02 … L100, P01; areas without a code last."""
        key = sa.cast(sa.column(self._key), sa.Text).collate("C")
        return [sa.func.left(key, 1).nulls_last(), sa.func.length(key), key]

    def _kept(self, connection: sa.Connection, table: str, column: str) -> Any:
        """Return what a table of ours beside this one keeps of it; None where there is none."""
        if not sa.inspect(connection).has_table(table, self._schema):
            return None
        kept = sa.table(table, sa.column("table_name"), sa.column(column), schema=self._schema)
        found = sa.select(kept.c[column]).where(kept.c.table_name == self._table.name)
        return connection.execute(found).scalar_one_or_none()

    @contextmanager
    def _transaction(self) -> Iterator[sa.Connection]:
        try:
            with self._engine.begin() as connection:
                connection.execute(sa.text("SET TRANSACTION READ ONLY"))
                limit = sa.text(f"SET LOCAL statement_timeout = {_LONGEST_MILLISECONDS}")
                connection.execute(limit)
                yield connection
        except SQLAlchemyError as error:
            raise away(self.name, self._reason(error)) from None

    def _reason(self, error: SQLAlchemyError) -> str:
        """Return the last words of the database's first line: never the address, no password."""
        said = str(getattr(error, "orig", None) or type(error).__name__)
        reason = said.strip().partition("\n")[0].rpartition("failed: ")[2]
        return reason.replace(str(self._password), "***") if self._password else reason
