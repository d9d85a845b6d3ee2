"""The formats that are no page and no text, each recognised by its first bytes and named.

Only what bytes say counts; a file's name may lie. What is text of some kind is `kinds`' business.
"""

import re
import zlib

HEAD = 1024
"""Bytes in which the mark of a format stands; of a tar file it is the 258th to 262nd."""
PRINTABLE = "; save it as HTML or text"

BINARY_FORMATS: tuple[tuple[str, bytes], ...] = (
    (f"a PDF{PRINTABLE}", rb"\s{0,64}%PDF-"),
    ("a PNG image", rb"\x89PNG"),
    ("a GIF image", rb"GIF8[79]a"),
    ("a JPEG image", rb"\xff\xd8\xff"),
    ("a WebP image", rb"RIFF....WEBP"),
    ("a TIFF image", rb"II\*\x00|MM\x00\*|II\+\x00|MM\x00\+"),
    ("a BMP image", rb"BM.{4}\x00\x00\x00\x00"),
    ("an icon", rb"\x00\x00[\x01\x02]\x00"),
    ("a Photoshop image", rb"8BPS\x00"),
    ("a JPEG 2000 or JPEG XL image", rb"\x00\x00\x00\x0c(?:jP  |JXL )|\xff\x0a|\xff\x4f\xff\x51"),
    ("an image (AVIF or HEIF)", rb"....ftyp(?:avi|hei|hev|mif|msf)"),
    (f"a DjVu document{PRINTABLE}", rb"AT&TFORM"),
    ("a video", rb"....ftyp|\x1aE\xdf\xa3|FLV\x01|RIFF....AVI |\x00\x00\x01[\xb3\xba]"),
    ("a sound file", rb"RIFF....WAVE|OggS|fLaC|ID3[\x02-\x04]\x00|\xff[\xf2\xf3\xfb]|MThd\x00"),
    ("a SQLite database", rb"SQLite format 3\x00"),
    ("a bzip2 archive", rb"BZh[1-9]"),
    ("an xz archive", rb"\xfd7zXZ"),
    ("a zstd archive", rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18"),
    ("a 7z archive", rb"7z\xbc\xaf\x27\x1c"),
    ("a RAR archive", rb"Rar!\x1a"),
    ("a tar archive", rb".{257}ustar"),
    (f"a Word, Excel or Outlook file of the old kind{PRINTABLE}", rb"\xd0\xcf\x11\xe0\xa1\xb1"),
    ("an Outlook mailbox", rb"!BDN"),
    ("a help file (CHM)", rb"ITSF[\x00-\x08]"),
    (f"a Kindle book{PRINTABLE}", rb".{60}BOOKMOBI"),
    ("a property list", rb"bplist0"),
    ("a font", rb"wOF[F2]|\x00\x01\x00\x00\x00|OTTO\x00|ttcf\x00"),
    ("a program", rb"\x7fELF|MZ.{0,64}\x00\x00\x00|\x00asm|\xca\xfe\xba\xbe|\xcf\xfa\xed\xfe"),
)
"""Name and first bytes. A sign that text may begin with, too, is held to the bytes after it."""
BINARY = tuple((name, re.compile(pattern, re.DOTALL)) for name, pattern in BINARY_FORMATS)

ZIP = re.compile(rb"PK(?:\x03\x04|\x05\x06|\x07\x08)")
ZIPPED_FORMATS: tuple[tuple[str, bytes], ...] = (
    ("a WACZ web archive", rb"datapackage\.json|\.warc(?:\.gz)?PK|archive/[^/]*\.warc"),
    (f"a Word document{PRINTABLE}", rb"word/document\.xml"),
    ("a spreadsheet", rb"xl/workbook\.xml|opendocument\.spreadsheet"),
    ("a presentation", rb"ppt/presentation\.xml|opendocument\.presentation"),
    (f"an OpenDocument text{PRINTABLE}", rb"application/vnd\.oasis\.opendocument\.text"),
    (f"an e-book (EPUB){PRINTABLE}", rb"application/epub\+zip"),
)
"""What a ZIP archive is by the names in it, which stand there uncompressed."""
ZIPPED = tuple((name, re.compile(pattern)) for name, pattern in ZIPPED_FORMATS)

GZIP = b"\x1f\x8b"
WEB_ARCHIVE = re.compile(rb"\s{0,64}WARC/\d")
OLD_WEB_ARCHIVE = re.compile(rb"filedesc://")
TEXT_FORMATS: tuple[tuple[str, bytes], ...] = (
    ("a WARC web archive", WEB_ARCHIVE.pattern),
    ("an ARC web archive", OLD_WEB_ARCHIVE.pattern),
    ("RTF; save it as HTML or text", rb"\{\\rtf"),
    (f"PostScript{PRINTABLE}", rb"%!PS"),
    ("a program", rb"#! ?/"),
    ("a mailbox", rb"From \S+@\S+ [^\n]*\n(?:[\w-]+:[^\n]*\n)"),
    ("a calendar or address book", rb"BEGIN:V(?:CALENDAR|CARD)"),
    ("a uuencoded file", rb"begin [0-7]{3} "),
    ("subtitles", rb"WEBVTT.{0,400}?\n(?:\d\d:)?\d\d:\d\d\.\d{3} --> "),
    ("subtitles", rb"\d+\r?\n(?:\d\d:){2}\d\d,\d{3} --> "),
    ("a lock of foreign-desk", rb"pid \d+ \([^\n]+\)\n\Z"),
    ("a log of wget", rb"--\d{4}-\d\d-\d\d \d\d:\d\d:\d\d--  \S+://"),
)
"""Formats that are all text, and nobody's prose."""
TEXTUAL = tuple((name, re.compile(pattern, re.DOTALL)) for name, pattern in TEXT_FORMATS)


def binary_format(body: bytes) -> str | None:
    """The name of the format of bytes that are neither markup nor text; None for any other."""
    head = body[:HEAD]
    if head.startswith(GZIP):
        return "a WARC web archive (gzip)" if _is_zipped_web_archive(head) else "a gzip archive"
    if ZIP.match(head):
        return next((name for name, inside in ZIPPED if inside.search(body)), "a ZIP archive")
    name = next((name for name, pattern in BINARY if pattern.match(head)), None)
    if name == "a property list" and b"WebMainResource" in body:
        return "a Safari web archive; save it as HTML"
    return name


def text_format(body: bytes) -> str | None:
    """The name of the format of bytes that are text but nobody's prose; None for any other."""
    head = body[:HEAD].lstrip(b"\xef\xbb\xbf")
    return next((name for name, pattern in TEXTUAL if pattern.match(head)), None)


def _is_zipped_web_archive(head: bytes) -> bool:
    try:
        start = zlib.decompressobj(wbits=31).decompress(head, 64)
    except zlib.error:
        return False
    return bool(WEB_ARCHIVE.match(start) or OLD_WEB_ARCHIVE.match(start))
