"""Print the headline of a file that ``tristance evaluate --json FILE`` wrote, beside what it is to be compared with."""

import json
import sys
from pathlib import Path

scores = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
beside = {
    "model": scores["stance_macro_f1"],
    "cue words": scores["baselines"].get("cues"),
    "one annotator by the other": scores["annotators_stance_macro_f1"],
}
print(f"stance macro-F1, {scores['n_paragraphs']} paragraphs, {scores['n_articles']} articles, {scores['text']} text")
for name, found in beside.items():
    if found:
        print(f"{name}: {found['value']:.2f} [{found['low']:.2f}, {found['high']:.2f}]")
