/* See form_heading.h. */
#include "form_heading.h"

#include "casetext/prose.h"
#include "line_cells.h"

#include <string.h>

enum {
    HEAD_LINES = 8,
    HEAD_WORDS = 14,
    CODE_PARTS = 4,
    TITLE_BYTES_MIN = 10,
    TITLE_WORDS = 8,
    ACT_BYTES_MIN = 12,
    BELOW_LINES = 3,
    LISTED_FORMS = 3
};

size_t form_code_at(const struct loose_words *words, size_t i, struct str code)
{
    char joined[32];
    size_t n = 0;
    for (size_t k = 0; k < CODE_PARTS && i + k < words->count; k++) {
        struct str word = words->items[i + k].folded;
        if (n + word.n >= sizeof joined) {
            return 0;
        }
        memcpy(joined + n, word.p, word.n);
        n += word.n;
        struct str whole = str_n(joined, n);
        if (str_eq(whole, code)) {
            bool goes_on = i + k + 1 < words->count && code.n < 5 &&
                           words->items[i + k + 1].folded.n == 1 &&
                           words->items[i + k + 1].start == words->items[i + k].end;
            return goes_on ? 0 : k + 1;
        }
        if (n > 3 && memcmp(joined, "mgo", 3) == 0) { /* MG05 */
            char bare[32];
            bare[0] = 'm';
            bare[1] = 'g';
            memcpy(bare + 2, joined + 3, n - 3);
            if (str_eq(str_n(bare, n - 1), code)) {
                return k + 1;
            }
        }
        if (!str_starts(code, str_sub(whole, 0, code.n < n ? code.n : n)) && n > 2) {
            return 0;
        }
    }
    return 0;
}

/* Does a title stand at the beginning or the end of these words? */
static bool has_title(const struct loose_words *words, size_t from, size_t to, struct str title,
                      size_t beside)
{
    size_t n = loose_count(title);
    if (to - from < n || to - from > n + beside) {
        return false;
    }
    return loose_same(loose_join(words, from, from + n), title) ||
           loose_same(loose_join(words, to - n, to), title);
}

static bool goes_on(const struct loose_words *words)
{
    struct loose_phrase page;
    for (size_t i = 0; i < words->count; i++) {
        struct str word = words->items[i].folded;
        if (str_starts(word, STR("contlm")) || str_is(word, "cont") ||
            str_starts(word, STR("contln")) || str_is(word, "contd")) {
            return true;
        }
    }
    size_t first;
    size_t last;
    loose_phrase_read(words->arena, STR("sheet"), &page);
    if (loose_phrase_find(&page, words, 0, words->count, &first, &last) &&
        last + 1 < words->count && words->items[last + 1].folded.n == 1) {
        return !str_is(words->items[last + 1].folded, "l");
    }
    loose_phrase_read(words->arena, STR("page"), &page);
    return loose_phrase_find(&page, words, 0, words->count, &first, &last) &&
           last + 1 < words->count && words->items[last + 1].folded.n == 1 &&
           !str_is(words->items[last + 1].folded, "l");
}

/* Does some word of the line begin with one of "schedule|unused"? */
static bool has_one_of(const struct loose_words *words, struct str choices)
{
    struct str choice;
    while (str_split(&choices, '|', &choice)) {
        struct str wanted = loose_fold(words->arena, choice);
        for (size_t i = 0; i < words->count; i++) {
            if (str_starts(words->items[i].folded, wanted)) {
                return true;
            }
        }
    }
    return false;
}

/* All words of "non sensitive schedule|unused", in any order; what says "non" is about no form
 * that does not. */
static bool is_about(const struct loose_words *words, struct str about)
{
    bool non = str_starts(about, STR("non "));
    struct str word;
    for (size_t i = 0; i < words->count && !non; i++) {
        if (str_starts(words->items[i].folded, STR("non"))) {
            return false;
        }
    }
    while (str_split(&about, ' ', &word)) {
        if (!has_one_of(words, word)) {
            return false;
        }
    }
    return true;
}

