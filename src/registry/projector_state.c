/* The state of the evidence for each current deployment, for whoever measured it and for each
 * of its forces, over all time (sql/state.sql): what gate_rows reads, put through
 * evidence_timeline. Whatever can change it notes the subjects it can change it for; at the end
 * of the range they are made again, so that the rows are a function of the other tables. */
#include "base/clock.h"
#include "crypto/digest.h"
#include "ledger/identity.h"
#include "record/projector.h"
#include "registry/evidence_timeline.h"
#include "registry/gate.h"
#include "registry/settle.h"
#include "registry/state_at.h"
#include "registry_sql.h"

enum { STATE_RULES = 1 };

/* ---- what is due ---- */

static enum err_code run_with(struct db *db, const char *sql, struct str text, struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(db, sql, &query, err));
    db_bind_text(query, 1, text);
    return db_run(query, err);
}

static enum err_code note_resting(struct db *db, struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(db, sql_state_due_resting, &query, err));
    return db_run(query, err);
}

static enum err_code note_evidence(struct db *db, struct arena *arena, struct str envelope,
                                   struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_prepare(db, sql_state_envelope_tool, &query, err));
    db_bind_text(query, 1, envelope);
    TRY(db_step(query, &row, err));
    struct str digest = row ? arena_str(arena, db_text(query, 0)) : STR("");
    db_reset(query);
    return row ? run_with(db, sql_state_due_tool, digest, err) : ERR_OK;
}

/* A listing may take the place of another one, under which something rested. */
static enum err_code note_listing(struct db *db, const struct js *body, struct err *err)
{
    struct tool_identity identity;
    char hex[SHA256_HEX_SIZE];
    const struct js *value;
    TRY(js_need(body, "identity", JS_OBJECT, &value, err));
    TRY(identity_parse(value, &identity, err));
    struct sha256 digest = identity_digest(&identity);
    sha256_hex(hex, &digest);
    TRY(run_with(db, sql_state_due_tool, str_of(hex), err));
    return note_resting(db, err);
}

static enum err_code project(const struct projected *projected, struct err *err)
{
    struct db *db = projected->projection->db;
    const struct statement *header = &projected->statement->header;
    if (str_is(header->type, "deployment.described/1")) {
        return run_with(db, sql_state_due_note, header->subject, err);
    }
    if (str_is(header->type, "evidence.issued/1")) {
        return note_evidence(db, projected->arena, js_text(projected->value, "envelope"), err);
    }
    if (str_is(header->type, "tool.listed/1")) {
        return note_listing(db, projected->value, err);
    }
    return note_resting(db, err); /* a key begins or ends */
}

/* ---- rows ---- */

struct making {
    struct db *db;
    const struct registry_entry *head;
};

/* Whose words they are, seen from the force. */
static struct str said_by(const struct registry_entry *head, struct str force)
{
    return !str_eq(head->organisation, force) ? STR("other")
           : head->confirmed                  ? STR("own")
                                              : STR("centre");
}

static enum err_code insert_span(const struct making *making, struct str force,
                                 const struct evidence_span *span, struct err *err)
{
    const struct registry_entry *head = making->head;
    const struct evidence_finding *finding = &span->finding;
    struct db_query *query;
    char from[TIME_SIZE];
    char until[TIME_SIZE];
    char ends[TIME_SIZE];
    state_moment(from, span->from);
    state_moment(until, span->until);
    state_moment(ends, finding->until > 0 ? finding->until : INT64_MIN);
    TRY(db_prepare(making->db, sql_state_insert, &query, err));
    db_bind_text(query, 1, head->id);
    db_bind_text(query, 2, head->subject);
    db_bind_text(query, 3, force);
    db_bind_text(query, 4, str_of(from));
    db_bind_text(query, 5, str_of(until));
    db_bind_text(query, 6, str_of(evidence_state_word(finding->state)));
    db_bind_text(query, 7, str_of(ends));
    db_bind_text(query, 8, finding->row != NULL ? finding->row->envelope : STR(""));
    db_bind_text(query, 9, head->title);
    db_bind_text(query, 10, head->stage);
    db_bind_text(query, 11, registry_field_text(head, STR("use_area")));
    db_bind_text(query, 12, registry_field_text(head, STR("risk_level")));
    db_bind_text(query, 13, said_by(head, force));
    return db_run(query, err);
}

static enum err_code insert_spans(const struct making *making, struct str force,
                                  const struct evidence_span *spans, size_t count,
                                  struct err *err)
{
    for (size_t i = 0; i < count; i++) {
        TRY(insert_span(making, force, &spans[i], err));
    }
    return ERR_OK;
}

static enum err_code insert_head(const struct making *making, struct arena *arena,
                                 const struct used_version *used, struct err *err)
{
    const struct js *forces = js_member(making->head->body, "forces");
    struct evidence_span *spans;
    size_t count;
    evidence_timeline(arena, used, STR(""), &spans, &count);
    TRY(insert_spans(making, STR(""), spans, count, err));
    for (size_t i = 0; i < forces->array.count; i++) {
        struct str force = forces->array.items[i].string;
        struct evidence_span *own;
        size_t own_count = count;
        if (evidence_is_own(used, force)) {
            evidence_timeline(arena, used, force, &own, &own_count);
        } else {
            evidence_timeline_of_others(arena, spans, count, &own);
        }
        TRY(insert_spans(making, force, own, own_count, err));
    }
    return ERR_OK;
}

static enum err_code tally(struct db *db, struct str subject, int64_t sign, struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(db, sql_state_tally, &query, err));
    db_bind_text(query, 1, subject);
    db_bind_int(query, 2, sign);
    return db_run(query, err);
}

/* Of several heads each is listed, with the state of the newest. */
static enum err_code settle_subject(struct db *db, struct arena *arena, struct str subject,
                                    struct err *err)
{
    struct gate_rows rows;
    TRY(tally(db, subject, -1, err));
    TRY(run_with(db, sql_state_drop, subject, err));
    enum err_code code = gate_rows_read_heads(db, arena, subject, &rows, err);
    if (code == ERR_NOT_FOUND) {
        return ERR_OK;
    }
    TRY(code);
    for (size_t i = 0; i < rows.versions.count; i++) {
        struct making making = {db, &rows.versions.list[i]};
        TRY(insert_head(&making, arena, rows.now_used, err));
    }
    return tally(db, subject, 1, err);
}

static enum err_code settle(const struct projection *projection, struct err *err)
{
    struct db_query *query;
    TRY(registry_settle(projection->db, sql_state_due_next, sql_state_due_done, settle_subject,
                        err));
    TRY(db_prepare(projection->db, sql_state_tally_tidy, &query, err));
    return db_run(query, err);
}

static const char *const types[] = {"deployment.described/1",
                                    "evidence.issued/1",
                                    "tool.listed/1",
                                    "key.introduced/1",
                                    "key.replaced/1",
                                    "key.revoked/1",
                                    NULL};

const struct projector projector_state = {sql_state_schema, sql_state_clear, STATE_RULES, types,
                                          project,          settle};
