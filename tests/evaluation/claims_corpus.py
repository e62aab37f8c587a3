"""A small corpus of mentions and claims, with the gold that it is held against."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .corpora import Line

FISCAL = ["2025-04-01", "2026-03-31"]


def mention(text: str, start: int, type: str, entity: str | None = None) -> dict[str, Any]:
    return {"text": text, "start": start, "type": type, "entity": entity}


def claim(
    text: str, start: int, metric: str | None, entity: str | None = None, **said: Any
) -> dict[str, Any]:
    return {"text": text, "start": start, "metric": metric, "entity": entity, **said}


def claims_line(
    id: str,
    text: str,
    mentions: Sequence[Line] = (),
    claims: Sequence[Line] = (),
    **head: Any,
) -> dict[str, Any]:
    said = {"id": id, "published": "2026-05-12", "text": text, **head}
    return {**said, "mentions": list(mentions), "claims": list(claims)}


TOYOTA, NINTENDO, SP500, TOPIX = "XTKS:7203", "XTKS:7974", "index:sp500", "index:topix"

# What each line is wrong about stands above it; the rest is annotated as it is read.
CLAIMS = [
    # nothing
    claims_line(
        "a",
        "トヨタ(7203)の2026年3月期の営業利益は120億円だった。",
        [mention("トヨタ", 0, "equity", TOYOTA), mention("7203", 4, "equity", TOYOTA)],
        [claim("120億円", 24, "operating_profit", TOYOTA, period=FISCAL)],
        style="results",
        part="seen",
    ),
    # direction of 12%; metric and reference of 300億円
    claims_line(
        "b",
        "任天堂の売上高は前年同期比12%増の300億円だった。",
        [mention("任天堂", 0, "equity", NINTENDO)],
        [
            claim("12%", 13, "sales", NINTENDO, reference="前年同期比", direction="down"),
            claim("300億円", 18, "total_assets", NINTENDO, reference="前年"),
        ],
        style="results",
        part="seen",
    ),
    # type of IWM, mood of 19.5倍
    claims_line(
        "c",
        "IWMのPERは19.5倍だ。",
        [mention("IWM", 0, "fund", "ARCX:IWM")],
        [claim("19.5倍", 8, "per", "ARCX:IWM", modality="opinion")],
        style="wrap",
        part="blind",
    ),
    # entity of S&P 500 and of 28倍; TOPIX and 16倍 are not marked
    claims_line(
        "d",
        "S&P 500のPERは28倍、TOPIXのPERは16倍だ。",
        [mention("S&P 500", 0, "index", "index:nasdaq100")],
        [claim("28倍", 12, "per", TOPIX)],
        style="wrap",
        part="blind",
    ),
    # a mention and a claim that are not found
    claims_line(
        "e",
        "会議に3社が参加した。",
        [mention("会議", 0, "institution")],
        [claim("3社", 3, "users")],
        part="blind",
    ),
    # nothing: what is said twice is one claim, of two numbers
    claims_line(
        "f",
        "任天堂の純利益は70億円。\n\n任天堂の純利益は70億円だった。",
        [mention("任天堂", 0, "equity", NINTENDO), mention("任天堂", 15, "equity", NINTENDO)],
        [claim("70億円", 8, "net_profit", NINTENDO), claim("70億円", 23, "net_profit", NINTENDO)],
    ),
    # mood of 70億円, speaker of 60億円
    claims_line(
        "g",
        "任天堂の純利益は70億円ではなく60億円だった。",
        [mention("任天堂", 0, "equity", NINTENDO)],
        [
            claim("70億円", 8, "net_profit", NINTENDO),
            claim("60億円", 16, "net_profit", NINTENDO, speaker="任天堂"),
        ],
    ),
    # period
    claims_line(
        "h",
        "トヨタの2025年3月期の売上高は500億円だった。",
        [mention("トヨタ", 0, "equity", TOYOTA)],
        [claim("500億円", 17, "sales", TOYOTA, period=FISCAL)],
    ),
    # nothing
    claims_line("i", "会議は無事に終わった。"),
]
