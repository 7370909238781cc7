/* Word n-grams. What is looked up lies all over a table: each step fetches for the next one, for all words of a text. */
#include "tally.h"

static inline void count_row(const ts_block *block, ts_tally *tally, uint32_t number)
{
    if (number < block->n_terms)
        ts_count(tally, number);
}

/* The number of each word of the text, TS_NONE where no n-gram has it. */
static void number_words(const ts_block *block, ts_scratch *scratch, const ts_tally *tally)
{
    const ts_table *strings = &block->strings;
    const ts_slot *table = strings->slots;
    const ts_span *TS_RESTRICT words = scratch->words;
    uint64_t *TS_RESTRICT slots = scratch->slots;
    uint32_t *TS_RESTRICT ids = scratch->ids;
    const char *low = scratch->low;
    size_t n = scratch->n_words, n_terms = block->n_terms;
    for (size_t i = 0; i < n; i++) {
        slots[i] = ts_slot_of(strings, low + words[i].start, words[i].size);
        TS_PREFETCH(&table[slots[i]]);
        TS_PREFETCH((const char *)&table[slots[i]] + sizeof *table - 1);
    }
    for (size_t i = 0; i < n; i++) {
        ids[i] = ts_find_from(strings, (size_t)slots[i], low + words[i].start, words[i].size);
        if (ids[i] < n_terms)
            TS_PREFETCH(&tally->cells[ids[i]]);
    }
}

/* Pairs of words: the common case, each independent of the others. */
static void count_pairs(const ts_block *block, ts_scratch *scratch, ts_tally *tally)
{
    const ts_pairs *pairs = &block->pairs;
    const uint64_t *slots = pairs->slots;
    uint64_t *TS_RESTRICT keys = scratch->slots;
    uint32_t *TS_RESTRICT ids = scratch->ids;
    size_t n = 0, n_found = 0, n_words = scratch->n_words;
    for (size_t i = 0; i + 1 < n_words; i++) {
        keys[n] = ts_pair_key(pairs, ids[i], ids[i + 1]);
        TS_PREFETCH(&slots[ts_pair_slot(pairs, keys[n])]);
        n += ids[i] != TS_NONE && ids[i + 1] != TS_NONE;
    }
    for (size_t j = 0; j < n; j++) {
        size_t slot = ts_pair_slot(pairs, keys[j]);
        uint64_t first = slots[slot];
        int here = first != TS_FREE && first >> pairs->bits == keys[j];
        uint32_t number = ts_number_in(pairs, slot);
        if (!here && first != TS_FREE) { /* another pair is in its place */
            number = ts_find_pair_from(pairs, slot, keys[j]);
            here = number != TS_NONE;
        }
        TS_PREFETCH(&tally->cells[here ? number : 0]);
        ids[n_found] = number; /* n_found <= j: what stood there is used up */
        n_found += (size_t)(here && number < block->n_terms);
    }
    for (size_t j = 0; j < n_found; j++)
        ts_count(tally, ids[j]);
}

/* N-grams of any length: those that end at one word are continued by the next. */
static void count_longer(const ts_block *block, ts_scratch *scratch, ts_tally *tally)
{
    uint32_t open[TS_LONGEST];
    size_t n_open = 0;
    for (size_t i = 0; i < scratch->n_words; i++) {
        uint32_t word = scratch->ids[i], next[TS_LONGEST];
        size_t n_next = 0;
        if (word == TS_NONE) { /* no n-gram has it */
            n_open = 0;
            continue;
        }
        next[n_next++] = word;
        for (size_t o = 0; o < n_open; o++) {
            uint32_t longer = ts_find_pair(&block->pairs, open[o], word);
            if (longer == TS_NONE)
                continue;
            count_row(block, tally, longer);
            next[n_next++] = longer;
        }
        n_open = n_next < block->high ? n_next : block->high - 1; /* shortest first: the longest goes no further */
        memcpy(open, next, n_open * sizeof *open);
    }
}

void ts_add_words(const ts_block *block, ts_scratch *scratch, ts_seen *seen, size_t n_tags, const double *logs,
                  double *scores)
{
    ts_tally tally = {seen->cells, scratch->met, 0};
    number_words(block, scratch, &tally);
    for (size_t i = 0; i < scratch->n_words; i++)
        count_row(block, &tally, scratch->ids[i]);
    if (block->high == 2)
        count_pairs(block, scratch, &tally);
    else if (block->high > 2)
        count_longer(block, scratch, &tally);
    ts_finish(block, scratch, &tally, n_tags, logs, scores);
}
