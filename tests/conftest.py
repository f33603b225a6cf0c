from __future__ import annotations

import pytest

from geo.atlas import Atlas, load_atlas, make_atlas
from geo.projects import read_projects
from tests import squares


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
