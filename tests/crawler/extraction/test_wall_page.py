"""A page that asks to subscribe, to register or to log in is no column; one with a text is."""

import pytest

from crawler.extraction import extract_article

URL = "https://example.org/2019/05/the-envoy/"
SENTENCE = "The envoy came back from the talks with nothing signed, and said so in plain words. "
TEXTS = """
en
Subscribe to continue reading
You have read your free articles this month. Subscribe for more, or log in to your account.
Subscribe now

en
Log in
Please log in to your account to read this article.
Log in

en
Create a free account
Register for free to continue reading The Harbour.
Register

de
Jetzt weiterlesen
Mit einem Abo lesen Sie alle Artikel. Sie können monatlich kündigen.
Jetzt abonnieren

fr
Abonnez-vous pour lire la suite
Cet article est réservé aux abonnés. Connectez-vous ou abonnez-vous sans engagement.
S’abonner

es
Suscríbete para seguir leyendo
Regístrate o inicia sesión con tu cuenta para leer todo el contenido.
Iniciar sesión

it
Abbonati per continuare a leggere
Questo articolo è riservato agli abbonati. Accedi con il tuo account.
Accedi

pt
Assine para continuar lendo
Este conteúdo é só para assinantes. Entre com a sua conta.
Entrar

nl
Word abonnee om verder te lezen
Met een abonnement leest u alles onbeperkt, en u zegt op wanneer u wilt.
Inloggen

ru
Оформите подписку, чтобы читать дальше
Материал доступен только подписчикам. Войдите в аккаунт или зарегистрируйтесь.
Войти

uk
Увійдіть, щоб продовжити читання
Матеріал доступний за передплатою. Увійдіть або зареєструйтеся.
Увійти

pl
Zaloguj się, aby czytać dalej
Ten artykuł jest dostępny dla prenumeratorów. Zaloguj się na swoje konto.
Zaloguj się

tr
Okumaya devam etmek için üye olun
Bu yazı yalnızca abonelere açıktır. Hesabınızla giriş yapın.
Giriş yap

ar
سجل الدخول لمتابعة القراءة
هذا المقال متاح للمشتركين فقط. سجل الدخول إلى حسابك أو اشترك الآن.
تسجيل الدخول

fa
برای ادامه مطالعه وارد شوید
این مطلب ویژه مشترکان است. وارد حساب خود شوید یا ثبت نام کنید.
ورود

he
הירשמו כדי להמשיך לקרוא
הכתבה זמינה למנויים בלבד. התחברו לחשבון שלכם או רכשו מינוי.
התחברות

zh
登录后继续阅读
本文仅供会员阅读。请登录您的账户或订阅。
登录

ja
続きを読むには会員登録が必要です
この記事は有料会員限定です。ログインするか、会員登録をしてください。
ログイン

ko
계속 읽으려면 로그인하세요
이 기사는 구독자 전용입니다. 계정에 로그인하거나 구독해 주세요.
로그인

hi
आगे पढ़ने के लिए लॉग इन करें
यह लेख केवल सदस्यों के लिए है। अपने खाते में लॉग इन करें या सदस्यता लें।
लॉग इन करें

sv
Logga in för att läsa vidare
Artikeln är bara för dig som prenumererar. Logga in på ditt konto.
Logga in

el
Συνδεθείτε για να συνεχίσετε
Το άρθρο είναι μόνο για συνδρομητές. Συνδεθείτε στον λογαριασμό σας.
Σύνδεση

cs
Přihlaste se
Tento článek je jen pro předplatitele. Přihlaste se ke svému účtu.
Přihlásit se
"""
ASKED = [tuple(part.split("\n")) for part in TEXTS.strip().split("\n\n")]
"""Language, heading, text and button of such pages."""
FORMS = {
    "password": "<form method='post'><label>? <input name='u'></label>"
    "<input type='password' name='p'><button>{}</button></form>",
    "e-mail": "<form method='post'><input name='email'><input type='submit' value='{}'></form>",
    "price": "<ul><li>12 € / 12</li></ul><p><a class='button' href='/plans'>{}</a></p>",
}
PAGES = {
    "of its own": "<title>{heading} | The Harbour</title><body><header><a href='/'>The Harbour</a>"
    "</header><main><h1>{heading}</h1><p>{text}</p>{form}</main><footer>1999</footer></body>",
    "under the outlet's name": "<title>The Harbour</title><body><h1><a href='/'>The Harbour</a>"
    "</h1><div class='x'><div><h2>{heading}</h2><p>{text}</p></div>{form}</div></body>",
    "an article by its head": "<head><meta property='og:type' content='article'>"
    "<title>The envoy</title></head><body><article><header><h1>{heading}</h1></header>"
    "<p>{text}</p>{form}</article></body>",
}
NEWSLETTER = """<div class="{}"><h3>Subscribe to The Harbour</h3><p>All columns by e-mail.</p>
    <form><input type="email" name="email"><button>Subscribe</button></form></div>"""
HEADER = """<header><a href="/">The Harbour</a> <a href="/login">Log in</a>
    <a href="/subscribe">Subscribe</a></header>"""


def kind_of(markup: str) -> str:
    return extract_article(markup, URL).page_kind


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("language", "heading", "text", "button"), ASKED)
def test_a_page_that_asks_to_subscribe_or_log_in_is_a_wall(
    language: str, heading: str, text: str, button: str, form: str
) -> None:
    for place, page in PAGES.items():
        markup = page.format(heading=heading, text=text, form=FORMS[form].format(button))
        may_be_newsletter = form == "e-mail" and "<h2>" in page
        assert kind_of(markup) == ("column" if may_be_newsletter else "paywall"), (language, place)


