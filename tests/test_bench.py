"""The bench measures what it says: it builds its edition and every deed of a page runs on it."""

from tests import bench


def test_every_deed_runs_on_the_edition_of_the_bench(tmp_path):
    edition = bench.build(tmp_path / "data", quarters=2)
    deeds = bench.deeds(edition)
    assert {name: work() is not None for name, work in deeds.items()} == dict.fromkeys(deeds, True)
