/* policeai version */
#include "cli/command.h"

#include "base/jsonw.h"

#include <stdio.h>

struct version_options {
    bool json;
};

static const struct opt options[] = {
    {"json", 0, OPT_FLAG, offsetof(struct version_options, json), NULL, "print JSON", 0, 0},
    {.name = NULL}};

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct version_options *given = call->options;
    (void)err;
    if (!given->json) {
        printf("policeai %s\n", PAI_VERSION);
        return ERR_OK;
    }
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, 1024);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member(&w, "version", PAI_VERSION);
    jsonw_key(&w, "protocol");
    jsonw_array(&w);
    jsonw_int(&w, 1);
    jsonw_end(&w);
    jsonw_end(&w);
    puts(out.p);
    strbuf_release(&out);
    return ERR_OK;
}

const struct command command_version = {
    .name = "version",
    .synopsis = "[--json]",
    .summary = "print the version",
    .help = "Prints the program's version and the versions of the tool protocol it speaks.",
    .options = options,
    .options_size = sizeof(struct version_options),
    .run = run,
};
