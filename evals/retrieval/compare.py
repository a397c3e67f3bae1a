"""The comparison: every need searched in every way, measured by ir-measures.

recall@k is the share of needs for which one of the sections that hold the fact is among the first k (in ir-measures'
terms Success@k, since any holder is enough); MRR and nDCG look at the first 10.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

import ir_measures
from ir_measures import RR, Qrel, ScoredDoc, Success, nDCG

from evals.retrieval.queries import Need
from evals.retrieval.systems import DEPTH, System

MEASURES = {
    "recall@1": Success @ 1,
    "recall@5": Success @ 5,
    "recall@10": Success @ 10,
    "MRR": RR @ 10,
    "nDCG@10": nDCG @ 10,
}


def qrels(needs: Iterable[Need]) -> list[Qrel]:
    """The relevance of sections: 1 for each that holds the fact."""
    return [Qrel(need.id, section, 1) for need in needs for section in sorted(need.sections)]


def run(needs: Iterable[Need], system: System) -> list[ScoredDoc]:
    """One system's ranking of every need. A question that holds several facts is searched once."""
    known: dict[tuple[str, str | None], list[str]] = {}
    found = []
    for need in needs:
        key = (need.question, need.state)
        if key not in known:
            known[key] = system(need)
        found += [ScoredDoc(need.id, section, float(DEPTH - n)) for n, section in enumerate(known[key])]
    return found


def measure(needs: Sequence[Need], ranked: Sequence[ScoredDoc]) -> dict[str, float]:
    """The measures over all needs."""
    values = ir_measures.calc_aggregate(list(MEASURES.values()), qrels(needs), ranked)
    return {name: float(values[which]) for name, which in MEASURES.items()}


def compare(
    needs: Sequence[Need],
    systems: Mapping[str, System],
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> dict[str, dict[str, float]]:
    """Every system's measures over the same needs, in one run."""
    rows = {}
    for n, (name, system) in enumerate(systems.items()):
        progress(n, len(systems))
        rows[name] = measure(needs, run(needs, system))
    progress(len(systems), len(systems))
    return rows


def missed(needs: Sequence[Need], system: System, k: int = 5) -> list[tuple[Need, list[str]]]:
    """The needs whose fact is not among the first k, with what came instead."""
    found = ((need, system(need)[:k]) for need in needs)
    return [(need, got) for need, got in found if not need.sections & {*got}]
