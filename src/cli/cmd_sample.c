/* policeai sample */
#include "cli/command.h"
#include "cli/data_option.h"
#include "base/clock.h"
#include "lab/places.h"
#include "registry/sample.h"

#include <stdio.h>
#include <unistd.h>

struct sample_options {
    const char *data;
    int64_t tools;
    int64_t forces;
    int64_t versions;
};

#define AT(member) offsetof(struct sample_options, member)
static const struct opt options[] = {
    {"tools", 0, OPT_INT, AT(tools), "N", "for load: so many tools more", 0, 100000},
    {"forces", 0, OPT_INT, AT(forces), "N", "each deployed by so many forces", 1, 1000},
    {"versions", 0, OPT_INT, AT(versions), "N", "each deployment in so many versions", 1, 1000},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", "the folder to make, or one that was begun", 0,
     0},
    {.name = NULL}};

static const struct sample_options defaults = {.tools = 0, .forces = 1, .versions = 1};

struct showing {
    int64_t began;
    size_t first; /* there already when it began */
    size_t said;  /* last time */
    bool terminal;
};

/* On a terminal one line that changes, else a line for each twentieth. */
static void show(void *data, size_t done, size_t total)
{
    struct showing *showing = data;
    size_t step = showing->terminal ? 100 : total / 20 + 1;
    int64_t seconds = clock_now(&(struct clock){0}) - showing->began;
    if (showing->said == SIZE_MAX) {
        showing->first = done;
        if (done > 0) {
            fprintf(stderr, "%zu of %zu are there already; going on\n", done, total);
        }
    } else if (done / step == showing->said / step && done < total) {
        return;
    }
    showing->said = done;
    if (done > showing->first) {
        fprintf(stderr, "%s%zu of %zu, %lld s%s", showing->terminal ? "\r" : "", done, total,
                (long long)seconds, showing->terminal && done < total ? " " : "\n");
    }
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct sample_options *given = call->options;
    struct places places;
    struct datadir dir;
    size_t count;
    struct showing showing = {.began = clock_now(&(struct clock){0}),
                              .said = SIZE_MAX,
                              .terminal = isatty(STDERR_FILENO)};
    if (given->data == NULL) {
        return err_set(err, ERR_USAGE, "say where: --data FOLDER");
    }
    TRY(places_find(call->arena, &places, err));
    TRY(data_option(call->arena, given->data, &dir, err));
    struct sample_plan plan = {.dir = &dir,
                               .reference = places.reference,
                               .now = clock_now(&(struct clock){0}),
                               .tools = (size_t)given->tools,
                               .forces = (size_t)given->forces,
                               .versions = (size_t)given->versions,
                               .progress = show,
                               .data = &showing};
    TRY(sample_make(call->arena, &plan, &count, err));
    printf("%zu made-up statements in %s\nsee them with: policeai serve --data %s\n", count,
           dir.root, dir.root);
    return ERR_OK;
}

const struct command command_sample = {
    .name = "sample",
    .synopsis = "--data FOLDER [--tools N --forces N --versions N]",
    .summary = "make a data folder with a made-up world, for demonstrations and load",
    .help = "Everything in it is made up and says so, in a banner on every page too. It has a "
            "log of its own, which nobody\nanswers for; no other log takes made-up data. "
            "Interrupted or killed, the same command goes on where it was.",
    .options = options,
    .options_size = sizeof(struct sample_options),
    .defaults = &defaults,
    .run = run,
};
