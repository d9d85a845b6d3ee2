"""Reader comments of a column, upserted by their key; what vanishes from the page is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from archive.db.columns import comments
from archive.db.sqlite import Database
from archive.ingest.column_capture import ColumnCapture
from archive.model.rows import CommentFields


@dataclass(frozen=True, slots=True)
class _ReplayedComment:
    """A comment as a column's pages show it one after the other."""

    row: CommentFields
    first_seen: str
    last_seen: str | None
    """None as long as every later page shows it."""


def enter(db: Database, article_id: int, rows: Sequence[CommentFields], *, seen_at: str) -> None:
    """Enter the comments of a column's first page."""
    for row in rows:
        comments.insert_comment(
            db, article_id, row, on_page=True, first_seen=seen_at, last_seen=None
        )


def show(
    db: Database,
    article_id: int,
    rows: Sequence[CommentFields],
    *,
    seen_at: str,
    before: str,
    whole: bool,
) -> bool:
    """Whether the newest page changed a column's comments, which now stand as it shows them.

    `before` is when the page was seen last: until then, comments it no longer shows were there.
    Those that a page does not show which is not `whole` are there still.
    """
    held = comments.known_comments(db, article_id)
    changed = False
    for row in rows:
        known = held.pop(row.key, None)
        if known is None:
            comments.insert_comment(
                db, article_id, row, on_page=True, first_seen=seen_at, last_seen=None
            )
            changed = True
        elif known.digest != row.digest or not known.on_page:
            comments.update_comment(db, known.id, row, on_page=True, last_seen=None)
            changed = True
        elif (known.position, known.depth) != (row.position, row.depth):
            comments.move_comment(db, known.id, position=row.position, depth=row.depth)
        if known is not None and seen_at < known.first_seen:
            comments.backdate_comment(db, known.id, first_seen=seen_at)
    for vanished in held.values() if whole else ():
        if vanished.on_page:
            comments.take_comment_off_page(db, vanished.id, last_seen=before)
            changed = True
    return changed


def recall(db: Database, article_id: int, rows: Sequence[CommentFields], *, seen_at: str) -> bool:
    """Whether an older page than the newest shows comments that were not known."""
    held = comments.known_comments(db, article_id)
    changed = False
    for row in rows:
        known = held.get(row.key)
        if known is None:
            comments.insert_comment(
                db, article_id, row, on_page=False, first_seen=seen_at, last_seen=seen_at
            )
            changed = True
            continue
        if seen_at < known.first_seen:
            comments.backdate_comment(db, known.id, first_seen=seen_at)
        if known.last_seen is not None and seen_at > known.last_seen:
            comments.update_comment(db, known.id, row, on_page=False, last_seen=seen_at)
            changed = changed or row.digest != known.digest
    return changed


def replay(db: Database, article_id: int, pages: Sequence[ColumnCapture]) -> bool:
    """Whether a column's comments change when rebuilt from all its pages, in time order."""
    replayed = _replayed(pages)
    held = comments.known_comments(db, article_id)
    changed = False
    for key, shown in replayed.items():
        known = held.pop(key, None)
        on_page = shown.last_seen is None
        if known is None:
            comments.insert_comment(
                db,
                article_id,
                shown.row,
                on_page=on_page,
                first_seen=shown.first_seen,
                last_seen=shown.last_seen,
            )
        elif (known.digest, bool(known.on_page)) != (shown.row.digest, on_page):
            comments.update_comment(
                db, known.id, shown.row, on_page=on_page, last_seen=shown.last_seen
            )
        else:
            if (known.position, known.depth) != (shown.row.position, shown.row.depth):
                comments.move_comment(
                    db, known.id, position=shown.row.position, depth=shown.row.depth
                )
            continue
        changed = True
    comments.delete_comments(db, [known.id for known in held.values()])
    return changed or bool(held)


def are_as_shown(db: Database, article_id: int, pages: Sequence[ColumnCapture]) -> bool:
    """Whether all a column's pages together show its comments, and their places, as held."""
    held = comments.known_comments(db, article_id)
    return {
        key: (now.row.digest, now.last_seen is None, now.row.position, now.row.depth)
        for key, now in _replayed(pages).items()
    } == {
        key: (known.digest, bool(known.on_page), known.position, known.depth)
        for key, known in held.items()
    }


def _replayed(pages: Sequence[ColumnCapture]) -> dict[str, _ReplayedComment]:
    """Every comment that any page shows, as the last page to show it does."""
    replayed: dict[str, _ReplayedComment] = {}
    before = ""
    for page in pages:
        shown = {row.key for row in page.comments}
        for key, old in replayed.items() if page.whole else ():
            if key not in shown and old.last_seen is None:
                replayed[key] = replace(old, last_seen=before)
        for row in page.comments:
            first_seen = replayed[row.key].first_seen if row.key in replayed else page.seen_at
            replayed[row.key] = _ReplayedComment(row, first_seen, None)
        before = page.seen_at
    return replayed


def recall_text(
    db: Database, article_id: int, rows: Sequence[CommentFields], *, seen_at: str
) -> None:
    """Keep of an imported text's comments those the column's own pages do not have.

    Flattened text has no ids, so the same comment is recognised by its words. One that was taken
    down has none: where the pages show comments, its place is there.
    """
    said = {" ".join(text.split()) for text in comments.comment_texts(db, article_id).values()}
    if said:
        said.add("")
    unknown = [row for row in rows if " ".join(row.text.split()) not in said]
    recall(db, article_id, unknown, seen_at=seen_at)


def absorb_text(db: Database, article_id: int, rows: Sequence[CommentFields]) -> None:
    """Delete those comments of an imported text that a page of the column shows with their ids,
    and those that were taken down."""
    on_page = {"", *(" ".join(row.text.split()) for row in rows)} if rows else set()
    texts = comments.comment_texts(db, article_id)
    held = comments.known_comments(db, article_id)
    comments.delete_comments(
        db,
        [held[key].id for key, text in texts.items() if " ".join(text.split()) in on_page],
    )


def hand_over(db: Database, *, loser: int, winner: int) -> None:
    """Give a column the comments of another, off the page, but for those it has already."""
    held = comments.known_comments(db, winner)
    said = {" ".join(text.split()) for text in comments.comment_texts(db, winner).values()}
    texts = comments.comment_texts(db, loser)
    for comment in comments.known_comments(db, loser).values():
        words = " ".join(texts[comment.key].split())
        if comment.key not in held and (not words or words not in said):
            comments.hand_over_comment(db, comment.id, article_id=winner)
