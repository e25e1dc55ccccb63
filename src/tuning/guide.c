/* See guide.h. */
#include "tuning/guide.h"

#include "base/file.h"
#include "ledger/identity.h"

#include <string.h>

enum { IDENTITY_MAX = 4096 };

enum err_code guide_may_choose(const struct evidence_files *files, const char *evidence,
                               struct err *err)
{
    if (!str_is(files->scope.split, "dev")) {
        err_set(err, ERR_DENIED,
                "%s is of split \"%.*s\": what is chosen on the items a tool is tested by "
                "flatters it",
                evidence, STR_ARG(files->scope.split));
        err_hint(err, "choose on evidence of --split dev, then confirm once on test");
        return ERR_DENIED;
    }
    if (files->scope.partial) {
        err_set(err, ERR_INVALID, "%s is of a part of split dev", evidence);
        err_hint(err, "run all of it: policeai lab run … --split dev");
        return ERR_INVALID;
    }
    return ERR_OK;
}

static void write_identity(struct jsonw *w, const struct tool_identity *tool)
{
    struct strbuf text;
    strbuf_init(&text, IDENTITY_MAX);
    identity_write(&text, tool);
    jsonw_raw(w, strbuf_view(&text));
    strbuf_release(&text);
}

struct guide_source guide_source_of(struct arena *arena, const char *kind,
                                    const struct evidence_files *files)
{
    const struct predicate *predicate = &files->predicate;
    char *hex = arena_alloc(arena, SHA256_HEX_SIZE);
    sha256_hex(hex, &files->digest);
    return (struct guide_source){.kind = kind,
                                 .title = predicate->title,
                                 .tool = &predicate->tool,
                                 .parameters = predicate->parameters,
                                 .benchmark_digest = predicate->benchmark_digest,
                                 .benchmark_id = predicate->benchmark_id,
                                 .benchmark_version = predicate->benchmark_version,
                                 .evidence = str_of(hex),
                                 .run = predicate->run,
                                 .split = files->scope.split,
                                 .items = files->scope.items};
}

static void write_source(struct jsonw *w, const struct guide_source *source)
{
    if (source->evidence.n > 0) {
        jsonw_member_str(w, "evidence", source->evidence);
    }
    jsonw_member_int(w, "items", (int64_t)source->items);
    if (source->run.n > 0) {
        jsonw_member_str(w, "run", source->run);
    }
    jsonw_member_str(w, "split", source->split);
}

void guide_begin(struct jsonw *w, const struct guide_source *source)
{
    jsonw_object(w);
    jsonw_member(w, "guide", source->kind);
    jsonw_member_str(w, "title", source->title);
    jsonw_key(w, "tool");
    write_identity(w, source->tool);
    jsonw_key(w, "parameters");
    jsonw_raw(w, source->parameters);
    jsonw_key(w, "benchmark");
    jsonw_object(w);
    jsonw_member_str(w, "digest", source->benchmark_digest);
    jsonw_member_str(w, "id", source->benchmark_id);
    jsonw_member_str(w, "version", source->benchmark_version);
    jsonw_end(w);
    jsonw_key(w, "chosen_on");
    jsonw_object(w);
    write_source(w, source);
    jsonw_end(w);
}

enum err_code guide_keep(const char *path, struct str text, struct err *err)
{
    if (file_exists(path)) {
        err_set(err, ERR_CONFLICT, "%s is there already", path);
        err_hint(err, "a guide is not written over: give another name, or remove it");
        return ERR_CONFLICT;
    }
    return file_write(path, text, 0644, err);
}

enum err_code guide_parse(struct arena *arena, struct str text, const struct js **guide,
                          struct err *err)
{
    static const char *const parts[] = {"tool", "parameters", "benchmark", "chosen_on"};
    struct js *json;
    struct str word;
    const struct js *part;
    TRY(js_parse(arena, text, &json, err));
    TRY(js_need_str(json, "guide", &word, err));
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        TRY(js_need(json, parts[i], JS_OBJECT, &part, err));
    }
    *guide = json;
    return ERR_OK;
}

enum err_code guide_read(struct arena *arena, const char *path, const struct js **guide,
                         struct err *err)
{
    struct str text;
    TRY(file_read(arena, path, GUIDE_MAX, &text, err));
    enum err_code code = guide_parse(arena, text, guide, err);
    if (code != ERR_OK) {
        err_prefix(err, "%s is no guide", path);
    }
    return code;
}

static bool same_tool(const struct js *guide, const struct predicate *predicate)
{
    struct strbuf text;
    strbuf_init(&text, IDENTITY_MAX);
    identity_write(&text, &predicate->tool);
    bool same = str_eq(strbuf_view(&text), js_member(guide, "tool")->raw);
    strbuf_release(&text);
    return same;
}

static enum err_code differs(const char *what, const char *path, struct err *err)
{
    err_set(err, ERR_INVALID, "the evidence is of another %s than %s", what, path);
    err_hint(err, "measure what was tuned: the same tool, parameters and benchmark");
    return ERR_INVALID;
}

enum err_code guide_may_confirm(const struct js *guide, const char *path,
                                const struct evidence_files *files, struct err *err)
{
    const struct predicate *predicate = &files->predicate;
    const struct js *source = js_member(guide, "chosen_on");
    if (js_member(guide, "confirmed") != NULL) {
        err_set(err, ERR_CONFLICT, "%s is confirmed already, and that happens once", path);
        err_hint(err, "who tries again until it holds has tuned on the test");
        return ERR_CONFLICT;
    }
    if (!str_eq(js_text(js_member(guide, "benchmark"), "digest"),
                predicate->benchmark_digest)) {
        return differs("benchmark", path, err);
    }
    if (!same_tool(guide, predicate)) {
        return differs("tool", path, err);
    }
    if (!str_eq(js_member(guide, "parameters")->raw, predicate->parameters)) {
        return differs("set of parameters", path, err);
    }
    if (str_eq(js_text(source, "split"), files->scope.split)) {
        err_set(err, ERR_INVALID, "the evidence is of split \"%.*s\", on which %s was chosen",
                STR_ARG(files->scope.split), path);
        err_hint(err, "confirm on evidence of --split test");
        return ERR_INVALID;
    }
    return files->scope.partial
               ? err_set(err, ERR_INVALID, "the evidence is of a part of split \"%.*s\"",
                         STR_ARG(files->scope.split))
               : ERR_OK;
}

void guide_confirmed_begin(struct jsonw *w, const struct guide_source *source)
{
    jsonw_object(w);
    write_source(w, source);
}

enum err_code guide_confirm(const struct js *guide, const char *path, struct str confirmed,
                            struct err *err)
{
    struct strbuf text;
    struct jsonw w;
    strbuf_init(&text, GUIDE_MAX);
    jsonw_init(&w, &text);
    jsonw_object(&w);
    for (size_t i = 0; i < guide->object.count; i++) {
        jsonw_key_str(&w, guide->object.members[i].name);
        jsonw_raw(&w, guide->object.members[i].value.raw);
    }
    jsonw_key(&w, "confirmed");
    jsonw_raw(&w, confirmed);
    jsonw_end(&w);
    strbuf_putc(&text, '\n');
    enum err_code code = strbuf_check(&text, path, err);
    if (code == ERR_OK) {
        code = file_write(path, strbuf_view(&text), 0644, err);
    }
    strbuf_release(&text);
    return code;
}
