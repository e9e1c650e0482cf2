"""Makes the archives and feeds that the tests read, with the libraries that others write them with.

    pip install warcio==1.8.1 feedgen==1.0.0 && python make.py

Writes beside itself. The texts are ours.
"""

import gzip
import io
from datetime import datetime, timezone
from pathlib import Path

from feedgen.feed import FeedGenerator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HERE = Path(__file__).parent
PAGE = (HERE / "page.html").read_bytes()
FRENCH = (HERE / "french.html").read_bytes()


def chunked(body: bytes) -> bytes:
    parts = [body[at : at + 700] for at in range(0, len(body), 700)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def archive(path: Path, packed: bool) -> None:
    html = ("Content-Type", "text/html; charset=utf-8")
    answers = [
        ("https://news.example/accra/envoys", "200 OK", [html], PAGE),
        ("https://news.example/photo.png", "200 OK", [("Content-Type", "image/png")], b"\x89PNG\r\n"),
        ("https://news.example/gone", "404 Not Found", [html], b"<html><body>Not here."),
        (
            "https://packed.example/a",
            "200 OK",
            [html, ("Content-Encoding", "gzip")],
            gzip.compress(PAGE.replace(b"canonical", b"other"), mtime=0),
        ),
        (
            "https://chunks.example/b",
            "200 OK",
            [html, ("Transfer-Encoding", "chunked")],
            chunked(PAGE.replace(b"canonical", b"other")),
        ),
        ("https://journal.example/lome", "200 OK", [html], FRENCH),
        ("https://news.example/menu", "200 OK", [html], b"<html><body><a href=/>Home</a></body></html>"),
    ]
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=packed)
        day = {"WARC-Date": "2022-02-12T06:00:00Z"}
        info = {"software": "make.py", "format": "WARC File Format 1.0"}
        writer.write_record(writer.create_warcinfo_record(path.name, info))
        for at, (address, status, headers, body) in enumerate(answers):
            ids = day | {"WARC-Record-ID": f"<urn:uuid:00000000-0000-0000-0000-{at:012}>"}
            head = StatusAndHeaders("GET / HTTP/1.1", [("Host", "news.example")], is_http_request=True)
            asked = writer.create_warc_record(address, "request", http_headers=head, warc_headers_dict=day)
            head = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
            answer = writer.create_warc_record(
                address, "response", payload=io.BytesIO(body), http_headers=head, warc_headers_dict=ids
            )
            writer.write_record(asked)
            writer.write_record(answer)
        text = "Ghana and Togo agreed on Friday to reopen the border crossing at Aflao, both ministries said."
        writer.write_record(
            writer.create_warc_record(
                "https://text.example/aflao",
                "conversion",
                payload=io.BytesIO(text.encode()),
                warc_content_type="text/plain",
                warc_headers_dict=day,
            )
        )


def feeds() -> None:
    feed = FeedGenerator()
    feed.id("https://news.example/feed")
    feed.title("The Accra Courier")
    feed.link(href="https://news.example/", rel="alternate")
    feed.description("News of the coast")
    feed.language("en")
    day = datetime(2022, 2, 11, 9, 30, tzinfo=timezone.utc)
    entry = feed.add_entry(order="append")
    entry.id("https://news.example/accra/envoys")
    entry.title("Ghana expels two envoys & closes consulate")
    entry.link(href="https://news.example/accra/envoys")
    entry.published(day)
    entry.updated(day)
    entry.summary("Two Togolese diplomats must leave.")
    entry.content(
        "<p>Ghana expelled two Togolese diplomats on Friday.</p><p>Togo&rsquo;s foreign minister "
        "said that the move was <em>without reason</em>.</p>",
        type="html",
    )
    entry = feed.add_entry(order="append")
    entry.id("https://news.example/accra/talks")
    entry.title("Talks on the border at Aflao resume in Accra, ministries of both countries say")
    entry.link(href="https://news.example/accra/talks")
    entry.updated(day)
    feed.rss_file(str(HERE / "feed.rss"), pretty=True)
    feed.atom_file(str(HERE / "feed.atom"), pretty=True)


if __name__ == "__main__":
    archive(HERE / "pages.warc.gz", packed=True)
    archive(HERE / "pages.warc", packed=False)
    feeds()
