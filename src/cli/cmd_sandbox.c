/* policeai sandbox */
#include "base/jsonw.h"
#include "cli/command.h"
#include "sandbox/sandbox.h"

#include <stdio.h>

struct sandbox_options {
    bool json;
};

static const struct opt options[] = {
    {"json", 0, OPT_FLAG, offsetof(struct sandbox_options, json), NULL, "print JSON", 0, 0},
    {.name = NULL}};

static void print_json(enum sandbox_level level, const struct sandbox_record *record,
                       const struct err *why)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, 65536);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member(&w, "level", sandbox_level_name(level));
    jsonw_member(&w, "why", why->message);
    if (level != SANDBOX_NONE) {
        jsonw_member(&w, "memory", sandbox_record_memory(record));
        jsonw_member(&w, "processes", sandbox_record_processes(record));
    }
    jsonw_end(&w);
    puts(out.p);
    strbuf_release(&out);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct sandbox_options *given = call->options;
    struct sandbox_record record = {0};
    struct err why = {.code = ERR_OK};
    enum sandbox_level level = sandbox_available_as(&record, &why);
    (void)err;
    if (given->json) {
        print_json(level, &record, &why);
    } else {
        printf("level      %s\n", sandbox_level_name(level));
        if (level != SANDBOX_NONE) {
            printf("memory     %s\nprocesses  %s\n", sandbox_record_memory(&record),
                   sandbox_record_processes(&record));
        }
        if (why.message[0] != '\0') {
            printf("why        %s\n", why.message);
        }
    }
    call->status = level == SANDBOX_NONE ? 1 : 0;
    return ERR_OK;
}

const struct command command_sandbox = {
    .name = "sandbox",
    .synopsis = "[--json]",
    .summary = "what isolation this machine gives",
    .help = "The level that tools run at here: full; reduced (every wall stands, but refused "
            "calls cannot be counted by\nname); none (nothing runs). memory and processes say "
            "what holds their limits. policeai sandbox self-test\nproves the walls.\n\nExit "
            "status: 0 there is isolation; 1 there is none.",
    .options = options,
    .options_size = sizeof(struct sandbox_options),
    .run = run,
};
