/* Mutations that know JSON: without them most of a fuzzer's inputs die in the parser. One value
 * of one line is replaced by an odd one or by another value of the line, or a member is taken
 * away or doubled; every other time libFuzzer mutates bytes as it would alone. Linked only into
 * fuzzers. */
#include "base/arena.h"
#include "base/json.h"
#include "base/prng.h"
#include "base/strbuf.h"

#include <stdint.h>
#include <string.h>

size_t LLVMFuzzerMutate(uint8_t *bytes, size_t length, size_t max);
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t length, size_t max, unsigned seed);

static const char *const odd[] = {"\"\"",
                                  "\"x\"",
                                  "0",
                                  "-1",
                                  "1",
                                  "2",
                                  "64",
                                  "65",
                                  "9007199254740991",
                                  "9e15",
                                  "1e308",
                                  "1.5",
                                  "null",
                                  "true",
                                  "{}",
                                  "[]",
                                  "[[]]",
                                  "\"\\u0000\"",
                                  "\"nan\"",
                                  "\"1e+308\"",
                                  "\"-0\"",
                                  "\"\xC3\xA9\"",
                                  "{\"withheld\":{}}",
                                  "9223372036854775807"};

struct choice {
    struct prng *prng;
    uint64_t seen;
    struct str value;  /* of some node, each as likely */
    struct str member; /* `"name":value` around it, or p == NULL */
};

static void offer(struct choice *choice, struct str value, struct str member)
{
    if (prng_below(choice->prng, ++choice->seen) == 0) {
        choice->value = value;
        choice->member = member;
    }
}

static void walk(struct choice *choice, const struct js *value)
{
    if (value->type == JS_ARRAY) {
        for (size_t i = 0; i < value->array.count; i++) {
            const struct js *item = &value->array.items[i];
            offer(choice, item->raw, (struct str){NULL, 0});
            walk(choice, item);
        }
    } else if (value->type == JS_OBJECT) {
        const char *from = value->raw.p + 1;
        for (size_t i = 0; i < value->object.count; i++) {
            const struct js *item = &value->object.members[i].value;
            const char *end = item->raw.p + item->raw.n;
            from += *from == ',' ? 1 : 0;
            offer(choice, item->raw, str_n(from, (size_t)(end - from)));
            walk(choice, item);
            from = end;
        }
    }
}

/* of eight ways: the other half puts an odd value in */
enum { TAKE_AWAY, DOUBLE, OTHER_VALUE, ODD = 4, WAYS = 8 };

/* What stands in place of the chosen part. */
static void replace(struct strbuf *out, const struct choice *choice, const struct choice *other,
                    uint64_t way)
{
    if (way == TAKE_AWAY && choice->member.p != NULL) {
        return;
    }
    if (way == DOUBLE && choice->member.p != NULL) {
        strbuf_str(out, choice->member);
        strbuf_putc(out, ',');
        strbuf_str(out, choice->member);
    } else {
        if (choice->member.p != NULL) {
            strbuf_add(out, choice->member.p, (size_t)(choice->value.p - choice->member.p));
        }
        if (way < ODD) {
            strbuf_str(out, other->value);
        } else {
            strbuf_puts(out, odd[prng_below(choice->prng, sizeof odd / sizeof odd[0])]);
        }
    }
}

/* A random line's part from its first brace; n == 0 when it has none. */
static struct str choose_line(struct str text, struct prng *prng)
{
    struct str line;
    struct str chosen = {NULL, 0};
    uint64_t seen = 0;
    while (str_split(&text, '\n', &line)) {
        size_t at = str_find(line, STR("{"));
        if (at != SIZE_MAX && prng_below(prng, ++seen) == 0) {
            chosen = str_from(line, at);
        }
    }
    return chosen;
}

static bool mutate(struct strbuf *out, struct str text, struct prng *prng)
{
    struct arena *arena = arena_new();
    struct js *json = NULL;
    struct choice choice = {.prng = prng};
    struct choice other = {.prng = prng};
    struct str line = choose_line(text, prng);
    if (line.n > 0 && js_parse(arena, line, &json, NULL) == ERR_OK) {
        walk(&choice, json);
        walk(&other, json);
    }
    bool done = choice.seen > 0;
    if (done) {
        uint64_t way = prng_below(prng, WAYS);
        struct str part = choice.member.p != NULL ? choice.member : choice.value;
        struct str rest = str_from(text, (size_t)(part.p - text.p) + part.n);
        strbuf_add(out, text.p, (size_t)(part.p - text.p));
        replace(out, &choice, &other, way);
        bool comma = way == TAKE_AWAY && choice.member.p != NULL && str_starts(rest, STR(","));
        strbuf_str(out, str_from(rest, comma ? 1 : 0));
    }
    arena_free(arena);
    return done;
}

size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t length, size_t max, unsigned seed)
{
    struct prng prng;
    struct strbuf out;
    size_t result = 0;
    prng_seed(&prng, seed);
    strbuf_init(&out, max);
    if (prng_below(&prng, 2) == 0 && mutate(&out, str_n((const char *)bytes, length), &prng) &&
        !out.overflow) {
        memcpy(bytes, out.p, out.n);
        result = out.n;
    }
    strbuf_release(&out);
    return result > 0 ? result : LLVMFuzzerMutate(bytes, length, max);
}
