/* The blocks of n-grams: their tables, what a text holds of them, and what that adds to its scores. */
#include <math.h>
#include <stdlib.h>

#include "internal.h"

void ts_free_block(ts_block *block)
{
    free(block->text);
    free(block->places);
    free(block->rows);
    free(block->distinct);
    free(block->strings.slots);
    free(block->pairs.slots);
}

/* --- making one ------------------------------------------------------------------------------------------------- */

static size_t size_of(const ts_block *block, size_t row)
{
    return block->places[row + 1] - block->places[row] - 1; /* an LF is between two terms */
}

static ts_status fill_characters(ts_block *block)
{
    ts_status status = ts_make_table(&block->strings, block->n_terms, block->text, block->places);
    for (size_t row = 0; row < block->n_terms && status == TS_OK; row++)
        status = ts_put(&block->strings, size_of(block, row), (uint32_t)row);
    return status;
}

/* The number of the word in [start, end), which is given one above those of the rows if it has none. */
static ts_status number_of_word(ts_block *block, size_t start, size_t end, uint32_t *next, uint32_t *number)
{
    *number = ts_find(&block->strings, block->text + start, end - start);
    if (*number != TS_NONE)
        return TS_OK;
    block->places[*next] = (uint32_t)start;
    *number = (*next)++;
    return ts_put(&block->strings, end - start, *number);
}

static ts_status put_ngram(ts_block *block, size_t row, uint32_t *next)
{
    size_t start = block->places[row], end = start + size_of(block, row);
    uint32_t prefix = TS_NONE, word;
    for (;;) {
        const char *blank = memchr(block->text + start, ' ', end - start);
        size_t stop = blank ? (size_t)(blank - block->text) : end;
        ts_status status = number_of_word(block, start, stop, next, &word);
        if (status != TS_OK)
            return status;
        if (prefix == TS_NONE) {
            prefix = word;
        } else if (!blank) {
            return ts_put_pair(&block->pairs, prefix, word, (uint32_t)row);
        } else {
            uint32_t found = ts_find_pair(&block->pairs, prefix, word);
            if (found == TS_NONE) {
                found = (*next)++;
                status = ts_put_pair(&block->pairs, prefix, word, found);
                if (status != TS_OK)
                    return status;
            }
            prefix = found;
        }
        start = stop + 1;
    }
}

/* Words first, then pairs, then longer ones: what an n-gram begins with has its number before. */
static ts_status fill_words(ts_block *block)
{
    ts_status status = ts_make_table(&block->strings, block->n_terms / 8, block->text, block->places);
    if (status == TS_OK)
        status = ts_make_pairs(&block->pairs, block->n_terms);
    uint8_t *lengths = malloc(block->n_terms + 1);
    if (!lengths || status != TS_OK) {
        free(lengths);
        return TS_MEMORY;
    }
    size_t by_length[TS_LONGEST + 1] = {0};
    for (size_t row = 0; row < block->n_terms; row++) {
        const char *at = block->text + block->places[row], *end = at + size_of(block, row);
        size_t words = 1;
        while ((at = memchr(at, ' ', (size_t)(end - at))) != NULL) {
            words++;
            at++;
        }
        lengths[row] = (uint8_t)(words < block->low || words > block->high ? 0 : words); /* 0: no text has it */
        by_length[lengths[row]]++;
    }
    uint32_t next = (uint32_t)block->n_terms + 1; /* the end of the last term has its place at n_terms */
    for (size_t length = block->low; length <= block->high && status == TS_OK; length++)
        for (size_t row = 0; row < block->n_terms && by_length[length] && status == TS_OK; row++)
            if (lengths[row] == length)
                status = length == 1 ? ts_put(&block->strings, size_of(block, row), (uint32_t)row)
                                     : put_ngram(block, row, &next);
    free(lengths);
    return status;
}

