/* The texts of an Arrow column, one by one, without a copy. */
#include "arrow.h"

#include <string.h>

arrow_kind arrow_kind_of(const struct ArrowSchema *schema)
{
    if (!schema->format || schema->dictionary)
        return ARROW_OTHER;
    if (strcmp(schema->format, "u") == 0)
        return ARROW_UTF8;
    if (strcmp(schema->format, "U") == 0)
        return ARROW_LARGE;
    return strcmp(schema->format, "vu") == 0 ? ARROW_VIEW : ARROW_OTHER;
}

int arrow_is_sound(arrow_kind kind, const struct ArrowArray *array)
{
    if (array->length < 0 || array->offset < 0 || !array->buffers)
        return 0;
    if (array->n_buffers < 3) /* validity, offsets and data; or validity, views, data …, sizes of data */
        return 0;
    return kind == ARROW_VIEW || array->n_buffers == 3 ? array->length == 0 || array->buffers[1] != NULL : 0;
}

static arrow_cell between(const char *data, int64_t start, int64_t end, const char **text, size_t *size)
{
    if (start < 0 || end < start || (!data && end > start))
        return ARROW_BROKEN;
    *text = data ? data + start : "";
    *size = (size_t)(end - start);
    return ARROW_TEXT;
}

enum { INLINE = 12 }; /* a view holds a text of so many bytes itself */

static arrow_cell viewed(const struct ArrowArray *array, int64_t row, const char **text, size_t *size)
{
    const char *view = (const char *)array->buffers[1] + 16 * row;
    int32_t length, buffer, start;
    memcpy(&length, view, sizeof length);
    if (length >= 0 && length <= INLINE) {
        *text = view + 4;
        *size = (size_t)length;
        return ARROW_TEXT;
    }
    memcpy(&buffer, view + 8, sizeof buffer);
    memcpy(&start, view + 12, sizeof start);
    int64_t n_data = array->n_buffers - 3;
    if (length < 0 || buffer < 0 || buffer >= n_data || start < 0)
        return ARROW_BROKEN;
    const int64_t *sizes = array->buffers[array->n_buffers - 1];
    if (!sizes || (int64_t)start + length > sizes[buffer])
        return ARROW_BROKEN;
    return between(array->buffers[2 + buffer], start, (int64_t)start + length, text, size);
}

arrow_cell arrow_text(arrow_kind kind, const struct ArrowArray *array, int64_t row, const char **text, size_t *size)
{
    const uint8_t *valid = array->buffers[0];
    row += array->offset;
    if (valid && !(valid[row >> 3] >> (row & 7) & 1))
        return ARROW_NULL;
    if (kind == ARROW_VIEW)
        return viewed(array, row, text, size);
    if (kind == ARROW_LARGE) {
        const int64_t *offsets = array->buffers[1];
        return between(array->buffers[2], offsets[row], offsets[row + 1], text, size);
    }
    const int32_t *offsets = array->buffers[1];
    return between(array->buffers[2], offsets[row], offsets[row + 1], text, size);
}
