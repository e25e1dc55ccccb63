/* public.db made step by step over a random history equals public.db made at once: table by
 * table, `progress` apart. The histories hold every type, unknown ones, conflicts, received
 * batches, blobs that are missing or broken, evidence that may not count (of a revoked key, of
 * another organisation, of another run, with a bad signature), keys revoked from an earlier
 * leaf on, bodies that were removed. Which evidence counts is also kept by a model here that
 * knows nothing of SQL. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/prng.h"
#include "crypto/random.h"
#include "ledger/registry_examples.h"
#include "record/projection.h"
#include "registry/gate.h"
#include "registry/state_at.h"
#include "store/blob.h"
#include "support/evidence_maker.h"
#include "support/reply_maker.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SEQUENCES = 220, STEPS = 40, SUBJECTS = 5, KEPT = 64 };

#define ABSENT MAKER_NO_FILE

struct known_key {
    bool stands;
    bool evidence; /* else a statement key */
    bool away;
    const char *organisation;
};

struct counted {
    const char *envelope;
    const char *run;
    const char *id; /* of the evidence.issued/1 */
    uint64_t index;
    int64_t at;
    int key;
    int issuer;
};

struct history {
    struct log_maker maker;
    struct prng prng;
    struct projection projection;
    struct known_key keys[MAKER_KEYS];
    int next_key;
    const char *subjects[SUBJECTS];
    struct str ids[SUBJECTS][KEPT]; /* of each subject, sorted */
    size_t id_count[SUBJECTS];
    const char *runs[KEPT];
    const char *run_tools[KEPT];
    size_t run_count;
    struct counted counted[KEPT];
    size_t counted_count;
    const char *issued; /* the last evidence.issued/1 */
    int64_t again;      /* of the counted: those that another outranks */
};

static bool chance(struct history *history, uint64_t in)
{
    return prng_below(&history->prng, in) == 0;
}

static size_t below(struct history *history, size_t bound)
{
    return (size_t)prng_below(&history->prng, bound);
}

static const char *add(struct history *history, int by, const char *type, const char *body)
{
    struct maker_entry entry = {.by = by, .type = type, .body = body};
    return log_maker_add(&history->maker, &entry);
}

static int standing_key(struct history *history, bool evidence)
{
    int found = evidence ? MAKER_EVIDENCE : MAKER_STATEMENT;
    for (int i = MAKER_STATEMENT; i < history->next_key; i++) {
        const struct known_key *key = &history->keys[i];
        if (key->stands && !key->away && key->evidence == evidence && chance(history, 2)) {
            found = i;
        }
    }
    return found;
}

/* A statement key that may sign; -1 when all were ended. */
static int signer(struct history *history)
{
    int key = standing_key(history, false);
    return history->keys[key].stands ? key : -1;
}

static const char *blob(struct history *history, struct str bytes)
{
    char hex[65];
    maker_must(blob_put(history->maker.dir.blobs_public, bytes, hex, &history->maker.err),
               &history->maker.err);
    return arena_strdup(history->maker.arena, hex);
}

/* A document under its digest: there, not JSON, or absent. */
static const char *document(struct history *history, const char *kind)
{
    char *text = arena_printf(
        history->maker.arena,
        "{\"id\":\"%s-%zu\",\"version\":\"1\",\"name\":\"n\",\"title\":\"t\",\"task\":"
        "\"text-redaction\",\"supplier\":\"s\",\"licence\":\"l\",\"source\":\"o\"}",
        kind, below(history, 3));
    switch (below(history, 4)) {
    case 0:
        return ABSENT;
    case 1:
        return blob(history, str_n(text, 20));
    default:
        return blob(history, str_of(text));
    }
}

static const char *identity(struct history *history)
{
    return arena_printf(
        history->maker.arena,
        "{\"kind\":\"declared\",\"product\":\"p%zu\",\"supplier\":\"s\",\"version\":\"1\"}",
        below(history, 4));
}

