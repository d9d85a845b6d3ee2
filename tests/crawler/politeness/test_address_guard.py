"""Which addresses a crawl may connect to."""

import ipaddress

import pytest

from crawler.politeness.address_guard import AddressGuard, Refused

OPEN = AddressGuard(["https://paper.example/"], loopback_only=False)
AT_HOME = AddressGuard(["http://127.0.0.1:8000/"], loopback_only=True)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://paper.example/a",
        "data:text/html,x",
        "javascript:alert(1)",
        "http:///nowhere",
        "http://paper.example:port/",
        "http://127.0.0.1/",
        "http://localhost/",
        "http://www.localhost./",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:10.1.2.3]/",
        "http://[2002:0a00:0001::]/",
        "http://10.0.0.1/",
        "http://192.168.1.1:8080/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
    ],
)
def test_what_is_not_the_public_web_is_refused(url: str) -> None:
    with pytest.raises(Refused):
        OPEN.check_url(url)


def test_a_public_name_is_left_to_the_resolver_and_a_public_address_passes() -> None:
    assert OPEN.check_url("https://paper.example/a") == "paper.example"
    assert OPEN.check_url("https://93.184.215.14/a") is None


def test_an_outlet_at_home_on_loopback_is_asked_at_that_address_and_port_only() -> None:
    assert AT_HOME.check_url("http://127.0.0.1:8000/a") is None
    for other in ("http://127.0.0.1:8001/", "http://127.0.0.2:8000/", "http://localhost:8001/"):
        with pytest.raises(Refused, match="private address and not the outlet's home"):
            AT_HOME.check_url(other)


def test_localhost_as_home_means_its_addresses() -> None:
    guard = AddressGuard(["http://localhost:8000/"], loopback_only=True)
    assert guard.check_url("http://localhost:8000/") is None
    assert guard.check_url("http://[::1]:8000/") is None
    with pytest.raises(Refused):
        guard.check_url("http://127.0.0.1/")


def test_without_a_contact_a_public_address_is_refused() -> None:
    with pytest.raises(Refused, match="without a contact"):
        AT_HOME.check_peer(ipaddress.ip_address("93.184.215.14"), 80)


def test_a_name_as_home_gives_no_private_address_away() -> None:
    with pytest.raises(Refused):
        OPEN.check_peer(ipaddress.ip_address("127.0.0.1"), 443)
