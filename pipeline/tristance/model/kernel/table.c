/* Open addressing: strings to numbers, and pairs of numbers to numbers. At most two slots of three are taken. */
#include <stdlib.h>

#include "internal.h"

static unsigned bits_for(size_t expected)
{
    unsigned bits = 4;
    while (((size_t)1 << bits) * 2 < expected * 3)
        bits++;
    return bits;
}

ts_status ts_make_table(ts_table *table, size_t expected, const char *text, uint32_t *places)
{
    unsigned bits = bits_for(expected);
    table->slots = malloc(((size_t)1 << bits) * sizeof *table->slots);
    if (!table->slots)
        return TS_MEMORY;
    memset(table->slots, 0xFF, ((size_t)1 << bits) * sizeof *table->slots); /* numbers are TS_NONE */
    table->shift = 64 - bits;
    table->count = 0;
    table->text = text;
    table->places = places;
    return TS_OK;
}

static ts_status grow(ts_table *table)
{
    ts_table larger = *table;
    size_t size = (size_t)1 << (64 - table->shift);
    ts_status status = ts_make_table(&larger, size, table->text, table->places);
    if (status != TS_OK)
        return status;
    for (size_t slot = 0; slot < size; slot++) {
        const ts_slot *old = &table->slots[slot];
        if (old->number != TS_NONE)
            ts_put(&larger, old->size, old->number);
    }
    free(table->slots);
    *table = larger;
    return TS_OK;
}

ts_status ts_put(ts_table *table, size_t size, uint32_t number)
{
    size_t slots = (size_t)1 << (64 - table->shift);
    if ((table->count + 1) * 3 > slots * 2) {
        ts_status status = grow(table);
        if (status != TS_OK)
            return status;
        slots = (size_t)1 << (64 - table->shift);
    }
    const char *at = table->text + table->places[number];
    uint64_t first = ts_first(at, size);
    size_t slot = (size_t)(ts_hash(first, at, size) >> table->shift);
    for (;; slot = (slot + 1) & (slots - 1)) {
        ts_slot *found = &table->slots[slot];
        if (found->number == TS_NONE) {
            *found = (ts_slot){first, (uint32_t)size, number};
            table->count++;
            return TS_OK;
        }
        if (found->first == first && found->size == size &&
            (size <= 8 || memcmp(table->text + table->places[found->number], at, size) == 0))
            return TS_INVALID;
    }
}

ts_status ts_make_pairs(ts_pairs *pairs, size_t expected)
{
    unsigned bits = bits_for(expected);
    pairs->slots = malloc(((size_t)1 << bits) * sizeof *pairs->slots);
    if (!pairs->slots)
        return TS_MEMORY;
    memset(pairs->slots, 0xFF, ((size_t)1 << bits) * sizeof *pairs->slots);
    pairs->shift = 64 - bits;
    pairs->count = 0;
    return TS_OK;
}

static ts_status grow_pairs(ts_pairs *pairs)
{
    ts_pairs larger;
    size_t size = (size_t)1 << (64 - pairs->shift);
    ts_status status = ts_make_pairs(&larger, size);
    if (status != TS_OK)
        return status;
    for (size_t slot = 0; slot < size; slot++) {
        const ts_pair *old = &pairs->slots[slot];
        if (old->number != TS_NONE)
            ts_put_pair(&larger, (uint32_t)(old->key >> 32), (uint32_t)old->key, old->number);
    }
    free(pairs->slots);
    *pairs = larger;
    return TS_OK;
}

ts_status ts_put_pair(ts_pairs *pairs, uint32_t one, uint32_t other, uint32_t number)
{
    size_t slots = (size_t)1 << (64 - pairs->shift);
    if ((pairs->count + 1) * 3 > slots * 2) {
        ts_status status = grow_pairs(pairs);
        if (status != TS_OK)
            return status;
        slots = (size_t)1 << (64 - pairs->shift);
    }
    uint64_t key = (uint64_t)one << 32 | other;
    for (size_t slot = ts_pair_slot(pairs, key);; slot = (slot + 1) & (slots - 1)) {
        ts_pair *found = &pairs->slots[slot];
        if (found->number == TS_NONE) {
            *found = (ts_pair){key, number};
            pairs->count++;
            return TS_OK;
        }
        if (found->key == key)
            return TS_INVALID;
    }
}
