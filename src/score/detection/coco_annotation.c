/* The keys of an annotation; see coco_annotation.h. */
#include "score/detection/coco_annotation.h"

enum key {
    KEY_ID,
    KEY_IMAGE,
    KEY_CATEGORY,
    KEY_BOX,
    KEY_AREA,
    KEY_SCORE,
    KEY_CROWD,
    KEY_IGNORE,
    KEY_SEGMENTATION,
    KEY_KEYPOINTS,
    KEY_VISIBLE,
    KEY_OTHER
};

static enum key key_of(struct str name)
{
    static const char *const names[] = {
        "id",      "image_id", "category_id",  "bbox",      "area",          "score",
        "iscrowd", "ignore",   "segmentation", "keypoints", "num_keypoints",
    };
    for (int i = 0; i < KEY_OTHER; i++) {
        if (str_is(name, names[i])) {
            return (enum key)i;
        }
    }
    return KEY_OTHER;
}

/* A list of exactly `count` numbers, or an empty one: *has false. */
static enum err_code numbers(struct json_pull *p, const char *what, double *values,
                             size_t count, bool *has, struct err *err)
{
    bool more;
    size_t n = 0;
    TRY(json_pull_array(p, err));
    for (;;) {
        TRY(json_pull_item(p, &more, err));
        if (!more) {
            break;
        }
        double value;
        TRY(json_pull_number(p, &value, err));
        if (n < count) {
            values[n] = value;
        }
        n++;
    }
    *has = n > 0;
    if (n != 0 && n != count) {
        char words[64];
        snprintf(words, sizeof words, "\"%s\" of %zu numbers, not %zu", what, n, count);
        return json_pull_fail(p, words, err);
    }
    return ERR_OK;
}

/* true, false or a whole number. */
static enum err_code flag(struct json_pull *p, bool *value, struct err *err)
{
    int64_t whole;
    char kind = json_pull_peek(p);
    if (kind == 't' || kind == 'f') {
        *value = kind == 't';
        return json_pull_skip(p, err);
    }
    TRY(json_pull_whole(p, 0, 1, &whole, err));
    *value = whole != 0;
    return ERR_OK;
}

static enum err_code read_value(struct json_pull *p, enum key key, bool keypoints,
                                struct coco_annotation *a, struct err *err)
{
    switch (key) {
    case KEY_ID:
        a->has_id = true;
        return json_pull_whole(p, INT64_MIN, INT64_MAX, &a->id, err);
    case KEY_IMAGE:
        a->has_image = true;
        return json_pull_whole(p, INT64_MIN, INT64_MAX, &a->image, err);
    case KEY_CATEGORY:
        a->has_category = true;
        return json_pull_whole(p, INT64_MIN, INT64_MAX, &a->category, err);
    case KEY_BOX:
        return numbers(p, "bbox", a->box, 4, &a->has_box, err);
    case KEY_AREA:
        a->has_area = true;
        return json_pull_number(p, &a->area, err);
    case KEY_SCORE:
        a->has_score = true;
        return json_pull_number(p, &a->score, err);
    case KEY_CROWD:
        return flag(p, &a->crowd, err);
    case KEY_IGNORE:
        return flag(p, &a->ignore, err);
    case KEY_VISIBLE:
        a->has_visible = true;
        return json_pull_whole(p, 0, INT64_MAX, &a->visible, err);
    case KEY_SEGMENTATION:
        a->has_segmentation = true;
        a->segmentation = *p;
        return json_pull_skip(p, err);
    case KEY_KEYPOINTS:
        return keypoints ? numbers(p, "keypoints", a->keypoints, KEYPOINT_NUMBERS,
                                   &a->has_keypoints, err)
                         : json_pull_skip(p, err);
    default:
        return json_pull_skip(p, err);
    }
}

enum err_code coco_annotation_read(struct json_pull *p, bool keypoints,
                                   struct coco_annotation *annotation, struct err *err)
{
    unsigned seen = 0;
    annotation->has_id = annotation->has_image = annotation->has_category = false;
    annotation->has_box = annotation->has_area = annotation->has_score = false;
    annotation->has_segmentation = annotation->has_keypoints = false;
    annotation->has_visible = annotation->crowd = annotation->ignore = false;
    annotation->visible = 0;
    TRY(json_pull_object(p, err));
    for (;;) {
        struct str name;
        bool more;
        TRY(json_pull_key(p, &name, &more, err));
        if (!more) {
            return ERR_OK;
        }
        enum key key = key_of(name);
        if (key != KEY_OTHER && (seen >> key & 1) != 0) {
            return json_pull_fail(p, "a key stands twice in one object", err);
        }
        seen |= 1u << key;
        TRY(read_value(p, key, keypoints, annotation, err));
    }
}
