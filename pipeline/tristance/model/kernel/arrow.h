/* A column of texts as the Arrow C data interface hands it over, read where it lies.
 *
 * The three structures are fixed by that interface (https://arrow.apache.org/docs/format/CDataInterface.html).
 */
#ifndef TRISTANCE_ARROW_H
#define TRISTANCE_ARROW_H

#include <stddef.h>
#include <stdint.h>

struct ArrowSchema {
    const char *format, *name, *metadata;
    int64_t flags, n_children;
    struct ArrowSchema **children, *dictionary;
    void (*release)(struct ArrowSchema *);
    void *private_data;
};

struct ArrowArray {
    int64_t length, null_count, offset, n_buffers, n_children;
    const void **buffers;
    struct ArrowArray **children, *dictionary;
    void (*release)(struct ArrowArray *);
    void *private_data;
};

struct ArrowArrayStream {
    int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *);
    int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *);
    const char *(*get_last_error)(struct ArrowArrayStream *);
    void (*release)(struct ArrowArrayStream *);
    void *private_data;
};

typedef enum { ARROW_OTHER, ARROW_UTF8, ARROW_LARGE, ARROW_VIEW } arrow_kind;
typedef enum { ARROW_TEXT, ARROW_NULL, ARROW_BROKEN } arrow_cell;

arrow_kind arrow_kind_of(const struct ArrowSchema *schema);
/* Whether an array has the buffers that its kind needs. */
int arrow_is_sound(arrow_kind kind, const struct ArrowArray *array);
arrow_cell arrow_text(arrow_kind kind, const struct ArrowArray *array, int64_t row, const char **text, size_t *size);

#endif
