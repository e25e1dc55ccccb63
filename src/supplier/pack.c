/* See pack.h. */
#include "supplier/pack.h"

#include "base/clock.h"
#include "base/encode.h"
#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "crypto/random.h"
#include "ledger/supplier_reply.h"
#include "protocol/manifest.h"
#include "supplier/package_files.h"
#include "supplier/submission_box.h"

#include <string.h>

enum { ABOUT_MAX = 1024 * 1024 };

struct packing {
    struct arena *arena;
    const struct pack_plan *plan;
    const char *folder; /* that files are read from */
    struct manifest manifest;
    const struct js *about; /* or NULL */
    struct submission_file *files;
    size_t file_count;
    struct str parcel, task;
};

static enum err_code read_json(struct arena *arena, const char *path, enum js_type type,
                               const struct js **json, struct err *err)
{
    struct str text;
    struct js *value;
    TRY(file_read(arena, path, ABOUT_MAX, &text, err));
    enum err_code code = js_parse(arena, text, &value, err);
    if (code != ERR_OK) {
        err_prefix(err, "%s", path);
        return code;
    }
    *json = value;
    return value->type == type ? ERR_OK
                               : err_set(err, ERR_FORMAT, "%s must hold %s", path,
                                         type == JS_ARRAY ? "a list" : "an object");
}

/* tool.json is published whole once a run is registered, so it says itself what is said of the
 * tool: the file beside it adds to that and does not repeat it. */
static enum err_code check_about(const struct packing *packing, struct err *err)
{
    static const char *const package_keys[] = {"details", NULL};
    static const char *const outputs_keys[] = {
        "details", "intended_use", "limitations", "not_for",
        "product", "supplier",     "version",     NULL};
    if (packing->about == NULL) {
        return ERR_OK;
    }
    enum err_code code = js_only(
        packing->about, packing->plan->folder != NULL ? package_keys : outputs_keys, err);
    const struct js *details = js_member(packing->about, "details");
    for (size_t i = 0; code == ERR_OK && details != NULL && details->type == JS_OBJECT &&
                       i < details->object.count && packing->plan->folder != NULL;
         i++) {
        struct str name = details->object.members[i].name;
        if (js_member_str(packing->manifest.json, name) != NULL) {
            code = err_set(err, ERR_INVALID,
                           "\"%.*s\" stands in tool.json, which is published whole",
                           STR_ARG(name));
        }
    }
    if (code != ERR_OK) {
        err_prefix(err, "%s", packing->plan->about);
    }
    return code;
}

static enum err_code read_package(struct packing *packing, struct err *err)
{
    const struct pack_plan *plan = packing->plan;
    TRY(manifest_read(packing->arena, plan->folder, &packing->manifest, err));
    packing->folder = plan->folder;
    packing->task = packing->manifest.task;
    return package_files(packing->arena, plan->folder, &packing->files, &packing->file_count,
                         err);
}

static enum err_code read_outputs(struct packing *packing, struct err *err)
{
    const struct pack_plan *plan = packing->plan;
    const struct js *parcel;
    bool table = str_ends(str_of(plan->outputs), STR(".csv"));
    const char *name = table ? "outputs.csv" : "outputs.jsonl";
    if (plan->parcel == NULL || plan->about == NULL) {
        return err_set(err, ERR_USAGE,
                       "answers need --parcel FOLDER, which they answer, and --about FILE");
    }
    if (!str_ends(str_of(plan->outputs), str_of(arena_printf(packing->arena, "/%s", name))) &&
        !str_is(str_of(plan->outputs), name)) {
        return err_set(err, ERR_USAGE,
                       "%s: the file is called outputs.jsonl or outputs.csv, as in the parcel",
                       plan->outputs);
    }
    TRY(read_json(packing->arena, arena_printf(packing->arena, "%s/parcel.json", plan->parcel),
                  JS_OBJECT, &parcel, err));
    packing->parcel = js_text(parcel, "parcel");
    packing->task = js_text(parcel, "task");
    packing->folder = file_folder_of(packing->arena, plan->outputs);
    packing->files = arena_zalloc(packing->arena, sizeof *packing->files);
    packing->files->path = str_of(name);
    packing->file_count = 1;
    return sha256_of_file(plan->outputs, &packing->files->digest, &packing->files->bytes, err);
}

static void write_files(struct jsonw *w, const struct packing *packing)
{
    jsonw_key(w, "files");
    jsonw_array(w);
    for (size_t i = 0; i < packing->file_count; i++) {
        const struct submission_file *file = &packing->files[i];
        char hex[SHA256_HEX_SIZE];
        sha256_hex(hex, &file->digest);
        jsonw_object(w);
        jsonw_member_int(w, "bytes", (int64_t)file->bytes);
        if (file->executable) {
            jsonw_member(w, "executable", "yes");
        }
        jsonw_member_str(w, "path", file->path);
        jsonw_member(w, "sha256", hex);
        jsonw_end(w);
    }
    jsonw_end(w);
}

