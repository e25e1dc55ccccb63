/* See gather.h. */
#include "benchmark/gather_state.h"

#include "base/file.h"
#include "base/jsonw.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "crypto/canon.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* benchmark ids: a folder's name, a word in an address */
enum { ID_MAX = 100 };

void gather_bad(struct gathering *own, const struct err *err)
{
    own->left++;
    own->plan->bad(own->plan->data, err->message, err->hint);
}

void gather_add(struct gathering *own, const struct gathered *item)
{
    own->items = mem_grow(own->items, own->count, &own->room, sizeof *own->items);
    own->items[own->count++] = *item;
    for (size_t g = 0; g < own->group_count; g++) {
        (void)name_table_add(own->groups[g].values, item->values[g]);
    }
}

enum err_code gather_input(struct gathering *own, struct str json, struct str *input,
                           struct err *err)
{
    struct js *value;
    if (own->task->labelling == TASK_CHOOSES) { /* {…} becomes {…,"labels":[…]} */
        struct strbuf out;
        struct jsonw w;
        strbuf_init(&out, LIMIT_ITEM);
        strbuf_str(&out, str_sub(json, 0, json.n - 1));
        strbuf_puts(&out, ",\"labels\":");
        jsonw_init(&w, &out);
        jsonw_array(&w);
        for (size_t i = 0; i < own->label_count; i++) {
            jsonw_str(&w, own->labels[i].name);
        }
        jsonw_end(&w);
        strbuf_putc(&out, '}');
        enum err_code code = strbuf_check(&out, "the input", err);
        json = arena_str(own->arena, strbuf_view(&out));
        strbuf_release(&out);
        TRY(code);
    }
    *input = json;
    TRY(js_parse(own->arena, json, &value, err));
    return own->task->check_input(value, err);
}

/* ---- labels ---- */

static int compare_labels(const void *a, const void *b)
{
    const struct gather_label *left = a;
    const struct gather_label *right = b;
    return str_cmp(left->name, right->name);
}

static int compare_given(const void *a, const void *b)
{
    const struct gather_label *left = a;
    const struct gather_label *right = b;
    return (left->given > right->given) - (left->given < right->given);
}

/* "LABEL", or of a file "LABEL", a tab and what it means. */
static enum err_code add_label(struct gathering *own, struct str line, bool defined,
                               struct err *err)
{
    struct str rest = line;
    struct str name = line;
    struct gather_label label = {.means = STR(""), .given = own->label_count};
    if (defined && str_split(&rest, '\t', &name) && rest.p != NULL) {
        label.means = str_trim(rest);
    }
    label.name = str_trim(name);
    if (own->label_count == MAKING_LABELS || label.name.n == 0 || label.name.n > 100 ||
        !utf8_valid(line)) {
        return err_set(err, ERR_INVALID,
                       "label %zu: at most %d labels of 1 to 100 bytes of UTF-8",
                       own->label_count + 1, MAKING_LABELS);
    }
    if (label.means.n > MAKING_DEFINITION) {
        return err_set(err, ERR_INVALID, "what label \"%.*s\" means has more than %d bytes",
                       STR_ARG(label.name), MAKING_DEFINITION);
    }
    own->labels[own->label_count++] = label;
    return ERR_OK;
}

static enum err_code split_labels(struct gathering *own, struct str text, char separator,
                                  struct err *err)
{
    struct str part;
    own->labels = arena_alloc(own->arena, (MAKING_LABELS + 1) * sizeof *own->labels);
    while (str_split(&text, separator, &part)) {
        if (str_trim(part).n > 0) {
            TRY(add_label(own, part, separator == '\n', err));
        }
    }
    qsort(own->labels, own->label_count, sizeof *own->labels, compare_labels);
    for (size_t i = 1; i < own->label_count; i++) {
        if (str_eq(own->labels[i - 1].name, own->labels[i].name)) {
            return err_set(err, ERR_INVALID, "label \"%.*s\" stands twice",
                           STR_ARG(own->labels[i].name));
        }
    }
    return ERR_OK;
}

static enum err_code read_labels(struct gathering *own, struct err *err)
{
    const struct gather_plan *plan = own->plan;
    struct str text = str_of(plan->labels != NULL ? plan->labels : "");
    if (plan->labels_file != NULL) {
        TRY(file_read(own->arena, plan->labels_file, LIMIT_CONFIG, &text, err));
    }
    TRY(split_labels(own, text, plan->labels_file != NULL ? '\n' : ',', err));
    bool wanted = own->task->labelling == TASK_CHOOSES || own->task->labelling == TASK_MARKS;
    if (wanted && own->label_count < (own->task->labelling == TASK_CHOOSES ? 2 : 1)) {
        err_set(err, ERR_USAGE, "task %s needs the labels that a person chooses from",
                own->task->name);
        err_hint(err, "--labels one,other or --labels-from FILE with one a line");
        return ERR_USAGE;
    }
    if (!wanted && own->label_count > 0) {
        return err_set(err, ERR_USAGE, "task %s has no labels", own->task->name);
    }
    return ERR_OK;
}

