/* What a removal takes away after its transaction: files, blobs, rows, free pages.
 *
 * Every step can be done twice, and the list of what to do (table scrub) is emptied last, so a
 * scrub that was cut starts again from the list. Blobs go by what the standing statements name
 * at that moment: one that any of them names stays. */
#include "record/keeper_state.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "ledger/dsse.h"
#include "record/publication.h"
#include "record/removal.h"
#include "record_sql.h"
#include "store/blob.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PLAN_MAX = MIB };
#define ENVELOPE_ENDING ".dsse.json"

/* The digests that removed bodies named, sorted. */
struct candidate {
    struct str hex;
    bool named; /* by a statement that stands */
};

struct scrub {
    struct keeper *keeper;
    struct arena *arena;
    struct candidate *candidates;
    size_t count;
    bool envelopes; /* does what stands in envelopes matter */
};

static enum err_code names_of(struct scrub *scrub, const char *kind, struct candidate **names,
                              size_t *count, struct err *err)
{
    struct db_query *query;
    size_t capacity = 0;
    bool row;
    *names = NULL;
    *count = 0;
    TRY(db_prepare(scrub->keeper->db, sql_scrub_names, &query, err));
    db_bind_text(query, 1, str_of(kind));
    enum err_code code = db_step(query, &row, err);
    while (code == ERR_OK && row) {
        *names = mem_grow(*names, *count, &capacity, sizeof **names);
        (*names)[(*count)++] =
            (struct candidate){.hex = arena_str(scrub->arena, db_text(query, 0))};
        code = db_step(query, &row, err);
    }
    db_reset(query);
    return code;
}

static enum err_code take_file(const char *path, struct err *err)
{
    return unlink(path) == 0 || !file_exists(path) ? ERR_OK
                                                   : err_errno(err, "cannot remove %s", path);
}

/* The decoded payload of an envelope among the public blobs; p == NULL when it is none. */
static struct str payload_of(struct scrub *scrub, struct arena *arena, struct str hex)
{
    struct dsse dsse;
    struct str bytes;
    struct err why;
    if (blob_read(arena, scrub->keeper->dir.blobs_public, hex, LIMIT_ENVELOPE, &bytes, &why) !=
            ERR_OK ||
        dsse_parse(arena, bytes, &dsse, &why) != ERR_OK) {
        return (struct str){NULL, 0};
    }
    return dsse.payload;
}

static enum err_code note_blob(void *data, struct str hex, struct err *err)
{
    return scrub_note(data, "blob", hex, err);
}

/* What a removed envelope names goes with it; noted before the envelope itself goes. */
static enum err_code note_named_by_envelopes(struct scrub *scrub, struct err *err)
{
    struct candidate *names;
    size_t count;
    struct arena *arena = arena_new();
    enum err_code code = names_of(scrub, "blob", &names, &count, err);
    for (size_t i = 0; i < count && code == ERR_OK; i++) {
        arena_reset(arena);
        struct str payload = payload_of(scrub, arena, names[i].hex);
        code = each_digest(payload, note_blob, scrub->keeper->db, err);
        if (code == ERR_OK && payload.p != NULL) {
            code = scrub_note(scrub->keeper->db, "envelopes", STR(""), err);
        }
    }
    free(names);
    arena_free(arena);
    return code;
}

static int compare_hex(const void *a, const void *b)
{
    return str_cmp(((const struct candidate *)a)->hex, ((const struct candidate *)b)->hex);
}

static enum err_code mark(void *data, struct str hex, struct err *err)
{
    struct scrub *scrub = data;
    struct candidate wanted = {.hex = hex};
    (void)err;
    struct candidate *found =
        scrub->count > 0
            ? bsearch(&wanted, scrub->candidates, scrub->count, sizeof wanted, compare_hex)
            : NULL;
    if (found != NULL) {
        found->named = true;
    }
    return ERR_OK;
}

