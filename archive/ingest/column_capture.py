"""A capture that shows a column, in the form in which it is kept. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from archive.model import identity
from archive.model.identity import Relation, plain_address
from archive.model.records import Article, Capture
from archive.model.rows import ArticleFields, CommentFields, comment_fields
from archive.model.timeline import NOT_MODIFIED
from archive.model.times import moment_text
from archive.model.versions import Observation, Text


class _Digested(Protocol):
    @property
    def digest(self) -> str: ...


def digests(comments: Iterable[_Digested]) -> str:
    """What tells the comments of two pages apart."""
    return " ".join(sorted(comment.digest for comment in comments))


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnCapture:
    """A capture that shows a column, with what it is evidence of."""

    capture: Capture
    outlet_id: int
    address: str
    """Where it was read; for an imported text, the name made of its body."""
    canonical: str | None
    """The address it declares as its own, where that may be true."""
    relation: Relation
    observation: Observation
    fields: ArticleFields
    comments: list[CommentFields]

    @classmethod
    def of(
        cls, capture: Capture, article: Article, *, outlet_id: int, extractor: str
    ) -> "ColumnCapture":
        """What a capture shows, in the form in which it is kept."""
        text = Text.of(article)
        address = plain_address(capture.url)
        canonical: str | None = None
        relation: Relation = "address"
        if identity.text_digest_of(address) is not None:
            address, relation = identity.text_address(text.body_digest), "text"
        else:
            canonical = identity.trusted_canonical(article.canonical_url, address)
            if canonical and identity.address_key(canonical) != identity.address_key(address):
                relation = "variant"
        return cls(
            capture=capture,
            outlet_id=outlet_id,
            address=address,
            canonical=canonical,
            relation=relation,
            observation=Observation(
                seen_at=moment_text(capture.captured_at),
                capture_id=capture.id,
                extractor=extractor,
                text=text,
            ),
            fields=ArticleFields.of(article),
            comments=comment_fields(article.comments),
        )

    def shown_again(self, capture: Capture) -> "ColumnCapture":
        """The same page, as a later answer (304) says that it still stands."""
        return replace(
            self,
            capture=replace(capture, body=b"", lacks=self.capture.lacks),
            observation=replace(
                self.observation, seen_at=moment_text(capture.captured_at), capture_id=capture.id
            ),
        )

    @property
    def was_sent(self) -> bool:
        """Whether the capture has the page itself; a 304 says that an earlier one still stands."""
        return self.capture.status != NOT_MODIFIED

    @property
    def order(self) -> tuple[str, str, str, str]:
        """Place in time; of two pages in one millisecond, what they say decides, and not chance."""
        return (*self.observation.order, self.fields.digest, digests(self.comments))

    @property
    def whole(self) -> bool:
        """Whether all of the column was had; what it does not show may be there all the same."""
        return self.capture.lacks is None

    @property
    def text(self) -> Text:
        return self.observation.text

    @property
    def seen_at(self) -> str:
        return self.observation.seen_at
