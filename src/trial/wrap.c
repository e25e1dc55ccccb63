#include "trial/wrap.h"

#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "protocol/manifest.h"
#include "task/task.h"

#include <ftw.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SYSTEM_FILES_MAX = 200, SECONDS_MORE = 15, OPEN_FOLDERS = 16 };

struct wrap {
    struct arena *arena;
    const struct wrap_plan *plan;
    const char *system_files[SYSTEM_FILES_MAX];
    size_t system_file_count;
};

static enum err_code need(const char *value, const char *option, struct err *err)
{
    if (value == NULL || value[0] == '\0') {
        return err_set(err, ERR_USAGE, "give --%s", option);
    }
    return ERR_OK;
}

static enum err_code check_names(const struct wrap_plan *plan, struct err *err)
{
    TRY(need(plan->task, "task", err));
    TRY(need(plan->id, "id", err));
    TRY(need(plan->version, "version", err));
    TRY(need(plan->supplier, "supplier", err));
    TRY(need(plan->licence, "licence", err));
    if (task_lookup(str_of(plan->task)) == NULL) {
        err_set(err, ERR_USAGE, "--task %s is no task of this program", plan->task);
        err_hint(err, "doc/tool-protocol.md lists them");
        return ERR_USAGE;
    }
    return ERR_OK;
}

static enum err_code check_folder(const struct wrap *wrap, struct err *err)
{
    static const char *const own[] = {"tool.json", "adapter.json"};
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) {
        const char *path = arena_printf(wrap->arena, "%s/%s", wrap->plan->folder, own[i]);
        if (file_exists(path)) {
            err_set(err, ERR_CONFLICT, "%s is there already", path);
            err_hint(err, "edit it, or remove it and wrap again");
            return ERR_CONFLICT;
        }
    }
    return ERR_OK;
}

static struct wrap *listing; /* nftw passes no data on */

static int list_file(const char *path, const struct stat *info, int kind, struct FTW *walk)
{
    (void)info;
    (void)walk;
    if (kind == FTW_F && listing->system_file_count < SYSTEM_FILES_MAX) {
        listing->system_files[listing->system_file_count++] =
            arena_strdup(listing->arena, path);
    }
    return kind == FTW_F && listing->system_file_count == SYSTEM_FILES_MAX ? 1 : 0;
}

/* Regular files at or below `path`; links are not followed. */
static enum err_code add_system_files(struct wrap *wrap, const char *path, struct err *err)
{
    char real[PATH_MAX];
    if (realpath(path, real) == NULL) {
        return err_errno(err, "%s", path);
    }
    if (strncmp(real, "/usr/", 5) != 0) {
        err_set(err, ERR_INVALID, "%s is not under /usr", real);
        err_hint(err, "what lies elsewhere goes into %s itself", wrap->plan->folder);
        return ERR_INVALID;
    }
    listing = wrap;
    int stopped = nftw(real, list_file, OPEN_FOLDERS, FTW_PHYS);
    return stopped != 0 ? err_set(err, ERR_LIMIT, "%s holds more than %d files", real,
                                  SYSTEM_FILES_MAX - 1)
                        : ERR_OK;
}

/* A name of /usr/bin becomes a system file, a path lies in the folder. */
static enum err_code find_program(struct wrap *wrap, struct err *err)
{
    const char *program = wrap->plan->argc > 0 ? wrap->plan->argv[0] : NULL;
    if (program == NULL) {
        return ERR_OK;
    }
    if (strchr(program, '/') == NULL) {
        const char *path = arena_printf(wrap->arena, "/usr/bin/%s", program);
        enum err_code code = add_system_files(wrap, path, err);
        if (code == ERR_NOT_FOUND) {
            err_hint(err, "a bare name is looked up in /usr/bin, ./NAME in %s",
                     wrap->plan->folder);
        }
        return code;
    }
    if (program[0] == '/') {
        err_set(err, ERR_INVALID, "the program %s lies outside of %s, where it cannot be seen",
                program, wrap->plan->folder);
        err_hint(err, "copy it there and name it ./NAME");
        return ERR_INVALID;
    }
    const char *path = arena_printf(wrap->arena, "%s/%s", wrap->plan->folder, program);
    if (access(path, X_OK) != 0) {
        return err_errno(err, "the program %s", path);
    }
    return ERR_OK;
}

static void write_resources(const struct wrap_plan *plan, struct jsonw *w)
{
    jsonw_key(w, "resources");
    jsonw_object(w);
    jsonw_member_int(w, "memory_mb", plan->memory_mb);
    jsonw_member_int(w, "seconds_per_item", plan->seconds + SECONDS_MORE);
    jsonw_end(w);
}

static void write_limitations(const struct wrap_plan *plan, struct jsonw *w)
{
    jsonw_key(w, "limitations");
    jsonw_array(w);
    jsonw_printf(
        w,
        "An outside program behind the adapter \"%s\": figures are of the program, its "
        "settings and this wrapping together, not of the program at its best.",
        plan->adapter);
    jsonw_puts(w, "What its supplier says of its limits has not been written here yet.");
    jsonw_end(w);
}

