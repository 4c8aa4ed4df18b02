"""Some faults of each kind: the last good edition stays, nothing is lost.

The same ones each time, or those of another number: FAULT_SEED=7 python -m pytest tests/faults
"""

import os

import pytest

from tests.faults import plan
from tests.faults.kinds import judged
from tests.faults.world import World, is_clear, made

# Titles of the plan do not depend on what is measured; the faults of each title do.
TITLES = [title for title, _, _ in plan.everything(plan.Clean(), plan.Clean())]
# Faults that take no load of their own are cheap.
MOST = {"edition": 2, "under_reader": 2}
SEED = int(os.environ.get("FAULT_SEED", "1"))


@pytest.fixture(scope="module")
def world(tmp_path_factory) -> World:
    folder = tmp_path_factory.mktemp("faults")
    before = os.environ.get("LD_PRELOAD", "")
    # Read when the process is started from which every child is forked; only here.
    os.environ["LD_PRELOAD"] = plan.failing_disk(folder)
    made_world = made(folder)
    # The process is started by the first deed.
    made_world.copy().run({}, "editions")
    os.environ["LD_PRELOAD"] = before
    return made_world


@pytest.fixture(scope="module")
def chosen(world) -> plan.Plan:
    has_disk = (world.folder.parent / "disk.so").exists()
    deeds = [plan.measured(world, has_disk, name) for name in ("load", "withdraw")]
    return plan.sample(plan.everything(*deeds), 2, seed=SEED)


@pytest.mark.parametrize("title", TITLES)
def test_a_fault_costs_nothing(title, world, chosen):
    kind, faults = next((kind, faults) for name, kind, faults in chosen if name == title)
    if not faults:
        pytest.skip("no C compiler, so no disk that fails")
    for fault in faults[: MOST.get(kind, 1)]:
        verdict = judged(world, (kind, fault))
        assert verdict.faults == (), (f"FAULT_SEED={SEED}", fault, verdict)


def test_every_kind_of_fault_does_happen(world):
    """The wrappers do what they say: a kill kills, a failing disk is told of."""
    killed = world.copy()
    assert (
        killed.run({"kind": "steps", "mode": "kill_before", "at": 30}, "load", killed.file()) == -9
    )
    failed = world.copy()
    assert failed.run({"kind": "size", "at": 1}, "load", failed.file()) == 2
    assert "Đĩa đầy" in failed.said
    assert is_clear(failed.said)
