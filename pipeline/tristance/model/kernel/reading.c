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

int ts_is_utf8(const char *text, size_t size)
{
    const unsigned char *at = (const unsigned char *)text, *end = at + size;
    while (at < end)
        if (decode(&at, end) == TS_NONE)
            return 0;
    return 1;
}

/* The page of a letter, or NULL where it is not there: then it is wanted. */
static const ts_page *page_for(const ts_model *model, ts_scratch *scratch, uint32_t letter)
{
    scratch->wanted = letter / TS_PAGE_SIZE;
    return ts_page_of(model->letters, scratch->wanted);
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
            const ts_page *page = page_for(model, scratch, letter);
            if (!page)
                return TS_PAGE;
            flags = page->flags[letter % TS_PAGE_SIZE];
            found = !(flags & TS_IGNORED);
        }
        int cased = found && (flags & TS_CASED);
        if (forward ? cased : !cased)
            return TS_OK;
    }
    return TS_LEFT;
}

static int high(const unsigned char *at)
{
    return (ts_eight((const char *)at) & UINT64_C(0x8080808080808080)) != 0;
}

/* Reads letters of ASCII from `at` on, as far as they go; returns where that is. Words end and begin without a branch:
 * where they do is anyone's guess. */
static const unsigned char *read_ascii(const ts_ascii *ascii, const unsigned char *TS_RESTRICT at,
                                       const unsigned char *end, char *TS_RESTRICT low, uint32_t *TS_RESTRICT edges,
                                       size_t *n_edges, size_t *out, uint8_t *before, uint8_t *seen)
{
    size_t n = *n_edges, place = *out;
    uint8_t word = *before, all = 0;
    while (at < end) {
        const unsigned char *stop = end - at >= 8 && !high(at) ? at + 8 : at + 1;
        if (*at >= 0x80)
            break;
        for (; at < stop; at++, place++) {
            uint8_t own = ascii->flags[*at], is_word = own & TS_WORD;
            low[place] = (char)ascii->lower[*at];
            edges[n] = (uint32_t)place;
            n += word ^ is_word;
            word = is_word;
            all |= own;
        }
    }
    *n_edges = n;
    *out = place;
    *before = word;
    *seen |= all;
    return at;
}

ts_status ts_read(const ts_model *model, ts_scratch *scratch, const char *text, size_t size)
{
    const ts_ascii *ascii = ts_ascii_of(model->letters);
    if (!ascii) {
        scratch->wanted = 0;
        return TS_PAGE;
    }
    ts_status status = ts_make_room(scratch, size);
    if (status != TS_OK)
        return status;
    const unsigned char *start = (const unsigned char *)text, *at = start, *end = start + size;
    char *low = scratch->low;
    uint32_t *edges = scratch->edges;
    uint8_t before = 0, seen = 0; /* TS_WORD and 0; every flag */
    size_t out = 0, n_edges = 0;
    low[out++] = ' ';
    scratch->ascii = 1;
    for (;;) {
        at = read_ascii(ascii, at, end, low, edges, &n_edges, &out, &before, &seen);
        if (at == end)
            break;
        const unsigned char *letter_at = at;
        uint32_t letter = decode(&at, end);
        if (letter == TS_NONE)
            return TS_INVALID;
        const ts_page *page = page_for(model, scratch, letter);
        if (!page)
            return TS_PAGE;
        uint8_t own = page->flags[letter % TS_PAGE_SIZE];
        uint32_t lower = own & TS_SPACE ? ' ' : page->lower[letter % TS_PAGE_SIZE];
        if (letter == SIGMA) {
            status = final_sigma(model, scratch, start, letter_at, at, end);
            if (status != TS_OK && status != TS_LEFT)
                return status;
            if (status == TS_LEFT)
                lower = FINAL_SIGMA;
        }
        if ((own & TS_WORD) != before)
            edges[n_edges++] = (uint32_t)out;
        before = own & TS_WORD;
        seen |= own;
        out += encode(lower, low + out);
        scratch->ascii = 0;
    }
    if (before)
        edges[n_edges++] = (uint32_t)out;
    low[out++] = ' ';
    memset(low + out, 0, TS_PADDING);
    scratch->size = out;
    scratch->n_edges = n_edges;
    return seen & TS_SLOW ? TS_LEFT : TS_OK;
}

static int single(const char *at, size_t size)
{
    for (size_t i = 1; i < size; i++)
        if (!ts_inside(at[i]))
            return 0;
    return 1;
}

void ts_find_words(ts_scratch *scratch)
{
    const uint32_t *edges = scratch->edges;
    size_t n = 0;
    for (size_t i = 0; i < scratch->n_edges; i += 2) {
        uint32_t size = edges[i + 1] - edges[i];
        scratch->words[n] = (ts_span){edges[i], size};
        n += size > 1 && (scratch->ascii || size > 4 || !single(scratch->low + edges[i], size));
    }
    scratch->n_words = n;
}
