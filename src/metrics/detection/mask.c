/* Masks as runs; see mask.h. The polygon is in mask_polygon.c. */
#include "metrics/detection/mask.h"

#include <string.h>

enum err_code mask_size_check(int64_t height, int64_t width, struct err *err)
{
    if (height < 1 || width < 1 || height > MASK_PIXELS_MAX || width > MASK_PIXELS_MAX ||
        height * width > MASK_PIXELS_MAX) {
        err_set(err, ERR_LIMIT, "an image of %lld x %lld pixels", (long long)width,
                (long long)height);
        err_hint(err, "masks are of images with 1 to %d pixels", MASK_PIXELS_MAX);
        return ERR_LIMIT;
    }
    return ERR_OK;
}

/* Adds a run that is set or not, joining it to the last one of the same kind. */
static void add_run(struct mask *mask, uint32_t length, bool set)
{
    if (length == 0 && !(mask->count == 0 && !set)) {
        return;
    }
    if (mask->count == 0 && set) {
        mask->runs[mask->count++] = 0;
    }
    bool last_set = mask->count > 0 && mask->count % 2 == 0;
    if (mask->count > 0 && last_set == set) {
        mask->runs[mask->count - 1] += length;
    } else {
        mask->runs[mask->count++] = length;
    }
}

static void begin(struct arena *arena, uint32_t height, uint32_t width, size_t runs,
                  struct mask *mask)
{
    mask->height = height;
    mask->width = width;
    mask->count = 0;
    mask->runs = arena_alloc(arena, (runs + 1) * sizeof *mask->runs);
}

/* Fills in the box. */
static void find_box(struct mask *mask)
{
    uint32_t h = mask->height;
    uint32_t left = mask->width;
    uint32_t top = h;
    uint32_t right = 0;
    uint32_t bottom = 0;
    uint32_t at = 0;
    double *box = mask->box;
    memset(box, 0, sizeof mask->box);
    for (size_t i = 0; i + 1 < mask->count; i += 2) {
        uint32_t from = at + mask->runs[i];
        uint32_t last = from + mask->runs[i + 1] - 1;
        bool columns = from / h < last / h;
        uint32_t low = columns ? 0 : from % h;
        uint32_t high = columns ? h - 1 : last % h;
        left = left < from / h ? left : from / h;
        right = right > last / h ? right : last / h;
        top = top < low ? top : low;
        bottom = bottom > high ? bottom : high;
        at = last + 1;
    }
    if (mask->count > 1) {
        box[0] = left;
        box[1] = top;
        box[2] = (double)right - left + 1;
        box[3] = (double)bottom - top + 1;
    }
}

/* Ends a mask whose runs add up to `sum`. */
static enum err_code finish(struct mask *mask, uint64_t sum, struct err *err)
{
    uint64_t pixels = (uint64_t)mask->height * mask->width;
    if (sum == pixels) {
        find_box(mask);
        return ERR_OK;
    }
    err_set(err, ERR_FORMAT, "runs of a mask are %llu pixels long, the image has %llu",
            (unsigned long long)sum, (unsigned long long)pixels);
    err_hint(err, "\"size\" is [height, width]; the last run goes to the image's end");
    return ERR_FORMAT;
}

enum err_code mask_from_counts(struct arena *arena, uint32_t height, uint32_t width,
                               const int64_t *counts, size_t n, struct mask *mask,
                               struct err *err)
{
    uint64_t pixels = (uint64_t)height * width;
    uint64_t sum = 0;
    begin(arena, height, width, n, mask);
    for (size_t i = 0; i < n; i++) {
        if (counts[i] < 0 || (uint64_t)counts[i] > pixels - sum) {
            return err_set(err, ERR_FORMAT, "run %zu of a mask is %lld pixels long", i + 1,
                           (long long)counts[i]);
        }
        sum += (uint64_t)counts[i];
        add_run(mask, (uint32_t)counts[i], i % 2 == 1);
    }
    return finish(mask, sum, err);
}

/* One number of the text; false when it is not one. */
static bool text_number(struct str text, size_t *at, int64_t *value)
{
    int64_t x = 0;
    for (int k = 0; *at < text.n && k < 7; k++) {
        int c = (unsigned char)text.p[(*at)++] - 48;
        if (c < 0 || c > 63) {
            return false;
        }
        x |= (int64_t)(c & 0x1f) << (5 * k);
        if ((c & 0x20) == 0) {
            *value = (c & 0x10) != 0 ? x - ((int64_t)1 << (5 * (k + 1))) : x;
            return true;
        }
    }
    return false;
}

enum err_code mask_from_text(struct arena *arena, uint32_t height, uint32_t width,
                             struct str text, struct mask *mask, struct err *err)
{
    uint64_t pixels = (uint64_t)height * width;
    uint64_t sum = 0;
    int64_t before[2] = {0, 0}; /* the run before the last, the last */
    size_t at = 0;
    begin(arena, height, width, text.n, mask);
    for (size_t i = 0; at < text.n; i++) {
        int64_t run;
        size_t from = at;
        if (!text_number(text, &at, &run)) {
            return err_set(err, ERR_FORMAT,
                           "\"counts\" of a mask is malformed at character %zu", from + 1);
        }
        run += i > 2 ? before[0] : 0;
        if (run < 0 || (uint64_t)run > pixels - sum) {
            return err_set(err, ERR_FORMAT, "run %zu of a mask is %lld pixels long", i + 1,
                           (long long)run);
        }
        sum += (uint64_t)run;
        add_run(mask, (uint32_t)run, i % 2 == 1);
        before[0] = before[1];
        before[1] = run;
    }
    return finish(mask, sum, err);
}

/* Where two masks are read side by side. */
struct walk {
    const struct mask *mask;
    size_t next;
    uint32_t left;
    bool set;
};

static struct walk walk_begin(const struct mask *mask)
{
    struct walk walk = {.mask = mask, .next = 1, .left = mask->runs[0], .set = false};
    if (walk.left == 0 && mask->count > 1) {
        walk.left = mask->runs[walk.next++];
        walk.set = true;
    }
    return walk;
}

static void walk_on(struct walk *walk, uint32_t length)
{
    walk->left -= length;
    if (walk->left == 0 && walk->next < walk->mask->count) {
        walk->left = walk->mask->runs[walk->next++];
        walk->set = !walk->set;
    }
}

void mask_union(struct arena *arena, const struct mask *a, const struct mask *b,
                struct mask *mask)
{
    struct walk x = walk_begin(a);
    struct walk y = walk_begin(b);
    begin(arena, a->height, a->width, a->count + b->count, mask);
    while (x.left > 0) {
        uint32_t length = x.left < y.left ? x.left : y.left;
        add_run(mask, length, x.set || y.set);
        walk_on(&x, length);
        walk_on(&y, length);
    }
    find_box(mask);
}

uint64_t mask_area(const struct mask *mask)
{
    uint64_t area = 0;
    for (size_t i = 1; i < mask->count; i += 2) {
        area += mask->runs[i];
    }
    return area;
}

double mask_overlap(const struct mask *detection, const struct mask *object, bool crowd)
{
    struct walk d = walk_begin(detection);
    struct walk g = walk_begin(object);
    uint64_t common = 0;
    uint64_t either = 0;
    while (d.left > 0) {
        uint32_t length = d.left < g.left ? d.left : g.left;
        either += d.set || g.set ? length : 0;
        common += d.set && g.set ? length : 0;
        walk_on(&d, length);
        walk_on(&g, length);
    }
    if (common == 0) {
        return 0;
    }
    return (double)common / (double)(crowd ? mask_area(detection) : either);
}
