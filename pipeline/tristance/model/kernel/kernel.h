/* The score of a text by a frozen model, straight from its UTF-8 bytes.
 *
 * Plain C99, without Python: `binding.c` and those named after it alone know the interpreter. What a letter is, its lower case
 * and what white space is are not known here either: the embedder fills pages of 256 code points, from its own Unicode
 * tables, and hands them in when they are met.
 *
 * The specification is `features.py`; the arithmetic that of `vectorised.py`.
 */
#ifndef TRISTANCE_KERNEL_H
#define TRISTANCE_KERNEL_H

#include <stddef.h>
#include <stdint.h>

enum {
    TS_WORD = 1,      /* the lower case of the letter is a word character */
    TS_SPACE = 2,     /* the lower case of the letter is white space */
    TS_WRITTEN = 4,   /* the letter as it is written is a word character */
    TS_CASED = 8,     /* decides whether a capital sigma before or behind it is final */
    TS_IGNORED = 16,  /* is passed over in that decision */
    TS_SLOW = 32      /* its lower case is not one letter: such a text is the embedder's */
};

enum { TS_PAGES = 0x1100, TS_PAGE_SIZE = 256 };

typedef struct {
    uint32_t lower[TS_PAGE_SIZE]; /* lower case of each code point, not a surrogate, at most U+10FFFF */
    uint8_t flags[TS_PAGE_SIZE];
} ts_page;

typedef enum {
    TS_OK = 0,
    TS_LEFT = 1,    /* a letter of the text is TS_SLOW, or it has more than half a GiB */
    TS_INVALID = 2, /* the text is not UTF-8, or an argument is out of its range */
    TS_PAGE = 3,    /* page ts_wanted(scratch) is not there yet: set it and call again */
    TS_MEMORY = 4
} ts_status;

/* ts_set_page may run while others score, one at a time. A page that is there is never changed. */
typedef struct ts_letters ts_letters;
ts_letters *ts_new_letters(void); /* NULL where there is no memory; so are the others */
ts_status ts_set_page(ts_letters *letters, uint32_t number, const ts_page *page); /* copies it */
void ts_free_letters(ts_letters *letters);

typedef enum { TS_WORDS = 0, TS_CHARACTERS = 1 } ts_kind;

/* A model is made in steps, each copying what it is given, and not changed once a text is scored by it. */
typedef struct ts_model ts_model;
ts_model *ts_new_model(const ts_letters *letters, size_t n_tags, const double *intercepts, double slope,
                       const double *offsets);
/* Terms are joined by LF. idf has n_terms values, which n_terms rows of distinct, which has n_distinct * n_tags.
 * TS_INVALID where there are not n_terms terms, a text can produce two of them at once, a row is not there, or not
 * 1 <= low <= high <= TS_LONGEST. */
enum { TS_LONGEST = 32 };
ts_status ts_add_block(ts_model *model, ts_kind kind, size_t low, size_t high, const char *terms, size_t size,
                       size_t n_terms, const double *idf, const int32_t *which, const double *distinct,
                       size_t n_distinct);
/* A feature log(1 + matches) with coefficients for each tag; then its stems, each as words joined by LF, lower case. */
ts_status ts_add_cue(ts_model *model, const double *coefficients);
ts_status ts_add_stem(ts_model *model, size_t cue, const char *words, size_t size);
/* Actors are numbered from 0; coefficients of the n, then of their pairs. Terms come from the longest to the shortest:
 * their letters as written, and whether the last word may go on. */
ts_status ts_set_actors(ts_model *model, size_t n_actors, const double *coefficients);
ts_status ts_add_actor_term(ts_model *model, size_t actor, const char *letters, size_t size, int open_ended);
void ts_free_model(ts_model *model);

/* What scoring needs of memory beside the model. One for each thread at a time. */
typedef struct ts_scratch ts_scratch;
ts_scratch *ts_new_scratch(const ts_model *model);
uint32_t ts_wanted(const ts_scratch *scratch);
void ts_free_scratch(ts_scratch *scratch);

/* The logits of one text, n_tags values; with `calibrated` its calibrated log-probabilities. */
ts_status ts_score(const ts_model *model, ts_scratch *scratch, const char *text, size_t size, int calibrated,
                   double *scores);

#endif
