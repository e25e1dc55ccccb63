/* What checking costs a stranger: one inclusion proof; a whole log of a million leaves, all of
 * it and its tree alone, beside bare SHA-256 and bare Ed25519 over the same bytes.
 *
 * The log is made here, in its published form; bodies are the same few bytes under the same
 * salt, given from memory, so what is measured is checking and not opening a million files.
 * With a number as argument the log has so many leaves. */
#include "yardstick.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/parallel.h"
#include "crypto/canon.h"
#include "crypto/random.h"
#include "ledger/body.h"
#include "ledger/checkpoint.h"
#include "ledger/tile.h"
#include "record/audit.h"
#include "record/published_log.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MILLION = 1000000, PROOFS = 20000, SIGNATURES = 20000 };
enum who { CENTRE, RECOVERY, LOG, KEEPER, OWN, KEYS };

#define BODY "{\"note\":\"a made-up statement of the benchmark\"}"

static struct arena *scratch;
static struct err err;
static const char *folder;
static struct sig_secret secrets[KEYS];
static char names[KEYS][KEY_NAME_SIZE];
static struct str vkeys[KEYS];
static const struct salt salt = {{1}};
static uint64_t leaves;

static double processor_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* ---- making ---- */

struct making {
    struct merkle_range range;
    struct strbuf bundle;
    struct sha256 *rows[3];
    size_t counts[3];
    int64_t seq[KEYS];
};

static enum err_code keep_node(void *data, unsigned level, uint64_t index,
                               const struct sha256 *hash, struct err *unused)
{
    struct making *making = data;
    (void)index;
    (void)unused;
    if (level % TILE_HEIGHT == 0) {
        unsigned row = level / TILE_HEIGHT;
        making->rows[row][making->counts[row]++] = *hash;
    }
    return ERR_OK;
}

static enum err_code read_node(void *data, unsigned level, uint64_t index, struct sha256 *hash,
                               struct err *unused)
{
    const struct making *making = data;
    (void)unused;
    *hash = making->rows[level / TILE_HEIGHT][index];
    return ERR_OK;
}

static void write_file(const char *name, struct str bytes)
{
    char *path = arena_printf(scratch, "%s/%s", folder, name);
    measure_must(file_make_folders(file_folder_of(scratch, path), 0755, &err), &err);
    FILE *file = fopen(path, "wb");
    if (file == NULL || fwrite(bytes.p, 1, bytes.n, file) != bytes.n || fclose(file) != 0) {
        measure_must(err_errno(&err, "cannot write %s", path), &err);
    }
}

static void end_bundle(struct making *making)
{
    uint64_t size = making->range.size;
    struct tile tile = {.entries = true, .index = (size - 1) / TILE_WIDTH};
    char name[TILE_PATH_SIZE];
    tile.width = (unsigned)(size - tile.index * TILE_WIDTH);
    tile_path(name, &tile);
    write_file(name, strbuf_view(&making->bundle));
    strbuf_clear(&making->bundle);
}

static void add(struct making *making, enum who by, const char *type, const char *body)
{
    char subject[SUBJECT_SIZE];
    (void)snprintf(subject, sizeof subject, "%032" PRIx64, making->range.size);
    struct strbuf note;
    struct strbuf served;
    struct signed_statement statement;
    struct str canonical = str_of(body);
    struct statement header = {.at = 1780000000,
                               .by = str_of(names[by]),
                               .seq = making->seq[by]++,
                               .subject = str_of(subject),
                               .type = str_of(type)};
    arena_reset(scratch);
    header.body = body_commitment(&salt, header.subject, header.type, canonical);
    strbuf_init(&note, LIMIT_LEAF);
    measure_must(statement_sign(&note, &header, &secrets[by], &err), &err);
    measure_must(bundle_add(&making->bundle, strbuf_view(&note), &err), &err);
    measure_must(
        merkle_append(&making->range, merkle_leaf(strbuf_view(&note)), keep_node, making, &err),
        &err);
    if (by != OWN) {
        measure_must(statement_parse(scratch, strbuf_view(&note), &statement, &err), &err);
        strbuf_init(&served, LIMIT_BODY);
        body_compose(&served, &salt, canonical);
        write_file(arena_printf(scratch, "body/%s", statement.id), strbuf_view(&served));
        strbuf_release(&served);
    }
    strbuf_release(&note);
    if (making->range.size % TILE_WIDTH == 0 || making->range.size == leaves) {
        end_bundle(making);
    }
}

static enum err_code put_tile(void *data, const struct tile *tile, struct err *unused)
{
    struct strbuf bytes;
    char name[TILE_PATH_SIZE];
    if (tile->entries) {
        return ERR_OK; /* is there */
    }
    arena_reset(scratch);
    strbuf_init(&bytes, TILE_WIDTH * SHA256_SIZE);
    TRY(tile_compose(&bytes, tile, read_node, data, unused));
    tile_path(name, tile);
    write_file(name, strbuf_view(&bytes));
    strbuf_release(&bytes);
    return ERR_OK;
}

