"""Posts beside bodies and names: whose office is spoken of, not who houses a centre or what happens there."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from pipeline.centres.kinship import HAN, LAST_HAN
from pipeline.phrases import fold

# Characters from a post to a name behind it, and words.
POST_REACH, POST_WORDS = 60, 5
# The same from a post to the body whose it is, with its field between; where sentences and clauses end; characters of a Chinese post.
OFFICE_REACH, OFFICE_WORDS = 90, 8
STOP = re.compile(r"[.;:!?\n,—–]")
HAN_POST = 6


@dataclass(frozen=True, slots=True)
class Offices:
    """The posts of one language. `leaders`: of those who lead a body ("rector"), folded; `posts`: all of them, with their grades."""

    leaders: Collection[str]
    posts: Collection[str]

    def of_body(self, text: str, start: int, end: int) -> str:
        """Whether the post beside a body is that of one who leads it (`leader`), of another (`post`), or there is none.

        It stands before the body, or right behind it where the language has no spaces.
        """
        if HAN <= text[start : start + 1] <= LAST_HAN:
            behind = text[end : end + HAN_POST]
            if any(behind.startswith(leader) for leader in self.leaders):
                return "leader"
            return "post" if any(behind.startswith(post) for post in self.posts) else ""
        before = STOP.split(text[max(0, start - OFFICE_REACH) : start].rstrip(", "))[-1]
        for word in reversed([fold(word.strip('(),«»"“”')) for word in before.split()][-OFFICE_WORDS:]):
            if word in self.leaders:
                return "leader"
            if word in self.posts:
                return "post"
        return ""

    def before(self, text: str, at: int) -> bool:
        """Whether a post stands in the few words before an offset."""
        return any(
            word.strip(",.") in self.posts for word in text[max(0, at - POST_REACH) : at].casefold().split()[-POST_WORDS:]
        )
