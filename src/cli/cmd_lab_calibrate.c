/* policeai lab calibrate */
#include "cli/guide_call.h"
#include "tuning/calibration_guide.h"

#include <string.h>

struct calibrate_options {
    struct score_options place;
    const char *method;
};

static const struct calibrate_options defaults = {.place = {.score = "/score"}};

static const struct opt options[] = {
    SCORE_OPTIONS(struct calibrate_options),
    {"method", 0, OPT_TEXT, offsetof(struct calibrate_options, method), "NAME",
     "platt or isotonic (else the one that does better on cases it was not made of)", 0, 0},
    {.name = NULL}};

static enum err_code read_method(const char *name, enum calibration_kind *kind, struct err *err)
{
    *kind = CALIBRATION_NONE;
    if (name == NULL) {
        return ERR_OK;
    }
    for (int k = CALIBRATION_PLATT; k < CALIBRATION_KINDS; k++) {
        if (strcmp(name, calibration_word((enum calibration_kind)k)) == 0) {
            *kind = (enum calibration_kind)k;
            return ERR_OK;
        }
    }
    err_set(err, ERR_USAGE, "--method \"%.40s\" is not known", name);
    err_hint(err, "it is platt or isotonic");
    return ERR_USAGE;
}

static enum err_code make(struct arena *arena, const struct evidence_files *files,
                          const struct score_place *place, const void *choice,
                          struct strbuf *out, struct err *err)
{
    return calibration_guide_make(arena, files, place, *(const enum calibration_kind *)choice,
                                  out, err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct calibrate_options *given = call->options;
    enum calibration_kind choice;
    TRY(read_method(given->method, &choice, err));
    return guide_call_choose(call, &given->place, make, &choice, err);
}

const struct command command_lab_calibrate = {
    .name = "lab calibrate",
    .synopsis =
        "EVIDENCE.dsse.json --positive /match=yes --to FILE [--method platt|isotonic] …",
    .summary = "make a probability of a tool's score",
    .help = "Takes the answers of a run on split dev, fits Platt's curve and a rising step "
            "function, and checks both on cases\nthey were not made of. The outcome is a "
            "calibration guide; `policeai lab confirm` tries it once on split test.",
    .options = options,
    .options_size = sizeof(struct calibrate_options),
    .defaults = &defaults,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
