/* Inspect's logs; see foreign_log.h. Shapes: "Log File API" of inspect.aisi.org.uk; the numbers
 * that C, P, I and N stand for: "Scorers" there (value_to_float). */
#include "foreign/foreign_log.h"

#include "base/json.h"
#include "zip/zip_file.h"

static enum err_code read_part(struct arena *arena, struct zip_file *zip, const char *name,
                               struct js **value, struct err *err)
{
    struct str bytes;
    TRY(zip_file_read(arena, zip, str_of(name), &bytes, err));
    enum err_code code = js_parse(arena, bytes, value, err);
    if (code != ERR_OK) {
        err_prefix(err, "%s", name);
    }
    return code;
}

static bool number_of(const struct js *value, double *number)
{
    static const struct {
        const char *word;
        double number;
    } words[] = {{"C", 1}, {"I", 0}, {"P", 0.5}, {"N", 0}};
    if (value == NULL) {
        return false;
    }
    if (value->type == JS_INT || value->type == JS_REAL) {
        *number = value->type == JS_INT ? (double)value->integer : value->real;
        return true;
    }
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (js_is(value, words[i].word)) {
            *number = words[i].number;
            return true;
        }
    }
    return false;
}

static enum err_code read_metrics(struct foreign_log *log, const struct js *score,
                                  struct err *err)
{
    const struct js *metrics = js_member(score, "metrics");
    for (size_t i = 0;
         metrics != NULL && metrics->type == JS_OBJECT && i < metrics->object.count; i++) {
        const struct js_member *metric = &metrics->object.members[i];
        const struct js *value = js_member(&metric->value, "value");
        struct foreign_figure *figure =
            foreign_figure_at(log, js_text(score, "name"), metric->name);
        if (figure == NULL) {
            return err_set(err, ERR_LIMIT, "header.json has more than %d figures",
                           FOREIGN_FIGURES_MAX);
        }
        figure->stated = value != NULL ? value->raw : STR("");
    }
    return ERR_OK;
}

static enum err_code read_header(struct foreign_log *log, const struct js *header,
                                 struct err *err)
{
    const struct js *eval = NULL;
    const struct js *scores = js_member(js_member(header, "results"), "scores");
    TRY(js_need(header, "eval", JS_OBJECT, &eval, err));
    log->status = js_text(header, "status");
    log->task = js_text(eval, "task");
    log->model = js_text(eval, "model");
    log->created = js_text(eval, "created");
    log->version = js_text(js_member(eval, "packages"), "inspect_ai");
    for (size_t i = 0; scores != NULL && scores->type == JS_ARRAY && i < scores->array.count;
         i++) {
        TRY(read_metrics(log, &scores->array.items[i], err));
    }
    return ERR_OK;
}

/* Rows add up to a mean: that is what "accuracy" and "mean" of a scorer are. */
static void add_row(struct foreign_log *log, const struct js *row)
{
    const struct js *scores = js_member(row, "scores");
    for (size_t i = 0; i < log->count; i++) {
        struct foreign_figure *figure = &log->figures[i];
        double number = 0;
        if (!str_is(figure->metric, "accuracy") && !str_is(figure->metric, "mean")) {
            continue;
        }
        if (number_of(js_member(js_member_str(scores, figure->score), "value"), &number)) {
            figure->rows++;
            figure->sum += number;
        } else {
            figure->without++;
        }
    }
    log->samples++;
}

enum err_code inspect_log_read(struct arena *arena, struct str bytes, struct foreign_log *log,
                               struct err *err)
{
    struct zip_file zip;
    struct js *header;
    struct js *rows;
    *log = (struct foreign_log){.harness = "Inspect"};
    enum err_code code = zip_file_open(arena, bytes, &zip, err);
    if (code == ERR_UNSUPPORTED) {
        err_hint(err, "this program unpacks deflate alone: `inspect log convert` writes other "
                      "forms");
    }
    TRY(code);
    TRY(read_part(arena, &zip, "header.json", &header, err));
    code = read_header(log, header, err);
    if (code != ERR_OK) {
        err_prefix(err, "header.json");
        return code;
    }
    TRY(read_part(arena, &zip, "summaries.json", &rows, err));
    if (rows->type != JS_ARRAY) {
        return err_set(err, ERR_FORMAT, "summaries.json must be a list");
    }
    for (size_t i = 0; i < rows->array.count; i++) {
        add_row(log, &rows->array.items[i]);
    }
    return ERR_OK;
}
