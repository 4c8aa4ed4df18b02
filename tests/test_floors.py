"""The floors of the house: who may import whom, and what a page may not hold."""

import ast
import re
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[1]
NEEDED = {"dashboard.py", "data", "etl", "indicators", "pages", "requirements.txt", "tests", "view"}
ALLOWED = NEEDED | {
    ".ci",
    ".gitignore",
    ".streamlit",
    "CHANGELOG.md",
    "Makefile",
    "README.md",
    "docs",
    "pyproject.toml",
    "requirements-dev.txt",
}
# What tools leave behind; none of it is in the repository.
LEFTOVERS = {".git", ".venv", ".pytest_cache", ".ruff_cache", "__pycache__"}
OWN = ("etl", "indicators", "pages", "view", "tests", "dashboard")
LIBRARIES = {
    "dashboard": {"streamlit"},
    "pages": {"streamlit"},
    "view": {"streamlit", "plotly", "pandas", "numpy", "xlsxwriter"},
    "etl": {"duckdb", "pandas", "numpy", "filelock", "tqdm", "xlsxwriter", "openpyxl"},
    "indicators": {"pandas", "numpy"},
}
FLOORS = {
    "dashboard": {"view.theme", "view.guard", "view.address", "etl"},
    "pages": {"view", "indicators"},
    "view": {"view", "indicators"},
    "etl": {"etl", "indicators"},
    "indicators": {"indicators"},
}
WITHOUT_STREAMLIT = re.compile(r"(words|theme|charts\w*|documents\w*)\.py")
MOST_PAGE_LINES = 90
FILES = [
    HOUSE / "dashboard.py",
    *(path for floor in FLOORS for path in sorted((HOUSE / floor).rglob("*.py"))),
]
PAGES = sorted((HOUSE / "pages").glob("*.py"))


