/* See leak_scan.h. One pass over each file: the eight bytes at each place are looked up among
 * the beginnings of what is sought, and what begins alike is compared whole. */
#include "custody/leak_scan.h"

#include "base/file.h"
#include "base/mem.h"
#include "task/task.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    KEY = 8,          /* bytes that are looked up */
    LEAST = 12,       /* bytes of an id that is sought */
    PIECE_LEAST = 24, /* bytes of a piece of a text */
    PIECE_MOST = 48,
    PATTERN_MOST = 256,
    BUFFER = 1 << 20,
    PATTERNS_MAX = 4000000,
    FILTER_BITS = 20
};

struct pattern {
    uint64_t key;
    struct str text;
    enum leak_kind kind;
    bool found;
};

struct sought_file {
    struct sha256 digest;
    uint64_t bytes;
    bool found;
};

struct scan {
    struct arena *arena;
    struct leak_report *report;
    struct pattern *patterns; /* sorted by key */
    size_t count, capacity;
    unsigned char *filter; /* a bit for each hash of a key */
    struct sought_file *files;
    size_t file_count;
    char *buffer;
};

const char *leak_kind_word(enum leak_kind kind)
{
    static const char *const words[] = {"canary text", "input", "id", "file"};
    return words[kind];
}

static uint64_t key_of(const char *bytes)
{
    uint64_t key;
    memcpy(&key, bytes, KEY);
    return key;
}

static size_t filter_place(uint64_t key)
{
    return (size_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> (64 - FILTER_BITS));
}

static void seek(struct scan *scan, enum leak_kind kind, struct str text)
{
    if (text.n < LEAST || text.n > PATTERN_MOST || scan->count == PATTERNS_MAX) {
        return;
    }
    scan->patterns =
        mem_grow(scan->patterns, scan->count, &scan->capacity, sizeof *scan->patterns);
    scan->patterns[scan->count++] = (struct pattern){key_of(text.p), text, kind, false};
    size_t place = filter_place(key_of(text.p));
    scan->filter[place / 8] |= (unsigned char)(1U << place % 8);
}

/* Letters, digits and blanks of ASCII stand as they are in JSON, CSV and plain text. */
static bool is_plain(unsigned char byte)
{
    return byte >= ' ' && byte < 0x7f && byte != '"' && byte != '\\' && byte != '<' &&
           byte != '>' && byte != '&';
}

/* From the middle of the longest run of plain bytes. */
static void seek_piece(struct scan *scan, struct str text)
{
    size_t best = 0;
    size_t from = 0;
    size_t run = 0;
    for (size_t i = 0; i < text.n; i++) {
        run = is_plain((unsigned char)text.p[i]) ? run + 1 : 0;
        if (run > best) {
            best = run;
            from = i + 1 - run;
        }
    }
    if (best >= PIECE_LEAST) {
        size_t length = best < PIECE_MOST ? best : PIECE_MOST;
        seek(scan, LEAK_INPUT, str_sub(text, from + (best - length) / 2, length));
    }
}

static void seek_texts(struct scan *scan, const struct js *value)
{
    if (value->type == JS_STRING) {
        seek_piece(scan, value->string);
    } else if (value->type == JS_ARRAY) {
        for (size_t i = 0; i < value->array.count; i++) {
            seek_texts(scan, &value->array.items[i]);
        }
    } else if (value->type == JS_OBJECT) {
        for (size_t i = 0; i < value->object.count; i++) {
            seek_texts(scan, &value->object.members[i].value);
        }
    }
}

static int compare_patterns(const void *a, const void *b)
{
    const struct pattern *left = a;
    const struct pattern *right = b;
    int order = (left->key > right->key) - (left->key < right->key);
    return order != 0 ? order : str_cmp(left->text, right->text);
}

/* What stands in several items - a list of labels, a form's head - tells nothing of one. */
static void drop_common(struct scan *scan)
{
    size_t kept = 0;
    for (size_t i = 0; i < scan->count;) {
        size_t end = i + 1;
        while (end < scan->count && str_eq(scan->patterns[i].text, scan->patterns[end].text)) {
            end++;
        }
        if (end == i + 1) {
            scan->patterns[kept++] = scan->patterns[i];
            scan->report->inputs_sought += scan->patterns[i].kind == LEAK_INPUT;
        }
        i = end;
    }
    scan->count = kept;
}

static void seek_files(struct scan *scan, const struct bench *bench)
{
    const struct js *files = js_member(bench->json, "files");
    scan->files = arena_zalloc(scan->arena, (files->array.count + 1) * sizeof *scan->files);
    for (size_t i = 0; i < files->array.count; i++) {
        const struct js *file = &files->array.items[i];
        struct sought_file *sought = &scan->files[scan->file_count];
        const struct js *bytes = js_member(file, "bytes");
        if (sha256_from_hex(&sought->digest, js_text(file, "sha256")) && bytes != NULL &&
            bytes->type == JS_INT && bytes->integer > 0) {
            sought->bytes = (uint64_t)bytes->integer;
            scan->file_count++;
        }
    }
    scan->report->files_sought = scan->file_count;
}

