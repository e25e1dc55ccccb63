/* See tool_run_records.h. */
#include "cli/tool_run_records.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

enum { TABLE_MAX = 512 * MIB, WORDS_MAX = 65536, MODE_PRIVATE = 0600 };

/* "people.csv": "OUT/people.linked.csv". */
static enum err_code target_of(struct arena *arena, const char *table, const char *out,
                               bool force, const char **target, struct err *err)
{
    const char *slash = strrchr(table, '/');
    struct str name = str_of(slash != NULL ? slash + 1 : table);
    const char *dot = strrchr(name.p, '.');
    if (dot != NULL && dot > name.p) {
        name.n = (size_t)(dot - name.p);
    }
    TRY(file_make_folders(out, 0777, err));
    *target = arena_printf(arena, "%s/%.*s.linked.csv", out, STR_ARG(name));
    if (file_exists(*target) && !force) {
        err_set(err, ERR_CONFLICT, "%s is there already", *target);
        err_hint(err, "--force writes over it");
        return ERR_CONFLICT;
    }
    return ERR_OK;
}

static void tell(const char *table, const struct use_records_result *result, bool quiet)
{
    if (result->unanswered > 0) {
        struct strbuf words;
        strbuf_init(&words, WORDS_MAX);
        utf8_visible(&words, str_of(result->why), false);
        fprintf(stderr, "policeai: %s: %zu of %zu records have no answer; the first: %s\n",
                table, result->unanswered, result->records, words.p);
        strbuf_release(&words);
    }
    if (!quiet) {
        fprintf(stderr, "%s: %zu records in %zu clusters\n", table,
                result->records - result->unanswered, result->clusters);
    }
}

enum err_code tool_run_records(struct arena *arena, const struct use_records_plan *plan,
                               const char *out, bool force, bool quiet, int *status,
                               struct err *err)
{
    struct use_records_result result;
    struct strbuf table;
    const char *target = NULL;
    if (out != NULL) {
        TRY(target_of(arena, plan->table, out, force, &target, err));
    }
    strbuf_init(&table, TABLE_MAX);
    enum err_code code = use_records(arena, plan, &table, &result, err);
    if (code == ERR_OK && target != NULL) {
        code = file_write(target, strbuf_view(&table), MODE_PRIVATE, err);
    } else if (code == ERR_OK) {
        fwrite(table.p, 1, table.n, stdout);
    }
    strbuf_release(&table);
    if (code == ERR_OK) {
        tell(plan->table, &result, quiet);
        *status = result.unanswered > 0 ? 1 : 0;
    }
    return code;
}