static void step_listing(struct history *history, int by)
{
    struct arena *arena = history->maker.arena;
    if (chance(history, 2)) {
        add(history, by, "tool.listed/1",
            arena_printf(arena, "{\"identity\":%s,\"manifest\":\"%s\"}", identity(history),
                         document(history, "tool")));
    } else {
        add(history, by, "benchmark.listed/1",
            arena_printf(arena, "{\"digest\":\"%s\"}", document(history, "bench")));
    }
}

/* A use of a tool that may be measured, listed, both or neither. */
static void step_use(struct history *history, int by)
{
    add(history, by, "deployment.described/1",
        arena_printf(history->maker.arena,
                     "{\"fields\":{\"name\":\"u\"},\"forces\":[\"example-force\"],"
                     "\"organisation\":\"example-force\",\"stage\":\"pilot\",\"tools\":"
                     "[{%s\"tool\":%s}],\"vocabulary\":\"deployment-fields/1\"}",
                     chance(history, 3) ? "" : "\"parameters\":{\"t\":\"0.5\"},",
                     identity(history)));
}

static void step_run(struct history *history, int by)
{
    if (history->run_count == KEPT) {
        return;
    }
    const char *tool = identity(history);
    history->run_tools[history->run_count] = tool;
    history->runs[history->run_count++] = maker_run(&history->maker, by, tool);
}

/* Each key that issues an envelope counts for it. */
static void count(struct history *history, const char *hex, const char *run, int key,
                  int issuer)
{
    history->counted[history->counted_count++] =
        (struct counted){.envelope = hex,
                         .run = run,
                         .id = history->issued,
                         .index = history->maker.log.range.size - 1,
                         .at = history->maker.at,
                         .key = key,
                         .issuer = issuer};
}

static void issue(struct history *history, const char *hex, const char *run, int issuer)
{
    history->issued = maker_issue(&history->maker, hex, run, issuer);
}

static bool may_issue(const struct history *history, int key, int issuer)
{
    const struct known_key *known = &history->keys[key];
    return known->stands && known->evidence &&
           strcmp(known->organisation, history->keys[issuer].organisation) == 0;
}

/* One that counts already, by another key or the same; its run may be gone by then. */
static void step_issue_again(struct history *history, int issuer)
{
    if (history->counted_count == 0 || history->counted_count == KEPT) {
        return;
    }
    struct counted one = history->counted[below(history, history->counted_count)];
    issue(history, one.envelope, one.run, issuer);
    if (may_issue(history, one.key, issuer)) {
        count(history, one.envelope, one.run, one.key, issuer);
    }
}

/* Evidence with at most one fault, now and then signed by a key that does not stand. */
static void step_evidence(struct history *history, int issuer)
{
    enum { GOOD_RUN, OTHER_RUN, OTHER_TOOL, UNSIGNED, MISSING, GARBAGE, FAULTS };
    if (history->run_count == 0 || history->counted_count == KEPT) {
        return;
    }
    size_t at = below(history, history->run_count);
    size_t other = below(history, history->run_count);
    size_t fault = chance(history, 2) ? GOOD_RUN : below(history, FAULTS);
    int key =
        chance(history, 4) ? (int)below(history, MAKER_KEYS) : standing_key(history, true);
    const char *tool = fault == OTHER_TOOL ? "{\"kind\":\"declared\",\"product\":\"none\","
                                             "\"supplier\":\"s\",\"version\":\"1\"}"
                                           : history->run_tools[at];
    struct str bytes = maker_envelope(&history->maker, history->runs[at], tool, key);
    if (fault == UNSIGNED) {
        char *changed = arena_strndup(history->maker.arena, bytes.p, bytes.n);
        char *sig = strstr(changed, "\"sig\":\"") + 7;
        *sig = *sig == 'A' ? 'B' : 'A';
        bytes = str_n(changed, bytes.n);
    }
    const char *hex = fault == MISSING   ? ABSENT
                      : fault == GARBAGE ? blob(history, str_sub(bytes, 0, 40))
                                         : blob(history, bytes);
    issue(history, hex, history->runs[fault == OTHER_RUN ? other : at], issuer);
    bool same_run = fault != OTHER_RUN || other == at;
    if (same_run && (fault == GOOD_RUN || fault == OTHER_RUN) &&
        may_issue(history, key, issuer)) {
        count(history, hex, history->runs[at], key, issuer);
    }
}

