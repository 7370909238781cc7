/* Any bytes as a text, scored by a model of all features, which DESCRIPTION names. */
#include <math.h>

#include "description.h"

static ts_letters *letters;
static ts_model *model;
static ts_scratch *scratch;
static size_t n_tags;
enum { MOST_TAGS = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    double first[MOST_TAGS], again[MOST_TAGS];
    if (!model) {
        const char *name = getenv("DESCRIPTION");
        FILE *file = name ? fopen(name, "rb") : NULL;
        if (!file)
            fail("DESCRIPTION names no file");
        read_pages(file);
        letters = ts_new_letters();
        model = read_model(file, letters, &n_tags);
        scratch = ts_new_scratch(model);
        fclose(file);
        if (n_tags > MOST_TAGS)
            fail("too many tags");
    }
    ts_status status = score(model, letters, scratch, (const char *)data, size, 0, first);
    if (status != score(model, letters, scratch, (const char *)data, size, 0, again))
        fail("another answer to the same text");
    if (status == TS_OK && memcmp(first, again, n_tags * sizeof *first) != 0)
        fail("other scores of the same text");
    if (status != TS_OK && status != TS_LEFT && status != TS_INVALID)
        fail("an unexpected status");
    for (size_t tag = 0; tag < n_tags && status == TS_OK; tag++)
        if (!isfinite(first[tag]))
            fail("a score that is no number");
    return 0;
}
