/* The public site over a real data folder: a keeper's log with a hostile tool, a benchmark, a
 * whole and a partial run with issued evidence, an abandoned run and a type nobody understands.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "crypto/random.h"
#include "bench/characteristic.h"
#include "evidence/issue.h"
#include "evidence/validity.h"
#include "ledger/body_shapes.h"
#include "record/keeper_client.h"
#include "store/db.h"
#include "support/markup_check.h"
#include "web/asset.h"
#include "web/crawl.h"
#include "web/template.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BENCHMARK PAI_SOURCE_DIR "/benchmarks/redaction-uk"
#define ILLUSTRATION PAI_SOURCE_DIR "/benchmarks/speech-en"
#define SEEN PAI_BUILD_DIR "/pages-seen" /* what was crawled, for buildtools/check-govuk */
#define HOSTILE_NAME "<script>alert(\\\"1\\\")</script> & 'two' \\u202Eterces"
#define HOSTILE_ID "bad \\\"id\\\"?&<"

static struct arena *arena;
static struct datadir dir;
static struct err err;
static struct site *site;
static int64_t now; /* of the site's clock */
static const char *whole;
static const char *partial;
static const char *illustration;
static const char *all_on;

/* ---- the data folder ---- */

static void must(enum err_code code)
{
    if (code != ERR_OK) {
        fail_msg("%s", err.message);
    }
}

static void append(struct keeper_client *keeper, const char *type, const char *body,
                   struct keeper_receipt *receipt)
{
    must(keeper_append(keeper, arena, type, NULL, str_of(body), receipt, &err));
}

static const struct predicate sample = {
    .tool = {.kind = IDENTITY_DECLARED,
             .supplier = {"sample", 6},
             .product = {"sample", 6},
             .version = {"1", 1}},
    .title = {"sample 1", 8},
    .isolation = {"{\"level\":\"full\"}", 16},
    .parameters = {"{\"threshold\":\"0.5\"}", 19},
    .seed = 7,
};

/* A tool that asks to be measured in two ways. */
static const struct predicate two_ways[] = {{.tool = {.kind = IDENTITY_DECLARED,
                                                      .supplier = {"sample", 6},
                                                      .product = {"two-ways", 8},
                                                      .version = {"1", 1}},
                                             .title = {"two-ways 1", 10},
                                             .isolation = {"{\"level\":\"full\"}", 16},
                                             .parameters = {"{\"more\":\"no\"}", 13},
                                             .seed = 7},
                                            {.tool = {.kind = IDENTITY_DECLARED,
                                                      .supplier = {"sample", 6},
                                                      .product = {"two-ways", 8},
                                                      .version = {"1", 1}},
                                             .title = {"two-ways 1", 10},
                                             .isolation = {"{\"level\":\"full\"}", 16},
                                             .parameters = {"{\"more\":\"yes\"}", 14},
                                             .seed = 7}};

static const char *identity_text(const struct predicate *of)
{
    struct strbuf identity;
    strbuf_init(&identity, 4096);
    identity_write(&identity, &of->tool);
    const char *text = arena_strdup(arena, identity.p);
    strbuf_release(&identity);
    return text;
}

static void list_tool(struct keeper_client *keeper, const char *id, const char *name,
                      const char *identity)
{
    struct keeper_receipt receipt;
    char hex[65];
    char *manifest = arena_printf(
        arena,
        "{\"id\":\"%s\",\"version\":\"1\",\"name\":\"%s\",\"task\":\"text-redaction\","
        "\"supplier\":\"%s\",\"licence\":\"MIT\",\"intended_use\":\"%s\",\"not_for\":\"x\","
        "\"limitations\":[\"%s\"],\"models\":[]}",
        id, name, name, name, name);
    must(keeper_publish_blob(keeper, str_of(manifest), hex, &err));
    append(keeper, "tool.listed/1",
           arena_printf(arena, "{\"identity\":%s,\"manifest\":\"%s\"}", identity, hex),
           &receipt);
}