/* Versions of one subject, with and without what went before: of types nobody knows, and of the
 * registry's. */
static void step_version(struct history *history, int by)
{
    size_t subject = below(history, SUBJECTS);
    size_t example = below(history, sizeof registry_examples / sizeof registry_examples[0]);
    bool known_type = chance(history, 2);
    struct str prev[2];
    struct maker_entry entry = {.by = by,
                                .type = known_type           ? registry_examples[example].type
                                        : chance(history, 2) ? "sample.later/7"
                                                             : "tool.listed/9",
                                .subject = history->subjects[subject],
                                .prev = prev,
                                .body = known_type
                                            ? registry_examples[example].body
                                            : "{\"a\":{\"withheld\":{\"commitment\":\"" ABSENT
                                              "\",\"ncnd\":\"c\"}}}"};
    size_t known = history->id_count[subject];
    if (known == KEPT) {
        return;
    }
    for (size_t i = 0; i < known && entry.prev_count < 2; i++) {
        if (chance(history, 3)) {
            prev[entry.prev_count++] = history->ids[subject][i];
        }
    }
    struct str id = str_of(log_maker_add(&history->maker, &entry));
    size_t place = known;
    while (place > 0 && str_cmp(history->ids[subject][place - 1], id) > 0) {
        history->ids[subject][place] = history->ids[subject][place - 1];
        place--;
    }
    history->ids[subject][place] = id;
    history->id_count[subject]++;
}

static void step_introduce(struct history *history)
{
    if (history->next_key == MAKER_KEYS - 2) {
        return;
    }
    bool evidence = chance(history, 2);
    int key = history->next_key++;
    history->keys[key] = (struct known_key){true, evidence, false,
                                            chance(history, 3) ? "other" : "sample-centre"};
    log_maker_introduce(&history->maker, key, "here", history->keys[key].organisation,
                        evidence ? "evidence" : "statement");
}

static void forget_counted(struct history *history, int key, uint64_t from)
{
    size_t kept = 0;
    for (size_t i = 0; i < history->counted_count; i++) {
        struct counted *one = &history->counted[i];
        if (one->index < from || (one->key != key && one->issuer != key)) {
            history->counted[kept++] = *one;
        }
    }
    history->counted_count = kept;
}

static void step_end_key(struct history *history)
{
    struct log_maker *maker = &history->maker;
    int key = standing_key(history, chance(history, 2));
    struct maker_entry entry = {.by = MAKER_CENTRE, .subject = maker->subjects[key]};
    if (!history->keys[key].stands) {
        return;
    }
    if (chance(history, 3) && history->next_key < MAKER_KEYS - 2) {
        int fresh = history->next_key++;
        history->keys[fresh] = history->keys[key];
        maker->subjects[fresh] = entry.subject;
        entry.type = "key.replaced/1";
        entry.body = arena_printf(maker->arena, "{\"new\":\"%s\",\"old\":\"%s\"}",
                                  maker->vkeys[fresh], maker->names[key]);
        log_maker_add(maker, &entry);
    } else {
        uint64_t from = below(history, (size_t)maker->log.range.size + 2);
        bool has = chance(history, 2);
        entry.type = "key.revoked/1";
        entry.body =
            arena_printf(maker->arena, "{%s\"key\":\"%s\",\"reason\":\"sample\"}",
                         has ? arena_printf(maker->arena, "\"from\":%d,", (int)from) : "",
                         maker->names[key]);
        log_maker_add(maker, &entry);
        if (has) {
            forget_counted(history, key, from);
        }
    }
    history->keys[key].stands = false;
}

