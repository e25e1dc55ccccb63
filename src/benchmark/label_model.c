/* What the labelling pages show. */
#include "benchmark/label_state.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "crypto/digest.h"

#include <stdio.h>

enum { MINUTE = 60 };

size_t label_next(const struct label_desk *desk)
{
    size_t at = 0;
    while (at < desk->queue_count && desk->own->of[desk->queue[at]].value != NULL) {
        at++;
    }
    return at;
}

static bool is_among(const struct label_desk *desk, const struct js *const *sides, size_t count,
                     const struct js *value)
{
    for (size_t i = 0; i < count; i++) {
        if (labels_same(desk->making, sides[i], value)) {
            return true;
        }
    }
    return false;
}

size_t label_sides(const struct label_desk *desk, size_t item,
                   const struct js *sides[LABELLERS_MAX])
{
    char text[64];
    struct sha256 digest;
    int length = snprintf(text, sizeof text, "policeai-sides/v1 %lld %zu",
                          (long long)desk->making->seed, item);
    digest = sha256_of(str_n(text, (size_t)length));
    size_t people = desk->labelled.labellers;
    size_t count = 0;
    for (size_t i = 0; i < people; i++) {
        const struct js *value =
            desk->labelled.by[(digest.bytes[0] + i) % people].of[item].value;
        if (value != NULL && !is_among(desk, sides, count, value)) {
            sides[count++] = value;
        }
    }
    return count;
}

void label_show(struct label_desk *desk, size_t at)
{
    const struct js *sides[LABELLERS_MAX];
    size_t item = desk->queue[at];
    const struct js *value = desk->own->of[item].value;
    desk->remark = value != NULL ? desk->own->of[item].remark : STR("");
    desk->shown = at;
    desk->shown_ms = clock_monotonic_ms();
    if (value == NULL && desk->plan->settle) {
        value = label_sides(desk, item, sides) > 0 ? sides[0] : NULL;
    }
    label_marks_load(&desk->marks, value);
}

/* Pieces of a text: what stands between words, words, marks. A word in a mark is part of it. */
static void write_pieces(struct label_desk *desk, struct str text,
                         const struct label_marks *marks, struct jsonw *w)
{
    size_t count;
    const struct label_word *words = label_words(desk->arena, text, &count);
    size_t at = 0; /* byte */
    size_t next = 0;
    jsonw_array(w);
    for (size_t m = 0; m <= marks->count; m++) {
        bool last = m == marks->count;
        size_t from = last ? text.n : utf8_offset(text, (size_t)marks->list[m].start);
        size_t to = last ? text.n : utf8_offset(text, (size_t)marks->list[m].end);
        for (; next < count && words[next].from < to; next++) {
            if (words[next].from >= at && words[next].to <= from) {
                jsonw_object(w);
                jsonw_member_str(w, "gap", str_sub(text, at, words[next].from - at));
                jsonw_member_str(
                    w, "word",
                    str_sub(text, words[next].from, words[next].to - words[next].from));
                jsonw_member_int(w, "number", (int64_t)next);
                jsonw_end(w);
                at = words[next].to;
            }
        }
        jsonw_object(w);
        jsonw_member_str(w, "gap", str_sub(text, at, from > at ? from - at : 0));
        if (!last) {
            jsonw_member_str(w, "marked", str_sub(text, from, to - from));
            jsonw_member_str(w, "label", marks->list[m].label);
            jsonw_member_int(w, "mark", (int64_t)m);
        }
        jsonw_end(w);
        at = to > at ? to : at;
    }
    jsonw_end(w);
}

static void write_labels(const struct label_desk *desk, struct str chosen, struct jsonw *w)
{
    const struct making *making = desk->making;
    if (making->label_count == 0) {
        return;
    }
    bool buttons =
        making->label_count <= LABEL_BUTTONS || making->task->labelling == TASK_MARKS;
    jsonw_key(w, buttons ? "buttons" : "options");
    jsonw_array(w);
    for (size_t i = 0; i < making->label_count; i++) {
        jsonw_object(w);
        jsonw_member_str(w, "label", making->labels[i]);
        if (i < LABEL_BUTTONS) {
            jsonw_member_int(w, "key", (int64_t)i + 1);
        }
        if (str_eq(chosen, making->labels[i])) {
            jsonw_member(w, "chosen", "yes");
        }
        jsonw_end(w);
    }
    jsonw_end(w);
}

static void write_time(const struct label_desk *desk, struct jsonw *w)
{
    int64_t left = -1;
    if (!desk->plan->settle) {
        left = labels_seconds_left(desk->making, desk->own);
    }
    if (left >= MINUTE) {
        jsonw_member_int(w, "minutes", (left + MINUTE / 2) / MINUTE);
    } else if (left >= 0) {
        jsonw_member(w, "under_a_minute", "yes");
    }
}

/* "yes", "no", "unsure"; "" for none. */
static struct str match_word(const struct js *value)
{
    return label_is_unsure(value) ? STR("unsure") : js_text(value, "match");
}

/* What those who gave this answer remarked, without their names. */
static void write_remarks(const struct label_desk *desk, size_t item, const struct js *said,
                          struct jsonw *w)
{
    bool any = false;
    for (size_t i = 0; i < desk->labelled.labellers; i++) {
        const struct label *label = &desk->labelled.by[i].of[item];
        if (label->value == NULL || label->remark.n == 0 ||
            !labels_same(desk->making, label->value, said)) {
            continue;
        }
        if (!any) {
            jsonw_key(w, "remarks");
            jsonw_array(w);
        }
        any = true;
        jsonw_str(w, label->remark);
    }
    if (any) {
        jsonw_end(w);
    }
}

