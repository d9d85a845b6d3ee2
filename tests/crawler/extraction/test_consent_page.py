"""A page that asks for consent is no column; a column beside a banner, or about privacy, is one."""

import pytest

from crawler.extraction import extract_article

URL = "https://example.org/2019/05/the-envoy/"
SENTENCE = "The envoy came back from the talks with nothing signed, and said so in plain words. "
TEXTS = """\
en
We value your privacy
We and our 812 partners store or access information on a device, such as cookies, and
process personal data for personalised advertising and content measurement.
Accept all

de
Mit Werbung weiterlesen
Mit Ihrer Zustimmung verarbeiten wir und unsere Partner personenbezogene Daten und setzen
Cookies ein, um Werbung zu zeigen. Einzelheiten stehen in unserer Datenschutzerklärung.
Akzeptieren und weiter

fr
Le respect de votre vie privée est notre priorité
Avec votre accord, nos partenaires et nous utilisons des cookies pour traiter des données
personnelles, à des fins de publicité. Vous pouvez retirer votre consentement.
Tout accepter

es
Valoramos tu privacidad
Nosotros y nuestros socios usamos cookies y tratamos datos personales para mostrar
publicidad personalizada. Puede retirar su consentimiento en cualquier momento.
Aceptar y continuar

it
La tua privacy è importante per noi
Noi e i nostri fornitori archiviamo cookie e trattiamo dati personali per mostrare annunci
personalizzati. Puoi dare o negare il consenso.
Accetta tutti

pt
Valorizamos a sua privacidade
Nós e os nossos parceiros usamos cookies e tratamos dados pessoais para mostrar anúncios.
Pode retirar o seu consentimento quando quiser.
Aceitar todos

nl
Jouw privacy, jouw keuze
Met jouw toestemming plaatsen wij en derden cookies en verwerken wij persoonsgegevens om
advertenties te tonen.
Akkoord

pl
Cenimy Twoją prywatność
My i nasi partnerzy używamy plików cookie i przetwarzamy dane osobowe, aby wyświetlać
reklamy. Zgodę można wycofać.
Zgadzam się

sv
Vi värnar om din integritet
Vi och våra partner lagrar cookies och behandlar personuppgifter för att visa annonser, om
du lämnar ditt samtycke.
Godkänn alla

ru
Мы ценим вашу конфиденциальность
Мы и наши партнёры используем файлы cookie и обрабатываем персональные данные, чтобы
показывать рекламу. Согласие можно отозвать.
Принять все

ja
プライバシーを尊重します
当社とパートナーは、クッキーを使用して個人データを処理し、広告を表示します。同意はいつでも撤
回できます。詳しくはプライバシーポリシーをご覧ください。設定を変更することもできます。
同意する

zh
我们重视您的隐私
我们和合作伙伴使用 Cookie 并处理您的个人信息，以便展示广告。您可以随时撤回您的同意。更多信息
请参阅我们的隐私政策。您也可以更改设置，选择哪些合作伙伴可以处理您的数据，以及用于何种目的。
全部接受

ko
개인정보를 소중히 여깁니다
당사와 파트너는 쿠키를 사용하고 개인정보를 처리하여 광고를 표시합니다. 동의는 언제든지 철회
할 수 있습니다. 자세한 내용은 개인정보 처리방침을 참고하시기 바랍니다.
모두 동의

ar
نحن نقدر خصوصيتك
نستخدم نحن وشركائنا ملفات تعريف الارتباط ونعالج البيانات الشخصية لعرض الإعلانات. يمكنك سحب
موافقتك في أي وقت.
أوافق

tr
Gizliliğinize değer veriyoruz
Biz ve iş ortaklarımız çerez kullanır, reklam göstermek için kişisel verileri işleriz.
Onayınızı geri çekebilirsiniz.
Tümünü kabul et
"""
QUESTIONS = {
    language: (heading, " ".join(text), button)
    for language, heading, *text, button in (
        part.split("\n") for part in TEXTS.strip().split("\n\n")
    )
}
"""Heading, text and button of such pages."""


def kind_of(markup: str) -> str:
    return extract_article(markup, URL).page_kind


