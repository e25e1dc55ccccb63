/* Folders of MOTChallenge; see mot_folder.h. */
#include "score/tracking/mot_folder.h"

#include "base/file.h"
#include "base/mem.h"
#include "score/tracking/mot_sequence.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { SEQINFO_MAX = 65536 };

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* NAME of NAME.txt or NAME.txt.gz, NULL for any other name. */
static const char *name_of(struct arena *arena, const char *file)
{
    struct str name = str_of(file);
    name.n -= str_ends(name, STR(".gz")) ? 3 : 0;
    return str_ends(name, STR(".txt")) && name.n > 4 ? arena_strndup(arena, name.p, name.n - 4)
                                                     : NULL;
}

static const char *first_there(struct arena *arena, const char *folder, const char *name,
                               const char *const *shapes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct strbuf path;
        strbuf_init(&path, 65536);
        strbuf_printf(&path, "%s/", folder);
        for (const char *c = shapes[i]; *c != '\0'; c++) {
            *c == '%' ? strbuf_puts(&path, name) : strbuf_putc(&path, *c);
        }
        const char *found = file_exists(path.p) ? arena_strdup(arena, path.p) : NULL;
        strbuf_release(&path);
        if (found != NULL) {
            return found;
        }
    }
    return NULL;
}

static const char *truth_of(struct arena *arena, const char *folder, const char *name)
{
    static const char *const shapes[] = {"%/gt/gt.txt", "%/gt/gt.txt.gz", "%.txt", "%.txt.gz"};
    return first_there(arena, folder, name, shapes, sizeof shapes / sizeof *shapes);
}

static const char *tracked_of(struct arena *arena, const char *folder, const char *name)
{
    static const char *const shapes[] = {"%.txt", "%.txt.gz", "data/%.txt", "data/%.txt.gz",
                                         "%/%.txt"};
    return first_there(arena, folder, name, shapes, sizeof shapes / sizeof *shapes);
}

/* "seqLength=600" of seqinfo.ini. */
static enum err_code read_length(struct arena *arena, const char *folder, const char *name,
                                 int64_t *frames, struct err *err)
{
    const char *path = arena_printf(arena, "%s/%s/seqinfo.ini", folder, name);
    struct str text;
    struct str line;
    if (!file_exists(path)) {
        return ERR_OK;
    }
    TRY(file_read(arena, path, SEQINFO_MAX, &text, err));
    while (str_split(&text, '\n', &line)) {
        struct str key;
        struct str rest = line;
        if (!str_split(&rest, '=', &key) || !str_is(str_trim(key), "seqLength")) {
            continue;
        }
        if (!str_to_i64(str_trim(rest), frames) || *frames < 1 || *frames > MOT_FRAMES_MAX) {
            return err_set(err, ERR_FORMAT, "%s: seqLength is not a number of frames", path);
        }
    }
    return ERR_OK;
}

struct folder {
    struct score_report *report;
    struct arena *arena;
    const char *gt;
    const char *dt;
    struct mot_pair *pairs;
    size_t count;
    size_t capacity;
};

static enum err_code add_pair(struct folder *f, const char *name, const char *truth,
                              const char *tracked, struct err *err)
{
    struct mot_pair pair = {.name = name, .truth_path = truth, .tracked_path = tracked};
    if (is_folder(f->gt)) {
        TRY(read_length(f->arena, f->gt, name, &pair.frames, err));
    }
    f->pairs = mem_grow(f->pairs, f->count, &f->capacity, sizeof *f->pairs);
    f->pairs[f->count++] = pair;
    return ERR_OK;
}

