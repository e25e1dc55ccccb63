/* The conformance kit for tasks whose items go to the tool all together: the whole of three
 * examples, twice, by the code that measures. */
#include "run/shape.h"
#include "trial/check_cases.h"

#include "base/utf8.h"

enum { ITEMS = 3, WORDS_SHOWN = 120, WHOLE_SEED = 1 };

struct whole {
    struct check *check;
    const struct js *label;
    size_t answered;
    struct str outputs[ITEMS];
    const char *why; /* the first that was not answered */
};

static enum err_code check_output(void *data, size_t item, const struct js *output,
                                  struct err *err)
{
    const struct whole *whole = data;
    (void)item;
    return whole->check->task->check_output(whole->check->example, output, err);
}

static enum err_code done(void *data, const struct client_answer *answer, struct err *err)
{
    struct whole *whole = data;
    struct arena *arena = whole->check->arena;
    (void)err;
    whole->outputs[answer->item] = arena_str(arena, answer->output);
    if (answer->outcome == OUTCOME_ANSWERED) {
        whole->answered++;
    } else if (whole->why == NULL) {
        struct strbuf words;
        strbuf_init(&words, 16 * WORDS_SHOWN);
        strbuf_printf(&words, "%s %.*s ", outcome_word(answer->outcome),
                      STR_ARG(answer->error_code));
        utf8_visible(&words, str_sub(answer->error_message, 0, WORDS_SHOWN), false);
        whole->why = arena_strdup(arena, words.p);
        strbuf_release(&words);
    }
    return ERR_OK;
}

static void progress(void *data, double part)
{
    struct whole *whole = data;
    (void)part;
    whole->check->progress++;
}

static const struct js *label(void *data, size_t item)
{
    (void)item;
    return ((const struct whole *)data)->label;
}

/* False when the run failed; a row says why. */
static bool ask(struct whole *whole, const char *name, struct str parameters,
                struct client_counts *counts)
{
    struct check *check = whole->check;
    struct err err = {.code = ERR_OK};
    static const size_t order[ITEMS] = {0, 1, 2};
    static const char *const ids[ITEMS] = {"one", "two", "three"};
    struct client_item items[ITEMS];
    for (size_t i = 0; i < ITEMS; i++) {
        items[i] = (struct client_item){.id = str_of(ids[i]),
                                        .input = check->example,
                                        .files = check->example_files,
                                        .file_count = check->example_file_count};
    }
    const struct client_plan client = {.tool_folder = check->folder,
                                       .manifest = check->manifest,
                                       .parameters = parameters,
                                       .tool_seed = 1,
                                       .scratch = check->scratch,
                                       .workers = 1,
                                       .items = items,
                                       .order = order,
                                       .count = ITEMS,
                                       .check = check_output,
                                       .done = done,
                                       .data = whole};
    const struct shape_plan plan = {.task = check->task,
                                    .client = &client,
                                    .seed = WHOLE_SEED,
                                    .progress = progress,
                                    .label = label};
    whole->answered = 0;
    whole->why = NULL;
    bool ran = shape_run(&plan, counts, &err) == ERR_OK;
    if (!ran) {
        check_say(check, name, CHECK_FAILS, "%s", err.message);
    } else {
        check_say(check, name, whole->answered == ITEMS ? CHECK_HOLDS : CHECK_FAILS,
                  "%zu of %d answered%s%s", whole->answered, ITEMS,
                  whole->why != NULL ? "; the first that was not: " : "",
                  whole->why != NULL ? whole->why : "");
    }
    return ran;
}

enum err_code check_whole(struct check *check, struct str parameters, struct err *err)
{
    struct whole whole = {.check = check};
    struct client_counts counts;
    struct str first[ITEMS];
    struct js *relevant;
    bool same = true;
    TRY(js_parse(check->arena, STR("{\"relevant\":true}"), &relevant, err));
    whole.label = relevant;
    if (!ask(&whole, "all items at once", parameters, &counts)) {
        return ERR_OK;
    }
    int64_t faults = counts.faults;
    for (size_t i = 0; i < ITEMS; i++) {
        first[i] = whole.outputs[i];
    }
    if (!ask(&whole, "all of them again", parameters, &counts)) {
        return ERR_OK;
    }
    for (size_t i = 0; i < ITEMS; i++) {
        same = same && str_eq(first[i], whole.outputs[i]);
    }
    check_say(check, "repeats itself", CHECK_NOTE, "%s",
              same ? "the same bytes twice"
                   : "two answers differ: runs will be marked as varying");
    faults += counts.faults;
    check_say(check, "answers each item once", faults == 0 ? CHECK_HOLDS : CHECK_FAILS,
              "%lld lines or ids answered nothing", (long long)faults);
    return ERR_OK;
}
