"""Rules in words: what the short names that rows carry mean to a reader."""

from __future__ import annotations

from collections.abc import Callable

_CLASSES = {
    "say": "a word of saying",
    "tell": "a word of telling",
    "write": "a word of writing",
    "manner": "a word for how it was said",
    "think": "a word of opinion",
    "hope": "a word of hoping",
    "demand": "a word of demanding",
    "propose": "a word of proposing",
    "promise": "a word of promising",
    "threaten": "a word of threatening",
    "accuse": "a word of blaming",
    "name": "a word of naming",
    "deny": "a word of denying",
    "confirm": "a word of confirming",
    "ask": "a word of asking",
    "explain": "a word of explaining",
    "predict": "a word of foreseeing",
    "cite": "a word of citing",
    "decide": "a word of deciding",
    "know": "a word of knowing",
    "show": "a word of showing",
    "other": "another word that a clause depends on",
}
_QUOTES = {
    "clause": "the clause that depends on {cue}",
    "infinitive": "the infinitive that depends on {cue}",
    "adposition": "the words about which {cue} tells",
    "object": "the object of {cue}",
    "name": "what {cue} calls somebody or something",
    "colon": "the words behind a colon",
    "label": "the words behind a name and a colon",
    "left": "the words before {cue} in their sentence",
    "right": "the words behind {cue} in their sentence",
    "by-left": "the words before “according to …”",
    "by-right": "the words behind “according to …”",
    "back": "a sentence that {cue} in the next one points back to",
    "marks": "words in quotation marks, with {cue} beside them",
    "piece": "the other part of words that {cue} breaks in two",
    "line": "a line of a dialogue",
    "answer": "an answer of an interview",
    "continued": "the same speaker, going on",
}
_COMMITMENTS = {
    "verb": "a verb that binds, and the act that depends on it",
    "predicate": "a word such as “ready” or “obliged”, and the act that depends on it",
    "noun": "a noun that binds, and the act that depends on it",
    "that": "a demand, and the clause that says what",
    "promised": "what is promised to somebody",
    "future": "an act in the future tense",
    "will": "“will” with an act",
    "passive": "what will be done, in the passive",
    "copula": "“will be”",
    "fixed": "a time that has been set",
}
_FIGURES = {
    "digits": "a number in digits with what it counts",
    "words": "a number in words with what it counts",
    "word": "one word that is a number with what it counts",
    "money": "a sum of money",
    "share": "a share",
    "measure": "a measure",
    "compound": "a word with a number inside",
    "ellipsis": "a number whose unit another one gives",
    "term": "a length of time",
}
_OUTLOOKS = {
    "past": "in the past tense", "present": "in the present tense", "future": "in the future tense",
    "attribute": "with a word that says whether it was", "ahead": "as something to come", "bare": "named by itself",
    "governor": "under a word that says whether it was", "negated": "denied",
}  # fmt: skip

# What sets sources apart is named in words already; these are those that have words in other languages.
_FINDINGS = (
    "speakers differ",
    "stated days differ",
    "not on the day that was set",
    "moved",
    "values differ",
    "a limit is dropped",
    "places differ",
    "another rank for one state",
    "a commitment told more firmly than made",
    "a clause told more firmly",
    "a condition is lost",
    "a record with another subject",
    "verbatim, and different",
    "altered after it was published",
    "the same sentences, one without credit",
    "quoted there, own words here",
    "a slip of the pen",
    "a long name lacks a word",
    "one code, two alphabets",
    "one country, two names",
    "one person, spelt in two ways",
    "likely one person, spelt in two ways",
    "not as the dossier has it",
)
_REPORTS = "a word that reports"
_ENCOUNTERS = {
    "noun": "a noun for such an encounter ({sense}), told {told}",
    "verb": "a verb for such an encounter ({sense}), told {told}",
}


def words_of_rules() -> list[str]:
    """All that `in_words` may have to say, for whoever translates it."""
    tables = (_CLASSES, _QUOTES, _COMMITMENTS, _FIGURES, _OUTLOOKS, _ENCOUNTERS)
    return [*(words for table in tables for words in table.values()), *_FINDINGS, _REPORTS]


def in_words(rule: str, say: Callable[[str], str] = str) -> str:
    """What a rule's name says to a reader; what is a sentence already stays as it is.

    `say` puts the English words that stand in this module into another language.
    """
    if rule in _FINDINGS:
        return say(rule)
    if rule.startswith("commitment."):
        return say(_COMMITMENTS.get(rule.partition(".")[2], rule))
    if rule.startswith("figure."):
        return say(_FIGURES.get(rule.partition(".")[2], rule))
    sort, _, cue_class = rule.partition(":")
    if sort in _QUOTES:
        return say(_QUOTES[sort]).format(cue=say(_CLASSES.get(cue_class, _REPORTS)))
    trigger, _, outlook = rule.partition(" ")
    kind, _, sense = trigger.partition(".")
    if kind in ("noun", "verb") and outlook:
        told = say(_OUTLOOKS.get(outlook.rpartition(".")[2], outlook))
        return say(_ENCOUNTERS[kind]).format(sense=sense, told=told)
    return rule or "unnamed"
