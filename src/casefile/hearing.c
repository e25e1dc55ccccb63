#include "casefile/hearing.h"

#include "base/clock.h"
#include "base/file.h"
#include "casefile/heard_pages.h"
#include "casefile/source_bytes.h"
#include "casefile_sql.h"
#include "run/house_program.h"
#include "store/db_ask.h"

#define HEARER "transcribe"
#define LOST                                                                                   \
    "not read: its bytes were not kept; read the folder into a new case file with "            \
    "--transcribe"

enum { HEARING_POLL_MS = 100, HEARING_POLL_EACH = 3, HEARING_TRIES = 2 };

/* One process that hears, and what it hears. */
struct hearer {
    struct house_program *program;
    struct arena *arena; /* of the question and its answer */
    const char *scratch;
    bool busy;
    bool video;
    int64_t document;
    struct source_bytes source;
    int tries;
};

struct hearing {
    struct db *db;
    const struct casefile_plan *plan;
    struct str root;
    struct arena *arena;
    struct hearer *hearers;
    struct str tool;
    int64_t done;
    int64_t began_ms, shown_ms;
};

static bool stopped(const struct hearing *hearing)
{
    return hearing->plan->stopped != NULL && hearing->plan->stopped();
}

/* ---- into the tables ---- */

static enum err_code add_pages(struct db *db, int64_t document, const struct heard *heard,
                               struct err *err)
{
    for (size_t i = 0; i < heard->count; i++) {
        const struct heard_page *page = &heard->pages[i];
        int64_t number = (int64_t)i + 1;
        int64_t id;
        TRY(db_do(db, sql_casefile_page_add, err, "iittiitb", document, number, page->label,
                  STR("speech"), (int64_t)0, (int64_t)0, page->text, page->words));
        TRY(db_number(db, sql_casefile_page_id, &id, err, "ii", document, number));
        TRY(db_do(db, sql_casefile_page_words_add, err, "it", id, page->text));
    }
    return ERR_OK;
}

static enum err_code add_rows(struct hearing *hearing, int64_t document,
                              const struct heard *heard, const char *why, struct err *err)
{
    struct db *db = hearing->db;
    TRY(add_pages(db, document, heard, err));
    TRY(db_do(db, sql_casefile_heard, err, "itti", document,
              heard->count > 0 ? STR("partly") : STR("not"), str_of(why),
              (int64_t)heard->count));
    TRY(db_do(db, sql_casefile_heard_add, err, "itiiii", document, hearing->tool, heard->words,
              heard->duration, (int64_t)heard->confidence, heard->damaged));
    /* what gave no word is kept: another version of the tool may hear it */
    return heard->count > 0 ? db_do(db, sql_casefile_bytes_drop, err, "i", document) : ERR_OK;
}

static enum err_code keep(struct hearing *hearing, struct hearer *hearer,
                          const struct heard *heard, const char *why, struct err *err)
{
    hearer->tries = 0;
    hearing->done++;
    TRY(db_begin(hearing->db, err));
    enum err_code code = add_rows(hearing, hearer->document, heard, why, err);
    if (code == ERR_OK) {
        code = db_commit(hearing->db, err);
    }
    if (code != ERR_OK) {
        db_rollback(hearing->db);
    }
    return code;
}

static enum err_code keep_failure(struct hearing *hearing, struct hearer *hearer,
                                  const char *what, struct err *err)
{
    const struct heard nothing = {0};
    return keep(hearing, hearer, &nothing,
                arena_printf(hearer->arena, "not read: its sound cannot be heard: %s", what),
                err);
}

/* What a person must know of the transcript before relying on it. */
static const char *words_of(const struct hearing *hearing, const struct hearer *hearer,
                            const struct heard *heard)
{
    const char *length = heard_time(hearer->arena, heard->duration);
    if (heard->count == 0) {
        return arena_printf(hearer->arena,
                            "not read: no speech was recognised in %s of sound; listen to it",
                            length);
    }
    const char *damaged = "";
    if (heard->damaged > 0) {
        damaged = arena_printf(hearer->arena, "; %lld packets of it are damaged",
                               (long long)heard->damaged);
    }
    return arena_printf(
        hearer->arena,
        "machine-made transcript (%.*s): %lld words in %s, mean confidence %d.%02d; "
        "listen before you rely on it%s%s",
        STR_ARG(hearing->tool), (long long)heard->words, length, heard->confidence / 100,
        heard->confidence % 100, hearer->video ? "; what is seen was not looked at" : "",
        damaged);
}

