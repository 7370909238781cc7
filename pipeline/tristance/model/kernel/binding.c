/* The kernel as a Python module; binding_*.c beside it and this know the interpreter, the rest does not.
 *
 * No argument crashes the interpreter; what an argument means is said in compiled.py.
 */
#include "binding.h"

static PyMethodDef methods[] = {
    {"score", (PyCFunction)scorer_score, METH_VARARGS, "score(texts, out, calibrated) -> [(row, text), …] that were left"},
    {"score_arrow", (PyCFunction)scorer_score_arrow, METH_VARARGS, "score_arrow(capsules, out, calibrated), likewise"},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot slots[] = {
    {Py_tp_new, scorer_new},
    {Py_tp_dealloc, scorer_free},
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
