/* From a table of reads to the report; see score_plates.h. */
#include "score/plates/score_plates.h"

#include "base/jsonw.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "score/plates/plate_table.h"
#include "score/score_sample.h"

#include <stdlib.h>
#include <string.h>

extern const struct metric metric_plate_capture;
extern const struct metric metric_plate_read;
extern const struct metric metric_plate_overall;
extern const struct metric metric_plate_mended;
extern const struct metric metric_plate_cer;
extern const struct metric metric_plate_form;

static const struct {
    const char *name;
    const struct metric *metric;
} figures[] = {
    {"capture_rate", &metric_plate_capture},    {"read_rate", &metric_plate_read},
    {"overall_rate", &metric_plate_overall},    {"character_error_rate", &metric_plate_cer},
    {"read_rate_mended", &metric_plate_mended}, {"uk_form_rate", &metric_plate_form},
};

/* The read given most often, the first of equals; NULL when there is none. */
static const struct plate *main_read(const struct plate_vehicle *vehicle)
{
    const struct plate_seen *best = vehicle->seen;
    for (const struct plate_seen *s = vehicle->seen; s != NULL; s = s->next) {
        best = s->times > best->times ? s : best;
    }
    return best != NULL ? &best->plate : NULL;
}

/* How often one character was taken for another. */
struct confusion {
    struct plate_edit edit;
    uint64_t times;
};

struct confusions {
    struct confusion *list;
    size_t count;
    size_t capacity;
};

static void add_confusion(struct confusions *c, struct plate_edit edit)
{
    for (size_t i = 0; i < c->count; i++) {
        if (c->list[i].edit.truth == edit.truth && c->list[i].edit.read == edit.read) {
            c->list[i].times++;
            return;
        }
    }
    if (c->count < 4096) { /* 37 x 37 of plain marks; reads may hold anything */
        c->list = mem_grow(c->list, c->count, &c->capacity, sizeof *c->list);
        c->list[c->count++] = (struct confusion){edit, 1};
    }
}

static int compare_confusions(const void *left, const void *right)
{
    const struct confusion *a = left;
    const struct confusion *b = right;
    if (a->times != b->times) {
        return a->times < b->times ? 1 : -1;
    }
    if (a->edit.truth != b->edit.truth) {
        return a->edit.truth > b->edit.truth ? 1 : -1;
    }
    return (a->edit.read > b->edit.read) - (a->edit.read < b->edit.read);
}

static void put_character(struct jsonw *w, const char *key, uint32_t point)
{
    char bytes[4];
    size_t n = point == 0 ? 0 : utf8_encode(point, bytes);
    jsonw_member_str(w, key, str_n(bytes, n));
}

/* "confusions": most frequent first; "" stands for no character. */
static void add_confusions(struct score_report *report, struct confusions *c)
{
    enum { SHOWN = 10 };
    struct arena *arena = score_report_arena(report);
    struct strbuf json;
    struct strbuf text;
    struct jsonw w;
    strbuf_init(&json, 1u << 20);
    strbuf_init(&text, 1u << 16);
    if (c->count > 0) {
        qsort(c->list, c->count, sizeof *c->list, compare_confusions);
    }
    jsonw_init(&w, &json);
    jsonw_array(&w);
    for (size_t i = 0; i < c->count; i++) {
        const struct confusion *one = &c->list[i];
        jsonw_object(&w);
        put_character(&w, "truth", one->edit.truth);
        put_character(&w, "read", one->edit.read);
        jsonw_member_int(&w, "count", (int64_t)one->times);
        jsonw_end(&w);
        char from[4] = "-";
        char to[4] = "-";
        size_t m = one->edit.truth == 0 ? 1 : utf8_encode(one->edit.truth, from);
        size_t n = one->edit.read == 0 ? 1 : utf8_encode(one->edit.read, to);
        if (i < SHOWN) {
            struct strbuf shown;
            strbuf_init(&shown, 256);
            utf8_visible(&shown, str_n(to, n), false);
            strbuf_printf(&text, "  %.*s read as %s  %llu\n", (int)m, from, shown.p,
                          (unsigned long long)one->times);
            strbuf_release(&shown);
        }
    }
    jsonw_end(&w);
    score_report_extra(
        report, "confusions", arena_str(arena, strbuf_view(&json)),
        c->count > 0 ? arena_printf(arena, "characters taken for others (- none)\n%s", text.p)
                     : NULL);
    strbuf_release(&json);
    strbuf_release(&text);
    free(c->list);
}

