/* Aligning pairs in pieces: first as sclite does, then the ways that need its choices.
 * See speech_align.h. */
#include "score/speech/speech_align.h"

#include "base/mem.h"
#include "base/parallel.h"

#include <stdlib.h>
#include <string.h>

enum { PIECE = 32 }; /* pairs that one thread takes at once */

struct work {
    struct speech_items *items;
    const struct speech_rules *rules;
    struct err *errors; /* one a piece; of the second round two */
    size_t pieces;
};

static void put(double *vector, const struct word_counts *counts)
{
    vector[0] = (double)counts->correct;
    vector[1] = (double)counts->substituted;
    vector[2] = (double)counts->deleted;
    vector[3] = (double)counts->inserted;
}

static void sclite_piece(void *data, size_t piece)
{
    struct work *work = data;
    struct aligner *aligner = aligner_new();
    size_t end = (piece + 1) * PIECE;
    end = end < work->items->count ? end : work->items->count;
    for (size_t i = piece * PIECE; i < end; i++) {
        struct speech_item *item = &work->items->items[i];
        if (word_net_align(aligner, &item->reference.net, &item->hypothesis.net, &item->sclite,
                           &work->errors[piece]) != ERR_OK) {
            break;
        }
        put(item->words, &item->sclite.counts);
        if (!work->rules->steps && item->reference.net.chain && item->hypothesis.net.chain) {
            free(item->sclite.steps);
            item->sclite.steps = NULL;
            item->sclite.count = 0;
        }
    }
    aligner_free(aligner);
}

/* Places of the words of one side, not a chain, that count for the other ways; malloc'd. */
static size_t *chosen(const struct speech_item *item, bool reference, size_t *count)
{
    const struct speech_words *side = reference ? &item->reference : &item->hypothesis;
    size_t *places = xmalloc((side->count + 1) * sizeof *places);
    size_t n = 0;
    for (size_t i = 0; i < item->sclite.count; i++) {
        const struct net_step *step = &item->sclite.steps[i];
        uint32_t word = reference ? step->reference : step->hypothesis;
        uint32_t other = reference ? step->hypothesis : step->reference;
        bool left_out = word != 0 && other == 0 && step->step == STEP_CORRECT;
        if (word != 0 && !left_out && side->net.words[word].kind != NET_NOTHING) {
            places[n++] = side->net.words[word].place;
        }
    }
    *count = n;
    return places;
}

/* Numbers of the words that count: those of a chain as they stand (*own NULL), else made, to be
 * freed by the caller (*own). */
static struct id_sequence numbers_of(const struct speech_item *item, bool reference, bool fold,
                                     uint32_t **own)
{
    const struct speech_words *side = reference ? &item->reference : &item->hypothesis;
    const uint32_t *all = fold ? side->folded : side->exact;
    size_t count;
    *own = NULL;
    if (side->net.chain) {
        return (struct id_sequence){all, side->count};
    }
    size_t *places = chosen(item, reference, &count);
    *own = xmalloc((count + 1) * sizeof **own);
    for (size_t i = 0; i < count; i++) {
        (*own)[i] = all[places[i]];
    }
    free(places);
    return (struct id_sequence){*own, count};
}

/* One way over the words that count, or over the texts as jiwer splits them. */
static enum err_code align_sides(struct aligner *aligner, const struct speech_item *item,
                                 bool fold, bool texts, enum align_ties ties, double *vector,
                                 struct err *err)
{
    struct alignment alignment;
    uint32_t *own[2];
    struct id_sequence a = numbers_of(item, true, fold, &own[0]);
    struct id_sequence b = numbers_of(item, false, fold, &own[1]);
    enum err_code code = align_edit(
        aligner, texts && item->reference.has_text ? item->reference.jiwer : a,
        texts && item->hypothesis.has_text ? item->hypothesis.jiwer : b, ties, &alignment, err);
    free(own[0]);
    free(own[1]);
    if (code == ERR_OK) {
        put(vector, &alignment.counts);
    }
    return code;
}

static enum err_code align_words(struct aligner *aligner, const struct speech_rules *rules,
                                 struct speech_item *item, struct err *err)
{
    TRY(align_sides(aligner, item, rules->letters != CASE_KEPT, false, TIES_PAIR_FIRST,
                    item->edits, err));
    return align_sides(aligner, item, rules->letters == CASE_FOLDED, true, TIES_DELETION_FIRST,
                       item->jiwer, err);
}

