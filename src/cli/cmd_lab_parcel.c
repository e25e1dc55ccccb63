/* policeai lab parcel */
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/sealed_option.h"
#include "cli/tool_option.h"
#include "lab/lab_parcel.h"
#include "lab/places.h"

#include <stdio.h>

struct lab_parcel_options {
    const char *data;
    const char *split;
    const char *to;
    const char *supplier;
    const char *product;
    const char *version;
    const char *endpoint;
    const char *model;
    const char *parameters;
    const char *accept_disclosure;
    const char *again;
    struct sealed_options sealed;
};

static const struct lab_parcel_options defaults = {.split = "test"};

#define AT(member) offsetof(struct lab_parcel_options, member)
static const struct opt options[] = {
    {"to", 0, OPT_TEXT, AT(to), "FOLDER", "the parcel, a new folder", 0, 0},
    {"supplier", 0, OPT_TEXT, AT(supplier), "NAME", "whose product it is", 0, 0},
    {"product", 0, OPT_TEXT, AT(product), "NAME", "what it is called", 0, 0},
    {"product-version", 0, OPT_TEXT, AT(version), "TEXT", "as the supplier states it", 0, 0},
    {"endpoint", 0, OPT_TEXT, AT(endpoint), "ADDRESS", "of a service, in place of --product", 0,
     0},
    {"model", 0, OPT_TEXT, AT(model), "NAME", "that the service names", 0, 0},
    {"split", 0, OPT_TEXT, AT(split), "NAME", "which items: test (default) or dev", 0, 0},
    {"parameters", 0, OPT_TEXT, AT(parameters), "FILE",
     "a JSON object of the settings that were agreed", 0, 0},
    {"accept-disclosure", 0, OPT_TEXT, AT(accept_disclosure), "REASON",
     "let inputs leave that are neither public nor synthetic", 0, 0},
    {"again", 0, OPT_TEXT, AT(again), "PARCEL", "the same parcel once more, of no new run", 0,
     0},
    SEALED_OPTION_ROWS(struct lab_parcel_options, sealed),
    SEALED_REQUESTER_ROWS(struct lab_parcel_options, sealed),
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

static enum err_code make_plan(struct command_call *call, struct lab_parcel_plan *plan,
                               struct err *err)
{
    const struct lab_parcel_options *given = call->options;
    struct places places;
    if (given->to == NULL) {
        return err_set(err, ERR_USAGE, "say where: --to FOLDER");
    }
    if ((given->again != NULL) == (call->count == 1)) {
        return err_set(err, ERR_USAGE, "give BENCHMARK, or --again PARCEL");
    }
    plan->to = given->to;
    plan->split = given->split;
    plan->again = given->again;
    plan->accept_disclosure = given->accept_disclosure;
    plan->outside = (struct outside){given->supplier, given->product, given->version,
                                     given->endpoint, given->model};
    TRY(tool_parameters(call->arena, given->parameters, &plan->parameters, err));
    if (given->again != NULL) {
        return ERR_OK;
    }
    TRY(places_find(call->arena, &places, err));
    return sealed_resolve(call->arena, plan->data, &places, call->words[0],
                          &plan->benchmark_folder, err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct lab_parcel_options *given = call->options;
    struct lab_parcel_plan plan = {0};
    struct lab_parcel_made made;
    struct datadir dir;
    TRY(data_option(call->arena, given->data, &dir, err));
    plan.data = &dir;
    plan.terms = sealed_terms(&given->sealed);
    TRY(make_plan(call, &plan, err));
    TRY(lab_parcel(call->arena, &plan, &made, err));
    printf("%s: parcel %s, %zu inputs (%.*s)\nrun %s\n", given->to, made.id, made.items,
           STR_ARG(made.sensitivity), made.run);
    return ERR_OK;
}

const struct command command_lab_parcel = {
    .name = "lab parcel",
    .synopsis = "BENCHMARK --to FOLDER --supplier NAME --product NAME --product-version TEXT …",
    .summary = "export a benchmark's inputs for a product that cannot run here",
    .help =
        "Writes a folder with the inputs under random names, what to do with them, and forms "
        "for the answers; never an\nexpected answer, a group or a name of the benchmark's. The "
        "run is registered in the log first, so one that\nnobody answers shows. `policeai lab "
        "outputs` takes the answers. --again makes a parcel that was lost once more.",
    .options = options,
    .options_size = sizeof(struct lab_parcel_options),
    .defaults = &defaults,
    .words_min = 0,
    .words_max = 1,
    .run = run,
};
