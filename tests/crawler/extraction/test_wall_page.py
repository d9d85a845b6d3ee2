"""A page that asks to subscribe, to register or to log in is no column; one with a text is."""

from time import process_time

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
    "in an article": "<title>The envoy</title><body><article><header><h1>{heading}</h1></header>"
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


@pytest.mark.parametrize("around", ["footer", "aside", "nav"])
def test_a_date_beside_a_wall_is_not_its_own(around: str) -> None:
    _, heading, text, button = ASKED[0]
    beside = f"<{around}><a href='/news/'>News</a> <time datetime='2019-05-01'>May 1</time>"
    wall = f"<main><h1>{heading}</h1><p>{text}</p>{FORMS['password'].format(button)}</main>"
    assert kind_of(f"<title>{heading}</title><body>{wall}{beside}</{around}></body>") == "paywall"


def test_a_wall_may_name_its_outlet() -> None:
    wall = "<h1>{}</h1><p>Please log in to your account to read it all.</p>" + FORMS["password"]
    page = f"<title>{{}}</title><body>{HEADER}<main>{wall}</main></body>"
    for name, kind in (("The Harbour", "paywall"), ("a lost parliament", "column")):
        asked = f"Log in to {name}"
        assert kind_of(page.format(asked, asked, "Log in")) == kind, name


def test_two_ways_in_are_enough_where_the_text_speaks_of_nothing_else() -> None:
    ways = "<p><a href='/plans'>Subscribe</a></p><p>Have an account? <a href='/in'>Log in</a></p>"
    page = f"<body><h1>Go on reading</h1><p>The rest is for subscribers to read.</p>{ways}</body>"
    assert kind_of(page) == "paywall"
    assert kind_of(page.replace("<a href='/plans'>Subscribe</a>", "")) == "column"
    for more in ("The harbour was quiet all night.", "Whoever subscribes may read it all. " * 9):
        assert kind_of(page.replace("<p>The rest", f"<p>{more}</p><p>The rest")) == "column"


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
        "<time datetime='2019-05-01'>May 1</time><aside><time>May 2</time></aside>",
        "<a rel='author' href='/author/ann-lee/'>Ann Lee</a>",
        "<p>By Ann Lee, May 1, 2019</p>",
        "<p>May 1, 2019</p>",
        "<div itemprop='datePublished'>May 1, 2019</div>",
        "<meta name='author' content='Ann Lee'>",
        "<meta name='date' content='2019-05-01'>",
        "<meta property='og:type' content='article'>",
        "<meta property='article:section' content='Europe'>",
        "<meta property='article:tag' content='Envoys'>",
        '<script type=\'application/ld+json\'>{"@type": "NewsArticle"}</script>',
    ],
)
def test_a_page_that_states_when_by_whom_or_on_what_it_was_written_is_a_column(
    stated: str,
) -> None:
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


