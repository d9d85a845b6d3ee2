"""Whether the archive is still what was put into it, and mending what is not."""
