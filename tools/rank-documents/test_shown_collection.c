/* A collection as a session shows it, with the file of labels that are known already. */
#include "shown_collection.h"
#include "text_ranking/review_loop.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

enum { TEXTS = 4, SMALL_HASH_BITS = 12 };

static const char *const documents[TEXTS] = {
    "{\"id\":\"a\",\"input\":{\"document\":{\"text\":\"the lamp in the lane was broken\"}}}",
    "{\"id\":\"b\",\"input\":{\"document\":{\"text\":\"an invoice for paper and ink\"}}}",
    "{\"id\":\"c\",\"input\":{\"document\":{\"text\":\"an invoice for more paper\"}}}",
    "{\"id\":\"d\",\"input\":{\"document\":{\"text\":\"no lamp stood in that lane\"}}}"};

struct shown {
    struct collection collection;
    struct review_loop loop;
    char folder[64];
};

static int set_up(void **state)
{
    struct shown *shown = xcalloc(1, sizeof *shown);
    struct collection *collection = &shown->collection;
    struct arena *arena = arena_new();
    struct err err;
    snprintf(shown->folder, sizeof shown->folder, "/tmp/shown-collection-XXXXXX");
    assert_non_null(mkdtemp(shown->folder));
    collection->arena = arena_new();
    collection->folder = shown->folder;
    text_vectors_init(&collection->vectors, SMALL_HASH_BITS);
    text_vectors_add(&collection->vectors, (const struct str[]){STR("a question")}, 1);
    collection->ids = mem_grow(NULL, 0, &collection->capacity, sizeof *collection->ids);
    collection->ids[0] = STR("");
    for (int i = 0; i < TEXTS; i++) {
        assert_int_equal(collection_add(collection, arena, str_of(documents[i]), &err), ERR_OK);
    }
    text_vectors_finish(&collection->vectors);
    assert_int_equal(collection_sort(collection, &err), ERR_OK);
    struct review_loop_terms terms = review_loop_terms();
    terms.whole = true;
    review_loop_init(&shown->loop, &collection->vectors, &terms);
    arena_free(arena);
    *state = shown;
    return 0;
}

static int tear_down(void **state)
{
    struct shown *shown = *state;
    char path[96];
    snprintf(path, sizeof path, "%s/known.jsonl", shown->folder);
    (void)unlink(path);
    (void)rmdir(shown->folder);
    review_loop_release(&shown->loop);
    collection_release(&shown->collection);
    free(shown);
    return 0;
}

static void learn(void *data, size_t text, bool relevant)
{
    review_loop_learn(data, text, relevant);
}

/* Reads the labels out of a file of the session's folder, which the input names. */
static enum err_code know(struct shown *shown, const char *labels, const char *input,
                          struct err *err)
{
    char path[96];
    struct js *json;
    struct arena *arena = arena_new();
    snprintf(path, sizeof path, "%s/known.jsonl", shown->folder);
    assert_int_equal(file_write(path, str_of(labels), 0600, err), ERR_OK);
    assert_int_equal(js_parse(arena, str_of(input), &json, err), ERR_OK);
    enum err_code code = collection_known(&shown->collection, json, learn, &shown->loop, err);
    arena_free(arena);
    return code;
}

#define KNOWN "{\"known\":\"known.jsonl\"}"

static void test_known_teaches(void **state)
{
    struct shown *shown = *state;
    struct err err;
    size_t texts[TEXTS];
    assert_int_equal(know(shown,
                          "{\"id\":\"a\",\"relevant\":true}\n"
                          "{\"id\":\"b\",\"relevant\":false}\n",
                          KNOWN, &err),
                     ERR_OK);
    /* what is labelled is not proposed; what is like the relevant one comes first */
    assert_int_equal(review_loop_next(&shown->loop, TEXTS, texts), 2);
    assert_string_equal(shown->collection.ids[texts[0]].p, "d");
    assert_string_equal(shown->collection.ids[texts[1]].p, "c");
}

static void test_latest_word_counts(void **state)
{
    struct shown *shown = *state;
    struct err err;
    size_t texts[TEXTS];
    assert_int_equal(know(shown,
                          "{\"id\":\"a\",\"relevant\":true}\n"
                          "{\"id\":\"b\",\"relevant\":false}\n"
                          "{\"id\":\"a\",\"relevant\":false}\n"
                          "{\"id\":\"b\",\"relevant\":true}\n",
                          KNOWN, &err),
                     ERR_OK);
    assert_int_equal(review_loop_next(&shown->loop, TEXTS, texts), 2);
    assert_string_equal(shown->collection.ids[texts[0]].p, "c");
}

static void test_nothing_known(void **state)
{
    struct shown *shown = *state;
    struct err err;
    size_t texts[TEXTS];
    assert_int_equal(know(shown, "{\"id\":\"a\",\"relevant\":true}\n", "{}", &err), ERR_OK);
    assert_int_equal(review_loop_next(&shown->loop, TEXTS, texts), TEXTS);
}

static void test_bad_known(void **state)
{
    struct shown *shown = *state;
    struct err err;
    assert_int_equal(know(shown,
                          "{\"id\":\"a\",\"relevant\":true}\n"
                          "{\"id\":\"x\",\"relevant\":true}\n",
                          KNOWN, &err),
                     ERR_NOT_FOUND);
    assert_string_equal(err.message, "line 2 of the known labels: no document has the id x");
    assert_int_equal(know(shown, "{\"id\":\"a\",\"relevant\":1}\n", KNOWN, &err), ERR_FORMAT);
    assert_int_equal(know(shown, "", "{\"known\":\"../known.jsonl\"}", &err), ERR_FORMAT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_known_teaches, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_latest_word_counts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_nothing_known, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_bad_known, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
