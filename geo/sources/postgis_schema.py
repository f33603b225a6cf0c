"""The tables in PostGIS, written from the column dictionary.

Their checks keep out what is plainly wrong; the rules of ``geo`` are applied to every row when it
is read, whatever the table let in.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from geo.schema import MUNICIPALITY_COLUMNS, PROJECT_COLUMNS, Column

_TYPES: Final = {"text": "text", "integer": "integer", "number": "double precision"}
_SHAPE: Final = (
    "geometry geometry(Geometry, 4326) NOT NULL"
    " CHECK (GeometryType(geometry) IN ('POLYGON', 'MULTIPOLYGON') AND ST_IsValid(geometry))"
)


def _define(column: Column) -> str:
    # A list of numbers is text, as in the files: parts are matched by their place in the cell.
    words = [column.name, "text" if column.is_list else _TYPES[column.kind]]
    if not column.is_nullable:
        words.append("NOT NULL")
    if column.allowed:
        quote = "" if column.kind == "integer" else "'"
        allowed = ", ".join(f"{quote}{value}{quote}" for value in column.allowed)
        words.append(f"CHECK ({column.name} IN ({allowed}))")
    elif column.pattern and not column.is_list:
        words.append(f"CHECK ({column.name} ~ '^{column.pattern}$')")
    return " ".join(words)


def _table(name: str, columns: Iterable[Column], *more: str) -> str:
    lines = ",\n".join(f"    {line}" for line in (*map(_define, columns), *more))
    return f"CREATE TABLE IF NOT EXISTS {name} (\n{lines}\n);\n"


def _watch(table: str, kept_for: str) -> str:
    return f"""
CREATE OR REPLACE TRIGGER atlas_changed
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION atlas_changed({kept_for});
ALTER TABLE {table} ENABLE ALWAYS TRIGGER atlas_changed;
"""


SCHEMA: Final = f"""\
-- Smart City Atlas: printed by script/postgis --sql. Needs PostgreSQL 14 or newer.
CREATE EXTENSION IF NOT EXISTS postgis;

{_table("projects", PROJECT_COLUMNS, "PRIMARY KEY (project_id)")}
{_table("municipalities", MUNICIPALITY_COLUMNS, _SHAPE, "UNIQUE (municipality_code)")}
CREATE INDEX IF NOT EXISTS municipalities_geometry ON municipalities USING gist (geometry);

-- The provenance records, for footer, About page and downloads.
CREATE TABLE IF NOT EXISTS atlas_provenance (table_name text PRIMARY KEY, record json NOT NULL);

-- A value that changes with every change of a table, within the same transaction: the dashboard
-- asks for it every few seconds and reads the table again when it is another.
CREATE TABLE IF NOT EXISTS atlas_version (
    table_name text PRIMARY KEY,
    version uuid NOT NULL DEFAULT gen_random_uuid(),
    changed_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO atlas_version (table_name) VALUES ('projects'), ('municipalities')
    ON CONFLICT DO NOTHING;

CREATE OR REPLACE FUNCTION atlas_changed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    UPDATE atlas_version SET version = gen_random_uuid(), changed_at = now()
        WHERE table_name = ANY (TG_ARGV);
    RETURN NULL;
END $$;
{_watch("projects", "'projects'")}{_watch("municipalities", "'municipalities'")}\
{_watch("atlas_provenance", "'projects', 'municipalities'")}"""  # noqa: S608 - all of it from our own code
