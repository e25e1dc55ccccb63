/* Made the golden logs of the registry's types, each once. As make_golden.c: read for ever,
 * never made again; refuses a folder that is there.
 *
 *     ninja -C build make-golden-registry
 *     build/obj/tests/golden/make-golden-registry registry FOLDER
 *     build/obj/tests/golden/make-golden-registry answers FOLDER
 *     build/obj/tests/golden/make-golden-registry custody FOLDER
 *     build/obj/tests/golden/make-golden-registry supplier FOLDER
 *
 * `registry`: one statement of each type there was, a second version of a deployment, a
 * withheld value and its opening. `answers`: requirement.answered/2, which landed after it, and
 * an answer of the first version on the same deployment. `custody`: what is said of a sealed
 * benchmark, also the two types that a keeper lets stand in the private log alone. `supplier`:
 * what a supplier was asked and said. All texts are made up. Keys and salts of bodies follow
 * from the labels "golden registry", "golden answers", "golden custody" and "golden supplier",
 * the supplier's key from 32 bytes of 's'. */
#include "golden_list.h"

#include "base/file.h"
#include "base/encode.h"
#include "crypto/random.h"
#include "ledger/custody_examples.h"
#include "ledger/registry_examples.h"
#include "record/gap_seal.h"
#include "support/reply_maker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEPLOYMENT "deployment.described/1"

static struct log_maker maker;
static struct err err;

static const char *add(const char *type, const char *subject, const char *prev,
                       const char *body)
{
    struct str id = str_of(prev != NULL ? prev : "");
    struct maker_entry entry = {MAKER_STATEMENT, type, subject, &id, prev != NULL, body};
    maker.at += 60;
    return log_maker_add(&maker, &entry);
}

/* Of one type; NULL: of every type. */
static void add_examples(const char *type)
{
    for (size_t i = 0; i < sizeof registry_examples / sizeof registry_examples[0]; i++) {
        const struct registry_example *one = &registry_examples[i];
        if (type == NULL || strcmp(one->type, type) == 0) {
            add(one->type, one->subject, NULL, one->body);
        }
    }
}

static const char *version(const char *stage, const char *threshold)
{
    return arena_printf(
        maker.arena,
        "{\"fields\":{\"name\":\"A made-up deployment\",\"threshold\":%s},\"forces\":["
        "\"example-force\"],\"organisation\":\"example-force\",\"stage\":\"%s\",\"tools\":["
        "{\"tool\":" EXAMPLE_TOOL "}],\"vocabulary\":\"deployment-fields/1\"}",
        threshold, stage);
}

/* Withheld in the first version, opened, stated openly in the second. */
static void add_withheld(void)
{
    const char *subject = log_maker_subject(&maker);
    struct sealed_body sealed;
    char salt[2 * SALT_SIZE + 1];
    maker_must(gap_seal(maker.arena, str_of(subject), STR(DEPLOYMENT),
                        str_of(version("pilot", "{\"withhold\":{\"decided_by\":\"Head of "
                                                "Disclosure\",\"harm\":\"Made up.\","
                                                "\"public_interest\":\"Made up.\",\"review\":"
                                                "\"2027-03-01\",\"section\":\"31(1)(a)\","
                                                "\"value\":\"0.61\"}}")),
                        &sealed, &err),
               &err);
    const char *id = add(DEPLOYMENT, subject, NULL,
                         arena_strndup(maker.arena, sealed.body.p, sealed.body.n));
    hex_encode(salt, sealed.gaps[0].salt.bytes, SALT_SIZE);
    add("gap.opened/1", NULL, NULL,
        arena_printf(maker.arena,
                     "{\"openings\":[{\"pointer\":\"/fields/threshold\",\"salt\":\"%s\","
                     "\"statement\":\"%s\",\"value\":\"0.61\"}]}",
                     salt, id));
    add(DEPLOYMENT, subject, id, version("operational", "\"0.61\""));
}

static void fill_registry(void)
{
    add_examples(NULL);
    add_withheld();
}

static void fill_answers(void)
{
    add_examples(DEPLOYMENT);
    add_examples("requirement.answered/1");
    add_examples("requirement.answered/2");
}

static void fill_custody(void)
{
    const char *prev = NULL;
    for (size_t i = 0; i < sizeof custody_examples / sizeof custody_examples[0]; i++) {
        const struct custody_example *one = &custody_examples[i];
        prev = add(one->type, one->subject, prev, one->body);
    }
}

static void fill_supplier(void)
{
    unsigned char seed[SIG_SEED_SIZE];
    memset(seed, 's', sizeof seed);
    struct sig_secret secret = sig_from_seed(seed);
    add("supplier.asked/1", NULL, NULL,
        "{\"days\":14,\"envelope\":\"" EXAMPLE_COMMITMENT
        "\",\"organisation\":\"sample-centre\",\"outcome\":\"replied\",\"served\":"
        "\"2026-01-02\",\"source\":\"a sample\",\"supplier\":\"Sample Ltd\",\"until\":"
        "\"2026-01-16\"}");
    add("supplier.reply/1", NULL, NULL,
        maker_reply(maker.arena, &secret, EXAMPLE_COMMITMENT, "sample-centre",
                    "Made up.\nIn two lines."));
}

static const struct golden {
    const char *name, *label;
    void (*fill)(void);
} goldens[] = {{"registry", "golden registry", fill_registry},
               {"answers", "golden answers", fill_answers},
               {"custody", "golden custody", fill_custody},
               {"supplier", "golden supplier", fill_supplier}};

static const struct golden *named(const char *name)
{
    for (size_t i = 0; i < sizeof goldens / sizeof goldens[0]; i++) {
        if (strcmp(goldens[i].name, name) == 0) {
            return &goldens[i];
        }
    }
    return NULL;
}

int main(int argc, char **argv)
{
    char work[] = "/tmp/policeai-golden-XXXXXX";
    const struct golden *golden = argc == 3 ? named(argv[1]) : NULL;
    if (golden == NULL || file_exists(argv[2]) || mkdtemp(work) == NULL) {
        fprintf(stderr, "usage: make-golden-registry registry|answers|custody|supplier FOLDER "
                        "(which must not be "
                        "there)\n");
        return 2;
    }
    crypto_start();
    log_maker_open(&maker, work, golden->label);
    log_maker_found(&maker);
    golden->fill();
    maker.dir.log = arena_printf(maker.arena, "%s/log", argv[2]);
    maker_must(file_make_folders(maker.dir.log, 0755, &err), &err);
    log_maker_publish(&maker);
    golden_list_write(&maker, arena_printf(maker.arena, "%s/expected.txt", argv[2]));
    maker_must(file_remove_tree(work, &err), &err);
    log_maker_close(&maker);
    return 0;
}
