/* policeai tool wrap */
#include "base/file.h"
#include "cli/command.h"
#include "lab/places.h"
#include "trial/wrap.h"

#include <stdio.h>
#include <string.h>

static const struct wrap_plan defaults = {.memory_mb = 512, .seconds = 60};

#define AT(member) offsetof(struct wrap_plan, member)
static const struct opt options[] = {
    {"task", 0, OPT_TEXT, AT(task), "TASK", "what it does, e.g. text-redaction", 0, 0},
    {"id", 0, OPT_TEXT, AT(id), "ID", "of a-z, 0-9 and '-'", 0, 0},
    {"version", 0, OPT_TEXT, AT(version), "TEXT", "the program's own", 0, 0},
    {"name", 0, OPT_TEXT, AT(name), "TEXT", "for people (else the id)", 0, 0},
    {"supplier", 0, OPT_TEXT, AT(supplier), "TEXT", "who made the program", 0, 0},
    {"licence", 0, OPT_TEXT, AT(licence), "TEXT", "of the program", 0, 0},
    {"intended-use", 0, OPT_TEXT, AT(intended_use), "TEXT", "else: not stated yet", 0, 0},
    {"not-for", 0, OPT_TEXT, AT(not_for), "TEXT", "else: not stated yet", 0, 0},
    {"system-files", 0, OPT_TEXT, AT(system_files), "PATH",
     "a file or folder under /usr that the program reads: a model, a dictionary", 0, 0},
    {"as", 0, OPT_TEXT, AT(as), "READER",
     "how its answer is read: text, label, number, json, json-lines, csv, redacted-text", 0, 0},
    {"stdin", 0, OPT_TEXT, AT(stdin_of), "NAME",
     "what it gets on standard input: a member of the task's input, or input (all, as JSON)", 0,
     0},
    {"lines", 0, OPT_FLAG, AT(lines), NULL, "one process for all items: a line in, a line out",
     0, 0},
    {"pointer", 0, OPT_TEXT, AT(pointer), "POINTER",
     "where the answer stands in the JSON that it writes, e.g. /result/text", 0, 0},
    {"member", 0, OPT_TEXT, AT(member), "NAME",
     "what the task calls the answer (text, label, score)", 0, 0},
    {"brackets", 0, OPT_TEXT, AT(brackets), "[]",
     "redacted-text: placeholders stand in these; OPEN,CLOSE when they are longer", 0, 0},
    {"words", 0, OPT_TEXT, AT(words), "A,B,…", "redacted-text: placeholders are these words", 0,
     0},
    {"mask", 0, OPT_TEXT, AT(mask), "X", "redacted-text: this character, repeated", 0, 0},
    {"labels", 0, OPT_TEXT, AT(labels), "A=B,…", "what the task calls the program's labels", 0,
     0},
    {"columns", 0, OPT_TEXT, AT(columns), "NAME:TYPE,…",
     "csv: columns to take; text (default), integer or number", 0, 0},
    {"seconds", 0, OPT_INT, AT(seconds), "N", "an item may take (60)", 1, 86000},
    {"memory-mb", 0, OPT_INT, AT(memory_mb), "N", "of memory (512)", 16, 1048576},
    {.name = NULL}};

static enum err_code run(struct command_call *call, struct err *err)
{
    struct places places;
    struct wrap_plan plan = *(const struct wrap_plan *)call->options;
    plan.adapter = call->words[0];
    plan.folder = call->words[1];
    plan.argv = call->words + 2;
    plan.argc = call->count - 2;
    TRY(places_find(call->arena, &places, err));
    TRY(places_adapter(call->arena, &places,
                       arena_printf(call->arena, "adapter-%s", plan.adapter),
                       &plan.adapter_folder, err));
    TRY(wrap_tool(call->arena, &plan, err));
    printf("%s: tool.json, adapter.json\n", plan.folder);
    if (plan.intended_use == NULL || plan.not_for == NULL) {
        printf("to fill in, in tool.json: intended_use, not_for, limitations\n");
    }
    printf("next: policeai tool check %s%s\n", strchr(plan.folder, '/') == NULL ? "./" : "",
           plan.folder);
    return ERR_OK;
}

const struct command command_tool_wrap = {
    .name = "tool wrap",
    .synopsis =
        "command FOLDER --task T --id ID --version V --supplier S --licence L --as READER "
        "… -- PROGRAM WORD…",
    .summary = "make a tool folder of an outside program",
    .help =
        "PROGRAM is a name of /usr/bin or a path in FOLDER (./NAME), which may hold the "
        "supplier's files already. In its\nwords {NAME} stands for a member of the task's "
        "input, {NAME-file} for a file that holds its text, {out-file} for\na file that the "
        "program writes. FOLDER gets the adapter's executable, tool.json and adapter.json; "
        "edit both as you\nlike. The program is not run.\n\nWhat each option means, with "
        "examples: doc/outside-tools.md.",
    .options = options,
    .options_size = sizeof(struct wrap_plan),
    .defaults = &defaults,
    .words_min = 2,
    .words_max = 202,
    .run = run,
};