def test_two_ways_in_are_enough() -> None:
    ways = "<p><a href='/plans'>Subscribe</a></p><p>Have an account? <a href='/in'>Log in</a></p>"
    page = f"<body><h1>Go on reading</h1><p>The rest is for subscribers to read.</p>{ways}</body>"
    assert kind_of(page) == "paywall"
    assert kind_of(page.replace("<a href='/plans'>Subscribe</a>", "")) == "column"


@pytest.mark.parametrize(("language", "heading", "text", "button"), ASKED)
def test_a_column_that_shows_its_opening_before_a_wall_is_a_column(
    language: str, heading: str, text: str, button: str
) -> None:
    wall = f"<div><h2>{heading}</h2><p>{text}</p>{FORMS['password'].format(button)}</div>"
    column = f"<h1>The envoy</h1><p>By Ann Lee</p><p>May 1, 2019</p><p>{SENTENCE}</p>"
    page = f"<title>The envoy</title><body>{HEADER}<article>{column}{wall}</article></body>"
    assert kind_of(page) == "column", language


@pytest.mark.parametrize(
    "stated",
    [
        "<meta property='article:published_time' content='2019-05-01'>",
        "<time datetime='2019-05-01'>May 1</time>",
        "<a rel='author' href='/author/ann-lee/'>Ann Lee</a>",
        '<script type=\'application/ld+json\'>{"@type": "NewsArticle"}</script>',
    ],
)
def test_a_page_that_states_when_or_by_whom_it_was_written_is_a_column(stated: str) -> None:
    _, heading, text, button = ASKED[0]
    form = FORMS["password"].format(button)
    page = f"<title>{heading}</title><body><h1>{heading}</h1>{{}}<p>{text}</p>{form}</body>"
    assert kind_of(page.format("")) == "paywall"
    assert kind_of(page.format(stated)) == "column"


@pytest.mark.parametrize(("language", "heading", "text", "button"), ASKED)
def test_a_column_about_subscriptions_is_a_column(
    language: str, heading: str, text: str, button: str
) -> None:
    for around in ("{column}{box}", "<div>{box}</div><div>{column}</div>"):
        written = f"<p>{(text + ' ') * 4}</p>" * 4
        column = f"<article><h1>{heading}</h1>{written}</article>"
        box = FORMS["e-mail"].format(button)
        page = around.format(column=column, box=box)
        assert kind_of(f"<title>{heading}</title><body>{HEADER}{page}</body>") == "column", language


@pytest.mark.parametrize("words", [8, 20, 40])
@pytest.mark.parametrize("named", ["", "newsletter", "widget", "newsletter-signup"])
@pytest.mark.parametrize(
    "around",
    [
        "<main><article>{post}{box}</article></main>",
        "<main><article>{post}</article></main>{box}",
        "<div><div>{box}</div><div>{post}</div></div>",
        "<aside>{box}</aside><main>{post}</main>",
    ],
)
def test_a_short_post_beside_a_box_to_sign_up_is_a_column(
    words: int, named: str, around: str
) -> None:
    text = " ".join((SENTENCE * 4).split()[:words])
    for title in ("The envoy", "Register of ships", "Join us at sea"):
        post = f"<h1>{title}</h1><div class='entry-content'><p>{text}.</p></div>"
        page = around.format(post=post, box=NEWSLETTER.format(named))
        assert kind_of(f"<title>{title}</title><body>{HEADER}{page}</body>") == "column", title


@pytest.mark.parametrize(
    "around",
    ["{post}{box}", "<div>{box}</div><div>{post}</div>", "<div>{post}<div>{box}</div></div>"],
)
def test_a_short_post_without_a_headline_beside_such_a_box_is_a_column(around: str) -> None:
    post = "<div class='post'><p>A quiet day. No account of it is needed by members.</p></div>"
    page = around.format(post=post, box=NEWSLETTER.format("x").replace("h3", "h2"))
    name = "<title>The Harbour</title><body><h1><a href='/'>The Harbour</a></h1>"
    assert kind_of(f"{name}{page}</body>") == "column"


def test_a_short_post_about_subscriptions_beside_such_a_box_is_a_column() -> None:
    text = "I do not subscribe to anything any more, not to one paper, and not to one channel."
    post = f"<h1>Subscribe to nothing</h1><p>{text}</p>{NEWSLETTER.format('x')}"
    assert kind_of(f"<title>Subscribe to nothing</title><body>{HEADER}{post}</body>") == "column"


def test_a_note_about_a_newsletter_is_a_column() -> None:
    heading = "Subscribe to our newsletter"
    text = "From May on you can subscribe to a letter that comes each week by e-mail."
    box = NEWSLETTER.format("x")
    page = f"<title>{heading}</title><body>{HEADER}<h1>{heading}</h1><p>{text}</p>{box}</body>"
    assert kind_of(page) == "column"


def test_fields_of_a_comment_form_make_no_wall() -> None:
    form = """<div id="respond" class="comment-respond"><form action="/wp-comments-post.php"
        id="commentform"><textarea name="comment"></textarea><input type="email" name="email">
        <input type="submit" value="Post Comment"></form><a href="/wp-login.php">Log in</a></div>"""
    text = "On May 1 the accounts open, and whoever is a member can vote on the new harbour."
    page = f"<title>Register</title><body>{HEADER}<h1>Register</h1><p>{text}</p>{form}</body>"
    assert kind_of(page) == "column"
