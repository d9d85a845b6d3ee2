"""What pages state for machines, also where it is broken or speaks of other things."""

from crawler.extraction.markup.index import index_page
from crawler.extraction.markup.page import parse
from crawler.extraction.metadata.stated.json_ld import parse_json
from crawler.extraction.metadata.stated.page_statements import read_statements
from crawler.extraction.metadata.stated.statements import Statement, Statements

URL = "https://lantern.example/2019/03/quiet-harbours/"


def stated(html: str) -> Statements:
    return read_statements(index_page(parse(html, URL)), URL)


def texts(statements: list[Statement]) -> list[str]:
    return [statement.text for statement in statements]


def test_a_graph_is_followed_through_its_references() -> None:
    found = stated("""
    <script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
      {"@type": "WebSite", "@id": "/#site", "name": "The Quiet Lantern"},
      {"@type": "BreadcrumbList", "itemListElement": [
        {"@type": "ListItem", "position": 1, "name": "Home"},
        {"@type": "ListItem", "position": 2, "item": {"@id": "/world/", "name": "World"}}]},
      {"@type": "Person", "@id": "/#orla", "name": "Orla Fennimore"},
      {"@type": ["Article", "NewsArticle"], "headline": "Quiet harbours &amp; loud seas",
       "author": {"@id": "/#orla"}, "datePublished": "2019-03-05T08:00:00+01:00",
       "dateModified": "2019-03-06T09:00:00+01:00", "articleSection": ["World", "Seas"],
       "keywords": "harbours, seas", "inLanguage": "en-GB", "isPartOf": {"@id": "/#site"}}
    ]}</script>""")

    assert texts(found.headlines) == ["Quiet harbours & loud seas"]
    assert texts(found.authors) == ["Orla Fennimore"]
    assert texts(found.published) == ["2019-03-05T08:00:00+01:00"]
    assert texts(found.modified) == ["2019-03-06T09:00:00+01:00"]
    assert texts(found.sections) == ["World", "Seas"]
    assert texts(found.tags) == ["harbours", "seas"]
    assert texts(found.site_names) == ["The Quiet Lantern"]
    assert found.breadcrumbs == ["Home", "World"]


def test_the_column_is_told_from_others_listed_beside_it() -> None:
    found = stated(f"""
    <script type="application/ld+json">[
      {{"@type": "NewsArticle", "headline": "Another column", "datePublished": "2020-01-01",
        "author": "Tadeusz Wrona", "url": "https://lantern.example/another/"}},
      {{"@type": "NewsArticle", "headline": "Quiet harbours", "datePublished": "2019-03-05",
        "author": "Orla Fennimore", "mainEntityOfPage": {{"@id": "{URL}"}}}},
      {{"@type": "ItemList", "itemListElement": [
        {{"@type": "NewsArticle", "headline": "Listed", "author": "Mei-Ling Zhao"}}]}}
    ]</script>""")

    assert texts(found.headlines) == ["Quiet harbours"]
    assert texts(found.authors) == ["Orla Fennimore"]


def test_an_organisation_stated_as_author_is_kept_apart() -> None:
    found = stated("""<script type="application/ld+json">{"@type": "Article", "headline": "x y",
      "author": [{"@type": "Person", "name": "Orla Fennimore"},
                 {"@type": "Organization", "name": "Lantern Press"}]}</script>""")

    assert texts(found.authors) == ["Orla Fennimore"]
    assert texts(found.organisations) == ["Lantern Press"]


def test_broken_json_is_mended_where_it_commonly_breaks() -> None:
    assert parse_json('<!-- {"a": 1} -->') == [{"a": 1}]
    assert parse_json('//<![CDATA[\n{"a": "one\ntwo"}\n//]]>') == [{"a": "one\ntwo"}]
    assert parse_json('{"a": [1, 2,], "b": 3,};') == [{"a": [1, 2], "b": 3}]
    assert parse_json('{"a": 1} {"b": 2}') == [{"a": 1}, {"b": 2}]


