"""Lines in a column that ask a reader to follow the outlet elsewhere, and what speaks of it."""

import pytest

from crawler.extraction import extract_article

OWN = (
    "The pilots of the upper sound have agreed on a single timetable, and the harbour is quiet.",
    "Nobody on the other bank has read it yet, for the printer there is still waiting for ink.",
    "What they will read is short: three boats a day, and one more on the day of the market.",
    "The fourth boat is the one that both councils had promised not to speak about in public.",
)


def read(line: str) -> list[str]:
    before, after = ("".join(f"<p>{text}</p>" for text in part) for part in (OWN[:3], OWN[3:]))
    page = (
        "<html><head><title>Three Boats</title></head><body><main><article><h1>Three Boats</h1>"
        f'<div class="c">{before}{line}{after}</div></article></main></body></html>'
    )
    return [block.text for block in extract_article(page, "https://sound.example/boats").blocks]


@pytest.mark.parametrize(
    "line",
    [
        '<p><em>Follow us on <a href="https://t.me/sound">Telegram</a> for new columns.</em></p>',
        (
            '<p>Подписывайтесь на наш <a href="https://t.me/pristan">Telegram-канал</a>, чтобы не '
            "пропустить новые колонки.</p>"
        ),
        (
            '<p><strong>Читайте нас у <a href="https://www.facebook.com/b">Facebook</a> та '
            '<a href="https://t.me/b">Telegram</a>, щоб знати більше.</strong></p>'
        ),
        '<p>ما را در <a href="https://t.me/sahel">تلگرام</a> دنبال کنید.</p>',
        '<p>תמיד ראשונים: עקבו אחרינו גם <a href="https://t.me/m">בטלגרם</a>.</p>',
        '<p>更多专栏，请<a href="https://weibo.com/dukou">关注我们</a>的微博。</p>',
        '<p>Síguenos en <a href="https://news.google.com/p/raya">Google Noticias</a> cada día.</p>',
    ],
)
def test_a_line_that_leads_to_a_channel_is_no_text(line: str) -> None:
    assert read(line) == [*OWN]


@pytest.mark.parametrize(
    "line",
    [
        "<p>“Follow us”, the council wrote, and nobody on the other bank did.</p>",
        '<p>“Follow us”, the council <a href="https://x.com/c/status/1">wrote</a>.</p>',
        '<p>“Follow us”, <a href="https://x.com/c">it</a> wrote in <a href="/a">May</a>.</p>',
        '<p>The pilots have a channel <a href="https://t.me/pilots">of their own</a>.</p>',
    ],
)
def test_what_a_column_says_of_channels_stays(line: str) -> None:
    assert len(read(line)) == len(OWN) + 1


def test_a_line_that_stands_around_text_takes_none_of_it_along() -> None:
    more = "The boats themselves were not asked, being moored on both banks that week."
    line = f'Follow us on <a href="https://t.me/sound">Telegram</a>.<p>{more}</p>'
    assert more in read(f"<blockquote>{line}</blockquote>")


@pytest.mark.parametrize(
    "line",
    [
        '“Join us,” they wrote on <a href="https://t.me/moored">a channel</a>, and a few did.',
        'The mayor asked them to “follow our example” on <a href="https://x.com/m">X</a>; few did.',
        'They came to find us at dawn, as she wrote on <a href="https://x.com/nora">X</a> later.',
        'A briga entre os nossos vizinhos, disse <a href="https://x.com/ana">Ana</a>, acabou.',
        'Кто «читайте нас» ещё пишет, спросил <a href="https://t.me/ivan">Иван</a>, тот и опоздал.',
    ],
)
def test_who_speaks_of_following_in_a_sentence_stays(line: str) -> None:
    assert len(read(f"<p>{line}</p>")) == len(OWN) + 1


@pytest.mark.parametrize(
    "line",
    [
        'You can also follow us on <a href="https://x.com/sound">X</a>.',
        'Want more? Join us on <a href="https://t.me/sound">Telegram</a>!',
        'Mais colunas: entre no nosso <a href="https://t.me/som">canal</a>.',
    ],
)
def test_a_line_that_asks_behind_a_few_words_is_no_text(line: str) -> None:
    assert read(f"<p>{line}</p>") == [*OWN]
