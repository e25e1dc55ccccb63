/* See case_handover.h. Everything is written to handover/.NUMBER.tmp, synced, and renamed; what
 * a crash left of it is removed and made again. */
#include "casefolder/case_handover.h"

#include "base/clock.h"
#include "base/csv.h"
#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "caseaudit/case_audit.h"
#include "store/db_ask.h"
#include "casefolder/hide_request.h"
#include "casefolder/redacted_file.h"
#include "casefolder_sql.h"
#include "crypto/digest.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

enum {
    MODE_FOLDER = 0700,
    MODE_FILE = 0600,
    TABLE_MAX = 256 * MIB,
    DOCUMENT_MAX = 256 * MIB,
    REQUEST_MAX = 16 * MIB,
    PICTURED_MAX = 64 * 1024
};

struct making {
    struct case_folder *folder;
    const struct case_redactor *redactor;
    struct arena *arena;
    struct case_order order;
    struct case_policy policy;
    struct case_people people;
    const char *tmp;
    struct strbuf log, schedule;
    int64_t files, hidden, left_out;
    char at[TIME_SIZE];
};

struct case_act case_mark_act(const struct case_policy *policy,
                              const struct case_people *people, const struct case_mark *mark)
{
    struct str role = case_cast_role_of(people, mark->person);
    struct case_act act = case_policy_act(policy, role, mark->label);
    if (str_is(mark->source, "unreadable")) { /* no rule knows what stands there */
        act = (struct case_act){false, policy->otherwise};
    }
    if (mark->verdict.n > 0) {
        act.keep = str_is(mark->verdict, "keep");
    }
    return act;
}

static enum err_code order_row(struct case_folder *folder, const struct case_order *order,
                               int64_t doubts, int64_t now, struct err *err)
{
    struct strbuf what;
    struct jsonw w;
    char at[TIME_SIZE];
    time_format(at, now);
    TRY(db_do(folder->db, sql_case_handover_add, err, "ttttit", order->recipient, order->who,
              order->role, order->reason, doubts, str_of(at)));
    strbuf_init(&what, 64 * 1024);
    jsonw_init(&w, &what);
    jsonw_object(&w);
    jsonw_member_str(&w, "recipient", order->recipient);
    jsonw_member_int(&w, "doubts", doubts);
    jsonw_member_str(&w, "role", order->role);
    jsonw_member_str(&w, "reason", order->reason);
    jsonw_end(&w);
    enum err_code code = strbuf_check(&what, "role and reason", err);
    code = code == ERR_OK ? case_audit_add(folder->audit, "handover-ordered", order->who, now,
                                           strbuf_view(&what), err)
                          : code;
    strbuf_release(&what);
    return code;
}

static enum err_code check_order(struct case_folder *folder, const struct case_order *order,
                                 int64_t need, int64_t *doubts, struct err *err)
{
    struct case_tally tally;
    TRY(case_files_tally(folder, &tally, err));
    if (tally.waiting > 0) {
        return err_set(err, ERR_CONFLICT, "%lld files are still being read",
                       (long long)tally.waiting);
    }
    TRY(case_marks_doubt_count(folder, 0, need, doubts, err));
    *doubts += order->differences;
    if (*doubts > 0 && (order->role.n == 0 || order->reason.n == 0)) {
        err_set(err, ERR_INVALID, "%lld doubts are open", (long long)*doubts);
        err_hint(err, "settle them, or say in which role and for which reason you hand over "
                      "all the same");
        return ERR_INVALID;
    }
    return ERR_OK;
}

enum err_code case_handover_order(struct case_folder *folder, const struct case_order *order,
                                  int64_t need, int64_t now, int64_t *doubts, struct err *err)
{
    *doubts = 0;
    TRY(db_begin(folder->db, err));
    enum err_code code = check_order(folder, order, need, doubts, err);
    code = code == ERR_OK ? order_row(folder, order, *doubts, now, err) : code;
    code = code == ERR_OK ? case_audit_commit(folder->audit, err) : code;
    db_rollback(folder->db);
    return code;
}

