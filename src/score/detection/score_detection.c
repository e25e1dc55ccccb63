/* From COCO's files to the report; see score_detection.h. */
#include "score/detection/score_detection.h"

#include "base/mem.h"
#include "base/parallel.h"
#include "score/detection/coco_file.h"
#include "score/detection/detection_conventions.h"
#include "score/detection/detection_resample.h"
#include "score/score_input.h"

#include <stdlib.h>
#include <string.h>

extern const struct metric metric_coco_ap;
extern const struct metric metric_coco_ar;

/* More classes than this get no interval of their own. */
enum { CLASS_INTERVALS_MAX = 500, CLASS_FIGURES = 3 };

static enum err_code kind_of(const char *iou, enum coco_kind *kind, struct err *err)
{
    static const char *const names[] = {"bbox", "segm", "keypoints"};
    for (int i = 0; i < 3; i++) {
        if (strcmp(iou, names[i]) == 0) {
            *kind = (enum coco_kind)i;
            return ERR_OK;
        }
    }
    err_set(err, ERR_USAGE, "no overlap is called \"%s\"", iou);
    err_hint(err, "--iou is bbox, segm or keypoints");
    return ERR_USAGE;
}

/* Each file's text is given up as soon as it is read. */
static enum err_code read_files(struct score_report *report, const char *gt, const char *dt,
                                enum coco_kind kind, struct coco_data *data, struct err *err)
{
    struct str text;
    struct arena *room = arena_new();
    enum err_code code = ERR_OK;
    TRY_OUT(score_input_whole(room, gt, COCO_FILE_MAX, &text, err));
    TRY_OUT(coco_read_truth(report, gt, text, kind, data, err));
    arena_free(room);
    room = arena_new();
    TRY_OUT(score_input_whole(room, dt, COCO_FILE_MAX, &text, err));
    TRY_OUT(coco_read_results(report, dt, text, kind, data, err));
out:
    arena_free(room);
    return code;
}

struct curving {
    const struct coco_classes *classes;
    size_t area_count;
    struct coco_curve *curves;
};

static void curve_piece(void *data, size_t index)
{
    const struct curving *c = data;
    struct coco_classes one = {1, &c->classes->classes[index]};
    struct coco_scratch *scratch = coco_scratch_new(&one);
    coco_curve(c->classes, index, c->area_count, NULL, scratch, &c->curves[index]);
    coco_scratch_free(scratch);
}

struct coco_curve *detection_curves(const struct coco_classes *classes, size_t area_count,
                                    size_t threads)
{
    struct curving c = {classes, area_count, xcalloc(classes->count, sizeof *c.curves)};
    parallel_run(threads, classes->count, curve_piece, &c);
    return c.curves;
}

static const char *figure_settings(struct arena *arena, const struct coco_settings *settings,
                                   const struct coco_figure *figure)
{
    const char *thresholds = "0.5:0.05:0.95";
    if (figure->threshold >= 0) {
        thresholds = arena_printf(arena, "%.2f", coco_threshold((size_t)figure->threshold));
    }
    return arena_printf(arena, "thresholds:%s|area:%s|max_dets:%zu", thresholds,
                        settings->areas[figure->area].name, figure->limit);
}

static double objects_of(const struct coco_curve *curves, size_t count, size_t area)
{
    double objects = 0;
    for (size_t k = 0; k < count; k++) {
        objects += curves[k].objects[area];
    }
    return objects;
}

static struct score_figure make_figure(struct score_report *report,
                                       const struct coco_settings *settings,
                                       const struct coco_figure *figure,
                                       const struct coco_curve *curves, size_t count,
                                       const struct detection_interval *interval)
{
    struct coco_mean mean = coco_mean_of(figure, curves, count);
    const struct metric *metric = figure->precision ? &metric_coco_ap : &metric_coco_ar;
    double sum[] = {mean.sum, mean.count};
    struct score_figure made = {
        .name = figure->name,
        .metric = metric,
        .settings = figure_settings(score_report_arena(report), settings, figure),
        .value = metric->finish(sum),
        .n = (int64_t)objects_of(curves, count, figure->area),
    };
    if (!made.value.defined) {
        made.no_interval = "undefined";
    } else if (interval->has) {
        made.has_interval = true;
        made.interval = interval->interval;
        made.method = "bootstrap.cluster.95/1";
    } else {
        made.no_interval = interval->reason;
    }
    return made;
}

