"""A known column that gets a password keeps its text, and is no new version of anything."""

from datetime import timedelta
from pathlib import Path

import pytest

from archive.fixity.verify import verify
from archive.folder.archive import Archive
from archive.model.records import Exchange, Outcome
from archive.reading import columns
from crawler.intake import intake
from tests.builders.archives import NOON, empty_archive
from tests.builders.captures import OUTLET
from tests.builders.protected_posts import WORDINGS, post

URL = "https://harbour.example/9/table/"


def take_in(archive: Archive, page: str, *, day: float) -> Outcome:
    """What became of the column's page on a day."""
    outlet_id = intake.register(archive, OUTLET)
    page = page.replace(
        "<title>", '<meta property="article:section" content="Foreign Affairs"><title>'
    )
    body = page.encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n"
    capture = archive.add_capture(
        Exchange(
            url=URL,
            started_at=NOON + timedelta(days=day),
            request=b"GET /9/table/ HTTP/1.1\r\nHost: harbour.example\r\n\r\n",
            response=head.encode() + body,
            ip_address="127.0.0.1",
        ),
        outlet_id=outlet_id,
    )
    return intake.take_in(archive, capture, OUTLET, outlet_id=outlet_id)


@pytest.mark.parametrize("language", WORDINGS)
def test_a_column_that_gets_a_password_keeps_its_text_and_has_no_second_version(
    tmp_path: Path, language: str
) -> None:
    said = WORDINGS[language]
    empty_archive(tmp_path / "desk")
    with Archive.writing(tmp_path / "desk", command="test") as archive:
        pages = [post(said, protected=shut, language=language) for shut in (False, True)]
        assert take_in(archive, pages[0], day=0) is Outcome.NEW
        assert take_in(archive, pages[1], day=1) is Outcome.GATED
        assert take_in(archive, pages[1], day=2) is Outcome.GATED
        told = columns.column(archive.db, URL)
        assert (told.private, len(told.versions)) == (True, 1)
        assert told.article.title == said.title
        assert told.article.body.startswith(f"{said.text}\n\n{said.text}")
        assert take_in(archive, pages[0], day=3) is Outcome.BACK
    with Archive.reading(tmp_path / "desk") as archive:
        told = columns.column(archive.db, URL)
        assert (told.private, len(told.versions)) == (False, 1)
        assert list(verify(archive)) == []


@pytest.mark.parametrize("language", WORDINGS)
def test_nothing_is_kept_of_a_post_that_was_never_open(tmp_path: Path, language: str) -> None:
    empty_archive(tmp_path / "desk")
    with Archive.writing(tmp_path / "desk", command="test") as archive:
        page = post(WORDINGS[language], protected=True, language=language)
        assert take_in(archive, page, day=0) is Outcome.GATED
        assert archive.db.execute("SELECT count(*) FROM articles").fetchone()[0] == 0
