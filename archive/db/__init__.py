"""The SQLite file: its schema and every statement, by group of tables. No decisions."""
