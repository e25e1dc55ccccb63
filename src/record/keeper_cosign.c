/* Cosignatures of other organisations' witnesses on this log's checkpoints.
 *
 * Kept as one setting of ledger.db, an array with the newest of each witness:
 * {"line","root","size","time","vkey"}. A witness is known from the first cosignature on that
 * the operator adds with its vkey; whose key it is, readers judge: the page shows name and key.
 * What was cosigned is shown, nothing follows from it in the record. */
#include "record/keeper_state.h"

#include "base/clock.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "ledger/checkpoint.h"
#include "ledger/cosignature.h"
#include "record/publication.h"

#include <string.h>

enum { WITNESSES_MAX = 32 }; /* a note holds 64 lines */

struct cosigned {
    struct str line;
    struct str vkey;
    struct sha256 root;
    uint64_t size;
    int64_t time;
};

struct cosigned_list {
    struct cosigned items[WITNESSES_MAX];
    size_t count;
};

static enum err_code parse_item(const struct js *value, struct cosigned *item, struct err *err)
{
    struct str root;
    int64_t size;
    TRY(js_need_str(value, "line", &item->line, err));
    TRY(js_need_str(value, "vkey", &item->vkey, err));
    TRY(js_need_str(value, "root", &root, err));
    TRY(js_need_int(value, "size", 1, INT64_MAX, &size, err));
    TRY(js_need_int(value, "time", 0, INT64_MAX, &item->time, err));
    item->size = (uint64_t)size;
    return sha256_from_hex(&item->root, root)
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "ledger.db: a cosignature's root");
}

static enum err_code read_list(struct keeper *keeper, struct arena *arena,
                               struct cosigned_list *list, struct err *err)
{
    struct str text;
    struct js *value;
    list->count = 0;
    TRY(setting_get(keeper->db, arena, "cosignatures", &text, err));
    if (text.n == 0) {
        return ERR_OK;
    }
    TRY(js_parse(arena, text, &value, err));
    for (size_t i = 0; value->type == JS_ARRAY && i < value->array.count; i++) {
        if (list->count == WITNESSES_MAX) {
            return err_set(err, ERR_LIMIT, "more than %d witnesses", WITNESSES_MAX);
        }
        TRY(parse_item(&value->array.items[i], &list->items[list->count], err));
        list->count++;
    }
    return ERR_OK;
}

static enum err_code write_list(struct keeper *keeper, const struct cosigned_list *list,
                                struct err *err)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, LIMIT_NOTE);
    jsonw_init(&w, &out);
    jsonw_array(&w);
    for (size_t i = 0; i < list->count; i++) {
        const struct cosigned *item = &list->items[i];
        char root[SHA256_HEX_SIZE];
        sha256_hex(root, &item->root);
        jsonw_object(&w);
        jsonw_member_str(&w, "line", item->line);
        jsonw_member(&w, "root", root);
        jsonw_member_int(&w, "size", (int64_t)item->size);
        jsonw_member_int(&w, "time", item->time);
        jsonw_member_str(&w, "vkey", item->vkey);
        jsonw_end(&w);
    }
    jsonw_end(&w);
    enum err_code code = setting_set(keeper->db, "cosignatures", strbuf_view(&out), err);
    strbuf_release(&out);
    return code;
}

/* What the tables show: who, with which key, up to where, when. */
static struct str public_list(struct arena *arena, const struct cosigned_list *list)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, LIMIT_NOTE);
    jsonw_init(&w, &out);
    jsonw_array(&w);
    for (size_t i = 0; i < list->count; i++) {
        const struct cosigned *item = &list->items[i];
        char at[TIME_SIZE];
        time_format(at, item->time);
        jsonw_object(&w);
        jsonw_member(&w, "at", at);
        jsonw_member_str(&w, "name", str_sub(item->vkey, 0, str_find(item->vkey, STR("+"))));
        jsonw_member_int(&w, "size", (int64_t)item->size);
        jsonw_member_str(&w, "vkey", item->vkey);
        jsonw_end(&w);
    }
    jsonw_end(&w);
    struct str text = arena_str(arena, strbuf_view(&out));
    strbuf_release(&out);
    return text;
}

enum err_code keeper_add_cosignatures(struct keeper *keeper, uint64_t size, struct strbuf *note,
                                      struct err *err)
{
    struct cosigned_list list;
    struct arena *arena = arena_new();
    enum err_code code = read_list(keeper, arena, &list, err);
    for (size_t i = 0; i < list.count && code == ERR_OK; i++) {
        if (list.items[i].size == size) {
            strbuf_str(note, list.items[i].line);
        }
    }
    arena_free(arena);
    return code;
}

/* The newest head that a witness knows, with every line on it: Ed25519 signs the same text with
 * the same bytes again. */
static enum err_code publish_newest(struct keeper *keeper, const struct cosigned_list *list,
                                    struct err *err)
{
    struct checkpoint head = {.origin = keeper->origin};
    struct strbuf note;
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].size > head.size) {
            head.size = list->items[i].size;
            head.root = list->items[i].root;
        }
    }
    strbuf_init(&note, LIMIT_NOTE);
    checkpoint_sign(&note, &head, &keeper->files.keys[FILE_LOG].secret);
    enum err_code code = keeper_add_cosignatures(keeper, head.size, &note, err);
    if (code == ERR_OK) {
        code = publish_cosigned(keeper->dir.log, strbuf_view(&note), err);
    }
    strbuf_release(&note);
    return code;
}

