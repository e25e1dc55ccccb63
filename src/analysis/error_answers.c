/* See error_answers.h. */
#include "analysis/error_answers.h"

#include "analysis/error_pieces.h"
#include "base/mem.h"
#include "base/name_table.h"

#include <stdlib.h>
#include <string.h>

enum { TEXT_SHOWN = 600, AROUND = 6, PIECES_SHOWN = 400 };

struct seen {
    const struct bench_item *item;
    bool answered;
    struct str expected, label; /* of classes */
    struct error_pieces pieces; /* of texts */
    size_t wrong;               /* words; of classes 0 or 1 */
};

/* What was taken for what. */
struct taken {
    struct str expected, answered; /* p NULL: nothing */
    size_t count;
};

struct tally {
    struct str group, value;
    size_t items, wrong_items, words, wrong_words;
};

struct analysis {
    struct arena *arena;
    const struct error_inputs *inputs;
    bool classes;
    bool lower;
    struct seen *items;
    size_t count, wrong, unanswered;
    size_t of_kind[PIECE_KINDS];
    struct taken *taken; /* freed by error_answers_write, as the tallies */
    size_t taken_count, taken_room;
    struct name_table *pairs; /* its numbers are places in `taken` */
    struct tally *tallies;
    size_t tally_count, tally_room;
};

bool error_answers_of_task(const struct task *task)
{
    return strcmp(task->name, "text-classification") == 0 || task->labelling == TASK_WRITES;
}

/* ---- counting ---- */

static void count_taken(struct analysis *a, struct str expected, struct str answered)
{
    size_t known = name_table_count(a->pairs);
    uint32_t number = name_table_lend(
        a->pairs, str_of(arena_printf(a->arena, "%c%.*s\n%.*s", answered.p != NULL ? '=' : '-',
                                      STR_ARG(expected), STR_ARG(answered))));
    if (number == known) {
        a->taken = mem_grow(a->taken, a->taken_count, &a->taken_room, sizeof *a->taken);
        a->taken[a->taken_count++] = (struct taken){expected, answered, 0};
    }
    a->taken[number].count++;
}

static struct tally *tally_of(struct analysis *a, const struct bench_group_value *group)
{
    for (size_t i = 0; i < a->tally_count; i++) {
        if (str_eq(a->tallies[i].group, group->group) &&
            str_eq(a->tallies[i].value, group->value)) {
            return &a->tallies[i];
        }
    }
    a->tallies = mem_grow(a->tallies, a->tally_count, &a->tally_room, sizeof *a->tallies);
    a->tallies[a->tally_count] = (struct tally){.group = group->group, .value = group->value};
    return &a->tallies[a->tally_count++];
}

static size_t words_of(const struct error_pieces *pieces)
{
    return pieces->count - pieces->of_kind[PIECE_ADDED];
}

static void count_groups(struct analysis *a, const struct seen *seen)
{
    for (size_t i = 0; i < seen->item->group_count; i++) {
        struct tally *tally = tally_of(a, &seen->item->groups[i]);
        tally->items++;
        tally->wrong_items += seen->wrong > 0;
        tally->words += words_of(&seen->pieces);
        tally->wrong_words += a->classes ? 0 : seen->wrong;
    }
}

static enum err_code look_at_label(struct analysis *a, struct seen *seen,
                                   const struct js *output, struct err *err)
{
    TRY(js_need_str(seen->item->expected, "label", &seen->expected, err));
    if (output != NULL) {
        TRY(js_need_str(output, "label", &seen->label, err));
    }
    seen->wrong = output == NULL || !str_eq(seen->expected, seen->label);
    if (seen->wrong > 0) {
        count_taken(a, seen->expected, seen->label);
    }
    return ERR_OK;
}

static enum err_code look_at_text(struct analysis *a, struct seen *seen,
                                  const struct js *output, struct err *err)
{
    struct str expected;
    struct str answered = STR("");
    TRY(js_need_str(seen->item->expected, "text", &expected, err));
    if (output != NULL) {
        TRY(js_need_str(output, "text", &answered, err));
    }
    TRY(error_pieces_read(a->arena, expected, answered, a->lower, &seen->pieces, err));
    for (size_t i = 0; i < seen->pieces.count; i++) {
        const struct error_piece *piece = &seen->pieces.items[i];
        if (piece->kind == PIECE_CHANGED || (piece->kind == PIECE_MISSED && output != NULL)) {
            count_taken(a, piece->expected, piece->answered);
        }
    }
    for (int k = 0; k < PIECE_KINDS; k++) {
        a->of_kind[k] += seen->pieces.of_kind[k];
        seen->wrong += k == PIECE_SAME ? 0 : seen->pieces.of_kind[k];
    }
    return ERR_OK;
}

