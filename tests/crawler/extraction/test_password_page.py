"""A page that asks for a password in place of its text is told from a column beside such a form."""

import pytest

from crawler.extraction import extract_article
from tests.builders.protected_posts import BESIDE, WORDINGS, form, post

URL = "https://harbour.example/2024/09/this/"
PROSE = (
    "<p>What divides them is no longer the border, which nobody has crossed since the thaw, but "
    "who may inspect the ferry timetables on either bank, and on which of seven days.</p>"
)


def kind_of(html: str) -> str:
    return extract_article(html, URL).page_kind


@pytest.mark.parametrize("beside", BESIDE)
@pytest.mark.parametrize("language", WORDINGS)
def test_a_protected_post_is_one_whatever_stands_beside_its_form(
    language: str, beside: str
) -> None:
    said = WORDINGS[language]
    page = post(said, protected=True, beside=beside, language=language)
    assert kind_of(page) == "password"
    unnamed = page.replace(said.protected.format(said.title), said.title)
    assert kind_of(unnamed) == "password", "its title may not say so"
    assert kind_of(unnamed.replace("post-password-form", "p")) == "password"
    shown = extract_article(post(said, protected=False, beside=beside, language=language), URL)
    assert shown.page_kind == "column"
    assert shown.body.startswith(f"{said.text}\n\n{said.text}")
    assert shown.comments == ()


@pytest.mark.parametrize(
    "place",
    [
        "<div class='entry-content'>{}</div>",
        "<div class='entry-content'><div class='inner'>{}</div></div>",
        "{}",
    ],
)
def test_a_column_of_which_a_part_needs_a_password_stays_one(place: str) -> None:
    text = place.format(PROSE * 3 + form(WORDINGS["en"]))
    article = extract_article(
        f"<html><body><article class='hentry'><h1>Ferries</h1>{text}</article></body></html>", URL
    )
    assert article.page_kind == "column"
    assert article.body.count("What divides them") == 3


def test_a_withheld_post_is_one_with_and_without_its_form() -> None:
    entry = "<article class='post post-password-required hentry'><h1>Ferries</h1>{}</article>"
    assert kind_of(f"<body>{entry.format(PROSE * 3 + form(WORDINGS['en']))}") == "password"
    excerpt = "<p>There is no excerpt because this is a protected post.</p>"
    teasers = f"<section class='more'><article><h3><a href='/o/'>O</a></h3>{PROSE * 4}</article>"
    assert kind_of(f"<body>{entry.format(excerpt)}{teasers}") == "password"


def test_a_list_with_one_protected_post_in_it_is_no_password_page() -> None:
    entries = "".join(
        f"<article class='hentry'><h2><a href='/{n}/'>Ferry {n}</a></h2>{text}</article>"
        for n, text in enumerate((form(WORDINGS["en"]), *[PROSE * 2] * 4))
    )
    assert kind_of(f"<body class='blog'><h1>The Harbour</h1><main>{entries}</main>") != "password"
    assert kind_of(f"<body class='blog'><main>{entries}</main>") != "password"


def test_a_column_above_the_next_post_that_is_protected_stays_one() -> None:
    first = f"<article class='hentry'><h1>Ferries</h1>{PROSE * 3}</article>"
    following = f"<article class='hentry'><h2>Lamps</h2>{form(WORDINGS['en'])}</article>"
    assert kind_of(f"<body><main>{first}{following}</main>") == "column"


FORMS = {
    "typecho": "<form class='protected' action='/archives/9/' method='post'><p class='word'>"
    "请输入密码访问</p><p><input type='password' class='text' name='protectPassword'>"
    "<input type='submit' class='submit' value='提交'></p></form>",
    "tistory": "<div class='entryProtected'><form action='' onsubmit='return false'>"
    "<p>보호되어 있는 글입니다. 내용을 보시려면 비밀번호를 입력하세요.</p>"
    "<input type='password' id='entry9password' name='p'><button>확인</button></form></div>",
    "drupal": "<form action='/node/9' method='post' id='protected-pages-enter-password'>"
    "<fieldset><legend>Enter Password</legend><p>The page you are trying to view is password "
    "protected.</p><label>Password</label><input type='password' name='password'>"
    "<input type='submit' value='Authenticate'></fieldset></form>",
    "ghost": "<form class='gh-signin private-login-form' method='post'>"
    "<label>Password</label><input class='gh-input' type='password' name='password' "
    "placeholder='Password'><button type='submit'>Access site</button></form>",
    "fc2": "<form method='post'><p>このブログはパスワードで保護されています</p><p>パスワード入力 "
    "<input type='password' name='pass'><input type='submit' value='送信'></p></form>",
    "webflow": "<div class='utility-page-form'><form action='/.wf_auth' method='post'>"
    "<h2>Protected Page</h2><input type='password' name='pass' placeholder='Enter your password'>"
    "<input type='submit' value='Submit'></form></div>",
    "hexo": "<div class='hbe hbe-container' id='hexo-blog-encrypt'><div class='hbe-input'>"
    "<input class='hbe-input-field' type='password' id='hbePass'><label>您好, 这里需要密码."
    "</label></div></div>",
}