static void step_log(struct history *history)
{
    struct arena *arena = history->maker.arena;
    uint64_t index = history->maker.log.range.size;
    add(history, MAKER_AWAY, "sample.away/1", "{}");
    add(history, MAKER_KEEPER, "log.received/1",
        arena_printf(arena, "{\"first\":%d,\"last\":%d}", (int)index, (int)index));
    add(history, MAKER_KEEPER, "private.head/1",
        arena_printf(arena, "{\"commitment\":\"" ABSENT "\",\"date\":\"20%02d-01-01\"}",
                     (int)(index % 100)));
}

/* Of itself, of one without a key, of one that has a key: the last has no effect. */
static void step_organisation(struct history *history, int by)
{
    static const char *const whom[] = {"sample-centre", "other", "sample-force", "nobody"};
    size_t one = below(history, 4);
    struct arena *arena = history->maker.arena;
    if (chance(history, 2)) {
        add(history, by, "organisation.named/1",
            arena_printf(arena,
                         "{\"date\":\"2026-01-0%zu\",\"kind\":\"other body\",\"name\":\"n\","
                         "\"organisation\":\"%s\"}",
                         1 + below(history, 9), whom[one]));
    } else {
        add(history, by, "organisation.succeeded/1",
            arena_printf(arena,
                         "{\"date\":\"2026-01-01\",\"organisation\":\"%s\",\"successors\":"
                         "[%s]}",
                         whom[one], chance(history, 2) ? "" : "\"x\",\"y\""));
    }
}

/* What a supplier was asked and said, of evidence that may count or of none; now and then a
 * version of the subjects that are told apart by versions, and in another's name. */
static void step_supplier(struct history *history, int by)
{
    struct arena *arena = history->maker.arena;
    const char *envelope =
        history->counted_count > 0
            ? history->counted[below(history, history->counted_count)].envelope
            : ABSENT;
    const char *organisation = chance(history, 3) ? "other" : history->keys[by].organisation;
    size_t subject = below(history, SUBJECTS);
    size_t known = history->id_count[subject];
    struct maker_entry entry = {.by = by, .type = "supplier.asked/1"};
    if (chance(history, 2) && known > 0) {
        entry.subject = history->subjects[subject];
        entry.prev = &history->ids[subject][known - 1];
        entry.prev_count = 1;
    }
    if (chance(history, 2)) {
        entry.type = "supplier.reply/1";
        entry.body = maker_reply(arena, &history->maker.keys[MAKER_AWAY], envelope,
                                 organisation, "Made up.");
    } else {
        entry.body = arena_printf(
            arena,
            "{\"days\":14,\"envelope\":\"%s\",\"organisation\":\"%s\",\"outcome\":"
            "\"closed\",\"served\":\"2026-01-02\",\"source\":\"s\",\"supplier\":\"s\","
            "\"until\":\"2026-01-16\"}",
            envelope, organisation);
    }
    struct str id = str_of(log_maker_add(&history->maker, &entry));
    if (entry.subject == NULL || known == KEPT) {
        return;
    }
    size_t place = known;
    while (place > 0 && str_cmp(history->ids[subject][place - 1], id) > 0) {
        history->ids[subject][place] = history->ids[subject][place - 1];
        place--;
    }
    history->ids[subject][place] = id;
    history->id_count[subject]++;
}

