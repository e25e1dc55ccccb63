/* Lines of the reader, places of words, queries, conversations: each as a person would check
 * it by hand. */
#include "casefile/reader_line.h"
#include "casefile/shown.h"
#include "casefile/threads.h"
#include "casefile/word_places.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static enum err_code line_of(struct arena *arena, const char *text, struct reader_line *line)
{
    struct err err = {0};
    return reader_line_read(arena, str_of(text), line, &err);
}

static void refuses(const char *text)
{
    struct arena *arena = arena_new();
    struct reader_line line;
    if (line_of(arena, text, &line) == ERR_OK) {
        print_error("taken: %s\n", text);
        fail();
    }
    arena_free(arena);
}

#define PAGE(words)                                                                            \
    "{\"page\":1,\"label\":\"\",\"source\":\"ocr\",\"width\":10,\"height\":10,"                \
    "\"text\":\"caf\xC3\xA9 now\",\"words\":[" words "]}"

static void a_page_keeps_its_words(void **state)
{
    struct arena *arena = arena_new();
    struct reader_line line;
    struct word_place place = {0};
    size_t at = 0;
    (void)state;
    assert_int_equal(line_of(arena, PAGE("0,4,10,20,30,40,90,5,8,-5,6,7,8,-1"), &line), ERR_OK);
    assert_true(word_place_next(line.words, &at, &place));
    assert_int_equal(place.end, 4);
    assert_int_equal(place.x0, 10);
    assert_int_equal(place.confidence, 90);
    assert_true(word_place_next(line.words, &at, &place));
    assert_int_equal(place.start, 5);
    assert_int_equal(place.x0, -5);
    assert_int_equal(place.y1, 8);
    assert_int_equal(place.confidence, -1);
    assert_false(word_place_next(line.words, &at, &place));
    arena_free(arena);
}

static void bad_lines_are_refused(void **state)
{
    (void)state;
    refuses("");
    refuses("[]");
    refuses("{\"other\":1}");
    refuses(PAGE("0,4,10,20,30,40"));               /* no seven */
    refuses(PAGE("0,9,10,20,30,40,90"));            /* past the text */
    refuses(PAGE("4,4,10,20,30,40,90"));            /* empty */
    refuses(PAGE("0,4,10,20,30,40,101"));           /* surer than sure */
    refuses(PAGE("5,8,1,1,2,2,90,0,4,1,1,2,2,90")); /* backwards */
    refuses(PAGE("0,4,1e9,20,30,40,90"));
    refuses("{\"page\":0,\"label\":\"\",\"source\":\"text\",\"width\":0,\"height\":0,\"text\":"
            "\"\",\"words\":[]}");
    refuses("{\"page\":1,\"label\":\"\",\"source\":\"guess\",\"width\":0,\"height\":0,"
            "\"text\":\"\",\"words\":[]}");
    refuses("{\"member\":\"/etc/passwd\",\"name\":\"a\"}");
    refuses("{\"member\":\"/out/../x\",\"name\":\"a\"}");
    refuses("{\"member\":\"/out/x\",\"name\":\"a\\nb\"}");
    refuses("{\"member\":\"/out/x\",\"name\":\"\"}");
    refuses("{\"unread\":1,\"box\":[1,2,3],\"why\":\"x\"}");
    refuses("{\"fate\":\"good\",\"why\":\"\",\"kind\":\"pdf\",\"next\":0}");
    refuses("{\"fate\":\"not\",\"why\":\"\",\"kind\":\"pdf\",\"next\":0}");
    refuses("{\"fate\":\"read\",\"why\":\"but\",\"kind\":\"pdf\",\"next\":0}");
    refuses("{\"fate\":\"read\",\"why\":\"\",\"kind\":\"pdf\",\"next\":-1}");
}

static void is_query(const char *words, const char *wanted)
{
    struct strbuf query;
    struct strbuf held;
    struct err err = {0};
    strbuf_init(&query, 1000);
    strbuf_init(&held, 1000);
    enum err_code code = search_query(str_of(words), &query, &held, &err);
    if (wanted == NULL) {
        assert_int_equal(code, ERR_INVALID);
        assert_int_not_equal(err.message[0], '\0');
    } else {
        assert_int_equal(code, ERR_OK);
        assert_string_equal(query.p, wanted);
    }
    strbuf_release(&query);
    strbuf_release(&held);
}

