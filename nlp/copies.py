"""Copied campaigns: the same long text sent in by several people.

A copied text counts as what it is, many people with one wording, and is shown as
such beside what people wrote themselves. Short common phrases are no copies.
"""

import zlib
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.languages.words import word_count
from nlp.tokens import tokens

MINIMUM_RESPONDENTS = 5
SHORTEST_WORDS = 8
LEAST_SIMILARITY = 0.85

_NONE = -1
_ANY_LANGUAGE = "und"

# Min-wise hashing (Broder 1997) in 12 bands of 5 rows finds a pair of Jaccard
# similarity .85 with probability 1 - (1 - .85^5)^12 = .999.
_BANDS = 12
_ROWS = 5
_SEED = 20260101
_MOST_COMPARED = 40
_WORDS_AT_ONCE = 32_768

# A campaign text with a sentence of one's own added is still a copy, if it is
# long and nearly all of its runs of five words are there.
_RUN = 5
_FEWEST_RUNS = 12
_LEAST_CONTAINED = 0.8


def copy_groups(
    texts: Sequence[str],
    *,
    respondents: Sequence[str] | None = None,
    minimum: int = MINIMUM_RESPONDENTS,
) -> list[int]:
    """Return the number of the copied campaign each text belongs to, or -1.

    A campaign is a text of at least eight words that at least ``minimum``
    different respondents sent in the same or nearly the same words (Jaccard
    similarity of their words at least .85, or the whole text with something
    added). Without ``respondents`` every text has a writer of its own. Campaigns
    are numbered from 0 by first appearance; the same input gives the same result.
    """
    writers = respondents or [str(number) for number in range(len(texts))]
    members = _members_by_wording(texts)
    wordings = sorted(
        members, key=lambda wording: (-len(members[wording]), members[wording])
    )
    sizes = [len(members[wording]) for wording in wordings]
    leaders = _with_additions(wordings, _leaders(wordings), sizes, minimum)
    groups: dict[int, list[int]] = {}
    for wording, leader in zip(wordings, leaders, strict=True):
        groups.setdefault(leader, []).extend(members[wording])
    return _numbered(len(texts), groups, writers, minimum)


def _members_by_wording(texts: Sequence[str]) -> dict[tuple[str, ...], list[int]]:
    members: dict[tuple[str, ...], list[int]] = {}
    for number, text in enumerate(texts):
        spoken = tokens(text, _ANY_LANGUAGE)
        # Neighbouring ideographs give more tokens than words, placeholders fewer.
        plain = text.isascii() and "[" not in text
        if (len(spoken) if plain else word_count(text)) >= SHORTEST_WORDS:
            wording = tuple(spoken)
            members.setdefault(wording, []).append(number)
    return members


def _numbered(
    total: int,
    groups: dict[int, list[int]],
    writers: Sequence[str],
    minimum: int,
) -> list[int]:
    campaigns = [
        sorted(group)
        for group in groups.values()
        if len({writers[number] for number in group}) >= minimum
    ]
    result = [_NONE] * total
    for campaign, group in enumerate(sorted(campaigns)):
        for number in group:
            result[number] = campaign
    return result


def _leaders(wordings: Sequence[tuple[str, ...]]) -> list[int]:
    """Return for each wording the position of the wording it copies, or its own.

    Wordings come most frequent first; each joins the most similar wording before
    it that copies nothing itself, so that likeness does not pass along chains.
    """
    leaders = list(range(len(wordings)))
    buckets: dict[int, list[int]] = {}
    bags: dict[int, frozenset[str]] = {}
    for position, keys in _shared_keys(wordings):
        compared: dict[int, None] = {}
        for key in keys:
            compared.update(dict.fromkeys(buckets.get(key, ())))
        bags[position] = frozenset(wordings[position])
        nearest = _nearest(bags, position, list(compared)[:_MOST_COMPARED])
        leaders[position] = position if nearest is None else nearest
        if nearest is None:
            for key in keys:
                buckets.setdefault(key, []).append(position)
    return leaders


def _nearest(
    bags: Mapping[int, frozenset[str]], position: int, compared: list[int]
) -> int | None:
    own = bags[position]
    # Of bags of too different sizes, too much is not shared.
    least, most = LEAST_SIMILARITY * len(own), len(own) / LEAST_SIMILARITY
    similar = [
        (-_jaccard(own, bags[leader]), leader)
        for leader in compared
        if least <= len(bags[leader]) <= most
    ]
    best = min(similar, default=(0.0, _NONE))
    return best[1] if -best[0] >= LEAST_SIMILARITY else None


