"""What a file is, told by its content."""

import gzip
import io
import sqlite3
import tarfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.saved_pages.kinds import kind_of
from tests.builders.saved_pages import PAGE, PARAGRAPHS, mhtml


def kinds() -> Iterator[tuple[bytes, str]]:
    prose = "\n\n".join(PARAGRAPHS)
    yield PAGE.encode(), "html"
    yield PAGE.encode("utf-16"), "html"
    yield b"<!-- saved from url=(0027)https://harbour.example/a/ -->\n<HTML><body>x", "html"
    yield f"<p>{PARAGRAPHS[0]}</p>".encode(), "html"
    yield f"Two Ports<br>\n<div>{prose}</div><p>a</p><p>b</p>".encode(), "html"
    yield prose.encode(), "text"
    yield f"On markup\n\nWrite </p> and </div> where a paragraph ends. {prose}".encode(), "text"
    yield f"<Sic!> {prose}".encode(), "text"
    yield f"[Editorial]\n\n{prose}".encode(), "text"
    yield f"{{note}} {prose}".encode(), "text"
    yield "\n".join(f"Line {n}, of a poem" for n in range(9)).encode(), "text"
    yield b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "other"
    yield bytes(range(1, 256)) * 20, "other"
    yield b"PK\x03\x04 and so on", "other"
    yield b"\x00" * 100, "other"
    yield b"<?xml version='1.0'?><rss version='2.0'><channel/></rss>", "other"
    yield b"{\\rtf1\\ansi Two Ports}", "other"
    yield b"function quay(a) { return a; }\nvar port = quay({});\n", "other"
    yield b"From: <Saved by Blink>\nContent-Type: multipart/related;\n\n<html>", "other"
    yield mhtml(PAGE), "mhtml"
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE.encode(), "http"
    yield b"HTTP/1.1 200 OK: how the web says yes\n\n" + prose.encode(), "text"
    yield f"Author: Jo Doe\nContent: prose\n\n{prose}".encode(), "text"
    yield f"MZ is no program. {prose}".encode(), "text"
    yield f"OTTO was the ferryman's name. {prose}".encode(), "text"
    yield f"BMW bought the quay. {prose}".encode(), "text"
    yield f"From all sides came boats.\n\n{prose}".encode(), "text"
    yield b"Sir, the ferry was late. It is late each Monday. Mend it.", "text"
    yield b"# The ferry\n\nIt was late.\n", "text"
    yield b"QUESTION: Why was it late?\nANSWER: Host: nobody knows.\n", "text"
    yield f"late = never\n\n{prose}".encode(), "text"
    yield b"2024-01-01 10:00 The ferry leaves.\n2024-01-01 10:05 It is back.\n", "text"
    yield b"WEBVTT is a form of subtitles.\n", "text"
    yield "港口的渡轮晚了。\n\nhttps://quay.example/\n".encode(), "text"
    yield b"pid 7 (as the pilot was called)\nIt was late.\n", "text"


@pytest.mark.parametrize(("body", "kind"), list(kinds()))
def test_what_a_file_is_is_told_by_its_content(body: bytes, kind: str) -> None:
    told, instead = kind_of(body)
    assert told == kind
    assert (instead is None) == (kind != "other")


@pytest.mark.timing
def test_comments_at_the_beginning_cost_no_more_than_their_length() -> None:
    began = time.process_time()
    assert kind_of(b"<!---->" * 26 + PARAGRAPHS[0].encode()) == ("text", None)
    assert time.process_time() - began < 1


