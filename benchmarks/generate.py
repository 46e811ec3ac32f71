"""Invented articles in any number, the same for the same seed: `python benchmarks/generate.py 1000`.

A stream in the order of publication, as a desk would receive it: some forty regions with their
states, ministers and outlets, "evenings" of about five to twenty articles each (accounts, loud
headlines, wire stories with copies and copies of copies, paraphrases, transcripts, visits that are
announced, confirmed, moved and held), and news of other kinds between them. Written as JSON Lines
(`text`, `url`, `outlet`, `published`) to standard output or a file, or as .txt files to a folder.
"""

from __future__ import annotations

import argparse
import datetime as dt
import heapq
import json
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from names import Forms, Outlet, Person, Pool, State
from wordings import (
    AFTER,
    BACKGROUND,
    BEFORE,
    CLOSINGS,
    CORRIDORS,
    DID,
    FURNITURE_END,
    FURNITURE_TOP,
    HEADLINES,
    LEADS,
    MORE,
    PHRASES,
    TOPICS,
    UTTERANCES,
    WHEN,
    WHERE,
    WHO,
)

WORLDS = 40
START = dt.date(2025, 1, 6)
_EVENINGS_A_DAY = (1, 1, 2, 2, 3)
_MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
_WEEKDAYS = ("в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу", "в воскресенье")
_CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")


@dataclass(frozen=True, slots=True)
class Utterance:
    """What somebody said: wordings and one to stand behind "что", how it goes on, and what it is about."""

    wordings: tuple[str, ...]
    that: str
    endings: tuple[str, str]
    about: dict[str, object]


@dataclass(frozen=True, slots=True)
class Article:
    """One article. `evening` says which tell of the same, `kind` what sort of telling it is."""

    text: str
    url: str
    outlet: str
    published: str
    evening: str
    kind: str


@dataclass(frozen=True, slots=True)
class World:
    """A region: four states and the one that comes to them, their people and outlets."""

    number: int
    region: str
    group: str
    states: tuple[State, ...]
    ministers: tuple[tuple[Person, Person], ...]
    envoy: Person
    expert: Person
    towns: tuple[Forms, ...]
    corridor: str
    outlets: tuple[Outlet, ...]
    change: dt.date

    def minister(self, state: int, day: dt.date) -> Person:
        """Who holds the office on that day: each state has two foreign ministers, one after the other."""
        return self.ministers[state][day >= self.change + dt.timedelta(days=90 * state)]


@dataclass(frozen=True, slots=True)
class Globe:
    """All worlds, and what turns up in every one of them: a great power, a union, an agency."""

    worlds: tuple[World, ...]
    power: State
    union: str
    secretary: Person
    agency: Outlet
    others: tuple[Person, ...]

    @classmethod
    def of(cls, seed: int) -> Globe:
        pool = Pool(seed)
        draw = random.Random(f"worlds {seed}")
        power, secretary = pool.state(), pool.person()
        worlds = tuple(_world(number, pool, draw) for number in range(WORLDS))
        others = tuple(pool.person() for _ in range(1500))
        return cls(worlds, power, "Союза материков", secretary, Outlet("Мирпресс", "mirpress.example", True), others)


def _world(number: int, pool: Pool, draw: random.Random) -> World:
    states = [pool.state() for _ in range(5)]
    letter = states[1].name.nom[0]
    return World(
        number,
        states[1].name.nom[:3] + "арии",
        f"{letter}4+{number + 1}",
        tuple(states),
        tuple((pool.person(), pool.person()) for _ in states),
        pool.person(),
        pool.person(),
        tuple(pool.town() for _ in range(4)),
        CORRIDORS[number % len(CORRIDORS)],
        tuple(pool.outlets(states, 14)),
        START + dt.timedelta(days=draw.randrange(200, 1800)),
    )


# ---- the stream


