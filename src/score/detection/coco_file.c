/* COCO's files; see coco_file.h. */
#include "score/detection/coco_file.h"

#include "base/json_pull.h"
#include "base/mem.h"
#include "score/detection/coco_annotation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct reader {
    struct score_report *report;
    struct arena *arena;
    const char *path;
    enum coco_kind kind;
    struct coco_data *data;
    struct json_pull p;
    size_t element;   /* number of the one being read, from 1 */
    const char *list; /* "annotations" */
    size_t room;
    size_t last_image; /* index found last */
};

static void free_data(void *data)
{
    struct coco_data *d = data;
    free(d->images);
    free(d->categories);
    free(d->objects);
    free(d->ignored_in_file);
    free(d->detections);
}

/* Says in which element of which list the error is, before its words. */
static enum err_code place(const struct reader *r, enum err_code code, struct err *err)
{
    err_prefix(err, "%s line %zu: %s %zu", r->path, json_pull_line(&r->p), r->list, r->element);
    return code;
}

/* An element that cannot be used is passed over, or ends it all. */
static enum err_code skip_element(struct reader *r, const struct json_pull *begin,
                                  enum err_code code, struct err *err)
{
    place(r, code, err);
    TRY(score_report_skip(r->report, r->path, 0, code, err));
    r->p = *begin;
    enum err_code skipped = json_pull_skip(&r->p, err);
    return skipped == ERR_OK ? ERR_OK : place(r, skipped, err);
}

typedef enum err_code element_fn(struct reader *r, struct err *err);

/* Calls `read` for each element of the list that the reader stands before. */
static enum err_code each(struct reader *r, const char *list, element_fn *read, struct err *err)
{
    bool more;
    r->list = list;
    r->element = 0;
    r->room = 0;
    TRY(json_pull_array(&r->p, err));
    for (;;) {
        TRY(json_pull_item(&r->p, &more, err));
        if (!more) {
            return ERR_OK;
        }
        r->element++;
        struct json_pull begin = r->p;
        struct err found;
        enum err_code code = read(r, &found);
        if (code != ERR_OK) {
            code = skip_element(r, &begin, code, &found);
            if (code != ERR_OK && err != NULL) {
                *err = found;
            }
            TRY(code);
        }
    }
}

static enum err_code missing(const char *key, struct err *err)
{
    return err_set(err, ERR_FORMAT, "\"%s\" is missing", key);
}

static enum err_code read_image(struct reader *r, struct err *err)
{
    struct coco_data *d = r->data;
    struct coco_image image = {0};
    bool has_id = false;
    TRY(json_pull_object(&r->p, err));
    for (;;) {
        struct str key;
        bool more;
        TRY(json_pull_key(&r->p, &key, &more, err));
        if (!more) {
            break;
        }
        if (str_is(key, "id")) {
            has_id = true;
            TRY(json_pull_whole(&r->p, INT64_MIN, INT64_MAX, &image.id, err));
        } else if (str_is(key, "height")) {
            TRY(json_pull_whole(&r->p, 0, INT32_MAX, &image.height, err));
        } else if (str_is(key, "width")) {
            TRY(json_pull_whole(&r->p, 0, INT32_MAX, &image.width, err));
        } else {
            TRY(json_pull_skip(&r->p, err));
        }
    }
    if (!has_id) {
        return missing("id", err);
    }
    d->images = mem_grow(d->images, d->image_count, &r->room, sizeof *d->images);
    d->images[d->image_count++] = image;
    return ERR_OK;
}

static enum err_code read_category(struct reader *r, struct err *err)
{
    struct coco_data *d = r->data;
    struct coco_category category = {.name = NULL};
    bool has_id = false;
    TRY(json_pull_object(&r->p, err));
    for (;;) {
        struct str key;
        struct str name;
        bool more;
        TRY(json_pull_key(&r->p, &key, &more, err));
        if (!more) {
            break;
        }
        if (str_is(key, "id")) {
            has_id = true;
            TRY(json_pull_whole(&r->p, INT64_MIN, INT64_MAX, &category.id, err));
        } else if (str_is(key, "name") && category.name == NULL) {
            TRY(json_pull_string(&r->p, &name, err));
            category.name = arena_strndup(r->arena, name.p, name.n);
        } else {
            TRY(json_pull_skip(&r->p, err));
        }
    }
    if (!has_id) {
        return missing("id", err);
    }
    if (d->category_count == COCO_CATEGORIES_MAX) {
        return err_set(err, ERR_LIMIT, "more than %d categories", COCO_CATEGORIES_MAX);
    }
    if (category.name == NULL) {
        category.name = arena_printf(r->arena, "%lld", (long long)category.id);
    }
    d->categories = mem_grow(d->categories, d->category_count, &r->room, sizeof *d->categories);
    d->categories[d->category_count++] = category;
    return ERR_OK;
}

