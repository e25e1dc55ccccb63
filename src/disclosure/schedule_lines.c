#include "disclosure/schedule_lines.h"

#include "base/strbuf.h"
#include "disclosure/review_marks.h"
#include "disclosure/schedule_thin.h"
#include "disclosure_sql.h"
#include "store/db_ask.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM = 256, TEXT_MAX = 1 << 16 };

static const char *const schedule_names[SCHEDULE_KINDS] = {"non-sensitive", "sensitive"};

struct collecting {
    struct db *db;
    struct arena *arena;
    const struct schedule_words *words;
    const struct schedule_thin *thin;
    struct schedule_lines *lines;
    size_t rooms[SCHEDULE_KINDS];
    size_t listed_room;
};

static void *grow(struct arena *arena, void *items, size_t count, size_t *room, size_t size)
{
    if (count < *room) {
        return items;
    }
    size_t more = *room == 0 ? FIRST_ROOM : 2 * *room;
    void *grown = arena_zalloc(arena, more * size);
    if (count > 0) {
        memcpy(grown, items, count * size);
    }
    *room = more;
    return grown;
}

static struct schedule_line *add_line(struct collecting *all, int kind)
{
    struct schedule_lines *lines = all->lines;
    lines->lines[kind] = grow(all->arena, lines->lines[kind], lines->counts[kind],
                              &all->rooms[kind], sizeof *lines->lines[kind]);
    return &lines->lines[kind][lines->counts[kind]++];
}

/* An officer's own words, or what the reviewers said. */
static enum err_code bearing_of(struct collecting *all, const struct schedule_item *item,
                                struct str *bears, struct err *err)
{
    if (item->bears.n > 0 || !item->relevant) {
        *bears = arena_str(all->arena, item->bears);
        return ERR_OK;
    }
    return review_marks_why(all->db, all->arena, item->document, bears, err);
}

/* An officer's own reason, or the titles of what was flagged. */
static enum err_code reasons_of(struct collecting *all, const struct schedule_item *item,
                                struct str *reasons, struct err *err)
{
    struct strbuf out;
    struct db_query *query;
    bool row = false;
    if (str_is(item->own_sensitive, "yes")) {
        *reasons = arena_str(all->arena, item->sensitive_why);
        return ERR_OK;
    }
    if (!item->proposed_sensitive) {
        *reasons = STR("A reviewer flagged it as not to be disclosed as it is");
        return ERR_OK;
    }
    TRY(db_ask(all->db, sql_disclosure_reasons, &query, err, "i", item->document));
    strbuf_init(&out, TEXT_MAX);
    enum err_code code = db_step(query, &row, err);
    while (code == ERR_OK && row) {
        strbuf_puts(&out, out.n > 0 ? "; " : "Proposed, nobody has decided: ");
        strbuf_str(&out, schedule_words_reason(all->words, db_text(query, 0)));
        code = db_step(query, &row, err);
    }
    db_reset(query);
    *reasons = arena_str(all->arena, strbuf_view(&out));
    strbuf_release(&out);
    return code;
}

/* An officer's words; else the document and its path in the folder that was read. The path of
 * what was flagged stands only where the defence does not read: it may tell what was flagged.
 */
static struct str location_of(struct arena *arena, const struct schedule_item *item,
                              bool closed)
{
    bool flagged = item->proposed_sensitive || item->flagged_in_review;
    if (item->location.n > 0) {
        return arena_str(arena, item->location);
    }
    if (item->path.n == 0 || (flagged && !closed)) {
        return str_of(
            arena_printf(arena, "Document %lld of the case file", (long long)item->document));
    }
    return str_of(arena_printf(arena, "%.*s (document %lld of the case file)",
                               STR_ARG(item->path), (long long)item->document));
}

static void add_listed(struct collecting *all, const struct schedule_item *item)
{
    struct schedule_lines *lines = all->lines;
    lines->listed = grow(all->arena, lines->listed, lines->listed_count, &all->listed_room,
                         sizeof *lines->listed);
    lines->listed[lines->listed_count++] = (struct schedule_listed){
        item->document, item->block, arena_str(all->arena, item->description),
        arena_str(all->arena, item->path)};
}

