"""The tables that crawls are planned and remembered by."""
