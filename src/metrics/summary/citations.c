/* Quotations checked against their pages; see citations.h. */
#include "metrics/summary/citations.h"

#include "metrics/unicode/unicode.h"

#include <string.h>

struct checker {
    struct arena *arena;
    struct str summary;
    struct str *pages; /* normalised */
    size_t page_count;
    struct str quotation; /* the last one, p NULL once something else came after it */
    bool words;           /* the sentence has a letter or digit */
    bool valid;           /* and a valid citation */
    struct citations found;
};

/* Lower case, one space for any white space, straight quotation marks. */
static struct str normal(struct arena *arena, struct str text)
{
    struct strbuf buf;
    struct str word;
    strbuf_init(&buf, 4 * text.n + 64);
    unicode_lower(&buf, text);
    struct str rest = arena_str(arena, strbuf_view(&buf));
    strbuf_clear(&buf);
    while (unicode_word(&rest, &word)) {
        strbuf_puts(&buf, buf.n > 0 ? " " : "");
        while (word.n > 0) {
            bool curly = word.n >= 3 && memcmp(word.p, "\xE2\x80", 2) == 0;
            bool one = curly && (word.p[2] == '\x98' || word.p[2] == '\x99');
            bool two = curly && (word.p[2] == '\x9C' || word.p[2] == '\x9D');
            if (one || two) {
                strbuf_putc(&buf, one ? '\'' : '"');
            } else {
                strbuf_putc(&buf, word.p[0]);
            }
            word = str_from(word, one || two ? 3 : 1);
        }
    }
    struct str kept = arena_str(arena, strbuf_view(&buf));
    strbuf_release(&buf);
    return kept;
}

/* The quotation that begins at `at`: its bytes with both marks, 0 none; *inside between them.
 */
static size_t quotation_at(struct str text, size_t at, struct str *inside)
{
    static const char *const marks[][2] = {{"\"", "\""}, {"\xE2\x80\x9C", "\xE2\x80\x9D"}};
    for (size_t i = 0; i < 2; i++) {
        struct str open = str_of(marks[i][0]);
        struct str close = str_of(marks[i][1]);
        if (!str_starts(str_from(text, at), open)) {
            continue;
        }
        struct str rest = str_from(text, at + open.n);
        size_t end = str_find(str_sub(rest, 0, QUOTATION_MAX), close);
        if (end != SIZE_MAX) {
            *inside = str_sub(rest, 0, end);
            return open.n + end + close.n;
        }
    }
    return 0;
}

/* [N] at `at`: its bytes, 0 none. */
static size_t reference_at(struct str text, size_t at, uint64_t *page)
{
    struct str rest = str_sub(text, at, sizeof "[999999]" - 1);
    size_t end = rest.n > 0 && rest.p[0] == '[' ? str_find(rest, STR("]")) : SIZE_MAX;
    if (end == SIZE_MAX || !str_to_u64(str_sub(rest, 1, end - 1), CITATION_PAGE_MAX, page) ||
        *page == 0) {
        return 0;
    }
    return end + 1;
}

/* Marks at the ends do not count: a quotation may bring its own full stop. */
static struct str without_points(struct str text)
{
    while (text.n > 0 && strchr(".,;:!? ", text.p[text.n - 1]) != NULL) {
        text.n--;
    }
    while (text.n > 0 && strchr(".,;:!? ", text.p[0]) != NULL) {
        text = str_from(text, 1);
    }
    return text;
}

static bool stands_on(struct checker *checker, uint64_t page)
{
    if (checker->quotation.p == NULL || page > checker->page_count) {
        return false;
    }
    struct str asked = without_points(normal(checker->arena, checker->quotation));
    return asked.n > 0 && str_find(checker->pages[page - 1], asked) != SIZE_MAX;
}

static void end_sentence(struct checker *checker)
{
    checker->found.sentences += checker->words;
    checker->found.supported += checker->words && checker->valid;
    checker->words = false;
    checker->valid = false;
}

/* Whether a sentence ends after the mark before `at`: white space or the end comes, citations
 * and closing marks passed over. */
static bool ends_sentence(struct str text, size_t at)
{
    uint64_t page;
    for (;;) {
        size_t space = at;
        while (space < text.n && text.p[space] == ' ') {
            space++;
        }
        size_t reference = reference_at(text, space, &page);
        if (reference > 0) {
            return false; /* it still belongs to the sentence, which ends after it */
        }
        if (at < text.n && strchr("\")'", text.p[at]) != NULL) {
            at++;
            continue;
        }
        return at == text.n || unicode_space_at(str_from(text, at)) > 0;
    }
}

static size_t take(struct checker *checker, size_t at, bool *pending)
{
    struct str text = checker->summary;
    struct str inside;
    uint64_t page;
    size_t n = quotation_at(text, at, &inside);
    if (n > 0) {
        checker->quotation = inside;
        checker->words = true;
        inside = without_points(inside);
        *pending = inside.n > 0 && inside.p + inside.n < text.p + at + n - 1 &&
                   strchr(".!?", inside.p[inside.n]) != NULL;
        return n;
    }
    n = reference_at(text, at, &page);
    if (n > 0) {
        bool valid = stands_on(checker, page);
        checker->found.citations++;
        checker->found.valid += valid;
        checker->valid = checker->valid || valid;
        return n;
    }
    size_t next = at;
    uint32_t c = unicode_next(text, &next);
    if (unicode_is_letter(c) || (c >= '0' && c <= '9')) {
        checker->words = true;
        checker->quotation.p = NULL;
        *pending = false;
    }
    *pending = *pending || c == '.' || c == '!' || c == '?';
    if (c == '\n') {
        end_sentence(checker);
        *pending = false;
    }
    return next - at;
}

struct citations citations_check(struct arena *arena, struct str summary,
                                 const struct str *pages, size_t page_count)
{
    struct checker checker = {.arena = arena, .summary = summary, .page_count = page_count};
    bool pending = false; /* a full stop came and nothing but citations since */
    checker.pages = arena_alloc(arena, (page_count + 1) * sizeof *checker.pages);
    for (size_t i = 0; i < page_count; i++) {
        checker.pages[i] = normal(arena, pages[i]);
    }
    for (size_t at = 0; at < summary.n;) {
        at += take(&checker, at, &pending);
        if (pending && ends_sentence(summary, at)) {
            end_sentence(&checker);
            pending = false;
        }
    }
    end_sentence(&checker);
    return checker.found;
}
