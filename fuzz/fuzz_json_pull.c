/* Reading piece by piece says the same as reading a tree: the same texts are refused (but for
 * keys that stand twice and numbers that are infinite), and the values are equal. */
#include "base/json.h"
#include "base/json_pull.h"

#include <math.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void compare(struct json_pull *p, const struct js *tree);

static void compare_list(struct json_pull *p, const struct js *tree)
{
    bool more;
    bool array = tree->type == JS_ARRAY;
    size_t count = array ? tree->array.count : tree->object.count;
    if ((array ? json_pull_array(p, NULL) : json_pull_object(p, NULL)) != ERR_OK) {
        BUG("a list of a good text is refused");
    }
    for (size_t i = 0; i <= count; i++) {
        struct str key;
        enum err_code code =
            array ? json_pull_item(p, &more, NULL) : json_pull_key(p, &key, &more, NULL);
        if (code != ERR_OK || more != (i < count)) {
            BUG("another number of items");
        }
        if (more && !array && !str_eq(key, tree->object.members[i].name)) {
            BUG("another key");
        }
        if (more) {
            compare(p, array ? &tree->array.items[i] : &tree->object.members[i].value);
        }
    }
}

static void compare_number(struct json_pull *p, double expected)
{
    double value;
    enum err_code code = json_pull_number(p, &value, NULL);
    if (isfinite(expected) && (code != ERR_OK || value != expected)) {
        BUG("another number: %.17g, not %.17g", value, expected);
    }
    if (!isfinite(expected) && code == ERR_OK) {
        BUG("an infinite number is taken");
    }
}

static void compare(struct json_pull *p, const struct js *tree)
{
    struct str text;
    int64_t whole;
    struct json_pull mark = *p;
    switch (tree->type) {
    case JS_ARRAY:
    case JS_OBJECT:
        compare_list(p, tree);
        break;
    case JS_STRING:
        if (json_pull_string(p, &text, NULL) != ERR_OK || !str_eq(text, tree->string)) {
            BUG("another string");
        }
        break;
    case JS_INT:
        if (tree->integer != INT64_MIN &&
            (json_pull_whole(&mark, INT64_MIN, INT64_MAX, &whole, NULL) != ERR_OK ||
             whole != tree->integer)) {
            BUG("another whole number");
        }
        compare_number(p, (double)tree->integer);
        break;
    case JS_REAL:
        compare_number(p, tree->real);
        break;
    default:
        if (json_pull_skip(p, NULL) != ERR_OK) {
            BUG("a word is refused");
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena *arena = arena_new();
    struct str text = str_n(arena_strndup(arena, (const char *)bytes, length), length);
    struct json_pull p;
    struct js *tree;
    struct err err = {.code = ERR_OK};
    enum err_code code = js_parse(arena, text, &tree, &err);
    bool excused = str_find(str_of(err.message), STR("stands twice")) != SIZE_MAX ||
                   str_find(str_of(err.message), STR("400 characters")) != SIZE_MAX;
    if (json_pull_open(&p, arena, text, &err) == ERR_OK) {
        struct json_pull again = p;
        bool taken =
            json_pull_skip(&again, &err) == ERR_OK && json_pull_end(&again, &err) == ERR_OK;
        if (taken && code != ERR_OK && !excused) {
            BUG("taken though it is refused as a tree");
        }
        if (code == ERR_OK && taken) {
            compare(&p, tree);
        } else if (code == ERR_OK &&
                   str_find(str_of(err.message), STR("out of range")) == SIZE_MAX) {
            BUG("refused though it is a tree: %s", err.message);
        }
    } else if (code == ERR_OK) {
        BUG("not opened though it is a tree");
    }
    arena_free(arena);
    return 0;
}
