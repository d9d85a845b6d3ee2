"""A connection that is of no more use is closed before the next request is sent."""

import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.builders.crawls import OUTLET, crawl, working_folder
from tests.builders.deaf_server import deaf_server
from tests.builders.site import column, feed

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"


def whole(body: bytes, *headers: bytes) -> bytes:
    """An answer with its length."""
    lines = b"".join(header + b"\r\n" for header in headers)
    return OK + lines + b"Content-Length: %d\r\n\r\n" % len(body) + body


FERRIES = column("Ferries")
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
LAST = {
    "no status": b"",
    "half a status": b"HTTP/1.",
    "half the headers": OK + b"X-A: b",
    "no body": OK + b"Content-Length: 500\r\n\r\n",
    "half a body": OK + b"Content-Length: 500\r\n\r\n" + FERRIES[:100],
    "half a chunk": CHUNKED + b"1f4\r\n" + FERRIES[:100],
    "no last chunk": CHUNKED + b"64\r\n" + FERRIES[:100] + b"\r\n",
    "no end of trailers": CHUNKED + b"64\r\n" + FERRIES[:100] + b"\r\n0\r\nX-A: b\r\n",
    "nothing after a 103": b"HTTP/1.1 103 Early Hints\r\n\r\n",
    "a chunk without size": CHUNKED + b"zz\r\n" + FERRIES[:100],
    "no HTTP": b"\x00\x01 noise\r\n\r\n",
    "too large": OK + b"Content-Length: 99999999\r\n\r\n" + FERRIES[:100],
    "the last for this connection": whole(FERRIES, b"Connection: close"),
    "more than its length": whole(FERRIES) + b"and more",
    "a redirect with half a body": (
        b"HTTP/1.1 302 Found\r\nLocation: /next/\r\nContent-Length: 99\r\n\r\nhalf"
    ),
}


def secured(folder: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """TLS of a server on loopback, whose certificate crawls believe."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "loopback")])
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "public.pem", folder / "private.pem"
    public.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, private)
    monkeypatch.setenv("SSL_CERT_FILE", str(public))
    return context


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_no_two_connections_stand_open(
    scheme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = secured(tmp_path, monkeypatch) if scheme == "https" else None
    last = {f"/{n}/{what.replace(' ', '-')}/": raw for n, (what, raw) in enumerate(LAST.items())}
    answers: dict[str, bytes] = {"/next/": whole(column("Next"))}
    with deaf_server(answers, last, context) as server:
        home = f"{scheme}://127.0.0.1:{server.port}/"
        answers["/feed"] = whole(feed(home, list(last)))
        folder = working_folder(
            tmp_path / "desk", harbour=OUTLET.format(name="The Harbour Review", home=home)
        )
        (folder / "desk.toml").write_text("timeout = 1\n")
        done = crawl(folder, code="from crawler import settings; settings.RETRY_TIMES = 0")
    assert server.beside == []
    assert set(last) <= set(server.asked)
    assert done.outcomes() == {"new": 2, "failed": len(LAST) - 2}
