"""What is somebody's prose or verse, in whatever script, and what is written for programs."""

import time
import unicodedata

import pytest

from crawler.saved_pages.kinds import kind_of

TEXTS = (
    "Dear Sir,\n\nThe ferry was late.\n\nYours, J. Doe\n",
    "From: a friend\n\nIt was late.\n",
    "Host: The treaty is dead, they say; who would have thought it?\nHost: And yet it sails.\n",
    "[00:01:23] Host: Is the treaty dead?\n[00:01:29] Guest: They say so in the harbour.\n",
    "jo: the ferry is late again\nann: it always is on mondays\n",
    "Allow: me a word on the treaty, which is not what it seems to be.\n",
    "Treaty = peace, they say, and that is the whole of the matter for the ministry.\n",
    "1999-01-02 12:30 Talks begin in the harbour town.\n1999-02-02 13:30 Talks end at last.\n",
    '"The treaty is dead."\n"Long live the treaty."\n',
    "; ".join(["He said it"] * 40),
    "THE TREATY IS DEAD. LONG LIVE THE TREATY.\n",
    "Les ami(e)s du port sont parti(e)s à l'aube (on ne sait où).\n",
    "In 2019 it was 12%; in 2020, 14%. Prices rose by 3.5% to $4,000.\n",
    "It was a *long* week in the [harbour](https://harbour.example/town). They **argued**.\n",
    "[1]Home [2]Foreign\n\nThe ferry left late on [3]Monday.\n\n1. https://harbour.example/\n",
    "so much goes by\nupon\n\na red boat\nbarrow\n\nglazed with rain\nwater\n",
    "The ferry sails at dawn to-day;\nThe pilot is asleep;\nThe harbour is not deep;\n",
    "O quay, my quay, be still\nO sea, my sea, be calm\nO wind, my wind, be mild\nO ship, come\n",
    "Two Ports\n\nBy Jo Doe\n",
    "Die Fähre fuhr am Dienstag zu spät ab, und niemand ärgerte sich darüber.\n",
    unicodedata.normalize("NFD", "Où est l'été ? Die Fähre fährt spät.\n"),
    "– Le bac est-il parti ?\n– Non, monsieur l'ambassadeur.\n",
    "¿Por qué salió tarde el transbordador? ¡Nadie lo sabe en el puerto!\n",
    "Chuyến phà khởi hành muộn vào thứ Ba, và không ai phiền lòng.\n",
    "Το πλοίο έφυγε αργά την Τρίτη, και κανείς δεν ενοχλήθηκε.\n",
    "Ведущий: Договор умер, говорят в гавани?\nГость: Так говорят все.\n",
    "Լաստանավը երեքշաբթի ուշացավ, և ոչ ոք չբողոքեց։\n",
    "המעבורת יצאה באיחור ביום שלישי, ואיש לא התלונן.\n",
    "لماذا تأخرت العبارة اليوم؟\n",
    "کشتی منگل کو دیر سے روانہ ہوئی اور کسی نے شکایت نہیں کی۔\n",
    "नौका मंगलवार को देर से चली और किसी ने शिकायत नहीं की।\n",
    "படகு செவ்வாய்க்கிழமை தாமதமாகப் புறப்பட்டது, யாரும் புகார் செய்யவில்லை.\n",
    "ጀልባዋ ማክሰኞ ዘግይታ ተነሳች፤ ማንም ቅሬታ አላቀረበም።\n",
    "渡轮今天晚了。\n",
    "主持人：条约已经死了吗？\n嘉宾：港口里都这么说。\n",
    "渡轮今天晚了\n港口没有人知道\n",
    "渡し船は火曜日に遅れて出たが、誰も気にしなかった。\n",
    "연락선은 화요일에 늦게 떠났지만 아무도 신경 쓰지 않았다.\n",
    "เรือข้ามฟากออกช้าเมื่อวันอังคาร และไม่มีใครในท่าเรือบ่น\n",
    "ເຮືອຂ້າມຟາກອອກຊ້າໃນວັນອັງຄານ ແລະບໍ່ມີໃຜຈົ່ມ\n",
    "សាឡាងចេញដំណើរយឺតនៅថ្ងៃអង្គារ ហើយគ្មាននរណាត្អូញត្អែរទេ។\n",
    "ကူးတို့သင်္ဘောသည် အင်္ဂါနေ့တွင် နောက်ကျထွက်ခဲ့ပြီး မည်သူမျှ မညည်းညူခဲ့ပါ။\n",
    "གྲུ་གཟིངས་ནི་གཟའ་མིག་དམར་ལ་ཕྱི་བོར་ཐོན་པ་རེད།\n",
)