def named_files(folder: Path) -> Iterator[tuple[bytes, str]]:
    """Files of formats without a page in them, made by the programs that make them."""
    warc = b"WARC/1.1\r\nWARC-Type: warcinfo\r\n\r\n"
    yield warc, "a WARC web archive"
    yield gzip.compress(warc), "a WARC web archive (gzip)"
    yield gzip.compress(PAGE.encode()), "a gzip archive"
    yield b"filedesc://IA-1.arc 0.0.0.0 19960101000000 text/plain 76\n", "an ARC web archive"
    with sqlite3.connect(folder / "places") as db:
        db.execute("CREATE TABLE ports (name TEXT)")
    db.close()
    yield (folder / "places").read_bytes(), "a SQLite database"
    for name, inside in (
        ("ports.txt", "a ZIP archive"),
        ("word/document.xml", "a Word document"),
        ("datapackage.json", "a WACZ web archive"),
        ("xl/workbook.xml", "a spreadsheet"),
    ):
        kept = io.BytesIO()
        with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, PAGE)
        yield kept.getvalue(), inside
    kept = io.BytesIO()
    with tarfile.open(fileobj=kept, mode="w") as tar:
        tar.add(folder / "places")
    yield kept.getvalue(), "a tar archive"
    yield b"%PDF-1.7\n%\xe2\xe3", "a PDF"
    yield b"\n%PDF-1.4\n1 0 obj << >>", "a PDF"
    yield b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a PNG image"
    yield b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG image"
    yield b"GIF89a\x01\x00\x01\x00", "a GIF image"
    yield b"RIFF\x24\x00\x00\x00WEBPVP8 ", "a WebP image"
    yield b"\x00\x00\x00\x1cftypavif", "an image (AVIF or HEIF)"
    yield b"\x00\x00\x00\x18ftypmp42", "a video"
    yield b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a Word, Excel or Outlook file of the old kind"
    yield b"bplist00\xd1\x01\x02_\x10\x0fWebMainResource", "a Safari web archive"
    yield b"\x7fELF\x02\x01\x01", "a program"
    yield b"From: jo@quay.example\nMIME-Version: 1.0\nContent-Type: text/html\n\n<p>a", "an e-mail"
    yield b"From jo@quay.example Thu Jan  2 10:00:00 2020\nSubject: Boats\n\nx", "a mailbox"
    yield b"WEBVTT\n\n00:01.000 --> 00:04.000\nHello there\n", "subtitles"
    yield b"1\r\n00:00:01,000 --> 00:00:04,000\r\nHello there\r\n", "subtitles"
    wget = b"--2024-01-01 10:00:00--  https://quay.example/\nResolving quay.example... 10.0.0.1\n"
    yield wget, "a log of wget"
    yield b"pid 4711 (import)\n", "a lock of foreign-desk"
    yield b"[InternetShortcut]\nURL=https://quay.example/2020/\nIconIndex=0\n", "settings"
    yield b"[settings]\ndefault = crawler.settings\n", "settings"
    yield (
        b'# Ours\nname = "Quay"\n\n[scope]\nsections = [\n  "foreign",\n]\n[[seeds]]\n',
        "settings",
    )
    yield b"https://quay.example/1/\nhttps://quay.example/2/ 200\n", "a list of addresses"
    yield (
        b"User-agent: *\n# all\nDisallow: /wp-admin/\n\nSitemap: https://q.example/s",
        "a robots.txt",
    )
    yield b"0" * 64 + b"  ferry.html\n" + b"1" * 64 + b" *quay.html\n", "checksums"
    yield b"MD5 (ferry.html) = " + b"0" * 32 + b"\n", "checksums"
    yield b"2024-01-01 10:00:00,123 INFO began\n2024-01-01T10:00:01Z ended\n", "a log"
    yield b'10.0.0.1 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.0" 200 2326\n', "a log"
    yield b"BEGIN:VCALENDAR\nVERSION:2.0\n", "a calendar or address book"


def test_what_is_no_page_is_refused_by_its_name(tmp_path: Path) -> None:
    for body, name in named_files(tmp_path):
        kind, instead = kind_of(body)
        assert (kind, instead and instead.startswith(name)) == ("other", True), (name, instead)


def test_json_that_is_nested_without_end_is_no_fault() -> None:
    assert kind_of(b"[" * 1_000_000) == ("other", "no prose, not a page or text")
