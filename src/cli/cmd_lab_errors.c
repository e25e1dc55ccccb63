/* policeai lab errors */
#include "analysis/error_page.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/jsonw.h"
#include "cli/command.h"
#include "lab/places.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

struct errors_options {
    bool test;
    const char *html;
    const char *reason;
    const char *benchmarks;
};

#define AT(member) offsetof(struct errors_options, member)
static const struct opt options[] = {
    {"html", 0, OPT_TEXT, AT(html), "FILE", "where the page goes", 0, 0},
    {"test", 0, OPT_FLAG, AT(test), NULL, "show items of a split that is not dev", 0, 0},
    {"reason", 0, OPT_TEXT, AT(reason), "TEXT", "why, with --test; it is kept", 0, 0},
    {"benchmarks", 0, OPT_TEXT, AT(benchmarks), "FOLDER",
     "a folder of benchmarks (else those that ship)", 0, 0},
    {.name = NULL}};

static enum err_code may_look(const struct errors_options *given,
                              const struct error_inputs *inputs, struct err *err)
{
    bool dev = str_is(inputs->files.scope.split, "dev");
    if (!dev && (!given->test || given->reason == NULL || given->reason[0] == '\0')) {
        err_set(err, ERR_DENIED,
                "%s is of split \"%.*s\": who sees what was missed there can no longer be "
                "tested by it",
                inputs->files.results, STR_ARG(inputs->files.scope.split));
        err_hint(err, "run it on --split dev, or give --test --reason TEXT");
        return ERR_DENIED;
    }
    return ERR_OK;
}

/* One line a look, beside the evidence. */
static enum err_code keep_reason(struct arena *arena, const struct error_inputs *inputs,
                                 const char *reason, struct err *err)
{
    char at[TIME_SIZE];
    struct strbuf line;
    struct jsonw w;
    const struct clock clock = {0};
    const char *path = arena_printf(arena, "%s.looked-at.jsonl", inputs->files.stem);
    time_format(at, clock_now(&clock));
    strbuf_init(&line, 65536);
    jsonw_init(&w, &line);
    jsonw_object(&w);
    jsonw_member(&w, "at", at);
    jsonw_member(&w, "reason", reason);
    jsonw_end(&w);
    strbuf_putc(&line, '\n');
    enum err_code code = strbuf_check(&line, "the reason", err);
    int fd = code == ERR_OK ? open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
    if (code == ERR_OK && fd < 0) {
        code = err_errno(err, "cannot open %s", path);
    }
    if (code == ERR_OK) {
        code = file_write_fd(fd, path, strbuf_view(&line), err);
    }
    if (fd >= 0 && close(fd) != 0 && code == ERR_OK) {
        code = err_errno(err, "cannot write %s", path);
    }
    strbuf_release(&line);
    return code;
}

static enum err_code write_page(struct command_call *call, const struct errors_options *given,
                                const struct error_inputs *inputs, struct err *err)
{
    struct strbuf page;
    bool dev = str_is(inputs->files.scope.split, "dev");
    TRY(may_look(given, inputs, err));
    if (!dev) {
        TRY(keep_reason(call->arena, inputs, given->reason, err));
    }
    strbuf_init(&page, ERROR_PAGE_MAX);
    enum err_code code =
        error_page_write(call->arena, inputs, dev ? NULL : given->reason, &page, err);
    if (code == ERR_OK) {
        code = file_write(given->html, strbuf_view(&page), 0600, err);
    }
    strbuf_release(&page);
    return code;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct errors_options *given = call->options;
    struct places places;
    struct error_inputs inputs;
    if (given->html == NULL) {
        err_set(err, ERR_USAGE, "lab errors needs --html");
        err_hint(err, "say where the page goes: --html FILE");
        return ERR_USAGE;
    }
    TRY(places_find(call->arena, &places, err));
    TRY(error_inputs_open(call->arena, call->words[0],
                          given->benchmarks != NULL ? given->benchmarks : places.benchmarks,
                          &inputs, err));
    enum err_code code = write_page(call, given, &inputs, err);
    error_inputs_free(&inputs);
    return code;
}

const struct command command_lab_errors = {
    .name = "lab errors",
    .synopsis = "EVIDENCE.dsse.json --html FILE [--test --reason TEXT] [--benchmarks FOLDER]",
    .summary = "show where a tool of redaction, classification, reading or hearing went wrong",
    .help = "Writes one page. Of redaction: what was missed, hidden in part and hidden without "
            "need, by label, group and\n"
            "kind of look-alike, and with the words around, the worst documents first. Of "
            "text-classification: which\n"
            "label was taken for which, and the texts. Of ocr and transcription: words that "
            "were changed, missed and added.\n"
            "NAME.results.jsonl must lie beside NAME.dsse.json. The page is private: it holds "
            "words of the items.\n\n"
            "Only items of split dev are shown. With --test others are, under a warning; the "
            "reason is printed and\n"
            "kept in NAME.looked-at.jsonl. Items of a sealed benchmark are never shown.",
    .options = options,
    .options_size = sizeof(struct errors_options),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
