"""Speed and size, measured: `rolewise bench`."""

import random
import resource
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.engine.advisor import Advisor
from bot.engine.knowledge import Knowledge
from bot.engine.language.text import MAX_CHARS
from bot.engine.page import Role
from bot.engine.reading import Question
from bot.evaluation.typos import SEED, one_slip
from bot.render.html import html

QUESTIONS = (
    "MLE vs MLSE tools?",
    "and education?",
    "what does a deep learning engineer do",
    "mahcine lerning scientst skils",
    "who uses docker and kubernetes",
    "does an mlse need c++?",
    "I'm a DSE, how do I become an MLSE?",
    "I know python and sql, which role fits me?",
    "compare mls, mlse and dle",
    "nurse salary",
    "thank you!",
)
ROUNDS = 60
STARTS = 7


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds per question, from text to reply, with a given number of roles."""

    roles: int
    median: float
    p99: float
    per_second: float


def latencies(knowledge: Knowledge, sizes: Sequence[int]) -> Iterator[Latency]:
    """Yield the latency of question to HTML reply at growing sizes of the knowledge."""
    for size in sizes:
        advisor = Advisor(grown(knowledge, size))
        for typed in QUESTIONS:
            advisor.ask(Question(typed))
        taken = []
        for _ in range(ROUNDS):
            for typed in QUESTIONS:
                begun = time.perf_counter()
                answer, _ = advisor.ask(Question(typed))
                html(answer)
                taken.append((time.perf_counter() - begun) * 1000)
        taken.sort()
        yield Latency(
            len(advisor.knowledge.roles),
            statistics.median(taken),
            taken[int(0.99 * len(taken))],
            1000 / statistics.fmean(taken),
        )


def hostile(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """Yield texts of maximum length that are made to be slow, each with its name."""
    chance = random.Random(SEED)  # noqa: S311  # no secret hangs on a text
    names = [item.name for item in knowledge.items.values()]
    slips = (one_slip(chance.choice(names), chance) for _ in range(MAX_CHARS // 5))
    letters = "".join(chance.choice("abcdefghij ") for _ in range(MAX_CHARS))
    for name, text in {
        "every role compared": "compare " + ", ".join(r.name for r in knowledge.roles.values()),
        "every item checked": f"{next(iter(knowledge.roles.values())).name}: {', '.join(names)}",
        "misspelt items": " ".join(slips),
        "letters at random": letters,
        "one word": letters.replace(" ", ""),
        "one phrase again and again": "what does " * MAX_CHARS,
        "an ad of lines of one letter": "ad: " + "a\n" * MAX_CHARS,
        "an ad of nothing but fields": "ad: " + "ml\n" * MAX_CHARS,
        "characters without spaces": "".join(chr(0x4E00 + n) for n in range(MAX_CHARS)),
    }.items():
        yield name, text[:MAX_CHARS]


def worst(knowledge: Knowledge) -> tuple[str, float]:
    """Return the name of the hostile text that took longest uncached, and its milliseconds."""
    advisor = Advisor(knowledge)
    advisor.warm_up()
    taken = {}
    for name, typed in hostile(knowledge):
        begun = time.perf_counter()
        answer, _ = advisor.ask(Question(typed))
        html(answer)
        taken[name] = (time.perf_counter() - begun) * 1000
    slowest = max(taken, key=lambda name: taken[name])
    return slowest, taken[slowest]


def grown(knowledge: Knowledge, size: int) -> Knowledge:
    """Return the knowledge with made-up roles added until it has `size`."""
    roles = dict(knowledge.roles)
    models = list(roles.values())
    for number in range(len(roles), size):
        role = _made_up(models[number % len(models)], number)
        roles[role.id] = role
    return replace(knowledge, roles=roles)


def _made_up(model: Role, number: int) -> Role:
    word = "".join(chr(ord("a") + int(digit)) for digit in f"{number:04d}")
    return replace(
        model,
        id=f"made-up-{number}",
        name=f"Quasi{word} Engineer",
        abbreviations=(f"Q{word}",),
        aliases=(f"Quasi{word} developer",),
        fields=(f"quasi{word}",),
    )


def start_up() -> float:
    """Return the median seconds of `rolewise ask` with one question, as a new process."""
    taken = []
    for _ in range(STARTS):
        begun = time.perf_counter()
        subprocess.run(  # noqa: S603  # our own program, with a fixed question
            [sys.executable, "-m", "bot", "ask", QUESTIONS[0]], check=True, capture_output=True
        )
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def memory(knowledge: Knowledge) -> tuple[float, float]:
    """Return MiB allocated by an Advisor, and the peak MiB of the process."""
    tracemalloc.start()
    advisor = Advisor(knowledge)
    advisor.ask(Question(QUESTIONS[0]))
    allocated, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return allocated / 2**20, largest
