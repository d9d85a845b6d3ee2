"""Files that people keep: what each is, the page in it, where it came from and when. Pure."""
