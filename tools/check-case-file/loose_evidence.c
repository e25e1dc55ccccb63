/* See loose_evidence.h. */
#include "loose_evidence.h"

#include "casetext/prose.h"
#include "form_heading.h"
#include "line_cells.h"

#include <string.h>

enum {
    HEAD_LINES = 4,      /* of a paper, headings without a blank line above */
    HEAD_WORDS = 12,     /* of a line that heads something */
    HEAD_BYTES = 1200,   /* of a paper, in which a statement names who makes it */
    SPEAKER_WORDS = 3,   /* so often "I" stands in a statement */
    SIGNING_WORDS = 14,  /* of a line that is signed */
    TITLE_BYTES_MIN = 10 /* shorter titles are words of other lines too */
};

/* ---- forms ---- */

static bool is_ruled(struct str line)
{
    size_t strokes = 0;
    for (size_t i = 0; i < line.n; i++) {
        strokes += strchr("-=_*#+|~ ", line.p[i]) != NULL;
    }
    return strokes == line.n;
}

/* How a line may name a form, each also by those before. */
enum naming { BY_CODE, BY_TITLE, BY_WORDS };

/* Which form a line names by its code; catalogue->count: none. */
static size_t code_in(const struct form_catalogue *catalogue, const struct loose_words *words)
{
    for (size_t i = 0; i < words->count; i++) {
        for (size_t f = 0; f < catalogue->count; f++) {
            if (form_code_at(words, i, catalogue->forms[f].code) > 0) {
                return f;
            }
        }
    }
    return catalogue->count;
}

/* Does the line, which has no code, name the form in other words? */
static bool names_in_words(const struct form_catalogue *catalogue,
                           const struct loose_words *words, size_t kind, enum naming most)
{
    const struct form_kind *form = &catalogue->forms[kind];
    size_t first;
    size_t last;
    for (size_t h = 0; most >= BY_TITLE && h < form->heading_count; h++) {
        struct loose_phrase title;
        if (form->headings[h].n < TITLE_BYTES_MIN) {
            continue;
        }
        loose_phrase_read(words->arena, form->headings[h], &title);
        if (title.count > 1 &&
            loose_phrase_find(&title, words, 0, words->count, &first, &last)) {
            return true;
        }
    }
    return most >= BY_WORDS && form_heading_about(catalogue, words, kind);
}

/* The words of a line that is short enough to head something; false when it is not. */
static bool read_head(struct arena *arena, struct str line, struct loose_words *words)
{
    loose_words_read(arena, line, words);
    return words->count > 0 && words->count <= HEAD_WORDS;
}

/* "Witness list: attached", "see the witness list." name a form and head none. */
static bool may_head(struct str line)
{
    size_t colon = str_find(line, STR(":"));
    struct str behind = colon == SIZE_MAX ? STR("") : str_trim(str_from(line, colon + 1));
    char last = line.n > 0 ? line.p[line.n - 1] : '.';
    bool field = colon != SIZE_MAX && colon > 8 && behind.n > 0;
    bool asks = str_find(line, STR("?")) != SIZE_MAX;
    return !field && !asks && last != '.' && last != ',' && last != ';';
}

/* The line behind `at` that is neither blank nor a rule, or an empty one. */
static struct str line_under(struct str text, size_t at)
{
    struct str below = STR("");
    while (at < text.n && (below.n == 0 || is_ruled(below))) {
        below = str_trim(line_next(text, &at, text.n));
    }
    return below;
}

/* Does the line name a form other than this one, by its code or a title? */
static bool names_another(struct arena *arena, const struct form_catalogue *catalogue,
                          struct str line, size_t kind)
{
    struct loose_words words;
    if (!read_head(arena, line, &words)) {
        return false;
    }
    size_t code = code_in(catalogue, &words);
    for (size_t f = 0; f < catalogue->count && code == catalogue->count; f++) {
        if (f != kind && names_in_words(catalogue, &words, f, BY_TITLE)) {
            return true;
        }
    }
    return code < catalogue->count && code != kind;
}

/* What is looked for, and what of it was found so far. */
struct forms_looked_for {
    const struct form_catalogue *catalogue;
    const bool *wanted;
    bool *found;
    const bool *here; /* forms that the paper was read as */
};

