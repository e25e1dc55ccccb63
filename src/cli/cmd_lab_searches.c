/* policeai lab searches */
#include "cli/guide_call.h"
#include "tuning/gallery_table.h"

#include <stdio.h>
#include <stdlib.h>

enum { THRESHOLDS_MAX = 50, TABLE_MAX = 16 << 20 };

struct searches_options {
    const char *thresholds;
    const char *benchmarks;
};

static const struct opt options[] = {
    {"thresholds", 0, OPT_TEXT, offsetof(struct searches_options, thresholds), "T,T,…",
     "scores from which a candidate counts, 0 to 1 (else chosen by FPIR)", 0, 0},
    {"benchmarks", 0, OPT_TEXT, offsetof(struct searches_options, benchmarks), "FOLDER",
     "a folder of benchmarks (else those that ship)", 0, 0},
    {.name = NULL}};

static enum err_code read_thresholds(struct arena *arena, const char *text,
                                     double thresholds[THRESHOLDS_MAX], size_t *count,
                                     struct err *err)
{
    struct str rest = str_of(text != NULL ? text : "");
    struct str word;
    *count = 0;
    while (rest.n > 0 && str_split(&rest, ',', &word)) {
        char *end;
        const char *number = arena_strndup(arena, word.p, word.n);
        double value = strtod(number, &end);
        if (end == number || *end != '\0' || !(value >= 0 && value <= 1) ||
            *count == THRESHOLDS_MAX) {
            return err_set(err, ERR_USAGE,
                           "--thresholds: \"%.*s\"; give up to %d numbers, 0 to 1",
                           STR_ARG(str_sub(word, 0, 40)), THRESHOLDS_MAX);
        }
        thresholds[(*count)++] = value;
    }
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct searches_options *given = call->options;
    struct evidence_files files;
    struct strbuf table;
    double thresholds[THRESHOLDS_MAX];
    size_t count;
    TRY(read_thresholds(call->arena, given->thresholds, thresholds, &count, err));
    TRY(guide_call_evidence(call, call->words[0], given->benchmarks, &files, err));
    strbuf_init(&table, TABLE_MAX);
    enum err_code code = gallery_table_write(&files, thresholds, count, &table, err);
    if (code == ERR_OK) {
        fputs(table.p, stdout);
    }
    strbuf_release(&table);
    evidence_files_free(&files);
    return code;
}

const struct command command_lab_searches = {
    .name = "lab searches",
    .synopsis = "EVIDENCE.dsse.json [--thresholds T,T,…] [--benchmarks FOLDER]",
    .summary = "face identification by threshold, gallery and group",
    .help =
        "Counts the answers of a run of face-identification again at several thresholds: "
        "FNIR of mated searches, FPIR of\nnon-mated ones, both with their denominators, and "
        "the smallest FPIR that so many searches could show. Signature and\nlog are not "
        "looked at: that is `policeai verify`.",
    .options = options,
    .options_size = sizeof(struct searches_options),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
