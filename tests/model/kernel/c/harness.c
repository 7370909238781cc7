/* Scores the texts of a description, without Python: a line for each, its status, its logits, its log-probabilities. */
#include "description.h"

int main(int count, char **names)
{
    FILE *file = count == 2 ? fopen(names[1], "rb") : NULL;
    size_t n_tags, size;
    if (!file)
        fail("usage: harness DESCRIPTION");
    read_pages(file);
    ts_letters *letters = ts_new_letters();
    ts_model *model = read_model(file, letters, &n_tags);
    ts_scratch *scratch = ts_new_scratch(model);
    double *scores = malloc(n_tags * sizeof *scores);
    for (uint32_t n = read_number(file); n > 0; n--) {
        char *text = read_string(file, &size);
        for (int calibrated = 0; calibrated < 2; calibrated++) {
            ts_status status = score(model, letters, scratch, text, size, calibrated, scores);
            if (calibrated == 0)
                printf("%d", (int)status);
            for (size_t tag = 0; tag < n_tags && status == TS_OK; tag++)
                printf(" %.17g", scores[tag]);
        }
        printf("\n");
        free(text);
    }
    free(scores);
    ts_free_scratch(scratch);
    ts_free_model(model);
    ts_free_letters(letters);
    free_pages();
    fclose(file);
    return 0;
}