/* The forms that a line heads: `before` and `under` are the lines around it. */
static void look_at_head(const struct forms_looked_for *looked, struct arena *arena,
                         struct str line, struct str before, struct str under, enum naming most)
{
    struct loose_words words;
    if (!may_head(line) || !read_head(arena, line, &words)) {
        return;
    }
    size_t code = code_in(looked->catalogue, &words);
    for (size_t f = 0; f < looked->catalogue->count; f++) {
        bool names = code < looked->catalogue->count
                         ? f == code
                         : names_in_words(looked->catalogue, &words, f, most);
        if (looked->wanted[f] && !looked->found[f] && !looked->here[f] && names) {
            looked->found[f] = !names_another(arena, looked->catalogue, before, f) &&
                               !names_another(arena, looked->catalogue, under, f);
        }
    }
}

/* In a paper that was read as some form a title may be that of a part of it, unless it stands
 * between blank lines. */
static void look_at_paper(const struct forms_looked_for *looked, struct arena *arena,
                          const struct paper *paper, bool titles)
{
    struct str text = paper->text;
    size_t page = 0;
    struct str before = STR("");
    bool above = true; /* nothing, or a rule, stands above */
    size_t lines = 0;
    for (size_t at = 0; at < text.n;) {
        if (page < paper->page_count && at >= paper->pages[page].start) {
            lines = 0; /* the head of a page */
            page++;
        }
        struct str line = str_trim(line_next(text, &at, text.n));
        if (line.n == 0 || is_ruled(line)) {
            above = true;
            continue;
        }
        bool head = lines < HEAD_LINES;
        bool alone =
            (above || (head && prose_all_capitals(line))) && at < text.n && text.p[at] == '\n';
        lines++;
        if (above || head) {
            look_at_head(looked, arena, line, before, line_under(text, at),
                         titles || alone ? BY_WORDS : BY_CODE);
        }
        above = false;
        before = line;
    }
}

void evidence_of_forms(const struct case_check *check, const bool *wanted, bool *found)
{
    const struct form_catalogue *catalogue = check->catalogue;
    struct arena *arena = arena_new(); /* of the words of one paper's lines */
    bool *here = arena_zalloc(check->arena, catalogue->count + 1);
    struct forms_looked_for looked = {catalogue, wanted, found, here};
    size_t next = 0; /* forms stand in the order of their papers */
    for (size_t p = 0; p < check->papers->count; p++) {
        bool read = false;
        papers_open(check->papers, p);
        struct str text = check->papers->items[p].text;
        memset(here, 0, catalogue->count);
        for (; next < check->forms.count && check->forms.items[next].paper == p; next++) {
            here[check->forms.items[next].kind] = true;
            read = true;
        }
        if (!form_list_of_papers(arena, catalogue, text, 0, text.n)) {
            look_at_paper(&looked, arena, &check->papers->items[p], !read);
        }
        arena_reset(arena);
    }
    arena_free(arena);
}

/* ---- statements ---- */

static size_t speaking(const struct paper *paper, size_t from, size_t to)
{
    size_t count = 0;
    for (size_t i = from; i < to; i++) {
        const struct loose_word *word = &paper->words.items[i];
        count += word->end == word->start + 1 && paper->text.p[word->start] == 'I';
    }
    return count;
}

/* The family name with a given name or its initial before it, or behind it. */
static bool names_person(const struct paper *paper, size_t from, size_t to,
                         const struct person_words *person)
{
    struct str family = person->words[person->count - 1];
    for (size_t i = from; i < to; i++) {
        if (!loose_same(paper->words.items[i].folded, family)) {
            continue;
        }
        for (size_t k = 0; k + 1 < person->count; k++) {
            struct str given = person->words[k];
            struct str before = i > from ? paper->words.items[i - 1].folded : STR("");
            struct str behind = i + 1 < to ? paper->words.items[i + 1].folded : STR("");
            bool initial = given.n > 0 && ((before.n == 1 && before.p[0] == given.p[0]) ||
                                           (behind.n == 1 && behind.p[0] == given.p[0]));
            if (initial || loose_same(before, given) || loose_same(behind, given)) {
                return true;
            }
        }
        if (person->count == 1) {
            return true;
        }
    }
    return false;
}

