/* What the private log says of a set: its openings, and what requesters were told. */
#include "custody/custody.h"

#include "custody/custody_state.h"

#include <ctype.h>
#include <string.h>

static const char *const act_words[] = {"run",
                                        "inputs exported",
                                        "answers scored",
                                        "evidence issued",
                                        "evidence verified",
                                        "looked for leaks",
                                        "taken out"};

const char *custody_act_word(enum custody_act act)
{
    return act_words[act];
}

static int64_t integer_of(const struct js *body, const char *key)
{
    const struct js *value = js_member(body, key);
    return value != NULL && value->type == JS_INT ? value->integer : 0;
}

static void take_opening(const struct js *row, struct custody_event *event)
{
    const struct js *body = js_member(row, "body");
    *event = (struct custody_event){.at = js_text(row, "at"),
                                    .act = js_text(body, "act"),
                                    .role = js_text(body, "role"),
                                    .purpose = js_text(body, "purpose"),
                                    .requester = js_text(body, "requester"),
                                    .run = js_text(body, "run"),
                                    .found = js_text(body, "found"),
                                    .number = integer_of(body, "number"),
                                    .query = integer_of(body, "query"),
                                    .removed = body == NULL};
}

static void take_answer(const struct js *row, struct custody_answered *answer)
{
    const struct js *body = js_member(row, "body");
    *answer = (struct custody_answered){.run = js_text(body, "run"),
                                        .requester = js_text(body, "requester"),
                                        .released = js_text(body, "released"),
                                        .query = integer_of(body, "query"),
                                        .improved = js_is(js_member(body, "improved"), "yes"),
                                        .planted = js_member(body, "planted")};
}

enum err_code custody_history(struct arena *arena, struct keeper_client *keeper,
                              const struct custody_set *set, struct custody_history *history,
                              struct err *err)
{
    struct str text;
    struct js *rows;
    TRY(keeper_private_list(keeper, arena, set->subject, &text, err));
    TRY(js_parse(arena, text, &rows, err));
    *history = (struct custody_history){
        .openings = arena_zalloc(arena, (rows->array.count + 1) * sizeof *history->openings),
        .answers = arena_zalloc(arena, (rows->array.count + 1) * sizeof *history->answers)};
    for (size_t i = 0; i < rows->array.count; i++) {
        const struct js *row = &rows->array.items[i];
        if (js_is(js_member(row, "type"), "sealed.opened/1")) {
            take_opening(row, &history->openings[history->opening_count++]);
        } else if (js_is(js_member(row, "type"), "sealed.answered/1")) {
            take_answer(row, &history->answers[history->answer_count++]);
        }
    }
    return ERR_OK;
}

/* The next letter or digit as it counts, ' ' once between words, 0 at the end. Bytes of letters
 * beyond ASCII stand for themselves. */
static int next_letter(struct str text, size_t *at, bool begun)
{
    bool gap = false;
    while (*at < text.n) {
        unsigned char byte = (unsigned char)text.p[*at];
        if (byte >= 0x80 || isalnum(byte)) {
            if (gap && begun) {
                return ' ';
            }
            (*at)++;
            return tolower(byte);
        }
        gap = true;
        (*at)++;
    }
    return 0;
}

bool custody_same_requester(struct str a, struct str b)
{
    size_t i = 0;
    size_t j = 0;
    bool begun = false;
    for (;;) {
        int left = next_letter(a, &i, begun);
        int right = next_letter(b, &j, begun);
        if (left != right) {
            return false;
        }
        if (left == 0) {
            return begun;
        }
        begun = true;
    }
}

struct str custody_requester(struct arena *arena, struct str name)
{
    char *text = arena_alloc(arena, name.n + 1);
    size_t at = 0;
    size_t length = 0;
    for (int letter = next_letter(name, &at, false); letter != 0;
         letter = next_letter(name, &at, true)) {
        text[length++] = (char)letter;
    }
    return str_n(text, length);
}

int64_t custody_queries(const struct custody_history *history, struct str requester)
{
    int64_t spent = 0;
    for (size_t i = 0; i < history->opening_count; i++) {
        const struct custody_event *event = &history->openings[i];
        spent += event->removed ||
                 (event->query > 0 && custody_same_requester(event->requester, requester));
    }
    return spent;
}

const char *custody_inputs(const struct custody_history *history, struct str requester)
{
    bool left = false;
    for (size_t i = 0; i < history->opening_count; i++) {
        const struct custody_event *event = &history->openings[i];
        bool exported = str_is(event->act, act_words[CUSTODY_EXPORTED]);
        if (exported && custody_same_requester(event->requester, requester)) {
            return "seen by the supplier";
        }
        left = left || exported || event->removed ||
               str_is(event->act, act_words[CUSTODY_TAKEN_OUT]);
    }
    return left ? "have left the house" : "in the house";
}
