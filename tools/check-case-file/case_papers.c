/* See case_papers.h. */
#include "case_papers.h"

#include "paper_lines.h"
#include "plain_layout.h"

#include "base/utf8.h"

#include <string.h>

/* What a paper takes besides its text, about. */
enum { PAPER_BYTES = 200 };

struct papers_shelf {
    struct paper_lines *lines;
    struct arena *passing; /* of the paper that is open and not kept */
    struct arena *line;    /* of one page, while it is read */
    size_t open;           /* of which something lies in `passing`; SIZE_MAX: of none */
    size_t room;           /* bytes of texts that may still be kept */
    bool failed;
    struct err err; /* the first one */
};

static void release(void *data)
{
    struct papers_shelf *shelf = data;
    arena_free(shelf->passing);
    arena_free(shelf->line);
}

static enum err_code make(struct arena *arena, struct paper_lines *lines, size_t room,
                          struct papers *papers)
{
    struct papers_shelf *shelf = arena_zalloc(arena, sizeof *shelf);
    size_t count = paper_lines_papers(lines);
    size_t others = count < room / PAPER_BYTES ? count * PAPER_BYTES : room;
    *shelf = (struct papers_shelf){.lines = lines,
                                   .passing = arena_new(),
                                   .line = arena_new(),
                                   .open = SIZE_MAX,
                                   .room = room - others};
    arena_on_free(arena, release, shelf);
    *papers = (struct papers){.arena = arena,
                              .items = arena_zalloc(arena, (count + 1) * sizeof *papers->items),
                              .count = count,
                              .shelf = shelf};
    return ERR_OK;
}

enum err_code papers_parse(struct arena *arena, struct str text, size_t room,
                           struct papers *papers, struct err *err)
{
    struct paper_lines *lines;
    TRY(paper_lines_open(arena, NULL, text, &lines, err));
    return make(arena, lines, room, papers);
}

enum err_code papers_read(struct arena *arena, const char *path, size_t room,
                          struct papers *papers, struct err *err)
{
    struct paper_lines *lines;
    TRY(paper_lines_open(arena, path, STR(""), &lines, err));
    return make(arena, lines, room, papers);
}

struct str paper_id(const struct papers *papers, size_t paper)
{
    return paper_lines_id(papers->shelf->lines, paper);
}

/* ---- one open, the others kept or forgotten ---- */

static void forget(const struct papers *papers)
{
    struct papers_shelf *shelf = papers->shelf;
    if (shelf->open != SIZE_MAX) {
        struct paper *paper = &papers->items[shelf->open];
        if (!paper->words_kept) {
            paper->words = (struct loose_words){.count = 0};
            paper->sentences = NULL;
            paper->sentence_count = 0;
        }
        if (!paper->text_kept) {
            *paper = (struct paper){.page_count = 0};
        }
    }
    arena_reset(shelf->passing);
    shelf->open = SIZE_MAX;
}

/* Puts the pages of a paper together, into the passing arena. */
static enum err_code put_together(const struct papers *papers, size_t index, struct err *err)
{
    struct papers_shelf *shelf = papers->shelf;
    struct paper *paper = &papers->items[index];
    size_t at = 0;
    size_t bytes; /* as they are written, which is more than they are */
    size_t count = paper_lines_pages(shelf->lines, index, &bytes);
    char *text = arena_alloc(shelf->passing, bytes + 2 * count + 1);
    paper->pages = arena_zalloc(shelf->passing, (count + 1) * sizeof *paper->pages);
    for (size_t i = 0; i < count; i++) {
        struct paper_line line;
        arena_reset(shelf->line);
        TRY(paper_lines_read(shelf->lines, shelf->line, index, i, &line, err));
        if (i == 0) {
            paper->name = arena_str(shelf->passing, line.name);
        }
        if (line.text.n > 0) {
            memcpy(text + at, line.text.p, line.text.n);
        }
        paper->pages[i] = (struct paper_page){line.page, at, at + line.text.n};
        at += line.text.n;
        text[at++] = '\n';
        text[at++] = '\n';
    }
    plain_layout(text, at);
    paper->text = str_n(text, at);
    paper->page_count = count;
    return ERR_OK;
}

/* A copy that stays. */
static void keep_text(const struct papers *papers, struct paper *paper)
{
    struct arena *arena = papers->arena;
    struct paper_page *pages =
        arena_zalloc(arena, (paper->page_count + 1) * sizeof *paper->pages);
    if (paper->page_count > 0) {
        memcpy(pages, paper->pages, paper->page_count * sizeof *pages);
    }
    paper->pages = pages;
    paper->name = arena_str(arena, paper->name);
    paper->text = arena_str(arena, paper->text);
    paper->text_kept = true;
}

void papers_open(const struct papers *papers, size_t index)
{
    struct papers_shelf *shelf = papers->shelf;
    struct paper *paper = &papers->items[index];
    struct err err = {0};
    if (paper->text_kept || shelf->open == index) {
        return;
    }
    forget(papers);
    shelf->open = index;
    if (put_together(papers, index, &err) != ERR_OK) {
        *paper = (struct paper){.page_count = 0};
        shelf->err = shelf->failed ? shelf->err : err;
        shelf->failed = true;
        return;
    }
    size_t bytes = paper->text.n + paper->name.n + paper->page_count * sizeof *paper->pages;
    if (bytes <= shelf->room) {
        shelf->room -= bytes;
        keep_text(papers, paper);
        forget(papers);
    }
}

static void read_words(struct paper *paper, struct arena *arena)
{
    paper->sentences = sentences_find(arena, paper->text, &paper->sentence_count);
    loose_words_read(arena, paper->text, &paper->words);
}

void papers_open_words(const struct papers *papers, size_t index)
{
    struct papers_shelf *shelf = papers->shelf;
    struct paper *paper = &papers->items[index];
    papers_open(papers, index);
    if (paper->words.arena != NULL) {
        return;
    }
    if (shelf->open != index) {
        forget(papers);
        shelf->open = index;
    }
    read_words(paper, shelf->passing);
}

void papers_keep(const struct papers *papers, size_t index)
{
    struct papers_shelf *shelf = papers->shelf;
    struct paper *paper = &papers->items[index];
    papers_open(papers, index);
    if (!paper->text_kept) {
        keep_text(papers, paper);
        shelf->room -= paper->text.n < shelf->room ? paper->text.n : shelf->room;
    }
    if (!paper->words_kept) {
        read_words(paper, papers->arena);
        paper->words_kept = true;
    }
}

enum err_code papers_failed(const struct papers *papers, struct err *err)
{
    if (papers->shelf->failed) {
        *err = papers->shelf->err;
        return err->code;
    }
    return ERR_OK;
}

/* ---- places ---- */

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
