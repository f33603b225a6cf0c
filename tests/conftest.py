from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from geo.atlas import Atlas, load_atlas, make_atlas
from geo.projects import read_projects
from geo.sources.postgis_fill import fill
from tests import squares
from tests.browser.driver import free_port
from tests.services.postgres import running_postgres


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    return load_atlas()


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """The hand-drawn squares and their six projects as an atlas."""
    folder = tmp_path_factory.mktemp("drawn")
    municipalities = squares.municipalities(folder)
    projects, _ = read_projects(squares.write_projects(folder / "projects.csv"), municipalities)
    return make_atlas(projects, municipalities)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server of our own, with PostGIS."""
    with running_postgres(free_port()) as address:
        yield address


@pytest.fixture(scope="session")
def filled(postgres: str) -> set[object]:
    """The versions of the tables that hold the shipped data, once there are such."""
    return set()


@pytest.fixture
def postgis(postgres: str, filled: set[object]) -> str:
    """The address of a database whose tables hold the shipped data."""
    with psycopg.connect(postgres) as connection:
        if not filled or set(connection.execute("TABLE atlas_version")) != filled:
            fill(connection)
            filled.clear()
            filled.update(connection.execute("TABLE atlas_version"))
    return postgres


def pytest_collection_modifyitems(items):
    """Start what takes longest first, so that no worker is left with it at the end."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)