CELLS = [(f"Port {chr(65 + n)}", 100 + n) for n in range(10)]
SHORT_TEXTS = {
    "verse of five signs": "静夜思\n\n床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。\n",
    "verse of four signs": "關關雎鳩，\n在河之洲。\n窈窕淑女，\n君子好逑。\n",
    "verse of two lines": "白日依山尽\n黄河入海流\n",
    "haiku": "古池や\n蛙飛び込む\n水の音\n",
    "five signs a line": "渡轮今天晚\n了，港口里\n没有人抱怨\n，也没有人\n问起。\n",
    "two signs a line": "渡轮\n今天\n晚了\n，没\n有人\n抱怨。\n",
    "dialogue": "“You came.”\n“I did.”\n“Why?”\n“To sail.”\n",
    "Japanese dialogue": "「来たか。」\n「来た。」\n「なぜ。」\n「見に。」\n",
    "chronicle": "1900: Treaty signed.\n1904: Ferry sunk.\n1911: Ferry raised.\n1912: It sails.\n",
    "votes": "Austria: yes.\nBelgium: no.\nFrance: abstained.\nItaly: yes.\n",
    "verse of two words": "the sea,\nthe stone,\nthe road\nhome,\na lamp\nburning\n",
    "Arabic verse of two words": "قفا نبك\nمن ذكرى\nحبيب ومنزل\nبسقط اللوى.\n",
    "narrow column": "The pilot\nwas late\nat the\nharbour\nand no\none\nminded\nit.\n",
    "words divided by a sign": "ጀልባዋ፡ማክሰኞ፡ዘግይታ፡ተነሳች፤ማንም፡ቅሬታ፡አላቀረበም።\n",
    "words divided by a sign and spaces": "ጀልባዋ ፡ ማክሰኞ ፡ ዘግይታ ፡ ተነሳች።\n",
    "a stop of two dividers": "ጀልባዋ ማክሰኞ ዘግይታ ተነሳች፡፡ ማንም ቅሬታ አላቀረበም፡፡\n",
    "words divided by Runic signs": "ᚠᛖᚱᛁ᛫ᚹᚨᛋ᛫ᛚᚨᛏ\nᚾᛟᛒᛟᛞᛁ᛫ᚹᚨᛋ᛫ᚦᚨᚱ\n",
    "words divided by Old Persian signs": "𐎠𐎭𐎶𐏐𐎭𐎠𐎼𐎹𐏐𐎺𐏁\n𐎧𐏁𐎠𐏐𐎺𐏀𐎼𐏐𐎣𐎠\n",
    "interview": "Q: Late?\nA: Late.\nQ: Why?\nA: Fog.\nQ: Regrets?\nA: None.\n",
    "interview in small letters": "q: why?\na: because.\nq: who told you so?\na: nobody.\n",
}
ROWS = {
    "semicolons": [f"{port};{n};{n * 2}" for port, n in CELLS],
    "commas": [f"{port},{n},{n * 2}.5" for port, n in CELLS],
    "tabs": [f"{port}\t{n}.5\t{n * 2}.1 %" for port, n in CELLS],
    "dots": [f"{port} ........ {n} t" for port, n in CELLS],
    "Markdown": ["| Port | Quota |", "|---|---|", *(f"| Port{n} | €{n} |" for _, n in CELLS)],
}

