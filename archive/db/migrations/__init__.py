"""The archive's tables, by append-only migrations; a migration that has landed is never edited.

Narrow columns stand first and long text last, so that lists and facets do not walk overflow pages.
Each nullable column says when it is null. Row ids never leave the database: a column is named by
its `public_id`. Times are UTC ISO 8601 text with a trailing Z, but for `published` and `modified`,
which keep the offset the reader saw and have a UTC twin to sort by. References name the column they
mean: without it Datasette 0.65 cannot tell what to show for a row and answers 500.
"""

from archive.db.migrations import (
    m001_first_tables,
    m002_unattended_crawls,
    m003_texts_and_trust,
    m004_records_by_place,
    m005_addresses_of_outlets,
    m006_journal,
    m007_words_searched,
    m008_checksums,
    m009_imports_undone,
    m010_incomplete_columns,
    m011_named_no_longer,
    m012_sections_over_time,
)
from archive.db.sqlite import Migrations

migrations = Migrations("foreign-desk")
for module in (
    m001_first_tables,
    m002_unattended_crawls,
    m003_texts_and_trust,
    m004_records_by_place,
    m005_addresses_of_outlets,
    m006_journal,
    m007_words_searched,
    m008_checksums,
    m009_imports_undone,
    m010_incomplete_columns,
    m011_named_no_longer,
    m012_sections_over_time,
):
    migrations(name=module.__name__.rpartition(".")[2])(module.apply)
