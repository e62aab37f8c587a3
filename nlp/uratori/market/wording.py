"""How market findings are told, in Japanese and in English; every template is in this file."""

from __future__ import annotations

from typing import Literal

from .wording_figures import FIGURES

Lang = Literal["ja", "en"]

TEMPLATES: dict[str, tuple[str, str]] = {
    # how an attempt is told: label, as-of, value
    "value": ("{0}({1})は{2}", "{0} ({1}) gives {2}"),
    "undated_value": ("{0}は{2}", "{0} gives {2}"),
    "gap": ("{0}は{1}", "{0}: {1}"),
    "proxy": ("連動する{0}で代用した{1}", "{1} of {0}, a fund that tracks it, as proxy"),
    "proxy_price": (
        "連動する{0}の価格で代用した{1}",
        "{1} of the price of {0}, a fund that tracks it, as proxy",
    ),
    "joint": ("、", "; "),
    "labels": ("・", " / "),
    "stop": ("。", ". "),
    "moves": ("{0}({1})", "{0} ({1})"),
    # what the verdict says: the claim as written, then the definitions that hold and that fail
    "supported": ("「{0}」と合う", "It agrees with “{0}”"),
    "supported_under": (
        "「{0}」は{1}なら合い、{2}とは合わない",
        "“{0}” holds under {1}, but not under {2}",
    ),
    "supported_under_proxy": (
        "「{0}」は{1}なら合うが、対象そのもののデータはない",
        "“{0}” holds under {1}; there are no data of the thing itself",
    ),
    "definition_dependent": ("「{0}」に合うのは{1}だけ", "Only {1} agrees with “{0}”"),
    "contradicted": ("「{0}」は、試したどの定義とも合わない", "“{0}” agrees with no definition"),
    "insufficient": (
        "どれも「{0}」に合わないが、データのない定義があるため誤りとは言えない",
        "None agrees with “{0}”, but some definitions lack data, so it is not refuted",
    ),
    "insufficient_near": (
        "「{0}」は、この値からは正しいとも誤りとも言えない",
        "The value neither confirms nor refutes “{0}”",
    ),
    "insufficient_blank": ("「{0}」は確かめられない", "“{0}” cannot be checked"),
    "conflicting": (
        "出どころどうしが丸めの幅を超えて食い違うため、「{0}」は判定しない",
        "The sources disagree beyond their own rounding, so “{0}” is not judged",
    ),
    "derived_contradicted": (
        "{0}はデータと合うが、そこから計算した値は「{1}」と合わない",
        "{0} agree with the data, but what follows from them does not agree with “{1}”",
    ),
    "derived_supported": (
        "{0}がデータと合い、そこから計算した値は「{1}」と合う",
        "{0} agree with the data, and what follows from them agrees with “{1}”",
    ),
    "misspelt": (
        "データの値とは数字一つか、隣り合う二つの並びだけが違う",
        "it differs from the data in one digit, or in the order of two",
    ),
    "alike": ("「{0}」と同じ読み方で調べた", "Read as “{0}” beside it is"),
    # why data are missing
    "no_series": ("データなし", "no data"),
    "no_definition": ("この数字に当たる定義がない", "no definition fits this number"),
    "no_window": ("期間{1}のデータなし", "no data for {1}"),
    "window": ("{0}→{1}", "{0} to {1}"),
    "no_day": ("{1}のデータなし", "no data for {1}"),
    "days_missing": ("{1}日のうち{0}日分しかデータなし", "data for only {0} of {1} days"),
    "stale": (
        "{1}の前{2}日以内の値がない",
        "no value within {2} days before {1}",
    ),
    "no_streak": ("該当する期間の記録なし", "no record for that time"),
    "no_list": ("決定の一覧なし", "no list of decisions"),
    "beyond_list": (
        "期間{0}は一覧の確かな範囲({1})の外",
        "{0} lies outside the span over which the list is complete ({1})",
    ),
    "no_calendar": ("{0}の取引日カレンダーが分からない", "no calendar of sessions for {0}"),
    "beyond_calendar": (
        "{0}は取引日カレンダー({1})の範囲の外",
        "{0} is beyond the calendar of sessions {1}",
    ),
    "no_session": ("{0}は取引日でない", "{0} is not a session"),
    "no_as_of": (
        "記事の日付が分からず期間が定まらない(--publishedで日付を指定)",
        "the article has no date to count from (give one with --published)",
    ),
    "not_begun": ("{0}より後の終値がまだない", "no close after {0} yet"),
    "after_as_of": ("{0}は基準日より後", "{0} lies after the as-of date"),
    "other_figure": (
        "平均や変化前など、その時点の値ではない",
        "an average, an earlier figure or the like, not the figure of its date",
    ),
    "period_open": ("期間がまだ終わっていない", "the period is not over yet"),
    "no_period": (
        "いつからいつまでの騰落か書かれていない",
        "the article does not say over what period",
    ),
    "no_period_moves": (
        "どの期間の決定か書かれていない",
        "the article does not say which decisions",
    ),
    "period_unclear": ("期間が日付に定まらない", "the period cannot be turned into dates"),
    "period_loose": ("期間の端が定まらない", "the edges of the period are loose"),
    "no_direction": (
        "利上げか利下げか読み取れない",
        "it is not clear whether a rise or a cut is meant",
    ),
    "ordinal": ("回数ではなく順番を表す", "the number is an ordinal, not a count"),
    "no_entity": ("何についての数字か特定できない", "it is not clear what the number is about"),
    "no_unit": ("単位がこの指標の比較に合わない", "the unit does not fit this metric"),
    "ambiguous_times": ("「倍増」は2通りに読める", "the multiple can be read in two ways"),
    "no_length": (
        "何日の移動平均か読み取れない",
        "it is not clear over how many sessions the average runs",
    ),
    "no_line": ("どの水準のことか読み取れない", "it is not clear which level is meant"),
    "threshold": (
        "節目や目標として挙げた水準で、実際の値ではない",
        "a level to reach or to hold, not a price",
    ),
    "short_series": (
        "手元の系列は{0}からで、それより前が分からない",
        "the series held begins on {0}; what was before is not known",
    ),
    "maybe_split": (
        "{0}に株式分割らしい段差があり、分割の記録がない",
        "the price jumps on {0} as at a split that the data do not record",
    ),
    # what is said of the data
    "unsure": (
        "ほかの読み方もできるため、この値からは誤りとしない",
        "the sentence can be read otherwise, so the value does not refute it",
    ),
    "fluid": (
        "時刻や提供元で値が動くため、この差では誤りとしない",
        "the value moves with the hour and the quoting house; this gap does not refute it",
    ),
    "dividends": (
        "配当込みの系列はないが、配当を年{0}%と見ても届かない",
        "no total-return series, but dividends of {0}% a year would not bridge the gap",
    ),
    "at_most": ("最大{0}", "at most {0}"),
    "averaged": ("終値{0}本の平均", "mean of {0} closes"),
    "since_first": ("{0}以降の系列の範囲", "over the series held since {0}"),
    "met": ("前回この水準は{0}", "last met on {0}"),
    "set_on": ("付けたのは{0}", "set on {0}"),
    "not_met": ("{0}以降この水準はない", "not met since {0}"),
    "dated": (
        "{0}時点の値で、基準日の{1}日前",
        "the value is of {0}, {1} days before the as-of date",
    ),
    "drift": (
        "{0}時点の値で、その後の変動(±{1}%)の範囲にある",
        "the value is of {0}; the claim is within the drift allowed since (±{1}%)",
    ),
    "against": ("{0}との比較", "against {0}"),
    "weak": ("値は第三者の弱い出どころによる", "the value is from a weak third-party source"),
    "claimant": (
        "本文と同じ主張の出どころ({0})の値{1}はあるが、裏付けにはならない",
        "{0} says {1}, but it is the claim's own source and confirms nothing",
    ),
    "claimant_note": (
        "主張の出どころ自身の値で、裏付けにならない",
        "the claim's own source: confirms nothing",
    ),
    "no_moves": ("この期間に該当する決定なし", "no such decision in the span"),
    "proxy_note": ("{0}の代用", "proxy for {0}"),
    # not checkable
    "forecast": (
        "予測のため、事実かどうかは確かめられない",
        "It is a forecast and cannot be checked",
    ),
    "target": ("目標のため、事実かどうかは確かめられない", "It is a target and cannot be checked"),
    "opinion": (
        "意見のため、事実かどうかは確かめられない",
        "It is an opinion and cannot be checked",
    ),
    "hypothetical": (
        "仮定のため、事実かどうかは確かめられない",
        "It is hypothetical and cannot be checked",
    ),
    "speaker": ("(発言者: {0})", " (said by {0})"),
    "negated": (
        "打ち消しの文のため、データとは突き合わせない",
        "The statement is negated and is not set against data",
    ),
    "vague": ("幅の定まらない表現のため確かめられない", "The number is too vague to be checked"),
    **FIGURES,
}
"""Key -> template in Japanese and in English."""


def say(lang: Lang, code: str, *values: str) -> str:
    """Fill one template."""
    return TEMPLATES[code][0 if lang == "ja" else 1].format(*values)


def sentences(lang: Lang, parts: list[str]) -> str:
    """Join clauses to sentences, each with its full stop."""
    stop = say(lang, "stop")
    told = [part[0].upper() + part[1:] if lang == "en" else part for part in parts if part]
    return "".join(part + stop for part in told).strip()
