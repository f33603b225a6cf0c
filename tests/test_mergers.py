"""The table of mergers, and an old table of projects that still joins by it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from geo.atlas import MUNICIPALITIES_FILE, PROJECTS_FILE, load_atlas
from geo.filters import Filter
from geo.mergers import Merger, find_successor, read_mergers

HEADING = "old_code,old_name,new_code,new_name,on,change,source\n"


def merger(old, new):
    return Merger(old, "旧町", new, "新市", date(2010, 1, 1), "新設", "test")


def test_each_abolished_code_leads_to_a_municipality_of_that_name(atlas):
    names = dict(
        zip(atlas.municipalities["municipality_code"], atlas.municipalities["name"], strict=True)
    )
    mergers = read_mergers()
    assert len(mergers) == 53
    for code, one in mergers.items():
        assert code not in names
        steps = find_successor(code, mergers, names)
        assert names[steps[-1].new_code] == steps[-1].new_name
        assert one.source
        assert one.on <= date(2018, 10, 1)


def test_an_old_table_of_projects_still_joins_and_says_how(tmp_path: Path):
    old = tmp_path / "projects.csv"
    text = PROJECTS_FILE.read_text("utf-8")
    assert text.count(",新潟市,15100,") == 1
    old.write_text(text.replace(",新潟市,15100,", ",新潟市,15201,"), "utf-8")
    read = load_atlas(old, MUNICIPALITIES_FILE)
    assert read.select(Filter()).summary["pairs"] == 45
    (note,) = read.notes
    assert (note.rule, note.value) == ("code_abolished", "15201")
    assert note.values["on"] == date(2007, 4, 1)
    (row,) = read.pairs.index[read.pairs["project_id"] == "L18"]
    assert read.pairs["municipality_code"][row] == "15100"


def test_a_chain_of_mergers_is_followed_and_a_ring_ends():
    chain = {"01001": merger("01001", "01002"), "01002": merger("01002", "01003")}
    assert [step.new_code for step in find_successor("01001", chain, {"01003"})] == [
        "01002",
        "01003",
    ]
    ring = chain | {"01003": merger("01003", "01001")}
    assert find_successor("01001", ring, {"01004"}) == []
    assert find_successor("02001", ring, {"01004"}) == []


@pytest.mark.parametrize(
    "line",
    [
        "1439,a,01472,a,2010-04-01,新設,x",
        "01439,a,01439,a,2010-04-01,新設,x",
        "01439,a,01472,a,2010-04-31,新設,x",
        "01439,a,01472,a,2010-04-01,新設,x\n01439,a,01473,b,2011-04-01,新設,x",
    ],
    ids=["no code", "becomes itself", "no day", "twice"],
)
def test_a_fault_in_the_table_is_told(tmp_path, line):
    path = tmp_path / "mergers.csv"
    path.write_text(f"{HEADING}{line}\n", "utf-8")
    with pytest.raises(ValueError, match=r"day|cannot stand here"):
        read_mergers(path)