def articles(seed: int = 1) -> Iterator[Article]:
    """Without end, in the order of publication."""
    globe = Globe.of(seed)
    day, number = START, 0
    waiting: list[tuple[str, int, int, Article]] = []
    while True:
        draw = random.Random(f"day {seed} {day}")
        for _ in range(draw.choice(_EVENINGS_A_DAY)):
            number += 1
            told = Evening(globe, random.Random(f"evening {seed} {number}"), f"e{number}", day).tell()
            for n, article in enumerate(told):
                heapq.heappush(waiting, (article.published, number, n, article))
        for _ in range(draw.randrange(1, 6)):
            number += 1
            article = Evening(globe, random.Random(f"evening {seed} {number}"), f"b{number}", day).background()
            heapq.heappush(waiting, (article.published, number, 0, article))
        while waiting and waiting[0][0] <= day.isoformat():
            yield heapq.heappop(waiting)[3]
        day += dt.timedelta(days=1)


def sample(seed: int, count: int) -> list[Article]:
    """Few articles with much between them: evenings of two regions within three weeks."""
    globe = Globe.of(seed)
    found: list[Article] = []
    number = 0
    while len(found) < count:
        number += 1
        draw = random.Random(f"sample {seed} {number}")
        evening = Evening(globe, draw, f"s{number}", START + dt.timedelta(days=draw.randrange(21)), world=number % 2)
        told = evening.tell()
        found += draw.sample(told, min(5, len(told)))
    return found[:count]


# ---- one evening


