"""How the register is made again: namesakes told apart, entered weights kept."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from data.catalogue.unit_links import Commune, suspicious, untangled
from tests.data.register import CATALOGUE


def test_of_namesakes_the_one_of_the_district_is_kept_else_the_nearest():
    communes = {
        "a1": Commune("xã a", "d1", (10.0, 105.0)),
        "a2": Commune("xã a", "d2", (10.0, 105.5)),
        "b": Commune("xã b", "d1", (10.0, 105.1)),
        "c": Commune("xã c", "d3", (10.0, 105.4)),
    }
    mixed = {"in_d1": {"a1", "a2", "b"}, "near_d2": {"a1", "a2", "c"}, "alone": {"c"}}
    kept = {"in_d1": {"a1", "b"}, "near_d2": {"a2", "c"}, "alone": {"c"}}
    assert untangled(mixed, communes) == kept
    places = dict.fromkeys(mixed, (10.0, 105.0))
    assert suspicious(kept, communes, places) == []
    undecided = {"new": {"a1", "a2"}}
    assert untangled(undecided, communes) == undecided
    assert suspicious(undecided, communes, {"new": (10.0, 105.25)}) == [
        "new: takes over several xã a: ['a1', 'a2']"
    ]


def test_an_old_commune_far_from_all_the_rest_of_a_new_one_is_told():
    communes = {
        "a": Commune("xã a", "d1", (10.0, 105.0)),
        "b": Commune("xã b", "d2", (10.0, 105.5)),
        "c": Commune("xã c", "d2", (10.0, 105.9)),
    }
    links = {"new": set(communes)}
    assert suspicious(links, communes, {"new": (10.0, 105.6)}) == ["a xã a -> new: 55 km away"]
    assert suspicious(links, communes, {"new": (10.0, 105.2)}) == []


def rebuild(folder: Path) -> subprocess.CompletedProcess:
    command = [sys.executable, CATALOGUE / "make_units.py", "--out", folder]
    return subprocess.run(command, capture_output=True, encoding="utf-8")


def test_the_script_reproduces_the_committed_files(tmp_path):
    assert rebuild(tmp_path).returncode == 0
    for name in ("units.csv", "unit_changes.csv"):
        assert (tmp_path / name).read_bytes() == (CATALOGUE / name).read_bytes(), name


CANH_LIEN = "21997,"


@pytest.mark.parametrize("is_excel", [False, True])
def test_weights_a_person_entered_stay_when_the_register_is_made_again(tmp_path, is_excel):
    written = tmp_path / "unit_changes.csv"
    text = (CATALOGUE / "unit_changes.csv").read_text(encoding="utf-8")
    first, second = (f"{row}\n" for row in text.splitlines() if row.startswith(CANH_LIEN))
    wanted = text.replace(first, first[:-1] + "0.25\n").replace(second, second[:-1] + "0.75\n")
    entered = wanted.replace(",", ";").replace("0.", "0,") if is_excel else wanted
    written.write_text(entered, encoding="utf-8-sig" if is_excel else "utf-8")
    assert rebuild(tmp_path).returncode == 0
    assert written.read_text(encoding="utf-8") == wanted


def test_a_weight_of_a_link_that_is_no_more_stops_the_script(tmp_path):
    written = tmp_path / "unit_changes.csv"
    shutil.copy(CATALOGUE / "unit_changes.csv", written)
    with written.open("a", encoding="utf-8") as file:
        file.write("27691,1900-01-01,25459,2025-07-01,part,0.5\n")
    before = written.read_bytes()
    failed = rebuild(tmp_path)
    assert (failed.returncode, "27691" in failed.stderr) == (1, True)
    assert written.read_bytes() == before
