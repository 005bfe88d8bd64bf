"""What screening finds and where it cries wolf, by kind, on the labelled sentences."""

import json
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from bench.wording import print_figures

ROOT = Path(__file__).resolve().parent.parent
SETS = {
    "labelled sentences": ROOT / "tests/screening/phi_sentences.json",
    "second set": ROOT / "tests/screening/second_set.json",
    "blind set": ROOT / "tests/screening/blind_set.json",
    "later set": ROOT / "tests/screening/later_set.json",
}
# Safe Harbor numbers and addresses; names, places, dates and combinations are talk.
HARD_KINDS = "phone fax email ssn mrn health-plan-id account license vehicle device url ip".split()


@dataclass
class Score:
    """Spans found of spans labelled, by kind, and clean sentences with a finding."""

    labelled: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    clean: int = 0
    flagged: int = 0
    missed: list[str] = field(default_factory=list)
    false_alarms: list[str] = field(default_factory=list)

    def recall(self, *kinds: str) -> float:
        labelled = sum(self.labelled[kind] for kind in kinds)
        return sum(self.found[kind] for kind in kinds) / labelled if labelled else 1.0

    @property
    def hard_recall(self) -> float:
        return self.recall(*HARD_KINDS)

    @property
    def false_alarm_rate(self) -> float:
        return self.flagged / self.clean if self.clean else 0.0


def score(sentences: list[dict]) -> Score:
    """Runs screening over labelled sentences; a span counts as found when a finding touches it."""
    from forum.screening import screen

    result = Score()
    for sentence in sentences:
        findings = [one for one in screen(sentence["text"]) if one.family == "patient"]
        if not sentence["spans"]:
            result.clean += 1
            if findings:
                result.flagged += 1
                kinds = ", ".join(one.kind for one in findings)
                result.false_alarms.append(f"{sentence['id']} ({kinds})")
        for span in sentence["spans"]:
            result.labelled[span["type"]] += 1
            if any(one.start < span["end"] and span["start"] < one.end for one in findings):
                result.found[span["type"]] += 1
            else:
                result.missed.append(f"{sentence['id']} ({span['type']})")
    return result


def load(path: Path) -> list[dict]:
    return json.loads(path.read_text(encoding="utf-8"))["sentences"]


def main() -> None:
    """Prints the figures of both sets and the time of an ordinary and of the longest post."""
    from forum.screening import VERSION, screen

    print(f"Screening {VERSION}")
    every: list[dict] = []
    for name, path in SETS.items():
        sentences = load(path)
        every += sentences
        result = score(sentences)
        print(f"\n{name}: {len(sentences)} sentences")
        for kind in result.labelled:
            print(f"  {kind:16}{result.found[kind]:4} of {result.labelled[kind]:3}")
        print(f"  hard kinds together  {result.hard_recall:.1%}")
        print(f"  names and places     {result.recall('name', 'geographic'):.1%}")
        print(
            f"  clean flagged        {result.flagged} of {result.clean} ({result.false_alarm_rate:.1%})"
        )
        if "--misses" in sys.argv:
            print("  missed:", "; ".join(result.missed) or "none")
            print("  false alarms:", "; ".join(result.false_alarms) or "none")
    print()
    print_figures(with_misses="--misses" in sys.argv)
    post = " ".join(sentence["text"] for sentence in every[:12])
    longest = (" ".join(sentence["text"] for sentence in every) * 4)[:30_000]
    for name, text, times in (("ordinary post", post, 100), ("longest post", longest, 3)):
        began = time.process_time()
        for _ in range(times):
            screen(text)
        print(
            f"\n{name} ({len(text)} characters): {(time.process_time() - began) / times * 1000:.1f} ms"
        )


if __name__ == "__main__":
    main()
