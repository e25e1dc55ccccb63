/* Submissions: what is packed is read back, and whatever is changed in it is
 * refused. That GNU tar reads it too is tried in tests/system. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "supplier/submission_box.h"

#include "base/file.h"
#include "crypto/random.h"
#include "supplier/pack.h"
#include "supplier/reply_window.h"
#include "supplier/supplier_key.h"
#include "supplier/tar_header.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct arena *arena;
static const char *folder;
static struct sig_secret secret;
static const char *vkey;
static struct str packed;

static const char *at(const char *name)
{
    return arena_printf(arena, "%s/%s", folder, name);
}

static void put(const char *name, const char *text, mode_t mode)
{
    const char *path = at(name);
    assert_int_equal(file_make_folders(file_folder_of(arena, path), 0755, NULL), ERR_OK);
    assert_int_equal(file_write(path, str_of(text), mode, NULL), ERR_OK);
}

static const char manifest[] =
    "{\"protocol\":1,\"id\":\"sample\",\"version\":\"1\",\"name\":\"Sample\",\"task\":"
    "\"text-redaction\",\"supplier\":\"Sample Ltd\",\"licence\":\"MIT\",\"run\":[\"./run\"],"
    "\"intended_use\":\"Made up.\",\"not_for\":\"Anything.\",\"limitations\":[\"Many.\"]}";

static enum err_code pack(const char *tool, const char *to, struct submission *made,
                          struct err *err)
{
    const struct pack_plan plan = {.folder = at(tool),
                                   .contact = "box@sample.invalid",
                                   .role = "mailbox",
                                   .secret = &secret,
                                   .vkey = vkey,
                                   .to = at(to),
                                   .now = 1772323200};
    return pack_make(arena, &plan, made, err);
}

static int setup(void **state)
{
    char template[] = "/tmp/policeai-submission-XXXXXX";
    struct submission made;
    struct err err;
    (void)state;
    crypto_start();
    arena = arena_new();
    folder = arena_strdup(arena, mkdtemp(template));
    put("tool/tool.json", manifest, 0644);
    put("tool/run", "#!/bin/sh\n", 0755);
    put("tool/a/b/empty", "", 0644);
    /* 151 bytes with package/: more than the 100 of a header's name */
    put("tool/long-name-of-a-folder-that-goes-on-for-quite-some-time-0123456789/"
        "and-another-name-"
        "of-a-file-that-goes-on-0123456789-0123456789-012345678",
        "deep", 0644);
    assert_int_equal(supplier_key_make(arena, at("key"), &vkey, NULL), ERR_OK);
    assert_int_equal(supplier_key_load(arena, at("key"), &secret, &vkey, NULL), ERR_OK);
    if (pack("tool", "packed", &made, &err) != ERR_OK) {
        fail_msg("%s", err.message);
    }
    assert_int_equal(file_read(arena, at("packed"), 1 << 20, &packed, NULL), ERR_OK);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    assert_int_equal(file_remove_tree(folder, NULL), ERR_OK);
    arena_free(arena);
    return 0;
}

struct text_source {
    struct str text;
    size_t taken;
    size_t piece; /* at most so many bytes a call */
};

static enum err_code give(void *data, void *out, size_t length, size_t *got, struct err *err)
{
    struct text_source *source = data;
    (void)err;
    size_t left = source->text.n - source->taken;
    *got = length < left ? length : left;
    *got = *got < source->piece ? *got : source->piece;
    memcpy(out, source->text.p + source->taken, *got);
    source->taken += *got;
    return ERR_OK;
}

struct listed {
    struct strbuf names;
    struct strbuf bytes;
};

static enum err_code begin(void *data, const struct submission_file *file, struct err *err)
{
    struct listed *listed = data;
    (void)err;
    strbuf_printf(&listed->names, "%.*s%s\n", STR_ARG(file->path), file->executable ? "*" : "");
    return ERR_OK;
}

static enum err_code add(void *data, struct str bytes, struct err *err)
{
    struct listed *listed = data;
    (void)err;
    strbuf_str(&listed->bytes, bytes);
    return ERR_OK;
}

static enum err_code end(void *data, const struct submission_file *file, struct err *err)
{
    (void)data;
    (void)file;
    (void)err;
    return ERR_OK;
}

