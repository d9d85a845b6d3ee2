"""A page's markup: parsed once, indexed once, taken apart into segments."""
