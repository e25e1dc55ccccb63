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

struct seen {
    unsigned char id[32];
    unsigned char subject[16];
    bool used;
    bool no_body;
    bool removed;
    bool removable;
};

/* Counters of one key: which numbers came. */
struct counter {
    char name[KEY_NAME_SIZE];
    unsigned char *came;
    size_t capacity;
    uint64_t count;
    int64_t highest;
    int64_t last_at;
};

struct audit_rules {
    struct keyring *keyring;
    struct seen *table;
    size_t slots; /* a power of two */
    size_t count;
    struct counter *counters;
    size_t counter_count;
    size_t counter_capacity;
    unsigned char (*tombstones)[32]; /* ids that removals name */
    size_t tombstone_count;
    size_t tombstone_capacity;
    int64_t private_date;
    uint64_t received_end; /* one past the last range */
    uint64_t removed;
};

struct audit_rules *audit_rules_new(void)
{
    struct audit_rules *rules = xcalloc(1, sizeof *rules);
    rules->keyring = keyring_new();
    rules->slots = 1024;
    rules->table = xcalloc(rules->slots, sizeof *rules->table);
    rules->private_date = INT64_MIN;
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
    free(rules);
}

static struct seen *slot_of(struct seen *table, size_t slots, const unsigned char id[32])
{
    uint64_t at;
    memcpy(&at, id, sizeof at);
    at &= slots - 1;
    while (table[at].used && memcmp(table[at].id, id, 32) != 0) {
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

static enum err_code check_prev(const struct audit_rules *rules, const struct statement *header,
                                bool away, struct err *err)
{
    unsigned char subject[16];
    (void)!hex_decode(subject, sizeof subject, header->subject);
    for (size_t i = 0; i < header->prev_count; i++) {
        unsigned char id[32];
        (void)!hex_decode(id, sizeof id, header->prev[i]);
        const struct seen *seen = slot_of(rules->table, rules->slots, id);
        if (!seen->used && !away) {
            return err_set(err, ERR_INVALID, "names an unknown statement in prev");
        }
        if (seen->used && memcmp(seen->subject, subject, sizeof subject) != 0) {
            return err_set(err, ERR_INVALID, "names a statement of another subject in prev");
        }
    }
    return ERR_OK;
}

static enum err_code remember(struct audit_rules *rules,
                              const struct signed_statement *statement, bool has_body,
                              struct err *err)
{
    unsigned char id[32];
    (void)!hex_decode(id, sizeof id, str_of(statement->id));
    if (rules->count * 2 >= rules->slots) {
        grow_table(rules);
    }
    struct seen *seen = slot_of(rules->table, rules->slots, id);
    if (seen->used) {
        return err_set(err, ERR_INVALID, "stands in the log twice");
    }
    *seen = (struct seen){.used = true,
                          .no_body = !has_body,
                          .removable = body_removable(statement->header.type)};
    memcpy(seen->id, id, sizeof id);
    (void)!hex_decode(seen->subject, sizeof seen->subject, statement->header.subject);
    rules->count++;
    return ERR_OK;
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
    *counter = (struct counter){.highest = -1, .last_at = INT64_MIN};
    memcpy(counter->name, name.p, name.n < KEY_NAME_SIZE ? name.n : KEY_NAME_SIZE - 1);
    return counter;
}

static enum err_code count_seq(struct audit_rules *rules, const struct statement *header,
                               bool away, struct err *err)
{
    enum { SEQ_MAX = 1 << 30 };
    struct counter *counter = counter_of(rules, header->by);
    if (header->seq >= SEQ_MAX) {
        return err_set(err, ERR_LIMIT, "seq %" PRId64 " is too high to be audited",
                       header->seq);
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
    if (!away && header->at < counter->last_at) {
        return err_set(err, ERR_INVALID, "was stated before the one that stands before it");
    }
    counter->came[seq] = 1;
    counter->count++;
    counter->highest = header->seq > counter->highest ? header->seq : counter->highest;
    counter->last_at = header->at;
    return ERR_OK;
}

static enum err_code take_removal(struct audit_rules *rules, const struct js *value,
                                  struct err *err)
{
    const struct js *ids;
    TRY(js_need(value, "ids", JS_ARRAY, &ids, err));
    for (size_t i = 0; i < ids->array.count; i++) {
        rules->tombstones = mem_grow(rules->tombstones, rules->tombstone_count,
                                     &rules->tombstone_capacity, sizeof *rules->tombstones);
        (void)!hex_decode(rules->tombstones[rules->tombstone_count++], 32,
                          ids->array.items[i].string);
    }
    return ERR_OK;
}

static enum err_code check_received(struct audit_rules *rules, const struct js *value,
                                    uint64_t index, struct err *err)
{
    int64_t first;
    int64_t last;
    TRY(js_need_int(value, "first", 0, INT64_MAX, &first, err));
    TRY(js_need_int(value, "last", 0, INT64_MAX, &last, err));
    if ((uint64_t)last + 1 != index || (uint64_t)first < rules->received_end) {
        return err_set(err, ERR_INVALID, "closes a range that does not end before it");
    }
    rules->received_end = index;
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
                                const struct statement *header, const struct js *value,
                                struct err *err)
{
    if (value == NULL) {
        return body_removable(header->type)
                   ? ERR_OK
                   : err_set(err, ERR_INVALID, "its body cannot be removed and is missing");
    }
    if (str_is(header->type, "body.removed/1")) {
        return take_removal(rules, value, err);
    }
    if (str_is(header->type, "log.received/1")) {
        return check_received(rules, value, index, err);
    }
    if (str_is(header->type, "private.head/1")) {
        return check_private_head(rules, value, err);
    }
    return ERR_OK;
}

enum err_code audit_rules_leaf(struct audit_rules *rules, uint64_t index,
                               const struct signed_statement *statement, const struct js *value,
                               struct err *err)
{
    const struct statement *header = &statement->header;
    TRY(keyring_judge(rules->keyring, statement, value, index, err));
    const struct keyring_key *key = keyring_find(rules->keyring, header->by);
    bool away = key != NULL && key->away;
    TRY(check_type(rules, index, header, value, err));
    TRY(check_prev(rules, header, away, err));
    TRY(count_seq(rules, header, away, err));
    TRY(remember(rules, statement, value != NULL, err));
    return value != NULL ? keyring_apply(rules->keyring, header, value, index, err) : ERR_OK;
}

enum err_code audit_rules_end(struct audit_rules *rules, struct err *err)
{
    for (size_t i = 0; i < rules->counter_count; i++) {
        const struct counter *counter = &rules->counters[i];
        if (counter->count != (uint64_t)counter->highest + 1) {
            return err_set(err, ERR_INVALID,
                           "%s has a gap: %" PRIu64 " statements below seq %" PRId64,
                           counter->name, counter->count, counter->highest);
        }
    }
    for (size_t i = 0; i < rules->tombstone_count; i++) {
        struct seen *seen = slot_of(rules->table, rules->slots, rules->tombstones[i]);
        if (seen->used && !seen->removable) {
            return err_set(err, ERR_INVALID, "a body that cannot be removed is removed");
        }
        seen->removed = seen->used;
    }
    for (size_t i = 0; i < rules->slots; i++) {
        const struct seen *seen = &rules->table[i];
        if (seen->used && seen->no_body && !seen->removed) {
            char hex[65];
            hex_encode(hex, seen->id, sizeof seen->id);
            return err_set(err, ERR_INVALID, "body %s is missing and no statement removed it",
                           hex);
        }
        rules->removed += seen->used && seen->no_body;
    }
    return ERR_OK;
}

uint64_t audit_rules_removed(const struct audit_rules *rules)
{
    return rules->removed;
}

uint64_t audit_rules_keys(const struct audit_rules *rules)
{
    return keyring_count(rules->keyring);
}
