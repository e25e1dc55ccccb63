#include "text_places.h"

enum { BLOCK = 512 };

static bool begins(char c)
{
    return ((unsigned char)c & 0xC0) != 0x80;
}

struct text_places text_places_of(struct arena *arena, struct str text)
{
    struct text_places places = {.text = text, .blocks = text.n / BLOCK + 1};
    places.before = arena_alloc(arena, places.blocks * sizeof *places.before);
    for (size_t i = 0; i < text.n; i++) {
        if (i % BLOCK == 0) {
            places.before[i / BLOCK] = places.points;
        }
        places.points += begins(text.p[i]);
    }
    if (text.n % BLOCK == 0) {
        places.before[text.n / BLOCK] = places.points;
    }
    return places;
}

size_t text_byte(const struct text_places *places, size_t point)
{
    size_t low = 0;
    size_t high = places->blocks;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (places->before[middle] <= point) {
            low = middle;
        } else {
            high = middle;
        }
    }
    size_t seen = places->before[low];
    for (size_t i = low * BLOCK; i < places->text.n; i++) {
        if (begins(places->text.p[i])) {
            if (seen == point) {
                return i;
            }
            seen++;
        }
    }
    return places->text.n;
}

size_t text_point(const struct text_places *places, size_t byte)
{
    size_t block = byte / BLOCK;
    size_t point = places->before[block];
    for (size_t i = block * BLOCK; i < byte; i++) {
        point += begins(places->text.p[i]);
    }
    return point;
}
