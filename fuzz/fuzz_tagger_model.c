/* Any bytes as a model of the tagger: refused, or it tags a text within its tokens. */
#include "personal_data/tagger.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct lexicon *lexicon;
    struct tagger *tagger;
    struct tokens tokens = {0};
    struct tagger_runs runs = {0};
    struct str text =
        STR("Mr Ali Khan, 14 High Road, Leeds, works for Apex Ltd.\nAli said no.");
    lexicon = lexicon == NULL ? lexicon_new() : lexicon;
    if (tagger_open(&tagger, str_n((const char *)data, size), NULL) != ERR_OK) {
        return 0;
    }
    tokens_read(lexicon, text, &tokens);
    tagger_find(tagger, &tokens, text, size > 0 ? data[size - 1] : 0, &runs);
    size_t next = 0;
    for (size_t i = 0; i < runs.count; i++) {
        const struct tagger_run *run = &runs.items[i];
        if (run->first < next || run->last < run->first || run->last >= tokens.count ||
            run->per_mille > 1000) {
            abort();
        }
        next = run->last + 1;
    }
    tagger_runs_free(&runs);
    tokens_free(&tokens);
    tagger_close(tagger);
    return 0;
}