static void list_two_ways(struct keeper_client *keeper)
{
    struct keeper_receipt receipt;
    char hex[65];
    must(keeper_publish_blob(
        keeper,
        STR("{\"protocol\":1,\"id\":\"two-ways\",\"version\":\"1\",\"name\":\"Two "
            "ways\",\"task\":\"text-redaction\",\"supplier\":\"sample\",\"licence\":"
            "\"MIT\",\"run\":[\"./t\"],\"intended_use\":\"u\",\"not_for\":\"n\","
            "\"limitations\":[\"l\"],\"parameters\":[{\"name\":\"more\",\"type\":"
            "\"flag\",\"default\":false,\"help\":\"h\"}],\"parameter_sets\":["
            "{\"name\":\"shipped\",\"title\":\"As it comes\",\"reason\":\"Nothing is "
            "switched on.\",\"parameters\":{}},{\"name\":\"all\",\"title\":\"All "
            "on\",\"reason\":\"Everything is.\",\"parameters\":{\"more\":true}}]}"),
        hex, &err));
    append(keeper, "tool.listed/1",
           arena_printf(arena, "{\"identity\":%s,\"manifest\":\"%s\"}",
                        identity_text(&two_ways[0]), hex),
           &receipt);
}

static void list_benchmark(struct keeper_client *keeper, const struct bench *bench)
{
    struct keeper_receipt receipt;
    char hex[65];
    must(keeper_publish_blob(keeper, bench->text, hex, &err));
    append(keeper, "benchmark.listed/1", arena_printf(arena, "{\"digest\":\"%s\"}", hex),
           &receipt);
}

/* The expected answers, every tenth item not answered. */
static const char *make_results(const struct bench *bench, size_t most)
{
    struct strbuf results;
    const char *path = arena_printf(arena, "%s/results.jsonl", dir.tmp);
    size_t n = 0;
    strbuf_init(&results, 64 * MIB);
    for (size_t i = 0; i < bench->count && n < most; i++) {
        const struct bench_item *item = &bench->items[i];
        struct jsonw w;
        char hex[SHA256_HEX_SIZE];
        if (!str_is(item->split, "test")) {
            continue;
        }
        bool answered = n++ % 10 != 0;
        jsonw_init(&w, &results);
        jsonw_object(&w);
        jsonw_member_str(&w, "id", item->id);
        jsonw_member(&w, "outcome", answered ? "answered" : "timeout");
        if (answered) {
            struct sha256 digest = sha256_of(item->expected->raw);
            sha256_hex(hex, &digest);
            jsonw_member_str(&w, "output", item->expected->raw);
            jsonw_member(&w, "output_sha256", hex);
        }
        jsonw_end(&w);
        strbuf_putc(&results, '\n');
    }
    must(file_write(path, strbuf_view(&results), 0644, &err));
    strbuf_release(&results);
    return path;
}

static struct keeper_receipt register_run(struct keeper_client *keeper,
                                          const struct bench *bench, const struct predicate *of)
{
    struct keeper_receipt receipt;
    char hex[SHA256_HEX_SIZE];
    sha256_hex(hex, &bench->digest);
    append(
        keeper, "run.registered/1",
        arena_printf(arena,
                     "{\"benchmark\":{\"digest\":\"%s\",\"id\":\"%.*s\",\"version\":\"%.*s\"},"
                     "\"parameters\":%.*s,\"seed\":7,\"tool\":%s}",
                     hex, STR_ARG(bench->id), STR_ARG(bench->version), STR_ARG(of->parameters),
                     identity_text(of)),
        &receipt);
    return receipt;
}

static const char *issue(struct keeper_client *keeper, const struct bench *bench, size_t most,
                         const char *name, const struct predicate *of)
{
    struct issued issued;
    struct issue_plan plan = {.bench = bench,
                              .folder = arena_printf(arena, "%s/sample", dir.evidence),
                              .name = name,
                              .predicate = *of};
    struct keeper_receipt receipt = register_run(keeper, bench, of);
    plan.results = make_results(bench, most);
    plan.predicate.run = str_of(arena_strdup(arena, receipt.id));
    plan.predicate.checkpoint = receipt.checkpoint;
    must(evidence_issue(arena, keeper, &plan, &issued, &err));
    return issued.sha256;
}

static void fill(struct keeper_client *keeper)
{
    struct bench *bench;
    struct keeper_receipt receipt;
    struct bench *speech;
    must(bench_open(&bench, BENCHMARK, &err));
    must(bench_open(&speech, ILLUSTRATION, &err));
    list_tool(keeper, "sample", "A sample tool", identity_text(&sample));
    list_tool(keeper, HOSTILE_ID, HOSTILE_NAME,
              "{\"kind\":\"declared\",\"product\":\"bad\",\"supplier\":\"bad\","
              "\"version\":\"1\"}");
    list_benchmark(keeper, bench);
    partial = issue(keeper, bench, 30, "partial", &sample);
    whole = issue(keeper, bench, SIZE_MAX, "whole", &sample);
    list_benchmark(keeper, speech);
    illustration = issue(keeper, speech, SIZE_MAX, "speech", &sample);
    (void)register_run(keeper, bench, &sample);
    list_two_ways(keeper);
    all_on = issue(keeper, bench, SIZE_MAX, "all-on", &two_ways[1]);
    (void)issue(keeper, bench, 100, "as-it-comes", &two_ways[0]);
    append(keeper, "sample.unknown/1", "{\"says\":\"<b>nothing</b>\"}", &receipt);
    must(keeper_progress(keeper, "sample", "redaction-uk", 12, 400, &err));
    bench_free(speech);
    bench_free(bench);
}

