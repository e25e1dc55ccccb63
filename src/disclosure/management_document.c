#include "disclosure/management_document.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/jsonw.h"
#include "base/time_words.h"
#include "casefile/find_pages.h"
#include "casefile/shown.h"
#include "crypto/digest.h"
#include "disclosure/review_marks.h"
#include "disclosure/schedule_items.h"
#include "disclosure/schedule_papers.h"
#include "disclosure_sql.h"
#include "review/review_stop.h"
#include "store/db_ask.h"

#include <stdio.h>
#include <sys/stat.h>

enum { MODE_FILE = 0600, DOCUMENT_MAX = 256 << 20, TERM_MAX = 1000, CELLS_MAX = 6 };

struct writing {
    struct casefile_acts *acts;
    const struct disclosure_act *act;
    struct arena *arena;
    struct word_file file;
};

static void say(struct writing *writing, const char *text)
{
    word_file_paragraph(&writing->file, str_of(text));
}

/* ---- tables out of a query: its columns are the cells ---- */

struct table {
    const char *caption;
    const struct str *headings;
    const int *widths;
    size_t columns;
    unsigned numbers;  /* bit i: column i is a number */
    const char *empty; /* said where there is no row */
};

static struct str cell_of(struct writing *writing, struct db_query *query,
                          const struct table *table, size_t column)
{
    if ((table->numbers >> column & 1u) != 0) {
        return str_of(
            arena_printf(writing->arena, "%lld", (long long)db_int(query, (int)column)));
    }
    char words[TIME_WORDS_SIZE];
    struct str text = db_text(query, (int)column);
    return arena_str(writing->arena, time_words(words, text) ? str_of(words) : text);
}

static enum err_code put_table(struct writing *writing, const struct table *table,
                               struct db_query *query, struct err *err)
{
    bool row = false;
    TRY(db_step(query, &row, err));
    if (!row) {
        say(writing, table->empty);
        return ERR_OK;
    }
    word_file_table(&writing->file, str_of(table->caption), table->headings, table->widths,
                    table->columns);
    while (row) {
        struct str cells[CELLS_MAX];
        for (size_t i = 0; i < table->columns; i++) {
            cells[i] = cell_of(writing, query, table, i);
        }
        word_file_row(&writing->file, cells);
        TRY(db_step(query, &row, err));
    }
    word_file_table_end(&writing->file);
    return ERR_OK;
}

/* ---- what was gathered ---- */

static enum err_code put_gathered(struct writing *writing, struct err *err)
{
    static const struct str headings[] = {{"Kind", 4}, {"Documents", 9},     {"Pages", 5},
                                          {"Read", 4}, {"Read in part", 12}, {"Not read", 8}};
    static const int widths[] = {30, 14, 14, 14, 14, 14};
    static const struct table table = {
        "Documents by kind", headings, widths, 6, 0x3E, "The case file holds no document."};
    struct shown_totals totals;
    struct db_query *query;
    TRY(shown_totals(writing->acts->db, &totals, err));
    word_file_heading(&writing->file, 1, STR("Material gathered"));
    say(writing,
        arena_printf(writing->arena,
                     "Files in the folder: %lld read, %lld in part, %lld not read, %lld "
                     "waiting. Files within others: %lld read, %lld in part, %lld not read, "
                     "%lld waiting. %lld pages.",
                     (long long)totals.read[0], (long long)totals.partly[0],
                     (long long)totals.not_read[0], (long long)totals.waiting[0],
                     (long long)totals.read[1], (long long)totals.partly[1],
                     (long long)totals.not_read[1], (long long)totals.waiting[1],
                     (long long)totals.pages));
    say(writing, "The same bytes in several places are one document. What was read in part or "
                 "not was not searched where it was not read.");
    TRY(db_ask(writing->acts->db, sql_disclosure_kinds, &query, err, ""));
    return put_table(writing, &table, query, err);
}

/* ---- how it was looked at ---- */

static enum err_code put_terms(struct writing *writing, struct err *err)
{
    static const struct str headings[] = {
        {"Words", 5}, {"Why", 3}, {"Pages found", 11}, {"Documents in the case then", 26},
        {"By", 2},    {"When", 4}};
    static const int widths[] = {22, 26, 10, 15, 11, 16};
    static const struct table table = {
        "Search terms",
        headings,
        widths,
        6,
        0x0C,
        "No search terms were recorded (`case dmd --term WORDS --reason TEXT`)."};
    struct db_query *query;
    word_file_heading(&writing->file, 1, STR("Search terms"));
    TRY(db_ask(writing->acts->db, sql_disclosure_terms, &query, err, ""));
    return put_table(writing, &table, query, err);
}

