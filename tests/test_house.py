"""The rules of the house (docs/architecture.md, CONTRIBUTING.md) as tests."""

import ast
import importlib
import pickle
import pkgutil
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

import uratori
from uratori import errors

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "nlp" / "uratori"
SOURCES = sorted(PACKAGE.rglob("*.py"))
TABLES = sorted(PACKAGE.rglob("*.tsv"))

PUBLIC = [
    "Analysis",
    "Analyzer",
    "Article",
    "ArticleError",
    "Claim",
    "Confidence",
    "DataError",
    "Evidence",
    "Finding",
    "FlipPoint",
    "Interval",
    "LexiconError",
    "Mention",
    "MissingExtraError",
    "Period",
    "Quantity",
    "Reference",
    "Report",
    "SettingsError",
    "Unchecked",
    "UratoriError",
    "__version__",
]

# A room may import from rooms of a lower level, and from itself.
LEVELS = {
    "errors": 0,
    "exports": 0,
    "records": 0,
    "settings": 1,
    "locks": 1,
    "lexicon": 2,
    "scoring": 2,
    "reference": 1,
    "articles": 3,
    "text": 3,
    "calendars": 3,
    "quantities": 4,
    "sources": 4,
    "mentions": 5,
    "claims": 6,
    "checks": 7,
    "market": 7,
    "data": 8,
    "many": 8,
    "given": 8,
    "report": 8,
    "pipeline": 9,
    "": 10,
    "batch": 11,
    "across": 12,
    "evaluation": 11,
    "spacy": 11,
    "pandas": 11,
    "web": 12,
    "cli": 13,
    "__main__": 14,
}
# The rooms of market/, each of which knows those before it; what stands beside them is no room's.
MARKET = ("reading", "definitions", "asking")
# Report.to_json() and its kin hand the report over to the room that writes it.
BACK_ARROWS = {("records", "report")}
PRINTERS = {"cli", "web"}
HEAVY = [
    "pandas",
    "numpy",
    "rich",
    "spacy",
    "torch",
    "exchange_calendars",
    "asyncio",
    "http.client",
    "ssl",
    "subprocess",
    "trafilatura",
    "pdfplumber",
    "onnxruntime",
    "transformers",
]


