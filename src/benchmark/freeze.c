/* See freeze.h. */
#include "benchmark/freeze.h"

#include "base/file.h"
#include "base/jsonw.h"
#include "base/log.h"
#include "bench/bench_write.h"
#include "benchmark/labeller_agreement.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { VERSION_MAX = 40 };

struct freezing {
    struct making *making;
    const struct labelled *labelled;
    const char *work; /* the benchmark while it is made */
    size_t *order;    /* of the sample, by id */
};

static enum err_code check_labels(const struct making *making, const struct labelled *labelled,
                                  struct err *err)
{
    struct labelled_counts counts = labelled_count(making, labelled);
    if (counts.missing > 0) {
        err_set(err, ERR_INVALID, "%zu of %zu items lack a label: %lld must label each",
                counts.missing, making->sample_count, (long long)making->labellers);
        err_hint(err, "`policeai benchmark label %s --as NAME` goes on where it stopped",
                 making->folder);
        return ERR_INVALID;
    }
    if (counts.apart > 0) {
        err_set(err, ERR_INVALID, "the labels of %zu of %zu items differ", counts.apart,
                making->sample_count);
        err_hint(err, "`policeai benchmark adjudicate %s --as NAME` shows them side by side",
                 making->folder);
        return ERR_INVALID;
    }
    return ERR_OK;
}

static enum err_code copy_files(const struct freezing *own, const struct making_item *item,
                                struct err *err)
{
    for (size_t i = 0; i < item->file_count; i++) {
        TRY(bench_write_copy(own->making->arena, own->making->folder, own->work, item->files[i],
                             err));
    }
    return ERR_OK;
}

static void write_item(const struct making_item *item, const struct js *expected,
                       struct strbuf *out)
{
    struct jsonw w;
    jsonw_init(&w, out);
    jsonw_object(&w);
    jsonw_member_str(&w, "id", item->id);
    jsonw_key(&w, "input");
    jsonw_raw(&w, item->input->raw);
    jsonw_key(&w, "expected");
    jsonw_raw(&w, expected->raw);
    jsonw_key(&w, "groups");
    jsonw_raw(&w, item->groups->raw);
    jsonw_member_str(&w, "cluster", item->cluster);
    jsonw_member(&w, "split", making_split_name(item->split));
    jsonw_end(&w);
    strbuf_putc(out, '\n');
}

static enum err_code write_items(const struct freezing *own, struct err *err)
{
    const struct making *making = own->making;
    struct strbuf out;
    enum err_code code = ERR_OK;
    strbuf_init(&out, MAKING_BYTES);
    for (size_t i = 0; code == ERR_OK && i < making->sample_count; i++) {
        const struct making_item *item = &making->items[own->order[i]];
        const struct js *expected;
        (void)labelled_state(making, own->labelled, own->order[i], &expected);
        write_item(item, expected, &out);
        code = copy_files(own, item, err);
    }
    if (code == ERR_OK) {
        code = strbuf_check(&out, "items.jsonl", err);
    }
    if (code == ERR_OK) {
        code = file_write(arena_printf(making->arena, "%s/items.jsonl", own->work),
                          strbuf_view(&out), 0644, err);
    }
    strbuf_release(&out);
    return code;
}

/* Each file once, by path. */
static enum err_code write_files(const struct freezing *own, struct jsonw *w, struct err *err)
{
    const struct making *making = own->making;
    struct str *paths =
        arena_alloc(making->arena, (MAKING_FILES * making->sample_count + 1) * sizeof *paths);
    size_t count = 0;
    paths[count++] = STR("items.jsonl");
    for (size_t i = 0; i < making->sample_count; i++) {
        const struct making_item *item = &making->items[own->order[i]];
        for (size_t k = 0; k < item->file_count; k++) {
            paths[count++] = item->files[k];
        }
    }
    return bench_write_files(making->arena, own->work, paths, count, w, err);
}

