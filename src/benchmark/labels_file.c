/* See labels_file.h. */
#include "benchmark/labels_file.h"

#include "base/file.h"
#include "base/jsonw.h"
#include "base/mem.h"
#include "crypto/canon.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SECONDS_MAX = 86400 };

bool label_is_unsure(const struct js *value)
{
    return js_member(value, "unsure") != NULL;
}

/* What holds for an item is never that nobody could tell. */
static enum err_code check_value(const struct making *making, size_t item, bool settled,
                                 const struct js *value, struct err *err)
{
    static const char *const keys[] = {"unsure", NULL};
    if (making->task->labelling != TASK_COMPARES || !label_is_unsure(value)) {
        return making->task->check_expected(making->items[item].input, value, err);
    }
    TRY(js_only(value, keys, err));
    bool unsure = js_is(js_member(value, "unsure"), "yes");
    if (settled || !unsure) {
        return err_set(err, ERR_FORMAT,
                       settled ? "\"unsure\" settles nothing"
                               : "\"unsure\" can only be \"yes\"");
    }
    return ERR_OK;
}

static enum err_code read_line(struct making *making, struct str line, bool settled,
                               struct labels *labels, struct err *err)
{
    static const char *const keys[] = {"item", "seconds", "value", "remark", NULL};
    struct js *row;
    struct str id;
    struct label label = {.remark = STR("")};
    TRY(js_parse(making->arena, line, &row, err));
    TRY(js_only(row, keys, err));
    TRY(js_need_str(row, "item", &id, err));
    TRY(js_need_int(row, "seconds", 0, SECONDS_MAX, &label.seconds, err));
    TRY(js_need(row, "value", JS_OBJECT, &label.value, err));
    TRY(js_may_str(row, "remark", &label.remark, err));
    if (label.remark.n > LABEL_REMARK_MAX) {
        return err_set(err, ERR_LIMIT, "\"remark\" has more than %d bytes", LABEL_REMARK_MAX);
    }
    size_t item = making_item_find(making, id);
    if (item == SIZE_MAX) {
        return err_set(err, ERR_FORMAT, "item \"%.*s\" is no candidate",
                       STR_ARG(str_sub(id, 0, 100)));
    }
    TRY(check_value(making, item, settled, label.value, err));
    labels->count += labels->of[item].value == NULL && making->items[item].split != MAKING_LEFT;
    labels->of[item] = label;
    return ERR_OK;
}

size_t labels_said(const struct making *making, const struct labels *labels)
{
    size_t count = 0;
    for (size_t i = 0; i < making->count; i++) {
        count += labels->of[i].value != NULL;
    }
    return count;
}

enum err_code labels_parse(struct making *making, struct str text, const char *path,
                           bool settled, struct labels *labels, struct err *err)
{
    struct str line;
    labels->count = 0;
    labels->of = arena_zalloc(making->arena, (making->count + 1) * sizeof *labels->of);
    for (size_t number = 1; str_split(&text, '\n', &line); number++) {
        if (text.p == NULL) { /* what follows the last newline: nothing, or a torn line */
            break;
        }
        enum err_code code = read_line(making, line, settled, labels, err);
        if (code != ERR_OK) {
            err_prefix(err, "%s, line %zu", path, number);
            return code;
        }
    }
    return ERR_OK;
}

static enum err_code read_file(struct making *making, const char *path, bool settled,
                               struct labels *labels, struct err *err)
{
    struct str text = STR("");
    if (file_exists(path)) {
        TRY(file_read(making->arena, path, MAKING_BYTES, &text, err));
    }
    return labels_parse(making, text, path, settled, labels, err);
}

enum err_code labels_read(struct making *making, const char *path, struct labels *labels,
                          struct err *err)
{
    return read_file(making, path, false, labels, err);
}