/* ---- what is written ---- */

static int compare_values(const void *a, const void *b)
{
    const struct str *left = a;
    const struct str *right = b;
    return str_cmp(*left, *right);
}

/* In the order in which they are shown, and what they mean. */
static void write_labels(const struct gathering *own, struct jsonw *w)
{
    bool defined = false;
    struct gather_label *shown =
        arena_alloc(own->arena, (own->label_count + 1) * sizeof *shown);
    for (size_t i = 0; i < own->label_count; i++) {
        shown[i] = own->labels[i];
        defined = defined || shown[i].means.n > 0;
    }
    if (own->plan->labels_as_given && own->label_count > 0) {
        qsort(shown, own->label_count, sizeof *shown, compare_given);
    }
    jsonw_key(w, "labels");
    jsonw_array(w);
    for (size_t i = 0; i < own->label_count; i++) {
        jsonw_str(w, shown[i].name);
    }
    jsonw_end(w);
    if (defined) {
        jsonw_key(w, "definitions");
        jsonw_object(w);
        for (size_t i = 0; i < own->label_count; i++) {
            if (shown[i].means.n > 0) {
                jsonw_key_str(w, shown[i].name);
                jsonw_str(w, shown[i].means);
            }
        }
        jsonw_end(w);
    }
}

static void write_group_values(struct jsonw *w, const struct gather_group *group)
{
    size_t count = name_table_count(group->values);
    struct str *values = xmalloc((count + 1) * sizeof *values);
    for (size_t i = 0; i < count; i++) {
        values[i] = str_of(name_table_text(group->values, (uint32_t)i));
    }
    qsort(values, count, sizeof *values, compare_values);
    jsonw_array(w);
    for (size_t i = 0; i < count; i++) {
        jsonw_str(w, values[i]);
    }
    jsonw_end(w);
    free(values);
}

static const char *last_part(struct arena *arena, const char *path)
{
    struct str rest = str_of(path);
    struct str part;
    struct str last = STR("benchmark");
    while (str_split(&rest, '/', &part)) {
        last = part.n > 0 && !str_is(part, ".") && !str_is(part, "..") ? part : last;
    }
    return arena_strndup(arena, last.p, last.n);
}

static enum err_code write_draft(struct gathering *own, struct err *err)
{
    const struct gather_plan *plan = own->plan;
    struct strbuf out;
    struct jsonw w;
    const char *id = plan->id != NULL ? plan->id : last_part(own->arena, plan->folder);
    strbuf_init(&out, LIMIT_BENCHMARK);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member_int(&w, "draft", 1);
    jsonw_member(&w, "id", id);
    jsonw_member(&w, "version", "1");
    jsonw_member(&w, "task", own->task->name);
    jsonw_member(&w, "title", plan->title != NULL ? plan->title : id);
    jsonw_member(&w, "source", plan->source);
    jsonw_member(&w, "licence", plan->licence);
    jsonw_member(&w, "sensitivity", plan->sensitivity);
    jsonw_member(&w, "exposure", plan->exposure);
    jsonw_member_int(&w, "labellers", plan->labellers);
    write_labels(own, &w);
    jsonw_key(&w, "groups");
    jsonw_object(&w);
    for (size_t g = 0; g < own->group_count; g++) {
        jsonw_key(&w, own->groups[g].name);
        jsonw_object(&w);
        jsonw_member(&w, "title", own->groups[g].name);
        jsonw_key(&w, "values");
        write_group_values(&w, &own->groups[g]);
        jsonw_end(&w);
    }
    jsonw_end(&w);
    jsonw_end(&w);
    strbuf_putc(&out, '\n');
    enum err_code code = strbuf_check(&out, "draft.json", err);
    if (code == ERR_OK) {
        code = file_write(arena_printf(own->arena, "%s/draft.json", own->work),
                          strbuf_view(&out), 0644, err);
    }
    strbuf_release(&out);
    return code;
}

static int compare_gathered(const void *a, const void *b)
{
    return str_cmp(((const struct gathered *)a)->id, ((const struct gathered *)b)->id);
}

