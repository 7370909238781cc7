/* The hits of chunks met before. It makes nothing but speed: the same hits in the same order. */
#include <stdlib.h>

#include "internal.h"

int ts_make_memo(ts_memo *memo)
{
    *memo = (ts_memo){0};
    memo->slots = calloc((size_t)1 << TS_MEMO_BITS, sizeof *memo->slots);
    memo->text = malloc(TS_MEMO_TEXT + TS_PADDING);
    memo->hits = malloc(TS_MEMO_HITS * sizeof *memo->hits);
    return memo->slots && memo->text && memo->hits;
}

void ts_free_memo(ts_memo *memo)
{
    free(memo->slots);
    free(memo->text);
    free(memo->hits);
}

ts_known *ts_recall(const ts_memo *memo, const char *at, size_t size)
{
    uint64_t first = ts_first(at, size);
    size_t slot = (size_t)(ts_hash(first, at, size) >> (64 - TS_MEMO_BITS));
    size_t mask = ((size_t)1 << TS_MEMO_BITS) - 1;
    for (;; slot = (slot + 1) & mask) {
        ts_known *known = &memo->slots[slot];
        if (!known->size || (known->first == first && known->size == size &&
                             (size <= 8 || memcmp(memo->text + known->text + 8, at + 8, size - 8) == 0)))
            return known;
    }
}

void ts_remember(ts_memo *memo, const char *at, size_t size, const ts_hit *hits, size_t n_hits)
{
    if (memo->n_known == TS_MEMO_KNOWN || memo->n_text + size > TS_MEMO_TEXT ||
        memo->n_hits + n_hits > TS_MEMO_HITS) {
        memset(memo->slots, 0, sizeof *memo->slots << TS_MEMO_BITS);
        memo->n_known = memo->n_text = memo->n_hits = 0;
    }
    ts_known *known = ts_recall(memo, at, size);
    *known = (ts_known){ts_first(at, size), (uint32_t)size, (uint32_t)memo->n_text, (uint32_t)memo->n_hits,
                        (uint32_t)n_hits};
    memcpy(memo->text + memo->n_text, at, size);
    memcpy(memo->hits + memo->n_hits, hits, n_hits * sizeof *hits);
    memo->n_known++;
    memo->n_text += size;
    memo->n_hits += n_hits;
}
