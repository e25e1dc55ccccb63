/* /checkpoint, /tile/…, /body/ID, /blob/SHA256: right bytes, right keeping, and no way out of
 * the folders they lie in. */
#include "http_rig.h"
#include "site_double.h"

#include "base/encode.h"
#include "base/file.h"
#include "crypto/digest.h"
#include "ledger/tile.h"
#include "store/blob.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <sys/inotify.h>
#include <unistd.h>

#define OTHER_ID "ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100"
#define ID "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static int start(void **state)
{
    static struct http_rig rig;
    memset(&site_double, 0, sizeof site_double);
    rig_start(&rig, 1);
    *state = &rig;
    return 0;
}

static int stop(void **state)
{
    rig_stop(*state);
    return 0;
}

static struct heard get(struct http_rig *rig, const char *target)
{
    return rig_ask(rig, "GET", target, "");
}

static struct str octets(struct http_rig *rig, size_t count)
{
    char *bytes = arena_alloc(rig->arena, count + 1);
    for (size_t i = 0; i < count; i++) {
        bytes[i] = (char)(i * 37);
    }
    return str_n(bytes, count);
}

static void assert_keeping(struct http_rig *rig, const struct heard *heard, const char *words)
{
    assert_string_equal(heard_field(rig, heard, "Cache-Control"), words);
}

static void test_checkpoint_is_asked_for_each_time(void **state)
{
    struct http_rig *rig = *state;
    assert_int_equal(get(rig, "/checkpoint").status, 404);
    rig_write(rig, "log/checkpoint", STR("example\n1\nroot\n"));
    struct heard heard = get(rig, "/checkpoint");
    assert_int_equal(heard.status, 200);
    assert_true(str_is(heard.body, "example\n1\nroot\n"));
    assert_keeping(rig, &heard, "public, no-cache");
    assert_string_equal(heard_field(rig, &heard, "Content-Type"), "text/plain; charset=utf-8");
    const char *tag = heard_field(rig, &heard, "ETag");
    const char *field = arena_printf(rig->arena, "If-None-Match: %s\r\n", tag);
    assert_int_equal(rig_ask(rig, "GET", "/checkpoint", field).status, 304);
    rig_write(rig, "log/checkpoint", STR("example\n2\nroot\n"));
    assert_int_equal(rig_ask(rig, "GET", "/checkpoint", field).status, 200);
}

static void test_tiles_have_their_exact_length(void **state)
{
    struct http_rig *rig = *state;
    const struct {
        const char *path;
        size_t bytes;
        int status;
    } cases[] = {
        {"tile/0/000", 8192, 200},       {"tile/0/001.p/17", 17 * 32, 200},
        {"tile/1/x001/234", 8192, 200},  {"tile/0/002", 8191, 404},
        {"tile/0/003", 0, 404},          {"tile/0/004.p/17", 16 * 32, 404},
        {"tile/0/005.p/17", 8192, 404},  {"tile/0/006.p/0", 0, 404},
        {"tile/0/7", 8192, 404},         {"tile/8/000", 8192, 404},
        {"tile/0/000.p/256", 8192, 404}, {"tile/0/x000/001", 8192, 404},
        {"tile/entries/009", 8192, 404},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *path = arena_printf(rig->arena, "log/%s", cases[i].path);
        struct str bytes = octets(rig, cases[i].bytes);
        rig_write(rig, path, bytes);
        struct heard heard = get(rig, path + 3);
        if (heard.status != cases[i].status) {
            print_error("%s: status %d\n", path, heard.status);
        }
        assert_int_equal(heard.status, cases[i].status);
        if (heard.status == 200) {
            assert_true(str_eq(heard.body, bytes));
            assert_keeping(rig, &heard, "public, max-age=31536000, immutable");
        } else {
            assert_keeping(rig, &heard, "no-store");
        }
    }
}

static void test_a_bundle_holds_as_many_entries_as_its_name_says(void **state)
{
    struct http_rig *rig = *state;
    struct strbuf bundle;
    strbuf_init(&bundle, 1000);
    assert_int_equal(bundle_add(&bundle, STR("one"), NULL), ERR_OK);
    assert_int_equal(bundle_add(&bundle, STR("two"), NULL), ERR_OK);
    rig_write(rig, "log/tile/entries/000.p/2", strbuf_view(&bundle));
    rig_write(rig, "log/tile/entries/000.p/3", strbuf_view(&bundle));
    rig_write(rig, "log/tile/entries/001.p/2", str_sub(strbuf_view(&bundle), 0, bundle.n - 1));
    struct heard heard = get(rig, "/tile/entries/000.p/2");
    assert_int_equal(heard.status, 200);
    assert_true(str_eq(heard.body, strbuf_view(&bundle)));
    assert_int_equal(get(rig, "/tile/entries/000.p/3").status, 404);
    assert_int_equal(get(rig, "/tile/entries/001.p/2").status, 404);
    strbuf_release(&bundle);
}