/* Where it is from, and how its labels came about. */
static enum err_code write_source(const struct freezing *own, struct jsonw *w, struct err *err)
{
    const struct making *making = own->making;
    struct labelled_counts counts = labelled_count(making, own->labelled);
    struct strbuf text;
    struct strbuf agreement;
    strbuf_init(&text, 65536);
    strbuf_init(&agreement, 4096);
    enum err_code code = labellers_print(making, own->labelled, &agreement, err);
    strbuf_printf(&text, "%.*s; %zu items of %zu drawn by seed %lld", STR_ARG(making->source),
                  making->sample_count, making->count, (long long)making->seed);
    if (agreement.n > 0 && own->labelled->labellers == 2) {
        strbuf_printf(&text, ", labelled under two names blind to each other: %s; %zu settled",
                      agreement.p, counts.decided);
    } else if (agreement.n > 0) {
        strbuf_printf(&text, ", labelled under %zu names blind to each other: %s; %zu settled",
                      own->labelled->labellers, agreement.p, counts.decided);
    } else {
        strbuf_puts(&text, ", labelled under one name");
    }
    jsonw_member_str(w, "source", strbuf_view(&text));
    strbuf_release(&text);
    strbuf_release(&agreement);
    return code;
}

static enum err_code describe(const struct freezing *own, struct strbuf *out, struct err *err)
{
    const struct making *making = own->making;
    struct jsonw w;
    jsonw_init(&w, out);
    jsonw_object(&w);
    jsonw_member_str(&w, "id", making->id);
    jsonw_member_str(&w, "version", making->version);
    jsonw_member(&w, "task", making->task->name);
    jsonw_member_str(&w, "title", making->title);
    jsonw_member_str(&w, "licence", making->licence);
    jsonw_member_str(&w, "sensitivity", making->sensitivity);
    jsonw_member_str(&w, "exposure", making->exposure);
    TRY(write_source(own, &w, err));
    TRY(write_files(own, &w, err));
    jsonw_key(&w, "groups");
    jsonw_raw(&w, js_member(making->draft, "groups")->raw);
    jsonw_key(&w, "metrics");
    jsonw_raw(&w, STR("{}"));
    if (making->definitions != NULL) {
        jsonw_key(&w, "definitions");
        jsonw_raw(&w, making->definitions->raw);
    }
    jsonw_end(&w);
    return ERR_OK;
}

static enum err_code write_description(const struct freezing *own, struct err *err)
{
    struct strbuf out;
    strbuf_init(&out, LIMIT_BENCHMARK);
    enum err_code code = describe(own, &out, err);
    if (code == ERR_OK) {
        code = bench_write_description(own->making->arena, own->work, &out, err);
    }
    strbuf_release(&out);
    return code;
}

static enum err_code read_back(const struct freezing *own, struct frozen *frozen,
                               struct err *err)
{
    struct bench *bench;
    size_t clusters;
    TRY(bench_write_read_back(own->work, &bench, frozen->digest, err));
    bench_counts(bench, STR("dev"), &frozen->dev, &clusters);
    bench_counts(bench, STR("test"), &frozen->test, &clusters);
    bench_free(bench);
    return ERR_OK;
}

static enum err_code note_frozen(const struct making *making, const struct frozen *frozen,
                                 struct err *err)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, LIMIT_CONFIG);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member(&w, "digest", frozen->digest);
    jsonw_member_str(&w, "version", making->version);
    jsonw_end(&w);
    strbuf_putc(&out, '\n');
    enum err_code code =
        file_write(making_path(making, "frozen-%.*s.json", STR_ARG(making->version)),
                   strbuf_view(&out), 0644, err);
    if (code == ERR_OK) {
        code = file_write(making_path(making, "frozen.json"), strbuf_view(&out), 0644, err);
    }
    strbuf_release(&out);
    return code;
}

