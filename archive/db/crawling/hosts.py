"""The rows of `hosts`: which host is left alone, and until when."""

from archive.db.sqlite import Database


def pause_host(db: Database, host: str, *, not_before: str, reason: str) -> None:
    """Say until when a host wants to be left alone."""
    db.execute(
        "INSERT INTO hosts (host, not_before, reason) VALUES (?1, ?2, ?3)"
        " ON CONFLICT (host) DO UPDATE SET not_before = ?2, reason = ?3",
        (host, not_before, reason),
    )


def paused_hosts(db: Database, *, now: str) -> dict[str, tuple[str, str]]:
    """Host to the time until which it wants to be left alone, and what it answered."""
    rows = db.execute("SELECT host, not_before, reason FROM hosts WHERE not_before > ?", (now,))
    return {host: (not_before, reason) for host, not_before, reason in rows.fetchall()}