/* Everything a centre would do but keep it. */
static enum err_code read_box(struct str text, struct listed *listed, struct err *err)
{
    struct text_source source = {text, 0, 1000};
    const struct box_sink sink = {begin, add, end, listed};
    struct box_reader reader;
    strbuf_clear(&listed->names);
    strbuf_clear(&listed->bytes);
    TRY(box_open(&reader, arena, give, &source, err));
    TRY(submission_verify(arena, &reader.submission, err));
    return box_files(&reader, &sink, err);
}

static void listed_init(struct listed *listed)
{
    strbuf_init(&listed->names, 1 << 20);
    strbuf_init(&listed->bytes, 1 << 20);
}

static void listed_release(struct listed *listed)
{
    strbuf_release(&listed->names);
    strbuf_release(&listed->bytes);
}

static void test_submission__what_is_packed_is_read(void **state)
{
    (void)state;
    struct listed listed;
    struct err err;
    listed_init(&listed);
    if (read_box(packed, &listed, &err) != ERR_OK) {
        fail_msg("%s", err.message);
    }
    assert_non_null(strstr(listed.names.p, "package/a/b/empty\npackage/long-name"));
    assert_non_null(strstr(listed.names.p, "package/run*\npackage/tool.json\n"));
    assert_non_null(strstr(listed.bytes.p, "deep#!/bin/sh\n{\"protocol\":1"));
    listed_release(&listed);
}

static void test_submission__a_changed_byte_is_refused(void **state)
{
    (void)state;
    struct listed listed;
    listed_init(&listed);
    char *bytes = arena_strndup(arena, packed.p, packed.n);
    for (size_t i = 0; i < packed.n; i += 1 + i % 7) {
        bytes[i] ^= 1;
        if (read_box(str_n(bytes, packed.n), &listed, NULL) == ERR_OK) {
            fail_msg("byte %zu of %zu may be another", i, packed.n);
        }
        bytes[i] ^= 1;
    }
    listed_release(&listed);
}

static void test_submission__cut_or_longer_is_refused(void **state)
{
    (void)state;
    struct listed listed;
    listed_init(&listed);
    for (size_t n = 0; n < packed.n; n += 511) {
        assert_int_not_equal(read_box(str_sub(packed, 0, n), &listed, NULL), ERR_OK);
    }
    char *longer = arena_zalloc(arena, packed.n + 1);
    memcpy(longer, packed.p, packed.n);
    assert_int_not_equal(read_box(str_n(longer, packed.n + 1), &listed, NULL), ERR_OK);
    listed_release(&listed);
}

static void test_submission__paths_that_lead_away_are_none(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      "package/",
                                      "/package/a",
                                      "package//a",
                                      "package/../a",
                                      "package/a/..",
                                      "package/./a",
                                      "tool.json",
                                      "package",
                                      "package/a\nb",
                                      "package/a\\b",
                                      "package/a\xff",
                                      "../package/a",
                                      "outputs.jsonl/a"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        if (submission_path_valid(str_of(bad[i]))) {
            fail_msg("taken: %s", bad[i]);
        }
    }
    assert_true(submission_path_valid(STR("package/a..b/.c")));
    assert_true(submission_path_valid(STR("outputs.csv")));
}

static void test_submission__a_path_is_cut_where_it_fits(void **state)
{
    (void)state;
    char path[300];
    memset(path, 'a', sizeof path);
    path[155] = '/';
    assert_true(tar_path_fits(str_n(path, 256)));
    assert_false(tar_path_fits(str_n(path, 257)));
    assert_true(tar_path_fits(str_n(path, 100)));
    assert_false(tar_path_fits(str_n(path, 101)));
    assert_false(tar_path_fits(str_n(path, 156)));
}

/* ---- the signed object ---- */

static struct str object_of(const char *from, const char *to)
{
    struct text_source source = {packed, 0, 1 << 20};
    struct box_reader reader;
    assert_int_equal(box_open(&reader, arena, give, &source, NULL), ERR_OK);
    struct str raw = reader.submission.json->raw;
    char *text = arena_strndup(arena, raw.p, raw.n);
    char *place = strstr(text, from);
    if (place == NULL) {
        fail_msg("no %s in %s", from, text);
    }
    return str_of(
        arena_printf(arena, "%.*s%s%s", (int)(place - text), text, to, place + strlen(from)));
}