static int compare_places(const void *a, const void *b)
{
    size_t left = *(const size_t *)a;
    size_t right = *(const size_t *)b;
    return (left > right) - (left < right);
}

static enum err_code make(struct freezing *own, const char *to, struct frozen *frozen,
                          struct err *err)
{
    TRY(file_make_folders(own->work, 0755, err));
    TRY(write_items(own, err));
    TRY(write_description(own, err));
    TRY(read_back(own, frozen, err));
    return bench_write_name(own->making->arena, own->work, to, err);
}

static enum err_code check_version(const struct making *making, struct str version,
                                   struct err *err)
{
    bool plain = version.n > 0 && version.n <= VERSION_MAX;
    for (size_t i = 0; plain && i < version.n; i++) {
        char c = version.p[i];
        plain =
            (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c == '.' && i > 0) || c == '-';
    }
    if (!plain) {
        return err_set(err, ERR_INVALID,
                       "a version has 1 to %d digits, lower-case letters, dots and dashes",
                       VERSION_MAX);
    }
    if (file_exists(making_path(making, "frozen-%.*s.json", STR_ARG(version)))) {
        err_set(err, ERR_CONFLICT, "version %.*s of %s was frozen before", STR_ARG(version),
                making->folder);
        err_hint(err, "name another");
        return ERR_CONFLICT;
    }
    return ERR_OK;
}

enum err_code freeze(struct making *making, const struct labelled *labelled, const char *to,
                     struct frozen *frozen, struct err *err)
{
    struct freezing own = {.making = making, .labelled = labelled};
    TRY(making_may_change(making, err));
    TRY(making_has_sample(making, err));
    TRY(check_version(making, making->version, err));
    TRY(check_labels(making, labelled, err));
    if (file_exists(to)) {
        return err_set(err, ERR_CONFLICT, "%s is there already", to);
    }
    own.work = arena_printf(making->arena, "%s.making-%ld", to, (long)getpid());
    own.order = arena_alloc(making->arena, (making->sample_count + 1) * sizeof *own.order);
    memcpy(own.order, making->sample, making->sample_count * sizeof *own.order);
    qsort(own.order, making->sample_count, sizeof *own.order, compare_places);
    enum err_code code = make(&own, to, frozen, err);
    if (code != ERR_OK) {
        struct err left = {0};
        if (file_remove_tree(own.work, &left) != ERR_OK) {
            log_err("left-behind", &left);
        }
        return code;
    }
    return note_frozen(making, frozen, err);
}

/* draft.json with another version, else as it stands. */
static enum err_code write_version(const struct making *making, const char *version,
                                   struct err *err)
{
    struct strbuf out;
    struct jsonw w;
    const struct js *draft = making->draft;
    strbuf_init(&out, LIMIT_BENCHMARK);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    for (size_t i = 0; i < draft->object.count; i++) {
        const struct js_member *member = &draft->object.members[i];
        jsonw_key_str(&w, member->name);
        if (str_is(member->name, "version")) {
            jsonw_puts(&w, version);
        } else {
            jsonw_raw(&w, member->value.raw);
        }
    }
    jsonw_end(&w);
    strbuf_putc(&out, '\n');
    enum err_code code = strbuf_check(&out, "draft.json", err);
    if (code == ERR_OK) {
        code = file_write(making_path(making, "draft.json"), strbuf_view(&out), 0644, err);
    }
    strbuf_release(&out);
    return code;
}

enum err_code freeze_reopen(struct making *making, const char *version, struct err *err)
{
    if (making->frozen.n == 0) {
        return err_set(err, ERR_CONFLICT, "%s is not frozen", making->folder);
    }
    TRY(check_version(making, str_of(version), err));
    TRY(write_version(making, version, err));
    const char *path = making_path(making, "frozen.json");
    if (unlink(path) != 0) {
        return err_errno(err, "cannot remove %s", path);
    }
    return file_sync_folder(making->folder, err);
}
