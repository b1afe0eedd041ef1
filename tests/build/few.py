"""A handful of labelled questions and talks on the tiny bakers, enough to fit weights on."""

from collections.abc import Iterator
from itertools import product

from tests.engine.tiny import BRE, PE, PS, PSE

NAMES = {
    "PE": PE,
    "pastry engineer": PE,
    "PS": PS,
    "pastry scientist": PS,
    "PSE": PSE,
    "pastry software engineer": PSE,
    "BRE": BRE,
    "bread engineer": BRE,
}
SECTIONS = {
    "tools": ("tools/which-tools", "{} tools", "what tools does a {} use?"),
    "skills": ("skills/must-know", "{} skills", "what must a {} know?"),
    "salary": ("salary/pay", "{} salary", "how much does a {} earn?"),
}
GENERAL = {
    "layoffs": ("layoffs {}", "are there many layoffs {}", "who lost the job {}, so many layoffs"),
    "visas": ("visas {}", "do I get a visa {}", "which visas are there {}"),
}
WHEN = ("now", "this year", "these days", "at the moment", "in town")
PLAIN = {
    "help": ("help", "what can you do", "how do you work", "help me", "what do you do"),
    "unknown": ("tell me a joke", "a joke please", "sing a song", "sing for me", "one more joke"),
}
TALKS = (
    # said in a talk on the tools of two bakers, and what it means there
    ("and the skills?", "compare", "{first}, {second}", "skills", ""),
    ("skills too?", "compare", "{first}, {second}", "skills", ""),
    ("and the salary?", "compare", "{first}, {second}", "salary", ""),
    ("and {third}?", "compare", "{first}, {second}, {third}", "tools", ""),
    ("add {third}", "compare", "{first}, {second}, {third}", "tools", ""),
    ("only {third}, and its skills", "explain", "{third}", "skills", ""),
    ("what does a {third} earn?", "explain", "{third}", "salary", ""),
    ("why is that?", "compare", "{first}, {second}", "tools", "why"),
    ("why?", "compare", "{first}, {second}", "tools", "why"),
    ("in plain english", "compare", "{first}, {second}", "tools", "simpler"),
    ("simpler please", "compare", "{first}, {second}", "tools", "simpler"),
    ("help", "help", "", "", ""),
)


def questions() -> str:
    """Return the file of questions."""
    return "".join(f"- {{{entry}}}\n" for entry in _questions())


def _questions() -> Iterator[str]:
    for (name, role), (section, (ask, *texts)) in product(NAMES.items(), SECTIONS.items()):
        told = f"kind: explain, roles: [{role}], sections: [{section}], ask: {ask}"
        for text in texts:
            yield f'q: "{text.format(name)}", {told}'
        # the name of somebody else's job, which is not asked about
        other, *_ = (one for one, id_ in NAMES.items() if id_ != role)
        yield f'q: "my sister is a {other}, {texts[1].format(name)}", {told}'
    for (first, one), (second, two) in product(NAMES.items(), NAMES.items()):
        if one < two:
            told = f"kind: compare, roles: [{one}, {two}], sections: [tools]"
            yield f'q: "compare {first} and {second}, tools", {told}, ask: tools/which-tools'
    for (topic, wordings), when in product(GENERAL.items(), WHEN):
        for text in wordings:
            yield f'q: "{text.format(when)}", kind: general, topic: {topic}'
    for kind, said in PLAIN.items():
        for text in said:
            yield f'q: "{text}", kind: {kind}'


def talks() -> str:
    """Return the file of talks."""
    return "".join(_talks())


def _talks() -> Iterator[str]:
    roles = list(dict.fromkeys(NAMES.values()))
    for at, (says, kind, named, section, manner) in enumerate(TALKS):
        for turn in range(len(roles)):
            first, second, third, _ = [*roles[turn:], *roles[:turn]]
            ids = named.format(first=first, second=second, third=third)
            short = {id_: name for name, id_ in reversed(NAMES.items())}
            yield (
                f"- id: talk {at} {turn}\n"
                "  chat: private\n"
                "  turns:\n"
                f'    - {{says: "{short[first]} or {short[second]}, tools?", expect: '
                f"{{kind: compare, roles: [{first}, {second}], sections: [tools]}}}}\n"
                f'    - {{says: "{says.format(third=short[third])}", expect: {{kind: {kind}, '
                f"roles: [{ids}], sections: [{section}], manner: {manner or 'null'}}}}}\n"
            )
