/* Exchange of 100,000 statements: a bundle written by a force's log and taken in by a centre,
 * signatures, bodies and proofs checked, published and projected. Beside it the bare Ed25519
 * verification of the same statements, which no receiver can do without. With a number as
 * argument so many statements, a multiple of 1,000. */
#include "yardstick.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/parallel.h"
#include "crypto/random.h"
#include "record/exchange.h"
#include "record/key_admin.h"
#include "record/keeper.h"
#include "record/keeper_client.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { HUNDRED_THOUSAND = 100000, BATCH = 1000 };

static int statements;

struct sides {
    struct arena *arena;
    struct datadir force;
    struct datadir centre;
    const char *path;
    const char *vkey;
    struct sig_public public;
    struct err err;
};

static void fill_force(struct sides *sides)
{
    struct keeper *keeper;
    struct err *err = &sides->err;
    struct arena *arena = arena_new();
    static struct keeper_entry entries[BATCH];
    measure_must(keeper_open(&keeper, &sides->force, NULL, err), err);
    for (int i = 0; i < statements; i += BATCH) {
        arena_reset(arena);
        for (int j = 0; j < BATCH; j++) {
            entries[j] = (struct keeper_entry){
                .type = STR("sample.counted/1"),
                .body = str_of(arena_printf(
                    arena, "{\"note\":\"a made-up statement of the benchmark\",\"n\":%d}",
                    i + j))};
        }
        measure_must(keep_append(keeper, arena, LOG_PUBLIC, entries, BATCH, NULL, err), err);
    }
    keeper_close(keeper);
    arena_free(arena);
}

static void introduce(struct sides *sides)
{
    struct sig_secret secret;
    struct sig_secret centre;
    struct keeper_client *client;
    struct keeper_receipt receipt;
    struct err *err = &sides->err;
    struct arena *arena = sides->arena;
    measure_must(
        sig_secret_load(arena_printf(arena, "%s/statement", sides->force.keys), &secret, err),
        err);
    sides->public = secret.public;
    measure_must(keeper_client_open(&client, &sides->centre, err), err);
    measure_must(
        sig_secret_load(arena_printf(arena, "%s/centre", sides->centre.keys), &centre, err),
        err);
    measure_must(
        keeper_append_by(client, arena, &centre, "key.introduced/1", NULL,
                         key_admin_introduction(arena, key_admin_vkey(arena, &secret.public),
                                                "sample-force", "statement", "away"),
                         &receipt, err),
        err);
    keeper_client_close(client);
}

static double seconds_since(int64_t start)
{
    return (double)(clock_monotonic_us() - start) / 1e6;
}

static double verify_bare(struct sides *sides)
{
    struct sig sig;
    struct sig_secret secret = sig_generate();
    char message[400] = {0};
    random_bytes(message, sizeof message);
    sig = sig_sign(&secret, str_n(message, sizeof message));
    int good = 0;
    int64_t start = clock_monotonic_us();
    for (int i = 0; i < statements; i++) {
        good += sig_verify(&secret.public, &sig, str_n(message, sizeof message));
    }
    double seconds = seconds_since(start);
    if (good != statements) {
        sides->public = secret.public;
        BUG("a good signature does not verify");
    }
    return seconds;
}

struct spent {
    double wall;
    double processor; /* of all threads together */
};

static void report(const struct sides *sides, struct spent out, struct spent in, double bare)
{
    struct stat status;
    if (stat(sides->path, &status) != 0) {
        status.st_size = 0;
    }
    printf("exchange: %d statements, a bundle of %.1f MiB, %zu cores\n", statements,
           (double)status.st_size / MIB, parallel_cores());
    printf("processor: out %.2f s, in %.2f s\n", out.processor, in.processor);
    measure_at_most("exchange out", out.wall, "s", 10);
    measure_at_most("exchange in", in.wall, "s", 10);
    measure_ratio("exchange in (statements/s)", statements / in.wall,
                  "bare Ed25519 verification", statements / bare, 0.5);
}

static struct spent since(int64_t wall, int64_t processor)
{
    return (struct spent){seconds_since(wall), (double)(measure_cpu_us() - processor) / 1e6};
}

int main(int argc, char **argv)
{
    statements = argc > 1 ? (int)strtol(argv[1], NULL, 10) : HUNDRED_THOUSAND;
    struct sides sides = {.arena = arena_new()};
    struct arena *arena = sides.arena;
    struct err *err = &sides.err;
    struct exchange_choice all = {0};
    struct exchange_sent sent;
    struct exchange_received received;
    struct keeper *keeper;
    const char *root = measure_folder(arena);
    crypto_start();
    measure_must(datadir_at(arena, arena_printf(arena, "%s/force", root), &sides.force, err),
                 err);
    measure_must(datadir_at(arena, arena_printf(arena, "%s/centre", root), &sides.centre, err),
                 err);
    sides.path = arena_printf(arena, "%s/bundle", root);
    fill_force(&sides);
    introduce(&sides);
    int64_t start = clock_monotonic_us();
    int64_t used = measure_cpu_us();
    measure_must(exchange_out(arena, &sides.force, sides.path, &all, &sent, err), err);
    struct spent out = since(start, used);
    measure_must(keeper_open(&keeper, &sides.centre, NULL, err), err);
    start = clock_monotonic_us();
    used = measure_cpu_us();
    measure_must(keep_receive(keeper, arena, sides.path,
                              arena_strndup(arena, sent.log_key.p, sent.log_key.n), &received,
                              err),
                 err);
    struct spent in = since(start, used);
    keeper_close(keeper);
    report(&sides, out, in, verify_bare(&sides));
    if (received.taken != (uint64_t)statements) {
        BUG("%llu statements came", (unsigned long long)received.taken);
    }
    measure_must(file_remove_tree(root, err), err);
    arena_free(arena);
    return 0;
}
