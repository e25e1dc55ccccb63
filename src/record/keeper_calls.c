/* The calls a keeper answers, by the word in "op"; see keeper_client.h for what each means.
 * Answers: {"ok":{…}} with bytes, or {"error":{"code","message","hint"}}. */
#include "record/keeper_calls.h"

#include "base/json.h"
#include "base/jsonw.h"
#include "base/utf8.h"
#include "ledger/tlogproof.h"
#include "record/exchange.h"
#include "record/keeper_signed.h"

#include <string.h>

struct call {
    struct keeper *keeper;
    struct arena *arena;
    const struct js *head;
    struct str payload;
    struct strbuf *ok; /* the object behind "ok" */
    struct str bytes;  /* that go with the answer */
};

static enum err_code take_entry(struct call *call, struct keeper_entry *entry, int *log,
                                struct err *err)
{
    struct str subject = {NULL, 0};
    struct str word = STR("public");
    *entry = (struct keeper_entry){.body = call->payload};
    TRY(js_need_str(call->head, "type", &entry->type, err));
    TRY(js_may_str(call->head, "subject", &subject, err));
    TRY(js_may_str(call->head, "log", &word, err));
    entry->subject =
        subject.p != NULL ? arena_strndup(call->arena, subject.p, subject.n) : NULL;
    *log = str_is(word, "private") ? LOG_PRIVATE : LOG_PUBLIC;
    return ERR_OK;
}

static void give_receipt(struct call *call, const struct keeper_receipt *receipt)
{
    struct jsonw w;
    jsonw_init(&w, call->ok);
    jsonw_object(&w);
    jsonw_member(&w, "id", receipt->id);
    jsonw_member_int(&w, "index", (int64_t)receipt->index);
    jsonw_end(&w);
    call->bytes = receipt->checkpoint;
}

static enum err_code call_append(struct call *call, struct err *err)
{
    struct keeper_receipt receipt;
    struct keeper_entry entry;
    int log;
    TRY(take_entry(call, &entry, &log, err));
    TRY(keep_append(call->keeper, call->arena, log, &entry, 1, &receipt, err));
    give_receipt(call, &receipt);
    return ERR_OK;
}

static enum err_code call_submit(struct call *call, struct err *err)
{
    struct keeper_entry entry;
    int log;
    int64_t number;
    int64_t due;
    TRY(take_entry(call, &entry, &log, err));
    TRY(keep_submit(call->keeper, call->arena, log, &entry, &number, &due, err));
    strbuf_printf(call->ok, "{\"number\":%lld,\"due\":%lld}", (long long)number,
                  (long long)due);
    return ERR_OK;
}

static enum err_code call_submit_check(struct call *call, struct err *err)
{
    struct keeper_entry entry;
    int log;
    TRY(take_entry(call, &entry, &log, err));
    strbuf_puts(call->ok, "{}");
    return keep_submit_check(call->keeper, call->arena, &entry, err);
}

static enum err_code call_remove(struct call *call, struct err *err)
{
    int64_t look;
    TRY(js_need_int(call->head, "look", 0, 1, &look, err));
    strbuf_puts(call->ok, "{}");
    return keep_remove(call->keeper, call->arena, call->payload, look != 0, &call->bytes, err);
}

static enum err_code call_outbox_list(struct call *call, struct err *err)
{
    strbuf_puts(call->ok, "{}");
    return keep_outbox_list(call->keeper, call->arena, &call->bytes, err);
}

static enum err_code call_outbox_cancel(struct call *call, struct err *err)
{
    int64_t number;
    TRY(js_need_int(call->head, "number", 0, INT64_MAX, &number, err));
    strbuf_puts(call->ok, "{}");
    return keep_outbox_cancel(call->keeper, number, err);
}

static enum err_code call_outbox_send(struct call *call, struct err *err)
{
    struct keeper_receipt receipt;
    int64_t number;
    TRY(js_need_int(call->head, "number", 0, INT64_MAX, &number, err));
    TRY(keep_outbox_send(call->keeper, call->arena, number, &receipt, err));
    give_receipt(call, &receipt);
    return ERR_OK;
}

