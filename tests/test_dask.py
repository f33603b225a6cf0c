"""Join and tallies on Dask: the same functions, the same results, on a cluster of workers."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from distributed import Client, LocalCluster, wait
from pandas.testing import assert_frame_equal

from geo import on_dask
from geo.atlas import make_atlas
from geo.engine import gather, is_in_parts, spread
from geo.filters import Filter
from geo.join import join_projects
from geo.problems import DataError
from geo.summary import summarise
from tests.programmes import made_up_projects

ROWS = 100_000


@pytest.fixture(scope="module")
def cluster():
    settings = {"n_workers": 2, "threads_per_worker": 1, "processes": False}
    with LocalCluster(dashboard_address=":0", **settings) as running:
        yield running


@pytest.fixture
def client(cluster, monkeypatch):
    monkeypatch.setenv("ATLAS_ENGINE", "dask")
    with Client(cluster) as running:
        yield running


@pytest.fixture(scope="module")
def programme(atlas):
    return made_up_projects(ROWS, atlas.municipalities)


def test_the_numbers_are_those_of_pandas(atlas, programme, client):
    pairs = join_projects(programme, atlas.municipalities)
    assert len(pairs) > ROWS
    spread_out = spread(programme, rows_a_part=15_000)
    assert spread_out.npartitions == 7
    joined = join_projects(spread_out, atlas.municipalities).persist()
    assert is_in_parts(joined)
    expected = summarise(programme, pairs)
    assert expected["projects"] == ROWS
    assert summarise(spread_out, joined) == expected
    assert len({worker for workers in client.who_has().values() for worker in workers}) == 2
    gathered = gather(joined)
    assert gathered.crs == pairs.crs
    assert_frame_equal(gathered.drop(columns="geometry"), pairs.drop(columns="geometry"))
    same = shapely.equals_identical(gathered.geometry.to_numpy(), pairs.geometry.to_numpy())
    assert np.all(same)


@pytest.mark.usefixtures("client")
def test_the_setting_alone_chooses(drawn, monkeypatch):
    rows = []
    split = on_dask.split
    monkeypatch.setattr(on_dask, "split", lambda *told: rows.append(len(told[0])) or split(*told))
    atlas = make_atlas(drawn.projects.drop(columns="search_text"), drawn.municipalities)
    assert_frame_equal(atlas.pairs, drawn.pairs)
    for shown in (Filter(), Filter(scopes=frozenset({"city"})), Filter(text="nowhere")):
        assert atlas.select(shown).summary == drawn.select(shown).summary
    assert rows[:3] == [6, 6, 8], "the join, then projects and pairs of the first tally"


def test_without_the_setting_nothing_is_spread(drawn, monkeypatch):
    monkeypatch.delenv("ATLAS_ENGINE", raising=False)
    assert spread(drawn.projects) is drawn.projects
    monkeypatch.setenv("ATLAS_ENGINE", "spark")
    with pytest.raises(ValueError, match="'spark'; allowed are pandas, dask"):
        spread(drawn.projects)


def test_a_scheduler_is_named_by_its_address(drawn, cluster, monkeypatch):
    monkeypatch.setenv("ATLAS_ENGINE", "dask")
    monkeypatch.setenv("ATLAS_DASK_SCHEDULER", cluster.scheduler_address)
    with on_dask.connect(cluster.scheduler_address) as client:
        frame = spread(drawn.projects).persist()
        wait(frame)
        assert client.who_has()
        assert len(gather(frame)) == len(drawn.projects)
    on_dask.connect.cache_clear()


@pytest.mark.usefixtures("client")
def test_a_wrong_code_comes_back_from_the_workers_as_it_is_told_here(drawn):
    projects = drawn.projects.copy()
    projects.loc[0, "municipality_codes"] = "01999"
    with pytest.raises(DataError) as error:
        gather(join_projects(spread(projects), drawn.municipalities))
    assert [(p.rule, p.column, p.value) for p in error.value.problems] == [
        ("code_unknown", "L01", "01999")
    ]
