/* See keeper_signed.h. */
#include "record/keeper_signed.h"

#include "crypto/canon.h"
#include "crypto/random.h"
#include "record/keeper_state.h"

#include <stdio.h>

enum err_code keep_prepare(struct keeper *keeper, struct arena *arena, struct str type,
                           const char *subject, struct str by, struct statement *header,
                           struct err *err)
{
    char fresh[SUBJECT_SIZE];
    struct str *prev;
    random_hex(fresh, SUBJECT_SIZE / 2);
    *header =
        (struct statement){.at = keeper_next_time(keeper),
                           .by = arena_str(arena, by),
                           .subject = str_of(arena_strdup(arena, subject ? subject : fresh)),
                           .type = arena_str(arena, type)};
    TRY(leaf_log_next_seq(&keeper->logs[LOG_PUBLIC], by, &header->seq, err));
    TRY(leaf_log_heads(&keeper->logs[LOG_PUBLIC], arena, header->subject, &prev,
                       &header->prev_count, err));
    header->prev = prev;
    return ERR_OK;
}

/* The header must be what keep_prepare would say now; its time may be a little older. */
static enum err_code check_place(struct keeper *keeper, struct arena *arena,
                                 const struct statement *header, struct err *err)
{
    struct statement wanted;
    enum { PATIENCE = 600 };
    char *subject = arena_strndup(arena, header->subject.p, header->subject.n);
    TRY(keep_prepare(keeper, arena, header->type, subject, header->by, &wanted, err));
    bool same = header->seq == wanted.seq && header->prev_count == wanted.prev_count;
    for (size_t i = 0; same && i < wanted.prev_count; i++) {
        same = str_eq(header->prev[i], wanted.prev[i]);
    }
    int64_t last = keeper->logs[LOG_PUBLIC].last_at;
    if (!same || header->at < last || header->at > wanted.at ||
        wanted.at - header->at > PATIENCE) {
        err_set(err, ERR_CONFLICT, "the log moved on since the statement was prepared");
        err_hint(err, "make and sign it again");
        return ERR_CONFLICT;
    }
    return ERR_OK;
}

static enum err_code append(struct keeper *keeper, struct arena *arena,
                            const struct signed_statement *statement, const struct salt *salt,
                            struct str body, struct err *err)
{
    bool understood;
    bool late;
    struct js *value;
    uint64_t index = keeper->logs[LOG_PUBLIC].range.size;
    enum signer signer = body_signer(statement->header.type);
    if (signer != SIGNER_ROOT && signer != SIGNER_CENTRE) {
        return err_set(err, ERR_DENIED, "%.*s is not signed outside the keeper",
                       STR_ARG(statement->header.type));
    }
    TRY(check_place(keeper, arena, &statement->header, err));
    TRY(body_verify(&statement->header, salt, body, err));
    TRY(body_check(arena, statement->header.type, body, &understood, err));
    if (!understood) {
        return err_set(err, ERR_UNSUPPORTED, "%.*s is a type that is not known here",
                       STR_ARG(statement->header.type));
    }
    TRY(canon_parse(arena, body, &value, err));
    TRY(keyring_judge(keeper->keyring, statement, value, index, &late, err));
    TRY(keyring_apply(keeper->keyring, &statement->header, value, index, err));
    return leaf_log_append(&keeper->logs[LOG_PUBLIC], statement, salt, body, err);
}

enum err_code keep_append_signed(struct keeper *keeper, struct arena *arena, struct str note,
                                 const struct salt *salt, struct str body,
                                 struct keeper_receipt *receipt, struct err *err)
{
    struct signed_statement statement;
    TRY(statement_parse(arena, note, &statement, err));
    TRY(keeper_begin(keeper, err));
    enum err_code code = append(keeper, arena, &statement, salt, body, err);
    if (code != ERR_OK) {
        keeper_abandon(keeper);
        return code;
    }
    snprintf(receipt->id, sizeof receipt->id, "%s", statement.id);
    receipt->index = keeper->logs[LOG_PUBLIC].range.size - 1;
    TRY(keeper_finish(keeper, LOG_PUBLIC, err));
    receipt->checkpoint = arena_str(arena, strbuf_view(&keeper->checkpoint));
    return ERR_OK;
}
