/* See error_analysis.h. */
#include "analysis/error_analysis.h"

#include "analysis/error_rows.h"
#include "base/mem.h"

#include <stdlib.h>

/* Counts under a name. */
struct tally {
    struct str list, name; /* "label", "PERSON"; a group and its value */
    size_t documents, expected;
    size_t of_kind[ERROR_KINDS];
};

struct seen_item {
    const struct bench_item *item;
    bool answered;
    struct error_rows rows;
};

struct analysis {
    struct arena *arena;
    const struct error_inputs *inputs;
    struct tally *tallies; /* freed by error_analysis_write */
    size_t tally_count, tally_capacity;
    struct seen_item *items;
    size_t count;
    size_t unanswered, expected;
    size_t of_kind[ERROR_KINDS];
};

static struct tally *tally_of(struct analysis *a, struct str list, struct str name)
{
    for (size_t i = 0; i < a->tally_count; i++) {
        if (str_eq(a->tallies[i].list, list) && str_eq(a->tallies[i].name, name)) {
            return &a->tallies[i];
        }
    }
    a->tallies = mem_grow(a->tallies, a->tally_count, &a->tally_capacity, sizeof *a->tallies);
    struct tally *tally = &a->tallies[a->tally_count++];
    *tally = (struct tally){.list = list, .name = name};
    return tally;
}

#define LABELS STR("label")
#define LOOKS STR("look")

static void count_labels(struct analysis *a, const struct seen_item *seen)
{
    const struct js *spans = js_member(seen->item->expected, "spans");
    for (size_t i = 0; i < spans->array.count; i++) {
        tally_of(a, LABELS, js_text(&spans->array.items[i], "label"))->expected++;
    }
    for (size_t i = 0; i < seen->rows.count; i++) {
        const struct error_row *row = &seen->rows.items[i];
        tally_of(a, LABELS, row->label)->of_kind[row->kind]++;
        if (row->kind == ERROR_FALSE) {
            struct str look = row->look.p != NULL ? row->look : STR("none");
            tally_of(a, LOOKS, look)->of_kind[ERROR_FALSE]++;
        }
    }
}

static void count_groups(struct analysis *a, const struct seen_item *seen)
{
    for (size_t i = 0; i < seen->item->group_count; i++) {
        const struct bench_group_value *group = &seen->item->groups[i];
        struct tally *tally = tally_of(a, group->group, group->value);
        tally->documents++;
        tally->expected += seen->rows.expected;
        for (int k = 0; k < ERROR_KINDS; k++) {
            tally->of_kind[k] += seen->rows.of_kind[k];
        }
    }
}

static enum err_code take_answer(void *data, const struct evidence_answer *answer,
                                 struct err *err)
{
    struct analysis *a = data;
    const struct error_inputs *inputs = a->inputs;
    struct seen_item *seen = &a->items[a->count++];
    *seen = (struct seen_item){.item = answer->item, .answered = answer->output != NULL};
    TRY(error_rows_read(a->arena, seen->item, answer->output,
                        inputs->looks[seen->item - inputs->files.bench->items], &seen->rows,
                        err));
    a->unanswered += seen->answered ? 0 : 1;
    a->expected += seen->rows.expected;
    for (int k = 0; k < ERROR_KINDS; k++) {
        a->of_kind[k] += seen->rows.of_kind[k];
    }
    count_labels(a, seen);
    count_groups(a, seen);
    return ERR_OK;
}

static size_t misses_of(const struct error_rows *rows)
{
    return rows->of_kind[ERROR_MISSED] + rows->of_kind[ERROR_PART];
}

static int worst_first(const void *a, const void *b)
{
    const struct seen_item *l = a;
    const struct seen_item *r = b;
    size_t left = misses_of(&l->rows);
    size_t right = misses_of(&r->rows);
    if (left != right) {
        return left > right ? -1 : 1;
    }
    left = l->rows.of_kind[ERROR_FALSE];
    right = r->rows.of_kind[ERROR_FALSE];
    return left != right ? (left > right ? -1 : 1) : str_cmp(l->item->id, r->item->id);
}

static int by_name(const void *a, const void *b)
{
    const struct tally *l = a;
    const struct tally *r = b;
    int list = str_cmp(l->list, r->list);
    return list != 0 ? list : str_cmp(l->name, r->name);
}

static void write_kinds(struct jsonw *w, const size_t of_kind[ERROR_KINDS])
{
    for (int k = 0; k < ERROR_KINDS; k++) {
        jsonw_member_int(w, error_kind_word((enum error_kind)k), (int64_t)of_kind[k]);
    }
}

static void write_tally(struct jsonw *w, const struct tally *tally)
{
    jsonw_object(w);
    jsonw_member_str(w, "name", tally->name);
    jsonw_member_int(w, "documents", (int64_t)tally->documents);
    jsonw_member_int(w, "expected", (int64_t)tally->expected);
    write_kinds(w, tally->of_kind);
    jsonw_end(w);
}

