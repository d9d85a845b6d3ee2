"""Files whose lines are for programs: settings, lists of addresses, checksums, logs.

A file is one only if no line of it is anything else: a letter of one sentence is a text.
"""

import re
from collections import Counter

LINES_OF_PROGRAMS: tuple[tuple[str, str], ...] = (
    ("a robots.txt", r"(?:user-agent|disallow|allow|sitemap|crawl-delay|host)\s*:.*"),
    ("a list of addresses", r"[a-z][a-z0-9+.-]*://\S+(?:\s+(?:[a-z]+://\S+|[\d:./tz+-]+))*"),
    ("checksums", r"[0-9a-f]{32,128}\s+\*?\S.*|\S.*\s=\s[0-9a-f]{32,128}"),
    ("a log", r"\[?\d{4}-\d\d-\d\d[t ]\d\d:\d\d:\d\d.*|\S+ \S+ \S+ \[[^\]]+\] \".*"),
    ("settings", r"(?:export )?[\w.\-]+\s*=.*"),
)
"""What a file is, by its lines; the first that fits counts."""
NAMED_LINES = tuple(
    (name, re.compile(pattern, re.IGNORECASE)) for name, pattern in LINES_OF_PROGRAMS
)
ANY_OF_THEM = re.compile(r"\[{1,2}[^\[\]]*\]{1,2}|[#;].*|[\[\]{}\"', ]+|[\"'][^\"']*[\"'],?\]?")
"""A heading, a comment, a value on a line of its own: of programs only beside other lines."""
LOOKED_AT_LINES = 200


def written_for_programs(text: str) -> str | None:
    """What a file is of which every line is for a program; None where one may be for people."""
    lines = [line.strip() for line in text.splitlines()[:LOOKED_AT_LINES]]
    found: Counter[str] = Counter()
    for line in filter(None, lines):
        name = next((name for name, form in NAMED_LINES if form.fullmatch(line)), None)
        if name is not None:
            found[name] += 1
        elif not ANY_OF_THEM.fullmatch(line):
            return None
    return found.most_common(1)[0][0] if found else None