static struct str words_for(struct making *m, const struct case_mark *mark)
{
    if (str_is(mark->label, CASE_NAME_LABEL) && mark->person > 0) {
        return str_of(
            arena_printf(m->arena, "%.*s %lld", STR_ARG(mark->label), (long long)mark->person));
    }
    return mark->label;
}

static void add_number(struct strbuf *out, int64_t number)
{
    strbuf_printf(out, "%lld", (long long)number);
}

static void add_cell(struct strbuf *out, int64_t number)
{
    strbuf_putc(out, ',');
    if (number > 0) {
        add_number(out, number);
    }
}

/* file,page,line,column,label,instead,reason,why,by; what a format does not have is empty */
static void log_place(struct making *m, const struct case_file *file,
                      const struct case_mark *mark, const struct hidden_place *place)
{
    struct case_act act = case_mark_act(&m->policy, &m->people, mark);
    const struct str by = str_is(mark->verdict, "disputed") ? STR("disputed, hidden")
                          : mark->verdict.n > 0 || str_is(mark->source, "officer")
                              ? STR("a person")
                              : STR("policy");
    csv_add(&m->log, file->path, true);
    add_cell(&m->log, mark->place.page);
    add_cell(&m->log, place->line);
    add_cell(&m->log, place->column);
    const struct str rest[] = {mark->label, place->words, act.reason,
                               case_policy_words(&m->policy, act.reason), by};
    for (size_t i = 0; i < sizeof rest / sizeof rest[0]; i++) {
        strbuf_putc(&m->log, ',');
        csv_add(&m->log, rest[i], true);
    }
    strbuf_putc(&m->log, '\n');
}

static size_t choose_places(struct making *m, const struct case_marks *marks,
                            struct hidden_place *places)
{
    size_t count = 0;
    for (size_t i = 0; i < marks->count; i++) {
        const struct case_mark *mark = &marks->items[i];
        if (!case_mark_act(&m->policy, &m->people, mark).keep) {
            places[count++] = (struct hidden_place){
                .start = mark->start, .end = mark->end, .words = words_for(m, mark), .of = i};
        }
    }
    return count;
}

static void schedule_file(struct making *m, const struct case_file *file, const char *state,
                          struct str target, const char *digest, size_t hidden, struct str why)
{
    const struct str cells[] = {file->path, str_of(state),  file->sha256,
                                target,     str_of(digest), file->tool};
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        csv_add(&m->schedule, cells[i], true);
        strbuf_putc(&m->schedule, ',');
    }
    strbuf_printf(&m->schedule, "%zu,", hidden);
    csv_add(&m->schedule, why, true);
    strbuf_putc(&m->schedule, '\n');
}

static enum err_code write_document(struct making *m, const struct case_file *file,
                                    struct str document, const struct case_marks *marks,
                                    const struct hidden_place *places, size_t count,
                                    struct err *err)
{
    char hex[SHA256_HEX_SIZE];
    const char *name = arena_printf(m->arena, "files/%.*s.redacted.txt", STR_ARG(file->path));
    const char *path = arena_printf(m->arena, "%s/%s", m->tmp, name);
    TRY(file_make_folders(file_folder_of(m->arena, path), MODE_FOLDER, err));
    TRY(file_write(path, document, MODE_FILE, err));
    struct sha256 digest = sha256_of(document);
    sha256_hex(hex, &digest);
    for (size_t i = 0; i < count; i++) {
        log_place(m, file, &marks->items[places[i].of], &places[i]);
    }
    schedule_file(m, file, "redacted", str_of(name), hex, count, STR(""));
    m->files++;
    m->hidden += (int64_t)count;
    return ERR_OK;
}

