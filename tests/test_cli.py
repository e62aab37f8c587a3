"""The real command in a process of its own: statuses, error lines, output, pipes, locales."""

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from uratori.articles import article_of
from uratori.cli.streams import one_line
from uratori.pipeline import Analyzer

GOOD = "日経平均株価は前日比402円高の3万9812円となった。\n"
WRONG = (
    "S&P 500の株価収益率(PER)は約28である。\n"
    "これに対し、IWMのPERは19.5で、S&P 500と比べて1/3を超える割引となっている。\n"
)
SCHEMA = Path(__file__).parents[1] / "nlp/uratori/reference/uratori-1.schema.json"


def run(
    *arguments: str | Path,
    given: bytes = b"",
    environ: dict[str, str] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run the command; standard output and error are pipes."""
    return subprocess.run(
        [sys.executable, "-m", "uratori", *map(str, arguments)],
        input=given, capture_output=True, timeout=120, check=False,
        env={**os.environ, **(environ or {})},
    )  # fmt: skip


def error_line(done: subprocess.CompletedProcess[bytes]) -> str:
    """Give the single line of standard error."""
    (line,) = done.stderr.decode("utf-8").splitlines()
    assert line.startswith("uratori: ")
    return line


def write(folder: Path, name: str, text: str = GOOD, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return write(tmp_path, "good.txt")


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    return write(tmp_path, "wrong.txt", WRONG)


# Exit statuses


def test_nothing_found(good: Path) -> None:
    done = run("check", good, "--offline", "--published", "2026-01-26")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["schema"] == "uratori/1"


@pytest.mark.parametrize(
    ("fail_on", "status"), [("contradicted", 1), ("marginal", 1), ("never", 0)]
)
def test_a_wrong_number_is_found(wrong: Path, fail_on: str, status: int) -> None:
    done = run("check", wrong, "--offline", "--fail-on", fail_on)
    assert (done.returncode, done.stderr) == (status, b"")
    statuses = {(f["check"], f["status"]) for f in json.loads(done.stdout)["findings"]}
    assert ("discount", "inconsistent") in statuses


def test_extract_finds_nothing_wrong(wrong: Path) -> None:
    done = run("extract", wrong)
    assert done.returncode == 0
    assert "findings" not in json.loads(done.stdout)


USAGE = [
    ([], "COMMAND"),
    (["check"], "ARTICLE"),
    (["divine", "a.txt"], "invalid choice: 'divine'"),
    (["check", "a.txt", "--published", "2026-02-30"], "'2026-02-30' is no date"),
    (["check", "a.txt", "--published", "昨日"], "'昨日' is no date"),
    (["check", "a.txt", "--format", "docx"], "'docx' is not a format of this command"),
    (["check", "a.txt", "--fail-on", "approx"], "invalid choice: 'approx'"),
    (["check", "a.txt", "--lang", "fr"], "invalid choice: 'fr'"),
    (["extract", "a.txt", "--strict"], "unrecognized arguments: --strict"),
]


@pytest.mark.parametrize(("arguments", "what"), USAGE)
def test_wrong_use(arguments: list[str], what: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert what in error_line(done)


@pytest.mark.parametrize("command", ["check", "extract", "batch", "data"])
def test_a_mistyped_data_folder(good: Path, tmp_path: Path, command: str) -> None:
    words = {"batch": [good, "--out", tmp_path / "out"], "data": ["show"]}.get(command, [good])
    for named, what in ((tmp_path / "typo", "there is no such folder"), (good, "is no folder")):
        done = run(command, *words, "--data", named)
        assert (done.returncode, done.stdout) == (2, b"")
        assert f"argument --data: {named}: {what} (check the path" in error_line(done)
    assert not (tmp_path / "typo").exists()


def test_a_day_that_no_calendar_has_is_named(tmp_path: Path) -> None:
    text = "2026年2月30日に発表した。4月31日に再開する。"
    path = write(tmp_path, "a.txt", text)
    done = run("check", path, "--offline", "--format", "text", "--published", "2026-01-26")
    line = done.stdout.decode("utf-8").splitlines()[-1]
    assert line == "検査しなかった数値 2:  暦にない日付 2 (2026年2月30日, 4月31日)"
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_wrong_environment_variable(good: Path) -> None:
    done = run("extract", good, environ={"URATORI_DEBUG": "perhaps"})
    assert done.returncode == 2
    assert "URATORI_DEBUG: wrong value 'perhaps'" in error_line(done)


BAD = [
    ("missing.txt", None, "no such file"),
    ("empty.txt", b"", "the article is empty"),
    ("blank.txt", b"\n \n", "the article is empty"),
    ("binary.txt", b"\x7fELF\x00\x01", "holds a NUL byte at 4"),
    ("scan.txt", b"%PDF-1.7", "is a PDF file"),
    ("page.html", b"<script>28</script>", "no main text in the page"),
    ("notes.docx", b"PK", "a Word file is not read"),
    ("broken.txt", GOOD.encode()[:-2], "damaged UTF-8 text at byte 65"),
]


@pytest.mark.parametrize(("name", "data", "what"), BAD)
def test_a_bad_article(tmp_path: Path, name: str, data: bytes | None, what: str) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    done = run("check", path, "--offline")
    assert (done.returncode, done.stdout) == (2, b"")
    line = error_line(done)
    assert line.startswith(f"uratori: {path}: {what}")
    assert line.endswith(")")


def test_an_address_and_a_folder(tmp_path: Path) -> None:
    done = run("check", "https://example.com/a", "--offline")
    assert "https://example.com/a: is not fetched offline" in error_line(done)
    assert "is a folder" in error_line(run("check", tmp_path))


# Several articles


def test_one_bad_article_does_not_stop_the_others(good: Path, wrong: Path) -> None:
    missing = good.with_name("missing.txt")
    done = run("check", good, missing, wrong, "--offline", "--format", "jsonl")
    assert done.returncode == 2
    assert "missing.txt: no such file" in error_line(done)
    sources = [json.loads(line)["article"]["source"] for line in done.stdout.splitlines()]
    assert sources == [str(good), str(wrong)]


def test_json_of_several_articles_is_an_array(good: Path, wrong: Path) -> None:
    done = run("extract", good, wrong, "--format", "json")
    assert [d["article"]["source"] for d in json.loads(done.stdout)] == [str(good), str(wrong)]
    failed = run("extract", good, "missing.txt")
    assert len(json.loads(failed.stdout)) == 1
    nothing = run("extract", "a.pdf", "b.pdf")
    assert (nothing.returncode, json.loads(nothing.stdout)) == (2, [])


def test_findings_and_a_bad_article_give_two(wrong: Path) -> None:
    assert run("check", wrong, "missing.txt", "--offline").returncode == 2


# Documents


def test_documents_meet_the_schema(good: Path, wrong: Path) -> None:
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    for command in ("check", "extract"):
        for line in run(command, good, wrong, "--format", "jsonl").stdout.splitlines():
            validator.validate(json.loads(line))


def test_the_command_and_the_library_say_the_same(wrong: Path) -> None:
    article = article_of(WRONG, source=str(wrong))
    analyzer = Analyzer()
    assert json.loads(run("extract", wrong).stdout) == analyzer.extract(article).to_dict()
    checked = json.loads(run("check", wrong, "--offline").stdout)
    assert checked == analyzer.check(article, offline=True).to_dict()


def test_published(good: Path, tmp_path: Path) -> None:
    given = run("extract", good, "--published", "2026-01-26")
    assert json.loads(given.stdout)["article"]["published"] == "2026-01-26"
    dated = write(tmp_path, "dated.txt", "2025年12月30日\n" + GOOD)
    own = run("extract", dated, "--published", "2026-01-26")
    assert json.loads(own.stdout)["article"]["published"] == "2025-12-30"


def test_text_fits_eighty_columns_and_has_no_colour(wrong: Path) -> None:
    from uratori.report.width import text_width

    done = run("check", wrong, "--offline", "--format", "text", environ={"COLUMNS": "80"})
    lines = done.stdout.decode("utf-8").splitlines()
    assert "✗ 数字どうしが合わない  割引率 [f1]" in lines
    assert max(map(text_width, lines)) <= 80
    assert "\x1b" not in done.stdout.decode("utf-8")


def test_english(wrong: Path) -> None:
    done = run("check", wrong, "--offline", "--format", "text", "--lang", "en")
    assert "✗ inconsistent  discount [f1]" in done.stdout.decode("utf-8")


# Encodings and locales


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp", "iso2022_jp", "utf-16", "utf-8-sig"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    done = run("extract", write(tmp_path, "記事.txt", GOOD, encoding))
    assert json.loads(done.stdout)["article"]["text"] == GOOD


def test_standard_input() -> None:
    done = run("extract", "-", given=GOOD.encode("cp932"))
    article = json.loads(done.stdout)["article"]
    assert (article["source"], article["text"]) == ("-", GOOD)


@pytest.mark.parametrize("name", ["C", "POSIX"])
def test_the_c_locale(wrong: Path, name: str) -> None:
    plain = {"LANG": name, "LC_ALL": name, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = run("check", wrong, "--format", "text", "--offline", environ=plain)
    assert "【1/3を超える】" in done.stdout.decode("utf-8")
    missing = run("check", wrong.with_name("無い.txt"), environ=plain)
    assert missing.returncode == 2
    assert "no such file" in error_line(missing)


@pytest.mark.skipif(sys.platform != "linux", reason="names of bytes are Linux's")
def test_a_file_name_that_is_not_unicode(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\x8b\x4c.txt"
    Path(os.fsdecode(path)).write_text(GOOD, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "uratori", "extract", path],
        capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["article"]["text"] == GOOD


# Output


def test_output_is_written(good: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    done = run("extract", good, "--output", target)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert json.loads(target.read_bytes())["schema"] == "uratori/1"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["good.txt", "out.json"]


@pytest.mark.parametrize(
    ("name", "part"),
    [("out.txt", "good.txt  公開日不明\n"), ("out.jsonl", '{"schema":"'), ("out", '{\n  "schema"')],
)
def test_the_suffix_of_output_says_the_format(good: Path, name: str, part: str) -> None:
    target = good.with_name(name)
    run("extract", good, "--output", target)
    assert part in target.read_text(encoding="utf-8")


def test_what_was_there_stays_when_nothing_can_be_read(tmp_path: Path) -> None:
    target = write(tmp_path, "out.json", "before")
    done = run("check", tmp_path / "missing.txt", "--output", target)
    assert done.returncode == 2
    assert target.read_text() == "before"


def test_output_keeps_permissions_and_links(good: Path, tmp_path: Path) -> None:
    target = write(tmp_path, "real.json", "before")
    target.chmod(0o640)
    link = tmp_path / "link.json"
    link.symlink_to(target)
    assert run("extract", good, "--output", link).returncode == 0
    assert link.is_symlink()
    assert target.stat().st_mode & 0o777 == 0o640
    assert json.loads(target.read_bytes())["schema"] == "uratori/1"


def test_output_that_cannot_be_written(good: Path, tmp_path: Path) -> None:
    for target in (tmp_path, tmp_path / "none" / "out.json"):
        done = run("extract", good, "--output", target)
        assert done.returncode == 2
        assert f"{target}: cannot be written" in error_line(done)
    assert [p.name for p in tmp_path.iterdir()] == ["good.txt"]


def test_output_never_replaces_an_article(good: Path) -> None:
    done = run("extract", good, "--output", good)
    assert done.returncode == 2
    assert "is one of the articles" in error_line(done)
    assert good.read_text(encoding="utf-8") == GOOD


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the devices of Linux")
def test_devices(good: Path) -> None:
    assert run("extract", good, "--output", "/dev/null").returncode == 0
    assert Path("/dev/null").is_char_device()
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "uratori", "extract", str(good)],
            stdout=full, stderr=subprocess.PIPE, check=False, timeout=120,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith(b"uratori: standard output: No space left")
    assert done.stderr.count(b"\n") == 1


def test_a_reader_that_goes_away(tmp_path: Path) -> None:
    paths = [write(tmp_path, f"{n}.txt", GOOD * 200) for n in range(8)]
    with subprocess.Popen(
        [sys.executable, "-m", "uratori", "extract", *map(str, paths)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdout is not None and process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        complaint = process.stderr.read()
        assert process.wait(timeout=120) == 141
    assert complaint == b""


def test_evaluate(tmp_path: Path) -> None:
    gold = {"id": "g1", "row": "discount", "text": WRONG}
    found = {"check": "discount", "status": "inconsistent", "text": "1/3"}
    corpus = write(tmp_path, "gold.jsonl", json.dumps({**gold, "expect": [found]}))
    done = run("evaluate", corpus)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "1.000" in done.stdout.decode("utf-8")
    missing = run("evaluate", tmp_path / "none.jsonl")
    assert missing.returncode == 2
    assert "none.jsonl" in error_line(missing)


def test_an_unexpected_error_takes_one_line_and_names_the_article() -> None:
    line = one_line(ValueError("two\nlines"), "a.txt")
    assert line == (
        "a.txt: unexpected error: ValueError: two lines "
        "(URATORI_DEBUG=1 shows the trace; please report it)"
    )


def test_help_and_version() -> None:
    help_text = run("--help").stdout.decode("utf-8")
    for command in ("check", "extract", "evaluate"):
        assert f"\n    {command} " in help_text
    assert run("--version").stdout.startswith(b"uratori 0.")
    assert b"example: uratori check" in run("check", "--help").stdout


def test_extract_starts_without_the_heavy_libraries(good: Path) -> None:
    code = (
        "import sys; from uratori.cli import main; main(['extract', sys.argv[1]]); "
        "print(sorted({'pandas', 'numpy', 'spacy', 'torch', 'typer', 'rich', 'exchange_calendars',"
        " 'duckdb', 'charset_normalizer'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(good)], capture_output=True, check=True, timeout=120
    )
    assert done.stderr.decode().strip() == "[]"


# Every way an article arrives

PAGE = f"<html><body><nav><a href='/'>top</a></nav><article><p>{GOOD.strip()}</p></article></body>"


def test_a_page_by_name_and_by_its_first_bytes(tmp_path: Path) -> None:
    by_name = run("extract", write(tmp_path, "page.html", PAGE, "euc_jp"))
    assert json.loads(by_name.stdout)["article"]["text"] == GOOD
    piped = run("extract", "-", given=PAGE.encode("cp932"))
    assert json.loads(piped.stdout)["article"]["text"] == GOOD


def test_json_of_several_articles_in_one_file(tmp_path: Path) -> None:
    lines = [json.dumps({"text": GOOD}), "{", json.dumps({"text": WRONG})]
    path = write(tmp_path, "articles.jsonl", "\n".join(lines))
    done = run("check", path, "--offline", "--format", "json")
    assert done.returncode == 2
    assert "articles.jsonl:2: is no JSON" in error_line(done)
    assert [d["article"]["text"] for d in json.loads(done.stdout)] == [GOOD, WRONG]
    one = run("check", write(tmp_path, "one.json", json.dumps({"text": GOOD})), "--offline")
    assert json.loads(one.stdout)["article"]["text"] == GOOD


def test_json_is_read_by_the_names_that_batch_knows(tmp_path: Path) -> None:
    rows = [{"body": GOOD, "date": "2026年1月26日"}, {"本文": GOOD, "url": "https://a.example/7"}]
    done = run("extract", write(tmp_path, "a.json", json.dumps(rows)))
    assert (done.returncode, done.stderr) == (0, b"")
    first, second = (document["article"] for document in json.loads(done.stdout))
    assert (first["text"], first["published"]) == (GOOD, "2026-01-26")
    assert (second["id"], second["source"]) == ("https://a.example/7",) * 2


def test_an_empty_list_of_articles_is_an_error(tmp_path: Path) -> None:
    done = run("check", write(tmp_path, "a.json", "[]\n"), "--offline", "--format", "json")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "a.json: holds no article (write {" in error_line(done)


def test_a_local_address_needs_leave() -> None:
    environ = {"URATORI_OFFLINE": "0"}
    done = run("extract", "http://127.0.0.1:9/a.html", environ=environ)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "127.0.0.1 is not on the public network" in error_line(done)
    allowed = run("extract", "http://127.0.0.1:9/a.html", "--allow-private", environ=environ)
    assert "cannot be reached" in error_line(allowed)


def test_documents_of_every_kind_meet_the_schema(tmp_path: Path) -> None:
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    brought = json.dumps({"text": GOOD + "関連記事\n- 3%高\n", "id": "n-1", "author": "山田"})
    paths = [write(tmp_path, "a.html", PAGE), write(tmp_path, "a.json", brought)]
    for line in run("extract", *paths, "--format", "jsonl").stdout.splitlines():
        validator.validate(json.loads(line))
