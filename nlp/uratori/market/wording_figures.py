"""How findings on results, valuations, macro figures and groups are told."""

from __future__ import annotations

FIGURES: dict[str, tuple[str, str]] = {
    "cut_off": (
        "最後の桁を切り捨てた数字なら合う",
        "it would agree if its last place had been cut off",
    ),
    "round_number": (
        "さらに丸めた数字なら合う",
        "it would agree if the writer had rounded it further",
    ),
    "no_fiscal_period": (
        "どの決算期の数字か書かれていないため、違っていても誤りとは言えない",
        "the article names no fiscal period, so a miss does not refute it",
    ),
    "no_fiscal": ("この期間({1})の決算の数字なし", "no results for that period ({1})"),
    "own_quarter": (
        "暦の四半期か会社の四半期か分からない",
        "it is not clear whether a quarter of the calendar or of the firm's year is meant",
    ),
    "part_of_firm": (
        "会社全体ではなく一部の数字かもしれない",
        "it may be a figure of a part of the firm",
    ),
    "revised_plan": (
        "実績ではなく、修正された計画の数字かもしれない",
        "it may be a plan that was revised, not a result",
    ),
    "smoothed": (
        "平均や年率など、その月の値とは別の数字かもしれない",
        "it may be an average or an annual rate, not the month's own figure",
    ),
    "beyond_forecasts": (
        "予想の値は手元にないが、実績から{0}%を超えて離れている",
        "no forecast is at hand, but the claim is more than {0}% away from what was earned",
    ),
    "part_of_index": (
        "指標全体ではなく一部の数字かもしれない",
        "it may be a figure of a part of the indicator",
    ),
    "adjusted": (
        "決算書と違う定義の数字かもしれない",
        "it may be a figure of another definition than the reported one",
    ),
    "interim_dividend": ("年間の配当ではない", "it is not the dividend of the year"),
    "other_price": (
        "別の株価や時点、別の会社の数字かもしれない",
        "it may be of another price, time or firm",
    ),
    "split": (
        "途中に株式分割があり、1株当たりの数字をそのまま比べられない",
        "the shares were split meanwhile, so figures a share cannot be compared",
    ),
    "sign_unclear": (
        "黒字か赤字か読み取れない",
        "it is not clear whether a profit or a loss is meant",
    ),
    "other_reference": (
        "{0}との比較はデータでは確かめられない",
        "the comparison with {0} cannot be looked up",
    ),
    "no_reference": (
        "何と比べた数字か書かれていない",
        "the article does not say what it is compared with",
    ),
    "which_profit": (
        "どの利益の進捗率か特定できない",
        "it is not clear of which profit the progress is told",
    ),
    "percent_or_points": (
        "ポイント差か変化率か読み取れない",
        "it is not clear whether points or percent are meant",
    ),
    "no_month": (
        "何月分か書かれていないため、{0}の値と違っていても誤りとは言えない",
        "the article names no month, so a miss of {0} does not refute it",
    ),
    "month_of_release": (
        "発表の月で、何月分かは書かれていない",
        "the month is that of the release, not of the figure",
    ),
    "no_vintage": (
        "後から改定された値かもしれない",
        "the value may have been revised since",
    ),
    "base_year": ("基準年の違う指数かもしれない", "the index may be of another base year"),
    "no_segment": (
        "短観のどの区分か特定できない",
        "it is not clear which segment of the survey is meant",
    ),
    "near": (
        "計算の前提(利益の取り方や日付、株数)によって±{0}%ほど変わりうる",
        "it may differ by ±{0}% with the earnings, the day or the shares taken",
    ),
    "no_members": ("{0}の構成銘柄が分からない", "the members of {0} are not known"),
    "several_members": (
        "どの銘柄やグループの比率か特定できない",
        "it is not clear whose share of the index it is",
    ),
    "no_share_class": (
        "別種の株式({0})の構成比がない",
        "the weight of another class of shares ({0}) is missing",
    ),
    "effect_unclear": (
        "決定の日が期間の内か外か、日次のデータからは分からない",
        "daily data do not tell whether a decision falls inside the span",
    ),
}
"""Key -> template in Japanese and in English; a part of `wording.TEMPLATES`."""
