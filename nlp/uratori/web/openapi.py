"""The OpenAPI document of the API, and what its page tells of it.

FastAPI's own page of documentation loads its script from elsewhere; ours is plain HTML.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
from pydantic import BaseModel

from .asking import Question
from .formats import DOWNLOADS

_SCHEMA = Path(__file__).parent.parent / "reference" / "uratori-1.schema.json"
_HERE, _THERE = "#/$defs/", "#/components/schemas/"
_DOCUMENT = "Document"
_FAULTS = {
    "403": "sent by a page of another site",
    "408": "the request came too slowly",
    "413": "larger than an article may be",
    "415": "neither JSON nor a form",
    "422": "the article or the question cannot be read",
    "429": "too many articles wait; Retry-After says when to come back",
    "504": "the article took too long",
}


class Fault(BaseModel):
    """Every error: what went wrong, where, and what to do."""

    error: str
    where: str
    todo: str


class Route(msgspec.Struct, frozen=True, kw_only=True):
    """One path of the API, for the page."""

    method: str
    path: str
    meaning: str


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One field of a question, for the page."""

    name: str
    default: str
    meaning: str


def described(verb: str) -> dict[str, Any]:
    """Give what FastAPI cannot tell by itself: bodies read by hand, and the shipped schema."""
    media = {
        each.media.partition(";")[0]: {"schema": {"type": "string"}}
        for each in DOWNLOADS
        if each.analysis or verb == "check"
    }
    media["application/json"] = {"schema": {"$ref": _THERE + _DOCUMENT}}
    fault = {"application/json": {"schema": {"$ref": f"{_THERE}Fault"}}}
    return {
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": {"$ref": f"{_THERE}Question"}},
                "multipart/form-data": {"schema": _upload()},
            },
        },
        "responses": {
            "200": {"description": "the result, in the format asked for", "content": media},
            **{
                status: {"description": meaning, "content": fault}
                for status, meaning in _FAULTS.items()
            },
        },
    }


def complete(document: dict[str, Any]) -> dict[str, Any]:
    """Add the schemas that `described` points to."""
    held = document.setdefault("components", {}).setdefault("schemas", {})
    held["Question"] = Question.model_json_schema()
    held["Fault"] = Fault.model_json_schema()
    shipped = json.loads(_SCHEMA.read_text(encoding="utf-8").replace(_HERE, _THERE))
    held |= shipped.pop("$defs", {})
    held[_DOCUMENT] = {key: value for key, value in shipped.items() if key[0] != "$"}
    return document


def routes(document: dict[str, Any]) -> tuple[Route, ...]:
    """Give the paths of an OpenAPI document."""
    return tuple(
        Route(method=method.upper(), path=path, meaning=told.get("description", ""))
        for path, methods in document["paths"].items()
        for method, told in methods.items()
    )


@lru_cache(maxsize=1)
def fields() -> tuple[Field, ...]:
    """Give the fields of a question."""
    formats = " ".join(each.format for each in DOWNLOADS)
    return tuple(
        Field(
            name=name,
            default="" if each.default is None else json.dumps(each.default),
            meaning=(each.description or "") + (f" ({formats})" if name == "format" else ""),
        )
        for name, each in Question.model_fields.items()
    )


def _upload() -> dict[str, Any]:
    schema = Question.model_json_schema()["properties"]
    return {
        "type": "object",
        "description": "One of text, url and file.",
        "properties": {
            "file": {"type": "string", "format": "binary"},
            "reviewed": {
                "type": "string",
                "format": "binary",
                "description": "For claimreview: the CSV with what a person confirmed.",
            },
            **schema,
        },
    }