bool form_heading_about(const struct form_catalogue *catalogue, const struct loose_words *words,
                        size_t form)
{
    const struct form_kind *kind = &catalogue->forms[form];
    for (size_t i = 0; i < kind->about_count; i++) {
        if (is_about(words, kind->abouts[i])) {
            return true;
        }
    }
    return false;
}

/* A row of a table, whose cells may name another form ("Witness | Telephone | MG11"). */
static bool is_row(struct str line)
{
    size_t cells = 0;
    for (size_t at = 0; at < line.n;) {
        size_t stop = line_cell_end(line, at);
        cells += str_trim(str_sub(line, at, stop - at)).n > 0;
        at = stop + 1;
    }
    return cells > 2;
}

/* "| Form MG21 | Forensic submission |": two cells, the first a code and no more. */
static bool is_titled_row(const struct form_catalogue *catalogue, struct arena *arena,
                          struct str line)
{
    struct loose_words words;
    size_t at = 0;
    while (at < line.n && (line.p[at] == '|' || line.p[at] == ' ')) {
        at++;
    }
    loose_words_read(arena, str_sub(line, at, line_cell_end(line, at) - at), &words);
    size_t first = words.count > 0 && str_is(words.items[0].folded, "form") ? 1 : 0;
    for (size_t f = 0; f < catalogue->count && words.count > first; f++) {
        if (first + form_code_at(&words, first, catalogue->forms[f].code) == words.count) {
            return true;
        }
    }
    return false;
}

/* The longest title that stands at the beginning or the end of the line. */
static void find_title(const struct form_catalogue *catalogue, const struct loose_words *words,
                       struct heading *heading)
{
    size_t length = 0;
    for (size_t f = 0; f < catalogue->count; f++) {
        const struct form_kind *form = &catalogue->forms[f];
        for (size_t h = 0; h < form->heading_count; h++) {
            struct str title = form->headings[h];
            if (loose_count(title) > 1 && title.n > length &&
                has_title(words, 0, words->count, title, heading->more ? 6 : 2)) {
                heading->form = f;
                heading->title = true;
                length = title.n;
            }
        }
    }
}

/* Is the code at word i, of `taken` words, where a heading has it, and no label ("MG11: yes")?
 */
static bool heads_by_code(struct str line, const struct loose_words *words, size_t i,
                          size_t taken)
{
    size_t end = words->items[i + taken - 1].end;
    size_t start = words->items[i].start;
    bool last = i + taken == words->count;
    bool label = !last && line.p[end] == ':' && i + taken + 3 > words->count;
    size_t colon = str_find(str_sub(line, 0, start), STR(":"));
    bool value = colon != SIZE_MAX && last &&
                 !str_starts(words->items[0].folded, STR("subj")) &&
                 !loose_same(words->items[0].folded, STR("form"));
    bool subject = i == 1 && str_starts(words->items[0].folded, STR("subj"));
    return !label && !value &&
           (subject || i == 0 || last || (start > 0 && line.p[start - 1] == '(') ||
            (i == 1 && loose_same(words->items[0].folded, STR("form"))));
}

/* "WITNESS STATEMENT (Criminal Justice Act 1967, section 9)" without the Act. */
static struct str without_act(struct str line)
{
    struct str own = str_trim(line);
    while (own.n > 0 && (own.p[own.n - 1] == '|' || own.p[own.n - 1] == ' ')) { /* boxed */
        own.n--;
    }
    size_t bracket = str_find(own, STR("("));
    bool last = own.n > 0 && own.p[own.n - 1] == ')';
    return last && bracket != SIZE_MAX && bracket >= TITLE_BYTES_MIN &&
                   own.n - bracket >= ACT_BYTES_MIN
               ? str_sub(own, 0, bracket)
               : line;
}

