/* Made the golden log of requirement.answered/2, which landed after `registry/`, once: an
 * answer of the first version and one of the second on one deployment. As make_golden.c: read
 * for ever, never made again; refuses a folder that is there.
 *
 *     ninja -C build make-golden-answers && build/obj/tests/golden/make-golden-answers FOLDER
 *
 * All texts are made up. Keys and salts of bodies follow from the label "golden answers". */
#include "golden_list.h"

#include "base/file.h"
#include "crypto/random.h"
#include "ledger/registry_examples.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct log_maker maker;
static struct err err;

static void add_example(const char *type)
{
    for (size_t i = 0; i < sizeof registry_examples / sizeof registry_examples[0]; i++) {
        const struct registry_example *one = &registry_examples[i];
        if (strcmp(one->type, type) == 0) {
            struct maker_entry entry = {MAKER_STATEMENT, type, one->subject, NULL, 0,
                                        one->body};
            maker.at += 60;
            (void)log_maker_add(&maker, &entry);
        }
    }
}

int main(int argc, char **argv)
{
    char work[] = "/tmp/policeai-golden-XXXXXX";
    if (argc != 2 || file_exists(argv[1]) || mkdtemp(work) == NULL) {
        fprintf(stderr, "usage: make-golden-answers FOLDER (which must not be there)\n");
        return 2;
    }
    crypto_start();
    log_maker_open(&maker, work, "golden answers");
    log_maker_found(&maker);
    add_example("deployment.described/1");
    add_example("requirement.answered/1");
    add_example("requirement.answered/2");
    maker.dir.log = arena_printf(maker.arena, "%s/log", argv[1]);
    maker_must(file_make_folders(maker.dir.log, 0755, &err), &err);
    log_maker_publish(&maker);
    golden_list_write(&maker, arena_printf(maker.arena, "%s/expected.txt", argv[1]));
    maker_must(file_remove_tree(work, &err), &err);
    log_maker_close(&maker);
    return 0;
}
