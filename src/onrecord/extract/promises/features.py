"""What tells a commitment from a forecast, a wish of somebody else or a story: features by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from onrecord.extract.mentions import Mentions
from onrecord.extract.promises.candidates import Candidate
from onrecord.extract.promises.conditions import Conditions
from onrecord.extract.promises.holders import Holder, Holders
from onrecord.extract.promises.scope import Scope
from onrecord.languages.pledges import Pledges
from onrecord.model.annotation import Annotation, Token
from onrecord.model.record import Strength

_FINITE = ("root", "ccomp", "acl:relcl", "acl", "advcl", "conj", "parataxis", "xcomp", "csubj")


def glance_of(candidate: Candidate, annotation: Annotation, pledges: Pledges) -> list[str]:
    """Names of what the words themselves show, before anything around them is read."""
    tokens = annotation.tokens
    cue, action, predicate = tokens[candidate.cue], tokens[candidate.action], tokens[candidate.predicate]
    family, rule = candidate.pledge.family if candidate.pledge else "none", candidate.rule
    aspect = action.feats.get("Aspect", "none")
    return [
        *_construction(rule, family),
        _name("action", action.lemma),
        _name("cue", cue.lemma),
        *_verbal(cue, predicate, rule, family),
        *_grammar(family, rule, action.pos, aspect, action.rel, predicate.rel, cue.lemma),
        *_meaning(action, pledges),
    ]


def features_of(
    candidate: Candidate,
    glance: Sequence[str],
    holder: Holder,
    scope: Scope,
    annotation: Annotation,
    mentions: Mentions,
    holders: Holders,
    conditions: Conditions,
    pledges: Pledges,
    in_title: bool,
) -> list[str]:
    """Names of what holds of a candidate, whoever may be bound, those of the first glance ahead."""
    tokens = annotation.tokens
    cue, predicate = tokens[candidate.cue], tokens[candidate.predicate]
    family = candidate.pledge.family if candidate.pledge else "none"
    quote = holders.quote_at(cue.start, indirect=True)
    kind = _kind(holder, mentions)
    tense = _tense(candidate.rule, _finite(cue, predicate).feats)
    names = [
        *glance,
        *_told(candidate.rule, family, holder.sort, holder.how, kind, min(len(holder.parties), 3)),
        _name("due", _exactness(scope)),
        _name("clause", _relation(annotation, predicate)),
        _name("speech", quote.kind if quote else "none"),
        *_beside(annotation, candidate),
        *_around(annotation, candidate, conditions, pledges),
        *_place(annotation, candidate),
        *_content(annotation, scope, mentions),
    ]
    if "denied" in names:
        names += [f"denied+family={family}", f"denied+rule={candidate.rule}", f"denied+tense={tense}"]
    names += _unfulfilled(annotation, candidate, pledges)
    if in_title:
        names.append("title")
    if quote is not None and set(quote.speakers) & set(holder.parties):
        names.append("speaks of himself")
    if holder.subject >= 0:
        subject = tokens[holder.subject]
        names.append(_name("subject.pos", subject.pos))
        names.append("subject plural" if subject.feats.get("Number") == "Plur" else "subject singular")
        if subject.index > cue.index:
            names.append("subject after")
    return names


# Few values recur with few others: a name made once is not made and hashed anew for each candidate.


@lru_cache(5_000)
def _name(what: str, value: str) -> str:
    return f"{what}={value}"


@cache
def _construction(rule: str, family: str) -> tuple[str, ...]:
    return f"rule={rule}", f"family={family}", f"rule+family={rule}+{family}"


@lru_cache(5_000)
def _told(rule: str, family: str, sort: str, how: str, kind: str, holders: int) -> tuple[str, ...]:
    """The construction and who is bound."""
    return (
        f"sort={sort}", f"rule+sort={rule}+{sort}", f"how={how}", f"rule+how={rule}+{how}",
        f"family+how={family}+{how}", f"kind={kind}", f"rule+kind={rule}+{kind}", f"how+kind={how}+{kind}",
        f"holders={holders}", f"family+sort={family}+{sort}", f"family+kind={family}+{kind}",
    )  # fmt: skip


def _exactness(scope: Scope) -> str:
    """How exact the date is; a season, which few are told of, is as vague as a month."""
    precision = scope.due.date.precision if scope.due else "none"
    return "month" if precision == "season" else precision


def firmness(candidate: Candidate, scope: Scope, features: Sequence[str]) -> list[str]:
    """What tells how firm somebody is bound: some of a candidate's features (with all of them it is learned by heart).

    Also what the words alone would make of it, with and without a day, and that with each construction.
    """
    names = [name for name in features if name.startswith(_FIRM)]
    plain = plainly(candidate, scope)
    return [*names, f"plain={plain}", *(f"{plain}+{name}" for name in features if name.startswith(_SETTING))]


def plainly(candidate: Candidate, scope: Scope) -> Strength:
    """How firm somebody is bound by the word that binds and the date alone: "will" with a day is scheduled."""
    strength = candidate.pledge.strength if candidate.pledge is not None else "promises"
    fixed = scope.due is not None and scope.due.date.precision in ("day", "interval")
    return "scheduled" if fixed and strength != "considers" else strength


_SETTING = ("rule=", "family=", "tense=")
_FIRM = ("rule", "family", "due", "tense", "hedged", "unreal", "denied", "was")


def _kind(holder: Holder, mentions: Mentions) -> str:
    kinds = sorted({mentions.parties[p].kind for p in holder.parties})
    return kinds[0] if kinds else "none"


def _relation(annotation: Annotation, token: Token) -> str:
    here, steps = token, 0
    while here.rel in ("xcomp", "aux", "cop", "conj") and here.head >= 0 and steps < 3:
        here, steps = annotation.tokens[here.head], steps + 1
    return here.rel if here.rel in _FINITE else "other"


def _finite(cue: Token, predicate: Token) -> Token:
    return cue if cue.feats.get("VerbForm") == "Fin" else predicate


def _verbal(cue: Token, predicate: Token, rule: str, family: str) -> tuple[str, ...]:
    """Tense, person and number of the binding word, or of the verb it goes with."""
    feats = _finite(cue, predicate).feats
    return _conjugated(
        rule,
        family,
        _tense(rule, feats),
        feats.get("Person", "none"),
        cue.feats.get("VerbForm", cue.pos),
        (predicate.feats.get("Aspect", "none"), feats.get("Aspect", "none")),
        _tense(rule, cue.feats),
        feats.get("Gender") == "Neut" and feats.get("Number") == "Sing",
    )


def _tense(rule: str, feats: Mapping[str, str]) -> str:
    """What is told in the future is so, whatever the tagger saw."""
    return "Fut" if rule == "future" else feats.get("Tense", "none")


@lru_cache(5_000)
def _conjugated(
    rule: str, family: str, tense: str, person: str, form: str, aspects: tuple[str, str], own: str, neuter: bool
) -> tuple[str, ...]:
    names = (
        f"tense={tense}", f"person={person}", f"form={form}", f"aspect={aspects[0]}", f"{rule}+tense={tense}",
        f"{family}+tense={tense}+{aspects[1]}", f"{family}+person={person}", f"family+tense={family}+{own}",
    )  # fmt: skip
    return (*names, "neuter") if neuter else names


@lru_cache(10_000)
def _grammar(family: str, rule: str, pos: str, aspect: str, hangs: str, predicate: str, cue: str) -> tuple[str, ...]:
    """What kind of word the action is, and where it and the binding word hang."""
    return (
        f"action.pos={pos}", f"action.aspect={aspect}", f"{family}+action.aspect={aspect}",
        f"{cue}+action.aspect={aspect}", f"{rule}+action.pos={pos}", f"action.rel={hangs}",
        f"{family}+action.rel={hangs}", f"{rule}+rel={predicate}",
    )  # fmt: skip


def _beside(annotation: Annotation, candidate: Candidate) -> list[str]:
    """Adverbs and particles with the action and the binding word."""
    if not annotation.children:
        return []
    near = dict.fromkeys((*annotation.children[candidate.action], *annotation.children[candidate.cue]))
    return [_name("beside", t.lemma) for t in map(annotation.tokens.__getitem__, near) if t.pos in ("ADV", "PART")]


def _place(annotation: Annotation, candidate: Candidate) -> list[str]:
    """Where in the article the sentence stands, and what it says as a whole."""
    tokens = annotation.tokens
    sentence = annotation.sentences[tokens[candidate.cue].sentence]
    part = ("sentence 1", "sentence 2", "sentence 3-5", "sentence 3-5", "sentence 3-5")
    names = [part[sentence.index] if sentence.index < len(part) else "late"]
    names.append("last" if sentence.index >= len(annotation.sentences) - 2 else "not last")
    names.append("first paragraph" if sentence.paragraph == 0 else "later paragraph")
    root = next((t for t in tokens[sentence.first : sentence.last] if t.rel == "root"), None)
    if root is not None:
        names += [_name("root", root.lemma), _name("root.tense", root.feats.get("Tense", root.pos))]
        if root.index in (candidate.cue, candidate.predicate, candidate.action):
            names.append("main clause")
    return names


def _content(annotation: Annotation, scope: Scope, mentions: Mentions) -> list[str]:
    """Numbers, names and parties in the evidence."""
    inside = annotation.tokens[scope.first : scope.last]
    found = {mentions.by_token[i] for i in range(scope.first, scope.last) if i in mentions.by_token}
    names = [f"parties={min(3, len({mentions.mentions[number].party for number in found}))}"]
    if any(token.text[0].isdigit() for token in inside):
        names.append("number")
    if "PROPN" in [token.pos for token in inside]:
        names.append("name")
    return names


def _unfulfilled(annotation: Annotation, candidate: Candidate, pledges: Pledges) -> list[str]:
    """Signs that it came to nothing or is past: "was to", "could not agree", "refuse to begin"."""
    tokens = annotation.tokens
    names = []
    for index in dict.fromkeys((candidate.cue, candidate.predicate)):
        children = [tokens[c] for c in annotation.children_of(index)]
        if any(c.pos == "AUX" and c.feats.get("Tense") == "Past" for c in children):
            names.append("was")
        head = tokens[index].head
        if head < 0 or (candidate.rule != "noun" and tokens[index].feats.get("VerbForm") != "Inf"):
            continue
        above = tokens[head]
        names.append(_name("above", above.lemma))
        names.append(_name("above.tense", above.feats.get("Tense", above.pos)))
        upper = [tokens[c] for c in annotation.children_of(head)]
        if any(c.text.lower() in pledges.denials for c in upper):
            names.append("above denied")
    return names


def _meaning(action: Token, pledges: Pledges) -> list[str]:
    names = []
    if action.pos == "NOUN":
        names.append("deed" if action.lemma.endswith(pledges.deeds) else "no deed")
    if action.lemma in pledges.actions:
        names.append("known action")
    if action.lemma in pledges.outcomes:
        names.append("outcome")
    if action.lemma in pledges.gatherings:
        names.append("gathering")
    return names


def _around(annotation: Annotation, candidate: Candidate, conditions: Conditions, pledges: Pledges) -> list[str]:
    """Denial, condition, doubt, question: what stands beside the binding word and in its clause."""
    tokens = annotation.tokens
    names = []
    sentence = annotation.sentences[tokens[candidate.cue].sentence]
    low, high = sorted((candidate.cue, candidate.action))
    if low > sentence.first and tokens[low - 1].text.lower() in pledges.denials:
        names.append("denied")
    last = min(high + 3, sentence.last)
    if not pledges.unreal.isdisjoint([t.text.lower() for t in tokens[max(sentence.first, low - 6) : last]]):
        names.append("unreal")
    if not pledges.hedges.isdisjoint([t.lemma for t in tokens[max(sentence.first, low - 8) : last]]):
        names.append("hedged")
    marks = _marks(annotation, candidate.predicate)
    names += [_name("mark", word) for word in marks]
    if conditions.before(candidate):
        names.append("condition before")
    after = [t.text for t in tokens[high : min(sentence.last, high + 20)]]
    if tokens[sentence.last - 1].text.startswith("?") or "?" in after:
        names.append("question")
    behind = [t.pos for t in tokens[candidate.action + 1 : min(sentence.last, candidate.action + 5)]]
    if "NOUN" not in behind and "PROPN" not in behind:
        names.append("no object")
    if candidate.cue == sentence.first:
        names.append("opens sentence")
    return names


def _marks(annotation: Annotation, index: int) -> list[str]:
    if not annotation.children:
        return []
    found = [annotation.tokens[c] for c in annotation.children[index]]
    return [t.text.lower() for t in found if t.rel == "mark"][:2]