class Evening:
    """What happens once in one world, and who tells of it how."""

    def __init__(self, globe: Globe, draw: random.Random, name: str, day: dt.date, world: int | None = None) -> None:
        self.globe, self.draw, self.name, self.day = globe, draw, name, day
        self.world = draw.choice(globe.worlds) if world is None else globe.worlds[world]
        self.count = 0
        self.facts = self._facts()

    def _facts(self) -> dict[str, object]:
        world, draw = self.world, self.draw
        own = 0 if draw.random() < 0.6 else draw.randrange(1, 5)
        other = draw.choice([n for n in range(5) if n != own])
        host, guest = world.minister(own, self.day), world.minister(other, self.day)
        guests = [state.name.gen for n, state in enumerate(world.states) if n != own]
        due = self.day + dt.timedelta(days=draw.randrange(12, 120))
        before = self.day - dt.timedelta(days=draw.randrange(30, 400))
        adjective = world.states[own].adj
        return {
            "own": world.states[own], "other": world.states[other], "host": host, "guest": guest, "envoy": world.envoy,
            "expert": world.expert, "secretary": self.globe.secretary, "power": self.globe.power,
            "union": self.globe.union, "region": world.region, "group": world.group, "corridor": world.corridor,
            "guests": _list(guests), **_topics(draw),
            "all_states": _list([world.states[own].name.gen, *guests]),
            "town": draw.choice(world.towns), "money": draw.choice(("долларов", world.states[0].money)),
            "j": draw.randrange(2, 9), "fund": f"{draw.randrange(1, 9)},{draw.randrange(1, 9)}",
            "due": _day(due), "before": _day(before, year=True),
            "later": _day(due + dt.timedelta(days=22)), "before_place": draw.choice(world.states).capital,
            "office_host": f"министр иностранных дел {world.states[own].name.gen}",
            "Office_host": f"Глава {adjective}ого МИД",
            "office_host_gen": f"министра иностранных дел {world.states[own].name.gen}",
            "host_a": host.a, "host_ela": "а" if host.woman else "", "place": world.states[own].capital,
            "widget": (self.day + dt.timedelta(days=3)).strftime("%d.%m.%Y"),
        }  # fmt: skip

    def say(self, template: str, draw: random.Random, **more: object) -> str:
        """A template with its choices made and its names put in."""
        facts = self.facts | more
        template = _CHOICE.sub(lambda found: draw.choice(found[1].split("|")), template)
        return template.format(**{k: _Named(v) if isinstance(v, Person) else v for k, v in facts.items()})

    # ---- kinds of evenings

    def tell(self) -> list[Article]:
        kind = self.draw.choices(("reception", "meeting", "visit", "call", "embassy", "withdrawn"), (4, 6, 5, 3, 2, 2))[
            0
        ]
        if kind == "visit":
            return self._visit()
        if kind == "embassy":
            self.facts["place"] = self.facts["other"].capital  # type: ignore[attr-defined]
        return self._coverage(kind, self.day, self.draw.randrange(4, 14))

    def _visit(self) -> list[Article]:
        """Announced, confirmed, often moved, held: each step with coverage of its own."""
        draw, facts = self.draw, self.facts
        facts["place"] = facts["other"].capital  # type: ignore[attr-defined]
        held = self.day + dt.timedelta(days=draw.randrange(20, 45))
        facts["due"] = _day(held)
        found = self._coverage("planned", self.day, draw.randrange(2, 6))
        found += self._coverage("call", self.day + dt.timedelta(days=8), draw.randrange(1, 4))
        if draw.random() < 0.4:
            later = held + dt.timedelta(days=draw.randrange(8, 30))
            facts["later"] = _day(later)
            found += self._coverage("moved", held - dt.timedelta(days=4), draw.randrange(2, 6))
            held = later
        return found + self._coverage("held", held, draw.randrange(3, 9))

    def _coverage(self, kind: str, day: dt.date, count: int) -> list[Article]:
        """One step told by several outlets: tellings of their own, then copies of these."""
        draw = self.draw
        said = [
            Utterance(*utterance, _endings(more, draw), _topics(draw))
            for utterance, more in zip(draw.sample(UTTERANCES, 8), draw.sample(MORE, 8), strict=True)
        ]
        wire = self._telling(kind, day, said, self.globe.agency if draw.random() < 0.3 else None)
        found = [wire]
        for _ in range(count - 1):
            fate = draw.random()
            if fate < 0.45:
                found.append(self._copy(draw.choice(found), day + dt.timedelta(days=draw.choice((0, 0, 1)))))
            elif fate < 0.92:
                found.append(
                    self._telling(kind, day + dt.timedelta(days=draw.choice((0, 0, 0, 1))), said, None, happened=day)
                )
            else:
                found.append(self._transcript(kind, day, said))
        return found

    # ---- kinds of tellings

    def _telling(
        self, kind: str, day: dt.date, said: list[Utterance], outlet: Outlet | None,
        happened: dt.date | None = None,
    ) -> Article:  # fmt: skip
        """An account of an outlet's own: lead, words in this outlet's wording, furniture, slips."""
        draw = self.draw
        happened = happened or day
        outlet = outlet or draw.choice(self.world.outlets)
        slip = dt.timedelta(days=1) if draw.random() < 0.08 else dt.timedelta()
        facts: dict[str, object] = {"day": _day(happened + slip, year=draw.random() < 0.3), "outlet": outlet.name}
        facts["weekday"] = _WEEKDAYS[(happened + slip).weekday()]
        if draw.random() < 0.12:
            facts["fund"] = f"{draw.randrange(1, 9)},{draw.randrange(1, 9)}"
        lead = _upper(self.say(draw.choice(LEADS[kind]), draw, **facts))
        credit = f", сообщает «{outlet.name}»." if draw.random() < 0.4 else "."
        paragraphs = [lead[:-1] + credit]
        chosen = said if draw.random() < 0.5 else draw.sample(said, 5)
        for utterance in chosen:
            paragraphs.append(self._utterance(utterance, facts))
        paragraphs += [self._closing(closing, facts) for closing in draw.sample(CLOSINGS, draw.choice((0, 1, 1, 2)))]
        if draw.random() < 0.2:
            paragraphs.append(draw.choice(PHRASES))
        if draw.random() < 0.6:
            paragraphs.insert(0, _upper(self.say(draw.choice(HEADLINES[kind]), draw, **facts)))
        if draw.random() < 0.15:
            paragraphs.insert(0, self.say(draw.choice(FURNITURE_TOP), draw, **facts))
        if draw.random() < 0.2:
            paragraphs.append(self.say(draw.choice(FURNITURE_END), draw, **facts))
        return self._article(paragraphs, outlet, day, kind)

    def _utterance(self, utterance: Utterance, facts: dict[str, object]) -> str:
        """Somebody's words in one of their wordings, now and then given to somebody else."""
        draw = self.draw
        who = self.facts["host"] if draw.random() < 0.7 else self.facts["guest"]
        office = self.facts["office_host"] if who is self.facts["host"] else "министр"
        if draw.random() < 0.05:
            who, office = self.facts["envoy"], "спецпосланник"
        more = facts | utterance.about | {"who": who, "office": office, "Office": _upper(str(office))}
        if draw.random() < 0.65:
            words = _upper(
                self.say(f"{draw.choice(utterance.wordings)}, {draw.choice(utterance.endings)}", draw, **more)
            )
            return f"«{words}»" + self.say(draw.choice(AFTER), draw, **more)
        return _upper(
            self.say(
                draw.choice(BEFORE),
                draw,
                **more,
                that=self.say(f"{utterance.that}, {draw.choice(utterance.endings)}", draw, **more),
            )
        )

    def _closing(self, closing: str, facts: dict[str, object]) -> str:
        """The last paragraph, with a clause that no other evening is likely to have behind it."""
        more = facts | {"who": self.facts["host"]}
        ending = self.draw.choice(_endings(self.draw.choice(MORE), self.draw))
        return self.say(closing, self.draw, **more, more=self.say(ending, self.draw, **more))

    def _transcript(self, kind: str, day: dt.date, said: list[Utterance]) -> Article:
        """The primary source: the first wording of everything, in one piece."""
        draw, host, own = self.draw, self.facts["host"], self.facts["own"]
        assert isinstance(host, Person)
        assert isinstance(own, State)
        head = (
            f"Стенограмма выступления министра иностранных дел {own.name.gen} {host.full.gen}\n{_day(day, year=True)}"
        )
        words = [
            _upper(self.say(f"{u.wordings[0]}, {u.endings[0]}", draw, **u.about, outlet="", who=host)) + "."
            for u in said
        ]
        first = f"{host.short.nom.upper()}: Уважаемые коллеги! {words[0]}"
        outlet = Outlet(f"МИД {own.name.gen}", f"mid-{self.world.number}.example", False)
        return self._article([head, first, *words[1:], "Спасибо за внимание."], outlet, day, "transcript")

    def _copy(self, source: Article, day: dt.date) -> Article:
        """Another outlet's copy: a credit (or none), paragraphs left out, a name misspelt, a line added."""
        draw = self.draw
        outlet = draw.choice([outlet for outlet in self.world.outlets if outlet.name != source.outlet])
        paragraphs = [p for p in source.text.split("\n\n") if not p.startswith("date ")]
        paragraphs[0] = re.sub(r"^ ?date \S+ ", "", paragraphs[0])
        keep = max(2, round(len(paragraphs) * draw.choice((1.0, 1.0, 0.8, 0.6, 0.4))))
        paragraphs = [p for n, p in enumerate(paragraphs) if n < 2 or n < keep]
        credited = draw.random() < 0.75
        if credited:
            words = draw.choice(("передаёт «{0}»", "сообщает «{1}» со ссылкой на «{0}»", "пишет «{0}»"))
            lead = min(1, len(paragraphs) - 1)
            clean = re.sub(r", сообщает «[^»]*»\.$", ".", paragraphs[lead])
            paragraphs[lead] = clean.rstrip(".") + ", " + words.format(source.outlet, outlet.name) + "."
        text = "\n\n".join(paragraphs)
        if draw.random() < 0.1:
            host = self.facts["host"]
            assert isinstance(host, Person)
            wrong = host.misspelt()
            for case in ("nom", "gen", "dat", "acc", "ins", "loc"):
                text = text.replace(getattr(host.last, case), getattr(wrong.last, case))
        if draw.random() < 0.3:
            text += "\n\n" + self._closing(draw.choice(CLOSINGS), {})
        return self._article([text], outlet, day, "copy")

    def background(self) -> Article:
        """News of another kind, told once."""
        draw = self.draw
        facts: dict[str, object] = {"day": _day(self.day), "who": draw.choice(self.globe.others)}
        paragraphs = [_upper(self.say(line, draw, **facts)) for line in draw.choice(BACKGROUND)]
        paragraphs.insert(2, _upper(_aside(draw)) + ".")
        draw_outlet = draw.choice(self.world.outlets)
        return self._article(paragraphs, draw_outlet, self.day, "background")

    def _article(self, paragraphs: list[str], outlet: Outlet, day: dt.date, kind: str) -> Article:
        draw = self.draw
        self.count += 1
        if outlet.agency and kind not in ("copy", "transcript") and draw.random() < 0.5:
            place = self.facts["place"]
            assert isinstance(place, Forms)
            at = 1 if len(paragraphs) > 1 and len(paragraphs[0]) < 90 else 0
            dateline = f"{place.nom.upper()}, {_day(day)}. /{outlet.line}/. "
            paragraphs = [*paragraphs[:at], dateline + paragraphs[at], *paragraphs[at + 1 :]]
        text = "\n\n".join(paragraphs)
        if kind != "copy" and draw.random() < 0.5:
            text = f" date {day.isoformat()} {text}"
        url = f"https://{outlet.domain}/{day.isoformat()}/{self.name}-{self.count}"
        return Article(text, url, outlet.name, day.isoformat(), self.name, kind)


