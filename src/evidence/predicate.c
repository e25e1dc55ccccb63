/* See predicate.h. Keys are written in canonical order. */
#include "evidence/predicate.h"

#include "base/encode.h"
#include "base/jsonw.h"
#include "evidence/predicate_shape.h"

static void write_benchmark(struct jsonw *w, const struct predicate *predicate)
{
    jsonw_key(w, "benchmark");
    jsonw_object(w);
    jsonw_member_str(w, "digest", predicate->benchmark_digest);
    jsonw_member_str(w, "id", predicate->benchmark_id);
    jsonw_member_str(w, "version", predicate->benchmark_version);
    jsonw_end(w);
}

static void write_files(struct jsonw *w, const struct predicate *predicate)
{
    jsonw_key(w, "files");
    jsonw_object(w);
    jsonw_member_str(w, "figures.json", predicate->figures_sha256);
    jsonw_member_str(w, "results.jsonl", predicate->results_sha256);
    jsonw_member_str(w, "stats.jsonl", predicate->stats_sha256);
    if (predicate->timing_sha256.n > 0) {
        jsonw_member_str(w, "timing.jsonl", predicate->timing_sha256);
    }
    jsonw_end(w);
}

static void write_raw(struct jsonw *w, const char *key, struct str json)
{
    jsonw_key(w, key);
    jsonw_raw(w, json);
}

static void write_predicate(struct jsonw *w, const struct predicate *predicate,
                            struct str identity)
{
    jsonw_object(w);
    write_benchmark(w, predicate);
    jsonw_member_str(w, "checkpoint", predicate->checkpoint);
    jsonw_member_str(w, "engine", predicate->engine);
    jsonw_member_str(w, "exposure", predicate->exposure);
    write_raw(w, "figures", predicate->figures);
    write_files(w, predicate);
    write_raw(w, "isolation", predicate->isolation);
    if (predicate->observed.n > 0) {
        jsonw_member_str(w, "observed", predicate->observed);
    }
    write_raw(w, "parameters", predicate->parameters);
    jsonw_member_str(w, "run", predicate->run);
    jsonw_member_int(w, "seed", predicate->seed);
    write_raw(w, "tool", identity);
    if (predicate->varies.n > 0) {
        write_raw(w, "varies", predicate->varies);
    }
    jsonw_end(w);
}

static void write_subject(struct jsonw *w, const struct predicate *predicate)
{
    char hex[SHA256_HEX_SIZE];
    struct sha256 digest = identity_digest(&predicate->tool);
    sha256_hex(hex, &digest);
    jsonw_key(w, "subject");
    jsonw_array(w);
    jsonw_object(w);
    jsonw_key(w, "digest");
    jsonw_object(w);
    jsonw_member(w, "sha256", hex);
    jsonw_end(w);
    jsonw_member_str(w, "name", predicate->title);
    jsonw_end(w);
    jsonw_end(w);
}

void predicate_compose(struct strbuf *out, const struct predicate *predicate)
{
    struct strbuf identity;
    struct jsonw w;
    strbuf_init(&identity, 65536);
    identity_write(&identity, &predicate->tool);
    jsonw_init(&w, out);
    jsonw_object(&w);
    jsonw_member(&w, "_type", STATEMENT_TYPE);
    jsonw_key(&w, "predicate");
    write_predicate(&w, predicate, strbuf_view(&identity));
    jsonw_member(&w, "predicateType", PREDICATE_TYPE);
    write_subject(&w, predicate);
    jsonw_end(&w);
    strbuf_release(&identity);
}

static enum err_code need_hex(const struct js *object, const char *key, struct str *out,
                              struct err *err)
{
    TRY(js_need_str(object, key, out, err));
    return hex_is(*out, 64)
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "\"%s\" must be 64 hexadecimal digits", key);
}

static enum err_code need_raw(const struct js *object, const char *key, enum js_type type,
                              struct str *out, struct err *err)
{
    const struct js *value = NULL;
    TRY(js_need(object, key, type, &value, err));
    *out = value->raw;
    return ERR_OK;
}

static enum err_code parse_files(const struct js *body, struct predicate *predicate,
                                 struct err *err)
{
    static const char *const keys[] = {"figures.json", "results.jsonl", "stats.jsonl",
                                       "timing.jsonl", NULL};
    const struct js *files = NULL;
    TRY(js_need(body, "files", JS_OBJECT, &files, err));
    TRY(js_only(files, keys, err));
    TRY(need_hex(files, "figures.json", &predicate->figures_sha256, err));
    TRY(need_hex(files, "results.jsonl", &predicate->results_sha256, err));
    TRY(need_hex(files, "stats.jsonl", &predicate->stats_sha256, err));
    return js_member(files, "timing.jsonl") != NULL
               ? need_hex(files, "timing.jsonl", &predicate->timing_sha256, err)
               : ERR_OK;
}

