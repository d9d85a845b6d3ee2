"""Words that pages use, as data, with what looks lines up in them."""
