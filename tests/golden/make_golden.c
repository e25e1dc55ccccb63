/* Made the golden files once: a published log with every type of statement, and evidence with
 * all its files. They stand for what was published: they are read for ever and never made
 * again, so this refuses a folder that is there. A type that lands later gets a log of its own
 * beside.
 *
 *     ninja -C build make-golden && build/obj/tests/golden/make-golden FOLDER
 *
 * All texts are made up. Keys and salts follow from the label "golden" (support/log_maker.h).
 */
#include "support/log_maker.h"

#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "crypto/random.h"
#include "evidence/figures.h"
#include "evidence/predicate.h"
#include "evidence/run_scope.h"
#include "ledger/body.h"
#include "ledger/checkpoint.h"
#include "ledger/dsse.h"
#include "ledger/gap.h"
#include "ledger/tlogproof.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ITEMS = 132, TEST_ITEMS = 120, CLUSTERS = 24 };

static struct log_maker maker;
static struct err err;
static const char *root; /* the folder that is kept */

static const char *format(const char *text, ...) PRINTF_LIKE(1, 2);
static const char *format(const char *text, ...)
{
    va_list args;
    struct strbuf out;
    strbuf_init(&out, LIMIT_BODY);
    va_start(args, text);
    strbuf_vprintf(&out, text, args);
    va_end(args);
    const char *copy = arena_strdup(maker.arena, out.p);
    strbuf_release(&out);
    return copy;
}

static void write_file(const char *name, struct str bytes)
{
    const char *path = format("%s/%s", root, name);
    maker_must(file_make_folders(file_folder_of(maker.arena, path), 0755, &err), &err);
    maker_must(file_write(path, bytes, 0644, &err), &err);
}

static struct str read_file(const char *name)
{
    struct str bytes;
    maker_must(file_read(maker.arena, format("%s/%s", root, name), 64 * MIB, &bytes, &err),
               &err);
    return bytes;
}

static const char *hex_of(struct str bytes)
{
    char hex[SHA256_HEX_SIZE];
    struct sha256 digest = sha256_of(bytes);
    sha256_hex(hex, &digest);
    return arena_strdup(maker.arena, hex);
}

static const char *add_to(int by, const char *type, const char *subject, const char *prev,
                          const char *body)
{
    struct str id = str_of(prev != NULL ? prev : "");
    struct maker_entry entry = {by, type, subject, &id, prev != NULL, body};
    maker.at += 60;
    return log_maker_add(&maker, &entry);
}

static const char *add(int by, const char *type, const char *body)
{
    return add_to(by, type, NULL, NULL, body);
}

/* "Item 7: …" with a telephone number of the range kept for fiction. */
static void write_items(struct strbuf *items)
{
    for (int i = 0; i < ITEMS; i++) {
        const char *text = format("Sample %03d: ring 07700 900%03d, ask for Mrs Sample.", i, i);
        strbuf_printf(
            items,
            "{\"id\":\"sample-%03d\",\"input\":{\"text\":\"%s\"},\"expected\":{\"spans\":"
            "[{\"start\":17,\"end\":29,\"label\":\"PHONE\"},{\"start\":39,\"end\":49,"
            "\"label\":\"PERSON\"}]},\"groups\":{\"kind\":\"%s\"},\"cluster\":"
            "\"case-%02d\",\"split\":\"%s\"}\n",
            i, text, i % 3 == 0 ? "letter" : "note", i % CLUSTERS,
            i < TEST_ITEMS ? "test" : "dev");
    }
}

static void make_benchmark(void)
{
    struct strbuf items;
    strbuf_init(&items, 4 * MIB);
    write_items(&items);
    struct str text = strbuf_view(&items);
    write_file("benchmarks/sample/items.jsonl", text);
    write_file(
        "benchmarks/sample/benchmark.json",
        str_of(format("{\"exposure\":\"open\",\"files\":[{\"bytes\":%zu,\"path\":"
                      "\"items.jsonl\",\"sha256\":\"%s\"}],\"groups\":{\"kind\":{\"title\":"
                      "\"Kind of text\",\"values\":[\"letter\",\"note\"]}},\"id\":\"sample\","
                      "\"licence\":\"MIT\",\"metrics\":{},\"sensitivity\":\"synthetic\","
                      "\"source\":\"made up for this test\",\"task\":\"text-redaction\","
                      "\"title\":\"Made-up sample\",\"version\":\"1\"}",
                      text.n, hex_of(text))));
    strbuf_release(&items);
}