/* The words that count with one space between. */
static void join(const struct speech_item *item, bool reference, struct strbuf *text)
{
    const struct speech_words *side = reference ? &item->reference : &item->hypothesis;
    size_t count = side->count;
    size_t *places = side->net.chain ? NULL : chosen(item, reference, &count);
    for (size_t i = 0; i < count; i++) {
        strbuf_puts(text, i > 0 ? " " : "");
        strbuf_str(text, side->texts[places != NULL ? places[i] : i]);
    }
    free(places);
}

static enum err_code align_characters(struct aligner *aligner, const struct speech_rules *rules,
                                      struct speech_item *item, struct err *err)
{
    const struct speech_words *sides[2] = {&item->reference, &item->hypothesis};
    struct id_sequence numbers[2];
    struct alignment alignment;
    for (int side = 0; side < 2; side++) {
        struct strbuf text;
        strbuf_init(&text, SIZE_MAX / 2);
        if (!sides[side]->has_text) {
            join(item, side == 0, &text);
        }
        numbers[side] =
            speech_characters(sides[side]->has_text ? sides[side]->text : strbuf_view(&text),
                              rules->letters == CASE_FOLDED);
        strbuf_release(&text);
    }
    enum err_code code =
        align_edit(aligner, numbers[0], numbers[1], TIES_DELETION_FIRST, &alignment, err);
    if (code == ERR_OK) {
        put(item->characters, &alignment.counts);
    }
    free((void *)(uintptr_t)numbers[0].ids);
    free((void *)(uintptr_t)numbers[1].ids);
    return code;
}

/* The first half of the pieces does words, the second characters. */
static void second_piece(void *data, size_t piece)
{
    struct work *work = data;
    struct aligner *aligner = aligner_new();
    size_t which = piece % work->pieces;
    size_t end = (which + 1) * PIECE;
    end = end < work->items->count ? end : work->items->count;
    for (size_t i = which * PIECE; i < end; i++) {
        struct speech_item *item = &work->items->items[i];
        struct err *err = &work->errors[piece];
        if ((piece < work->pieces
                 ? align_words(aligner, work->rules, item, err)
                 : align_characters(aligner, work->rules, item, err)) != ERR_OK) {
            break;
        }
    }
    aligner_free(aligner);
}

static enum err_code first_error(const struct work *work, size_t pieces, struct err *err)
{
    for (size_t i = 0; i < pieces; i++) {
        if (work->errors[i].code != ERR_OK) {
            if (err != NULL) {
                *err = work->errors[i];
            }
            return work->errors[i].code;
        }
    }
    return ERR_OK;
}

enum err_code speech_items_make(struct arena *arena, const struct transcript_pairs *pairs,
                                const struct speech_rules *rules, size_t threads,
                                struct speech_items *items, struct err *err)
{
    struct name_table *ids = name_table_new(arena);
    *items =
        (struct speech_items){xcalloc(pairs->count + 1, sizeof *items->items), pairs->count};
    struct speech_maker *maker = speech_maker_new(arena, ids, rules);
    for (size_t i = 0; i < pairs->count; i++) {
        struct speech_item *item = &items->items[i];
        speech_words_make(maker, pairs->items[i].reference, &item->reference);
        speech_words_make(maker, pairs->items[i].hypothesis, &item->hypothesis);
    }
    speech_maker_free(maker);
    struct work work = {items, rules, NULL, (pairs->count + PIECE - 1) / PIECE};
    work.errors = xcalloc(2 * work.pieces + 1, sizeof *work.errors);
    parallel_run(threads, work.pieces, sclite_piece, &work);
    enum err_code code = first_error(&work, work.pieces, err);
    if (code == ERR_OK) {
        parallel_run(threads, 2 * work.pieces, second_piece, &work);
        code = first_error(&work, 2 * work.pieces, err);
    }
    free(work.errors);
    return code;
}

void speech_items_free(struct speech_items *items)
{
    for (size_t i = 0; i < items->count; i++) {
        free(items->items[i].sclite.steps);
    }
    free(items->items);
    *items = (struct speech_items){NULL, 0};
}

const char *utterance_name(struct arena *arena, const struct utterance *utterance)
{
    if (utterance->id.n > 0) {
        return arena_printf(arena, "%.*s", STR_ARG(utterance->id));
    }
    if (utterance->file.n > 0) {
        return arena_printf(arena, "%.*s %.*s %.2f-%.2f", STR_ARG(utterance->file),
                            STR_ARG(utterance->channel), utterance->from, utterance->to);
    }
    return arena_printf(arena, "line %zu", utterance->line);
}