/* Was the paper, or a part of it, taken for a form that is no account of a person? */
static bool is_other_form(const struct case_check *check, size_t paper)
{
    for (size_t i = 0; i < check->forms.count; i++) {
        const struct form_found *form = &check->forms.items[i];
        if (form->paper == paper && !form_is(check, form, "MG11") &&
            !form_is(check, form, "MG15")) {
            return true;
        }
    }
    return false;
}

/* Has it the letter that often? If not, its words need not be read. */
static bool may_speak(struct str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.n && count < SPEAKER_WORDS; i++) {
        count += text.p[i] == 'I';
    }
    return count >= SPEAKER_WORDS;
}

static void look_for_people(const struct case_check *check, size_t index,
                            struct sought_person *people, size_t count)
{
    const struct paper *paper = &check->papers->items[index];
    size_t from;
    size_t to;
    size_t end;
    papers_open(check->papers, index);
    if (!may_speak(paper->text) || is_other_form(check, index)) {
        return;
    }
    papers_open_words(check->papers, index);
    paper_words_in(paper, 0, paper->text.n, &from, &end);
    paper_words_in(paper, 0, paper->text.n < HEAD_BYTES ? paper->text.n : HEAD_BYTES, &from,
                   &to);
    if (speaking(paper, from, end) < SPEAKER_WORDS) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        people[i].found = people[i].found || (people[i].words.count > 0 &&
                                              names_person(paper, from, to, &people[i].words));
    }
}

void evidence_of_statements(const struct case_check *check, struct sought_person *people,
                            size_t count)
{
    for (size_t p = 0; p < check->papers->count && count > 0; p++) {
        look_for_people(check, p, people, count);
    }
}

bool evidence_of_speaker(const struct case_check *check, size_t paper, size_t at)
{
    struct place sentence = paper_sentence_at(check->papers, paper, at);
    size_t from;
    size_t to;
    paper_words_in(&check->papers->items[paper], sentence.start, sentence.end, &from, &to);
    const struct paper *own = &check->papers->items[paper];
    for (size_t i = from; i < to; i++) {
        struct str word = own->words.items[i].folded;
        if (str_is(word, "my") || str_is(word, "me")) {
            return true;
        }
    }
    return speaking(own, from, to) > 0;
}

/* ---- signatures ---- */

/* A word of signing that is no other ("significant"). */
static bool is_signing(struct str folded)
{
    static const char *const words[] = {"slgned",  "slgnature", "slgn",    "sgd",
                                        "llofnod", "slgns",     "slgnlng", "slgnatory"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (str_is(folded, words[i])) {
            return true;
        }
    }
    return false;
}

/* Is the family name of the witness, or their initials with it, behind a word of signing? */
static bool line_is_signed(const struct case_check *check, struct str line,
                           const struct person_words *witness)
{
    struct loose_words words;
    struct str family = witness->words[witness->count - 1];
    bool signing = str_find(line, STR("/s/")) != SIZE_MAX;
    loose_words_read(check->arena, line, &words);
    if (words.count == 0 || words.count > SIGNING_WORDS) {
        return false;
    }
    for (size_t i = 0; i < words.count; i++) {
        if (signing && loose_same(words.items[i].folded, family)) {
            return true;
        }
        signing = signing || is_signing(words.items[i].folded);
    }
    return false;
}

bool evidence_of_signature(const struct case_check *check, size_t paper, size_t from, size_t to,
                           const struct person_words *witness, size_t *mark)
{
    struct str text = check->papers->items[paper].text;
    struct str before = STR("");
    for (size_t at = from; at < to && witness->count > 0;) {
        size_t start = at;
        struct str line = line_next(text, &at, to);
        struct str both = before.n > 0 ? str_sub(text, (size_t)(before.p - text.p),
                                                 (size_t)(line.p - before.p) + line.n)
                                       : line;
        if (line_is_signed(check, line, witness) || line_is_signed(check, both, witness)) {
            *mark = start;
            return true;
        }
        before = str_trim(line).n > 0 ? line : before;
    }
    return false;
}