static enum err_code find_sequences(struct folder *f, struct err *err)
{
    const char **names;
    size_t count;
    TRY(file_list(f->arena, f->gt, &names, &count, err));
    for (size_t i = 0; i < count; i++) {
        const char *stem = name_of(f->arena, names[i]);
        const char *name = stem != NULL ? stem : names[i];
        const char *truth = truth_of(f->arena, f->gt, name);
        if (truth == NULL) {
            continue; /* another folder, such as seqmaps */
        }
        const char *tracked = tracked_of(f->arena, f->dt, name);
        if (tracked == NULL) {
            err_set(err, ERR_FORMAT, "%s: no results for sequence %s", f->dt, name);
            err_hint(err, "put them in %s/%s.txt, an empty file for no tracks", f->dt, name);
            TRY(score_report_skip(f->report, f->dt, 0, ERR_FORMAT, err));
            continue;
        }
        TRY(add_pair(f, name, truth, tracked, err));
    }
    if (f->count == 0) {
        err_set(err, ERR_FORMAT, "%s: no sequence", f->gt);
        err_hint(err, "--gt holds NAME/gt/gt.txt or NAME.txt for each sequence");
        return ERR_FORMAT;
    }
    return ERR_OK;
}

/* Results of a sequence that is not in the truth. */
static enum err_code find_strays(struct folder *f, struct err *err)
{
    const char **names;
    size_t count;
    TRY(file_list(f->arena, f->dt, &names, &count, err));
    for (size_t i = 0; i < count; i++) {
        const char *name = name_of(f->arena, names[i]);
        if (name != NULL && truth_of(f->arena, f->gt, name) == NULL) {
            err_set(err, ERR_FORMAT, "%s/%s: no true boxes of sequence %s in %s", f->dt,
                    names[i], name, f->gt);
            TRY(score_report_skip(f->report, f->dt, 0, ERR_FORMAT, err));
        }
    }
    return ERR_OK;
}

static enum err_code read_pair(struct folder *f, struct mot_pair *pair, struct err *err)
{
    TRY(mot_file_read(f->report, pair->truth_path, &pair->truth, err));
    TRY(mot_file_read(f->report, pair->tracked_path, &pair->tracked, err));
    TRY(mot_sequence_check(f->report, &pair->truth, err));
    TRY(mot_sequence_check(f->report, &pair->tracked, err));
    const struct mot_boxes *sides[] = {&pair->truth, &pair->tracked};
    for (size_t i = 0; pair->frames > 0 && i < 2; i++) {
        size_t n = sides[i]->count;
        if (n > 0 && sides[i]->boxes[n - 1].frame > pair->frames) {
            return err_set(err, ERR_FORMAT, "%s line %u: frame %lld of a sequence of %lld",
                           sides[i]->path, (unsigned)sides[i]->boxes[n - 1].line,
                           (long long)sides[i]->boxes[n - 1].frame, (long long)pair->frames);
        }
    }
    return ERR_OK;
}

static void free_pairs(void *data)
{
    struct folder *f = data;
    for (size_t i = 0; i < f->count; i++) {
        free(f->pairs[i].truth.boxes);
        free(f->pairs[i].tracked.boxes);
    }
    free(f->pairs);
}

enum err_code mot_folder_read(struct score_report *report, const char *gt, const char *dt,
                              struct mot_pair **pairs, size_t *count, struct err *err)
{
    struct folder *f = arena_zalloc(score_report_arena(report), sizeof *f);
    f->report = report;
    f->arena = score_report_arena(report);
    f->gt = gt;
    f->dt = dt;
    arena_on_free(f->arena, free_pairs, f);
    if (!file_exists(gt) || !file_exists(dt)) {
        return err_set(err, ERR_NOT_FOUND, "%s: no such file or folder",
                       file_exists(gt) ? dt : gt);
    }
    if (is_folder(gt) && is_folder(dt)) {
        TRY(find_sequences(f, err));
        TRY(find_strays(f, err));
    } else if (!is_folder(gt) && !is_folder(dt)) {
        TRY(add_pair(f, "sequence", gt, dt, err));
    } else {
        err_set(err, ERR_FORMAT, "%s is a folder, %s is not", is_folder(gt) ? gt : dt,
                is_folder(gt) ? dt : gt);
        err_hint(err, "--gt and --dt are two folders, or two files of one sequence");
        return ERR_FORMAT;
    }
    for (size_t i = 0; i < f->count; i++) {
        TRY(read_pair(f, &f->pairs[i], err));
    }
    *pairs = f->pairs;
    *count = f->count;
    return ERR_OK;
}
