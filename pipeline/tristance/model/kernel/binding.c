/* The kernel as a Python module: the one file that knows the interpreter, in the stable ABI of 3.11.
 *
 * Texts are scored without the GIL, a hundred or so at a time. Everything is checked here and by the kernel, so that no
 * argument crashes the interpreter; what an argument means is said in compiled.py.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <math.h>
#include <string.h>

#include "arrow.h"
#include "kernel.h"

typedef struct {
    PyObject_HEAD
    ts_letters *letters;
    ts_model *model;
    ts_scratch *scratch; /* taken while in use; who finds none makes another */
    PyObject *page;      /* number -> (lower, flags) */
    Py_ssize_t n_tags;
} Scorer;

static int failed(ts_status status, const char *what)
{
    if (status == TS_OK)
        return 0;
    if (status == TS_MEMORY)
        PyErr_NoMemory();
    else
        PyErr_SetString(PyExc_ValueError, what);
    return 1;
}

/* --- making a scorer -------------------------------------------------------------------------------------------- */

/* PyArg_ParseTuple takes what is no tuple for a mistake of the interpreter's. */
static int is_tuple(PyObject *object)
{
    if (PyTuple_Check(object))
        return 1;
    PyErr_Format(PyExc_TypeError, "%R where a tuple belongs", object);
    return 0;
}

/* A contiguous buffer of n items of `size` bytes; -1 for any n. Its memory is the caller's to release. */
static int take(PyObject *object, Py_buffer *view, Py_ssize_t n, Py_ssize_t size, int flags)
{
    if (PyObject_GetBuffer(object, view, PyBUF_C_CONTIGUOUS | flags) != 0)
        return -1;
    if (view->len % size == 0 && (n < 0 || view->len == n * size))
        return 0;
    PyErr_Format(PyExc_ValueError, "an array of %zd bytes where %zd values of %zd belong", view->len, n, size);
    PyBuffer_Release(view);
    return -1;
}

static int add_block(Scorer *self, PyObject *about)
{
    int kind, result = -1;
    Py_ssize_t low, high, n_terms;
    PyObject *packed, *idf, *which, *distinct;
    Py_buffer terms, weights, rows, values;
    if (!is_tuple(about) || !PyArg_ParseTuple(about, "innOOOO", &kind, &low, &high, &packed, &idf, &which, &distinct))
        return -1;
    if (low < 1 || high < low || (kind != TS_WORDS && kind != TS_CHARACTERS)) {
        PyErr_SetString(PyExc_ValueError, "a block of no kind or range");
        return -1;
    }
    if (take(packed, &terms, -1, 1, 0) != 0)
        return -1;
    if (take(idf, &weights, -1, sizeof(double), 0) != 0)
        goto no_weights;
    n_terms = weights.len / (Py_ssize_t)sizeof(double);
    if (take(which, &rows, n_terms, sizeof(int32_t), 0) != 0)
        goto no_rows;
    if (take(distinct, &values, -1, self->n_tags * (Py_ssize_t)sizeof(double), 0) != 0)
        goto no_values;
    ts_status status;
    Py_BEGIN_ALLOW_THREADS
    status = ts_add_block(self->model, (ts_kind)kind, (size_t)low, (size_t)high, terms.buf, (size_t)terms.len,
                          (size_t)n_terms, weights.buf, rows.buf, values.buf,
                          (size_t)(values.len / (self->n_tags * (Py_ssize_t)sizeof(double))));
    Py_END_ALLOW_THREADS
    result = failed(status, "a term stands twice, a row is not there, or a block is out of its range");
    PyBuffer_Release(&values);
no_values:
    PyBuffer_Release(&rows);
no_rows:
    PyBuffer_Release(&weights);
no_weights:
    PyBuffer_Release(&terms);
    return result ? -1 : 0;
}

static int add_cue(Scorer *self, PyObject *about)
{
    PyObject *coefficients, *stems;
    Py_buffer values;
    size_t column;
    if (!is_tuple(about) || !PyArg_ParseTuple(about, "nOO", (Py_ssize_t *)&column, &coefficients, &stems) ||
        take(coefficients, &values, self->n_tags, sizeof(double), 0) != 0)
        return -1;
    ts_status status = ts_add_cue(self->model, values.buf);
    PyBuffer_Release(&values);
    if (failed(status, "a cue is out of its range"))
        return -1;
    Py_ssize_t n = PySequence_Size(stems);
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *stem = PySequence_GetItem(stems, i);
        char *words;
        Py_ssize_t size;
        if (!stem || PyBytes_AsStringAndSize(stem, &words, &size) != 0) {
            Py_XDECREF(stem);
            return -1;
        }
        status = ts_add_stem(self->model, column, words, (size_t)size);
        Py_DECREF(stem);
        if (failed(status, "a stem of a cue has no word"))
            return -1;
    }
    return n < 0 ? -1 : 0;
}

