/* See gate_decision.h. */
#include "registry/gate_decision.h"

#include "base/clock.h"
#include "registry/gate.h"

/* Does it say something of this stage? To proceed to operational use covers a pilot, and to
 * stop stops both; "not now" leaves the other stage as it was. */
static bool covers(const struct registry_entry *entry, struct str stage)
{
    struct str decision = js_text(entry->body, "decision");
    bool same = str_eq(js_text(entry->body, "stage"), stage);
    bool wider = str_starts(decision, STR("proceed")) &&
                 str_is(js_text(entry->body, "stage"), "operational");
    return stage.n == 0 || same || wider || str_is(decision, "stop");
}

static bool not_empty(const struct js *gate, const char *key)
{
    const struct js *list = js_member(gate, key);
    return list != NULL && list->type == JS_ARRAY && list->array.count > 0;
}

struct decision_finding decision_of(const struct registry_entries *decisions, struct str force,
                                    struct str stage, int64_t now)
{
    struct decision_finding found = {.state = DECISION_NONE};
    for (size_t i = 0; i < decisions->count; i++) {
        const struct registry_entry *entry = &decisions->list[i];
        bool theirs = str_eq(entry->organisation, force) && covers(entry, stage) &&
                      entry_moment(entry) <= now;
        if (theirs && (found.entry == NULL || entry->log_index > found.entry->log_index)) {
            found.entry = entry;
        }
    }
    if (found.entry == NULL) {
        return found;
    }
    const struct js *gate = js_member(found.entry->body, "gate");
    bool proceeds = str_starts(js_text(found.entry->body, "decision"), STR("proceed"));
    found.word = js_text(found.entry->body, "decision");
    found.state = DECISION_STANDS;
    if (date_parse(js_text(found.entry->body, "expires"), &found.until) && found.until <= now) {
        found.state = DECISION_LAPSED;
    }
    found.allows = proceeds && found.state == DECISION_STANDS;
    found.against_gate = proceeds && (not_empty(gate, "missing") || not_empty(gate, "lapsed"));
    return found;
}