/* A body that counts nowhere goes, and the tables are filled afresh as the keeper does. */
static void step_removal(struct history *history)
{
    struct log_maker *maker = &history->maker;
    size_t subject = below(history, SUBJECTS);
    if (history->id_count[subject] == 0) {
        return;
    }
    struct str id = history->ids[subject][below(history, history->id_count[subject])];
    add(history, MAKER_STATEMENT, "body.removed/1",
        arena_printf(maker->arena,
                     "{\"date\":\"2026-01-29\",\"ground\":\"erasure\",\"ids\":[\"%.*s\"],"
                     "\"role\":\"sample role\"}",
                     STR_ARG(id)));
    maker_must(projection_afresh(&history->projection, &maker->log, log_maker_checkpoint(maker),
                                 &maker->err),
               &maker->err);
}

static void step(struct history *history)
{
    int by = signer(history);
    history->maker.at += (int64_t)below(history, 3);
    size_t choice = below(history, 21);
    if (choice == 0) {
        step_introduce(history);
    } else if (choice == 1) {
        step_end_key(history);
    } else if (choice == 2) {
        step_log(history);
    } else if (choice == 12) {
        step_removal(history);
    } else if (by < 0) {
        return;
    } else if (choice == 13) {
        step_organisation(history, by);
    } else if (choice == 20) {
        step_supplier(history, by);
    } else if (choice > 16) {
        step_use(history, by);
    } else if (choice > 13) {
        step_issue_again(history, by);
    } else if (choice < 5) {
        step_version(history, by);
    } else if (choice < 7) {
        step_listing(history, by);
    } else if (choice < 9) {
        step_run(history, by);
    } else {
        step_evidence(history, by);
    }
}

static void advance(struct history *history)
{
    struct err *err = &history->maker.err;
    maker_must(projection_advance(&history->projection, &history->maker.log,
                                  log_maker_checkpoint(&history->maker), err),
               err);
}

static void reopen(struct history *history)
{
    struct err *err = &history->maker.err;
    projection_close(&history->projection);
    maker_must(
        projection_open(&history->projection, &history->maker.dir, &history->maker.log, err),
        err);
}

static int64_t number(struct db *db, const char *sql)
{
    struct db_query *query;
    struct err err;
    bool row;
    maker_must(db_prepare(db, sql, &query, &err), &err);
    maker_must(db_step(query, &row, &err), &err);
    int64_t value = db_int(query, 0);
    db_reset(query);
    return value;
}

/* Rows of either side that the other has not, repeated rows counted. */
#define DIFFERENCE(table)                                                                      \
    "SELECT (SELECT count(*) FROM (SELECT * FROM main." table                                  \
    " EXCEPT SELECT * FROM rebuilt." table "))"                                                \
    " + (SELECT count(*) FROM (SELECT * FROM rebuilt." table                                   \
    " EXCEPT SELECT * FROM main." table "))"                                                   \
    " + abs((SELECT count(*) FROM main." table ") - (SELECT count(*) FROM rebuilt." table "))"

/* Does another issue of the same envelope come before this one? All are of keys held here. */
static bool outranked(const struct history *history, const struct counted *one)
{
    for (size_t i = 0; i < history->counted_count; i++) {
        const struct counted *other = &history->counted[i];
        if (strcmp(other->envelope, one->envelope) == 0 &&
            (other->at < one->at || (other->at == one->at && strcmp(other->id, one->id) < 0))) {
            return true;
        }
    }
    return false;
}

/* One row an envelope, of the issue that ranks first. */
static void assert_counted(struct history *history, uint64_t seed)
{
    struct db *db = history->projection.db;
    int64_t rows = 0;
    for (size_t i = 0; i < history->counted_count; i++) {
        const struct counted *one = &history->counted[i];
        if (outranked(history, one)) {
            history->again++;
            continue;
        }
        rows++;
        const char *sql =
            arena_printf(history->maker.arena,
                         "SELECT count(*) FROM main.evidence WHERE envelope = "
                         "'%s' AND statement_id = '%s' AND issuer = '%s' AND "
                         "log_index = %llu",
                         one->envelope, one->id, history->maker.names[one->issuer],
                         (unsigned long long)one->index);
        if (number(db, sql) != 1) {
            fail_msg("seed %llu: evidence %s is not of %s", (unsigned long long)seed,
                     one->envelope, one->id);
        }
    }
    if (number(db, "SELECT count(*) FROM main.evidence") != rows) {
        fail_msg("seed %llu: %lld rows of evidence, %lld may count", (unsigned long long)seed,
                 (long long)number(db, "SELECT count(*) FROM main.evidence"), (long long)rows);
    }
}