static void seek_all(struct scan *scan, const struct bench *bench)
{
    seek(scan, LEAK_CANARY, js_text(bench->json, "canary"));
    for (size_t i = 0; i < bench->count; i++) {
        const struct bench_item *item = &bench->items[i];
        struct task_files files;
        bool plain = task_input_files(item->input, &files, NULL) == ERR_OK && files.count == 0;
        if (plain) { /* the names of files say nothing; their bytes are sought whole */
            seek_texts(scan, item->input);
        }
        if (item->id.n >= LEAST) {
            scan->report->ids_sought++;
            seek(scan, LEAK_ID, item->id);
        }
    }
    if (scan->count > 0) {
        qsort(scan->patterns, scan->count, sizeof *scan->patterns, compare_patterns);
        drop_common(scan);
    }
    seek_files(scan, bench);
}

static void note(struct scan *scan, enum leak_kind kind, const char *path, uint64_t offset,
                 bool *before)
{
    struct leak_report *report = scan->report;
    size_t *counts[] = {&report->canaries, &report->inputs, &report->ids, &report->files};
    if (kind == LEAK_CANARY || !*before) {
        (*counts[kind])++;
        if (report->found_count < LEAK_FOUND_MAX) {
            report->found[report->found_count++] =
                (struct leak_found){kind, arena_strdup(scan->arena, path), offset};
        }
    }
    *before = true;
}

static size_t first_of(const struct scan *scan, uint64_t key)
{
    size_t low = 0;
    size_t high = scan->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (scan->patterns[middle].key < key) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* `length` bytes that stand at `offset` of the file; places from which on something may go past
 * the end are left to the next piece, unless it is the last. */
static size_t search(struct scan *scan, const char *bytes, size_t length, bool last,
                     const char *path, uint64_t offset)
{
    size_t end = last ? length : length - PATTERN_MOST;
    for (size_t i = 0; i + KEY <= length && i < end; i++) {
        uint64_t key = key_of(bytes + i);
        size_t place = filter_place(key);
        if ((scan->filter[place / 8] & 1U << place % 8) == 0) {
            continue;
        }
        for (size_t p = first_of(scan, key); p < scan->count && scan->patterns[p].key == key;
             p++) {
            struct pattern *pattern = &scan->patterns[p];
            if (pattern->text.n <= length - i &&
                memcmp(pattern->text.p, bytes + i, pattern->text.n) == 0) {
                note(scan, pattern->kind, path, offset + i, &pattern->found);
            }
        }
    }
    return end;
}

static void compare_whole(struct scan *scan, int fd, const char *path, uint64_t bytes)
{
    struct sha256 digest;
    bool hashed = false;
    for (size_t i = 0; i < scan->file_count; i++) {
        if (scan->files[i].bytes != bytes) {
            continue;
        }
        if (!hashed && (lseek(fd, 0, SEEK_SET) != 0 ||
                        sha256_of_fd(fd, path, &digest, NULL, NULL) != ERR_OK)) {
            return;
        }
        hashed = true;
        if (sha256_eq(&digest, &scan->files[i].digest)) {
            note(scan, LEAK_FILE, path, 0, &scan->files[i].found);
        }
    }
}

static void scan_fd(struct scan *scan, int fd, const char *path)
{
    uint64_t offset = 0; /* in the file, of what the buffer begins with */
    size_t held = 0;
    bool last = false;
    while (!last) {
        ssize_t n = read(fd, scan->buffer + held, BUFFER - held);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            scan->report->passed_over++;
            return;
        }
        last = n == 0;
        held += (size_t)n;
        scan->report->bytes_read += (uint64_t)n;
        if (held <= PATTERN_MOST && !last) {
            continue;
        }
        size_t done = search(scan, scan->buffer, held, last, path, offset);
        memmove(scan->buffer, scan->buffer + done, held - done);
        held -= done;
        offset += done;
    }
    compare_whole(scan, fd, path, offset);
}

static void scan_file(struct scan *scan, const char *path)
{
    struct stat info;
    struct leak_report *report = scan->report;
    if (report->files_read == LEAK_FILES_MAX || report->bytes_read > LEAK_BYTES_MAX) {
        report->whole = false;
        return;
    }
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0 || fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
        report->passed_over++;
    } else {
        report->files_read++;
        scan_fd(scan, fd, path);
    }
    if (fd >= 0) {
        close(fd);
    }
}

static void scan_tree(struct scan *scan, const char *path, int depth)
{
    const char **names;
    size_t count;
    struct stat info;
    if (lstat(path, &info) != 0 || S_ISLNK(info.st_mode)) {
        scan->report->passed_over++;
    } else if (!S_ISDIR(info.st_mode)) {
        scan_file(scan, path);
    } else if (depth == LEAK_DEPTH_MAX ||
               file_list(scan->arena, path, &names, &count, NULL) != ERR_OK) {
        scan->report->whole = false;
    } else {
        for (size_t i = 0; i < count; i++) {
            scan_tree(scan, arena_printf(scan->arena, "%s/%s", path, names[i]), depth + 1);
        }
    }
}

enum err_code leak_scan(struct arena *arena, const struct bench *bench, const char *path,
                        struct leak_report *report, struct err *err)
{
    struct stat info;
    struct scan scan = {.arena = arena, .report = report};
    *report = (struct leak_report){.whole = true};
    if (stat(path, &info) != 0) {
        return err_errno(err, "%s", path);
    }
    scan.filter = xcalloc(1, (1U << FILTER_BITS) / 8);
    scan.buffer = xmalloc(BUFFER);
    seek_all(&scan, bench);
    scan_tree(&scan, path, 0);
    free(scan.filter);
    free(scan.buffer);
    free(scan.patterns);
    return ERR_OK;
}
