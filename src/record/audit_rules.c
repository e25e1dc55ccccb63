/* See audit_rules.h. Statements seen are held in an open-addressed table by the first bytes of
 * their id, which is a hash already. */
#include "record/audit_rules.h"

#include "base/clock.h"
#include "base/encode.h"
#include "base/mem.h"
#include "ledger/body.h"
#include "record/keyring.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { ID = 32, SUBJECT = 16 };

struct seen {
    unsigned char id[ID];
    unsigned char subject[SUBJECT];
    uint64_t index;
    uint32_t key; /* its place in the keyring */
    bool used;
    bool no_body;
    bool removed;
    bool removable;
    bool unknown; /* a v2: nobody here can say whose it is */
};

/* Counters of one key: which numbers came. */
struct counter {
    char name[KEY_NAME_SIZE];
    unsigned char *came;
    size_t capacity;
    uint64_t count;
    int64_t highest;
};

/* An id that a removal names. */
struct tombstone {
    unsigned char id[ID];
    unsigned char subject[SUBJECT]; /* of the removal, which must be fresh */
    uint64_t index;
    uint32_t key;
};

/* An imported leaf names a statement that has not come yet. */
struct waiting {
    unsigned char id[ID];
    unsigned char subject[SUBJECT];
};

struct audit_rules {
    struct keyring *keyring;
    struct seen *table;
    size_t slots; /* a power of two */
    size_t count;
    struct counter *counters;
    size_t counter_count;
    size_t counter_capacity;
    struct tombstone *tombstones;
    size_t tombstone_count;
    size_t tombstone_capacity;
    struct waiting *waiting;
    size_t waiting_count;
    size_t waiting_capacity;
    uint64_t size; /* of the log */
    int64_t private_date;
    int64_t own_at;   /* newest time of a leaf of this log's own keys */
    uint64_t batch;   /* first leaf of the received batch that is open, or NO_BATCH */
    uint64_t unknown; /* first of the v2 leaves just before it, or before the next leaf; they
                         may belong to it or not: NO_BATCH when there are none */
    uint64_t removed; /* bodies */
    uint64_t late;    /* leaves whose key had ended before they came */
};

#define NO_BATCH UINT64_MAX

struct audit_rules *audit_rules_new(uint64_t size)
{
    struct audit_rules *rules = xcalloc(1, sizeof *rules);
    rules->keyring = keyring_new();
    rules->slots = 1024;
    rules->table = xcalloc(rules->slots, sizeof *rules->table);
    rules->size = size;
    rules->private_date = INT64_MIN;
    rules->own_at = INT64_MIN;
    rules->batch = NO_BATCH;
    rules->unknown = NO_BATCH;
    return rules;
}

void audit_rules_free(struct audit_rules *rules)
{
    for (size_t i = 0; i < rules->counter_count; i++) {
        free(rules->counters[i].came);
    }
    keyring_free(rules->keyring);
    free(rules->table);
    free(rules->counters);
    free(rules->tombstones);
    free(rules->waiting);
    free(rules);
}

static struct seen *slot_of(struct seen *table, size_t slots, const unsigned char id[ID])
{
    uint64_t at;
    memcpy(&at, id, sizeof at);
    at &= slots - 1;
    while (table[at].used && memcmp(table[at].id, id, ID) != 0) {
        at = (at + 1) & (slots - 1);
    }
    return &table[at];
}

static void grow_table(struct audit_rules *rules)
{
    size_t slots = rules->slots * 2;
    struct seen *table = xcalloc(slots, sizeof *table);
    for (size_t i = 0; i < rules->slots; i++) {
        if (rules->table[i].used) {
            *slot_of(table, slots, rules->table[i].id) = rules->table[i];
        }
    }
    free(rules->table);
    rules->table = table;
    rules->slots = slots;
}

static void wait_for(struct audit_rules *rules, const unsigned char id[ID],
                     const unsigned char subject[SUBJECT])
{
    rules->waiting = mem_grow(rules->waiting, rules->waiting_count, &rules->waiting_capacity,
                              sizeof *rules->waiting);
    struct waiting *waiting = &rules->waiting[rules->waiting_count++];
    memcpy(waiting->id, id, ID);
    memcpy(waiting->subject, subject, SUBJECT);
}