/* ---- one recording ---- */

/* What was read of the bytes that were stays told; the file's are read by the next call. */
static enum err_code forget(struct hearing *hearing, struct hearer *hearer, struct err *err)
{
    bool over;
    hearer->tries = 0;
    return source_bytes_forget(hearing->db, hearer->document, &hearer->source, &over, err);
}

static enum err_code ask(struct hearing *hearing, struct hearer *hearer, struct err *err)
{
    const char *const names[] = {"audio"};
    const char *const files[] = {hearer->source.path};
    const struct house_question question = {names, files, 1, NULL, STR("")};
    struct err why = {0};
    enum err_code code = house_program_begin(hearer->program, hearer->arena, &question, &why);
    if (code == ERR_OK) {
        hearer->busy = true;
        return ERR_OK;
    }
    if (!source_bytes_unchanged(&hearer->source)) {
        return forget(hearing, hearer, err);
    }
    if (err != NULL) { /* no sandbox, no room: nothing can be heard at all */
        *err = why;
    }
    return code;
}

static bool is_heard_now(const struct hearing *hearing, int64_t document)
{
    for (int i = 0; i < hearing->plan->workers; i++) {
        if (hearing->hearers[i].busy && hearing->hearers[i].document == document) {
            return true;
        }
    }
    return false;
}

/* Gives an idle hearer its next document; *some false when there is none. */
static enum err_code begin(struct hearing *hearing, struct hearer *hearer, bool *some,
                           struct err *err)
{
    struct db_query *query;
    bool found = false;
    arena_reset(hearer->arena);
    TRY(db_ask(hearing->db, sql_casefile_to_hear, &query, err, "it",
               (int64_t)hearing->plan->workers + 1, hearing->tool));
    TRY(db_step(query, some, err));
    while (*some && is_heard_now(hearing, db_int(query, 0))) {
        TRY(db_step(query, some, err));
    }
    if (!*some) {
        return ERR_OK;
    }
    hearer->document = db_int(query, 0);
    hearer->video = str_is(db_text(query, 1), "video");
    db_reset(query);
    TRY(source_bytes_find(hearing->db, hearer->arena, hearing->root, hearer->scratch,
                          hearer->document, &hearer->source, &found, err));
    if (!found) {
        return keep_failure(hearing, hearer, "its bytes are gone", err);
    }
    return source_bytes_unchanged(&hearer->source) && source_bytes_reachable(&hearer->source)
               ? ask(hearing, hearer, err)
               : forget(hearing, hearer, err);
}

static enum err_code take(struct hearing *hearing, struct hearer *hearer,
                          const struct js *output, struct err *err)
{
    struct heard heard;
    struct err why = {0};
    if (!source_bytes_unchanged(&hearer->source)) {
        return forget(hearing, hearer, err);
    }
    return heard_read(hearer->arena, output, &heard, &why) == ERR_OK
               ? keep(hearing, hearer, &heard, words_of(hearing, hearer, &heard), err)
               : keep_failure(hearing, hearer, why.message, err);
}

static enum err_code look(struct hearing *hearing, struct hearer *hearer, struct err *err)
{
    const struct js *output = NULL;
    struct err why = {0};
    bool done = false;
    enum err_code code = house_program_look(hearer->program, &done, &output, &why);
    if (!done) {
        return ERR_OK;
    }
    hearer->busy = false;
    if (code == ERR_OK) {
        return take(hearing, hearer, output, err);
    }
    if (!source_bytes_unchanged(&hearer->source)) {
        return forget(hearing, hearer, err);
    }
    if (code != ERR_EXTERNAL && ++hearer->tries < HEARING_TRIES) {
        return ask(hearing, hearer, err); /* it may have been the machine's fault */
    }
    return keep_failure(hearing, hearer,
                        code == ERR_TIMEOUT  ? "the tool took too long"
                        : code == ERR_FORMAT ? "the tool died"
                                             : why.message,
                        err);
}

