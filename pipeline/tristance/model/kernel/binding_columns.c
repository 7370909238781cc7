/* Texts as an Arrow column, scored where they lie. */
#include <math.h>

#include "arrow.h"
#include "binding.h"

/* The rows of one Arrow array from `row` on; 0, or -1 with an exception. */
static int score_array(Scorer *self, ts_scratch *scratch, arrow_kind kind, const struct ArrowArray *array, double *out,
                       Py_ssize_t row, int calibrated, PyObject *left)
{
    scorer_job jobs[SCORER_AT_ONCE];
    Py_ssize_t rows[SCORER_AT_ONCE];
    if (!arrow_is_sound(kind, array)) {
        PyErr_SetString(PyExc_ValueError, "a broken Arrow array");
        return -1;
    }
    int64_t at = 0;
    while (at < array->length) {
        Py_ssize_t taken = 0, bytes = 0;
        for (; at < array->length && taken < SCORER_AT_ONCE && bytes < SCORER_ENOUGH; at++) {
            double *scores = out + (row + (Py_ssize_t)at) * self->n_tags;
            scorer_job *next = &jobs[taken];
            *next = (scorer_job){.scores = scores};
            arrow_cell cell = arrow_text(kind, array, at, &next->text, &next->size);
            if (cell == ARROW_BROKEN) {
                PyErr_Format(PyExc_ValueError, "row %zd of an Arrow array is broken", row + (Py_ssize_t)at);
                return -1;
            }
            if (cell == ARROW_NULL) {
                for (Py_ssize_t tag = 0; tag < self->n_tags; tag++)
                    scores[tag] = NAN;
                continue;
            }
            rows[taken++] = row + (Py_ssize_t)at;
            bytes += (Py_ssize_t)next->size;
        }
        if (scorer_run(self, scratch, jobs, taken, calibrated) != 0)
            return -1;
        for (Py_ssize_t i = 0; i < taken; i++) {
            if (jobs[i].status == TS_INVALID) {
                PyErr_Format(PyExc_ValueError, "row %zd is not UTF-8", rows[i]);
                return -1;
            }
            if (jobs[i].status == TS_LEFT &&
                scorer_leave(left, rows[i], PyUnicode_DecodeUTF8(jobs[i].text, (Py_ssize_t)jobs[i].size, NULL)) != 0)
                return -1;
        }
    }
    return 0;
}

static int wrong_kind(const struct ArrowSchema *schema)
{
    PyErr_Format(PyExc_TypeError,
                 "an Arrow column of type %s%s where strings belong (utf8, large_utf8 or string_view): cast it",
                 schema->format ? schema->format : "?", schema->dictionary ? " with a dictionary" : "");
    return -1;
}

/* Whether an array of `length` rows has room from `row` on, and, if it is the last, fills what is there. */
static int fits(Scorer *self, const Py_buffer *out, Py_ssize_t row, int64_t length, int last)
{
    Py_ssize_t room = out->len / (self->n_tags * (Py_ssize_t)sizeof(double)) - row;
    if (length >= 0 && (last ? length == room : length <= room))
        return 1;
    PyErr_SetString(PyExc_ValueError, "an Arrow column that has not as many rows as it says");
    return 0;
}

static int score_one(Scorer *self, ts_scratch *scratch, PyObject *capsules, Py_buffer *out, int calibrated,
                     PyObject *left)
{
    PyObject *first, *second;
    if (!PyTuple_Check(capsules)) {
        PyErr_SetString(PyExc_TypeError, "__arrow_c_array__ returned no pair");
        return -1;
    }
    if (!PyArg_ParseTuple(capsules, "OO", &first, &second))
        return -1;
    struct ArrowSchema *schema = PyCapsule_GetPointer(first, "arrow_schema");
    struct ArrowArray *array = schema ? PyCapsule_GetPointer(second, "arrow_array") : NULL;
    if (!array)
        return -1;
    if (!schema->release || !array->release) {
        PyErr_SetString(PyExc_ValueError, "an Arrow array that was handed on before");
        return -1;
    }
    arrow_kind kind = arrow_kind_of(schema);
    if (kind == ARROW_OTHER)
        return wrong_kind(schema);
    if (!fits(self, out, 0, array->length, 1))
        return -1;
    return score_array(self, scratch, kind, array, out->buf, 0, calibrated, left);
}

static int stream_failed(struct ArrowArrayStream *stream)
{
    const char *why = stream->get_last_error(stream);
    PyErr_Format(PyExc_ValueError, "an Arrow stream failed: %s", why ? why : "without a reason");
    return -1;
}

static int score_stream(Scorer *self, ts_scratch *scratch, PyObject *capsule, Py_buffer *out, int calibrated,
                        PyObject *left)
{
    struct ArrowArrayStream *stream = PyCapsule_GetPointer(capsule, "arrow_array_stream");
    struct ArrowSchema schema = {0};
    if (!stream)
        return -1;
    if (!stream->release) {
        PyErr_SetString(PyExc_ValueError, "an Arrow stream that was read before");
        return -1;
    }
    if (stream->get_schema(stream, &schema) != 0)
        return stream_failed(stream);
    arrow_kind kind = arrow_kind_of(&schema);
    int result = kind == ARROW_OTHER ? wrong_kind(&schema) : 0;
    if (schema.release)
        schema.release(&schema);
    Py_ssize_t row = 0;
    while (result == 0) {
        struct ArrowArray array = {0};
        if (stream->get_next(stream, &array) != 0)
            return stream_failed(stream);
        if (!array.release) /* the end */
            return fits(self, out, row, 0, 1) ? 0 : -1;
        result = fits(self, out, row, array.length, 0)
                     ? score_array(self, scratch, kind, &array, out->buf, row, calibrated, left)
                     : -1;
        row += (Py_ssize_t)array.length;
        array.release(&array);
    }
    return result;
}

/* score_arrow(capsules, out, calibrated): the same for what __arrow_c_array__ or __arrow_c_stream__ returned. */
PyObject *scorer_score_arrow(Scorer *self, PyObject *arguments)
{
    PyObject *column, *out;
    Py_buffer scores;
    int calibrated, result = -1;
    if (!PyArg_ParseTuple(arguments, "OOp", &column, &out, &calibrated) ||
        scorer_take(out, &scores, -1, self->n_tags * (Py_ssize_t)sizeof(double), PyBUF_WRITABLE) != 0)
        return NULL;
    ts_scratch *scratch = scorer_take_scratch(self);
    PyObject *left = scratch ? PyList_New(0) : NULL;
    if (left)
        result = (PyTuple_Check(column) ? score_one : score_stream)(self, scratch, column, &scores, calibrated, left);
    if (scratch)
        scorer_give_back(self, scratch);
    PyBuffer_Release(&scores);
    if (result != 0)
        Py_CLEAR(left);
    return left;
}
