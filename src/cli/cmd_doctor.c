/* policeai doctor */
#include "base/jsonw.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/settings.h"
#include "upkeep/doctor.h"

#include <stdio.h>

struct doctor_options {
    bool json;
    const char *data;
    const char *host;
    int64_t port;
};

enum { PORT_UNSET = -1 };
static const struct doctor_options defaults = {.port = PORT_UNSET};

#define AT(member) offsetof(struct doctor_options, member)
static const struct opt options[] = {
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {"port", 0, OPT_INT, AT(port), "PORT", "where a server is expected (8080)", 1, 65535},
    {"host", 0, OPT_TEXT, AT(host), "ADDRESS", "and at which address (127.0.0.1)", 0, 0},
    {"json", 0, OPT_FLAG, AT(json), NULL, "print JSON", 0, 0},
    {.name = NULL}};

static void add_text(struct jsonw *w, const char *name, const char *text)
{
    struct strbuf visible;
    strbuf_init(&visible, 8192);
    utf8_visible(&visible, str_of(text), false);
    jsonw_member_str(w, name, strbuf_view(&visible));
    strbuf_release(&visible);
}

static void print_json(const struct doctor_report *report)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, 1 << 20);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_key(&w, "findings");
    jsonw_array(&w);
    for (size_t i = 0; i < report->count; i++) {
        const struct doctor_finding *finding = &report->findings[i];
        jsonw_object(&w);
        jsonw_member(&w, "check", finding->check);
        jsonw_member(&w, "mark", doctor_word(finding->mark));
        add_text(&w, "words", finding->words);
        add_text(&w, "fix", finding->fix);
        jsonw_end(&w);
    }
    jsonw_end(&w);
    jsonw_member_int(&w, "wrong", (int64_t)report->wrong);
    jsonw_end(&w);
    puts(out.p);
    strbuf_release(&out);
}

static void print_text(const struct doctor_report *report)
{
    struct strbuf line;
    strbuf_init(&line, 8192);
    for (size_t i = 0; i < report->count; i++) {
        const struct doctor_finding *finding = &report->findings[i];
        strbuf_clear(&line);
        utf8_visible(&line, str_of(finding->words), false);
        printf("%-5s  %-10s  %s\n", doctor_word(finding->mark), finding->check, line.p);
        if (finding->fix[0] != '\0') {
            strbuf_clear(&line);
            utf8_visible(&line, str_of(finding->fix), false);
            printf("%5s  %10s  -> %s\n", "", "", line.p);
        }
    }
    strbuf_release(&line);
}

static enum err_code examine(struct arena *arena, const struct doctor_options *given,
                             int *status, struct err *err)
{
    struct places places;
    struct datadir dir;
    struct settings settings;
    struct doctor_report report;
    TRY(data_option(arena, given->data, &dir, err));
    TRY(settings_load(arena, &dir, &settings, err));
    TRY(places_find(arena, &places, err));
    const struct doctor_plan plan = {
        .data = &dir,
        .places = &places,
        .host = given->host != NULL ? given->host : settings.host,
        .port = (int)(given->port != PORT_UNSET ? given->port : settings.port)};
    doctor_examine(arena, &plan, &report);
    if (given->json) {
        print_json(&report);
    } else {
        print_text(&report);
    }
    *status = report.wrong > 0 ? 1 : 0;
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    return examine(call->arena, call->options, &call->status, err);
}

const struct command command_doctor = {
    .name = "doctor",
    .synopsis = "[--data FOLDER] [--port PORT] [--host ADDRESS] [--json]",
    .summary = "look at the installation and say what is wrong",
    .help = "Looks at what isolation this machine gives, room and rights of the data folder, "
            "whether the log fits what was\nsigned last and what is published, whether a "
            "server answers, and at the built-in tools and benchmarks.\nChanges nothing.\n\n"
            "Exit status: 0 nothing is wrong (there may be notes); 1 something is.",
    .options = options,
    .options_size = sizeof(struct doctor_options),
    .defaults = &defaults,
    .run = run,
};