static const char *outcome_of(size_t i)
{
    static const char *const words[] = {"timeout", "died", "error", "not-attempted"};
    return i % 10 == 0 ? words[i / 10 % 4] : NULL;
}

static void write_result(struct strbuf *results, const struct bench_item *item, size_t i)
{
    static const char nothing[] = "{\"spans\":[]}";
    struct jsonw w;
    struct str output = i % 11 == 5 ? str_of(nothing) : item->expected->raw;
    const char *outcome = outcome_of(i);
    jsonw_init(&w, results);
    jsonw_object(&w);
    jsonw_member_str(&w, "id", item->id);
    jsonw_member(&w, "outcome", outcome != NULL ? outcome : "answered");
    if (outcome == NULL) {
        jsonw_member_str(&w, "output", output);
        jsonw_member(&w, "output_sha256", hex_of(output));
    }
    jsonw_end(&w);
    strbuf_putc(results, '\n');
}

static void make_results(const struct bench *bench)
{
    struct strbuf results;
    strbuf_init(&results, 16 * MIB);
    for (size_t i = 0, n = 0; i < bench->count; i++) {
        if (str_is(bench->items[i].split, "test")) {
            write_result(&results, &bench->items[i], n++);
        }
    }
    write_file("evidence/sample.results.jsonl", strbuf_view(&results));
    write_file(
        "evidence/sample.timing.jsonl",
        STR("{\"id\":\"sample-001\",\"microseconds\":1200,\"outcome\":\"answered\",\"pass\":1}"
            "\n"));
    strbuf_release(&results);
}

static const char *compute(const struct bench *bench, const char *run)
{
    struct strbuf stats;
    struct strbuf figures;
    strbuf_init(&stats, 16 * MIB);
    strbuf_init(&figures, 16 * MIB);
    maker_must(
        stats_make(bench, format("%s/evidence/sample.results.jsonl", root), &stats, &err),
        &err);
    maker_must(figures_make(bench, STR("test"), strbuf_view(&stats),
                            bootstrap_seed_of(str_of(run)), false, &figures, &err),
               &err);
    write_file("evidence/sample.stats.jsonl", strbuf_view(&stats));
    write_file("evidence/sample.figures.json", strbuf_view(&figures));
    const char *copy =
        arena_strndup(maker.arena, figures.p, figures.n - 1); /* without its newline */
    strbuf_release(&stats);
    strbuf_release(&figures);
    return copy;
}

#define IDENTITY                                                                               \
    "{\"kind\":\"declared\",\"product\":\"sample-redactor\",\"supplier\":\"Sample Supplier\"," \
    "\"version\":\"1.0\"}"

static struct str envelope_of(const struct bench *bench, const char *run, struct str checkpoint)
{
    struct strbuf payload;
    struct strbuf envelope;
    const char *figures = compute(bench, run);
    struct predicate predicate = {
        .tool = {.kind = IDENTITY_DECLARED,
                 .supplier = STR("Sample Supplier"),
                 .product = STR("sample-redactor"),
                 .version = STR("1.0")},
        .title = STR("sample-redactor 1.0"),
        .benchmark_digest = str_of(hex_of(read_file("benchmarks/sample/benchmark.json"))),
        .benchmark_id = STR("sample"),
        .benchmark_version = STR("1"),
        .checkpoint = checkpoint,
        .engine = STR("policeai golden"),
        .exposure = STR("open"),
        .figures = str_of(figures),
        .isolation =
            STR("{\"level\":\"full\",\"memory\":\"cgroup2\",\"refused\":{\"socket\":1}}"),
        .parameters = STR("{\"level\":3,\"strict\":\"yes\",\"threshold\":\"0.5\"}"),
        .run = str_of(run),
        .seed = 4503599627370497,
        .figures_sha256 = str_of(hex_of(read_file("evidence/sample.figures.json"))),
        .results_sha256 = str_of(hex_of(read_file("evidence/sample.results.jsonl"))),
        .stats_sha256 = str_of(hex_of(read_file("evidence/sample.stats.jsonl"))),
        .timing_sha256 = str_of(hex_of(read_file("evidence/sample.timing.jsonl"))),
        .observed = STR("yes"),
        .varies = STR("{\"denominator\":50,\"numerator\":0}")};
    strbuf_init(&payload, MIB);
    strbuf_init(&envelope, 2 * MIB);
    predicate_compose(&payload, &predicate);
    maker_must(dsse_sign(&envelope, strbuf_view(&payload), &maker.keys[MAKER_EVIDENCE], &err),
               &err);
    struct str bytes = arena_str(maker.arena, strbuf_view(&envelope));
    strbuf_release(&payload);
    strbuf_release(&envelope);
    return bytes;
}

