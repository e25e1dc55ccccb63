/* policeai case search */
#include "base/clock.h"
#include "casefile/casefile.h"
#include "casefile/find_pages.h"
#include "cli/case_print.h"
#include "cli/command.h"

#include <stdio.h>

struct search_options {
    int64_t max;
    const char *kind, *fate, *source, *sent_from, *sent_to, *from, *to, *folder;
};

#define AT(member) offsetof(struct search_options, member)
static const struct opt options[] = {
    {"max", 0, OPT_INT, AT(max), "N", "so many pages at most (50)", 1, 100000},
    {"kind", 0, OPT_TEXT, AT(kind), "KIND",
     "of documents of this kind, as `case files` names it", 0, 0},
    {"fate", 0, OPT_TEXT, AT(fate), "FATE", "of documents that were `read`, or `partly`", 0, 0},
    {"source", 0, OPT_TEXT, AT(source), "HOW",
     "of pages with a `text`, read by `ocr`, or heard (`speech`)", 0, 0},
    {"sent-from", 0, OPT_TEXT, AT(sent_from), "DAY", "sent on or after it, as 2026-03-01", 0,
     0},
    {"sent-to", 0, OPT_TEXT, AT(sent_to), "DAY", "sent on or before it", 0, 0},
    {"from", 0, OPT_TEXT, AT(from), "TEXT", "of messages whose sender has it", 0, 0},
    {"to", 0, OPT_TEXT, AT(to), "TEXT", "of messages of which a recipient has it", 0, 0},
    {"folder", 0, OPT_TEXT, AT(folder), "PATH", "of files whose path begins so", 0, 0},
    {.name = NULL}};

/* What was found stands between brackets, on one line. */
static void print_snippet(struct arena *arena, struct str snippet)
{
    struct strbuf out;
    strbuf_init(&out, 2 * snippet.n + 16);
    for (size_t i = 0; i < snippet.n; i++) {
        char c = snippet.p[i];
        strbuf_putc(&out, c == 2 ? '[' : c == 3 ? ']' : c == '\n' || c == '\t' ? ' ' : c);
    }
    printf("    ");
    case_print(arena_str(arena, strbuf_view(&out)), false);
    printf("\n");
    strbuf_release(&out);
}

static void print_hit(void *data, const struct shown_hit *hit)
{
    printf("document %lld", (long long)hit->document);
    case_print_page(hit->page, hit->label);
    printf(", characters %lld to %lld", (long long)hit->start, (long long)hit->end);
    if (hit->said >= 0) {
        printf(", machine-made transcript, at ");
        case_print_said(hit->said);
        printf(", confidence %d.%02d", (int)hit->confidence / 100, (int)hit->confidence % 100);
    } else if (!str_is(hit->source, "text")) {
        printf(", by OCR");
    }
    printf(": ");
    case_print(hit->path, false);
    printf("%s\n", str_is(hit->state, "here") ? "" : " (no longer so in the folder)");
    print_snippet(data, hit->snippet);
}

static struct str text_of(const char *given)
{
    return given == NULL ? STR("") : str_of(given);
}

static enum err_code check_one_of(const char *option, struct str given, const char *one,
                                  const char *other, struct err *err)
{
    return given.n == 0 || str_is(given, one) || str_is(given, other)
               ? ERR_OK
               : err_set(err, ERR_USAGE, "%s is %s or %s, not \"%.*s\"", option, one, other,
                         STR_ARG(given));
}

static enum err_code check_source(struct str given, struct err *err)
{
    return given.n == 0 || str_is(given, "text") || str_is(given, "ocr") ||
                   str_is(given, "speech")
               ? ERR_OK
               : err_set(err, ERR_USAGE, "--source is text, ocr or speech, not \"%.*s\"",
                         STR_ARG(given));
}

static enum err_code check_day(const char *option, struct str day, struct err *err)
{
    int64_t seconds;
    return day.n == 0 || date_parse(day, &seconds)
               ? ERR_OK
               : err_set(err, ERR_USAGE, "%s is a day as 2026-03-31, not \"%.*s\"", option,
                         STR_ARG(day));
}