static void open_site(void)
{
    struct site_plan plan = {.public_db = dir.public_db,
                             .reference = PAI_SOURCE_DIR "/reference",
                             .clock = {.fixed = true, .seconds = now}};
    site_close(site);
    site = NULL;
    must(site_open(&site, &plan, &err));
}

static int make_data(void **state)
{
    char folder[] = "/tmp/policeai-site-XXXXXX";
    struct keeper_client *keeper;
    struct clock clock = {0};
    (void)state;
    crypto_start();
    arena = arena_new();
    if (mkdtemp(folder) == NULL || datadir_at(arena, folder, &dir, &err) != ERR_OK ||
        datadir_make(&dir, &err) != ERR_OK ||
        keeper_client_open(&keeper, &dir, &err) != ERR_OK) {
        return 1;
    }
    fill(keeper);
    keeper_client_close(keeper);
    now = clock_now(&clock);
    open_site();
    return 0;
}

static int remove_data(void **state)
{
    (void)state;
    site_close(site);
    enum err_code code = file_remove_tree(dir.root, &err);
    arena_free(arena);
    return code != ERR_OK;
}

static struct site_answer ask_query(const char *path, const char *query)
{
    struct site_answer answer;
    struct site_request request = {str_of(path), str_of(query)};
    struct err own;
    site_respond(site, arena, &request, &answer, &own);
    return answer;
}

static struct site_answer ask(const char *path)
{
    return ask_query(path, "");
}

static bool says(const struct site_answer *answer, const char *text)
{
    return str_find(answer->body, str_of(text)) != SIZE_MAX;
}

static void must_say(const struct site_answer *answer, const char *text)
{
    if (!says(answer, text)) {
        fail_msg("\"%s\" is missing in: %.*s", text, STR_ARG(str_sub(answer->body, 0, 20000)));
    }
}

static const struct js *json_of(const char *path)
{
    struct js *json;
    struct site_answer answer = ask(path);
    assert_int_equal(answer.status, 200);
    assert_string_equal(answer.type, "application/json");
    must(js_parse(arena, answer.body, &json, &err));
    return json;
}

/* ---- every page ---- */

/* "<table" and "<caption" as often; every <th has a scope. */
static size_t count(struct str text, const char *needle)
{
    size_t n = 0;
    for (size_t at = str_find(text, str_of(needle)); at != SIZE_MAX;
         at = str_find(text, str_of(needle))) {
        n++;
        text = str_from(text, at + 1);
    }
    return n;
}

/* Text of a page without its tags. */
static struct str text_of(struct str html)
{
    char *out = arena_alloc(arena, html.n + 1);
    size_t n = 0;
    bool tag = false;
    for (size_t i = 0; i < html.n; i++) {
        tag = html.p[i] == '<' || (tag && html.p[i] != '>');
        if (!tag) {
            out[n++] = html.p[i];
        }
    }
    return str_n(out, n);
}

static void check_html(const struct crawl_page *page)
{
    struct str html = page->answer->body;
    const char *wrong = markup_wrong(arena, html);
    if (wrong != NULL) {
        fail_msg("%.*s: %s", STR_ARG(page->address), wrong);
    }
    assert_int_equal(count(html, "<table"), count(html, "<caption"));
    assert_int_equal(count(html, "<th "), count(html, "<th scope=\""));
    assert_int_equal(count(html, "<svg role=\"img\" aria-label=\""), count(html, "<svg"));
    assert_int_equal(count(html, "<h1"), 1);
    assert_true(str_find(html, STR("Demonstration authority")) != SIZE_MAX);
    assert_true(str_find(html, STR("This is not a government service")) != SIZE_MAX);
    struct str text = text_of(html);
    for (size_t i = 0; i < language_table[0].count; i++) {
        const char *id = language_table[0].texts + language_table[0].messages[i].id;
        if (str_find(text, str_of(id)) != SIZE_MAX) {
            fail_msg("%.*s shows the id %s", STR_ARG(page->address), id);
        }
    }
}

