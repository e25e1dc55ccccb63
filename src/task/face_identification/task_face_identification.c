/* Task face-identification (1:N): a picture is looked for among the faces of a gallery; who it
 * may be comes out, best first, or nobody.
 *
 * A gallery is a collection of the benchmark; an entry is a person, {"faces":[{"file":PATH},…]}
 * with one to eight pictures. input {"face":{"file":PATH},"collection":NAME}; expected
 * {"mates":[{"entry":ID},…]}, none of a person who is not enrolled. output
 * {"candidates":[{"entry":ID,"score":0 to 1},…],"threshold":0 to 1}: higher is more alike, from
 * `threshold` on the tool itself would say that it is the person; or {"failure":REASON} where
 * the picture gives no face to look for. What is counted: metrics/biometrics/search_item.h. */
#include "task/task.h"

#include "base/utf8.h"
#include "metrics/metric.h"
#include "task/picture/picture_file.h"

#include <string.h>

enum { CANDIDATES_MAX = 1000, REASON_BYTES = 200, PICTURE_SIDE = 64 };

static enum err_code check_input(const struct js *input, struct err *err)
{
    struct task_files files;
    TRY(picture_file_named(input, "face", err));
    TRY(task_input_files(input, &files, err));
    return files.count == 1 ? ERR_OK
                            : err_set(err, ERR_FORMAT,
                                      "the input names %zu files, must name one", files.count);
}

static enum err_code check_entry(const struct js *entry, struct err *err)
{
    const struct js *faces = NULL;
    struct str path;
    TRY(js_need(entry, "faces", JS_ARRAY, &faces, err));
    if (faces->array.count == 0 || faces->array.count > TASK_FILES_MAX) {
        return err_set(err, ERR_FORMAT, "\"faces\" has %zu pictures, must have 1 to %d",
                       faces->array.count, TASK_FILES_MAX);
    }
    for (size_t i = 0; i < faces->array.count; i++) {
        TRY(js_need_str(&faces->array.items[i], "file", &path, err));
    }
    return ERR_OK;
}

static bool named_before(const struct js *list, size_t i, struct str entry)
{
    for (size_t k = 0; k < i; k++) {
        if (str_eq(js_text(&list->array.items[k], "entry"), entry)) {
            return true;
        }
    }
    return false;
}

static enum err_code read_entry(const struct js *list, size_t i, struct err *err)
{
    struct str entry;
    TRY(js_need_str(&list->array.items[i], "entry", &entry, err));
    if (named_before(list, i, entry)) {
        return err_set(err, ERR_FORMAT, "the entry \"%.*s\" is named twice",
                       STR_ARG(str_sub(entry, 0, 60)));
    }
    return ERR_OK;
}

static enum err_code check_expected(const struct js *input, const struct js *expected,
                                    struct err *err)
{
    const struct js *mates = NULL;
    (void)input;
    TRY(js_need(expected, "mates", JS_ARRAY, &mates, err));
    if (mates->array.count > CANDIDATES_MAX) {
        return err_set(err, ERR_FORMAT, "\"mates\" has more than %d", CANDIDATES_MAX);
    }
    for (size_t i = 0; i < mates->array.count; i++) {
        TRY(read_entry(mates, i, err));
    }
    return ERR_OK;
}

static enum err_code read_share(const struct js *value, const char *key, double *share,
                                struct err *err)
{
    const struct js *given = js_member(value, key);
    if (given == NULL || (given->type != JS_INT && given->type != JS_REAL)) {
        return err_set(err, ERR_FORMAT, "\"%s\" must be a number", key);
    }
    *share = given->type == JS_INT ? (double)given->integer : given->real;
    return *share >= 0 && *share <= 1
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "\"%s\" is %.*s, must be 0 to 1", key,
                         STR_ARG(str_sub(given->raw, 0, 40)));
}

static enum err_code check_failure(const struct js *output, struct err *err)
{
    struct str reason;
    TRY(js_need_str(output, "failure", &reason, err));
    if (reason.n == 0 || reason.n > REASON_BYTES || js_member(output, "candidates") != NULL) {
        return err_set(err, ERR_FORMAT,
                       "\"failure\" must have 1 to %d bytes and stand without \"candidates\"",
                       REASON_BYTES);
    }
    return ERR_OK;
}

