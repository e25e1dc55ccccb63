/* Made the golden log of the registry's types, once: one statement of each, a second version of
 * a deployment, a withheld value and its opening. As make_golden.c: read for ever, never made
 * again; refuses a folder that is there.
 *
 *     ninja -C build make-golden-registry && build/obj/tests/golden/make-golden-registry FOLDER
 *
 * All texts are made up. Keys and salts of bodies follow from the label "golden registry". */
#include "golden_list.h"

#include "base/file.h"
#include "base/encode.h"
#include "crypto/random.h"
#include "ledger/registry_examples.h"
#include "record/gap_seal.h"

#include <stdio.h>
#include <stdlib.h>

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

static void add_examples(void)
{
    for (size_t i = 0; i < sizeof registry_examples / sizeof registry_examples[0]; i++) {
        add(registry_examples[i].type, registry_examples[i].subject, NULL,
            registry_examples[i].body);
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

int main(int argc, char **argv)
{
    char work[] = "/tmp/policeai-golden-XXXXXX";
    if (argc != 2 || file_exists(argv[1]) || mkdtemp(work) == NULL) {
        fprintf(stderr, "usage: make-golden-registry FOLDER (which must not be there)\n");
        return 2;
    }
    crypto_start();
    log_maker_open(&maker, work, "golden registry");
    log_maker_found(&maker);
    add_examples();
    add_withheld();
    maker.dir.log = arena_printf(maker.arena, "%s/log", argv[1]);
    maker_must(file_make_folders(maker.dir.log, 0755, &err), &err);
    log_maker_publish(&maker);
    golden_list_write(&maker, arena_printf(maker.arena, "%s/expected.txt", argv[1]));
    maker_must(file_remove_tree(work, &err), &err);
    log_maker_close(&maker);
    return 0;
}