static enum err_code call_outbox_delay(struct call *call, struct err *err)
{
    int64_t minutes;
    TRY(js_need_int(call->head, "number", 0, INT64_MAX, &minutes, err));
    strbuf_puts(call->ok, "{}");
    return keep_outbox_delay(call->keeper, minutes, err);
}

static enum err_code call_envelope(struct call *call, struct err *err)
{
    strbuf_puts(call->ok, "{}");
    return keep_sign_evidence(call->keeper, call->arena, call->payload, &call->bytes, err);
}

static enum err_code call_blob(struct call *call, struct err *err)
{
    char hex[65];
    TRY(keep_publish_blob(call->keeper, call->payload, hex, err));
    strbuf_printf(call->ok, "{\"sha256\":\"%s\"}", hex);
    return ERR_OK;
}

static enum err_code call_proof(struct call *call, struct err *err)
{
    struct str id;
    TRY(js_need_str(call->head, "id", &id, err));
    strbuf_puts(call->ok, "{}");
    return keep_prove(call->keeper, call->arena, id, &call->bytes, err);
}

static enum err_code call_gaps(struct call *call, struct err *err)
{
    struct str subject;
    TRY(js_need_str(call->head, "subject", &subject, err));
    strbuf_puts(call->ok, "{}");
    return keep_gaps(call->keeper, call->arena, subject, &call->bytes, err);
}

static enum err_code call_private_list(struct call *call, struct err *err)
{
    struct str subject;
    TRY(js_need_str(call->head, "subject", &subject, err));
    strbuf_puts(call->ok, "{}");
    return keep_private_list(call->keeper, call->arena, subject, &call->bytes, err);
}

static enum err_code call_progress(struct call *call, struct err *err)
{
    struct str tool;
    struct str benchmark;
    int64_t done;
    int64_t total;
    TRY(js_need_str(call->head, "tool", &tool, err));
    TRY(js_need_str(call->head, "benchmark", &benchmark, err));
    TRY(js_need_int(call->head, "done", 0, INT64_MAX, &done, err));
    TRY(js_need_int(call->head, "total", 0, INT64_MAX, &total, err));
    strbuf_puts(call->ok, "{}");
    return keep_progress(call->keeper, tool, benchmark, done, total, err);
}

static enum err_code call_cosign(struct call *call, struct err *err)
{
    struct str vkey = STR("");
    size_t taken;
    TRY(js_may_str(call->head, "witness", &vkey, err));
    TRY(keep_cosign(call->keeper, call->arena, call->payload, vkey, &taken, err));
    strbuf_printf(call->ok, "{\"taken\":%zu}", taken);
    return ERR_OK;
}

/* The bundle lies in the data folder's tmp/ under a plain name. */
static enum err_code call_receive(struct call *call, struct err *err)
{
    struct exchange_received received;
    struct str name;
    struct str log_key = {NULL, 0};
    TRY(js_need_str(call->head, "name", &name, err));
    TRY(js_may_str(call->head, "log_key", &log_key, err));
    if (name.n == 0 || name.p[0] == '.' || str_has_byte(name, '/')) {
        return err_set(err, ERR_INVALID, "a bundle is named plainly");
    }
    const char *path = keeper_tmp_path(call->keeper, call->arena, name);
    TRY(keep_receive(call->keeper, call->arena, path,
                     log_key.p != NULL ? arena_strndup(call->arena, log_key.p, log_key.n)
                                       : NULL,
                     &received, err));
    exchange_received_write(call->ok, &received);
    return ERR_OK;
}

