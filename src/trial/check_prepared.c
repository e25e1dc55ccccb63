/* The conformance kit for the shape indexed: a collection made of the task's example entry is
 * prepared and searched by the code that measures; what was prepared then serves the cases of
 * items. */
#include "run/prepared_state.h"
#include "run/shape.h"
#include "trial/check_cases.h"

#include "base/limits.h"
#include "base/utf8.h"

enum { ENTRIES = 3, PREPARED_SEED = 1, WORDS_SHOWN = 120 };

struct prepared {
    struct check *check;
    struct str output; /* p == NULL: not answered */
    const char *why;
};

static enum err_code judge(void *data, size_t item, const struct js *output, struct err *err)
{
    const struct prepared *own = data;
    (void)item;
    return own->check->task->check_output(own->check->example, output, err);
}

static enum err_code done(void *data, const struct client_answer *answer, struct err *err)
{
    struct prepared *own = data;
    struct arena *arena = own->check->arena;
    (void)err;
    if (answer->outcome == OUTCOME_ANSWERED) {
        own->output = arena_str(arena, answer->output);
        return ERR_OK;
    }
    struct strbuf words;
    strbuf_init(&words, 16 * WORDS_SHOWN);
    strbuf_printf(&words, "%s %.*s ", outcome_word(answer->outcome),
                  STR_ARG(answer->error_code));
    utf8_visible(&words, str_sub(answer->error_message, 0, WORDS_SHOWN), false);
    own->why = arena_strdup(arena, words.p);
    strbuf_release(&words);
    return ERR_OK;
}

/* The task's example entry, as often as ENTRIES, each under its own id. */
static enum err_code make_entries(struct check *check, struct client_item entries[ENTRIES],
                                  struct err *err)
{
    static const char *const ids[ENTRIES] = {"one", "two", "three"};
    struct strbuf json;
    struct js *entry;
    struct task_files files;
    strbuf_init(&json, LIMIT_LINE);
    enum err_code code = check->task->entry_example(check->scratch, &json, err);
    struct str text = arena_str(check->arena, strbuf_view(&json));
    strbuf_release(&json);
    TRY(code);
    TRY(js_parse(check->arena, text, &entry, err));
    TRY(check->task->check_entry(entry, err));
    TRY(task_input_files(entry, &files, err));
    const char **paths = arena_alloc(check->arena, (files.count + 1) * sizeof *paths);
    for (size_t i = 0; i < files.count; i++) {
        paths[i] =
            arena_printf(check->arena, "%s/%.*s", check->scratch, STR_ARG(files.paths[i]));
    }
    for (size_t i = 0; i < ENTRIES; i++) {
        entries[i] = (struct client_item){
            .id = str_of(ids[i]), .input = entry, .files = paths, .file_count = files.count};
    }
    return ERR_OK;
}

/* False when the run failed; a row says why. */
static bool ask(struct prepared *own, const char *name, const struct shape_plan *plan,
                struct client_counts *counts)
{
    struct err err = {.code = ERR_OK};
    own->output = (struct str){NULL, 0};
    own->why = "";
    bool ran = shape_run(plan, counts, &err) == ERR_OK;
    bool fine = ran && own->output.p != NULL;
    check_say(own->check, name, fine ? CHECK_HOLDS : CHECK_FAILS, "%s",
              !ran   ? err.message
              : fine ? "answered"
                     : own->why);
    return fine;
}

enum err_code check_prepare(struct check *check, struct str parameters, bool *prepared,
                            struct err *err)
{
    struct prepared own = {.check = check};
    struct client_item entries[ENTRIES];
    struct client_counts counts;
    struct js *input;
    static const size_t order[1] = {0};
    *prepared = false;
    TRY(make_entries(check, entries, err));
    struct str example = check->example->raw;
    TRY(js_parse(check->arena,
                 str_of(arena_printf(check->arena, "%.*s,\"collection\":\"three\"}",
                                     STR_ARG(str_sub(example, 0, example.n - 1)))),
                 &input, err));
    const struct client_item item = {.id = STR("probe"),
                                     .input = input,
                                     .files = check->example_files,
                                     .file_count = check->example_file_count};
    const struct client_plan client = {.tool_folder = check->folder,
                                       .manifest = check->manifest,
                                       .parameters = parameters,
                                       .tool_seed = 1,
                                       .scratch = check->scratch,
                                       .workers = 1,
                                       .items = &item,
                                       .order = order,
                                       .count = 1,
                                       .check = judge,
                                       .done = done,
                                       .data = &own};
    const struct shape_collection collection = {STR("three"), entries, ENTRIES};
    const struct shape_plan plan = {.task = check->task,
                                    .client = &client,
                                    .seed = PREPARED_SEED,
                                    .collections = &collection,
                                    .collection_count = 1,
                                    .states = check->scratch};
    if (!ask(&own, "a collection is prepared", &plan, &counts)) {
        return ERR_OK;
    }
    struct str first = own.output;
    *prepared = ask(&own, "what was prepared serves again", &plan, &counts);
    if (*prepared) {
        check_say(check, "repeats itself", CHECK_NOTE, "%s",
                  str_eq(first, own.output)
                      ? "the same bytes twice"
                      : "two answers differ: runs will be marked as varying");
        check->state_folder = prepared_state_folder(check->arena, check->scratch, 0);
    }
    return ERR_OK;
}
