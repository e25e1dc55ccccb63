#include "trial/wrap_onnx.h"

#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "base/str.h"
#include "base/utf8.h"
#include "crypto/digest.h"
#include "protocol/manifest.h"
#include "run/house_program.h"
#include "task/task.h"
#include "trial/scratch.h"
#include "trial/wrap.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { START_SECONDS = 60, SECONDS_TO_LOOK = 60, VERSION_BYTES = 40 };

/* What onnx.json says that tool.json needs; the rest is the adapter's business. */
struct said {
    const char *labels, *find;  /* files beside the spec, or NULL: labels, another model */
    const struct js *threshold; /* or NULL */
};

static enum err_code need(const char *value, const char *option, struct err *err)
{
    return value != NULL && value[0] != '\0' ? ERR_OK
                                             : err_set(err, ERR_USAGE, "give --%s", option);
}

static enum err_code check_options(const struct wrap_onnx_plan *plan, struct err *err)
{
    const char *const texts[] = {plan->id,           plan->version, plan->name,
                                 plan->supplier,     plan->licence, plan->source,
                                 plan->intended_use, plan->not_for, plan->model};
    TRY(need(plan->spec, "spec", err));
    TRY(need(plan->out, "out", err));
    TRY(need(plan->task, "task", err));
    TRY(need(plan->id, "id", err));
    TRY(need(plan->version, "version", err));
    TRY(need(plan->supplier, "supplier", err));
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (texts[i] != NULL && !utf8_valid(str_of(texts[i]))) {
            return err_set(err, ERR_USAGE, "an option is not UTF-8");
        }
    }
    if (task_lookup(str_of(plan->task)) == NULL) {
        err_set(err, ERR_USAGE, "--task %s is no task of this program", plan->task);
        err_hint(err, "doc/tool-protocol.md lists them");
        return ERR_USAGE;
    }
    if (file_exists(plan->out)) {
        err_set(err, ERR_CONFLICT, "%s is there already", plan->out);
        err_hint(err, "remove it, or give another --out");
        return ERR_CONFLICT;
    }
    return ERR_OK;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

/* The plain name of a file that a member names, or NULL. */
static const char *named_file(struct arena *arena, const struct js *object, const char *key)
{
    struct str name = js_text(object, key);
    bool plain =
        name.n > 0 && name.p[0] != '.' && !str_has_byte(name, '/') && !str_has_byte(name, '\0');
    return plain ? arena_strndup(arena, name.p, name.n) : NULL;
}

/* Only shape, so that what is wrong in onnx.json is told by the adapter alone. */
static enum err_code read_spec(struct arena *arena, const struct wrap_onnx_plan *plan,
                               struct said *said, struct err *err)
{
    struct str text;
    struct js *json;
    TRY(file_read(arena, plan->spec, LIMIT_MANIFEST, &text, err));
    enum err_code code = js_parse(arena, text, &json, err);
    if (code != ERR_OK) {
        err_prefix(err, "%s", plan->spec);
        return code;
    }
    const struct js *output = js_member(json, "output");
    const struct js *threshold = js_member(output, "threshold");
    said->labels = named_file(arena, output, "labels");
    said->find = named_file(arena, js_member(json, "find"), "model");
    bool number =
        threshold != NULL && (threshold->type == JS_INT || threshold->type == JS_REAL);
    said->threshold = number ? threshold : NULL;
    return ERR_OK;
}

static void write_resources(const struct wrap_onnx_plan *plan, bool looking, struct jsonw *w)
{
    jsonw_key(w, "resources");
    jsonw_object(w);
    jsonw_member_int(w, "memory_mb", plan->memory_mb);
    jsonw_member_int(w, "threads", plan->threads);
    jsonw_member_int(w, "start_seconds", START_SECONDS);
    jsonw_member_int(w, "seconds_per_item", looking ? SECONDS_TO_LOOK : plan->seconds);
    jsonw_end(w);
}

static void write_threshold(const struct js *threshold, struct jsonw *w)
{
    jsonw_key(w, "parameters");
    jsonw_array(w);
    if (threshold != NULL) {
        jsonw_object(w);
        jsonw_member(w, "name", "threshold");
        jsonw_member(w, "type", "number");
        jsonw_key(w, "default");
        jsonw_raw(w, threshold->raw);
        jsonw_member_int(w, "min", 0);
        jsonw_member_int(w, "max", 1);
        jsonw_member(w, "help", "the same at or over this score");
        jsonw_end(w);
    }
    jsonw_end(w);
}

static void write_model(const struct wrap_onnx_plan *plan, const char *name,
                        const struct sha256 *digest, struct jsonw *w)
{
    char hex[SHA256_HEX_SIZE];
    sha256_hex(hex, digest);
    jsonw_object(w);
    jsonw_member(w, "name", name);
    jsonw_member(w, "source", plan->source != NULL ? plan->source : "not stated");
    jsonw_member(w, "sha256", hex);
    jsonw_member(w, "licence", plan->licence != NULL ? plan->licence : "not stated");
    jsonw_end(w);
}

