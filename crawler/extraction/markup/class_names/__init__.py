"""What the class and id names of elements say: of comments, of furniture, of the body's text.

A name is never enough by itself; `comments`, `chrome` and `body` ask for structure too.
"""