ts_status ts_add_block(ts_model *model, ts_kind kind, size_t low, size_t high, const char *terms, size_t size,
                       size_t n_terms, const double *idf, const int32_t *which, const double *distinct,
                       size_t n_distinct)
{
    size_t blanks = 0, n = 0;
    if (low < 1 || low > high || high > TS_LONGEST || size > INT32_MAX || n_terms > INT32_MAX)
        return TS_INVALID;
    for (size_t i = 0; i < size; i++)
        blanks += terms[i] == ' ';
    ts_block *grown = realloc(model->blocks, (model->n_blocks + 1) * sizeof *grown);
    if (!grown)
        return TS_MEMORY;
    model->blocks = grown;
    ts_block *block = &grown[model->n_blocks++];
    *block = (ts_block){.kind = kind, .low = low, .high = high, .n_terms = n_terms};
    /* A number for each term and its end, and for each word and each beginning of an n-gram that is no term. */
    size_t numbers = n_terms + 1 + (kind == TS_WORDS ? 2 * blanks + n_terms : 0);
    size_t n_values = n_distinct * model->n_tags;
    block->text = malloc(size + TS_PADDING);
    block->places = malloc(numbers * sizeof *block->places);
    block->rows = malloc((n_terms + 1) * sizeof *block->rows);
    block->distinct = malloc((n_values + 1) * sizeof *block->distinct);
    if (numbers >= TS_NONE || !block->text || !block->places || !block->rows || !block->distinct)
        return TS_MEMORY;
    memcpy(block->text, terms, size);
    memset(block->text + size, 0, TS_PADDING);
    memcpy(block->distinct, distinct, n_values * sizeof *distinct);
    for (size_t row = 0; row < n_terms; row++) {
        if (which[row] < 0 || (size_t)which[row] >= n_distinct)
            return TS_INVALID;
        block->rows[row] = (ts_row){idf[row], (uint32_t)which[row]};
    }
    if (n_terms) {
        const char *at = block->text, *end = block->text + size;
        for (;;) {
            block->places[n++] = (uint32_t)(at - block->text);
            at = memchr(at, '\n', (size_t)(end - at));
            if (!at || n == n_terms)
                break;
            at++;
        }
        if (n != n_terms || at)
            return TS_INVALID;
    } else if (size)
        return TS_INVALID;
    block->places[n_terms] = (uint32_t)size + 1;
    return kind == TS_WORDS ? fill_words(block) : fill_characters(block);
}

/* --- what a text holds ------------------------------------------------------------------------------------------ */

typedef struct {
    const ts_row *rows;
    uint32_t *counts, *met;
    size_t n;
} tally;

static inline void count(tally *found, uint32_t row)
{
    if (found->counts[row]++ == 0) {
        found->met[found->n++] = row;
        TS_PREFETCH(&found->rows[row]);
    }
}

/* Weights (1 + log count) · idf scaled to length 1, times the coefficients. Leaves all counts zero. */
static inline void finish(const ts_block *block, ts_scratch *scratch, tally *found, size_t n_tags, const double *logs,
                          double *scores)
{
    double squares = 0.0, *weights = scratch->weights, *sums = scratch->sums;
    for (size_t i = 0; i < found->n; i++) {
        uint32_t row = found->met[i], times = found->counts[row];
        double weight = (times < 256 ? logs[times] : 1.0 + log(times)) * block->rows[row].idf;
        found->counts[row] = 0;
        weights[i] = weight;
        squares += weight * weight;
        found->met[i] = block->rows[row].which;
        TS_PREFETCH(&block->distinct[found->met[i] * n_tags]);
    }
    if (squares == 0.0)
        return;
    for (size_t tag = 0; tag < n_tags; tag++)
        sums[tag] = 0.0;
    for (size_t i = 0; i < found->n; i++) {
        const double *own = &block->distinct[found->met[i] * n_tags];
        for (size_t tag = 0; tag < n_tags; tag++)
            sums[tag] += weights[i] * own[tag];
    }
    double length = sqrt(squares);
    for (size_t tag = 0; tag < n_tags; tag++)
        scores[tag] += sums[tag] / length;
}