static void holds(const char *words, const char *wanted)
{
    struct strbuf query;
    struct strbuf held;
    strbuf_init(&query, 1000);
    strbuf_init(&held, 1000);
    assert_int_equal(search_query(str_of(words), &query, &held, NULL), ERR_OK);
    assert_string_equal(held.p, wanted);
    strbuf_release(&query);
    strbuf_release(&held);
}

static void a_page_that_is_found_holds_what_no_not_stands_before(void **state)
{
    (void)state;
    holds("red car", "\"red\" AND \"car\"");
    holds("kni* NOT \"b c\"", "\"kni\" *");
    holds("a NOT b* c NOT d", "\"a\" AND \"c\"");
    holds("a NOT b NOT c AND d*", "\"a\" AND \"d\" *");
    holds("a OR b NOT c", "\"a\" OR \"b\" NOT \"c\"");
    holds("a NOT b OR c", "\"a\" NOT \"b\" OR \"c\"");
}

static void words_become_a_query(void **state)
{
    (void)state;
    is_query("red car", "\"red\" AND \"car\"");
    is_query(" \"red car\" blue", "\"red car\" AND \"blue\"");
    is_query("O'Brien a-b c:d", "\"O'Brien\" AND \"a-b\" AND \"c:d\"");
    is_query("kni* OR dagger", "\"kni\" * OR \"dagger\"");
    is_query("or not and", "\"or\" AND \"not\" AND \"and\"");
    is_query("a NOT \"b c\"", "\"a\" NOT \"b c\"");
    is_query("- red", "\"red\"");
    is_query("", NULL);
    is_query("* ()", NULL);
    is_query("\"open", NULL);
    is_query("AND a", NULL);
    is_query("a OR", NULL);
    is_query("a AND OR b", NULL);
    is_query("\xFF", NULL);
}

static const struct thread_row *row_of(const struct thread_row *rows, size_t count,
                                       int64_t document)
{
    for (size_t i = 0; i < count; i++) {
        if (rows[i].document == document) {
            return &rows[i];
        }
    }
    fail();
    return NULL;
}

static void conversations_follow_references(void **state)
{
    const struct message_fields fields[] = {
        {1, STR("a"), STR(""), STR(""), STR("Plan")},
        {2, STR("b"), STR("a"), STR("a"), STR("Re: Plan")},
        {3, STR("c"), STR(""), STR("b"), STR("other words")},
        {4, STR("d"), STR("a missing"), STR(""), STR("Re: Plan")}, /* below what is not here */
        {5, STR("e"), STR(""), STR(""), STR("RE[2]: Re: Plan")},   /* by its subject */
        {6, STR("f"), STR(""), STR(""), STR("Invoice")},
        {7, STR("g"), STR(""), STR(""), STR("Invoice")}, /* no reply: a letter of its own */
        {8, STR("x"), STR("y"), STR(""), STR("l")},      /* a loop */
        {9, STR("y"), STR("x"), STR(""), STR("m")},
        {10, STR("a"), STR(""), STR(""), STR("zz")}, /* an id once more */
        {11, STR("s"), STR("s"), STR(""), STR("own")}};
    struct messages messages = {.arena = arena_new()};
    size_t count;
    (void)state;
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        messages_add(&messages, &fields[i]);
    }
    const struct thread_row *rows = threads_make(&messages, &count);
    assert_int_equal(count, 11);
    assert_int_equal(row_of(rows, count, 2)->above, 1);
    assert_int_equal(row_of(rows, count, 3)->above, 2);
    assert_int_equal(row_of(rows, count, 3)->depth, 2);
    assert_int_equal(row_of(rows, count, 4)->above, 1);
    for (int64_t i = 1; i <= 5; i++) {
        assert_int_equal(row_of(rows, count, i)->thread, 1);
    }
    assert_int_equal(row_of(rows, count, 5)->above, 0);
    assert_int_equal(row_of(rows, count, 6)->thread, 6);
    assert_int_equal(row_of(rows, count, 7)->thread, 7);
    assert_int_equal(row_of(rows, count, 8)->thread, row_of(rows, count, 9)->thread);
    assert_int_equal(row_of(rows, count, 10)->thread, 10);
    assert_int_equal(row_of(rows, count, 11)->above, 0);
    messages_free(&messages);
    arena_free(messages.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_keeps_its_words),
        cmocka_unit_test(bad_lines_are_refused),
        cmocka_unit_test(words_become_a_query),
        cmocka_unit_test(a_page_that_is_found_holds_what_no_not_stands_before),
        cmocka_unit_test(conversations_follow_references),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