static void write_limitations(struct jsonw *w)
{
    jsonw_key(w, "limitations");
    jsonw_array(w);
    jsonw_puts(w,
               "A model in ONNX behind the adapter \"onnx\": figures are of the model and of "
               "how onnx.json prepares its input and reads its output, together.");
    jsonw_puts(w, "What its supplier says of its limits has not been written here yet.");
    jsonw_end(w);
}

/* tool.json: with `library` (its version) the one that stays; without, the one that is only
 * asked what the model is. */
static enum err_code write_manifest(struct arena *arena, const struct wrap_onnx_plan *plan,
                                    const struct said *said, const struct sha256 *digests,
                                    const char *library, const char *folder, struct err *err)
{
    struct strbuf json;
    struct strbuf spread;
    struct manifest read;
    struct jsonw w;
    const char *licence = plan->licence != NULL ? plan->licence : "not stated";
    strbuf_init(&json, LIMIT_MANIFEST);
    strbuf_init(&spread, 2 * LIMIT_MANIFEST);
    jsonw_init(&w, &json);
    jsonw_object(&w);
    jsonw_member_int(&w, "protocol", 1);
    jsonw_member(&w, "id", plan->id != NULL ? plan->id : "inspected");
    jsonw_member(&w, "version", plan->version != NULL ? plan->version : "1");
    jsonw_member(&w, "name", plan->name != NULL ? plan->name : base_name(plan->model));
    jsonw_member(&w, "task", plan->task != NULL ? plan->task : "ocr");
    jsonw_member(&w, "supplier", plan->supplier != NULL ? plan->supplier : "not stated");
    jsonw_member(&w, "licence", licence);
    jsonw_key(&w, "run");
    jsonw_array(&w);
    jsonw_puts(&w, "./adapter-onnx");
    if (library == NULL) {
        jsonw_puts(&w, "--inspect");
    }
    jsonw_end(&w);
    write_resources(plan, library == NULL, &w);
    write_threshold(said->threshold, &w);
    jsonw_member(&w, "intended_use",
                 plan->intended_use != NULL ? plan->intended_use : WRAP_NOT_STATED);
    jsonw_member(&w, "not_for", plan->not_for != NULL ? plan->not_for : WRAP_NOT_STATED);
    write_limitations(&w);
    jsonw_key(&w, "upstream");
    jsonw_array(&w);
    if (library != NULL) {
        jsonw_printf(&w, "ONNX Runtime %s (MIT)", library);
    }
    jsonw_end(&w);
    jsonw_key(&w, "models");
    jsonw_array(&w);
    write_model(plan, base_name(plan->model), &digests[0], &w);
    if (said->find != NULL) {
        write_model(plan, said->find, &digests[1], &w);
    }
    jsonw_end(&w);
    jsonw_end(&w);
    enum err_code code = strbuf_check(&json, "tool.json", err);
    if (code == ERR_OK) {
        code = manifest_parse(arena, arena_str(arena, strbuf_view(&json)), &read, err);
    }
    if (code == ERR_OK) {
        wrap_spread(strbuf_view(&json), &spread);
        code = file_write(arena_printf(arena, "%s/tool.json", folder), strbuf_view(&spread),
                          0644, err);
    }
    strbuf_release(&json);
    strbuf_release(&spread);
    return code;
}

static enum err_code bring(struct arena *arena, const char *from, const char *folder,
                           const char *name, mode_t mode, struct err *err)
{
    return file_copy(from, arena_printf(arena, "%s/%s", folder, name), mode, err);
}

/* A file that the spec names; its own files have their names already. */
static enum err_code bring_beside(struct arena *arena, const struct wrap_onnx_plan *plan,
                                  const char *name, const char *folder, struct err *err)
{
    if (name == NULL) {
        return ERR_OK;
    }
    const char *from = arena_printf(arena, "%s/%s", file_folder_of(arena, plan->spec), name);
    bool taken = strcmp(name, "tool.json") == 0 ||
                 file_exists(arena_printf(arena, "%s/%s", folder, name));
    enum err_code code =
        taken ? err_set(err, ERR_CONFLICT,
                        "\"%s\" is the name of another file of the tool; give it "
                        "another one",
                        name)
              : bring(arena, from, folder, name, 0644, err);
    if (code != ERR_OK) {
        err_prefix(err, "a file that %s names", plan->spec);
    }
    return code;
}

