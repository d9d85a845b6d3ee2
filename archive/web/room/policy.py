"""What a page of the reading room may load: scripts, styles and pictures of ours, nothing else."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
STRICT = ("content-security-policy", POLICY)
"""The header, which `archive.web.pages` leaves as it is."""
