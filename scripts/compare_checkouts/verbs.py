"""What the verbs of both checkouts print, byte for byte, with their exit codes.

Reading verbs are asked of one and the same folder, and nothing in their output is left out. Writing
verbs work on copies, at moments of their own: there, moments of today and durations are left out,
and the digest of the copy is compared as well.
"""

import html
import json
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

from scripts.bad_input import BAD_INPUT
from scripts.compare_checkouts.archives import DemoFolders
from scripts.compare_checkouts.checkout import HERE, Checkout, Pair, Report
from scripts.demo.folder import SLUG

Ended = tuple[int, str, str]

BAD_INPUT_SHARE = 0.02
"""Of the full size of each bad input: what matters here is what is said of it."""
COLUMNS_ASKED = 8
READING_VERBS: tuple[tuple[str, ...], ...] = (
    ("--help",),
    ("no-such-verb",),
    ("outlets", "list"),
    ("outlets", "show", SLUG),
    ("outlets", "check"),
    ("outlets", "rules", "RULES"),
    ("outlets", "rules", "RULES", "--json"),
    ("search", "treaty heron*"),
    ("search", "treaty heron*", "--json"),
    ("search", "treaty", "--from", "2021", "--to", "2021-06", "--outlet", SLUG, "--json"),
    ("search", "the", "--all", "--json"),
    ("search", "the", "--count"),
    ("search", "등대", "--json"),
    ("search", "harbour OR lamp*", "--in", "comments", "--newest", "--json"),
    ("search", "harbour OR lamp*", "--in", "comment", "--newest", "--json"),
    ("search", "nothing-of-the-kind", "--json"),
    ("stats",),
    ("stats", "--json"),
    ("duplicates",),
    ("duplicates", "--json"),
    ("forget", "--list"),
    ("dump",),
)
COLUMN_VERBS: tuple[tuple[str, ...], ...] = (
    ("show", "ID", "--json"),
    ("show", "ID", "--comments", "--chrome", "--versions"),
    ("history", "ID"),
    ("history", "ID", "--json"),
    ("history", "ID", "--diff", "1", "2"),
    ("history", "ID", "--diff", "1", "2", "--json"),
    ("history", "ID", "--diff", "1", "2", "--html"),
    ("duplicates", "ID"),
    ("duplicates", "ID", "--json"),
    ("duplicates", "ID", "OTHER_ID", "--explain", "--json"),
)
"""What is asked of some columns."""
WRITING_VERBS: tuple[tuple[str, ...], ...] = (
    ("verify", "--json"),
    ("verify", "--sample", "1000", "--json"),
    ("verify", "--repair", "--json"),
    ("verify", "--log", "--json"),
    ("health", "--json"),
    ("schedule", "--json"),
    ("reextract", "--json"),
    ("reextract", "--dry-run", "--json"),
    ("reextract", "--jobs", "2", "--json"),
    ("duplicates", "--recompute", "--json"),
    ("duplicates", "join", "ID", "OTHER_ID"),
    ("duplicates", "part", "ID", "OTHER_ID"),
    ("import", "PAGE", "--outlet", SLUG, "--json"),
    ("import", "PAGE", "--outlet", SLUG, "--dry-run", "--json"),
    ("import", "TEXT", "--outlet", SLUG, "--json"),
    ("merge", "WHOLE", "--json"),
    ("forget", "ID", "--reason", "a test", "--raw", "--yes", "--json"),
    ("forget", "--commenter", "COMMENTER", "--reason", "a test", "--yes", "--json"),
    ("crawl", "no-such-outlet", "--json"),
    ("extract", "PAGE", "--json"),
    ("extract", "PAGE", "--outlet", SLUG),
    ("extract", "TEXT", "--text", "--json"),
)
"""What is asked of a new copy of the folder after the first crawl; `merge` takes the whole in."""


