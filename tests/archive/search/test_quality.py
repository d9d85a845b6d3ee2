"""How much of what should be found is found, and how much of what is found should be.

Invented columns in twelve languages, and queries of which a reader would know the answer.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

import pytest

from archive.folder.archive import Archive
from archive.model.records import Outcome
from archive.search.request import Search
from archive.search.search import search
from tests.builders.archives import ColumnPage, new_archive, take_in

RECALL = 0.97
PRECISION = 0.98


class Told(NamedTuple):
    """An invented column."""

    title: str
    body: str
    outlet: str
    author: str
    section: str
    day: str | None


COLUMNS = {
    "en1": Told("The ferry treaty of Port Ellery",
                "Two ministers signed the harbour treaty on a ferry. Herring quotas come next.",
                "courier", "Ines Calloway", "World", "2012-03-04"),
    "en2": Told("Why the treaty of the straits failed",
                "The state-building mission left. Its treaty was never ratified by Naïr's council.",
                "courier", "Ines Calloway", "Opinion", "2014-07-01"),
    "en3": Told("Friends of the harbour board",
                "Constant ties of friendship bind the board, wrote the envoy of the DPRK.",
                "tribune", "Jo O'Hara-Łuk", "World", "2016-12-31"),
    "en4": Told("A bridge instead of a ferry",
                "The U.S. delegation and 12,500 islanders want a bridge. Ferries are slow.",
                "tribune", "Tomás Núñez", "Economy", "2020-02-29"),
    "en5": Told("Letters on friendly fire",
                "The ambassador's letter names no treaty and no ally; it asks us to wait.",
                "tribune", "Ines Calloway", "Letters", None),
    "en6": Told("Pyongyang answers Havana",
                "Sugar was sold by Cuba. Long after that came the answer of Pyongyang on rockets.",
                "courier", "Mara van der Aa", "World", "2019-05-05"),
    "de1": Told("Außenpolitik auf der Straße",
                "Der Außenminister traf Frau Müller in Görlitz wegen der Größe der Zölle.",
                "bote", "Jürgen Groß", "Politik", "2013-01-15"),
    "de2": Told("Ein Abkommen über Häfen",
                "Das Hafenabkommen von Swinemünde bleibt aus; die Fähre fährt weiter.",
                "bote", "Anneliese Weiß", "Wirtschaft", "2017-10-03"),
    "de3": Told("Die Botschafterin geht",
                "Nach dem Gipfel der G20 verließ die Botschafterin die Stadt über die Brücke.",
                "bote", "Jürgen Groß", "Politik", "2018"),
    "fr1": Told("L'été des ambassadeurs",
                "L’ambassadeur d’Élanie a signé l’accord à Genève; la trêve n'est pas finie.",
                "gazette", "Zoé Lefèvre", "Monde", "2011-06-21"),
    "fr2": Told("Cœur à cœur au port",
                "Les sœurs du ministre ont vu le traité au port de Saint-Malorin.",
                "gazette", "Benoît d'Orval", "Monde", "2015-09-09"),
    "fr3": Told("Une frontière sans gare",
                "Le garçon de la gare attend la paix; rien ne passe la frontière.",
                "gazette", "Zoé Lefèvre", "Société", "2016-01-01"),
    "es1": Told("El niño y la embajada",
                "La embajada española pidió una acción rápida sobre la frontera marítima.",
                "correo", "Tomás Núñez", "Mundo", "2012-11-11"),
    "es2": Told("Año de cumbres",
                "La cumbre de Bahía Grís trató del azúcar y de los aranceles al pingüino.",
                "correo", "Lucía Peña", "Economía", "2015-05-05"),
    "ru1": Told("Посол и ёлка",
                "Посол Семёнов приехал в Заречье и говорил о мире. Мой сосед ждал договор.",
                "vestnik", "Пётр Ёлкин", "Мир", "2014-02-02"),
    "ru2": Told("Договор о рыбе",
                "Министр подписал договор о рыбе в городе Нижний Яр; послы молчали.",
                "vestnik", "Анна Йоргова", "Экономика", "2018-08-08"),
    "ru3": Told("Мои границы",
                "Границы остались закрыты, санкции сняты. Мир не пришёл.",
                "vestnik", "Пётр Ёлкин", "Мир", "2021-03-03"),
    "ko1": Told("북한 외무성의 하루",
                "어제 평양에서 김일성은 남북정상회담을 언급했다. 미국은 침묵했다.",
                "sinmun", "박하늘", "국제", "2013-03-03"),
    "ko2": Told("항구와 조약",
                "장관들이 항구에서 어업조약에 서명했다. 중국과 일본도 참석했다.",
                "sinmun", "이바다", "국제", "2016-06-06"),
    "ko3": Told("경제의 바람",
                "관세가 오르자 수출이 줄었다. 외교부는 대책을 논의하지 않았다.",
                "sinmun", "박하늘", "경제", "2019-09-09"),
    "ja1": Told("外交の一日",
                "外務大臣は東京で条約に署名した。首脳会談は来月開かれる。",
                "shimbun", "青木海", "国際", "2012-12-12"),
    "ja2": Told("渡し船のニュース",
                "ミサイル発射のニュースで、渡し船は港に戻った。コーヒーも冷めた。",
                "shimbun", "青木海", "社会", "2017-07-07"),
    "ja3": Told("関税をめぐる話",
                "関税引き上げに台湾と韓国が反対した。ＷＴＯも動く。",
                "shimbun", "森野空", "経済", "2018-01-31"),
    "zh1": Told("外交的一天",
                "中美外交部长昨天在北京举行会谈，双方谈到G20峰会。",
                "ribao", "林山", "国际", "2016-09-04"),
    "zh2": Told("臺灣的港口",
                "臺灣漁民要求簽署條約，渡輪停在港口。",
                "ribao", "陳河", "國際", "2014-04-04"),
    "zh3": Told("关税与大米",
                "关税提高后，大米出口减少，经济学家担心贸易战。",
                "ribao", "林山", "经济", "2019-06-01"),
    "ar1": Told("السياسة والميناء",
                "تَحَدَّثَ الرَّئِيسُ عَنِ السِّيَاسَةِ في الميناء، ووقع الاتفاقية مع مصر.",
                "sahifa", "ليلى الأحمد", "العالم", "2013-05-20"),
    "ar2": Told("سفير بلا سفارة",
                "وصل السفير إلى القاهرة للسلام، وقال إن الحدود مغلقة.",
                "sahifa", "إبراهيم يوسف", "العالم", "2017-02-14"),
    "ar3": Told("أسعار السكر",
                "ارتفعت أسعار السكر بعد الرسوم الجمركية، والوزارة صامتة.",
                "sahifa", "ليلى الأحمد", "اقتصاد", "2020-10-10"),
    "he1": Told("השלום בנמל",
                "השר נסע לירושלים וחתם על ההסכם בנמל. צה״ל שתק.",
                "itton", "נעה ברק", "עולם", "2015-12-01"),
    "hi1": Told("पुल और सन्धि",
                "मंत्री ने हिन्दी में कहा कि पुल बनेगा; क़ानून बाद में आएगा।",
                "patrika", "मीरा वर्मा", "दुनिया", "2016-08-15"),
    "hi2": Told("चीनी का दाम",
                "पोल खुल गई: राजदूत ने बंदरगाह की बात नहीं की।",
                "patrika", "अजय सिंह", "अर्थ", "2018-03-02"),
}  # fmt: skip
OUTLETS = {
    "courier": ("The Courier", "en"), "tribune": ("The Island Tribune", "en"),
    "bote": ("Der Hafenbote", "de"), "gazette": ("La Gazette du Port", "fr"),
    "correo": ("El Correo", "es"), "vestnik": ("Вестник", "ru"), "sinmun": ("항구신문", "ko"),
    "shimbun": ("みなと新聞", "ja"), "ribao": ("海港日报", "zh"), "sahifa": ("صحيفة الميناء", "ar"),
    "itton": ("עיתון הנמל", "he"), "patrika": ("बंदरगाह पत्रिका", "hi"),
}  # fmt: skip
QUERIES = {
    # English: words, phrases, prefixes, hyphens, accents, operators
    "treaty": "en1 en2 en5",
    "harbour treaty": "en1",
    '"harbour treaty"': "en1",
    '"constant ties"': "en3",
    '"ties constant"': "",
    "friend*": "en3 en5",
    "state-building": "en2",
    '"state building"': "en2",
    "nair": "en2",
    "U.S.": "en4",
    "12500": "en4",
    "ferr*": "en1 en4",
    "ferry OR bridge": "en1 en4",
    "(ferry OR bridge) -herring": "en4",
    "treaty NOT author:calloway": "",
    "treaty -section:opinion": "en1 en5",
    "(Cuba OR Havana) (DPRK OR Pyongyang)": "en6",
    "sugar NEAR/3 cuba": "en6",
    "NEAR(sugar rockets, 3)": "",
    "title:treaty": "en1 en2",
    "title:(bridge OR letters)": "en4 en5",
    "ambassador's": "en5",
    "o'hara": "en3",
    # fields and dates
    "author:calloway": "en1 en2 en5",
    'author:"Ines Calloway" treaty after:2012 before:2016': "en1 en2",
    "author:calloway before:2013": "en1",
    "author:luk": "en3",
    "author:nunez": "en4 es1",
    'author:"van der Aa"': "en6",
    "outlet:tribune": "en3 en4 en5",
    "outlet:island ferry OR outlet:correo": "en4 es1 es2",
    'outlet:"La Gazette" traité': "fr2",
    "section:world after:2016-12": "en3 en6",
    "lang:de": "de1 de2 de3",
    "lang:german after:2018 before:2018": "de3",
    "lang:fr -author:lefevre": "fr2",
    "after:2020": "en4 ru3 ar3",
    "before:2012-03-04": "en1 fr1",
    "G20": "de3 zh1",
    "G20 -lang:zh": "de3",
    # German, French, Spanish
    "aussenminister": "de1",
    "strasse": "de1",
    "mueller": "de1",
    "Müller görlitz": "de1",
    "grösse": "de1",
    "hafenabkommen": "de2",
    "faehre": "de2",
    "author:gross": "de1 de3",
    "botschafter*": "de3",
    "ete": "fr1",
    "geneve accord": "fr1",
    '"l\'accord"': "fr1",
    "coeur": "fr2",
    "soeurs": "fr2",
    "saint-malorin": "fr2",
    "garcon": "fr3",
    "frontiere": "fr3",
    "author:d'orval": "fr2",
    "nino": "es1",
    "accion rapida": "es1",
    "embajada": "es1",
    "pinguino": "es2",
    "author:peña": "es2",
    # Russian
    "семенов": "ru1",
    "елка": "ru1",
    "договор": "ru1 ru2",
    "мой": "ru1",
    "мои": "ru3",
    '"нижний яр"': "ru2",
    "author:елкин": "ru1 ru3",
    "границ*": "ru3",
    "посол*": "ru1",
    # Korean: particles, words of two syllables, within longer words
    "김일성": "ko1",
    "회담": "ko1",
    "미국": "ko1",
    "북한": "ko1",
    "정상회담 평양": "ko1",
    "조약": "ko2",
    "일본": "ko2",
    '"북한 외무성"': "ko1",
    "외교부": "ko3",
    "author:박하늘 수출": "ko3",
    "section:국제": "ko1 ko2",
    # Japanese
    "条約": "ja1 zh2",
    "条約 lang:ja": "ja1",
    "会談": "ja1 zh1",
    "ニュース": "ja2",
    "ミサイル": "ja2",
    "コーヒー": "ja2",
    "関税": "ja3 zh3",
    "WTO": "ja3",
    "title:外交": "ja1 zh1",
    # Chinese, in both spellings
    "外交": "ja1 zh1",
    "外交 outlet:ribao": "zh1",
    '"外交部长昨天"': "zh1",
    "台湾": "ja3 zh2",
    "港口": "zh2",
    "峰会": "zh1",
    "G20峰会": "zh1",
    "贸易战": "zh3",
    "关税 -lang:ja": "zh3",
    # Arabic and Hebrew
    "السياسة": "ar1",
    "الرئيس": "ar1",
    "اتفاقية": "ar1",
    "السلام": "ar2",
    "سلام": "ar2",
    "القاهره": "ar2",
    "السكر": "ar3",
    "وزارة": "ar3",
    "author:ابراهيم": "ar2",
    "ירושלים": "he1",
    "הסכם": "he1",
    'צה"ל': "he1",
    # Hindi
    "पुल": "hi1",
    "हिंदी": "hi1",
    "कानून": "hi1",
    "राजदूत": "hi2",
    "author:वर्मा": "hi1",
    "lang:hindi -पुल": "hi2",
    # mixed
    "sugar OR azúcar OR السكر": "en6 es2 ar3",
    "tariff OR Zölle OR 关税 OR 관세": "de1 ko3 ja3 zh3",
    "(outlet:courier OR outlet:bote) after:2013 before:2014": "de1 en2",
    "-lang:(en OR de OR fr OR es OR ru OR ko OR ja OR zh OR ar)": "he1 hi1 hi2",
}


def moment(day: str | None) -> datetime | None:
    """Noon of a day, or of the first of a year."""
    if day is None:
        return None
    return datetime.fromisoformat(f"{day}-01-01" if len(day) == 4 else day).replace(tzinfo=UTC)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("desk")
    with new_archive(folder) as archive:
        for name, told in COLUMNS.items():
            row = archive.upsert_outlet(
                slug=told.outlet,
                name=OUTLETS[told.outlet][0],
                home=f"https://{told.outlet}.example/",
                language=OUTLETS[told.outlet][1],
                timezone="UTC",
                country=None,
            )
            page = ColumnPage(
                path=f"https://{told.outlet}.example/{name}",
                title=told.title,
                paragraphs=(told.body,),
                authors=(told.author,),
                section=told.section,
                language=OUTLETS[told.outlet][1],
                published=moment(told.day),
                precision="year" if told.day == "2018" else "day",
            )
            assert take_in(archive, page, outlet_id=row) == Outcome.NEW
    with Archive.reading(folder) as archive:
        yield archive


def found(archive: Archive, query: str) -> set[str]:
    """The names of the columns that a query finds."""
    hits = search(archive, Search(query=query, where="column", size=100)).hits
    return {(hit.url or "").rpartition("/")[2] for hit in hits}


def test_recall_and_precision_over_all_queries(archive: Archive) -> None:
    right = wanted = given = 0
    wrong = []
    for query, answer in QUERIES.items():
        here, there = found(archive, query), set(answer.split())
        right += len(here & there)
        wanted += len(there)
        given += len(here)
        if here != there:
            wrong.append((query, sorted(there - here), sorted(here - there)))
    assert len(QUERIES) >= 60
    assert right / wanted >= RECALL, wrong
    assert right / given >= PRECISION, wrong


def test_every_column_and_language_is_asked_for() -> None:
    asked = {name for answer in QUERIES.values() for name in answer.split()}
    assert asked == set(COLUMNS)
