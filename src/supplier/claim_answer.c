/* See claim_answer.h. */
#include "supplier/claim_answer.h"

#include "base/file.h"
#include "base/limits.h"
#include "supplier/supplier_statement.h"

static const char *path_of(struct arena *arena, const struct received *received, size_t claim)
{
    return arena_printf(arena, "%s/claim-%zu.json", received->folder, claim + 1);
}

enum err_code claim_answer_read(struct arena *arena, const struct received *received,
                                size_t claim, struct claim_answer *answer, struct err *err)
{
    struct str text;
    struct js *json;
    const char *path = path_of(arena, received, claim);
    *answer = (struct claim_answer){STR(""), STR(""), STR(""), STR("")};
    if (!file_exists(path)) {
        return ERR_OK;
    }
    TRY(file_read(arena, path, LIMIT_CONFIG, &text, err));
    TRY(js_parse(arena, text, &json, err));
    *answer = (struct claim_answer){js_text(json, "answer"), js_text(json, "reason"),
                                    js_text(json, "role"), js_text(json, "date")};
    return ERR_OK;
}

static enum err_code judge(const struct submission_claim *claim,
                           const struct claim_answer *answer, struct err *err)
{
    bool file = str_starts(claim->about, STR("file:"));
    if (str_is(answer->answer, "kept") && !file) {
        return err_set(err, ERR_INVALID,
                       "%.*s is a field: it is withheld in a record, or the claim is refused",
                       STR_ARG(str_sub(claim->about, 0, 100)));
    }
    if (str_is(answer->answer, "withheld") && file) {
        return err_set(err, ERR_INVALID,
                       "%.*s is a file, which no record holds: --keep says that it is kept",
                       STR_ARG(str_sub(claim->about, 0, 100)));
    }
    return ERR_OK;
}

enum err_code claim_answer_give(struct arena *arena, const struct datadir *dir,
                                const struct received *received, size_t claim,
                                const struct claim_answer *answer, struct err *err)
{
    struct keeper_client *keeper;
    if (claim >= received->submission.claim_count) {
        return err_set(err, ERR_NOT_FOUND, "submission %.*s has %zu claims",
                       STR_ARG(received->submission.id), received->submission.claim_count);
    }
    TRY(judge(&received->submission.claims[claim], answer, err));
    const struct supplier_member members[] = {
        {"about", received->submission.claims[claim].about},
        {"answer", answer->answer},
        {"date", answer->date},
        {"reason", answer->reason},
        {"role", answer->role},
        {"submission", received->submission.id},
        {NULL, STR("")}};
    TRY(keeper_client_open(&keeper, dir, err));
    enum err_code code = supplier_state_private(arena, keeper, "submission.answered/1",
                                                received->submission.id, members, err);
    keeper_client_close(keeper);
    TRY(code);
    return file_write(
        path_of(arena, received, claim),
        str_of(arena_printf(arena, "%.*s\n", STR_ARG(supplier_object(arena, members)))), 0600,
        err);
}
