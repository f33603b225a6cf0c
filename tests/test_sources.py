"""The same tables from elsewhere: formats, web, bucket, database; judged by the same rules."""

from __future__ import annotations

import json
from decimal import Decimal

import geopandas as gpd
import numpy as np
import pandas as pd
import psycopg
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal
from pandas.testing import assert_frame_equal

from geo.atlas import PROJECTS_FILE, load_atlas
from geo.catalogue import load_catalogue
from geo.problems import DataError
from geo.provenance import read_record
from geo.schema import PROJECT_COLUMNS
from geo.sources import open_source
from geo.sources.postgis_fill import main
from geo.sources.read import load_municipalities, load_projects, load_records
from geo.sources.source import AwayError
from tests import services
from tests.services.postgres import PASSWORD
from tests.services.web import running_web

NAMES = [column.name for column in PROJECT_COLUMNS]


@pytest.fixture
def web():
    with running_web() as files:
        files.content["/data/projects.csv"] = PROJECTS_FILE.read_bytes()
        yield files


@pytest.fixture
def bucket(web, monkeypatch):
    """The web server as a bucket's host."""
    for name, value in {
        "AWS_ENDPOINT_URL": web.address,
        "AWS_ACCESS_KEY_ID": "id",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_REGION": "ap-northeast-1",
    }.items():
        monkeypatch.setenv(name, value)
    return web


def rows_of(drawn):
    """Return the squares' projects as a table with types, as a database would hold it."""
    frame = drawn.projects[NAMES].copy()
    return frame.replace("", None).convert_dtypes()


def problems_of(read, *arguments, **settings):
    with pytest.raises(DataError) as error:
        read(*arguments, **settings)
    return [(one.rule, one.line, one.column, one.value) for one in error.value.problems]


# --- files that hold a table with types ----------------------------------------------------------


@pytest.mark.parametrize("suffix", ["parquet", "gpkg"])
def test_the_same_tables_come_out_of_other_formats(atlas, tmp_path, suffix):
    projects, places = (tmp_path / f"{name}.{suffix}" for name in ("projects", "places"))
    rows = atlas.projects[NAMES]
    if suffix == "parquet":
        rows.to_parquet(projects)
        atlas.municipalities.to_parquet(places)
    else:
        points = gpd.points_from_xy([0] * len(rows), [0] * len(rows), crs=4326)
        gpd.GeoDataFrame(rows, geometry=points).to_file(projects, layer="projects")
        atlas.municipalities.to_file(places, layer="municipalities")
        atlas.municipalities[:1].to_file(places, layer="another")
    read, notes = load_municipalities(open_source(places, "municipalities"))
    assert notes == ()
    assert_geodataframe_equal(read, atlas.municipalities)
    read, notes = load_projects(open_source(projects, "projects"), read)
    assert [note.value for note in notes] == (["geometry"] if suffix == "gpkg" else [])
    assert_frame_equal(read, rows)


def test_lists_and_numbers_of_a_database_are_read_as_their_words(drawn, tmp_path):
    rows = rows_of(drawn).astype(object).where(lambda frame: frame.notna(), None)
    for name in ("municipality_names", "municipality_codes", "themes"):
        rows[name] = [value.split(";") if value else value for value in rows[name]]
    for name in ("point_lat", "point_lon"):
        rows[name] = [list(map(float, value.split(";"))) if value else [] for value in rows[name]]
    rows["table_no"] = [Decimal(value) for value in rows["table_no"]]
    rows["selected_fy"] = rows["selected_fy"].astype("float64")
    rows["updated_at"] = pd.Timestamp("2026-11-23")
    path = tmp_path / "projects.parquet"
    rows.to_parquet(path)
    read, notes = load_projects(open_source(path, "projects"), drawn.municipalities)
    assert_frame_equal(read, drawn.projects[NAMES])
    assert [(note.rule, note.column, note.value) for note in notes] == [
        ("property_ignored", "", "updated_at"),
    ]