static int add_actors(Scorer *self, PyObject *about)
{
    Py_ssize_t n_actors;
    PyObject *coefficients, *terms;
    Py_buffer values;
    if (!is_tuple(about) || !PyArg_ParseTuple(about, "nOO", &n_actors, &coefficients, &terms))
        return -1;
    if (n_actors < 1 || n_actors > UINT16_MAX) {
        PyErr_SetString(PyExc_ValueError, "a number of actors out of its range");
        return -1;
    }
    if (take(coefficients, &values, n_actors * (n_actors + 1) / 2 * self->n_tags, sizeof(double), 0) != 0)
        return -1;
    ts_status status = ts_set_actors(self->model, (size_t)n_actors, values.buf);
    PyBuffer_Release(&values);
    if (failed(status, "actors are out of their range"))
        return -1;
    Py_ssize_t n = PySequence_Size(terms);
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *term = PySequence_GetItem(terms, i);
        Py_ssize_t actor, size;
        const char *letters;
        int open_ended;
        if (!term || !is_tuple(term) || !PyArg_ParseTuple(term, "ny#p", &actor, &letters, &size, &open_ended)) {
            Py_XDECREF(term);
            return -1;
        }
        status = actor < 0 ? TS_INVALID
                           : ts_add_actor_term(self->model, (size_t)actor, letters, (size_t)size, open_ended);
        Py_DECREF(term);
        if (failed(status, "a term of an actor is out of its range"))
            return -1;
    }
    return n < 0 ? -1 : 0;
}

/* Calls `add` for each item of a sequence. */
static int each(Scorer *self, PyObject *items, int (*add)(Scorer *, PyObject *))
{
    Py_ssize_t n = PySequence_Size(items);
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *item = PySequence_GetItem(items, i);
        int result = item ? add(self, item) : -1;
        Py_XDECREF(item);
        if (result != 0)
            return -1;
    }
    return n < 0 ? -1 : 0;
}

static PyObject *new_scorer(PyTypeObject *type, PyObject *arguments, PyObject *named)
{
    PyObject *page, *intercepts, *offsets, *blocks, *cues, *actors;
    double slope;
    Py_buffer first, second;
    if (named && PyDict_Size(named) > 0) {
        PyErr_SetString(PyExc_TypeError, "arguments are given by their places");
        return NULL;
    }
    if (!PyArg_ParseTuple(arguments, "OOdOOOO", &page, &intercepts, &slope, &offsets, &blocks, &cues, &actors))
        return NULL;
    allocfunc make = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    Scorer *self = (Scorer *)make(type, 0);
    if (!self)
        return NULL;
    Py_INCREF(page);
    self->page = page;
    if (take(intercepts, &first, -1, sizeof(double), 0) != 0)
        goto fail;
    self->n_tags = first.len / (Py_ssize_t)sizeof(double);
    if (take(offsets, &second, self->n_tags, sizeof(double), 0) != 0) {
        PyBuffer_Release(&first);
        goto fail;
    }
    self->letters = ts_new_letters();
    if (self->letters)
        self->model = ts_new_model(self->letters, (size_t)self->n_tags, first.buf, slope, second.buf);
    PyBuffer_Release(&first);
    PyBuffer_Release(&second);
    if (!self->model) {
        if (self->n_tags)
            PyErr_NoMemory();
        else
            PyErr_SetString(PyExc_ValueError, "a model without tags");
        goto fail;
    }
    if (each(self, blocks, add_block) != 0 || each(self, cues, add_cue) != 0 ||
        (actors != Py_None && add_actors(self, actors) != 0))
        goto fail;
    return (PyObject *)self;
fail:
    Py_DECREF(self);
    return NULL;
}

static void free_scorer(Scorer *self)
{
    PyTypeObject *type = Py_TYPE((PyObject *)self);
    freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
    ts_free_scratch(self->scratch);
    ts_free_model(self->model);
    ts_free_letters(self->letters);
    Py_XDECREF(self->page);
    release(self);
    Py_DECREF(type);
}

/* --- scoring ---------------------------------------------------------------------------------------------------- */

