/* Character n-grams within chunks, which white space parts. A chunk lies between two blanks. */
#include "tally.h"

/* Counts the n-grams of a chunk, [start, end), of any length; `rows`, where it is not NULL, gets theirs, at most
 * TS_MEMO_MOST. Returns how many there are. */
static size_t count_chunk(const ts_block *block, ts_scratch *scratch, ts_tally *tally, size_t start, size_t end,
                          uint32_t *rows)
{
    const char *low = scratch->low;
    uint32_t *places = scratch->ids; /* where its letters begin */
    size_t n = 0, n_rows = 0;
    for (size_t i = start; i < end; i++)
        if (!ts_inside(low[i]))
            places[n++] = (uint32_t)i;
    places[n] = (uint32_t)end;
    for (size_t length = block->low; length <= block->high; length++) {
        int whole = n <= length; /* too short for this length, and for the longer ones: once, whole */
        size_t last = whole ? 1 : n - length + 1;
        for (size_t i = 0; i < last; i++) {
            size_t behind = whole ? end : places[i + length];
            uint32_t row = ts_find(&block->strings, low + places[i], behind - places[i]);
            if (row == TS_NONE)
                continue;
            ts_count(tally, row);
            if (rows && n_rows < TS_MEMO_MOST)
                rows[n_rows] = row;
            n_rows++;
        }
        if (whole)
            break;
    }
    return n_rows;
}

/* Where the blanks are, again without a branch. */
static size_t find_blanks(const ts_scratch *scratch)
{
    const char *TS_RESTRICT low = scratch->low;
    uint32_t *TS_RESTRICT places = scratch->places;
    size_t n = 0;
    for (size_t i = 0; i < scratch->size; i++) {
        places[n] = (uint32_t)i;
        n += low[i] == ' ';
    }
    return n;
}

void ts_add_characters(const ts_block *block, ts_scratch *scratch, ts_seen *seen, size_t n_tags, const double *logs,
                       double *scores)
{
    ts_tally tally = {seen->cells, scratch->met, 0};
    ts_memo *memo = &seen->memo;
    size_t n_blanks = find_blanks(scratch);
    for (size_t i = 0; i + 1 < n_blanks; i++) {
        size_t start = scratch->places[i], end = scratch->places[i + 1] + 1, size = end - start;
        if (size == 2)
            continue;
        if (size > TS_MEMO_LONGEST) {
            count_chunk(block, scratch, &tally, start, end, NULL);
            continue;
        }
        const char *at = scratch->low + start;
        uint32_t known = ts_find(&memo->chunks, at, size);
        if (known != TS_NONE) {
            for (uint32_t place = memo->starts[known]; place < memo->starts[known + 1]; place++)
                ts_count(&tally, memo->rows[place]);
            continue;
        }
        uint32_t rows[TS_MEMO_MOST];
        size_t n_rows = count_chunk(block, scratch, &tally, start, end, rows);
        if (n_rows <= TS_MEMO_MOST)
            ts_remember(memo, at, size, rows, n_rows);
    }
    ts_finish(block, scratch, &tally, n_tags, logs, scores);
}