def ident(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def room(path: Path) -> str:
    """The room a file belongs to: its folder under the package, or its own name; "" at the top."""
    name = path.relative_to(PACKAGE).with_suffix("").parts[0]
    return "" if name == "__init__" else name


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and full dotted name of everything that a file imports, lazily or not."""
    parents = ("uratori", *path.relative_to(PACKAGE).parts[:-1])
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = parents[: len(parents) + 1 - node.level] if node.level else ()
            stem = ".".join((*base, *((node.module,) if node.module else ())))
            yield from ((node.lineno, f"{stem}.{alias.name}") for alias in node.names)


def rooms_used(path: Path) -> Iterator[tuple[int, str]]:
    for line, name in imported(path):
        parts = name.split(".")
        if parts[0] == "uratori":
            named = parts[1] if len(parts) > 1 else ""
            yield line, named if named in LEVELS else ""


def modules() -> Iterator[ModuleType]:
    yield uratori
    for found in pkgutil.walk_packages(uratori.__path__, "uratori."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


# --- files -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", TABLES, ids=ident)
def test_a_table_states_its_origin(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    head = dict(re.findall(r"^# (\w+): (\S.*)$", "\n".join(lines), re.MULTILINE))
    assert {"source", "licence", "date", "rows"} <= head.keys()
    assert date.fromisoformat(head["date"]) >= date(2026, 1, 1)
    rows = [line for line in lines if line and not line.startswith("#")]
    assert int(head["rows"]) == len(rows) - 1
    assert {line.count("\t") for line in rows} == {rows[0].count("\t")}


def test_there_are_tables() -> None:
    assert len(TABLES) >= 5


@pytest.mark.parametrize("path", SOURCES, ids=ident)
def test_a_file_is_shorter_than_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < 400


# --- arrows ----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SOURCES, ids=ident)
def test_arrows_run_one_way(path: Path) -> None:
    here = room(path)
    assert here in LEVELS, f"give {here} a level: which rooms may it know?"
    against = [
        f"{ident(path)}:{line} knows {other or 'uratori'}"
        for line, other in rooms_used(path)
        if other != here and LEVELS[other] >= LEVELS[here] and (here, other) not in BACK_ARROWS
    ]
    assert against == []


@pytest.mark.parametrize("path", sorted((PACKAGE / "market").rglob("*.py")), ids=ident)
def test_arrows_run_one_way_within_market(path: Path) -> None:
    here = path.relative_to(PACKAGE).parts[1]
    later = MARKET[MARKET.index(here) + 1 :] if here in MARKET else ()
    against = [
        f"{ident(path)}:{line} knows {name}"
        for line, name in imported(path)
        if name.startswith(tuple(f"uratori.market.{room}." for room in later))
    ]
    assert against == []


@pytest.mark.parametrize("path", SOURCES, ids=ident)
def test_only_the_front_prints(path: Path) -> None:
    if room(path) in PRINTERS:
        return
    calls = [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"print", "input"}
    ]
    streams = [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and ast.unparse(node) in {"sys.stdout", "sys.stderr"}
    ]
    assert (calls, streams) == ([], [])


@pytest.mark.parametrize("path", SOURCES, ids=ident)
def test_only_settings_reads_the_environment(path: Path) -> None:
    if path == PACKAGE / "settings.py":
        return
    names = {"os.environ", "os.environb", "os.getenv"}
    uses = [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and ast.unparse(node) in names
    ]
    assert uses == []
    assert names.isdisjoint(name for _, name in imported(path))


def test_dependencies_are_those_imported() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[<>=!~;\[ ]", name)[0].lower() for name in project["dependencies"]}
    used = {name.split(".")[0] for path in SOURCES for _, name in imported(path)}
    foreign = used - sys.stdlib_module_names - {"uratori"}
    # Of the extras; imported where they are asked, and only there.
    foreign -= {"curl_cffi", "pdfplumber"}
    foreign -= {"fastapi", "pydantic", "python_multipart", "starlette", "uvicorn"}
    foreign -= {"dask", "distributed", "fastwarc", "feedparser", "pyarrow"}
    foreign -= {"numpy", "onnxruntime"}
    foreign -= {"markupsafe"}  # jinja2's own
    # fugashi finds its dictionary, unidic-lite, by itself, and trafilatura lxml-html-clean.
    unseen = {"unidic-lite", "lxml-html-clean"}
    assert {name.replace("_", "-") for name in foreign} | unseen == declared
    reasons = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    assert [name for name in sorted(declared) if f"| {name} |" not in reasons] == []


# --- what users import -----------------------------------------------------------------------


def test_the_public_names() -> None:
    assert sorted(uratori.__all__) == PUBLIC


@pytest.mark.parametrize("name", [name for name in PUBLIC if name != "__version__"])
def test_a_public_name_is_documented(name: str) -> None:
    doc = getattr(uratori, name).__doc__
    assert doc is not None
    assert len(doc.split()) >= 4


def test_the_version_is_the_package_s() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert uratori.__version__ == project["version"]
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{uratori.__version__}]" in changes


def structs() -> list[type[msgspec.Struct]]:
    kinds = {
        value
        for module in modules()
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, msgspec.Struct)
    }
    own = {kind for kind in kinds if kind.__module__.startswith("uratori")}
    return sorted(own, key=lambda kind: (kind.__module__, kind.__name__))


def test_records_are_frozen() -> None:
    assert [kind for kind in structs() if not kind.__struct_config__.frozen] == []
    assert len(structs()) >= 15


def test_no_default_of_a_record_is_mutable() -> None:
    mutable = (list, dict, set)
    given = [value for kind in structs() for value in kind.__struct_defaults__]
    assert [value for value in given if isinstance(value, mutable)] == []


ERRORS = [
    value
    for value in vars(errors).values()
    if isinstance(value, type) and issubclass(value, errors.UratoriError)
]


@pytest.mark.parametrize("kind", ERRORS)
def test_an_error_pickles(kind: type[errors.UratoriError]) -> None:
    raised = kind("桁が足りない", where="記事.txt:3", todo="記事を見直す")
    back = pickle.loads(pickle.dumps(raised))
    assert type(back) is kind
    assert (back.what, back.where, back.todo) == ("桁が足りない", "記事.txt:3", "記事を見直す")
    assert str(back) == str(raised) == "記事.txt:3: 桁が足りない (記事を見直す)"


@pytest.mark.parametrize("kind", ERRORS)
def test_an_error_is_drawn_in_the_tree(kind: type[errors.UratoriError]) -> None:
    assert kind.__name__ in str(errors.__doc__)


def test_extract_loads_nothing_heavy() -> None:
    code = (
        "import sys, uratori\n"
        "uratori.Analyzer().extract('IWMのPERは19.5倍だった。')\n"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


# --- the locks -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["requirements", "requirements-build", "requirements-dev", "requirements-bench"]
)
def test_a_lock_holds_names_versions_hashes_and_no_address(name: str) -> None:
    text = (ROOT / f"{name}.lock").read_text(encoding="utf-8")
    lines = [line for line in text.replace("\\\n", " ").splitlines() if not line.startswith("#")]
    pin = re.compile(r"[a-z0-9-]+==[\w.]+( ; [\w '<>=!.]+)?( +--hash=sha256:[0-9a-f]{64})+ *")
    assert [line for line in lines if not pin.fullmatch(line)] == []
    assert "://" not in text


def test_the_dev_lock_pins_what_the_others_pin() -> None:
    def pins(name: str) -> set[str]:
        text = (ROOT / f"{name}.lock").read_text(encoding="utf-8")
        return set(re.findall(r"^([\w-]+==[\w.]+)", text, re.MULTILINE))

    assert pins("requirements") <= pins("requirements-dev")
    names = {pin.split("==")[0] for pin in pins("requirements-dev")}
    shared = {pin for pin in pins("requirements-build") if pin.split("==")[0] in names}
    assert shared <= pins("requirements-dev")
