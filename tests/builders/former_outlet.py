"""The outlet of the archive in `tests/data`, and how a former foreign-desk made that of it."""

import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from zlib import crc32

from tests.builders.site import Page, Site, feed, publishing

ADDRESS = ("127.83.71.5", 18_371)
"""On loopback, and nobody else's: the archive knows its columns by it."""
HOME = f"http://{ADDRESS[0]}:{ADDRESS[1]}/"
OUTLET = f"""\
name = "The Harbour Review"
home = "{HOME}"
language = "en"
timezone = "Europe/Lisbon"
revisit_after = "0s"

[scope]
exclude = ["^/about"]
sections = ["Foreign Affairs"]

[[seeds]]
feed = "/feed"
"""
LONG = (
    (
        "Two ministers met on the ferry at dawn and spoke of herring, of pilots and of a lamp"
        " that neither town will pay for. The talks had been put off three times since spring."
    ),
    (
        "Nobody on the quay expected a treaty. The harbour master, who has seen eleven of them"
        " come and go, sold tickets to the reporters and closed his window before noon."
    ),
    (
        "What was agreed fits on the back of a menu: the lamp is lit by each in turn, and the oil"
        " is entered in a book that both may read whenever the archive is open."
    ),
)
EDITED = (LONG[0].replace("three times", "four times"), *LONG[1:])
COPY = (LONG[0].replace("at dawn", "before dawn"), *LONG[1:])
CHINESE = (
    "两位部长清晨在渡轮上会面，谈到鲱鱼、引水员和一盏谁都不愿付钱的灯。会谈自春天以来已推迟三次。",
    "码头上没有人指望条约。港务长见过十一份条约来了又去，他把票卖给记者，中午前就关了窗口。",
)
THAI = (
    "รัฐมนตรีสองคนพบกันบนเรือข้ามฟากตอนเช้ามืดและพูดถึงปลาเฮอริ่งกับคนนำร่อง การเจรจาถูกเลื่อนมาสามครั้งตั้งแต่ฤดูใบไม้ผลิ",
    "ไม่มีใครบนท่าเรือคาดหวังสนธิสัญญา นายท่าขายตั๋วให้นักข่าวแล้วปิดหน้าต่างก่อนเที่ยง",
)
SHORT = (
    (
        "The customs house has a new clock, and it is slow. Ships that arrive on time are entered"
        " as early, and the fee for waiting is owed by those who did not wait."
    ),
    (
        "An adviser who asked not to be named says that the old clock was right twice a day and"
        " that the new one has not managed it since the election of the council."
    ),
)
OTHER = (
    (
        "Every map of the shelf shows another line, and each ministry has framed its own. The"
        " pilots steer by a fourth one, drawn in pencil by a schoolmaster who never left the"
        " island."
    ),
    (
        "When the islanders were asked which was right, they voted for whoever repairs the ferry,"
        " as they have done in every election that anybody in the town can remember."
    ),
)
FIRST_TALK = (
    ("11", None, "Bo Lind", "The lamp has been out since March, whatever both ministers say."),
    ("12", "11", "Cy Amaral", "It was lit on Sunday. I saw it from the customs house."),
    ("13", None, "Ines Coral", "Who pays for the oil?"),
)
LATER_TALK = (
    (*FIRST_TALK[0][:3], "The lamp has been out since April, whatever both ministers say."),
    FIRST_TALK[1],
    ("14", None, "Old Salt", "Eleven treaties, and not one of them wet."),
)
STATES = 3
"""The third is for the program of today."""

Talk = tuple[tuple[str, str | None, str, str], ...]


