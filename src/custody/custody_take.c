/* A benchmark is taken into custody.
 *
 * The copy is made and checked under a name that nobody looks for, then stated publicly, and
 * becomes a set by the file custody.json; a call that was cut before is given again. */
#include "custody/custody.h"

#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "crypto/canon.h"
#include "crypto/random.h"
#include "custody/custody_state.h"
#include "custody/plant.h"

#include <string.h>
#include <sys/stat.h>

enum { SUBJECT_BYTES = 16, NAME_DIGITS = 16 };

struct taking {
    struct arena *arena;
    struct keeper_client *keeper;
    const struct custody_plan *plan;
    struct bench *bench; /* of the folder that is taken */
    struct custody_set set;
    struct sha256 salt;
    struct str secret; /* what the commitment is of */
};

static enum err_code check_bench(struct taking *own, struct err *err)
{
    const struct bench *bench = own->bench;
    size_t items;
    size_t clusters;
    if (!str_is(bench->exposure, "sealed")) {
        return err_set(err, ERR_INVALID, "%s: its \"exposure\" is \"%.*s\", not \"sealed\"",
                       own->plan->folder, STR_ARG(str_sub(bench->exposure, 0, 40)));
    }
    if (bench->bad_count > 0) {
        return err_set(err, ERR_FORMAT, "%s/items.jsonl line %zu: %s", own->plan->folder,
                       bench->bad[0].line, bench->bad[0].message);
    }
    for (size_t i = 0; i < own->set.planted->array.count; i++) {
        struct str id = own->set.planted->array.items[i].string;
        struct bench_item *item = (struct bench_item *)bench_item_lookup(bench, id);
        if (item == NULL) {
            return err_set(err, ERR_INVALID, "planted item \"%.*s\" is not in the set",
                           STR_ARG(str_sub(id, 0, 100)));
        }
        item->split = STR(BENCH_PLANTED);
    }
    bench_counts(bench, STR("test"), &items, &clusters);
    if (bench_is_illustration(items, clusters)) {
        return err_set(err, ERR_INVALID,
                       "%s has %zu test items in %zu clusters: under 100 items or 20 clusters "
                       "no rate is told, so there is nothing to seal",
                       own->plan->folder, items, clusters);
    }
    own->set.item_count = (int64_t)items;
    own->set.cluster_count = (int64_t)clusters;
    return ERR_OK;
}

static enum err_code check_terms(const struct custody_plan *plan, struct err *err)
{
    char text[DEC_SIZE];
    double again;
    if (plan->holder == NULL || str_trim(str_of(plan->holder)).n == 0) {
        return err_set(err, ERR_USAGE, "say who holds it: --holder NAME");
    }
    if (!(plan->step > 0 && plan->step <= 1)) {
        return err_set(err, ERR_USAGE, "--step must be above 0 and at most 1");
    }
    dec_format(text, plan->step);
    return dec_parse(str_of(text), &again) && again == plan->step
               ? ERR_OK
               : err_set(err, ERR_USAGE, "--step has more than 12 digits");
}

/* {"canary":…,"planted":[…]}, canonical. */
static void make_secret(struct taking *own)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, LIMIT_BENCHMARK);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member_str(&w, "canary", own->set.canary);
    jsonw_key(&w, "planted");
    jsonw_array(&w);
    for (size_t i = 0; i < own->set.planted->array.count; i++) {
        jsonw_str(&w, own->set.planted->array.items[i].string);
    }
    jsonw_end(&w);
    jsonw_end(&w);
    own->secret = arena_str(own->arena, strbuf_view(&out));
    strbuf_release(&out);
    random_bytes(own->salt.bytes, SHA256_SIZE);
}

struct sha256 custody_commitment(const struct sha256 *salt, struct str secret)
{
    struct str parts[] = {STR("policeai-sealed-set/v1"), STR("\0"), secret};
    return hmac_sha256(str_n((const char *)salt->bytes, SHA256_SIZE), parts, 3);
}

static void fill_set(struct taking *own)
{
    struct custody_set *set = &own->set;
    const struct bench *bench = own->bench;
    char *subject = arena_alloc(own->arena, 2 * SUBJECT_BYTES + 1);
    random_hex(subject, SUBJECT_BYTES);
    sha256_hex(set->digest, &bench->digest);
    set->subject = subject;
    set->id = bench->id;
    set->version = bench->version;
    set->title = bench->title;
    set->task = str_of(bench->task->name);
    set->metric = str_of(bench->task->metrics[0]);
    set->holder = str_trim(str_of(own->plan->holder));
    set->sensitivity = bench->sensitivity;
    set->canary = js_text(bench->json, "canary");
    set->budget = own->plan->budget;
    set->step = own->plan->step;
    set->folder =
        arena_printf(own->arena, "%s/%.*s", own->plan->data->custody, NAME_DIGITS, set->digest);
    set->items = arena_printf(own->arena, "%s/set", set->folder);
}

static enum err_code copy_file(struct taking *own, struct str path, struct err *err)
{
    const char *from = arena_printf(own->arena, "%s/%.*s", own->plan->folder, STR_ARG(path));
    const char *to = arena_printf(own->arena, "%s/%.*s", own->set.items, STR_ARG(path));
    TRY(file_make_folders(file_folder_of(own->arena, to), 0700, err));
    return file_copy(from, to, 0600, err);
}

