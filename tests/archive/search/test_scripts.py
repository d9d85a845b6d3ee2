"""Words are found however their script joins, marks, orders or spells them."""

from pathlib import Path

import pytest

from archive.folder.archive import Archive
from archive.search.request import Search
from archive.search.search import search
from tests.builders.archives import ColumnPage, new_archive, take_in_all

THAI = "รัฐมนตรีว่าการกระทรวงการต่างประเทศเดินทางถึงกรุงเทพมหานครเพื่อหารือเรื่องชายแดนกัมพูชาและการเจรจาสันติภาพ"
KHMER = "រដ្ឋមន្ត្រីការបរទេសបានមកដល់រាជធានីភ្នំពេញដើម្បីពិភាក្សាអំពីព្រំដែន"
LAO = "ລັດຖະມົນຕີຕ່າງປະເທດເດີນທາງມາຮອດນະຄອນຫຼວງວຽງຈັນເພື່ອປຶກສາຫາລື"
BURMESE = "နိုင်ငံခြားရေးဝန်ကြီးသည်ရန်ကုန်မြို့သို့ရောက်ရှိလာသည်"
ARABIC = "قال الوزير إن السلام قريب والحكومة تفاوض للسلطات وبغداد تنتظر، وذهب إلى أحمد لمدرسة"
HEBREW = "השר נסע לירושלים ובכנסת דיברו על הממשלה וממשלות אחרות, ושהשלום קרוב. צה״ל הגיב"
PERSIAN = "او می\u200cخواهد کتاب\u200cهای تازه‌ای بنویسد"
TRADITIONAL = "臺灣與歐盟會談後發表聲明"
JAPANESE = "渡辺外相は沢田大使とﾊﾟﾘで会談した"
ENGLISH = (
    "The U.S. Navy of the U.N. sailed; Donʼt say Qurʼan. He co\u00adoper\u200bates with"
    " \u202aʿAbd\u202c, paid 1,234,567 marks on die lange Straße dort im Norden der Stadt."
)
TEXTS = {
    "thai": THAI,
    "khmer": KHMER,
    "lao": LAO,
    "burmese": BURMESE,
    "arabic": ARABIC,
    "hebrew": HEBREW,
    "persian": PERSIAN,
    "traditional": TRADITIONAL,
    "japanese": JAPANESE,
    "english": ENGLISH,
    "spaced thai": "ปราจีน\u200bบุรี ธรรมดา",
    "german": "Herr Mueller und Frau Jørgensen bei Łódź. ﬁnanzen ＮＡＴＯ ١٢٣",
    "korean": "대통령은 워싱턴에서 회담했다",
    "american": "Give us the treaty, said the US.",
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder: Path = tmp_path_factory.mktemp("desk")
    with new_archive(folder) as archive:
        take_in_all(
            archive,
            [
                ColumnPage(path=f"/{number}", title=name, paragraphs=(text,))
                for number, (name, text) in enumerate(TEXTS.items())
            ],
        )
    return Archive.reading(folder)


def found(archive: Archive, query: str) -> dict[str | None, list[str]]:
    """What is found, and what of it is marked."""
    return {
        hit.title: [hit.snippet.text[start:end] for start, end in hit.snippet.marks]
        for hit in search(archive, Search(query=query)).hits
    }


@pytest.mark.parametrize(
    ("query", "title", "marked"),
    [
        ("กรุงเทพมหานคร", "thai", "กรุงเทพมหานคร"),
        ("กัมพูชา", "thai", "กัมพูชา"),
        ("ชายแดน", "thai", "ชายแดน"),
        ("สันติภาพ", "thai", "สันติภาพ"),
        ("รัฐมนตรี", "thai", "รัฐมนตรี"),
        ("ភ្នំពេញ", "khmer", "ភ្នំពេញ"),
        ("ព្រំដែន", "khmer", "ព្រំដែន"),
        ("ວຽງຈັນ", "lao", "ວຽງຈັນ"),
        ("ရန်ကုန်", "burmese", "ရန်ကုန်"),
        ("ဝန်ကြီး", "burmese", "ဝန်ကြီး"),
        ("ปราจีนบุรี", "spaced thai", "ปราจีน\u200bบุรี"),
        ("حكومة", "arabic", "والحكومة"),
        ("الحكومة", "arabic", "والحكومة"),
        ("السلطات", "arabic", "للسلطات"),
        ("سلطات", "arabic", "للسلطات"),
        ("بغداد", "arabic", "وبغداد"),
        ("مدرسة", "arabic", "لمدرسة"),
        ("احمد", "arabic", "أحمد"),
        ("حكوم*", "arabic", "والحكومة"),
        ('"حكومة تفاوض"', "arabic", "والحكومة تفاوض"),
        ("ירושלים", "hebrew", "לירושלים"),
        ("כנסת", "hebrew", "ובכנסת"),
        ("ממשלה", "hebrew", "הממשלה"),
        ("שלום", "hebrew", "ושהשלום"),
        ('צה"ל', "hebrew", "צה״ל"),
        ("میخواهد", "persian", "می\u200cخواهد"),
        ("می\u200cخواهد", "persian", "می\u200cخواهد"),
        ("كتاب\u200cهاي", "persian", "کتاب\u200cهای"),
        ("台湾", "traditional", "臺灣"),
        ("台灣", "traditional", "臺灣"),
        ("欧盟会谈", "traditional", "歐盟會談"),
        ("发表声明", "traditional", "發表聲明"),
        ("澤田", "japanese", "沢田"),
        ("パリ", "japanese", "ﾊﾟﾘ"),
        ("qur'an", "english", "Qurʼan"),
        ("qur’an", "english", "Qurʼan"),
        ("quran", None, ""),
        ("don't", "english", "Donʼt"),
        ("abd", "english", "Abd"),
        ("cooperates", "english", "co\u00adoper\u200bates"),
        ("coop\u200deRATES", "english", "co\u00adoper\u200bates"),
        ("1234567", "english", "1,234,567"),
        ("1.234.567", "english", "1,234,567"),
        ("UN", "english", "U.N."),
        ("U.N", "english", "U.N."),
        ('"un sailed"', "english", "U.N. sailed"),
        ('"die lange strasse"', "english", "die lange Straße"),
        ('"die lange strasse dort"', "english", "die lange Straße dort"),
        ('"marks on die lange Straße dort im Norden"', "english",
         "marks on die lange Straße dort im Norden"),
        ("NEAR(lange strasse norden, 4)", "english", "lange Straße"),
        ("حكومة NEAR/3 سلطات", "arabic", ""),
        ("ממשלה NEAR/3 כנסת", "hebrew", ""),
        ("Müller", "german", "Mueller"),
        ("joergensen", None, ""),
        ("jorgensen", "german", "Jørgensen"),
        ("finanzen", "german", "ﬁnanzen"),
        ("nato", "german", "ＮＡＴＯ"),
        ("123", "german", "١٢٣"),
        ("워싱턴", "korean", "워싱턴"),
    ],
)  # fmt: skip
def test_a_word_is_found_and_marked(
    archive: Archive, query: str, title: str | None, marked: str
) -> None:
    hits = found(archive, query)
    assert list(hits) == ([] if title is None else [title])
    if title is not None and "NEAR" not in query:
        assert hits[title] == [marked]


@pytest.mark.parametrize(
    "query",
    [
        *("กัมพา", "รีว่าบ", "ល់រាជធានីព", "ולד", "ولد", "עולם", '"مدرسة تفاوض"', "台北"),
        "lange dort -im",
    ],
)
def test_what_is_not_there_is_not_found(archive: Archive, query: str) -> None:
    assert found(archive, query) == {}


def test_an_abbreviation_is_not_the_word_its_letters_make(archive: Archive) -> None:
    assert found(archive, "U.S.") == {"english": ["U.S."], "american": ["US"]}
    assert set(found(archive, "US")) == {"english", "american"}
    assert found(archive, "u.s. treaty") == {"american": ["treaty", "US"]}


def test_a_phrase_in_folded_form_reaches_over_no_gap(archive: Archive) -> None:
    assert found(archive, '"with marks"') == {}
