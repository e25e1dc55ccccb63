/* An opening: judged, recorded, and only then read. */
#include "custody/custody.h"

#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "custody/custody_state.h"
#include "custody/ladder.h"

#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum { TEXT_MAX = 1000, MARK_MAX = 32 };

static enum err_code check_text(const char *text, const char *option, struct err *err)
{
    if (text == NULL) {
        return err_set(err, ERR_DENIED, "the set is sealed: say %s, which is recorded", option);
    }
    size_t length = str_trim(str_of(text)).n;
    return length > 0 && length <= TEXT_MAX
               ? ERR_OK
               : err_set(err, ERR_USAGE, "%s must have 1 to %d bytes", option, TEXT_MAX);
}

static bool is_known(const struct custody_history *history, struct str requester)
{
    for (size_t i = 0; i < history->opening_count; i++) {
        if (custody_same_requester(history->openings[i].requester, requester)) {
            return true;
        }
    }
    return false;
}

static enum err_code unknown_requester(const struct custody_history *history, const char *name,
                                       struct err *err)
{
    struct strbuf known;
    strbuf_init(&known, TEXT_MAX * 2);
    for (size_t i = 0; i < history->opening_count; i++) {
        struct str other = history->openings[i].requester;
        struct str so_far = strbuf_view(&known);
        if (other.n > 0 && str_find(so_far, other) == SIZE_MAX && so_far.n + other.n < 150) {
            strbuf_printf(&known, "%s\"%.*s\"", so_far.n > 0 ? ", " : "", STR_ARG(other));
        }
    }
    err_set(err, ERR_DENIED, "nobody called \"%.100s\" has asked of this set before", name);
    if (known.n > 0) {
        err_hint(err, "known: %s; --new-requester if it is somebody else", known.p);
    } else {
        err_hint(err, "--new-requester begins a budget");
    }
    strbuf_release(&known);
    return ERR_DENIED;
}

/* Whose budget it is, and that something of it is left. */
static enum err_code check_budget(const struct custody_set *set, const struct custody_ask *ask,
                                  const struct custody_history *history,
                                  struct custody_opening *opening, struct err *err)
{
    const char *name = ask->terms.requester;
    TRY(check_text(name, "--requester", err));
    struct str requester = str_of(name);
    if (!custody_same_requester(requester, requester)) {
        return err_set(err, ERR_USAGE, "--requester has no letter or digit");
    }
    if (!is_known(history, requester) && !ask->terms.new_requester) {
        return unknown_requester(history, name, err);
    }
    int64_t spent = custody_queries(history, requester);
    if (ask->query && spent >= set->budget) {
        return err_set(err, ERR_DENIED,
                       "%.100s has used all %lld queries of %.*s %.*s: nothing was run", name,
                       (long long)set->budget, STR_ARG(set->id), STR_ARG(set->version));
    }
    opening->query = ask->query ? spent + 1 : 0;
    return ERR_OK;
}

static void write_opening(struct strbuf *out, const struct custody_set *set,
                          const struct custody_ask *ask, const struct custody_opening *opening)
{
    struct jsonw w;
    jsonw_init(&w, out);
    jsonw_object(&w);
    jsonw_member(&w, "act", custody_act_word(ask->act));
    jsonw_member(&w, "benchmark", set->digest);
    jsonw_member(&w, "found", opening->found);
    jsonw_member_int(&w, "number", opening->number);
    jsonw_member(&w, "purpose", ask->terms.purpose);
    if (opening->query > 0) {
        jsonw_member_int(&w, "query", opening->query);
    }
    if (ask->terms.requester != NULL) {
        jsonw_member(&w, "requester", ask->terms.requester);
    }
    jsonw_member(&w, "role", ask->terms.role);
    if (ask->run != NULL) {
        jsonw_member(&w, "run", ask->run);
    }
    if (ask->tool != NULL) {
        jsonw_member(&w, "tool", ask->tool);
    }
    jsonw_end(&w);
}

static const char *mark_of(struct arena *arena, const struct custody_set *set, int64_t number)
{
    return arena_printf(arena, "%s/open-%lld", set->folder, (long long)number);
}

static enum err_code record(struct arena *arena, struct keeper_client *keeper,
                            const struct custody_set *set, const struct custody_ask *ask,
                            const struct custody_opening *opening, struct err *err)
{
    struct keeper_receipt receipt;
    struct strbuf body;
    strbuf_init(&body, LIMIT_BODY);
    write_opening(&body, set, ask, opening);
    enum err_code code = strbuf_check(&body, "the opening", err);
    if (code == ERR_OK) {
        code = keeper_append_private(keeper, arena, "sealed.opened/1", set->subject,
                                     strbuf_view(&body), &receipt, err);
    }
    strbuf_release(&body);
    if (code != ERR_OK) {
        err_prefix(err, "an opening that cannot be recorded does not happen");
        return code;
    }
    return file_write(mark_of(arena, set, opening->number), STR(""), 0600, err);
}

/* One at a time, so that no number is given twice and no query is spent twice. */
static enum err_code judge_and_record(struct arena *arena, struct keeper_client *keeper,
                                      const struct custody_set *set,
                                      const struct custody_ask *ask,
                                      struct custody_opening *opening, struct err *err)
{
    struct custody_history history;
    TRY(custody_history(arena, keeper, set, &history, err));
    opening->number = (int64_t)history.opening_count + 1;
    if (ask->query || ask->terms.requester != NULL) {
        TRY(check_budget(set, ask, &history, opening, err));
    }
    opening->found = custody_look(set);
    return record(arena, keeper, set, ask, opening, err);
}

