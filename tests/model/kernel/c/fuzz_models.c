/* Any bytes as a model, its letters included, and a text that it scores. Whatever is wrong is refused, not run into. */
#include "description.h"

typedef struct {
    const uint8_t *at, *end;
} source;

static unsigned byte(source *from)
{
    return from->at < from->end ? *from->at++ : 0;
}

static double value(source *from)
{
    return (double)byte(from) - 100.0;
}

/* A string that says its length first: a copy of its own size. */
static char *string(source *from, size_t *size)
{
    *size = byte(from);
    if (*size > (size_t)(from->end - from->at))
        *size = (size_t)(from->end - from->at);
    char *copy = malloc(*size ? *size : 1);
    if (!copy)
        abort();
    memcpy(copy, from->at, *size);
    from->at += *size;
    return copy;
}

static double *values(source *from, size_t n)
{
    double *found = malloc((n ? n : 1) * sizeof *found);
    if (!found)
        abort();
    for (size_t i = 0; i < n; i++)
        found[i] = value(from);
    return found;
}

static ts_status add_block(source *from, ts_model *model, size_t n_tags)
{
    size_t kind = byte(from) & 1, low = byte(from) % 8, high = low + byte(from) % 8, size, n_terms = 0;
    size_t n_distinct = byte(from) % 8, odd = byte(from);
    if (odd == 1)
        high = 200;
    char *terms = string(from, &size);
    for (size_t i = 0; i < size; i++)
        n_terms += terms[i] == '\n';
    n_terms += size > 0;
    if (odd == 2)
        n_terms = n_terms + byte(from) % 3 - (n_terms > 0 ? 1 : 0);
    double *idf = values(from, n_terms), *distinct = values(from, n_distinct * n_tags);
    int32_t *which = malloc((n_terms + 1) * sizeof *which);
    if (!which)
        abort();
    for (size_t i = 0; i < n_terms; i++)
        which[i] = (int32_t)(odd == 3 ? byte(from) % 16 : n_distinct ? byte(from) % n_distinct : 0) - (odd == 4);
    ts_status status = ts_add_block(model, kind ? TS_WORDS : TS_CHARACTERS, low, high, terms, size, n_terms, idf, which,
                                    distinct, n_distinct);
    free(terms);
    free(idf);
    free(distinct);
    free(which);
    return status;
}

static ts_status add_cue(source *from, ts_model *model, size_t n_tags)
{
    size_t size, cue = byte(from);
    double *coefficients = values(from, n_tags);
    ts_status status = ts_add_cue(model, coefficients);
    char *words = string(from, &size);
    if (status == TS_OK)
        status = ts_add_stem(model, cue % 4, words, size);
    free(coefficients);
    free(words);
    return status;
}

static ts_status add_actors(source *from, ts_model *model, size_t n_tags)
{
    size_t n_actors = byte(from) % 5, size;
    double *coefficients = values(from, n_actors * (n_actors + 1) / 2 * n_tags);
    ts_status status = ts_set_actors(model, n_actors, coefficients);
    free(coefficients);
    for (unsigned n = byte(from) % 6; n > 0 && status == TS_OK; n--) {
        unsigned about = byte(from);
        char *letters = string(from, &size);
        status = ts_add_actor_term(model, about / 2 % 6, letters, size, about & 1);
        free(letters);
    }
    return status;
}

/* The interpreter's letters; or letters of a lower case and with flags that none has. */
static void set_any_page(ts_letters *letters, uint32_t number, unsigned seed)
{
    static ts_page page;
    if (!seed) {
        set_page(letters, number);
        return;
    }
    uint32_t mixed = number * 2654435761u + seed;
    for (uint32_t i = 0; i < TS_PAGE_SIZE; i++) {
        mixed = mixed * 1664525u + 1013904223u;
        page.lower[i] = mixed >> 28 == 0 ? mixed : mixed >> 28 < 4 ? mixed % 0x110000 : number * TS_PAGE_SIZE + i;
        page.flags[i] = (uint8_t)(mixed >> 8 & (seed & 1 ? 0x1F : 0xFF));
    }
    if (ts_set_page(letters, number, &page) != TS_OK)
        fail("a page was refused");
}

static void score_rest(source *from, ts_letters *letters, const ts_model *model, size_t n_tags, unsigned seed)
{
    ts_scratch *scratch = ts_new_scratch(model);
    size_t size = (size_t)(from->end - from->at);
    double first[4], again[4];
    ts_status status;
    while ((status = ts_score(model, scratch, (const char *)from->at, size, 1, first)) == TS_PAGE)
        set_any_page(letters, ts_wanted(scratch), seed);
    if (status != ts_score(model, scratch, (const char *)from->at, size, 1, again))
        fail("another answer to the same text");
    if (status == TS_OK && memcmp(first, again, n_tags * sizeof *first) != 0)
        fail("other scores of the same text");
    ts_free_scratch(scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static int ready;
    if (!ready) {
        const char *name = getenv("DESCRIPTION");
        FILE *file = name ? fopen(name, "rb") : NULL;
        if (!file)
            fail("DESCRIPTION names no file");
        read_pages(file);
        fclose(file);
        ready = 1;
    }
    source from = {data, data + size};
    size_t n_tags = byte(&from) % 4 + 1;
    unsigned seed = byte(&from), parts = byte(&from);
    seed = seed < 128 ? 0 : seed; /* half of them have the interpreter's letters */
    double *numbers = values(&from, n_tags);
    ts_letters *letters = ts_new_letters();
    ts_model *model = ts_new_model(letters, n_tags, numbers, 0.5, numbers);
    ts_status status = model ? TS_OK : TS_MEMORY;
    for (unsigned n = parts & 3; n > 0 && status == TS_OK; n--)
        status = add_block(&from, model, n_tags);
    for (unsigned n = parts >> 2 & 3; n > 0 && status == TS_OK; n--)
        status = add_cue(&from, model, n_tags);
    if (parts & 16 && status == TS_OK)
        status = add_actors(&from, model, n_tags);
    if (status == TS_OK)
        score_rest(&from, letters, model, n_tags, seed);
    free(numbers);
    ts_free_model(model);
    ts_free_letters(letters);
    return 0;
}