/* Ids come first in images, categories and objects. */
static int compare_ids(const void *left, const void *right)
{
    const int64_t *a = left;
    const int64_t *b = right;
    return (*a > *b) - (*a < *b);
}

/* Sorts things that begin with their id; ERR_FORMAT when one stands twice. */
static enum err_code sort_ids(const struct reader *r, const char *what, void *things,
                              size_t count, size_t size, struct err *err)
{
    const char *at = things;
    if (count > 0) {
        qsort(things, count, size, compare_ids);
    }
    for (size_t i = 1; i < count; i++) {
        if (compare_ids(at + (i - 1) * size, at + i * size) == 0) {
            return err_set(err, ERR_FORMAT, "%s: two %s have the id %lld", r->path, what,
                           (long long)*(const int64_t *)(const void *)(at + i * size));
        }
    }
    return ERR_OK;
}

/* Index of an id in a sorted list; false when it is not there. */
static bool find_id(const void *things, size_t count, size_t size, int64_t id, uint32_t *index)
{
    const char *found = count > 0 ? bsearch(&id, things, count, size, compare_ids) : NULL;
    if (found != NULL) {
        *index = (uint32_t)((size_t)(found - (const char *)things) / size);
    }
    return found != NULL;
}

static enum err_code find_places(struct reader *r, const struct coco_annotation *a,
                                 struct coco_object *object, struct err *err)
{
    const struct coco_data *d = r->data;
    if (!a->has_image || !a->has_category) {
        return missing(a->has_image ? "category_id" : "image_id", err);
    }
    bool again = r->last_image < d->image_count && d->images[r->last_image].id == a->image;
    object->image = (uint32_t)r->last_image;
    if (!again &&
        !find_id(d->images, d->image_count, sizeof *d->images, a->image, &object->image)) {
        return err_set(err, ERR_FORMAT, "no image has the id %lld", (long long)a->image);
    }
    r->last_image = object->image;
    if (!find_id(d->categories, d->category_count, sizeof *d->categories, a->category,
                 &object->category)) {
        return err_set(err, ERR_FORMAT, "no category has the id %lld", (long long)a->category);
    }
    return ERR_OK;
}

static enum err_code check_box(const double box[4], struct err *err)
{
    if (!(box[2] >= 0 && box[3] >= 0)) {
        err_set(err, ERR_FORMAT, "an impossible box, %g wide and %g high", box[2], box[3]);
        err_hint(err, "\"bbox\" is [x, y, width, height], not two corners");
        return ERR_FORMAT;
    }
    return ERR_OK;
}

static enum err_code take_mask(struct reader *r, const struct coco_annotation *a,
                               struct coco_object *object, struct err *err)
{
    const struct coco_image *image = &r->data->images[object->image];
    if (image->height == 0 || image->width == 0) {
        return err_set(err, ERR_FORMAT, "image %lld has no height or width",
                       (long long)image->id);
    }
    TRY(mask_size_check(image->height, image->width, err));
    uint32_t height = (uint32_t)image->height;
    uint32_t width = (uint32_t)image->width;
    return a->has_segmentation
               ? coco_segmentation_read(r->arena, &a->segmentation, height, width,
                                        &object->mask, err)
               : mask_from_box(r->arena, height, width, a->box, &object->mask, err);
}

static void take_keypoints(struct reader *r, const struct coco_annotation *a,
                           struct coco_object *object)
{
    double *points = arena_alloc(r->arena, sizeof a->keypoints);
    memcpy(points, a->keypoints, sizeof a->keypoints);
    object->keypoints = points;
}

static enum err_code check_truth(const struct reader *r, const struct coco_annotation *a,
                                 struct err *err)
{
    if (!a->has_id) {
        return missing("id", err);
    }
    if (!a->has_area) {
        return missing("area", err);
    }
    if (!(a->area >= 0)) {
        return err_set(err, ERR_FORMAT, "an area of %g", a->area);
    }
    if (!a->has_box && r->kind != COCO_MASKS) {
        return missing("bbox", err);
    }
    if (!a->has_segmentation && r->kind == COCO_MASKS) {
        return missing("segmentation", err);
    }
    if (!a->has_keypoints && r->kind == COCO_KEYPOINTS) {
        return missing("keypoints", err);
    }
    return a->has_box ? check_box(a->box, err) : ERR_OK;
}

/* An object without one labelled keypoint is ignored. */
static bool no_keypoints(const struct coco_annotation *a)
{
    int64_t labelled = a->visible;
    for (size_t i = 2; !a->has_visible && i < KEYPOINT_NUMBERS; i += 3) {
        labelled += a->keypoints[i] > 0;
    }
    return labelled == 0;
}