static void write_list(const struct analysis *a, struct jsonw *w, const char *key,
                       struct str list)
{
    jsonw_key(w, key);
    jsonw_array(w);
    for (size_t i = 0; i < a->tally_count; i++) {
        if (str_eq(a->tallies[i].list, list)) {
            write_tally(w, &a->tallies[i]);
        }
    }
    jsonw_end(w);
}

static void write_groups(const struct analysis *a, struct jsonw *w)
{
    const struct js *groups = js_member(a->inputs->files.bench->json, "groups");
    jsonw_key(w, "groups");
    jsonw_array(w);
    for (size_t i = 0; groups != NULL && i < groups->object.count; i++) {
        jsonw_object(w);
        jsonw_member_str(w, "title", js_text(&groups->object.members[i].value, "title"));
        write_list(a, w, "values", groups->object.members[i].name);
        jsonw_end(w);
    }
    jsonw_end(w);
}

/* Lines stay one line. */
static void write_words(const struct analysis *a, struct jsonw *w, const char *key,
                        struct str text)
{
    char *line = arena_strndup(a->arena, text.p, text.n);
    for (size_t i = 0; i < text.n; i++) {
        line[i] = (unsigned char)line[i] < ' ' ? ' ' : line[i];
    }
    jsonw_member_str(w, key, str_n(line, text.n));
}

static void write_row(const struct analysis *a, struct jsonw *w, const struct error_row *row)
{
    jsonw_object(w);
    jsonw_member(w, "kind", error_kind_word(row->kind));
    jsonw_member_str(w, "label", row->label);
    if (row->look.p != NULL) {
        jsonw_member_str(w, "look", row->look);
    }
    write_words(a, w, "before", row->before);
    write_words(a, w, "text", row->text);
    write_words(a, w, "after", row->after);
    jsonw_end(w);
}

static void write_item(const struct analysis *a, struct jsonw *w, const struct seen_item *seen)
{
    jsonw_object(w);
    jsonw_member_str(w, "id", seen->item->id);
    jsonw_member(w, "answered", seen->answered ? "yes" : "no");
    jsonw_member_int(w, "expected", (int64_t)seen->rows.expected);
    write_kinds(w, seen->rows.of_kind);
    jsonw_key(w, "groups");
    jsonw_array(w);
    for (size_t i = 0; i < seen->item->group_count; i++) {
        jsonw_str(w, seen->item->groups[i].value);
    }
    jsonw_end(w);
    jsonw_key(w, "rows");
    jsonw_array(w);
    for (size_t i = 0; i < seen->rows.count && i < ERROR_ROWS_SHOWN; i++) {
        write_row(a, w, &seen->rows.items[i]);
    }
    jsonw_end(w);
    jsonw_end(w);
}

static void write_items(const struct analysis *a, struct jsonw *w)
{
    size_t wrong = 0;
    jsonw_key(w, "items");
    jsonw_array(w);
    for (size_t i = 0; i < a->count; i++) {
        bool any = a->items[i].rows.count > 0;
        wrong += any ? 1 : 0;
        if (any && wrong <= ERROR_ITEMS_SHOWN) {
            write_item(a, w, &a->items[i]);
        }
    }
    jsonw_end(w);
    jsonw_member_int(w, "wrong", (int64_t)wrong);
    if (wrong > ERROR_ITEMS_SHOWN) {
        jsonw_member_int(w, "not_shown", (int64_t)(wrong - ERROR_ITEMS_SHOWN));
    }
}

static void write_all(struct analysis *a, struct jsonw *w)
{
    const struct error_inputs *inputs = a->inputs;
    if (a->count > 0) {
        qsort(a->items, a->count, sizeof *a->items, worst_first);
    }
    if (a->tally_count > 0) {
        qsort(a->tallies, a->tally_count, sizeof *a->tallies, by_name);
    }
    jsonw_member_str(w, "tool", inputs->files.predicate.title);
    jsonw_member_str(w, "benchmark", inputs->files.predicate.benchmark_id);
    jsonw_member_str(w, "version", inputs->files.predicate.benchmark_version);
    jsonw_member_str(w, "split", inputs->files.scope.split);
    jsonw_member_int(w, "documents", (int64_t)a->count);
    jsonw_member_int(w, "expected", (int64_t)a->expected);
    jsonw_member_int(w, "unanswered", (int64_t)a->unanswered);
    write_kinds(w, a->of_kind);
    write_list(a, w, "labels", LABELS);
    write_list(a, w, "looks", LOOKS);
    write_groups(a, w);
    write_items(a, w);
}

enum err_code error_analysis_write(struct arena *arena, const struct error_inputs *inputs,
                                   struct jsonw *w, struct err *err)
{
    struct analysis a = {.arena = arena, .inputs = inputs};
    if (!error_rows_of_task(inputs->files.bench->task)) {
        return err_set(err, ERR_UNSUPPORTED, "there is no analysis of answers to %s",
                       inputs->files.bench->task->name);
    }
    a.items = arena_alloc(arena, (inputs->files.scope.items + 1) * sizeof *a.items);
    enum err_code code = evidence_answers(&inputs->files, arena, take_answer, &a, err);
    if (code == ERR_OK) {
        write_all(&a, w);
    }
    free(a.tallies);
    return code;
}