/* What the labels mean, in their order. */
static void write_definitions(const struct label_desk *desk, struct jsonw *w)
{
    const struct making *making = desk->making;
    if (making->definitions == NULL || making->definitions->object.count == 0) {
        return;
    }
    jsonw_key(w, "definitions");
    jsonw_array(w);
    for (size_t i = 0; i < making->label_count; i++) {
        const struct js *meaning = js_member_str(making->definitions, making->labels[i]);
        if (meaning != NULL) {
            jsonw_object(w);
            jsonw_member_str(w, "label", making->labels[i]);
            jsonw_member_str(w, "means", meaning->string);
            jsonw_end(w);
        }
    }
    jsonw_end(w);
    if (making->label_count <= LABEL_BUTTONS) {
        jsonw_member(w, "few", "yes");
    }
}

/* What labellers said, side by side. */
static void write_sides(struct label_desk *desk, size_t item, struct jsonw *w)
{
    const struct js *sides[LABELLERS_MAX];
    struct str text = js_text(desk->making->items[item].input, "text");
    size_t count = label_sides(desk, item, sides);
    jsonw_key(w, "sides");
    jsonw_array(w);
    for (size_t i = 0; i < count; i++) {
        jsonw_object(w);
        jsonw_member_int(w, "number", (int64_t)i + 1);
        switch (desk->making->task->labelling) {
        case TASK_MARKS: {
            struct label_marks marks = {NULL, 0, 0};
            label_marks_load(&marks, sides[i]);
            jsonw_key(w, "pieces");
            write_pieces(desk, text, &marks, w);
            label_marks_free(&marks);
            break;
        }
        case TASK_COMPARES:
            jsonw_member_str(w, "match", match_word(sides[i]));
            break;
        case TASK_WRITES:
            jsonw_member_str(w, "said", js_text(sides[i], "text"));
            break;
        case TASK_CHOOSES:
        case TASK_NOT_LABELLED:
            jsonw_member_str(w, "said", js_text(sides[i], "label"));
            break;
        }
        if (!label_is_unsure(sides[i])) {
            jsonw_member(w, "can_take", "yes");
        }
        write_remarks(desk, item, sides[i], w);
        jsonw_end(w);
    }
    jsonw_end(w);
}

static const char *kind_of(const struct label_desk *desk)
{
    switch (desk->making->task->labelling) {
    case TASK_MARKS:
        return "marks";
    case TASK_COMPARES:
        return "compares";
    case TASK_WRITES:
        return "writes";
    case TASK_CHOOSES:
    case TASK_NOT_LABELLED:
        break;
    }
    return "chooses";
}

static size_t count_done(const struct label_desk *desk)
{
    size_t done = 0;
    for (size_t i = 0; i < desk->queue_count; i++) {
        done += desk->own->of[desk->queue[i]].value != NULL;
    }
    return done;
}

void label_model(struct label_desk *desk, struct jsonw *w)
{
    size_t item = desk->queue[desk->shown];
    const struct js *input = desk->making->items[item].input;
    const struct js *value = desk->own->of[item].value;
    struct str text = js_text(input, "text");
    jsonw_member(w, "kind", kind_of(desk));
    jsonw_member_int(w, "at", (int64_t)desk->shown + 1);
    jsonw_member_int(w, "item", (int64_t)item);
    jsonw_member_int(w, "total", (int64_t)desk->queue_count);
    jsonw_member_int(w, "done", (int64_t)count_done(desk));
    if (desk->shown > 0) {
        jsonw_member_int(w, "previous", (int64_t)desk->shown);
    }
    if (value != NULL) {
        jsonw_member(w, "labelled", "yes");
    }
    write_time(desk, w);
    write_labels(desk, js_text(value, "label"), w);
    write_definitions(desk, w);
    jsonw_member_str(w, "remark", desk->remark);
    if (desk->remark.n > 0) {
        jsonw_member(w, "remarked", "yes");
    }
    if (desk->making->task->labelling == TASK_MARKS) {
        jsonw_key(w, "pieces");
        write_pieces(desk, text, &desk->marks, w);
        jsonw_member_int(w, "seen", (int64_t)desk->marks.count);
    } else if (desk->making->task->labelling == TASK_WRITES) {
        struct str type = str_of(label_file_type(desk->making->items[item].files[0]));
        jsonw_member(w, str_starts(type, STR("image/")) ? "picture" : "sound", "yes");
        jsonw_member_str(w, "written", js_text(value, "text"));
    } else if (desk->making->task->labelling == TASK_COMPARES) {
        label_pair_model(&desk->making->items[item], w);
        jsonw_member_str(w, "match", match_word(value));
        jsonw_member(w, desk->plan->settle ? "settles" : "labels", "yes");
    } else {
        jsonw_member_str(w, "text", text);
    }
    if (desk->plan->settle) {
        write_sides(desk, item, w);
    }
}

void label_model_done(struct label_desk *desk, struct jsonw *w)
{
    jsonw_member_int(w, "total", (int64_t)desk->queue_count);
    jsonw_member_str(w, "folder", str_of(desk->making->folder));
    jsonw_member(w, "mode", desk->plan->settle ? "settle" : "label");
}