/* The words kept beside the index are those of the index. */
#define WORDS "SELECT count(*) FROM main.search_word"
#define WORDS_NOT_KEPT                                                                         \
    "SELECT (SELECT count(*) FROM (SELECT term, doc FROM main.search_word WHERE "              \
    "length(CAST(term AS BLOB)) <= 64 EXCEPT SELECT term, docs FROM main.search_term))"        \
    " + (SELECT count(*) FROM (SELECT term, docs FROM main.search_term"                        \
    " EXCEPT SELECT term, doc FROM main.search_word))"

/* The counts kept beside the states are those of the states. */
#define ALIKE "force, from_at, until_at, state, stage, use_area, risk, said"
#define COUNTED "SELECT " ALIKE ", count(*) FROM main.deployment_state GROUP BY " ALIKE
#define KEPT "SELECT " ALIKE ", uses FROM main.deployment_tally"
#define NOT_TALLIED                                                                            \
    "SELECT (SELECT count(*) FROM (SELECT * FROM (" COUNTED ") EXCEPT " KEPT                   \
    ")) + (SELECT count(*) FROM (" KEPT " EXCEPT SELECT * FROM (" COUNTED ")))"

static size_t states_seen[EVIDENCE_NONE + 1];

static void assert_same(struct history *history, uint64_t seed)
{
    static const char *const tables[] = {DIFFERENCE("meta"),
                                         DIFFERENCE("statement"),
                                         DIFFERENCE("signing_key"),
                                         DIFFERENCE("tool"),
                                         DIFFERENCE("benchmark"),
                                         DIFFERENCE("run"),
                                         DIFFERENCE("evidence"),
                                         DIFFERENCE("evidence_issue"),
                                         DIFFERENCE("figure"),
                                         DIFFERENCE("evidence_withdrawn"),
                                         DIFFERENCE("evidence_file"),
                                         DIFFERENCE("waiting"),
                                         DIFFERENCE("subject_head"),
                                         DIFFERENCE("received"),
                                         DIFFERENCE("removal"),
                                         DIFFERENCE("organisation_name"),
                                         DIFFERENCE("organisation_succession"),
                                         DIFFERENCE("removal_claim"),
                                         DIFFERENCE("entry"),
                                         DIFFERENCE("entry_force"),
                                         DIFFERENCE("entry_tool"),
                                         DIFFERENCE("opening"),
                                         DIFFERENCE("deployment_facet"),
                                         DIFFERENCE("deployment_tool"),
                                         DIFFERENCE("deployment_gap"),
                                         DIFFERENCE("statement_tally"),
                                         DIFFERENCE("deployment_state"),
                                         DIFFERENCE("deployment_tally"),
                                         DIFFERENCE("state_due"),
                                         DIFFERENCE("search_due"),
                                         DIFFERENCE("search_item"),
                                         DIFFERENCE("search_term"),
                                         DIFFERENCE("search_part"),
                                         DIFFERENCE("search_word"),
                                         DIFFERENCE("long_text"),
                                         DIFFERENCE("text_words"),
                                         DIFFERENCE("text_key"),
                                         DIFFERENCE("several_tools"),
                                         DIFFERENCE("texts_due"),
                                         DIFFERENCE("deployment_published"),
                                         DIFFERENCE("published_due"),
                                         DIFFERENCE("supplier_asked"),
                                         DIFFERENCE("supplier_reply")};
    static const char names[] = "SELECT count(*) FROM main.sqlite_schema WHERE type = 'table' "
                                "AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'search_text%'";
    enum { TABLES = sizeof tables / sizeof tables[0] };
    struct db *db = history->projection.db;
    assert_int_equal(number(db, names), TABLES + 1); /* a new table must be compared too */
    for (size_t i = 0; i < TABLES; i++) {
        if (number(db, tables[i]) != 0) {
            fail_msg("seed %llu: differs in %s", (unsigned long long)seed, tables[i]);
        }
    }
    assert_int_equal(number(db, "SELECT count(*) FROM main.state_due"), 0);
    assert_int_equal(number(db, "SELECT count(*) FROM main.search_due"), 0);
    assert_int_equal(number(db, WORDS_NOT_KEPT), 0);
    assert_int_equal(number(db, NOT_TALLIED), 0);
    assert_true(number(db, "SELECT count(*) FROM main.search_part") >= number(db, WORDS));
    assert_counted(history, seed);
}

