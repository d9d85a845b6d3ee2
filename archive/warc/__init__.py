"""WARC files: written, read, repaired and redacted, record by record."""