static enum err_code check_prev(struct audit_rules *rules, const struct statement *header,
                                bool away, struct err *err)
{
    unsigned char subject[SUBJECT];
    (void)!hex_decode(subject, sizeof subject, header->subject);
    for (size_t i = 0; i < header->prev_count; i++) {
        unsigned char id[ID];
        (void)!hex_decode(id, sizeof id, header->prev[i]);
        const struct seen *seen = slot_of(rules->table, rules->slots, id);
        if (!seen->used && !away) {
            return err_set(err, ERR_INVALID, "names an unknown statement in prev");
        }
        if (!seen->used) {
            wait_for(rules, id, subject);
        } else if (memcmp(seen->subject, subject, sizeof subject) != 0) {
            return err_set(err, ERR_INVALID, "names a statement of another subject in prev");
        }
    }
    return ERR_OK;
}

static enum err_code remember(struct audit_rules *rules, uint64_t index,
                              const struct signed_statement *statement, bool has_body,
                              uint32_t key, struct err *err)
{
    unsigned char id[ID];
    (void)!hex_decode(id, sizeof id, str_of(statement->id));
    if (rules->count * 2 >= rules->slots) {
        grow_table(rules);
    }
    struct seen *seen = slot_of(rules->table, rules->slots, id);
    if (seen->used) {
        return err_set(err, ERR_INVALID, "stands in the log twice");
    }
    *seen = (struct seen){.index = index,
                          .key = key,
                          .used = true,
                          .no_body = !has_body,
                          .removable = body_removable(statement->header.type)};
    memcpy(seen->id, id, sizeof id);
    (void)!hex_decode(seen->subject, sizeof seen->subject, statement->header.subject);
    rules->count++;
    return ERR_OK;
}

static struct seen *seen_of(struct audit_rules *rules, const char *hex)
{
    unsigned char id[ID];
    (void)!hex_decode(id, sizeof id, str_of(hex));
    return slot_of(rules->table, rules->slots, id);
}

static struct counter *counter_of(struct audit_rules *rules, struct str name)
{
    for (size_t i = 0; i < rules->counter_count; i++) {
        if (str_is(name, rules->counters[i].name)) {
            return &rules->counters[i];
        }
    }
    rules->counters = mem_grow(rules->counters, rules->counter_count, &rules->counter_capacity,
                               sizeof *rules->counters);
    struct counter *counter = &rules->counters[rules->counter_count++];
    *counter = (struct counter){.highest = -1};
    memcpy(counter->name, name.p, name.n < KEY_NAME_SIZE ? name.n : KEY_NAME_SIZE - 1);
    return counter;
}

static enum err_code count_seq(struct audit_rules *rules, const struct statement *header,
                               struct err *err)
{
    struct counter *counter = counter_of(rules, header->by);
    if ((uint64_t)header->seq >= rules->size) {
        return err_set(err, ERR_INVALID,
                       "%s has a gap: seq %" PRId64 " in a log of %" PRIu64 " leaves",
                       counter->name, header->seq, rules->size);
    }
    size_t seq = (size_t)header->seq;
    if (seq >= counter->capacity) {
        size_t wider = seq * 2 + 64;
        counter->came = xrealloc(counter->came, wider, 1);
        memset(counter->came + counter->capacity, 0, wider - counter->capacity);
        counter->capacity = wider;
    }
    if (counter->came[seq]) {
        return err_set(err, ERR_INVALID, "is a fork: %s signed another one with seq %zu",
                       counter->name, seq);
    }
    counter->came[seq] = 1;
    counter->count++;
    counter->highest = header->seq > counter->highest ? header->seq : counter->highest;
    return ERR_OK;
}