struct seen {
    int pages;
    int data;
};

static enum err_code see(void *data, const struct crawl_page *page, struct err *e)
{
    struct seen *seen = data;
    if (page->answer->status != 200) {
        return err_set(e, ERR_NOT_FOUND, "%.*s, linked from %.*s, gives %d",
                       STR_ARG(page->address), STR_ARG(page->from), page->answer->status);
    }
    if (str_starts(page->address, STR("/downloads/"))) {
        return ERR_OK; /* files: no page's data */
    }
    if (strcmp(page->answer->type, "application/json") == 0) {
        struct js *json;
        must(js_parse(arena, page->answer->body, &json, &err));
        assert_non_null(js_member(json, "site"));
        seen->data++;
    } else if (strncmp(page->answer->type, "text/html", 9) == 0) {
        check_html(page);
        must(file_write(arena_printf(arena, "%s/%03d.html", SEEN, seen->pages++),
                        page->answer->body, 0644, &err));
    }
    return ERR_OK;
}

static void test_site__every_link_leads_to_a_sound_page(void **state)
{
    struct seen seen = {0};
    (void)state;
    (void)!file_remove_tree(SEEN, &err);
    must(file_make_folders(SEEN, 0755, &err));
    must(crawl(site, 2000, see, &seen, &err));
    assert_in_range(seen.pages, 70, 200);
    assert_int_equal(seen.pages, seen.data);
    must(file_write(
        SEEN "/site.css",
        str_n(asset_table[0].bytes, (size_t)(asset_table[0].bytes_end - asset_table[0].bytes)),
        0644, &err));
}

/* ---- single pages ---- */

static void test_tools_json__has_the_members_scripts_rely_on(void **state)
{
    static const char *const keys[] = {"id", "version", "name", "task"};
    (void)state;
    const struct js *tools = js_member(json_of("/tools.json"), "tools");
    assert_non_null(tools);
    assert_int_equal(tools->array.count, 3);
    for (size_t i = 0; i < 4; i++) {
        assert_non_null(js_member(&tools->array.items[1], keys[i]));
    }
    assert_true(js_is(js_member(&tools->array.items[1], "id"), "sample"));
}

static void test_site__what_others_wrote_cannot_become_markup(void **state)
{
    static const char *const pages[] = {"/", "/tools", "/tools/bad \"id\"?&<", NULL};
    (void)state;
    for (int i = 0; pages[i] != NULL; i++) {
        struct site_answer answer = ask(pages[i]);
        assert_int_equal(answer.status, 200);
        assert_false(says(&answer, "<script"));
        assert_false(says(&answer, "\xe2\x80\xae"));
        must_say(&answer,
                 "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;two&#39; ");
        must_say(&answer, "\\u{202E}terces");
    }
    struct site_answer tools = ask("/tools");
    must_say(&tools, "href=\"/tools/bad%20%22id%22%3F%26%3C\"");
}

/* Of a task's model. */
static const struct js *metric_of(const struct js *model, const char *id)
{
    const struct js *metrics = js_member(js_member(model, "task"), "metrics");
    for (size_t i = 0; i < metrics->array.count; i++) {
        if (str_is(js_text(&metrics->array.items[i], "id"), id)) {
            return &metrics->array.items[i];
        }
    }
    fail_msg("no metric %s", id);
    return NULL;
}

static void test_tool__shows_abandoned_runs_and_figures_with_their_base(void **state)
{
    (void)state;
    struct site_answer answer = ask("/tools/sample");
    must_say(&answer, "All figures in short");
    must_say(&answer, "4 test runs, 3 issued");
    must_say(&answer, "Not issued");
    must_say(&answer, "95% interval");
    must_say(&answer, "160 items");
    must_say(&answer, "The package was not held");
    const struct js *evidence = js_member(json_of("/tools/sample.json"), "evidence");
    assert_int_equal(evidence->array.count, 3);
    assert_non_null(js_member(&evidence->array.items[2], "replaced"));
    assert_null(js_member(&evidence->array.items[1], "replaced"));
    assert_null(js_member(&evidence->array.items[0], "replaced"));
}

