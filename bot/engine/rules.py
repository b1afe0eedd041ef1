"""The table that decides the kind of a question: what is legal on which features, how strongly.

A feature is a word that `features` says of the evidence: `role2` (two roles or more), `item`,
`outside`, or `cue:` and a cue of knowledge/phrases/cues.yaml.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind is legal when all of `needs` and none of `bars` are features of the question."""

    kind: str
    score: int
    needs: frozenset[str] = frozenset()
    bars: frozenset[str] = frozenset()


def _rule(kind: str, score: int, needs: str = "", bars: str = "") -> Rule:
    return Rule(kind, score, frozenset(needs.split()), frozenset(bars.split()))


RULES = (
    # What stands alone
    _rule(
        "smalltalk",
        90,
        "cue:smalltalk",
        "content alien topic outside cue:help cue:order cue:roles cue:lost cue:why cue:sources "
        "cue:both cue:other",
    ),
    _rule(
        "smalltalk",
        87,
        "cue:smalltalk brief",
        "content topic outside head cue:roles cue:help cue:about cue:compare cue:they cue:more "
        "cue:why cue:both cue:first cue:second cue:last cue:other",
    ),
    _rule("recommend", 92, "cue:adask", "role item section outside"),
    _rule("help", 91, "cue:restart", "role item topic outside section"),
    _rule(
        "smalltalk",
        85,
        "cue:thanks",
        "asks content topic outside head cue:help cue:roles cue:order",
    ),
    _rule(
        "smalltalk", 85, "cue:bye", "asks content topic outside head cue:help cue:roles cue:order"
    ),
    _rule("help", 86, "cue:help", "role item topic outside alien section"),
    _rule("help", 20, "cue:help", "role item topic outside cue:order"),
    _rule("find", 89, "cue:similar role1", "role2 section wanted-item outside"),
    _rule("roles", 89, "cue:map", "role item section"),
    _rule("roles", 88, "cue:roles", "role item shunned topic outside section cue:most"),
    _rule(
        "roles",
        62,
        "you jobs",
        "role item section alien2 outside topic cue:have cue:forme cue:most",
    ),
    _rule("roles", 64, "cue:roles only-field", "item section outside cue:besides"),
    _rule("roles", 60, "cue:find bare", "role item topic outside alien cue:compare"),
    # Outside the knowledge
    _rule("unknown", 95, "cue:order", "role"),
    _rule("unknown", 97, "cue:distress"),
    _rule("unknown", 92, "cue:complaint", "content"),
    # Asked of a person, about that person: nothing that a source could say.
    _rule("unknown", 85, "cue:personal", "cue:recommend cue:roles cue:help role2"),
    # Somebody wants to be what no source speaks of.
    _rule("unknown", 83, "aims-outside", "cue:recommend cue:forme"),
    _rule("unknown", 84, "weak-role alien-most", "section item cue:compare outside hint"),
    _rule("unknown", 84, "weak-role alien-most cue:duration", "section item cue:compare outside"),
    _rule("unknown", 82, "topic", "item section role2 named-item"),
    _rule("unknown", 79, "topic", "role section find-role"),
    _rule("unknown", 76, "topic", "item role"),
    _rule("unknown", 79, "outside", "role cue:recommend named-item find-item"),
    _rule("unknown", 74, "alien-most", "role cue:recommend find-item check-item named-item"),
    # What is asked has nothing to do with the role told of before.
    _rule("unknown", 77, "unrelated", "section asked-item find-role cue:recommend cue:compare"),
    _rule("unknown", 72, "alien", "role item cue:recommend cue:lost cue:most cue:least"),
    _rule("unknown", 72, "alien2", "role item cue:recommend cue:lost"),
    _rule("unknown", 71, "item cue:compare", "role find-role cue:have cue:forme cue:recommend"),
    _rule(
        "unknown",
        71,
        "items2 cue:or",
        "role find-role cue:have cue:recommend cue:who cue:worth jobs",
    ),
    _rule("unknown", 73, "item topic role", "section find-role role2 cue:need cue:worth"),
    _rule("unknown", 1),
    # Advice
    _rule("recommend", 83, "cue:recommend item", "cue:transition role-section aimed"),
    _rule("recommend", 80, "cue:recommend", "role topic cue:transition"),
    _rule(
        "recommend",
        80,
        "cue:recommend role1",
        "cue:compare role2 topic cue:transition section aimed",
    ),
    _rule("recommend", 80, "seeks item", "role section topic cue:who cue:compare cue:similar"),
    _rule("recommend", 80, "seeks cue:have", "role section topic cue:who cue:compare"),
    _rule("recommend", 80, "cue:forme find-role", "role2 topic cue:compare"),
    _rule("recommend", 80, "cue:forme cue:have", "differ"),
    _rule("recommend", 79, "cue:have item find-role", "role asked-others"),
    _rule("recommend", 76, "shunned cue:roles", "role section topic alien2"),
    _rule("recommend", 76, "shunned find-role", "role section topic alien2"),
    _rule("recommend", 76, "trait find-role", "role item section topic"),
    _rule("recommend", 76, "trait cue:suggest", "role item section topic"),
    _rule("recommend", 79, "apart find-role", "role section cue:compare cue:most cue:least"),
    _rule(
        "recommend",
        73,
        "apart of-me",
        "role section topic alien-most cue:compare cue:need outside",
    ),
    _rule("recommend", 79, "cue:forme item", "role cue:compare cue:need section"),
    _rule("recommend", 79, "known-field find-role", "section cue:compare"),
    _rule("recommend", 79, "cue:fan find-role item", "role section"),
    _rule("recommend", 79, "cue:suggest item", "role alien2 outside"),
    _rule("recommend", 66, "cue:have item", "role alien-most of-others"),
    _rule("recommend", 66, "cue:have shunned", "role section topic alien-most"),
    _rule("recommend", 66, "cue:shun shunned", "role section topic alien-most"),
    _rule("recommend", 73, "cue:have cue:recommend"),
    _rule("transition", 81, "start target role2", "cue:recommend cue:compare"),
    _rule("transition", 77, "cue:transition role2", "cue:compare"),
    _rule("transition", 76, "moves", "cue:compare cue:or cue:recommend"),
    _rule("transition", 75, "joined role2", "cue:similar"),
    # Items
    _rule("find", 78, "item cue:find", "role"),
    _rule("find", 78, "item cue:who", "role alien-most"),
    _rule("find", 76, "item find-role role2", "field-jobs"),
    _rule("find", 76, "item field-jobs only-field", "role2"),
    _rule("find", 70, "item", "role alien cue:have cue:why"),
    _rule("find", 74, "item cue:most", "role alien2 cue:have cue:recommend"),
    _rule("find", 77, "cue:most asked-section", "role item alien2 sections2"),
    _rule("find", 77, "cue:least asked-section", "role item alien2 sections2"),
    _rule(
        "find", 72, "find-role pay-or-outlook", "role item alien2 sections2 topic cue:compare you"
    ),
    _rule("find", 74, "cue:most jobs only-field pay-or-outlook", "item role2"),
    _rule("check", 71, "asked-item role", "subjects cue:which"),
    _rule("check", 71, "asked-item role subjects", "either cue:which"),
    _rule("check", 61, "item role1 cue:possible", "hint section cue:which subjects"),
    _rule("check", 61, "shunned role1", "section cue:meant cue:about cue:instead"),
    _rule("check", 62, "tool-checked role1", "cue:compare cue:which cue:recommend outside told"),
    _rule("check", 62, "item role1 lacking", "section hint outside subjects"),
    _rule("check", 61, "item role1", "hint section cue:which subjects told"),
    # Roles
    _rule("compare", 72, "role2 cue:compare", "item"),
    _rule("compare", 72, "role2 differ", "cue:need"),
    _rule("compare", 73, "role2 cue:compare told"),
    _rule("compare", 72, "role2 subjects either"),
    _rule("compare", 62, "role2"),
    _rule("explain", 60, "role1"),
    # Asking back
    _rule("clarify", 50, "section", "role alien2"),
    _rule("clarify", 48, "hint", "role item alien"),
    _rule("clarify", 46, "cue:compare", "role item alien"),
    _rule("clarify", 61, "jobs cue:most bare brief", "alien topic outside cue:forme"),
    _rule("clarify", 61, "jobs cue:least bare brief", "alien topic outside cue:forme"),
    _rule("clarify", 75, "cue:lost", "role item outside topic"),
    _rule("clarify", 47, "head", "role item alien"),
    _rule("clarify", 44, "cue:transition", "role item alien outside topic"),
    _rule("clarify", 44, "follow", "role item alien outside topic"),
)
