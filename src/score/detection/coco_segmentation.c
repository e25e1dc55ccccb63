/* Polygons and runs of a file to masks; see coco_annotation.h. */
#include "base/mem.h"
#include "score/detection/coco_annotation.h"

#include <stdlib.h>

/* A list of numbers that grows. */
struct numbers {
    double *values;
    size_t count;
    size_t capacity;
};

static enum err_code read_numbers(struct json_pull *p, struct numbers *list, struct err *err)
{
    bool more;
    list->count = 0;
    TRY(json_pull_array(p, err));
    for (;;) {
        TRY(json_pull_item(p, &more, err));
        if (!more) {
            return ERR_OK;
        }
        double value;
        TRY(json_pull_number(p, &value, err));
        list->values =
            mem_grow(list->values, list->count, &list->capacity, sizeof *list->values);
        list->values[list->count++] = value;
    }
}

static enum err_code one_polygon(struct arena *arena, const struct numbers *list, size_t least,
                                 struct mask *mask, struct err *err)
{
    if (list->count % 2 != 0 || list->count < least) {
        err_set(err, ERR_FORMAT, "a polygon of %zu numbers", list->count);
        err_hint(err, "\"segmentation\" is [[x1, y1, x2, y2, x3, y3, …], …]");
        return ERR_FORMAT;
    }
    return mask_from_polygon(arena, mask->height, mask->width, list->values, list->count / 2,
                             mask, err);
}

/* All polygons of a list, joined. */
static enum err_code read_polygons(struct arena *arena, struct json_pull *p, struct mask *mask,
                                   struct err *err)
{
    struct numbers list = {0};
    enum err_code code = ERR_OK;
    TRY(json_pull_array(p, err));
    for (size_t n = 0;; n++) {
        bool more;
        struct mask one = {.height = mask->height, .width = mask->width};
        TRY_OUT(json_pull_item(p, &more, err));
        if (!more && n == 0) {
            code = json_pull_fail(p, "a segmentation without a polygon", err);
            goto out;
        }
        if (!more) {
            break;
        }
        TRY_OUT(read_numbers(p, &list, err));
        TRY_OUT(one_polygon(arena, &list, n == 0 ? 6 : 4, &one, err));
        if (n == 0) {
            *mask = one;
        } else {
            struct mask before = *mask;
            mask_union(arena, &before, &one, mask);
        }
    }
out:
    free(list.values);
    return code;
}

static enum err_code read_counts(struct arena *arena, struct json_pull *p, struct mask *mask,
                                 struct err *err)
{
    struct numbers list = {0};
    int64_t *counts = NULL;
    enum err_code code = ERR_OK;
    TRY_OUT(read_numbers(p, &list, err));
    counts = xmalloc(list.count * sizeof *counts);
    for (size_t i = 0; i < list.count; i++) {
        if (!(list.values[i] >= 0 && list.values[i] <= MASK_PIXELS_MAX)) {
            code = err_set(err, ERR_FORMAT, "run %zu of a mask is %g pixels long", i + 1,
                           list.values[i]);
            goto out;
        }
        counts[i] = (int64_t)list.values[i];
    }
    code = mask_from_counts(arena, mask->height, mask->width, counts, list.count, mask, err);
out:
    free(list.values);
    free(counts);
    return code;
}

static enum err_code check_size(struct json_pull *p, const struct mask *mask, struct err *err)
{
    struct numbers size = {0};
    enum err_code code = read_numbers(p, &size, err);
    if (code == ERR_OK &&
        (size.count != 2 || size.values[0] != mask->height || size.values[1] != mask->width)) {
        err_set(err, ERR_FORMAT, "a mask of another size than its image, %u x %u pixels",
                (unsigned)mask->width, (unsigned)mask->height);
        err_hint(err, "\"size\" is [height, width] of the image");
        code = ERR_FORMAT;
    }
    free(size.values);
    return code;
}

static enum err_code read_runs(struct arena *arena, struct json_pull *p, struct mask *mask,
                               struct err *err)
{
    bool sized = false;
    struct json_pull counts = {0};
    TRY(json_pull_object(p, err));
    for (;;) {
        struct str key;
        bool more;
        TRY(json_pull_key(p, &key, &more, err));
        if (!more) {
            break;
        }
        if (str_is(key, "size") && !sized) {
            sized = true;
            TRY(check_size(p, mask, err));
            continue;
        }
        if (str_is(key, "counts") && counts.at == NULL) {
            counts = *p;
        }
        TRY(json_pull_skip(p, err));
    }
    if (!sized || counts.at == NULL) {
        return json_pull_fail(p, "a mask without \"size\" or \"counts\"", err);
    }
    if (json_pull_peek(&counts) == '[') {
        return read_counts(arena, &counts, mask, err);
    }
    struct str text;
    TRY(json_pull_string(&counts, &text, err));
    return mask_from_text(arena, mask->height, mask->width, text, mask, err);
}

enum err_code coco_segmentation_read(struct arena *arena, const struct json_pull *at,
                                     uint32_t height, uint32_t width, struct mask *mask,
                                     struct err *err)
{
    struct json_pull p = *at;
    *mask = (struct mask){.height = height, .width = width};
    return json_pull_peek(&p) == '{' ? read_runs(arena, &p, mask, err)
                                     : read_polygons(arena, &p, mask, err);
}
