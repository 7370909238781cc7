/* A text in lower case, letter by letter as the interpreter does it, with what each letter is. */
#include "internal.h"

/* The letter that begins at *at, and *at behind it; TS_NONE where the bytes are not UTF-8. */
static uint32_t decode(const unsigned char **at, const unsigned char *end)
{
    const unsigned char *p = *at;
    uint32_t lead = *p, letter, least;
    unsigned more;
    if (lead < 0x80) {
        *at = p + 1;
        return lead;
    }
    if (lead >= 0xC2 && lead < 0xE0) {
        more = 1;
        letter = lead & 0x1F;
        least = 0x80;
    } else if (lead >= 0xE0 && lead < 0xF0) {
        more = 2;
        letter = lead & 0x0F;
        least = 0x800;
    } else if (lead >= 0xF0 && lead < 0xF5) {
        more = 3;
        letter = lead & 0x07;
        least = 0x10000;
    } else
        return TS_NONE;
    if ((size_t)(end - p) <= more)
        return TS_NONE;
    for (unsigned i = 1; i <= more; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return TS_NONE;
        letter = letter << 6 | (p[i] & 0x3F);
    }
    if (letter < least || letter > 0x10FFFF || (letter >= 0xD800 && letter < 0xE000))
        return TS_NONE;
    *at = p + more + 1;
    return letter;
}

static size_t encode(uint32_t letter, char *out)
{
    if (letter < 0x80) {
        out[0] = (char)letter;
        return 1;
    }
    if (letter < 0x800) {
        out[0] = (char)(0xC0 | letter >> 6);
        out[1] = (char)(0x80 | (letter & 0x3F));
        return 2;
    }
    if (letter < 0x10000) {
        out[0] = (char)(0xE0 | letter >> 12);
        out[1] = (char)(0x80 | (letter >> 6 & 0x3F));
        out[2] = (char)(0x80 | (letter & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | letter >> 18);
    out[1] = (char)(0x80 | (letter >> 12 & 0x3F));
    out[2] = (char)(0x80 | (letter >> 6 & 0x3F));
    out[3] = (char)(0x80 | (letter & 0x3F));
    return 4;
}

uint8_t ts_written(const ts_letters *letters, const unsigned char **at, const unsigned char *end)
{
    uint32_t letter = decode(at, end);
    return ts_page_of(letters, letter / TS_PAGE_SIZE)->flags[letter % TS_PAGE_SIZE];
}

enum { SIGMA = 0x3A3, FINAL_SIGMA = 0x3C2 };

/* Whether the capital sigma that lies in [at, behind) ends a word (Unicode, SpecialCasing: Final_Sigma): the nearest
 * letter in front that is not passed over is cased, and the nearest behind is not. TS_OK: no. TS_LEFT: yes. */
static ts_status final_sigma(const ts_model *model, ts_scratch *scratch, const unsigned char *text,
                             const unsigned char *at, const unsigned char *behind, const unsigned char *end)
{
    int forward;
    for (forward = 0; forward < 2; forward++) {
        uint8_t flags = 0;
        int found = 0;
        while (!found && (forward ? behind < end : at > text)) {
            const unsigned char *letter_at;
            uint32_t letter;
            if (forward) {
                letter = decode(&behind, end);
            } else {
                do
                    at--;
                while (at > text && (*at & 0xC0) == 0x80);
                letter_at = at;
                letter = decode(&letter_at, end);
            }
            if (letter == TS_NONE)
                return TS_INVALID;
            const ts_page *page = ts_page_of(model->letters, letter / TS_PAGE_SIZE);
            if (!page) {
                scratch->wanted = letter / TS_PAGE_SIZE;
                return TS_PAGE;
            }
            flags = page->flags[letter % TS_PAGE_SIZE];
            found = !(flags & TS_IGNORED);
        }
        int cased = found && (flags & TS_CASED);
        if (forward ? cased : !cased)
            return TS_OK;
    }
    return TS_LEFT;
}

ts_status ts_read(const ts_model *model, ts_scratch *scratch, const char *text, size_t size)
{
    const ts_page *ascii = ts_page_of(model->letters, 0);
    if (!ascii) {
        scratch->wanted = 0;
        return TS_PAGE;
    }
    ts_status status = ts_make_room(scratch, size);
    if (status != TS_OK)
        return status;
    const unsigned char *start = (const unsigned char *)text, *at = start, *end = start + size;
    const uint8_t *actor_begins = model->actors.begins;
    char *low = scratch->low;
    uint8_t *flags = scratch->flags, before = 0, seen = 0;
    size_t out = 0, n_begins = 0;
    low[out] = ' ';
    flags[out++] = TS_SPACE;
    while (at < end) {
        uint8_t lead = *at;
        if (lead < 0x80) {
            uint8_t own = ascii->flags[lead];
            low[out] = own & TS_SPACE ? ' ' : (char)ascii->lower[lead];
            flags[out++] = own;
            seen |= own;
            if (own & ~before & TS_WRITTEN && actor_begins[lead])
                scratch->begins[n_begins++] = (uint32_t)(at - start);
            before = own;
            at++;
            continue;
        }
        const unsigned char *letter_at = at;
        uint32_t letter = decode(&at, end);
        if (letter == TS_NONE)
            return TS_INVALID;
        const ts_page *page = ts_page_of(model->letters, letter / TS_PAGE_SIZE);
        if (!page) {
            scratch->wanted = letter / TS_PAGE_SIZE;
            return TS_PAGE;
        }
        uint8_t own = page->flags[letter % TS_PAGE_SIZE];
        uint32_t lower = own & TS_SPACE ? ' ' : page->lower[letter % TS_PAGE_SIZE];
        if (letter == SIGMA) {
            status = final_sigma(model, scratch, start, letter_at, at, end);
            if (status != TS_OK && status != TS_LEFT)
                return status;
            if (status == TS_LEFT)
                lower = FINAL_SIGMA;
        }
        size_t bytes = encode(lower, low + out);
        flags[out] = own;
        for (size_t i = 1; i < bytes; i++)
            flags[out + i] = own | TS_INSIDE;
        out += bytes;
        seen |= own;
        if (own & ~before & TS_WRITTEN && actor_begins[lead])
            scratch->begins[n_begins++] = (uint32_t)(letter_at - start);
        before = own;
    }
    low[out] = ' ';
    flags[out++] = TS_SPACE;
    memset(low + out, 0, TS_PADDING);
    scratch->size = out;
    scratch->n_begins = n_begins;
    return seen & TS_SLOW ? TS_LEFT : TS_OK;
}

/* Whether the letters from `start` on are a single one. */
static int single(const uint8_t *flags, size_t start, size_t end)
{
    for (size_t i = start + 1; i < end; i++)
        if (!(flags[i] & TS_INSIDE))
            return 0;
    return 1;
}

void ts_find_words(ts_scratch *scratch)
{
    const uint8_t *flags = scratch->flags;
    size_t n = 0, size = scratch->size;
    for (size_t i = 0; i < size;) { /* the last letter is a blank, which ends a word */
        if (!(flags[i] & TS_WORD)) {
            i++;
            continue;
        }
        size_t start = i;
        do
            i++;
        while (flags[i] & TS_WORD);
        if (i - start > 4 || !single(flags, start, i))
            scratch->words[n++] = (ts_span){(uint32_t)start, (uint32_t)(i - start)};
    }
    scratch->n_words = n;
}