/* What stands inside the envelope that a statement names. */
static enum err_code mark_in_envelope(void *data, struct str hex, struct err *err)
{
    struct scrub *scrub = data;
    struct arena *arena = arena_new();
    enum err_code code = each_digest(payload_of(scrub, arena, hex), mark, scrub, err);
    arena_free(arena);
    return code;
}

static enum err_code mark_leaf(void *data, const struct leaf *leaf, struct err *err)
{
    struct scrub *scrub = data;
    TRY(each_digest(leaf->body, mark, scrub, err));
    if (scrub->envelopes && str_find(leaf->body, STR("\"envelope\":\"")) != SIZE_MAX) {
        return each_digest(leaf->body, mark_in_envelope, scrub, err);
    }
    return ERR_OK;
}

/* A publication that waits, and a statement that waits for an earlier one of its key. */
static enum err_code mark_not_yet(struct scrub *scrub, struct err *err)
{
    struct db_query *query;
    bool row;
    TRY(db_prepare(scrub->keeper->db, sql_scrub_not_yet, &query, err));
    enum err_code code = db_step(query, &row, err);
    while (code == ERR_OK && row) {
        code = each_digest(db_text(query, 0), mark, scrub, err);
        if (code == ERR_OK) {
            code = db_step(query, &row, err);
        }
    }
    db_reset(query);
    return code;
}

static enum err_code mark_standing(struct scrub *scrub, struct err *err)
{
    for (int log = LOG_PUBLIC; log <= LOG_PRIVATE; log++) {
        const struct leaf_log *leaves = &scrub->keeper->logs[log];
        TRY(leaf_log_each(leaves, 0, leaves->range.size, mark_leaf, scrub, err));
    }
    return mark_not_yet(scrub, err);
}

/* evidence/TOOL/NAME.*, where NAME.dsse.json is an envelope that goes. */
static enum err_code take_copy(struct scrub *scrub, struct arena *arena, const char *folder,
                               const char *name, struct err *err)
{
    const char **names;
    size_t count;
    struct sha256 digest;
    char hex[SHA256_HEX_SIZE];
    size_t stem = strlen(name) - strlen(ENVELOPE_ENDING);
    TRY(sha256_of_file(arena_printf(arena, "%s/%s", folder, name), &digest, NULL, err));
    sha256_hex(hex, &digest);
    struct candidate wanted = {.hex = str_of(hex)};
    const struct candidate *found =
        bsearch(&wanted, scrub->candidates, scrub->count, sizeof wanted, compare_hex);
    if (found == NULL || found->named) {
        return ERR_OK;
    }
    TRY(file_list(arena, folder, &names, &count, err));
    for (size_t i = 0; i < count; i++) {
        if (strncmp(names[i], name, stem) == 0 && names[i][stem] == '.' &&
            strcmp(names[i], name) != 0) {
            TRY(take_file(arena_printf(arena, "%s/%s", folder, names[i]), err));
        }
    }
    return take_file(arena_printf(arena, "%s/%s", folder, name), err);
}

static enum err_code take_copies_in(struct scrub *scrub, struct arena *arena,
                                    const char *folder, struct err *err)
{
    const char **names;
    size_t count;
    TRY(file_list(arena, folder, &names, &count, err));
    for (size_t i = 0; i < count; i++) {
        if (str_ends(str_of(names[i]), STR(ENVELOPE_ENDING))) {
            TRY(take_copy(scrub, arena, folder, names[i], err));
        }
    }
    return ERR_OK;
}

static enum err_code take_copies(struct scrub *scrub, struct err *err)
{
    const char **tools;
    size_t count;
    struct arena *arena = arena_new();
    enum err_code code = file_list(arena, scrub->keeper->dir.evidence, &tools, &count, err);
    for (size_t i = 0; i < count && code == ERR_OK; i++) {
        code = take_copies_in(
            scrub, arena, arena_printf(arena, "%s/%s", scrub->keeper->dir.evidence, tools[i]),
            err);
    }
    arena_free(arena);
    return code;
}

