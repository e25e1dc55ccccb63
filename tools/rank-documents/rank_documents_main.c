/* The tool rank-documents: see README.md and tool.json. */
#include "collection.h"
#include "text_ranking/review_loop.h"

#include "base/mem.h"
#include "toolkit/tool.h"

#include <stdlib.h>

enum { PROPOSED_MAX = 50000 };

struct session {
    struct collection collection;
    struct review_loop loop;
    struct review_loop_terms terms;
    bool open;
};

static enum err_code open_tool(const struct tool_start *start, void **state, struct err *err)
{
    struct session *session = xcalloc(1, sizeof *session);
    (void)err;
    session->terms = review_loop_terms();
    session->terms.seed = (uint64_t)start->seed;
    session->terms.whole = js_is(js_member(start->parameters, "propose"), "whole");
    *state = session;
    return ERR_OK;
}

static void end_session(struct session *session)
{
    if (session->open) {
        review_loop_release(&session->loop);
        collection_release(&session->collection);
        session->open = false;
    }
}

static void close_tool(void *state)
{
    end_session(state);
    free(state);
}

static void show_progress(size_t count)
{
    /* how many there are is not known: half way after 65,536 */
    tool_progress(1 - 65536.0 / (65536.0 + (double)count));
}

static void learn(void *data, size_t text, bool relevant)
{
    review_loop_learn(data, text, relevant);
}

static enum err_code begin(struct session *session, const struct js *input, struct err *err)
{
    end_session(session);
    session->collection.progress = show_progress;
    TRY(collection_read(&session->collection, input, err));
    review_loop_init(&session->loop, &session->collection.vectors, &session->terms);
    session->open = true;
    enum err_code code =
        collection_known(&session->collection, input, learn, &session->loop, err);
    if (code != ERR_OK) {
        end_session(session);
    }
    return code;
}

static enum err_code propose(void *state, struct arena *arena, const struct js *input,
                             struct jsonw *output, struct err *err)
{
    struct session *session = state;
    int64_t at_most;
    TRY(js_need_int(input, "at_most", 1, PROPOSED_MAX, &at_most, err));
    if (js_member(input, "dir") != NULL) {
        TRY(begin(session, input, err));
    }
    if (!session->open) {
        return err_set(err, ERR_FORMAT, "the first request names no \"dir\"");
    }
    size_t *texts = arena_alloc(arena, (size_t)at_most * sizeof *texts);
    size_t count = review_loop_next(&session->loop, (size_t)at_most, texts);
    jsonw_object(output);
    jsonw_key(output, "propose");
    jsonw_array(output);
    for (size_t i = 0; i < count; i++) {
        jsonw_str(output, session->collection.ids[texts[i]]);
    }
    jsonw_end(output);
    jsonw_key(output, "stop");
    jsonw_bool(output, false);
    jsonw_end(output);
    return ERR_OK;
}

static enum err_code hear(void *state, struct arena *arena, const struct js *input,
                          struct jsonw *output, struct err *err)
{
    struct session *session = state;
    const struct js *labels;
    (void)arena;
    TRY(js_need(input, "labels", JS_ARRAY, &labels, err));
    if (!session->open) {
        return err_set(err, ERR_FORMAT, "labels before a collection");
    }
    for (size_t i = 0; i < labels->array.count; i++) {
        TRY(collection_label(&session->collection, &labels->array.items[i], learn,
                             &session->loop, err));
    }
    jsonw_object(output);
    jsonw_end(output);
    return ERR_OK;
}

int main(void)
{
    return tool_main(&(struct tool){.window = 1,
                                    .open = open_tool,
                                    .answer = propose,
                                    .feedback = hear,
                                    .close = close_tool});
}