static enum err_code read_object(struct reader *r, struct err *err)
{
    struct coco_data *d = r->data;
    struct coco_annotation a;
    struct coco_object object = {.score = 0};
    TRY(coco_annotation_read(&r->p, r->kind == COCO_KEYPOINTS, &a, err));
    TRY(check_truth(r, &a, err));
    TRY(find_places(r, &a, &object, err));
    object.id = a.id;
    object.area = a.area;
    object.crowd = a.crowd;
    object.ignore = a.crowd;
    memcpy(object.box, a.box, sizeof object.box);
    if (r->kind == COCO_MASKS) {
        TRY(take_mask(r, &a, &object, err));
    } else if (r->kind == COCO_KEYPOINTS) {
        object.ignore = object.ignore || no_keypoints(&a);
        take_keypoints(r, &a, &object);
    }
    d->id_0 = d->id_0 || a.id == 0;
    size_t room = r->room;
    d->objects = mem_grow(d->objects, d->object_count, &r->room, sizeof *d->objects);
    d->ignored_in_file =
        mem_grow(d->ignored_in_file, d->object_count, &room, sizeof *d->ignored_in_file);
    d->ignored_in_file[d->object_count] = a.ignore || object.ignore;
    d->objects[d->object_count++] = object;
    return ERR_OK;
}

/* Ids of objects are unique: those that stand again are left out or refused. */
static enum err_code drop_twice(struct reader *r, struct err *err)
{
    struct coco_data *d = r->data;
    int64_t *ids = xmalloc(d->object_count * sizeof *ids);
    for (size_t i = 0; i < d->object_count; i++) {
        ids[i] = d->objects[i].id;
    }
    if (d->object_count > 0) {
        qsort(ids, d->object_count, sizeof *ids, compare_ids);
    }
    enum err_code code = ERR_OK;
    for (size_t i = 1; code == ERR_OK && i < d->object_count; i++) {
        if (ids[i] == ids[i - 1]) {
            err_set(err, ERR_FORMAT, "%s: two annotations have the id %lld", r->path,
                    (long long)ids[i]);
            code = score_report_skip(r->report, r->path, 0, ERR_FORMAT, err);
            size_t kept = 0;
            bool first = true;
            for (size_t k = 0; code == ERR_OK && k < d->object_count; k++) {
                bool same = d->objects[k].id == ids[i];
                d->ignored_in_file[kept] = d->ignored_in_file[k];
                d->objects[kept] = d->objects[k];
                kept += !same || first;
                first = first && !same;
            }
            while (i + 1 < d->object_count && ids[i + 1] == ids[i]) {
                i++;
            }
            d->object_count = code == ERR_OK ? kept : d->object_count;
        }
    }
    free(ids);
    return code;
}

/* The three lists of the file, by bit in `seen`. */
enum { IMAGES = 1, CATEGORIES = 2, ANNOTATIONS = 4 };

static unsigned list_of(struct str key)
{
    return str_is(key, "images")        ? IMAGES
           : str_is(key, "categories")  ? CATEGORIES
           : str_is(key, "annotations") ? ANNOTATIONS
                                        : 0;
}

/* Annotations are read at once when images and categories stand before them, else their place
 * is kept in *later. */
static enum err_code read_list(struct reader *r, unsigned list, unsigned seen,
                               struct json_pull *later, struct err *err)
{
    struct coco_data *d = r->data;
    if ((seen & list) != 0) {
        return json_pull_fail(&r->p, "a key stands twice in one object", err);
    }
    switch (list) {
    case IMAGES:
        TRY(each(r, "images", read_image, err));
        return sort_ids(r, "images", d->images, d->image_count, sizeof *d->images, err);
    case CATEGORIES:
        TRY(each(r, "categories", read_category, err));
        return sort_ids(r, "categories", d->categories, d->category_count,
                        sizeof *d->categories, err);
    case ANNOTATIONS:
        if ((seen & (IMAGES | CATEGORIES)) == (IMAGES | CATEGORIES)) {
            return each(r, "annotations", read_object, err);
        }
        *later = r->p;
        return json_pull_skip(&r->p, err);
    default:
        return json_pull_skip(&r->p, err);
    }
}

static enum err_code read_top(struct reader *r, struct json_pull *later, struct err *err)
{
    unsigned seen = 0;
    TRY(json_pull_object(&r->p, err));
    for (;;) {
        struct str key;
        bool more;
        TRY(json_pull_key(&r->p, &key, &more, err));
        if (!more) {
            break;
        }
        unsigned list = list_of(key);
        TRY(read_list(r, list, seen, later, err));
        seen |= list;
    }
    if (seen != (IMAGES | CATEGORIES | ANNOTATIONS)) {
        err_set(err, ERR_FORMAT, "%s: no \"%s\"", r->path,
                (seen & IMAGES) == 0       ? "images"
                : (seen & CATEGORIES) == 0 ? "categories"
                                           : "annotations");
        err_hint(err,
                 "--gt wants {\"images\": […], \"annotations\": […], \"categories\": […]}");
        return ERR_FORMAT;
    }
    return json_pull_end(&r->p, err);
}

