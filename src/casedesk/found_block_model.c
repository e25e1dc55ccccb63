/* All that a search finds into a block of the schedules: what it would be is shown first, with
 * its count; confirmed, it is done as it was shown, all or none. */
#include "base/encode.h"
#include "casedesk/casedesk_state.h"
#include "casedesk/search_asked.h"
#include "crypto/digest.h"
#include "disclosure/schedule_change.h"
#include "disclosure/schedule_items.h"
#include "http/http_form.h"

#include <stdlib.h>

enum { PAGES_MAX = 200000, TOLD_MAX = 50 };

/* What was found, each document once, in their order. */
struct found {
    int64_t *documents;
    int64_t *seen; /* of each, the acts that its item shows */
    size_t count;
    size_t alone;                /* of them, those that a block cannot hold */
    size_t elsewhere;            /* of them, those that are in another block now */
    char shown[SHA256_HEX_SIZE]; /* by which what was shown is known again */
};

static int by_number(const void *a, const void *b)
{
    const int64_t *one = a;
    const int64_t *other = b;
    return (*one > *other) - (*one < *other);
}

static enum err_code find_documents(struct desk *desk, struct search_asked *asked,
                                    struct found *found, struct err *err)
{
    struct find_hits hits;
    if (!search_asked_is_some(asked)) {
        return err_set(err, ERR_INVALID, "nothing is searched for");
    }
    TRY(search_asked_find(desk, asked, PAGES_MAX, &hits, err));
    found->documents = arena_alloc(desk->arena, (hits.count + 1) * sizeof *found->documents);
    found->seen = arena_alloc(desk->arena, (hits.count + 1) * sizeof *found->seen);
    for (size_t i = 0; i < hits.count; i++) {
        found->documents[i] = hits.items[i].document;
    }
    qsort(found->documents, hits.count, sizeof *found->documents, by_number);
    for (size_t i = 0; i < hits.count; i++) {
        if (found->count == 0 || found->documents[found->count - 1] != found->documents[i]) {
            found->documents[found->count++] = found->documents[i];
        }
    }
    if (hits.more || found->count > FOUND_BLOCK_MAX) {
        err_set(err, ERR_LIMIT, "more than %d documents are found", FOUND_BLOCK_MAX);
        err_hint(err, "narrow the search: a folder, a kind, days of sending");
        return ERR_LIMIT;
    }
    return ERR_OK;
}

/* As it would be in a block. */
static bool may_block(const struct schedule_item *item, struct schedule_item *then)
{
    *then = *item;
    then->own_block = 1;
    schedule_item_settle(then);
    return then->place == SCHEDULE_BLOCK || then->place == SCHEDULE_EVIDENCE ||
           then->place == SCHEDULE_NOT_RELEVANT;
}

static const char *why_alone(const struct schedule_item *item)
{
    return item->place == SCHEDULE_HELD          ? "held"
           : item->sensitive                     ? "sensitive"
           : item->bears.n > 0 || item->relevant ? "bears"
                                                 : "presumption";
}

static void write_alone(struct jsonw *w, const struct schedule_item *item)
{
    jsonw_object(w);
    jsonw_member_int(w, "document", item->document);
    jsonw_member_str(w, "path", item->path);
    jsonw_member(w, "why", why_alone(item));
    jsonw_end(w);
}

/* Looks at the item of each; those that a block cannot hold are written to `w` unless it is
 * NULL. */
static enum err_code look_at(struct desk *desk, struct found *found, struct jsonw *w,
                             struct err *err)
{
    struct sha256_stream stream;
    struct arena *arena = arena_new();
    enum err_code code = ERR_OK;
    sha256_begin(&stream);
    for (size_t i = 0; i < found->count && code == ERR_OK; i++) {
        struct schedule_item item;
        struct schedule_item then;
        arena_reset(arena);
        code = schedule_item_read(desk->db, arena, found->documents[i], &item, err);
        if (code != ERR_OK) {
            break;
        }
        const int64_t state[] = {item.document, item.acts};
        found->seen[i] = item.acts;
        found->elsewhere += item.own_block > 0;
        sha256_add(&stream, state, sizeof state);
        if (!may_block(&item, &then) && found->alone++ < TOLD_MAX && w != NULL) {
            write_alone(w, &then);
        }
    }
    const struct sha256 digest = sha256_end(&stream);
    sha256_hex(found->shown, &digest);
    arena_free(arena);
    return code;
}

static enum err_code write_block(void *data, const struct schedule_block *block,
                                 struct err *err)
{
    struct jsonw *w = data;
    (void)err;
    jsonw_object(w);
    jsonw_member_int(w, "id", block->id);
    jsonw_member_int(w, "count", block->count);
    jsonw_member_str(w, "description", block->description);
    jsonw_end(w);
    return ERR_OK;
}

enum err_code show_found_block(struct desk *desk, struct private_request *request,
                               struct jsonw *w, struct err *err)
{
    struct search_asked asked;
    struct found found = {.count = 0};
    search_asked_take(desk, request->query, &asked);
    for (size_t i = 0; i < SEARCH_FIELDS; i++) {
        jsonw_member_str(w, search_asked_name(i), *search_asked_field(&asked, i));
    }
    TRY(find_documents(desk, &asked, &found, err));
    jsonw_key(w, "alone");
    jsonw_array(w);
    TRY(look_at(desk, &found, w, err));
    jsonw_end(w);
    jsonw_member_int(w, "documents", (int64_t)found.count);
    if (found.alone > 0) {
        jsonw_member_int(w, "not_together", (int64_t)found.alone);
    }
    if (found.elsewhere > 0) {
        jsonw_member_int(w, "elsewhere", (int64_t)found.elsewhere);
    }
    jsonw_member(w, "shown", found.shown);
    jsonw_key(w, "may");
    jsonw_bool(w, found.count > 0 && found.alone == 0);
    jsonw_key(w, "blocks");
    jsonw_array(w);
    TRY(schedule_blocks(desk->db, write_block, w, err));
    jsonw_end(w);
    return ERR_OK;
}

enum err_code do_found_block(struct desk *desk, struct private_request *request,
                             struct private_went *went, struct err *err)
{
    size_t changed;
    struct search_asked asked;
    struct found found = {.count = 0};
    const struct disclosure_act act = {.by = request->who, .now = request->now};
    struct schedule_change change = {.block =
                                         form_number(desk->arena, request->form, "block", 0)};
    if (change.block <= 0) {
        return err_set(err, ERR_INVALID, "no block is chosen");
    }
    search_asked_take(desk, request->form, &asked);
    TRY(find_documents(desk, &asked, &found, err));
    TRY(look_at(desk, &found, NULL, err));
    if (!str_is(desk_field(desk, request->form, "shown", WORDS_MAX), found.shown)) {
        err_set(err, ERR_CONFLICT, "what is found is no longer what was shown");
        err_hint(err, "go back and look at it again; nothing was written");
        return ERR_CONFLICT;
    }
    went->location = "/schedule#blocks";
    return schedule_change(&desk->acts, &act, found.documents, found.count, found.seen, &change,
                           &changed, err);
}
