#include "support/random_history.h"

#include "base/limits.h"
#include "ledger/registry_examples.h"
#include "store/blob.h"
#include "support/evidence_maker.h"
#include "support/reply_maker.h"

#include <stdlib.h>
#include <string.h>

#define ABSENT MAKER_NO_FILE

bool history_chance(struct history *history, uint64_t in)
{
    return prng_below(&history->prng, in) == 0;
}

size_t history_below(struct history *history, size_t bound)
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
        if (key->stands && !key->away && key->evidence == evidence &&
            history_chance(history, 2)) {
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
        kind, history_below(history, 3));
    switch (history_below(history, 4)) {
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
        history_below(history, 4));
}

static void step_listing(struct history *history, int by)
{
    struct arena *arena = history->maker.arena;
    if (history_chance(history, 2)) {
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
                     history_chance(history, 3) ? "" : "\"parameters\":{\"t\":\"0.5\"},",
                     identity(history)));
}

static void step_run(struct history *history, int by)
{
    if (history->run_count == HISTORY_KEPT) {
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
    if (history->counted_count == 0 || history->counted_count == HISTORY_KEPT) {
        return;
    }
    struct counted one = history->counted[history_below(history, history->counted_count)];
    issue(history, one.envelope, one.run, issuer);
    if (may_issue(history, one.key, issuer)) {
        count(history, one.envelope, one.run, one.key, issuer);
    }
}

/* Evidence with at most one fault, now and then signed by a key that does not stand. */
static void step_evidence(struct history *history, int issuer)
{
    enum { GOOD_RUN, OTHER_RUN, OTHER_TOOL, UNSIGNED, MISSING, GARBAGE, FAULTS };
    if (history->run_count == 0 || history->counted_count == HISTORY_KEPT) {
        return;
    }
    size_t at = history_below(history, history->run_count);
    size_t other = history_below(history, history->run_count);
    size_t fault = history_chance(history, 2) ? GOOD_RUN : history_below(history, FAULTS);
    int key = history_chance(history, 4) ? (int)history_below(history, MAKER_KEYS)
                                         : standing_key(history, true);
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
    size_t subject = history_below(history, HISTORY_SUBJECTS);
    size_t example =
        history_below(history, sizeof registry_examples / sizeof registry_examples[0]);
    bool known_type = history_chance(history, 2);
    struct str prev[2];
    struct maker_entry entry = {.by = by,
                                .type = known_type ? registry_examples[example].type
                                        : history_chance(history, 2) ? "sample.later/7"
                                                                     : "tool.listed/9",
                                .subject = history->subjects[subject],
                                .prev = prev,
                                .body = known_type
                                            ? registry_examples[example].body
                                            : "{\"a\":{\"withheld\":{\"commitment\":\"" ABSENT
                                              "\",\"ncnd\":\"c\"}}}"};
    size_t known = history->id_count[subject];
    if (known == HISTORY_KEPT) {
        return;
    }
    for (size_t i = 0; i < known && entry.prev_count < 2; i++) {
        if (history_chance(history, 3)) {
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
    bool evidence = history_chance(history, 2);
    int key = history->next_key++;
    history->keys[key] = (struct known_key){
        true, evidence, false, history_chance(history, 3) ? "other" : "sample-centre"};
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
    int key = standing_key(history, history_chance(history, 2));
    struct maker_entry entry = {.by = MAKER_CENTRE, .subject = maker->subjects[key]};
    if (!history->keys[key].stands) {
        return;
    }
    if (history_chance(history, 3) && history->next_key < MAKER_KEYS - 2) {
        int fresh = history->next_key++;
        history->keys[fresh] = history->keys[key];
        maker->subjects[fresh] = entry.subject;
        entry.type = "key.replaced/1";
        entry.body = arena_printf(maker->arena, "{\"new\":\"%s\",\"old\":\"%s\"}",
                                  maker->vkeys[fresh], maker->names[key]);
        log_maker_add(maker, &entry);
    } else {
        uint64_t from = history_below(history, (size_t)maker->log.range.size + 2);
        bool has = history_chance(history, 2);
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
    size_t one = history_below(history, 4);
    struct arena *arena = history->maker.arena;
    if (history_chance(history, 2)) {
        add(history, by, "organisation.named/1",
            arena_printf(arena,
                         "{\"date\":\"2026-01-0%zu\",\"kind\":\"other body\",\"name\":\"n\","
                         "\"organisation\":\"%s\"}",
                         1 + history_below(history, 9), whom[one]));
    } else {
        add(history, by, "organisation.succeeded/1",
            arena_printf(arena,
                         "{\"date\":\"2026-01-01\",\"organisation\":\"%s\",\"successors\":"
                         "[%s]}",
                         whom[one], history_chance(history, 2) ? "" : "\"x\",\"y\""));
    }
}

/* What a supplier was asked and said, of evidence that may count or of none; now and then a
 * version of the subjects that are told apart by versions, and in another's name. */
static void step_supplier(struct history *history, int by)
{
    struct arena *arena = history->maker.arena;
    const char *envelope =
        history->counted_count > 0
            ? history->counted[history_below(history, history->counted_count)].envelope
            : ABSENT;
    const char *organisation =
        history_chance(history, 3) ? "other" : history->keys[by].organisation;
    size_t subject = history_below(history, HISTORY_SUBJECTS);
    size_t known = history->id_count[subject];
    struct maker_entry entry = {.by = by, .type = "supplier.asked/1"};
    if (history_chance(history, 2) && known > 0) {
        entry.subject = history->subjects[subject];
        entry.prev = &history->ids[subject][known - 1];
        entry.prev_count = 1;
    }
    if (history_chance(history, 2)) {
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
    if (entry.subject == NULL || known == HISTORY_KEPT) {
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
    size_t subject = history_below(history, HISTORY_SUBJECTS);
    if (history->id_count[subject] == 0) {
        return;
    }
    struct str id = history->ids[subject][history_below(history, history->id_count[subject])];
    add(history, MAKER_STATEMENT, "body.removed/1",
        arena_printf(maker->arena,
                     "{\"date\":\"2026-01-29\",\"ground\":\"erasure\",\"ids\":[\"%.*s\"],"
                     "\"role\":\"sample role\"}",
                     STR_ARG(id)));
    maker_must(projection_afresh(&history->projection, &maker->log, log_maker_checkpoint(maker),
                                 &maker->err),
               &maker->err);
}

void history_step(struct history *history)
{
    int by = signer(history);
    history->maker.at += (int64_t)history_below(history, 3);
    size_t choice = history_below(history, 21);
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

void history_advance(struct history *history)
{
    struct err *err = &history->maker.err;
    maker_must(projection_advance(&history->projection, &history->maker.log,
                                  log_maker_checkpoint(&history->maker), err),
               err);
}

void history_reopen(struct history *history)
{
    struct err *err = &history->maker.err;
    projection_close(&history->projection);
    maker_must(
        projection_open(&history->projection, &history->maker.dir, &history->maker.log, err),
        err);
}
void history_begin(struct history *history, const char *folder, uint64_t seed)
{
    *history = (struct history){.next_key = MAKER_FREE};
    log_maker_open(&history->maker, folder, "history");
    prng_seed(&history->prng, seed);
    log_maker_found(&history->maker);
    history->keys[MAKER_STATEMENT] = (struct known_key){true, false, false, "sample-centre"};
    history->keys[MAKER_EVIDENCE] = (struct known_key){true, true, false, "sample-centre"};
    history->keys[MAKER_AWAY] = (struct known_key){true, false, true, "sample-force"};
    for (size_t i = 0; i < HISTORY_SUBJECTS; i++) {
        history->subjects[i] = log_maker_subject(&history->maker);
    }
    history_reopen(history);
}