/* "WITNESS STATEMENT  Page 1 of 2": how many words there are before those of the page. */
static size_t words_before_page(const struct loose_words *words)
{
    struct loose_phrase page;
    size_t first;
    size_t last;
    for (int i = 0; i < 2; i++) {
        loose_phrase_read(words->arena, i == 0 ? STR("page ... of") : STR("sheet ... of"),
                          &page);
        if (loose_phrase_find(&page, words, 0, words->count, &first, &last) && first > 0 &&
            last == first + 2 && last + 2 == words->count) {
            return first;
        }
    }
    size_t n = words->count;
    bool of = n > 4 && str_is(words->items[n - 2].folded, "of") &&
              words->items[n - 1].folded.n == 1 && words->items[n - 3].folded.n == 1;
    return of && words->items[n - 4].folded.n == 4 && words->items[n - 4].folded.p[0] == 'p'
               ? n - 4 /* "Pagc 1 of 2" */
               : n;
}

struct heading form_heading(struct arena *arena, const struct form_catalogue *catalogue,
                            struct str line)
{
    struct loose_words words;
    line = without_act(line);
    loose_words_read(arena, line, &words);
    struct heading heading = {.form = SIZE_MAX, .more = goes_on(&words)};
    if (words.count == 0 || words.count > HEAD_WORDS ||
        (is_row(line) && !is_titled_row(catalogue, arena, line))) {
        return heading;
    }
    words.count = words_before_page(&words);
    find_title(catalogue, &words, &heading);
    for (size_t f = 0; f < catalogue->count; f++) {
        for (size_t i = 0; i < words.count; i++) {
            size_t taken = form_code_at(&words, i, catalogue->forms[f].code);
            struct heading rest = {.form = SIZE_MAX, .more = heading.more};
            if (taken > 0 && i <= 3 && i + taken < words.count) {
                struct loose_words behind = words;
                behind.items += i + taken;
                behind.count -= i + taken;
                find_title(catalogue, &behind, &rest);
            }
            bool both = rest.form ==
                        f; /* "Subject: MG10 Witness non-availability", also scanned badly */
            if (taken > 0 && (both || heads_by_code(line, &words, i, taken))) {
                heading.form = f;
                heading.code = true;
                heading.title = words.count > taken;
                return heading;
            }
        }
    }
    return heading;
}

struct heading form_heading_inside(struct arena *arena, const struct form_catalogue *catalogue,
                                   struct str line, struct str above, struct str below)
{
    const struct heading none = {.form = SIZE_MAX};
    struct heading heading = form_heading(arena, catalogue, line);
    if (heading.form == SIZE_MAX) {
        return none;
    }
    struct str own = str_trim(line);
    char last = own.p[own.n - 1];
    bool ended = last == '.' || last == ',' || last == ';' || last == ':';
    struct heading titled = {.form = SIZE_MAX, .more = true}; /* more words may stand beside */
    struct loose_words words;
    loose_words_read(arena, line, &words);
    find_title(catalogue, &words, &titled);
    struct heading next = form_heading(arena, catalogue, below);
    bool two_lines = heading.code && next.form == heading.form;
    bool about = form_heading_about(catalogue, &words, heading.form);
    words.count = words_before_page(&words);
    struct str title =
        words.count == 0 ? own : str_trim(str_sub(line, 0, words.items[words.count - 1].end));
    bool heads = heading.code ? titled.form == heading.form || two_lines || about
                              : prose_all_capitals(title);
    bool field = str_has_byte(above, ':') || str_find(above, STR("...")) != SIZE_MAX ||
                 str_find(above, STR("] ")) != SIZE_MAX ||
                 str_find(above, STR(" -> ")) != SIZE_MAX ||
                 str_find(above, STR(" = ")) != SIZE_MAX ||
                 (line_cell_end(above, 1) < above.n && !is_titled_row(catalogue, arena, above));
    bool listed = (!field && form_heading(arena, catalogue, above).form != SIZE_MAX) ||
                  (next.form != SIZE_MAX && next.form != heading.form);
    return !ended && heads && !listed ? heading : none;
}

