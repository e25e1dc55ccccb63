/* See parcel_state.h. */
#include "lab/parcel_state.h"

#include "base/encode.h"
#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"

enum { RECORD_MAX = MIB };

static enum err_code id_of_folder(struct arena *arena, const char *folder, const char **id,
                                  struct err *err)
{
    struct str text;
    struct str given;
    struct js *json;
    const char *path = arena_printf(arena, "%s/parcel.json", folder);
    TRY(file_read(arena, path, RECORD_MAX, &text, err));
    enum err_code code = js_parse(arena, text, &json, err);
    if (code == ERR_OK) {
        code = js_need_str(json, "parcel", &given, err);
    }
    if (code != ERR_OK) {
        err_prefix(err, "%s", path);
        return code;
    }
    *id = arena_strndup(arena, given.p, given.n);
    return ERR_OK;
}

enum err_code parcel_record_find(struct arena *arena, const struct datadir *data,
                                 const char *word, struct parcel_record *record,
                                 struct err *err)
{
    const char *id = word;
    *record = (struct parcel_record){.id = word};
    if (!hex_is(str_of(word), PARCEL_ID)) {
        TRY(id_of_folder(arena, word, &id, err));
    }
    if (!hex_is(str_of(id), PARCEL_ID)) {
        return err_set(err, ERR_USAGE, "\"%.40s\" is no parcel: its name has %d digits", id,
                       PARCEL_ID);
    }
    record->id = id;
    record->folder = arena_printf(arena, "%s/%s", data->parcels, id);
    if (!file_exists(record->folder)) {
        err_set(err, ERR_NOT_FOUND, "no parcel %s left from here", id);
        err_hint(err, "%s holds those that did; --data names another folder", data->parcels);
        return ERR_NOT_FOUND;
    }
    return ERR_OK;
}

enum err_code parcel_record_write(struct arena *arena, const struct parcel_record *record,
                                  struct err *err)
{
    struct strbuf out;
    struct jsonw w;
    char secret[SHA256_HEX_SIZE];
    sha256_hex(secret, &record->secret);
    strbuf_init(&out, RECORD_MAX);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    if (record->accepted.n > 0) {
        jsonw_member_str(&w, "accepted", record->accepted);
    }
    jsonw_member_str(&w, "benchmark", record->benchmark);
    jsonw_member_str(&w, "digest", record->benchmark_digest);
    jsonw_member_str(&w, "identity", record->identity);
    jsonw_member_str(&w, "manifest", record->manifest);
    jsonw_member_str(&w, "parameters", record->parameters);
    if (record->requester.n > 0) {
        jsonw_member_str(&w, "requester", record->requester);
    }
    jsonw_member(&w, "secret", secret);
    jsonw_member_str(&w, "split", record->split);
    jsonw_end(&w);
    strbuf_putc(&out, '\n');
    enum err_code code = strbuf_check(&out, "the parcel's record", err);
    if (code == ERR_OK) {
        code = file_write(arena_printf(arena, "%s/parcel.json", record->folder),
                          strbuf_view(&out), 0600, err);
    }
    strbuf_release(&out);
    return code;
}

static enum err_code read_members(const struct js *json, struct parcel_record *record,
                                  struct err *err)
{
    struct str secret;
    TRY(js_may_str(json, "accepted", &record->accepted, err));
    TRY(js_need_str(json, "benchmark", &record->benchmark, err));
    TRY(js_need_str(json, "digest", &record->benchmark_digest, err));
    TRY(js_need_str(json, "identity", &record->identity, err));
    TRY(js_need_str(json, "manifest", &record->manifest, err));
    TRY(js_need_str(json, "parameters", &record->parameters, err));
    TRY(js_may_str(json, "requester", &record->requester, err));
    TRY(js_need_str(json, "secret", &secret, err));
    TRY(js_need_str(json, "split", &record->split, err));
    return sha256_from_hex(&record->secret, secret)
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "\"secret\" must be 64 hexadecimal digits");
}

enum err_code parcel_record_read(struct arena *arena, struct parcel_record *record,
                                 struct err *err)
{
    struct str text;
    struct js *json;
    const char *path = arena_printf(arena, "%s/parcel.json", record->folder);
    TRY(file_read(arena, path, RECORD_MAX, &text, err));
    enum err_code code = js_parse(arena, text, &json, err);
    if (code == ERR_OK) {
        code = read_members(json, record, err);
    }
    if (code != ERR_OK) {
        err_prefix(err, "%s", path);
    }
    return code;
}

static enum err_code take_tool(struct lab *lab, const struct parcel_record *record,
                               struct err *err)
{
    struct js *json;
    TRY(js_parse(lab->arena, record->identity, &json, err));
    TRY(identity_parse(json, &lab->identity, err));
    TRY(js_parse(lab->arena, record->manifest, &json, err));
    lab->manifest.text = record->manifest;
    TRY(js_need_str(json, "id", &lab->manifest.id, err));
    TRY(js_need_str(json, "version", &lab->manifest.version, err));
    strbuf_init(&lab->for_record, RECORD_MAX);
    strbuf_str(&lab->for_record, record->parameters);
    return js_need_str(json, "task", &lab->manifest.task, err);
}

static enum err_code read_benchmark(struct lab *lab, const char *folder, const char *split,
                                    enum custody_act act, struct err *err)
{
    if (lab->bench != NULL) {
        return ERR_OK;
    }
    TRY(lab_find_set(lab, folder, err));
    return lab->set != NULL ? lab_open_set(lab, act, split, err)
                            : lab_read_benchmark(lab, folder, split, err);
}

enum err_code parcel_lab(struct lab *lab, const struct parcel_record *record,
                         const char *benchmark, enum custody_act act, struct err *err)
{
    const char *folder =
        benchmark != NULL ? benchmark
                          : arena_strndup(lab->arena, record->benchmark.p, record->benchmark.n);
    TRY(take_tool(lab, record, err));
    lab->folder = record->folder;
    enum err_code code = read_benchmark(
        lab, folder, arena_strndup(lab->arena, record->split.p, record->split.n), act, err);
    if (code == ERR_OK && !str_is(record->benchmark_digest, lab->benchmark_digest)) {
        code = err_set(err, ERR_INVALID, "%s is not the benchmark whose inputs left", folder);
    }
    if (code != ERR_OK && lab->set == NULL) {
        err_hint(err, "--benchmark FOLDER names where it lies now");
    }
    return code;
}

enum err_code parcel_items(struct lab *lab, const struct parcel_record *record,
                           struct parcel_item **items, struct err *err)
{
    const struct bench *bench = lab->bench;
    struct parcel_item *list = arena_alloc(lab->arena, (lab->total + 1) * sizeof *list);
    size_t count = 0;
    for (size_t i = 0; i < bench->count; i++) {
        if (lab_takes(lab, &bench->items[i], record->split)) {
            list[count++] = (struct parcel_item){
                str_of(parcel_item_name(lab->arena, &record->secret, bench->items[i].id)), i};
        }
    }
    *items = list;
    return parcel_sort(list, count, err);
}
