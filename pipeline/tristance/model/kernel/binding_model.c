/* A scorer, made of the arrays of a model. Everything is checked here or by the kernel. */
#include "binding.h"

int scorer_failed(ts_status status, const char *what)
{
    if (status == TS_OK)
        return 0;
    if (status == TS_MEMORY)
        PyErr_NoMemory();
    else
        PyErr_SetString(PyExc_ValueError, what);
    return 1;
}

int  scorer_is_tuple(PyObject *object)
{
    if (PyTuple_Check(object))
        return 1;
    PyErr_Format(PyExc_TypeError, "%R where a tuple belongs", object);
    return 0;
}

int  scorer_take(PyObject *object, Py_buffer *view, Py_ssize_t n, Py_ssize_t size, int flags)
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
    if (!scorer_is_tuple(about) || !PyArg_ParseTuple(about, "innOOOO", &kind, &low, &high, &packed, &idf, &which, &distinct))
        return -1;
    if (low < 1 || high < low || (kind != TS_WORDS && kind != TS_CHARACTERS)) {
        PyErr_SetString(PyExc_ValueError, "a block of no kind or range");
        return -1;
    }
    if (scorer_take(packed, &terms, -1, 1, 0) != 0)
        return -1;
    if (scorer_take(idf, &weights, -1, sizeof(double), 0) != 0)
        goto no_weights;
    n_terms = weights.len / (Py_ssize_t)sizeof(double);
    if (scorer_take(which, &rows, n_terms, sizeof(int32_t), 0) != 0)
        goto no_rows;
    if (scorer_take(distinct, &values, -1, self->n_tags * (Py_ssize_t)sizeof(double), 0) != 0)
        goto no_values;
    ts_status status;
    Py_BEGIN_ALLOW_THREADS
    status = ts_add_block(self->model, (ts_kind)kind, (size_t)low, (size_t)high, terms.buf, (size_t)terms.len,
                          (size_t)n_terms, weights.buf, rows.buf, values.buf,
                          (size_t)(values.len / (self->n_tags * (Py_ssize_t)sizeof(double))));
    Py_END_ALLOW_THREADS
    result = scorer_failed(status, "a term stands twice, a row is not there, or a block is out of its range");
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
    if (!scorer_is_tuple(about) || !PyArg_ParseTuple(about, "nOO", (Py_ssize_t *)&column, &coefficients, &stems) ||
        scorer_take(coefficients, &values, self->n_tags, sizeof(double), 0) != 0)
        return -1;
    ts_status status = ts_add_cue(self->model, values.buf);
    PyBuffer_Release(&values);
    if (scorer_failed(status, "a cue is out of its range"))
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
        if (scorer_failed(status, "a stem of a cue has no word"))
            return -1;
    }
    return n < 0 ? -1 : 0;
}

static int add_actors(Scorer *self, PyObject *about)
{
    Py_ssize_t n_actors;
    PyObject *coefficients, *terms;
    Py_buffer values;
    if (!scorer_is_tuple(about) || !PyArg_ParseTuple(about, "nOO", &n_actors, &coefficients, &terms))
        return -1;
    if (n_actors < 1 || n_actors > UINT16_MAX) {
        PyErr_SetString(PyExc_ValueError, "a number of actors out of its range");
        return -1;
    }
    if (scorer_take(coefficients, &values, n_actors * (n_actors + 1) / 2 * self->n_tags, sizeof(double), 0) != 0)
        return -1;
    ts_status status = ts_set_actors(self->model, (size_t)n_actors, values.buf);
    PyBuffer_Release(&values);
    if (scorer_failed(status, "actors are out of their range"))
        return -1;
    Py_ssize_t n = PySequence_Size(terms);
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *term = PySequence_GetItem(terms, i);
        Py_ssize_t actor, size;
        const char *letters;
        int open_ended;
        if (!term || !scorer_is_tuple(term) || !PyArg_ParseTuple(term, "ny#p", &actor, &letters, &size, &open_ended)) {
            Py_XDECREF(term);
            return -1;
        }
        status = actor < 0 ? TS_INVALID
                           : ts_add_actor_term(self->model, (size_t)actor, letters, (size_t)size, open_ended);
        Py_DECREF(term);
        if (scorer_failed(status, "a term of an actor is out of its range"))
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

PyObject *scorer_new(PyTypeObject *type, PyObject *arguments, PyObject *named)
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
    if (scorer_take(intercepts, &first, -1, sizeof(double), 0) != 0)
        goto fail;
    self->n_tags = first.len / (Py_ssize_t)sizeof(double);
    if (scorer_take(offsets, &second, self->n_tags, sizeof(double), 0) != 0) {
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

void  scorer_free(Scorer *self)
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
