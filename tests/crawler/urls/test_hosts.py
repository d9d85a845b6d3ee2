"""The host of an address in its one spelling, and this machine in any."""

import pytest

from crawler.urls.hosts import host_key, host_name, is_loopback


def test_a_host_is_known_without_www_and_default_port() -> None:
    assert host_key("https://www.Harbour.example/a") == host_key("http://harbour.example:80/")
    assert host_key("http://harbour.example:8000/") == "harbour.example:8000"
    assert host_key("https://www.порт.example/") == "xn--n1abei.example"
    assert host_key("mailto:x") == ""


@pytest.mark.parametrize(
    "url",
    [
        "https://reader:secret@harbour.example/",
        "https://harbour.example:443/",
        "https://harbour.example./",
        " https://HARBOUR.example/\n",
    ],
)
def test_one_host_has_one_key(url: str) -> None:
    assert host_key(url) == "harbour.example"


def test_a_name_is_shown_in_its_own_script_and_without_port() -> None:
    assert host_name("https://www.Порт.example:8000/a") == "порт.example"
    assert host_name("https://harbour.example./") == "harbour.example"
    assert host_name("https://[::1/") == host_name("/a") == ""


@pytest.mark.parametrize(
    "url",
    [
        *("http://127.0.0.1:8000/", "http://127.0.0.9/", "http://localhost/", "http://[::1]/"),
        *("http://0x7f.1/", "http://2130706433/", "http://[::ffff:127.0.0.1]/"),
        *("http://site.localhost./", "http://LOCALHOST:8000/"),
    ],
)
def test_this_machine_is_loopback_in_any_spelling(url: str) -> None:
    assert is_loopback(url)


@pytest.mark.parametrize(
    "url",
    [
        *("http://127.0.0.1.example/", "http://10.0.0.1/", "http://[::1", "http://paper.example/"),
        *("http://93.184.215.14/", "http://localhost.example/", ""),
    ],
)
def test_what_only_looks_like_this_machine_is_not(url: str) -> None:
    assert not is_loopback(url)