static enum err_code take_blobs(struct scrub *scrub, struct err *err)
{
    const char *const folders[] = {scrub->keeper->dir.blobs_public,
                                   scrub->keeper->dir.blobs_private};
    for (size_t i = 0; i < scrub->count; i++) {
        const struct candidate *candidate = &scrub->candidates[i];
        for (size_t j = 0; j < 2 && !candidate->named; j++) {
            TRY(take_file(blob_path(scrub->arena, folders[j], candidate->hex), err));
        }
    }
    return ERR_OK;
}

/* Copies before blobs: an envelope's digest is known from either. */
static enum err_code take_named(struct scrub *scrub, struct err *err)
{
    struct candidate *envelopes;
    size_t count;
    TRY(note_named_by_envelopes(scrub, err));
    TRY(names_of(scrub, "envelopes", &envelopes, &count, err));
    free(envelopes);
    scrub->envelopes = count > 0;
    TRY(names_of(scrub, "blob", &scrub->candidates, &scrub->count, err));
    if (scrub->count == 0) {
        return ERR_OK;
    }
    TRY(mark_standing(scrub, err));
    TRY(take_copies(scrub, err));
    return take_blobs(scrub, err);
}

/* An unfinished measurement of the run, answers and all. */
static enum err_code take_run(struct scrub *scrub, struct str id, struct err *err)
{
    const char **keys;
    size_t count;
    const char *runs = scrub->keeper->dir.runs;
    TRY(file_list(scrub->arena, runs, &keys, &count, err));
    for (size_t i = 0; i < count; i++) {
        struct str plan;
        struct err why;
        char *folder = arena_printf(scrub->arena, "%s/%s", runs, keys[i]);
        if (file_read(scrub->arena, arena_printf(scrub->arena, "%s/plan.json", folder),
                      PLAN_MAX, &plan, &why) == ERR_OK &&
            str_find(plan, id) != SIZE_MAX) {
            TRY(file_remove_tree(folder, err));
        }
    }
    return ERR_OK;
}

static enum err_code take_bodies(struct scrub *scrub, struct err *err)
{
    struct candidate *ids;
    size_t count;
    enum err_code code = names_of(scrub, "body", &ids, &count, err);
    for (size_t i = 0; i < count && code == ERR_OK; i++) {
        code = take_file(arena_printf(scrub->arena, "%s/body/%.*s", scrub->keeper->dir.log,
                                      STR_ARG(ids[i].hex)),
                         err);
        if (code == ERR_OK) {
            code = take_run(scrub, ids[i].hex, err);
        }
    }
    free(ids);
    return code;
}

static enum err_code take_files(struct scrub *scrub, struct err *err)
{
    struct keeper *keeper = scrub->keeper;
    TRY(take_bodies(scrub, err));
    TRY(take_named(scrub, err));
    TRY(publish_sync(keeper->dir.log, err));
    TRY(projection_afresh(&keeper->projection, &keeper->logs[LOG_PUBLIC],
                          strbuf_view(&keeper->checkpoint), err));
    return db_scrub(keeper->projection.db, err);
}

static enum err_code scrub_all(struct scrub *scrub, bool files, struct err *err)
{
    struct db_query *query;
    if (files) {
        TRY(take_files(scrub, err));
    }
    TRY(db_scrub(scrub->keeper->db, err));
    TRY(db_prepare(scrub->keeper->db, sql_scrub_clear, &query, err));
    return db_run(query, err);
}

enum err_code keep_scrub(struct keeper *keeper, struct err *err)
{
    struct scrub scrub = {.keeper = keeper};
    struct db_query *query;
    bool row;
    TRY(db_prepare(keeper->db, sql_scrub_count, &query, err));
    TRY(db_step(query, &row, err));
    bool any = row && db_int(query, 0) > 0;
    bool files = row && db_int(query, 1) > 0;
    db_reset(query);
    if (!any) {
        return ERR_OK;
    }
    scrub.arena = arena_new();
    enum err_code code = scrub_all(&scrub, files, err);
    free(scrub.candidates);
    arena_free(scrub.arena);
    return code;
}
