"""How tests are shared out among processes."""

import ast

from xdist.scheduler import LoadScopeScheduling

from tests import ROOT
from tests.conftest import (
    LONGEST,
    TOGETHER,
    TOGETHER_BY_PARAMETER,
    SchedulingByFixture,
    turn,
)

MODULES = sorted((ROOT / "tests").rglob("test_*.py"))


def test_modules_with_a_fixture_for_several_tests_go_as_a_whole() -> None:
    sharing = [path for path in MODULES if shares_a_fixture(path.read_text("utf-8"))]
    assert sorted(TOGETHER) == [path.relative_to(ROOT).as_posix() for path in sharing]


def test_tests_of_other_modules_go_one_by_one() -> None:
    whole, single = f"{TOGETHER[0]}::test_a", "tests/test_b.py::test_b[1]"
    scheduling = SchedulingByFixture.__new__(SchedulingByFixture)
    assert scheduling._split_scope(whole) == TOGETHER[0]
    assert scheduling._split_scope(single) == single


def test_tests_of_one_value_of_a_costly_fixture_go_together() -> None:
    scheduling = SchedulingByFixture.__new__(SchedulingByFixture)
    (module,) = TOGETHER_BY_PARAMETER
    one, same, other = (f"{module}::{name}" for name in ("test_a[x]", "test_b[x]", "test_a[y]"))
    assert scheduling._split_scope(one) == scheduling._split_scope(same)
    assert scheduling._split_scope(one) != scheduling._split_scope(other)
    assert set(TOGETHER) >= TOGETHER_BY_PARAMETER


def test_the_longest_begin_first_and_then_what_shares_a_costly_fixture() -> None:
    single = "tests/test_b.py::test_b[1]"
    shared = next(module for module in TOGETHER if module not in LONGEST)
    ids = [single, f"{shared}::test_a", f"{LONGEST[1]}::test_a", f"{LONGEST[0]}::test_a"]
    assert sorted(ids, key=turn) == ids[::-1]
    assert {(ROOT / path) for path in LONGEST} <= set(MODULES)


def test_the_installed_xdist_asks_the_method_that_is_overridden() -> None:
    assert "_split_scope" in LoadScopeScheduling.schedule.__code__.co_names


def shares_a_fixture(source: str) -> bool:
    """Whether a module has a fixture that is made once for several tests."""
    return any(
        ast.unparse(decorator.func) == "pytest.fixture"
        and any(keyword.arg == "scope" for keyword in decorator.keywords)
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef)
        for decorator in node.decorator_list
        if isinstance(decorator, ast.Call)
    )
