#include "casefile/word_places.h"

static void put(struct strbuf *out, int64_t value)
{
    uint64_t left = ((uint64_t)value << 1) ^ (uint64_t)(value >> 63);
    do {
        strbuf_putc(out, (char)((left & 0x7F) | (left > 0x7F ? 0x80 : 0)));
        left >>= 7;
    } while (left > 0);
}

static bool take(struct str packed, size_t *at, int64_t *value)
{
    uint64_t all = 0;
    for (int shift = 0; shift < 42 && *at < packed.n; shift += 7) {
        unsigned char byte = (unsigned char)packed.p[(*at)++];
        all |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80) {
            *value = (int64_t)(all >> 1) ^ -(int64_t)(all & 1);
            return true;
        }
    }
    return false;
}

void word_place_pack(struct strbuf *out, const struct word_place *before,
                     const struct word_place *word)
{
    put(out, (int64_t)word->start - before->end);
    put(out, (int64_t)word->end - word->start);
    put(out, (int64_t)word->x0 - before->x1);
    put(out, (int64_t)word->y0 - before->y0);
    put(out, (int64_t)word->x1 - word->x0);
    put(out, (int64_t)word->y1 - word->y0);
    put(out, word->confidence);
}

bool word_place_next(struct str packed, size_t *at, struct word_place *word)
{
    int64_t d[7];
    for (int i = 0; i < 7; i++) {
        if (!take(packed, at, &d[i])) {
            return false;
        }
    }
    struct word_place next;
    next.start = (int32_t)(word->end + d[0]);
    next.end = (int32_t)(next.start + d[1]);
    next.x0 = (int32_t)(word->x1 + d[2]);
    next.y0 = (int32_t)(word->y0 + d[3]);
    next.x1 = (int32_t)(next.x0 + d[4]);
    next.y1 = (int32_t)(next.y0 + d[5]);
    next.confidence = (int32_t)d[6];
    *word = next;
    return true;
}
