/* A block of n-grams: its terms as tables, and a record for each. */
#include <stdlib.h>

#include "internal.h"

void ts_free_block(ts_block *block)
{
    free(block->text);
    free(block->places);
    free(block->record_of);
    free(block->records);
    free(block->strings.slots);
    ts_free_pairs(&block->pairs);
}

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

enum { AT_ONCE = 64 };

/* Terms of two words, a few dozen at a time: what is looked up lies all over the tables, and is fetched ahead. They come
 * sorted, so that most begin with the word of the one before. */
static ts_status put_pairs(ts_block *block, const uint32_t *rows, size_t n_rows, uint32_t *next)
{
    uint32_t firsts[AT_ONCE], seconds[AT_ONCE], starts[AT_ONCE], ends[AT_ONCE], first = TS_NONE;
    size_t first_start = 0, first_size = 0;
    for (size_t done = 0; done < n_rows; done += AT_ONCE) {
        size_t n = n_rows - done < AT_ONCE ? n_rows - done : AT_ONCE;
        ts_status status = TS_OK;
        for (size_t i = 0; i < n; i++) {
            size_t row = rows[done + i], start = block->places[row], end = start + size_of(block, row);
            const char *at = block->text + start, *blank = memchr(at, ' ', end - start);
            size_t size = (size_t)(blank - at);
            if (first == TS_NONE || size != first_size || memcmp(at, block->text + first_start, size) != 0) {
                status = number_of_word(block, start, start + size, next, &first);
                if (status != TS_OK)
                    return status;
                first_start = start;
                first_size = size;
            }
            firsts[i] = first;
            starts[i] = (uint32_t)(start + size + 1);
            ends[i] = (uint32_t)end;
            TS_PREFETCH(&block->strings.slots[ts_slot_of(&block->strings, block->text + starts[i], end - starts[i])]);
        }
        for (size_t i = 0; i < n; i++) {
            status = number_of_word(block, starts[i], ends[i], next, &seconds[i]);
            if (status != TS_OK)
                return status;
            TS_PREFETCH(&block->pairs.slots[ts_pair_slot(&block->pairs, ts_pair_key(&block->pairs, firsts[i], seconds[i]))]);
        }
        for (size_t i = 0; i < n && status == TS_OK; i++)
            status = ts_put_pair(&block->pairs, firsts[i], seconds[i], rows[done + i]);
        if (status != TS_OK)
            return status;
    }
    return TS_OK;
}

/* How many blanks are in front of each term, and behind all, without a branch: terms end anywhere. */
static void count_blanks(const ts_block *block, uint32_t *TS_RESTRICT before)
{
    const char *text = block->text;
    size_t size = block->n_terms ? block->places[block->n_terms] - 1 : 0, row = 0;
    uint32_t blanks = 0;
    before[0] = 0;
    for (size_t i = 0; i < size; i++) {
        blanks += text[i] == ' ';
        before[row + 1] = blanks;
        row += text[i] == '\n';
    }
    before[block->n_terms] = blanks;
}

/* Words first, then pairs, then longer ones: what an n-gram begins with has its number before. */
static ts_status fill_words(ts_block *block, size_t n_numbers)
{
    size_t by_length[TS_LONGEST + 1] = {0};
    uint32_t *rows = malloc((block->n_terms + 2) * sizeof *rows);
    uint8_t *lengths = malloc(block->n_terms + 1);
    ts_status status = rows && lengths ? TS_OK : TS_MEMORY;
    if (status == TS_OK)
        count_blanks(block, rows);
    for (size_t row = 0; row < block->n_terms && status == TS_OK; row++) {
        size_t words = 1u + rows[row + 1] - rows[row];
        lengths[row] = (uint8_t)(words < block->low || words > block->high ? 0 : words); /* 0: no text has it */
        by_length[lengths[row]]++;
    }
    if (status == TS_OK)
        status = ts_make_table(&block->strings, by_length[1], block->text, block->places);
    if (status == TS_OK)
        status = ts_make_pairs(&block->pairs, block->n_terms - by_length[0] - by_length[1], n_numbers);
    uint32_t next = (uint32_t)block->n_terms + 1; /* the end of the last term has its place at n_terms */
    for (size_t length = block->low; length <= block->high && status == TS_OK; length++) {
        size_t n = 0;
        for (size_t row = 0; row < block->n_terms && by_length[length]; row++)
            if (lengths[row] == length)
                rows[n++] = (uint32_t)row;
        if (length == 2)
            status = put_pairs(block, rows, n, &next);
        for (size_t i = 0; i < n && length != 2 && status == TS_OK; i++)
            status = length == 1 ? ts_put(&block->strings, size_of(block, rows[i]), rows[i])
                                 : put_ngram(block, rows[i], &next);
    }
    free(lengths);
    free(rows);
    return status;
}