def name(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


def floor(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=name(path))


def imports(module: ast.Module) -> list[str]:
    """Every module a file imports, in full; `from view import theme` is view.theme."""
    found = []
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: import by full name"
            is_package = (HOUSE / node.module.replace(".", "/")).is_dir()
            found += [
                f"{node.module}.{alias.name}"
                if is_package and _is_module(node.module, alias.name)
                else node.module
                for alias in node.names
            ]
    return found


def _is_module(package: str, member: str) -> bool:
    folder = HOUSE / package.replace(".", "/")
    return (folder / f"{member}.py").exists() or (folder / member).is_dir()


def strays(path: Path, module: ast.Module) -> list[str]:
    """The imports of a file that its floor does not allow."""
    libraries = set(LIBRARIES[floor(path)])
    if name(path) == "indicators/editions.py":
        libraries.add("duckdb")
    if floor(path) == "view" and WITHOUT_STREAMLIT.fullmatch(path.name):
        libraries.discard("streamlit")
    found = []
    for wanted in imports(module):
        top = wanted.split(".")[0]
        # The intake page calls the same public functions as the commands.
        if name(path) == "pages/intake.py" and wanted == "etl":
            continue
        if top in OWN:
            is_fine = any(f"{wanted}.".startswith(f"{ok}.") for ok in FLOORS[floor(path)])
        else:
            is_fine = top in sys.stdlib_module_names or top in libraries
        if not is_fine:
            found.append(wanted)
    return found


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_file_imports_only_what_its_floor_allows(path):
    assert strays(path, tree(path)) == []


@pytest.mark.parametrize(
    ("path", "code", "wanted"),
    [
        ("indicators/trend.py", "import duckdb", ["duckdb"]),
        ("indicators/editions.py", "import duckdb", []),
        ("indicators/trend.py", "from etl import load_files", ["etl"]),
        ("view/parts.py", "import streamlit as st", []),
        ("view/charts_new.py", "import streamlit.components", ["streamlit.components"]),
        ("view/parts.py", "from etl.loading import load_files", ["etl.loading"]),
        ("etl/loading.py", "def f():\n    from view import words", ["view.words"]),
        ("pages/trend.py", "import pandas as pd", ["pandas"]),
        ("dashboard.py", "from view import theme, charts_trend", ["view.charts_trend"]),
        ("dashboard.py", "from etl import first_edition", []),
    ],
)
def test_a_forbidden_import_is_found(path, code, wanted):
    assert strays(HOUSE / path, ast.parse(code)) == wanted


def test_the_top_level_holds_the_allowed_names_only():
    found = {path.name for path in HOUSE.iterdir()} - LEFTOVERS
    assert found - ALLOWED == set()
    assert NEEDED - found == set()


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_file_says_first_what_it_is_for(path):
    module = tree(path)
    assert ast.get_docstring(module)
    assert module.body[0].lineno == 1


_ARITHMETIC = (ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)
_SQL = re.compile(r"\b(select|insert|update|delete)\b.*\b(from|into|set)\b", re.I | re.S)
_COLOUR = re.compile(r"#(?:[0-9a-f]{3}){1,2}\b|\brgba?\(|\bhsla?\(", re.I)


def faults(module: ast.Module) -> list[str]:
    """What a page may not hold, each with its line."""
    found = [(_fault(node), node) for node in ast.walk(module)]
    return [f"{told} {node.lineno}" for told, node in found if told]


def _fault(node: ast.AST) -> str:
    match node:
        case ast.Try():
            return "try"
        case ast.FunctionDef() | ast.ClassDef() | ast.Lambda():
            return "definition"
        case ast.BinOp() | ast.AugAssign():
            return "arithmetic" if isinstance(node.op, _ARITHMETIC) else ""
        case ast.FormattedValue(format_spec=ast.JoinedStr()):
            return "format"
        case ast.Call(func=ast.Attribute(attr="format")):
            return "format"
        case ast.Constant(value=str(text)) if _COLOUR.search(text):
            return "colour"
        case ast.Constant(value=str(text)) if _SQL.search(text):
            return "sql"
    return ""


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_page_chooses_asks_and_shows_and_nothing_else(path):
    assert faults(tree(path)) == []
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_PAGE_LINES


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("try:\n    a\nfinally:\n    b", ["try 1"]),
        ("share = part / whole * 100", ["arithmetic 1", "arithmetic 1"]),
        ("n -= 1", ["arithmetic 1"]),
        ("f'{value:.2f} %'", ["format 1"]),
        ("'{:.1f}'.format(value)", ["format 1"]),
        ("f'{name}, {place}'", []),
        ("ask('SELECT a FROM b')", ["sql 1"]),
        ("st.caption('chọn từ danh sách')", []),
        ("colour = '#1f77b4'", ["colour 1"]),
        ("colour = 'rgb(1, 2, 3)'", ["colour 1"]),
        ("def f(): return 1", ["definition 1"]),
        ("rows = frame[frame['is_total'] & (frame['period'] == at)]", []),
    ],
)
def test_a_fault_of_a_page_is_found(code, wanted):
    assert faults(ast.parse(code)) == wanted


@pytest.mark.parametrize("path", FILES, ids=name)
def test_no_text_is_ever_trusted_as_html(path):
    assert "unsafe_allow_html" not in path.read_text(encoding="utf-8")


def test_the_only_html_is_the_constant_style_of_the_theme():
    calls = [
        (name(path), ast.unparse(node))
        for path in FILES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("html", "iframe", "components")
        and ast.unparse(node.func.value) in ("st", "streamlit", "st.components.v1", "components")
    ]
    assert calls == [("dashboard.py", "st.html(theme.style())")]


def test_only_the_guards_of_pages_and_of_one_file_catch_every_fault():
    caught = {
        name(path)
        for path in FILES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in ("Exception", "BaseException"))
    }
    assert caught <= {"view/guard.py", "etl/examining.py"}


SQL = sorted(path for floor in ("etl", "indicators") for path in (HOUSE / floor).rglob("*.sql"))


@pytest.mark.parametrize("path", SQL, ids=name)
def test_a_question_begins_with_a_comment_and_is_asked_somewhere(path):
    text = path.read_text(encoding="utf-8")
    assert text.startswith("-- ")
    code = "".join(p.read_text(encoding="utf-8") for p in FILES if floor(p) == floor(path))
    assert f'"{path.stem}"' in code