static void write_row(const struct gathering *own, const struct gathered *item,
                      struct strbuf *out)
{
    struct jsonw w;
    jsonw_init(&w, out);
    jsonw_object(&w);
    jsonw_member_str(&w, "id", item->id);
    jsonw_key(&w, "input");
    jsonw_raw(&w, item->input);
    jsonw_key(&w, "groups");
    jsonw_object(&w);
    for (size_t g = 0; g < own->group_count; g++) {
        jsonw_member_str(&w, own->groups[g].name, item->values[g]);
    }
    jsonw_end(&w);
    jsonw_member_str(&w, "cluster", item->cluster);
    jsonw_end(&w);
    strbuf_putc(out, '\n');
}

/* Sorted by id. Of two that have one id the second is bad. */
static enum err_code write_candidates(struct gathering *own, struct err *err)
{
    struct strbuf out;
    size_t kept = 0;
    strbuf_init(&out, MAKING_BYTES);
    if (own->count > 0) {
        qsort(own->items, own->count, sizeof *own->items, compare_gathered);
    }
    for (size_t i = 0; i < own->count; i++) {
        if (kept > 0 && str_eq(own->items[kept - 1].id, own->items[i].id)) {
            struct err twice = {0};
            err_set(&twice, ERR_INVALID, "id \"%.*s\" stands twice", STR_ARG(own->items[i].id));
            err_hint(&twice, "take a column whose values differ");
            gather_bad(own, &twice);
            continue;
        }
        own->items[kept++] = own->items[i];
        write_row(own, &own->items[i], &out);
    }
    own->count = kept;
    enum err_code code = strbuf_check(&out, "candidates.jsonl", err);
    if (code == ERR_OK) {
        code = file_write(arena_printf(own->arena, "%s/candidates.jsonl", own->work),
                          strbuf_view(&out), 0644, err);
    }
    strbuf_release(&out);
    return code;
}

static enum err_code fill(struct gathering *own, struct err *err)
{
    struct str from = str_of(own->plan->from);
    bool table = str_ends(from, STR(".csv")) || str_ends(from, STR(".tsv"));
    TRY(table ? gather_table(own, err) : gather_folder(own, err));
    TRY(write_candidates(own, err));
    if (own->left > 0 && !own->plan->skip) {
        err_set(err, ERR_INVALID, "%zu of %zu inputs cannot be taken; nothing was made",
                own->left, own->left + own->count);
        err_hint(err, "mend them, or leave them out with --skip-bad");
        return ERR_INVALID;
    }
    if (own->count == 0) {
        return err_set(err, ERR_INVALID, "%s holds no input", own->plan->from);
    }
    return write_draft(own, err);
}

static enum err_code check_plan(struct gathering *own, struct err *err)
{
    const struct gather_plan *plan = own->plan;
    own->task = task_lookup(str_of(plan->task));
    if (own->task == NULL || own->task->labelling == TASK_NOT_LABELLED) {
        err_set(err, ERR_UNSUPPORTED, "items of task \"%s\" cannot be labelled here",
                plan->task);
        err_hint(err, "tasks that can: face-verification, image-matching, item-matching, ocr, "
                      "text-classification, text-redaction, transcription");
        return ERR_UNSUPPORTED;
    }
    if (plan->id != NULL && (plan->id[0] == '\0' || strlen(plan->id) > ID_MAX)) {
        return err_set(err, ERR_USAGE, "--id must have 1 to %d bytes", ID_MAX);
    }
    if (file_exists(plan->folder)) {
        err_set(err, ERR_CONFLICT, "%s is there already", plan->folder);
        err_hint(err, "name a new folder; an old draft is never written over");
        return ERR_CONFLICT;
    }
    return read_labels(own, err);
}

enum err_code gather(const struct gather_plan *plan, size_t *taken, size_t *left,
                     struct err *err)
{
    struct gathering own = {.plan = plan, .arena = arena_new()};
    enum err_code code = check_plan(&own, err);
    if (code == ERR_OK) {
        own.work = arena_printf(own.arena, "%s.making-%ld", plan->folder, (long)getpid());
        code = file_make_folders(own.work, 0755, err);
    }
    if (code == ERR_OK) {
        code = fill(&own, err);
        if (code == ERR_OK && rename(own.work, plan->folder) != 0) {
            code = err_errno(err, "cannot name %s", plan->folder);
        }
        if (code != ERR_OK) {
            struct err left_behind = {0};
            if (file_remove_tree(own.work, &left_behind) != ERR_OK) {
                log_err("left-behind", &left_behind);
            }
        }
    }
    *taken = own.count;
    *left = own.left;
    free(own.items);
    arena_free(own.arena);
    return code;
}