static bool is_planted(const struct custody_set *set, struct str id)
{
    size_t low = 0;
    size_t high = set->planted->array.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_cmp(set->planted->array.items[middle].string, id);
        if (order == 0) {
            return true;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return false;
}

/* The files must be those that were sealed. */
static enum err_code read_set(const struct custody_set *set, struct bench **opened,
                              struct err *err)
{
    char digest[SHA256_HEX_SIZE];
    struct bench *bench;
    TRY(bench_open_sealed(&bench, set->items, err));
    sha256_hex(digest, &bench->digest);
    if (strcmp(digest, set->digest) != 0 || bench->bad_count > 0) {
        bench_free(bench);
        return err_set(err, ERR_INVALID, "%s is not the set that was sealed: its digest is %s",
                       set->items, digest);
    }
    for (size_t i = 0; i < bench->count; i++) {
        if (is_planted(set, bench->items[i].id)) {
            bench->items[i].split = STR(BENCH_PLANTED);
        }
    }
    *opened = bench;
    return ERR_OK;
}

enum err_code custody_open(struct arena *arena, struct keeper_client *keeper,
                           const struct custody_set *set, const struct custody_ask *ask,
                           struct custody_opening *opening, struct bench **bench,
                           struct err *err)
{
    *opening = (struct custody_opening){.found = "not told"};
    TRY(check_text(ask->terms.role, "--role", err));
    TRY(check_text(ask->terms.purpose, "--purpose", err));
    const char *path = arena_printf(arena, "%s/lock", set->folder);
    int lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock < 0 || flock(lock, LOCK_EX) != 0) {
        enum err_code code = err_errno(err, "%s", path);
        close(lock);
        return code;
    }
    enum err_code code = judge_and_record(arena, keeper, set, ask, opening, err);
    close(lock);
    TRY(code);
    code = bench != NULL ? read_set(set, bench, err) : ERR_OK;
    if (code != ERR_OK) {
        custody_close(set, opening);
    }
    return code;
}

enum err_code custody_reopen(const struct custody_set *set, struct bench **bench,
                             struct err *err)
{
    return read_set(set, bench, err);
}

static bool still_open(struct arena *arena, const struct custody_set *set)
{
    const char **names;
    size_t count;
    if (file_list(arena, set->folder, &names, &count, NULL) != ERR_OK) {
        return true;
    }
    for (size_t i = 0; i < count; i++) {
        if (str_starts(str_of(names[i]), STR("open-"))) {
            return true;
        }
    }
    return false;
}

void custody_close(const struct custody_set *set, const struct custody_opening *opening)
{
    if (set == NULL || opening->number == 0) {
        return;
    }
    struct arena *arena = arena_new();
    unlink(mark_of(arena, set, opening->number));
    if (!still_open(arena, set)) {
        custody_mark(set);
    }
    arena_free(arena);
}

/* ---- what the requester is told ---- */

static void write_answer(struct strbuf *out, const struct custody_set *set,
                         const struct custody_score *score, const struct ladder *ladder,
                         bool improved)
{
    struct jsonw w;
    jsonw_init(&w, out);
    jsonw_object(&w);
    jsonw_member(&w, "benchmark", set->digest);
    jsonw_member(&w, "improved", improved ? "yes" : "no");
    if (score->planted_of > 0) {
        jsonw_key(&w, "planted");
        jsonw_object(&w);
        jsonw_key(&w, "chance");
        jsonw_dec(&w, score->planted_chance);
        jsonw_member_int(&w, "given", score->planted_given);
        jsonw_member_int(&w, "of", score->planted_of);
        jsonw_end(&w);
    }
    jsonw_member_int(&w, "query", score->query);
    if (ladder->begun) {
        jsonw_key(&w, "released");
        jsonw_dec(&w, ladder->released);
    }
    jsonw_member(&w, "requester", score->requester);
    jsonw_member(&w, "run", score->run);
    jsonw_end(&w);
}

/* The rungs so far of one requester; an answer that was given to this run already. */
static const struct custody_answered *climb(const struct custody_history *history,
                                            const struct custody_score *score,
                                            struct ladder *ladder)
{
    for (size_t i = 0; i < history->answer_count; i++) {
        const struct custody_answered *answer = &history->answers[i];
        if (str_is(answer->run, score->run)) {
            return answer;
        }
        if (custody_same_requester(answer->requester, str_of(score->requester)) &&
            dec_parse(answer->released, &ladder->released)) {
            ladder->begun = true;
        }
    }
    return NULL;
}

enum err_code custody_answer(struct arena *arena, struct keeper_client *keeper,
                             const struct custody_set *set, const struct custody_score *score,
                             struct custody_answered *answer, struct err *err)
{
    struct custody_history history;
    struct keeper_receipt receipt;
    struct ladder ladder = {.begun = false};
    struct strbuf body;
    struct js *json;
    TRY(custody_history(arena, keeper, set, &history, err));
    const struct custody_answered *given = climb(&history, score, &ladder);
    if (given != NULL) {
        *answer = *given;
        return ERR_OK;
    }
    bool improved = score->defined &&
                    ladder_tell(&ladder, score->value, set->step, score->higher_is_better);
    strbuf_init(&body, LIMIT_BODY);
    write_answer(&body, set, score, &ladder, improved);
    struct str text = arena_str(arena, strbuf_view(&body));
    enum err_code code = strbuf_check(&body, "the answer", err);
    strbuf_release(&body);
    TRY(code);
    TRY(keeper_append_private(keeper, arena, "sealed.answered/1", set->subject, text, &receipt,
                              err));
    TRY(js_parse(arena, text, &json, err));
    *answer = (struct custody_answered){.run = js_text(json, "run"),
                                        .requester = js_text(json, "requester"),
                                        .released = js_text(json, "released"),
                                        .query = score->query,
                                        .improved = improved,
                                        .planted = js_member(json, "planted")};
    return ERR_OK;
}
