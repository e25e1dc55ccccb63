/* policeai lab import */
#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "foreign/foreign_log.h"

#include <stdio.h>
#include <string.h>

enum { LOG_MAX = 256 * MIB, SAID_MAX = MIB };

struct lab_import_options {
    bool json;
};

static const struct lab_import_options defaults = {.json = false};

static const struct opt options[] = {{"json", 0, OPT_FLAG,
                                      offsetof(struct lab_import_options, json), NULL,
                                      "print one JSON object", 0, 0},
                                     {.name = NULL}};

static void say(struct strbuf *out, const char *what, struct str text)
{
    if (text.n > 0) {
        strbuf_printf(out, "%-8s ", what);
        utf8_visible(out, str_sub(text, 0, 200), false);
        strbuf_putc(out, '\n');
    }
}

static void say_log(struct strbuf *out, const struct foreign_log *log)
{
    say(out, "by", str_of(log->harness));
    say(out, "version", log->version);
    say(out, "task", log->task);
    say(out, "model", log->model);
    say(out, "created", log->created);
    say(out, "status", log->status);
    strbuf_printf(out, "%-8s %lld\n", "samples", (long long)log->samples);
    for (size_t i = 0; i < log->count; i++) {
        const struct foreign_figure *figure = &log->figures[i];
        char mean[DEC_SIZE] = "";
        say(out, "figure", figure->metric);
        say(out, "  of", figure->score);
        say(out, "  stated", figure->stated);
        if (figure->rows > 0) {
            dec_format(mean, figure->sum / (double)figure->rows);
            strbuf_printf(out, "  rows   %s, the mean of %lld\n", mean,
                          (long long)figure->rows);
        }
        if (figure->without > 0) {
            strbuf_printf(out, "  rows   %lld without a number\n", (long long)figure->without);
        }
    }
    strbuf_puts(out,
                "This was measured by others: it is no evidence here, and nothing of it was "
                "recorded.\n");
}

static enum err_code read_log(struct command_call *call, struct foreign_log *log,
                              struct err *err)
{
    struct str bytes;
    const char *format = call->words[0];
    bool inspect = strcmp(format, "inspect") == 0;
    if (!inspect && strcmp(format, "lm-eval") != 0) {
        return err_set(err, ERR_USAGE, "no such format: %.40s; there are inspect and lm-eval",
                       format);
    }
    TRY(file_read(call->arena, call->words[1], LOG_MAX, &bytes, err));
    enum err_code code = inspect ? inspect_log_read(call->arena, bytes, log, err)
                                 : harness_log_read(call->arena, bytes, log, err);
    if (code != ERR_OK) {
        err_prefix(err, "%s", call->words[1]);
    }
    return code;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct lab_import_options *given = call->options;
    struct foreign_log *log = arena_zalloc(call->arena, sizeof *log);
    struct strbuf out;
    struct jsonw w;
    TRY(read_log(call, log, err));
    strbuf_init(&out, SAID_MAX);
    if (given->json) {
        jsonw_init(&w, &out);
        foreign_log_write(log, &w);
        strbuf_putc(&out, '\n');
    } else {
        say_log(&out, log);
    }
    enum err_code code = strbuf_check(&out, "what the log says", err);
    if (code == ERR_OK) {
        fputs(out.p, stdout);
    }
    strbuf_release(&out);
    return code;
}

const struct command command_lab_import = {
    .name = "lab import",
    .synopsis = "inspect|lm-eval FILE [--json]",
    .summary = "show what a log of another harness says",
    .help = "Reads an .eval of Inspect or a samples_*.jsonl of lm-evaluation-harness: who "
            "measured, its figures as stated, and\nbeside each the mean of the log's own "
            "rows. It is no evidence and nothing is recorded; to measure the same\nanswers "
            "here, make a benchmark of the items and hand the answers in with `policeai lab "
            "outputs`.",
    .options = options,
    .options_size = sizeof(struct lab_import_options),
    .defaults = &defaults,
    .words_min = 2,
    .words_max = 2,
    .run = run,
};
