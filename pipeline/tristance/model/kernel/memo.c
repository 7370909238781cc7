/* The rows of chunks met before. It makes nothing but speed: the same rows in the same order. */
#include <stdlib.h>

#include "internal.h"

int ts_make_memo(ts_memo *memo)
{
    *memo = (ts_memo){0};
    memo->slots = calloc((size_t)1 << TS_MEMO_BITS, sizeof *memo->slots);
    memo->text = malloc(TS_MEMO_TEXT + TS_PADDING);
    memo->rows = malloc(TS_MEMO_ROWS * sizeof *memo->rows);
    return memo->slots && memo->text && memo->rows;
}

void ts_free_memo(ts_memo *memo)
{
    free(memo->slots);
    free(memo->text);
    free(memo->rows);
}

ts_known *ts_recall(const ts_memo *memo, const char *at, size_t size)
{
    uint64_t first = ts_first(at, size), second = ts_second(at, size);
    size_t slot = (size_t)(ts_hash(first, second, at, size) >> (64 - TS_MEMO_BITS));
    size_t mask = ((size_t)1 << TS_MEMO_BITS) - 1;
    for (;; slot = (slot + 1) & mask) {
        ts_known *known = &memo->slots[slot];
        if (!known->size || (known->first == first && known->second == second && known->size == size &&
                             (size <= 16 || memcmp(memo->text + known->text + 16, at + 16, size - 16) == 0)))
            return known;
    }
}

void ts_remember(ts_memo *memo, const char *at, size_t size, const uint32_t *rows, size_t n_rows)
{
    if (memo->n_known == TS_MEMO_KNOWN || memo->n_text + size > TS_MEMO_TEXT ||
        memo->n_rows + n_rows > TS_MEMO_ROWS) {
        memset(memo->slots, 0, sizeof *memo->slots << TS_MEMO_BITS);
        memo->n_known = memo->n_text = memo->n_rows = 0;
    }
    ts_known *known = ts_recall(memo, at, size);
    *known = (ts_known){ts_first(at, size), ts_second(at, size), (uint32_t)size, (uint32_t)memo->n_text, (uint32_t)memo->n_rows,
                        (uint32_t)n_rows};
    memcpy(memo->text + memo->n_text, at, size);
    memcpy(memo->rows + memo->n_rows, rows, n_rows * sizeof *rows);
    memo->n_known++;
    memo->n_text += size;
    memo->n_rows += n_rows;
}