/* The same for numbers of tags that are common, where the compiler knows how far a loop goes. */
static void finish_for(const ts_block *block, ts_scratch *scratch, tally *found, size_t n_tags, const double *logs,
                       double *scores)
{
    switch (n_tags) {
    case 2:
        finish(block, scratch, found, 2, logs, scores);
        break;
    case 3:
        finish(block, scratch, found, 3, logs, scores);
        break;
    case 4:
        finish(block, scratch, found, 4, logs, scores);
        break;
    default:
        finish(block, scratch, found, n_tags, logs, scores);
    }
}

void ts_add_words(const ts_block *block, ts_scratch *scratch, size_t n_tags, const double *logs, double *scores)
{
    tally found = {block->rows, scratch->counts, scratch->met, 0};
    uint32_t open[TS_LONGEST]; /* the n-grams that end at the word before, shortest first */
    size_t n_open = 0;
    for (size_t i = 0; i < scratch->n_words; i++) {
        ts_span span = scratch->words[i];
        uint32_t word = ts_find(&block->strings, scratch->low + span.start, span.size), next[TS_LONGEST];
        size_t n_next = 0;
        if (word == TS_NONE) { /* no n-gram has it */
            n_open = 0;
            continue;
        }
        if (word < block->n_terms)
            count(&found, word);
        next[n_next++] = word;
        for (size_t o = 0; o < n_open; o++) {
            uint32_t longer = ts_find_pair(&block->pairs, open[o], word);
            if (longer == TS_NONE)
                continue;
            if (longer < block->n_terms)
                count(&found, longer);
            next[n_next++] = longer;
        }
        /* What has `high` words already is not begun anew: nothing follows it in the table. */
        n_open = block->high == 1 ? 0 : n_next < block->high ? n_next : block->high - 1;
        memcpy(open, next, n_open * sizeof *open);
    }
    finish_for(block, scratch, &found, n_tags, logs, scores);
}

static inline void count_string(tally *found, const ts_block *block, const char *at, size_t size)
{
    uint32_t row = ts_find(&block->strings, at, size);
    if (row != TS_NONE)
        count(found, row);
}

/* The letters of a chunk begin at places[0 … n - 1], and places[n] is its end. */
static void count_letters(tally *found, const ts_block *block, const char *low, const uint32_t *places, size_t n)
{
    for (size_t length = block->low; length <= block->high; length++) {
        if (n <= length) { /* too short for this length, and for the longer ones: once, whole */
            count_string(found, block, low + places[0], places[n] - places[0]);
            return;
        }
        for (size_t i = 0; i + length <= n; i++)
            count_string(found, block, low + places[i], places[i + length] - places[i]);
    }
}

void ts_add_characters(const ts_block *block, ts_scratch *scratch, size_t n_tags, const double *logs, double *scores)
{
    tally found = {block->rows, scratch->counts, scratch->met, 0};
    const uint8_t *flags = scratch->flags;
    const char *low = scratch->low;
    size_t end = 1; /* behind the blank in front */
    while (end < scratch->size) {
        size_t start = end - 1, n = 0; /* with the blank before it */
        if (flags[end] & TS_SPACE) {
            end++;
            continue;
        }
        uint8_t any = 0;
        while (!(flags[end] & TS_SPACE))
            any |= flags[end++];
        end++; /* with the blank behind it, which is the next one's */
        if (!(any & TS_INSIDE)) {
            size_t size = end - start;
            for (size_t length = block->low; length <= block->high; length++) {
                if (size <= length) {
                    count_string(&found, block, low + start, size);
                    break;
                }
                for (size_t i = start; i + length <= end; i++)
                    count_string(&found, block, low + i, length);
            }
            continue;
        }
        for (size_t i = start; i < end; i++)
            if (!(flags[i] & TS_INSIDE))
                scratch->places[n++] = (uint32_t)i;
        scratch->places[n] = (uint32_t)end;
        count_letters(&found, block, low, scratch->places, n);
    }
    finish_for(block, scratch, &found, n_tags, logs, scores);
}
