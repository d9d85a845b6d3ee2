"""What is said of two columns, beside what their cluster says of them."""

from pathlib import Path

from archive.db.columns import articles
from archive.duplicates.explanation import explain_pair
from archive.duplicates.related import largest_clusters, relatives
from archive.folder.archive import Archive
from archive.reading import references
from tests.builders.archives import ColumnPage, outlet, take_in
from tests.builders.command import desk
from tests.builders.crawls import working_folder

BOTH = (
    "Both sides expressed their readiness to deepen cooperation in trade, transport, customs"
    " and culture, said {} after the meeting in {}."
)
END = (
    "At the end of the meeting the parties agreed to continue the consultations in {} in the"
    " spring of next year with {} in the chair."
)
RECEIVED = (
    "The minister received the ambassador of {} on Monday to discuss relations between the"
    " two countries and the state of the talks."
)
GREETINGS = (
    "The ambassador conveyed the greetings of the government of {} and recalled the constant"
    " ties of friendship between the peoples."
)
SERIES = {
    "/1": (
        BOTH.format("Wim", "Sofia"),
        END.format("Bern", "Wim"),
        (
            "cargo permit treaty ferry judge grant bridge council border appeal budget crane"
            " talks ferry tariff appeal crane spring tariff bridge fund rail spring budget"
            " pilot quay customs talks crane bank."
        ),
    ),
    "/3": (
        RECEIVED.format("Warsaw"),
        BOTH.format("Cleo", "Rome"),
        (
            "pilot verdict bank border pilot fleet ministry court ministry bridge council"
            " grant fund talks quay court road cargo spring ferry quay border border court"
            " bridge pilot customs permit fund tariff."
        ),
    ),
    "/4": (
        END.format("Dublin", "Cleo"),
        GREETINGS.format("Madrid"),
        BOTH.format("Nils", "Warsaw"),
        RECEIVED.format("Dublin"),
    ),
    "/5": (GREETINGS.format("Tallinn"), END.format("Madrid", "Egon"), RECEIVED.format("Rome")),
    "/6": (
        END.format("Rome", "Mona"),
        GREETINGS.format("Warsaw"),
        BOTH.format("Wim", "Lisbon"),
        (
            "budget appeal quay council verdict river quay border rail cargo ministry border"
            " loan fund crane bank quay harbour road grant court treaty talks permit pilot"
            " cargo bank customs bridge bridge."
        ),
    ),
    "/8": (
        GREETINGS.format("Sofia"),
        (
            "loan verdict crane crane verdict fund border pilot treaty visa verdict pilot"
            " fleet bank fund tariff spring council cargo bank council cargo rail road ferry"
            " customs tariff fleet tariff road."
        ),
    ),
}
"""Communiqués of one form, two of which make a cluster before enough of the others had come near
them to tell that what the two share is the form."""


def test_a_cluster_of_two_that_today_would_be_none_is_not_said_to_be_joined_by_way_of_others(
    tmp_path: Path,
) -> None:
    folder = working_folder(tmp_path / "desk")
    with Archive.writing(folder, command="test") as archive:
        for path, paragraphs in SERIES.items():
            made = ColumnPage(path=path, title=path, paragraphs=paragraphs)
            take_in(archive, made, outlet_id=outlet(archive, f"house-{int(path[1:]) % 3}"))
    with Archive.reading(folder) as archive:
        db = archive.db
        (cluster,) = (one for one in largest_clusters(db, limit=5) if one.columns == 2)
        one = articles.known(db, references.resolve(db, cluster.representative.public_id))
        (relative,) = relatives(db, one.id)
        other = articles.known(db, references.resolve(db, relative.public_id))
        explained = [explain_pair(archive, one, other), explain_pair(archive, other, one)]

    assert [each.joined for each in explained] == [True, True]
    assert explained[0].relation == relative.relation
    for each in explained:
        why = " ".join(each.why)
        assert "by way of other columns" not in why
        assert "No rule joins them" not in why
        assert "Rule when they were last judged: excerpt." in why
        assert "Among the texts of today they would not be joined: what they share stands in" in why
    told = desk(folder, "duplicates", one.public_id, other.public_id).output
    assert told.startswith(f"{one.public_id} and {other.public_id}: {relative.relation}\n")
