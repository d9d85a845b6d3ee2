"""The log of checks: entered beside whatever else is going on, and never at its cost."""

import sqlite3
from pathlib import Path

from archive.db import checks, connection, statistics
from archive.folder.lock import WriterLock
from archive.model.errors import DeskError


def enter_check(
    folder: Path, *, started_at: str, finished_at: str, scope: str, problems: int, repaired: int
) -> bool:
    """Whether a check was entered: not while another command writes, nor where nobody may."""
    try:
        with WriterLock(folder, command="verify"):
            db = connection.open_to_write(folder)
            try:
                with db.atomic():
                    checks.insert_check(
                        db,
                        started_at=started_at,
                        finished_at=finished_at,
                        scope=scope,
                        looked_at=statistics.sizes(db),
                        problems=problems,
                        repaired=repaired,
                    )
            finally:
                db.close()
    except (DeskError, sqlite3.DatabaseError):
        return False
    return True
