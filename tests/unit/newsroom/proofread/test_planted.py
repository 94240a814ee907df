"""The planted sets: so many of their faults are found, and nothing in their stories written right."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[4]
LEAST = 0.85
RECKONED = "合计 比例 增幅 倍数 时长 年龄 单位 换算 题数 范围 数字 星期 日期".split()
RECKONED_LEAST = 0.9


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = spec_from_file_location("planted", ROOT / "benchmarks" / "proofreading.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["planted"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["set1", "set2"])
def test_most_planted_faults_are_found_of_every_kind(
    bench: ModuleType, name: str, tmp_path: Path
) -> None:
    planted = bench.read(bench.SETS / f"{name}.txt", planted=True)
    hits, missed = bench.score(planted.faults, *bench.found_in(planted, tmp_path))
    assert sum(hits.values()) >= LEAST * len(planted.faults)
    assert {fault.kind for fault in missed} <= hits.keys()


@pytest.mark.parametrize("name", ["set1", "set2", "set3", "set4"])
def test_numbers_that_do_not_agree_are_found_whoever_planted_them(
    bench: ModuleType, name: str, tmp_path: Path
) -> None:
    planted = bench.read(bench.SETS / f"{name}.txt", planted=True)
    hits, missed = bench.score(planted.faults, *bench.found_in(planted, tmp_path))
    own = [fault for fault in planted.faults if fault.kind in RECKONED]
    assert sum(hits[kind] for kind in RECKONED) >= RECKONED_LEAST * len(own)
    assert all(hits[fault.kind] for fault in missed if fault.kind in RECKONED)


@pytest.mark.parametrize("name", ["set1", "set7", "set9"])
def test_a_set_written_right_raises_no_alarm(bench: ModuleType, name: str, tmp_path: Path) -> None:
    right = bench.read(bench.SETS / f"{name}.txt", planted=False)
    found, _ = bench.found_in(right, tmp_path)
    assert [d.code for d in bench.weighed(found)] == []


# What is found by words and marks, not by numbers.
OF_WORDS = frozenset(
    "人名 外名 地名 职务 次序 重句 重登 叠字 半角 点号 破折 省略 引号 繁体 的地得 成语 错词".split()
)
WORDS_LEAST = 0.8


@pytest.mark.parametrize("name", ["set3", "set4", "set6"])
def test_most_faults_of_words_that_others_planted_are_found_of_every_kind(
    bench: ModuleType, name: str, tmp_path: Path
) -> None:
    planted = bench.read(bench.SETS / f"{name}.txt", planted=True)
    hits, missed = bench.score(planted.faults, *bench.found_in(planted, tmp_path))
    mine = [fault for fault in planted.faults if fault.kind in OF_WORDS]
    gone = [fault for fault in missed if fault.kind in OF_WORDS]
    assert len(mine) - len(gone) >= WORDS_LEAST * len(mine)
    assert {fault.kind for fault in gone} <= hits.keys()
