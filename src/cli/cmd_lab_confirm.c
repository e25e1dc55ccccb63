/* policeai lab confirm */
#include "cli/guide_call.h"
#include "tuning/calibration_guide.h"
#include "tuning/operating_guide.h"
#include "tuning/parameter_search.h"

struct confirm_options {
    const char *benchmarks;
};

static const struct opt options[] = {{"benchmarks", 0, OPT_TEXT,
                                      offsetof(struct confirm_options, benchmarks), "FOLDER",
                                      "a folder of benchmarks (else those that ship)", 0, 0},
                                     {.name = NULL}};

typedef enum err_code confirm_fn(struct arena *arena, const struct js *guide,
                                 const struct evidence_files *files, struct strbuf *out,
                                 struct err *err);

static confirm_fn *confirm_of(const struct js *guide)
{
    const struct js *kind = js_member(guide, "guide");
    return js_is(kind, GUIDE_OPERATING_POINT) ? operating_guide_confirm
           : js_is(kind, GUIDE_CALIBRATION)   ? calibration_guide_confirm
           : js_is(kind, GUIDE_PARAMETERS)    ? parameter_guide_confirm
                                              : NULL;
}

static enum err_code confirm(struct command_call *call, const struct js *guide,
                             const struct evidence_files *files, struct err *err)
{
    struct strbuf confirmed;
    const char *path = call->words[0];
    confirm_fn *of_kind = confirm_of(guide);
    if (of_kind == NULL) {
        return err_set(err, ERR_UNSUPPORTED, "%s: a guide of kind \"%.*s\" is not known", path,
                       STR_ARG(str_sub(js_text(guide, "guide"), 0, 60)));
    }
    TRY(guide_may_confirm(guide, path, files, err));
    strbuf_init(&confirmed, GUIDE_MAX);
    enum err_code code = of_kind(call->arena, guide, files, &confirmed, err);
    if (code == ERR_OK) {
        code = guide_confirm(guide, path, strbuf_view(&confirmed), err);
    }
    strbuf_release(&confirmed);
    return code == ERR_OK ? guide_call_show(call, path, err) : code;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct confirm_options *given = call->options;
    const struct js *guide;
    struct evidence_files files;
    TRY(guide_read(call->arena, call->words[0], &guide, err));
    TRY(guide_call_evidence(call, call->words[1], given->benchmarks, &files, err));
    enum err_code code = confirm(call, guide, &files, err);
    evidence_files_free(&files);
    return code;
}

const struct command command_lab_confirm = {
    .name = "lab confirm",
    .synopsis = "GUIDE EVIDENCE.dsse.json [--benchmarks FOLDER]",
    .summary = "try once on split test what was chosen on dev",
    .help = "The evidence must be of the same tool, parameters and benchmark as the guide, of "
            "all items of a split it was not\nchosen on. What came of it is written into the "
            "guide, and a second time is refused: who tries until it holds\nhas tuned on the "
            "test.",
    .options = options,
    .options_size = sizeof(struct confirm_options),
    .words_min = 2,
    .words_max = 2,
    .run = run,
};
