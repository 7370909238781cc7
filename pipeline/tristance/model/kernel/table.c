/* Open addressing: strings to numbers, and pairs of numbers to numbers. At most every second slot is taken: most
 * of what is looked for is found, or is not, where it is looked for first. */
#include <stdlib.h>

#include "internal.h"

static unsigned bits_for(size_t expected)
{
    unsigned bits = 4;
    while (((size_t)1 << bits) < expected * 2)
        bits++;
    return bits;
}

ts_status ts_make_table(ts_table *table, size_t expected, const char *text, uint32_t *places)
{
    unsigned bits = bits_for(expected);
    table->slots = malloc(((size_t)1 << bits) * sizeof *table->slots);
    if (!table->slots)
        return TS_MEMORY;
    table->shift = 64 - bits;
    table->text = text;
    table->places = places;
    ts_empty(table);
    return TS_OK;
}

void ts_empty(ts_table *table)
{
    memset(table->slots, 0xFF, ((size_t)1 << (64 - table->shift)) * sizeof *table->slots); /* numbers are TS_NONE */
    table->count = 0;
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
    if ((table->count + 1) * 2 > slots) {
        ts_status status = grow(table);
        if (status != TS_OK)
            return status;
        slots = (size_t)1 << (64 - table->shift);
    }
    const char *at = table->text + table->places[number];
    size_t slot = ts_slot_of(table, at, size);
    for (;; slot = (slot + 1) & (slots - 1)) {
        ts_slot *found = &table->slots[slot];
        if (found->number == TS_NONE) {
            *found = (ts_slot){ts_first(at, size), ts_second(at, size), (uint32_t)size, number};
            table->count++;
            return TS_OK;
        }
        if (ts_holds(table, found, at, size))
            return TS_INVALID;
    }
}

ts_status ts_make_pairs(ts_pairs *pairs, size_t expected, size_t most)
{
    unsigned bits = bits_for(expected);
    *pairs = (ts_pairs){.shift = 64 - bits};
    while (most >> pairs->bits)
        pairs->bits++;
    if (3 * pairs->bits > 63) /* 63: no pair is TS_FREE */
        pairs->bits = 0;
    pairs->slots = malloc(((size_t)1 << bits) * sizeof *pairs->slots);
    pairs->numbers = pairs->bits ? NULL : malloc(((size_t)1 << bits) * sizeof *pairs->numbers);
    if (!pairs->slots || (!pairs->bits && !pairs->numbers)) {
        ts_free_pairs(pairs);
        return TS_MEMORY;
    }
    memset(pairs->slots, 0xFF, ((size_t)1 << bits) * sizeof *pairs->slots);
    return TS_OK;
}

void ts_free_pairs(ts_pairs *pairs)
{
    free(pairs->slots);
    free(pairs->numbers);
    pairs->slots = NULL;
    pairs->numbers = NULL;
}

static void put_pair(ts_pairs *pairs, size_t slot, uint64_t key, uint32_t number)
{
    pairs->slots[slot] = pairs->bits ? key << pairs->bits | number : key;
    if (!pairs->bits)
        pairs->numbers[slot] = number;
    pairs->count++;
}

static size_t free_slot(const ts_pairs *pairs, uint64_t key)
{
    size_t mask = ((size_t)1 << (64 - pairs->shift)) - 1, slot = ts_pair_slot(pairs, key);
    while (pairs->slots[slot] != TS_FREE)
        slot = (slot + 1) & mask;
    return slot;
}

static ts_status grow_pairs(ts_pairs *pairs, size_t most)
{
    ts_pairs larger;
    size_t size = (size_t)1 << (64 - pairs->shift);
    ts_status status = ts_make_pairs(&larger, size, most);
    if (status != TS_OK)
        return status;
    for (size_t slot = 0; slot < size; slot++) {
        uint64_t old = pairs->slots[slot], key = old >> pairs->bits;
        if (old != TS_FREE)
            put_pair(&larger, free_slot(&larger, key), key, ts_find_pair_from(pairs, slot, key));
    }
    ts_free_pairs(pairs);
    *pairs = larger;
    return TS_OK;
}

ts_status ts_put_pair(ts_pairs *pairs, uint32_t one, uint32_t other, uint32_t number)
{
    size_t slots = (size_t)1 << (64 - pairs->shift);
    if ((pairs->count + 1) * 2 > slots) {
        /* Numbers of as many bits as before. */
        ts_status status = grow_pairs(pairs, pairs->bits ? ((size_t)1 << pairs->bits) - 1 : TS_NONE);
        if (status != TS_OK)
            return status;
    }
    uint64_t key = ts_pair_key(pairs, one, other);
    if (ts_find_pair_from(pairs, ts_pair_slot(pairs, key), key) != TS_NONE)
        return TS_INVALID;
    put_pair(pairs, free_slot(pairs, key), key, number);
    return TS_OK;
}
