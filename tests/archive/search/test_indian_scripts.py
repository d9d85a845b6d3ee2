"""Words in the scripts of India, Tibet and the Maldives are found by all their signs."""

from pathlib import Path

import pytest

from archive.fixity.verify import verify
from archive.folder.archive import Archive
from archive.search.request import Search
from archive.search.search import search
from tests.builders.archives import ColumnPage, new_archive, take_in_all

TEXTS = {
    "hindi": "नदी पर नया पुल बना, और हिन्दी में सड़क की ख़बर है। कमल खिला।",
    "hindi neighbours": "उसकी पोल खुली। कमला गई, पल भर में। कमी है",
    "marathi": "मुंबई आणि पुणे येथे निवडणूक झाली",
    "bengali": "বাংলাদেশের নির্বাচন নিয়ে ঢাকায় বৈঠক, উৎসব পড়া শেষ",
    "bengali neighbours": "বংলা নির্বাচিত উত্\u200dসব পডা",
    "punjabi": "ਪੰਜਾਬ ਦੀ ਸਰਕਾਰ ਨੇ ਫ਼ੈਸਲਾ ਕੀਤਾ",
    "punjabi neighbours": "ਸਰਕਰ ਕੀਤੀ",
    "gujarati": "સરકાર અને હિન્દી ભાષાની નીતિ",
    "gujarati neighbours": "સરકર નીતા",
    "odia": "ଓଡ଼ିଶାର ରାଜଧାନୀ ଭୁବନେଶ୍ୱର",
    "odia neighbours": "ଓଡିଶାର ରାଜଧାନ",
    "tamil": "தமிழ்நாடு அரசு புதிய கொள்கை அறிவித்தது",
    "tamil neighbours": "அரசி புதியது காள்கை",
    "telugu": "తెలుగు ప్రభుత్వం కొత్త విధానం",
    "telugu neighbours": "ప్రభుత్వ విధాన",
    "kannada": "ಕರ್ನಾಟಕ ಸರ್ಕಾರದ ಹೊಸ ನೀತಿ",
    "kannada neighbours": "ಸರ್ಕರದ ನೀತ",
    "malayalam": "അവന്\u200d കേരള സർക്കാർ നയം പ്രസിഡൻറ്",
    "malayalam neighbours": "അവന് കേരളം സർക്കർ",
    "sinhala": "ශ්\u200dරී ලංකා රජය තීරණය",
    "sinhala neighbours": "ලංක රජා",
    "tibetan": "བོད་ལྗོངས་ཀྱི་གནས་ཚུལ།",
    "tibetan neighbours": "བད་ལྗངས",
    "dhivehi": "ދިވެހި ރާއްޖެ",
    "dhivehi neighbours": "ދަވެހި",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    with new_archive(folder) as archive:
        take_in_all(
            archive,
            [
                ColumnPage(path=f"/{number}", title=name, paragraphs=(text,))
                for number, (name, text) in enumerate(TEXTS.items())
            ],
        )
    return folder


@pytest.fixture(scope="module")
def archive(folder: Path) -> Archive:
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
        ("पुल", "hindi", "पुल"),
        ("पोल", "hindi neighbours", "पोल"),
        ("पल", "hindi neighbours", "पल"),
        ("कमल", "hindi", "कमल"),
        ("कमला", "hindi neighbours", "कमला"),
        ("कम", None, ""),
        ("हिंदी", "hindi", "हिन्दी"),
        ("सडक", "hindi", "सड़क"),
        ("खबर", "hindi", "ख़बर"),
        ("ख\u093cबर", "hindi", "ख़बर"),
        ("पुल\u200c", "hindi", "पुल"),
        ('"नया पुल"', "hindi", "नया पुल"),
        ('"नदी पर नया पुल बना और हिन्दी"', "hindi", "नदी पर नया पुल बना, और हिन्दी"),
        ("NEAR(नदी पुल, 3)", "hindi", None),
        ("कमल NOT पुल", None, ""),
        ("मुम्बई", "marathi", "मुंबई"),
        ("निवडणू*", "marathi", "निवडणूक"),
        ("বাংলাদেশের", "bengali", "বাংলাদেশের"),
        ("নির্বাচন", "bengali", "নির্বাচন"),
        ("পড়া", "bengali", "পড়া"),
        ("পডা", "bengali neighbours", "পডা"),
        ("ਸਰਕਾਰ", "punjabi", "ਸਰਕਾਰ"),
        ("ਫੈਸਲਾ", "punjabi", "ਫ਼ੈਸਲਾ"),
        ("સરકાર", "gujarati", "સરકાર"),
        ("હિંદી", "gujarati", "હિન્દી"),
        ("ଓଡ଼ିଶାର", "odia", "ଓଡ଼ିଶାର"),
        ("ରାଜଧାନୀ", "odia", "ରାଜଧାନୀ"),
        ("அரசு", "tamil", "அரசு"),
        ("கொள்கை", "tamil", "கொள்கை"),
        ("ప్రభుత్వం", "telugu", "ప్రభుత్వం"),
        ("విధానం", "telugu", "విధానం"),
        ("ಸರ್ಕಾರದ", "kannada", "ಸರ್ಕಾರದ"),
        ("ನೀತಿ", "kannada", "ನೀತಿ"),
        ("അവൻ", "malayalam", "അവന്\u200d"),
        ("അവന്\u200d", "malayalam", "അവന്\u200d"),
        ("അവന്", "malayalam neighbours", "അവന്"),
        ("സർക്കാർ", "malayalam", "സർക്കാർ"),
        ("പ്രസിഡന്റ്", "malayalam", "പ്രസിഡൻറ്"),
        ("ශ්රී", "sinhala", "ශ්\u200dරී"),
        ("ශ්\u200dරී", "sinhala", "ශ්\u200dරී"),
        ("රජය", "sinhala", "රජය"),
        ("བོད", "tibetan", "བོད"),
        ("བོད་ལྗོངས", "tibetan", "བོད་ལྗོངས"),
        ("ދިވެހި", "dhivehi", "ދިވެހި"),
    ],
)
def test_a_word_is_found_and_marked_and_not_its_neighbour(
    archive: Archive, query: str, title: str | None, marked: str | None
) -> None:
    hits = found(archive, query)
    assert list(hits) == ([] if title is None else [title])
    if title is not None and marked is not None:
        assert hits[title] == [marked]


def test_a_half_letter_is_found_in_either_spelling(archive: Archive) -> None:
    for query in ("উৎসব", "উত্\u200dসব"):
        assert found(archive, query) == {"bengali": ["উৎসব"], "bengali neighbours": ["উত্\u200dসব"]}


def test_headlines_and_names_are_found_in_their_field(tmp_path: Path) -> None:
    with new_archive(tmp_path) as archive:
        take_in_all(
            archive,
            [
                ColumnPage(path="/1", title="नया पुल", authors=("கமல் ராஜ்",)),
                ColumnPage(path="/2", title="नई पोल", authors=("கமலா ராஜ்",)),
            ],
        )
        for query in ("title:पुल", "title:पु*", "author:கமல்", 'author:"கமல் ராஜ்"'):
            (hit,) = search(archive, Search(query=query)).hits
            assert hit.title == "नया पुल", query
        (hit,) = search(archive, Search(query="கமல்")).hits
        assert hit.author is not None
        assert [hit.author[start:end] for start, end in hit.author_marks] == ["கமல்"]


def test_the_archive_verifies(folder: Path) -> None:
    with Archive.reading(folder) as archive:
        assert list(verify(archive)) == []
