"""Prose with a few marks to the HTML that a WordPress editor would have saved."""

import html
import re

INLINE = (
    (re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)"), r'<a href="\2">\1</a>'),
    (re.compile(r"\*\*([^*]+)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"\*([^*]+)\*"), r"<em>\1</em>"),
)


def html_of(text: str, *, root: str) -> str:
    """HTML of a column: paragraphs, headings (##), quotations (>), lists (-) and tables (|)."""
    blocks = [block for block in re.split(r"\n\s*\n", text.strip()) if block]
    return "\n".join(block_html(block, root) for block in blocks)


def block_html(block: str, root: str) -> str:
    """HTML of one block, told by how its first line begins."""
    lines = block.splitlines()
    if block.startswith("## "):
        return f"<h3>{inline(block[3:], root)}</h3>"
    if block.startswith("> "):
        quoted = " ".join(line.removeprefix(">").strip() for line in lines)
        return f"<blockquote><p>{inline(quoted, root)}</p></blockquote>"
    if block.startswith("- "):
        items = "".join(f"<li>{inline(line.removeprefix('- '), root)}</li>\n" for line in lines)
        return f"<ul>\n{items}</ul>"
    if block.startswith("|"):
        return f"<table><tbody>\n{''.join(row_html(line, root) for line in lines)}</tbody></table>"
    return f"<p>{inline(' '.join(lines), root)}</p>"


def row_html(line: str, root: str) -> str:
    """HTML of one line of a table."""
    cells = "".join(f"<td>{inline(cell.strip(), root)}</td>" for cell in line.strip("|").split("|"))
    return f"<tr>{cells}</tr>\n"


def inline(text: str, root: str) -> str:
    """HTML of a run of text; links within the outlet are made absolute, as WordPress keeps them."""
    marked = html.escape(text, quote=False)
    for pattern, replacement in INLINE:
        marked = pattern.sub(replacement, marked)
    return marked.replace('href="/', f'href="{root}/')


def plain(text: str) -> str:
    """A run of text without its marks."""
    for pattern, _ in INLINE:
        text = pattern.sub(r"\1", text)
    return text
