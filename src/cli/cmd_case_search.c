/* policeai case search */
#include "casefile/casefile.h"
#include "casefile/shown.h"
#include "cli/case_print.h"
#include "cli/command.h"

#include <stdio.h>

struct search_options {
    int64_t max;
};

#define AT(member) offsetof(struct search_options, member)
static const struct opt options[] = {
    {"max", 0, OPT_INT, AT(max), "N", "so many pages at most (50)", 1, 100000}, {.name = NULL}};

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

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct search_options *given = call->options;
    struct strbuf words;
    struct db *db;
    int64_t pages = 0;
    TRY(casefile_open(&db, call->words[0], err));
    strbuf_init(&words, 65536);
    for (size_t i = 1; i < call->count; i++) {
        strbuf_puts(&words, i > 1 ? " " : "");
        strbuf_puts(&words, call->words[i]);
    }
    enum err_code code = strbuf_check(&words, "what is looked for", err);
    if (code == ERR_OK) {
        code = shown_search(db, strbuf_view(&words), given->max, &pages, print_hit, call->arena,
                            err);
    }
    strbuf_release(&words);
    db_close(db);
    TRY(code);
    printf("%lld page%s\n", (long long)pages, pages == 1 ? "" : "s");
    call->status = pages == 0 ? 1 : 0;
    return ERR_OK;
}

static const struct search_options defaults = {.max = 50};

const struct command command_case_search = {
    .name = "case search",
    .synopsis = "CASE WORDS… [--max N]",
    .summary = "where words stand in a case: document, page, place",
    .help =
        "All words must stand on a page; \"several words\" in quotes stand as they are, word* "
        "begins with these letters, AND, OR\nand NOT in capitals stand between. Letters are "
        "compared without their case and accents. A place counts characters\nof the page's "
        "text, as `policeai case show` has it. Files that were read in part or not are not "
        "searched where they\nwere not read: `policeai case files --fate not`.\n\nExit status: "
        "0 something was found; 1 nothing, or the words are no query.",
    .options = options,
    .options_size = sizeof(struct search_options),
    .defaults = &defaults,
    .words_min = 2,
    .words_max = 100,
    .run = run,
};