/* Only what benchmark.json lists; read back from the copy. */
static enum err_code copy_files(struct taking *own, struct err *err)
{
    const struct js *files = js_member(own->bench->json, "files");
    struct bench *copy;
    TRY(file_make_folders(own->plan->data->custody, 0700, err));
    TRY(file_make_folders(own->set.items, 0700, err));
    if (chmod(own->plan->data->custody, 0700) != 0) {
        return err_errno(err, "cannot make %s private", own->plan->data->custody);
    }
    TRY(copy_file(own, STR("benchmark.json"), err));
    for (size_t i = 0; i < files->array.count; i++) {
        TRY(copy_file(own, js_text(&files->array.items[i], "path"), err));
    }
    TRY(bench_open_sealed(&copy, own->set.items, err));
    bool same = sha256_eq(&copy->digest, &own->bench->digest);
    bench_free(copy);
    return same ? ERR_OK
                : err_set(err, ERR_CONFLICT, "%s changed while it was copied",
                          own->plan->folder);
}

static void write_statement(struct taking *own, struct strbuf *out)
{
    const struct custody_set *set = &own->set;
    struct sha256 commitment = custody_commitment(&own->salt, own->secret);
    char hex[SHA256_HEX_SIZE];
    struct jsonw w;
    sha256_hex(hex, &commitment);
    jsonw_init(&w, out);
    jsonw_object(&w);
    jsonw_key(&w, "benchmark");
    jsonw_object(&w);
    jsonw_member(&w, "digest", set->digest);
    jsonw_member_str(&w, "id", set->id);
    jsonw_member_str(&w, "version", set->version);
    jsonw_end(&w);
    jsonw_member_int(&w, "budget", set->budget);
    jsonw_member_int(&w, "clusters", set->cluster_count);
    jsonw_member(&w, "commitment", hex);
    jsonw_member_str(&w, "holder", set->holder);
    jsonw_member_int(&w, "items", set->item_count);
    jsonw_member_str(&w, "metric", set->metric);
    jsonw_member_str(&w, "sensitivity", set->sensitivity);
    jsonw_key(&w, "step");
    jsonw_dec(&w, set->step);
    jsonw_member_str(&w, "task", set->task);
    jsonw_member_str(&w, "title", set->title);
    jsonw_end(&w);
}

static enum err_code state(struct taking *own, struct err *err)
{
    struct keeper_receipt receipt;
    struct strbuf body;
    strbuf_init(&body, LIMIT_BODY);
    write_statement(own, &body);
    enum err_code code = strbuf_check(&body, "the statement", err);
    if (code == ERR_OK) {
        code = keeper_append(own->keeper, own->arena, "benchmark.sealed/1", own->set.subject,
                             strbuf_view(&body), &receipt, err);
    }
    strbuf_release(&body);
    own->set.statement = arena_strdup(own->arena, code == ERR_OK ? receipt.id : "");
    return code;
}

static void write_record(struct taking *own, struct strbuf *out)
{
    const struct custody_set *set = &own->set;
    const struct js *secret = own->set.planted;
    char salt[SHA256_HEX_SIZE];
    struct jsonw w;
    sha256_hex(salt, &own->salt);
    jsonw_init(&w, out);
    jsonw_object(&w);
    jsonw_member_int(&w, "budget", set->budget);
    jsonw_member_str(&w, "canary", set->canary);
    jsonw_member_int(&w, "clusters", set->cluster_count);
    jsonw_member(&w, "digest", set->digest);
    jsonw_member_str(&w, "holder", set->holder);
    jsonw_member_str(&w, "id", set->id);
    jsonw_member_int(&w, "items", set->item_count);
    jsonw_member_str(&w, "metric", set->metric);
    jsonw_key(&w, "planted");
    jsonw_raw(&w, secret->raw);
    jsonw_member(&w, "salt", salt);
    jsonw_member_str(&w, "sensitivity", set->sensitivity);
    jsonw_member(&w, "statement", set->statement);
    jsonw_key(&w, "step");
    jsonw_dec(&w, set->step);
    jsonw_member(&w, "subject", set->subject);
    jsonw_member_str(&w, "task", set->task);
    jsonw_member_str(&w, "title", set->title);
    jsonw_member_str(&w, "version", set->version);
    jsonw_end(&w);
    strbuf_putc(out, '\n');
}

static enum err_code keep(struct taking *own, struct err *err)
{
    struct strbuf out;
    strbuf_init(&out, LIMIT_BENCHMARK);
    write_record(own, &out);
    enum err_code code = strbuf_check(&out, "custody.json", err);
    if (code == ERR_OK) {
        code = file_write(arena_printf(own->arena, "%s/custody.json", own->set.folder),
                          strbuf_view(&out), 0600, err);
    }
    strbuf_release(&out);
    return code;
}

static enum err_code take(struct taking *own, struct err *err)
{
    TRY(check_terms(own->plan, err));
    TRY(bench_open_sealed(&own->bench, own->plan->folder, err));
    TRY(plant_read(own->arena, own->plan->folder, &own->set.planted, err));
    TRY(check_bench(own, err));
    fill_set(own);
    if (file_exists(arena_printf(own->arena, "%s/custody.json", own->set.folder))) {
        return err_set(err, ERR_CONFLICT, "%.*s %.*s is in custody already",
                       STR_ARG(own->set.id), STR_ARG(own->set.version));
    }
    make_secret(own);
    TRY(copy_files(own, err));
    TRY(state(own, err));
    TRY(keep(own, err));
    custody_mark(&own->set);
    return ERR_OK;
}

enum err_code custody_take(struct arena *arena, struct keeper_client *keeper,
                           const struct custody_plan *plan, struct custody_set **set,
                           struct err *err)
{
    struct taking own = {.arena = arena, .keeper = keeper, .plan = plan};
    enum err_code code = take(&own, err);
    bench_free(own.bench);
    TRY(code);
    *set = arena_alloc(arena, sizeof **set);
    return custody_read(arena, own.set.folder, *set, err);
}
