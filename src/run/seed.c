#include "run/seed.h"

#include "base/mem.h"
#include "crypto/digest.h"
#include "crypto/random.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SEED_BITS = 53 };

int64_t run_seed_new(void)
{
    return (int64_t)(random_u64() >> (64 - SEED_BITS));
}

static void begin(struct sha256_stream *stream, struct str label, int64_t seed)
{
    char text[24];
    int length = snprintf(text, sizeof text, "%lld", (long long)seed);
    sha256_begin(stream);
    sha256_add(stream, label.p, label.n);
    sha256_add(stream, "", 1);
    sha256_add(stream, text, (size_t)length);
}

int64_t run_seed_of_tool(int64_t seed)
{
    struct sha256_stream stream;
    uint64_t first = 0;
    begin(&stream, STR("policeai-tool-seed/v1"), seed);
    struct sha256 digest = sha256_end(&stream);
    for (int i = 0; i < 8; i++) {
        first = first << 8 | digest.bytes[i];
    }
    return (int64_t)(first >> (64 - SEED_BITS));
}

void run_seed_shown_id(int64_t seed, struct str id, char shown[SHOWN_ID])
{
    struct sha256_stream stream;
    char hex[SHA256_HEX_SIZE];
    begin(&stream, STR("policeai-shown-id/v1"), seed);
    sha256_add(&stream, "", 1);
    sha256_add(&stream, id.p, id.n);
    struct sha256 digest = sha256_end(&stream);
    sha256_hex(hex, &digest);
    memcpy(shown, hex, SHOWN_ID - 1);
    shown[SHOWN_ID - 1] = '\0';
}

struct place {
    struct sha256 key;
    size_t index;
};

static int compare_places(const void *a, const void *b)
{
    return memcmp(&((const struct place *)a)->key, &((const struct place *)b)->key,
                  SHA256_SIZE);
}

void run_seed_order(int64_t seed, const struct str *ids, size_t count, size_t *order)
{
    struct place *places = xcalloc(count + 1, sizeof *places);
    for (size_t i = 0; i < count; i++) {
        struct sha256_stream stream;
        begin(&stream, STR("policeai-order/v1"), seed);
        sha256_add(&stream, "", 1);
        sha256_add(&stream, ids[i].p, ids[i].n);
        places[i] = (struct place){sha256_end(&stream), i};
    }
    qsort(places, count, sizeof *places, compare_places);
    for (size_t i = 0; i < count; i++) {
        order[i] = places[i].index;
    }
    free(places);
}