static bool signs(struct str object, struct err *err)
{
    struct strbuf note;
    strbuf_init(&note, SUBMISSION_NOTE_MAX);
    enum err_code code = submission_sign(&note, object, &secret, err);
    strbuf_release(&note);
    return code == ERR_OK;
}

static void test_submission__one_thing_wrong_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to;
    } wrong[] = {
        {"\"claims\":[]", "\"claims\":[{\"about\":\"file:package/none\",\"ground\":\"g\","
                          "\"reason\":\"r\",\"until\":\"2027-01-01\"}]"},
        {"\"claims\":[]", "\"claims\":[{\"about\":\"file:package/run\",\"ground\":\"g\","
                          "\"reason\":\"r\",\"until\":\"soon\"}]"},
        {"\"claims\":[]", "\"claims\":[],\"zz\":\"1\""},
        {"[{\"address\":\"box@sample.invalid\",\"role\":\"mailbox\"}]", "[]"},
        {"\"limitations\":[\"Many.\"]", "\"limitations\":[]"},
        {"package/run\"", "package/../run\""},
        {"package/run\"", "package/a/b/empty\""},
        {"package/tool.json", "package/tool.jso"},
        {"\"what\":\"package\"", "\"what\":\"outputs\""},
        {"\"what\":\"package\"", "\"parcel\":\"0123456789abcdef\",\"what\":\"package\""},
        {"\"executable\":\"yes\"", "\"executable\":\"no\""},
        {"\"made\":\"2026-03-01\"", "\"made\":\"2026-02-29\""},
        {"\"bytes\":4", "\"bytes\":9007199254740991"},
    };
    assert_true(signs(object_of("\"claims\":[]", "\"claims\":[]"), NULL));
    assert_true(signs(object_of("\"claims\":[]",
                                "\"claims\":[{\"about\":\"file:package/run\",\"ground\":"
                                "\"FOIA s.43(2)\",\"reason\":\"r\",\"until\":"
                                "\"2027-01-01\"}]"),
                      NULL));
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        if (signs(object_of(wrong[i].from, wrong[i].to), NULL)) {
            fail_msg("taken with %s", wrong[i].to);
        }
    }
}

static void test_submission__what_tool_json_lacks_is_told_before_it_leaves(void **state)
{
    (void)state;
    struct submission made;
    struct err err;
    put("poor/tool.json",
        "{\"protocol\":1,\"id\":\"sample\",\"version\":\"1\",\"name\":\"Sample\",\"task\":"
        "\"text-redaction\",\"supplier\":\"Sample Ltd\",\"licence\":\"MIT\",\"run\":["
        "\"./run\"]}",
        0644);
    put("poor/run", "#!/bin/sh\n", 0755);
    assert_int_not_equal(pack("poor", "poor.out", &made, &err), ERR_OK);
    assert_non_null(strstr(err.message, "tool.json"));
    assert_false(file_exists(at("poor.out")));
}

static void test_submission__a_window_is_open_to_the_end_of_its_last_day(void **state)
{
    (void)state;
    const struct reply_window window = {.days = 14, .source = STR("a test")};
    char until[DATE_SIZE];
    int64_t served = 0;
    int64_t last = 0;
    assert_true(time_parse(STR("2026-02-20T23:59:59Z"), &served));
    assert_true(time_parse(STR("2026-03-06T23:59:59Z"), &last));
    reply_window_until(until, &window, served);
    assert_string_equal(until, "2026-03-06");
    assert_false(reply_window_closed(str_of(until), last));
    assert_true(reply_window_closed(str_of(until), last + 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_submission__what_is_packed_is_read),
        cmocka_unit_test(test_submission__a_changed_byte_is_refused),
        cmocka_unit_test(test_submission__cut_or_longer_is_refused),
        cmocka_unit_test(test_submission__paths_that_lead_away_are_none),
        cmocka_unit_test(test_submission__a_path_is_cut_where_it_fits),
        cmocka_unit_test(test_submission__one_thing_wrong_is_refused),
        cmocka_unit_test(test_submission__what_tool_json_lacks_is_told_before_it_leaves),
        cmocka_unit_test(test_submission__a_window_is_open_to_the_end_of_its_last_day),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
