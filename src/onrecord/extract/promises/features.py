"""What tells a commitment from a forecast, a wish of somebody else or a story: features by name."""

from __future__ import annotations

from onrecord.extract.mentions import Mentions
from onrecord.extract.promises.candidates import Candidate
from onrecord.extract.promises.holders import Holders, Holding, Proposal
from onrecord.languages.pledges import Pledges
from onrecord.model.annotation import Annotation, Token
from onrecord.model.dates import When

_FINITE = ("root", "ccomp", "acl:relcl", "acl", "advcl", "conj", "parataxis", "xcomp", "csubj")


def features_of(
    candidate: Candidate,
    holding: Holding,
    due: When | None,
    annotation: Annotation,
    mentions: Mentions,
    holders: Holders,
    pledges: Pledges,
    in_title: bool,
) -> list[str]:
    """Names of what holds of a candidate, whoever may be bound."""
    tokens = annotation.tokens
    cue, action, predicate = tokens[candidate.cue], tokens[candidate.action], tokens[candidate.predicate]
    family = candidate.pledge.family if candidate.pledge else "none"
    quote = holders.quote_at(cue.start, indirect=True)
    names = [
        f"rule={candidate.rule}",
        f"family={family}",
        f"rule+family={candidate.rule}+{family}",
        f"sort={holding.sort}",
        f"rule+sort={candidate.rule}+{holding.sort}",
        f"action.pos={action.pos}",
        f"action={action.lemma}",
        f"cue={cue.lemma}",
        f"due={due.date.precision if due else 'none'}",
        f"clause={_relation(annotation, predicate)}",
        f"speech={quote.kind if quote else 'none'}",
        *_verbal(annotation, cue, predicate),
        *_meaning(action, pledges),
        *_around(annotation, candidate, pledges),
    ]
    lead = holding.proposals[0] if holding.proposals else None
    kind = mentions.parties[lead.party].kind if lead else "none"
    source = lead.sources[0].split(".")[0] if lead else "none"
    names += [f"lead={source}", f"lead kind={kind}", f"rule+lead={candidate.rule}+{source}+{kind}"]
    names += [f"family+lead={family}+{source}", f"family+tense={family}+{cue.feats.get('Tense', 'none')}"]
    if in_title:
        names.append("title")
    if holding.subject >= 0:
        subject = tokens[holding.subject]
        names.append(f"subject.pos={subject.pos}")
        names.append("subject plural" if subject.feats.get("Number") == "Plur" else "subject singular")
        if subject.index > cue.index:
            names.append("subject after")
    return names


def pair_features(candidate: Candidate, holding: Holding, proposal: Proposal, mentions: Mentions) -> list[str]:
    """Names of what holds of a candidate and one who may be bound by it."""
    kind = mentions.parties[proposal.party].kind
    subject = holding.lemma
    names = [f"kind={kind}", f"rule+kind={candidate.rule}+{kind}", f"sources={min(len(proposal.sources), 4)}"]
    for source in proposal.sources:
        names += [f"by={source}", f"by+rule={source}+{candidate.rule}", f"by+kind={source}+{kind}"]
        names.append(f"by+sort={source}+{holding.sort}")
        names.append(f"by+subject={source}+{subject}")
    first = holding.proposals[0]
    names.append("first proposed" if first is proposal else f"after={first.sources[0]}")
    names.append(f"leads={proposal.sources[0]}")
    return names


def _relation(annotation: Annotation, token: Token) -> str:
    here, steps = token, 0
    while here.rel in ("xcomp", "aux", "cop", "conj") and here.head >= 0 and steps < 3:
        here, steps = annotation.tokens[here.head], steps + 1
    return here.rel if here.rel in _FINITE else "other"


def _verbal(annotation: Annotation, cue: Token, predicate: Token) -> list[str]:
    """Tense, person and number of the binding word, or of the verb it goes with."""
    finite = cue if cue.feats.get("VerbForm") == "Fin" else predicate
    names = [f"tense={finite.feats.get('Tense', 'none')}", f"form={cue.feats.get('VerbForm', cue.pos)}"]
    names.append(f"person={finite.feats.get('Person', 'none')}")
    names.append(f"aspect={predicate.feats.get('Aspect', 'none')}")
    if finite.feats.get("Gender") == "Neut" and finite.feats.get("Number") == "Sing":
        names.append("neuter")
    return names


def _meaning(action: Token, pledges: Pledges) -> list[str]:
    names = []
    if action.lemma in pledges.actions:
        names.append("known action")
    if action.lemma in pledges.outcomes:
        names.append("outcome")
    if action.lemma in pledges.gatherings:
        names.append("gathering")
    return names


def _around(annotation: Annotation, candidate: Candidate, pledges: Pledges) -> list[str]:
    """Denial, condition, doubt, question: what stands beside the binding word and in its clause."""
    tokens = annotation.tokens
    names = []
    sentence = annotation.sentences[tokens[candidate.cue].sentence]
    low, high = sorted((candidate.cue, candidate.action))
    before = [t.text.lower() for t in tokens[max(sentence.first, low - 2) : low]]
    if any(word in pledges.denials for word in before[-1:]):
        names.append("denied")
    inside = [t.text.lower() for t in tokens[max(sentence.first, low - 6) : min(high + 3, sentence.last)]]
    if any(word in pledges.unreal for word in inside):
        names.append("unreal")
    if any(
        tokens[i].lemma in pledges.hedges for i in range(max(sentence.first, low - 8), min(high + 3, sentence.last))
    ):
        names.append("hedged")
    marks = _marks(annotation, candidate.predicate)
    names.extend(f"mark={word}" for word in marks)
    if any(_opens_condition(annotation, i, pledges) for i in range(sentence.first, low)):
        names.append("condition before")
    if tokens[sentence.last - 1].text.startswith("?") or any(
        t.text == "?" for t in tokens[high : min(sentence.last, high + 20)]
    ):
        names.append("question")
    if not any(
        t.pos in ("NOUN", "PROPN") for t in tokens[candidate.action + 1 : min(sentence.last, candidate.action + 5)]
    ):
        names.append("no object")
    if candidate.cue == sentence.first:
        names.append("opens sentence")
    return names


def _marks(annotation: Annotation, index: int) -> list[str]:
    if not annotation.children:
        return []
    found = [annotation.tokens[c] for c in annotation.children[index]]
    return [t.text.lower() for t in found if t.rel == "mark"][:2]


def _opens_condition(annotation: Annotation, index: int, pledges: Pledges) -> bool:
    word = annotation.tokens[index].text.lower()
    for opening in pledges.conditions:
        if word == opening[0]:
            words = [t.text.lower() for t in annotation.tokens[index : index + len(opening)]]
            if tuple(words) == opening:
                return True
    return False
