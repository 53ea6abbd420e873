"""What may stand between a title and its holder: articles, times, marks, and the words that chain titles."""

from __future__ import annotations

from pipeline import morphology
from pipeline.lexicon import Lexicon
from pipeline.persons.holders.links import Placed
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title, TitleGrammar

__all__ = ["CELL", "DASHES", "MARKS", "Between"]

DASHES = frozenset("–—-")
# Between the cells of a row of a table.
CELL = "|"
BRACKETS = frozenset("()（）")
# What a line for a signature is drawn with, its marks at least.
BLANK = frozenset("_…./")
LEAST_BLANK = 2
# The words of a date, at most.
MOST_DAY = 8
# The words of a trade before "and", at most.
MOST_TRADE = 6
# The words of a bracket behind a name, at most.
MOST_BRACKET = 8
# The words of a time behind a title, with its comma.
LONGEST_TIME = 8
# The words of an age: "41 ans".
AGE = 2
MARKS = frozenset({",", ":", "،", "，"}) | DASHES


class Between:
    """Steps over the words of a lexicon that part a title from a name.

    Words read: articles, dropped, chaining, conjunctions, holding, appointing, honorifics, months, adverbials, when,
    inverting, timed, pronouns, relatives, respectively, sharing, equating, turning ("while", before the next of a row), demonyms, vacant, objects, definite, possessives,
    each ("each a director", of several), invariable (posts of one form in both numbers), pro_drop (whether verbs need no pronoun),
    joined_as ("as"), promoting ("promoted") and promoted_to ("to"), entrusting ("entrusted") and entrusted_to ("to"),
    contacts ("press contact"), invested ("nommée", in headlines), signed ("Signed:", before who signs), addresses ("message from", in a heading), thereof, proxies ("on behalf of"), posts ("post of") and filling ("will be filled by"), kin ("daughter"), replacing («сменить»), becoming («им стать»), object_pronouns ("her", of whom is made something), subject_pronouns («она», which needs no verb before a post), whose («которого»), asking ("who"), agents ("by", before who does something), particles,
    amid («у нас», between a post and its holder),
    departed (nouns for who has died: "the deceased"), once_was (verbs that give a post of the past only with its years: "was dean between 1985 and 1992").
    """

    def __init__(self, lexicon: Lexicon, grammar: TitleGrammar) -> None:
        def phrases(*names: str) -> Phrases:
            return Phrases([w for n in names for w in lexicon.list(n)], elisions=grammar.elisions, key=grammar.key)

        self.articles = phrases("articles")
        self.departed, self.once_was = frozenset(lexicon.list("departed")), phrases("once_was")
        self.fillers = phrases("articles", "dropped")
        self.leading = phrases("articles", "demonyms", "amid")
        self.chaining = phrases("chaining", "conjunctions", "dropped", "articles")
        self.holding = phrases("holding", "appointing")
        self.appointing = phrases("appointing")
        self.objects = phrases("objects", "articles")
        self.markers = phrases("objects")
        self.succeeding = phrases("succeeding")
        self.relatives, self.asides = phrases("relatives"), phrases("asides")
        self.honorifics = phrases("honorifics")
        self.months = phrases("months")
        self.adverbials = phrases("adverbials")
        self.when = phrases("when")
        self.inverting = phrases("inverting")
        self.timed = phrases("timed")
        self.invested = phrases("invested")
        self.pronouns = phrases("pronouns")
        self.vacant = phrases("vacant")
        self.particles = frozenset(lexicon.list("particles"))
        self.respective = phrases("respectively")
        self.agents = phrases("agents")
        self.whose, self.asking = phrases("whose"), phrases("asking")
        self.sharing = phrases("sharing")
        self.equating = phrases("equating")
        self.turning = phrases("turning")
        self.thereof = phrases("thereof")
        self.proxies = phrases("proxies")
        self.determiners = phrases("definite", "possessives")
        self.joined_as = phrases("joined_as")
        self.contacts, self.signed, self.addresses = phrases("contacts"), phrases("signed"), phrases("addresses")
        self.posts, self.filling = phrases("posts"), phrases("filling")
        self.kin, self.replacing, self.becoming = phrases("kin"), phrases("replacing"), phrases("becoming")
        self.object_pronouns = frozenset(lexicon.list("object_pronouns"))
        self.subject_pronouns = frozenset(lexicon.list("subject_pronouns"))
        self.conjunctions = frozenset(lexicon.list("conjunctions"))
        self.one_each = phrases("each")
        self.invariable = frozenset(lexicon.list("invariable"))
        self.promoting, self.promoted_to = phrases("promoting"), phrases("promoted_to")
        self.entrusting, self.entrusted_to = phrases("entrusting"), phrases("entrusted_to")
        self.pro_drop = bool(lexicon.words.get("pro_drop", False))
        self.grammar = grammar
        self.juxtaposed = bool(lexicon.words.get("juxtaposed", False))
        self.language = grammar.language
        self.instrumental = frozenset("i") if morphology.inflects(grammar.language) else frozenset()
        self.postposed = bool(lexicon.words.get("article_before_name", False))

    def parts(self, scene: Scene, at: int) -> bool:
        """Whether a token parts a name from its title: a mark, or a stroke with space about it ("X / dean of Y")."""
        tokens = scene.tokens
        if not 0 <= at < len(tokens) or tokens[at].text in MARKS:
            return 0 <= at < len(tokens)
        stroke = tokens[at].text == "/" and 0 < at < len(tokens) - 1
        return stroke and tokens[at - 1].end < tokens[at].start and tokens[at].end < tokens[at + 1].start

    def over_time(self, scene: Scene, at: int) -> int:
        """Index of the comma behind "in March", "en mars 2021", "for ten years", or behind "de l'époque"; `at` itself where something else follows."""
        at = self.grammar.over_moment(scene.tokens, at)
        for end in range(at + 1, min(at + LONGEST_TIME, len(scene.tokens))):
            if scene.tokens[end].text in MARKS:
                timely = any(t.text.isdigit() or t.lower in self.grammar.spans_of_time for t in scene.tokens[at:end])
                return end if timely or self.months.at(scene.tokens, end - 1) else at
            if not scene.tokens[end].is_word:
                break
        return at

    def over_blank(self, scene: Scene, at: int) -> int:
        """Index behind the line for a signature: "Director ________ X"; `at` itself where none is drawn."""
        end = at
        while end < len(scene.tokens) and scene.tokens[end].text in BLANK:
            end += 1
        return end if end - at >= LEAST_BLANK else at

    def back_over(self, scene: Scene, at: int, phrases: Phrases) -> int:
        """Index before any of these phrases that end at `at`."""
        moved = True
        while moved:
            moved = False
            for back in range(min(5, at), 0, -1):
                if phrases.covers(scene.tokens, at - back, at):
                    at, moved = at - back, True
                    break
        return at

    def back_over_time(self, scene: Scene, at: int) -> int:
        """Index before "until May", "since 2019", "formerly" that say when the title was held."""
        for back in range(1, min(5, at) + 1):
            found = self.adverbials.at(scene.tokens, at - back)
            if found is not None and scene.tokens[at - back - 1].text in MARKS:
                return at - back
        return at

    def back_over_span(self, scene: Scene, at: int) -> int:
        """Index before "for thirty years" behind a comma, that says how long the title was held."""
        back = at
        while back > max(1, at - MOST_DAY):
            step = self.back_over(scene, back, self.timed)
            token = scene.tokens[back - 1]
            if step == back and (token.text[0].isdigit() or token.lower in self.grammar.spans_of_time):
                step = back - 1
            if step == back:
                break
            back = step
        timely = any(t.text[0].isdigit() or t.lower in self.grammar.spans_of_time for t in scene.tokens[back:at])
        return back if timely and back and scene.tokens[back - 1].text in MARKS else at

    def each(self, scene: Scene, title: Title) -> bool:
        """Whether "each" or "both" before a title says that several hold it."""
        begin = self.back_over(scene, title.first, self.fillers)
        return any(self.one_each.at(scene.tokens, at) is not None for at in range(begin, title.first))

    def back_over_trade(self, scene: Scene, at: int) -> int:
        """Index before trades that "and" or a comma joins to the title: behind the first comma of "X, 41 ans, agronome et directrice"; where articles tell."""
        joints = self.conjunctions | {","}
        while self.postposed and at and scene.tokens[at - 1].lower in joints:
            comma = next((n for n in range(at - 2, max(0, at - 2 - MOST_TRADE), -1) if scene.tokens[n].text == ","), None)
            if comma is None or not self.trade(scene, comma + 1, at - 1):
                break
            at = comma + 1
        return at

    def trade(self, scene: Scene, first: int, last: int) -> bool:
        """Whether these tokens may say what somebody is by trade: small words, none an article, a verb or a post."""
        tokens = scene.tokens
        if first >= last or self.articles.at(tokens, first) is not None:
            return False
        if last - first == AGE and tokens[first].text.isdigit() and tokens[first + 1].lower in self.grammar.spans_of_time:
            return True
        if any(t.is_break or not t.is_word or t.is_capital for t in tokens[first:last]):
            return False
        if any(self.grammar.stops.at(tokens, at) is not None for at in range(first, last)):
            return False
        head = self.grammar.heads.at(tokens, first)
        return head is None or self.grammar.occupations.at(tokens, first) is not None

    def in_contacts(self, scene: Scene, name: Placed) -> bool:
        """Whether a name is one to write to: "Press contact: X", what somebody is there being no position."""
        at = min(name.begin, name.first)
        while at and (scene.tokens[at - 1].is_break or scene.tokens[at - 1].text in ":–-"):
            at -= 1
        return at < min(name.begin, name.first) and self.back_over(scene, at, self.contacts) < at

    def over_bracket(self, scene: Scene, at: int) -> int:
        """Index behind a short bracket: "X (Lagos) | and Y (Utrecht)"; `at` itself where none opens."""
        tokens = scene.tokens
        if at >= len(tokens) or tokens[at].text not in "(（":
            return at
        return next((n + 1 for n in range(at + 1, min(at + MOST_BRACKET, len(tokens))) if tokens[n].text in ")）"), at)

    def stood_for(self, scene: Scene, at: int) -> bool:
        """Whether a title is that of somebody for whom another stands in: "on behalf of the | Governor, Secretary X"."""
        begin = self.back_over(scene, at, self.articles)
        return self.back_over(scene, begin, self.proxies) < begin

    def of_kin(self, scene: Scene, at: int) -> bool:
        """Whether a title is only whose kin somebody is: "the daughter of the | founder, X"."""
        begin = self.back_over(scene, at, self.articles)
        links = (self.grammar.prepositions.covers(scene.tokens, begin - n, begin) for n in (1, 2))
        before = next((begin - n for n, link in enumerate(links, 1) if link), begin)
        return before < begin and self.back_over(scene, before, self.kin) < before

    def article_before(self, scene: Scene, at: int) -> bool:
        """Whether an article stands right before a token, in a language that puts one between a title and a name."""
        return self.postposed and self.back_over(scene, at, self.articles) < at

    def determined(self, scene: Scene, at: int) -> bool:
        """The same, and no mere adjective that may stand behind the article too: "el alcalde", no "actual alcalde"."""
        begin = self.back_over(scene, at, self.articles)
        return self.postposed and begin < at and self.determiners.at(scene.tokens, begin) is not None

    def only_chaining(self, scene: Scene, at: int, end: int) -> bool:
        """Whether nothing but "and", "&", commas and the like stands in the tokens `at:end`."""
        while at < end:
            if (last := self.chaining.reach(scene.tokens, at, end)) > at:
                at = last
            elif scene.tokens[at].text in {",", "&", "/", "،", ";"}:
                at += 1
            elif (aside := self._aside(scene, at, end)) > at:
                at = aside
            else:
                return False
        return True

    def _aside(self, scene: Scene, at: int, end: int) -> int:
        """Index behind a place or a time between two titles of a life: ", in Lyon,", "(2008–2014)"; `at` itself where neither stands."""
        tokens = scene.tokens
        found = self.grammar.prepositions.at(tokens, at)
        seat = scene.places.get(found.end, found.end + 1) if found is not None else at
        if found is not None and (found.end in scene.institutions or not tokens[min(found.end, end)].is_capital):
            seat = at
        if at < seat < end and tokens[at - 1].text == "," and tokens[seat].text == ",":
            return seat
        last = at
        while last < end and (tokens[last].text in BRACKETS or tokens[last].text in DASHES or self.no_subject(scene, last)):
            last += 1
        dated = any(t.text[0].isdigit() for t in tokens[at:last])
        dated = dated or (self.postposed and any(self.months.at(tokens, n) is not None for n in range(at, last)))
        return last if dated else at

    def back_over_day(self, scene: Scene, at: int) -> int:
        """Index before the day of an appointment, between its verb and the title: "a été nommée hier", "le 1er mai,"."""
        back = at
        while back > max(0, at - MOST_DAY):
            step = self.back_over(scene, back, self.timed)
            token = scene.tokens[back - 1]
            if step == back and (token.text[0].isdigit() or token.text == "," or self.months.at(scene.tokens, back - 1)):
                step = back - 1
            if step == back:
                break
            back = self.back_over(scene, step, self.articles)
        return back

    def no_subject(self, scene: Scene, at: int) -> bool:
        """Whether a token only says when: a figure, a month, a little word."""
        token = scene.tokens[at]
        if not token.is_word or token.text[0].isdigit() or token.lower in self.conjunctions:
            return True
        return any(table.at(scene.tokens, at) for table in (self.months, self.adverbials, self.when, self.fillers))