/* In the order of tool.json, whichever was measured last. */
static void test_tool__shows_what_it_was_measured_with_side_by_side(void **state)
{
    (void)state;
    const struct js *tool = json_of("/tools/two-ways.json");
    const struct js *glance = js_member(tool, "glance");
    assert_int_equal(glance->array.count, 1);
    const struct js *sets = js_member(&glance->array.items[0], "sets");
    assert_int_equal(sets->array.count, 2);
    assert_true(str_is(js_text(&sets->array.items[0], "set_title"), "As it comes"));
    assert_true(str_is(js_text(&sets->array.items[1], "set_title"), "All on"));
    assert_true(str_is(js_text(&sets->array.items[1], "envelope"), all_on));
    const struct js *rows = js_member(&glance->array.items[0], "rows");
    const struct js *metrics =
        js_member(&js_member(tool, "evidence")->array.items[1], "metrics");
    assert_int_equal(rows->array.count, metrics->array.count);
    for (size_t i = 0; i < rows->array.count; i++) {
        const struct js *cells = js_member(&rows->array.items[i], "cells");
        assert_int_equal(cells->array.count, 2);
        assert_true(str_eq(js_text(&cells->array.items[1], "numerator"),
                           js_text(&metrics->array.items[i], "numerator")));
    }
    struct site_answer answer = ask("/tools/two-ways");
    must_say(&answer, "<strong>As it comes.</strong> Nothing is switched on.");
    must_say(&answer, "<strong>All on.</strong> Everything is.");
    answer = ask("/tools/sample");
    assert_false(says(&answer, "can be set in more than one way"));
}

static void test_pages__say_which_set_evidence_is_of(void **state)
{
    (void)state;
    struct site_answer answer = ask(arena_printf(arena, "/evidence/%s", all_on));
    must_say(&answer, "<strong>All on.</strong> Everything is.");
    answer = ask("/benchmarks/redaction-uk");
    must_say(&answer, "All on");
    must_say(&answer, "As it comes");
    answer = ask_query("/compare", "tool=two-ways");
    must_say(&answer, "</a>, All on (");
}

/* A type that is understood is told in words, on the log and on the pages of forces. */
static void test_log__has_a_word_for_each_type_that_is_published(void **state)
{
    (void)state;
    for (size_t i = 0; i < body_type_count; i++) {
        struct str name = str_of(body_types[i].name);
        const char *id = arena_printf(arena, "type.%s", body_types[i].name);
        if (!body_private(name) && message_lookup(&language_table[0], str_of(id)) == NULL) {
            fail_msg("there is no message %s", id);
        }
    }
}

/* Folded: a screen of figures and their groups is a line, until it is opened. */
static void test_tool__folds_each_evidence_below_the_figures_in_short(void **state)
{
    (void)state;
    struct site_answer answer = ask("/tools/two-ways");
    const char *place = arena_printf(arena, "<section id=\"on-%.12s\">", all_on);
    must_say(&answer, place);
    must_say(&answer, arena_printf(arena, "href=\"#on-%.12s\"", all_on));
    struct str before = str_sub(answer.body, 0, str_find(answer.body, str_of(place)));
    assert_int_equal(count(before, "<details"), count(before, "</details>") + 1);
    assert_false(says(&answer, "<details open"));
    assert_true(str_find(answer.body, STR("All figures in short")) <
                str_find(answer.body, STR("<details")));
}

static void test_figures__that_are_no_shares_are_not_told_in_per_cent(void **state)
{
    (void)state;
    struct site_answer answer = ask("/tasks/case-file-check");
    must_say(&answer, "at least 98% (");
    must_say(&answer, "at most 1 (");
    assert_string_equal(
        "findings a file",
        arena_printf(arena, "%.*s",
                     STR_ARG(js_text(metric_of(json_of("/tasks/case-file-check.json"),
                                               "false_flags.file/1"),
                                     "unit"))));
}

static void test_evidence__a_partial_run_prints_counts_and_no_rate(void **state)
{
    (void)state;
    struct site_answer answer = ask(arena_printf(arena, "/evidence/%s", partial));
    must_say(&answer, "Part of the benchmark, no rate");
    must_say(&answer, "Cannot be judged");
    must_say(&answer, " of ");
    assert_false(says(&answer, "<svg"));
    assert_false(says(&answer, "95% interval "));
}

static void test_evidence__an_illustration_prints_counts_and_no_rate(void **state)
{
    (void)state;
    struct site_answer answer = ask(arena_printf(arena, "/evidence/%s", illustration));
    must_say(&answer, "Illustration, no rate: too few speakers for a rate");
    must_say(&answer, "Cannot be judged");
    assert_false(says(&answer, "Below the working value"));
    assert_false(says(&answer, "<svg"));
    assert_false(says(&answer, "95% interval "));
}

