"""Whether a WARC record is what a row of `captures` says of it: rows are not believed.

A check asks it of records that are held; what a merge asks beside it is in `adoption`.
"""

import hashlib

from archive.db.capture_lists import ExpectedRecord
from archive.warc.reading import WarcRecord
from archive.warc.response import UnreadableResponse
from archive.warc.writing import target_uri


def differences(row: ExpectedRecord, record: WarcRecord) -> list[str]:
    """In what a record is not what its row says of it."""
    faults = []
    if record.url != target_uri(row.url):
        faults.append(f"it is of another address than its capture, {row.url}")
    if record.type != row.type:
        faults.append(f"it is a {record.type} record, and should be a {row.type}")
    elif record.position.length != row.length:
        faults.append(f"it has {record.position.length:,} bytes, and should have {row.length:,}")
    elif row.type != "revisit" and sha256_of_payload(record) != row.digest:
        faults.append("its body is not the one whose sha256 the database has")
    return [*faults, *digest_faults(record)]


def digest_faults(record: WarcRecord) -> list[str]:
    """Which of its own digests a record no longer has."""
    try:
        return [f"its {name} digest does not hold" for name in record.failed_digests()]
    except UnreadableResponse:
        return ["it holds no HTTP response"]


def sha256_of_payload(record: WarcRecord) -> str | None:
    """The digest of what a record keeps; None when it is no HTTP response, and should be."""
    try:
        return hashlib.sha256(record.payload()).hexdigest()
    except UnreadableResponse:
        return None