/* The table says of each head, at any moment, what the pure function says of the rows. */
static void assert_state(struct history *history, const struct gate_rows *rows,
                         struct str force, uint64_t seed)
{
    struct err *err = &history->maker.err;
    for (int i = 0; i < 12; i++) {
        int64_t now = history->maker.at + ((int64_t)below(history, 3000) - 1500) * 86400 / 2;
        struct evidence_finding wanted = evidence_of_version(rows->now_used, force, now, NULL);
        for (size_t h = 0; h < rows->versions.count; h++) {
            struct state_at found;
            maker_must(state_at(history->projection.db, history->maker.arena,
                                rows->versions.list[h].id, force, now, &found, err),
                       err);
            if (!str_is(found.state, evidence_state_word(wanted.state)) ||
                (wanted.row != NULL && !str_eq(found.envelope, wanted.row->envelope))) {
                fail_msg("seed %llu: the table says %.*s, not %s", (unsigned long long)seed,
                         STR_ARG(found.state), evidence_state_word(wanted.state));
            }
            states_seen[wanted.state]++;
        }
    }
}

static void assert_states(struct history *history, uint64_t seed)
{
    struct err *err = &history->maker.err;
    struct arena *arena = history->maker.arena;
    struct registry_entries all;
    maker_must(
        registry_of_type(history->projection.db, arena, "deployment.described/1", &all, err),
        err);
    for (size_t i = 0; i < all.count; i++) {
        struct gate_rows rows;
        maker_must(
            gate_rows_read(history->projection.db, arena, all.list[i].subject, &rows, err),
            err);
        struct gate_rows heads;
        maker_must(gate_rows_read_heads(history->projection.db, arena, all.list[i].subject,
                                        &heads, err),
                   err);
        heads.now_used = rows.now_used;
        assert_state(history, &heads, STR(""), seed);
        assert_state(history, &heads, STR("example-force"), seed);
    }
}

static void rebuild_and_compare(struct history *history, uint64_t seed)
{
    struct err *err = &history->maker.err;
    struct projection rebuilt;
    struct datadir dir = history->maker.dir;
    dir.public_db = arena_printf(history->maker.arena, "%s/rebuilt.db", dir.root);
    maker_must(projection_open(&rebuilt, &dir, &history->maker.log, err), err);
    rebuilt.step = seed % 3 == 0 ? 0 : seed % 3 * 5; /* in one transaction, in many */
    maker_must(projection_advance(&rebuilt, &history->maker.log,
                                  log_maker_checkpoint(&history->maker), err),
               err);
    projection_close(&rebuilt);
    maker_must(
        db_exec(history->projection.db,
                arena_printf(history->maker.arena, "ATTACH '%s' AS rebuilt", dir.public_db),
                err),
        err);
    assert_same(history, seed);
    assert_states(history, seed);
}

