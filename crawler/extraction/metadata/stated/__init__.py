"""What a page states about its column for machines."""