static enum err_code put_tools(struct writing *writing, struct err *err)
{
    static const struct str headings[] = {{"Tool and digest", 15},
                                          {"Documents", 9},
                                          {"Without an answer", 17},
                                          {"First", 5},
                                          {"Last", 4}};
    static const int widths[] = {46, 12, 14, 14, 14};
    static const struct table table = {
        "Tools that described documents",           headings, widths, 5, 0x06,
        "No tool described documents of this case."};
    struct db_query *query;
    word_file_heading(&writing->file, 1, STR("Tools used"));
    say(writing,
        "Tools proposed descriptions, categories and passages that may be sensitive; officers "
        "decided. What a tool did not find may still be there.");
    TRY(db_ask(writing->acts->db, sql_disclosure_tools, &query, err, ""));
    return put_table(writing, &table, query, err);
}

/* ---- how reviewers read, and by which rule they stopped ---- */

static const struct str round_headings[] = {{"Issue", 5},
                                            {"Round", 5},
                                            {"Tool, digest and parameters", 27},
                                            {"Documents shown to it", 21},
                                            {"Labels it was given", 19},
                                            {"When", 4}};
static const struct str rule_headings[] = {{"Issue", 5},
                                           {"Sample", 6},
                                           {"Target", 6},
                                           {"Confidence", 10},
                                           {"Sample asked for, drawn", 23},
                                           {"Why, by whom, when", 18}};
static const struct str sample_headings[] = {{"Issue", 5},       {"Sample", 6},
                                             {"Drawn from", 10}, {"Documents drawn", 15},
                                             {"Relevant", 8},    {"When", 4}};
static const struct str verdict_headings[] = {{"Issue", 5},         {"Relevant", 8},
                                              {"Not relevant", 12}, {"Unsure", 6},
                                              {"Disputed", 8},      {"Looked at", 9}};
static const int review_widths[] = {22, 10, 28, 13, 13, 14};
static const int even_widths[] = {25, 15, 15, 15, 15, 15};

struct known {
    struct writing *writing;
    enum err_code code;
    struct err err;
};

/* What is known of one issue and what not, in the words of the rule that stands. */
static void put_status(void *data, const struct review_issue *issue)
{
    struct known *known = data;
    struct writing *writing = known->writing;
    struct review_status status;
    struct strbuf words;
    strbuf_init(&words, 1 << 16);
    if (known->code == ERR_OK) {
        known->code = review_status(writing->acts->db, writing->arena, issue->id, &status,
                                    &words, &known->err);
    }
    if (known->code == ERR_OK) {
        say(writing, arena_printf(writing->arena, "%.*s: %s", STR_ARG(issue->name), words.p));
    }
    strbuf_release(&words);
}

static enum err_code put_outcomes(struct writing *writing, struct err *err)
{
    struct known known = {.writing = writing, .code = ERR_OK};
    word_file_heading(&writing->file, 2, STR("What is known and what not"));
    TRY(review_issues(writing->acts->db, put_status, &known, err));
    if (known.code != ERR_OK && err != NULL) {
        *err = known.err;
    }
    return known.code;
}

static enum err_code put_review(struct writing *writing, struct err *err)
{
    const struct {
        const char *title;
        const char *sql;
        struct table table;
    } parts[] = {
        {"Rules for stopping, declared beforehand",
         sql_disclosure_review_rules,
         {"Rules for stopping", rule_headings, even_widths, 6, 0, "No rule was declared."}},
        {"Rounds of ranking",
         sql_disclosure_review_rounds,
         {"Rounds of ranking", round_headings, review_widths, 6, 0x1A,
          "No tool put documents in an order."}},
        {"Samples drawn",
         sql_disclosure_review_samples,
         {"Samples drawn", sample_headings, even_widths, 6, 0x1C, "No sample was drawn."}},
        {"What reviewers said",
         sql_disclosure_review_verdicts,
         {"What reviewers said", verdict_headings, even_widths, 6, 0x3E,
          "No document was labelled."}}};
    bool there = false;
    struct db_query *query;
    word_file_heading(&writing->file, 1, STR("Review"));
    TRY(review_marks_there(writing->acts->db, &there, err));
    if (!there) {
        say(writing, "Nobody reviewed documents by an issue in this case file.");
        return ERR_OK;
    }
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        word_file_heading(&writing->file, 2, str_of(parts[i].title));
        TRY(db_ask(writing->acts->db, parts[i].sql, &query, err, ""));
        TRY(put_table(writing, &parts[i].table, query, err));
    }
    return put_outcomes(writing, err);
}