/* The length up to the last newline: what follows was torn. */
static enum err_code cut_torn(int fd, const char *path, struct err *err)
{
    struct stat about;
    char byte = '\n';
    if (fstat(fd, &about) != 0) {
        return err_errno(err, "cannot look at %s", path);
    }
    off_t length = about.st_size;
    while (length > 0) {
        if (pread(fd, &byte, 1, length - 1) != 1) {
            return err_errno(err, "cannot read %s", path);
        }
        if (byte == '\n') {
            break;
        }
        length--;
    }
    if (length < about.st_size && ftruncate(fd, length) != 0) {
        return err_errno(err, "cannot cut %s", path);
    }
    return ERR_OK;
}

static enum err_code append_line(int fd, const char *path, struct str line, struct err *err)
{
    if (flock(fd, LOCK_EX) != 0) {
        return err_errno(err, "cannot lock %s", path);
    }
    TRY(cut_torn(fd, path, err));
    TRY(file_write_fd(fd, path, line, err));
    if (fsync(fd) != 0) {
        return err_errno(err, "cannot sync %s", path);
    }
    return ERR_OK;
}

enum err_code labels_append(const struct making *making, const char *path, size_t item,
                            int64_t seconds, struct str value, struct str remark,
                            struct err *err)
{
    struct strbuf line;
    struct jsonw w;
    char *folder = file_folder_of(making->arena, path);
    TRY(file_make_folders(folder, 0755, err));
    int fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (fd < 0) {
        return err_errno(err, "cannot open %s", path);
    }
    strbuf_init(&line, LIMIT_ITEM);
    jsonw_init(&w, &line);
    jsonw_object(&w);
    jsonw_member_str(&w, "item", making->items[item].id);
    jsonw_member_int(&w, "seconds",
                     seconds < 0             ? 0
                     : seconds > SECONDS_MAX ? SECONDS_MAX
                                             : seconds);
    jsonw_key(&w, "value");
    jsonw_raw(&w, value);
    if (remark.n > 0) {
        jsonw_member_str(&w, "remark", remark);
    }
    jsonw_end(&w);
    strbuf_putc(&line, '\n');
    enum err_code code = strbuf_check(&line, "the label", err);
    if (code == ERR_OK) {
        code = append_line(fd, path, strbuf_view(&line), err);
    }
    strbuf_release(&line);
    if (close(fd) != 0 && code == ERR_OK) {
        code = err_errno(err, "cannot close %s", path);
    }
    return code == ERR_OK ? file_sync_folder(folder, err) : code;
}

enum err_code labeller_name_check(const char *name, struct err *err)
{
    size_t length = strlen(name);
    bool good = length > 0 && length <= LABELLER_NAME_MAX;
    for (size_t i = 0; good && i < length; i++) {
        good = (name[i] >= 'a' && name[i] <= 'z') || (name[i] >= '0' && name[i] <= '9') ||
               name[i] == '-';
    }
    if (!good) {
        err_set(err, ERR_USAGE, "\"%.60s\" is no labeller's name", name);
        err_hint(err,
                 "1 to %d lower-case letters, digits and dashes; it need not be a person's "
                 "own name",
                 LABELLER_NAME_MAX);
        return ERR_USAGE;
    }
    return ERR_OK;
}

const char *labeller_path(const struct making *making, const char *name)
{
    return making_path(making, "labels/%s.jsonl", name);
}

size_t labellers_most(const struct making *making)
{
    return making->labellers > 2 ? (size_t)making->labellers : 2;
}

static enum err_code read_labeller(struct making *making, const char *file,
                                   struct labelled *labelled, struct err *err)
{
    struct str name = str_of(file);
    if (!str_ends(name, STR(".jsonl"))) {
        return ERR_OK;
    }
    if (labelled->labellers == labellers_most(making)) {
        err_set(err, ERR_LIMIT, "%s/labels/%s is of one labeller too many", making->folder,
                file);
        err_hint(err, "take one of the files away: there are at most %zu",
                 labellers_most(making));
        return ERR_LIMIT;
    }
    size_t number = labelled->labellers++;
    labelled->names[number] = arena_strndup(making->arena, file, name.n - strlen(".jsonl"));
    TRY(labeller_name_check(labelled->names[number], err));
    return labels_read(making, making_path(making, "labels/%s", file), &labelled->by[number],
                       err);
}

