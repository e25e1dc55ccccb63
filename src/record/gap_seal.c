/* See gap_seal.h. */
#include "record/gap_seal.h"

#include "base/encode.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "base/mem.h"
#include "crypto/canon.h"
#include "crypto/random.h"
#include "ledger/gap.h"
#include "record_sql.h"

#include <stdlib.h>
#include <string.h>

enum { POINTER_MAX = 8192, HARM_MAX = 10000 };

struct sealing {
    struct arena *arena;
    struct str subject;
    struct str type;
    struct strbuf pointer; /* of the value being written */
    struct jsonw w;
    struct sealed_gap *gaps;
    size_t count;
    size_t capacity;
};

static enum err_code seal_value(struct sealing *sealing, const struct js *value,
                                struct err *err);

static size_t enter(struct strbuf *pointer, struct str name)
{
    size_t before = pointer->n;
    js_pointer_step(pointer, name);
    return before;
}

static void leave(struct strbuf *pointer, size_t before)
{
    pointer->n = before;
}

static enum err_code note_gap(struct sealing *sealing, struct str value,
                              struct sealed_gap **noted, struct err *err)
{
    TRY(strbuf_check(&sealing->pointer, "the place of a withheld value", err));
    sealing->gaps =
        mem_grow(sealing->gaps, sealing->count, &sealing->capacity, sizeof *sealing->gaps);
    struct sealed_gap *gap = &sealing->gaps[sealing->count++];
    gap->pointer = arena_str(sealing->arena, strbuf_view(&sealing->pointer));
    gap->value = value;
    random_bytes(gap->salt.bytes, sizeof gap->salt.bytes);
    *noted = gap;
    return ERR_OK;
}

static enum err_code take_harm(const struct js *harm, struct sealed_gap *gap, struct err *err)
{
    gap->private_harm = STR("");
    if (harm == NULL) {
        return ERR_OK;
    }
    if (harm->type != JS_STRING || harm->string.n == 0 || harm->string.n > HARM_MAX) {
        return err_set(err, ERR_FORMAT,
                       "\"private_harm\" at %.*s must be a text of 1 to %d bytes",
                       STR_ARG(gap->pointer), HARM_MAX);
    }
    gap->private_harm = harm->string;
    return ERR_OK;
}

/* The reasons as they stand, the value replaced by the commitment to it; the private harm is
 * left out. */
static enum err_code seal_gap(struct sealing *sealing, const struct js *pending,
                              struct err *err)
{
    const struct js *value = js_member(pending, "value");
    const struct js *harm = js_member(pending, "private_harm");
    struct sealed_gap *gap;
    char hex[SHA256_HEX_SIZE];
    if (pending->type != JS_OBJECT || (value == NULL && js_member(pending, "ncnd") == NULL)) {
        return err_set(err, ERR_FORMAT, "\"withhold\" at %.*s has no \"value\"",
                       STR_ARG(strbuf_view(&sealing->pointer)));
    }
    TRY(note_gap(sealing, value != NULL ? value->raw : STR("null"), &gap, err));
    TRY(take_harm(harm, gap, err));
    struct sha256 sum =
        gap_commitment(&gap->salt, sealing->subject, sealing->type, gap->pointer, gap->value);
    sha256_hex(hex, &sum);
    jsonw_object(&sealing->w);
    jsonw_key(&sealing->w, "withheld");
    jsonw_object(&sealing->w);
    jsonw_member(&sealing->w, "commitment", hex); /* before every other name of a gap */
    for (size_t i = 0; i < pending->object.count; i++) {
        const struct js_member *member = &pending->object.members[i];
        if (&member->value != value && &member->value != harm) {
            jsonw_key_str(&sealing->w, member->name);
            jsonw_raw(&sealing->w, member->value.raw);
        }
    }
    jsonw_end(&sealing->w);
    jsonw_end(&sealing->w);
    return ERR_OK;
}

static enum err_code seal_object(struct sealing *sealing, const struct js *value,
                                 struct err *err)
{
    const struct js *pending = js_member(value, "withhold");
    if (pending != NULL) {
        return value->object.count == 1
                   ? seal_gap(sealing, pending, err)
                   : err_set(err, ERR_FORMAT, "\"withhold\" at %.*s has siblings",
                             STR_ARG(strbuf_view(&sealing->pointer)));
    }
    jsonw_object(&sealing->w);
    for (size_t i = 0; i < value->object.count; i++) {
        const struct js_member *member = &value->object.members[i];
        size_t before = enter(&sealing->pointer, member->name);
        jsonw_key_str(&sealing->w, member->name);
        TRY(seal_value(sealing, &member->value, err));
        leave(&sealing->pointer, before);
    }
    jsonw_end(&sealing->w);
    return ERR_OK;
}

