/* The actors: terms as written, read from left to right, the longest that stands at a place. */
#include <math.h>
#include <stdlib.h>

#include "internal.h"

ts_status ts_set_actors(ts_model *model, size_t n_actors, const double *coefficients)
{
    ts_actors *actors = &model->actors;
    if (actors->n_actors || n_actors > UINT16_MAX)
        return TS_INVALID;
    size_t n_values = n_actors * (n_actors + 1) / 2 * model->n_tags;
    actors->coefficients = malloc((n_values + 1) * sizeof *coefficients);
    if (!actors->coefficients)
        return TS_MEMORY;
    memcpy(actors->coefficients, coefficients, n_values * sizeof *coefficients);
    actors->n_actors = n_actors;
    return TS_OK;
}

ts_status ts_add_actor_term(ts_model *model, size_t actor, const char *letters, size_t size, int open_ended)
{
    ts_actors *actors = &model->actors;
    /* A term that ended within a letter would leave the text's reader there. */
    if (actor >= actors->n_actors || size < 1 || !ts_is_utf8(letters, size))
        return TS_INVALID;
    ts_term *grown = realloc(actors->terms, (actors->n_terms + 1) * sizeof *grown);
    if (!grown)
        return TS_MEMORY;
    actors->terms = grown;
    char *copy = malloc(size);
    if (!copy)
        return TS_MEMORY;
    memcpy(copy, letters, size);
    unsigned char begins = (unsigned char)letters[0];
    size_t place = actors->begins[begins + 1]; /* behind those that begin likewise */
    memmove(&grown[place + 1], &grown[place], (actors->n_terms++ - place) * sizeof *grown);
    grown[place] = (ts_term){copy, size, (uint32_t)actor, open_ended};
    for (size_t i = begins + 1u; i <= 256; i++)
        actors->begins[i]++;
    return TS_OK;
}

/* Where the term ends that begins at `at`; NULL where it does not stand there. */
static const unsigned char *ends(const ts_letters *letters, const ts_term *term, const unsigned char *at,
                                 const unsigned char *end)
{
    if ((size_t)(end - at) < term->size || memcmp(at, term->letters, term->size) != 0)
        return NULL;
    at += term->size;
    while (at < end) {
        const unsigned char *next = at;
        if (!(ts_written(letters, &next, end) & TS_WRITTEN))
            break;
        if (!term->open_ended)
            return NULL;
        at = next;
    }
    return at;
}

/* Ascending, each once. */
static size_t insert(uint32_t *named, size_t n, uint32_t actor)
{
    size_t place = n;
    for (size_t i = 0; i < n; i++)
        if (named[i] == actor)
            return n;
    for (; place > 0 && named[place - 1] > actor; place--)
        named[place] = named[place - 1];
    named[place] = actor;
    return n + 1;
}

/* Where a term may begin: at the first letter of a word, as written. */
static size_t find_beginnings(const ts_model *model, const ts_scratch *scratch, const unsigned char *start,
                              const unsigned char *end)
{
    const ts_ascii *ascii = ts_ascii_of(model->letters);
    const uint32_t *begins = model->actors.begins;
    uint32_t *places = scratch->places;
    uint8_t before = 0;
    size_t n = 0;
    for (const unsigned char *at = start; at < end;) {
        uint8_t lead = *at, own;
        places[n] = (uint32_t)(at - start);
        if (lead < 0x80) {
            own = ascii->flags[lead];
            at++;
        } else
            own = ts_written(model->letters, &at, end);
        n += (own & ~before & TS_WRITTEN) != 0 && begins[lead] != begins[lead + 1];
        before = own;
    }
    return n;
}

void ts_add_actors(const ts_model *model, ts_scratch *scratch, const char *text, size_t size, double *scores)
{
    const ts_actors *actors = &model->actors;
    const unsigned char *start = (const unsigned char *)text, *end = start + size, *behind = start;
    uint32_t *named = scratch->named;
    size_t n = 0, n_tags = model->n_tags, n_begins = find_beginnings(model, scratch, start, end);
    for (size_t i = 0; i < n_begins; i++) {
        const unsigned char *at = start + scratch->places[i];
        if (at < behind)
            continue;
        for (uint32_t t = actors->begins[*at]; t < actors->begins[*at + 1]; t++) {
            const unsigned char *stop = ends(model->letters, &actors->terms[t], at, end);
            if (stop) {
                n = insert(named, n, actors->terms[t].actor);
                behind = stop;
                break;
            }
        }
    }
    if (n == 0)
        return;
    double value = 1.0 / sqrt((double)(n * (n + 1) / 2));
    for (size_t i = 0; i < n; i++)
        for (size_t j = i; j < n; j++) {
            /* The pair (a, b) of m actors stands behind those of (0, …), …, (a - 1, …); (a, a) is the actor itself. */
            size_t a = named[i], b = named[j], m = actors->n_actors;
            size_t column = i == j ? a : m + a * (2 * m - a - 1) / 2 + (b - a - 1);
            for (size_t tag = 0; tag < n_tags; tag++)
                scores[tag] += value * actors->coefficients[column * n_tags + tag];
        }
}
