"""The archive's migrations."""

from sqlite_utils import Database

from archive.schema import migrations


def test_migrations_apply_once_and_leave_all_full_text_triggers() -> None:
    db = Database(memory=True)
    migrations.apply(db)
    migrations.apply(db)
    triggers = {trigger.name for trigger in db.triggers}
    assert triggers == {
        f"{table}_fts_{event}"
        for table in ("articles", "comments")
        for event in ("insert", "delete", "update")
    }
    assert db.table("articles").detect_fts() == "articles_fts"
    assert db.table("comments").detect_fts() == "comments_fts"
