/* policeai sandbox self-test */
#include "base/jsonw.h"
#include "cli/command.h"
#include "lab/places.h"
#include "trial/self_test.h"

#include <stdio.h>
#include <stdlib.h>

struct self_test_options {
    bool json;
    const char *root;
};

static const struct opt options[] = {
    {"json", 0, OPT_FLAG, offsetof(struct self_test_options, json), NULL, "print JSON", 0, 0},
    {"root", 0, OPT_TEXT, offsetof(struct self_test_options, root), "TAR",
     "try it in this root file system, as of a tool that brings its own", 0, 0},
    {.name = NULL}};

static const char *level_of(const struct self_test *test)
{
    return sandbox_level_name(test->record.started > 0 ? test->record.level : SANDBOX_NONE);
}

static void attempt_json(struct jsonw *w, const char *name, bool came_off, const char *words)
{
    jsonw_key(w, name);
    jsonw_object(w);
    jsonw_key(w, "succeeded");
    jsonw_bool(w, came_off);
    jsonw_member(w, "words", words);
    jsonw_end(w);
}

static void print_json(const struct self_test *test)
{
    struct strbuf out;
    struct strbuf isolation;
    struct jsonw w;
    strbuf_init(&out, 1 << 20);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_key(&w, "passed");
    jsonw_bool(&w, test->passed);
    jsonw_member(&w, "level", level_of(test));
    jsonw_member(&w, "why", test->why_not_full.message);
    jsonw_key(&w, "isolation");
    strbuf_init(&isolation, 1 << 20);
    sandbox_record_json(&test->record, &isolation);
    jsonw_raw(&w, strbuf_view(&isolation));
    strbuf_release(&isolation);
    jsonw_key(&w, "probes");
    jsonw_array(&w);
    for (size_t i = 0; i < test->count; i++) {
        const struct self_test_row *row = &test->rows[i];
        jsonw_object(&w);
        jsonw_member(&w, "name", row->name);
        attempt_json(&w, "outside", row->outside, row->outside_words);
        attempt_json(&w, "inside", row->inside, row->inside_words);
        jsonw_member(&w, "held_by", row->held_by);
        jsonw_end(&w);
    }
    jsonw_end(&w);
    jsonw_end(&w);
    puts(out.p);
    strbuf_release(&out);
}

static void print_table(const struct self_test *test)
{
    printf("%-30s %-12s %-40s %s\n", "probe", "outside", "inside", "held by");
    for (size_t i = 0; i < test->count; i++) {
        const struct self_test_row *row = &test->rows[i];
        bool good = row->outside && !row->inside;
        printf("%-30s %-12s %-40s %s%s\n", row->name, row->outside ? "succeeded" : "FAILED",
               row->inside ? "SUCCEEDED" : row->inside_words, row->held_by,
               good ? "" : "  <- wrong");
        if (!row->outside) {
            printf("%-30s outside: %s\n", "", row->outside_words);
        }
    }
    printf("\nlevel %s; memory held by %s, processes by %s\n", level_of(test),
           sandbox_record_memory(&test->record), sandbox_record_processes(&test->record));
    if (test->why_not_full.message[0] != '\0') {
        printf("why: %s\n", test->why_not_full.message);
    }
    printf("%s\n", test->passed ? "every probe succeeded outside and failed inside"
                                : "NOT every probe succeeded outside and failed inside");
}

static enum err_code find_root(struct arena *arena, const char *given, const char **root,
                               struct err *err)
{
    *root = NULL;
    if (given == NULL) {
        return ERR_OK;
    }
    char *real = realpath(given, NULL);
    if (real == NULL) {
        return err_errno(err, "cannot open %s", given);
    }
    *root = arena_strdup(arena, real);
    free(real);
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct self_test_options *given = call->options;
    struct places places;
    struct self_test test;
    const char *root;
    TRY(places_find(call->arena, &places, err));
    TRY(find_root(call->arena, given->root, &root, err));
    TRY(self_test_run(call->arena, places.probe, root, &test, err));
    call->status = test.passed ? 0 : 1;
    if (given->json) {
        print_json(&test);
    } else {
        print_table(&test);
    }
    return ERR_OK;
}

const struct command command_sandbox_self_test = {
    .name = "sandbox self-test",
    .synopsis = "[--json] [--root TAR]",
    .summary = "prove that a tool can do nothing it must not",
    .help =
        "Runs a small program that tries, one after the other, what no tool may do: first "
        "outside, where it must\nsucceed, then in the sandbox, where it must fail. A probe "
        "that fails outside too proves nothing and counts\nas wrong. Takes some seconds; what "
        "the probes are after is made for the purpose and removed.\n\nExit status: 0 every "
        "probe succeeded outside and failed inside; 1 not so, or there is no isolation.",
    .options = options,
    .options_size = sizeof(struct self_test_options),
    .run = run,
};