static enum err_code put_outcome(struct writing *writing, struct err *err)
{
    static const struct str headings[] = {{"Schedule", 8},
                                          {"By", 2},
                                          {"When", 4},
                                          {"Non-sensitive items", 19},
                                          {"Sensitive items", 15}};
    static const int widths[] = {14, 26, 24, 18, 18};
    static const struct table table = {
        "Schedules made", headings, widths, 5, 0x19, "No schedule was made so far."};
    struct schedule_sums sums;
    struct db_query *query;
    TRY(schedule_sums(writing->acts->db, &sums, err));
    word_file_heading(&writing->file, 1, STR("Schedules"));
    say(writing,
        arena_printf(
            writing->arena,
            "%lld documents = %lld evidence + %lld not relevant + %lld non-sensitive "
            "+ %lld sensitive + %lld in blocks + %lld not described yet. Nobody marked "
            "%lld of those listed. %lld files hold no document and are listed by "
            "hand.",
            (long long)sums.documents, (long long)sums.places[SCHEDULE_EVIDENCE],
            (long long)sums.places[SCHEDULE_NOT_RELEVANT],
            (long long)sums.places[SCHEDULE_NON_SENSITIVE],
            (long long)sums.places[SCHEDULE_SENSITIVE], (long long)sums.places[SCHEDULE_BLOCK],
            (long long)sums.places[SCHEDULE_HELD], (long long)sums.unmarked,
            (long long)sums.no_bytes));
    TRY(db_ask(writing->acts->db, sql_disclosure_made_all, &query, err, ""));
    return put_table(writing, &table, query, err);
}

/* What only people can say. */
static void put_headings(struct writing *writing)
{
    static const struct {
        const char *title, *about;
    } parts[] = {
        {"The issues in the case", "To be written: what is in dispute, as far as it is known."},
        {"Reasonable lines of enquiry",
         "To be written: what was followed and what was not, and why."},
        {"Devices and accounts",
         "To be written: which were seized or not, what was taken from each, by which method "
         "and for which dates."},
        {"Material held by others",
         "To be written: who holds it, what was asked for and when."}};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        word_file_heading(&writing->file, 1, str_of(parts[i].title));
        say(writing, parts[i].about);
    }
}

static enum err_code put_all(struct writing *writing, struct err *err)
{
    char at[TIME_SIZE];
    struct schedule_head head;
    time_format(at, writing->act->now);
    say(writing,
        arena_printf(writing->arena,
                     "Made %.10s %.5s UTC by %.*s out of the case file. Headings are plain "
                     "ones, set by this program; the force's own form may differ.",
                     at, at + 11, STR_ARG(writing->act->by)));
    TRY(schedule_head_read(writing->acts->db, writing->arena, &head, err));
    schedule_head_put(&head, &writing->file);
    put_headings(writing);
    TRY(put_gathered(writing, err));
    TRY(put_terms(writing, err));
    TRY(put_tools(writing, err));
    TRY(put_review(writing, err));
    TRY(put_outcome(writing, err));
    schedule_signature_put(&writing->file);
    return ERR_OK;
}

/* What was done: two texts, and a number when `number` names it. */
struct audited {
    const char *event;
    const char *first, *second, *number;
    struct str first_text, second_text;
    int64_t count;
};

static enum err_code add_audit(struct casefile_acts *acts, const struct disclosure_act *act,
                               const struct audited *done, struct err *err)
{
    struct strbuf what;
    struct jsonw w;
    strbuf_init(&what, 1 << 16);
    jsonw_init(&w, &what);
    jsonw_object(&w);
    jsonw_member_str(&w, done->first, done->first_text);
    jsonw_member_str(&w, done->second, done->second_text);
    if (done->number != NULL) {
        jsonw_member_int(&w, done->number, done->count);
    }
    jsonw_end(&w);
    enum err_code code = strbuf_check(&what, "a line of the audit", err);
    code = code == ERR_OK ? case_audit_add(acts->audit, done->event, act->by, act->now,
                                           strbuf_view(&what), err)
                          : code;
    strbuf_release(&what);
    return code == ERR_OK ? case_audit_commit(acts->audit, err) : code;
}

