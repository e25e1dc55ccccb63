/* policeai case schedule block */
#include "cli/case_print.h"
#include "cli/schedule_call.h"
#include "disclosure/schedule_change.h"

#include <stdio.h>

struct block_options {
    const char *description, *why, *as;
};

#define AT(member) offsetof(struct block_options, member)
static const struct opt options[] = {
    {"description", 0, OPT_TEXT, AT(description), "TEXT", "a new block: what its items are", 0,
     0},
    {"reason", 0, OPT_TEXT, AT(why), "TEXT", "why they need not be listed one by one", 0, 0},
    {"as", 0, OPT_TEXT, AT(as), "NAME", "who decides (the login name)", 0, 0},
    {.name = NULL}};

static enum err_code print_block(void *data, const struct schedule_block *block,
                                 struct err *err)
{
    (void)data, (void)err;
    printf("%lld\t%lld\t%lld\t", (long long)block->id, (long long)block->count,
           (long long)block->number);
    case_print(block->description, false);
    printf("\t");
    case_print(block->why, false);
    printf("\n");
    return ERR_OK;
}

static enum err_code blocks(struct command_call *call, struct casefile_acts *acts,
                            struct err *err)
{
    const struct block_options *given = call->options;
    struct disclosure_act act;
    int64_t block;
    if (given->description == NULL) {
        printf("block\tdocuments\tnumber\tdescription\treason\n");
        return schedule_blocks(acts->db, print_block, NULL, err);
    }
    TRY(schedule_call_act(call->arena, given->as, &act, err));
    TRY(schedule_block_make(acts, &act, str_of(given->description),
                            str_of(given->why != NULL ? given->why : ""), &block, err));
    printf("block %lld: `policeai case schedule set %s DOCUMENT… --block %lld` puts documents "
           "into it\n",
           (long long)block, call->words[0], (long long)block);
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    struct casefile_acts acts;
    TRY(disclosure_open(&acts, call->words[0], err));
    enum err_code code = blocks(call, &acts, err);
    casefile_close_acts(&acts);
    return code;
}

static const struct block_options defaults = {.description = NULL};

const struct command command_case_schedule_block = {
    .name = "case schedule block",
    .synopsis = "CASE [--description TEXT --reason TEXT] [--as NAME]",
    .summary = "blocks of many items of one kind: list them, or make one",
    .help = "A block stands on the non-sensitive schedule as one item with the count of its "
            "documents; which they are is in\nblock-listings.csv. Without --description: "
            "those that there are, tabs between.",
    .options = options,
    .options_size = sizeof(struct block_options),
    .defaults = &defaults,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
