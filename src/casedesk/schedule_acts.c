/* Forms of the schedules: one item, several of a list at once, a new block. */
#include "base/limits.h"
#include "casedesk/casedesk_state.h"
#include "disclosure/schedule_change.h"
#include "disclosure/schedule_items.h"
#include "http/http_form.h"

#include <string.h>

enum { WORD_MAX = 60, TICKED_MAX = 200 };

static struct disclosure_act act_of(const struct private_request *request)
{
    return (struct disclosure_act){.by = request->who, .now = request->now};
}

/* Texts are taken as long as they come: one that is too long is refused by name, not lost. */

/* NULL where what is given is what holds already. */
static const char *changed(struct desk *desk, struct str given, struct str held)
{
    return str_eq(given, held) ? NULL : arena_strndup(desk->arena, given.p, given.n);
}

/* A box of several lines takes line ends; a description is one line. */
static struct str one_line(struct desk *desk, struct str text)
{
    char *line = arena_strndup(desk->arena, text.p, text.n);
    size_t kept = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = (unsigned char)line[i] < ' ' ? ' ' : line[i];
        if (c != ' ' || kept == 0 || line[kept - 1] != ' ') {
            line[kept++] = c;
        }
    }
    return str_n(line, kept);
}

/* The reason in the officer's words; with sensitivity a code of reference/disclosure stands
 * before it by its title. NULL when there is neither. */
static const char *why_of(struct desk *desk, struct str form, const char *sensitive)
{
    struct str code = desk_field(desk, form, "reason", WORD_MAX);
    struct str why = desk_field(desk, form, "why", LIMIT_HTTP_BODY);
    bool coded = code.n > 0 && sensitive != NULL && strcmp(sensitive, "yes") == 0;
    if (!coded) {
        return why.n > 0 ? arena_strndup(desk->arena, why.p, why.n) : NULL;
    }
    struct str title = schedule_words_reason(&desk->words, code);
    return arena_printf(desk->arena, "%.*s%s%.*s", STR_ARG(title), why.n > 0 ? ": " : "",
                        STR_ARG(why));
}

/* A place's word within an address; any other word is none. */
static const char *in_address(struct desk *desk, struct str place)
{
    for (int i = 0; i < SCHEDULE_PLACES; i++) {
        const char *word = schedule_place_word((enum schedule_place)i);
        if (str_is(place, word)) {
            char *address = arena_strdup(desk->arena, word);
            for (char *c = address; *c != '\0'; c++) {
                *c = *c == ' ' ? '+' : *c;
            }
            return address;
        }
    }
    return "";
}

/* To the same item, or to the next of the list that the officer came from. */
static enum err_code go_on(struct desk *desk, struct private_request *request, int64_t document,
                           struct private_went *went, struct err *err)
{
    int64_t next = document;
    struct str place = desk_field(desk, request->form, "place", WORD_MAX);
    if (str_is(desk_field(desk, request->form, "then", WORD_MAX), "next")) {
        TRY(schedule_after(desk, document, place, &next, err));
    }
    went->location = next > 0 ? arena_printf(desk->arena, "/schedule/%lld?place=%s",
                                             (long long)next, in_address(desk, place))
                              : arena_printf(desk->arena, "/schedule?place=%s#items",
                                             in_address(desk, place));
    return ERR_OK;
}

/* NULL: nothing new. Of an item whose sensitivity nobody told, "no" is something new. */
static const char *sensitive_said(struct desk *desk, struct private_request *request,
                                  const struct schedule_item *item)
{
    struct str said = desk_field(desk, request->form, "sensitive", 5);
    struct str held = schedule_item_unsaid(item) ? STR("")
                      : item->sensitive          ? STR("yes")
                                                 : STR("no");
    return said.n == 0 ? NULL : changed(desk, said, held);
}