static void test_evidence__says_what_was_not_tested(void **state)
{
    (void)state;
    struct site_answer answer = ask(arena_printf(arena, "/evidence/%s", whole));
    must_say(&answer, "What was not tested");
    must_say(&answer, "gender reassignment");
    must_say(&answer, "Not in the benchmark");
    const struct js *evidence =
        js_member(json_of(arena_printf(arena, "/evidence/%s.json", whole)), "evidence");
    const struct js *cover = js_member(evidence, "cover");
    assert_non_null(cover);
    assert_true(cover->array.count >= CHARACTERISTICS);
    assert_true(js_is(js_member(&cover->array.items[5], "subject"), "race"));
    assert_true(js_is(js_member(&cover->array.items[5], "state"), "absent"));
}

static void test_evidence__says_how_to_check_it(void **state)
{
    (void)state;
    struct site_answer answer = ask(arena_printf(arena, "/evidence/%s", whole));
    must_say(&answer, "<svg role=\"img\"");
    must_say(&answer, ".dsse.json --key policeai-key/");
    must_say(&answer, " --log-key demo.invalid/");
    must_say(&answer, " --signer policeai-key/");
    must_say(&answer, "download=\"redaction-uk-");
    must_say(&answer, ".run.tlog-proof\"");
    must_say(&answer, arena_printf(arena, "href=\"/blob/%s\"", whole));
    must_say(&answer, "threshold");
}

static void test_statement__a_type_nobody_knows_is_shown_as_such(void **state)
{
    (void)state;
    const struct js *statements = js_member(json_of("/log.json"), "statements");
    const struct js *newest = &statements->array.items[0];
    const struct js *id = js_member(newest, "id");
    assert_true(js_is(js_member(newest, "type"), "sample.unknown/1"));
    struct site_answer answer = ask(arena_printf(arena, "/log/%.*s", STR_ARG(id->string)));
    must_say(&answer, "does not know this type");
    must_say(&answer, "&lt;b&gt;nothing&lt;/b&gt;");
    struct site_answer list = ask("/log/before/3");
    assert_int_equal(count(list.body, "app-nowrap"), 3);
}

static void test_forces__are_the_43(void **state)
{
    (void)state;
    assert_int_equal(js_member(json_of("/forces.json"), "forces")->array.count, 43);
    struct site_answer answer = ask("/forces/gwent");
    must_say(&answer, "Nothing published yet");
}

static void test_search__finds_by_words_and_by_digits(void **state)
{
    (void)state;
    struct site_answer found = ask_query("/search", "q=SAMPLE+tool");
    must_say(&found, "1 result for");
    found = ask_query("/search", "q=gwent");
    must_say(&found, "href=\"/forces/gwent\"");
    found = ask_query("/search", arena_printf(arena, "q=%.10s", whole));
    must_say(&found, arena_printf(arena, "href=\"/evidence/%s\"", whole));
    found = ask_query("/search", "q=%3Cscript%3E+zzz");
    must_say(&found, "0 results for");
    must_say(&found, "try fewer");
    assert_false(says(&found, "<script"));
}

static void test_search__a_long_query_is_told(void **state)
{
    char query[300] = "q=";
    (void)state;
    memset(query + 2, 'a', 201);
    struct site_answer answer = ask_query("/search", query);
    assert_int_equal(answer.status, 200);
    must_say(&answer, "at most 200 bytes");
    query[202] = '\0';
    answer = ask_query("/search", query);
    assert_false(says(&answer, "at most 200 bytes"));
}

/* ---- time ---- */

static int64_t progress_time(void)
{
    const struct js *row =
        &js_member(json_of("/tools/sample.json"), "measuring")->array.items[0];
    int64_t seconds;
    assert_true(time_parse(js_member(row, "updated_at")->string, &seconds));
    return seconds;
}

static struct site_answer ask_at(int64_t moment, const char *path)
{
    int64_t before = now;
    now = moment;
    open_site();
    struct site_answer answer = ask(path);
    now = before;
    open_site();
    return answer;
}

static void test_progress__goes_stale_by_itself(void **state)
{
    (void)state;
    int64_t updated = progress_time();
    struct site_answer answer = ask_at(updated + 119, "/tools/sample");
    must_say(&answer, "Being measured, 12 of 400");
    must_say(&answer, "<progress class=\"app-progress\" max=\"400\" value=\"12\"");
    assert_int_equal(answer.valid_until, updated + 120);
    answer = ask_at(updated + 120, "/tools/sample");
    must_say(&answer, "Measuring stopped at 12 of 400");
    assert_false(says(&answer, "<progress"));
    assert_true(answer.valid_until > updated + 120);
}

