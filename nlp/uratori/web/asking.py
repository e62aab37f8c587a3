"""Requests -> what is asked."""

from __future__ import annotations

import re
from contextlib import AbstractAsyncContextManager
from datetime import date
from typing import Annotated, Literal

import msgspec
import python_multipart  # noqa: F401  # Starlette would miss it only when the first form comes
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from ..report.formats import Format
from .formats import Wish, find_format
from .limits import Setup
from .refusals import Refusal
from .tasks import Asked, Lang

_FIELDS = 16
_LONGEST_NAME = 100
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
Verb = Literal["check", "extract"]


class Question(BaseModel):
    """One article as text or by its address, and how to check it."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str | None, Field(description="The article; or give url.")] = None
    url: Annotated[
        str | None, Field(description="The address of a page (http, https).", max_length=2000)
    ] = None
    published: Annotated[
        date | None, Field(description="The article's date, where it gives none itself.")
    ] = None
    lang: Annotated[Lang, Field(description="Language of explanations.")] = "ja"
    offline: Annotated[bool, Field(description="Fetch nothing and ask no provider.")] = False
    strict: Annotated[bool, Field(description="A marginal result counts as inconsistent.")] = False
    format: Annotated[str, Field(description="The format of the answer.")] = "json"


def media_type(request: Request) -> str:
    """Give the media type of a request's body, without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def asked_by_page(request: Request, setup: Setup) -> Asked:
    """Read the form of the page."""
    if media_type(request) not in _FORMS:
        raise _wrong_type("a form")
    async with _form(request, setup) as form:
        return _within(setup, await _asked_by_form(form, "check"))


async def reviewed_by(request: Request, setup: Setup) -> bytes:
    """Read the form with a file of what a person confirmed."""
    if media_type(request) not in _FORMS:
        raise _wrong_type("a form")
    async with _form(request, setup) as form:
        file = _file(form, "reviewed")
        if file is None:
            raise Refusal(422, "no_file", "no file was sent", where="reviewed")
        return await file.read()


async def asked_by_program(request: Request, verb: Verb, setup: Setup) -> Asked:
    """Read a question of the API: JSON, or a form with a file."""
    kind = media_type(request)
    if kind == "application/json":
        return _within(setup, _asked_by_json(await request.body(), verb))
    if kind not in _FORMS:
        raise _wrong_type("application/json or multipart/form-data")
    async with _form(request, setup) as form:
        asked = await _asked_by_form(form, verb)
        reviewed = _file(form, "reviewed")
        wish = Wish(
            format=_format(_word(form, "format") or "json", verb),
            lang=asked.lang,
            reviewed=await reviewed.read() if reviewed else None,
        )
        return _within(setup, msgspec.structs.replace(asked, wish=wish))


def _form(request: Request, setup: Setup) -> AbstractAsyncContextManager[FormData]:
    return request.form(max_files=2, max_fields=_FIELDS, max_part_size=setup.limits.body_bytes)


def _within(setup: Setup, asked: Asked) -> Asked:
    """Keep a question off the network where the whole server is."""
    return msgspec.structs.replace(asked, offline=True) if setup.offline else asked


def _asked_by_json(body: bytes, verb: Verb) -> Asked:
    try:
        question = Question.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"])) or "body"
        raise _wrong(first["msg"], where, "see /api") from None
    if (question.text is None) == (question.url is None):
        raise _wrong("give one of text and url", "body", "see /api")
    return Asked(
        verb=verb,
        text=question.text,
        url=None if question.url is None else question.url.strip(),
        published=question.published,
        lang=question.lang,
        offline=question.offline,
        strict=question.strict,
        wish=Wish(format=_format(question.format, verb), lang=question.lang),
    )


async def _asked_by_form(form: FormData, verb: Verb) -> Asked:
    """Take the one of text, url and file that `way` names, or the only one that is given."""
    text, url, file = _word(form, "text"), _word(form, "url").strip(), _file(form, "file")
    given = [way for way, value in (("text", text.strip()), ("url", url), ("file", file)) if value]
    way = _word(form, "way") or (given[0] if len(given) == 1 else "")
    if way not in given:
        raise Refusal(422, f"no_{way}" if way in ("text", "url", "file") else "nothing",
                      "give one of text, url and file", where="form")  # fmt: skip
    lang: Lang = "en" if _word(form, "lang") == "en" else "ja"
    return Asked(
        verb=verb,
        # A browser sends the line ends of a text field as CR LF, whatever was pasted.
        text=text.replace("\r\n", "\n") if way == "text" else None,
        url=url if way == "url" else None,
        data=await file.read() if way == "file" and file else None,
        name=safe_name(file.filename or "") if way == "file" and file else "",
        published=_day(_word(form, "published")),
        lang=lang,
        offline=_word(form, "offline") in ("on", "1", "true"),
        strict=_word(form, "strict") in ("on", "1", "true"),
    )


def safe_name(name: str) -> str:
    """Give the last part of a file's name, without what could hide or turn text around."""
    last = _UNSAFE.sub("", name).replace("\\", "/").rpartition("/")[2].strip(" .")
    stem, dot, ending = last.rpartition(".")
    return f"{stem[: _LONGEST_NAME - 10]}{dot}{ending[:9]}" if dot else last[:_LONGEST_NAME]


def _file(form: FormData, name: str) -> UploadFile | None:
    value = form.get(name)
    return value if isinstance(value, UploadFile) and value.filename else None


def _word(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""


def _day(word: str) -> date | None:
    if not word:
        return None
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise Refusal(422, "no_date", "is no date", where="published",
                      todo="write it as 2026-01-26") from None  # fmt: skip


def _format(name: str, verb: Verb) -> Format:
    found = find_format(name)
    if found is None or (verb == "extract" and not found.analysis):
        raise _wrong("is no format for this", "format", "see /api")
    return found.format


def _wrong(what: str, where: str, todo: str) -> Refusal:
    return Refusal(422, "question", what, where=where, todo=todo)


def _wrong_type(todo: str) -> Refusal:
    return Refusal(
        415, "media", "this type of body is not read", where="Content-Type", todo=f"send {todo}"
    )