/* Also while its file still lies there. */
static void test_a_removed_body_is_gone_by_its_removal(void **state)
{
    struct http_rig *rig = *state;
    char whole[64] = "0123456789abcdef0123456789abcdef{\"a\":1}";
    rig_write(rig, "log/body/" ID, str_of(whole));
    site_double.removed = ID;
    site_double.removal = OTHER_ID;
    struct heard heard = get(rig, "/body/" ID);
    assert_int_equal(heard.status, 410);
    assert_true(str_is(heard.body, OTHER_ID "\n"));
    site_double.removed = NULL;
    assert_int_equal(get(rig, "/body/" ID).status, 200);
}

static void test_a_body_is_sent_whole_or_not_at_all(void **state)
{
    struct http_rig *rig = *state;
    struct str whole = STR("0123456789abcdef0123456789abcdef{\"a\":1}");
    rig_write(rig, "log/body/" ID, whole);
    struct heard heard = get(rig, "/body/" ID);
    assert_int_equal(heard.status, 200);
    assert_true(str_eq(heard.body, whole));
    assert_string_equal(heard_field(rig, &heard, "Content-Type"), "application/octet-stream");
    assert_keeping(rig, &heard, "public, max-age=60");
    rig_write(rig, "log/body/" ID, str_sub(whole, 0, whole.n - 1));
    assert_int_equal(get(rig, "/body/" ID).status, 404);
    rig_write(rig, "log/body/short", whole);
    assert_int_equal(get(rig, "/body/short").status, 404);
}

static void test_a_blob_has_its_digest(void **state)
{
    struct http_rig *rig = *state;
    char hex[65];
    struct str bytes = octets(rig, 3000000);
    assert_int_equal(blob_put(rig->data.blobs_public, bytes, hex, NULL), ERR_OK);
    const char *target = arena_printf(rig->arena, "/blob/%s", hex);
    for (int i = 0; i < 2; i++) {
        struct heard heard = get(rig, target);
        assert_int_equal(heard.status, 200);
        assert_true(str_eq(heard.body, bytes));
        assert_string_equal(heard_field(rig, &heard, "Content-Type"),
                            "application/octet-stream");
        assert_memory_equal(heard_field(rig, &heard, "ETag") + 1, hex, 32);
    }
    struct heard asked = rig_ask(rig, "HEAD", target, "");
    assert_int_equal(asked.body.n, 0);
    assert_string_equal(heard_field(rig, &asked, "Content-Length"), "3000000");
    char *path = blob_path(rig->arena, rig->data.blobs_public, str_of(hex));
    char *changed = arena_strndup(rig->arena, bytes.p, bytes.n);
    changed[77] ^= 1;
    assert_int_equal(file_write(path, str_n(changed, bytes.n), 0644, NULL), ERR_OK);
    assert_int_equal(get(rig, target).status, 500);
    assert_int_equal(get(rig, "/blob/" ID).status, 404);
}

static void link_to(struct http_rig *rig, const char *to, const char *path)
{
    char *whole = arena_printf(rig->arena, "%s/%s", rig->root, path);
    assert_int_equal(file_make_folders(file_folder_of(rig->arena, whole), 0755, NULL), ERR_OK);
    assert_int_equal(symlink(arena_printf(rig->arena, "%s/%s", rig->root, to), whole), 0);
}

/* One file in each place the public process has no business in, watched. */
static const char *const forbidden[] = {"keys/secret",       "ledger.db",    "jobs.db",
                                        "runs/run/a",        "evidence/e/a", "tmp/a",
                                        "blobs/private/00/a"};

static int watch_forbidden(struct http_rig *rig)
{
    int watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    assert_true(watch >= 0);
    for (size_t i = 0; i < sizeof forbidden / sizeof forbidden[0]; i++) {
        rig_write(rig, forbidden[i], STR("0123456789abcdef0123456789abcdef{\"secret\":1}"));
        const char *path = arena_printf(rig->arena, "%s/%s", rig->root, forbidden[i]);
        assert_true(inotify_add_watch(watch, path, IN_OPEN | IN_ACCESS) >= 0);
    }
    return watch;
}

