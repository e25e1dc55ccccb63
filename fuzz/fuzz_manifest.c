/* tool.json from a supplier: refused with words, or complete, and its parameters in both forms.
 */
#include "protocol/manifest.h"

#include "base/limits.h"
#include "crypto/canon.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check_whole(const struct manifest *manifest)
{
    if (manifest->id.n == 0 || manifest->version.n == 0 || manifest->run == NULL ||
        manifest->run[0] == NULL || manifest->limitation_count == 0 ||
        manifest->memory_mb < 1 || manifest->seconds_per_item < 1 || manifest->processes < 1) {
        BUG("an accepted manifest is not whole");
    }
}

/* What a tool is told and what is recorded must say the same: the record read back gives both
 * again. */
static void check_parameters(struct arena *arena, const struct manifest *manifest)
{
    struct strbuf start[2];
    struct strbuf record[2];
    struct str canonical;
    struct js *given;
    for (int i = 0; i < 2; i++) {
        strbuf_init(&start[i], MIB);
        strbuf_init(&record[i], MIB);
    }
    if (manifest_parameters(manifest, NULL, &start[0], &record[0], NULL) != ERR_OK ||
        canon_of(arena, strbuf_view(&record[0]), &canonical, NULL) != ERR_OK ||
        !str_eq(canonical, strbuf_view(&record[0]))) {
        BUG("the defaults are refused or not canonical");
    }
    if (js_parse(arena, strbuf_view(&record[0]), &given, NULL) != ERR_OK ||
        manifest_parameters(manifest, given, &start[1], &record[1], NULL) != ERR_OK ||
        !str_eq(strbuf_view(&start[0]), strbuf_view(&start[1])) ||
        !str_eq(strbuf_view(&record[0]), strbuf_view(&record[1]))) {
        BUG("the record does not give the same run again");
    }
    for (int i = 0; i < 2; i++) {
        strbuf_release(&start[i]);
        strbuf_release(&record[i]);
    }
}

/* The defaults are one of the sets, and each is found by what it records. */
static void check_sets(const struct manifest *manifest)
{
    struct strbuf start;
    struct strbuf record;
    strbuf_init(&start, MIB);
    strbuf_init(&record, MIB);
    if (manifest_parameters(manifest, NULL, &start, &record, NULL) != ERR_OK ||
        manifest_set_of(manifest, strbuf_view(&record)) == NULL) {
        BUG("no set is the defaults");
    }
    strbuf_release(&start);
    strbuf_release(&record);
    for (size_t i = 0; i < manifest->set_count; i++) {
        if (manifest_set_of(manifest, manifest->sets[i].record) != &manifest->sets[i]) {
            BUG("two sets record the same values");
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena *arena = arena_new();
    struct manifest manifest;
    struct err err = {.code = ERR_OK};
    enum err_code code =
        manifest_parse(arena, str_n((const char *)bytes, length), &manifest, &err);
    if (code == ERR_OK) {
        check_whole(&manifest);
        check_parameters(arena, &manifest);
        check_sets(&manifest);
    } else if (err.message[0] == '\0') {
        BUG("refused without a word");
    }
    arena_free(arena);
    return 0;
}