NO_TEXTS = {
    "passwd": "root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n",
    "certificate": "-----BEGIN CERTIFICATE-----\nMIIBszCCARwCAQAwDQYJ\n-----END CERTIFICATE-----\n",
    "key": "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQENBFKquay0BCAC7\n=aB3d\n"
    "-----END PGP PUBLIC KEY BLOCK-----\n",
    "base64": "VGhpcyBpcyBhIHRlc3Qgb2YgYmFzZTY0IGVuY29kZWQgdGV4dCB0aGF0IGlz\n" * 5,
    "shell": '#!/bin/sh\n# Mends the quay.\necho "The quay is mended now."\nexit 0\n',
    "Python": "import os\n\ndef f(x):\n    return x + 1\n\nprint(f(2))\n",
    "Python, explained": '"""The ferry leaves late."""\n\nimport os\nfrom typing import Any\n\n\n'
    'def late(ferry):\n    """Whether a ferry is late."""\n    return ferry.left > ferry.due\n',
    "C": '/* The quay is mended here. */\n#include <a.h>\nint main() {\n  puts("Late.");\n}\n',
    "SQL": "CREATE TABLE ports (id INTEGER);\nINSERT INTO ports VALUES (1, 'The quay.');\n",
    "patch": "--- a/ferry\n+++ b/ferry\n@@ -1,2 +1,2 @@\n-The ferry is late.\n+It is not late.\n",
    "Makefile": ".PHONY: all\n# All is here.\nall: quay\n\tcc -o $@ $<\n\nclean:\n\trm a\n",
    ".gitignore": "# Byte-compiled files are not kept.\n*.pyc\n.venv/\nbuild\n",
    "YAML": "name: quay\ndescription: A ferry that is late on Mondays.\non: [push]\njobs:\n"
    "  check:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n",
    "syslog": "Nov 27 21:00:01 host systemd[1]: Started Session 4 of user root.\n"
    "Nov  7 21:00:02 host CRON[13]: (root) CMD (y)\n",
    "kernel's log": "[    0.000000] Linux is booting now.\n[    1.200000] The disk is mounted.\n",
    "requirements": "scrapy>=2.13\nlxml==5.0\nclick\n",
    "table of two cells": "a,b\n",
    "table": 'id,author,text\n1,Jo,"The ferry was late, again."\n2,Al,It was not late.\n3,Jo,No.\n',
    "table with tabs": "".join(f"{n}\tJo\tThe ferry was late.\n" for n in range(4)),
    "environment": 'API_KEY=abc\nexport HOME=/root\nNAME="a b"\n',
    "crontab": "# m h dom mon dow command\n17 * * * * root cd / && run-parts --report /etc/c\n",
    "public key": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIquay jo@quay\n",
    "JSON by lines": '{"id": 1, "text": "The ferry was late, and nobody minded it."}\n' * 2,
    "Dockerfile": "FROM debian:12\nRUN apt-get update && apt-get install -y make\nCOPY . /app\n",
    "folder": "drwxr-xr-x 2 jo jo 4096 Nov 27 21:00 a\n-rw-r--r-- 1 jo jo 12 Nov 27 21:00 b\n",
    "dump": "00000000  7f 45 4c 46 02 01 01 00  00 00 00 00 00 00 00 00  |.ELF............|\n",
    "dump of a table": "1|2|3\n4|5|6\n7|8|9\n",
    "imports": "import os\nimport re\nimport sys\nimport time\n\nos.chdir(sys.argv[1])\nQUAY = 4\n",
    "words": "".join(f"quay\nferry\npilot\nport{n}\n" for n in range(9)),
    "columns of words": "quay\tport\nferry\tboat\npilot\tman\nport\tquay\n",
    "Chinese menu": "首页\n新闻 > 国际\n",
    "menu": "Home\nForeign\nSport\nContact\n",
    "menu of two words": "Foreign Affairs\nAbout Us\nContact Us\nPrivacy Policy\n",
    "Chinese menu in lines": "首页\n新闻\n国际\n体育\n",
    "commands": "cd quay\nmake all\nmake install\nrm build\n",
    "sources of packages": "Types: deb\nSuites: bookworm\nComponents: main\nSigned-By: /a/b.gpg\n",
    "authors": "Jo Doe <jo@quay.example>\nAnn Quay\nBo Reed\nCy Lamp\n",
    "headline": "Two Ports\n\nhttps://harbour.example/2024/05/14/ferry/\n",
}


@pytest.mark.parametrize("text", TEXTS)
def test_a_sentence_or_verse_is_a_text_in_every_script(text: str) -> None:
    assert kind_of(text.encode()) == ("text", None)


@pytest.mark.parametrize("name", SHORT_TEXTS)
def test_lines_are_a_text_however_short_they_are(name: str) -> None:
    assert kind_of(SHORT_TEXTS[name].encode()) == ("text", None)


@pytest.mark.parametrize("name", ROWS)
def test_a_table_outweighs_no_sentence(name: str) -> None:
    table = "\n".join(ROWS[name])
    said = f"COMMUNIQUÉ\n\nThe ministers met and agreed on these quotas.\n\n{table}\n"
    assert kind_of(said.encode()) == ("text", None)
    assert kind_of(f"{table}\n".encode())[0] == "other"


@pytest.mark.parametrize("name", NO_TEXTS)
def test_what_programs_read_is_no_text(name: str) -> None:
    kind, instead = kind_of(NO_TEXTS[name].encode())
    assert kind == "other"
    assert str(instead).endswith(", not a page or text")


def test_settings_and_robots_are_named_only_where_they_are_such() -> None:
    assert kind_of(b"Disallow: /a/\nAllow: /b/\n")[1] == "no prose, not a page or text"
    assert kind_of(b"Disallow: /a/\nUser-agent: *\n")[1] == "a robots.txt, not a page or text"


@pytest.mark.timing
@pytest.mark.parametrize(
    "repeated", ["[", "a.", "a-", "/*\n", "<!--", "<!-- x\n", '"""x', "a@", "{", "a\t", "..", "1 "]
)
def test_what_is_read_of_a_file_costs_no_more_than_its_length(repeated: str) -> None:
    began = time.process_time()
    kind_of((repeated * 70_000).encode())
    assert time.process_time() - began < 2