enum err_code labelled_read(struct making *making, struct labelled *labelled, struct err *err)
{
    const char **files;
    size_t count = 0;
    const char *folder = making_path(making, "labels");
    *labelled = (struct labelled){.labellers = 0};
    if (file_exists(folder)) {
        TRY(file_list(making->arena, folder, &files, &count, err));
    }
    for (size_t i = 0; i < count; i++) {
        TRY(read_labeller(making, files[i], labelled, err));
    }
    return read_file(making, making_path(making, "decisions.jsonl"), true, &labelled->decided,
                     err);
}

/* Words with one blank between them. */
static struct str squeezed(struct arena *arena, struct str text)
{
    char *out = arena_alloc(arena, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        bool blank =
            text.p[i] == ' ' || text.p[i] == '\t' || text.p[i] == '\n' || text.p[i] == '\r';
        if (!blank) {
            out[n++] = text.p[i];
        } else if (n > 0 && out[n - 1] != ' ') {
            out[n++] = ' ';
        }
    }
    return str_n(out, n > 0 && out[n - 1] == ' ' ? n - 1 : n);
}

bool labels_same(const struct making *making, const struct js *one, const struct js *other)
{
    struct str a;
    struct str b;
    if (making->task->labelling == TASK_WRITES) {
        return str_eq(squeezed(making->arena, js_text(one, "text")),
                      squeezed(making->arena, js_text(other, "text")));
    }
    return canon_of(making->arena, one->raw, &a, NULL) == ERR_OK &&
           canon_of(making->arena, other->raw, &b, NULL) == ERR_OK && str_eq(a, b);
}

enum labelled_state labelled_state(const struct making *making, const struct labelled *labelled,
                                   size_t item, const struct js **value)
{
    const struct js *said[LABELLERS_MAX];
    size_t count = 0;
    const struct js *decided = labelled->decided.of[item].value;
    for (size_t i = 0; i < labelled->labellers; i++) {
        if (labelled->by[i].of[item].value != NULL) {
            said[count++] = labelled->by[i].of[item].value;
        }
    }
    const struct js *holds = decided != NULL ? decided : count > 0 ? said[0] : NULL;
    if (value != NULL) {
        *value = holds;
    }
    if (decided != NULL) {
        return LABELLED_DECIDED;
    }
    if ((int64_t)count < making->labellers) {
        return LABELLED_MISSING;
    }
    for (size_t i = 0; i < count; i++) {
        if (label_is_unsure(said[i]) || !labels_same(making, said[0], said[i])) {
            return LABELLED_APART;
        }
    }
    return LABELLED_AGREED;
}

struct labelled_counts labelled_count(const struct making *making,
                                      const struct labelled *labelled)
{
    struct labelled_counts counts = {0, 0, 0, 0};
    for (size_t i = 0; i < making->sample_count; i++) {
        switch (labelled_state(making, labelled, making->sample[i], NULL)) {
        case LABELLED_MISSING:
            counts.missing++;
            break;
        case LABELLED_APART:
            counts.apart++;
            break;
        case LABELLED_AGREED:
            counts.agreed++;
            break;
        case LABELLED_DECIDED:
            counts.decided++;
            break;
        }
    }
    return counts;
}

static int compare_seconds(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a;
    int64_t right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

int64_t labels_seconds_left(const struct making *making, const struct labels *labels)
{
    int64_t *seconds = xmalloc((making->sample_count + 1) * sizeof *seconds);
    size_t count = 0;
    for (size_t i = 0; i < making->sample_count; i++) {
        const struct label *label = &labels->of[making->sample[i]];
        if (label->value != NULL) {
            seconds[count++] = label->seconds;
        }
    }
    int64_t left = -1;
    if (count >= LABELS_TO_FORESEE) {
        qsort(seconds, count, sizeof *seconds, compare_seconds);
        int64_t twice = seconds[(count - 1) / 2] + seconds[count / 2];
        left = twice * (int64_t)(making->sample_count - count) / 2;
    }
    free(seconds);
    return left;
}
