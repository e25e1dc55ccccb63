/* Files of sound and pictures: each through a program in the sandbox; see perturb_state.h. */
#include "perturb/perturb_state.h"

#include "base/file.h"
#include "base/jsonw.h"
#include "bench/bench_write.h"
#include "trial/scratch.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OTHERS_MAX = HOUSE_FILES_MAX - 1, HOW_MAX = 4096 };

/* ---- which tasks have what ---- */

static const struct {
    const char *task;
    enum perturbation_kind kind;
    const char *at; /* of a pair the second: the first is what was enrolled */
} places[] = {
    {"transcription", PERTURB_SOUND, "/audio"},
    {"ocr", PERTURB_PICTURE, "/image"},
    {"face-verification", PERTURB_PICTURE, "/right"},
    {"image-matching", PERTURB_PICTURE, "/right"},
};

const char *perturb_place(const struct task *task, enum perturbation_kind kind)
{
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        if (strcmp(task->name, places[i].task) == 0 && kind == places[i].kind) {
            return places[i].at;
        }
    }
    return NULL;
}

/* Members of an expected answer that say when or where. */
static enum err_code check_truth(const struct bench_item *item,
                                 const struct perturbation *perturbation, struct err *err)
{
    static const char *const times[] = {"words", "segments", "spans", "turns", NULL};
    static const char *const boxes[] = {"words", "boxes", "box", "spans", "regions", NULL};
    const char *const *names = perturbation->moves_times    ? times
                               : perturbation->moves_places ? boxes
                                                            : NULL;
    for (; names != NULL && *names != NULL; names++) {
        if (js_member(item->expected, *names) != NULL) {
            err_set(err, ERR_UNSUPPORTED,
                    "item \"%.*s\" expects \"%s\", which %s would make wrong",
                    STR_ARG(item->id), *names, perturbation->name);
            err_hint(err, "leave %s out", perturbation->name);
            return ERR_UNSUPPORTED;
        }
    }
    return ERR_OK;
}

static enum err_code find_file(const struct perturbing *own, const struct bench_item *item,
                               struct str *path, struct err *err)
{
    const struct js *found = js_at(item->input, own->at);
    *path = js_text(found, "file");
    if (path->n == 0) {
        err_set(err, ERR_UNSUPPORTED, "item \"%.*s\" has no file at %.*s", STR_ARG(item->id),
                STR_ARG(own->at));
        err_hint(err, "--at names the member of the input that is a file");
        return ERR_UNSUPPORTED;
    }
    return ERR_OK;
}

enum err_code perturb_files_check(const struct perturbing *own, struct err *err)
{
    const struct perturb_plan *plan = own->plan;
    const struct task *task = plan->bench->task;
    struct str path;
    if (perturb_place(task, own->kind) == NULL) {
        return err_set(err, ERR_UNSUPPORTED,
                       "%s is of %s, which has no %s that can be "
                       "perturbed",
                       plan->bench->folder, task->name, perturbation_kind_word(own->kind));
    }
    for (size_t i = 0; i < plan->bench->count; i++) {
        const struct bench_item *item = &plan->bench->items[i];
        TRY(find_file(own, item, &path, err));
        for (size_t s = 0; s < plan->count; s++) {
            TRY(check_truth(item, plan->steps[s].perturbation, err));
        }
    }
    return ERR_OK;
}

/* ---- what stays as it is ---- */

