/* A model, the letters that it needs and texts, as tests/kernel_in_c.py writes them: little-endian, one behind another. */
#ifndef DESCRIPTION_H
#define DESCRIPTION_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kernel.h"

static ts_page *known_pages[TS_PAGES];

static void fail(const char *why)
{
    fprintf(stderr, "%s\n", why);
    abort();
}

/* A copy of its own size, so that a sanitizer sees a step beyond its end. */
static void *read_bytes(FILE *file, size_t size)
{
    void *bytes = malloc(size ? size : 1);
    if (!bytes || fread(bytes, 1, size, file) != size)
        fail("the description ends too soon");
    return bytes;
}

static uint32_t read_number(FILE *file)
{
    uint32_t *bytes = read_bytes(file, sizeof *bytes), number = *bytes;
    free(bytes);
    return number;
}

static void *read_string(FILE *file, size_t *size)
{
    *size = read_number(file);
    return read_bytes(file, *size);
}

static void *read_doubles(FILE *file, size_t n)
{
    return read_bytes(file, n * sizeof(double));
}

static void read_pages(FILE *file)
{
    for (uint32_t n = read_number(file); n > 0; n--) {
        uint32_t number = read_number(file);
        ts_page *page = known_pages[number] = malloc(sizeof *page);
        uint32_t *lower = read_bytes(file, sizeof page->lower);
        uint8_t *flags = read_bytes(file, sizeof page->flags);
        memcpy(page->lower, lower, sizeof page->lower);
        memcpy(page->flags, flags, sizeof page->flags);
        free(lower);
        free(flags);
    }
}

/* The page that was described; otherwise one of letters that are nothing in particular. */
static void set_page(ts_letters *letters, uint32_t number)
{
    static ts_page plain;
    for (uint32_t i = 0; i < TS_PAGE_SIZE; i++) {
        uint32_t letter = number * TS_PAGE_SIZE + i;
        plain.lower[i] = letter >= 0xD800 && letter < 0xE000 ? 0 : letter;
    }
    if (ts_set_page(letters, number, number < TS_PAGES && known_pages[number] ? known_pages[number] : &plain) != TS_OK)
        fail("a page was refused");
}

static void free_pages(void)
{
    for (uint32_t number = 0; number < TS_PAGES; number++)
        free(known_pages[number]);
}

static void good(ts_status status)
{
    if (status != TS_OK)
        fail("a part of the model was refused");
}

static void read_block(FILE *file, ts_model *model, size_t n_tags)
{
    ts_kind kind = (ts_kind)read_number(file);
    size_t low = read_number(file), high = read_number(file), size, n_terms, n_distinct;
    char *terms = read_string(file, &size);
    n_terms = read_number(file);
    double *idf = read_doubles(file, n_terms);
    int32_t *which = read_bytes(file, n_terms * sizeof *which);
    n_distinct = read_number(file);
    double *distinct = read_doubles(file, n_distinct * n_tags);
    good(ts_add_block(model, kind, low, high, terms, size, n_terms, idf, which, distinct, n_distinct));
    free(terms);
    free(idf);
    free(which);
    free(distinct);
}

static void read_cue(FILE *file, ts_model *model, size_t cue, size_t n_tags)
{
    double *coefficients = read_doubles(file, n_tags);
    good(ts_add_cue(model, coefficients));
    free(coefficients);
    for (uint32_t n = read_number(file); n > 0; n--) {
        size_t size;
        char *words = read_string(file, &size);
        good(ts_add_stem(model, cue, words, size));
        free(words);
    }
}

static void read_actors(FILE *file, ts_model *model, size_t n_tags)
{
    size_t n_actors = read_number(file);
    if (n_actors == 0)
        return;
    double *coefficients = read_doubles(file, n_actors * (n_actors + 1) / 2 * n_tags);
    good(ts_set_actors(model, n_actors, coefficients));
    free(coefficients);
    for (uint32_t n = read_number(file); n > 0; n--) {
        size_t actor = read_number(file), size;
        int open_ended = (int)read_number(file);
        char *letters = read_string(file, &size);
        good(ts_add_actor_term(model, actor, letters, size, open_ended));
        free(letters);
    }
}

static ts_model *read_model(FILE *file, const ts_letters *letters, size_t *n_tags)
{
    *n_tags = read_number(file);
    double *intercepts = read_doubles(file, *n_tags), *slope = read_doubles(file, 1);
    double *offsets = read_doubles(file, *n_tags);
    ts_model *model = ts_new_model(letters, *n_tags, intercepts, *slope, offsets);
    free(intercepts);
    free(slope);
    free(offsets);
    if (!model)
        fail("no model");
    for (uint32_t n = read_number(file); n > 0; n--)
        read_block(file, model, *n_tags);
    uint32_t n_cues = read_number(file);
    for (uint32_t cue = 0; cue < n_cues; cue++)
        read_cue(file, model, cue, *n_tags);
    read_actors(file, model, *n_tags);
    return model;
}

static ts_status score(const ts_model *model, ts_letters *letters, ts_scratch *scratch, const char *text, size_t size,
                       int calibrated, double *scores)
{
    ts_status status;
    while ((status = ts_score(model, scratch, text, size, calibrated, scores)) == TS_PAGE)
        set_page(letters, ts_wanted(scratch));
    return status;
}

#endif