enum err_code keeper_show_cosigned(struct keeper *keeper, struct err *err)
{
    struct cosigned_list list;
    struct arena *arena = arena_new();
    enum err_code code = read_list(keeper, arena, &list, err);
    if (code == ERR_OK && list.count > 0) {
        code = publish_newest(keeper, &list, err);
        if (code == ERR_OK) {
            code = projection_cosigned(&keeper->projection, public_list(arena, &list), err);
        }
    }
    arena_free(arena);
    return code;
}

/* Of this log, signed by its key, and a state it was in. */
static enum err_code judge_checkpoint(struct keeper *keeper,
                                      const struct signed_checkpoint *checkpoint,
                                      struct err *err)
{
    struct leaf_log *log = &keeper->logs[LOG_PUBLIC];
    const struct sig_public *ours = &keeper->files.keys[FILE_LOG].secret.public;
    struct note_key key = note_key_of(keeper->origin, ours);
    struct merkle_range then = {0};
    uint64_t size = checkpoint->head.size;
    TRY(checkpoint_verify(checkpoint, &key, err));
    if (size == 0 || size > log->range.size) {
        return err_set(err, ERR_INVALID, "the log never had %llu leaves",
                       (unsigned long long)size);
    }
    TRY(merkle_range_read(&then, size, leaf_log_node, log, err));
    struct sha256 root = merkle_range_root(&then);
    return sha256_eq(&root, &checkpoint->head.root)
               ? ERR_OK
               : err_set(err, ERR_INVALID, "the log never had that root");
}

/* The newest line of this witness in the note, if there is one. */
static enum err_code find_line(const struct signed_checkpoint *checkpoint, struct str vkey,
                               struct cosigned *item, struct err *err)
{
    struct note_key key;
    const struct note *note = &checkpoint->note;
    TRY(cosigner_parse(vkey, &key, err));
    TRY(cosignature_verify(note, &key, &item->time, err));
    for (size_t i = 0; i < note->count; i++) {
        const struct note_signature *line = &note->signatures[i];
        struct note one = *note;
        int64_t time;
        one.signatures = &note->signatures[i];
        one.count = 1;
        if (cosignature_verify(&one, &key, &time, NULL) == ERR_OK && time == item->time) {
            item->line = line->line;
        }
    }
    item->vkey = vkey;
    item->size = checkpoint->head.size;
    item->root = checkpoint->head.root;
    return ERR_OK;
}

static enum err_code put_item(struct cosigned_list *list, const struct cosigned *item,
                              struct err *err)
{
    for (size_t i = 0; i < list->count; i++) {
        struct cosigned *known = &list->items[i];
        if (!str_eq(known->vkey, item->vkey)) {
            continue;
        }
        if (known->size > item->size || known->time > item->time) {
            return err_set(err, ERR_CONFLICT, "a newer cosignature of %.*s is here already",
                           STR_ARG(item->vkey));
        }
        *known = *item;
        return ERR_OK;
    }
    if (list->count == WITNESSES_MAX) {
        return err_set(err, ERR_LIMIT, "more than %d witnesses", WITNESSES_MAX);
    }
    list->items[list->count++] = *item;
    return ERR_OK;
}

/* A new witness by its vkey, or every one that is known and has a line here. */
static enum err_code take_lines(const struct signed_checkpoint *checkpoint, struct str vkey,
                                struct cosigned_list *list, size_t *taken, struct err *err)
{
    struct cosigned item;
    size_t known = list->count;
    if (vkey.n > 0) {
        TRY(find_line(checkpoint, vkey, &item, err));
        TRY(put_item(list, &item, err));
        *taken = 1;
        return ERR_OK;
    }
    *taken = 0;
    for (size_t i = 0; i < known; i++) {
        enum err_code code = find_line(checkpoint, list->items[i].vkey, &item, err);
        if (code == ERR_OK) {
            TRY(put_item(list, &item, err));
            ++*taken;
        } else if (code != ERR_NOT_FOUND) {
            return code;
        }
    }
    if (*taken == 0) {
        err_set(err, ERR_NOT_FOUND, "no cosignature of a witness that is known here");
        err_hint(err, "a new witness is introduced with --witness VKEY");
        return ERR_NOT_FOUND;
    }
    return ERR_OK;
}

enum err_code keep_cosign(struct keeper *keeper, struct arena *arena, struct str note,
                          struct str vkey, size_t *taken, struct err *err)
{
    struct signed_checkpoint checkpoint;
    struct cosigned_list list;
    TRY(checkpoint_parse(arena, note, &checkpoint, err));
    TRY(judge_checkpoint(keeper, &checkpoint, err));
    TRY(read_list(keeper, arena, &list, err));
    TRY(take_lines(&checkpoint, vkey, &list, taken, err));
    TRY(write_list(keeper, &list, err));
    TRY(keeper_publish(keeper, err));
    TRY(projection_advance(&keeper->projection, &keeper->logs[LOG_PUBLIC],
                           strbuf_view(&keeper->checkpoint), err));
    return keeper_show_cosigned(keeper, err);
}
