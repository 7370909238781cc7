/* Texts as a list of str, scored without the GIL, a hundred or so at a time. */
#include <string.h>

#include "binding.h"

static int set_page(Scorer *self, uint32_t number)
{
    PyObject *found = PyObject_CallFunction(self->page, "k", (unsigned long)number);
    const char *lower, *flags;
    Py_ssize_t n_lower, n_flags;
    int result = -1;
    if (found && scorer_is_tuple(found) && PyArg_ParseTuple(found, "y#y#", &lower, &n_lower, &flags, &n_flags)) {
        ts_page page;
        if (n_lower == sizeof page.lower && n_flags == sizeof page.flags) {
            memcpy(page.lower, lower, sizeof page.lower);
            memcpy(page.flags, flags, sizeof page.flags);
            result = scorer_failed(ts_set_page(self->letters, number, &page), "a page out of its range") ? -1 : 0;
        } else
            PyErr_SetString(PyExc_ValueError, "a page of another size");
    }
    Py_XDECREF(found);
    return result;
}

int  scorer_run(Scorer *self, ts_scratch *scratch, scorer_job *jobs, Py_ssize_t n, int calibrated)
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

ts_scratch *scorer_take_scratch(Scorer *self)
{
    ts_scratch *scratch = self->scratch; /* under the GIL */
    self->scratch = NULL;
    if (!scratch && !(scratch = ts_new_scratch(self->model)))
        PyErr_NoMemory();
    return scratch;
}

void  scorer_give_back(Scorer *self, ts_scratch *scratch)
{
    if (self->scratch)
        ts_free_scratch(scratch);
    else
        self->scratch = scratch;
}

int  scorer_leave(PyObject *left, Py_ssize_t row, PyObject *text)
{
    PyObject *pair = text ? Py_BuildValue("nN", row, text) : NULL;
    int result = pair ? PyList_Append(left, pair) : -1;
    Py_XDECREF(pair);
    return result;
}

/* score(texts, out, calibrated): the rows of a list of str that are left, as (row, text). */
PyObject *scorer_score(Scorer *self, PyObject *arguments)
{
    PyObject *texts, *out, *list = NULL, *left = NULL, *held[SCORER_AT_ONCE];
    Py_buffer scores;
    int calibrated;
    scorer_job jobs[SCORER_AT_ONCE];
    Py_ssize_t rows[SCORER_AT_ONCE], n, row = 0;
    if (!PyArg_ParseTuple(arguments, "OOp", &texts, &out, &calibrated) || !(list = PySequence_List(texts)))
        return NULL;
    n = PyList_Size(list);
    if (scorer_take(out, &scores, n * self->n_tags, sizeof(double), PyBUF_WRITABLE) != 0) {
        Py_DECREF(list);
        return NULL;
    }
    ts_scratch *scratch = scorer_take_scratch(self);
    left = scratch ? PyList_New(0) : NULL;
    int good = left != NULL;
    while (good && row < n) {
        Py_ssize_t taken = 0, bytes = 0;
        for (; good && row < n && taken < SCORER_AT_ONCE && bytes < SCORER_ENOUGH; row++) {
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
                good = scorer_leave(left, row, text) == 0;
                continue;
            }
            Py_ssize_t size = PyBytes_Size(encoded);
            held[taken] = encoded;
            rows[taken] = row;
            jobs[taken++] = (scorer_job){PyBytes_AsString(encoded), (size_t)size, (double *)scores.buf + row * self->n_tags, TS_OK};
            bytes += size;
        }
        good = good && scorer_run(self, scratch, jobs, taken, calibrated) == 0;
        for (Py_ssize_t i = 0; i < taken; i++) {
            if (good && jobs[i].status != TS_OK) {
                PyObject *text = PyList_GetItem(list, rows[i]);
                Py_INCREF(text);
                good = scorer_leave(left, rows[i], text) == 0;
            }
            Py_DECREF(held[i]);
        }
    }
    if (scratch)
        scorer_give_back(self, scratch);
    PyBuffer_Release(&scores);
    Py_DECREF(list);
    if (!good)
        Py_CLEAR(left);
    return left;
}