def publish(site: Site, state: int) -> None:
    """Sets the outlet's pages: first, as edited later, and with one more column after that."""
    later = state > 1
    columns = {
        "/1/the-lamp/": page(
            "The lamp", *(EDITED if later else LONG), talk=LATER_TALK if later else FIRST_TALK
        ),
        "/2/the-lamp-again/": page("The lamp, again", *COPY, author="Jun Takeda"),
        "/3/ministers-on-board/": page("渡轮上的部长", *CHINESE, author="王立仁"),
        "/4/ferry-th/": page("รัฐมนตรีบนเรือข้ามฟาก", *THAI, author="สมชาย"),
        "/5/slow-clock/": page("A slow clock", *SHORT, section="Local"),
        "/6/pencil-line/": page("The pencil line", *OTHER),
        "/7/forgotten/": page("To be forgotten", *SHORT),
    }
    if later:
        moved = columns.pop("/2/the-lamp-again/")
        columns["/2/the-lamp-once-more/"] = moved
        del columns["/6/pencil-line/"]
    if state == STATES:
        columns["/8/a-bell/"] = page("A bell", *reversed(SHORT))
    site.pages.clear()
    site.pages.update(
        {path: Page(body, headers={"ETag": f'"{crc32(body)}"'}) for path, body in columns.items()}
    )
    if later:
        to = {"Location": "/2/the-lamp-once-more/"}
        site.pages["/2/the-lamp-again/"] = Page(status=301, headers=to)
        site.pages["/6/pencil-line/"] = Page(b"withdrawn", 410)
    site.pages["/feed"] = Page(feed(site.home, list(columns)))


def page(
    title: str,
    *paragraphs: str,
    author: str = "Vera Lindqvist",
    section: str = "Foreign Affairs",
    talk: Talk = (),
) -> bytes:
    """A column as WordPress shows it."""
    prose = "".join(f"<p>{text}</p>" for text in paragraphs)
    threads = "".join(_comment(talk, *one) for one in talk if one[1] is None)
    comments = f'<div id="comments"><ol class="comment-list">{threads}</ol></div>' if talk else ""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="article:section" content="{section}">'
        f'<meta property="og:title" content="{title}"><meta property="og:type" content="article">'
        f'<meta name="author" content="{author}">'
        '<meta property="article:published_time" content="2026-03-05T09:00:00+00:00"></head>'
        '<body class="single single-post"><nav><a href="/">Home</a></nav><main>'
        f'<article class="post hentry"><h1 class="entry-title">{title}</h1>'
        f'<div class="entry-content">{prose}</div></article>{comments}</main>'
        "<footer>The Harbour Review</footer></body></html>"
    ).encode()


def _comment(talk: Talk, number: str, parent: str | None, author: str, text: str) -> str:
    replies = "".join(_comment(talk, *one) for one in talk if one[1] == number)
    return (
        f'<li id="comment-{number}" class="comment depth-{2 if parent else 1}">'
        f'<article id="div-comment-{number}" class="comment-body">'
        f'<footer class="comment-meta"><b class="fn">{author}</b> <a href="#comment-{number}">'
        f'<time datetime="2026-03-{number}T17:15:00+00:00">March {number}, 2026</time></a></footer>'
        f'<div class="comment-content"><p>{text}</p></div></article>'
        f"{f'<ol class=children>{replies}</ol>' if replies else ''}</li>"
    )


def make(file: Path) -> None:
    """Writes the archive that the program beside this module makes of the first two states."""
    with publishing(ADDRESS) as site, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk(folder, "init", str(folder))
        (folder / "outlets" / "harbour.toml").write_text(OUTLET, "utf-8")
        for state in (1, 2):
            publish(site, state)
            desk(folder, "crawl", "harbour")
        text = folder / "letter.txt"
        text.write_text("\n\n".join(OTHER[::-1]), "utf-8")
        desk(folder, "import", str(text), "--outlet", "harbour")
        text.unlink()
        desk(
            folder, "forget", f"{site.home}7/forgotten/", "--reason", "asked for by letter", "--yes"
        )
        desk(folder, "duplicates", "join", f"{site.home}1/the-lamp/", f"{site.home}4/ferry-th/")
        desk(folder, "verify")
        (folder / "dump.jsonl").write_text(desk(folder, "dump"), "utf-8")
        with tarfile.open(file, "w:gz") as packed:
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    packed.add(path, path.relative_to(folder))


def desk(folder: Path, *words: str) -> str:
    """What a verb prints in a folder."""
    command = "from crawler.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", command, "-C", str(folder), *words],
        check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return done.stdout


if __name__ == "__main__":
    make(Path(sys.argv[1]))
