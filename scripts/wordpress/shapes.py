"""What posts are made of: their source as either editor saves it, and the text a reader reads."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a post says, and how its editor saved that."""

    html: str
    text: str
    """The column as a reader reads it, paragraphs joined by a blank line, without captions."""
    captions: tuple[str, ...] = ()


def prose(*paragraphs: str, in_blocks: bool = True) -> Shape:
    """Paragraphs as the block editor saves them, or the classic one."""
    told = [escape(text, quote=False) for text in paragraphs]
    if in_blocks:
        told = [_block("paragraph", f"<p>{one}</p>") for one in told]
    return Shape(html="\n\n".join(told), text="\n\n".join(paragraphs))


def verse(some: list[str], lines: list[str]) -> Shape:
    """A verse block among paragraphs."""
    short = [_half(line) for line in lines[:3]]
    html = _block("verse", f'<pre class="wp-block-verse">{"<br>".join(short)}</pre>')
    return _joined(prose(some[0]), Shape(html=html, text="\n".join(short)), prose(some[1]))


def poem(_: list[str], lines: list[str]) -> Shape:
    """A column that is one verse block and nothing else."""
    text = "\n".join(_half(line) for line in lines)
    return Shape(html=_block("verse", f'<pre class="wp-block-verse">{text}</pre>'), text=text)


def details(some: list[str], lines: list[str]) -> Shape:
    """A box to unfold, of which the summary is text too."""
    summary, inside, *_ = lines
    box = f'<details class="wp-block-details"><summary>{summary}</summary>'
    html = _block("details", f"{box}{_block('paragraph', f'<p>{inside}</p>')}</details>")
    told = Shape(html=html, text=f"{summary}\n\n{inside}")
    return _joined(prose(some[0]), told, prose(some[1]))


def footnotes(some: list[str], lines: list[str]) -> Shape:
    """Notes as the block editor makes them (6.3), with an arrow back to the text."""
    marked, notes = "", ""
    for number, (text, note) in enumerate(zip(some, lines, strict=False), 1):
        name = f"0b7c41{number}"
        mark = f'<a href="#{name}" id="{name}-link">{number}</a>'
        paragraph = f'<p>{text}<sup data-fn="{name}" class="fn">{mark}</sup></p>'
        marked += _block("paragraph", paragraph) + "\n\n"
        back = f'aria-label="Jump to footnote reference {number}"'
        notes += f'<li id="{name}">{note} <a href="#{name}-link" {back}>↩︎</a></li>'
    html = marked + _block("html", f'<ol class="wp-block-footnotes">{notes}</ol>')
    numbered = [f"{text}{number}" for number, text in enumerate(some, 1)]
    return Shape(html=html, text="\n\n".join((*numbered, *lines[: len(some)])))


def endnotes(some: list[str], lines: list[str]) -> Shape:
    """Notes as people write them by hand, a paragraph each."""
    notes = (lines[0], f"{lines[1]} {lines[2]} It was a long one.")
    arrows = [f'<sup>{n}</sup> {note} <a href="#ref{n}">↩</a>' for n, note in enumerate(notes, 1)]
    said = [f"{number} {note}" for number, note in enumerate(notes, 1)]
    return Shape(html="\n\n".join((*some, "<hr />", *arrows)), text="\n\n".join((*some, *said)))


def quotation(some: list[str], lines: list[str]) -> Shape:
    """A quotation with its source, and a heading."""
    quote = f'<blockquote class="wp-block-quote"><p>{lines[0]}</p><cite>A ferryman</cite>'
    heading = '<h2 class="wp-block-heading">The Other Shore</h2>'
    html = f"{_block('quote', f'{quote}</blockquote>')}\n\n{_block('heading', heading)}"
    told = Shape(html=html, text=f"{lines[0]}\n\nA ferryman\n\nThe Other Shore")
    return _joined(prose(some[0]), told, prose(some[1]))


def listed(some: list[str], lines: list[str]) -> Shape:
    """A list among paragraphs."""
    items = "".join(f"<li>{line}</li>" for line in lines)
    told = Shape(html=_block("list", f"<ul>{items}</ul>"), text="\n\n".join(lines))
    return _joined(prose(some[0]), told, prose(some[1]))


def illustrated(some: list[str], lines: list[str]) -> Shape:
    """A picture with a caption among paragraphs."""
    return _joined(prose(some[0]), picture(lines[0]), prose(some[1]))


def picture(caption: str) -> Shape:
    """A picture with a caption."""
    told = f'<figcaption class="wp-element-caption">{caption}</figcaption>'
    html = f'<figure class="wp-block-image size-large"><img src="/quay.jpg" alt=""/>{told}</figure>'
    return Shape(html=_block("image", html), text="", captions=(caption,))


def classic_picture(caption: str) -> Shape:
    """The same in the classic editor."""
    image = '<img src="/lamp.jpg" alt="" width="640" height="400" />'
    settings = 'id="attachment_9" align="aligncenter" width="640"'
    html = f"[caption {settings}]{image} {caption}[/caption]"
    return Shape(html=html, text="", captions=(caption,))


SHAPES: tuple[Callable[[list[str], list[str]], Shape], ...] = (
    verse,
    poem,
    details,
    footnotes,
    endnotes,
    quotation,
    listed,
    illustrated,
)
"""What makes a post of two paragraphs and four lines, by its kind."""


def _block(name: str, html: str) -> str:
    """A block as the block editor saves it."""
    return f"<!-- wp:{name} -->\n{html}\n<!-- /wp:{name} -->"


def _joined(*shapes: Shape) -> Shape:
    return Shape(
        html="\n\n".join(shape.html for shape in shapes),
        text="\n\n".join(shape.text for shape in shapes if shape.text),
        captions=tuple(caption for shape in shapes for caption in shape.captions),
    )


def _half(line: str) -> str:
    """A line short enough for a verse."""
    return line.partition(",")[0].rstrip(".")
