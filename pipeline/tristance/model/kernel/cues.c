/* The cues: stems that words begin with, counted for each tag that lists some. */
#include <math.h>
#include <stdlib.h>

#include "internal.h"

ts_status ts_add_cue(ts_model *model, const double *coefficients)
{
    ts_cues *cues = &model->cues;
    double *grown = realloc(cues->coefficients, (cues->n_columns + 1) * model->n_tags * sizeof *grown);
    if (!grown)
        return TS_MEMORY;
    memcpy(grown + cues->n_columns * model->n_tags, coefficients, model->n_tags * sizeof *grown);
    cues->coefficients = grown;
    cues->n_columns++;
    return TS_OK;
}

static uint16_t two_bytes(const char *at)
{
    return (uint16_t)((unsigned char)at[0] << 8 | (unsigned char)at[1]);
}

ts_status ts_add_stem(ts_model *model, size_t cue, const char *words, size_t size)
{
    ts_cues *cues = &model->cues;
    const char *end = memchr(words, '\n', size);
    /* No word is shorter than two letters. */
    if (cue >= cues->n_columns || size > INT32_MAX || (end ? (size_t)(end - words) : size) < 2)
        return TS_INVALID;
    ts_stem *grown = realloc(cues->stems, (cues->n_stems + 1) * sizeof *grown);
    if (!grown)
        return TS_MEMORY;
    cues->stems = grown;
    ts_stem stem = {.column = (uint32_t)cue, .size = (uint32_t)size, .n_words = 1, .begins = two_bytes(words)};
    stem.words = malloc(size + TS_PADDING);
    if (!stem.words)
        return TS_MEMORY;
    memcpy(stem.words, words, size);
    for (size_t i = 0; i < size; i++)
        stem.n_words += words[i] == '\n';
    size_t place = cues->n_stems++;
    for (; place > 0 && grown[place - 1].begins > stem.begins; place--)
        grown[place] = grown[place - 1];
    grown[place] = stem;
    cues->begins[stem.begins >> 6] |= UINT64_C(1) << (stem.begins & 63);
    return TS_OK;
}

/* Whether the words from number i on begin with the stem's words in turn. */
static int stands(const ts_stem *stem, const ts_scratch *scratch, size_t i)
{
    const char *part = stem->words, *end = part + stem->size;
    if (scratch->n_words - i < stem->n_words)
        return 0;
    for (;; i++) {
        const char *stop = memchr(part, '\n', (size_t)(end - part));
        size_t size = (size_t)((stop ? stop : end) - part);
        ts_span word = scratch->words[i];
        if (word.size < size || memcmp(scratch->low + word.start, part, size) != 0)
            return 0;
        if (!stop)
            return 1;
        part = stop + 1;
    }
}

void ts_add_cues(const ts_cues *cues, ts_scratch *scratch, size_t n_tags, double *scores)
{
    memset(scratch->matches, 0, cues->n_columns * sizeof *scratch->matches);
    for (size_t i = 0; i < scratch->n_words; i++) {
        uint16_t begins = two_bytes(scratch->low + scratch->words[i].start);
        if (!(cues->begins[begins >> 6] >> (begins & 63) & 1))
            continue;
        size_t first = 0, behind = cues->n_stems;
        while (first < behind) {
            size_t middle = first + (behind - first) / 2;
            if (cues->stems[middle].begins < begins)
                first = middle + 1;
            else
                behind = middle;
        }
        for (; first < cues->n_stems && cues->stems[first].begins == begins; first++)
            scratch->matches[cues->stems[first].column] += (uint32_t)stands(&cues->stems[first], scratch, i);
    }
    for (size_t column = 0; column < cues->n_columns; column++)
        if (scratch->matches[column]) {
            double value = log(1.0 + scratch->matches[column]);
            for (size_t tag = 0; tag < n_tags; tag++)
                scores[tag] += value * cues->coefficients[column * n_tags + tag];
        }
}