def _jaccard(first: frozenset[str], second: frozenset[str]) -> float:
    shared = len(first & second)
    return shared / (len(first) + len(second) - shared)


def _shared_keys(
    wordings: Sequence[tuple[str, ...]],
) -> Iterator[tuple[int, list[int]]]:
    """Yield the wordings that share a band with another, and the keys they share.

    A key stands for a band and what a wording has there.
    """
    if not wordings:
        return
    signatures = _signatures(wordings)
    keys = np.empty((len(wordings), _BANDS), dtype=np.int64)
    shared = np.empty((len(wordings), _BANDS), dtype=np.bool_)
    reached = 0
    for band, part in enumerate(np.split(signatures, _BANDS, axis=1)):
        rows = np.ascontiguousarray(part).view(f"V{part.itemsize * _ROWS}").ravel()
        _, places, times = np.unique(rows, return_inverse=True, return_counts=True)
        keys[:, band] = places + reached
        shared[:, band] = times[places] > 1
        reached += len(times)
    for position in np.flatnonzero(shared.any(axis=1)).tolist():
        yield position, keys[position, shared[position]].tolist()


def _signatures(wordings: Sequence[tuple[str, ...]]) -> NDArray[np.uint32]:
    """Return the min-wise hashes, of shape (wordings, bands * rows)."""
    numbers: dict[str, int] = {}
    bags = [
        [numbers.setdefault(word, len(numbers)) for word in dict.fromkeys(wording)]
        for wording in wordings
    ]
    hashes = np.array([zlib.crc32(word.encode()) for word in numbers], dtype=np.uint64)
    mixed = np.stack(_permutations(hashes), axis=1)
    signatures = np.empty((len(bags), _BANDS * _ROWS), dtype=np.uint32)
    sizes = np.array([len(bag) for bag in bags])
    # Wordings of one length make a block without gaps.
    for size in np.unique(sizes).tolist():
        for rows in _portions(np.flatnonzero(sizes == size), size):
            block = np.array([bags[row] for row in rows.tolist()])
            signatures[rows] = mixed[block].min(axis=1)
    return signatures


def _portions(rows: NDArray[np.int64], size: int) -> list[NDArray[np.int64]]:
    return np.array_split(rows, 1 + len(rows) * size // _WORDS_AT_ONCE)


def _permutations(hashes: NDArray[np.uint64]) -> list[NDArray[np.uint32]]:
    # Multiply-shift hashing (Dietzfelbinger et al. 1997): odd factors, high bits.
    generator = np.random.default_rng(_SEED)
    count = _BANDS * _ROWS
    factors = generator.integers(0, 2**63, count, dtype=np.uint64) * 2 + 1
    terms = generator.integers(0, 2**63, count, dtype=np.uint64)
    return [
        ((hashes * factor + term) >> np.uint64(32)).astype(np.uint32)
        for factor, term in zip(factors, terms, strict=True)
    ]


def _with_additions(
    wordings: Sequence[tuple[str, ...]],
    leaders: list[int],
    sizes: Sequence[int],
    minimum: int,
) -> list[int]:
    """Return ``leaders`` with long texts added that hold a whole campaign text."""
    totals = [0] * len(wordings)
    for leader, size in zip(leaders, sizes, strict=True):
        totals[leader] += size
    campaigns = [position for position, total in enumerate(totals) if total >= minimum]
    runs = {position: _runs(wordings[position]) for position in campaigns}
    holders: dict[tuple[str, ...], list[int]] = {}
    for position, found in runs.items():
        for run in sorted(found) if len(found) >= _FEWEST_RUNS else ():
            holders.setdefault(run, []).append(position)
    return [
        leader
        if totals[leader] >= minimum
        else _holding(wording, holders, runs, leader)
        for wording, leader in zip(wordings, leaders, strict=True)
    ]


def _holding(
    wording: tuple[str, ...],
    holders: dict[tuple[str, ...], list[int]],
    runs: dict[int, frozenset[tuple[str, ...]]],
    otherwise: int,
) -> int:
    """Return the campaign whose runs ``wording`` nearly all holds."""
    shared: dict[int, int] = {}
    for run in _runs(wording) if holders else ():
        for campaign in holders.get(run, ()):
            shared[campaign] = shared.get(campaign, 0) + 1
    parts = [
        (-count / len(runs[campaign]), campaign) for campaign, count in shared.items()
    ]
    best = min(parts, default=(0.0, otherwise))
    return best[1] if -best[0] >= _LEAST_CONTAINED else otherwise


def _runs(wording: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    shifted = (wording[start:] for start in range(_RUN))
    return frozenset(zip(*shifted, strict=False))
