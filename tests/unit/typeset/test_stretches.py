"""Stretches set apart keep the sum of a line: readings have their room, figures stay by their word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from presslayout.typeset.kinsoku import FORBIDDEN
from presslayout.typeset.spacing import EM, SUPERIOR
from presslayout.typeset.stretches import shift, spread

# Of a cluster: blank before and behind it that is its own, blank that the program put there.
CLUSTER = st.tuples(st.integers(0, 500), st.integers(0, 500), st.integers(0, 250))


def arrays(clusters: list[tuple[int, int, int]]) -> tuple[list[int], ...]:
    """Before, after, lead, trail, auto, as they are before anything is set apart."""
    lead, trail, auto = (list(one) for one in zip(*clusters, strict=True))
    return list(auto), [EM + one for one in trail], lead, trail, auto


@given(st.lists(CLUSTER, min_size=1, max_size=9), st.data())
def test_a_figure_is_small_close_to_its_word_and_begins_no_line(
    clusters: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    shifted = data.draw(st.sets(st.integers(0, len(clusters) - 1)))
    whole = arrays(clusters)
    before, after, lead, trail, auto = whole
    old_before, old_after, old_trail = list(before), list(after), list(trail)
    breaks, opened = [0] * len(clusters), [True] * len(clusters)
    shift(shifted, frozenset(), whole, breaks, opened)
    for k in range(len(clusters)):
        if k in shifted:
            # Half-width marks lose their blank, and all are set at the same part of an em.
            assert after[k] == (old_after[k] - old_trail[k]) * SUPERIOR // EM
            assert before[k] == lead[k] == trail[k] == auto[k] == 0
            assert (breaks[k], opened[k]) == (FORBIDDEN, False)
            continue
        close = k + 1 in shifted
        assert before[k] == old_before[k]
        assert trail[k] == (0 if close else old_trail[k])
        assert after[k] == old_after[k] - (old_trail[k] if close else 0)
        assert (breaks[k], opened[k]) == (0, True)


def test_behind_a_note_the_text_goes_on_as_if_it_were_not_there() -> None:
    def after_the_number(notes: frozenset[int], penalty: int) -> tuple[int, int, int]:
        whole = arrays([(0, 0, 0), (0, 0, 0), (0, 0, 250)])
        breaks = [0, 0, penalty]
        shift({1}, notes, whole, breaks, [True] * 3)
        return whole[0][2], whole[4][2], breaks[2]

    assert after_the_number(frozenset({1}), 70) == (0, 0, 0)
    # What may begin no line may not behind a note.
    assert after_the_number(frozenset({1}), FORBIDDEN) == (0, 0, FORBIDDEN)
    # Behind a power the blank between scripts stays.
    assert after_the_number(frozenset(), 70) == (250, 250, 70)


def test_blank_that_nobody_put_there_stays_behind_a_note() -> None:
    whole = arrays([(0, 0, 0), (0, 0, 0), (0, 0, 0)])
    whole[0][2] = 300
    breaks = [0, 0, 70]
    shift({1}, frozenset({1}), whole, breaks, [True] * 3)
    assert (whole[0][2], breaks[2]) == (300, 70)


@given(
    st.lists(st.integers(500, 1000), min_size=1, max_size=8),
    st.lists(st.integers(0, 300), min_size=8, max_size=8),
    st.tuples(st.integers(0, 3000), st.integers(0, 3000)),
    st.data(),
)
def test_bases_are_as_wide_as_their_reading_on_both_sides_of_their_middle(
    after: list[int], gaps: list[int], room: tuple[int, int], data: st.DataObject
) -> None:
    count = len(after)
    first = data.draw(st.integers(0, count - 1))
    stop = data.draw(st.integers(first + 1, count))
    before = gaps[:count]
    natural = sum(before[first + 1 : stop]) + sum(after[first:stop])
    old_before, old_after = list(before), list(after)
    breaks, opened = [0] * count, [True] * count
    spread(range(count), (first, stop), room, (before, after, breaks, opened))
    half = natural // 2
    assert before[first] == old_before[first] + max(room[0] - half, 0)
    assert after[stop - 1] == old_after[stop - 1] + max(room[1] - half, 0)
    # Nothing else moves, and what stands under one reading is one piece.
    for k in range(count):
        assert k == first or before[k] == old_before[k]
        assert k == stop - 1 or after[k] == old_after[k]
        inside = first < k < stop
        assert (breaks[k], opened[k]) == ((FORBIDDEN, False) if inside else (0, True))


def test_clusters_of_several_characters_are_found_by_where_they_begin() -> None:
    before, after = [0] * 3, [1000] * 3
    arrays = (before, after, [0] * 3, [True] * 3)
    # Characters 0-1, 2 and 3-4; the reading stands over the last three.
    spread((0, 2, 3), (2, 5), (1500, 1500), arrays)
    assert (before, after) == ([0, 500, 0], [1000, 1000, 1500])


def test_a_reading_over_nothing_changes_nothing() -> None:
    before, after, breaks, opened = [0, 0], [1000, 1000], [0, 0], [True, True]
    # Nor one over the end, where no cluster stands any more.
    for span in ((1, 1), (2, 4), (1, 0), (1, 3)):
        spread((0, 1, 2), span, (5000, 5000), (before, after, breaks, opened))
    assert (before, after, breaks, opened) == ([0, 0], [1000, 1000], [0, 0], [True, True])
