"""What the columns of one crawl look like: figures that drift when a publisher's markup changes."""

from dataclasses import dataclass, field
from statistics import median

from archive.model.records import Article
from archive.model.rows import count_words


@dataclass(slots=True)
class Measures:
    """The figures of the columns read so far."""

    columns_read: int = 0
    bylines: int = 0
    titles: int = 0
    dates: int = 0
    body: int = 0
    """Characters of all texts."""
    chrome: int = 0
    """Characters of all that was taken out."""
    words: list[int] = field(default_factory=list)

    def add(self, article: Article) -> None:
        """Counts one column."""
        text = article.body
        self.columns_read += 1
        self.bylines += bool(article.byline or article.authors)
        self.titles += bool(article.title)
        self.dates += article.published is not None
        self.body += len(text)
        self.chrome += sum(len(piece.text) for piece in article.chrome)
        self.words.append(count_words(text))

    def as_dict(self) -> dict[str, float]:
        """Shares between 0 and 1, and the median of words; empty when no column was read."""
        if not self.columns_read:
            return {}
        return {
            "columns_read": self.columns_read,
            "byline_share": round(self.bylines / self.columns_read, 4),
            "title_share": round(self.titles / self.columns_read, 4),
            "date_share": round(self.dates / self.columns_read, 4),
            "median_words": float(median(self.words)),
            "chrome_share": round(self.chrome / max(self.chrome + self.body, 1), 4),
        }
