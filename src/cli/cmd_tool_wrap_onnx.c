/* policeai tool wrap onnx */
#include "base/utf8.h"
#include "cli/command.h"
#include "lab/places.h"
#include "run/isolation.h"
#include "trial/wrap_onnx.h"

#include <stdio.h>
#include <string.h>

struct wrap_onnx_options {
    struct wrap_onnx_plan plan;
    bool inspect;
    const char *accept_isolation, *reason;
};

static const struct wrap_onnx_options defaults = {
    .plan = {.memory_mb = 1024, .seconds = 60, .threads = 1}};

#define AT(member) offsetof(struct wrap_onnx_options, member)
static const struct opt options[] = {
    {"inspect", 0, OPT_FLAG, AT(inspect), NULL,
     "print what the model takes and gives, make nothing", 0, 0},
    {"library", 0, OPT_TEXT, AT(plan.library), "FILE",
     "ONNX Runtime's shared library, 1.16 or later", 0, 0},
    {"spec", 0, OPT_TEXT, AT(plan.spec), "FILE",
     "how its input is prepared and its output read; files it names lie beside it", 0, 0},
    {"out", 0, OPT_TEXT, AT(plan.out), "FOLDER", "the tool's folder, not there yet", 0, 0},
    {"task", 0, OPT_TEXT, AT(plan.task), "TASK", "face-verification, image-matching or ocr", 0,
     0},
    {"id", 0, OPT_TEXT, AT(plan.id), "ID", "of a-z, 0-9 and '-'", 0, 0},
    {"version", 0, OPT_TEXT, AT(plan.version), "TEXT", "the model's own", 0, 0},
    {"supplier", 0, OPT_TEXT, AT(plan.supplier), "TEXT", "who made the model", 0, 0},
    {"licence", 0, OPT_TEXT, AT(plan.licence), "TEXT", "of the model (else: not stated)", 0, 0},
    {"source", 0, OPT_TEXT, AT(plan.source), "TEXT", "where it is from (else: not stated)", 0,
     0},
    {"name", 0, OPT_TEXT, AT(plan.name), "TEXT", "for people (else the file's)", 0, 0},
    {"intended-use", 0, OPT_TEXT, AT(plan.intended_use), "TEXT", "else: not stated yet", 0, 0},
    {"not-for", 0, OPT_TEXT, AT(plan.not_for), "TEXT", "else: not stated yet", 0, 0},
    {"memory-mb", 0, OPT_INT, AT(plan.memory_mb), "N", "of memory (1024)", 64, 1048576},
    {"seconds", 0, OPT_INT, AT(plan.seconds), "N", "an item may take (60)", 1, 86000},
    {"threads", 0, OPT_INT, AT(plan.threads), "N", "it may use (1)", 1, 64},
    {"accept-isolation", 0, OPT_TEXT, AT(accept_isolation), "LEVEL",
     "load the model below full isolation", 0, 0},
    {"reason", 0, OPT_TEXT, AT(reason), "TEXT", "why, with --accept-isolation", 0, 0},
    {.name = NULL}};

static void print_side(const char *side, const struct js *tensors)
{
    struct strbuf name;
    strbuf_init(&name, 4096);
    for (size_t i = 0; tensors != NULL && i < tensors->array.count; i++) {
        const struct js *tensor = &tensors->array.items[i];
        strbuf_clear(&name);
        utf8_visible(&name, js_text(tensor, "name"), false);
        printf("%s  %s  %.*s  %.*s\n", side, name.p, STR_ARG(js_text(tensor, "type")),
               STR_ARG(js_text(tensor, "shape")));
    }
    strbuf_release(&name);
}

static void print_told(const struct js *told)
{
    print_side("input ", js_member(told, "inputs"));
    print_side("output", js_member(told, "outputs"));
    printf("ONNX Runtime %.*s\n", STR_ARG(js_text(told, "library")));
}

static enum err_code run(struct command_call *call, struct err *err)
{
    struct places places;
    struct wrap_onnx_options given = *(const struct wrap_onnx_options *)call->options;
    const struct js *told;
    const struct isolation_terms terms = {false, given.accept_isolation, given.reason};
    given.plan.model = call->words[0];
    TRY(places_find(call->arena, &places, err));
    TRY(places_adapter(call->arena, &places, "adapter-onnx", &given.plan.adapter_folder, err));
    TRY(isolation_check(&terms, err));
    if (given.inspect) {
        TRY(wrap_onnx_inspect(call->arena, &given.plan, &told, err));
        print_told(told);
        return ERR_OK;
    }
    TRY(wrap_onnx(call->arena, &given.plan, &told, err));
    print_told(told);
    printf("%s: tool.json, onnx.json, model.onnx, libonnxruntime.so, adapter-onnx\n",
           given.plan.out);
    if (given.plan.intended_use == NULL || given.plan.not_for == NULL) {
        printf("to fill in, in tool.json: intended_use, not_for, limitations\n");
    }
    printf("next: policeai tool check %s%s\n", strchr(given.plan.out, '/') == NULL ? "./" : "",
           given.plan.out);
    return ERR_OK;
}

const struct command command_tool_wrap_onnx = {
    .name = "tool wrap onnx",
    .synopsis = "MODEL --library FILE (--inspect | --spec FILE --task T --id ID --version V "
                "--supplier S --out FOLDER …)",
    .summary = "make a tool folder of a model in ONNX",
    .help =
        "MODEL is copied into FOLDER with the library, the spec (as onnx.json) and the "
        "adapter, so that the folder's digest\nis of all of them. The model is loaded in "
        "the sandbox first: what does not fit is told by tensor, and nothing is\nmade. "
        "--inspect prints the tensors, from which the spec is written.\n\nWhat the spec may "
        "say, and where models and the library are from: doc/onnx-models.md.",
    .options = options,
    .options_size = sizeof(struct wrap_onnx_options),
    .defaults = &defaults,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
