/* See review_rank.h. The tool is asked without a transaction open: reading the case and writing
 * the round are one each, and the second begins by looking whether another round came between.
 */
#include "review/review_rank.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "review/review_acts.h"
#include "review/review_groups.h"
#include "review_sql.h"
#include "run/conversation.h"
#include "run/seed.h"
#include "store/db_ask.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { ID_SIZE = 17, ITEMS_MAX = 1 << 30, TOPIC_MAX = 400000, FLUSH = 1 << 20 };
#define FOLDER_NAME "documents"
#define PARAMETERS "{\"propose\":\"whole\"}"

struct ranking {
    struct casefile_acts *acts;
    const struct review_rank_plan *plan;
    struct review_ranked *ranked;
    struct arena *arena;
    struct review_issue issue;
    struct strbuf topic;
    int64_t *documents; /* shown, ascending */
    size_t count, capacity;
    int64_t relevant;
    int64_t *order; /* as the tool gave it */
    size_t ordered;
    int64_t rounds; /* before this one */
    int64_t seed;
    struct client_counts counts;
};

static enum err_code may_begin(struct ranking *r, struct err *err)
{
    struct db *db = r->acts->db;
    int64_t rules;
    int64_t open;
    char name[24];
    snprintf(name, sizeof name, "%lld", (long long)r->plan->issue);
    TRY(review_issue_find(db, r->arena, str_of(name), &r->issue, err));
    TRY(db_number(db, sql_review_rule_count, &rules, err, "i", r->plan->issue));
    if (rules == 0) {
        err_set(err, ERR_CONFLICT,
                "no rule for stopping was declared: it is declared before the first batch");
        err_hint(err, "policeai case stop declare CASE ISSUE …");
        return ERR_CONFLICT;
    }
    TRY(db_number(db, sql_review_sample_open, &open, err, "i", r->plan->issue));
    if (open > 0) {
        return err_set(err, ERR_CONFLICT,
                       "%lld documents of the sample are not labelled: read them first",
                       (long long)open);
    }
    TRY(db_number(db, sql_review_batch_open, &open, err, "i", r->plan->issue));
    if (open > 0) {
        (void)err_set(err, ERR_CONFLICT, "%lld documents of the batch are not labelled yet",
                      (long long)open);
        err_hint(err, "`policeai case review next` names the next one");
        return ERR_CONFLICT;
    }
    return db_number(db, sql_review_round_count, &r->rounds, err, "i", r->plan->issue);
}