static enum err_code redact_file(struct making *m, const struct case_file *file,
                                 struct err *err)
{
    struct case_marks marks;
    struct strbuf document;
    struct str text;
    TRY(case_file_text(m->folder, m->arena, file, &text, err));
    TRY(case_marks_of(m->folder, m->arena, file->id, &marks, err));
    struct hidden_place *places = arena_alloc(m->arena, (marks.count + 1) * sizeof *places);
    size_t count = choose_places(m, &marks, places);
    strbuf_init(&document, DOCUMENT_MAX);
    redacted_file_write(&document, text, places, count);
    enum err_code code = strbuf_check(&document, "the redacted text", err);
    if (code == ERR_OK) {
        code = write_document(m, file, strbuf_view(&document), &marks, places, count, err);
    }
    strbuf_release(&document);
    return code;
}

/* "files/letter.pdf.redacted.pdf": in the format it came in. */
static const char *document_name(struct making *m, const struct case_file *file)
{
    const char *path = arena_strndup(m->arena, file->path.p, file->path.n);
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(slash != NULL ? slash : path, '.');
    return arena_printf(m->arena, "files/%s.redacted%s", path, dot != NULL ? dot : "");
}

static enum err_code digest_file(const char *path, char hex[SHA256_HEX_SIZE], struct err *err)
{
    struct sha256 digest;
    TRY(sha256_of_file(path, &digest, NULL, err));
    sha256_hex(hex, &digest);
    return ERR_OK;
}

/* The tool takes out what was decided, and the host has the file checked. */
static enum err_code redact_document(struct making *m, const struct case_file *file,
                                     struct err *err)
{
    struct case_marks marks;
    struct strbuf request;
    struct strbuf pictured;
    char hex[SHA256_HEX_SIZE];
    const char *name = document_name(m, file);
    const char *target = arena_printf(m->arena, "%s/%s", m->tmp, name);
    size_t count = 0;
    TRY(case_file_check(m->folder, m->arena, file, err));
    TRY(case_marks_of(m->folder, m->arena, file->id, &marks, err));
    const struct case_mark **hidden =
        arena_alloc(m->arena, (marks.count + 1) * sizeof(const struct case_mark *));
    for (size_t i = 0; i < marks.count; i++) {
        if (!case_mark_act(&m->policy, &m->people, &marks.items[i]).keep) {
            hidden[count++] = &marks.items[i];
        }
    }
    TRY(file_make_folders(file_folder_of(m->arena, target), MODE_FOLDER, err));
    strbuf_init(&request, REQUEST_MAX);
    strbuf_init(&pictured, PICTURED_MAX);
    hide_request_write(&request, hidden, count);
    enum err_code code = strbuf_check(&request, "what is to hide", err);
    if (code == ERR_OK) {
        code = m->redactor->redact(m->redactor->data, case_file_path(m->folder, m->arena, file),
                                   strbuf_view(&request), target, &pictured, err);
    }
    const char *why = pictured.n == 0 ? ""
                                      : arena_printf(m->arena, "pages turned into pictures: %s",
                                                     strbuf_view(&pictured).p);
    strbuf_release(&pictured);
    strbuf_release(&request);
    TRY(code);
    TRY(digest_file(target, hex, err));
    for (size_t i = 0; i < count; i++) {
        log_place(m, file, hidden[i],
                  &(struct hidden_place){
                      .words = hidden[i]->place.count > 0 ? STR("a bar") : hidden[i]->label});
    }
    schedule_file(m, file, "redacted", str_of(name), hex, count, str_of(why));
    m->files++;
    m->hidden += (int64_t)count;
    return ERR_OK;
}

static enum err_code redact_named(struct making *m, const struct case_file *file,
                                  struct err *err)
{
    enum err_code code =
        file->is_document ? redact_document(m, file, err) : redact_file(m, file, err);
    if (code != ERR_OK && code != ERR_CANCELLED) {
        err_prefix(err, "%.*s", STR_ARG(file->path));
    }
    return code;
}