def test_a_table_with_types_is_told_its_problems_by_row_and_column(drawn, tmp_path):
    rows = rows_of(drawn)
    rows.loc[1, "municipality_codes"] = "13101;13999"
    rows.loc[3, "selected_fy"] = 1999
    rows.loc[4, "scope"] = None
    path = tmp_path / "projects.parquet"
    rows.drop(columns="category").to_parquet(path)
    source = open_source(path, "projects")
    assert problems_of(load_projects, source, drawn.municipalities)[0][:3] == (
        "column_missing",
        None,
        "category",
    )
    rows.to_parquet(path)
    assert problems_of(load_projects, source, drawn.municipalities) == [
        ("code_unknown_named", 2, "municipality_codes", "13999"),
        ("not_allowed", 4, "selected_fy", "1999"),
        ("blank", 5, "scope", None),
    ]
    with pytest.raises(DataError, match=r"projects\.parquet:row 5:scope"):
        load_projects(source, drawn.municipalities)
    rows[:0].to_parquet(path)
    assert problems_of(load_projects, source, drawn.municipalities)[0][0] == "no_records"


def other_shape(shape):
    return lambda frame: frame.set_geometry([shape, *frame.geometry[1:]], crs=frame.crs)


def without_shapes(frame):
    return pd.DataFrame(frame.drop(columns="geometry"))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda frame: frame[:0], ("no_records", None, "")),
        (without_shapes, ("column_missing", None, "geometry")),
        (lambda frame: frame.to_crs(3857), ("crs_other", None, "crs")),
        (other_shape(None), ("geometry_missing", 1, "geometry")),
        (other_shape(shapely.Point(141.5, 43.5)), ("geometry_type", 1, "geometry")),
        (other_shape(shapely.Polygon()), ("coordinates", 1, "geometry")),
        (other_shape(shapely.box(0, 0, 1, 1)), ("geometry_outside_japan", 1, "geometry")),
        (lambda frame: frame.assign(area_km2=np.nan), ("property_not_number", 1, "area_km2")),
        (lambda frame: frame.assign(name=1), ("property_not_text", 1, "name")),
    ],
)  # fmt: skip
def test_a_table_with_shapes_is_judged_like_a_geojson(drawn, tmp_path, change, told):
    path = tmp_path / "places.parquet"
    change(drawn.municipalities).to_parquet(path)
    source = open_source(path, "municipalities")
    assert problems_of(load_municipalities, source, whole_country=False)[0][:3] == told


def test_heights_and_other_columns_are_left_out_with_a_note(drawn, tmp_path):
    path = tmp_path / "places.parquet"
    high = drawn.municipalities.set_geometry(shapely.force_3d(drawn.municipalities.geometry, 5.0))
    high.assign(mayor="x").to_parquet(path)
    read, notes = load_municipalities(open_source(path, "municipalities"), whole_country=False)
    assert_geodataframe_equal(read, drawn.municipalities)
    assert {note.rule for note in notes} == {"heights", "property_ignored"}


