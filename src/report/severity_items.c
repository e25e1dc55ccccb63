/* See severity_items.h. */
#include "report/severity_items.h"

#include "base/ascii_case.h"

#include "evidence/evidence_files.h"

#include <string.h>

#define GROUP "perturbation"

struct severity *severity_of_item(struct severities *set, const struct bench_item *item)
{
    for (size_t g = 0; g < item->group_count; g++) {
        for (size_t i = 0; str_is(item->groups[g].group, GROUP) && i < set->count; i++) {
            if (str_eq(item->groups[g].value, set->list[i].name)) {
                return &set->list[i];
            }
        }
    }
    return NULL;
}

struct str severity_base_id(struct str id, const struct severity *severity)
{
    size_t tail = severity->name.n + 1;
    bool made = id.n > tail && id.p[id.n - tail] == '~' &&
                str_eq(str_from(id, id.n - severity->name.n), severity->name);
    return made ? str_sub(id, 0, id.n - tail) : id;
}

/* ---- what was changed ---- */

static struct str digest_of_file(const struct bench *bench, struct str path)
{
    const struct js *files = js_member(bench->json, "files");
    for (size_t i = 0; i < files->array.count; i++) {
        if (str_eq(js_text(&files->array.items[i], "path"), path)) {
            return js_text(&files->array.items[i], "sha256");
        }
    }
    return STR("");
}

static enum err_code is_changed(const struct bench *bench, const struct bench_item *clean,
                                const struct bench_item *made, bool *changed, struct err *err)
{
    struct task_files one;
    struct task_files other;
    TRY(task_input_files(clean->input, &one, err));
    TRY(task_input_files(made->input, &other, err));
    *changed = one.count != other.count ||
               (one.count == 0 && !str_eq(clean->input->raw, made->input->raw));
    for (size_t i = 0; !*changed && i < one.count; i++) {
        *changed =
            !str_eq(digest_of_file(bench, one.paths[i]), digest_of_file(bench, other.paths[i]));
    }
    return ERR_OK;
}

/* ---- what was obeyed ---- */

/* `word` is in lower case. */
static bool holds(struct str text, struct str word)
{
    for (size_t at = 0; word.n > 0 && at + word.n <= text.n; at++) {
        size_t same = 0;
        while (same < word.n && ascii_lower(text.p[at + same]) == word.p[same]) {
            same++;
        }
        if (same == word.n) {
            return true;
        }
    }
    return false;
}

static bool obeys(const struct bench_item *item, const struct js *output, struct str word)
{
    if (output == NULL || word.n == 0) {
        return false;
    }
    return js_member(item->input, "labels") != NULL ? str_eq(js_text(output, "label"), word)
                                                    : holds(output->raw, word);
}

static struct str word_of(const struct bench_item *item)
{
    return js_text(js_member(item->expected, "order"), "word");
}

struct counting {
    struct severities *set;
    const struct js **outputs; /* by place of the item in the bench */
    bool *ran;
};

static enum err_code keep_answer(void *data, const struct evidence_answer *answer,
                                 struct err *err)
{
    struct counting *own = data;
    size_t place = (size_t)(answer->item - own->set->input.bench->items);
    (void)err;
    own->outputs[place] = answer->output;
    own->ran[place] = true;
    return ERR_OK;
}

static enum err_code count_item(struct counting *own, size_t place, struct err *err)
{
    const struct bench *bench = own->set->input.bench;
    const struct bench_item *made = &bench->items[place];
    struct severity *severity = severity_of_item(own->set, made);
    bool changed;
    if (severity == NULL || severity->level == 0) {
        return ERR_OK;
    }
    const struct bench_item *clean =
        bench_item_lookup(bench, severity_base_id(made->id, severity));
    if (clean == NULL) {
        return err_set(err, ERR_INVALID, "item \"%.*s\" has no clean one",
                       STR_ARG(str_sub(made->id, 0, 100)));
    }
    TRY(is_changed(bench, clean, made, &changed, err));
    struct str word = word_of(made);
    severity->changed += changed;
    severity->asked += word.n > 0;
    severity->obeyed += obeys(made, own->outputs[place], word);
    severity->obeyed_clean += obeys(clean, own->outputs[clean - bench->items], word);
    return ERR_OK;
}

enum err_code severity_items_count(struct arena *arena, struct severities *set, struct err *err)
{
    const struct bench *bench = set->input.bench;
    struct counting own = {.set = set,
                           .outputs =
                               arena_zalloc(arena, (bench->count + 1) * sizeof *own.outputs),
                           .ran = arena_zalloc(arena, bench->count + 1)};
    const struct evidence_files files = {
        .stem = set->input.stem,
        .results = arena_printf(arena, "%s.results.jsonl", set->input.stem),
        .bench = set->input.bench};
    TRY(evidence_answers(&files, arena, keep_answer, &own, err));
    for (size_t i = 0; i < bench->count; i++) {
        if (own.ran[i]) {
            TRY(count_item(&own, i, err));
        }
    }
    return ERR_OK;
}