static int compare_names(const void *a, const void *b)
{
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static enum err_code keep_file(struct perturbing *own, struct str path, struct err *err)
{
    const struct perturb_plan *plan = own->plan;
    if (!file_exists(arena_printf(own->arena, "%s/%.*s", own->work, STR_ARG(path)))) {
        TRY(bench_write_copy(own->arena, plan->bench->folder, own->work, path, err));
    }
    perturb_list(own, path);
    return ERR_OK;
}

/* What is listed and no item's input: a licence. */
static enum err_code keep_rest(struct perturbing *own, struct err *err)
{
    const struct bench *bench = own->plan->bench;
    const struct js *files = js_member(bench->json, "files");
    struct str *inputs =
        arena_alloc(own->keep, (bench->count * TASK_FILES_MAX + 1) * sizeof *inputs);
    size_t count = 0;
    for (size_t i = 0; i < bench->count; i++) {
        struct task_files named;
        TRY(task_input_files(bench->items[i].input, &named, err));
        memcpy(inputs + count, named.paths, named.count * sizeof *inputs);
        count += named.count;
    }
    qsort(inputs, count, sizeof *inputs, compare_names);
    for (size_t i = 0; i < files->array.count; i++) {
        struct str path = js_text(&files->array.items[i], "path");
        if (!str_is(path, "items.jsonl") &&
            bsearch(&path, inputs, count, sizeof *inputs, compare_names) == NULL) {
            TRY(keep_file(own, path, err));
        }
    }
    return ERR_OK;
}

enum err_code perturb_files_begin(struct perturbing *own, struct err *err)
{
    const char *name = own->kind == PERTURB_SOUND ? "perturb-sound" : "perturb-picture";
    own->arena = own->keep;
    TRY(keep_rest(own, err));
    TRY(scratch_make(own->keep, &own->scratch, err));
    return house_program_open(&own->program, own->plan->checks, name, own->scratch, err);
}

void perturb_files_end(struct perturbing *own)
{
    house_program_free(own->program);
    own->program = NULL;
    if (own->scratch != NULL) {
        scratch_remove(own->scratch);
        own->scratch = NULL;
    }
}

enum err_code perturb_files_clean(struct perturbing *own, struct version *version,
                                  struct err *err)
{
    struct task_files named;
    TRY(find_file(own, version->item, &version->file, err));
    TRY(task_input_files(version->item->input, &named, err));
    for (size_t i = 0; i < named.count; i++) {
        TRY(keep_file(own, named.paths[i], err));
    }
    return ERR_OK;
}

/* ---- one file ---- */

static enum err_code tell_progress(struct perturbing *own, struct err *err)
{
    const struct perturb_plan *plan = own->plan;
    own->done++;
    if (plan->progress != NULL && plan->progress(plan->progress_data, own->done, own->total)) {
        err_set(err, ERR_CANCELLED, "stopped after %lld of %lld files", (long long)own->done,
                (long long)own->total);
        err_hint(err, "the same command goes on from there; %s holds what is done", own->work);
        return ERR_CANCELLED;
    }
    return ERR_OK;
}

/* Files of items of other clusters and the same split, drawn without repetition. */
static size_t draw_others(const struct perturbing *own, const struct version *version,
                          const char **files)
{
    const struct bench *bench = own->plan->bench;
    const struct bench_item *item = version->item;
    const struct bench_item **able =
        arena_alloc(own->arena, (bench->count + 1) * sizeof(struct bench_item *));
    struct prng prng;
    size_t count = 0;
    size_t drawn = 0;
    prng_seed_stream(&prng, perturb_version_seed(own, version), 1);
    for (size_t i = 0; i < bench->count; i++) {
        const struct bench_item *other = &bench->items[i];
        if (!str_eq(other->cluster, item->cluster) && str_eq(other->split, item->split)) {
            able[count++] = other;
        }
    }
    while (drawn < OTHERS_MAX && count > 0) {
        size_t at = (size_t)prng_below(&prng, count);
        struct str path;
        if (find_file(own, able[at], &path, NULL) == ERR_OK) {
            files[drawn++] = arena_printf(own->arena, "%s/%.*s", bench->folder, STR_ARG(path));
        }
        able[at] = able[--count];
    }
    return drawn;
}

static struct str how_of(const struct perturbing *own, const struct version *version)
{
    const struct perturbation *perturbation = version->step->perturbation;
    struct strbuf text;
    struct jsonw w;
    strbuf_init(&text, HOW_MAX);
    jsonw_init(&w, &text);
    jsonw_object(&w);
    jsonw_member(&w, "name", perturbation->name);
    jsonw_member_int(&w, "seed", (int64_t)(perturb_version_seed(own, version) >> 11));
    jsonw_key(&w, "values");
    jsonw_array(&w);
    for (size_t i = 0; i < perturbation->value_count; i++) {
        jsonw_dec(&w, perturbation->values[version->step->level][i]);
    }
    jsonw_end(&w);
    jsonw_end(&w);
    struct str how = arena_str(own->arena, strbuf_view(&text));
    strbuf_release(&text);
    return how;
}

/* What the program answered, kept as version->file below a name of its own first. */
static enum err_code take(struct perturbing *own, const struct version *version,
                          const struct js *output, struct err *err)
{
    struct str made;
    char *part = arena_printf(own->arena, "%s/.part", own->work);
    char *to = arena_printf(own->arena, "%s/%.*s", own->work, STR_ARG(version->file));
    TRY(js_need_str(output, "file", &made, err));
    TRY(file_make_folders(file_folder_of(own->arena, to), 0755, err));
    (void)unlink(part);
    TRY(house_program_take(own->program, made, part, err));
    return chmod(part, 0644) == 0 && rename(part, to) == 0
               ? ERR_OK
               : err_errno(err, "cannot keep %s", to);
}

static enum err_code ask(struct perturbing *own, const struct version *version, struct err *err)
{
    static const char *const names[HOUSE_FILES_MAX] = {"file",   "other1", "other2",
                                                       "other3", "other4", "other5"};
    const char *files[HOUSE_FILES_MAX];
    const struct js *output = NULL;
    struct str path;
    size_t others = 0;
    TRY(find_file(own, version->item, &path, err));
    files[0] = arena_printf(own->arena, "%s/%.*s", own->plan->bench->folder, STR_ARG(path));
    if (version->step->perturbation->with_others) {
        others = draw_others(own, version, files + 1);
        if (others == 0) {
            return err_set(err, ERR_UNSUPPORTED,
                           "there is no item of another cluster to put over it");
        }
    }
    const struct house_question question = {names, files, 1 + others, "how",
                                            how_of(own, version)};
    TRY(house_program_ask(own->program, own->arena, &question, &output, err));
    return take(own, version, output, err);
}

enum err_code perturb_files_make(struct perturbing *own, size_t number, struct version *version,
                                 struct err *err)
{
    const struct perturbation *perturbation = version->step->perturbation;
    const char *kind = own->kind == PERTURB_SOUND                ? "wav"
                       : strcmp(perturbation->name, "jpeg") == 0 ? "jpg"
                                                                 : "png";
    const char *file =
        arena_printf(own->arena, "perturbed/%s/%zu.%s", version->name, number + 1, kind);
    version->file = str_of(file);
    if (!file_exists(arena_printf(own->arena, "%s/%s", own->work, file))) {
        TRY(ask(own, version, err));
    }
    perturb_list(own, version->file);
    return tell_progress(own, err);
}
