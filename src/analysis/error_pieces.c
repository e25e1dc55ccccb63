/* See error_pieces.h. */
#include "analysis/error_pieces.h"

#include "base/name_table.h"
#include "metrics/speech/words.h"

struct numbered {
    struct str *words;
    uint32_t *ids;
    size_t count;
};

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static void number_words(struct arena *arena, struct name_table *names, struct str text,
                         bool lower, struct numbered *own)
{
    own->words = arena_alloc(arena, (text.n / 2 + 2) * sizeof *own->words);
    own->ids = arena_alloc(arena, (text.n / 2 + 2) * sizeof *own->ids);
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        while (at < text.n && !is_blank(text.p[at])) {
            at++;
        }
        if (at > from) {
            struct str word = str_sub(text, from, at - from);
            own->words[own->count] = word;
            own->ids[own->count++] =
                name_table_lend(names, lower ? word_lower(arena, word) : word);
        }
        at++;
    }
}

static void add(struct error_pieces *pieces, enum piece_kind kind, struct str expected,
                struct str answered)
{
    pieces->of_kind[kind]++;
    pieces->items[pieces->count++] = (struct error_piece){kind, expected, answered};
}

static void take_steps(const struct alignment *alignment, const struct numbered *expected,
                       const struct numbered *answered, struct error_pieces *pieces)
{
    const struct str none = {NULL, 0};
    size_t e = 0;
    size_t a = 0;
    for (size_t i = 0; i < alignment->count; i++) {
        switch ((enum align_step)alignment->steps[i]) {
        case STEP_CORRECT:
            add(pieces, PIECE_SAME, expected->words[e++], answered->words[a++]);
            break;
        case STEP_SUBSTITUTION:
            add(pieces, PIECE_CHANGED, expected->words[e++], answered->words[a++]);
            break;
        case STEP_DELETION:
            add(pieces, PIECE_MISSED, expected->words[e++], none);
            break;
        case STEP_INSERTION:
            add(pieces, PIECE_ADDED, none, answered->words[a++]);
            break;
        }
    }
}

enum err_code error_pieces_read(struct arena *arena, struct str expected, struct str answered,
                                bool lower, struct error_pieces *pieces, struct err *err)
{
    struct name_table *names = name_table_new(arena);
    struct numbered one = {.count = 0};
    struct numbered other = {.count = 0};
    struct alignment alignment;
    *pieces = (struct error_pieces){.count = 0};
    number_words(arena, names, expected, lower, &one);
    number_words(arena, names, answered, lower, &other);
    pieces->items = arena_alloc(arena, (one.count + other.count + 1) * sizeof *pieces->items);
    struct aligner *aligner = aligner_new();
    enum err_code code = align_edit(aligner, (struct id_sequence){one.ids, one.count},
                                    (struct id_sequence){other.ids, other.count},
                                    TIES_PAIR_FIRST, &alignment, err);
    if (code == ERR_OK) {
        take_steps(&alignment, &one, &other, pieces);
    }
    aligner_free(aligner);
    return code;
}