static enum err_code seal_array(struct sealing *sealing, const struct js *value,
                                struct err *err)
{
    jsonw_array(&sealing->w);
    for (size_t i = 0; i < value->array.count; i++) {
        char number[24];
        int n = snprintf(number, sizeof number, "%zu", i);
        size_t before = enter(&sealing->pointer, str_n(number, (size_t)n));
        TRY(seal_value(sealing, &value->array.items[i], err));
        leave(&sealing->pointer, before);
    }
    jsonw_end(&sealing->w);
    return ERR_OK;
}

static enum err_code seal_value(struct sealing *sealing, const struct js *value,
                                struct err *err)
{
    if (value->type == JS_OBJECT) {
        return seal_object(sealing, value, err);
    }
    if (value->type == JS_ARRAY) {
        return seal_array(sealing, value, err);
    }
    jsonw_raw(&sealing->w, value->raw);
    return ERR_OK;
}

static enum err_code seal(struct sealing *sealing, struct strbuf *out, const struct js *value,
                          struct sealed_body *sealed, struct err *err)
{
    TRY(seal_value(sealing, value, err));
    TRY(strbuf_check(out, "a body with its gaps", err));
    sealed->body = arena_str(sealing->arena, strbuf_view(out));
    sealed->count = sealing->count;
    sealed->gaps = arena_zalloc(sealing->arena, (sealing->count + 1) * sizeof *sealed->gaps);
    if (sealing->count > 0) {
        memcpy(sealed->gaps, sealing->gaps, sealing->count * sizeof *sealed->gaps);
    }
    return ERR_OK;
}

enum err_code gap_seal(struct arena *arena, struct str subject, struct str type,
                       struct str body, struct sealed_body *sealed, struct err *err)
{
    struct sealing sealing = {.arena = arena, .subject = subject, .type = type};
    struct strbuf out;
    struct js *value;
    *sealed = (struct sealed_body){.body = body};
    if (str_find(body, STR("\"withhold\":")) == SIZE_MAX) {
        return ERR_OK;
    }
    TRY(canon_parse(arena, body, &value, err));
    strbuf_init(&sealing.pointer, POINTER_MAX);
    strbuf_init(&out, 2 * (size_t)LIMIT_BODY);
    jsonw_init(&sealing.w, &out);
    enum err_code code = seal(&sealing, &out, value, sealed, err);
    strbuf_release(&sealing.pointer);
    strbuf_release(&out);
    free(sealing.gaps);
    return code;
}

enum err_code gaps_keep(struct db *db, struct str statement, struct str subject,
                        const struct sealed_body *sealed, struct err *err)
{
    struct db_query *query;
    for (size_t i = 0; i < sealed->count; i++) {
        const struct sealed_gap *gap = &sealed->gaps[i];
        TRY(db_prepare(db, sql_gap_insert, &query, err));
        db_bind_text(query, 1, statement);
        db_bind_text(query, 2, gap->pointer);
        db_bind_text(query, 3, subject);
        db_bind_blob(query, 4, str_n((const char *)gap->salt.bytes, SALT_SIZE));
        db_bind_text(query, 5, gap->value);
        db_bind_text(query, 6, gap->private_harm);
        TRY(db_run(query, err));
    }
    return ERR_OK;
}

static void write_row(struct jsonw *w, struct db_query *query)
{
    char hex[2 * SALT_SIZE + 1];
    struct str salt = db_text(query, 2);
    hex_encode(hex, salt.p, salt.n);
    jsonw_object(w);
    jsonw_member_str(w, "pointer", db_text(query, 1));
    if (db_text(query, 4).n > 0) {
        jsonw_member_str(w, "private_harm", db_text(query, 4));
    }
    jsonw_member(w, "salt", hex);
    jsonw_member_str(w, "statement", db_text(query, 0));
    jsonw_key(w, "value");
    jsonw_raw(w, db_text(query, 3));
    jsonw_end(w);
}

enum err_code gaps_list(struct db *db, struct arena *arena, struct str subject,
                        struct str *json, struct err *err)
{
    struct db_query *query;
    struct strbuf out;
    struct jsonw w;
    bool row;
    TRY(db_prepare(db, sql_gap_list, &query, err));
    db_bind_text(query, 1, subject);
    strbuf_init(&out, LIMIT_KEEPER_MESSAGE);
    jsonw_init(&w, &out);
    jsonw_array(&w);
    enum err_code code = db_step(query, &row, err);
    while (code == ERR_OK && row) {
        write_row(&w, query);
        code = db_step(query, &row, err);
    }
    db_reset(query);
    jsonw_end(&w);
    if (code == ERR_OK) {
        code = strbuf_check(&out, "the list of withheld values", err);
    }
    if (code == ERR_OK) {
        *json = arena_str(arena, strbuf_view(&out));
    }
    strbuf_release(&out);
    return code;
}

enum err_code gaps_forget(struct db *db, struct str statement, struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(db, sql_gap_forget, &query, err));
    db_bind_text(query, 1, statement);
    return db_run(query, err);
}
