"""Addresses without what was meant for one reader: nonces, tokens, sessions, hashes of e-mails.

Pages carry them in links that anybody may follow for a day, and a Gravatar address is a hash by
which an e-mail address can be guessed. None of it matters to a column's reader; it stays in the
WARC record as received, and in no row.
"""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

PARAMETER = re.compile(
    r"(?:_?wp_?nonce|_?nonce|_?csrf(?:_?token)?|csrfmiddlewaretoken|authenticity_token|_token"
    r"|(?:access|auth|id|refresh|session|security|form|user)?_?token|session_?id|phpsessid|jsessionid"
    r"|aspsessionid\w*|sid|sig|signature|x-amz-\w+|e-?mail|mail|h_?captcha|g-recaptcha\w*)",
    re.IGNORECASE,
)
"""Names of query parameters: WordPress (`_wpnonce`), Django (`csrfmiddlewaretoken`), Rails
(`authenticity_token`), Laravel (`_token`), PHP, Java and ASP sessions, signed S3 addresses."""
PATH_SESSION = re.compile(r";jsessionid=[^/?;]*", re.IGNORECASE)
"""Servlet 6.0, section 7.1.3."""
EMAIL_HASH = re.compile(r"/(?:avatar/)?(?:[0-9a-f]{32}|[0-9a-f]{64})(?:\.\w+)?/?$", re.IGNORECASE)
"""MD5 or SHA-256 of an address (Gravatar's API; Libravatar's is the same)."""
HASHING_HOSTS = ("gravatar.com", "libravatar.org")


def without_secrets(url: str) -> str | None:
    """An address without what was meant for one reader; None when nothing else is in it."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        pairs = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return url
    if host.endswith(HASHING_HOSTS) and EMAIL_HASH.search(parts.path):
        return None
    kept = [pair for pair in pairs if not PARAMETER.fullmatch(pair[0])]
    path = PATH_SESSION.sub("", parts.path)
    if len(kept) == len(pairs) and path == parts.path:
        return url
    return parts._replace(path=path, query=urlencode(kept)).geturl()