/* "Page | 2 of 2", "Continuation of statement" in the lines below a heading. */
static bool goes_on_below(struct arena *arena, struct str text, size_t at, size_t end)
{
    for (int lines = 0; at < end && lines < BELOW_LINES; lines++) {
        struct loose_words words;
        loose_words_read(arena, line_next(text, &at, end), &words);
        if (words.count > 0 && words.count <= HEAD_WORDS && goes_on(&words)) {
            return true;
        }
    }
    return false;
}

/* "Page 1 of 2" and nothing else. */
static bool is_page_line(const struct loose_words *words)
{
    return words->count == 4 && str_is(words->items[2].folded, "of") &&
           (str_is(words->items[0].folded, "page") || str_is(words->items[0].folded, "sheet"));
}

/* Behind the form's title when it stands in the line below its code, else `at`. */
static size_t past_title(struct arena *arena, const struct form_catalogue *catalogue,
                         struct str text, size_t at, size_t end, size_t form)
{
    size_t behind = at;
    struct str line = line_next(text, &behind, end);
    struct heading heading = form_heading(arena, catalogue, line);
    struct loose_words words;
    loose_words_read(arena, line, &words);
    bool title =
        heading.form == form || (words.count > 1 && words.count <= TITLE_WORDS &&
                                 line_cell_end(str_trim(line), 0) == str_trim(line).n &&
                                 form_heading_about(catalogue, &words, form));
    if (is_page_line(&words)) {
        return behind;
    }
    return title && !str_has_byte(line, ':') && !is_row(line) ? behind : at;
}

size_t form_heading_of_page(struct arena *arena, const struct form_catalogue *catalogue,
                            const struct paper *paper, const struct paper_page *page,
                            bool *more, size_t *body)
{
    size_t at = page->start;
    size_t first = SIZE_MAX;
    *body = page->start;
    *more = false;
    for (int lines = 0; at < page->end && lines < HEAD_LINES;) {
        struct str line = line_next(paper->text, &at, page->end);
        if (str_trim(line).n == 0) {
            continue;
        }
        lines++;
        struct heading heading = form_heading(arena, catalogue, line);
        *more = *more || heading.more;
        if (heading.code && (first == SIZE_MAX || heading.title || heading.form == first)) {
            *body = past_title(arena, catalogue, paper->text, at, page->end, heading.form);
            *body = past_title(arena, catalogue, paper->text, *body, page->end, heading.form);
            *more = *more || goes_on_below(arena, paper->text, at, page->end);
            return heading.form;
        }
        if (heading.form != SIZE_MAX && first == SIZE_MAX) {
            first = heading.form;
            *body = at;
        }
    }
    return first;
}

bool form_list_of_papers(struct arena *arena, const struct form_catalogue *catalogue,
                         struct str text, size_t start, size_t end)
{
    size_t seen[LISTED_FORMS];
    size_t count = 0;
    for (int lines = 0; start < end && lines < HEAD_LINES && count < LISTED_FORMS;) {
        struct str line = str_trim(line_next(text, &start, end));
        struct loose_words words;
        size_t form = SIZE_MAX;
        if (line.n == 0) {
            continue;
        }
        lines++;
        loose_words_read(arena, line, &words);
        for (size_t f = 0; f < catalogue->count && words.count > 0; f++) {
            form = form_code_at(&words, 0, catalogue->forms[f].code) > 0 ? f : form;
        }
        bool again = false;
        for (size_t i = 0; i < count; i++) {
            again = again || seen[i] == form;
        }
        if (form == SIZE_MAX) {
            count = 0;
        } else if (!again) {
            seen[count++] = form;
        }
    }
    return count == LISTED_FORMS;
}
