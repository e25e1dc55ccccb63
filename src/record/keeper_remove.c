/* keep_remove: what may be removed, the statement that removes it, the scrub. */
#include "record/keeper_state.h"

#include "base/jsonw.h"
#include "base/limits.h"
#include "record/removal.h"
#include "record/removal_request.h"

#include <stdio.h>
#include <string.h>

/* One statement that a request names. */
struct found {
    struct str id;
    struct str type;
    int log;
    uint64_t index;
    uint64_t removal; /* leaf of the removal that has taken it, or NOT_REMOVED */
};

struct removing {
    struct keeper *keeper;
    struct arena *arena;
    struct removal_request request;
    struct found *found;
    size_t fresh; /* not removed before */
    int log;      /* of those */
    struct keeper_receipt receipt;
    bool done;     /* a removal was appended */
    bool scrubbed; /* nothing is left of it */
    struct err left;
};

static enum err_code find(struct removing *removing, struct str id, struct found *found,
                          struct err *err)
{
    struct keeper *keeper = removing->keeper;
    struct signed_statement statement;
    struct leaf leaf;
    found->id = id;
    found->log = LOG_PUBLIC;
    enum err_code code = leaf_log_index_of(&keeper->logs[LOG_PUBLIC], id, &found->index, err);
    if (code == ERR_NOT_FOUND) {
        found->log = LOG_PRIVATE;
        code = leaf_log_index_of(&keeper->logs[LOG_PRIVATE], id, &found->index, err);
    }
    TRY(code);
    const struct leaf_log *log = &keeper->logs[found->log];
    TRY(leaf_log_get(log, removing->arena, found->index, &leaf, err));
    TRY(statement_parse(removing->arena, leaf.note, &statement, err));
    found->type = statement.header.type;
    if (!body_removable(found->type)) {
        err_set(err, ERR_DENIED, "statement %.*s is a %.*s, whose body cannot be removed",
                STR_ARG(id), STR_ARG(found->type));
        err_hint(err, "keys, removals and the log's own notes stay: without them nobody could "
                      "check the log");
        return ERR_DENIED;
    }
    return removal_of(log, id, &found->removal, err);
}

/* Private ids must not be named in public, so a removal is of one log. */
static enum err_code find_all(struct removing *removing, struct err *err)
{
    const struct removal_request *request = &removing->request;
    removing->found = arena_zalloc(removing->arena, request->count * sizeof *removing->found);
    for (size_t i = 0; i < request->count; i++) {
        struct found *found = &removing->found[i];
        TRY(find(removing, request->ids[i], found, err));
        if (found->removal != NOT_REMOVED) {
            continue;
        }
        if (removing->fresh > 0 && found->log != removing->log) {
            err_set(err, ERR_CONFLICT, "some of these statements are public, some private");
            err_hint(err, "remove them in two calls");
            return ERR_CONFLICT;
        }
        removing->log = found->log;
        removing->fresh++;
    }
    return ERR_OK;
}

static struct str compose_body(struct removing *removing, const char *today)
{
    struct removal_request left = removing->request;
    struct strbuf body;
    left.ids = arena_alloc(removing->arena, left.count * sizeof *left.ids);
    left.count = 0;
    for (size_t i = 0; i < removing->request.count; i++) {
        if (removing->found[i].removal == NOT_REMOVED) {
            left.ids[left.count++] = removing->found[i].id;
        }
    }
    left.date = left.date.n > 0 ? left.date : str_of(today);
    strbuf_init(&body, LIMIT_BODY);
    removal_request_write(&body, &left);
    struct str text = arena_str(removing->arena, strbuf_view(&body));
    strbuf_release(&body);
    return text;
}

/* The statement and the emptying of what it names are one transaction (leaf_log_append). */
static enum err_code append(struct removing *removing, struct str body, struct err *err)
{
    struct keeper *keeper = removing->keeper;
    struct keeper_entry entry = {.type = STR("body.removed/1"), .body = body};
    TRY(keeper_begin(keeper, err));
    enum err_code code = keeper_add(keeper, removing->arena, removing->log, &entry,
                                    FILE_STATEMENT, &removing->receipt, err);
    if (code != ERR_OK) {
        keeper_abandon(keeper);
        return code;
    }
    removing->done = true;
    return keeper_finish(keeper, removing->log, err);
}

static enum err_code write_removed_by(struct jsonw *w, struct removing *removing,
                                      const struct found *found, struct err *err)
{
    struct leaf leaf;
    struct signed_statement statement;
    if (found->removal == NOT_REMOVED) {
        return ERR_OK;
    }
    TRY(leaf_log_get(&removing->keeper->logs[found->log], removing->arena, found->removal,
                     &leaf, err));
    TRY(statement_parse(removing->arena, leaf.note, &statement, err));
    jsonw_member(w, "removed_by", statement.id);
    return ERR_OK;
}

static enum err_code write_found(struct jsonw *w, struct removing *removing, struct err *err)
{
    jsonw_key(w, "statements");
    jsonw_array(w);
    for (size_t i = 0; i < removing->request.count; i++) {
        const struct found *found = &removing->found[i];
        jsonw_object(w);
        jsonw_member_str(w, "id", found->id);
        jsonw_member_int(w, "index", (int64_t)found->index);
        jsonw_member(w, "log", found->log == LOG_PUBLIC ? "public" : "private");
        jsonw_member_str(w, "type", found->type);
        TRY(write_removed_by(w, removing, found, err));
        jsonw_end(w);
    }
    jsonw_end(w);
    return ERR_OK;
}

static enum err_code write_answer(struct removing *removing, struct str *answer,
                                  struct err *err)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, MIB);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    if (removing->done) {
        jsonw_member(&w, "removal", removing->receipt.id);
        jsonw_member_int(&w, "index", (int64_t)removing->receipt.index);
        jsonw_key(&w, "scrubbed");
        jsonw_bool(&w, removing->scrubbed);
        if (!removing->scrubbed) {
            jsonw_member(&w, "left", removing->left.message);
        }
    }
    enum err_code code = write_found(&w, removing, err);
    if (code == ERR_OK) {
        jsonw_end(&w);
        code = strbuf_check(&out, "the answer", err);
    }
    if (code == ERR_OK) {
        *answer = arena_str(removing->arena, strbuf_view(&out));
    }
    strbuf_release(&out);
    return code;
}

enum err_code keep_remove(struct keeper *keeper, struct arena *arena, struct str request,
                          bool look, struct str *answer, struct err *err)
{
    struct removing removing = {.keeper = keeper, .arena = arena};
    char today[DATE_SIZE];
    bool understood;
    date_format(today, clock_now(&keeper->clock));
    TRY(removal_request_parse(arena, request, &removing.request, err));
    TRY(find_all(&removing, err));
    if (removing.fresh > 0) {
        struct str body = compose_body(&removing, today);
        TRY(body_check(arena, STR("body.removed/1"), body, &understood, err));
        if (!look) {
            TRY(append(&removing, body, err));
            removing.scrubbed = keep_scrub(keeper, &removing.left) == ERR_OK;
        }
    }
    return write_answer(&removing, answer, err);
}