/* The text of a document, its beginning when it is long; *cut then. */
static enum err_code text_of(struct ranking *r, int64_t document, struct strbuf *text,
                             bool *cut, struct err *err)
{
    struct db_query *query;
    bool row = false;
    *cut = false;
    strbuf_clear(text);
    TRY(db_ask(r->acts->db, sql_review_text_of, &query, err, "i", document));
    TRY(db_step(query, &row, err));
    while (row && !*cut) {
        struct str page = db_text(query, 0);
        size_t room = REVIEW_TEXT_MAX - text->n;
        *cut = page.n >= room;
        size_t n = *cut ? room - 1 : page.n;
        while (*cut && n > 0 && ((unsigned char)page.p[n] & 0xc0) == 0x80) {
            n--; /* no half of a letter */
        }
        strbuf_str(text, str_sub(page, 0, n));
        strbuf_putc(text, '\n');
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}

static enum err_code make_topic(struct ranking *r, struct err *err)
{
    struct db_query *query;
    struct strbuf text;
    struct review_seed seeds[100];
    size_t count = 0;
    bool row = false;
    bool cut;
    TRY(db_ask(r->acts->db, sql_review_seeds, &query, err, "i", r->plan->issue));
    TRY(db_step(query, &row, err));
    while (row && count < sizeof seeds / sizeof seeds[0]) {
        seeds[count++] =
            (struct review_seed){arena_str(r->arena, db_text(query, 0)), db_int(query, 1)};
        TRY(db_step(query, &row, err));
    }
    strbuf_init(&text, 2 * REVIEW_TEXT_MAX);
    enum err_code code = ERR_OK;
    for (size_t i = 0; i < count && code == ERR_OK; i++) {
        struct str seed = seeds[i].text;
        if (seeds[i].document != 0) {
            code = text_of(r, seeds[i].document, &text, &cut, err);
            seed = strbuf_view(&text);
        }
        /* together they must fit into one request */
        size_t room = TOPIC_MAX / count;
        size_t n = seed.n < room ? seed.n : room;
        while (n > 0 && n < seed.n && ((unsigned char)seed.p[n] & 0xc0) == 0x80) {
            n--;
        }
        strbuf_str(&r->topic, str_sub(seed, 0, n));
        strbuf_putc(&r->topic, '\n');
    }
    strbuf_release(&text);
    return code;
}

static void id_of(char id[ID_SIZE], int64_t document)
{
    snprintf(id, ID_SIZE, "%016llx", (unsigned long long)document);
}

struct shown {
    struct ranking *r;
    FILE *items, *known;
    struct strbuf line, text;
};

static enum err_code put(FILE *file, struct strbuf *line, struct err *err)
{
    strbuf_putc(line, '\n');
    TRY(strbuf_check(line, "a document for the tool", err));
    return fwrite(line->p, 1, line->n, file) == line->n
               ? ERR_OK
               : err_errno(err, "cannot write the documents for the tool");
}

/* One row of review_to_rank. The label is told of what a batch or an elusion sample held: a
 * document of the control sample is like any other until then. */
static enum err_code show_row(struct shown *shown, struct db_query *query, struct err *err)
{
    struct ranking *r = shown->r;
    struct jsonw w;
    char id[ID_SIZE];
    bool cut;
    int64_t document = db_int(query, 0);
    bool told = db_int(query, 2) != 0 || db_int(query, 3) != 0;
    struct str verdict = db_text(query, 4);
    /* nothing is lost of what is unsure or disputed: more of its like comes early */
    bool relevant = verdict.n > 0 && !str_is(verdict, "not");
    id_of(id, document);
    TRY(text_of(r, document, &shown->text, &cut, err));
    strbuf_clear(&shown->line);
    jsonw_init(&w, &shown->line);
    jsonw_object(&w);
    jsonw_member(&w, "id", id);
    jsonw_key(&w, "input");
    jsonw_object(&w);
    jsonw_key(&w, "document");
    jsonw_object(&w);
    jsonw_member_str(&w, "title",
                     db_text(query, 5).n > 0 ? db_text(query, 5) : db_text(query, 1));
    jsonw_member_str(&w, "text", strbuf_view(&shown->text));
    jsonw_end(&w);
    jsonw_end(&w);
    jsonw_end(&w);
    TRY(put(shown->items, &shown->line, err));
    r->ranked->cut += cut ? 1 : 0;
    r->documents = mem_grow(r->documents, r->count, &r->capacity, sizeof *r->documents);
    r->documents[r->count++] = document;
    if (!told) {
        return ERR_OK;
    }
    strbuf_clear(&shown->line);
    strbuf_printf(&shown->line, "{\"id\":\"%s\",\"relevant\":%s}", id,
                  relevant ? "true" : "false");
    r->ranked->known++;
    r->relevant += relevant ? 1 : 0;
    return put(shown->known, &shown->line, err);
}

static enum err_code show_rows(struct shown *shown, struct err *err)
{
    struct ranking *r = shown->r;
    struct db_query *query;
    bool row = false;
    TRY(db_ask(r->acts->db, sql_review_to_rank, &query, err, "i", r->plan->issue));
    TRY(db_step(query, &row, err));
    while (row) {
        if (r->count == REVIEW_DOCUMENTS_MAX) {
            db_reset(query);
            return err_set(err, ERR_LIMIT, "more than %d documents", REVIEW_DOCUMENTS_MAX);
        }
        if (r->plan->stopped != NULL && r->plan->stopped()) {
            db_reset(query);
            return err_set(err, ERR_CANCELLED, "stopped");
        }
        enum err_code code = show_row(shown, query, err);
        if (code != ERR_OK) {
            db_reset(query);
            return code;
        }
        TRY(db_step(query, &row, err));
    }
    r->ranked->documents = (int64_t)r->count;
    return r->count > 0 ? ERR_OK
                        : err_set(err, ERR_CONFLICT, "the case has no document with a text");
}

/* The documents as a session shows them, in a folder of the tool's /in. */
static enum err_code show_case(struct ranking *r, const char *in, struct err *err)
{
    struct shown shown = {.r = r};
    const char *folder = arena_printf(r->arena, "%s/" FOLDER_NAME, in);
    if (mkdir(folder, 0755) != 0) {
        return err_errno(err, "cannot make %s", folder);
    }
    shown.items = fopen(arena_printf(r->arena, "%s/items.jsonl", folder), "wxe");
    shown.known = fopen(arena_printf(r->arena, "%s/known.jsonl", folder), "wxe");
    strbuf_init(&shown.line, 8 * REVIEW_TEXT_MAX);
    strbuf_init(&shown.text, 2 * REVIEW_TEXT_MAX);
    enum err_code code = shown.items == NULL || shown.known == NULL
                             ? err_errno(err, "cannot write into %s", folder)
                             : db_begin_read(r->acts->db, err);
    if (code == ERR_OK) {
        code = show_rows(&shown, err);
        db_rollback(r->acts->db);
    }
    FILE *const files[] = {shown.items, shown.known};
    for (int i = 0; i < 2; i++) {
        if (files[i] != NULL && fclose(files[i]) != 0 && code == ERR_OK) {
            code = err_errno(err, "cannot write into %s", folder);
        }
    }
    strbuf_release(&shown.line);
    strbuf_release(&shown.text);
    return code;
}

static int by_number(const void *left, const void *right)
{
    const int64_t *a = left;
    const int64_t *b = right;
    return *a < *b ? -1 : *a > *b ? 1 : 0;
}

/* What a tool proposes is not believed: an id that was not shown, or twice, is refused. */
static enum err_code take_order(struct ranking *r, const struct js *output, struct err *err)
{
    const struct js *ids;
    TRY(js_need(output, "propose", JS_ARRAY, &ids, err));
    if (ids->array.count > REVIEW_ORDER_MAX) {
        return err_set(err, ERR_FORMAT, "it proposes %zu documents, was asked for at most %d",
                       ids->array.count, REVIEW_ORDER_MAX);
    }
    r->order = arena_alloc(r->arena, (ids->array.count + 1) * sizeof *r->order);
    bool *taken = arena_zalloc(r->arena, r->count + 1);
    for (size_t i = 0; i < ids->array.count; i++) {
        const struct js *id = &ids->array.items[i];
        int64_t document = 0;
        for (size_t k = 0; id->type == JS_STRING && k < id->string.n && k < ID_SIZE - 1; k++) {
            char c = id->string.p[k];
            int digit = c >= '0' && c <= '9'   ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                               : 0;
            document = (int64_t)((uint64_t)document << 4 | (uint64_t)digit);
        }
        char again[ID_SIZE];
        id_of(again, document);
        const int64_t *found =
            bsearch(&document, r->documents, r->count, sizeof document, by_number);
        if (id->type != JS_STRING || !str_is(id->string, again) || found == NULL ||
            taken[found - r->documents]) {
            return err_set(err, ERR_FORMAT, "it proposes what it was not shown, or one twice");
        }
        taken[found - r->documents] = true;
        r->order[r->ordered++] = document;
    }
    return ERR_OK;
}

static enum err_code refused(const struct reply *reply, struct err *err)
{
    switch (reply->kind) {
    case REPLY_ERROR:
        return err_set(err, ERR_EXTERNAL, "the tool says %.*s: %.*s",
                       STR_ARG(reply->error_code), STR_ARG(reply->error_message));
    case REPLY_TIMEOUT:
        return err_set(err, ERR_TIMEOUT, "the tool took too long");
    case REPLY_DIED:
    case REPLY_MALFORMED:
    case REPLY_OUTPUT:
        break;
    }
    return err_set(err, ERR_EXTERNAL, "the tool %s",
                   reply->kind == REPLY_DIED ? "died" : "broke the protocol");
}

static enum err_code ask(struct ranking *r, struct conversation *conversation, struct err *err)
{
    struct strbuf input;
    struct reply reply;
    struct jsonw w;
    TRY(show_case(r, conversation_in(conversation), err));
    strbuf_init(&input, 1 << 20);
    jsonw_init(&w, &input);
    jsonw_object(&w);
    jsonw_member(&w, "dir", "/in/" FOLDER_NAME);
    jsonw_key(&w, "topic");
    jsonw_object(&w);
    jsonw_member_str(&w, "title", r->issue.name);
    jsonw_member_str(&w, "text", strbuf_view(&r->topic));
    jsonw_end(&w);
    jsonw_member(&w, "known", "known.jsonl");
    jsonw_member_int(&w, "at_most", REVIEW_ORDER_MAX);
    jsonw_end(&w);
    const struct question question = {.input = strbuf_view(&input),
                                      .seconds = 60 + r->plan->manifest->seconds_per_item *
                                                          (int64_t)r->count};
    enum err_code code = strbuf_check(&input, "the request", err);
    code = code == ERR_OK ? conversation_ask(conversation, &question, &reply, err) : code;
    strbuf_release(&input);
    TRY(code);
    return reply.kind == REPLY_OUTPUT ? take_order(r, reply.output, err) : refused(&reply, err);
}

static bool tick(void *data)
{
    const struct ranking *r = data;
    return r->plan->stopped != NULL && r->plan->stopped();
}

static enum err_code ask_tool(struct ranking *r, struct err *err)
{
    struct conversation *conversation;
    const struct client_plan client = {.tool_folder = r->plan->tool_folder,
                                       .manifest = r->plan->manifest,
                                       .parameters = STR(PARAMETERS),
                                       .tool_seed = run_seed_of_tool(r->seed),
                                       .scratch = r->plan->scratch,
                                       .tick = tick,
                                       .data = r};
    const struct conversation_plan how = {
        .client = &client, .counts = &r->counts, .op = "feedback"};
    struct err closing = {.code = ERR_OK};
    TRY(conversation_open(&conversation, &how, err));
    enum err_code code = ask(r, conversation, err);
    enum err_code closed = conversation_close(conversation, code == ERR_OK, &closing);
    if (code == ERR_OK && closed != ERR_OK) {
        code = closed;
        *err = closing;
    }
    return code;
}

/* The head of the order, one of each group: others of it come later, or take its label. */
static enum err_code add_batch(struct ranking *r, const struct review_groups *groups,
                               int64_t round, struct err *err)
{
    struct db *db = r->acts->db;
    struct db_query *query;
    int64_t made[2];
    bool *in = arena_zalloc(r->arena, r->count + 1);
    TRY(db_ask(db, sql_review_batch_add, &query, err, "ii", r->plan->issue, round));
    TRY(review_added(query, made, 2, err));
    r->ranked->batch = made[1];
    for (size_t i = 0; i < r->ordered && r->ranked->in_batch < r->plan->batch; i++) {
        size_t group = review_groups_of(groups, r->order[i]);
        if (in[group]) {
            continue;
        }
        in[group] = true;
        TRY(db_do(db, sql_review_batch_document_add, err, "iiiii", made[0],
                  ++r->ranked->in_batch, r->plan->issue, r->order[i], (int64_t)i + 1));
    }
    return ERR_OK;
}

static enum err_code add_groups(struct ranking *r, const struct review_groups *groups,
                                int64_t round, struct err *err)
{
    size_t *members = arena_zalloc(r->arena, (r->count + 1) * sizeof *members);
    for (size_t i = 0; i < r->count; i++) {
        members[groups->above[i]]++;
    }
    for (size_t i = 0; i < r->count; i++) {
        if (members[groups->above[i]] > 1) {
            TRY(db_do(r->acts->db, sql_review_like_add, err, "iii", round,
                      r->documents[groups->above[i]], r->documents[i]));
        }
    }
    return ERR_OK;
}

static enum err_code add_round(struct ranking *r, const struct review_groups *groups,
                               int64_t now, struct err *err)
{
    struct db *db = r->acts->db;
    struct db_query *query;
    struct review_line line;
    int64_t made[2];
    int64_t rounds;
    char at[TIME_SIZE];
    const struct manifest *manifest = r->plan->manifest;
    time_format(at, now);
    TRY(db_number(db, sql_review_round_count, &rounds, err, "i", r->plan->issue));
    if (rounds != r->rounds) {
        return err_set(err, ERR_CONFLICT,
                       "another round was made meanwhile: nothing was written");
    }
    TRY(db_ask(db, sql_review_round_add, &query, err, "ittttiiiiiitt", r->plan->issue,
               manifest->id, manifest->version, r->plan->tool_digest, STR(PARAMETERS), r->seed,
               r->ranked->documents, r->ranked->known, r->relevant, (int64_t)r->ordered,
               r->ranked->cut, r->plan->who, str_of(at)));
    TRY(review_added(query, made, 2, err));
    r->ranked->round = made[1];
    r->ranked->ordered = (int64_t)r->ordered;
    for (size_t i = 0; i < r->ordered; i++) {
        TRY(db_do(db, sql_review_order_add, err, "iii", made[0], (int64_t)i + 1, r->order[i]));
    }
    TRY(add_groups(r, groups, made[0], err));
    if (r->ordered > 0) {
        TRY(add_batch(r, groups, made[0], err));
    }
    review_line_begin(&line, r->plan->issue);
    jsonw_member_int(&line.w, "round", r->ranked->round);
    jsonw_member_str(&line.w, "tool", manifest->id);
    jsonw_member_str(&line.w, "version", manifest->version);
    jsonw_member_str(&line.w, "digest", r->plan->tool_digest);
    jsonw_member_int(&line.w, "seed", r->seed);
    jsonw_member_int(&line.w, "documents", r->ranked->documents);
    jsonw_member_int(&line.w, "known", r->ranked->known);
    jsonw_member_int(&line.w, "batch", r->ranked->batch);
    jsonw_member_int(&line.w, "in_batch", r->ranked->in_batch);
    return review_line_end(&line, r->acts, "review-ranked", r->plan->who, now, err);
}

static enum err_code rank(struct ranking *r, int64_t now, struct err *err)
{
    struct review_groups groups;
    TRY(may_begin(r, err));
    TRY(make_topic(r, err));
    TRY(ask_tool(r, err));
    TRY(review_groups_make(&groups, r->acts->db, r->documents, r->count, err));
    enum err_code code = db_begin(r->acts->db, err);
    if (code == ERR_OK) {
        code = review_finish(r->acts, add_round(r, &groups, now, err), err);
    }
    review_groups_release(&groups);
    return code;
}

enum err_code review_rank(struct casefile_acts *acts, const struct review_rank_plan *plan,
                          int64_t now, struct review_ranked *ranked, struct err *err)
{
    struct ranking r = {.acts = acts, .plan = plan, .ranked = ranked, .seed = run_seed_new()};
    *ranked = (struct review_ranked){0};
    TRY(review_check_who(plan->who, err));
    if (plan->batch < 1 || plan->batch > REVIEW_BATCH_MAX) {
        return err_set(err, ERR_INVALID, "a batch has 1 to %d documents", REVIEW_BATCH_MAX);
    }
    r.arena = arena_new();
    strbuf_init(&r.topic, 2 * TOPIC_MAX);
    enum err_code code = rank(&r, now, err);
    strbuf_release(&r.topic);
    free(r.documents);
    arena_free(r.arena);
    return code;
}