@pytest.mark.parametrize("platform", FORMS)
def test_a_form_for_a_password_alone_is_known_without_wordpress(platform: str) -> None:
    beside = f"<div class='related-posts'><h3>More</h3>{PROSE * 3}</div>"
    page = f"<body><div class='content'><h1>Ferries</h1>{FORMS[platform]}{beside}</div></body>"
    assert kind_of(page) == "password"


@pytest.mark.parametrize("platform", ["tistory", "drupal", "ghost", "fc2", "webflow", "hexo"])
@pytest.mark.parametrize(
    "page",
    [
        f"<body><h1>Ferries</h1><article>{PROSE * 3}</article>{{}}</body>",
        f"<body><h1>Ferries</h1><article>{PROSE}</article><div class='sidebar'>{{}}</div></body>",
        f"<body><div class='navbar'>{{}}</div><h1>Ferries</h1><article>{PROSE}</article></body>",
        f"<body><h1>Ferries</h1><article>{PROSE}</article><footer>{{}}</footer></body>",
    ],
)
def test_a_form_for_a_password_beside_a_column_makes_it_none(platform: str, page: str) -> None:
    assert kind_of(page.format(FORMS[platform])) == "column"


@pytest.mark.parametrize(
    "fields",
    [
        "<input name='user'><input type='password' name='password'>",
        "<input type='email' name='mail'><input type='password' name='password'>",
        "<input type='password' name='new'><input type='password' name='again'>",
    ],
)
def test_a_form_to_log_in_or_to_change_a_password_is_no_password_page(fields: str) -> None:
    page = f"<body><h1>Ferries</h1><form method='post'>Password: {fields}</form></body>"
    assert kind_of(page) != "password"


@pytest.mark.parametrize(
    "button",
    [
        "<button>수정</button><button>삭제</button>",
        "<input type='submit' value='編集'>",
        "<input type='submit' value='Delete'>",
        "<button type='submit'>修改</button>",
    ],
)
def test_a_form_by_which_an_author_changes_a_post_is_no_gate(button: str) -> None:
    form = f"<form method='post'>비밀번호 パスワード 密码 <input type='password'>{button}</form>"
    assert kind_of(f"<body><h1>Ferries</h1><div>{PROSE}{form}</div></body>") == "column"


def test_a_heading_within_the_form_is_not_the_columns() -> None:
    form = "<form method='post'><h1>Protected page</h1>Password <input type='password'></form>"
    assert kind_of(f"<body><div class='content'>{form}</div></body>") == "password"
    page = f"<div class='navbar'>{form}</div><article>{PROSE * 2}</article>"
    assert kind_of(f"<body>{page}</body>") == "column"


@pytest.mark.parametrize(
    "word",
    [
        "የይለፍ ቃል", "Գաղտնաբառ", "পাসওয়ার্ড", "پاس ورڈ", "Құпиясөз", "Нууц үг", "Parolă", "Parol",
        "Nenosiri", "Slaptažodis", "Lykilorð", "Kodeord", "ពាក្យសម្ងាត់", "စကားဝှက်", "ລະຫັດຜ່ານ",
    ],
)  # fmt: skip
def test_a_form_asks_for_a_password_in_many_languages(word: str) -> None:
    asked = f"<form><label>{word}: <input type='password'></label><button>OK</button></form>"
    assert kind_of(f"<body><h1>Ferries</h1><div class='text'>{asked}</div></body>") == "password"
    text = f"<h1>Ferries</h1><div class='text'>{PROSE * 3}</div>"
    assert kind_of(f"<body>{text}<footer>{asked}</footer></body>") == "column"
