/* Made the golden log of what landed after the first one, once: a genesis that continues
 * another log, what is said of organisations, statements signed by an algorithm nobody knows.
 * As make_golden.c: read for ever, never made again; refuses a folder that is there.
 *
 *     ninja -C build make-golden-later && build/obj/tests/golden/make-golden-later FOLDER
 * CHECKPOINT
 *
 * All texts are made up. Keys and salts follow from the label "golden later". */
#include "golden_list.h"

#include "base/file.h"
#include "base/limits.h"
#include "crypto/random.h"

#include <stdio.h>
#include <stdlib.h>

static struct log_maker maker;
static struct err err;

static const char *add(int by, const char *type, const char *subject, const char *prev,
                       const char *body)
{
    struct str id = str_of(prev != NULL ? prev : "");
    struct maker_entry entry = {by, type, subject, &id, prev != NULL, body};
    maker.at += 60;
    return log_maker_add(&maker, &entry);
}

static void add_organisations(void)
{
    const char *subject = log_maker_subject(&maker);
    add(MAKER_STATEMENT, "organisation.named/1", NULL, NULL,
        "{\"area_code\":\"E23000099\",\"date\":\"2026-04-01\",\"kind\":\"territorial force\","
        "\"name\":\"Sample and Example Police\",\"organisation\":\"sample-and-example\","
        "\"region\":\"a made-up region\"}");
    const char *id =
        add(MAKER_STATEMENT, "organisation.succeeded/1", subject, NULL,
            "{\"date\":\"2026-03-01\",\"organisation\":\"example-force\",\"successors\":"
            "[\"sample-and-example\"]}");
    add(MAKER_STATEMENT, "organisation.succeeded/1", subject, id,
        "{\"date\":\"2026-04-01\",\"organisation\":\"example-force\",\"successors\":"
        "[\"sample-and-example\"]}");
    int first = (int)maker.log.range.size;
    add(MAKER_AWAY, "organisation.succeeded/1", NULL, NULL,
        "{\"date\":\"2026-04-01\",\"organisation\":\"sample-force\",\"successors\":"
        "[\"other-sample\",\"sample-and-example\"]}");
    add(MAKER_AWAY, "organisation.succeeded/1", NULL, NULL, /* not theirs to say */
        "{\"date\":\"2026-04-01\",\"organisation\":\"sample-centre\",\"successors\":[]}");
    add(MAKER_KEEPER, "log.received/1", NULL, NULL,
        arena_printf(maker.arena, "{\"first\":%d,\"last\":%d}", first, first + 1));
}

static void add_other_algorithm(void)
{
    static const char *const types[] = {"sample.text/1", "key.revoked/1"};
    static const char *const bodies[] = {
        "{\"text\":\"signed by an algorithm that comes later\"}",
        "{\"key\":\"policeai-key/00112233445566778899aabbccddeeff\",\"reason\":\"made up\"}"};
    for (int i = 0; i < 2; i++) {
        struct maker_entry entry = {.by = MAKER_FREE + i, .type = types[i], .body = bodies[i]};
        maker.at += 60;
        log_maker_add_v2(&maker, &entry);
    }
}

int main(int argc, char **argv)
{
    char work[] = "/tmp/policeai-golden-XXXXXX";
    if (argc != 3 || file_exists(argv[1]) || mkdtemp(work) == NULL) {
        fprintf(stderr,
                "usage: make-golden-later FOLDER (which must not be there) CHECKPOINT\n");
        return 2;
    }
    crypto_start();
    log_maker_open(&maker, work, "golden later");
    maker_must(file_read(maker.arena, argv[2], LIMIT_NOTE, &maker.continues, &err), &err);
    log_maker_found(&maker);
    add_organisations();
    add_other_algorithm();
    add(MAKER_STATEMENT, "sample.text/1", NULL, NULL, "{\"text\":\"and on\"}");
    maker.dir.log = arena_printf(maker.arena, "%s/log", argv[1]);
    maker_must(file_make_folders(maker.dir.log, 0755, &err), &err);
    log_maker_publish(&maker);
    golden_list_write(&maker, arena_printf(maker.arena, "%s/expected.txt", argv[1]));
    maker_must(file_remove_tree(work, &err), &err);
    log_maker_close(&maker);
    return 0;
}