static enum err_code check_output(const struct js *input, const struct js *output,
                                  struct err *err)
{
    const struct js *candidates = NULL;
    double before = 1;
    double score;
    (void)input;
    if (js_member(output, "failure") != NULL) {
        return check_failure(output, err);
    }
    TRY(read_share(output, "threshold", &score, err));
    TRY(js_need(output, "candidates", JS_ARRAY, &candidates, err));
    if (candidates->array.count > CANDIDATES_MAX) {
        return err_set(err, ERR_FORMAT, "\"candidates\" has %zu, may have %d",
                       candidates->array.count, CANDIDATES_MAX);
    }
    for (size_t i = 0; i < candidates->array.count; i++) {
        enum err_code code = read_entry(candidates, i, err);
        if (code == ERR_OK) {
            code = read_share(&candidates->array.items[i], "score", &score, err);
        }
        if (code == ERR_OK && score > before) {
            code = err_set(err, ERR_FORMAT, "its score is above that of the one before it");
        }
        if (code != ERR_OK) {
            err_prefix(err, "candidate %zu", i + 1);
            return code;
        }
        before = score;
    }
    return ERR_OK;
}

static enum err_code from_file(struct arena *arena, const char *path, struct strbuf *input,
                               struct err *err)
{
    (void)arena, (void)input;
    err_set(err, ERR_UNSUPPORTED, "%s: a face is looked for in a gallery, not by itself", path);
    err_hint(err, "make a benchmark of gallery and probes and use lab run: "
                  "doc/face-identification.md");
    return ERR_UNSUPPORTED;
}

static void show(const struct js *input, const struct js *output, const char *style,
                 struct task_shown *shown)
{
    const struct js *candidates = js_member(output, "candidates");
    (void)input, (void)style;
    if (candidates == NULL) {
        strbuf_puts(&shown->summary, "not looked for: ");
        utf8_visible(&shown->summary, js_text(output, "failure"), false);
    } else {
        strbuf_printf(&shown->summary, "%zu candidates", candidates->array.count);
    }
    for (size_t i = 0; candidates != NULL && i < candidates->array.count; i++) {
        const struct js *candidate = &candidates->array.items[i];
        strbuf_printf(&shown->document, "%zu\t%.*s\t", i + 1,
                      STR_ARG(js_member(candidate, "score")->raw));
        utf8_visible(&shown->document, js_text(candidate, "entry"), false);
        strbuf_putc(&shown->document, '\n');
    }
    strbuf_str(&shown->places, strbuf_view(&shown->document));
}

static enum err_code example(const char *folder, struct strbuf *input, struct err *err)
{
    TRY(picture_file_example(folder, "probe.pgm", PICTURE_SIDE, PICTURE_SIDE, 8, err));
    strbuf_puts(input, "{\"face\":{\"file\":\"probe.pgm\"}}");
    return strbuf_check(input, "the example", err);
}

static enum err_code entry_example(const char *folder, struct strbuf *entry, struct err *err)
{
    TRY(picture_file_example(folder, "face-1.pgm", PICTURE_SIDE, PICTURE_SIDE, 8, err));
    TRY(picture_file_example(folder, "face-2.pgm", PICTURE_SIDE, PICTURE_SIDE, 24, err));
    strbuf_puts(entry, "{\"faces\":[{\"file\":\"face-1.pgm\"},{\"file\":\"face-2.pgm\"}]}");
    return strbuf_check(entry, "the example", err);
}

static const struct task_style styles[] = {
    {"candidates", "candidates.txt", "rank, score and entry, a line each"},
    {NULL, NULL, NULL},
};

static const char *const metrics[] = {"fnir.at_fpir_percent/1",
                                      "fpir/1",
                                      "fnir/1",
                                      "rank_hit.at_1/1",
                                      "rank_hit.at_5/1",
                                      "rank_hit.at_10/1",
                                      "fnir.at_fpir_3_permille/1",
                                      "fnir.at_fpir_10_percent/1",
                                      "selectivity/1",
                                      "failure_to_acquire/1",
                                      NULL};

static const struct task_bound bounds[] = {
    {"fnir.at_fpir_percent/1", 0.05, false, "set by this project"},
    {"fpir/1", 0.01, false, "set by this project"},
    {"fnir/1", 0.1, false, "set by this project"},
    {"rank_hit.at_1/1", 0.95, true, "set by this project"},
    {"failure_to_acquire/1", 0.02, false, "set by this project"},
};

const struct task task_face_identification = {
    .name = "face-identification",
    .title = "Identification of faces in a gallery (1:N)",
    .summary = "Says which persons of a gallery a picture may show, best first, or nobody. A "
               "candidate is a lead for a person to check, never an identification.",
    .shape = TASK_INDEXED,
    .metrics = metrics,
    .bounds = bounds,
    .bound_count = sizeof bounds / sizeof bounds[0],
    .check_input = check_input,
    .check_expected = check_expected,
    .check_output = check_output,
    .check_entry = check_entry,
    .entry_example = entry_example,
    .labelling = TASK_NOT_LABELLED,
    .from_file = from_file,
    .show = show,
    .styles = styles,
    .example = example,
};