/* One record for each row of `distinct`, of the idf that it is first used with, and one more for each other use. */
static ts_status fill_records(ts_block *block, size_t n_tags, const double *idf, const int32_t *which,
                              const double *distinct, size_t n_distinct)
{
    size_t stride = n_tags + 1, others = 0, n = n_distinct;
    double *first = malloc((n_distinct + 1) * sizeof *first);
    if (!first)
        return TS_MEMORY;
    for (size_t i = 0; i < n_distinct; i++)
        first[i] = -1.0; /* an idf is positive */
    for (size_t row = 0; row < block->n_terms; row++) {
        if (which[row] < 0 || (size_t)which[row] >= n_distinct || !(idf[row] > 0.0)) {
            free(first);
            return TS_INVALID;
        }
        double *own = &first[which[row]];
        others += *own != -1.0 && *own != idf[row];
        if (*own == -1.0)
            *own = idf[row];
    }
    block->records = malloc(((n_distinct + others) * stride + 1) * sizeof *block->records);
    if (!block->records) {
        free(first);
        return TS_MEMORY;
    }
    for (size_t i = 0; i < n_distinct; i++) {
        block->records[i * stride] = first[i];
        memcpy(&block->records[i * stride + 1], &distinct[i * n_tags], n_tags * sizeof *distinct);
    }
    for (size_t row = 0; row < block->n_terms; row++) {
        size_t own = (size_t)which[row];
        if (first[own] != idf[row]) {
            block->records[n * stride] = idf[row];
            memcpy(&block->records[n * stride + 1], &distinct[own * n_tags], n_tags * sizeof *distinct);
            own = n++;
        }
        block->record_of[row] = (uint32_t)own;
    }
    free(first);
    return TS_OK;
}

/* Where each term begins: TS_INVALID where there are not n_terms of them. */
static ts_status find_terms(ts_block *block, size_t size)
{
    uint32_t *places = block->places;
    size_t row = 0;
    if (block->n_terms == 0)
        return size ? TS_INVALID : TS_OK;
    places[0] = 0;
    for (size_t i = 0; i < size && row < block->n_terms; i++) { /* `places` has room for one behind the last term */
        places[row + 1] = (uint32_t)i + 1;
        row += block->text[i] == '\n';
    }
    places[block->n_terms] = (uint32_t)size + 1;
    return row + 1 == block->n_terms ? TS_OK : TS_INVALID;
}

ts_status ts_add_block(ts_model *model, ts_kind kind, size_t low, size_t high, const char *terms, size_t size,
                       size_t n_terms, const double *idf, const int32_t *which, const double *distinct,
                       size_t n_distinct)
{
    size_t blanks = 0;
    if (low < 1 || low > high || high > TS_LONGEST || size >= INT32_MAX || n_terms > size + 1 || n_distinct > INT32_MAX)
        return TS_INVALID;
    for (size_t i = 0; i < size; i++)
        blanks += terms[i] == ' ';
    ts_block *grown = realloc(model->blocks, (model->n_blocks + 1) * sizeof *grown);
    if (!grown)
        return TS_MEMORY;
    model->blocks = grown;
    ts_block *block = &grown[model->n_blocks++];
    *block = (ts_block){.kind = kind, .low = low, .high = high, .n_terms = n_terms};
    /* A place for each term and the end of the last, and for each word, and each beginning of an n-gram, that is no
     * term. */
    size_t n_places = n_terms + 1 + (kind == TS_WORDS ? 2 * blanks + n_terms : 0);
    if (n_places >= TS_NONE)
        return TS_INVALID;
    block->text = malloc(size + TS_PADDING);
    block->places = malloc(n_places * sizeof *block->places);
    block->record_of = malloc((n_terms + 1) * sizeof *block->record_of);
    if (!block->text || !block->places || !block->record_of)
        return TS_MEMORY;
    memcpy(block->text, terms, size);
    memset(block->text + size, 0, TS_PADDING);
    ts_status status = find_terms(block, size);
    if (status == TS_OK)
        status = fill_records(block, model->n_tags, idf, which, distinct, n_distinct);
    if (status != TS_OK)
        return status;
    return kind == TS_WORDS ? fill_words(block, n_places) : fill_characters(block);
}
