/* See tool_notices.h. */
#include "cli/tool_notices.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/utf8.h"
#include "cli/data_option.h"
#include "registry/notice_answers.h"
#include "store/db.h"

#include <stdlib.h>

struct telling {
    struct arena *arena;
    struct datadir dir;
    struct db *db;
    const struct tool_option *tool;
    char today[DATE_SIZE];
    FILE *out;
};

/* The line, its control characters made visible. */
static void say(const struct telling *telling, const char *text)
{
    struct strbuf shown;
    strbuf_init(&shown, 10 * str_of(text).n + 1);
    utf8_visible(&shown, str_of(text), false);
    fprintf(telling->out, "%s\n", shown.p != NULL ? shown.p : "");
    strbuf_release(&shown);
}

static struct str text_or(const struct js *body, const char *key, const char *otherwise)
{
    struct str text = js_text(body, key);
    return text.n > 0 ? text : str_of(otherwise);
}

static enum err_code say_answers(const struct telling *telling,
                                 const struct registry_entry *notice, struct err *err)
{
    struct arena *arena = telling->arena;
    struct notice_answers found;
    struct str due = js_text(notice->body, "due");
    const char *silent = "";
    TRY(notice_answers_of(telling->db, arena, notice, &found, err));
    for (size_t i = 0; i < found.force_count; i++) {
        if (!notice_has_answered(&found.answers, found.forces[i])) {
            silent = arena_printf(arena, "%s%s%.*s", silent, silent[0] != '\0' ? ", " : "",
                                  STR_ARG(found.forces[i]));
        }
    }
    if (due.n == 0) {
        return ERR_OK;
    }
    bool late = silent[0] != '\0' && str_cmp(due, str_of(telling->today)) <= 0;
    say(telling, arena_printf(arena, "  to be answered by %.*s%s%s%s", STR_ARG(due),
                              late ? ", overdue" : "",
                              silent[0] != '\0' ? "; not answered by " : "", silent));
    return ERR_OK;
}

static enum err_code say_notice(const struct telling *telling,
                                const struct registry_entry *notice, struct err *err)
{
    struct arena *arena = telling->arena;
    const struct manifest *manifest = &telling->tool->manifest;
    say(telling,
        arena_printf(arena, "safety notice of %.*s on %.*s %.*s: %.*s",
                     STR_ARG(js_text(notice->body, "date")), STR_ARG(manifest->id),
                     STR_ARG(manifest->version), STR_ARG(text_or(notice->body, "title", "-"))));
    say(telling, arena_printf(arena, "  what to do: %.*s",
                              STR_ARG(text_or(notice->body, "action", "withheld"))));
    TRY(say_answers(telling, notice, err));
    say(telling, arena_printf(arena, "  to read: /notices/%.*s of the record in %s",
                              STR_ARG(notice->subject), telling->dir.root));
    return ERR_OK;
}

static bool lifted(const struct telling *telling, const struct registry_entry *notice)
{
    struct str day = js_text(notice->body, "lifted");
    return day.n > 0 && str_cmp(day, str_of(telling->today)) <= 0;
}

static enum err_code tell(struct telling *telling, size_t *told, struct err *err)
{
    const struct manifest *manifest = &telling->tool->manifest;
    struct registry_entries notices;
    struct sha256 folder;
    char hex[SHA256_HEX_SIZE];
    TRY(folder_digest(telling->tool->folder, &folder, err));
    sha256_hex(hex, &folder);
    struct notice_target target = {.digest = STR(""),
                                   .supplier = manifest->supplier,
                                   .product = manifest->id,
                                   .other_name = manifest->name,
                                   .version = manifest->version,
                                   .folder = str_of(hex)};
    TRY(db_open(&telling->db, telling->dir.public_db, DB_LOOK, err));
    TRY(notices_reaching(telling->db, telling->arena, &target, &notices, err));
    for (size_t i = 0; i < notices.count; i++) {
        if (!lifted(telling, &notices.list[i])) {
            (*told)++;
            TRY(say_notice(telling, &notices.list[i], err));
        }
    }
    return ERR_OK;
}

size_t tool_notices_tell(struct arena *arena, const char *data, const struct tool_option *tool,
                         FILE *out)
{
    struct telling telling = {.arena = arena, .tool = tool, .out = out};
    const char *environment = getenv("DATA");
    bool named = data != NULL || (environment != NULL && environment[0] != '\0');
    struct err err = {.code = ERR_OK};
    size_t told = 0;
    enum err_code code = data_option(arena, data, &telling.dir, &err);
    date_format(telling.today, clock_now(&(struct clock){0}));
    if (code == ERR_OK && !file_exists(telling.dir.public_db)) {
        if (named) {
            fprintf(stderr,
                    "policeai: %s holds no public record: no safety notice was looked "
                    "for\n",
                    telling.dir.root);
        }
        return 0;
    }
    if (code == ERR_OK) {
        code = tell(&telling, &told, &err);
    }
    if (code != ERR_OK) {
        fprintf(stderr, "policeai: safety notices cannot be told: %s\n", err.message);
    }
    db_close(telling.db);
    return told;
}