static enum err_code parse_benchmark(const struct js *body, struct predicate *predicate,
                                     struct err *err)
{
    static const char *const keys[] = {"digest", "id", "version", NULL};
    const struct js *benchmark = NULL;
    TRY(js_need(body, "benchmark", JS_OBJECT, &benchmark, err));
    TRY(js_only(benchmark, keys, err));
    TRY(need_hex(benchmark, "digest", &predicate->benchmark_digest, err));
    TRY(js_need_str(benchmark, "id", &predicate->benchmark_id, err));
    return js_need_str(benchmark, "version", &predicate->benchmark_version, err);
}

static enum err_code parse_body(const struct js *body, struct predicate *predicate,
                                struct err *err)
{
    static const char *const keys[] = {
        "benchmark", "checkpoint", "engine", "exposure", "figures", "files",  "isolation",
        "observed",  "parameters", "run",    "seed",     "tool",    "varies", NULL};
    const struct js *tool = NULL;
    const struct js *varies = NULL;
    TRY(js_only(body, keys, err));
    TRY(parse_benchmark(body, predicate, err));
    TRY(js_need_str(body, "checkpoint", &predicate->checkpoint, err));
    TRY(js_need_str(body, "engine", &predicate->engine, err));
    TRY(js_need_str(body, "exposure", &predicate->exposure, err));
    TRY(need_raw(body, "figures", JS_ARRAY, &predicate->figures, err));
    TRY(parse_files(body, predicate, err));
    TRY(need_raw(body, "isolation", JS_OBJECT, &predicate->isolation, err));
    TRY(js_may_str(body, "observed", &predicate->observed, err));
    TRY(need_raw(body, "parameters", JS_OBJECT, &predicate->parameters, err));
    TRY(need_hex(body, "run", &predicate->run, err));
    TRY(js_need_int(body, "seed", 0, INT64_MAX, &predicate->seed, err));
    TRY(js_need(body, "tool", JS_OBJECT, &tool, err));
    TRY(js_may(body, "varies", JS_OBJECT, &varies, err));
    predicate->varies = varies != NULL ? varies->raw : STR("");
    TRY(identity_parse(tool, &predicate->tool, err));
    return predicate_check_shape(body, err);
}

static enum err_code check_subject(const struct js *payload, struct predicate *predicate,
                                   struct err *err)
{
    static const char *const keys[] = {"digest", "name", NULL};
    static const char *const digest_keys[] = {"sha256", NULL};
    const struct js *subjects = NULL;
    const struct js *digest = NULL;
    char hex[SHA256_HEX_SIZE];
    TRY(js_need(payload, "subject", JS_ARRAY, &subjects, err));
    if (subjects->array.count != 1) {
        return err_set(err, ERR_FORMAT, "evidence: must have one subject");
    }
    const struct js *subject = &subjects->array.items[0];
    TRY(js_only(subject, keys, err));
    TRY(js_need_str(subject, "name", &predicate->title, err));
    TRY(js_need(subject, "digest", JS_OBJECT, &digest, err));
    TRY(js_only(digest, digest_keys, err));
    struct sha256 expected = identity_digest(&predicate->tool);
    sha256_hex(hex, &expected);
    return js_is(js_member(digest, "sha256"), hex)
               ? ERR_OK
               : err_set(err, ERR_INVALID, "evidence: the subject is not the tool's digest");
}

enum err_code predicate_parse(const struct js *payload, struct predicate *predicate,
                              struct err *err)
{
    static const char *const keys[] = {"_type", "predicate", "predicateType", "subject", NULL};
    const struct js *body = NULL;
    *predicate = (struct predicate){0};
    TRY(js_only(payload, keys, err));
    if (!js_is(js_member(payload, "_type"), STATEMENT_TYPE) ||
        !js_is(js_member(payload, "predicateType"), PREDICATE_TYPE)) {
        return err_set(err, ERR_UNSUPPORTED, "evidence: not of type " PREDICATE_TYPE);
    }
    TRY(js_need(payload, "predicate", JS_OBJECT, &body, err));
    TRY(parse_body(body, predicate, err));
    return check_subject(payload, predicate, err);
}
