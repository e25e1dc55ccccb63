/* See case_papers.h. */
#include "case_papers.h"

#include "plain_layout.h"

#include "base/file.h"
#include "base/json.h"
#include "base/name_table.h"
#include "base/strbuf.h"
#include "base/utf8.h"

#include <string.h>

/* A line, before its document is put together. */
struct line {
    struct str id, name, text;
    int64_t page;
    size_t paper;
};

struct reading {
    struct papers *papers;
    struct name_table *ids;
    struct line *lines;
    size_t count, room;
};

/* Pages of one document need not stand together. */
static size_t paper_of(struct reading *reading, const struct line *line)
{
    struct papers *papers = reading->papers;
    size_t number = name_table_lend(reading->ids, line->id);
    if (number < papers->count) {
        return number;
    }
    if (papers->count == papers->room) {
        size_t room = papers->room * 2 + 16;
        struct paper *items = arena_zalloc(papers->arena, room * sizeof *items);
        if (papers->count > 0) {
            memcpy(items, papers->items, papers->count * sizeof *items);
        }
        papers->items = items;
        papers->room = room;
    }
    papers->items[papers->count] = (struct paper){.id = line->id, .name = line->name};
    return papers->count++;
}

static enum err_code read_line(struct reading *reading, struct str text, size_t number,
                               struct err *err)
{
    struct js *value;
    const struct js *id;
    struct line line = {0};
    struct arena *arena = reading->papers->arena;
    enum err_code code = js_parse(arena, text, &value, err);
    if (code == ERR_OK) {
        id = js_member(value, "document");
        code = id == NULL || (id->type != JS_STRING && id->type != JS_INT)
                   ? err_set(err, ERR_FORMAT, "\"document\" must be a text or a whole number")
                   : js_need_str(value, "name", &line.name, err);
        line.id = id == NULL ? STR("") : id->raw;
    }
    if (code == ERR_OK) {
        code = js_need_int(value, "page", 1, INT32_MAX, &line.page, err);
    }
    if (code == ERR_OK) {
        code = js_need_str(value, "text", &line.text, err);
    }
    if (code != ERR_OK) {
        err_prefix(err, "line %zu", number);
        return code;
    }
    if (reading->count == PAPERS_PAGES_MAX) {
        return err_set(err, ERR_LIMIT, "more than %d pages", PAPERS_PAGES_MAX);
    }
    line.paper = paper_of(reading, &line);
    if (reading->count == reading->room) {
        size_t room = reading->room * 2 + 64;
        struct line *lines = arena_alloc(arena, room * sizeof *lines);
        if (reading->count > 0) {
            memcpy(lines, reading->lines, reading->count * sizeof *lines);
        }
        reading->lines = lines;
        reading->room = room;
    }
    reading->lines[reading->count++] = line;
    return ERR_OK;
}

/* The lines of a document are `lines` at `order`, `count` of them. */
static void put_together(struct reading *reading, struct paper *paper, const size_t *order,
                         size_t count)
{
    struct arena *arena = reading->papers->arena;
    size_t bytes = 0;
    for (size_t i = 0; i < count; i++) {
        bytes += reading->lines[order[i]].text.n + 2;
    }
    char *text = arena_alloc(arena, bytes + 1);
    size_t at = 0;
    paper->pages = arena_zalloc(arena, (count + 1) * sizeof *paper->pages);
    paper->page_count = count;
    for (size_t i = 0; i < count; i++) {
        const struct line *line = &reading->lines[order[i]];
        if (line->text.n > 0) {
            memcpy(text + at, line->text.p, line->text.n);
        }
        paper->pages[i] = (struct paper_page){line->page, at, at + line->text.n};
        at += line->text.n;
        text[at++] = '\n';
        text[at++] = '\n';
    }
    plain_layout(text, at);
    paper->text = str_n(text, at);
    paper->sentences = sentences_find(arena, paper->text, &paper->sentence_count);
    loose_words_read(arena, paper->text, &paper->words);
}

/* Lines by document, in their order. */
static void put_all_together(struct reading *reading)
{
    struct papers *papers = reading->papers;
    size_t *first = arena_zalloc(papers->arena, (papers->count + 2) * sizeof *first);
    size_t *order = arena_alloc(papers->arena, (reading->count + 1) * sizeof *order);
    for (size_t i = 0; i < reading->count; i++) {
        first[reading->lines[i].paper + 2]++;
    }
    for (size_t i = 2; i < papers->count + 2; i++) {
        first[i] += first[i - 1];
    }
    for (size_t i = 0; i < reading->count; i++) {
        order[first[reading->lines[i].paper + 1]++] = i;
    }
    for (size_t i = 0; i < papers->count; i++) {
        put_together(reading, &papers->items[i], order + first[i], first[i + 1] - first[i]);
    }
}

enum err_code papers_parse(struct arena *arena, struct str lines, struct papers *papers,
                           struct err *err)
{
    struct reading reading = {.papers = papers};
    struct str line;
    size_t number = 0;
    *papers = (struct papers){.arena = arena};
    reading.ids = name_table_new(arena);
    while (str_split(&lines, '\n', &line)) {
        number++;
        if (str_trim(line).n > 0) {
            TRY(read_line(&reading, line, number, err));
        }
    }
    put_all_together(&reading);
    return ERR_OK;
}

enum err_code papers_read(struct arena *arena, const char *path, struct papers *papers,
                          struct err *err)
{
    struct str text;
    TRY(file_read(arena, path, PAPERS_BYTES_MAX, &text, err));
    return papers_parse(arena, text, papers, err);
}

const struct paper_page *paper_page_of(const struct paper *paper, size_t at)
{
    size_t low = 0;
    size_t high = paper->page_count;
    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;
        if (paper->pages[middle].start <= at) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return &paper->pages[low];
}

int64_t paper_code_points(const struct paper *paper, size_t at)
{
    const struct paper_page *page = paper_page_of(paper, at);
    size_t end = at < page->end ? at : page->end;
    return (int64_t)utf8_count(str_sub(paper->text, page->start, end - page->start));
}

void paper_words_in(const struct paper *paper, size_t start, size_t end, size_t *first,
                    size_t *to)
{
    size_t low = 0;
    size_t high = paper->words.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (paper->words.items[middle].start < start) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *first = low;
    high = paper->words.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (paper->words.items[middle].end <= end) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *to = low;
}

struct place paper_sentence_at(const struct papers *papers, size_t index, size_t at)
{
    const struct paper *paper = &papers->items[index];
    const struct paper_page *page = paper_page_of(paper, at);
    size_t i = sentence_of(paper->sentences, paper->sentence_count, at);
    struct place place = {index, at, at + 1};
    if (i < paper->sentence_count) {
        place.start = paper->sentences[i].start;
        place.end = paper->sentences[i].end;
    }
    place.start = place.start < page->start ? page->start : place.start;
    place.end = place.end > page->end ? page->end : place.end;
    return place;
}