class _Named:
    """A person as templates see one: the surname's accusative is `acc_last`, the full name's cases its own."""

    def __init__(self, person: Person) -> None:
        self._person = person

    def __getattr__(self, name: str) -> object:
        person: Person = object.__getattribute__(self, "_person")
        if name == "acc_last":
            return person.last.acc
        return getattr(person, name) if hasattr(person, name) else getattr(person.full, name)


def _aside(draw: random.Random) -> str:
    """A clause that hardly any other utterance has."""
    return f"{draw.choice(WHO)} {draw.choice(WHERE)} {draw.choice(DID)} {draw.choice(TOPICS).acc} {draw.choice(WHEN)}"


def _endings(more: tuple[str, str], draw: random.Random) -> tuple[str, str]:
    """How an utterance goes on, in two wordings: with a phrase that others use too, a clause of its own, or both."""
    aside, kind = _aside(draw), draw.random()
    if kind < 0.2:
        return more
    return (f"а {aside}", f"пока {aside}") if kind < 0.6 else (f"{more[0]}, а {aside}", f"{more[1]}, и {aside}")


def _topics(draw: random.Random) -> dict[str, object]:
    """Three things to speak of and two numbers."""
    t, u, v = draw.sample(TOPICS, 3)
    found: dict[str, object] = {"t": t, "u": u, "v": v, "n": draw.randrange(3, 90) * 10, "k": draw.randrange(3, 20)}
    return found | {"T": t.each(str.capitalize), "U": u.each(str.capitalize)}


def _day(day: dt.date, *, year: bool = False) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}" + (f" {day.year} года" if year else "")


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _list(names: list[str]) -> str:
    return ", ".join(names[:-1]) + " и " + names[-1]


# ---- the command


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, help="how many articles")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--skip", type=int, default=0, help="how many of the stream to leave out first")
    parser.add_argument("--output", type=Path, help="a .jsonl file, or a folder for .txt files; else standard output")
    given = parser.parse_args()
    chosen = islice(articles(given.seed), given.skip, given.skip + given.count)
    if given.output is not None and given.output.suffix != ".jsonl":
        given.output.mkdir(parents=True, exist_ok=True)
        for n, article in enumerate(chosen):
            (given.output / f"{n + given.skip:06}_{article.evening}_{article.kind}.txt").write_text(
                article.text, "utf-8"
            )
        return
    with given.output.open("w", encoding="utf-8") if given.output else sys.stdout as out:
        for article in chosen:
            row = {"text": article.text, "url": article.url, "outlet": article.outlet, "published": article.published}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