def compare_verbs(pair: Pair, demo: DemoFolders, scratch: Path, report: Report) -> None:
    """Every verb on the demo; reading verbs on the whole, writing verbs on copies."""
    words = _words(pair[0], demo, scratch)
    ids = words.pop("IDS").split()
    differing = []
    asked = [_typed(verb, words) for verb in READING_VERBS]
    for verb in COLUMN_VERBS:
        for one in ids[:: max(1, len(ids) // COLUMNS_ASKED)]:
            asked.append(_typed(verb, {**words, "ID": one}))
    for typed in asked:
        first, second = (_comparable(one.desk(demo.whole, *typed), typed) for one in pair)
        if first != second:
            differing.append(" ".join(typed))
    detail = f"{len(asked)} calls, {len(differing)} differ"
    report.line("reading verbs", same=not differing, detail=detail)
    for line in differing:
        print(f"          desk {line}")
    for verb in WRITING_VERBS:
        ends = [_on_a_copy(one, demo.early, scratch, _typed(verb, words)) for one in pair]
        detail = f"exit code {ends[0][0][0]}"
        report.line(f"desk {' '.join(verb)}", same=ends[0] == ends[1], detail=detail)


def compare_bad_inputs(pair: Pair, scratch: Path, report: Report) -> None:
    """What `desk extract` prints of each bad input, and its exit code."""
    differing = []
    for name, (size, make) in BAD_INPUT.items():
        file = scratch / "bad.html"
        file.write_bytes(make(max(1, int(size * BAD_INPUT_SHARE))))
        first, second = (one.desk(scratch, "extract", str(file), "--json") for one in pair)
        if first != second:
            differing.append(name)
    detail = f"{len(BAD_INPUT)}, {len(differing)} differ {'; '.join(differing)}".rstrip()
    report.line("desk extract of bad inputs", same=not differing, detail=detail)


def _words(checkout: Checkout, demo: DemoFolders, scratch: Path) -> dict[str, str]:
    """What stands for the words in capitals: files, folders and ids."""
    page, text, rules = scratch / "page.html", scratch / "text.txt", scratch / "rules.txt"
    shutil.copy(next((HERE / "tests/pages/wordpress").glob("*/page.html")), page)
    shutil.copy(next((HERE / "tests/pages/text").glob("*/*/page.txt")), text)
    rules.write_text("title: //h1\nbody: //article\nstrip: //aside\nprune: no\nfoo: bar\n", "utf-8")
    _, dumped, _ = checkout.desk(demo.early, "dump")
    columns = [line["column"] for line in map(json.loads, dumped.splitlines()) if "column" in line]
    ids = [column["public_id"] for column in columns]
    commenters = [comment["author"] for column in columns for comment in column["comments"]]
    return {
        "PAGE": str(page), "TEXT": str(text), "RULES": str(rules), "WHOLE": str(demo.whole),
        "IDS": " ".join(ids), "ID": ids[0], "OTHER_ID": ids[-1],
        "COMMENTER": next(name for name in commenters if name),
    }  # fmt: skip


def _typed(verb: tuple[str, ...], words: dict[str, str]) -> tuple[str, ...]:
    return tuple(words.get(word, word) for word in verb)


def _comparable(ended: Ended, typed: tuple[str, ...]) -> Ended:
    """What a verb ended with; of a page of HTML what a browser shows, not how it is escaped."""
    code, output, errors = ended
    if "--html" in typed:
        output = " ".join(html.unescape(output).split())
    return code, output, errors


def _on_a_copy(
    checkout: Checkout, folder: Path, scratch: Path, typed: tuple[str, ...]
) -> tuple[Ended, str]:
    """What a verb ended with in a copy of a folder, and the digest of the copy afterwards."""
    copy = scratch / "copy"
    shutil.copytree(folder, copy)
    ended = checkout.desk(copy, *typed)
    digest = checkout.digest(copy)
    shutil.rmtree(copy)
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    moment = re.compile(rf"{today}(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(?:Z|\+00:00)?")
    duration = re.compile(r'("\w*(?:seconds|cpu|took)\w*": )[\d.]+')
    code, *texts = ended
    output, errors = (duration.sub(r"\1…", moment.sub("…", text)) for text in texts)
    return (code, output, errors), digest
