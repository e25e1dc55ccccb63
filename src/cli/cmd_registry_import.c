/* policeai registry import */
#include "base/file.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/registry_call.h"
#include "registry/import.h"
#include "registry/import_withheld.h"

#include <stdio.h>

struct import_options {
    bool publish;
    bool look;
    const char *data;
    const char *kind;
    const char *organisation;
};

#define AT(member) offsetof(struct import_options, member)
static const struct opt options[] = {
    {"kind", 0, OPT_TEXT, AT(kind), "KIND",
     "of the records of a CSV file: deployment, tool, ...", 0, 0},
    {"organisation", 0, OPT_TEXT, AT(organisation), "ID",
     "who says it (else the force of the form, else the one this installation's key is of)", 0,
     0},
    {"publish", 0, OPT_FLAG, AT(publish), NULL, "publish them too, when nothing blocks", 0, 0},
    {"look", 0, OPT_FLAG, AT(look), NULL, "say what would come of it, change nothing", 0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

/* Every problem that blocks, with the place in the file. */
static size_t tell(struct registry_call *call, const struct import_record *record)
{
    struct draft_problems problems;
    draft_check(call->arena, &call->set, &record->draft, str_of(call->today), &problems);
    for (size_t i = 0; i < problems.blocking; i++) {
        const struct draft_problem *problem = &problems.list[i];
        struct str place =
            import_place_of(record, problem->field, problem->row, problem->column);
        place = place.n > 0 ? place : record->place;
        fprintf(stderr, "%.*s: %s\n", STR_ARG(place), draft_problem_text(call->arena, problem));
    }
    return problems.blocking;
}

/* What the form shows as withheld is put in again, for those who hold it. */
static enum err_code put_withheld(struct registry_call *call, struct import_file *file,
                                  struct err *err)
{
    struct keeper_client *client = NULL;
    for (size_t i = 0; call->db != NULL && i < file->count; i++) {
        struct draft *draft = &file->list[i].draft;
        struct err own;
        if (!import_withholds(&call->set, draft)) {
            continue;
        }
        if (client == NULL) {
            TRY(keeper_client_open(&client, &call->dir, err));
        }
        if (import_put_withheld(call->arena, &call->set, call->db, client, draft, &own) !=
            ERR_OK) {
            fprintf(stderr, "note: %.*s: %s\n", STR_ARG(file->list[i].place), own.message);
        }
    }
    keeper_client_close(client);
    return ERR_OK;
}

static enum err_code write_drafts(struct registry_call *call, const struct import_file *file,
                                  const struct import_options *given, struct err *err)
{
    for (size_t i = 0; i < file->count; i++) {
        const struct draft *draft = &file->list[i].draft;
        bool there = draft_exists(call->arena, &call->dir, str_of(draft->name));
        if (!given->look) {
            TRY(draft_write(call->arena, &call->dir, draft, err));
        }
        printf("%s draft %s\n",
               given->look ? (there ? "would change" : "would make")
               : there     ? "changed"
                           : "made",
               draft->name);
    }
    return ERR_OK;
}

static enum err_code take(struct registry_call *call, const struct import_options *given,
                          const char *path, struct err *err)
{
    struct import_file file = {.count = 0};
    struct str bytes;
    struct str organisation;
    size_t blocking = 0;
    TRY(file_read(call->arena, path, IMPORT_MAX_FILE, &bytes, err));
    if (str_ends(str_of(path), STR(".xlsx")) && !str_starts(bytes, STR("PK\x03\x04"))) {
        err_set(err, ERR_FORMAT, "%s: is named .xlsx and is no workbook", path);
        err_hint(err, "open it and save it as .xlsx, or as \"CSV UTF-8\" under a name that "
                      "ends in .csv");
        return ERR_FORMAT;
    }
    enum err_code code = import_read(call->arena, &call->set, bytes, given->kind, &file, err);
    for (size_t i = 0; i < file.note_count; i++) {
        fprintf(stderr, "note: %s\n", file.notes[i]);
    }
    if (code != ERR_OK) {
        err_prefix(err, "%s", path);
        return code;
    }
    TRY(put_withheld(call, &file, err));
    for (size_t i = 0; i < file.count; i++) {
        struct draft *draft = &file.list[i].draft;
        if (given->organisation != NULL) {
            TRY(registry_speaker(call, given->organisation, draft, &organisation, err));
            TRY(draft_put_text(call->arena, draft, "organisation", organisation, err));
        }
        blocking += tell(call, &file.list[i]);
    }
    TRY(write_drafts(call, &file, given, err));
    if (!given->publish || given->look) {
        printf("%zu %s, %zu %s publishing\n", file.count,
               file.count == 1 ? "record" : "records", blocking,
               blocking == 1 ? "thing blocks" : "things block");
        return ERR_OK;
    }
    if (blocking > 0) {
        err_set(err, ERR_INVALID, "%zu %s publishing: none was published", blocking,
                blocking == 1 ? "thing blocks" : "things block");
        err_hint(err, "the drafts are kept: correct them with \"registry edit\", or the file");
        return ERR_INVALID;
    }
    struct draft **drafts = arena_alloc(call->arena, (file.count + 1) * sizeof *drafts);
    for (size_t i = 0; i < file.count; i++) {
        drafts[i] = &file.list[i].draft;
    }
    return registry_say_all(call, drafts, file.count, NULL, err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct import_options *given = call->options;
    struct registry_call registry;
    TRY(registry_call_open(&registry, call->arena, given->data, given->publish, err));
    enum err_code code = take(&registry, given, call->words[0], err);
    registry_call_close(&registry);
    return code;
}

const struct command command_registry_import = {
    .name = "registry import",
    .synopsis = "FILE [--kind KIND] [--organisation ID] [--publish] [--look] [--data FOLDER]",
    .summary = "take in what a force filled in: the form's file, a workbook, a CSV file, an "
               "export",
    .help = "Each record becomes a draft; what blocks publishing is told with its cell. The "
            "same file again changes the same\ndrafts. With --publish they are said in the "
            "force's name: by the centre for it, not yet confirmed, while it has no\nkey here.",
    .options = options,
    .options_size = sizeof(struct import_options),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