static enum err_code gather(struct arena *arena, const struct wrap_onnx_plan *plan,
                            const struct said *said, const char *folder, struct err *err)
{
    TRY(file_make_folders(folder, 0755, err));
    TRY(bring(arena, arena_printf(arena, "%s/adapter-onnx", plan->adapter_folder), folder,
              "adapter-onnx", 0755, err));
    TRY(bring(arena, plan->library, folder, "libonnxruntime.so", 0644, err));
    TRY(bring(arena, plan->model, folder, "model.onnx", 0644, err));
    if (plan->spec == NULL) {
        return ERR_OK;
    }
    TRY(bring(arena, plan->spec, folder, "onnx.json", 0644, err));
    TRY(bring_beside(arena, plan, said->labels, folder, err));
    return bring_beside(arena, plan, said->find, folder, err);
}

/* The adapter's own words about what lies in `parent`/`name`, out of the sandbox. */
static enum err_code ask(struct arena *arena, const char *parent, const char *name,
                         const struct js **told, struct err *err)
{
    struct house_program *program;
    const char *scratch;
    const struct house_question question = {.count = 0};
    TRY(scratch_make(arena, &scratch, err));
    enum err_code code = house_program_open(&program, parent, name, scratch, err);
    if (code == ERR_OK) {
        code = house_program_ask(program, arena, &question, told, err);
        house_program_free(program);
    }
    scratch_remove(scratch);
    if (code != ERR_OK && code != ERR_EXTERNAL) {
        err_prefix(err, "the model was loaded to look at it");
        err_hint(err, "a model may need more memory than --memory-mb gives");
    }
    return code;
}

/* A library that was brought may have said anything. */
static enum err_code check_told(const struct js *told, struct err *err)
{
    static const char *const sides[] = {"inputs", "outputs"};
    const struct js *tensors;
    struct str library;
    TRY(js_need_str(told, "library", &library, err));
    for (size_t i = 0; i < sizeof sides / sizeof sides[0]; i++) {
        TRY(js_need(told, sides[i], JS_ARRAY, &tensors, err));
    }
    return library.n > 0 && library.n <= VERSION_BYTES
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "the library says no version of 1 to %d bytes",
                         VERSION_BYTES);
}

/* Writes FOLDER (PARENT/NAME) and asks; what it leaves there on failure is the caller's. */
static enum err_code make_and_ask(struct arena *arena, const struct wrap_onnx_plan *plan,
                                  const struct said *said, const char *parent, const char *name,
                                  const struct js **told, struct err *err)
{
    struct sha256 digests[2];
    const char *folder = arena_printf(arena, "%s/%s", parent, name);
    TRY(gather(arena, plan, said, folder, err));
    TRY(sha256_of_file(arena_printf(arena, "%s/model.onnx", folder), &digests[0], NULL, err));
    if (said->find != NULL) {
        TRY(sha256_of_file(arena_printf(arena, "%s/%s", folder, said->find), &digests[1], NULL,
                           err));
    }
    TRY(write_manifest(arena, plan, said, digests, NULL, folder, err));
    enum err_code code = ask(arena, parent, name, told, err);
    if (code == ERR_OK) {
        code = check_told(*told, err);
    }
    if (code != ERR_OK) {
        err_prefix(err, "%s", plan->model);
        return code;
    }
    if (plan->spec == NULL) {
        return ERR_OK;
    }
    struct str library = js_text(*told, "library");
    return write_manifest(arena, plan, said, digests,
                          arena_strndup(arena, library.p, library.n), folder, err);
}

enum err_code wrap_onnx_inspect(struct arena *arena, const struct wrap_onnx_plan *plan,
                                const struct js **told, struct err *err)
{
    const struct said said = {.labels = NULL};
    struct wrap_onnx_plan bare = *plan;
    const char *folder;
    bare.spec = NULL;
    TRY(need(plan->library, "library", err));
    TRY(scratch_make(arena, &folder, err));
    enum err_code code = make_and_ask(arena, &bare, &said, folder, "model", told, err);
    scratch_remove(folder);
    return code;
}

enum err_code wrap_onnx(struct arena *arena, const struct wrap_onnx_plan *plan,
                        const struct js **told, struct err *err)
{
    struct said said;
    TRY(need(plan->library, "library", err));
    TRY(check_options(plan, err));
    TRY(read_spec(arena, plan, &said, err));
    const char *parent = file_folder_of(arena, plan->out);
    const char *name =
        arena_printf(arena, ".%s.making-%ld", base_name(plan->out), (long)getpid());
    const char *folder = arena_printf(arena, "%s/%s", parent, name);
    if (!file_exists(parent)) {
        return err_set(err, ERR_NOT_FOUND, "%s, in which --out shall be, is not there", parent);
    }
    enum err_code code = make_and_ask(arena, plan, &said, parent, name, told, err);
    if (code == ERR_OK && rename(folder, plan->out) != 0) {
        code = err_errno(err, "cannot make %s", plan->out);
    }
    if (code != ERR_OK) {
        scratch_remove(folder);
    }
    return code;
}