static enum err_code take_removal(struct audit_rules *rules, uint64_t index,
                                  const struct statement *header, uint32_t key,
                                  const struct js *value, struct err *err)
{
    const struct js *ids;
    if (header->prev_count > 0) {
        return err_set(err, ERR_INVALID, "is a removal with a prev");
    }
    TRY(js_need(value, "ids", JS_ARRAY, &ids, err));
    for (size_t i = 0; i < ids->array.count; i++) {
        rules->tombstones = mem_grow(rules->tombstones, rules->tombstone_count,
                                     &rules->tombstone_capacity, sizeof *rules->tombstones);
        struct tombstone *tombstone = &rules->tombstones[rules->tombstone_count++];
        *tombstone = (struct tombstone){.index = index, .key = key};
        (void)!hex_decode(tombstone->id, ID, ids->array.items[i].string);
        (void)!hex_decode(tombstone->subject, SUBJECT, header->subject);
    }
    return ERR_OK;
}

/* Leaves of away keys come in batches, each closed at once by a log.received/1 that names just
 * them; nothing of the log itself is ever imported. */
static enum err_code check_batch(struct audit_rules *rules, uint64_t index,
                                 const struct statement *header, bool away,
                                 const struct js *value, struct err *err)
{
    int64_t first;
    int64_t last;
    if (away) {
        rules->batch = rules->batch == NO_BATCH ? index : rules->batch;
        return body_imported(header->type)
                   ? ERR_OK
                   : err_set(err, ERR_INVALID, "is of a type that is never imported");
    }
    if (!str_is(header->type, "log.received/1")) {
        if (rules->batch == NO_BATCH) {
            rules->unknown = NO_BATCH;
        }
        return rules->batch == NO_BATCH ? ERR_OK
                                        : err_set(err, ERR_INVALID,
                                                  "follows received leaves from %" PRIu64
                                                  " on that no log.received closes",
                                                  rules->batch);
    }
    TRY(js_need_int(value, "first", 0, INT64_MAX, &first, err));
    TRY(js_need_int(value, "last", 0, INT64_MAX, &last, err));
    uint64_t latest = rules->batch != NO_BATCH ? rules->batch : index - 1;
    uint64_t earliest = rules->unknown != NO_BATCH ? rules->unknown : rules->batch;
    if ((uint64_t)first < earliest || (uint64_t)first > latest || (uint64_t)last + 1 != index) {
        return err_set(err, ERR_INVALID,
                       "closes a range that is not that of the received leaves before it");
    }
    rules->batch = NO_BATCH;
    rules->unknown = NO_BATCH;
    return ERR_OK;
}

static enum err_code check_time(struct audit_rules *rules, const struct statement *header,
                                bool away, struct err *err)
{
    if (away) {
        return ERR_OK;
    }
    if (header->at < rules->own_at) {
        return err_set(err, ERR_INVALID, "was stated before the one that stands before it");
    }
    rules->own_at = header->at;
    return ERR_OK;
}

static enum err_code check_private_head(struct audit_rules *rules, const struct js *value,
                                        struct err *err)
{
    struct str text;
    int64_t date;
    TRY(js_need_str(value, "date", &text, err));
    if (!date_parse(text, &date) || date <= rules->private_date) {
        return err_set(err, ERR_INVALID, "its date does not rise");
    }
    rules->private_date = date;
    return ERR_OK;
}

static enum err_code check_type(struct audit_rules *rules, uint64_t index,
                                const struct statement *header, uint32_t key,
                                const struct js *value, struct err *err)
{
    if (value == NULL) {
        return ERR_OK;
    }
    if (str_is(header->type, "body.removed/1")) {
        return take_removal(rules, index, header, key, value, err);
    }
    if (str_is(header->type, "private.head/1")) {
        return check_private_head(rules, value, err);
    }
    return ERR_OK;
}

/* Leaf 0's key stands in its own body: the centre's, the first of the keyring. */
static uint32_t place_of(const struct keyring *keyring, const struct keyring_key *key)
{
    return key != NULL ? (uint32_t)(key - keyring_at(keyring, 0)) : 0;
}

