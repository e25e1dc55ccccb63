/* See paper_lines.h. */
#include "paper_lines.h"

#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/name_table.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct entry {
    int64_t offset; /* of the line; it ends before that of the next one */
    uint32_t paper;
};

struct paper_lines {
    const char *path; /* NULL: the text */
    struct str text;
    int fd;
    struct name_table *ids;
    struct entry *entries; /* and one more, which tells the end */
    size_t count, capacity;
    uint32_t *first; /* of a paper, in the order of papers; and one more */
    uint32_t *order; /* entries by paper; NULL: they stand so */
    char *bytes;     /* of the line that was read last */
    size_t room;
};

static void release(void *data)
{
    struct paper_lines *lines = data;
    if (lines->fd >= 0) {
        close(lines->fd);
    }
    free(lines->entries);
    free(lines->first);
    free(lines->order);
    free(lines->bytes);
}

static enum err_code parse(struct arena *arena, struct str text, struct paper_line *line,
                           struct err *err)
{
    struct js *value;
    *line = (struct paper_line){.page = 0};
    TRY(js_parse(arena, text, &value, err));
    const struct js *id = js_member(value, "document");
    if (id == NULL || (id->type != JS_STRING && id->type != JS_INT)) {
        return err_set(err, ERR_FORMAT, "\"document\" must be a text or a whole number");
    }
    line->id = id->raw;
    TRY(js_need_str(value, "name", &line->name, err));
    TRY(js_need_int(value, "page", 1, INT32_MAX, &line->page, err));
    return js_need_str(value, "text", &line->text, err);
}

static void add_entry(struct paper_lines *lines, int64_t offset, uint32_t paper)
{
    lines->entries =
        mem_grow(lines->entries, lines->count, &lines->capacity, sizeof *lines->entries);
    lines->entries[lines->count] = (struct entry){offset, paper};
}

static enum err_code take_line(struct paper_lines *lines, struct arena *passing,
                               struct str text, size_t number, int64_t offset, struct err *err)
{
    struct paper_line line;
    arena_reset(passing);
    if (str_trim(text).n == 0) {
        return ERR_OK;
    }
    enum err_code code = parse(passing, text, &line, err);
    if (code != ERR_OK) {
        err_prefix(err, "line %zu", number);
        return code;
    }
    if (lines->count == PAPER_PAGES_MAX) {
        return err_set(err, ERR_LIMIT, "more than %d pages", PAPER_PAGES_MAX);
    }
    add_entry(lines, offset, name_table_add(lines->ids, line.id));
    lines->count++;
    return ERR_OK;
}

static enum err_code take_file(struct paper_lines *lines, struct arena *passing,
                               int64_t *offset, struct err *err)
{
    struct file_lines file;
    struct str line;
    bool found = true;
    enum err_code code = file_lines_open(&file, lines->path, PAPER_LINE_MAX, err);
    while (code == ERR_OK && found) {
        code = file_lines_next(&file, &line, &found, err);
        if (code == ERR_OK && found) {
            code = take_line(lines, passing, line, file.number, *offset, err);
            *offset += (int64_t)line.n + file.had_newline;
        }
    }
    file_lines_close(&file);
    return code;
}

static enum err_code take_text(struct paper_lines *lines, struct arena *passing,
                               int64_t *offset, struct err *err)
{
    struct str rest = lines->text;
    struct str line;
    for (size_t number = 1; str_split(&rest, '\n', &line); number++) {
        *offset = line.p - lines->text.p;
        TRY(take_line(lines, passing, line, number, *offset, err));
    }
    *offset = (int64_t)lines->text.n;
    return ERR_OK;
}