static void convention(struct score_report *report, const char *name, double numerator,
                       double denominator, const char *quantity, const char *why)
{
    score_report_convention(
        report,
        &(struct score_convention){
            quantity, name, metric_fraction(numerator, denominator, "no vehicles"), why});
}

/* Which of several reads counts. */
static void add_conventions(struct score_report *report, const struct plate_table *t,
                            const double *vectors)
{
    double sum[PLATE_VECTOR] = {0};
    double first = 0;
    double any = 0;
    double every = 0;
    for (size_t i = 0; i < t->count; i++) {
        const struct plate_vehicle *v = &t->vehicles[i];
        bool some = false;
        bool all = v->seen != NULL;
        for (const struct plate_seen *s = v->seen; s != NULL; s = s->next) {
            some = some || plate_equal(&s->plate, &v->truth);
            all = all && plate_equal(&s->plate, &v->truth);
        }
        first += v->seen != NULL && plate_equal(&v->seen->plate, &v->truth);
        any += some;
        every += all;
        for (size_t k = 0; k < PLATE_VECTOR; k++) {
            sum[k] += vectors[i * PLATE_VECTOR + k];
        }
    }
    double captured = sum[PLATE_CAPTURED];
    convention(report, "most frequent read", sum[PLATE_EXACT], captured, "read_rate",
               "as in the figures above");
    convention(report, "first read", first, captured, "read_rate",
               "only the first read of a vehicle counts");
    convention(report, "any read", any, captured, "read_rate",
               "one right read of several is enough: what a list of wanted marks would hit");
    convention(report, "every read", every, captured, "read_rate",
               "one wrong read of several fails the vehicle");
    convention(report, "captured vehicles", sum[PLATE_EDITS], sum[PLATE_CHARACTERS],
               "character_error_rate", "as in the figures above");
    convention(report, "all vehicles", sum[PLATE_EDITS] + sum[PLATE_MISSED_CHARACTERS],
               sum[PLATE_CHARACTERS] + sum[PLATE_MISSED_CHARACTERS], "character_error_rate",
               "every character of a vehicle that passed unread is left out");
}

enum err_code score_plates(struct score_report *report, const char *input,
                           const struct score_plates_columns *columns, struct err *err)
{
    struct arena *arena = score_report_arena(report);
    struct plate_table *table = arena_zalloc(arena, sizeof *table);
    struct confusions confusions = {0};
    TRY(plate_table_read(report, input, columns, table, err));
    double *vectors = xmalloc(table->count * PLATE_VECTOR * sizeof *vectors);
    for (size_t i = 0; i < table->count; i++) {
        const struct plate_vehicle *vehicle = &table->vehicles[i];
        const struct plate *read = main_read(vehicle);
        plate_vector(&vehicle->truth, read, vectors + i * PLATE_VECTOR);
        struct plate_edit edits[2 * PLATE_MAX];
        size_t n = read != NULL ? plate_compare(&vehicle->truth, read, edits) : 0;
        for (size_t k = 0; k < n; k++) {
            add_confusion(&confusions, edits[k]);
        }
    }
    struct score_sample sample = {.count = table->count,
                                  .length = PLATE_VECTOR,
                                  .vectors = vectors,
                                  .clusters = table->count,
                                  .unit = "vehicles"};
    sample.groupings = group_columns_groupings(table->groups, &sample.grouping_count);
    group_columns_expand(table->groups);
    score_report_setting(report, "reads", "most-frequent");
    score_report_setting(report, "text", "capitals,no-space-hyphen-stop");
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        score_sample_figure(report, figures[i].name, figures[i].metric, NULL, &sample, NULL);
    }
    add_confusions(report, &confusions);
    if (score_report_options(report)->compare_conventions) {
        add_conventions(report, table, vectors);
    }
    free(vectors);
    return ERR_OK;
}