static enum err_code take_known(struct audit_rules *rules, uint64_t index,
                                const struct signed_statement *statement, bool signature,
                                const struct js *value, struct err *err)
{
    const struct statement *header = &statement->header;
    struct sig_public public;
    bool late;
    TRY(keyring_may_receive(rules->keyring, header, value, index, &public, &late, err));
    if (!signature) {
        TRY(statement_verify(statement, &public, err));
    }
    const struct keyring_key *key = keyring_find(rules->keyring, header->by);
    bool away = key != NULL && key->away;
    uint32_t place = place_of(rules->keyring, key);
    TRY(check_batch(rules, index, header, away, value, err));
    TRY(check_time(rules, header, away, err));
    if (late) {
        rules->late++; /* kept, without effect: of its body only the commitment counts */
    } else {
        TRY(check_type(rules, index, header, place, value, err));
    }
    TRY(check_prev(rules, header, away, err));
    TRY(count_seq(rules, header, err));
    TRY(remember(rules, index, statement, value != NULL, place, err));
    return value != NULL ? keyring_apply(rules->keyring, header, value, index, err) : ERR_OK;
}

/* A policeai-statement/v2: its place, its body and what it names can be judged, not who signed
 * it. A key of ours has one algorithm, so none of those can have. */
static enum err_code take_unknown(struct audit_rules *rules, uint64_t index,
                                  const struct signed_statement *statement,
                                  const struct js *value, struct err *err)
{
    const struct statement *header = &statement->header;
    if (index == 0) {
        return err_set(err, ERR_INVALID, "leaf 0 is no genesis of policeai-statement/v1");
    }
    if (keyring_find(rules->keyring, header->by) != NULL) {
        return err_set(err, ERR_INVALID,
                       "is signed by another algorithm in the name of an Ed25519 key");
    }
    if (rules->batch == NO_BATCH && rules->unknown == NO_BATCH) {
        rules->unknown = index;
    }
    TRY(check_prev(rules, header, true, err));
    TRY(remember(rules, index, statement, value != NULL, 0, err));
    struct seen *seen = seen_of(rules, statement->id);
    seen->unknown = true;
    return ERR_OK;
}

enum err_code audit_rules_leaf(struct audit_rules *rules, uint64_t index,
                               const struct signed_statement *statement, bool signature,
                               const struct js *value, struct err *err)
{
    const struct statement *header = &statement->header;
    if (value == NULL && !body_removable(header->type)) {
        return err_set(err, ERR_INVALID, "its body cannot be removed and is missing");
    }
    return statement->version == STATEMENT_V1
               ? take_known(rules, index, statement, signature, value, err)
               : take_unknown(rules, index, statement, value, err);
}

static enum err_code check_counters(const struct audit_rules *rules, struct err *err)
{
    for (size_t i = 0; i < rules->counter_count; i++) {
        const struct counter *counter = &rules->counters[i];
        if (counter->count != (uint64_t)counter->highest + 1) {
            return err_set(err, ERR_INVALID,
                           "%s has a gap: %" PRIu64 " statements below seq %" PRId64,
                           counter->name, counter->count, counter->highest);
        }
    }
    return ERR_OK;
}

/* Of those that came in the meantime. */
static enum err_code check_waiting(const struct audit_rules *rules, struct err *err)
{
    for (size_t i = 0; i < rules->waiting_count; i++) {
        const struct waiting *waiting = &rules->waiting[i];
        const struct seen *seen = slot_of(rules->table, rules->slots, waiting->id);
        if (seen->used && memcmp(seen->subject, waiting->subject, SUBJECT) != 0) {
            return err_set(err, ERR_INVALID,
                           "leaf %" PRIu64 " is named in a prev of another subject",
                           seen->index);
        }
    }
    return ERR_OK;
}

/* A removal is the operator's or that of the organisation which signed what it removes. One
 * that came from another log may name more, which its operator removed there by right: it
 * stands, and takes nothing else here. */
static enum err_code bury(struct audit_rules *rules, const struct tombstone *tombstone,
                          struct err *err)
{
    const struct keyring_key *by = keyring_at(rules->keyring, tombstone->key);
    struct seen *seen = slot_of(rules->table, rules->slots, tombstone->id);
    if (!seen->used || (by->away && !seen->removable)) {
        return ERR_OK;
    }
    if (!seen->removable) {
        return err_set(err, ERR_INVALID, "a body that cannot be removed is removed");
    }
    const struct keyring_key *signer = keyring_at(rules->keyring, seen->key);
    if (!seen->unknown && !keyring_may_remove(by, signer)) {
        return ERR_OK;
    }
    seen->removed = true;
    return ERR_OK;
}

