/* Boxes of MOTChallenge; see mot_file.h. */
#include "score/tracking/mot_file.h"

#include "base/mem.h"
#include "score/score_input.h"
#include "score/score_table.h"

#include <math.h>
#include <stdlib.h>

enum { COLUMNS_MIN = 6, COLUMNS_READ = 8 };

static const char *const names[COLUMNS_READ] = {"frame", "id",     "left",       "top",
                                                "width", "height", "confidence", "class"};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Takes the next field off the line: up to a comma, or a run of blanks where it has no comma.
 */
static bool next_field(struct str *rest, bool commas, struct str *field)
{
    if (commas) {
        if (!str_split(rest, ',', field)) {
            return false;
        }
        *field = str_trim(*field);
        return true;
    }
    size_t n = 0;
    *rest = str_trim(*rest);
    while (n < rest->n && !is_blank(rest->p[n])) {
        n++;
    }
    *field = str_sub(*rest, 0, n);
    *rest = str_from(*rest, n);
    return n > 0;
}

static enum err_code whole(double value, int column, double min, double max, int64_t *to,
                           struct err *err)
{
    if (value != floor(value) || value < min || value > max) {
        return err_set(err, ERR_FORMAT, "%s %g is not a whole number from %g to %g",
                       names[column], value, min, max);
    }
    *to = (int64_t)value;
    return ERR_OK;
}

enum err_code mot_line(struct str line, struct mot_box *box, struct err *err)
{
    double values[COLUMNS_READ] = {0};
    static const double most = 9007199254740992.0; /* whole doubles up to 2^53 */
    bool commas = str_has_byte(line, ',');
    struct str rest = line;
    struct str field;
    int n = 0;
    while (next_field(&rest, commas, &field)) {
        if (n < COLUMNS_READ && !(field.n == 0 && n >= COLUMNS_MIN)) {
            TRY(score_number(field, names[n], &values[n], err));
        }
        n += field.n > 0 || n < COLUMNS_MIN;
    }
    if (n < COLUMNS_MIN) {
        err_set(err, ERR_FORMAT, "%d columns", n);
        err_hint(err, "a line is: frame, id, left, top, width, height, confidence …");
        return ERR_FORMAT;
    }
    TRY(whole(values[0], 0, 1, MOT_FRAMES_MAX, &box->frame, err));
    TRY(whole(values[1], 1, 0, most, &box->id, err));
    if (!(values[4] >= 0 && values[5] >= 0)) {
        err_set(err, ERR_FORMAT, "an impossible box, %g wide and %g high", values[4],
                values[5]);
        err_hint(err, "columns 3 to 6 are left, top, width, height, not two corners");
        return ERR_FORMAT;
    }
    for (size_t i = 0; i < 4; i++) {
        box->box[i] = values[2 + i];
    }
    box->confidence = n > 6 ? values[6] : 1;
    box->class = 1;
    return n > 7 ? whole(values[7], 7, -1, 1000, &box->class, err) : ERR_OK;
}

enum err_code mot_file_read(struct score_report *report, const char *path,
                            struct mot_boxes *boxes, struct err *err)
{
    struct score_input *input;
    size_t capacity = 0;
    enum err_code code = ERR_OK;
    *boxes = (struct mot_boxes){.path = path};
    TRY(score_input_open(path, &input, err));
    for (;;) {
        struct str line;
        bool found;
        TRY_OUT(score_input_line(input, &line, &found, err));
        if (!found) {
            break;
        }
        struct mot_box box = {.line = (uint32_t)score_input_number(input)};
        if (str_trim(line).n == 0) {
            continue;
        }
        code = mot_line(line, &box, err);
        if (code != ERR_OK) {
            TRY_OUT(score_report_skip(report, path, box.line, code, err));
            continue;
        }
        boxes->boxes = mem_grow(boxes->boxes, boxes->count, &capacity, sizeof *boxes->boxes);
        boxes->boxes[boxes->count++] = box;
    }
out:
    score_input_close(input);
    return code;
}