static enum err_code add_item(void *data, const struct schedule_item *item, struct err *err)
{
    struct collecting *all = data;
    bool closed = item->place == SCHEDULE_SENSITIVE;
    if (item->place == SCHEDULE_BLOCK) {
        add_listed(all, item);
    }
    if (item->place != SCHEDULE_NON_SENSITIVE && !closed) {
        return ERR_OK;
    }
    struct schedule_line *line = add_line(all, closed ? SCHEDULE_CLOSED : SCHEDULE_OPEN);
    *line = (struct schedule_line){.number = item->number,
                                   .document = item->document,
                                   .description = arena_str(all->arena, item->description),
                                   .location = location_of(all->arena, item, closed),
                                   .category = arena_str(all->arena, item->category)};
    TRY(bearing_of(all, item, &line->bears, err));
    all->lines->thin += schedule_thin_flags(all->thin, item) != 0;
    return closed ? reasons_of(all, item, &line->reasons, err) : ERR_OK;
}

static enum err_code add_block(void *data, const struct schedule_block *block, struct err *err)
{
    struct collecting *all = data;
    (void)err;
    if (block->count > 0) {
        *add_line(all, SCHEDULE_OPEN) = (struct schedule_line){
            .number = block->number,
            .block = block->id,
            .description = str_of(arena_printf(
                all->arena, "%lld item%s listed together: %.*s", (long long)block->count,
                block->count == 1 ? "" : "s", STR_ARG(block->description))),
            .location = str_of(
                arena_printf(all->arena, "Block %lld of the case file", (long long)block->id)),
            .category = STR("none")};
    }
    return ERR_OK;
}

static int by_number(const void *a, const void *b)
{
    const struct schedule_line *first = a;
    const struct schedule_line *second = b;
    return (first->number > second->number) - (first->number < second->number);
}

static enum err_code give_numbers(struct collecting *all, int kind, int64_t made,
                                  struct err *err)
{
    int64_t next = 0;
    struct str name = str_of(schedule_names[kind]);
    TRY(db_number(all->db, sql_disclosure_number_next, &next, err, "t", name));
    for (size_t i = 0; i < all->lines->counts[kind]; i++) {
        struct schedule_line *line = &all->lines->lines[kind][i];
        bool block = line->block != 0;
        if (line->number == 0) {
            line->number = next++;
            TRY(db_do(all->db, sql_disclosure_number_add, err, "titii", name, line->number,
                      block ? STR("block") : STR("document"),
                      block ? line->block : line->document, made));
        }
    }
    return ERR_OK;
}

/* Numbers whose item is no longer there. */
static enum err_code add_withdrawn(struct collecting *all, int kind, struct err *err)
{
    struct schedule_lines *lines = all->lines;
    struct db_query *query;
    bool row = false;
    size_t at = 0;
    size_t present = lines->counts[kind];
    if (present > 0) {
        qsort(lines->lines[kind], present, sizeof *lines->lines[kind], by_number);
    }
    TRY(db_ask(all->db, sql_disclosure_numbers, &query, err, "t",
               str_of(schedule_names[kind])));
    TRY(db_step(query, &row, err));
    while (row) {
        int64_t number = db_int(query, 0);
        while (at < present && lines->lines[kind][at].number < number) {
            at++;
        }
        if (at == present || lines->lines[kind][at].number != number) {
            *add_line(all, kind) = (struct schedule_line){.number = number,
                                                          .description = all->words->withdrawn,
                                                          .category = STR("none")};
            lines->withdrawn[kind]++;
        }
        TRY(db_step(query, &row, err));
    }
    if (lines->counts[kind] > 0) {
        qsort(lines->lines[kind], lines->counts[kind], sizeof *lines->lines[kind], by_number);
    }
    return ERR_OK;
}

enum err_code schedule_lines_number(struct db *db, struct arena *arena,
                                    const struct schedule_words *words, int64_t made,
                                    struct schedule_lines *lines, struct err *err)
{
    struct schedule_thin *thin;
    TRY(schedule_thin_look(db, arena, words, &thin, err));
    struct collecting all = {
        .db = db, .arena = arena, .words = words, .thin = thin, .lines = lines};
    memset(lines, 0, sizeof *lines);
    TRY(schedule_items(db, 0, INT64_MAX, add_item, &all, err));
    TRY(schedule_blocks(db, add_block, &all, err));
    for (int kind = 0; kind < SCHEDULE_KINDS; kind++) {
        TRY(give_numbers(&all, kind, made, err));
        TRY(add_withdrawn(&all, kind, err));
    }
    return ERR_OK;
}