/* And the SHA-256 of the file. */
static enum err_code write_document(struct writing *writing, const char *out,
                                    char hex[SHA256_HEX_SIZE], struct err *err)
{
    struct strbuf bytes;
    struct err unheard = {0};
    strbuf_init(&bytes, DOCUMENT_MAX);
    word_file_begin(&writing->file, STR("Disclosure management document"), false);
    enum err_code code = put_all(writing, err);
    enum err_code ended =
        word_file_end(&writing->file, &bytes, code == ERR_OK ? err : &unheard);
    code = code == ERR_OK ? ended : code;
    code = code == ERR_OK ? strbuf_check(&bytes, "the document", err) : code;
    const struct sha256 digest = sha256_of(strbuf_view(&bytes));
    sha256_hex(hex, &digest);
    code = code == ERR_OK ? file_write(out, strbuf_view(&bytes), MODE_FILE, err) : code;
    strbuf_release(&bytes);
    return code;
}

enum err_code management_document(struct casefile_acts *acts, const struct disclosure_act *act,
                                  const char *out, struct err *err)
{
    struct stat info;
    if (lstat(out, &info) == 0) {
        err_set(err, ERR_CONFLICT, "%s is there already", out);
        err_hint(err, "name a new file");
        return ERR_CONFLICT;
    }
    struct writing writing = {.acts = acts, .act = act, .arena = arena_new()};
    enum err_code code = db_begin(acts->db, err);
    if (code == ERR_OK) {
        char hex[SHA256_HEX_SIZE];
        code = write_document(&writing, out, hex, err);
        const struct audited done = {.event = "management-document",
                                     .first = "file",
                                     .first_text = str_of(out),
                                     .second = "sha256",
                                     .second_text = str_of(hex)};
        code = code == ERR_OK ? add_audit(acts, act, &done, err) : code;
        db_rollback(acts->db);
    }
    arena_free(writing.arena);
    return code;
}

static enum err_code add_term(struct casefile_acts *acts, const struct disclosure_act *act,
                              struct str words, struct str why, int64_t *pages, struct err *err)
{
    int64_t documents = 0;
    char at[TIME_SIZE];
    time_format(at, act->now);
    TRY(find_count(acts->db, words, pages, err));
    TRY(db_number(acts->db, sql_disclosure_document_count, &documents, err, ""));
    TRY(db_do(acts->db, sql_disclosure_term_add, err, "ttiitt", words, why, *pages, documents,
              act->by, str_of(at)));
    const struct audited done = {.event = "search-term",
                                 .first = "words",
                                 .first_text = words,
                                 .second = "why",
                                 .second_text = why,
                                 .number = "pages",
                                 .count = *pages};
    return add_audit(acts, act, &done, err);
}

enum err_code management_term(struct casefile_acts *acts, const struct disclosure_act *act,
                              struct str words, struct str why, int64_t *pages, struct err *err)
{
    if (words.n == 0 || words.n > TERM_MAX || str_trim(why).n == 0 || why.n > TERM_MAX) {
        return err_set(err, ERR_INVALID,
                       "words that were searched for and the reason are 1 to %d bytes each",
                       TERM_MAX);
    }
    TRY(db_begin(acts->db, err));
    enum err_code code = add_term(acts, act, words, why, pages, err);
    db_rollback(acts->db);
    return code;
}

enum err_code management_terms(struct db *db,
                               void (*each)(void *data,
                                            const struct management_searched *searched),
                               void *data, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_ask(db, sql_disclosure_terms, &query, err, ""));
    TRY(db_step(query, &row, err));
    while (row) {
        const struct management_searched searched = {.words = db_text(query, 0),
                                                     .why = db_text(query, 1),
                                                     .pages = db_int(query, 2),
                                                     .documents = db_int(query, 3),
                                                     .by = db_text(query, 4),
                                                     .at = db_text(query, 5)};
        each(data, &searched);
        TRY(db_step(query, &row, err));
    }
    return ERR_OK;
}
