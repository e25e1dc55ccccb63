/* /log: the checkpoint, how to verify it, and the newest statements; /log/before/INDEX goes
 * back.
 */
#include "log_model.h"

#include "ledger/tile.h"
#include "templates.h"
#include "web/page.h"
#include "web_sql.h"

enum { PER_PAGE = 100 };

static enum err_code write_command(struct page_context *page, struct err *err)
{
    struct db_query *query;
    struct str key = STR("log_key");
    bool row = false;
    TRY(page_query(page, sql_web_meta, &key, 1, &query, err));
    TRY(db_step(query, &row, err));
    if (row) {
        jsonw_key(page->w, "verify_command");
        jsonw_printf(page->w, "policeai ledger verify --log FOLDER --key %.*s",
                     STR_ARG(db_text(query, 0)));
        db_reset(query);
    }
    return ERR_OK;
}

/* The newest bundle of entries and the first body: one address of each kind that can be opened.
 */
static enum err_code write_places(struct page_context *page, struct err *err)
{
    static const char *const first[] = {"id", NULL};
    struct str key = STR("size");
    struct db_query *query;
    uint64_t size = 0;
    bool row = false;
    TRY(page_query(page, sql_web_meta, &key, 1, &query, err));
    TRY(db_step(query, &row, err));
    if (row && str_to_u64(db_text(query, 0), INT64_MAX, &size) && size > 0) {
        char path[TILE_PATH_SIZE];
        uint64_t index = (size - 1) / TILE_WIDTH;
        struct tile tile = {true, 0, index, tile_width(size, 0, index)};
        tile_path(path, &tile);
        jsonw_key(page->w, "newest_entries");
        jsonw_printf(page->w, "/%s", path);
    }
    db_reset(query);
    jsonw_key(page->w, "first");
    jsonw_object(page->w);
    enum err_code code = page_row(page, sql_web_first_statement, NULL, 0, first, err);
    jsonw_end(page->w);
    return code == ERR_NOT_FOUND ? ERR_OK : code;
}

static enum err_code write_meta(struct page_context *page, struct err *err)
{
    static const char *const keys[] = {"origin", "log_key", "size", "root", "checkpoint"};
    jsonw_key(page->w, "log");
    jsonw_object(page->w);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        struct str key = str_of(keys[i]);
        const char *const names[] = {keys[i], NULL};
        enum err_code code = page_row(page, sql_web_meta, &key, 1, names, err);
        if (code != ERR_OK && code != ERR_NOT_FOUND) {
            return code;
        }
    }
    TRY(write_command(page, err));
    TRY(write_places(page, err));
    jsonw_end(page->w);
    return ERR_OK;
}

/* Who has cosigned, or nothing. */
static enum err_code write_cosigned(struct page_context *page, struct err *err)
{
    struct str key = STR("cosigned");
    static const char *const names[] = {"=cosigned", NULL};
    enum err_code code = page_row(page, sql_web_meta, &key, 1, names, err);
    return code == ERR_NOT_FOUND ? ERR_OK : code;
}

enum err_code log_model(struct page_context *page, struct err *err)
{
    static const char *const names[] = {"#log_index", "id",          "type",  "at", "logged_at",
                                        "key_name",   "#understood", "state", NULL};
    struct str before;
    struct db_query *query;
    uint64_t below;
    int64_t last = 0;
    bool row = false;
    TRY(write_meta(page, err));
    TRY(write_cosigned(page, err));
    before = page->parts[0];
    if (!str_to_u64(before, INT64_MAX, &below)) {
        below = INT64_MAX;
    }
    TRY(page_query(page, sql_web_statements, NULL, 0, &query, err));
    db_bind_int(query, 1, (int64_t)below);
    jsonw_key(page->w, "statements");
    jsonw_array(page->w);
    TRY(db_step(query, &row, err));
    while (row) {
        jsonw_object(page->w);
        page_members(page->w, query, names);
        last = db_int(query, 0);
        jsonw_end(page->w);
        TRY(db_step(query, &row, err));
    }
    jsonw_end(page->w);
    if (last > 0) {
        jsonw_member_int(page->w, "older", last);
    }
    return ERR_OK;
}

const struct page page_log = {
    .pattern = "/log", .section = "log", .template = &template_log, .model = log_model};