static void test_evidence__lapses_by_itself(void **state)
{
    (void)state;
    char *path = arena_printf(arena, "/evidence/%s", whole);
    struct site_answer answer = ask(path);
    int64_t end = answer.valid_until;
    must_say(&answer, ">Current<");
    assert_in_range(end - now, 364 * 86400, 366 * 86400);
    answer = ask_at(end - 1, path);
    must_say(&answer, ">Current<");
    answer = ask_at(end, path);
    must_say(&answer, ">Lapsed<");
    assert_int_equal(answer.valid_until, 0);
}

/* ---- other answers ---- */

static void test_site__what_is_not_there_is_a_404_page(void **state)
{
    static const char *const paths[] = {"/nothing",      "/tools/none",       "/tools/sample/9",
                                        "/evidence/abc", "/log/abc",          "/forces/none",
                                        "/tasks/none",   "/tools/sample/1/x", NULL};
    (void)state;
    for (int i = 0; paths[i] != NULL; i++) {
        struct site_answer answer = ask(paths[i]);
        assert_int_equal(answer.status, 404);
        must_say(&answer, "Page not found");
        assert_null(markup_wrong(arena, answer.body));
    }
    struct site_answer answer = ask("/tools/none.json");
    assert_int_equal(answer.status, 404);
    must_say(&answer, "\"status\":404");
}

static void test_site__a_slash_behind_the_address_is_sent_on(void **state)
{
    (void)state;
    struct site_answer answer = ask("/tools/");
    assert_int_equal(answer.status, 301);
    assert_true(str_is(answer.location, "/tools"));
}

static void test_site__assets_are_immutable_and_compressed(void **state)
{
    (void)state;
    struct site_answer answer = ask(asset_address("site.css"));
    assert_int_equal(answer.status, 200);
    assert_true(answer.immutable);
    assert_true(answer.gzip.n > 1000 && answer.gzip.n < answer.body.n / 4);
    assert_memory_equal(answer.gzip.p, "\x1f\x8b", 2);
    assert_false(says(&answer, "GDS Transport"));
    assert_false(says(&answer, "@font-face"));
    assert_false(says(&answer, "url("));
}

/* As the projection leaves it when a key is revoked from an earlier leaf on. */
static void test_evidence__withdrawn_is_a_410_page_that_says_why(void **state)
{
    static const char move[] =
        "INSERT INTO evidence_withdrawn (statement_id, log_index, envelope, run_id, "
        "tool_digest,"
        " benchmark_digest, revoked_by) SELECT statement_id, log_index, 'feed', run_id,"
        " tool_digest, benchmark_digest, statement_id FROM evidence ORDER BY log_index LIMIT 1";
    struct db *db;
    (void)state;
    assert_int_equal(ask("/evidence/feed").status, 404);
    must(db_open(&db, dir.public_db, DB_WRITE, &err));
    must(db_exec(db, move, &err));
    struct site_answer answer = ask("/evidence/feed");
    assert_int_equal(answer.status, 410);
    must_say(&answer, "This evidence counts no more");
    assert_null(markup_wrong(arena, answer.body));
    assert_int_equal(ask("/evidence/feed.json").status, 410);
    must(db_exec(db, "DELETE FROM evidence_withdrawn", &err));
    db_close(db);
}

/* As the projection leaves it when every listing of tools is removed. */
static void test_removed__is_said_where_something_rested_on_it(void **state)
{
    static const char away[] =
        "CREATE TABLE kept_tool AS SELECT * FROM tool;"
        "CREATE TABLE kept_statement AS SELECT * FROM statement;"
        "INSERT INTO removal SELECT id, (SELECT id FROM statement WHERE log_index = 0), 0,"
        " 'erasure', 'sample role', '2026-01-29' FROM statement WHERE type = 'tool.listed/1';"
        "UPDATE statement SET body = '' WHERE type = 'tool.listed/1'; DELETE FROM tool";
    static const char back[] = "DELETE FROM removal; DELETE FROM statement; DELETE FROM tool;"
                               "INSERT INTO statement SELECT * FROM kept_statement;"
                               "INSERT INTO tool SELECT * FROM kept_tool; DROP TABLE kept_tool;"
                               "DROP TABLE kept_statement";
    struct db *db;
    (void)state;
    must(db_open(&db, dir.public_db, DB_WRITE, &err));
    struct db_query *query;
    bool row;
    must(db_prepare(db, "SELECT id FROM statement WHERE type = 'tool.listed/1' LIMIT 1", &query,
                    &err));
    must(db_step(query, &row, &err));
    char *id = arena_printf(arena, "%.*s", STR_ARG(db_text(query, 0)));
    db_reset(query);
    must(db_exec(db, away, &err));
    struct site_answer answer = ask(arena_printf(arena, "/log/%s", id));
    must_say(&answer, "Ground: erasure. Decided by: sample role.");
    assert_null(markup_wrong(arena, answer.body));
    answer = ask(arena_printf(arena, "/log/%s.json", id));
    must_say(&answer, "\"ground\":\"erasure\"");
    answer = ask(arena_printf(arena, "/evidence/%s", whole));
    assert_int_equal(answer.status, 200);
    must_say(&answer, "What was said of this tool when it was listed is not in the log");
    assert_null(markup_wrong(arena, answer.body));
    answer = ask("/tools/sample");
    assert_int_equal(answer.status, 404);
    must_say(&answer, "2026-01-29");
    must_say(&answer, id);
    must(db_exec(db, back, &err));
    db_close(db);
}