static int set_page(Scorer *self, uint32_t number)
{
    PyObject *found = PyObject_CallFunction(self->page, "k", (unsigned long)number);
    const char *lower, *flags;
    Py_ssize_t n_lower, n_flags;
    int result = -1;
    if (found && is_tuple(found) && PyArg_ParseTuple(found, "y#y#", &lower, &n_lower, &flags, &n_flags)) {
        ts_page page;
        if (n_lower == sizeof page.lower && n_flags == sizeof page.flags) {
            memcpy(page.lower, lower, sizeof page.lower);
            memcpy(page.flags, flags, sizeof page.flags);
            result = failed(ts_set_page(self->letters, number, &page), "a page out of its range") ? -1 : 0;
        } else
            PyErr_SetString(PyExc_ValueError, "a page of another size");
    }
    Py_XDECREF(found);
    return result;
}

enum { AT_ONCE = 128, ENOUGH = 1 << 20 }; /* texts, or bytes, that are scored without a look at the interpreter */

typedef struct {
    const char *text;
    size_t size;
    double *scores;
    ts_status status;
} job;

/* Scores jobs until all are done; 0, or -1 with an exception. A text that is left, or invalid, keeps its status. */
static int run(Scorer *self, ts_scratch *scratch, job *jobs, Py_ssize_t n, int calibrated)
{
    Py_ssize_t i = 0;
    while (i < n) {
        ts_status status = TS_OK;
        Py_BEGIN_ALLOW_THREADS
        for (; i < n; i++) {
            status = jobs[i].status = ts_score(self->model, scratch, jobs[i].text, jobs[i].size, calibrated, jobs[i].scores);
            if (status == TS_PAGE || status == TS_MEMORY)
                break;
        }
        Py_END_ALLOW_THREADS
        if (i < n && status == TS_MEMORY) {
            PyErr_NoMemory();
            return -1;
        }
        if (i < n && set_page(self, ts_wanted(scratch)) != 0)
            return -1;
    }
    return PyErr_CheckSignals();
}

static ts_scratch *take_scratch(Scorer *self)
{
    ts_scratch *scratch = self->scratch; /* under the GIL */
    self->scratch = NULL;
    if (!scratch && !(scratch = ts_new_scratch(self->model)))
        PyErr_NoMemory();
    return scratch;
}

static void give_back(Scorer *self, ts_scratch *scratch)
{
    if (self->scratch)
        ts_free_scratch(scratch);
    else
        self->scratch = scratch;
}

/* Appends (row, text) to a list; takes the reference to text. */
static int leave(PyObject *left, Py_ssize_t row, PyObject *text)
{
    PyObject *pair = text ? Py_BuildValue("nN", row, text) : NULL;
    int result = pair ? PyList_Append(left, pair) : -1;
    Py_XDECREF(pair);
    return result;
}

/* score(texts, out, calibrated): the rows of a list of str that are left, as (row, text). */
static PyObject *score(Scorer *self, PyObject *arguments)
{
    PyObject *texts, *out, *list = NULL, *left = NULL, *held[AT_ONCE];
    Py_buffer scores;
    int calibrated;
    job jobs[AT_ONCE];
    Py_ssize_t rows[AT_ONCE], n, row = 0;
    if (!PyArg_ParseTuple(arguments, "OOp", &texts, &out, &calibrated) || !(list = PySequence_List(texts)))
        return NULL;
    n = PyList_Size(list);
    if (take(out, &scores, n * self->n_tags, sizeof(double), PyBUF_WRITABLE) != 0) {
        Py_DECREF(list);
        return NULL;
    }
    ts_scratch *scratch = take_scratch(self);
    left = scratch ? PyList_New(0) : NULL;
    int good = left != NULL;
    while (good && row < n) {
        Py_ssize_t taken = 0, bytes = 0;
        for (; good && row < n && taken < AT_ONCE && bytes < ENOUGH; row++) {
            PyObject *text = PyList_GetItem(list, row);
            if (!PyUnicode_Check(text)) {
                PyErr_Format(PyExc_TypeError, "text %zd is %R, and no str", row, (PyObject *)Py_TYPE(text));
                good = 0;
                break;
            }
            /* Not PyUnicode_AsUTF8AndSize: that keeps a second copy in every str that is not ASCII. */
            PyObject *encoded = PyUnicode_AsUTF8String(text);
            if (!encoded) {
                if (!PyErr_ExceptionMatches(PyExc_UnicodeEncodeError)) {
                    good = 0;
                    break;
                }
                PyErr_Clear(); /* a lone surrogate */
                Py_INCREF(text);
                good = leave(left, row, text) == 0;
                continue;
            }
            Py_ssize_t size = PyBytes_Size(encoded);
            held[taken] = encoded;
            rows[taken] = row;
            jobs[taken++] = (job){PyBytes_AsString(encoded), (size_t)size, (double *)scores.buf + row * self->n_tags, TS_OK};
            bytes += size;
        }
        good = good && run(self, scratch, jobs, taken, calibrated) == 0;
        for (Py_ssize_t i = 0; i < taken; i++) {
            if (good && jobs[i].status != TS_OK) {
                PyObject *text = PyList_GetItem(list, rows[i]);
                Py_INCREF(text);
                good = leave(left, rows[i], text) == 0;
            }
            Py_DECREF(held[i]);
        }
    }
    if (scratch)
        give_back(self, scratch);
    PyBuffer_Release(&scores);
    Py_DECREF(list);
    if (!good)
        Py_CLEAR(left);
    return left;
}

