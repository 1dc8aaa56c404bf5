"""red-dwarf, the Python of Polis, on votes: run in the environment of the peer, JSON in and out.

Asked for {"votes": [[…]] with null for unseen, "out": [places of statements turned down]}; answers labels, figures per group,
consensus, picks, and the CPU-seconds of its pipeline.
"""

import json
import resource
import sys
import time
import warnings
from typing import Any

warnings.filterwarnings("ignore")

FIGURES = ("na", "nd", "ns", "pa", "pd", "pat", "pdt", "ra", "rd", "rat", "rdt")


def main() -> int:
    asked = json.load(sys.stdin)
    from reddwarf.implementations.base import run_pipeline

    votes = [
        {"participant_id": i, "statement_id": j, "vote": vote, "modified": 0}
        for i, row in enumerate(asked["votes"])
        for j, vote in enumerate(row)
        if vote is not None
    ]
    before = time.process_time()
    found = run_pipeline(votes, mod_out_statement_ids=asked.get("out", []), random_state=0)
    seconds = time.process_time() - before
    print(json.dumps(told(found) | {"seconds": seconds, "kB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))
    return 0


def told(found: Any) -> dict[str, Any]:
    counted = found.participants_df[found.participants_df.to_cluster]
    groups = sorted({int(group) for group in counted.cluster_id})
    picked = {group: [[one["tid"], one["repful-for"] == "agree"] for one in found.repness[group]] for group in groups}
    return {
        "people": [int(one) for one in counted.index],
        "labels": [int(one) for one in counted.cluster_id],
        "statements": [int(one) for one in found.statements_df.index],
        "figures": {name: [found.group_comment_stats.loc[group][name].tolist() for group in groups] for name in FIGURES},
        "consensus": list(found.group_aware_consensus["agree"].values()),
        "consensus_against": list(found.group_aware_consensus["disagree"].values()),
        "typical": [picked[group] for group in groups],
        "common": [[one["tid"] for one in found.consensus[side]] for side in ("agree", "disagree")],
    }


if __name__ == "__main__":
    sys.exit(main())
