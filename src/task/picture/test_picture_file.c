/* Which files are pictures, and how answers about pictures, pairs and questions are shown. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/file.h"
#include "task/picture/picture_file.h"
#include "task/task.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static enum err_code checked(struct str bytes, struct err *err)
{
    char path[] = "/tmp/policeai-test-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(file_write_fd(fd, path, bytes, NULL), ERR_OK);
    assert_int_equal(close(fd), 0);
    enum err_code code = picture_file_check(path, err);
    assert_int_equal(unlink(path), 0);
    return code;
}

static void pictures_are_told_by_their_first_bytes(void **state)
{
    (void)state;
    struct err err;
    assert_int_equal(checked(STR("\x89PNG\r\n\x1A\n...."), &err), ERR_OK);
    assert_int_equal(checked(STR("\xFF\xD8\xFF\xE0"), &err), ERR_OK);
    assert_int_equal(checked(STR("II*\0...."), &err), ERR_OK);
    assert_int_equal(checked(STR("RIFF....WEBPVP8 "), &err), ERR_OK);
    assert_int_equal(checked(STR("P5\n1 1\n255\nx"), &err), ERR_OK);
    assert_int_equal(checked(STR("RIFF....WAVEfmt "), &err), ERR_UNSUPPORTED);
    assert_int_equal(checked(STR("P"), &err), ERR_UNSUPPORTED);
    assert_int_equal(checked(STR(""), &err), ERR_UNSUPPORTED);
}

static void a_pdf_is_refused_with_what_helps(void **state)
{
    (void)state;
    struct err err;
    assert_int_equal(checked(STR("%PDF-1.7\n"), &err), ERR_UNSUPPORTED);
    assert_non_null(strstr(err.message, "is a PDF, not a picture"));
    assert_non_null(strstr(err.hint, "pdftoppm"));
}

static void assert_shown(const char *name, const char *input, const char *output,
                         const char *document, const char *places, const char *summary)
{
    struct arena *arena = arena_new();
    struct task_shown shown;
    struct js *in;
    struct js *out;
    const struct task *task = task_lookup(str_of(name));
    assert_int_equal(js_parse(arena, str_of(input), &in, NULL), ERR_OK);
    assert_int_equal(js_parse(arena, str_of(output), &out, NULL), ERR_OK);
    assert_int_equal(task->check_output(in, out, NULL), ERR_OK);
    task_shown_init(&shown);
    task->show(in, out, task->styles[0].name, &shown);
    assert_string_equal(shown.document.p, document);
    assert_string_equal(shown.places.p != NULL ? shown.places.p : "", places);
    assert_string_equal(shown.summary.p, summary);
    task_shown_release(&shown);
    arena_free(arena);
}

static void what_was_read_is_shown_with_its_doubts(void **state)
{
    (void)state;
    assert_shown(
        "ocr", "{\"image\":{\"file\":\"a\"}}",
        "{\"text\":\"one\\u0007\\ntwo\",\"words\":[{\"text\":\"one\",\"box\":[1,2,9,9],"
        "\"confidence\":0.25},{\"text\":\"two\",\"box\":[1,12,9,19],\"confidence\":0.9}]}",
        "one\\u{7}\ntwo\n", "word 1 at 1,2: confidence 0.25\n",
        "2 words, 1 of them unsure (confidence under 0.5)");
    assert_shown("ocr", "{\"image\":{\"file\":\"a\"}}", "{\"text\":\"one\"}", "one\n", "",
                 "no places of words given");
}

static void a_call_is_shown_with_its_score(void **state)
{
    (void)state;
    static const char pair[] = "{\"left\":{\"file\":\"a\"},\"right\":{\"file\":\"b\"}}";
    assert_shown("face-verification", pair, "{\"match\":\"yes\",\"score\":0.93}",
                 "the same, score 0.93\n", "the same, score 0.93\n", "the same, score 0.93");
    assert_shown("face-verification", pair, "{\"failure\":\"no face on the left\"}",
                 "not compared: no face on the left\n", "not compared: no face on the left\n",
                 "not compared: no face on the left");
    assert_shown("item-matching", "{\"left\":{\"a\":\"b\"},\"right\":{\"a\":\"c\"}}",
                 "{\"match\":\"no\"}", "not the same\n", "not the same\n", "not the same");
}

static void an_answer_is_shown_with_the_words_it_cites(void **state)
{
    (void)state;
    static const char asked[] = "{\"question\":\"?\",\"passages\":[{\"id\":\"p1\",\"text\":"
                                "\"Caf\xC3\xA9 shut\"}]}";
    assert_shown("question-answering", asked,
                 "{\"answer\":\"shut\",\"citations\":[{\"id\":\"p1\",\"start\":5,\"end\":9}]}",
                 "shut\n[p1] shut\n", "p1 characters 5 to 9\n", "answered, 1 places cited");
    assert_shown("question-answering", asked, "{\"answer\":\"\",\"citations\":[]}",
                 "(no answer in the passages)\n", "", "no answer, 0 places cited");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pictures_are_told_by_their_first_bytes),
        cmocka_unit_test(a_pdf_is_refused_with_what_helps),
        cmocka_unit_test(what_was_read_is_shown_with_its_doubts),
        cmocka_unit_test(a_call_is_shown_with_its_score),
        cmocka_unit_test(an_answer_is_shown_with_the_words_it_cites),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