/* The rows of one Arrow array from `row` on; 0, or -1 with an exception. */
static int score_array(Scorer *self, ts_scratch *scratch, arrow_kind kind, const struct ArrowArray *array, double *out,
                       Py_ssize_t row, int calibrated, PyObject *left)
{
    job jobs[AT_ONCE];
    Py_ssize_t rows[AT_ONCE];
    if (!arrow_is_sound(kind, array)) {
        PyErr_SetString(PyExc_ValueError, "a broken Arrow array");
        return -1;
    }
    int64_t at = 0;
    while (at < array->length) {
        Py_ssize_t taken = 0, bytes = 0;
        for (; at < array->length && taken < AT_ONCE && bytes < ENOUGH; at++) {
            double *scores = out + (row + (Py_ssize_t)at) * self->n_tags;
            job *next = &jobs[taken];
            *next = (job){.scores = scores};
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
        if (run(self, scratch, jobs, taken, calibrated) != 0)
            return -1;
        for (Py_ssize_t i = 0; i < taken; i++) {
            if (jobs[i].status == TS_INVALID) {
                PyErr_Format(PyExc_ValueError, "row %zd is not UTF-8", rows[i]);
                return -1;
            }
            if (jobs[i].status == TS_LEFT &&
                leave(left, rows[i], PyUnicode_DecodeUTF8(jobs[i].text, (Py_ssize_t)jobs[i].size, NULL)) != 0)
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
static PyObject *score_arrow(Scorer *self, PyObject *arguments)
{
    PyObject *column, *out;
    Py_buffer scores;
    int calibrated, result = -1;
    if (!PyArg_ParseTuple(arguments, "OOp", &column, &out, &calibrated) ||
        take(out, &scores, -1, self->n_tags * (Py_ssize_t)sizeof(double), PyBUF_WRITABLE) != 0)
        return NULL;
    ts_scratch *scratch = take_scratch(self);
    PyObject *left = scratch ? PyList_New(0) : NULL;
    if (left)
        result = (PyTuple_Check(column) ? score_one : score_stream)(self, scratch, column, &scores, calibrated, left);
    if (scratch)
        give_back(self, scratch);
    PyBuffer_Release(&scores);
    if (result != 0)
        Py_CLEAR(left);
    return left;
}

/* --- the module ------------------------------------------------------------------------------------------------- */

static PyMethodDef methods[] = {
    {"score", (PyCFunction)score, METH_VARARGS, "score(texts, out, calibrated) -> [(row, text), …] that were left"},
    {"score_arrow", (PyCFunction)score_arrow, METH_VARARGS, "score_arrow(capsules, out, calibrated), likewise"},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot slots[] = {
    {Py_tp_new, new_scorer},
    {Py_tp_dealloc, free_scorer},
    {Py_tp_methods, methods},
    {Py_tp_doc, "Scorer(page, intercepts, slope, offsets, blocks, cues, actors)"},
    {0, NULL},
};

static PyType_Spec scorer = {"tristance.model._kernel.Scorer", sizeof(Scorer), 0, Py_TPFLAGS_DEFAULT, slots};

static int add_scorer(PyObject *module)
{
    PyObject *type = PyType_FromSpec(&scorer);
    int result = type ? PyModule_AddObjectRef(module, "Scorer", type) : -1;
    Py_XDECREF(type);
    return result;
}

static PyModuleDef_Slot module_slots[] = {{Py_mod_exec, add_scorer}, {0, NULL}};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "_kernel", "The score of texts, compiled.", 0, NULL,
                                    module_slots, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__kernel(void)
{
    return PyModuleDef_Init(&module);
}