static void write_raw(struct jsonw *w, const struct js *object, const char *name)
{
    const struct js *value = js_member(object, name);
    if (value != NULL) {
        jsonw_key(w, name);
        jsonw_raw(w, value->raw);
    }
}

static void write_package(struct jsonw *w, const struct packing *packing)
{
    const struct manifest *manifest = &packing->manifest;
    jsonw_member_str(w, "intended_use", manifest->intended_use);
    write_raw(w, manifest->json, "limitations");
    if (manifest->not_for.n > 0) {
        jsonw_member_str(w, "not_for", manifest->not_for);
    }
    jsonw_member_str(w, "product", manifest->name);
    jsonw_member_str(w, "supplier", manifest->supplier);
    jsonw_member_str(w, "version", manifest->version);
    jsonw_member(w, "what", "package");
}

static void write_outputs(struct jsonw *w, const struct packing *packing)
{
    static const char *const keys[] = {"intended_use", "limitations", "not_for",
                                       "product",      "supplier",    "version"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        write_raw(w, packing->about, keys[i]);
    }
    jsonw_member_str(w, "parcel", packing->parcel);
    jsonw_member(w, "what", "outputs");
}

static void write_contact(struct jsonw *w, const struct pack_plan *plan)
{
    jsonw_key(w, "contacts");
    jsonw_array(w);
    jsonw_object(w);
    jsonw_member(w, "address", plan->contact);
    jsonw_member(w, "role", plan->role);
    jsonw_end(w);
    jsonw_end(w);
}

static void compose(struct strbuf *out, const struct packing *packing, const struct js *claims)
{
    const struct pack_plan *plan = packing->plan;
    unsigned char id[SUBMISSION_ID_DIGITS / 2];
    char hex[SUBMISSION_ID_DIGITS + 1];
    char date[DATE_SIZE];
    struct jsonw w;
    random_bytes(id, sizeof id);
    hex_encode(hex, id, sizeof id);
    date_format(date, plan->now);
    jsonw_init(&w, out);
    jsonw_object(&w);
    jsonw_key(&w, "claims");
    jsonw_raw(&w, claims != NULL ? claims->raw : STR("[]"));
    write_contact(&w, plan);
    write_raw(&w, packing->about, "details");
    write_files(&w, packing);
    jsonw_member(&w, "id", hex);
    jsonw_member(&w, "key", plan->vkey);
    jsonw_member(&w, "made", date);
    jsonw_member_str(&w, "task", packing->task);
    if (plan->wanted != NULL) {
        jsonw_member(&w, "wanted", plan->wanted);
    }
    if (plan->folder != NULL) {
        write_package(&w, packing);
    } else {
        write_outputs(&w, packing);
    }
    jsonw_end(&w);
}

static enum err_code sign_and_write(struct packing *packing, const struct js *claims,
                                    struct submission *made, struct err *err)
{
    struct strbuf object;
    struct strbuf note;
    strbuf_init(&object, SUBMISSION_NOTE_MAX);
    strbuf_init(&note, SUBMISSION_NOTE_MAX);
    compose(&object, packing, claims);
    enum err_code code = strbuf_check(&object, "the submission", err);
    if (code == ERR_OK) {
        code = submission_sign(&note, strbuf_view(&object), packing->plan->secret, err);
    }
    if (code == ERR_OK) {
        code = submission_parse(packing->arena, arena_str(packing->arena, strbuf_view(&note)),
                                made, err);
    }
    strbuf_release(&object);
    strbuf_release(&note);
    TRY(code);
    return box_write(packing->plan->to, made, packing->folder, err);
}

enum err_code pack_make(struct arena *arena, const struct pack_plan *plan,
                        struct submission *made, struct err *err)
{
    struct packing packing = {.arena = arena, .plan = plan};
    const struct js *claims = NULL;
    TRY(plan->folder != NULL ? read_package(&packing, err) : read_outputs(&packing, err));
    if (plan->about != NULL) {
        TRY(read_json(arena, plan->about, JS_OBJECT, &packing.about, err));
    }
    TRY(check_about(&packing, err));
    if (plan->claims != NULL) {
        TRY(read_json(arena, plan->claims, JS_ARRAY, &claims, err));
    }
    if (file_exists(plan->to)) {
        return err_set(err, ERR_CONFLICT, "%s is there already", plan->to);
    }
    return sign_and_write(&packing, claims, made, err);
}
