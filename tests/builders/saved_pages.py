"""Pages as browsers save them."""

import quopri

PARAGRAPHS = (
    "The ferry to the northern quay left late on Tuesday, and nobody on either side minded.",
    "For a decade the two ports have shared one pilot service, two masters and a long dispute.",
    "What changed this spring is that both governments call the arrangement a model for others.",
)
ADDRESS = "https://harbour.example/2024/05/14/two-ports/"
PAGE = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Two Ports</title></head><body>'
    '<article class="post"><h1 class="entry-title">Two Ports</h1><div class="entry-content">'
    + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    + "</div></article></body></html>"
)


def mhtml(
    page: str,
    *,
    sender: str = "<Saved by Blink>",
    address: str = ADDRESS,
    date: str = "Thu, 2 Jan 2020 10:00:00 +0100",
    charset: str = "utf-8",
    first: bytes = b"",
    related: str = 'type="text/html"',
) -> bytes:
    """A page as a browser's "web page, single file" holds it; `first` are parts before it."""
    boundary = "----MultipartBoundary--Two=Ports----"
    lines = [
        f"From: {sender}",
        *([f"Snapshot-Content-Location: {address}"] if "Blink" in sender else []),
        "Subject: =?utf-8?Q?Two=20Ports?=",
        f"Date: {date}",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/related;\r\n\t{related};\r\n\tboundary="{boundary}"',
        "",
        "This is a multi-part message in MIME format.",
        "",
    ]
    root = [
        f"--{boundary}",
        f'Content-Type: text/html; charset="{charset}"',
        "Content-ID: <root@page>",
        "Content-Transfer-Encoding: quoted-printable",
        f"Content-Location: {address}",
        "",
        "",
    ]
    style = [
        f"--{boundary}",
        "Content-Type: text/css",
        "",
        "p { margin: 0 }",
        f"--{boundary}--",
        "",
    ]
    if first:
        first = f"--{boundary}\r\n".encode() + first + b"\r\n"
    return b"".join(
        (
            "\r\n".join(lines).encode(),
            first,
            "\r\n".join(root).encode(),
            quopri.encodestring(page.encode(charset)),
            b"\r\n",
            "\r\n".join(style).encode(),
        )
    )
