/* What the files of the kernel share. Each names the file that holds it. */
#ifndef TRISTANCE_INTERNAL_H
#define TRISTANCE_INTERNAL_H

#include <string.h>

#include "kernel.h"

#define TS_NONE UINT32_MAX
enum { TS_PADDING = 16 }; /* bytes that may be read behind the end of any string of ours */

#if defined(__GNUC__) || defined(__clang__)
#define TS_RESTRICT __restrict__
#define TS_PREFETCH(address) __builtin_prefetch(address)
#else
#define TS_RESTRICT __restrict
#define TS_PREFETCH(address) ((void)(address))
#endif

/* letters.c */
typedef struct {
    uint8_t lower[128]; /* white space is a blank */
    uint8_t flags[128];
} ts_ascii;

const ts_page *ts_page_of(const ts_letters *letters, uint32_t number); /* NULL where it is not there */
const ts_ascii *ts_ascii_of(const ts_letters *letters);                /* likewise */

/* A byte that continues a letter. */
static inline int ts_inside(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* table.c: strings, each with the number that it was put in with. */
typedef struct {
    uint64_t first, second; /* sixteen bytes of it, zeros behind a shorter one: hardly a word is longer */
    uint32_t size;
    uint32_t number; /* TS_NONE where the slot is free */
} ts_slot;

typedef struct {
    ts_slot *slots;
    unsigned shift; /* a hash's upper bits are its slot */
    size_t count;
    const char *text; /* what the places point into; padded, and not owned */
    uint32_t *places; /* where the string of each number begins, in the order of numbers; not owned */
} ts_table;

/* Where three numbers fit into 64 bits, a slot holds a pair and its number: half the memory, and so half the waiting.
 * Elsewhere the number lies beside it. */
typedef struct {
    uint64_t *slots;   /* the pair, and in `bits` low ones its number; TS_FREE where the slot is free */
    uint32_t *numbers; /* NULL where `bits` is not 0 */
    unsigned shift, bits;
    size_t count;
} ts_pairs;

#define TS_FREE UINT64_MAX

ts_status ts_make_table(ts_table *table, size_t expected, const char *text, uint32_t *places);
void ts_empty(ts_table *table);
ts_status ts_put(ts_table *table, size_t size, uint32_t number); /* TS_INVALID where the string is there already */
ts_status ts_make_pairs(ts_pairs *pairs, size_t expected, size_t most); /* most: no number is larger */
void ts_free_pairs(ts_pairs *pairs);
ts_status ts_put_pair(ts_pairs *pairs, uint32_t one, uint32_t other, uint32_t number); /* likewise */

/* Eight bytes as a number, the first the lowest: the same on every machine. */
static inline uint64_t ts_eight(const char *at)
{
    uint64_t value;
    memcpy(&value, at, sizeof value);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    value = __builtin_bswap64(value);
#endif
    return value;
}

/* The first eight bytes of a string of `size`, and the second eight; zeros behind its end. */
static inline uint64_t ts_first(const char *at, size_t size)
{
    uint64_t mask = size >= 8 ? UINT64_MAX : (UINT64_C(1) << (8 * size)) - 1;
    return ts_eight(at) & mask;
}

static inline uint64_t ts_second(const char *at, size_t size)
{
    uint64_t mask = size >= 16 ? UINT64_MAX : (UINT64_C(1) << (8 * (size & 7))) - 1;
    return size > 8 ? ts_eight(at + 8) & mask : 0;
}

static inline uint64_t ts_mix(uint64_t value)
{
    value *= UINT64_C(0x9fb21c651e98df25);
    return value ^ value >> 35;
}

static inline uint64_t ts_hash(uint64_t first, uint64_t second, const char *at, size_t size)
{
    uint64_t hash = ts_mix(first ^ (uint64_t)size << 59) ^ second;
    for (size_t done = 16; done < size; done += 8)
        hash = ts_mix(hash) ^ ts_first(at + done, size - done);
    return ts_mix(hash) * UINT64_C(0xd6e8feb86659fd93);
}

static inline size_t ts_slot_of(const ts_table *table, const char *at, size_t size)
{
    return (size_t)(ts_hash(ts_first(at, size), ts_second(at, size), at, size) >> table->shift);
}

/* Whether a slot holds the string. Its bytes are compared: a hash alone decides nothing. */
static inline int ts_holds(const ts_table *table, const ts_slot *slot, const char *at, size_t size)
{
    return slot->first == ts_first(at, size) && slot->second == ts_second(at, size) && slot->size == size &&
           (size <= 16 || memcmp(table->text + table->places[slot->number] + 16, at + 16, size - 16) == 0);
}

/* The number of a string that, if it is there, is in `slot` or behind it; or TS_NONE. */
static inline uint32_t ts_find_from(const ts_table *table, size_t slot, const char *at, size_t size)
{
    size_t mask = ((size_t)1 << (64 - table->shift)) - 1;
    for (;; slot = (slot + 1) & mask) {
        const ts_slot *found = &table->slots[slot];
        if (found->number == TS_NONE || ts_holds(table, found, at, size))
            return found->number;
    }
}

static inline uint32_t ts_find(const ts_table *table, const char *at, size_t size)
{
    return ts_find_from(table, ts_slot_of(table, at, size), at, size);
}

static inline uint64_t ts_pair_key(const ts_pairs *pairs, uint32_t one, uint32_t other)
{
    return pairs->bits ? (uint64_t)one << pairs->bits | other : (uint64_t)one << 32 | other;
}

static inline size_t ts_pair_slot(const ts_pairs *pairs, uint64_t key)
{
    return (size_t)((ts_mix(key) * UINT64_C(0xd6e8feb86659fd93)) >> pairs->shift);
}

static inline uint32_t ts_number_in(const ts_pairs *pairs, size_t slot)
{
    return pairs->bits ? (uint32_t)(pairs->slots[slot] & ((UINT64_C(1) << pairs->bits) - 1)) : pairs->numbers[slot];
}

/* The number of a pair that, if it is there, is in `slot` or behind it; or TS_NONE. */
static inline uint32_t ts_find_pair_from(const ts_pairs *pairs, size_t slot, uint64_t key)
{
    size_t mask = ((size_t)1 << (64 - pairs->shift)) - 1;
    for (;; slot = (slot + 1) & mask) {
        uint64_t found = pairs->slots[slot];
        if (found == TS_FREE)
            return TS_NONE;
        if (found >> pairs->bits == key)
            return ts_number_in(pairs, slot);
    }
}

static inline uint32_t ts_find_pair(const ts_pairs *pairs, uint32_t one, uint32_t other)
{
    uint64_t key = ts_pair_key(pairs, one, other);
    return ts_find_pair_from(pairs, ts_pair_slot(pairs, key), key);
}

/* block.c: what a block of n-grams knows of its terms. */
typedef struct {
    ts_kind kind;
    size_t low, high, n_terms;
    char *text;
    uint32_t *places;
    uint32_t *record_of; /* each row: its record, an idf and a coefficient for each tag */
    double *records;
    ts_table strings;    /* the character n-grams, or the words of the word n-grams */
    ts_pairs pairs;      /* an n-gram and the word behind it: the longer n-gram */
} ts_block;

/* The numbers below n_terms are rows. Those above are of words and n-grams that are no terms, but begin some. */
void ts_free_block(ts_block *block);

/* cues.c */
typedef struct {
    uint32_t column;
    uint32_t size;     /* of all its words */
    uint32_t n_words;
    uint16_t begins;   /* the first two bytes */
    char *words;       /* joined by LF */
} ts_stem;

typedef struct {
    size_t n_columns, n_stems;
    double *coefficients;
    ts_stem *stems;    /* by their first two bytes */
    uint64_t begins[1024]; /* a bit for each two bytes that a stem begins with */
} ts_cues;

/* actors.c */
typedef struct {
    char *letters;
    size_t size;
    uint32_t actor;
    int open_ended;
} ts_term;

typedef struct {
    size_t n_actors, n_terms;
    double *coefficients;
    ts_term *terms;      /* by their first byte; from the longest to the shortest */
    uint32_t begins[257]; /* the first term that begins with each byte, or a later one */
} ts_actors;

struct ts_model {
    const ts_letters *letters;
    size_t n_tags, n_blocks;
    double *intercepts, *offsets, slope;
    ts_block *blocks;
    ts_cues cues;
    ts_actors actors;
    double one_and_log[256]; /* of counts */
};

/* memo.c: the rows of chunks that were met before, since words repeat. When it is full it begins anew. */
typedef struct {
    ts_table chunks;   /* each with a number, in the order in which they came */
    char *text;        /* their bytes behind one another */
    uint32_t *places;  /* where those of each begin, */
    uint32_t *starts;  /* and its rows; those of the next begin where they end */
    uint32_t *rows;
    size_t n_text;
} ts_memo;

enum {
    TS_MEMO_CHUNKS = 1 << 15,
    TS_MEMO_TEXT = 1 << 20,
    TS_MEMO_ROWS = 1 << 20,
    TS_MEMO_LONGEST = 64,   /* bytes of a chunk that is remembered */
    TS_MEMO_MOST = 8 * 64   /* rows of one that is */
};

int ts_make_memo(ts_memo *memo); /* 0 where there is no memory */
void ts_free_memo(ts_memo *memo);
void ts_remember(ts_memo *memo, const char *at, size_t size, const uint32_t *rows, size_t n_rows);

/* score.c: what grows with a text, and what is kept for each block. */
typedef struct {
    uint32_t count, record; /* side by side, for they are wanted together */
} ts_cell;

typedef struct {
    ts_cell *cells; /* of each row; between two texts all counts are zero */
    ts_memo memo;   /* of a block of characters */
} ts_seen;

typedef struct {
    uint32_t start, size;
} ts_span;

struct ts_scratch {
    char *low;        /* the text in lower case, white space as single blanks, one in front and one behind */
    size_t size, room;
    int ascii;        /* whether all of it is */
    uint32_t *edges;  /* where in it words begin and end, in turn */
    size_t n_edges;
    ts_span *words;   /* those of two letters and more */
    size_t n_words;
    uint64_t *slots;  /* of each word */
    uint32_t *ids;
    uint32_t *places; /* where letters, or chunks, or actors' terms may begin */
    uint32_t *met;    /* the rows met, in their order */
    ts_seen *seen;    /* of each block */
    size_t n_seen;
    uint32_t *matches, *named;
    double *sums;
    uint32_t wanted;
};

ts_status ts_make_room(ts_scratch *scratch, size_t size);

/* reading.c: fills low and edges; then words. */
ts_status ts_read(const ts_model *model, ts_scratch *scratch, const char *text, size_t size);
void ts_find_words(ts_scratch *scratch);
int ts_is_utf8(const char *text, size_t size);
/* The flags of the letter as written that begins at *at, before end; *at moves behind it. The text was read before. */
uint8_t ts_written(const ts_letters *letters, const unsigned char **at, const unsigned char *end);

/* words.c, characters.c: what a block adds to the scores. */
void ts_add_words(const ts_block *block, ts_scratch *scratch, ts_seen *seen, size_t n_tags, const double *logs,
                  double *scores);
void ts_add_characters(const ts_block *block, ts_scratch *scratch, ts_seen *seen, size_t n_tags, const double *logs,
                       double *scores);
void ts_add_cues(const ts_cues *cues, ts_scratch *scratch, size_t n_tags, double *scores);
void ts_add_actors(const ts_model *model, ts_scratch *scratch, const char *text, size_t size, double *scores);

#endif
