/* policeai verify */
#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/level_report.h"
#include "cli/log_report.h"
#include "cli/proof_report.h"
#include "cli/held_set.h"
#include "cli/sealed_option.h"
#include "crypto/note.h"
#include "evidence/verify.h"
#include "lab/places.h"
#include "stranger/log_place.h"
#include "stranger/proof_check.h"

#include <stdio.h>

struct verify_options {
    bool json;
    bool online;
    const char *signer;
    const char *log_key;
    const char *data;
    const char *key;
    const char *benchmarks;
    struct sealed_options sealed;
};

static const struct opt options[] = {
    {"data", 0, OPT_TEXT, offsetof(struct verify_options, data), "FOLDER", DATA_OPTION_HELP, 0,
     0},
    {"key", 0, OPT_TEXT, offsetof(struct verify_options, key), "VKEY",
     "the key to trust: of evidence its signer's, of a proof or a log the log's", 0, 0},
    {"signer", 0, OPT_TEXT, offsetof(struct verify_options, signer), "VKEY",
     "without --data: the key that signed the statements", 0, 0},
    {"log-key", 0, OPT_TEXT, offsetof(struct verify_options, log_key), "VKEY",
     "of evidence without --data: the key of its log", 0, 0},
    {"online", 0, OPT_FLAG, offsetof(struct verify_options, online), NULL,
     "let URL be on another machine", 0, 0},
    {"benchmarks", 0, OPT_TEXT, offsetof(struct verify_options, benchmarks), "FOLDER",
     "a folder that holds the benchmark's folder", 0, 0},
    SEALED_OPTION_ROWS(struct verify_options, sealed),
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
        const struct verify_level *level = &report->levels[i];
        level_report_json(&w, level->name, verify_state_word(level->state), level->words);
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
        level_report_print(level->name, verify_state_word(level->state), level->words);
    }
    strbuf_release(&text);
}

static enum err_code verify_evidence(struct arena *arena, const struct verify_options *given,
                                     const char *file, int *status, struct err *err)
{
    struct places places;
    struct datadir dir;
    struct note_key key;
    if (given->key != NULL && vkey_parse(str_of(given->key), &key, err) != ERR_OK) {
        err_prefix(err, "--key");
        return ERR_USAGE;
    }
    if (given->log_key != NULL && vkey_parse(str_of(given->log_key), &key, err) != ERR_OK) {
        err_prefix(err, "--log-key");
        return ERR_USAGE;
    }
    if (given->signer != NULL && vkey_parse(str_of(given->signer), &key, err) != ERR_OK) {
        err_prefix(err, "--signer");
        return ERR_USAGE;
    }
    TRY(places_find(arena, &places, err));
    TRY(data_option(arena, given->data, &dir, err));
    const char *first = given->benchmarks != NULL ? given->benchmarks : places.benchmarks;
    const char *benchmarks[] = {first, places.benchmarks, NULL};
    struct verify_report report;
    struct verify_plan plan = {.file = file,
                               .public_db = dir.public_db,
                               .key = given->key,
                               .benchmarks = benchmarks,
                               .log_key = given->log_key,
                               .issuer = given->signer};
    struct held_set held = {
        .arena = arena, .data = &dir, .terms = sealed_terms(&given->sealed)};
    TRY(held_set_find(&held, &plan, err));
    enum err_code code = evidence_verify(arena, &plan, &report, err);
    held_set_close(&held);
    TRY(code);
    *status = verify_exit_status(&report);
    if (given->json) {
        print_json(&report, *status);
    } else {
        print_text(&report);
    }
    return ERR_OK;
}

static enum err_code verify_proof(struct arena *arena, const struct verify_options *given,
                                  const char *file, int *status, struct err *err)
{
    struct datadir dir;
    struct proof_report report;
    struct str text;
    TRY(data_option(arena, given->data, &dir, err));
    TRY(file_read(arena, file, 4 * LIMIT_BODY, &text, err));
    const struct proof_plan plan = {text, given->key, given->signer, dir.public_db};
    TRY(proof_check(arena, &plan, &report, err));
    *status = proof_exit_status(&report);
    proof_report_print(&report, *status, given->json);
    return ERR_OK;
}

static enum err_code verify_log_at(struct arena *arena, const struct verify_options *given,
                                   const char *word, struct err *err)
{
    struct log_place place;
    struct note_key key;
    struct audit_report report;
    struct audit_plan plan = {0};
    if (given->key != NULL) {
        TRY(vkey_parse(str_of(given->key), &key, err));
        plan.log_key = &key;
    }
    TRY(log_place_open(&place, arena, word, given->online, err));
    plan.files = place.files;
    enum err_code code = audit_files(arena, &plan, &report, err);
    log_place_close(&place);
    TRY(code);
    log_report_print(&report, given->json);
    return ERR_OK;
}

static enum err_code verify_one(struct arena *arena, const struct verify_options *given,
                                const char *word, int *status, struct err *err)
{
    *status = 0;
    if (log_place_is(word)) {
        return verify_log_at(arena, given, word, err);
    }
    if (str_ends(str_of(word), STR(".tlog-proof"))) {
        return verify_proof(arena, given, word, status, err);
    }
    return verify_evidence(arena, given, word, status, err);
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
                            const char *const *words, size_t count, int *status,
                            struct err *err)
{
    for (size_t i = 0; i < count; i++) {
        int found;
        TRY(verify_one(arena, given, words[i], &found, err));
        *status = worse(*status, found);
    }
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    enum err_code code =
        verify(call->arena, call->options, call->words, call->count, &call->status, err);
    if (code == ERR_NOT_FOUND) {
        call->status = worse(call->status, EXIT_NOT_FOUND_INPUT);
    } else if (code != ERR_OK) {
        call->status = err_exit_status(code);
    }
    return code;
}

const struct command command_verify = {
    .name = "verify",
    .synopsis =
        "FILE.dsse.json|FILE.tlog-proof|FOLDER|URL … [--data FOLDER] [--key VKEY] "
        "[--signer VKEY]\n       [--log-key VKEY] [--benchmarks FOLDER] [--online] [--json]",
    .summary = "check evidence, a statement's proof, or a published log",
    .help =
        "FILE.tlog-proof: that one statement is in the log, by whom it was signed, and what it "
        "says.\nFOLDER (a static publication, a mirror, a data folder) or http://HOST…: every "
        "leaf, as `ledger verify` does.\n\n"
        "FILE.dsse.json: evidence. "
        "Checks, and says for each level whether it holds: the signature; the log's proof "
        "that this very file was issued\nfor a run registered beforehand; the stats against "
        "results and benchmark; the figures against the stats.\nThe files that belong to "
        "NAME.dsse.json are looked for beside it; without --data, but with --log-key and "
        "--signer, also the two\nproofs NAME.tlog-proof and NAME.run.tlog-proof.\n\nExit "
        "status: 0 every level holds; 5 it "
        "holds, but items are held back; 4 something public is missing and\nnamed; 1 it "
        "fails. Of several files: that of the worst.",
    .options = options,
    .options_size = sizeof(struct verify_options),
    .words_min = 1,
    .words_max = 100000,
    .run = run,
};
