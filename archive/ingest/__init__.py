"""What becomes of a capture: columns entered, renewed, merged and read again."""