/* Two removals under one subject: the later one's is not fresh. */
static enum err_code check_removals(const struct audit_rules *rules, struct err *err)
{
    for (size_t i = 1; i < rules->tombstone_count; i++) {
        const struct tombstone *one = &rules->tombstones[i - 1];
        const struct tombstone *two = &rules->tombstones[i];
        if (memcmp(one->subject, two->subject, SUBJECT) == 0 && one->index != two->index) {
            return err_set(err, ERR_INVALID,
                           "removals of leaf %" PRIu64 " and %" PRIu64 " have one subject",
                           one->index, two->index);
        }
    }
    return ERR_OK;
}

/* Of those that came from other logs the subject is not judged: in which order it met others
 * there is not to be seen here. */
static void forget_imported(struct audit_rules *rules)
{
    size_t kept = 0;
    for (size_t i = 0; i < rules->tombstone_count; i++) {
        if (!keyring_at(rules->keyring, rules->tombstones[i].key)->away) {
            rules->tombstones[kept++] = rules->tombstones[i];
        }
    }
    rules->tombstone_count = kept;
}

static int compare_subjects(const void *a, const void *b)
{
    return memcmp(((const struct tombstone *)a)->subject,
                  ((const struct tombstone *)b)->subject, SUBJECT);
}

/* Whether a statement stands under the subject of a later removal; tombstones are sorted. */
static bool before_its_removal(const struct audit_rules *rules, const struct seen *seen)
{
    struct tombstone wanted;
    if (rules->tombstone_count == 0) {
        return false;
    }
    memcpy(wanted.subject, seen->subject, SUBJECT);
    const struct tombstone *found = bsearch(&wanted, rules->tombstones, rules->tombstone_count,
                                            sizeof wanted, compare_subjects);
    return found != NULL && seen->index < found->index;
}

static enum err_code check_seen(struct audit_rules *rules, const struct seen *seen,
                                struct err *err)
{
    if (before_its_removal(rules, seen)) {
        return err_set(err, ERR_INVALID, "a removal stands under the subject of leaf %" PRIu64,
                       seen->index);
    }
    if (seen->no_body && !seen->removed) {
        char hex[65];
        hex_encode(hex, seen->id, sizeof seen->id);
        return err_set(err, ERR_INVALID, "body %s is missing and no statement removed it", hex);
    }
    rules->removed += seen->no_body;
    return ERR_OK;
}

enum err_code audit_rules_end(struct audit_rules *rules, struct err *err)
{
    if (rules->batch != NO_BATCH) {
        return err_set(err, ERR_INVALID,
                       "received leaves from %" PRIu64 " on are closed by no log.received",
                       rules->batch);
    }
    TRY(check_counters(rules, err));
    TRY(check_waiting(rules, err));
    for (size_t i = 0; i < rules->tombstone_count; i++) {
        TRY(bury(rules, &rules->tombstones[i], err));
    }
    forget_imported(rules);
    if (rules->tombstone_count > 0) {
        qsort(rules->tombstones, rules->tombstone_count, sizeof *rules->tombstones,
              compare_subjects);
    }
    TRY(check_removals(rules, err));
    for (size_t i = 0; i < rules->slots; i++) {
        if (rules->table[i].used) {
            TRY(check_seen(rules, &rules->table[i], err));
        }
    }
    return ERR_OK;
}

const struct keyring *audit_rules_keyring(const struct audit_rules *rules)
{
    return rules->keyring;
}

uint64_t audit_rules_removed(const struct audit_rules *rules)
{
    return rules->removed;
}

uint64_t audit_rules_keys(const struct audit_rules *rules)
{
    return keyring_count(rules->keyring);
}

uint64_t audit_rules_late(const struct audit_rules *rules)
{
    return rules->late;
}