COLUMNS = """
en
Members of a lost parliament
The members of the old chamber met abroad, and gave an account of the years to nobody.
Log in

en
Read on, Europe
Every member of the union was asked to read the treaty, and the envoy alone had done so.
Subscribe

en
My account of the siege
This is my account of the siege, written on a roof in the company of two other men.
Register

en
Register of ships
The account books of the port list every ship that was registered before the war.
Sign up

en
Join us or leave, says the union
No member has left in a year, and none was asked to subscribe to the charter again.
Log in

en
Enter the generals
The account of the coup given to members of the council differs from ours.
Log in

en
Sign in the sky
The account of the sign was read by every member of the crew, and by nobody else.
Sign in

de
Anmeldung einer Nation
Die Mitglieder der Union hatten das Konto gesperrt, und der Zugang zum Meer blieb zu.
Anmelden

de
Weiterlesen in dunkler Zeit
Ein Mitglied des Rates las das Buch im Jahr der Flucht, kostenlos und in jedem Zugang.
Einloggen

fr
Abonnements à la guerre
Le ministre rend compte de la guerre, et la presse, connectée, poursuit son inscription.
Se connecter

es
Entre la guerra y la paz
El presidente suscribió el acuerdo y canceló el viaje, según el correo de la capital.
Acceder

es
Acceder al mar
El país suscribió el tratado con Chile, y se registró una marcha en cada puerto.
Iniciar sesión

it
Accesso al mare negato
Le navi hanno chiesto accesso al porto, e il registro del mare non dice altro.
Accedi

pt
Entre a cruz e a espada
O bispo assinou a carta ontem, por conta da igreja, e o rei vai continuar calado.
Entrar

nl
Abonnement op de macht
De partij ging verder met de oude minister, en de leden deden daar geen verslag van.
Inloggen

ru
Вход войск в город
Войска вошли в город ночью; договор подписан, доступ для газет закрыт.
Войти

ru
Подписка на мир
Мир подписан в полночь, и вход в порт снова открыт для всех.
Войти

uk
Вхід військ у місто
Війська увійшли в місто; угоду підписано, доступ до порту закрито.
Увійти

pl
Rejestracja uchodźców trwa
Na granicy trwa rejestracja, a dostęp do chleba miał w tym miesiącu mało kto.
Zaloguj się

tr
Üye ülkeler ve savaş
Üye ülkeler toplantıya devam etti, ama elçi bir karar duymadı.
Giriş yap

ar
دخول القوات إلى المدينة
دخلت القوات المدينة بعد تسجيل أول حالة وفاة، ولم يسجل أحد أي مقاومة.
تسجيل الدخول

fa
ورود نیروها به شهر
نیروها شب وارد شهر شدند و ورود خبرنگاران ممنوع بود.
ورود

he
כניסה לרפיח
הכוחות נכנסו בלילה, ומאות חשבונות נסגרו, כך רשום ביומן הצבא.
התחברות

hi
सदस्य देशों की चुप्पी
सदस्य देशों ने युद्ध पर कुछ नहीं कहा, और बैठक समाप्त हुई।
लॉग इन

zh
注册难民的一天
难民注册处每天有两千人排队，免费的面包只有五百个。
登录

ja
富士山、世界遺産に登録
富士山が世界の遺産に登録され、町では喜びの声が上がった。
ログイン

ja
会員制クラブの外交
会員制の店では大使が集まり、静かに話し合いを続けている。
ログイン

ko
가입을 미루는 스웨덴
스웨덴의 가입이 다시 미뤄졌다. 이웃은 여전히 반대하고 있다.
로그인

sv
Medlem i unionen
Ett medlem av rådet höll sitt konto hemligt, och landet blev medlem ändå.
Logga in

el
Σύνδεση δύο λαών
Η σύνδεση των νησιών με την πόλη έγινε, και η πρόσβαση στο λιμάνι άνοιξε.
Σύνδεση

cs
Registrace uprchlíků
Na hranici trvá registrace, a účet za chléb zaplatil starosta.
Přihlásit se
"""
SHORT_COLUMNS = [tuple(part.split("\n")) for part in COLUMNS.strip().split("\n\n")]
"""Language, headline and text of short columns, and a button that stands on the same page."""
LINKS = "<p><a href='/subscribe'>Subscribe</a> <a href='/login'>{button}</a></p>"
LAYOUTS = {
    "box in the article": "<title>{heading}</title><body><article><h1>{heading}</h1><p>{text}</p>"
    f"<div class='box'>{LINKS}</div></article></body>",
    "box with a price": "<title>{heading}</title><body><article><h1>{heading}</h1><p>{text}</p>"
    f"<div class='box'><p>12 € / 12</p>{LINKS}</div></article></body>",
    "Meta widget": "<title>{heading} | N</title><body><div id='content'><div class='post'>"
    "<h2>{heading}</h2><div class='entry'><p>{text}</p></div></div></div><div id='sidebar'><ul>"
    "<li><h2>Meta</h2><ul><li><a href='/register'>Register</a></li><li><a href='/login'>{button}"
    "</a></li></ul></li></ul></div></body>",
    "box at the foot": "<title>{heading} | N</title><body><div class='main'><h1>{heading}</h1>"
    f"<div class='text'><p>{{text}}</p></div></div><div class='bottom'>{LINKS}</div></body>",
    "login form": "<title>{heading} | N</title><body><h1>{heading}</h1><div class='text'><p>{text}"
    "</p></div><form action='/login'><input name='u'><input type='password' name='p'>"
    "<button>{button}</button></form></body>",
    "newsletter": "<title>{heading} | N</title><body><h1>{heading}</h1><p>{text}</p>"
    "<div class='box'><form><input type='email' name='e'><button>{button}</button></form></div>",
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("language", "heading", "text", "button"), SHORT_COLUMNS)
def test_a_short_column_whose_headline_begins_like_an_ask_is_a_column(
    language: str, heading: str, text: str, button: str, layout: str
) -> None:
    markup = LAYOUTS[layout].format(heading=heading, text=text, button=button)
    assert kind_of(markup) == "column", language


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("language", "heading", "text", "button"), ASKED)
def test_a_text_without_a_headline_before_a_wall_is_a_column(
    language: str, heading: str, text: str, button: str, form: str
) -> None:
    wall = f"<div><h2>{heading}</h2><p>{text}</p>{FORMS[form].format(button)}</div>"
    name = "<title>The Harbour</title><body><h1><a href='/'>The Harbour</a></h1>"
    post = "<div class='post'><p>The envoy left his account of it to the members.</p></div>"
    assert kind_of(f"{name}<div>{post}{wall}</div></body>") == "column", language


def test_many_inputs_are_read_in_a_time_that_grows_with_their_number() -> None:
    def seconds(inputs: int) -> float:
        box = "<div>newsletter " + "<input type=email>" * inputs + "</div>"
        start = process_time()
        kind_of(f"<h1>Subscribe</h1><p>Log in to your account to read.</p><a>Log in</a>{box}")
        return process_time() - start

    few = min(seconds(1000) for _ in range(3))
    assert seconds(8000) < 24 * few
