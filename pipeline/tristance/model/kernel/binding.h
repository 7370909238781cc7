/* What the files that know the interpreter share. They keep to the stable ABI of 3.11. */
#ifndef TRISTANCE_BINDING_H
#define TRISTANCE_BINDING_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "kernel.h"

typedef struct {
    PyObject_HEAD
    ts_letters *letters;
    ts_model *model;
    ts_scratch *scratch; /* taken while in use; who finds none makes another */
    PyObject *page;      /* number -> (lower, flags) */
    Py_ssize_t n_tags;
} Scorer;

/* binding_model.c: `type` makes a scorer of arrays, and frees it. */
PyObject *scorer_new(PyTypeObject *type, PyObject *arguments, PyObject *named);
void scorer_free(Scorer *self);

/* Whether a status is none of success; then there is an exception. */
int scorer_failed(ts_status status, const char *what);
/* Whether it is a tuple: PyArg_ParseTuple takes what is none for a mistake of the interpreter's. */
int scorer_is_tuple(PyObject *object);
/* A contiguous buffer of n items of `size` bytes; -1 for any n. Its memory is the caller's to release. */
int scorer_take(PyObject *object, Py_buffer *view, Py_ssize_t n, Py_ssize_t size, int flags);

/* binding_texts.c: score(texts, out, calibrated), the rows of a list of str that are left, as (row, text). */
PyObject *scorer_score(Scorer *self, PyObject *arguments);

enum { SCORER_AT_ONCE = 128, SCORER_ENOUGH = 1 << 20 }; /* texts, or bytes, that are scored without a look at the interpreter */

typedef struct {
    const char *text;
    size_t size;
    double *scores;
    ts_status status;
} scorer_job;

/* Scores jobs until all are done; 0, or -1 with an exception. A text that is left, or invalid, keeps its status. */
int scorer_run(Scorer *self, ts_scratch *scratch, scorer_job *jobs, Py_ssize_t n, int calibrated);
ts_scratch *scorer_take_scratch(Scorer *self);
void scorer_give_back(Scorer *self, ts_scratch *scratch);
/* Appends (row, text) to a list; takes the reference to text. */
int scorer_leave(PyObject *left, Py_ssize_t row, PyObject *text);

/* binding_columns.c: the same for what __arrow_c_array__ or __arrow_c_stream__ returned. */
PyObject *scorer_score_arrow(Scorer *self, PyObject *arguments);

#endif
