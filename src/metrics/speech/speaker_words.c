/* The table of all pairs of speakers, and its best assignment; see speaker_words.h. */
#include "metrics/speech/speaker_words.h"

#include "base/mem.h"
#include "metrics/assignment.h"

#include <stdlib.h>

struct pairing {
    const struct speaker_words *reference;
    const struct speaker_words *hypothesis;
    struct aligner *aligner;
    bool timed;
    size_t side;                /* speakers of the larger side: the table is square */
    struct word_counts *counts; /* side x side */
    double *errors;
};

static const struct timed_words nothing = {.words = {NULL, 0}};

static const struct timed_words *speaker_of(const struct speaker_words *side, size_t i)
{
    return i < side->count ? &side->speakers[i] : &nothing;
}

static enum err_code align_pair(struct pairing *p, size_t row, size_t column, struct err *err)
{
    const struct timed_words *a = speaker_of(p->reference, row);
    const struct timed_words *b = speaker_of(p->hypothesis, column);
    struct word_counts *counts = &p->counts[row * p->side + column];
    struct alignment alignment;
    if (p->timed) {
        TRY(align_timed(a, b, counts, err));
    } else {
        TRY(align_edit(p->aligner, a->words, b->words, TIES_INSERTION_FIRST, &alignment, err));
        *counts = alignment.counts;
    }
    p->errors[row * p->side + column] =
        (double)(counts->substituted + counts->deleted + counts->inserted);
    return ERR_OK;
}

static enum err_code align_all(struct pairing *p, struct err *err)
{
    for (size_t row = 0; row < p->side; row++) {
        for (size_t column = 0; column < p->side; column++) {
            TRY(align_pair(p, row, column, err));
        }
    }
    return ERR_OK;
}

static void add_up(const struct pairing *p, const int32_t *columns, struct speaker_score *score)
{
    for (size_t row = 0; row < p->side; row++) {
        const struct word_counts *counts = &p->counts[row * p->side + (size_t)columns[row]];
        score->counts.correct += counts->correct;
        score->counts.substituted += counts->substituted;
        score->counts.deleted += counts->deleted;
        score->counts.inserted += counts->inserted;
        bool somebody = (size_t)columns[row] < p->hypothesis->count;
        score->pairs[row] = somebody ? columns[row] : SPEAKER_NOBODY;
    }
}

enum err_code speaker_words_score(const struct speaker_words *reference,
                                  const struct speaker_words *hypothesis, bool timed,
                                  struct speaker_score *score, struct err *err)
{
    size_t n = reference->count;
    size_t m = hypothesis->count;
    size_t side = n > m ? n : m;
    *score = (struct speaker_score){
        .missed = side - m, .added = side - n, .scored = n, .pair_count = side};
    if (side > SPEAKERS_MAX) {
        err_set(err, ERR_LIMIT, "%zu speakers against %zu, at most %d are paired", n, m,
                SPEAKERS_MAX);
        err_hint(err,
                 "cut the recording, or look whether each segment has a speaker of its own");
        return ERR_LIMIT;
    }
    struct pairing pairing = {.reference = reference,
                              .hypothesis = hypothesis,
                              .aligner = aligner_new(),
                              .timed = timed,
                              .side = side,
                              .counts = xcalloc(side * side + 1, sizeof *pairing.counts),
                              .errors = xcalloc(side * side + 1, sizeof *pairing.errors)};
    enum err_code code = align_all(&pairing, err);
    if (code == ERR_OK) {
        struct assignment *assignment = assignment_new();
        int32_t *columns = xcalloc(side + 1, sizeof *columns);
        score->pairs = xcalloc(side + 1, sizeof *score->pairs);
        assignment_solve(assignment, side, side, pairing.errors, columns);
        add_up(&pairing, columns, score);
        free(columns);
        assignment_free(assignment);
    }
    free(pairing.errors);
    free(pairing.counts);
    aligner_free(pairing.aligner);
    return code;
}
