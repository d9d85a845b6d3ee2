"""Which column a capture belongs to, by addresses, redirects, canonical links and text."""

from dataclasses import replace

from archive.db.columns import addresses, articles
from archive.db.columns.addresses import KnownAddress
from archive.db.columns.articles import KnownColumn
from archive.db.sqlite import Database
from archive.ingest import rebuilding
from archive.ingest.column_capture import ColumnCapture
from archive.model import identity
from archive.model.records import Capture
from archive.model.versions import Text, has_words


def column_of_page(
    db: Database, page: ColumnCapture, held: dict[str, KnownAddress]
) -> KnownColumn | None:
    """The column of a page: by its address, a permanent redirect, its canonical link, its body.

    Two columns that this page shows to be one are made one.
    """
    if page.relation == "text":
        known = column_at(db, page.address, held)
        same = articles.with_body(db, page.text.body_digest, outlet_id=page.outlet_id)
        return known or (same[0] if same and has_words(page.text.body_digest) else None)
    at = held.get(page.address) or first_held(held, identity.spellings(page.address))
    known = articles.known(db, at.article_id) if at else None
    if at and known and at.relation in ("canonical", "redirect"):
        known = known if _agrees(db, known, page) else None
    candidates = [column_behind(db, page.capture, held)] if page.capture.moved_permanently else []
    if page.canonical is not None:
        candidates.append(column_at(db, page.canonical, held))
    for candidate in candidates:
        if candidate is None or (known and candidate.id == known.id):
            continue
        if _agrees(db, candidate, page):
            known = rebuilding.merge(db, known, candidate) if known else candidate
    said = page.text.body_digest
    if has_words(said) and (known is None or known.body_digest != said):
        for text in articles.texts_without_address(db, said, outlet_id=page.outlet_id):
            known = rebuilding.merge(db, known, text) if known else text
    return known


def unless_refuted(
    page: ColumnCapture, known: KnownColumn | None, held: dict[str, KnownAddress]
) -> ColumnCapture:
    """The page, on its own address when the one it declares is known to be another column's."""
    named = first_held(held, identity.spellings(page.canonical)) if page.canonical else None
    if page.relation != "variant" or named is None:
        return page
    if known is not None and known.id == named.article_id:
        return page
    return replace(page, relation="address", canonical=None)


def addresses_held(
    db: Database, capture: Capture, canonical: str | None, *, with_via: bool = False
) -> dict[str, KnownAddress]:
    """Known columns' addresses among those that a capture names, in all their spellings."""
    named = [capture.url]
    if capture.moved_permanently or with_via:
        named += capture.via
    if canonical is not None:
        named.append(canonical)
    asked = {spelling: None for url in named for spelling in identity.spellings(url)}
    return addresses.known_addresses(db, tuple(asked))


def first_held(held: dict[str, KnownAddress], urls: tuple[str, ...]) -> KnownAddress | None:
    return next((held[url] for url in urls if url in held), None)


def column_at(db: Database, url: str, held: dict[str, KnownAddress]) -> KnownColumn | None:
    """The column that is known at an address."""
    at = first_held(held, identity.spellings(url))
    return articles.known(db, at.article_id) if at else None


def known_at(db: Database, url: str) -> KnownColumn | None:
    """The column that is known at an address, however that is spelt."""
    return column_at(db, url, addresses.known_addresses(db, identity.spellings(url)))


def text_at(db: Database, url: str) -> Text | None:
    """The text of the column that is known at an address."""
    known = known_at(db, url)
    return None if known is None else articles.text_of(db, known.id)


def column_behind(
    db: Database, capture: Capture, held: dict[str, KnownAddress]
) -> KnownColumn | None:
    """The column known at an address that redirected to a capture's, the nearest first."""
    candidates = (column_at(db, url, held) for url in reversed(capture.via))
    return next((known for known in candidates if known is not None), None)


def _agrees(db: Database, known: KnownColumn, page: ColumnCapture) -> bool:
    """Whether a column known by weaker evidence than its address has the text of this page."""
    return identity.same_column(articles.text_of(db, known.id), page.text)
