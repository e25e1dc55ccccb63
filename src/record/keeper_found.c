/* Leaf 0 and the introduction of our own keys: the first transaction of a ledger. */
#include "record/keeper_state.h"

#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "crypto/note.h"
#include "ledger/checkpoint.h"
#include "record/successor.h"

static void write_vkey(struct jsonw *w, const char *member, const struct keyfiles *files,
                       enum key_file file, struct str name)
{
    struct strbuf text;
    struct note_key key = note_key_of(name, &files->keys[file].secret.public);
    strbuf_init(&text, 1024);
    vkey_format(&text, &key);
    jsonw_member_str(w, member, strbuf_view(&text));
    strbuf_release(&text);
}

/* `continues`: the last checkpoint of the log before, or "". */
static struct str genesis_body(const struct keeper *keeper, struct arena *arena,
                               struct str continues)
{
    const struct keyfiles *files = &keeper->files;
    struct strbuf body;
    struct jsonw w;
    strbuf_init(&body, LIMIT_BODY);
    jsonw_init(&w, &body);
    jsonw_object(&w);
    write_vkey(&w, "centre_key", files, FILE_CENTRE, str_of(files->keys[FILE_CENTRE].name));
    if (continues.n > 0) {
        jsonw_member_str(&w, "continues", continues);
    }
    write_vkey(&w, "log_key", files, FILE_LOG, keeper->origin);
    jsonw_member_str(&w, "origin", keeper->origin);
    write_vkey(&w, "recovery_key", files, FILE_RECOVERY,
               str_of(files->keys[FILE_RECOVERY].name));
    jsonw_end(&w);
    struct str text = arena_str(arena, strbuf_view(&body));
    strbuf_release(&body);
    return text;
}

static struct str introduction(const struct keeper *keeper, struct arena *arena,
                               enum key_file file, const char *organisation)
{
    struct strbuf body;
    struct jsonw w;
    strbuf_init(&body, LIMIT_BODY);
    jsonw_init(&w, &body);
    jsonw_object(&w);
    jsonw_member(&w, "held", "here");
    write_vkey(&w, "key", &keeper->files, file, str_of(keeper->files.keys[file].name));
    jsonw_member(&w, "organisation", organisation);
    jsonw_member(&w, "use", key_file_word(file));
    jsonw_end(&w);
    struct str text = arena_str(arena, strbuf_view(&body));
    strbuf_release(&body);
    return text;
}

static enum err_code add_all(struct keeper *keeper, struct arena *arena,
                             const char *organisation, struct err *err)
{
    static const enum key_file ours[] = {FILE_KEEPER, FILE_STATEMENT, FILE_EVIDENCE};
    struct str continues = STR("");
    struct keeper_entry entry = {.type = STR("genesis/1")};
    const char *path = arena_printf(arena, "%s/" SUCCESSOR_FILE, keeper->dir.root);
    if (file_exists(path)) {
        TRY(file_read(arena, path, LIMIT_NOTE, &continues, err));
    }
    entry.body = genesis_body(keeper, arena, continues);
    TRY(keeper_add(keeper, arena, LOG_PUBLIC, &entry, FILE_CENTRE, NULL, err));
    entry.type = STR("key.introduced/1");
    for (size_t i = 0; i < sizeof ours / sizeof ours[0]; i++) {
        entry.body = introduction(keeper, arena, ours[i], organisation);
        TRY(keeper_add(keeper, arena, LOG_PUBLIC, &entry, FILE_CENTRE, NULL, err));
    }
    return ERR_OK;
}

static enum err_code choose_origin(struct keeper *keeper, const char *wanted, struct err *err)
{
    char demo[DEMO_ORIGIN_SIZE];
    checkpoint_demo_origin(demo, &keeper->files.keys[FILE_LOG].secret.public);
    keeper->origin = str_of(arena_strdup(keeper->arena, wanted != NULL ? wanted : demo));
    if (!note_name_valid(keeper->origin)) {
        return err_set(err, ERR_USAGE,
                       "origin \"%s\" must be a name such as register.example.org/2026, "
                       "without blanks and \"+\"",
                       wanted);
    }
    return ERR_OK;
}

enum err_code keeper_found(struct keeper *keeper, const struct keeper_settings *settings,
                           struct err *err)
{
    const char *organisation =
        settings->organisation != NULL ? settings->organisation : "demonstration";
    TRY(choose_origin(keeper, settings->origin, err));
    TRY(keeper_begin(keeper, err));
    struct arena *arena = arena_new();
    enum err_code code = add_all(keeper, arena, organisation, err);
    arena_free(arena);
    if (code != ERR_OK) {
        keeper_abandon(keeper);
        return code;
    }
    return keeper_finish(keeper, LOG_PUBLIC, err);
}
