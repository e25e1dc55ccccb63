/* policeai case schedule set */
#include "cli/schedule_call.h"
#include "disclosure/flagged_words.h"
#include "disclosure/schedule_change.h"

#include <stdio.h>
#include <string.h>

enum { WARNED_MAX = 1000, ANY_STATE = -1 };

struct set_options {
    const char *mark, *category, *sensitive, *why, *description, *location, *bears, *as;
    int64_t block, seen;
};

#define AT(member) offsetof(struct set_options, member)
static const struct opt options[] = {
    {"mark", 0, OPT_TEXT, AT(mark), "MARK", "evidence, unused or not-relevant", 0, 0},
    {"category", 0, OPT_TEXT, AT(category), "ID", "of the presumption list, or none", 0, 0},
    {"sensitive", 0, OPT_TEXT, AT(sensitive), "yes|no", "on which schedule it belongs", 0, 0},
    {"reason", 0, OPT_TEXT, AT(why), "TEXT", "why: needed with any of the three", 0, 0},
    {"description", 0, OPT_TEXT, AT(description), "TEXT",
     "instead of the proposed one, which is kept; \"\": the proposed one again", 0, 0},
    {"location", 0, OPT_TEXT, AT(location), "TEXT", "where the item is kept", 0, 0},
    {"bears", 0, OPT_TEXT, AT(bears), "TEXT",
     "why it may undermine the prosecution or assist the accused; \"\": it does not", 0, 0},
    {"block", 0, OPT_INT, AT(block), "N", "listed in this block; 0: by itself", 0, INT32_MAX},
    {"seen", 0, OPT_INT, AT(seen), "N",
     "the changes that were seen (`case schedule item`): refused when there are more", 0,
     INT32_MAX},
    {"as", 0, OPT_TEXT, AT(as), "NAME", "who decides (the login name)", 0, 0},
    {.name = NULL}};

static enum err_code check_category(struct arena *arena, const char *id, struct err *err)
{
    struct schedule_words words;
    if (id == NULL || strcmp(id, "none") == 0) {
        return ERR_OK;
    }
    TRY(schedule_call_words(arena, &words, err));
    for (size_t i = 0; i < words.categories->array.count; i++) {
        if (str_is(js_text(&words.categories->array.items[i], "id"), id)) {
            return ERR_OK;
        }
    }
    err_set(err, ERR_INVALID, "\"%.40s\" is no category of the presumption list", id);
    err_hint(err, "reference/disclosure/presumption.json has them; or none");
    return ERR_INVALID;
}

/* The defence would read it. */
static enum err_code warn(struct arena *arena, struct db *db, int64_t document, struct err *err)
{
    struct schedule_item item;
    struct str words;
    TRY(schedule_item_read(db, arena, document, &item, err));
    if (item.place != SCHEDULE_NON_SENSITIVE || !item.proposed_sensitive) {
        return ERR_OK;
    }
    TRY(flagged_words(db, arena, document, item.description, &words, err));
    if (words.n > 0) {
        printf("document %lld goes onto the non-sensitive schedule with words of a flagged "
               "passage in its description: %.*s\n"
               "  look at it (`case schedule item`); --description TEXT puts other words in "
               "its place\n",
               (long long)document, STR_ARG(words));
    }
    return ERR_OK;
}

static enum err_code set(struct command_call *call, struct casefile_acts *acts, struct err *err)
{
    const struct set_options *given = call->options;
    struct disclosure_act act;
    size_t count = call->count - 1;
    size_t changed = 0;
    int64_t *documents = arena_alloc(call->arena, count * sizeof *documents);
    int64_t *states = arena_alloc(call->arena, count * sizeof *states);
    const struct schedule_change change = {.mark = given->mark,
                                           .category = given->category,
                                           .sensitive = given->sensitive,
                                           .why = given->why,
                                           .description = given->description,
                                           .location = given->location,
                                           .bears = given->bears,
                                           .block = given->block};
    for (size_t i = 0; i < count; i++) {
        TRY(schedule_call_number(call->words[i + 1], &documents[i], err));
        states[i] = given->seen;
    }
    TRY(check_category(call->arena, given->category, err));
    TRY(schedule_call_act(call->arena, given->as, &act, err));
    const int64_t *seen = given->seen < 0 ? NULL : states;
    TRY(schedule_change(acts, &act, documents, count, seen, &change, &changed, err));
    if (changed == 0) {
        printf("nothing changed: it is so already\n");
    } else {
        printf("%zu document%s changed\n", changed, changed == 1 ? "" : "s");
    }
    for (size_t i = 0; i < count && count <= WARNED_MAX; i++) {
        TRY(warn(call->arena, acts->db, documents[i], err));
    }
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    struct casefile_acts acts;
    TRY(disclosure_open(&acts, call->words[0], err));
    enum err_code code = set(call, &acts, err);
    casefile_close_acts(&acts);
    return code;
}

static const struct set_options defaults = {.block = -1, .seen = ANY_STATE};

const struct command command_case_schedule_set = {
    .name = "case schedule set",
    .synopsis = "CASE DOCUMENT… [--mark MARK] [--category ID] [--sensitive yes|no] "
                "[--reason TEXT] [--description TEXT] …",
    .summary = "what an officer decides of documents; all of them or none",
    .help = "Each change stands in the audit beside the case file (CASE.audit.jsonl). A "
            "document of the presumption list, on the\nsensitive schedule, or one that may "
            "undermine or assist is listed by itself, never in a block.",
    .options = options,
    .options_size = sizeof(struct set_options),
    .defaults = &defaults,
    .words_min = 2,
    .words_max = 10000,
    .run = run,
};
