/* Before the first item is scored: tool and benchmark listed, the run registered, in that
 * order.
 *
 * runs/KEY/plan.json holds seed, statement and checkpoint of the unfinished run, so that the
 * same call goes on with it after a kill. */
#include "lab/lab_state.h"

#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "record/listed.h"
#include "run/seed.h"

#include <string.h>

enum { PLAN_MAX = MIB };

static enum err_code append(struct lab *lab, const char *type, struct strbuf *body,
                            struct keeper_receipt *receipt, struct err *err)
{
    enum err_code code = strbuf_check(body, type, err);
    if (code == ERR_OK) {
        code =
            keeper_append(lab->keeper, lab->arena, type, NULL, strbuf_view(body), receipt, err);
    }
    strbuf_release(body);
    return code;
}

static enum err_code list_tool(struct lab *lab, struct err *err)
{
    struct keeper_receipt receipt;
    struct strbuf body;
    char digest[SHA256_HEX_SIZE];
    char manifest[65];
    bool listed;
    struct sha256 identity = identity_digest(&lab->identity);
    sha256_hex(digest, &identity);
    TRY(listed_tool(lab->plan->data->public_db, str_of(digest), &listed, err));
    if (listed) {
        return ERR_OK;
    }
    TRY(keeper_publish_blob(lab->keeper, lab->manifest.text, manifest, err));
    strbuf_init(&body, LIMIT_BODY);
    strbuf_puts(&body, "{\"identity\":");
    identity_write(&body, &lab->identity);
    strbuf_printf(&body, ",\"manifest\":\"%s\"}", manifest);
    return append(lab, "tool.listed/1", &body, &receipt, err);
}

static enum err_code list_benchmark(struct lab *lab, struct err *err)
{
    struct keeper_receipt receipt;
    struct strbuf body;
    char hex[65];
    bool listed;
    TRY(listed_benchmark(lab->plan->data->public_db, str_of(lab->benchmark_digest), &listed,
                         err));
    if (listed) {
        return ERR_OK;
    }
    TRY(keeper_publish_blob(lab->keeper, lab->bench->text, hex, err));
    strbuf_init(&body, LIMIT_BODY);
    strbuf_printf(&body, "{\"digest\":\"%s\"}", lab->benchmark_digest);
    return append(lab, "benchmark.listed/1", &body, &receipt, err);
}

static enum err_code register_run(struct lab *lab, struct err *err)
{
    struct keeper_receipt receipt;
    struct strbuf body;
    struct strbuf identity;
    struct jsonw w;
    strbuf_init(&body, LIMIT_BODY);
    strbuf_init(&identity, 4096);
    identity_write(&identity, &lab->identity);
    jsonw_init(&w, &body);
    jsonw_object(&w);
    jsonw_key(&w, "benchmark");
    jsonw_object(&w);
    jsonw_member(&w, "digest", lab->benchmark_digest);
    jsonw_member_str(&w, "id", lab->bench->id);
    jsonw_member_str(&w, "version", lab->bench->version);
    jsonw_end(&w);
    jsonw_key(&w, "parameters");
    jsonw_raw(&w, strbuf_view(&lab->for_record));
    jsonw_member_int(&w, "seed", lab->seed);
    jsonw_key(&w, "tool");
    jsonw_raw(&w, strbuf_view(&identity));
    jsonw_end(&w);
    strbuf_release(&identity);
    TRY(append(lab, "run.registered/1", &body, &receipt, err));
    lab->run = str_of(arena_strdup(lab->arena, receipt.id));
    lab->checkpoint = receipt.checkpoint;
    return ERR_OK;
}

static enum err_code write_plan(struct lab *lab, const char *path, struct err *err)
{
    struct strbuf text;
    struct jsonw w;
    strbuf_init(&text, PLAN_MAX);
    jsonw_init(&w, &text);
    jsonw_object(&w);
    jsonw_member_str(&w, "checkpoint", lab->checkpoint);
    jsonw_member_str(&w, "run", lab->run);
    jsonw_member_int(&w, "seed", lab->seed);
    jsonw_end(&w);
    strbuf_putc(&text, '\n');
    enum err_code code = file_write(path, strbuf_view(&text), 0600, err);
    strbuf_release(&text);
    return code;
}

static enum err_code read_plan(struct lab *lab, const char *path, struct err *err)
{
    struct str text;
    struct js *json;
    TRY(file_read(lab->arena, path, PLAN_MAX, &text, err));
    enum err_code code = js_parse(lab->arena, text, &json, err);
    if (code == ERR_OK) {
        code = js_need_str(json, "checkpoint", &lab->checkpoint, err);
    }
    if (code == ERR_OK) {
        code = js_need_str(json, "run", &lab->run, err);
    }
    if (code == ERR_OK) {
        code = js_need_int(json, "seed", 0, INT64_MAX, &lab->seed, err);
    }
    if (code != ERR_OK) {
        err_prefix(err, "%s", path);
    }
    return code;
}

enum err_code lab_register(struct lab *lab, struct err *err)
{
    if (lab->folder == NULL) {
        lab->folder = arena_printf(lab->arena, "%s/%s", lab->plan->data->runs, lab->key);
    }
    const char *path = arena_printf(lab->arena, "%s/plan.json", lab->folder);
    TRY(file_make_folders(lab->folder, 0700, err));
    TRY(journal_open(&lab->journal, arena_printf(lab->arena, "%s/journal.jsonl", lab->folder),
                     lab->bench, err));
    if (file_exists(path)) {
        return read_plan(lab, path, err);
    }
    lab->seed = run_seed_new();
    TRY(list_tool(lab, err));
    if (lab->set == NULL) { /* what is public of one in custody was said when it was sealed */
        TRY(list_benchmark(lab, err));
    }
    TRY(register_run(lab, err));
    return write_plan(lab, path, err);
}
