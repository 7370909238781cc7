/* How often each row is met in a text, and what that adds to its scores. */
#ifndef TRISTANCE_TALLY_H
#define TRISTANCE_TALLY_H

#include <math.h>

#include "internal.h"

typedef struct {
    ts_cell *cells;
    uint32_t *met;
    size_t n;
} ts_tally;

/* Without a branch: whether a row is new is anyone's guess. `met` has room for one more than there are rows. */
static inline void ts_count(ts_tally *tally, uint32_t row)
{
    tally->met[tally->n] = row;
    tally->n += tally->cells[row].count++ == 0;
}

enum { TS_AHEAD = 12 }; /* records that are on their way from memory while one is added */

/* Weights (1 + log count) · idf scaled to length 1, times the coefficients. Leaves all counts zero. */
static inline void ts_finish_for(const ts_block *block, ts_scratch *scratch, ts_tally *tally, size_t n_tags,
                                 const double *logs, double *scores)
{
    double squares = 0.0, *sums = scratch->sums;
    size_t stride = n_tags + 1, n = tally->n;
    for (size_t tag = 0; tag < n_tags; tag++)
        sums[tag] = 0.0;
    for (size_t i = 0; i < n && i < TS_AHEAD; i++)
        TS_PREFETCH(&block->records[tally->cells[tally->met[i]].record * stride]);
    for (size_t i = 0; i < n; i++) {
        ts_cell *cell = &tally->cells[tally->met[i]];
        const double *record = &block->records[cell->record * stride];
        if (i + TS_AHEAD < n) {
            const double *next = &block->records[tally->cells[tally->met[i + TS_AHEAD]].record * stride];
            TS_PREFETCH(next);
            TS_PREFETCH(next + n_tags);
        }
        uint32_t times = cell->count;
        cell->count = 0;
        double weight = (times < 256 ? logs[times] : 1.0 + log(times)) * record[0];
        squares += weight * weight;
        for (size_t tag = 0; tag < n_tags; tag++)
            sums[tag] += weight * record[tag + 1];
    }
    if (squares == 0.0)
        return;
    double length = sqrt(squares);
    for (size_t tag = 0; tag < n_tags; tag++)
        scores[tag] += sums[tag] / length;
}

/* For numbers of tags that are common the compiler knows how far a loop goes. */
static inline void ts_finish(const ts_block *block, ts_scratch *scratch, ts_tally *tally, size_t n_tags,
                             const double *logs, double *scores)
{
    switch (n_tags) {
    case 2:
        ts_finish_for(block, scratch, tally, 2, logs, scores);
        break;
    case 3:
        ts_finish_for(block, scratch, tally, 3, logs, scores);
        break;
    case 4:
        ts_finish_for(block, scratch, tally, 4, logs, scores);
        break;
    default:
        ts_finish_for(block, scratch, tally, n_tags, logs, scores);
    }
}

#endif
