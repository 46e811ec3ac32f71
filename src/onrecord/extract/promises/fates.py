"""What becomes of what was planned or promised: set for a day, moved to another, called off, taken back."""

from __future__ import annotations

from onrecord.languages.pledges import Pledges
from onrecord.model.annotation import Annotation, Token

_NOMINAL = frozenset(("NOUN", "PROPN"))
_ATTRIBUTES = frozenset(("acl", "amod", "acl:relcl"))
_CONTENT = frozenset(("ccomp", "acl"))
_WHAT = frozenset(("obj", "nsubj", "nsubj:pass"))
_WISH = 8  # tokens
_PARTS = frozenset((",", ";", ":", "—", "–"))
_CLIMB = 4  # nouns between what is denied and the word that denies it


def set_for(annotation: Annotation, pledges: Pledges, token: Token) -> Token | None:
    """ "The meeting is set for": what is fixed is the subject, or the noun that the participle stands with.

    None where the sentence goes on to call that off or to move it.
    """
    subject = _first(annotation, token, "nsubj")
    if subject is None and token.rel in _ATTRIBUTES and token.head >= 0:
        subject = annotation.tokens[token.head]
        above = annotation.tokens[subject.head] if subject.head >= 0 else None
        if above is not None and subject.rel.startswith(("nsubj", "obj")) and _ends(annotation, pledges, above):
            return None
    return subject if subject is not None and subject.pos in _NOMINAL else None


def moved(annotation: Annotation, pledges: Pledges, token: Token) -> Token | None:
    """ "The visit is put off until July", "they moved the match to May": what is moved, where it has a new day."""
    if token.pos != "VERB" or denied(annotation, pledges, token.index):
        return None
    what = _first(annotation, token, "obj") or _first(annotation, token, "nsubj")
    if what is None and token.rel in _ATTRIBUTES and token.head >= 0:
        what = annotation.tokens[token.head]
    if what is None or what.pos not in _NOMINAL or not _goes_on(annotation, pledges, token):
        return None
    return what


def taken_back(annotation: Annotation, pledges: Pledges, token: Token) -> bool:
    """Whether a noun that binds is what somebody takes back, breaks or denies: "withdrew the promise"."""
    if token.head < 0 or not token.rel.startswith(("obj", "obl", "nsubj:pass")):
        return False
    above = annotation.tokens[token.head]
    off = above.lemma in pledges.withdrawing or above.lemma in pledges.refuting
    return off and not denied(annotation, pledges, above.index)


def talked_over(annotation: Annotation, pledges: Pledges, token: Token) -> bool:
    """Whether a noun that binds is what was talked about: "discussed preparations for the summit" promises none."""
    return token.head >= 0 and token.rel == "obj" and annotation.tokens[token.head].lemma in pledges.discussing


def refuted(annotation: Annotation, pledges: Pledges, token: Token) -> bool:
    """Whether somebody says that a clause is not true: "denied rumours that the company is going to sell"."""
    if token.rel not in _CONTENT or token.feats.get("VerbForm") == "Part":
        return False
    up, steps = token.head, 0
    while up >= 0 and steps < _CLIMB:
        here = annotation.tokens[up]
        if here.lemma in pledges.refuting:
            return True
        if here.pos == "VERB":
            return False
        up, steps = here.head, steps + 1
    return False


def not_taking_place(annotation: Annotation, pledges: Pledges, token: Token) -> bool:
    """Whether a verb in the future says that something will not take place: nobody does that."""
    return token.lemma in pledges.taking_place and denied(annotation, pledges, token.index)


def never_bound(annotation: Annotation, pledges: Pledges, token: Token) -> bool:
    """Whether a verb that binds says that nobody was bound: "did not promise", "could not agree"."""
    above = annotation.tokens[token.head] if token.feats.get("VerbForm") == "Inf" and token.head >= 0 else token
    return any(t.feats.get("Tense") == "Past" and denied(annotation, pledges, t.index) for t in (token, above))


def asked(annotation: Annotation, pledges: Pledges, token: Token) -> bool:
    """Whether it is asked whether somebody will, or that they do: "will he agree", "let them come"."""
    small = annotation.columns.small
    behind = small[token.index + 1 : token.index + 2]
    if behind and behind[0] in pledges.asking:
        return True
    first = max(annotation.sentences[token.sentence].first, token.index - _WISH)
    stretch = [small[i] for i in range(first, token.index)]
    marks = [i for i, word in enumerate(stretch) if word in _PARTS]
    return not pledges.wishing.isdisjoint(stretch[marks[-1] + 1 if marks else 0 :])


def in_question(annotation: Annotation, pledges: Pledges) -> frozenset[int]:
    """The verbs and nouns whose clause leaves open who does what and how: "not said which questions he will raise"."""
    tokens = annotation.tokens
    found: set[int] = set()
    for index, lemma in enumerate(annotation.columns.lemma):
        if lemma not in pledges.questioning:
            continue
        word = tokens[index]
        if word.rel == "det" and word.head >= 0:  # "which questions": so asks the verb that the noun hangs on
            found.update(head for head in (word.head, tokens[word.head].head) if head > index)
        elif lemma in pledges.wondering and (word.head < 0 or tokens[word.head].rel != "ccomp"):
            continue  # "в Лиму, где выступит": says it, and asks nothing
        elif word.rel not in ("mark", "case", "cc") and word.pos != "SCONJ" and word.head > index:
            found.add(word.head)
    return frozenset(found)


def denied(annotation: Annotation, pledges: Pledges, index: int) -> bool:
    """Whether a particle right before a word, or before its auxiliary, denies it."""
    return bool(_denials(annotation, pledges, index))


def _denials(annotation: Annotation, pledges: Pledges, index: int) -> set[int]:
    """Where the particles stand that deny a word."""
    small = annotation.columns.small
    places = [index, *(c for c in annotation.children_of(index) if annotation.tokens[c].rel.startswith("aux"))]
    return {place - 1 for place in places if place > 0 and small[place - 1] in pledges.denials}


def refused(annotation: Annotation, pledges: Pledges, cue: int, action: int) -> bool:
    """Whether what binds is that something is not done: "will not go", "promised not to go", "does not plan to go"."""
    found = _denials(annotation, pledges, action)
    if annotation.tokens[cue].lemma not in pledges.allowing:
        found |= _denials(annotation, pledges, cue)
    return len(found) == 1


def _ends(annotation: Annotation, pledges: Pledges, token: Token) -> bool:
    if token.lemma in pledges.cancelling or not_taking_place(annotation, pledges, token):
        return True
    return token.lemma in pledges.moving


def _goes_on(annotation: Annotation, pledges: Pledges, token: Token) -> bool:
    """Whether a verb of moving has a complement that may be the new day."""
    for child in annotation.children_of(token.index):
        leads = [annotation.tokens[c].lemma for c in annotation.children_of(child)]
        if any(lead in pledges.new_day for lead in leads):
            return True
    return False


def _first(annotation: Annotation, token: Token, relation: str) -> Token | None:
    children = (annotation.tokens[c] for c in annotation.children_of(token.index))
    return next((c for c in children if c.rel.startswith(relation) and c.pos in _NOMINAL), None)


def settles_details(annotation: Annotation, pledges: Pledges, action: Token) -> bool:
    """Whether all that is to be done is to settle the day or the place: "the dates of the visit will be agreed"."""
    if action.lemma not in pledges.settling:
        return False
    objects = (annotation.tokens[child] for child in annotation.children_of(action.index))
    return any(each.lemma in pledges.details and each.rel in _WHAT for each in objects)