/* A table the pages need is gone: the page says so, and the program lives on. */
static void test_site__a_failure_of_ours_is_a_500_page(void **state)
{
    struct db *db;
    (void)state;
    must(db_open(&db, dir.public_db, DB_WRITE, &err));
    must(db_exec(db, "ALTER TABLE tool RENAME TO gone", &err));
    struct site_answer answer = ask("/tools");
    assert_int_equal(answer.status, 500);
    must_say(&answer, "there is a problem");
    assert_null(markup_wrong(arena, answer.body));
    must(db_exec(db, "ALTER TABLE gone RENAME TO tool", &err));
    db_close(db);
    answer = ask("/tools");
    assert_int_equal(answer.status, 200);
}

static void test_site__a_public_db_made_again_is_opened_again(void **state)
{
    uint64_t before;
    uint64_t after;
    char *aside = arena_printf(arena, "%s-aside", dir.public_db);
    (void)state;
    must(site_version(site, &before, &err));
    assert_int_equal(rename(dir.public_db, aside), 0);
    struct site_answer answer = ask("/tools");
    assert_int_equal(answer.status, 500);
    must(file_copy(aside, dir.public_db, 0644, &err));
    answer = ask("/tools");
    assert_int_equal(answer.status, 200);
    must(site_version(site, &after, &err));
    assert_true(before != after);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_site__every_link_leads_to_a_sound_page),
        cmocka_unit_test(test_tools_json__has_the_members_scripts_rely_on),
        cmocka_unit_test(test_site__what_others_wrote_cannot_become_markup),
        cmocka_unit_test(test_tool__shows_abandoned_runs_and_figures_with_their_base),
        cmocka_unit_test(test_tool__shows_what_it_was_measured_with_side_by_side),
        cmocka_unit_test(test_tool__folds_each_evidence_below_the_figures_in_short),
        cmocka_unit_test(test_log__has_a_word_for_each_type_that_is_published),
        cmocka_unit_test(test_pages__say_which_set_evidence_is_of),
        cmocka_unit_test(test_evidence__says_what_was_not_tested),
        cmocka_unit_test(test_figures__that_are_no_shares_are_not_told_in_per_cent),
        cmocka_unit_test(test_evidence__a_partial_run_prints_counts_and_no_rate),
        cmocka_unit_test(test_evidence__an_illustration_prints_counts_and_no_rate),
        cmocka_unit_test(test_evidence__says_how_to_check_it),
        cmocka_unit_test(test_statement__a_type_nobody_knows_is_shown_as_such),
        cmocka_unit_test(test_forces__are_the_43),
        cmocka_unit_test(test_search__finds_by_words_and_by_digits),
        cmocka_unit_test(test_search__a_long_query_is_told),
        cmocka_unit_test(test_progress__goes_stale_by_itself),
        cmocka_unit_test(test_evidence__lapses_by_itself),
        cmocka_unit_test(test_site__what_is_not_there_is_a_404_page),
        cmocka_unit_test(test_site__a_slash_behind_the_address_is_sent_on),
        cmocka_unit_test(test_site__assets_are_immutable_and_compressed),
        cmocka_unit_test(test_evidence__withdrawn_is_a_410_page_that_says_why),
        cmocka_unit_test(test_removed__is_said_where_something_rested_on_it),
        cmocka_unit_test(test_site__a_failure_of_ours_is_a_500_page),
        cmocka_unit_test(test_site__a_public_db_made_again_is_opened_again),
    };
    return cmocka_run_group_tests_name("site", tests, make_data, remove_data);
}