@pytest.mark.parametrize("name", ["a.parquet", "a.gpkg"])
@pytest.mark.parametrize("content", [b"", b"PAR1 nothing"])
def test_a_broken_file_is_told(drawn, tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    told = problems_of(
        load_projects, open_source(tmp_path / name, "projects"), drawn.municipalities
    )
    assert [rule for rule, *_ in told] == ["format_broken" if content else "file_empty"]


# --- the web and a bucket ------------------------------------------------------------------------


def test_a_web_server_is_asked_for_the_content_only_when_it_changed(atlas, web):
    source = open_source(f"{web.address}/data/projects.csv", "projects")
    assert source.is_remote
    first = source.signature()
    assert load_projects(source, atlas.municipalities)[0].equals(atlas.projects[NAMES])
    assert source.signature() == first
    assert source.signature() == first
    web.content["/data/projects.csv"] += b"x"
    assert source.signature() != first
    assert source.content().data == web.content["/data/projects.csv"]
    assert source.content().data == web.content["/data/projects.csv"], "asked for once more"
    assert [status for _, _, status in web.answers] == [200, 304, 304, 200, 200]


@pytest.mark.parametrize("scheme", ["http", "s3"])
def test_the_record_beside_the_data_comes_along(bucket, scheme):
    host = {"http": bucket.address, "s3": "s3:/"}[scheme]
    source = open_source(f"{host}/data/projects.csv", "projects")
    assert load_records(source) == ()
    record = read_record("projects")
    bucket.content["/data/projects.provenance.json"] = record.path.read_bytes()
    assert [one.entry for one in load_records(source)] == [record.entry]
    for broken in (b"[]", b"{", json.dumps({"file": "projects.csv"}).encode()):
        bucket.content["/data/projects.provenance.json"] = broken
        assert problems_of(load_records, source)[0][0] == "record_broken"


def test_a_bucket_is_asked_for_the_head_alone(atlas, bucket):
    source = open_source("s3://data/projects.csv", "projects")
    first = source.signature()
    assert source.signature() == first
    assert {method for method, _, _ in bucket.answers} == {"HEAD"}
    assert load_projects(source, atlas.municipalities)[0].equals(atlas.projects[NAMES])
    bucket.content["/data/projects.csv"] += b"x"
    assert source.signature() != first


def test_what_does_not_answer_is_away_and_names_no_secret(bucket):
    host = bucket.address.removeprefix("http://")
    addresses = {
        f"http://user:{PASSWORD}@{host}/no.csv?key={PASSWORD}": "HTTP 404",
        f"http://user:{PASSWORD}@127.0.0.1:9/no.csv?key={PASSWORD}": "ConnectionError",
        "s3://data/no.csv": "FileNotFoundError",
    }
    for address, reason in addresses.items():
        source = open_source(address, "projects")
        for ask in (source.signature, source.content):
            with pytest.raises(AwayError, match=rf"no\.csv: .*\({reason}\)") as error:
                ask()
            assert PASSWORD not in str(error.value)
    assert load_records(open_source(f"{bucket.address}/a.csv?key=1", "projects")) == ()


# --- PostGIS -------------------------------------------------------------------------------------


def test_postgis_gives_what_the_files_give(atlas, postgis):
    read = load_atlas(postgis, postgis)
    assert read.notes == ()
    assert_frame_equal(read.projects, atlas.projects)
    assert_geodataframe_equal(read.municipalities, atlas.municipalities)
    assert_geodataframe_equal(read.pairs, atlas.pairs)
    sources = [open_source(postgis, kind) for kind in ("projects", "municipalities")]
    shipped = [read_record(kind).entry for kind in ("projects", "municipalities")]
    assert [record.entry for record in load_records(*sources)] == shipped


def test_a_change_of_rows_changes_the_version_of_its_table(postgis):
    projects, places = (open_source(postgis, kind) for kind in ("projects", "municipalities"))
    before, places_before = projects.signature(), places.signature()
    assert projects.signature() == before
    with psycopg.connect(postgis) as connection:
        connection.execute("UPDATE projects SET target_area = '駅' WHERE project_id = 'L01'")
        assert projects.signature() == before, "not before it is committed"
    assert projects.signature() != before
    assert places.signature() == places_before


def test_tables_and_views_of_ones_own_need_no_version(drawn, postgis):
    with psycopg.connect(postgis) as connection:
        connection.execute(
            'CREATE SCHEMA "Own"; CREATE TABLE "Own".rows AS TABLE projects;'
            'ALTER TABLE "Own".rows ADD updated_at timestamptz DEFAULT now(),'
            " ALTER earlier_fy TYPE real, ALTER table_no TYPE numeric(5, 0);"
            'CREATE VIEW "Own".shapes AS SELECT *, geometry AS geom FROM municipalities'
        )
    rows = open_source(f"{postgis}?table=Own.rows&connect_timeout=9", "projects")
    shapes = open_source(f"{postgis}?table=Own.shapes&geometry=geom", "municipalities")
    assert (rows.name, shapes.name) == ("Own.rows", "Own.shapes")
    before = rows.signature()
    assert rows.signature() == before
    read, notes = load_municipalities(shapes)
    assert [note.value for note in notes] == ["geometry"]
    assert len(load_projects(rows, read)[0]) == 43
    assert load_records(rows, shapes) == ()
    with psycopg.connect(postgis) as connection:
        connection.execute("""UPDATE "Own".rows SET municipality_codes = '99999', scope = 'x'
                              WHERE project_id = 'P02'""")
    assert rows.signature() != before
    assert [one[:2] for one in problems_of(load_projects, rows, read)] == [
        ("not_allowed", 24),
        ("code_form", 24),
    ]
    with psycopg.connect(postgis) as connection:
        connection.execute('DROP SCHEMA "Own" CASCADE')


def test_a_database_that_does_not_answer_is_away_and_names_no_password(postgis):
    wrong = postgis.replace(PASSWORD, f"{PASSWORD}-or-so")
    reasons = {
        f"{postgis}?table=nowhere": 'relation "nowhere" does not exist',
        wrong: "password authentication failed",
        postgis.replace("127.0.0.1", "127.0.0.2"): "refused",
    }
    for address, reason in reasons.items():
        with pytest.raises(AwayError, match=reason) as error:
            open_source(address, "projects").signature()
        assert PASSWORD not in str(error.value)


def test_the_script_fills_all_or_nothing(postgis, tmp_path, capsys):
    broken = tmp_path / "projects.csv"
    broken.write_bytes(PROJECTS_FILE.read_bytes().replace(b",city,", b",town,", 1))
    before = open_source(postgis, "projects").signature()
    assert main([postgis, "--projects", str(broken)]) == 1
    assert "projects.csv:3:scope 'town'" in capsys.readouterr().err
    assert open_source(postgis, "projects").signature() == before
    assert main([postgis]) == 0
    assert capsys.readouterr().out == "postgis: 43 projects, 1742 areas\n"
    assert main([postgis.replace("127.0.0.1", "127.0.0.2")]) == 1
    assert PASSWORD not in capsys.readouterr().err
    assert main(["--sql"]) == 0
    assert "CREATE TABLE IF NOT EXISTS projects" in capsys.readouterr().out


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE projects SET scope = 'town' WHERE project_id = 'L01'",
        "UPDATE projects SET selected_fy = 2018 WHERE project_id = 'L01'",
        "UPDATE projects SET prefecture = NULL WHERE project_id = 'L01'",
        "INSERT INTO projects SELECT * FROM projects WHERE project_id = 'L01'",
        "UPDATE municipalities SET municipality_code = '1101' WHERE municipality_code = '01100'",
        "UPDATE municipalities SET geometry = ST_Point(140, 36, 4326)",
        "UPDATE municipalities SET geometry = ST_SetSRID(geometry, 6668)",
    ],
)
def test_the_tables_keep_out_what_is_plainly_wrong(postgres, statement):
    with psycopg.connect(postgres) as connection, pytest.raises(psycopg.Error):
        connection.execute(statement)


# --- all of them ---------------------------------------------------------------------------------


def test_every_unit_of_a_place_has_its_word():
    for language in ("ja", "en"):
        for unit in ("line", "feature", "row"):
            assert "7" in load_catalogue(language)(f"problem.{unit}", number=7)


def test_a_path_is_a_path(tmp_path):
    source = open_source(str(tmp_path / "a:b.csv"), "projects")
    assert not source.is_remote
    assert problems_of(load_projects, source, None)[0][0] == "file_missing"


def test_a_missing_server_skips_its_tests_but_not_where_set_up_installs_it(monkeypatch):
    monkeypatch.setattr(services, "is_root", lambda: False)
    with pytest.raises(pytest.skip.Exception, match="no PostgreSQL here"):
        services.missing("PostgreSQL", "postgresql-postgis")
    monkeypatch.setattr(services, "is_root", lambda: True)
    monkeypatch.setattr(services.shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(pytest.fail.Exception, match="should have installed it"):
        services.missing("PostgreSQL", "postgresql-postgis")
