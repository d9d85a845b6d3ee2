"""The tables of a column: its row, what is listed of it, its addresses, versions and comments."""