static void introduce(struct making *making, enum who who, const char *use)
{
    struct strbuf body;
    strbuf_init(&body, LIMIT_BODY);
    strbuf_printf(
        &body,
        "{\"held\":\"here\",\"key\":\"%.*s\",\"organisation\":\"made-up\",\"use\":\"%s\"}",
        STR_ARG(vkeys[who]), use);
    add(making, CENTRE, "key.introduced/1", body.p);
    strbuf_release(&body);
}

static void make_keys(struct arena *arena, char origin[DEMO_ORIGIN_SIZE])
{
    for (int i = 0; i < KEYS; i++) {
        struct strbuf text;
        secrets[i] = sig_generate();
        key_name_of(names[i], &secrets[i].public);
        checkpoint_demo_origin(origin, &secrets[LOG].public);
        struct note_key key =
            note_key_of(str_of(i == LOG ? origin : names[i]), &secrets[i].public);
        strbuf_init(&text, 1024);
        vkey_format(&text, &key);
        vkeys[i] = arena_str(arena, strbuf_view(&text));
        strbuf_release(&text);
    }
}

static void make_log(struct arena *arena)
{
    struct making making = {0};
    struct strbuf text;
    char origin[DEMO_ORIGIN_SIZE];
    make_keys(arena, origin);
    for (size_t i = 0; i < 3; i++) {
        making.rows[i] = arena_alloc(arena, ((leaves >> (8 * i)) + 1) * sizeof(struct sha256));
    }
    strbuf_init(&making.bundle, (size_t)TILE_WIDTH * (LIMIT_LEAF + 2));
    strbuf_init(&text, LIMIT_NOTE);
    strbuf_printf(&text,
                  "{\"centre_key\":\"%.*s\",\"log_key\":\"%.*s\",\"origin\":\"%s\","
                  "\"recovery_key\":\"%.*s\"}",
                  STR_ARG(vkeys[CENTRE]), STR_ARG(vkeys[LOG]), origin,
                  STR_ARG(vkeys[RECOVERY]));
    add(&making, CENTRE, "genesis/1", text.p);
    introduce(&making, KEEPER, "keeper");
    introduce(&making, OWN, "statement");
    while (making.range.size < leaves) {
        add(&making, OWN, "sample.counted/1", BODY);
    }
    measure_must(tile_growth(0, leaves, put_tile, &making, &err), &err);
    struct checkpoint head = {str_of(origin), leaves, merkle_range_root(&making.range)};
    strbuf_clear(&text);
    checkpoint_sign(&text, &head, &secrets[LOG]);
    write_file("checkpoint", strbuf_view(&text));
    strbuf_release(&text);
    strbuf_release(&making.bundle);
}

/* ---- measuring ---- */

/* The few bodies that lie in files: of the first leaves. */
static const char *in_files[KEYS];
static size_t in_files_count;

static void find_bodies(struct arena *arena)
{
    DIR *bodies = opendir(arena_printf(arena, "%s/body", folder));
    struct dirent *entry;
    while (bodies != NULL && in_files_count < KEYS && (entry = readdir(bodies)) != NULL) {
        if (entry->d_name[0] != '.') {
            in_files[in_files_count++] = arena_printf(arena, "body/%s", entry->d_name);
        }
    }
    if (bodies == NULL || closedir(bodies) != 0) {
        measure_must(err_errno(&err, "cannot read the bodies in %s", folder), &err);
    }
}

static bool body_in_file(const char *name)
{
    for (size_t i = 0; i < in_files_count; i++) {
        if (strcmp(name, in_files[i]) == 0) {
            return true;
        }
    }
    return false;
}

static enum err_code read_file(void *data, struct arena *arena, const char *name, size_t max,
                               struct str *bytes, struct err *why)
{
    const struct log_files *files = data;
    if (strncmp(name, "body/", 5) == 0 && !body_in_file(name)) {
        char *body = arena_alloc(arena, SALT_SIZE + sizeof BODY);
        memcpy(body, salt.bytes, SALT_SIZE);
        memcpy(body + SALT_SIZE, BODY, sizeof BODY - 1);
        *bytes = str_n(body, SALT_SIZE + sizeof BODY - 1);
        return ERR_OK;
    }
    return files->read(files->data, arena, name, max, bytes, why);
}

struct times {
    double wall;
    double processor; /* of all threads together */
};

static struct times audit(bool tree_only, size_t threads)
{
    struct log_files in_folder = log_files_in(folder);
    const struct audit_plan plan = {
        .files = {read_file, &in_folder, true}, .tree_only = tree_only, .threads = threads};
    struct audit_report report;
    struct arena *arena = arena_new();
    int64_t start = clock_monotonic_us();
    double used = processor_seconds();
    measure_must(audit_files(arena, &plan, &report, &err), &err);
    struct times times = {(double)(clock_monotonic_us() - start) / 1e6,
                          processor_seconds() - used};
    arena_free(arena);
    return times;
}

