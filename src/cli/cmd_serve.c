/* policeai serve */
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/measure_progress.h"
#include "cli/serving_line.h"
#include "cli/settings.h"
#include "serve/serve.h"

struct serve_options {
    bool no_measure;
    const char *data;
    const char *host;
    int64_t port;
};

enum { PORT_UNSET = -1 };
static const struct serve_options defaults = {.port = PORT_UNSET};

#define AT(member) offsetof(struct serve_options, member)
static const struct opt options[] = {
    {"port", 0, OPT_INT, AT(port), "PORT", "where to listen (8080); 0: any that is free", 0,
     65535},
    {"host", 0, OPT_TEXT, AT(host), "ADDRESS", "the numeric address to listen on (127.0.0.1)",
     0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {"no-measure", 0, OPT_FLAG, AT(no_measure), NULL,
     "do not measure the built-in tools at the start", 0, 0},
    {.name = NULL}};

static void print_address(const char *host, int port)
{
    serving_line("serving", host, port);
}

static enum err_code serve_at(struct arena *arena, const struct serve_options *given,
                              struct err *err)
{
    struct places places;
    struct datadir dir;
    struct settings settings;
    TRY(data_option(arena, given->data, &dir, err));
    TRY(settings_load(arena, &dir, &settings, err));
    TRY(places_find(arena, &places, err));
    struct serve_plan plan = {
        .data = &dir,
        .places = &places,
        .host = given->host != NULL ? given->host : settings.host,
        .port = (int)(given->port != PORT_UNSET ? given->port : settings.port),
        .measure = !given->no_measure,
        .serving = print_address,
        .audience = &measure_progress_audience};
    return serve(&plan, err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    return serve_at(call->arena, call->options, err);
}

const struct command command_serve = {
    .name = "serve",
    .synopsis = "[--port PORT] [--host ADDRESS] [--data FOLDER] [--no-measure]",
    .summary = "serve the public pages and measure the built-in tools",
    .help =
        "Makes the data folder when there is none (a demonstration, so named on every page), "
        "serves in the foreground\nand prints one line when the first page can be fetched. "
        "Then each built-in tool is measured quickly on the\nbenchmarks of its task, unless "
        "that was done before with the same inputs. Ctrl-C stops it; a measurement\nthat "
        "was cut goes on at the next start.\n\nPORT and ADDRESS also come from "
        "$POLICEAI_PORT and $POLICEAI_HOST, or from \"port\" and \"host\" in\nconfig.json of "
        "the data folder: an option wins over the environment, that over the file.",
    .options = options,
    .options_size = sizeof(struct serve_options),
    .defaults = &defaults,
    .run = run,
};
