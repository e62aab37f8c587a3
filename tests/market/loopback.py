"""A provider that reads CSV from a server on loopback, and that server, with faults to set."""

from __future__ import annotations

import csv
import hashlib
import io
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from fractions import Fraction
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from uratori.market import Fact
from uratori.market.providers import Answer, Gap, Series, Wanted
from uratori.market.providers.protocol import Reason

DAY = date(2026, 11, 20)


class Server:
    """Serves ``date,value`` for each path; counts what it is asked."""

    def __init__(self) -> None:
        self.rows: dict[str, list[tuple[date, str]]] = {}
        self.asked: list[str] = []
        self.status = 200
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append(self.path)
                path, _, span = self.path.partition("?")
                held = outer.rows.get(path.strip("/"))
                status = 404 if held is None else outer.status
                first, last = (date.fromisoformat(day) for day in span.split(","))
                body = "".join(
                    f"{day},{value}\n" for day, value in held or () if first <= day <= last
                ).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self.http.shutdown()
        self.http.server_close()


@contextmanager
def served(**rows: list[tuple[date, str]]) -> Iterator[Server]:
    server = Server()
    server.rows.update(rows)
    try:
        yield server
    finally:
        server.close()


class Loopback:
    """A `Provider` of the closes of some indices, ``index:NAME/close`` at ``/NAME``."""

    def __init__(
        self, address: str, *names: str, name: str = "loop", key: str | None = None
    ) -> None:
        self.address = address
        self.names = names
        self.name = name
        self.key = key

    def offers(self, series: Series) -> bool:
        return series.metric == "close" and series.entity.partition(":")[2] in self.names

    def requests(self, wanted: Wanted) -> tuple[str, ...]:
        return tuple(
            f"{self.address}/{series.entity.partition(':')[2]}?{wanted.start},{wanted.end}"
            for series in wanted.series
        )

    def fetch(self, wanted: Wanted) -> Answer:
        facts: list[Fact] = []
        gaps: list[Gap] = []
        for series, address in zip(wanted.series, self.requests(wanted), strict=True):
            opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            try:
                with opener.open(address, timeout=10) as response:
                    body = response.read()
                found = [self.fact(series, row, body, address) for row in rows_of(body)]
            except urllib.error.HTTPError as error:
                error.close()
                reason: Reason = "unknown" if error.code == 404 else "unreachable"
                gaps.append(self.gap(series, reason, f"status {error.code}"))
            except OSError:
                gaps.append(self.gap(series, "unreachable", "no connection"))
            except ValueError:
                gaps.append(self.gap(series, "malformed", "no CSV"))
            else:
                facts += found
                gaps += [] if found else [self.gap(series, "empty", "")]
        return Answer(facts=tuple(facts), gaps=tuple(gaps))

    def gap(self, series: Series, reason: Reason, detail: str) -> Gap:
        return Gap(series=series, provider=self.name, reason=reason, detail=detail)

    def fact(self, series: Series, row: list[str], body: bytes, address: str) -> Fact:
        return Fact(
            entity=series.entity, metric="close", definition="close",
            date=date.fromisoformat(row[0]), value=Fraction(row[1]), unit="points",
            source=f"{self.name.title()} {series.entity}", address=address, retrieved=DAY,
            quality="secondary", place=Fraction(1, 100), sha256=hashlib.sha256(body).hexdigest(),
        )  # fmt: skip


def rows_of(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode())))
