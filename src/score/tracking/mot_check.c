/* What must hold of the boxes of a sequence; see mot_sequence.h. */
#include "base/mem.h"
#include "score/tracking/mot_sequence.h"

#include <stdlib.h>

/* By frame, then line: the file's order within a frame. */
static int compare_frames(const void *left, const void *right)
{
    const struct mot_box *a = left;
    const struct mot_box *b = right;
    return a->frame != b->frame ? (a->frame > b->frame) - (a->frame < b->frame)
                                : (a->line > b->line) - (a->line < b->line);
}

static int compare_tracks(const void *left, const void *right)
{
    const struct mot_box *const *a = left;
    const struct mot_box *const *b = right;
    return (*a)->id != (*b)->id ? ((*a)->id > (*b)->id) - ((*a)->id < (*b)->id)
                                : ((*a)->line > (*b)->line) - ((*a)->line < (*b)->line);
}

static bool is_sorted(const struct mot_boxes *boxes)
{
    for (size_t i = 1; i < boxes->count; i++) {
        if (boxes->boxes[i].frame < boxes->boxes[i - 1].frame) {
            return false;
        }
    }
    return true;
}

/* Marks the later of two boxes of one track in the frame [from, to) by line 0. */
static enum err_code check_frame(struct score_report *report, struct mot_boxes *boxes,
                                 size_t from, size_t to, struct mot_box **room, struct err *err)
{
    for (size_t i = from; i < to; i++) {
        room[i - from] = &boxes->boxes[i];
    }
    qsort(room, to - from, sizeof *room, compare_tracks);
    for (size_t i = 1; i < to - from; i++) {
        if (room[i]->id == room[i - 1]->id) {
            size_t line = room[i]->line;
            err_set(err, ERR_FORMAT, "track %lld has two boxes in frame %lld",
                    (long long)room[i]->id, (long long)room[i]->frame);
            TRY(score_report_skip(report, boxes->path, line, ERR_FORMAT, err));
            room[i]->line = 0;
        }
    }
    return ERR_OK;
}

enum err_code mot_sequence_check(struct score_report *report, struct mot_boxes *boxes,
                                 struct err *err)
{
    enum err_code code = ERR_OK;
    if (!is_sorted(boxes)) {
        qsort(boxes->boxes, boxes->count, sizeof *boxes->boxes, compare_frames);
    }
    struct mot_box **room = xmalloc(boxes->count * sizeof *room);
    for (size_t from = 0; from < boxes->count;) {
        size_t to = from + 1;
        while (to < boxes->count && boxes->boxes[to].frame == boxes->boxes[from].frame) {
            to++;
        }
        TRY_OUT(check_frame(report, boxes, from, to, room, err));
        from = to;
    }
    size_t kept = 0;
    for (size_t i = 0; i < boxes->count; i++) {
        boxes->boxes[kept] = boxes->boxes[i];
        kept += boxes->boxes[i].line > 0;
    }
    boxes->count = kept;
out:
    free(room);
    return code;
}

enum err_code mot_sequence_check_classes(const struct mot_boxes *truth,
                                         const struct mot_boxes *tracked,
                                         enum mot_preprocess preprocess, struct err *err)
{
    enum { CLASSES = 13 };
    for (size_t i = 0; preprocess != MOT_NONE && i < truth->count; i++) {
        const struct mot_box *box = &truth->boxes[i];
        if (box->class < 1 || box->class > CLASSES) {
            err_set(err, ERR_FORMAT, "%s line %u: class %lld is not one of MOTChallenge's",
                    truth->path, (unsigned)box->line, (long long)box->class);
            err_hint(err, "without --preprocess classes do not matter");
            return ERR_FORMAT;
        }
    }
    for (size_t i = 0; preprocess != MOT_NONE && i < tracked->count; i++) {
        const struct mot_box *box = &tracked->boxes[i];
        if (box->class > 1) {
            err_set(err, ERR_FORMAT, "%s line %u: class %lld is not that of pedestrians",
                    tracked->path, (unsigned)box->line, (long long)box->class);
            err_hint(err, "without --preprocess classes do not matter");
            return ERR_FORMAT;
        }
    }
    return ERR_OK;
}
