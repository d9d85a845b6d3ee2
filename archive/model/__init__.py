"""What the archive speaks of: records, identity, versions and times. Pure; no storage."""
