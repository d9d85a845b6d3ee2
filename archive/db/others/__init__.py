"""The database of another desk, which may be damaged or hostile: read, checked, never written."""