static void begin(struct history *history, const char *folder, uint64_t seed)
{
    *history = (struct history){.next_key = MAKER_FREE};
    log_maker_open(&history->maker, folder, "history");
    prng_seed(&history->prng, seed);
    log_maker_found(&history->maker);
    history->keys[MAKER_STATEMENT] = (struct known_key){true, false, false, "sample-centre"};
    history->keys[MAKER_EVIDENCE] = (struct known_key){true, true, false, "sample-centre"};
    history->keys[MAKER_AWAY] = (struct known_key){true, false, true, "sample-force"};
    for (size_t i = 0; i < SUBJECTS; i++) {
        history->subjects[i] = log_maker_subject(&history->maker);
    }
    reopen(history);
}

static int64_t run_history(const char *root, uint64_t seed, int64_t *again)
{
    struct history *history = malloc(sizeof *history);
    struct arena *arena = arena_new();
    struct err err;
    assert_non_null(history);
    const char *folder = arena_printf(arena, "%s/%llu", root, (unsigned long long)seed);
    begin(history, folder, seed);
    for (int i = 0; i < STEPS; i++) {
        step(history);
        if (chance(history, 4)) {
            advance(history);
        }
        if (chance(history, 20)) {
            reopen(history);
        }
    }
    advance(history);
    rebuild_and_compare(history, seed);
    int64_t counted = (int64_t)history->counted_count;
    *again += history->again;
    projection_close(&history->projection);
    log_maker_close(&history->maker);
    assert_int_equal(file_remove_tree(folder, &err), ERR_OK);
    free(history);
    arena_free(arena);
    return counted;
}

static void test_projection__rebuilt_is_the_same_over_random_histories(void **state)
{
    (void)state;
    /* Nothing here is about the disk: where memory can be had, syncs are free. */
    char shared[] = "/dev/shm/policeai-rebuild-XXXXXX";
    char plain[] = "/tmp/policeai-rebuild-XXXXXX";
    char *root = mkdtemp(shared) != NULL ? shared : mkdtemp(plain);
    struct err err;
    int64_t counted = 0;
    int64_t again = 0;
    assert_non_null(root);
    for (uint64_t seed = 1; seed <= SEQUENCES; seed++) {
        counted += run_history(root, seed, &again);
    }
    assert_true(counted > SEQUENCES); /* the histories are not empty of what matters */
    assert_true(again > SEQUENCES / 2);
    assert_int_equal(file_remove_tree(root, &err), ERR_OK);
}

static void test_projection__a_file_that_does_not_take_the_schema_is_made_again(void **state)
{
    char folder[] = "/tmp/policeai-schema-XXXXXX";
    struct history *history = malloc(sizeof *history);
    struct err err;
    struct db *db;
    (void)state;
    assert_non_null(history);
    assert_non_null(mkdtemp(folder));
    begin(history, folder, 1);
    for (int i = 0; i < STEPS; i++) {
        step(history);
    }
    advance(history);
    int64_t rows = number(history->projection.db, "SELECT count(*) FROM statement");
    projection_close(&history->projection);
    maker_must(db_open(&db, history->maker.dir.public_db, DB_WRITE, &err), &err);
    maker_must(
        db_exec(db, "DROP TABLE deployment_facet; CREATE TABLE deployment_facet (other)", &err),
        &err);
    db_close(db);
    reopen(history); /* an index of the schema names a column that is not there */
    assert_int_equal(history->projection.size, 0);
    advance(history);
    assert_int_equal(number(history->projection.db, "SELECT count(*) FROM statement"), rows);
    projection_close(&history->projection);
    log_maker_close(&history->maker);
    assert_int_equal(file_remove_tree(folder, &err), ERR_OK);
    free(history);
}

static int start(void **state)
{
    (void)state;
    crypto_start();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_projection__rebuilt_is_the_same_over_random_histories),
        cmocka_unit_test(test_projection__a_file_that_does_not_take_the_schema_is_made_again),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