/* ---- all of them ---- */

static enum err_code show(struct hearing *hearing, struct err *err)
{
    enum { EVERY_MS = 500 };
    int64_t waiting;
    int64_t now = clock_monotonic_ms();
    const struct casefile_plan *plan = hearing->plan;
    if (plan->progress == NULL || now - hearing->shown_ms < EVERY_MS) {
        return ERR_OK;
    }
    hearing->shown_ms = now;
    TRY(db_number(hearing->db, sql_casefile_to_hear_count, &waiting, err, "t", hearing->tool));
    const struct casefile_progress progress = {.done = hearing->done,
                                               .waiting = waiting,
                                               .seconds = (now - hearing->began_ms) / 1000,
                                               .left = -1, /* recordings differ too much */
                                               .step = "hearing"};
    plan->progress(plan->data, &progress);
    return ERR_OK;
}

static enum err_code fill(struct hearing *hearing, bool *busy, struct err *err)
{
    *busy = false;
    for (int i = 0; i < hearing->plan->workers; i++) {
        struct hearer *hearer = &hearing->hearers[i];
        bool some = true;
        while (!hearer->busy && some && !stopped(hearing)) {
            TRY(begin(hearing, hearer, &some, err));
        }
        *busy = *busy || hearer->busy;
    }
    return ERR_OK;
}

static enum err_code hear(struct hearing *hearing, struct err *err)
{
    struct pollfd fds[CASEFILE_WORKERS_MAX * HEARING_POLL_EACH];
    bool busy = true;
    for (;;) {
        TRY(fill(hearing, &busy, err));
        if (!busy || stopped(hearing)) {
            break;
        }
        int count = 0;
        for (int i = 0; i < hearing->plan->workers; i++) {
            count += hearing->hearers[i].busy
                         ? house_program_poll(hearing->hearers[i].program, fds + count)
                         : 0;
        }
        (void)poll(fds, (nfds_t)count, HEARING_POLL_MS);
        for (int i = 0; i < hearing->plan->workers; i++) {
            if (hearing->hearers[i].busy) {
                TRY(look(hearing, &hearing->hearers[i], err));
            }
        }
        TRY(show(hearing, err));
    }
    return stopped(hearing) ? ERR_OK
                            : db_do(hearing->db, sql_casefile_hear_lost, err, "t", STR(LOST));
}

static enum err_code open_hearers(struct hearing *hearing, struct err *err)
{
    const struct casefile_plan *plan = hearing->plan;
    hearing->hearers =
        arena_zalloc(hearing->arena, (size_t)plan->workers * sizeof *hearing->hearers);
    for (int i = 0; i < plan->workers; i++) {
        struct hearer *hearer = &hearing->hearers[i];
        hearer->arena = arena_new();
        hearer->scratch = arena_printf(hearing->arena, "%s/hearer-%d", plan->scratch, i);
        TRY(file_make_folders(hearer->scratch, 0700, err));
        TRY(house_program_open(&hearer->program, plan->tools, HEARER, hearer->scratch, err));
    }
    hearing->tool =
        arena_str(hearing->arena, str_of(house_program_version(hearing->hearers[0].program)));
    return ERR_OK;
}

enum err_code hearing_all(struct db *db, const struct casefile_plan *plan, struct str root,
                          struct err *err)
{
    struct hearing hearing = {.db = db,
                              .plan = plan,
                              .root = root,
                              .arena = arena_new(),
                              .began_ms = clock_monotonic_ms()};
    enum err_code code = open_hearers(&hearing, err);
    if (code == ERR_OK) {
        code = hear(&hearing, err);
    }
    for (int i = 0; hearing.hearers != NULL && i < plan->workers; i++) {
        house_program_free(hearing.hearers[i].program);
        arena_free(hearing.hearers[i].arena);
    }
    arena_free(hearing.arena);
    return code;
}

enum err_code hearing_check(const struct casefile_plan *plan, struct err *err)
{
    struct house_program *program;
    TRY(house_program_open(&program, plan->tools, HEARER, plan->scratch, err));
    house_program_free(program);
    return ERR_OK;
}
