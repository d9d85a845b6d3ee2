"""tantivy, the search library that Quickwit and ParadeDB are built on."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from scripts.bench_web.asking import Answer
from scripts.bench_web.beside.texts import COMPARED, beginning, documents, first_hit, seconds_of
from scripts.bench_web.questions import PAGE_SIZE, Question

HEAP_BYTES = 512 << 20
TITLE_WEIGHT = 10.0
"""As in the archive's own index."""


@dataclass(frozen=True, slots=True)
class TantivyLayer:
    """An index with what searches it."""

    index: Any
    searcher: Any

    def ask(self, question: Question) -> Answer | None:
        """The number of matches, and the hits of a page with snippets."""
        if question.kind not in COMPARED:
            return None
        began, cpu = time.perf_counter(), time.process_time()
        total = self.hits(question)
        return Answer(time.perf_counter() - began, time.process_time() - cpu, said={"total": total})

    def hits(self, question: Question) -> int:
        """How many matches there are, after the hits of its page were read."""
        import tantivy

        words = self.words(question)
        found = self.searcher.search(
            self.filtered(words, question),
            limit=PAGE_SIZE,
            offset=first_hit(question),
            **({"order_by_field": "published"} if question.newest else {}),
        )
        snippets = tantivy.SnippetGenerator.create(self.searcher, words, self.index.schema, "body")
        for _, address in found.hits:
            document = self.searcher.doc(address)
            snippets.snippet_from_doc(document).to_html()
        return int(found.count)

    def words(self, question: Question) -> Any:
        """What is to stand in headline or text."""
        import tantivy

        start = beginning(question)
        if start is None:
            return self.index.parse_query(
                question.query,
                ["title", "body"],
                field_boosts={"title": TITLE_WEIGHT},
                conjunction_by_default=True,
            )
        either = [
            (tantivy.Occur.Should, tantivy.Query.regex_query(self.index.schema, name, f"{start}.*"))
            for name in ("title", "body")
        ]
        return tantivy.Query.boolean_query(either)

    def filtered(self, words: Any, question: Question) -> Any:
        """The same in one outlet and between two days, where these are asked for."""
        import tantivy

        schema, every = self.index.schema, [words]
        if question.outlet:
            every.append(tantivy.Query.term_query(schema, "outlet", question.outlet))
        if question.since and question.until:
            after = date.fromisoformat(question.until) + timedelta(days=1)
            between = (seconds_of(question.since), seconds_of(after.isoformat()) - 1)
            kind = tantivy.FieldType.Integer
            every.append(tantivy.Query.range_query(schema, "published", kind, *between))
        if len(every) == 1:
            return words
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, one) for one in every])


@contextmanager
def tantivy_index(folder: Path) -> Iterator[tuple[TantivyLayer, str]]:
    """An index of an archive's columns and what it holds, until the block ends."""
    import tantivy

    schema = (
        tantivy.SchemaBuilder()
        .add_text_field("title", stored=True)
        .add_text_field("body", stored=True)
        .add_text_field("outlet", tokenizer_name="raw", index_option="basic")
        .add_integer_field("published", indexed=True, fast=True)
        .add_integer_field("row", stored=True)
        .build()
    )
    with tempfile.TemporaryDirectory(prefix="tantivy-") as place:
        index = tantivy.Index(schema, path=place)
        writer = index.writer(heap_size=HEAP_BYTES, num_threads=1)
        for one in documents(folder):
            document = tantivy.Document(title=one.title, body=one.body, outlet=one.outlet)
            document.add_integer("row", one.row)
            if one.published:
                document.add_integer("published", seconds_of(one.published[:10]))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        size = sum(path.stat().st_size for path in Path(place).iterdir()) / 1e9
        holds = (
            f"{tantivy.__version__}: {size:.2f} GB; words of headline and text with"
            " positions, outlet and day; both texts stored"
        )
        yield TantivyLayer(index, index.searcher()), holds