/* Categories of one name are told apart by their ids. */
static const char *unique_name(struct arena *arena, const struct coco_data *data, size_t k)
{
    const struct coco_category *category = &data->categories[k];
    for (size_t i = 0; i < data->category_count; i++) {
        if (i != k && strcmp(data->categories[i].name, category->name) == 0) {
            return arena_printf(arena, "%s (id %lld)", category->name, (long long)category->id);
        }
    }
    return category->name;
}

static void add_figures(struct score_report *report, const struct coco_data *data,
                        const struct coco_settings *settings,
                        const struct coco_classes *classes, const struct coco_curve *curves)
{
    struct coco_figure figures[COCO_FIGURES_MAX];
    struct detection_plan plan = {
        .classes = classes,
        .area_count = settings->area_count,
        .image_count = data->image_count,
        .figures = figures,
        .figure_count = coco_figures(settings->kind, figures),
        .class_figure_count = classes->count <= CLASS_INTERVALS_MAX ? CLASS_FIGURES : 0,
    };
    bool points = settings->kind == COCO_KEYPOINTS;
    struct coco_figure of_class[CLASS_FIGURES] = {figures[0], figures[1],
                                                  figures[points ? 5 : 8]};
    struct detection_interval all[COCO_FIGURES_MAX];
    struct detection_interval *each = xcalloc(classes->count * CLASS_FIGURES, sizeof *each);
    plan.class_figures = of_class;
    detection_resample(&plan, score_report_options(report), all, each);
    for (size_t f = 0; f < plan.figure_count; f++) {
        struct score_figure figure =
            make_figure(report, settings, &figures[f], curves, classes->count, &all[f]);
        figure.clusters = (int64_t)data->image_count;
        score_report_figure(report, &figure);
    }
    for (size_t k = 0; k < classes->count; k++) {
        const char *name = unique_name(score_report_arena(report), data, k);
        for (size_t f = 0; f < CLASS_FIGURES; f++) {
            struct detection_interval *interval = &each[k * CLASS_FIGURES + f];
            if (plan.class_figure_count == 0) {
                interval->reason = "more than 500 classes";
            }
            struct score_figure figure =
                make_figure(report, settings, &of_class[f], &curves[k], 1, interval);
            figure.clusters = (int64_t)data->image_count;
            score_report_group_figure(report, "category", name, &figure);
        }
    }
    free(each);
}

static void tell(struct score_report *report, const struct coco_data *data, enum coco_kind kind)
{
    if (data->id_0) {
        score_report_note(report, "an annotation has the id 0, which pycocotools takes for "
                                  "unmatched; here it is an object like any other");
    }
    if (kind != COCO_BOXES && data->boxed) {
        score_report_note(report,
                          "the first result has a \"bbox\": the area of every result is "
                          "that of its box, as in pycocotools");
    }
}

enum err_code score_detection(struct score_report *report, const char *gt, const char *dt,
                              const char *iou, struct err *err)
{
    enum coco_kind kind;
    TRY(kind_of(iou, &kind, err));
    struct coco_data *data = arena_zalloc(score_report_arena(report), sizeof *data);
    struct coco_settings settings = coco_settings(kind);
    size_t threads = (size_t)score_report_options(report)->threads;
    struct coco_classes classes;
    TRY(read_files(report, gt, dt, kind, data, err));
    struct coco_input input = {data->objects,         data->object_count, data->detections,
                               data->detection_count, data->image_count,  data->category_count};
    score_report_setting(report, "iou", iou);
    score_report_setting(report, "reference", "cocoapi-8c9bcc3");
    tell(report, data, kind);
    coco_match(&input, &settings, threads, &classes);
    struct coco_curve *curves = detection_curves(&classes, settings.area_count, threads);
    add_figures(report, data, &settings, &classes, curves);
    if (score_report_options(report)->compare_conventions) {
        detection_conventions(report, data, &settings);
    }
    free(curves);
    coco_classes_free(&classes);
    return ERR_OK;
}