@pytest.mark.parametrize("language", QUESTIONS)
@pytest.mark.parametrize(
    "button",
    [
        "<button type='submit'>{}</button><button>?</button>",
        "<input type='submit' name='agree' value='{}'>",
        "<p><a class='btn' href='/set?ok=1'>{}</a></p>",
        "<div role='button' tabindex='0'><span>{}</span></div>",
    ],
)
def test_a_page_that_asks_for_consent_is_one(language: str, button: str) -> None:
    heading, text, accept = QUESTIONS[language]
    form = f"<form method='post'>{button.format(accept)}</form>"
    page = f"<title>The Harbour</title><body><h1>{heading}</h1><p>{text}</p>{form}</body>"
    assert kind_of(page) == "consent"
    boxed = (
        f"<title>{heading} | The Harbour</title><div class='x'><div><p>{text}</p>{form}</div></div>"
    )
    assert kind_of(boxed) == "consent"


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<form class='consent-form' action='/v2/collectConsent?session=3'>", "</form>"),
        (
            "<form action='https://consent.example.org/save'><div class='cookie-wall'>",
            "</div></form>",
        ),
        ("<div id='privacygate'>", "</div>"),
    ],
)
def test_the_markup_of_a_platform_says_what_a_short_page_is(opening: str, closing: str) -> None:
    text = (
        "<p>The Harbour uses cookies to measure how the pages are read, and shows advertising.</p>"
    )
    button = "<button name='agree' value='agree'>I agree</button>"
    assert kind_of(f"<body>{opening}{text}{button}{closing}</body>") == "consent"
    assert kind_of(f"<body><div class='x'>{text}{button}</div></body>") == "column"


def banner(language: str = "en", names: str = "") -> str:
    heading, text, accept = QUESTIONS[language]
    return f"<div {names}><h2>{heading}</h2><p>{text}</p><button>{accept}</button></div>"


@pytest.mark.parametrize("language", QUESTIONS)
@pytest.mark.parametrize("names", ["", "class='bar'", "id='onetrust-banner-sdk'"])
@pytest.mark.parametrize("sentences", [2, 4, 20])
def test_a_column_beside_a_banner_is_a_column(language: str, names: str, sentences: int) -> None:
    text = f"<p>{SENTENCE * (sentences // 2)}</p>" * 2
    column = f"<main><article><h1>The envoy</h1>{text}</article></main>"
    for body in (column + banner(language, names), banner(language, names) + column):
        assert kind_of(f"<title>The envoy</title><body>{body}</body>") == "column"


@pytest.mark.parametrize("language", QUESTIONS)
def test_a_column_about_privacy_is_a_column(language: str) -> None:
    heading, text, _ = QUESTIONS[language]
    column = f"<main><article><h1>{heading}</h1><p>{text}</p><p>{text}</p></article></main>"
    links = "<a href='/about'>About us</a> <a href='/privacy'>Privacy</a>"
    assert kind_of(f"<title>{heading}</title><body>{column}{links}</body>") == "column"


def test_a_short_column_about_privacy_beside_a_banner_is_a_column() -> None:
    _, text, _ = QUESTIONS["en"]
    column = f"<main><article><h1>A word on cookies</h1>{f'<p>{text}</p>' * 3}</article></main>"
    assert kind_of(f"<title>A word on cookies</title><body>{column}{banner()}</body>") == "column"


@pytest.mark.parametrize("language", QUESTIONS)
@pytest.mark.parametrize(
    "around",
    [
        "<body>{button}<main>{column}</main></body>",
        "<body><div id='page'><main>{column}</main>{button}</div></body>",
        "<body><div class='x'><div>{button}</div><div class='y'>{column}</div></div></body>",
        "<body>{column}<form>{button}</form></body>",
    ],
)
def test_a_column_about_privacy_beside_a_button_alone_is_a_column(
    language: str, around: str
) -> None:
    _, text, accept = QUESTIONS[language]
    column = f"<article><h1>What the envoy wants</h1><div>{f'<p>{text}</p>' * 2}</div></article>"
    page = around.format(column=column, button=f"<button id='cookie-ok'>{accept}</button>")
    assert kind_of(f"<title>What the envoy wants</title>{page}") == "column"


@pytest.mark.parametrize("language", QUESTIONS)
def test_a_question_in_a_box_beside_its_button_is_one_by_its_heading_or_names(
    language: str,
) -> None:
    heading, text, accept = QUESTIONS[language]
    for names, told in (("class='x'", heading), ("class='cookie-wall'", "The Harbour")):
        asked = f"<div><h1>{told}</h1><p>{text}</p></div><form><button>{accept}</button></form>"
        page = f"<title>The Harbour</title><body><div {names}>{asked}</div></body>"
        assert kind_of(page) == "consent", (names, told)


def test_a_page_that_states_a_column_is_one() -> None:
    heading, text, accept = QUESTIONS["en"]
    asked = f"<body><h1>{heading}</h1><p>{text}</p><button>{accept}</button></body>"
    stated = "<meta property='og:type' content='article'>"
    assert kind_of(f"<head>{stated}</head>{asked}") == "column"
    assert kind_of(asked.replace("<p>", "<time datetime='2019-05-01'>May 1</time><p>")) == "column"


def test_a_long_policy_with_a_button_is_no_question() -> None:
    _, text, accept = QUESTIONS["en"]
    page = f"<body><div>{f'<p>{text}</p>' * 30}<button>{accept}</button></div></body>"
    assert kind_of(page) == "column"
