/* See measure_job.h. */
#include "worker/measure_job.h"

#include "base/jsonw.h"

enum { INPUT_MAX = 131072, QUICK_MAX = 86400 };

struct str measure_job_write(struct arena *arena, const struct measure_job *job)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, INPUT_MAX);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member(&w, "benchmark", job->benchmark_folder);
    jsonw_key(&w, "parameters");
    jsonw_raw(&w, job->parameters != NULL ? job->parameters->raw : STR("{}"));
    jsonw_member_int(&w, "quick_seconds", job->quick_seconds);
    jsonw_member(&w, "split", job->split);
    jsonw_member(&w, "tool", job->tool_folder);
    jsonw_end(&w);
    struct str text = arena_str(arena, strbuf_view(&out));
    strbuf_release(&out);
    return text;
}

static enum err_code need_text(struct arena *arena, const struct js *json, const char *name,
                               const char **text, struct err *err)
{
    struct str value;
    TRY(js_need_str(json, name, &value, err));
    *text = arena_strndup(arena, value.p, value.n);
    return ERR_OK;
}

static enum err_code read_members(struct arena *arena, const struct js *json,
                                  struct measure_job *job, struct err *err)
{
    static const char *const names[] = {"benchmark", "parameters", "quick_seconds",
                                        "split",     "tool",       NULL};
    TRY(js_only(json, names, err));
    TRY(need_text(arena, json, "benchmark", &job->benchmark_folder, err));
    TRY(need_text(arena, json, "tool", &job->tool_folder, err));
    TRY(need_text(arena, json, "split", &job->split, err));
    TRY(js_need_int(json, "quick_seconds", 0, QUICK_MAX, &job->quick_seconds, err));
    return js_need(json, "parameters", JS_OBJECT, &job->parameters, err);
}

enum err_code measure_job_read(struct arena *arena, struct str input, struct measure_job *job,
                               struct err *err)
{
    struct js *json;
    enum err_code code = js_parse(arena, input, &json, err);
    if (code == ERR_OK) {
        code = read_members(arena, json, job, err);
    }
    if (code != ERR_OK) {
        err_prefix(err, "a job of kind " MEASURE_KIND);
    }
    return code;
}

enum err_code measure_job_system_files(const struct manifest *manifest, struct strbuf *text,
                                       struct err *err)
{
    for (size_t i = 0; i < manifest->system_file_count; i++) {
        struct sha256 digest;
        char hex[SHA256_HEX_SIZE] = "absent";
        enum err_code code = sha256_of_file(manifest->system_files[i], &digest, NULL, err);
        if (code == ERR_OK) {
            sha256_hex(hex, &digest);
        } else if (code != ERR_NOT_FOUND) {
            return code;
        }
        strbuf_printf(text, "%s  %s\n", hex, manifest->system_files[i]);
    }
    return ERR_OK;
}

/* What goes into the key, one line each. */
static enum err_code add_inputs(struct arena *arena, const struct measure_job *job,
                                struct strbuf *text, struct err *err)
{
    struct manifest manifest;
    struct sha256 digest;
    char hex[SHA256_HEX_SIZE];
    struct strbuf for_start;
    TRY(folder_digest(job->tool_folder, &digest, err));
    sha256_hex(hex, &digest);
    strbuf_printf(text, "%s\n", hex);
    TRY(sha256_of_file(arena_printf(arena, "%s/benchmark.json", job->benchmark_folder), &digest,
                       NULL, err));
    sha256_hex(hex, &digest);
    strbuf_printf(text, "%s\n%s\n%lld\n" PAI_VERSION "\n", hex, job->split,
                  (long long)job->quick_seconds);
    TRY(manifest_read(arena, job->tool_folder, &manifest, err));
    TRY(measure_job_system_files(&manifest, text, err));
    strbuf_init(&for_start, INPUT_MAX);
    enum err_code code = manifest_parameters(&manifest, job->parameters, &for_start, text, err);
    strbuf_release(&for_start);
    return code;
}

enum err_code measure_job_key(const struct measure_job *job, char key[SHA256_HEX_SIZE],
                              struct err *err)
{
    struct arena *arena = arena_new();
    struct strbuf text;
    strbuf_init(&text, INPUT_MAX);
    enum err_code code = add_inputs(arena, job, &text, err);
    if (code == ERR_OK) {
        code = strbuf_check(&text, "the inputs of a job", err);
    }
    if (code == ERR_OK) {
        struct sha256 digest = sha256_of(strbuf_view(&text));
        sha256_hex(key, &digest);
    }
    strbuf_release(&text);
    arena_free(arena);
    return code;
}