/* Puts the path before an error that has none yet. */
static enum err_code with_path(const struct reader *r, enum err_code code, struct err *err)
{
    if (code != ERR_OK && err != NULL && strncmp(err->message, r->path, strlen(r->path)) != 0) {
        err_prefix(err, "%s", r->path);
    }
    return code;
}

enum err_code coco_read_truth(struct score_report *report, const char *path, struct str text,
                              enum coco_kind kind, struct coco_data *data, struct err *err)
{
    struct reader r = {.report = report,
                       .arena = score_report_arena(report),
                       .path = path,
                       .kind = kind,
                       .data = data};
    struct json_pull later = {.at = NULL};
    *data = (struct coco_data){0};
    arena_on_free(r.arena, free_data, data);
    TRY(with_path(&r, json_pull_open(&r.p, r.arena, text, err), err));
    TRY(with_path(&r, read_top(&r, &later, err), err));
    if (later.at != NULL) {
        r.p = later;
        TRY(with_path(&r, each(&r, "annotations", read_object, err), err));
    }
    return drop_twice(&r, err);
}

/* The area that COCO's loadRes gives a result: of its box where the file's first result has
 * one, else of its mask, else of the box around its keypoints. */
static enum err_code take_area(struct reader *r, const struct coco_annotation *a,
                               struct coco_object *object, struct err *err)
{
    if (r->data->boxed) {
        if (!a->has_box) {
            return missing("bbox", err);
        }
        object->area = a->box[2] * a->box[3];
    } else if (r->kind == COCO_KEYPOINTS) {
        double low[2] = {a->keypoints[0], a->keypoints[1]};
        double high[2] = {low[0], low[1]};
        for (size_t i = 0; i < KEYPOINT_NUMBERS; i += 3) {
            for (size_t axis = 0; axis < 2; axis++) {
                low[axis] = fmin(low[axis], a->keypoints[i + axis]);
                high[axis] = fmax(high[axis], a->keypoints[i + axis]);
            }
        }
        object->area = (high[0] - low[0]) * (high[1] - low[1]);
    } else {
        object->area = (double)mask_area(&object->mask);
    }
    return ERR_OK;
}

static enum err_code read_result(struct reader *r, struct err *err)
{
    struct coco_data *d = r->data;
    struct coco_annotation a;
    struct coco_object object = {.id = (int64_t)r->element};
    TRY(coco_annotation_read(&r->p, r->kind == COCO_KEYPOINTS, &a, err));
    if (r->element == 1) {
        d->boxed = a.has_box;
    }
    if (!a.has_score) {
        return missing("score", err);
    }
    TRY(find_places(r, &a, &object, err));
    if (a.has_box) {
        TRY(check_box(a.box, err));
    }
    if (r->kind == COCO_KEYPOINTS && !a.has_keypoints) {
        return missing("keypoints", err);
    }
    if (!a.has_box && !a.has_segmentation && r->kind != COCO_KEYPOINTS) {
        return missing(r->kind == COCO_BOXES ? "bbox" : "segmentation", err);
    }
    object.score = a.score;
    memcpy(object.box, a.box, sizeof object.box);
    if (r->kind == COCO_KEYPOINTS) {
        take_keypoints(r, &a, &object);
    } else if (r->kind == COCO_MASKS || !a.has_box) {
        TRY(take_mask(r, &a, &object, err));
        if (!a.has_box) {
            memcpy(object.box, object.mask.box, sizeof object.box);
        }
    }
    TRY(take_area(r, &a, &object, err));
    d->detections =
        mem_grow(d->detections, d->detection_count, &r->room, sizeof *d->detections);
    d->detections[d->detection_count++] = object;
    return ERR_OK;
}

enum err_code coco_read_results(struct score_report *report, const char *path, struct str text,
                                enum coco_kind kind, struct coco_data *data, struct err *err)
{
    struct reader r = {.report = report,
                       .arena = score_report_arena(report),
                       .path = path,
                       .kind = kind,
                       .data = data,
                       .last_image = SIZE_MAX};
    TRY(with_path(&r, json_pull_open(&r.p, r.arena, text, err), err));
    if (json_pull_peek(&r.p) != '[') {
        err_set(err, ERR_FORMAT, "%s: not a list of results", path);
        err_hint(err,
                 "--dt wants [{\"image_id\", \"category_id\", \"bbox\" or \"segmentation\" or "
                 "\"keypoints\", \"score\"}, …]");
        return ERR_FORMAT;
    }
    TRY(with_path(&r, each(&r, "result", read_result, err), err));
    return with_path(&r, json_pull_end(&r.p, err), err);
}
