/* Lines of each format, refused and taken, and what pairs with what. */
#include "score/speech/transcript_line.h"
#include "score/speech/transcript_pair.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

static const char *tokens_of(struct arena *arena, const struct utterance *utterance)
{
    struct strbuf out;
    strbuf_init(&out, 4096);
    for (size_t i = 0; i < utterance->count; i++) {
        const struct token *token = &utterance->tokens[i];
        strbuf_puts(&out, i > 0 ? " " : "");
        strbuf_str(&out,
                   token->kind == TOKEN_WORD ? token->text : str_n(&" {/}"[token->kind], 1));
    }
    const char *text = arena_strndup(arena, out.p, out.n);
    strbuf_release(&out);
    return text;
}

static void trn_is(const char *line, const char *tokens, const char *id, const char *speaker)
{
    struct arena *arena = arena_new();
    struct utterance got = {.count = 0};
    assert_int_equal(trn_line(arena, str_of(line), &got, NULL), ERR_OK);
    assert_string_equal(tokens_of(arena, &got), tokens);
    assert_true(str_is(got.id, id));
    assert_true(str_is(got.speaker, speaker));
    arena_free(arena);
}

static void test_trn__words_id_and_speaker(void **state)
{
    (void)state;
    trn_is("one  two (spk-1)", "one two", "(spk-1)", "spk");
    trn_is("(uh) one (s_2-a_b)", "(uh) one", "(s_2-a_b)", "s_2");
    trn_is("a (s_2)\t", "a", "(s_2)", "s");
    trn_is("(lonely)", "", "(lonely)", "");
}

/* SCTK, src/sclite/testdata/lvc_ref.stm: "i've;tag1 { um;tag1; / uh;;tag2 } a\;s". */
static void test_tokens__tags_and_choices(void **state)
{
    (void)state;
    trn_is("i've;tag1 { um;tag1; / uh;;tag2 } a\\;s* * (x-1)", "i've { um / uh } a;s *",
           "(x-1)", "x");
    trn_is("{a/{b c/@}}/d (x-1)", "{ a / { b c / @ } } /d", "(x-1)", "x");
}

static void refused(enum err_code (*parse)(struct arena *, struct str, struct utterance *,
                                           struct err *),
                    const char *line, const char *words)
{
    struct arena *arena = arena_new();
    struct utterance got = {.count = 0};
    struct err err = {.code = ERR_OK};
    assert_int_not_equal(parse(arena, str_of(line), &got, &err), ERR_OK);
    if (strstr(err.message, words) == NULL) {
        fail_msg("%s: %s", line, err.message);
    }
    arena_free(arena);
}

static void test_lines__refused(void **state)
{
    (void)state;
    refused(trn_line, "no id here", "no utterance id");
    refused(trn_line, "id () ", "no utterance id");
    refused(trn_line, "a (b) c", "no utterance id");
    refused(trn_line, "{ a / b (x-1)", "does not end");
    refused(trn_line, "a { / } (x-1)", "has no word");
    refused(stm_line, "f 1 s 0", "fewer than five");
    refused(stm_line, "f 1 s 2 1 a", "before it begins");
    refused(stm_line, "f 1 s nan 1 a", "the beginning");
    refused(stm_line, "f 1 s -1 1 a", "-1 seconds");
    refused(jsonl_line, "{\"text\":\"a\"}", "\"id\"");
    refused(jsonl_line, "{\"id\":1}", "text");
    refused(jsonl_line, "{\"id\":1,\"id\":2,\"text\":\"\"}", "twice");
}

static void test_stm__label_and_left_out(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct utterance got = {.count = 0};
    assert_int_equal(stm_line(arena, STR("f A spk 1.5 2 <O,WA> a b"), &got, NULL), ERR_OK);
    assert_string_equal(tokens_of(arena, &got), "a b");
    assert_true(got.from == 1.5 && got.to == 2 && str_is(got.speaker, "spk"));
    assert_false(got.left_out);
    assert_int_equal(
        stm_line(arena, STR("f A spk 1 2 IGNORE_TIME_SEGMENT_IN_SCORING"), &got, NULL), ERR_OK);
    assert_true(got.left_out);
    arena_free(arena);
}

static void test_ctm__word_and_mark(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct ctm_word got;
    assert_int_equal(ctm_line(arena, STR("f A 1.5 0.25 word 0.9"), &got, NULL), ERR_OK);
    assert_true(got.time.start == 1.5 && got.time.duration == 0.25);
    assert_true(str_is(got.token.text, "word"));
    assert_int_equal(ctm_line(arena, STR("f A * * <ALT>"), &got, NULL), ERR_OK);
    assert_int_equal(got.token.kind, TOKEN_OR);
    assert_int_not_equal(ctm_line(arena, STR("f A * * word"), &got, NULL), ERR_OK);
    arena_free(arena);
}

static void test_format__by_name(void **state)
{
    (void)state;
    enum transcript_format format;
    assert_int_equal(transcript_format_of("a.b/c.stm.gz", &format, NULL), ERR_OK);
    assert_int_equal(format, FORMAT_STM);
    assert_int_equal(transcript_format_of("trn", &format, NULL), ERR_USAGE);
    assert_int_equal(transcript_format_named("jsonl", &format, NULL), ERR_OK);
    assert_int_equal(format, FORMAT_JSONL);
}

/* A word belongs to the segment that its middle lies in; the last takes the rest. */
static void test_pair__words_by_their_middle(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct score_options options = SCORE_OPTIONS_DEFAULTS;
    struct score_report *report = score_report_new(arena, "speech", &options);
    struct utterance segments[2] = {
        {.file = STR("F"), .channel = STR("a"), .from = 0, .to = 2},
        {.file = STR("f"), .channel = STR("A"), .from = 3, .to = 4}};
    struct token words[4];
    struct token_time times[4] = {{1, 1}, {1.4, 1}, {1.6, 1}, {9, 1}};
    for (size_t i = 0; i < 4; i++) {
        words[i] = (struct token){TOKEN_WORD, str_n("wxyz" + i, 1)};
    }
    struct utterance channel = {
        .file = STR("f"), .channel = STR("A"), .tokens = words, .times = times, .count = 4};
    struct transcript reference = {"r", FORMAT_STM, segments, 2};
    struct transcript hypothesis = {"h", FORMAT_CTM, &channel, 1};
    struct transcript_pairs pairs;
    assert_int_equal(
        transcript_pair(report, &reference, &hypothesis, MISSING_ERROR, &pairs, NULL), ERR_OK);
    assert_int_equal(pairs.count, 2);
    assert_string_equal(tokens_of(arena, pairs.items[0].hypothesis), "w x");
    assert_string_equal(tokens_of(arena, pairs.items[1].hypothesis), "y z");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_trn__words_id_and_speaker),
        cmocka_unit_test(test_tokens__tags_and_choices),
        cmocka_unit_test(test_lines__refused),
        cmocka_unit_test(test_stm__label_and_left_out),
        cmocka_unit_test(test_ctm__word_and_mark),
        cmocka_unit_test(test_format__by_name),
        cmocka_unit_test(test_pair__words_by_their_middle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