/* Pages of one document need not stand together; mostly they do. */
static void put_in_order(struct paper_lines *lines)
{
    size_t papers = name_table_count(lines->ids);
    bool together = true;
    lines->first = xcalloc(papers + 2, sizeof *lines->first);
    for (size_t i = 0; i < lines->count; i++) {
        lines->first[lines->entries[i].paper + 1]++;
        together =
            together && (i == 0 || lines->entries[i].paper >= lines->entries[i - 1].paper);
    }
    for (size_t i = 1; i <= papers; i++) {
        lines->first[i] += lines->first[i - 1];
    }
    if (together) {
        return;
    }
    uint32_t *next = xcalloc(papers + 1, sizeof *next);
    memcpy(next, lines->first, papers * sizeof *next);
    lines->order = xcalloc(lines->count + 1, sizeof *lines->order);
    for (size_t i = 0; i < lines->count; i++) {
        lines->order[next[lines->entries[i].paper]++] = (uint32_t)i;
    }
    free(next);
}

enum err_code paper_lines_open(struct arena *arena, const char *path, struct str text,
                               struct paper_lines **made, struct err *err)
{
    struct paper_lines *lines = arena_zalloc(arena, sizeof *lines);
    struct arena *passing = arena_new();
    int64_t end = 0;
    *lines = (struct paper_lines){.path = path, .text = text, .fd = -1};
    arena_on_free(arena, release, lines);
    lines->ids = name_table_new(arena);
    enum err_code code = path == NULL ? take_text(lines, passing, &end, err)
                                      : take_file(lines, passing, &end, err);
    arena_free(passing);
    TRY(code);
    add_entry(lines, end, 0);
    put_in_order(lines);
    lines->fd = path == NULL ? -1 : open(path, O_RDONLY | O_CLOEXEC);
    if (path != NULL && lines->fd < 0) {
        return err_errno(err, "cannot open %s", path);
    }
    *made = lines;
    return ERR_OK;
}

size_t paper_lines_papers(const struct paper_lines *lines)
{
    return name_table_count(lines->ids);
}

struct str paper_lines_id(const struct paper_lines *lines, size_t paper)
{
    return str_of(name_table_text(lines->ids, (uint32_t)paper));
}

static size_t entry_of(const struct paper_lines *lines, size_t paper, size_t i)
{
    size_t at = lines->first[paper] + i;
    return lines->order == NULL ? at : lines->order[at];
}

static size_t bytes_of(const struct paper_lines *lines, size_t entry)
{
    return (size_t)(lines->entries[entry + 1].offset - lines->entries[entry].offset);
}

size_t paper_lines_pages(const struct paper_lines *lines, size_t paper, size_t *bytes)
{
    size_t count = lines->first[paper + 1] - lines->first[paper];
    *bytes = 0;
    for (size_t i = 0; i < count; i++) {
        *bytes += bytes_of(lines, entry_of(lines, paper, i));
    }
    return count;
}

static enum err_code read_bytes(struct paper_lines *lines, int64_t offset, size_t size,
                                struct err *err)
{
    if (size > lines->room) {
        lines->bytes = xrealloc(lines->bytes, size, 1);
        lines->room = size;
    }
    for (size_t at = 0; at < size;) {
        ssize_t got = pread(lines->fd, lines->bytes + at, size - at, (off_t)offset + (off_t)at);
        if (got < 0 && errno != EINTR) {
            return err_errno(err, "cannot read %s", lines->path);
        }
        if (got == 0) {
            return err_set(err, ERR_FORMAT, "%s is shorter than it was", lines->path);
        }
        at += got > 0 ? (size_t)got : 0;
    }
    return ERR_OK;
}

enum err_code paper_lines_read(struct paper_lines *lines, struct arena *arena, size_t paper,
                               size_t i, struct paper_line *line, struct err *err)
{
    size_t entry = entry_of(lines, paper, i);
    size_t size = bytes_of(lines, entry);
    struct str text = str_n(lines->text.p + lines->entries[entry].offset, size);
    if (lines->path != NULL) {
        TRY(read_bytes(lines, lines->entries[entry].offset, size, err));
        text = str_n(lines->bytes, size);
    }
    return parse(arena, str_trim(text), line, err);
}
