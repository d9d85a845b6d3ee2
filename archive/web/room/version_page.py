"""The page of one version of a column, to be read and cited whatever the column says today."""

from typing import Any

from datasette import Response

from archive.folder.open_archive import OpenArchive
from archive.reading.one_version import ColumnVersion, one_version
from archive.web.room import wording
from archive.web.room.answers import data, page
from archive.web.room.columns_named import number_asked, of_column
from archive.web.room.marking import Marking
from archive.web.room.showing import told_apart
from archive.web.room.text_blocks import grouped, part_of


async def answer(datasette: Any, request: Any, asked: str) -> Response:
    """The version with the number that is asked for."""

    def read(archive: OpenArchive, article_id: int, _public_id: str) -> ColumnVersion:
        return one_version(archive.db, article_id, asked)

    version = await of_column(datasette, request, read)
    if isinstance(version, Response):
        return version
    if request.url_vars.get("form") == "json":
        return data(version)
    part = part_of(version.article.blocks, number_asked(request, "part") or 1)
    return page(
        datasette,
        "version.html",
        version=version,
        article=version.article,
        groups=tuple(grouped(part.blocks, Marking(""))),
        part=part.part,
        parts=part.parts,
        wording=wording,
        moment_of=told_apart(filter(None, (version.seen_at, version.changed_at))),
    )
