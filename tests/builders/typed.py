"""The `desk` command as a person types it in a folder with one outlet and one page."""

import json

from click.testing import CliRunner, Result

from crawler.cli.desk import main

OUTLET = """\
name = "The Pier Gazette"
home = "http://127.0.0.1:9/"
language = "en"
timezone = "Europe/Lisbon"
[[seeds]]
feed = "/feed/"
"""

PAGE = """\
<!doctype html><html lang="en"><head><title>The lamp at the pier | The Pier Gazette</title>
<link rel="canonical" href="http://127.0.0.1:9/2019/05/02/the-lamp/"></head><body>
<article><h1 class="entry-title">The lamp at the pier</h1>
<p class="byline">by <a rel="author" href="/author/ines/">Inês Falcão</a></p>
<time class="entry-date" datetime="2019-05-02T08:00:00+01:00">2 May 2019</time>
<div class="entry-content">
<p>The two harbour towns agreed on Thursday that the lamp between them belongs to neither.</p>
<p>It will be lit by each in turn, and the oil will be entered in a book that both may read.</p>
<p>Nobody remembers a shorter treaty, and nobody at the table could think of a longer one.</p>
</div></article>
<div id="comments"><h2 class="comments-title">1 reply</h2><ol class="comment-list">
<li id="comment-7" class="comment depth-1"><article id="div-comment-7" class="comment-body">
<div class="comment-author vcard"><b class="fn">Tomé</b> <span class="says">says:</span></div>
<div class="comment-metadata"><a href="#comment-7"><time datetime="2019-05-03T09:00:00+01:00">
May 3</time></a></div>
<div class="comment-content"><p>The oil is whale oil and the book is empty.</p></div>
</article></li></ol>
<div id="respond" class="comment-respond"><h3 id="reply-title">Leave a Reply</h3></div></div>
</body></html>
"""


def run(*words: str, stdin: str | None = None) -> Result:
    """What `desk` prints in the current folder, and its exit code."""
    return CliRunner().invoke(main, words, input=stdin)


def shown_json(*words: str) -> dict[str, object]:
    """What a verb prints with --json; it must succeed."""
    done = run(*words, "--json")
    assert done.exit_code == 0, done.output
    shown: dict[str, object] = json.loads(done.stdout)
    return shown


def imported_id() -> str:
    """The public id of lamp.html, imported into the current folder."""
    done = run("import", "lamp.html", "--outlet", "gazette")
    assert done.exit_code == 0, done.output
    assert "new" in done.stdout
    hits = shown_json("search", "lamp")["hits"]
    assert isinstance(hits, list)
    return str(hits[0]["public_id"])