static enum err_code take_answer(void *data, const struct evidence_answer *answer,
                                 struct err *err)
{
    struct analysis *a = data;
    struct seen *seen = &a->items[a->count++];
    *seen = (struct seen){.item = answer->item, .answered = answer->output != NULL};
    TRY(a->classes ? look_at_label(a, seen, answer->output, err)
                   : look_at_text(a, seen, answer->output, err));
    a->unanswered += seen->answered ? 0 : 1;
    a->wrong += seen->wrong > 0;
    count_groups(a, seen);
    return ERR_OK;
}

/* ---- writing ---- */

/* Of classes wrong ones are together by what was taken for what; of texts the worst is first.
 */
static int worst_first(const void *a, const void *b)
{
    const struct seen *l = a;
    const struct seen *r = b;
    if (l->wrong != r->wrong) {
        return l->wrong > r->wrong ? -1 : 1;
    }
    int order = str_cmp(l->expected, r->expected);
    order = order != 0 ? order : str_cmp(l->label, r->label);
    return order != 0 ? order : str_cmp(l->item->id, r->item->id);
}

static int most_first(const void *a, const void *b)
{
    const struct taken *l = a;
    const struct taken *r = b;
    if (l->count != r->count) {
        return l->count > r->count ? -1 : 1;
    }
    int order = str_cmp(l->expected, r->expected);
    return order != 0 ? order : str_cmp(l->answered, r->answered);
}

static void write_pairs(struct analysis *a, struct jsonw *w)
{
    size_t most = a->taken_count < ANSWER_PAIRS_SHOWN ? a->taken_count : ANSWER_PAIRS_SHOWN;
    if (a->taken_count > 0) {
        qsort(a->taken, a->taken_count, sizeof *a->taken, most_first);
    }
    jsonw_key(w, "pairs");
    jsonw_array(w);
    for (size_t i = 0; i < most; i++) {
        jsonw_object(w);
        jsonw_member_str(w, "expected", a->taken[i].expected);
        if (a->taken[i].answered.p != NULL) {
            jsonw_member_str(w, "answered", a->taken[i].answered);
        }
        jsonw_member_int(w, "count", (int64_t)a->taken[i].count);
        jsonw_end(w);
    }
    jsonw_end(w);
    if (a->taken_count > most) {
        jsonw_member_int(w, "pairs_not_shown", (int64_t)(a->taken_count - most));
    }
}

static int by_value(const void *a, const void *b)
{
    const struct tally *l = a;
    const struct tally *r = b;
    int order = str_cmp(l->group, r->group);
    return order != 0 ? order : str_cmp(l->value, r->value);
}

static void write_groups(struct analysis *a, struct jsonw *w)
{
    const struct js *groups = js_member(a->inputs->files.bench->json, "groups");
    if (a->tally_count > 0) {
        qsort(a->tallies, a->tally_count, sizeof *a->tallies, by_value);
    }
    jsonw_key(w, "groups");
    jsonw_array(w);
    for (size_t i = 0; groups != NULL && i < groups->object.count; i++) {
        jsonw_object(w);
        jsonw_member_str(w, "title", js_text(&groups->object.members[i].value, "title"));
        jsonw_key(w, "values");
        jsonw_array(w);
        for (size_t k = 0; k < a->tally_count; k++) {
            const struct tally *tally = &a->tallies[k];
            if (str_eq(tally->group, groups->object.members[i].name)) {
                jsonw_object(w);
                jsonw_member_str(w, "name", tally->value);
                jsonw_member_int(w, "items", (int64_t)tally->items);
                jsonw_member_int(w, "wrong", (int64_t)tally->wrong_items);
                jsonw_member_int(w, "words", (int64_t)tally->words);
                jsonw_member_int(w, "wrong_words", (int64_t)tally->wrong_words);
                jsonw_end(w);
            }
        }
        jsonw_end(w);
        jsonw_end(w);
    }
    jsonw_end(w);
}

/* Words that are right are shown around those that are not. */
static bool is_near(const struct error_pieces *pieces, size_t at)
{
    size_t from = at > AROUND ? at - AROUND : 0;
    for (size_t i = from; i < pieces->count && i <= at + AROUND; i++) {
        if (pieces->items[i].kind != PIECE_SAME) {
            return true;
        }
    }
    return false;
}