def test_of_json_cut_off_the_flat_properties_are_left() -> None:
    [node] = parse_json(
        '{"@type": "NewsArticle", "headline": "Quiet \\"harbours\\"", "author": '
        '{"@type": "Person", "name": "Orla Fennimore"}, "datePublished": "2019-03-05", "articleBod'
    )

    assert node["headline"] == 'Quiet "harbours"'
    assert node["author"] == "Orla Fennimore"
    assert node["datePublished"] == "2019-03-05"


def test_hostile_json_ends_in_nothing() -> None:
    for script in ("[" * 200_000, '{"a":' * 100_000, "null", '"text"', "", "{" + '"@id":' * 50_000):
        found = stated(f'<script type="application/ld+json">{script}</script>')
        assert found.headlines == []


def test_microdata_of_comments_and_teasers_is_not_the_columns() -> None:
    found = stated("""
    <div itemscope itemtype="http://schema.org/Article"><meta itemprop="headline" content="Teaser">
    </div>
    <article itemscope itemtype="http://schema.org/BlogPosting">
      <h1 itemprop="headline">Quiet harbours</h1>
      <span itemprop="author" itemscope itemtype="http://schema.org/Person">
        <a href="/orla"><span itemprop="name">Orla Fennimore</span></a></span>
      <time itemprop="datePublished" datetime="2019-03-05T08:00:00+01:00">5 March</time>
      <div itemprop="comment" itemscope itemtype="http://schema.org/UserComments">
        <span itemprop="creator" itemscope itemtype="http://schema.org/Person">
          <span itemprop="name">Gull</span></span>
        <time itemprop="dateCreated" datetime="2020-01-01">1 January</time></div>
    </article>""")

    assert texts(found.headlines) == ["Quiet harbours"]
    assert texts(found.authors) == ["Orla Fennimore"]
    assert texts(found.published) == ["2019-03-05T08:00:00+01:00"]


def test_opengraph_citation_and_other_metas_are_read() -> None:
    found = stated("""
    <meta property="og:title" content="Quiet harbours">
    <meta property="og:site_name" content="The Quiet Lantern">
    <meta property="article:published_time" content="2019-03-05T08:00:00+01:00">
    <meta property="article:section" content="World">
    <meta property="article:tag" content="seas"><meta property="article:tag" content="harbours">
    <meta name="citation_author" content="Orla Fennimore">
    <meta name="citation_author" content="Tadeusz Wrona">
    <meta name="twitter:label1" content="Verfasst von">
    <meta name="twitter:data1" content="Mei Zhao">
    <meta name="DC.date.issued" content="2019-03-05">""")

    assert texts(found.headlines) == ["Quiet harbours"]
    assert texts(found.authors) == ["Orla Fennimore", "Tadeusz Wrona", "Mei Zhao"]
    assert texts(found.published) == ["2019-03-05T08:00:00+01:00", "2019-03-05"]
    assert texts(found.sections) == ["World"]
    assert texts(found.tags) == ["seas", "harbours"]
    assert [statement.place for statement in found.tags] == ["opengraph", "opengraph"]


def test_rdfa_is_read_like_microdata() -> None:
    found = stated("""<article typeof="schema:Article"><h1 property="schema:headline">Quiet
    harbours</h1><span property="dc:date" content="2019-03-05T08:00:00+01:00">5 March</span>
    </article>""")

    assert texts(found.headlines) == ["Quiet harbours"]
    assert texts(found.published) == ["2019-03-05T08:00:00+01:00"]


def test_json_ld_in_a_meta_is_read() -> None:
    node = """{"@type": "NewsArticle", "headline": "Quiet harbours", "datePublished": "2019-03-05",
    "author": {"name": "Orla Fennimore"}}"""
    found = stated(f"<meta name='script:ld+json' content='{node}'>")

    assert [(one.text, one.place) for one in found.published] == [("2019-03-05", "json-ld")]
    assert texts(found.authors) == ["Orla Fennimore"]
