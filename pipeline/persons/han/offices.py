"""What kinds of posts Chinese titles name, and the nouns of the bodies at which such posts are held."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.lexicon import Lexicon
from pipeline.persons.employers.bodies import Body
from pipeline.persons.titles.grammar import Title

__all__ = ["HanOffices"]


class HanOffices:
    """Tells posts apart. `inner`: what stands in a title before its head, in simplified characters.

    Words read: kinds, houses, seats, boards, board_posts, parties, faculties, departments, branches (how the names of parts of bodies end that have posts of the same kinds), site_like (how the names of bodies end that are called as centres are).
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.kinds = {head: kind for kind, heads in lexicon.table("kinds").items() for head in heads}
        self.houses: dict[str, list[str]] = lexicon.table("houses")
        self.seats: dict[str, list[str]] = lexicon.table("seats")
        self.boards = tuple(lexicon.list("boards"))
        self.board_posts = frozenset(lexicon.list("board_posts"))
        self.parties = tuple(lexicon.list("parties"))
        self.site_like = tuple(lexicon.list("site_like")) or ("\n",)
        self.branches = tuple(lexicon.list("branches")) or ("\0",)
        self.faculties = tuple(lexicon.list("faculties"))
        self.departments = tuple(lexicon.list("departments")) or ("\0",)

    def is_site(self, body: Body) -> bool:
        """Whether a body is a centre, or called as they are."""
        return body.centre or body.name.endswith(self.site_like)

    def kind(self, title: Title) -> str | None:
        """The kind of the post that a title names, if the lexicon tells it."""
        return self.kinds.get(title.head)

    def fits(self, title: Title, body: Body) -> bool:
        """Whether posts of this kind are held at such a body."""
        nouns = self.houses.get(self.kinds.get(title.head, ""), [])
        return not nouns or any(n in body.name for n in nouns)

    def seated(self, title: Title) -> bool:
        """Whether the head of a title says at what bodies the post is held, by its last characters."""
        return any(title.head.endswith(head) for head in self.seats)

    def homes(self, title: Title) -> Sequence[str]:
        """The nouns of the bodies at which a post without inner unit is held; none where that may be anywhere."""
        seats = next((nouns for head, nouns in self.seats.items() if title.head.endswith(head)), ())
        return seats or self.houses.get(self.kinds.get(title.head, ""), ())

    def academic(self, title: Title, inner: str) -> bool:
        """Whether the inner unit of a post is one of a school or an academy."""
        return inner.endswith(self.faculties) or title.head.startswith(self.faculties)

    def ministerial(self, title: Title, inner: str) -> bool:
        """Whether a post is that of a minister, and not of who heads a department within a body."""
        return self.kind(title) == "minister" and not inner.endswith(self.departments)

    def of_centre(self, title: Title, *, inner: str, said: str) -> bool:
        """Whether a title, `said` in full, names the board of a centre or one of its sides."""
        party = inner.endswith(self.parties) or title.head.startswith(self.parties)
        return party or any(board in said for board in self.boards) or title.head in self.board_posts