static void write_manifest(const struct wrap *wrap, struct jsonw *w)
{
    const struct wrap_plan *plan = wrap->plan;
    jsonw_object(w);
    jsonw_member_int(w, "protocol", 1);
    jsonw_member(w, "id", plan->id);
    jsonw_member(w, "version", plan->version);
    jsonw_member(w, "name", plan->name != NULL ? plan->name : plan->id);
    jsonw_member(w, "task", plan->task);
    jsonw_member(w, "supplier", plan->supplier);
    jsonw_member(w, "licence", plan->licence);
    jsonw_key(w, "run");
    jsonw_array(w);
    jsonw_printf(w, "./adapter-%s", plan->adapter);
    jsonw_end(w);
    jsonw_key(w, "system_files");
    jsonw_array(w);
    for (size_t i = 0; i < wrap->system_file_count; i++) {
        jsonw_puts(w, wrap->system_files[i]);
    }
    jsonw_end(w);
    write_resources(plan, w);
    jsonw_member(w, "intended_use",
                 plan->intended_use != NULL ? plan->intended_use : WRAP_NOT_STATED);
    jsonw_member(w, "not_for", plan->not_for != NULL ? plan->not_for : WRAP_NOT_STATED);
    write_limitations(plan, w);
    jsonw_end(w);
}

static enum err_code copy_adapter(const struct wrap *wrap, struct err *err)
{
    const char **names;
    size_t count;
    const char *own = arena_printf(wrap->arena, "adapter-%s", wrap->plan->adapter);
    TRY(file_list(wrap->arena, wrap->plan->adapter_folder, &names, &count, err));
    for (size_t i = 0; i < count; i++) {
        if (strcmp(names[i], "tool.json") != 0) {
            TRY(file_copy(
                arena_printf(wrap->arena, "%s/%s", wrap->plan->adapter_folder, names[i]),
                arena_printf(wrap->arena, "%s/%s", wrap->plan->folder, names[i]),
                strcmp(names[i], own) == 0 ? 0755 : 0644, err));
        }
    }
    return ERR_OK;
}

void wrap_spread(struct str json, struct strbuf *out)
{
    int depth = 0;
    bool text = false;
    for (size_t i = 0; i < json.n; i++) {
        char c = json.p[i];
        bool opens = !text && (c == '{' || c == '[');
        bool closes = !text && (c == '}' || c == ']');
        if (closes && --depth == 0) {
            strbuf_puts(out, "\n");
        }
        strbuf_putc(out, c);
        if (text && c == '\\') {
            strbuf_putc(out, json.p[++i]);
        } else if (c == '"') {
            text = !text;
        }
        depth += opens ? 1 : 0;
        if (!text && ((opens && depth == 1) || (c == ',' && depth == 1))) {
            strbuf_puts(out, "\n    ");
        } else if (!text && (c == ':' || c == ',')) {
            strbuf_putc(out, ' ');
        }
    }
    strbuf_putc(out, '\n');
}

static enum err_code write_files(const struct wrap *wrap, struct strbuf *manifest,
                                 struct strbuf *adapter, struct strbuf *spread_out,
                                 struct err *err)
{
    struct manifest read;
    struct jsonw w;
    jsonw_init(&w, manifest);
    write_manifest(wrap, &w);
    TRY(strbuf_check(manifest, "tool.json", err));
    TRY(manifest_parse(wrap->arena, arena_str(wrap->arena, strbuf_view(manifest)), &read, err));
    TRY(wrap_command_json(wrap->plan, adapter, err));
    TRY(file_make_folders(wrap->plan->folder, 0755, err));
    TRY(copy_adapter(wrap, err));
    wrap_spread(strbuf_view(adapter), spread_out);
    TRY(file_write(arena_printf(wrap->arena, "%s/adapter.json", wrap->plan->folder),
                   strbuf_view(spread_out), 0644, err));
    strbuf_clear(spread_out);
    wrap_spread(strbuf_view(manifest), spread_out);
    return file_write(arena_printf(wrap->arena, "%s/tool.json", wrap->plan->folder),
                      strbuf_view(spread_out), 0644, err);
}

static enum err_code check_texts(const struct wrap_plan *plan, struct err *err)
{
    const char *const texts[] = {
        plan->id,           plan->version, plan->name,    plan->supplier, plan->licence,
        plan->intended_use, plan->not_for, plan->pointer, plan->member,   plan->brackets,
        plan->words,        plan->mask,    plan->labels,  plan->columns,  plan->stdin_of};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (texts[i] != NULL && !utf8_valid(str_of(texts[i]))) {
            return err_set(err, ERR_USAGE, "an option is not UTF-8");
        }
    }
    for (size_t i = 0; i < plan->argc; i++) {
        if (!utf8_valid(str_of(plan->argv[i]))) {
            return err_set(err, ERR_USAGE, "word %zu of the program is not UTF-8", i + 1);
        }
    }
    return ERR_OK;
}

enum err_code wrap_tool(struct arena *arena, const struct wrap_plan *plan, struct err *err)
{
    struct strbuf manifest;
    struct strbuf adapter;
    struct strbuf spread_out;
    struct wrap wrap = {.arena = arena, .plan = plan};
    TRY(check_names(plan, err));
    TRY(check_texts(plan, err));
    TRY(check_folder(&wrap, err));
    TRY(find_program(&wrap, err));
    if (plan->system_files != NULL) {
        TRY(add_system_files(&wrap, plan->system_files, err));
    }
    strbuf_init(&manifest, LIMIT_MANIFEST);
    strbuf_init(&adapter, LIMIT_MANIFEST);
    strbuf_init(&spread_out, 2 * LIMIT_MANIFEST);
    enum err_code code = write_files(&wrap, &manifest, &adapter, &spread_out, err);
    strbuf_release(&manifest);
    strbuf_release(&adapter);
    strbuf_release(&spread_out);
    return code;
}
