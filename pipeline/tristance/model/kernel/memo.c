/* The rows of chunks met before. It makes nothing but speed: the same rows in the same order. */
#include <stdlib.h>

#include "internal.h"

int ts_make_memo(ts_memo *memo)
{
    *memo = (ts_memo){0};
    memo->text = calloc(1, TS_MEMO_TEXT + TS_PADDING);
    memo->places = malloc(TS_MEMO_CHUNKS * sizeof *memo->places);
    memo->starts = malloc((TS_MEMO_CHUNKS + 1) * sizeof *memo->starts);
    memo->rows = malloc(TS_MEMO_ROWS * sizeof *memo->rows);
    if (!memo->text || !memo->places || !memo->starts || !memo->rows)
        return 0;
    memo->starts[0] = 0;
    return ts_make_table(&memo->chunks, TS_MEMO_CHUNKS, memo->text, memo->places) == TS_OK;
}

void ts_free_memo(ts_memo *memo)
{
    free(memo->chunks.slots);
    free(memo->text);
    free(memo->places);
    free(memo->starts);
    free(memo->rows);
}

void ts_remember(ts_memo *memo, const char *at, size_t size, const uint32_t *rows, size_t n_rows)
{
    if (memo->chunks.count == TS_MEMO_CHUNKS || memo->n_text + size > TS_MEMO_TEXT ||
        memo->starts[memo->chunks.count] + n_rows > TS_MEMO_ROWS) {
        ts_empty(&memo->chunks);
        memo->n_text = 0;
    }
    uint32_t number = (uint32_t)memo->chunks.count, start = memo->starts[number];
    memo->places[number] = (uint32_t)memo->n_text;
    memo->starts[number + 1] = start + (uint32_t)n_rows;
    memcpy(memo->text + memo->n_text, at, size);
    memcpy(memo->rows + start, rows, n_rows * sizeof *rows);
    memo->n_text += size;
    ts_put(&memo->chunks, size, number); /* made for so many, it does not grow, and so does not fail */
}
