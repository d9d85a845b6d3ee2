"""The archive's figures."""

from datetime import timedelta

from archive.folder.archive import Archive
from archive.model.records import Comment
from archive.reading import statistics
from tests.builders.archives import (
    NOON,
    SECOND,
    ColumnPage,
    outlet,
    take_in_all,
)


def test_figures_of_the_archive(archive: Archive) -> None:
    take_in_all(
        archive,
        [
            ColumnPage(comments=(Comment(text="One."), Comment(text="Two."))),
            ColumnPage(day=1, paragraphs=SECOND),
            ColumnPage(path="/copy", paragraphs=SECOND, published=NOON),
            ColumnPage(path="/lost"),
            ColumnPage(path="/lost", day=1, status=404),
        ],
    )
    outlet(archive, "lighthouse")
    archive.flush()
    stats = statistics.stats(archive, now=NOON + timedelta(days=400))
    harbour, lighthouse = stats.outlets
    assert harbour.slug == "harbour"
    assert (harbour.columns, harbour.gone, harbour.comments, harbour.versions) == (3, 1, 2, 4)
    assert (harbour.duplicates, harbour.captures, stats.clusters) == (1, 5, 1)
    assert (harbour.earliest, harbour.latest) == ("2026-10-03T12:00:00Z", "2026-11-02T12:00:00Z")
    assert (harbour.newest, harbour.state) == ("2026-11-02", "unknown")  # nobody looked since
    assert (lighthouse.newest, lighthouse.state) == (None, "unknown")
    assert (lighthouse.columns, lighthouse.comments, lighthouse.crawled_at) == (0, 0, None)
    assert stats.warc_files == 1
    assert stats.warc_bytes == next((archive.folder / "warc").iterdir()).stat().st_size
    assert stats.database_bytes >= (archive.folder / "archive.db").stat().st_size
