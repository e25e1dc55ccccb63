/* Lines of MOTChallenge, true boxes before a line "--", a tracker's after it: what is taken has
 * a frame, a track and a box, and can be counted; every count comes out whole and the shares
 * from 0 to 1. The first byte chooses the preprocessing. */
#include "score/tracking/mot_sequence.h"

#include "base/mem.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

enum { FRAMES = 1000 }; /* more would only take time */

static struct mot_boxes boxes_of(struct str text)
{
    struct mot_boxes boxes = {.path = "boxes"};
    size_t capacity = 0;
    struct str line;
    for (uint32_t number = 1; str_split(&text, '\n', &line); number++) {
        struct mot_box box = {.line = number};
        struct err err = {.code = ERR_OK};
        if (mot_line(line, &box, &err) != ERR_OK) {
            if (err.message[0] == '\0') {
                BUG("refused without a word");
            }
            continue;
        }
        if (box.frame < 1 || box.id < 0 || !(box.box[2] >= 0 && box.box[3] >= 0)) {
            BUG("a line that cannot be is taken");
        }
        if (box.frame <= FRAMES) {
            boxes.boxes = mem_grow(boxes.boxes, boxes.count, &capacity, sizeof *boxes.boxes);
            boxes.boxes[boxes.count++] = box;
        }
    }
    return boxes;
}

static void check(const struct track_sequence *tracks)
{
    struct track_sums sums = {.frames = 0};
    track_hota(tracks, &sums);
    track_clear(tracks, 0.5, false, &sums);
    track_identity(tracks, 0.5, &sums);
    if (sums.clear_found + sums.clear_missed != (double)tracks->truth_boxes ||
        sums.id_found + sums.id_missed != (double)tracks->truth_boxes ||
        sums.id_found + sums.id_wrong != (double)tracks->tracked_boxes ||
        sums.found[0] + sums.missed[0] != (double)tracks->truth_boxes ||
        sums.found[0] + sums.wrong[0] != (double)tracks->tracked_boxes) {
        BUG("boxes that are not counted once");
    }
    if (sums.mostly_tracked + sums.partly_tracked + sums.mostly_lost !=
        (double)(tracks->truth_boxes > 0 ? tracks->truth_track_count : 0)) {
        BUG("tracks that are not counted once");
    }
    for (size_t a = 1; a < TRACK_ALPHAS; a++) {
        if (sums.found[a] > sums.found[a - 1]) {
            BUG("more matches at a higher threshold");
        }
    }
    for (size_t v = 0; v < track_value_count; v++) {
        double value = track_values[v].of(&sums);
        bool share = strcmp(track_values[v].metric, "clear/1") != 0;
        if (!isfinite(value) || (share && (value < 0 || value > 1 + 1e-9))) {
            BUG("%s is %g", track_values[v].name, value);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    if (length == 0) {
        return 0;
    }
    struct arena *arena = arena_new();
    struct score_options options = SCORE_OPTIONS_DEFAULTS;
    options.lenient = true;
    struct score_report *report = score_report_new(arena, "tracking", &options);
    enum mot_preprocess preprocess = (enum mot_preprocess)(bytes[0] % 3);
    struct str text = str_n((const char *)bytes + 1, length - 1);
    size_t middle = str_find(text, STR("\n--\n"));
    struct mot_boxes truth = boxes_of(str_sub(text, 0, middle));
    struct mot_boxes tracked =
        boxes_of(middle == SIZE_MAX ? STR("") : str_from(text, middle + 4));
    struct err err;
    if (mot_sequence_check(report, &truth, &err) == ERR_OK &&
        mot_sequence_check(report, &tracked, &err) == ERR_OK) {
        struct mot_sequence *sequence = mot_sequence_new(&truth, &tracked, preprocess, 0);
        check(mot_sequence_tracks(sequence));
        mot_sequence_free(sequence);
    }
    free(truth.boxes);
    free(tracked.boxes);
    arena_free(arena);
    return 0;
}
