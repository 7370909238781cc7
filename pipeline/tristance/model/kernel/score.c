/* A model, what scoring needs of memory, and the score of a text. */
#include <math.h>
#include <stdlib.h>

#include "internal.h"

ts_model *ts_new_model(const ts_letters *letters, size_t n_tags, const double *intercepts, double slope,
                       const double *offsets)
{
    ts_model *model = n_tags ? calloc(1, sizeof *model) : NULL;
    if (!model)
        return NULL;
    model->letters = letters;
    model->n_tags = n_tags;
    model->slope = slope;
    model->intercepts = malloc(n_tags * sizeof *intercepts);
    model->offsets = malloc(n_tags * sizeof *offsets);
    if (!model->intercepts || !model->offsets) {
        ts_free_model(model);
        return NULL;
    }
    memcpy(model->intercepts, intercepts, n_tags * sizeof *intercepts);
    memcpy(model->offsets, offsets, n_tags * sizeof *offsets);
    for (int times = 1; times < 256; times++)
        model->one_and_log[times] = 1.0 + log(times);
    return model;
}

void ts_free_model(ts_model *model)
{
    if (!model)
        return;
    for (size_t i = 0; i < model->n_blocks; i++)
        ts_free_block(&model->blocks[i]);
    for (size_t i = 0; i < model->cues.n_stems; i++)
        free(model->cues.stems[i].words);
    for (size_t i = 0; i < model->actors.n_terms; i++)
        free(model->actors.terms[i].letters);
    free(model->blocks);
    free(model->cues.stems);
    free(model->cues.coefficients);
    free(model->actors.terms);
    free(model->actors.coefficients);
    free(model->intercepts);
    free(model->offsets);
    free(model);
}

static int make_seen(ts_seen *seen, const ts_block *block)
{
    seen->cells = malloc((block->n_terms + 1) * sizeof *seen->cells);
    if (!seen->cells || (block->kind == TS_CHARACTERS && !ts_make_memo(&seen->memo)))
        return 0;
    for (size_t row = 0; row < block->n_terms; row++)
        seen->cells[row] = (ts_cell){0, block->record_of[row]};
    return 1;
}

ts_scratch *ts_new_scratch(const ts_model *model)
{
    ts_scratch *scratch = calloc(1, sizeof *scratch);
    size_t most = 0;
    if (!scratch)
        return NULL;
    for (size_t i = 0; i < model->n_blocks; i++)
        if (model->blocks[i].n_terms > most)
            most = model->blocks[i].n_terms;
    scratch->met = malloc((most + 1) * sizeof *scratch->met);
    scratch->seen = calloc(model->n_blocks + 1, sizeof *scratch->seen);
    scratch->n_seen = scratch->seen ? model->n_blocks : 0;
    scratch->sums = malloc(model->n_tags * sizeof *scratch->sums);
    scratch->matches = malloc((model->cues.n_columns + 1) * sizeof *scratch->matches);
    scratch->named = malloc((model->actors.n_actors + 1) * sizeof *scratch->named);
    if (!scratch->met || !scratch->seen || !scratch->sums || !scratch->matches ||
        !scratch->named) {
        ts_free_scratch(scratch);
        return NULL;
    }
    for (size_t i = 0; i < model->n_blocks; i++)
        if (!make_seen(&scratch->seen[i], &model->blocks[i])) {
            ts_free_scratch(scratch);
            return NULL;
        }
    return scratch;
}

static void free_room(ts_scratch *scratch)
{
    free(scratch->low);
    free(scratch->edges);
    free(scratch->words);
    free(scratch->slots);
    free(scratch->ids);
    free(scratch->places);
}

void ts_free_scratch(ts_scratch *scratch)
{
    if (!scratch)
        return;
    free_room(scratch);
    for (size_t i = 0; i < scratch->n_seen; i++) {
        free(scratch->seen[i].cells);
        ts_free_memo(&scratch->seen[i].memo);
    }
    free(scratch->seen);
    free(scratch->met);
    free(scratch->sums);
    free(scratch->matches);
    free(scratch->named);
    free(scratch);
}

uint32_t ts_wanted(const ts_scratch *scratch)
{
    return scratch->wanted;
}

/* Lower case takes at most twice the bytes; of two letters one begins a word at most. */
ts_status ts_make_room(ts_scratch *scratch, size_t size)
{
    if (scratch->room && size <= scratch->room)
        return TS_OK;
    size_t room = size < 4096 ? 4096 : size + size / 2, bytes = 2 * room + 2 + TS_PADDING;
    free_room(scratch);
    scratch->low = malloc(bytes);
    scratch->edges = malloc(bytes * sizeof *scratch->edges);
    scratch->words = malloc((room + 1) * sizeof *scratch->words);
    scratch->slots = malloc((room + 1) * sizeof *scratch->slots);
    scratch->ids = malloc(bytes * sizeof *scratch->ids);
    scratch->places = malloc(bytes * sizeof *scratch->places);
    scratch->room = 0;
    if (!scratch->low || !scratch->edges || !scratch->words || !scratch->slots || !scratch->ids || !scratch->places)
        return TS_MEMORY;
    scratch->room = room;
    return TS_OK;
}

/* log softmax(scores * slope + offsets), in place. */
static void calibrate(const ts_model *model, double *scores)
{
    double most = -HUGE_VAL, sum = 0.0;
    for (size_t tag = 0; tag < model->n_tags; tag++) {
        scores[tag] = scores[tag] * model->slope + model->offsets[tag];
        if (scores[tag] > most)
            most = scores[tag];
    }
    for (size_t tag = 0; tag < model->n_tags; tag++) {
        scores[tag] -= most;
        sum += exp(scores[tag]);
    }
    sum = log(sum);
    for (size_t tag = 0; tag < model->n_tags; tag++)
        scores[tag] -= sum;
}

enum { LONGEST_TEXT = 0x20000000 }; /* bytes: places in it, and in its lower case, are 32 bits */

ts_status ts_score(const ts_model *model, ts_scratch *scratch, const char *text, size_t size, int calibrated,
                   double *scores)
{
    if (size > LONGEST_TEXT)
        return TS_LEFT;
    ts_status status = ts_read(model, scratch, text, size);
    if (status != TS_OK)
        return status;
    ts_find_words(scratch);
    memcpy(scores, model->intercepts, model->n_tags * sizeof *scores);
    for (size_t i = 0; i < model->n_blocks; i++) {
        const ts_block *block = &model->blocks[i];
        (block->kind == TS_WORDS ? ts_add_words : ts_add_characters)(block, scratch, &scratch->seen[i], model->n_tags,
                                                                      model->one_and_log, scores);
    }
    if (model->cues.n_columns)
        ts_add_cues(&model->cues, scratch, model->n_tags, scores);
    if (model->actors.n_actors)
        ts_add_actors(model, scratch, text, size, scores);
    if (calibrated)
        calibrate(model, scores);
    return TS_OK;
}