static void write_pieces(const struct error_pieces *pieces, struct jsonw *w)
{
    static const char *const words[PIECE_KINDS] = {"same", "changed", "missed", "added"};
    size_t shown = 0;
    bool gap = false;
    jsonw_key(w, "pieces");
    jsonw_array(w);
    for (size_t i = 0; i < pieces->count && shown < PIECES_SHOWN; i++) {
        const struct error_piece *piece = &pieces->items[i];
        if (!is_near(pieces, i)) {
            gap = true;
            continue;
        }
        jsonw_object(w);
        if (gap) {
            jsonw_member(w, "gap", "yes");
        }
        jsonw_member(w, "kind", words[piece->kind]);
        if (piece->expected.p != NULL) {
            jsonw_member_str(w, "expected", piece->expected);
        }
        if (piece->answered.p != NULL) {
            jsonw_member_str(w, "answered", piece->answered);
        }
        jsonw_end(w);
        gap = false;
        shown++;
    }
    jsonw_end(w);
}

/* At most TEXT_SHOWN bytes, no letter cut. */
static struct str cut(struct str text, bool *more)
{
    size_t n = text.n;
    if (n > TEXT_SHOWN) {
        n = TEXT_SHOWN;
        while (n > 0 && ((unsigned char)text.p[n] & 0xC0) == 0x80) {
            n--;
        }
    }
    *more = n < text.n;
    return str_sub(text, 0, n);
}

static void write_item(const struct analysis *a, const struct seen *seen, struct jsonw *w)
{
    jsonw_object(w);
    jsonw_member_str(w, "id", seen->item->id);
    jsonw_member(w, "was_answered", seen->answered ? "yes" : "no");
    jsonw_key(w, "groups");
    jsonw_array(w);
    for (size_t i = 0; i < seen->item->group_count; i++) {
        jsonw_str(w, seen->item->groups[i].value);
    }
    jsonw_end(w);
    if (a->classes) {
        bool more;
        jsonw_member_str(w, "text", cut(js_text(seen->item->input, "text"), &more));
        if (more) {
            jsonw_member(w, "more", "yes");
        }
        jsonw_member_str(w, "expected", seen->expected);
        if (seen->answered) {
            jsonw_member_str(w, "answered", seen->label);
        }
    } else {
        jsonw_member_int(w, "wrong_words", (int64_t)seen->wrong);
        jsonw_member_int(w, "words", (int64_t)words_of(&seen->pieces));
        write_pieces(&seen->pieces, w);
    }
    jsonw_end(w);
}

static void write_all(struct analysis *a, struct jsonw *w)
{
    const struct predicate *predicate = &a->inputs->files.predicate;
    size_t shown = a->wrong < ANSWERS_SHOWN ? a->wrong : ANSWERS_SHOWN;
    if (a->count > 0) {
        qsort(a->items, a->count, sizeof *a->items, worst_first);
    }
    jsonw_member(w, "kind", a->classes ? "classes" : "texts");
    jsonw_member_str(w, "tool", predicate->title);
    jsonw_member_str(w, "benchmark", predicate->benchmark_id);
    jsonw_member_str(w, "version", predicate->benchmark_version);
    jsonw_member_str(w, "split", a->inputs->files.scope.split);
    jsonw_member_int(w, "items_all", (int64_t)a->count);
    jsonw_member_int(w, "wrong", (int64_t)a->wrong);
    jsonw_member_int(w, "unanswered", (int64_t)a->unanswered);
    jsonw_member_int(w, "words",
                     (int64_t)(a->of_kind[PIECE_SAME] + a->of_kind[PIECE_CHANGED] +
                               a->of_kind[PIECE_MISSED]));
    jsonw_member_int(w, "changed", (int64_t)a->of_kind[PIECE_CHANGED]);
    jsonw_member_int(w, "missed", (int64_t)a->of_kind[PIECE_MISSED]);
    jsonw_member_int(w, "added", (int64_t)a->of_kind[PIECE_ADDED]);
    write_pairs(a, w);
    write_groups(a, w);
    jsonw_key(w, "items");
    jsonw_array(w);
    for (size_t i = 0; i < shown; i++) {
        write_item(a, &a->items[i], w);
    }
    jsonw_end(w);
    if (a->wrong > shown) {
        jsonw_member_int(w, "not_shown", (int64_t)(a->wrong - shown));
    }
}

enum err_code error_answers_write(struct arena *arena, const struct error_inputs *inputs,
                                  struct jsonw *w, struct err *err)
{
    const struct task *task = inputs->files.bench->task;
    struct analysis a = {.arena = arena,
                         .inputs = inputs,
                         .classes = task->labelling == TASK_CHOOSES,
                         .lower = strcmp(task->name, "transcription") == 0,
                         .pairs = name_table_new(arena)};
    a.items = arena_alloc(arena, (inputs->files.scope.items + 1) * sizeof *a.items);
    enum err_code code = evidence_answers(&inputs->files, arena, take_answer, &a, err);
    if (code == ERR_OK) {
        write_all(&a, w);
    }
    free(a.taken);
    free(a.tallies);
    return code;
}
