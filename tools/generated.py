"""Counts which seeds give a good exercise about each topic, at once and after going on; prints a table."""

from __future__ import annotations

import sys
import time

from xtsviz.errors import ExerciseError
from xtsviz.training.seeded.generate import SEEDS, draft_of
from xtsviz.training.seeded.topics import TOPICS


def main(seeds: int) -> int:
    """Print a row for each topic; the exit status is 1 if a seed gives no good exercise."""
    print(
        f"{'topic':16}{'at once':>9}{'in all':>8}{'of':>6}{'different':>11}{'tries':>7}{'cells':>7}{'ms each':>9}"
    )
    complete = True
    for key, topic in TOPICS.items():
        at_once, good, most_tries, most_cells = 0, 0, 0, 0
        different = set()
        begin = time.perf_counter()
        for seed in range(seeds):
            try:
                draft, variation = draft_of(topic, seed)
            except ExerciseError:
                continue
            good += 1
            at_once += variation == 0
            most_tries, most_cells = max(most_tries, variation + 1), max(most_cells, draft.cells)
            different.add((draft.story, draft.lesson, draft.expected))
        each = 1000 * (time.perf_counter() - begin) / seeds
        print(
            f"{key:16}{at_once:9}{good:8}{seeds:6}{len(different):11}{most_tries:7}{most_cells:7}{each:9.2f}"
        )
        complete = complete and good == seeds
    return 0 if complete else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else SEEDS))
