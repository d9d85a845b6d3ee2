"""The difference of two versions of a column as a page of HTML that stands alone. Pure."""

from jinja2 import Environment, StrictUndefined

from archive.text.differences import Difference
from archive.text.directions import direction_of

PIECES = """\
{% macro told(words) %}<bdi class="told" lang="en">{{ words }}</bdi>{% endmacro %}
{% macro changed(tag, change, text) %}{% set words = text.rstrip() %}\
{{ told("[" ~ change ~ ": ") }}<{{ tag }} dir="auto">{{ words }}</{{ tag }}>{{ told("]") }}\
{{ text[words|length:] }}{% endmacro %}
{% macro between(gone, come) %}{% if come is defined and come.change == "added" \
and not gone.text[-1:].isspace() %} {% endif %}{% endmacro %}
{% macro pieces(paragraph, left_out="") %}
{% for piece in paragraph.pieces if piece.change != left_out %}
{% if piece.change == "removed" %}\
{{ changed("del", "removed", piece.text) }}{{ between(piece, loop.nextitem) }}\
{% elif piece.change == "added" %}{{ changed("ins", "added", piece.text) }}\
{% else %}{{ piece.text }}{% endif %}
{% endfor %}
{% endmacro %}
"""
"""A paragraph's words, without those of one change; what went and what came in are isolated, so
that the direction of neither moves what stands beside it. Which is which is told in words too, for
those who hear the page and for what is copied of it: they have no room on it (`told`). A space
parts what went from what came in its place."""
TAGS = {"headline": "h1", "standfirst": "h2", "body": "p"}
"""By part of a column."""

PAGE = (
    PIECES
    + """\
<!doctype html>
<html lang="{{ language or 'und' }}" dir="{{ direction }}">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{{ title }}</title>
<style>
body{max-width:42rem;margin:2rem auto;font:1.05rem/1.6 serif;padding:0 1rem}
del{background:#fdd;color:#700}ins{background:#dfd;color:#040}
.told{font-size:0}.same{color:#555}header{font-family:sans-serif}
</style>
<header><p>{{ captions[0] }}<br>{{ captions[1] }}</p>
<p>{{ "{:,}".format(difference.removed) }} word{{ '' if difference.removed == 1 else 's' }} \
removed, {{ "{:,}".format(difference.added) }} added</p></header>
{% for paragraph in difference.paragraphs %}
{% set tag = tags[paragraph.part] %}
<{{ tag }} class="{{ "changed" if paragraph.changed else "same" }}">\
{{ pieces(paragraph) }}</{{ tag }}>
{% endfor %}
</html>
"""
)


def as_html(
    difference: Difference, *, title: str, language: str | None, captions: tuple[str, str]
) -> str:
    """The whole difference as a page of its own, without scripts; all text is escaped."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, keep_trailing_newline=True
    )
    return environment.from_string(PAGE).render(
        difference=difference,
        title=title,
        language=language,
        direction=direction_of(language),
        captions=captions,
        tags=TAGS,
    )
