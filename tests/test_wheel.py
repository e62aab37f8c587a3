"""The built wheel, installed into an empty environment and used from outside the checkout."""

import json
import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ARTICLE = """\
S&P 500の現在の株価収益率(PER)は約28に達している。
これに対してiShares Russell 2000 ETF(IWM)のPERは19.5で、S&P 500と比べて1/3を超える割引である。
"""

pytestmark = pytest.mark.slow


def clean_environment() -> dict[str, str]:
    """The environment without what would lead an import back to the checkout."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=clean_environment() | {"PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def must(*command: str | Path, cwd: Path) -> str:
    done = run(*command, cwd=cwd)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive, both built from the checkout."""
    folder = tmp_path_factory.mktemp("dist")
    must(sys.executable, "-m", "hatchling", "build", "-d", folder, cwd=root)
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (path,) = built.glob("uratori-*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the commands of an environment that holds the wheel and its dependencies."""
    folder = tmp_path_factory.mktemp("empty") / "venv"
    venv.create(folder, with_pip=True)
    commands = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = (commands / "python", "-m", "pip", "--disable-pip-version-check", "install", "-qq")
    locked = ("--require-hashes", "-r")
    must(*pip, *locked, root / "requirements-build.lock", cwd=folder)
    build = ("--no-build-isolation", "--use-pep517")
    must(*pip, *build, *locked, root / "requirements.lock", cwd=folder)
    must(*pip, "--no-deps", "--no-index", wheel, cwd=folder)
    return commands


def test_the_wheel_holds_the_package_and_its_data_and_nothing_else(
    wheel: Path, package: Path
) -> None:
    held = {name for name in zipfile.ZipFile(wheel).namelist() if not name.endswith("/")}
    files = {
        f"uratori/{path.relative_to(package).as_posix()}"
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {name for name in held if name.startswith("uratori/")} == files
    assert {"uratori/py.typed", "uratori/cli/data.py", "uratori/lexicon/metrics.tsv"} <= files
    assert {name.split("/")[0] for name in held} == {"uratori", "uratori-0.1.0.dist-info"}
    assert "uratori-0.1.0.dist-info/licenses/LICENSE" in held


def test_the_source_archive_holds_what_a_packager_needs(built: Path) -> None:
    (path,) = built.glob("uratori-*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.split("/", 1)[-1] for name in archive.getnames()}
    due = {"LICENSE", "README.md", "pyproject.toml", "nlp/uratori/py.typed", "tests/test_wheel.py"}
    assert due <= names
    assert not [name for name in names if name.startswith((".venv", "dist", ".git/"))]


def test_the_dependencies_are_complete(installed: Path, tmp_path: Path) -> None:
    assert "No broken requirements" in must(
        installed / "python", "-m", "pip", "check", cwd=tmp_path
    )


def test_the_import_is_the_installed_one(installed: Path, tmp_path: Path) -> None:
    code = "import uratori; print(uratori.__file__, uratori.__version__)"
    place, version = must(installed / "python", "-c", code, cwd=tmp_path).split()
    assert Path(place).is_relative_to(installed.parent)
    assert version == "0.1.0"


def test_the_import_checks_an_article(installed: Path, tmp_path: Path) -> None:
    code = (
        "from datetime import date\n"
        "import uratori\n"
        f"text = {ARTICLE!r}\n"
        "report = uratori.Analyzer().check(text, published=date(2026, 1, 26), offline=True)\n"
        "print([f.status for f in report.findings if f.check == 'discount'])"
    )
    assert must(installed / "python", "-c", code, cwd=tmp_path) == "['inconsistent']\n"


def test_the_command_checks_an_article(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "記事.txt").write_text(ARTICLE, encoding="utf-8")
    options = ("--published", "2026-01-26", "--offline", "--format", "json")
    done = run(installed / "uratori", "check", "記事.txt", *options, cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    document = json.loads(done.stdout)
    assert document["article"]["text"] == ARTICLE
    (discount,) = [found for found in document["findings"] if found["check"] == "discount"]
    assert discount["status"] == "inconsistent"


def test_spacy_finds_the_component_and_the_tokenizer(installed: Path, tmp_path: Path) -> None:
    code = (
        "import spacy\n"
        "tokenizer = {'@tokenizers': 'uratori.FugashiTokenizer.v1'}\n"
        "nlp = spacy.blank('ja', config={'nlp': {'tokenizer': tokenizer}})\n"
        "nlp.add_pipe('uratori')\n"
        f"doc = nlp({ARTICLE!r})\n"
        "print([span.text for span in doc.spans['quantities']])"
    )
    assert must(installed / "python", "-c", code, cwd=tmp_path) == "['28', '19.5', '1/3']\n"


def test_the_command_names_its_version(installed: Path, tmp_path: Path) -> None:
    assert "0.1.0" in must(installed / "uratori", "--version", cwd=tmp_path)