/* Every byte that an audit hashes into leaves, read and hashed once and nothing else. */
static double bare_digest(void)
{
    struct arena *arena = arena_new();
    struct sha256_stream stream;
    double start = processor_seconds();
    sha256_begin(&stream);
    for (uint64_t index = 0; index * TILE_WIDTH < leaves; index++) {
        struct tile tile = {
            .entries = true, .index = index, .width = tile_width(leaves, 0, index)};
        char name[TILE_PATH_SIZE];
        struct str bytes;
        tile_path(name, &tile);
        arena_reset(arena);
        measure_must(file_read(arena, arena_printf(arena, "%s/%s", folder, name), 16 * MIB,
                               &bytes, &err),
                     &err);
        sha256_add(&stream, bytes.p, bytes.n);
    }
    (void)sha256_end(&stream);
    arena_free(arena);
    return processor_seconds() - start;
}

/* Of as many bytes as a statement has, for each leaf. */
static double bare_signatures(void)
{
    char text[420];
    memset(text, 'x', sizeof text);
    struct sig sig = sig_sign(&secrets[OWN], str_n(text, sizeof text));
    double start = processor_seconds();
    for (int i = 0; i < SIGNATURES; i++) {
        if (!sig_verify(&secrets[OWN].public, &sig, str_n(text, sizeof text))) {
            measure_must(err_set(&err, ERR_INVALID, "a good signature is bad"), &err);
        }
    }
    return (processor_seconds() - start) / SIGNATURES * (double)leaves;
}

static void measure_inclusion(void)
{
    struct published_log log;
    struct arena *arena = arena_new();
    const struct log_files files = log_files_in(folder);
    struct merkle_proof *proofs = arena_alloc(arena, PROOFS * sizeof *proofs);
    struct sha256 *hashes = arena_alloc(arena, PROOFS * sizeof *hashes);
    measure_must(published_open(&log, arena, &files, &err), &err);
    uint64_t size = log.checkpoint.head.size;
    for (uint64_t i = 0; i < PROOFS; i++) {
        uint64_t index = i * (size / PROOFS);
        measure_must(
            merkle_prove_inclusion(&proofs[i], index, size, published_node, &log, &err), &err);
        measure_must(published_node(&log, 0, index, &hashes[i], &err), &err);
    }
    double start = processor_seconds();
    for (uint64_t i = 0; i < PROOFS; i++) {
        measure_must(merkle_verify_inclusion(&proofs[i], i * (size / PROOFS), size, &hashes[i],
                                             &log.checkpoint.head.root, &err),
                     &err);
    }
    measure_at_most("verify an inclusion proof", (processor_seconds() - start) / PROOFS * 1e6,
                    "us", 50);
    published_close(&log);
    arena_free(arena);
}

/* One thread by the processor's time, so that what else the machine does counts less; several
 * by the clock, which is what they are for. */
static void measure_whole(double digest)
{
    double one = audit(false, 1).processor;
    measure_at_most("verify the whole log, one thread, processor", one, "s", 10);
    double signatures = bare_signatures();
    printf("as many bare Ed25519 verifications: %.3f s, ratio %.2f; bare SHA-256, ratio %.0f\n",
           signatures, one / signatures, one / digest);
    struct times two = audit(false, 2);
    printf("verify the whole log, two threads: %.3f s by the clock, %.3f s of processor\n",
           two.wall, two.processor);
    struct times all = audit(false, 0);
    printf("all %zu cores: %.3f s of processor\n", parallel_cores(), all.processor);
    measure_at_most("verify the whole log, all cores, by the clock", all.wall, "s", 10);
}

/* In a process of its own, so that the peak of memory is its own. */
static void measure(void)
{
    struct rusage usage;
    struct arena *arena = arena_new();
    find_bodies(arena);
    measure_inclusion();
    double digest = bare_digest();
    double tree = audit(true, 1).processor;
    measure_at_most("verify the tree of the log, one thread", tree, "s", 10);
    printf("the same bytes through bare SHA-256: %.3f s, ratio %.1f\n", digest, tree / digest);
    measure_whole(digest);
    getrusage(RUSAGE_SELF, &usage);
    measure_at_most("memory at the most", (double)usage.ru_maxrss / 1024, "MiB", 500);
    arena_free(arena);
}

int main(int argc, char **argv)
{
    int status = 1;
    struct arena *arena = arena_new();
    scratch = arena_new();
    leaves = argc > 1 ? strtoull(argv[1], NULL, 10) : MILLION;
    crypto_start();
    folder = measure_folder(arena);
    printf("verify: a log of %" PRIu64 " leaves\n", leaves);
    fflush(stdout);
    pid_t maker = fork();
    if (maker == 0) {
        make_log(arena);
        exit(0);
    }
    waitpid(maker, &status, 0);
    secrets[OWN] = sig_generate(); /* for the bare ones; the log's own went with its maker */
    pid_t child = status == 0 ? fork() : -1;
    if (child == 0) {
        measure();
        exit(0);
    }
    if (child > 0) {
        waitpid(child, &status, 0);
    }
    measure_must(file_remove_tree(folder, &err), &err);
    arena_free(scratch);
    arena_free(arena);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
