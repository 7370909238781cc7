/* Word n-grams. What is looked up lies all over a table: each step fetches for the next one, for all words of a text. */
#include "tally.h"

static inline void count_row(const ts_block *block, ts_tally *tally, uint32_t number)
{
    if (number < block->n_terms)
        ts_count(tally, (ts_hit){number, block->record_of[number]});
}

/* The number of each word of the text, TS_NONE where no n-gram has it. */
static void number_words(const ts_block *block, ts_scratch *scratch)
{
    const ts_table *strings = &block->strings;
    for (size_t i = 0; i < scratch->n_words; i++) {
        ts_span word = scratch->words[i];
        size_t slot = ts_slot_of(strings, scratch->low + word.start, word.size);
        TS_PREFETCH(&strings->slots[slot]);
        scratch->slots[i] = slot;
    }
    for (size_t i = 0; i < scratch->n_words; i++) {
        ts_span word = scratch->words[i];
        uint32_t id = ts_find_from(strings, (size_t)scratch->slots[i], scratch->low + word.start, word.size);
        scratch->ids[i] = id;
        if (id < block->n_terms) {
            TS_PREFETCH(&scratch->counts[id]);
            TS_PREFETCH(&block->record_of[id]);
        }
    }
}

/* Pairs of words: the common case, each independent of the others. */
static void count_pairs(const ts_block *block, ts_scratch *scratch, ts_tally *tally)
{
    const ts_pairs *pairs = &block->pairs;
    const uint32_t *ids = scratch->ids;
    size_t n = 0; /* pairs that may be there, packed: slots[j] for the words i and i + 1, ids[j] … as found */
    for (size_t i = 0; i + 1 < scratch->n_words; i++) {
        if (ids[i] == TS_NONE || ids[i + 1] == TS_NONE)
            continue;
        uint64_t key = ts_pair_key(ids[i], ids[i + 1]);
        scratch->slots[n++] = key;
        TS_PREFETCH(&pairs->slots[ts_pair_slot(pairs, key)]);
    }
    uint32_t *found = scratch->ids;
    size_t n_found = 0;
    for (size_t j = 0; j < n; j++) {
        uint64_t key = scratch->slots[j];
        uint32_t number = ts_find_pair_from(pairs, ts_pair_slot(pairs, key), key);
        if (number >= block->n_terms)
            continue;
        found[n_found++] = number;
        TS_PREFETCH(&scratch->counts[number]);
        TS_PREFETCH(&block->record_of[number]);
    }
    for (size_t j = 0; j < n_found; j++)
        count_row(block, tally, found[j]);
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

void ts_add_words(const ts_block *block, ts_scratch *scratch, size_t n_tags, const double *logs, double *scores)
{
    ts_tally tally = {scratch->counts, scratch->met, 0};
    number_words(block, scratch);
    for (size_t i = 0; i < scratch->n_words; i++)
        count_row(block, &tally, scratch->ids[i]);
    if (block->high == 2)
        count_pairs(block, scratch, &tally);
    else if (block->high > 2)
        count_longer(block, scratch, &tally);
    ts_finish(block, scratch, &tally, n_tags, logs, scores);
}