static void test_links_are_not_followed(void **state)
{
    struct http_rig *rig = *state;
    struct sha256 digest = sha256_of(STR("0123456789abcdef0123456789abcdef{\"secret\":1}"));
    char hex[SHA256_HEX_SIZE];
    int watch = watch_forbidden(rig);
    char event[4096];
    sha256_hex(hex, &digest);
    link_to(rig, "keys/secret", "log/checkpoint");
    link_to(rig, "keys/secret", "log/body/" ID);
    link_to(rig, "keys", "log/tile/0");
    link_to(rig, "keys/secret", arena_printf(rig->arena, "blobs/public/%.2s/%s", hex, hex + 2));
    assert_int_equal(get(rig, "/checkpoint").status, 404);
    assert_int_equal(get(rig, "/body/" ID).status, 404);
    assert_int_equal(get(rig, "/tile/0/000").status, 404);
    assert_int_equal(get(rig, arena_printf(rig->arena, "/blob/%s", hex)).status, 404);
    assert_int_equal(read(watch, event, sizeof event), -1);
    close(watch);
}

static void test_no_address_leads_out(void **state)
{
    static const char *const addresses[] = {
        "/keys/secret",
        "/tile/../keys/secret",
        "/tile/%2e%2e/%2e%2e/keys/secret",
        "/tile/..%2f..%2fkeys%2fsecret",
        "/tile/0/../../../keys/secret",
        "/body/../../ledger.db",
        "/body/%2e%2e%2f%2e%2e%2fledger.db",
        "/blob/../../private/00/a",
        "/blob/private/00/a",
        "/ledger.db",
        "/log/../ledger.db",
        "/body//etc/passwd",
        "/checkpoint/../../keys/secret",
        "/tile//../../keys/secret",
        "/blob/%00",
        "/body/" ID "/../../../keys/secret", /* NOLINT(bugprone-suspicious-missing-comma) */
    };
    struct http_rig *rig = *state;
    int watch = watch_forbidden(rig);
    char event[4096];
    for (size_t i = 0; i < sizeof addresses / sizeof addresses[0]; i++) {
        struct heard heard = get(rig, addresses[i]);
        assert_true(heard.status == 400 || heard.status == 404);
        assert_int_equal(str_find(heard.bytes, STR("secret\":")), SIZE_MAX);
    }
    assert_int_equal(read(watch, event, sizeof event), -1);
    /* the watch works */
    struct str text;
    assert_int_equal(file_read(rig->arena, rig->data.ledger_db, 100, &text, NULL), ERR_OK);
    assert_true(read(watch, event, sizeof event) > 0);
    close(watch);
}

/* What is open below the data folder, of this process, which is the server. */
static void test_nothing_stays_open_but_what_is_public(void **state)
{
    struct http_rig *rig = *state;
    rig_write(rig, "log/checkpoint", STR("example\n1\nroot\n"));
    rig_write(rig, "log/body/" ID, STR("0123456789abcdef0123456789abcdef{\"a\":1}"));
    get(rig, "/");
    get(rig, "/checkpoint");
    get(rig, "/body/" ID);
    get(rig, "/body/short");
    DIR *folder = opendir("/proc/self/fd");
    assert_non_null(folder);
    struct dirent *entry;
    while ((entry = readdir(folder)) != NULL) {
        char to[4096];
        ssize_t n = readlinkat(dirfd(folder), entry->d_name, to, sizeof to - 1);
        struct str path = str_n(to, n > 0 ? (size_t)n : 0);
        assert_false(str_starts(path, str_of(rig->root)));
    }
    closedir(folder);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)
    const struct CMUnitTest tests[] = {
        TEST(test_checkpoint_is_asked_for_each_time),
        TEST(test_tiles_have_their_exact_length),
        TEST(test_a_bundle_holds_as_many_entries_as_its_name_says),
        TEST(test_a_removed_body_is_gone_by_its_removal),
        TEST(test_a_body_is_sent_whole_or_not_at_all),
        TEST(test_a_blob_has_its_digest),
        TEST(test_links_are_not_followed),
        TEST(test_no_address_leads_out),
        TEST(test_nothing_stays_open_but_what_is_public),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
