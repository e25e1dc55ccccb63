/* Working memory and merging of translation scores; see translation.h. */
#include "metrics/translation/translation.h"

#include "base/mem.h"

#include <stdlib.h>

struct translation_work *translation_work_new(void)
{
    struct translation_work *work = xcalloc(1, sizeof *work);
    translation_scratch_init(&work->scratch, TRANSLATION_SEGMENT_MAX);
    strbuf_init(&work->texts, (size_t)128 * TRANSLATION_SEGMENT_MAX);
    word_table_init(&work->words);
    ngrams_init(&work->grams);
    work->ter = ter_work_new();
    return work;
}

void translation_work_free(struct translation_work *work)
{
    if (work == NULL) {
        return;
    }
    translation_scratch_release(&work->scratch);
    strbuf_release(&work->texts);
    word_table_release(&work->words);
    ngrams_release(&work->grams);
    ter_work_free(work->ter);
    free(work->numbers[0]);
    free(work->numbers[1]);
    free(work);
}

void translation_merge(double *sum, const double *vector, size_t counts, size_t length)
{
    for (size_t i = 0; i < counts; i++) {
        sum[i] += vector[i];
    }
    for (size_t i = counts; i < length; i++) {
        sum[i] = vector[i];
    }
}
