/* policeai case show */
#include "casefile/casefile.h"
#include "casefile/shown_document.h"
#include "cli/case_print.h"
#include "cli/command.h"

#include <stdio.h>

struct show_options {
    int64_t page;
    bool words;
};

#define AT(member) offsetof(struct show_options, member)
static const struct opt options[] = {
    {"page", 0, OPT_INT, AT(page), "N", "only this page", 1, INT32_MAX},
    {"words", 0, OPT_FLAG, AT(words), NULL, "where each word stands, one a line", 0, 0},
    {.name = NULL}};

static void print_place(void *data, const struct shown_place *place)
{
    (void)data;
    printf("at: ");
    case_print(place->path, false);
    printf("%s\n", str_is(place->state, "here") ? "" : " (no longer so in the folder)");
}

static void print_fact(void *data, struct str name, struct str value)
{
    (void)data;
    case_print(name, false);
    printf(": ");
    case_print(value, false);
    printf("\n");
}

static void print_within(void *data, const struct shown_within *within)
{
    (void)data;
    printf("within: document %lld: ", (long long)within->document);
    case_print(within->path, false);
    printf("%s", within->why.n > 0 ? ": " : "");
    case_print(within->why, false);
    printf("\n");
}

static void print_message(void *data, const struct shown_message *message)
{
    (void)data;
    printf("conversation: %*sdocument %lld: ", (int)(2 * (message->depth % 20)), "",
           (long long)message->document);
    case_print(message->sent, false);
    printf(" ");
    case_print(message->from, false);
    printf(": ");
    case_print(message->subject, false);
    printf("\n");
}

static void print_alike(void *data, int64_t document, int64_t both, int64_t either)
{
    (void)data;
    printf("alike: document %lld: %lld of %lld phrases\n", (long long)document, (long long)both,
           (long long)either);
}

static void print_unread(void *data, const struct shown_unread *unread)
{
    (void)data;
    printf("not read: page %lld", (long long)unread->page);
    if (unread->boxed) {
        printf(" at %.2f,%.2f to %.2f,%.2f points", (double)unread->box[0] / 100,
               (double)unread->box[1] / 100, (double)unread->box[2] / 100,
               (double)unread->box[3] / 100);
    }
    printf(": ");
    case_print(unread->why, false);
    printf("\n");
}

static void print_page(void *data, const struct shown_page *page)
{
    const struct show_options *given = data;
    printf("---- ");
    if (page->label.n > 0) {
        printf("part %lld: ", (long long)page->number);
        case_print(page->label, false);
    } else {
        printf("page %lld", (long long)page->number);
    }
    printf("%s ----\n", str_is(page->source, "text")     ? ""
                        : str_is(page->source, "ocr")    ? " (by OCR)"
                        : str_is(page->source, "speech") ? " (machine-made transcript)"
                                                         : " (text, and pictures by OCR)");
    if (!given->words) {
        case_print(page->text, true);
        printf("%s", str_ends(page->text, STR("\n")) ? "" : "\n");
    }
}

static void print_word(void *data, struct str word, const struct word_place *place)
{
    (void)data;
    printf("%d\t%d\t%.2f\t%.2f\t%.2f\t%.2f\t%d\t", (int)place->start, (int)place->end,
           place->x0 / 100.0, place->y0 / 100.0, place->x1 / 100.0, place->y1 / 100.0,
           (int)place->confidence);
    case_print(word, false);
    printf("\n");
}

static enum err_code run(struct command_call *call, struct err *err)
{
    struct show_options given = *(const struct show_options *)call->options;
    struct db *db;
    int64_t document;
    const struct document_sink sink = {
        .place = print_place,
        .fact = print_fact,
        .within = print_within,
        .message = print_message,
        .alike = print_alike,
        .unread = print_unread,
        .page = print_page,
        .word = given.words ? print_word : NULL,
        .data = &given,
    };
    TRY(casefile_open(&db, call->words[0], err));
    enum err_code code = shown_named(db, str_of(call->words[1]), &document, err);
    code = code == ERR_OK ? shown_document(db, document, given.page, &sink, err) : code;
    db_close(db);
    return code;
}

static const struct show_options defaults = {0};

const struct command command_case_show = {
    .name = "case show",
    .synopsis = "CASE DOCUMENT [--page N] [--words]",
    .summary = "one document of a case: where it is, what it says, what was not read",
    .help =
        "DOCUMENT is a number, the path of a file as `policeai case files` lists it, or the "
        "end "
        "of one from a / on when it is\nthe only such file.\n\nThe text of each page as it was "
        "read. --words: start and end (characters of the "
        "page's text), box (points from the\ntop left), confidence (0 to 100; -1: not by "
        "OCR) and the word, tabs between. Of a machine-made transcript the first and\nthird "
        "number of the box are when the word begins and ends, in seconds of the recording.",
    .options = options,
    .options_size = sizeof(struct show_options),
    .defaults = &defaults,
    .words_min = 2,
    .words_max = 2,
    .run = run,
};
