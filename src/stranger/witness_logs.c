/* Which logs a witness knows; see witness_service.h. */
#include "stranger/witness_service.h"

#include "base/file.h"
#include "base/limits.h"

static enum err_code take_log(struct note_key *logs, size_t *count, struct str line,
                              struct err *err)
{
    struct note_key key;
    TRY(vkey_parse(line, &key, err));
    for (size_t i = 0; i < *count; i++) {
        if (str_eq(logs[i].name, key.name)) {
            err_set(err, ERR_FORMAT, "%.*s stands twice", STR_ARG(key.name));
            err_hint(err, "a log is known by one key");
            return ERR_FORMAT;
        }
    }
    if (*count == WITNESS_LOGS_MAX) {
        return err_set(err, ERR_LIMIT, "more than %d logs", WITNESS_LOGS_MAX);
    }
    logs[(*count)++] = key;
    return ERR_OK;
}

enum err_code witness_logs_read(struct arena *arena, const char *path, struct note_key **logs,
                                size_t *count, struct err *err)
{
    struct str text;
    struct str line;
    TRY(file_read(arena, path, LIMIT_REFERENCE, &text, err));
    *logs = arena_alloc(arena, WITNESS_LOGS_MAX * sizeof **logs);
    *count = 0;
    for (size_t number = 1; str_split(&text, '\n', &line); number++) {
        line = str_trim(line);
        if (line.n == 0 || line.p[0] == '#') {
            continue;
        }
        enum err_code code = take_log(*logs, count, line, err);
        if (code != ERR_OK) {
            err_prefix(err, "%s: line %zu", path, number);
            return code;
        }
    }
    if (*count == 0) {
        err_set(err, ERR_FORMAT, "%s names no log", path);
        err_hint(err, "one verifier key a line, as the log's operator gives it");
        return ERR_FORMAT;
    }
    return ERR_OK;
}
