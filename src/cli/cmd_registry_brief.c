/* policeai registry brief */
#include "base/file.h"
#include "base/limits.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/registry_now.h"
#include "metrics/metric.h"
#include "registry/brief.h"

#include <stdio.h>

struct brief_options {
    const char *data;
    const char *force;
    const char *stage;
    const char *html;
    const char *on;
};

#define AT(member) offsetof(struct brief_options, member)
static const struct opt options[] = {
    {"force", 0, OPT_TEXT, AT(force), "ID", "whose chief officer reads it", 0, 0},
    {"stage", 0, OPT_TEXT, AT(stage), "STAGE",
     "that is to be decided on, pilot or operational (else the stage it is at)", 0, 0},
    {"html", 0, OPT_TEXT, AT(html), "FILE", "write one HTML file instead", 0, 0},
    {"on", 0, OPT_TEXT, AT(on), "YYYY-MM-DD", "as it stands at the end of that day", 0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

enum { OUT_MAX = 4 * 1024 * 1024 };

static enum err_code write_out(const struct brief *brief, const char *html, struct err *err)
{
    struct strbuf out;
    strbuf_init(&out, OUT_MAX);
    if (html != NULL) {
        brief_write_html(brief, &out);
    } else {
        brief_write_text(brief, &out);
    }
    enum err_code code = strbuf_check(&out, "the paper", err);
    if (code == ERR_OK && html != NULL) {
        code = file_write(html, strbuf_view(&out), 0644, err);
    } else if (code == ERR_OK) {
        fputs(out.p, stdout);
    }
    strbuf_release(&out);
    return code;
}

static const char *metric_title(const char *id)
{
    const struct metric *metric = metric_lookup(id);
    return metric != NULL ? metric->title : NULL;
}

static enum err_code make(struct registry_now *now, const struct brief_options *given,
                          const char *subject, struct err *err)
{
    struct brief brief;
    struct brief_plan plan = {.gate = &now->gate,
                              .vocabulary = &now->fields,
                              .counts = &now->call.set.use,
                              .metric_title = metric_title,
                              .subject = str_of(subject),
                              .force = registry_force_id(now, given->force),
                              .stage = str_of(given->stage != NULL ? given->stage : ""),
                              .now = now->now};
    plan.force_name = registry_force_name(now, plan.force);
    TRY(brief_make(now->call.db, now->call.arena, &plan, &brief, err));
    return write_out(&brief, given->html, err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct brief_options *given = call->options;
    struct registry_now now;
    if (given->force == NULL) {
        return err_set(err, ERR_USAGE, "say for which force: --force ID");
    }
    if (given->stage != NULL && !str_is(str_of(given->stage), "pilot") &&
        !str_is(str_of(given->stage), "operational")) {
        return err_set(err, ERR_USAGE, "--stage is pilot or operational, not \"%.40s\"",
                       given->stage);
    }
    TRY(registry_now_open(&now, call->arena, given->data, given->on, err));
    enum err_code code = make(&now, given, call->words[0], err);
    registry_call_close(&now.call);
    return code;
}

const struct command command_registry_brief = {
    .name = "registry brief",
    .synopsis =
        "SUBJECT --force ID [--stage pilot|operational] [--html FILE] [--on YYYY-MM-DD] "
        "[--data FOLDER]",
    .summary = "the chief officer's paper on one deployment",
    .help = "Evidence with groups and intervals, the gate, risks, cost, benefit, what speaks "
            "against it, what is missing, and\nroom for the decision. From public records: "
            "what is withheld stands as withheld. It recommends nothing.\nLong texts are cut "
            "and say so.",
    .options = options,
    .options_size = sizeof(struct brief_options),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
