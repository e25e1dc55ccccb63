/* See evidence_state.h. */
#include "registry/evidence_state.h"

#include "evidence/validity.h"

const char *evidence_state_word(enum evidence_state state)
{
    static const char *const words[] = {"in date",       "not this force's data",
                                        "lapsed",        "other parameters",
                                        "other version", "withheld",
                                        "none"};
    return words[state];
}

static struct str parameters_of(struct str stated)
{
    return stated.n > 0 ? stated : STR("{}");
}

static bool is_exact(const struct used_tool *tool, const struct evidence_row *row)
{
    return str_eq(row->tool_digest, tool->digest) &&
           str_eq(parameters_of(row->parameters), parameters_of(tool->parameters));
}

static bool is_own(const struct evidence_row *row, struct str force)
{
    return force.n == 0 || (row->own_data && str_eq(row->measured_by, force));
}

static enum evidence_state state_of_row(const struct used_tool *tool,
                                        const struct evidence_row *row, struct str force,
                                        int64_t now)
{
    if (is_exact(tool, row)) {
        bool current = evidence_is_current(row->moment, now);
        return !current             ? EVIDENCE_LAPSED
               : is_own(row, force) ? EVIDENCE_IN_DATE
                                    : EVIDENCE_NOT_OWN_DATA;
    }
    if (str_eq(row->tool_digest, tool->digest)) {
        return EVIDENCE_OTHER_PARAMETERS;
    }
    return row->same_product ? EVIDENCE_OTHER_VERSION : EVIDENCE_NONE;
}

/* Of two rows that say the same the later one is named, so that the order does not matter. */
static bool is_later(const struct evidence_row *a, const struct evidence_row *b)
{
    if (a->moment != b->moment) {
        return a->moment > b->moment;
    }
    return a->log_index != b->log_index ? a->log_index > b->log_index
                                        : str_cmp(a->envelope, b->envelope) > 0;
}

struct evidence_finding evidence_of_tool(const struct used_tool *tool, struct str force,
                                         bool withheld, int64_t now)
{
    struct evidence_finding best = {EVIDENCE_NONE, NULL, 0};
    for (size_t i = 0; i < tool->evidence_count; i++) {
        const struct evidence_row *row = &tool->evidence[i];
        if (row->moment > now) {
            continue;
        }
        enum evidence_state state = state_of_row(tool, row, force, now);
        if (state < best.state ||
            (state == best.state && best.row != NULL && is_later(row, best.row))) {
            best.state = state;
            best.row = row;
        }
    }
    if (best.state == EVIDENCE_NONE && withheld) {
        best.state = EVIDENCE_WITHHELD;
    }
    if (best.row != NULL && best.state <= EVIDENCE_LAPSED) {
        best.until = evidence_valid_until(best.row->moment);
    }
    return best;
}

struct evidence_finding evidence_of_version(const struct used_version *version,
                                            struct str force, int64_t now, size_t *tool)
{
    struct evidence_finding worst = {EVIDENCE_IN_DATE, NULL, 0};
    size_t which = 0;
    for (size_t i = 0; i < version->tool_count; i++) {
        struct evidence_finding one =
            evidence_of_tool(&version->tools[i], force, version->withheld, now);
        bool sooner = one.state == worst.state && one.until < worst.until;
        if (i == 0 || one.state > worst.state || sooner) {
            worst = one;
            which = i;
        }
    }
    if (version->tool_count == 0) {
        worst.state = EVIDENCE_NONE;
    }
    if (tool != NULL) {
        *tool = which;
    }
    return worst;
}

int64_t evidence_next_change(const struct used_version *version, struct str force, int64_t now)
{
    int64_t next = INT64_MAX;
    enum evidence_state state = evidence_of_version(version, force, now, NULL).state;
    for (size_t i = 0; i < version->tool_count; i++) {
        const struct used_tool *tool = &version->tools[i];
        for (size_t k = 0; k < tool->evidence_count; k++) {
            int64_t moments[] = {tool->evidence[k].moment,
                                 evidence_valid_until(tool->evidence[k].moment)};
            for (size_t m = 0; m < sizeof moments / sizeof moments[0]; m++) {
                if (moments[m] > now && moments[m] < next &&
                    evidence_of_version(version, force, moments[m], NULL).state != state) {
                    next = moments[m];
                }
            }
        }
    }
    return next;
}

/* ---- history ---- */

/* The first evidence for exactly this tool that counts for the force; INT64_MAX when there is
 * none yet. */
static int64_t first_evidence(const struct used_tool *tool, struct str force, int64_t now,
                              int64_t *log_index)
{
    int64_t first = INT64_MAX;
    *log_index = INT64_MAX;
    for (size_t i = 0; i < tool->evidence_count; i++) {
        const struct evidence_row *row = &tool->evidence[i];
        bool earlier =
            row->moment < first || (row->moment == first && row->log_index < *log_index);
        if (row->moment <= now && is_exact(tool, row) && is_own(row, force) && earlier) {
            first = row->moment;
            *log_index = row->log_index;
        }
    }
    return first;
}

/* The order of the log, whatever that of the rows. */
static bool logged_earlier(const struct used_version *version, const struct used_version *other)
{
    if (other == NULL || version->moment != other->moment) {
        return other == NULL || version->moment < other->moment;
    }
    return version->log_index < other->log_index;
}

/* A use that began at `start`: the first tool of it for which nothing had been logged.
 * `stated`: that moment is a day the force named, not the leaf of the version. */
static const struct used_tool *tool_without_evidence(const struct used_version *version,
                                                     struct str force, int64_t start,
                                                     int64_t now, int64_t *came)
{
    bool stated = start < version->moment;
    for (size_t i = 0; i < version->tool_count; i++) {
        int64_t index;
        *came = first_evidence(&version->tools[i], force, now, &index);
        bool before =
            *came < start || (*came == start && !stated && index < version->log_index);
        if (!before) {
            return &version->tools[i];
        }
    }
    return NULL;
}

static void note_use(struct use_history *history, const struct used_version *version,
                     struct str force, int64_t start, int64_t now)
{
    int64_t came;
    const struct used_tool *tool = tool_without_evidence(version, force, start, now, &came);
    bool later = history->before_since < start ||
                 (history->before_since == start && history->log_index < version->log_index);
    if (tool == NULL || (history->before_evidence && later)) {
        return;
    }
    history->before_evidence = true;
    history->before_since = start;
    history->statement = version->statement;
    history->log_index = version->log_index;
    history->tool = tool->digest;
    history->first_evidence = came;
}

struct use_history use_history(const struct used_version *versions, size_t count,
                               struct str force, int64_t now)
{
    struct use_history history = {.first_use = INT64_MIN, .first_evidence = INT64_MAX};
    const struct used_version *first = NULL;
    int64_t start = INT64_MAX;
    for (size_t i = 0; i < count; i++) {
        const struct used_version *version = &versions[i];
        if (!version->used || version->moment > now) {
            continue;
        }
        first = logged_earlier(version, first) ? version : first;
        start = version->moment < start ? version->moment : start;
        if (version->first_used != INT64_MIN && version->first_used < start) {
            start = version->first_used;
        }
    }
    if (first == NULL) {
        return history;
    }
    history.first_use = start;
    note_use(&history, first, force, start, now);
    for (size_t i = 0; i < count; i++) {
        if (versions[i].used && versions[i].moment <= now && &versions[i] != first) {
            note_use(&history, &versions[i], force, versions[i].moment, now);
        }
    }
    return history;
}