static void write_proof(const char *id)
{
    struct tlogproof proof = {.has_extra = true, .checkpoint = log_maker_checkpoint(&maker)};
    struct leaf leaf;
    struct strbuf extra;
    struct strbuf text;
    strbuf_init(&extra, 2 * MIB);
    strbuf_init(&text, 4 * MIB);
    maker_must(leaf_log_index_of(&maker.log, str_of(id), &proof.index, &err), &err);
    maker_must(leaf_log_get(&maker.log, maker.arena, proof.index, &leaf, &err), &err);
    maker_must(merkle_prove_inclusion(&proof.path, proof.index, maker.log.range.size,
                                      leaf_log_node, &maker.log, &err),
               &err);
    struct tlogproof_extra parts = {leaf.note, leaf.salt, leaf.body};
    maker_must(tlogproof_extra_compose(&extra, &parts, &err), &err);
    proof.extra = strbuf_view(&extra);
    tlogproof_compose(&text, &proof);
    write_file("evidence/sample.tlog-proof", strbuf_view(&text));
    strbuf_release(&extra);
    strbuf_release(&text);
}

static void add_evidence(void)
{
    struct bench *bench;
    static const char manifest[] =
        "{\"id\":\"sample-redactor\",\"licence\":\"none stated\",\"name\":\"Sample redactor\","
        "\"supplier\":\"Sample Supplier\",\"task\":\"text-redaction\",\"version\":\"1.0\"}";
    maker_must(bench_open(&bench, format("%s/benchmarks/sample", root), &err), &err);
    const char *digest = hex_of(read_file("benchmarks/sample/benchmark.json"));
    write_file("manifest.json", str_of(manifest));
    add(MAKER_STATEMENT, "tool.listed/1",
        format("{\"identity\":" IDENTITY ",\"manifest\":\"%s\"}", hex_of(str_of(manifest))));
    add(MAKER_STATEMENT, "benchmark.listed/1", format("{\"digest\":\"%s\"}", digest));
    const char *run =
        add(MAKER_STATEMENT, "run.registered/1",
            format("{\"benchmark\":{\"digest\":\"%s\",\"id\":\"sample\",\"version\":"
                   "\"1\"},\"parameters\":{\"level\":3,\"strict\":\"yes\",\"threshold\""
                   ":\"0.5\"},\"seed\":4503599627370497,\"tool\":" IDENTITY "}",
                   digest));
    struct str checkpoint = log_maker_checkpoint(&maker);
    make_results(bench);
    struct str envelope = envelope_of(bench, run, checkpoint);
    write_file("evidence/sample.dsse.json", envelope);
    const char *issued =
        add(MAKER_STATEMENT, "evidence.issued/1",
            format("{\"envelope\":\"%s\",\"run\":\"%s\"}", hex_of(envelope), run));
    write_proof(issued);
    bench_free(bench);
}

static void add_withheld(void)
{
    const char *subject = log_maker_subject(&maker);
    const char *type = "sample.withheld/1";
    const char *value = "\"a made-up supplier\"";
    char hex[SHA256_HEX_SIZE];
    char ncnd[SHA256_HEX_SIZE];
    char salt_hex[SHA256_HEX_SIZE];
    struct salt salt = log_maker_salt(&maker);
    struct salt other = log_maker_salt(&maker);
    struct sha256 as_digest;
    struct sha256 kept =
        gap_commitment(&salt, str_of(subject), str_of(type), STR("/who"), str_of(value));
    struct sha256 null_kept =
        gap_commitment(&other, str_of(subject), str_of(type), STR("/use/0"), STR("null"));
    memcpy(as_digest.bytes, salt.bytes, sizeof as_digest.bytes);
    sha256_hex(hex, &kept);
    sha256_hex(ncnd, &null_kept);
    sha256_hex(salt_hex, &as_digest);
    const char *id = add_to(
        MAKER_STATEMENT, type, subject, NULL,
        format("{\"use\":[{\"withheld\":{\"commitment\":\"%s\",\"ncnd\":\"sample class\"}}],"
               "\"who\":{\"withheld\":{\"commitment\":\"%s\",\"decided_by\":\"sample role\","
               "\"harm\":\"a made-up harm\",\"public_interest\":\"a made-up test\","
               "\"review\":\"2027-01-29\",\"section\":\"31(1)(a)\"}}}",
               ncnd, hex));
    add_to(MAKER_STATEMENT, "gap.opened/1", subject, id,
           format("{\"openings\":[{\"pointer\":\"/who\",\"salt\":\"%s\",\"statement\":\"%s\","
                  "\"value\":%s}]}",
                  salt_hex, id, value));
}