static enum err_code call_prepare(struct call *call, struct err *err)
{
    struct statement header;
    struct str type;
    struct str by;
    struct str subject = {NULL, 0};
    struct jsonw w;
    TRY(js_need_str(call->head, "type", &type, err));
    TRY(js_need_str(call->head, "by", &by, err));
    TRY(js_may_str(call->head, "subject", &subject, err));
    TRY(keep_prepare(call->keeper, call->arena, type,
                     subject.p != NULL ? arena_strndup(call->arena, subject.p, subject.n)
                                       : NULL,
                     by, &header, err));
    jsonw_init(&w, call->ok);
    jsonw_object(&w);
    jsonw_member_int(&w, "at", header.at);
    jsonw_member_int(&w, "seq", header.seq);
    jsonw_member_str(&w, "subject", header.subject);
    jsonw_key(&w, "prev");
    jsonw_array(&w);
    for (size_t i = 0; i < header.prev_count; i++) {
        jsonw_str(&w, header.prev[i]);
    }
    jsonw_end(&w);
    jsonw_end(&w);
    return ERR_OK;
}

/* Entry, salt and body as in a proof's extra. */
static enum err_code call_signed(struct call *call, struct err *err)
{
    struct keeper_receipt receipt;
    struct tlogproof_extra extra;
    TRY(tlogproof_extra_parse(call->payload, &extra, err));
    TRY(keep_append_signed(call->keeper, call->arena, extra.entry, &extra.salt, extra.body,
                           &receipt, err));
    strbuf_printf(call->ok, "{\"id\":\"%s\",\"index\":%llu}", receipt.id,
                  (unsigned long long)receipt.index);
    call->bytes = receipt.checkpoint;
    return ERR_OK;
}

static enum err_code do_call(struct call *call, struct str head, struct err *err)
{
    static const struct {
        const char *op;
        enum err_code (*run)(struct call *, struct err *);
    } calls[] = {{"append", call_append},
                 {"envelope", call_envelope},
                 {"blob", call_blob},
                 {"proof", call_proof},
                 {"gaps", call_gaps},
                 {"private-list", call_private_list},
                 {"progress", call_progress},
                 {"cosign", call_cosign},
                 {"remove", call_remove},
                 {"submit", call_submit},
                 {"submit-check", call_submit_check},
                 {"outbox-list", call_outbox_list},
                 {"outbox-cancel", call_outbox_cancel},
                 {"outbox-send", call_outbox_send},
                 {"outbox-delay", call_outbox_delay},
                 {"receive", call_receive},
                 {"prepare", call_prepare},
                 {"signed", call_signed}};
    struct js *value;
    struct str op;
    TRY(js_parse(call->arena, head, &value, err));
    call->head = value;
    TRY(js_need_str(value, "op", &op, err));
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
        if (str_is(op, calls[i].op)) {
            return calls[i].run(call, err);
        }
    }
    return err_set(err, ERR_UNSUPPORTED, "the keeper knows no \"%.*s\"", STR_ARG(op));
}

static void write_error(struct strbuf *head, enum err_code code, const struct err *err)
{
    struct jsonw w;
    struct strbuf text;
    strbuf_init(&text, 8192);
    utf8_visible(&text, str_of(err->message), false);
    strbuf_clear(head);
    jsonw_init(&w, head);
    jsonw_object(&w);
    jsonw_key(&w, "error");
    jsonw_object(&w);
    jsonw_member_int(&w, "code", code);
    jsonw_member_str(&w, "message", strbuf_view(&text));
    strbuf_clear(&text);
    utf8_visible(&text, str_of(err->hint), false);
    jsonw_member_str(&w, "hint", strbuf_view(&text));
    jsonw_end(&w);
    jsonw_end(&w);
    strbuf_release(&text);
}

void keeper_answer(struct keeper *keeper, const struct wire_message *request,
                   struct strbuf *out)
{
    struct strbuf head;
    struct err err = {0};
    struct call call = {.keeper = keeper, .arena = arena_new(), .payload = request->payload};
    strbuf_init(&head, WIRE_HEAD_MAX);
    strbuf_puts(&head, "{\"ok\":");
    call.ok = &head;
    enum err_code code = do_call(&call, request->head, &err);
    if (code == ERR_OK) {
        strbuf_putc(&head, '}');
    } else {
        write_error(&head, code, &err);
        call.bytes = STR("");
    }
    wire_compose(out, strbuf_view(&head), call.bytes);
    strbuf_release(&head);
    arena_free(call.arena);
}
