"""Currencies whose fixing, pair or day other words tell: 17時, ECBの参照レート, 23日の155円から."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from uratori import Analyzer
from uratori.market import Fact, Facts

from .builders import until


def _rows(entity: str, definition: str, values: str, unit: str = "JPY") -> list[Fact]:
    """Give a rest of thirty days and then 2026-02-02 (Mon) to 02-06, of one fixing."""
    held = until(entity, "2026-02-06", values, unit=unit)
    return [msgspec.structs.replace(row, definition=definition) for row in held]


ROWS = [
    *_rows("fx:USDJPY", "tokyo_17", "150.00 " * 30 + "151.20 152.30 151.75 153.05 154.26"),
    *_rows("fx:EURJPY", "ecb_reference", "170.00 " * 30 + "171.20 172.30 171.75 170.05 169.26"),
    *_rows("fx:EURUSD", "ecb_reference", "1.1300 " * 30 + "1.1310 1.1320 1.1330 1.1280 1.1267",
           "USD"),
]  # fmt: skip


def _status(text: str, number: str, published: str) -> str | None:
    day = date.fromisoformat(published)
    report = Analyzer().check(text, published=day, data=Facts(ROWS))
    places = {each.id: each for each in report.analysis.quantities}
    at = text.rindex(number)
    return next(
        (
            each.status
            for each in report.findings
            if each.scope == "market"
            and places[each.quantity].start <= at < places[each.quantity].end
        ),
        None,
    )


@pytest.mark.parametrize(
    ("text", "number", "published", "status"),
    [
        ("6日の円相場は17時時点で1ドル=154円26銭。前日に比べ1円21銭の円安だ。",
         "1円21銭", "2026-02-06", "supported"),
        ("6日の円相場は17時時点で1ドル=154円26銭。前日に比べ2円21銭の円安だ。",
         "2円21銭", "2026-02-06", "contradicted"),
        ("前日比2円21銭の円安・ドル高。6日の東京外為市場、午後5時時点は1ドル=154円26銭だった。",
         "2円21銭", "2026-02-06", "contradicted"),
        ("円は前日に比べ2円21銭の円安。",
         "2円21銭", "2026-02-06", "insufficient"),
        ("午後五時の東京市場でドルは百五十四円二十六銭と、前日から一円二十一銭の円安だった。",
         "一円二十一銭", "2026-02-06", "supported"),
        ("ECBの参照レートでユーロは6日、対円で169円26銭。前日からは0円79銭のユーロ安・円高だ。",
         "0円79銭", "2026-02-07", "supported"),
        ("ECBの参照レートでユーロは6日、対円で169円26銭。前日からは2円79銭のユーロ安・円高だ。",
         "2円79銭", "2026-02-07", "contradicted"),
        ("欧州中央銀行の6日の参照レートは1ユーロ=169円26銭、対ドルでは1.1267ドル。",
         "1.1267", "2026-02-07", "supported"),
        ("欧州中央銀行の6日の参照レートは1ユーロ=169円26銭、対ドルでは1.1467ドル。",
         "1.1467", "2026-02-07", "contradicted"),
        ("欧州中央銀行の6日の参照レートは1ユーロ=169円26銭、1.1267ドルだった。",
         "1.1267", "2026-02-07", "supported"),
        ("ドル円は東京17時の値で1月30日の150円00銭から2月6日には154円26銭になった。",
         "150円00銭", "2026-02-07", "supported"),
        ("ドル円は東京17時の値で1月30日の151円80銭から2月6日には154円26銭になった。",
         "151円80銭", "2026-02-07", "contradicted"),
        ("東京17時の値でドルは1月末の150円00銭から6日までに4円26銭上昇した。",
         "4円26銭", "2026-02-07", "supported"),
        ("東京17時の値でドルは1月末の150円00銭から6日までに5円26銭上昇した。",
         "5円26銭", "2026-02-07", "contradicted"),
        ("5日の17時の比較で1円30銭も円が売られた。",
         "1円30銭", "2026-02-07", "supported"),
        ("5日の17時の比較で2円30銭も円が売られた。",
         "2円30銭", "2026-02-07", "contradicted"),
        ("6日、17時のドル円は154円26銭で、2日続けて円安が進んだ。",
         "2日", "2026-02-06", "supported"),
        ("6日、17時のドル円は154円26銭で、4日続けて円安が進んだ。",
         "4日", "2026-02-06", "contradicted"),
        ("ユーロ円は6日まで3日続落した(ECB参照レート)。",
         "3日", "2026-02-07", "supported"),
        ("ユーロ円は6日まで5日続落した(ECB参照レート)。",
         "5日", "2026-02-07", "contradicted"),
        ("ユーロ円は6日まで5日続落した。",
         "5日", "2026-02-07", "insufficient"),
        ("ユーロ円の下げが目立つ(ECB参照レート)。2月3日の172円30銭からユーロ安・円高が続く。",
         "172円30銭", "2026-02-07", "supported"),
        ("ドルの年内の高値(東京17時)は2月6日の154円26銭。",
         "154円26銭", "2026-02-07", "supported"),
        ("円の年初来安値(東京17時)は2月6日の154円26銭。",
         "154円26銭", "2026-02-07", "supported"),
        ("円の年初来高値(東京17時)は2月6日の154円26銭。",
         "154円26銭", "2026-02-07", "contradicted"),
        ("17時の円相場は154円26銭。一時は156円10銭まで円安が進む場面もあった。",
         "156円10銭", "2026-02-06", "insufficient"),
        ("17時の円相場は154円26銭だった。ニューヨーク市場では前日比2円21銭の円安だ。",
         "2円21銭", "2026-02-06", "insufficient"),
        ("5日17時時点の円相場は153円05銭。前の日からは1円30銭の円安・ドル高となった。",
         "1円30銭", "2026-02-05", "supported"),
        ("5日17時時点の円相場は153円05銭。前の日からは3円30銭の円安・ドル高となった。",
         "3円30銭", "2026-02-05", "contradicted"),
        ("ECBが5日に公表した参考レートは1ユーロ=170円05銭、1.1280ドル。",
         "1.1280", "2026-02-06", "supported"),
        ("ECBが5日に公表した参考レートは1ユーロ=170円05銭、1.1180ドル。",
         "1.1180", "2026-02-06", "contradicted"),
        ("ユーロは対円で2月3日の172円30銭を付けた後、6日には169円26銭まで下げた(ECBの参照値)。",
         "172円30銭", "2026-02-07", "supported"),
        ("ユーロは対円で2月3日の174円30銭を付けた後、6日には169円26銭まで下げた(ECBの参照値)。",
         "174円30銭", "2026-02-07", "contradicted"),
        ("2月のドル円を17時の値でみると、1月末の150円00銭が6日には154円26銭へ。円安の幅は4円26銭。",
         "154円26銭", "2026-02-07", "supported"),
        ("円は6日まで4日続けて円安だ(東京17時)。",
         "4日", "2026-02-06", "contradicted"),
        ("ドル円は5日、17時時点で3日連続の円安となった。",
         "3日", "2026-02-05", "contradicted"),
        ("ドル円は6日、17時時点で2日連続の円安となった。",
         "2日", "2026-02-06", "supported"),
        ("2月5日の円は対ドルで大きく動き、17時を基準にすると1円30銭も円が売り込まれた。",
         "1円30銭", "2026-02-06", "supported"),
    ],
)  # fmt: skip
def test_the_fixing_and_the_pair_are_those_of_the_words(
    text: str, number: str, published: str, status: str
) -> None:
    assert _status(text, number, published) == status
