"""Which seeds name the addresses in `frontier`, and what follows when they cease to."""

from collections.abc import Collection, Iterator

from archive.db.sqlite import Database


def note_naming(
    db: Database, outlet_id: int, url: str, *, terms: str, lists: bool, now: str
) -> None:
    """Note which seed names a known address; one that was out of scope may then be due once more.

    It is when that seed had not named it before, or had when it stood otherwise in the outlet file;
    and where a seed `lists` what belongs, when the address has rested.
    """
    db.execute(
        "UPDATE frontier SET named_by = coalesce(named_by, '') || ?1 || ' ',"
        " next_visit = CASE WHEN outcome = 'out of scope' AND named_by IS NOT NULL"
        " THEN min(coalesce(next_visit, ?4), ?4) ELSE next_visit END"
        " WHERE outlet_id = ?2 AND url = ?3 AND (named_by IS NULL OR instr(named_by, ?1) = 0)",
        (terms, outlet_id, url, now),
    )
    if lists:
        db.execute(
            "UPDATE frontier SET next_visit = min(coalesce(next_visit, ?3), ?3)"
            " WHERE outlet_id = ?1 AND url = ?2 AND rest_until <= ?3",
            (outlet_id, url, now),
        )


def named_by(db: Database, outlet_id: int, terms: str) -> Iterator[str]:
    """The addresses that a seed names, as it stands in the outlet file today."""
    rows = db.execute(
        "SELECT url FROM frontier WHERE outlet_id = ? AND instr(named_by, ?) > 0",
        (outlet_id, terms),
    )
    return (url for (url,) in rows)


def is_named_by(db: Database, outlet_id: int, url: str, *, terms: str) -> bool:
    """Whether a seed named an address when it was read to its end."""
    row = db.execute(
        "SELECT 1 FROM frontier WHERE outlet_id = ? AND url = ? AND instr(named_by, ?) > 0",
        (outlet_id, url, terms),
    ).fetchone()
    return row is not None


def forget_former(db: Database, outlet_id: int, terms: Collection[str]) -> None:
    """Forget which addresses were named by seeds other than these, as they stand today."""
    noted = db.execute(
        "SELECT DISTINCT named_by FROM frontier WHERE outlet_id = ? AND named_by IS NOT NULL",
        (outlet_id,),
    ).fetchall()
    for (before,) in noted:
        kept = "".join(f"{one} " for one in before.split() if one in terms)
        if kept != before:
            db.execute(
                "UPDATE frontier SET named_by = ? WHERE outlet_id = ? AND named_by = ?",
                (kept, outlet_id, before),
            )


def name_no_longer(db: Database, outlet_id: int, url: str, *, terms: str, now: str) -> None:
    """Note that a seed ceased to name an address, which is due then, unless it was left before."""
    db.execute(
        "UPDATE frontier SET named_by = replace(named_by, ?1 || ' ', ''),"
        " planned_visit = NULL, unnamed_at = CASE WHEN state IN ('done', 'failed')"
        " AND outcome <> 'gone'"
        " AND outcome <> 'out of scope' THEN ?4 END,"
        " next_visit = CASE WHEN state IN ('done', 'failed') AND outcome <> 'gone'"
        " AND outcome <> 'out of scope' THEN min(coalesce(next_visit, ?4), ?4)"
        " ELSE next_visit END WHERE outlet_id = ?2 AND url = ?3",
        (terms, outlet_id, url, now),
    )
