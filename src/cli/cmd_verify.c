/* policeai verify */
#include "base/jsonw.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "crypto/note.h"
#include "evidence/verify.h"
#include "lab/places.h"

#include <stdio.h>

struct verify_options {
    bool json;
    const char *data;
    const char *key;
    const char *benchmarks;
};

static const struct opt options[] = {
    {"data", 0, OPT_TEXT, offsetof(struct verify_options, data), "FOLDER", DATA_OPTION_HELP, 0,
     0},
    {"key", 0, OPT_TEXT, offsetof(struct verify_options, key), "VKEY",
     "the signer's key, when it is not to be taken from the log in --data", 0, 0},
    {"benchmarks", 0, OPT_TEXT, offsetof(struct verify_options, benchmarks), "FOLDER",
     "a folder that holds the benchmark's folder", 0, 0},
    {"json", 0, OPT_FLAG, offsetof(struct verify_options, json), NULL, "print JSON", 0, 0},
    {.name = NULL}};

static void print_json(const struct verify_report *report, int status)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, 65536);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member_str(&w, "tool", report->title);
    jsonw_member_str(&w, "benchmark", report->benchmark);
    jsonw_member_str(&w, "sha256", report->sha256);
    jsonw_key(&w, "levels");
    jsonw_array(&w);
    for (int i = 0; i < VERIFY_LEVELS; i++) {
        jsonw_object(&w);
        jsonw_member(&w, "level", report->levels[i].name);
        jsonw_member(&w, "state", verify_state_word(report->levels[i].state));
        jsonw_member(&w, "words", report->levels[i].words);
        jsonw_end(&w);
    }
    jsonw_end(&w);
    jsonw_member_int(&w, "status", status);
    jsonw_end(&w);
    puts(out.p);
    strbuf_release(&out);
}

static void print_text(const struct verify_report *report)
{
    struct strbuf text;
    strbuf_init(&text, 65536);
    utf8_visible(&text, report->title, false);
    strbuf_puts(&text, " on ");
    utf8_visible(&text, report->benchmark, false);
    printf("%s\n", text.p);
    for (int i = 0; i < VERIFY_LEVELS; i++) {
        const struct verify_level *level = &report->levels[i];
        strbuf_clear(&text);
        utf8_visible(&text, str_of(level->words), false);
        printf("  %-10s %-9s%s%s\n", level->name, verify_state_word(level->state),
               text.n > 0 ? " " : "", text.p);
    }
    strbuf_release(&text);
}

/* What is told of several files: fails before missing before held back before holds. */
static int worse(int one, int other)
{
    static const int order[] = {1, EXIT_NOT_FOUND_INPUT, EXIT_HELD};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        if (one == order[i] || other == order[i]) {
            return order[i];
        }
    }
    return 0;
}

static enum err_code verify(struct arena *arena, const struct verify_options *given,
                            const char *const *files, size_t count, int *status,
                            struct err *err)
{
    struct places places;
    struct datadir dir;
    struct note_key key;
    if (given->key != NULL && vkey_parse(str_of(given->key), &key, err) != ERR_OK) {
        err_prefix(err, "--key");
        return ERR_USAGE;
    }
    TRY(places_find(arena, &places, err));
    TRY(data_option(arena, given->data, &dir, err));
    const char *first = given->benchmarks != NULL ? given->benchmarks : places.benchmarks;
    const char *benchmarks[] = {first, places.benchmarks, NULL};
    for (size_t i = 0; i < count; i++) {
        struct verify_report report;
        struct verify_plan plan = {files[i], dir.public_db, given->key, benchmarks};
        TRY(evidence_verify(arena, &plan, &report, err));
        int found = verify_exit_status(&report);
        *status = worse(*status, found);
        if (given->json) {
            print_json(&report, found);
        } else {
            print_text(&report);
        }
    }
    return ERR_OK;
}

static enum err_code run(const void *values, const char *const *words, size_t count,
                         int *status, struct err *err)
{
    struct arena *arena = arena_new();
    enum err_code code = verify(arena, values, words, count, status, err);
    if (code == ERR_NOT_FOUND) {
        *status = worse(*status, EXIT_NOT_FOUND_INPUT);
    } else if (code != ERR_OK) {
        *status = err_exit_status(code);
    }
    arena_free(arena);
    return code;
}

const struct command command_verify = {
    .name = "verify",
    .synopsis = "FILE.dsse.json… [--data FOLDER] [--key VKEY] [--benchmarks FOLDER] [--json]",
    .summary = "check evidence down to its inputs",
    .help =
        "Checks, and says for each level whether it holds: the signature; the log's proof "
        "that this very file was issued\nfor a run registered beforehand; the stats against "
        "results and benchmark; the figures against the stats.\nThe files that belong to "
        "NAME.dsse.json are looked for beside it.\n\nExit status: 0 every level holds; 5 it "
        "holds, but items are held back; 4 something public is missing and\nnamed; 1 it "
        "fails. Of several files: that of the worst.",
    .options = options,
    .options_size = sizeof(struct verify_options),
    .words_min = 1,
    .words_max = 100000,
    .run = run,
};