enum err_code do_schedule_item(struct desk *desk, struct private_request *request,
                               struct private_went *went, struct err *err)
{
    struct schedule_item item;
    struct schedule_change change = {.block = -1};
    const struct disclosure_act act = act_of(request);
    int64_t document = form_number(desk->arena, request->form, "document", -1);
    TRY(schedule_item_read(desk->db, desk->arena, document, &item, err));
    struct str mark = desk_field(desk, request->form, "mark", 20);
    change.mark = str_is(mark, "unmarked") ? NULL : changed(desk, mark, item.mark);
    change.category =
        changed(desk, desk_field(desk, request->form, "category", 60), item.category);
    change.description = changed(
        desk, one_line(desk, desk_field(desk, request->form, "description", LIMIT_HTTP_BODY)),
        item.description);
    change.sensitive = sensitive_said(desk, request, &item);
    change.location = changed(
        desk, desk_field(desk, request->form, "location", LIMIT_HTTP_BODY), item.location);
    change.bears =
        changed(desk, desk_field(desk, request->form, "bears", LIMIT_HTTP_BODY), item.bears);
    int64_t block = form_number(desk->arena, request->form, "block", item.own_block);
    change.block = block == item.own_block ? -1 : block;
    change.why = why_of(desk, request->form, change.sensitive);
    TRY(go_on(desk, request, document, went, err));
    size_t count;
    int64_t seen = form_number(desk->arena, request->form, "seen", -2);
    return schedule_change(&desk->acts, &act, &document, 1, &seen, &change, &count, err);
}

/* ---- several at once ---- */

struct ticked {
    int64_t documents[TICKED_MAX];
    int64_t seen[TICKED_MAX];
    size_t count;
};

/* "items" names the documents of the screen; a ticked one is the field "item-N", whose value is
 * the state that was shown. */
static void take_ticked(struct desk *desk, struct str form, struct ticked *ticked)
{
    struct str part;
    struct str rest = form_text(desk->arena, form, "items", LIMIT_HTTP_TARGET);
    while (rest.n > 0 && ticked->count < TICKED_MAX && str_split(&rest, ',', &part)) {
        uint64_t document;
        if (!str_to_u64(part, INT64_MAX, &document)) {
            continue;
        }
        const char *field =
            arena_printf(desk->arena, "item-%llu", (unsigned long long)document);
        int64_t seen = form_number(desk->arena, form, field, -1);
        if (seen >= 0) {
            ticked->documents[ticked->count] = (int64_t)document;
            ticked->seen[ticked->count++] = seen;
        }
    }
}

enum err_code do_several(struct desk *desk, struct private_request *request,
                         struct private_went *went, struct err *err)
{
    size_t count;
    struct ticked ticked = {.count = 0};
    struct schedule_change change = {.block = -1};
    const struct disclosure_act act = act_of(request);
    struct str mark = desk_field(desk, request->form, "mark", WORD_MAX);
    struct str sensitive = desk_field(desk, request->form, "sensitive", WORD_MAX);
    take_ticked(desk, request->form, &ticked);
    if (ticked.count == 0) {
        err_set(err, ERR_INVALID, "no item is ticked");
        err_hint(err, "tick those that are to be changed, then say what they are");
        return ERR_INVALID;
    }
    change.mark = mark.n > 0 ? arena_strndup(desk->arena, mark.p, mark.n) : NULL;
    change.sensitive =
        sensitive.n > 0 ? arena_strndup(desk->arena, sensitive.p, sensitive.n) : NULL;
    change.block = form_number(desk->arena, request->form, "block", -1);
    change.why = why_of(desk, request->form, change.sensitive);
    went->location =
        arena_printf(desk->arena, "/schedule?from=%lld&place=%s#items",
                     (long long)form_number(desk->arena, request->form, "from", 1),
                     in_address(desk, desk_field(desk, request->form, "place", WORD_MAX)));
    return schedule_change(&desk->acts, &act, ticked.documents, ticked.count, ticked.seen,
                           &change, &count, err);
}

enum err_code do_block(struct desk *desk, struct private_request *request,
                       struct private_went *went, struct err *err)
{
    int64_t block;
    const struct disclosure_act act = act_of(request);
    went->location = "/schedule#blocks";
    return schedule_block_make(
        &desk->acts, &act, desk_field(desk, request->form, "description", LIMIT_HTTP_BODY),
        desk_field(desk, request->form, "why", LIMIT_HTTP_BODY), &block, err);
}
