/* See http_proof.h. */
#include "web/http_proof.h"

#include "base/encode.h"
#include "record/published_log.h"

#include <string.h>

#define START "/proof/"
#define ENDING ".tlog-proof"
enum { ID_SIZE = 64 };

bool http_proof_owns(struct str path)
{
    return str_starts(path, STR(START));
}

static enum err_code make(const char *folder, struct site *site, struct arena *arena,
                          struct str path, struct str *text, struct err *err)
{
    struct published_log log;
    uint64_t index;
    char made[STATEMENT_ID_SIZE];
    const struct log_files files = log_files_in(folder);
    struct str id = str_sub(path, strlen(START), ID_SIZE);
    if (!hex_is(id, ID_SIZE) || !str_is(str_from(path, strlen(START) + ID_SIZE), ENDING)) {
        return err_set(err, ERR_NOT_FOUND, "no such proof");
    }
    TRY(site_leaf(site, id, &index, err));
    enum err_code code = published_open(&log, arena, &files, err);
    if (code == ERR_OK) {
        code = published_proof(&log, arena, index, made, text, err);
    }
    published_close(&log);
    if (code == ERR_OK && !str_is(id, made)) {
        code = err_set(err, ERR_INVALID, "leaf %llu is statement %s, the tables say %.*s",
                       (unsigned long long)index, made, STR_ARG(id));
    }
    return code;
}

struct http_answer *http_proof_answer(const char *log, struct site *site, struct arena *arena,
                                      struct str path, struct err *err)
{
    struct str text;
    enum err_code code = make(log, site, arena, path, &text, err);
    if (code == ERR_NOT_FOUND) {
        err->code = ERR_OK;
        return http_answer_words(404, "not here");
    }
    if (code != ERR_OK) {
        return http_answer_words(500, "this server failed; the operator finds why in the log");
    }
    struct http_answer *answer = http_answer_new(200, "text/plain; charset=utf-8", text);
    answer->keep = HTTP_KEEP_A_WHILE;
    return answer;
}