static enum err_code bounds_of(const struct search_options *given, struct find_bounds *bounds,
                               struct err *err)
{
    *bounds = (struct find_bounds){.kind = text_of(given->kind),
                                   .fate = text_of(given->fate),
                                   .source = text_of(given->source),
                                   .sent_from = text_of(given->sent_from),
                                   .sent_to = text_of(given->sent_to),
                                   .from = text_of(given->from),
                                   .to = text_of(given->to),
                                   .folder = text_of(given->folder)};
    TRY(check_one_of("--fate", bounds->fate, "read", "partly", err));
    TRY(check_source(bounds->source, err));
    TRY(check_day("--sent-from", bounds->sent_from, err));
    return check_day("--sent-to", bounds->sent_to, err);
}

/* How many, and in which order those above stand. */
static void print_sum(const struct find_hits *hits, bool words)
{
    printf("%s%lld page%s", hits->more ? "more than " : "", (long long)hits->pages,
           hits->pages == 1 ? "" : "s");
    if (hits->pages > 1) {
        printf(!words         ? ", the first of each document, in the order of the case"
               : hits->ranked ? ", the best first"
                              : ", in the order of the case");
    }
    if (hits->more || (int64_t)hits->count < hits->pages) {
        printf("; the first %zu are shown, --max N shows more", hits->count);
    }
    printf("\n");
}

static enum err_code find(struct command_call *call, struct db *db, struct str words,
                          const struct find_bounds *bounds, struct err *err)
{
    const struct search_options *given = call->options;
    struct find_hits hits;
    if (words.n == 0 && !find_bounded(bounds)) {
        return err_set(err, ERR_USAGE, "nothing to look for: words, or which documents");
    }
    TRY(find_begin_once(db, err));
    TRY(find_pages(db, call->arena, words, bounds, given->max, &hits, err));
    TRY(find_show(db, words, hits.items, hits.count, print_hit, call->arena, err));
    print_sum(&hits, words.n > 0);
    call->status = hits.pages == 0 ? 1 : 0;
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    struct find_bounds bounds;
    struct strbuf words;
    struct db *db;
    TRY(bounds_of(call->options, &bounds, err));
    TRY(casefile_open(&db, call->words[0], err));
    strbuf_init(&words, 65536);
    for (size_t i = 1; i < call->count; i++) {
        strbuf_puts(&words, i > 1 ? " " : "");
        strbuf_puts(&words, call->words[i]);
    }
    enum err_code code = strbuf_check(&words, "what is looked for", err);
    code = code == ERR_OK ? find(call, db, str_trim(strbuf_view(&words)), &bounds, err) : code;
    strbuf_release(&words);
    db_close(db);
    return code;
}

static const struct search_options defaults = {.max = 50};

const struct command command_case_search = {
    .name = "case search",
    .synopsis =
        "CASE [WORDS…] [--kind KIND] [--fate FATE] [--source HOW] [--sent-from DAY] [--sent-to "
        "DAY] [--from TEXT] [--to TEXT] [--folder PATH] [--max N]",
    .summary = "where words stand in a case: document, page, place",
    .help =
        "All words must stand on a page; \"several words\" in quotes stand as they are, word* "
        "begins with these letters, AND, OR\nand NOT in capitals stand between. Letters are "
        "compared without their case and accents. A place counts characters\nof the page's "
        "text, as `policeai case show` has it. Files that were read in part or not are not "
        "searched where they\nwere not read: `policeai case files --fate not`. Without words: "
        "the first page of each "
        "document that is asked for.\n\nThe best are shown first; more than 2,000 pages, or "
        "pages with words that "
        "more than 10,000 pages hold, are shown in the\norder of the case. More than 10,000 "
        "are not counted.\n\nExit status: "
        "0 something was found; 1 nothing, or the words are no query.",
    .options = options,
    .options_size = sizeof(struct search_options),
    .defaults = &defaults,
    .words_min = 1,
    .words_max = 100,
    .run = run,
};
