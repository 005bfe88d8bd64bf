"""How wording and calls for help are read, on labelled sentences and on some written afterwards."""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "tests/screening"


def print_figures(*, with_misses: bool = False) -> None:
    """Print, for each set, how many sentences were seen of those to see and flagged of the clean."""
    for name, flagged, clean, sees in _sets():
        missed = [text for text in flagged if not sees(text)]
        alarms = [text for text in clean if sees(text)]
        print(
            f"{name:34} seen {len(flagged) - len(missed):3} of {len(flagged):3}"
            f"   clean flagged {len(alarms):2} of {len(clean):3}"
        )
        if with_misses:
            print("  missed:", "; ".join(missed) or "none")
            print("  false alarms:", "; ".join(alarms) or "none")


def _sets() -> Iterator[tuple[str, list[str], list[str], Callable[[str], Any]]]:
    from forum.screening import language, urgency

    examples = _read("language_examples")["examples"]
    labelled = [one["text"] for one in examples if one["expect"]]
    quiet = [one["text"] for one in examples if not one["expect"]]
    own, calls, unseen = (
        _read(name) for name in ("language_sentences", "urgency_sentences", "unseen_sentences")
    )
    wording, urgent = unseen["wording"], unseen["urgency"]
    yield "wording, labelled examples", labelled, quiet, language.find
    yield "wording, own sentences", _texts(own["flagged"]), own["clean"], language.find
    yield "wording, written afterwards", wording["flagged"], wording["clean"], language.find
    yield "calls for help, own sentences", calls["urgent"], calls["quiet"], urgency.find
    yield "calls for help, written afterwards", urgent["flagged"], urgent["clean"], urgency.find


def _texts(sentences: Iterable[str]) -> list[str]:
    return list(sentences)


def _read(name: str) -> dict[str, Any]:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
