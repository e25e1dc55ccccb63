/* See read_text.h. */
#include "metrics/reading/read_text.h"

#include "metrics/speech/alignment.h"
#include "metrics/unicode/unicode.h"
#include "metrics/unicode/word_table.h"

#include "base/mem.h"

#include <stdlib.h>

struct numbered {
    uint32_t *ids;
    size_t count, room;
};

static void add(struct numbered *own, uint32_t id)
{
    own->ids = mem_grow(own->ids, own->count, &own->room, sizeof *own->ids);
    own->ids[own->count++] = id;
}

/* One number a code point, a single one for any white space between two words. */
static void number_characters(struct word_table *table, struct str text, struct numbered *own)
{
    struct str word;
    while (unicode_word(&text, &word)) {
        if (own->count > 0) {
            add(own, word_table_add(table, STR(" ")));
        }
        for (size_t at = 0; at < word.n;) {
            size_t next = at;
            (void)unicode_next(word, &next);
            add(own, word_table_add(table, str_sub(word, at, next - at)));
            at = next;
        }
    }
}

static void number_words(struct word_table *table, struct str text, struct numbered *own)
{
    struct str word;
    while (unicode_word(&text, &word)) {
        add(own, word_table_add(table, word));
    }
}

static enum err_code align(struct str truth, struct str answer, enum read_unit unit,
                           struct word_counts *counts, struct err *err)
{
    struct word_table table;
    struct numbered sides[2] = {{NULL, 0, 0}, {NULL, 0, 0}};
    struct aligner *aligner = aligner_new();
    struct alignment alignment;
    word_table_init(&table);
    for (int i = 0; i < 2; i++) {
        (unit == READ_WORDS ? number_words : number_characters)(&table, i == 0 ? truth : answer,
                                                                &sides[i]);
    }
    enum err_code code = align_edit(aligner, (struct id_sequence){sides[0].ids, sides[0].count},
                                    (struct id_sequence){sides[1].ids, sides[1].count},
                                    TIES_PAIR_FIRST, &alignment, err);
    if (code == ERR_OK) {
        *counts = alignment.counts;
    }
    free(sides[0].ids);
    free(sides[1].ids);
    word_table_release(&table);
    aligner_free(aligner);
    return code;
}

enum err_code read_text_vector(const struct js *expected, const struct js *output,
                               enum read_unit unit, double *vector, struct err *err)
{
    struct word_counts counts;
    struct str truth;
    struct str answer = STR("");
    TRY(js_need_str(expected, "text", &truth, err));
    if (output != NULL) {
        TRY(js_need_str(output, "text", &answer, err));
    }
    TRY(align(truth, answer, unit, &counts, err));
    vector[0] = (double)counts.correct;
    vector[1] = (double)counts.substituted;
    vector[2] = (double)counts.deleted;
    vector[3] = (double)counts.inserted;
    return ERR_OK;
}