static enum err_code take_files(struct making *m, struct err *err)
{
    struct db_query *query;
    int64_t *ids = arena_alloc(m->arena, CASE_FILES_MAX * sizeof *ids);
    size_t count = 0;
    bool row = false;
    TRY(db_ask(m->folder->db, sql_case_file_paths, &query, err, ""));
    TRY(db_step(query, &row, err));
    while (row && count < CASE_FILES_MAX) {
        ids[count++] = db_int(query, 0);
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    for (size_t i = 0; i < count; i++) {
        struct case_file file;
        TRY(case_file_lookup(m->folder, m->arena, ids[i], &file, err));
        if (str_is(file.state, "read")) {
            TRY(redact_named(m, &file, err));
        } else {
            m->left_out++;
            schedule_file(m, &file, "left out", STR(""), "", 0,
                          file.why.n > 0 ? file.why : file.state);
        }
    }
    return ERR_OK;
}

static enum err_code write_cover(struct making *m, struct err *err)
{
    const struct case_order *order = &m->order;
    struct strbuf sheet;
    strbuf_init(&sheet, MIB);
    strbuf_printf(&sheet,
                  "REDACTED FILES FOR: %.*s\n\nMade:            %s\nHanded over by:  %.*s\n",
                  STR_ARG(m->policy.title), m->at, STR_ARG(order->who));
    strbuf_printf(&sheet,
                  "Files redacted:  %lld\nFiles left out:  %lld (schedule.csv says why)\n"
                  "Places hidden:   %lld (log.csv says where and why)\nOpen doubts:     %lld\n",
                  (long long)m->files, (long long)m->left_out, (long long)m->hidden,
                  (long long)order->doubts);
    if (order->doubts > 0) {
        strbuf_printf(&sheet,
                      "\nHANDED OVER WITH OPEN DOUBTS\n"
                      "In the role of:  %.*s\nReason:          "
                      "%.*s\n",
                      STR_ARG(order->role), STR_ARG(order->reason));
    }
    strbuf_printf(&sheet, "\nPolicy: policy-%.*s.json. %.*s\n", STR_ARG(order->recipient),
                  STR_ARG(m->policy.about));
    strbuf_puts(&sheet,
                "A tool proposed what to hide. It misses things: a person must have read "
                "every page.\n");
    enum err_code code = strbuf_check(&sheet, "the cover sheet", err);
    if (code == ERR_OK) {
        code = file_write(arena_printf(m->arena, "%s/cover-sheet.txt", m->tmp),
                          strbuf_view(&sheet), MODE_FILE, err);
    }
    strbuf_release(&sheet);
    return code;
}

static enum err_code fill(struct making *m, struct err *err)
{
    strbuf_puts(&m->log, "file,page,line,column,label,instead,reason,why,decided_by\n");
    strbuf_puts(&m->schedule,
                "file,state,sha256,redacted_file,redacted_sha256,tool,hidden,why\n");
    TRY(file_remove_tree(m->tmp, err));
    TRY(file_make_folders(m->tmp, MODE_FOLDER, err));
    TRY(take_files(m, err));
    TRY(strbuf_check(&m->log, "log.csv", err));
    TRY(strbuf_check(&m->schedule, "schedule.csv", err));
    TRY(file_write(arena_printf(m->arena, "%s/log.csv", m->tmp), strbuf_view(&m->log),
                   MODE_FILE, err));
    TRY(file_write(arena_printf(m->arena, "%s/schedule.csv", m->tmp), strbuf_view(&m->schedule),
                   MODE_FILE, err));
    return write_cover(m, err);
}

static enum err_code make(struct making *m, const char *reference, const char **name,
                          struct err *err)
{
    struct case_folder *folder = m->folder;
    TRY(case_policy_read(m->arena, reference, m->order.recipient, &m->policy, err));
    TRY(case_cast_list(folder, m->arena, &m->people, err));
    *name = arena_printf(m->arena, "%04lld-%.*s", (long long)m->order.id,
                         STR_ARG(m->order.recipient));
    const char *target = arena_printf(m->arena, "%s/%s", folder->paths.handover, *name);
    m->tmp = arena_printf(m->arena, "%s/.%04lld.tmp", folder->paths.handover,
                          (long long)m->order.id);
    if (file_exists(target)) {
        return ERR_OK; /* a crash came between the rename and the row */
    }
    enum err_code code = fill(m, err);
    if (code == ERR_OK && rename(m->tmp, target) != 0) {
        code = err_errno(err, "cannot rename %s to %s", m->tmp, target);
    }
    if (code != ERR_OK) {
        struct err ignored;
        if (file_remove_tree(m->tmp, &ignored) != ERR_OK) {
            err_detail(err, "%s is left", m->tmp);
        }
        return code;
    }
    return file_sync_folder(folder->paths.handover, err);
}

static enum err_code end(struct making *m, enum err_code made, const char *name,
                         const struct err *why, int64_t now, struct err *err)
{
    struct case_folder *folder = m->folder;
    struct strbuf what;
    TRY(db_begin(folder->db, err));
    enum err_code code = db_do(folder->db, sql_case_handover_end, err, "ittt", m->order.id,
                               made == ERR_OK ? STR("made") : STR("failed"),
                               made == ERR_OK ? STR("") : str_of(why->message),
                               made == ERR_OK ? str_of(name) : STR(""));
    strbuf_init(&what, 4096);
    strbuf_printf(&what, "{\"handover\":%lld}", (long long)m->order.id);
    code = code == ERR_OK ? case_audit_add(folder->audit,
                                           made == ERR_OK ? "handover-made" : "handover-failed",
                                           STR(""), now, strbuf_view(&what), err)
                          : code;
    strbuf_release(&what);
    code = code == ERR_OK ? case_audit_commit(folder->audit, err) : code;
    db_rollback(folder->db);
    return code;
}

enum err_code case_handover_make(struct case_folder *folder, const char *reference,
                                 const struct case_redactor *redactor, int64_t now, bool *found,
                                 struct err *err)
{
    struct making m = {.folder = folder, .redactor = redactor, .arena = arena_new()};
    struct db_query *query;
    const char *name = "";
    struct err why = {0};
    *found = false;
    time_format(m.at, now);
    enum err_code code = db_ask(folder->db, sql_case_handover_next, &query, err, "");
    code = code == ERR_OK ? db_step(query, found, err) : code;
    if (code == ERR_OK && *found) {
        m.order = (struct case_order){.id = db_int(query, 0),
                                      .recipient = arena_str(m.arena, db_text(query, 1)),
                                      .who = arena_str(m.arena, db_text(query, 2)),
                                      .role = arena_str(m.arena, db_text(query, 3)),
                                      .reason = arena_str(m.arena, db_text(query, 4)),
                                      .doubts = db_int(query, 5)};
        db_reset(query);
        strbuf_init(&m.log, TABLE_MAX);
        strbuf_init(&m.schedule, TABLE_MAX);
        enum err_code made = make(&m, reference, &name, &why);
        if (made == ERR_CANCELLED) {
            *err = why;
            code = made;
        } else {
            code = end(&m, made, name, &why, now, err);
        }
        strbuf_release(&m.log);
        strbuf_release(&m.schedule);
    }
    arena_free(m.arena);
    return code;
}

enum err_code case_handover_list(struct case_folder *folder, struct arena *arena,
                                 struct case_order **orders, size_t *count, struct err *err)
{
    enum { MOST = 50 };
    struct db_query *query;
    bool row = false;
    *count = 0;
    *orders = arena_alloc(arena, MOST * sizeof **orders);
    TRY(db_ask(folder->db, sql_case_handovers, &query, err, ""));
    TRY(db_step(query, &row, err));
    while (row && *count < MOST) {
        (*orders)[(*count)++] =
            (struct case_order){.id = db_int(query, 0),
                                .recipient = arena_str(arena, db_text(query, 1)),
                                .state = arena_str(arena, db_text(query, 2)),
                                .why = arena_str(arena, db_text(query, 3)),
                                .who = arena_str(arena, db_text(query, 4)),
                                .role = arena_str(arena, db_text(query, 5)),
                                .reason = arena_str(arena, db_text(query, 6)),
                                .doubts = db_int(query, 7),
                                .at = arena_str(arena, db_text(query, 8)),
                                .folder = arena_str(arena, db_text(query, 9))};
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}
