/* See error_inputs.h. */
#include "analysis/error_inputs.h"

#include "base/file.h"
#include "base/limits.h"

enum { LOOKS_LINE_MAX = 4 * MIB };

static enum err_code read_looks(struct arena *arena, struct error_inputs *inputs,
                                struct file_lines *lines, struct err *err)
{
    struct str line;
    bool found = true;
    TRY(file_lines_next(lines, &line, &found, err));
    while (found) {
        struct js *row;
        const struct js *list = NULL;
        struct str id;
        TRY(js_parse(arena, arena_str(arena, line), &row, err));
        TRY(js_need_str(row, "id", &id, err));
        TRY(js_need(row, "lookalikes", JS_ARRAY, &list, err));
        const struct bench_item *item = bench_item_lookup(inputs->files.bench, id);
        if (item != NULL) {
            inputs->looks[item - inputs->files.bench->items] = list;
        }
        TRY(file_lines_next(lines, &line, &found, err));
    }
    return ERR_OK;
}

/* A benchmark may list what only looks as if it had to be hidden. */
static enum err_code open_looks(struct arena *arena, struct error_inputs *inputs,
                                struct err *err)
{
    struct file_lines lines;
    const char *path = arena_printf(arena, "%s/lookalikes.jsonl", inputs->files.bench->folder);
    inputs->looks =
        arena_zalloc(arena, (inputs->files.bench->count + 1) * sizeof *inputs->looks);
    if (!file_exists(path)) {
        return ERR_OK;
    }
    TRY(file_lines_open(&lines, path, LOOKS_LINE_MAX, err));
    enum err_code code = read_looks(arena, inputs, &lines, err);
    if (code != ERR_OK) {
        err_prefix(err, "%s line %zu", path, lines.number);
    }
    file_lines_close(&lines);
    return code;
}

enum err_code error_inputs_open(struct arena *arena, const char *evidence,
                                const char *benchmarks, struct error_inputs *inputs,
                                struct err *err)
{
    *inputs = (struct error_inputs){0};
    TRY(evidence_files_open(arena, evidence, benchmarks, &inputs->files, err));
    enum err_code code = open_looks(arena, inputs, err);
    if (code != ERR_OK) {
        error_inputs_free(inputs);
    }
    return code;
}

void error_inputs_free(struct error_inputs *inputs)
{
    evidence_files_free(&inputs->files);
}
