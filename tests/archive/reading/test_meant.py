"""The column that a query names."""

from archive.db.columns import addresses
from archive.folder.archive import Archive
from archive.reading.meant import column_meant
from tests.builders.archives import ColumnPage, address, take_in, take_in_all


def test_a_query_that_is_an_id_or_an_address_means_its_column(archive: Archive) -> None:
    take_in(archive, ColumnPage(title="The ferry"))
    (article_id,) = addresses.columns_at(archive.db, [address("/ferry")])
    addresses.insert_former_id(archive.db, article_id, "formerid22")
    meant = column_meant(archive.db, address("/ferry"))
    assert meant
    public_id = meant.column.public_id
    assert (meant.by, meant.column.title, meant.column.outlet_name) == (
        *("address", "The ferry", "The Harbour"),
    )
    for query, by in (
        (public_id, "id"),
        (f" {public_id.upper()} ", "id"),
        (f'"{public_id}"', "id"),
        (public_id[:5], "beginning of the id"),
        ("formerid22", "former id"),
        ("http://www.harbour.example/ferry/#respond", "address"),
        ("harbour.example/ferry", "address"),
    ):
        named = column_meant(archive.db, query)
        assert named, query
        assert (named.by, named.column.public_id) == (by, public_id)


def test_other_queries_mean_no_column(archive: Archive) -> None:
    take_in(archive, ColumnPage())
    public_id = id_of_ferry(archive)
    for query in (
        *("", " ", '"', "ferry", "title:ferry", "https://[", "https://h:x/", "/", "//", "\0/"),
        *(
            "https://harbour.example/nowhere",
            public_id[:4],
            f"{public_id} ferry",
            "회담",
            "/" * 9000,
        ),
    ):
        assert column_meant(archive.db, query) is None, query


def test_the_beginning_of_two_ids_means_neither(archive: Archive) -> None:
    take_in_all(archive, [ColumnPage(path="/a"), ColumnPage(path="/b")])
    archive.db.execute("UPDATE articles SET public_id = 'abcdef' || id")
    assert column_meant(archive.db, "abcdef") is None
    assert column_meant(archive.db, "abcdef1")


def id_of_ferry(archive: Archive) -> str:
    meant = column_meant(archive.db, address("/ferry"))
    assert meant
    return meant.column.public_id
