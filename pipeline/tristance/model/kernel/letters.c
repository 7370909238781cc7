/* Pages of 256 code points: what the embedder's interpreter says of each letter. */
#include <stdlib.h>

#include "internal.h"

#if defined(_MSC_VER)
#include <intrin.h>
typedef void *volatile ts_entry;
#define TS_LOAD(entry) _InterlockedCompareExchangePointer((ts_entry *)(entry), NULL, NULL)
#define TS_STORE(entry, page) ((void)_InterlockedExchangePointer((entry), (page)))
#else
typedef void *ts_entry;
#define TS_LOAD(entry) __atomic_load_n((entry), __ATOMIC_ACQUIRE)
#define TS_STORE(entry, page) __atomic_store_n((entry), (page), __ATOMIC_RELEASE)
#endif

struct ts_letters {
    ts_entry pages[TS_PAGES];
    ts_ascii ascii;
};

static unsigned bytes_of(uint32_t letter)
{
    return letter < 0x80 ? 1 : letter < 0x800 ? 2 : letter < 0x10000 ? 3 : 4;
}

ts_letters *ts_new_letters(void)
{
    return calloc(1, sizeof(ts_letters));
}

void ts_free_letters(ts_letters *letters)
{
    if (!letters)
        return;
    for (size_t i = 0; i < TS_PAGES; i++)
        free((void *)letters->pages[i]);
    free(letters);
}

ts_status ts_set_page(ts_letters *letters, uint32_t number, const ts_page *page)
{
    if (number >= TS_PAGES)
        return TS_INVALID;
    if (ts_page_of(letters, number)) /* another thread was quicker */
        return TS_OK;
    ts_page *copy = malloc(sizeof *copy);
    if (!copy)
        return TS_MEMORY;
    *copy = *page;
    for (uint32_t i = 0; i < TS_PAGE_SIZE; i++) {
        uint32_t lower = copy->lower[i], letter = number * TS_PAGE_SIZE + i;
        int wrong = lower > 0x10FFFF || (lower >= 0xD800 && lower < 0xE000);
        int space = copy->flags[i] & TS_SPACE;
        int unclear = space ? copy->flags[i] & TS_WORD : lower == ' ';
        /* No letter may need more than twice its bytes, nor one of ASCII more than one: rooms are made for that. */
        unsigned most = letter < 0x80 ? 1 : 2 * bytes_of(letter);
        if (wrong || unclear || bytes_of(lower) > most)
            copy->flags[i] = TS_SLOW;
        if (wrong)
            copy->lower[i] = 0;
    }
    for (uint32_t i = 0; number == 0 && i < 128; i++) {
        letters->ascii.lower[i] = copy->flags[i] & TS_SPACE ? ' ' : (uint8_t)copy->lower[i];
        letters->ascii.flags[i] = copy->flags[i];
    }
    TS_STORE(&letters->pages[number], copy);
    return TS_OK;
}

const ts_page *ts_page_of(const ts_letters *letters, uint32_t number)
{
    return (const ts_page *)TS_LOAD(&letters->pages[number]);
}

const ts_ascii *ts_ascii_of(const ts_letters *letters)
{
    return ts_page_of(letters, 0) ? &letters->ascii : NULL;
}