static void add_removed(void)
{
    const char *id = add(MAKER_STATEMENT, "sample.text/1", "{\"text\":\"soon removed\"}");
    add(MAKER_STATEMENT, "body.removed/1",
        format("{\"date\":\"2026-01-29\",\"ground\":\"published by mistake\",\"ids\":[\"%s\"],"
               "\"role\":\"sample role\"}",
               id));
}

static void add_batch(void)
{
    int first = (int)maker.log.range.size;
    const char *subject = log_maker_subject(&maker);
    const char *id =
        add_to(MAKER_AWAY, "sample.away/1", subject, NULL, "{\"text\":\"from elsewhere\"}");
    add_to(MAKER_AWAY, "sample.away/1", subject, id, "{\"text\":\"a second word\"}");
    add(MAKER_KEEPER, "log.received/1",
        format("{\"first\":%d,\"from\":\"force.invalid/sample\",\"last\":%d}", first,
               first + 1));
}

static void add_keys(void)
{
    const int old = MAKER_FREE;
    const int fresh = MAKER_FREE + 1;
    add(MAKER_RECOVERY, "key.introduced/1",
        format("{\"held\":\"here\",\"key\":\"%s\",\"organisation\":\"sample-centre\",\"use\":"
               "\"statement\"}",
               maker.vkeys[MAKER_CENTRE])); /* a genesis key's organisation */
    log_maker_introduce(&maker, old, "here", "sample-centre", "evidence");
    add_to(old, "key.replaced/1", maker.subjects[old], NULL,
           format("{\"new\":\"%s\",\"old\":\"%s\"}", maker.vkeys[fresh], maker.names[old]));
    add_to(MAKER_RECOVERY, "key.revoked/1", maker.subjects[old], NULL,
           format("{\"from\":3,\"key\":\"%s\",\"reason\":\"a made-up loss\"}",
                  maker.names[fresh]));
}

static void add_private_head(void)
{
    struct salt salt = log_maker_salt(&maker);
    const char *text =
        format("%s/private\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", maker.origin);
    struct sha256 digest = private_head_commitment(&salt, str_of(text));
    char hex[SHA256_HEX_SIZE];
    sha256_hex(hex, &digest);
    add(MAKER_KEEPER, "private.head/1",
        format("{\"commitment\":\"%s\",\"date\":\"2026-01-29\"}", hex));
}

static enum err_code list_leaf(void *data, const struct leaf *leaf, struct err *unused)
{
    struct strbuf *list = data;
    struct signed_statement statement;
    (void)unused;
    maker_must(statement_parse(maker.arena, leaf->note, &statement, &err), &err);
    strbuf_printf(list, "%llu %s %.*s\n", (unsigned long long)leaf->index, statement.id,
                  STR_ARG(statement.header.type));
    return ERR_OK;
}

/* What the files must come to, in plain words. */
static void write_expected(void)
{
    char hex[SHA256_HEX_SIZE];
    struct strbuf list;
    strbuf_init(&list, MIB);
    sha256_hex(hex, &maker.log.root);
    strbuf_printf(&list, "origin %s\nlog-key %s\nevidence-key %s\nsize %llu\nroot %s\n",
                  maker.origin, maker.vkeys[MAKER_LOG], maker.vkeys[MAKER_EVIDENCE],
                  (unsigned long long)maker.log.range.size, hex);
    maker_must(leaf_log_each(&maker.log, 0, maker.log.range.size, list_leaf, &list, &err),
               &err);
    write_file("expected.txt", strbuf_view(&list));
    strbuf_release(&list);
}

int main(int argc, char **argv)
{
    char work[] = "/tmp/policeai-golden-XXXXXX";
    if (argc != 2 || file_exists(argv[1]) || mkdtemp(work) == NULL) {
        fprintf(stderr, "usage: make-golden FOLDER (which must not be there)\n");
        return 2;
    }
    root = argv[1];
    crypto_start();
    log_maker_open(&maker, work, "golden");
    log_maker_found(&maker);
    make_benchmark();
    add_evidence();
    add_withheld();
    add_removed();
    add_batch();
    add_keys();
    add_private_head();
    maker.dir.log = format("%s/log", root);
    log_maker_publish(&maker);
    write_expected();
    maker_must(file_remove_tree(work, &err), &err);
    log_maker_close(&maker);
    return 0;
}
